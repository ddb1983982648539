"""The link to the server: whether it answers, and if not, why."""

from enum import StrEnum


class LinkState(StrEnum):
    """What the station knows of its connection (product.md 7.5)."""

    NOT_SET = "not_set"
    CONNECTING = "connecting"
    ONLINE = "online"
    DEGRADED = "degraded"
    OFFLINE = "offline"
    TOKEN_REFUSED = "refused"
    NOT_THE_API = "captive"

"""Tokens: kept as digests, so that whoever reads the database cannot use them."""

import secrets
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, select

from wats_station.site_server.store.schema import token

OPERATE, ADMINISTER = "operate", "administer"
ROLES = (OPERATE, ADMINISTER)


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is listed; `revoked` is the moment, or None."""

    name: str
    role: str
    created: str
    revoked: str | None


def digest_of(text: str) -> str:
    """What is kept of a token. It has 192 random bits, so a slow digest would gain nothing."""
    return sha256(text.encode()).hexdigest()


def add(connection: Connection, name: str, role: str, time: str) -> str:
    """Make a token; its text, which is never to be seen again. Raises ValueError for a name in use.

    A revoked token's name can be used again.
    """
    known = connection.execute(select(token).where(token.c.name == name)).first()
    if known is not None and known.revoked is None:
        raise ValueError(f"there is a token {name!r} already: revoke it, or choose another name")
    if known is not None:
        connection.execute(token.delete().where(token.c.name == name))
    # What WATS issues: base64 of user and password; a client passes it on as it is.
    text = b64encode(f"{name}:{secrets.token_urlsafe(24)}".encode()).decode()
    connection.execute(
        token.insert().values(name=name, role=role, digest=digest_of(text), created=time)
    )
    return text


def listed(connection: Connection) -> list[Token]:
    """Every token, revoked ones too, oldest first."""
    rows = connection.execute(select(token).order_by(token.c.id))
    return [Token(row.name, row.role, row.created, row.revoked) for row in rows]


def revoke(connection: Connection, name: str, time: str) -> None:
    """End a token. Raises ValueError when there is no such, or it was revoked before."""
    here = (token.c.name == name) & token.c.revoked.is_(None)
    if not connection.execute(token.update().where(here).values(revoked=time)).rowcount:
        raise ValueError(f"there is no token {name!r} in use")


def in_use(connection: Connection) -> list[tuple[str, str, str]]:
    """Digest, role and name of every token that is not revoked."""
    chosen = select(token.c.digest, token.c.role, token.c.name).where(token.c.revoked.is_(None))
    return [(row.digest, row.role, row.name) for row in connection.execute(chosen)]

"""What labels look like at this site: the station's own settings, and the server's rules."""

from collections.abc import Iterable

from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.settings import LabelSettings
from wats_station.scan.custom import CustomRule, checked
from wats_station.scan.decode import LabelRules, decode


def label_rules(
    settings: LabelSettings, of_server: Iterable[CustomRule]
) -> tuple[LabelRules, tuple[Notice, ...]]:
    """The rules in the order they are tried, the station's own first, and what is wrong.

    A rule that cannot be used is left out and told: a label that only it reads would
    otherwise be taken for a serial number without anybody knowing why.
    """
    own = (CustomRule(rule.name, rule.pattern) for rule in settings.rules)
    usable, problems = checked((*own, *of_server))
    rules = LabelRules(
        settings.command_prefix, settings.badge_prefix, usable, settings.parts_by_gtin
    )
    told = tuple(
        notice(NoticeKind.LABEL_RULE_FAULT, name=problem.name, why=problem.why)
        for problem in problems
    )
    return rules, told


def prepare() -> None:
    """Load what the first label with identifiers needs; for a worker: it takes 0.1 s."""
    decode("]d221A\x1d10B")

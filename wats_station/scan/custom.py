"""Custom rules: regular expressions from the settings and from the server.

An expression comes from people: it may be wrong, and it may take for ever on a text it
was not written for. One that cannot be compiled is refused when the rules are made; one
that takes longer than a scan may wait is passed over, and named in the reading.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from wats_station.scan.reading import Field, FieldName

# A hundred times what an expression needs for the longest label; within a scan's 100 ms.
SECONDS_A_RULE = 0.010

_GROUPS = {
    "serial": FieldName.SERIAL,
    "part": FieldName.PART,
    "revision": FieldName.REVISION,
    "batch": FieldName.BATCH,
    "process": FieldName.PROCESS,
}


class RuleProblem(NamedTuple):
    """A rule that cannot be used, and why, in the expression library's words."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class CustomRule:
    """A rule: which texts it reads, and where each field stands in them.

    Of the settings: `pattern` alone, with groups named serial, part, revision, batch and
    process, which has to fit the whole text. Of the server: `pattern` finds the text, and
    an expression of its own finds each field (its first group, or all of it).
    """

    name: str
    pattern: str
    expressions: Mapping[FieldName, str] = field(default_factory=dict)

    def fields_in(self, text: str) -> tuple[Field, ...] | None:
        """The fields, or None where the rule does not read this text.

        Raises TimeoutError for an expression that takes too long.
        """
        # Here and below: a station without rules never needs it, and it takes 30 ms.
        import regex  # noqa: PLC0415

        if self.expressions:
            return self._by_expressions(text)
        found = regex.fullmatch(self.pattern, text, timeout=SECONDS_A_RULE)
        if found is None:
            return None
        named = found.groupdict()
        return tuple(
            Field(name, (named.get(group) or "").strip(), group)
            for group, name in _GROUPS.items()
            if named.get(group)
        )

    def _by_expressions(self, text: str) -> tuple[Field, ...] | None:
        import regex  # noqa: PLC0415

        if regex.search(self.pattern, text, timeout=SECONDS_A_RULE) is None:
            return None
        fields = []
        for name, expression in self.expressions.items():
            found = regex.search(expression, text, timeout=SECONDS_A_RULE)
            if found is not None:
                value = found[1] if found.groups() else found[0]
                fields.append(Field(name, (value or "").strip(), name.value))
        return tuple(fields)


def checked(rules: Iterable[CustomRule]) -> tuple[tuple[CustomRule, ...], tuple[RuleProblem, ...]]:
    """The rules that can be used, in their order, and what is wrong with the others."""
    usable, problems = [], []
    for rule in rules:
        why = _fault_in(rule)
        if why:
            problems.append(RuleProblem(rule.name, why))
        else:
            usable.append(rule)
    return tuple(usable), tuple(problems)


def _fault_in(rule: CustomRule) -> str:
    import regex  # noqa: PLC0415

    if not rule.pattern:
        return "there is no pattern"
    try:
        groups = regex.compile(rule.pattern).groupindex
        for expression in rule.expressions.values():
            regex.compile(expression)
    except (regex.error, RecursionError, OverflowError) as error:
        return str(error) or type(error).__name__
    reads = FieldName.SERIAL in rule.expressions if rule.expressions else "serial" in groups
    return "" if reads else "it names no serial"

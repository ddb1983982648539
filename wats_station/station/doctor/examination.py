"""The whole examination, and how it is told."""

import json
from dataclasses import asdict
from pathlib import Path

from wats_station.station.doctor.computer import (
    check_database,
    check_disk,
    check_program,
    check_scanners,
    check_settings,
    check_sound,
)
from wats_station.station.doctor.finding import Finding, State
from wats_station.station.doctor.outbox import check_outbox
from wats_station.station.doctor.server import check_server
from wats_station.station.terminal_text import one_line


def examine(folder: Path, server: str, token: str) -> tuple[Finding, ...]:
    """Every check, in the order in which they are told.

    `server` and `token` are those of the command line and the environment; where they are
    empty the kept ones are used.
    """
    settings, of_settings = check_settings(folder)
    return (
        check_program(),
        of_settings,
        *check_server((server or settings.server).rstrip("/"), token, folder),
        *check_scanners(settings.serial_ports),
        check_sound(),
        check_disk(folder),
        check_database(folder),
        check_outbox(folder),
    )


def is_well(findings: tuple[Finding, ...]) -> bool:
    """True where no check failed."""
    return all(finding.state is not State.FAILED for finding in findings)


def as_lines(findings: tuple[Finding, ...]) -> str:
    """A line a check, with what to do below it."""
    wide = max(len(finding.name) for finding in findings)
    lines = []
    for finding in findings:
        detail = one_line(finding.detail)
        lines.append(f"{finding.state.value:<6}  {finding.name:<{wide}}  {detail}")
        if finding.hint:
            lines.append(f"{'':<6}  {'':<{wide}}  -> {finding.hint}")
    return "\n".join(lines)


def as_json(findings: tuple[Finding, ...]) -> str:
    """The same for a program; ASCII alone, whatever the output's encoding is."""
    checks = [asdict(finding) for finding in findings]
    return json.dumps({"ok": is_well(findings), "checks": checks}, indent=2)

"""Asks whether a library of requirements.lock has a known vulnerability, on any system.

Where nobody who knows can be reached, that is said: a lock that nobody looked at is never
told as one without vulnerabilities.
"""

import json
import re
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import environment
from terminal import ROOT

# How the outcome begins where the question could not be put.
NOT_AUDITED = "not audited"

_LOCK = ROOT / "requirements.lock"
_ANSWER_S, _WHOLE_S = 10, 120
# A reason is looked at again after so long: a fix may be there by then.
_HOLDS = timedelta(days=90)
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")
_HASH = re.compile(r"--hash=\S+")
_UNREACHED = re.compile(
    r"ConnectionError|NameResolution|Timeout|Could not connect|SSLError|HTTPError|ServiceError"
)


class Service(NamedTuple):
    """One that knows of vulnerabilities: pip-audit's name for it, and where it is."""

    name: str
    host: str
    url: str = ""


class Ignored(NamedTuple):
    """A vulnerability that does not concern this program; `reason` says why, `looked_at` when."""

    id: str
    package: str
    reason: str
    looked_at: date


# Both draw on the same advisories; the first that answers is believed.
SERVICES = (Service("osv", "api.osv.dev"), Service("pypi", "pypi.org"))
# Not one today. Each has to be looked at again, and goes when nothing finds it any more.
IGNORED: tuple[Ignored, ...] = ()


def problem_of_the_lock() -> str:
    """What is wrong with it, or `not audited: ...`; empty where it was asked and nothing is."""
    today = datetime.now(UTC).date()
    return outcome(_LOCK, SERVICES, IGNORED, today)


def is_failure(said: str) -> bool:
    """Whether an outcome is one to mend: not being able to ask is not."""
    return bool(said) and not said.startswith(NOT_AUDITED)


def outcome(
    lock: Path, services: tuple[Service, ...], ignored: tuple[Ignored, ...], today: date
) -> str:
    """As `problem_of_the_lock`, of this lock; asks one service after the other."""
    stale = [each.id for each in ignored if today - each.looked_at > _HOLDS]
    if stale:
        return f"ignored for more than {_HOLDS.days} days, look again: {', '.join(stale)}"
    unreached = []
    for service in services:
        said = _asked(lock, service)
        if isinstance(said, str):
            return said
        answered = [each for each in said if "skip_reason" not in each]
        if answered:
            skipped = [str(each["name"]) for each in said if "skip_reason" in each]
            return _judged(answered, skipped, ignored)
        unreached.append(service.host)
    return f"{NOT_AUDITED}: {' and '.join(unreached)} could not be reached"


def _judged(
    answered: list[dict[str, Any]], skipped: list[str], ignored: tuple[Ignored, ...]
) -> str:
    known = {each.id for each in ignored}
    found = []
    seen: set[str] = set()
    for each in answered:
        for vulnerability in each["vulns"]:
            names = {vulnerability["id"], *vulnerability["aliases"]}
            if names & known:
                seen |= names & known
                continue
            fixes = ", ".join(vulnerability["fix_versions"]) or "no version yet"
            found.append(
                f"{each['name']} {each['version']}: {vulnerability['id']} (fixed in {fixes})"
            )
    if found:
        return "; ".join(dict.fromkeys(found))
    if known - seen and not skipped:
        return f"nothing finds these any more, ignore them no longer: {_list(known - seen)}"
    if skipped:
        return f"{NOT_AUDITED}: nobody knows {_list(skipped)}; nothing is known of the others"
    return ""


def _asked(lock: Path, service: Service) -> list[dict[str, Any]] | str:
    """What pip-audit says of each library; none where it had no answer, a text where it broke."""
    listed: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="wats-station-audit-") as folder:
        for file in _without_markers(lock, Path(folder)):
            said = _of_file(file, service)
            if isinstance(said, str):
                return said
            if not said:
                return []
            listed += said
    return listed


def _of_file(file: Path, service: Service) -> list[dict[str, Any]] | str:
    command = [str(environment.PYTHON), "-m", "pip_audit", "--format", "json"]
    command += ["--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    command += ["--vulnerability-service", service.name, "--timeout", str(_ANSWER_S)]
    command += ["--osv-url", service.url] if service.url else []
    # Yesterday's answers are no answers.
    command += ["--cache-dir", str(file.with_suffix(".answers")), "--requirement", str(file)]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_WHOLE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return []
    try:
        listed: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        if _UNREACHED.search(done.stderr):
            return []
        print(done.stderr, file=sys.stderr, flush=True)
        return f"pip-audit broke (exit {done.returncode}, its words are above)"
    return listed


def _without_markers(lock: Path, folder: Path) -> list[Path]:
    """The lock for every system and Python at once: a file each for a library's versions."""
    versions: dict[str, list[list[str]]] = {}
    entry: list[str] = []
    for line in lock.read_text(encoding="utf-8").splitlines():
        if pinned := _PINNED.match(line):
            entry = [f"{pinned['name']}=={pinned['version']}"]
            versions.setdefault(pinned["name"], []).append(entry)
        elif digest := _HASH.search(line):
            entry.append(digest[0])
    files = []
    for number in range(max((len(each) for each in versions.values()), default=0)):
        entries = [each[number] for each in versions.values() if len(each) > number]
        file = folder / f"lock-{number}.txt"
        file.write_text("".join(" ".join(each) + "\n" for each in entries), encoding="utf-8")
        files.append(file)
    return files


def _list(names: set[str] | list[str]) -> str:
    """The first few of them."""
    shown = sorted(names)[:5]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")

"""The `wats-station` command: reads the arguments and starts the root they ask for.

Each root is imported only when it is wanted, so that `serve` never loads Qt and
the window never loads the server's libraries.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

from wats_station import __version__
from wats_station.domain.display import Language, ThemeMode

FINE, FAILED, BAD_ARGUMENTS = 0, 1, 2
_QT_NEEDS = "On Debian install libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon-x11-0"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the answer is its exit code (product.md section 2)."""
    options = _parser().parse_args(arguments)
    if options.command not in (None, "settings") and _given(options):
        return _complain(
            "--set and --fleet-dir are for the window and for settings list:"
            f" give {options.command} WATS_STATION_SETTING_... and WATS_STATION_FLEET_DIR",
            BAD_ARGUMENTS,
        )
    if options.command == "serve":
        return _serve(options)
    if options.command == "site":
        return _site(options)
    if options.command == "agent":
        return _agent(options)
    if options.command == "unit":
        return _unit(options)
    if options.command == "doctor":
        return _doctor(options)
    if options.command == "settings":
        return _settings(options)
    if options.command == "self-test":
        return _self_test(options)
    if options.command in ("stop", "start-again"):
        return _running(options)
    return _window(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wats-station", description="The operator station for WATS."
    )
    parser.add_argument("--version", action="version", version=f"wats-station {__version__}")
    parser.add_argument(
        "--demo", action="store_true", help="the station on a demo site of its own, for practice"
    )
    parser.add_argument("--server", metavar="URL", help="the WATS server or site server to use")
    _data_dir_argument(parser)
    parser.add_argument(
        "--json-log", metavar="FILE", type=Path, help="write events to FILE, one JSON object a line"
    )
    parser.add_argument("--theme", choices=[each.value for each in ThemeMode], help="for this run")
    parser.add_argument("--language", type=_language, metavar="{en,nb}", help="for this run")
    _given_arguments(parser)
    parser.add_argument(
        "--tour",
        metavar="DIR",
        type=Path,
        help="with --demo: play scripted scans, leave screenshots in DIR, and end",
    )
    parser.add_argument("--exit-with-parent", action="store_true", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    serve = commands.add_parser("serve", help="run the site server")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serve.add_argument("--port", type=_port, default=8585, help="0 picks a free one")
    serve.add_argument("--database", metavar="URL", help="default: SQLite in the data folder")
    serve.add_argument("--demo-data", action="store_true", help="lay a demo factory down")
    serve.add_argument("--demo-units", type=_count, default=300, help="units in the demo factory")
    serve.add_argument("--workers", type=_workers, default=1, help="processes; PostgreSQL only")
    serve.add_argument("--tls-cert", metavar="FILE", type=Path, help="certificate, with its chain")
    serve.add_argument("--tls-key", metavar="FILE", type=Path, help="the certificate's key")
    serve.add_argument(
        "--insecure-lan", action="store_true", help="listen beyond this machine without TLS"
    )
    serve.add_argument("--no-access-log", action="store_true", help="keep no log of requests")
    serve.add_argument(
        "--exit-with-parent",
        action="store_true",
        default=argparse.SUPPRESS,
        help=argparse.SUPPRESS,
    )
    _data_dir_argument(serve, suppress_default=True)
    unit = commands.add_parser("unit", help="what is known of a unit")
    unit.add_argument("serial", metavar="SERIAL", help="or what the unit's label says")
    unit.add_argument("--part", metavar="PN", default="", help="where several parts share it")
    unit.add_argument("--json", action="store_true", help="for a program to read")
    unit.add_argument(
        "--server", metavar="URL", default=argparse.SUPPRESS, help="instead of the kept one"
    )
    _data_dir_argument(unit, suppress_default=True)
    agent = commands.add_parser("agent", help="deliver what is left while no window runs")
    agent.add_argument(
        "--server", metavar="URL", default=argparse.SUPPRESS, help="instead of the kept one"
    )
    agent.add_argument(
        "--json-log", metavar="FILE", type=Path, default=argparse.SUPPRESS, help="as the window's"
    )
    _data_dir_argument(agent, suppress_default=True)
    doctor = commands.add_parser("doctor", help="look at everything that a station needs")
    doctor.add_argument("--json", action="store_true", help="for a program to read")
    doctor.add_argument(
        "--bundle", metavar="FILE", type=Path, help="write all that support needs into a zip"
    )
    doctor.add_argument(
        "--server", metavar="URL", default=argparse.SUPPRESS, help="instead of the kept one"
    )
    _data_dir_argument(doctor, suppress_default=True)
    tested = commands.add_parser("self-test", help="try the whole program out, in a real window")
    tested.add_argument("--json", action="store_true", help="for a program to read")
    _site_arguments(commands.add_parser("site", help="look after a site server's data"))
    _settings_arguments(commands.add_parser("settings", help="what the station is told"))
    stop = commands.add_parser("stop", help="have every running window, agent and server end")
    stop.add_argument("--wait", metavar="SECONDS", type=_count, default=30, help="at most: 30")
    stop.add_argument("--remember", metavar="FILE", type=Path, help="write down what ran")
    stop.add_argument("--list", action="store_true", help="only say what would be asked to end")
    again = commands.add_parser("start-again", help="start what stop --remember wrote down")
    again.add_argument("file", metavar="FILE", type=Path)
    return parser


def _site_arguments(site: argparse.ArgumentParser) -> None:
    verbs = site.add_subparsers(dest="verb", metavar="VERB", required=True)
    backup = verbs.add_parser("backup", help="copy the database into FILE, while it is served")
    backup.add_argument("file", metavar="FILE", type=Path)
    restore = verbs.add_parser("restore", help="make the database what it was in FILE")
    restore.add_argument("file", metavar="FILE", type=Path)
    restore.add_argument("--replace", action="store_true", help="though it holds units")
    taken = verbs.add_parser("import", help="lay down what FILE (YAML) sets up")
    taken.add_argument("file", metavar="FILE", type=Path)
    taken.add_argument("--dry-run", action="store_true", help="only say what would change")
    written = verbs.add_parser("export", help="write the set-up into FILE (YAML)")
    written.add_argument("file", metavar="FILE", type=Path)
    tokens = verbs.add_parser("token", help="who may use the server")
    actions = tokens.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = actions.add_parser("add", help="make a token and print it, once")
    add.add_argument("name", metavar="NAME", type=_token_name)
    add.add_argument("--role", choices=("operate", "administer"), default="operate")
    actions.add_parser("list", help="every token, without its text")
    revoke = actions.add_parser("revoke", help="end a token")
    revoke.add_argument("name", metavar="NAME")
    for each in (backup, restore, taken, written, *actions.choices.values()):
        each.add_argument("--database", metavar="URL", help="default: SQLite in the data folder")
        _data_dir_argument(each, suppress_default=True)


def _settings_arguments(settings: argparse.ArgumentParser) -> None:
    verbs = settings.add_subparsers(dest="verb", metavar="VERB", required=True)
    listed = verbs.add_parser("list", help="every setting, its value, and where that comes from")
    listed.add_argument("--json", action="store_true", help="for a program to read")
    _given_arguments(listed, after="_after")
    _data_dir_argument(listed, suppress_default=True)


def _given_arguments(parser: argparse.ArgumentParser, *, after: str = "") -> None:
    """Settings for this run; given after a command they join those before it."""
    parser.add_argument(
        "--set",
        metavar="PATH=VALUE",
        type=_given_setting,
        action="append",
        default=[],
        dest=f"given{after}",
        help="a setting for this run, as sounds.volume=40; may be repeated",
    )
    parser.add_argument(
        "--fleet-dir",
        metavar="DIR",
        type=Path,
        dest=f"fleet_dir{after}",
        help="the shared folder with the fleet's settings.json",
    )


def _data_dir_argument(parser: argparse.ArgumentParser, *, suppress_default: bool = False) -> None:
    """`--data-dir` may stand before or after the command; a missing one must not undo the other."""
    default = argparse.SUPPRESS if suppress_default else None
    parser.add_argument(
        "--data-dir", metavar="DIR", type=Path, default=default, help="the folder for its data"
    )


def _given_setting(text: str) -> str:
    if not text.partition("=")[1]:
        raise argparse.ArgumentTypeError(f"{text!r}: write PATH=VALUE, as sounds.volume=40")
    return text


def _language(text: str) -> str:
    # The pseudo-language of `dev.py translations` is for developers, so nobody is told of it.
    if text not in [each.value for each in Language if each]:
        raise argparse.ArgumentTypeError(f"{text!r} is none of en and nb")
    return text


def _port(text: str) -> int:
    return _number(text, 0, 65_535)


def _count(text: str) -> int:
    return _number(text, 1, 1_000_000)


def _token_name(text: str) -> str:
    if not (0 < len(text) <= 100 and text.isprintable() and ":" not in text and text.strip()):  # noqa: PLR2004
        raise argparse.ArgumentTypeError("a name of 1 to 100 characters without ':' is wanted")
    return text


def _workers(text: str) -> int:
    return _number(text, 1, 64)


def _number(text: str, least: int, most: int) -> int:
    # No longer than the largest, as int() raises on thousands of digits.
    plain = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    if not (plain and least <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is not a number from {least} to {most}")
    return int(text)


def _serve(options: argparse.Namespace) -> int:
    from wats_station.paths import data_dir
    from wats_station.site_server.server import ServeOptions, serve

    return serve(
        ServeOptions(
            host=options.host,
            port=options.port,
            database=options.database,
            data_dir=data_dir(options.data_dir),
            demo_data=options.demo_data,
            demo_units=options.demo_units,
            exit_with_parent=options.exit_with_parent,
            workers=options.workers,
            tls_cert=options.tls_cert,
            tls_key=options.tls_key,
            insecure_lan=options.insecure_lan,
            access_log=not options.no_access_log,
        )
    )


def _site(options: argparse.Namespace) -> int:
    from wats_station.paths import data_dir
    from wats_station.site_server import care

    place = care.Place(data_dir(options.data_dir), options.database)
    if options.verb == "token":
        if options.action == "add":
            return care.add_token(place, options.name, options.role)
        if options.action == "revoke":
            return care.revoke_token(place, options.name)
        return care.list_tokens(place)
    if options.verb == "backup":
        return care.back_up(place, options.file)
    if options.verb == "restore":
        return care.restore(place, options.file, replace=options.replace)
    if options.verb == "import":
        return care.import_file(place, options.file, dry_run=options.dry_run)
    return care.export_file(place, options.file)


def _agent(options: argparse.Namespace) -> int:
    from wats_station.agent.run import AgentOptions, run_agent
    from wats_station.paths import data_dir

    server = options.server or os.environ.get("WATS_STATION_SERVER", "")
    if server and not server.startswith(("http://", "https://")):
        return _no_address(server)
    token = os.environ.get("WATS_STATION_TOKEN", "")
    return run_agent(AgentOptions(server, token, data_dir(options.data_dir), options.json_log))


def _unit(options: argparse.Namespace) -> int:
    from wats_station.paths import data_dir
    from wats_station.station.unit import UnitProblem, shown_unit
    from wats_station.station.unit_listing import as_json, as_text

    server = options.server or os.environ.get("WATS_STATION_SERVER", "")
    if server and not server.startswith(("http://", "https://")):
        return _no_address(server)
    token = os.environ.get("WATS_STATION_TOKEN", "")
    folder = data_dir(options.data_dir)
    try:
        shown = shown_unit(folder, server, token, options.serial, options.part)
    except UnitProblem as problem:
        return _complain(str(problem), FAILED)
    _say(as_json(shown) if options.json else as_text(shown))
    return _complain(shown.missing, FAILED) if shown.missing else FINE


def _say(text: str) -> None:
    if isinstance(sys.stdout, TextIOWrapper):
        # On Windows a pipe may not take every letter.
        sys.stdout.reconfigure(errors="backslashreplace")
    # Flushed: who waits for a long report sees it grow.
    print(text, flush=True)  # noqa: T201 - the terminal is the reader


def _doctor(options: argparse.Namespace) -> int:
    from wats_station.paths import data_dir
    from wats_station.station.doctor.examination import as_json, as_lines, examine, is_well

    server = options.server or os.environ.get("WATS_STATION_SERVER", "")
    if server and not server.startswith(("http://", "https://")):
        return _no_address(server)
    token = os.environ.get("WATS_STATION_TOKEN", "")
    folder = data_dir(options.data_dir)
    if options.bundle is not None:
        return _bundle(
            folder, options.bundle, server, lambda: as_json(examine(folder, server, token))
        )
    findings = examine(folder, server, token)
    _say(as_json(findings) if options.json else as_lines(findings))
    return FINE if is_well(findings) else FAILED


def _self_test(options: argparse.Namespace) -> int:
    if options.demo or options.server or options.data_dir or options.json_log:
        return _complain(
            "self-test has a server and a folder of its own: leave --demo, --server, --data-dir"
            " and --json-log out",
            BAD_ARGUMENTS,
        )
    try:
        from wats_station.app.selftest.run import run_self_test
    except ImportError as error:
        return _complain(f"the window's libraries do not load: {error}. {_QT_NEEDS}", FAILED)
    return run_self_test(_say, as_json=options.json)


def _bundle(folder: Path, file: Path, server: str, findings: Callable[[], str]) -> int:
    from wats_station.station.doctor.bundle import BundleProblem, write_bundle

    try:
        size = write_bundle(folder, file, server, findings)
    except BundleProblem as problem:
        return _complain(str(problem), FAILED)
    _say(f"written for support: {file} ({size // 1024 + 1} KB)")
    return FINE


def _settings(options: argparse.Namespace) -> int:
    from wats_station.paths import data_dir
    from wats_station.station.settings_listing import as_json, as_lines, listing

    given = _given(options)
    server = (f"server={options.server}",) if options.server else ()
    listed = listing(data_dir(options.data_dir), (*server, *given))
    if isinstance(sys.stdout, TextIOWrapper):
        # As for the doctor: a pipe may not take every letter.
        sys.stdout.reconfigure(errors="backslashreplace")
    print(as_json(listed) if options.json else as_lines(listed))  # noqa: T201
    for problem in listed.problems:
        _complain(problem, FAILED)
    return FAILED if listed.problems else FINE


def _running(options: argparse.Namespace) -> int:
    from wats_station.station.running import commands

    if options.command == "stop":
        if options.list:
            _say("\n".join(commands.what_runs()) or "nothing runs")
            return FINE
        return commands.stop(options.wait, options.remember)
    return commands.start_what_ran(options.file)


def _given(options: argparse.Namespace) -> tuple[str, ...]:
    """The settings that this run is given, texts `path=value`; later ones win."""
    folder = getattr(options, "fleet_dir_after", None) or options.fleet_dir
    fleet = (f"fleet.folder={folder.expanduser().absolute()}",) if folder else ()
    return (*fleet, *options.given, *getattr(options, "given_after", ()))


def _no_address(server: str) -> int:
    return _complain(
        f"{server!r} is not a server address: write http://HOST:PORT or https://HOST",
        BAD_ARGUMENTS,
    )


def _window(options: argparse.Namespace) -> int:
    server = options.server or os.environ.get("WATS_STATION_SERVER", "")
    if options.demo and options.server:
        return _complain("--demo brings its own server: leave --server out", BAD_ARGUMENTS)
    if options.tour and not options.demo:
        return _complain("--tour plays on the demo site: add --demo", BAD_ARGUMENTS)
    if not options.demo and server and not server.startswith(("http://", "https://")):
        return _no_address(server)
    token = os.environ.get("WATS_STATION_TOKEN", "")
    folder = _window_folder(options)
    if wrong := _wrong_given(folder, _given(options)):
        return _complain(wrong, BAD_ARGUMENTS)
    return _start_window(options, folder, server, token)


def _window_folder(options: argparse.Namespace) -> Path:
    from wats_station.paths import data_dir

    folder = data_dir(options.data_dir)
    return folder / "demo" if options.demo and options.data_dir is None else folder


def _start_window(options: argparse.Namespace, folder: Path, server: str, token: str) -> int:
    try:
        from wats_station.app.start import WindowOptions, run_window
    except ImportError as error:
        return _complain(f"the window's libraries do not load: {error}. {_QT_NEEDS}", FAILED)
    given = {"language": options.language, "theme": options.theme}
    look = [f"display.{name}={value}" for name, value in given.items() if value]
    return run_window(
        WindowOptions(
            demo=options.demo,
            server=server,
            token=token,
            data_dir=folder,
            json_log=options.json_log,
            given=(*_given(options), *look),
            tour=options.tour,
            exit_with_parent=options.exit_with_parent,
        )
    )


def _wrong_given(folder: Path, given: tuple[str, ...]) -> str:
    """What of the settings for this run is none; the folder's settings hold with the others."""
    if not given:
        return ""
    from wats_station.station.kept_settings import open_settings

    return next(iter(open_settings(folder, given).wrong_on_command_line()), "")


def _complain(message: str, code: int) -> int:
    print(f"wats-station: {message}", file=sys.stderr)  # noqa: T201 - the terminal is the reader
    return code

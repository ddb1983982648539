"""Papers made beside the loop: the command sheet and the test codes, as PDF or printed."""

import asyncio
from pathlib import Path

from wats_station.domain.notice import NoticeKind, notice
from wats_station.flows.bench import Bench
from wats_station.flows.settings import Paper, Print, WorkEnded, WritePdf
from wats_station.labels.sheet import Sheet
from wats_station.scan.intent import answered
from wats_station.ui.printing.command_sheet import (
    PrintProblem,
    command_sheet,
    print_sheet,
    system_printer,
    write_pdf,
)
from wats_station.ui.printing.set_up_sheet import set_up_sheet
from wats_station.ui.printing.words import command_words


async def put_in_file(effect: WritePdf, bench: Bench, station: str) -> WorkEnded:
    """Write the paper to the file; what came of it."""
    path = Path(effect.path)
    try:
        await asyncio.to_thread(_write, path, effect.paper, bench, station)
    except PrintProblem as problem:
        why = notice(NoticeKind.FILE_NOT_WRITTEN, path=str(path), detail=str(problem))
        return WorkEnded(False, why)
    return WorkEnded(True, notice(NoticeKind.FILE_WRITTEN, path=str(path)))


async def put_on_paper(effect: Print, bench: Bench, station: str) -> WorkEnded:
    """Send the paper to the printer; what came of it."""
    try:
        printer = await asyncio.to_thread(_print, effect, bench, station)
    except PrintProblem as problem:
        detail = str(problem) or "no printer is set up on this computer"
        return WorkEnded(False, notice(NoticeKind.NOT_PRINTED, detail=detail))
    return WorkEnded(True, notice(NoticeKind.PRINTED, printer=printer))


def _write(path: Path, paper: Paper, bench: Bench, station: str) -> None:
    write_pdf(path, sheet_of(paper, bench), station)


def _print(effect: Print, bench: Bench, station: str) -> str:
    printer = system_printer(effect.printer)
    print_sheet(printer, sheet_of(effect.paper, bench), station)
    return printer.printerName()


def sheet_of(paper: Paper, bench: Bench) -> Sheet:
    """The paper as it is now: commands that this version carries out, and the server's values."""
    if paper is Paper.TEST_CODES:
        return set_up_sheet()
    words = {code: text for code, text in command_words().items() if answered(code)}
    table = bench.settings.kept.phases.table
    movable = (phase for phase in bench.phases if table.is_ever_next(phase.id))
    phases = tuple((phase.code, phase.name) for phase in movable)
    processes = tuple((str(each.code), each.name) for each in bench.processes)
    prefix = bench.settings.kept.labels.command_prefix
    return command_sheet(words, phases, processes, prefix)

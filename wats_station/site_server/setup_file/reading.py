"""A set-up file that was read: its content, and the place of everything in it."""

from dataclasses import dataclass

from pydantic import ValidationError

from wats_station.site_server.setup_file.checks import check
from wats_station.site_server.setup_file.faults import Fault, Loc, SetupFileFaulty
from wats_station.site_server.setup_file.messages import fault_of
from wats_station.site_server.setup_file.model import SetupFile
from wats_station.site_server.setup_file.places import Document, Places, read_document


@dataclass(frozen=True, slots=True)
class Setup:
    """The content of a set-up file; `places` tells where in the file anything is."""

    content: SetupFile
    places: Places


def read_setup(text: str, source: str) -> Setup:
    """The set-up that `text` holds; `source` is what faults call the file.

    Raises SetupFileFaulty with everything that is wrong in the file itself; what only the
    database shows, such as a product that is nowhere, is for `import_setup` to find.
    """
    document = read_document(text, source)
    if not document.readable:
        raise SetupFileFaulty(document.faults)
    content = _content(document)
    faults = document.faults
    if content is not None:
        faults += check(content, document.places)
    if content is None or faults:
        raise SetupFileFaulty(faults)
    return Setup(content, document.places)


def _content(document: Document) -> SetupFile | None:
    """The content, or None with the faults of its shape added to the document's."""
    try:
        return SetupFile.model_validate(document.data)
    except ValidationError as error:
        found = error.errors(include_url=False)
        document.faults += [
            _fault(each["loc"], fault_of(each, document.places))
            for each in found
            if not _lies_in(each["loc"], document.faulty)
        ]
        return None


def _fault(loc: Loc, fault: Fault) -> Fault:
    if loc:
        return fault
    message = "a mapping of sections is wanted, beginning with version: 1"
    return Fault(fault.source, fault.line, fault.column, "", message)


def _lies_in(loc: Loc, faulty: set[Loc]) -> bool:
    return any(loc[:length] in faulty for length in range(len(loc) + 1))

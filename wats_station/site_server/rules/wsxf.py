"""Reports as XML, and as a page to print.

WATS's own XML schema was not at hand: the elements and attributes are named as the
fields of a WSJF report are, so that one can be turned into the other and back.
"""

import re
from html import escape
from typing import Any
from xml.etree import ElementTree as ET

from wats_station.site_server.refusals import invalid
from wats_station.site_server.rules.report_content import items, misc_infos, steps
from wats_station.site_server.rules.verification import WORDS
from wats_station.site_server.rules.xml_document import root_of

_NAMESPACE = "http://wats.virinco.com/schemas/WATS/Report/wsxf"
# Lists in a WSJF report: an element of this name is an entry, though it be alone.
_LISTS = {
    "steps", "numericMeas", "stringMeas", "booleanMeas", "subUnits", "failures", "miscInfos",
    "assets", "assetStats", "binaryData", "additionalData", "attachments",
}  # fmt: skip
_NUMBERS = {
    "execTime", "totTime", "value", "highLimit", "lowLimit", "numeric", "idx", "parentIdx",
    "position", "replacedIdx", "usageCount", "id", "processCode", "testSocketIndex",
    "batchFailCount", "batchLoopIndex",
}  # fmt: skip
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?([eE][+-]?[0-9]{1,3})?")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DEEPEST = 400


def from_xml(text: str) -> dict[str, Any]:
    """The report in a document of one. Raises a 400 refusal for any other."""
    root = root_of(text)
    if _name(root) == "Reports" and len(root) == 1:
        root = root[0]
    if _name(root) != "Report":
        raise invalid({"body": ["one Report is wanted"]})
    return _content(root, 0)


def to_xml(report: dict[str, Any]) -> bytes:
    """The report as a document of one."""
    document = ET.Element("Reports", {"xmlns": _NAMESPACE})
    _write(document, "Report", report)
    return b'<?xml version="1.0" encoding="utf-8"?>' + ET.tostring(document)


def certificate(report: dict[str, Any]) -> str:
    """A page that says what was tested, and how it went."""
    words = WORDS.get(str(report.get("result")), str(report.get("result")))
    heads = {
        "Serial number": report.get("sn"),
        "Part number": report.get("pn"),
        "Revision": report.get("rev"),
        "Process": report.get("processName") or report.get("processCode"),
        "Station": report.get("machineName"),
        "Start": report.get("startUTC") or report.get("start"),
        "Result": words,
    }
    heads |= {each.description: each.value for each in misc_infos(report)}
    rows = [_row("th", name, value) for name, value in heads.items()]
    for path, step in steps(report):
        status = WORDS.get(str(step.get("status")), str(step.get("status", "")))
        rows.append(_row("td", path, f"{_measured(step)} {status}".strip()))
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Test certificate</title>'
        "<style>body{font:14px sans-serif;margin:2em}"
        "td,th{text-align:left;padding:2px 12px}</style>"
        f"<h1>Test certificate: {escape(words)}</h1><table>{''.join(rows)}</table></html>"
    )


def _row(cell: str, name: str, value: object) -> str:
    shown = escape("" if value is None else str(value))
    return f"<tr><{cell}>{escape(name)}</{cell}><td>{shown}</td></tr>"


def _measured(step: dict[str, Any]) -> str:
    measures = items(step, "numericMeas") + items(step, "stringMeas")
    return ", ".join(f"{each.get('value')} {each.get('unit') or ''}".strip() for each in measures)


def _content(element: ET.Element, depth: int) -> dict[str, Any]:
    if depth > _DEEPEST:
        raise invalid({"body": ["it is nested too deeply"]})
    found: dict[str, Any] = {name: _value(name, text) for name, text in element.attrib.items()}
    for child in element:
        name = _name(child)
        leaf = not child.attrib and not len(child)
        value = (child.text or "") if leaf else _content(child, depth + 1)
        if name in _LISTS:
            found.setdefault(name, []).append(value)
        else:
            found[name] = value
    return found


def _value(name: str, text: str) -> Any:
    if name in _NUMBERS and _NUMBER.fullmatch(text):
        return float(text) if re.search("[.eE]", text) else int(text)
    return {"true": True, "false": False}.get(text, text)


def _write(parent: ET.Element, name: str, content: dict[str, Any], depth: int = 0) -> None:
    element = ET.SubElement(parent, name)
    for key, value in content.items():
        if not _NAME.fullmatch(key) or depth > _DEEPEST:
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                _write(element, key, each, depth + 1)
            elif isinstance(value, list):
                ET.SubElement(element, key).text = _text(each)
            elif each is not None:
                element.set(key, _text(each))


def _text(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return _NOT_IN_XML.sub("\ufffd", text)


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]

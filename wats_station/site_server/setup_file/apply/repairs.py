"""The JSON of a repair operation (see `stock`), with what a file says put into it.

Categories, codes and fields are known by name: what the file does not mention stays, and
what is there keeps its id, because reports refer to it.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any
from uuid import uuid4

from wats_station.site_server.setup_file.apply.rows import values_for
from wats_station.site_server.setup_file.columns import REPAIR, REPAIR_CATEGORY, REPAIR_CODE
from wats_station.site_server.setup_file.model import (
    Process,
    RepairCategory,
    RepairCode,
    RepairField,
)
from wats_station.site_server.setup_file.planned import Draft, changed

Json = dict[str, Any]


def operation_for(process: Process, known: Mapping[str, Any] | None, draft: Draft) -> Json:
    """The repair operation with the file's part in it; differences are noted in `draft`."""
    operation: Json = dict(deepcopy(known)) if known is not None else {}
    categories: list[Json] = operation.setdefault("repairCategories", [])
    fields: list[Json] = operation.setdefault("miscInfos", [])
    operation |= values_for(process, REPAIR, known, draft)
    # A new operation is told of as a whole.
    told = Draft("create", "", "") if known is None else draft
    _put_categories(process.categories, categories, told)
    _put_fields(process.fields, fields, told)
    return operation


def _put_categories(given: Sequence[RepairCategory], categories: list[Json], draft: Draft) -> None:
    for each in given:
        known = _named(categories, each.name)
        inner = Draft("same", "", "")
        values = values_for(each, REPAIR_CATEGORY, known, inner)
        if known is None:
            known = _new(each.name) | values | {"repairCodes": []}
            categories.append(known)
            draft.note([f"categories: + {each.name!r}"])
            _put_codes(each.codes, known["repairCodes"], inner)
            continue
        known |= values
        _put_codes(each.codes, known.setdefault("repairCodes", []), inner)
        draft.note_within(f"category {each.name!r}", inner)


def _put_codes(given: Sequence[RepairCode], codes: list[Json], draft: Draft) -> None:
    for each in given:
        known = _named(codes, each.name)
        inner = Draft("same", "", "")
        values = values_for(each, REPAIR_CODE, known, inner)
        if known is None:
            codes.append(_new(each.name) | values)
            draft.note([f"codes: + {each.name!r}"])
        else:
            known |= values
            draft.note_within(f"code {each.name!r}", inner)


def _put_fields(given: Sequence[RepairField], fields: list[Json], draft: Draft) -> None:
    for each in given:
        known = _named(fields, each.name)
        if known is None:
            place = max((field.get("sortOrder", 0) for field in fields), default=0) + 1
            state = int(each.active)
            mask: Json = {"inputMask": each.mask, "status": state, "sortOrder": place}
            fields.append(_new(each.name) | mask)
            draft.note([f"fields: + {each.name!r}"])
            continue
        inner = Draft("same", "", "")
        known |= values_for(each, REPAIR_CATEGORY, known, inner)
        if {"input_mask", "choices"} & each.model_fields_set and known["inputMask"] != each.mask:
            inner.note([changed("inputMask", known["inputMask"], each.mask)])
            known["inputMask"] = each.mask
        draft.note_within(f"field {each.name!r}", inner)


def _named(entries: Sequence[Json], name: str) -> Json | None:
    return next((each for each in entries if each["description"] == name), None)


def _new(name: str) -> Json:
    return {"id": str(uuid4()), "description": name}

"""The set-up file: what is taken, what is refused and where, what becomes of it, and back."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Table, func, select

from wats_station.site_server import stock
from wats_station.site_server.setup_file import (
    Planned,
    SetupFileFaulty,
    export_setup,
    import_setup,
    read_setup,
)
from wats_station.site_server.setup_file.scalars import Writer
from wats_station.site_server.store import schema
from wats_station.site_server.store.database import Database, open_database

_FULL = """\
# A plant.
version: 1
processes:
  - code: 50
    name: PCBA test
    kind: test
    index: 7
  - {code: 55, name: Flash, kind: test}
  - {code: 300, name: Packing, kind: wip, active: false, description: By hand}
  - code: 520
    name: Rework
    kind: repair
    uutBinding: required
    bomBinding: never
    vendorBinding: optional
    componentReferenceMask: "[A-Z]+[0-9]+"
    componentReferenceText: such as R12
    categories:
      - name: Solder
        codes:
          - {name: Bridge, failureType: automatic process}
          - {name: None found, failureType: no failure found, image: required}
    fields:
      - {name: Where, choices: [Line 1, Line 2]}
      - {name: Ticket, inputMask: "00000"}
serialNumberTypes:
  - name: Controller
    description: Of the controllers
    format: SN-######
    regex: SN-[0-9]{6}
    pool:
      - {from: SN-000008, to: SN-000011}
      - values: [SN-000100]
  - name: Network
    identifier: MAC
    pool:
      - {from: 00-1B-C5-00-00-FE, to: 00-1B-C5-00-01-01}
  - {name: Radio, identifier: IMEI}
categories:
  - {name: Boards, description: Bare and fitted}
productGroups:
  - name: Controllers
    description: All of them
    filters:
      - {partNumber: CTRL-%}
      - {partNumber: CTRL-9%, revision: X, exclude: true}
vendors:
  - name: Solder & Sons
products:
  - partNumber: CTRL-100
    name: Controller
    description: For pumps
    tags: {Work Order: "0815"}
    revisions:
      - revision: A
        name: First
        description: Of the first series
        tags: {PhaseFinalized: "16"}
        boxBuild:
          - {partNumber: PCB-7, revision: "01", quantity: 2, revisionMask: "0%", itemNumber: "10"}
          - {partNumber: LABEL, revision: A}
        bom:
          - number: R-10K
            revision: "1"
            quantity: 4
            description: 10 kΩ
            reference: R1 R2 R3 R4
            functionBlock: Input
      - {revision: B, active: false}
  - partNumber: PCB-7
    category: Boards
    revisions:
      - revision: "01"
  - {partNumber: LABEL, nonSerial: true, active: false, revisions: [{revision: A}]}
verificationRules:
  - {partNumber: CTRL-%;PUMP_, processes: [50, 55, 100]}
  - {partNumber: PCB-7, revision: "01", processes: [50]}
barcodeIdentifiers:
  - pattern: ^CTRL
    serialNumber: SN-[0-9]+
    partNumber: CTRL-[0-9]+
    revision: R([A-Z])
    batchNumber: B([0-9]+)
    process: P([0-9]+)
    order: 3
    description: Our labels
options:
  logUnitChanges: true
"""
_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    found = _fresh(tmp_path)
    yield found
    found.close()


def _fresh(folder: Path) -> Database:
    folder.mkdir(exist_ok=True)
    found = open_database(None, folder)
    found.write_now(stock.lay_down)
    return found


def _imported(database: Database, text: str) -> list[Planned]:
    setup = read_setup(text, "plant.yaml")
    return database.write_now(lambda connection: import_setup(connection, setup, lambda: _NOON))


def _rows(database: Database, table: Table, *without: str) -> list[dict[str, Any]]:
    """The table's rows without their ids."""
    left_out = {"id", "guid", *without}

    def read(connection: Connection) -> list[dict[str, Any]]:
        rows = connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        return [{key: row[key] for key in row if key not in left_out} for row in rows]

    return database.write_now(read)


def _everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    def read(connection: Connection) -> dict[str, list[dict[str, Any]]]:
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in schema.metadata.sorted_tables
        }

    return database.write_now(read)


def _take(database: Database, *values: str) -> None:
    """Give these numbers out."""
    table = schema.serial_number

    def write(connection: Connection) -> None:
        here = table.c.value.in_(values)
        connection.execute(table.update().where(here).values(state=1))

    database.write_now(write)


def _faults(text: str) -> list[str]:
    with pytest.raises(SetupFileFaulty) as caught:
        read_setup(text, "plant.yaml")
    return [str(fault) for fault in caught.value.faults]


# What a full file makes.


def test_processes_come_in_beside_those_of_the_stock(database: Database) -> None:
    _imported(database, _FULL)
    found = {row["code"]: row for row in _rows(database, schema.process)}
    assert len(found) == 12 + 3
    assert found[50] | {"repair_operation": None} == {
        "code": 50,
        "name": "PCBA test",
        "description": "",
        "kind": "test",
        "position": 7,
        "active": True,
        "repair_operation": None,
    }
    assert (found[55]["position"], found[55]["kind"], found[55]["active"]) == (55, "test", True)
    assert (found[300]["kind"], found[300]["active"]) == ("wip", False)
    assert found[300]["description"] == "By hand"


def test_a_repair_is_kept_as_the_stock_keeps_its_own(database: Database) -> None:
    _imported(database, _FULL)
    operation = _rows(database, schema.process)[-1]["repair_operation"]
    (category,) = operation.pop("repairCategories")
    first, second = category.pop("repairCodes")
    where, ticket = operation.pop("miscInfos")
    assert operation == {
        "uutBinding": 0,
        "bomBinding": 2,
        "vendorBinding": 1,
        "compRefMask": "[A-Z]+[0-9]+",
        "compRefValidationText": "such as R12",
    }
    assert len({each.pop("id") for each in (category, first, second, where, ticket)}) == 5
    assert category == {"description": "Solder", "status": 1}
    assert first == {
        "description": "Bridge",
        "failureType": 1,
        "imageConstraint": 0,
        "status": 1,
    }
    assert (second["failureType"], second["imageConstraint"]) == (3, 1)
    assert where == {
        "description": "Where",
        "inputMask": "Line 1;Line 2",
        "status": 1,
        "sortOrder": 1,
    }
    assert (ticket["inputMask"], ticket["sortOrder"]) == ("00000", 2)


def test_serial_numbers_come_into_their_pools_as_free(database: Database) -> None:
    _imported(database, _FULL)
    assert _rows(database, schema.serial_type) == [
        {
            "name": "Controller",
            "description": "Of the controllers",
            "format": "SN-######",
            "regex": "SN-[0-9]{6}",
            "identifier": 0,
        },
        {"name": "Network", "description": "", "format": "", "regex": "", "identifier": 1},
        {"name": "Radio", "description": "", "format": "", "regex": "", "identifier": 2},
    ]
    rows = _rows(database, schema.serial_number, "type_id")
    assert [(row["value"], row["prefix"], row["number"]) for row in rows] == [
        ("SN-000008", "SN-", 8),
        ("SN-000009", "SN-", 9),
        ("SN-000010", "SN-", 10),
        ("SN-000011", "SN-", 11),
        ("SN-000100", "SN-", 100),
        ("00-1B-C5-00-00-FE", "", 0x1BC50000FE),
        ("00-1B-C5-00-00-FF", "", 0x1BC50000FF),
        ("00-1B-C5-00-01-00", "", 0x1BC5000100),
        ("00-1B-C5-00-01-01", "", 0x1BC5000101),
    ]
    assert {(row["state"], row["changed"]) for row in rows} == {(0, "2026-11-23T12:00:00.000Z")}


def test_products_come_in(database: Database) -> None:
    _imported(database, _FULL)
    controller, board, label = _rows(database, schema.product)
    assert controller == {
        "part_number": "CTRL-100",
        "name": "Controller",
        "description": "For pumps",
        "non_serial": False,
        "state": 1,
        "category_id": None,
        "tags": {"Work Order": "0815"},
    }
    assert (board["category_id"], label["non_serial"], label["state"]) == (1, True, 0)


def test_revisions_come_in_with_what_they_are_made_of(database: Database) -> None:
    _imported(database, _FULL)
    first, second, *_ = _rows(database, schema.revision)
    assert first == {
        "product_id": 1,
        "revision": "A",
        "name": "First",
        "description": "Of the first series",
        "state": 1,
        "tags": {"PhaseFinalized": "16"},
    }
    assert (second["revision"], second["state"]) == ("B", 0)
    assert _rows(database, schema.relation) == [
        {
            "parent_id": 1,
            "child_id": 3,
            "quantity": 2,
            "revision_mask": "0%",
            "item_number": "10",
        },
        {"parent_id": 1, "child_id": 4, "quantity": 1, "revision_mask": "", "item_number": ""},
    ]
    assert _rows(database, schema.component) == [
        {
            "revision_id": 1,
            "number": "R-10K",
            "revision": "1",
            "quantity": 4,
            "description": "10 kΩ",
            "reference": "R1 R2 R3 R4",
            "function_block": "Input",
        }
    ]


def test_groups_rules_barcodes_and_options_come_in(database: Database) -> None:
    _imported(database, _FULL)
    assert _rows(database, schema.product_category) == [
        {"name": "Boards", "description": "Bare and fitted"}
    ]
    assert _rows(database, schema.vendor) == [{"name": "Solder & Sons"}]
    assert _rows(database, schema.product_group, "is_public") == [
        {"name": "Controllers", "description": "All of them"}
    ]
    assert _rows(database, schema.product_group_filter, "group_id") == [
        {"part_number": "CTRL-%", "revision": "%", "exclude": False, "order_number": 0},
        {"part_number": "CTRL-9%", "revision": "X", "exclude": True, "order_number": 1},
    ]
    assert _rows(database, schema.verification_rule) == [
        {"part_number": "CTRL-%;PUMP_", "revision": "%", "process_codes": [50, 55, 100]},
        {"part_number": "PCB-7", "revision": "01", "process_codes": [50]},
    ]
    assert _rows(database, schema.barcode_identifier) == [
        {
            "pattern": "^CTRL",
            "serial_number": "SN-[0-9]+",
            "part_number": "CTRL-[0-9]+",
            "revision": "R([A-Z])",
            "batch_number": "B([0-9]+)",
            "process": "P([0-9]+)",
            "description": "Our labels",
            "order": 3,
        }
    ]
    assert _rows(database, schema.setting) == [{"name": "logUnitChanges", "value": True}]


# Importing again, changing, trying.


def test_the_first_import_says_what_it_makes(database: Database) -> None:
    planned = _imported(database, _FULL)
    assert planned[0] == Planned("change", "process", "50 PCBA test", ("index: 5 -> 7",))
    assert Planned("create", "process", "55 Flash") in planned
    assert (
        Planned("create", "serial number type", "Controller", ("pool: 5 numbers added",)) in planned
    )
    assert Planned("create", "product", "PCB-7") in planned
    assert Planned("create", "revision", "PCB-7 01") in planned
    assert Planned("create", "vendor", "Solder & Sons") in planned
    assert Planned("create", "verification rule", "PCB-7 01") in planned
    assert Planned("create", "barcode identifier", "^CTRL") in planned
    assert planned[-1] == Planned("create", "option", "logUnitChanges")


def test_the_same_file_again_changes_nothing(database: Database) -> None:
    first = _imported(database, _FULL)
    before = _everything(database)
    again = _imported(database, _FULL)
    assert [(each.kind, each.name) for each in again] == [(each.kind, each.name) for each in first]
    assert {(each.action, each.details) for each in again} == {("same", ())}
    assert _everything(database) == before


@pytest.mark.parametrize(
    ("old", "new", "kind", "details"),
    [
        ("name: Controller\n    description: For", "name: Pump\n    description: For", "product",
         ("name: 'Controller' -> 'Pump'",)),
        ("active: false, description: By hand", "active: true, description: By hand", "process",
         ("active: false -> true",)),
        ("uutBinding: required", "uutBinding: never", "process",
         ("uutBinding: 'required' -> 'never'",)),
        ("failureType: automatic process", "failureType: design", "process",
         ("category 'Solder': code 'Bridge': failureType: 'automatic process' -> 'design'",)),
        ("- {name: Bridge,", "- {name: Void,", "process",
         ("category 'Solder': codes: + 'Void'",)),
        ("- name: Solder\n", "- name: Paint\n", "process", ("categories: + 'Paint'",)),
        ("[Line 1, Line 2]", "[Line 1]", "process",
         ("field 'Where': inputMask: 'Line 1;Line 2' -> 'Line 1'",)),
        ("{name: Ticket,", "{name: Case,", "process", ("fields: + 'Case'",)),
        ("values: [SN-000100]", "values: [SN-000100, SN-000101]", "serial number type",
         ("pool: 1 numbers added",)),
        ("Bare and fitted", "Bare", "category", ("description: 'Bare and fitted' -> 'Bare'",)),
        ("revision: X, exclude: true", "revision: X", "product group",
         ("filters: - partNumber 'CTRL-9%', revision 'X', exclude true",
          "filters: + partNumber 'CTRL-9%', revision 'X'")),
        ('"0815"', '"4711"', "product", ("tags.Work Order: '0815' -> '4711'",)),
        ("{Work Order:", "{Order:", "product", ("tags.Order: + '0815'",)),
        ("category: Boards", 'category: ""', "product", ("category: 'Boards' -> ''",)),
        ("name: First", "name: Second", "revision", ("name: 'First' -> 'Second'",)),
        ("{revision: B, active: false}", "{revision: B, active: true}", "revision",
         ("active: false -> true",)),
        ("          - {partNumber: LABEL, revision: A}\n", "", "revision",
         ("boxBuild: - partNumber 'LABEL', revision 'A', quantity 1",)),
        ("quantity: 4", "quantity: 5", "revision",
         ("bom: - number 'R-10K', revision '1', quantity 4, description '10 kΩ',"
          " reference 'R1 R2 R3 R4', functionBlock 'Input'",
          "bom: + number 'R-10K', revision '1', quantity 5, description '10 kΩ',"
          " reference 'R1 R2 R3 R4', functionBlock 'Input'")),
        ("[50, 55, 100]", "[55, 50]", "verification rule",
         ("processes: [50, 55, 100] -> [55, 50]",)),
        ("order: 3", "order: 4", "barcode identifier", ("order: 3 -> 4",)),
        ("logUnitChanges: true", "logUnitChanges: false", "option",
         ("logUnitChanges: true -> false",)),
    ],
)  # fmt: skip
def test_a_change_is_told_and_made_and_nothing_else_is_touched(
    database: Database, old: str, new: str, kind: str, details: tuple[str, ...]
) -> None:
    _imported(database, _FULL)
    assert _FULL.count(old) == 1
    text = _FULL.replace(old, new)
    changes = [each for each in _imported(database, text) if each.action != "same"]
    assert [(each.action, each.kind, each.details) for each in changes] == [
        ("change", kind, details)
    ]
    assert {each.action for each in _imported(database, text)} == {"same"}


def test_what_a_file_does_not_mention_stays(database: Database) -> None:
    _imported(database, _FULL)
    before = _everything(database)
    text = """\
        version: 1
        processes: [{code: 520, name: Rework, kind: repair, categories: [{name: Solder}]}]
        serialNumberTypes: [{name: Controller}, {name: Network}]
        productGroups: [{name: Controllers}]
        products: [{partNumber: CTRL-100, revisions: [{revision: A}]}]
        options: {}
        """
    assert {each.action for each in _imported(database, text)} == {"same"}
    assert _everything(database) == before


def test_empty_lists_empty_what_they_replace(database: Database) -> None:
    _imported(database, _FULL)
    _imported(
        database,
        "version: 1\nproductGroups: [{name: Controllers, filters: []}]\n"
        "products: [{partNumber: CTRL-100, revisions: [{revision: A, boxBuild: [], bom: []}]}]",
    )
    for table in (schema.product_group_filter, schema.relation, schema.component):
        assert _rows(database, table) == []


def test_lines_of_a_box_build_that_stay_keep_their_ids(database: Database) -> None:
    _imported(database, _FULL)
    before = {row["child_id"]: row["guid"] for row in _everything(database)[schema.relation.name]}
    text = _FULL.replace("quantity: 2,", "quantity: 3,")
    _imported(database, text)
    after = {row["child_id"]: row["guid"] for row in _everything(database)[schema.relation.name]}
    assert after[4] == before[4]
    assert after[3] != before[3]


def test_a_process_that_is_no_repair_any_more_has_no_repair_operation(database: Database) -> None:
    _imported(database, "version: 1\nprocesses: [{code: 500, name: Repair, kind: wip}]")
    found = {row["code"]: row for row in _rows(database, schema.process)}
    assert found[500]["repair_operation"] is None


def test_numbers_that_are_taken_stay_taken(database: Database) -> None:
    _imported(database, _FULL)
    _take(database, "SN-000008", "SN-000100")
    _imported(database, _FULL)
    rows = _rows(database, schema.serial_number)
    assert [row["value"] for row in rows if row["state"] == 1] == ["SN-000008", "SN-000100"]


def test_numbers_of_a_type_that_counts_otherwise_now_are_placed_again(database: Database) -> None:
    pool = "pool: [{values: [00-00-00-00-00-0A, 00-00-00-00-00-10]}]"
    _imported(database, f"version: 1\nserialNumberTypes: [{{name: A, {pool}}}]")
    _imported(database, "version: 1\nserialNumberTypes: [{name: A, identifier: MAC}]")
    rows = _rows(database, schema.serial_number)
    assert [(row["prefix"], row["number"]) for row in rows] == [("", 10), ("", 16)]


def test_a_process_that_becomes_a_repair_gets_a_repair_operation(database: Database) -> None:
    (planned,) = _imported(database, "version: 1\nprocesses: [{code: 10, name: A, kind: repair}]")
    assert planned.details == (
        "name: 'SW Debug' -> 'A'",
        "kind: 'test' -> 'repair'",
        "repair operation: made",
    )
    operation = _rows(database, schema.process)[0]["repair_operation"]
    assert operation == {
        "uutBinding": 1,
        "bomBinding": 1,
        "vendorBinding": 2,
        "compRefMask": ".*",
        "compRefValidationText": "",
        "repairCategories": [],
        "miscInfos": [],
    }


def test_a_dry_run_leaves_nothing(database: Database) -> None:
    before = _everything(database)
    setup = read_setup(_FULL, "plant.yaml")
    planned: list[Planned] = []

    class _Enough(Exception):
        pass

    def dry_run(connection: Connection) -> None:
        planned.extend(import_setup(connection, setup))
        raise _Enough

    with pytest.raises(_Enough):
        database.write_now(dry_run)
    assert [each.action for each in planned].count("create") == len(planned) - 1
    assert _everything(database) == before


# What is refused, and where.

_QUOTES = "a text is wanted; put it into quotes: "
_PRODUCT = "version: 1\nproducts:\n  - partNumber: "
_REVISION = "version: 1\nproducts:\n- partNumber: A\n  revisions:\n  - revision: "
_FAULTS = {
    "empty": ("", "1:1: the file is empty: version: 1 is wanted"),
    "only a comment": ("# x\n", "2:1: the file is empty: version: 1 is wanted"),
    "no mapping": (
        "- a\n",
        "1:1: a mapping of sections is wanted, beginning with version: 1",
    ),
    "no version": ("products: []\n", "1:1: version is missing"),
    "true is no version": ("version: true\n", "1:10: version: a whole number is wanted, not true"),
    "another version": (
        "version: 2\n",
        "1:10: version: version: 1 is wanted: this server knows no other",
    ),
    "a number for a text": (
        _REVISION + "1\n",
        f'5:15: products[0].revisions[0].revision: {_QUOTES}"1"',
    ),
    "an octal": (_PRODUCT + "01\n", f'3:17: products[0].partNumber: {_QUOTES}"01"'),
    "a zero that is no octal": (_PRODUCT + "08\n", f'3:17: products[0].partNumber: {_QUOTES}"08"'),
    "an exponent": (_PRODUCT + "1e3\n", f'3:17: products[0].partNumber: {_QUOTES}"1e3"'),
    "a fraction": (_PRODUCT + "1.10\n", f'3:17: products[0].partNumber: {_QUOTES}"1.10"'),
    "a sixty": (_PRODUCT + "12:30\n", f'3:17: products[0].partNumber: {_QUOTES}"12:30"'),
    "underscores": (_PRODUCT + "1_000\n", f'3:17: products[0].partNumber: {_QUOTES}"1_000"'),
    "yes": (_PRODUCT + "yes\n", f'3:17: products[0].partNumber: {_QUOTES}"yes"'),
    "NO": (_REVISION + "NO\n", f'5:15: products[0].revisions[0].revision: {_QUOTES}"NO"'),
    "a day": (_PRODUCT + "2026-01-02\n", f'3:17: products[0].partNumber: {_QUOTES}"2026-01-02"'),
    "null": (_PRODUCT + "null\n", f'3:17: products[0].partNumber: {_QUOTES}"null"'),
    "an equals sign": (_PRODUCT + "=\n", f'3:17: products[0].partNumber: {_QUOTES}"="'),
    "a number that is a tag": (
        _PRODUCT + "A\n    tags: {Weight: 12}\n",
        f'4:20: products[0].tags.Weight: {_QUOTES}"12"',
    ),
    "a key that is a number": (
        _PRODUCT + "A\n    tags: {12: x}\n",
        '4:12: products[0].tags["12"]: a key must be a text: put it into quotes: "12"',
    ),
    "a key that is a list": (
        "version: 1\n? [a]\n: b\n",
        "2:3: a key must be a plain text",
    ),
    "an empty key of a tag": (
        _PRODUCT + 'A\n    tags: {"": x}\n',
        '4:12: products[0].tags[""]: of the key: a text is wanted that is not empty',
    ),
    "nothing": (
        "version: 1\nproducts:\n  - partNumber:\n",
        "3:16: products[0].partNumber: a text is wanted, and there is nothing here;"
        ' write "" for an empty one',
    ),
    "an empty section": (
        "version: 1\nproducts:\nvendors: []\n",
        "2:10: products: a list is wanted, and there is nothing here;"
        " leave the key out where there is nothing to say",
    ),
    "a list for a text": (_PRODUCT + "[A]\n", "3:17: products[0].partNumber: a text is wanted"),
    "a mapping for a list": ("version: 1\nproducts: {}\n", "2:11: products: a list is wanted"),
    "a text for a mapping": (
        "version: 1\noptions: on the left\n",
        "2:10: options: a mapping (name: value) is wanted",
    ),
    "an empty part number": (
        _PRODUCT + '"  "\n',
        "3:17: products[0].partNumber: a text is wanted that is not empty",
    ),
    "a long part number": (
        _PRODUCT + "A" * 101 + "\n",
        "3:17: products[0].partNumber: a text of at most 100 characters is wanted, this has 101",
    ),
    "a NUL": (
        _PRODUCT + '"A\\0"\n',
        "3:17: products[0].partNumber: a text must not hold the character U+0000",
    ),
    "a quoted number": (
        'version: 1\nprocesses:\n  - {code: "10", name: A, kind: test}\n',
        "3:12: processes[0].code: a whole number is wanted, not the text '10' in quotes",
    ),
    "an octal code": (
        "version: 1\nprocesses:\n  - {code: 010, name: A, kind: test}\n",
        "3:12: processes[0].code: a whole number is wanted, not 010",
    ),
    "a code below zero": (
        "version: 1\nprocesses:\n  - {code: -1, name: A, kind: test}\n",
        "3:12: processes[0].code: a whole number from 0 on is wanted, not -1",
    ),
    "too large a quantity": (
        _REVISION + "A\n    boxBuild: [{partNumber: B, revision: A, quantity: 10001}]\n",
        "6:55: products[0].revisions[0].boxBuild[0].quantity:"
        " a whole number up to 10000 is wanted, not 10001",
    ),
    "a quoted truth": (
        _PRODUCT + 'A\n    active: "true"\n',
        "4:13: products[0].active: true or false is wanted, not the text 'true' in quotes",
    ),
    "another word": (
        "version: 1\nprocesses:\n  - {code: 1, name: A, kind: tset}\n",
        "3:30: processes[0].kind: 'test', 'repair' or 'wip' is wanted",
    ),
    "a missing key": (
        "version: 1\nprocesses:\n  - {code: 1, kind: test}\n",
        "3:5: processes[0]: name is missing",
    ),
    "an unknown key": (
        "version: 1\nvendors:\n  - name: A\n    city: B\n",
        "4:5: vendors[0].city: this key is not known here; known are name",
    ),
    "a merge key": (
        "version: 1\n<<: {}\n",
        '2:1: ["<<"]: this key is not known here; known are version, processes,'
        " serialNumberTypes, categories, productGroups, vendors, products, verificationRules,"
        " barcodeIdentifiers, options",
    ),
    "a key twice": (
        "version: 1\nvendors:\n  - name: A\n    name: B\n",
        "4:5: vendors[0].name: the key is given twice: the first is on line 3",
    ),
    "an alias": (
        "version: 1\nvendors: *a\n",
        "2:10: vendors: aliases (*a) are not taken: write it out",
    ),
    "an anchor": (
        "version: 1\nvendors: &a []\n",
        "2:10: vendors: anchors (&a) are not taken: write it out",
    ),
    "a tag": (
        _PRODUCT + "!!str 1\n",
        "3:17: products[0].partNumber: tags (tag:yaml.org,2002:str) are not taken:"
        " put a text into quotes",
    ),
    "a Python object": (
        "version: 1\nvendors: !!python/object/apply:os.system [ls]\n",
        "2:10: vendors: tags (tag:yaml.org,2002:python/object/apply:os.system) are not taken:"
        " put a text into quotes",
    ),
    "a second document": (
        "version: 1\n---\nversion: 1\n",
        "2:1: a second document begins here: a set-up file is one document",
    ),
    "a tab": (
        "version: 1\nvendors:\n\t- name: A\n",
        "3:1: indent with spaces: a tab is not allowed here",
    ),
    "a tab behind spaces": (
        "version: 1\nvendors:\n  \t- name: A\n",
        "3:3: indent with spaces: a tab is not allowed here",
    ),
    "a second colon": (
        "version: 1\nvendors: a: b\n",
        "2:11: a second colon is not allowed here:"
        " put the text into quotes, or check the indentation",
    ),
    "no colon": (
        "version: 1\nvendors\nproducts: []\n",
        "3:1: a colon is missing here, or the line before is not complete",
    ),
    "a control character": (
        "version: 1\r\nvendors: [\x07]\n",
        "2:11: the character U+0007 is not allowed in a YAML file",
    ),
    "endless nesting": (
        "version: 1\nvendors: " + "[" * 5000,
        f"2:39: vendors{'[0]' * 29}: this is nested too deeply",
    ),
    "no expression": (
        "version: 1\nbarcodeIdentifiers:\n  - pattern: A(\n",
        "3:14: barcodeIdentifiers[0].pattern: a regular expression is wanted, and this is none:"
        " missing ), unterminated subpattern at position 1",
    ),
    "a product twice": (
        _PRODUCT + "A\n  - partNumber: A\n",
        "4:17: products[1].partNumber: A is given twice: the first is on line 3",
    ),
    "a revision twice": (
        _REVISION + "A\n  - revision: A\n",
        "6:15: products[0].revisions[1].revision: A is given twice: the first is on line 5",
    ),
    "a rule twice": (
        "version: 1\nverificationRules:\n- {processes: [10]}\n- {processes: [20]}\n",
        "4:3: verificationRules[1]: %, % is given twice: the first is on line 3",
    ),
    "a repair code twice": (
        "version: 1\nprocesses:\n- code: 1\n  name: A\n  kind: repair\n"
        "  categories: [{name: A, codes: [{name: B}, {name: B}]}]\n",
        "6:52: processes[0].categories[0].codes[1].name: B is given twice: the first is on line 6",
    ),
    "a binding of a test": (
        "version: 1\nprocesses:\n- {code: 1, name: A, kind: test, uutBinding: never}\n",
        "3:34: processes[0].uutBinding: this key is of repairs alone,"
        " and the process is of kind test",
    ),
    "a mask and choices": (
        "version: 1\nprocesses:\n- code: 1\n  name: A\n  kind: repair\n"
        "  fields: [{name: A, inputMask: B, choices: [C]}]\n",
        "6:12: processes[0].fields[0]: either inputMask is wanted, or choices",
    ),
    "half a range": (
        "version: 1\nserialNumberTypes:\n- {name: A, pool: [{from: A1}]}\n",
        "3:20: serialNumberTypes[0].pool[0]: either from and to are wanted, or values",
    ),
    "a range of two kinds": (
        "version: 1\nserialNumberTypes:\n- {name: A, pool: [{from: A1, to: B2}]}\n",
        "3:20: serialNumberTypes[0].pool[0]: A1 to B2 is no range:"
        " what is before the digits differs",
    ),
    "a range of MAC addresses": (
        "version: 1\nserialNumberTypes:\n"
        "- {name: A, pool: [{from: AA-BB-CC-DD-EE-F1, to: AA-BB-CC-DD-EE-FF}]}\n",
        "3:20: serialNumberTypes[0].pool[0]: AA-BB-CC-DD-EE-F1 to AA-BB-CC-DD-EE-FF is no range:"
        " what is before the digits differs; for MAC addresses say identifier: MAC",
    ),
    "a range backwards": (
        "version: 1\nserialNumberTypes:\n- {name: A, pool: [{from: A2, to: A1}]}\n",
        "3:20: serialNumberTypes[0].pool[0]: A2 to A1 is no range: it ends before it begins",
    ),
    "a range of two widths": (
        "version: 1\nserialNumberTypes:\n- {name: A, pool: [{from: A01, to: A3}]}\n",
        "3:20: serialNumberTypes[0].pool[0]: A01 to A3 is no range: counting arrives at A03,"
        " write both ends alike",
    ),
    "too many numbers": (
        "version: 1\nserialNumberTypes:\n- {name: A, pool: [{from: A1, to: A999999}]}\n"
        "- {name: B, pool: [{from: A1, to: A2}]}\n",
        "4:20: serialNumberTypes[1].pool[0]: a file may bring 1000000 numbers at most",
    ),
    "a number unlike its type": (
        "version: 1\nserialNumberTypes:\n- {name: A, regex: A.., pool: [{from: A98, to: A101}]}\n",
        "3:32: serialNumberTypes[0].pool[0]: A100 does not match the type's regex A..",
    ),
}


@pytest.mark.parametrize("name", _FAULTS)
def test_a_fault_is_told_with_its_place(name: str) -> None:
    text, fault = _FAULTS[name]
    assert _faults(text) == [f"plant.yaml:{fault}"]


def test_a_fault_has_its_parts() -> None:
    with pytest.raises(SetupFileFaulty) as caught:
        read_setup(_REVISION + "1\n", "plant.yaml")
    (fault,) = caught.value.faults
    assert (fault.source, fault.line, fault.column) == ("plant.yaml", 5, 15)
    assert fault.path == "products[0].revisions[0].revision"
    assert fault.message == 'a text is wanted; put it into quotes: "1"'


def test_every_fault_of_a_file_is_told_in_its_order() -> None:
    text = (
        "version: 1\nproducts:\n  - partNumber: 7\n    name: A\n    name: B\n    nam: C\n"
        "    active: 1\n  - name: D\nvendors: *v\n"
    )
    assert [fault.split(": ", 1)[0] for fault in _faults(text)] == [
        "plant.yaml:3:17",
        "plant.yaml:5:5",
        "plant.yaml:6:5",
        "plant.yaml:7:13",
        "plant.yaml:8:5",
        "plant.yaml:9:10",
    ]


def test_a_file_of_more_than_ten_megabytes_is_not_read() -> None:
    text = "version: 1\n" + "#" * 10 * 1024 * 1024
    assert _faults(text) == [
        "plant.yaml:1:1: the file has 10485771 bytes: at most 10485760 are taken"
    ]


def test_a_byte_order_mark_moves_nothing() -> None:
    assert _faults("\ufeffversion: 2\n")[0].startswith("plant.yaml:1:10: ")


_REFERENCES = {
    "a product that is nowhere": (
        _REVISION + "A\n    boxBuild:\n    - {partNumber: B, revision: A}\n",
        ["7:20: products[0].revisions[0].boxBuild[0].partNumber: there is no product B,"
         " neither in this file nor in the database"],
    ),
    "a revision that is nowhere": (
        _REVISION + "A\n    boxBuild:\n    - {partNumber: CTRL-100, revision: Z}\n",
        ["7:40: products[0].revisions[0].boxBuild[0].revision: product CTRL-100 has no revision Z,"
         " neither in this file nor in the database"],
    ),
    "a category that is nowhere": (
        _PRODUCT + "A\n    category: Tins\n",
        ["4:15: products[0].category: there is no category Tins,"
         " neither in this file nor in the database"],
    ),
    "a process that is nowhere": (
        "version: 1\nverificationRules:\n- {processes: [50, 51]}\n",
        ["3:20: verificationRules[0].processes[1]: there is no process 51,"
         " neither in this file nor in the database"],
    ),
    "a product within itself": (
        _REVISION + "A\n    boxBuild:\n    - {partNumber: A, revision: A}\n",
        ["7:7: products[0].revisions[0].boxBuild[0]: this closes a loop: A A -> A A"],
    ),
    "a loop by way of the database": (
        "version: 1\nproducts:\n- partNumber: PCB-7\n  revisions:\n"
        '  - {revision: "01", boxBuild: [{partNumber: CTRL-100, revision: A}]}\n',
        ["5:33: products[0].revisions[0].boxBuild[0]: this closes a loop: "],
    ),
    "two loops": (
        "version: 1\nproducts:\n"
        "- {partNumber: A, revisions: [{revision: A, boxBuild: [{partNumber: B, revision: A}]}]}\n"
        "- {partNumber: B, revisions: [{revision: A, boxBuild: [{partNumber: A, revision: A}]}]}\n"
        "- {partNumber: C, revisions: [{revision: A, boxBuild: [{partNumber: C, revision: A}]}]}\n",
        ["4:56: products[1].revisions[0].boxBuild[0]: this closes a loop: ",
         "5:56: products[2].revisions[0].boxBuild[0]: this closes a loop: C A -> C A"],
    ),
    "a number unlike the database's expression": (
        "version: 1\nserialNumberTypes:\n- {name: Controller, pool: [{values: [SN-1]}]}\n",
        ["3:39: serialNumberTypes[0].pool[0].values[0]: SN-1 does not match the type's regex"
         " SN-[0-9]{6}"],
    ),
    "a pool of another kind than the database's": (
        "version: 1\nserialNumberTypes:\n- {name: Network, pool: [{values: [A1]}]}\n",
        ["3:3: serialNumberTypes[0]: identifier: MAC is wanted beside the pool,"
         " as the database has it"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", _REFERENCES)
def test_a_reference_to_nothing_is_told_and_nothing_is_written(
    database: Database, name: str
) -> None:
    text, wanted = _REFERENCES[name]
    _imported(database, _FULL)
    before = _everything(database)
    setup = read_setup(text + "vendors: [{name: Not yet}]\n", "plant.yaml")

    def attempt(connection: Connection) -> list[str]:
        with pytest.raises(SetupFileFaulty) as caught:
            import_setup(connection, setup)
        return [str(fault) for fault in caught.value.faults]

    # The transaction is kept: a refused import must not have begun to write.
    found = database.write_now(attempt)
    assert len(found) == len(wanted)
    for fault, begin in zip(found, wanted, strict=True):
        assert fault.startswith(f"plant.yaml:{begin}")
    assert _everything(database) == before


def test_a_box_build_that_the_file_replaces_closes_no_loop(database: Database) -> None:
    _imported(database, _FULL)
    _imported(
        database,
        "version: 1\nproducts:\n"
        "- {partNumber: CTRL-100, revisions: [{revision: A, boxBuild: []}]}\n"
        "- partNumber: PCB-7\n  revisions:\n"
        '  - {revision: "01", boxBuild: [{partNumber: CTRL-100, revision: A}]}\n',
    )
    (line,) = _rows(database, schema.relation)
    assert (line["parent_id"], line["child_id"]) == (3, 1)


# There and back.


def test_an_export_brought_into_a_new_database_gives_the_same_set_up(
    database: Database, tmp_path: Path
) -> None:
    _imported(database, _FULL)
    text = database.write_now(export_setup)
    second = _fresh(tmp_path / "second")
    try:
        _imported(second, text)
        assert second.write_now(export_setup) == text
        for table in (schema.process, schema.product_group_filter, schema.verification_rule):
            without = ("repair_operation",)
            assert _rows(second, table, *without) == _rows(database, table, *without)
        assert _by_value(second) == _by_value(database)
    finally:
        second.close()


def _by_value(database: Database) -> set[tuple[str, str, int, int]]:
    return {
        (row["value"], row["prefix"], row["number"], row["state"])
        for row in _rows(database, schema.serial_number)
    }


def test_an_export_imported_where_it_came_from_changes_nothing(database: Database) -> None:
    _imported(database, _FULL)
    text = database.write_now(export_setup)
    assert {each.action for each in _imported(database, text)} == {"same"}


def test_an_export_says_what_it_is_and_quotes_what_must_be(database: Database) -> None:
    _imported(database, _FULL)
    text = database.write_now(export_setup)
    assert text.startswith("# The set-up of a WATS Station site server.\n")
    assert "revision: '01'\n" in text
    assert "10 kΩ" in text
    assert "\n      - from: SN-000008\n        to: SN-000011\n" in text
    assert list(yaml.safe_load(text)) == [
        "version", "processes", "serialNumberTypes", "categories", "productGroups", "vendors",
        "products", "verificationRules", "barcodeIdentifiers", "options",
    ]  # fmt: skip


def test_numbers_that_were_given_out_are_not_exported(database: Database) -> None:
    _imported(database, _FULL)
    _take(database, "SN-000009")
    types = yaml.safe_load(database.write_now(export_setup))["serialNumberTypes"]
    assert types[0]["pool"] == [{"values": ["SN-000008", "SN-000010", "SN-000011", "SN-000100"]}]


def test_pools_that_no_file_can_hold_are_left_out_and_said_so(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    _imported(database, _FULL)
    module = "wats_station.site_server.setup_file.export_pools.MOST_NUMBERS"
    monkeypatch.setattr(module, 8)
    text = database.write_now(export_setup)
    assert "# The pools of serial numbers are too large" in text
    assert "pool:" not in text
    read_setup(text, "again.yaml")


_TRAPS = (
    "01", "08", "1e3", "1E3", "yes", "NO", "on", "y", "2026-01-02", "2026-01-02 10:00:00", "null",
    "~", "=", "<<", "0x1F", "0o17", "1_000", "12:30:45", ".5", "5.", ".inf", ".nan", "-", "- a",
    "a: b", "a #b", "#a", "*a", "&a", "!a", "%a", "@a", "`a", "'", '"', "[", "{a: b}", "a\nb",
    "a\n", " a", "a ", "\ta", "a\tb", "|", ">", "?", "? a", "---", "...", "\u0085a", "a\u2028b",
    "\ufeffa", "😀", "a\\b", "\x1b", "x" * 90 + " " + "y",
)  # fmt: skip
_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
_TEXTS = st.one_of(st.sampled_from(_TRAPS), st.text(_CHARACTERS, max_size=100))
_NAMES = _TEXTS.filter(lambda text: bool(text.strip()) and len(text) <= 100)


@st.composite
def _repairs(draw: st.DrawFn, category: str, code: str) -> dict[str, object]:
    return {
        "code": 700,
        "name": draw(_NAMES),
        "kind": "repair",
        "componentReferenceText": draw(_TEXTS),
        "categories": [{"name": category, "codes": [{"name": code}]}],
        "fields": [{"name": category, "inputMask": draw(_TEXTS)}],
    }


@st.composite
def _setups(draw: st.DrawFn) -> str:
    """Files with any texts in them."""
    parts = draw(st.lists(_NAMES, min_size=1, max_size=3, unique=True))
    revision, group, serials = draw(_NAMES), draw(_NAMES), draw(st.lists(_NAMES, max_size=4))
    products: list[dict[str, object]] = [
        {
            "partNumber": part,
            "name": draw(_TEXTS),
            "description": draw(_TEXTS),
            "nonSerial": draw(st.booleans()),
            "active": draw(st.booleans()),
            "tags": draw(st.dictionaries(_NAMES, _TEXTS, max_size=2)),
            "revisions": [
                {
                    "revision": revision,
                    "boxBuild": [{"partNumber": parts[at + 1], "revision": revision}]
                    if at + 1 < len(parts)
                    else [],
                    "bom": [{"number": draw(_NAMES), "reference": draw(_TEXTS)}],
                }
            ],
        }
        for at, part in enumerate(parts)
    ]
    content = {
        "version": 1,
        "products": products,
        "productGroups": [{"name": group, "filters": [{"partNumber": draw(_TEXTS)}]}],
        "serialNumberTypes": [{"name": group, "pool": [{"values": serials}]}],
        "vendors": [{"name": group}],
        "verificationRules": [{"partNumber": parts[0], "processes": [10]}],
        "barcodeIdentifiers": [{"pattern": re.escape(draw(_NAMES))[:500]}],
        "processes": [draw(_repairs(group, revision))],
    }
    return yaml.dump(content, Dumper=Writer, allow_unicode=draw(st.booleans()))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=_setups())
def test_any_set_up_comes_back_as_it_was(database: Database, text: str) -> None:
    def export_of(given_text: str) -> str:
        """What is exported after an import that is then taken back."""
        setup = read_setup(given_text, "any.yaml")
        found: list[str] = []

        def attempt(connection: Connection) -> None:
            import_setup(connection, setup)
            found.append(export_setup(connection))
            raise _TakenBack

        with pytest.raises(_TakenBack):
            database.write_now(attempt)
        return found[0]

    first = export_of(text)
    assert export_of(first) == first
    was, now = yaml.safe_load(text), yaml.safe_load(first)
    assert _texts(was["products"]) <= _texts(now["products"])
    assert database.write_now(_count) == 0


class _TakenBack(Exception):
    pass


def _count(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(schema.product)).scalar_one())


def _texts(value: object) -> set[str]:
    """Every text in it that says something."""
    if isinstance(value, dict):
        return _texts(list(value.values()))
    if isinstance(value, list):
        return {text for each in value for text in _texts(each)}
    return {value} if isinstance(value, str) and value else set()


@pytest.mark.parametrize("text", _TRAPS)
def test_what_is_exported_is_read_as_the_same_text(text: str) -> None:
    dumped = yaml.dump(
        {"version": 1, "products": [{"partNumber": "A", "name": text}]}, Dumper=Writer
    )
    (product,) = read_setup(dumped, "trap.yaml").content.products
    assert product.name == text

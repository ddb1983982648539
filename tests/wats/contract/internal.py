"""The internal production API."""

import json

from tests.wats.contract.rows import (
    BY,
    INTERNAL,
    KEY,
    NUMBERS,
    PAIR,
    Row,
    read,
    write,
)
from wats_station.wats import (
    SerialNumberRange,
)

INTERNAL_ROWS = {
    "internal.get_unit": read(
        lambda c: c.production.internal.get_unit("SN1", "P1"), f"{INTERNAL}/GetUnit", KEY,
        '{"SerialNumber": "SN1", "Product": {"PartNumber": "P1"}}',
    ),
    "internal.get_unit_info": read(
        lambda c: c.production.internal.get_unit_info("SN1", "P1"),
        f"{INTERNAL}/GetUnitInfo", KEY, '[{"SerialNumber": "SN1", "ParentUnitID": 4}]',
    ),
    "internal.get_unit_hierarchy": read(
        lambda c: c.production.internal.get_unit_hierarchy("SN1", "P1"),
        f"{INTERNAL}/GetUnitHierarchy", KEY,
        '{"SerialNumber": "SN1", "Children": [{"SerialNumber": "C1", "Level": 1}]}',
    ),
    "internal.get_unit_contents": read(
        lambda c: c.production.internal.get_unit_contents("SN1", "P1", "A"),
        f"{INTERNAL}/GetUnitContents", KEY | {"revision": "A"},
        '{"PartNumber": "P1", "ItemId": 0, "Children": [], "Units": []}',
    ),
    "internal.get_unit_phase": read(
        lambda c: c.production.internal.get_unit_phase("SN1", "P1"),
        f"{INTERNAL}/GetUnitPhase", KEY, "16",
    ),
    "internal.get_unit_process": read(
        lambda c: c.production.internal.get_unit_process("SN1", "P1"),
        f"{INTERNAL}/GetUnitProcess", KEY, '"ICT"',
    ),
    "internal.get_sites": read(
        lambda c: c.production.internal.get_sites(), f"{INTERNAL}/GetSites",
        answer='[{"SiteId": 1, "Name": "Here"}]',
    ),
    "internal.create_unit": write(
        lambda c: c.production.internal.create_unit(
            "SN1", "P1", "A", batch_number="B1", phase=2, by=BY
        ),
        "POST", f"{INTERNAL}/CreateUnit",
        KEY | {"revision": "A", "batchNumber": "B1", "unitPhase": "2"},
        answer='{"SerialNumber": "SN1"}',
    ),
    "internal.set_unit_phase": write(
        lambda c: c.production.internal.set_unit_phase("SN1", "P1", 16, with_children=True, by=BY),
        "GET", f"{INTERNAL}/SetUnitPhase",
        KEY | {"unitPhase": "16", "setPhaseOnSubUnits": "true"},
    ),
    "internal.set_unit_process": write(
        lambda c: c.production.internal.set_unit_process("SN1", "P1", "ICT", by=BY),
        "GET", f"{INTERNAL}/SetUnitProcess", KEY | {"processName": "ICT"},
    ),
    "internal.set_unit_phase_and_process": write(
        lambda c: c.production.internal.set_unit_phase_and_process("SN1", "P1", 2, "ICT", by=BY),
        "GET", f"{INTERNAL}/SetUnitPhaseAndProcess",
        KEY | {"unitPhase": "2", "processName": "ICT"},
    ),
    "internal.set_unit_phase_bit": write(
        lambda c: c.production.internal.set_unit_phase_bit("SN1", "P1", 4096, clear=True, by=BY),
        "GET", f"{INTERNAL}/UnitPhaseBit", KEY | {"PhaseBit": "4096", "ClearBit": "true"},
    ),
    "internal.set_parent": write(
        lambda c: c.production.internal.set_parent("SN1", "P1", "M1", "MP", by=BY),
        "GET", f"{INTERNAL}/SetParent",
        KEY | {"parentSerialNumber": "M1", "parentPartNumber": "MP"},
    ),
    "internal.update_unit": write(
        lambda c: c.production.internal.update_unit("SN1", "P1", "P2", "B", by=BY),
        "GET", f"{INTERNAL}/UpdateUnit", KEY | {"newPartNumber": "P2", "newRevision": "B"},
    ),
    "internal.update_unit_attribute": write(
        lambda c: c.production.internal.update_unit_attribute("SN1", "P1", "Lot", "L1", by=BY),
        "GET", f"{INTERNAL}/UpdateUnitAttribute",
        KEY | {"attributeName": "Lot", "attributeValue": "L1"},
    ),
    "internal.add_child_unit": write(
        lambda c: c.production.internal.add_child_unit(
            "SN1", "P1", "C1", "CP", check_part="CP", check_revision="A", check_phase=2, by=BY
        ),
        "POST", f"{INTERNAL}/AddChildUnit",
        KEY | PAIR | {
            "checkPartNumber": "CP", "checkRevision": "A", "checkPhase": "2",
            "cultureCode": "en-US",
        },
    ),
    "internal.remove_child_unit": write(
        lambda c: c.production.internal.remove_child_unit("SN1", "P1", "C1", "CP", by=BY),
        "POST", f"{INTERNAL}/RemoveChildUnit", KEY | PAIR | {"cultureCode": "en-US"},
    ),
    "internal.remove_all_child_units": write(
        lambda c: c.production.internal.remove_all_child_units("SN1", "P1", by=BY),
        "POST", f"{INTERNAL}/RemoveAllChildUnits", KEY | {"cultureCode": "en-US"}, answer="true",
    ),
    "internal.check_child_units": read(
        lambda c: c.production.internal.check_child_units("SN1", "P1"),
        f"{INTERNAL}/CheckChildUnits",
        {"CultureCode": "en-US", "ParentSerialNumber": "SN1", "ParentPartNumber": "P1"}, "{}",
    ),
    "internal.get_serial_numbers": read(
        lambda c: c.production.internal.get_serial_numbers("MAC", state="Free", first="N1"),
        f"{INTERNAL}/SerialNumbers",
        {"serialNumberType": "MAC", "state": "Free", "startAddress": "N1"}, NUMBERS,
    ),
    "internal.count_serial_numbers": read(
        lambda c: c.production.internal.count_serial_numbers("MAC", last="N9"),
        f"{INTERNAL}/SerialNumbers/Count", {"serialNumberType": "MAC", "endAddress": "N9"}, "7",
    ),
    "internal.free_serial_numbers": write(
        lambda c: c.production.internal.free_serial_numbers(
            [SerialNumberRange(serial_number_type="MAC", start_address="N1")], by=BY
        ),
        "PUT", f"{INTERNAL}/SerialNumbers/Free",
        body=[{"type": "MAC", "startAddress": "N1"}], answer="1",
    ),
    "internal.delete_free_serial_numbers": write(
        lambda c: c.production.internal.delete_free_serial_numbers(
            [SerialNumberRange(serial_number_type="MAC", end_address="N9")], by=BY
        ),
        "DELETE", f"{INTERNAL}/SerialNumbers/Free",
        body=[{"type": "MAC", "endAddress": "N9"}], answer="1",
    ),
    "internal.serial_number_ranges": read(
        lambda c: c.production.internal.serial_number_ranges("MAC"),
        f"{INTERNAL}/SerialNumbers/Ranges", {"serialNumberType": "MAC"},
        '[{"serialNumberType": "MAC", "count": 3, "state": "Free"}]',
    ),
    "internal.serial_number_statistics": read(
        lambda c: c.production.internal.serial_number_statistics(),
        f"{INTERNAL}/SerialNumbers/Statistics",
        answer='[{"serialNumberType": "MAC", "total": 3, "free": 1}]',
    ),
    "internal.upload_serial_numbers": Row(
        lambda c: c.production.internal.upload_serial_numbers("MAC", ["N1"], by=BY),
        "POST", f"{INTERNAL}/UploadSerialNumbers",
        {"serialNumberType": "MAC", "format": "CSV"}, "N1\r\n", "1",
        is_write=True, content_type="multipart/form-data",
    ),
    "internal.reserve_serial_numbers": write(
        lambda c: c.production.internal.reserve_serial_numbers(
            "MAC", 5, station="S", token_id="T", used=["N0"], by=BY
        ),
        "POST", f"{INTERNAL}/GetAndReserveNewSerialNumbers",
        body={"sn": {
            "serialNumberType": "MAC", "batchSize": 5, "requestType": "Reserve",
            "onlyInSequence": False, "stationName": "S", "tokenId": "T", "url": "{base}",
            "fromSerialNumber": "", "SN": [{"id": "N0"}],
        }},
        answer=json.dumps({"sn": '<SerialNumbers><SN id="N1" /></SerialNumbers>'}),
    ),
}  # fmt: skip

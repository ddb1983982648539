"""Assemblies, serial numbers and batches."""

from tests.wats.contract.rows import (
    BY,
    INFO,
    INTERNAL,
    KEY,
    MOMENT,
    NUMBERS,
    PUBLIC_PAIR,
    Row,
    read,
    write,
)
from wats_station.wats import (
    Batch,
    Reference,
)

ASSEMBLY_ROWS = {
    "production.add_child_unit": write(
        lambda c: c.production.add_child_unit("SN1", "P1", "C1", "CP", position=2, by=BY),
        "POST", "/api/Production/AddChildUnit",
        PUBLIC_PAIR | {"checkPartNumber": "", "checkRevision": "", "position": "2"},
    ),
    "production.add_child_to_assembly": write(
        lambda c: c.production.add_child_to_assembly(
            "SN1", "C1", parent_part="P1", child_part="CP", by=BY
        ),
        "POST", "/api/Production/AddChildUnit",
        PUBLIC_PAIR | {"checkPartNumber": "", "checkRevision": ""},
    ),
    "production.remove_child_unit": write(
        lambda c: c.production.remove_child_unit("SN1", "P1", "C1", "CP", by=BY),
        "POST", "/api/Production/RemoveChildUnit", PUBLIC_PAIR,
    ),
    "production.remove_child_from_assembly": write(
        lambda c: c.production.remove_child_from_assembly(
            "SN1", child_serial="C1", parent_part="P1", by=BY
        ),
        "POST", "/api/Production/RemoveChildUnit", PUBLIC_PAIR,
    ),
    "production.disassemble": write(
        lambda c: c.production.disassemble("SN1", "P1", by=BY),
        "POST", f"{INTERNAL}/RemoveAllChildUnits", KEY, answer="true",
    ),
    "production.check_child_units": read(
        lambda c: c.production.check_child_units("SN1", "P1"),
        "/api/Production/CheckChildUnits",
        {"parentSerialNumber": "SN1", "parentPartNumber": "P1"},
        '{"isComplete": false, "missingCount": 1, "lines": []}',
    ),
    "production.verify_assembly": read(
        lambda c: c.production.verify_assembly("SN1", "P1", "A"),
        "/api/internal/Product/GetProductInfo", {"partNumber": "P1", "revision": "A"}, INFO,
    ),
}  # fmt: skip
NUMBER_ROWS = {
    "production.get_serial_number_types": read(
        lambda c: c.production.get_serial_number_types(),
        "/api/Production/SerialNumbers/Types",
        answer='[{"name": "MAC", "regEx": "[0-9A-F]{12}", "format": "", "identifier": 1}]',
    ),
    "production.allocate_serial_numbers": write(
        lambda c: c.production.allocate_serial_numbers("P1", "A", 2, "MAC", by=BY),
        "POST", "/api/Production/SerialNumbers/Take",
        {"serialNumberType": "MAC", "quantity": "2", "refPN": "P1"},
        answer='<SerialNumbers><SN id="N1"/><SN id="N2"/></SerialNumbers>',
    ),
    "production.take_serial_numbers": write(
        lambda c: c.production.take_serial_numbers(
            "MAC", 2, Reference("SN1", "P1"), station="S", only_in_sequence=True, by=BY
        ),
        "POST", "/api/Production/SerialNumbers/Take",
        {
            "serialNumberType": "MAC", "quantity": "2", "refSN": "SN1", "refPN": "P1",
            "stationName": "S", "onlyInSequence": "true",
        },
        answer='["N1", "N2"]',
    ),
    "production.serial_numbers_by_range": read(
        lambda c: c.production.serial_numbers_by_range("MAC", "N1", "N9"),
        "/api/Production/SerialNumbers/ByRange",
        {"serialNumberType": "MAC", "startAddress": "N1", "endAddress": "N9"}, NUMBERS,
    ),
    "production.serial_numbers_by_reference": read(
        lambda c: c.production.serial_numbers_by_reference("MAC", Reference("SN1", "P1")),
        "/api/Production/SerialNumbers/ByReference",
        {"serialNumberType": "MAC", "refSN": "SN1", "refPN": "P1"}, NUMBERS,
    ),
    "production.export_serial_numbers": read(
        lambda c: c.production.export_serial_numbers("MAC", first="N1", since=MOMENT),
        "/api/Production/SerialNumbers",
        {
            "serialNumberType": "MAC", "format": "JSON", "startAddress": "N1",
            "startDate": "2026-01-02T03:04:05+00:00",
        },
        NUMBERS,
    ),
    "production.upload_serial_numbers": Row(
        lambda c: c.production.upload_serial_numbers("MAC", ["N1", "N,2"], by=BY),
        "PUT", "/api/Production/SerialNumbers", {"serialNumberType": "MAC", "format": "CSV"},
        'N1\r\n"N,2"\r\n', "2", is_write=True, content_type="multipart/form-data",
    ),
    "production.save_batches": write(
        lambda c: c.production.save_batches([Batch(batch_number="B1", batch_size=5)], by=BY),
        "PUT", "/api/Production/Batches", body=[{"batchNumber": "B1", "batchSize": 5}],
        answer='[{"batchNumber": "B1"}]',
    ),
    "production.get_batches": read(
        lambda c: c.production.get_batches(part_number="P1"),
        "/api/Production/Batches", {"partNumber": "P1"}, '[{"batchNumber": "B1"}]',
    ),
    "production.is_connected": read(
        lambda c: c.production.is_connected(), f"{INTERNAL}/isConnected", answer="true"
    ),
}  # fmt: skip

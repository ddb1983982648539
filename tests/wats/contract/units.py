"""Units, their state, verification and history."""

from tests.wats.contract.rows import (
    BY,
    HEADER,
    INTERNAL,
    KEY,
    QUERY,
    RULE,
    THE_UNIT,
    THE_UNIT_SENT,
    UNIT,
    UNITS,
    Row,
    read,
    write,
)
from wats_station.wats import (
    VerificationRule,
)

COMMAND = '{"id": "7", "applied": true, "voided": false}'

UNIT_ROWS = {
    "production.get_unit": read(
        lambda c: c.production.get_unit("SN1"),
        QUERY,
        {"$filter": "serialNumber eq 'SN1'", "$top": "50"},
        UNITS,
    ),
    "production.get_unit, of a part": read(
        lambda c: c.production.get_unit("SN1", "P1"),
        QUERY,
        {"$filter": "serialNumber eq 'SN1' and partNumber eq 'P1'", "$top": "50"},
        UNITS,
    ),
    "production.get_last_test_date": read(
        lambda c: c.production.get_last_test_date("SN1", "P1"),
        "/api/Report/Query/Header",
        {
            "$filter": "reportType eq 'T' and (serialNumber eq 'SN1' and partNumber eq 'P1')",
            "$top": "1",
            "$orderby": "start desc",
        },
        HEADER,
    ),
    "production.query_units": read(
        lambda c: c.production.query_units("unitPhaseId eq 2", 10, "serialNumber", skip=5),
        QUERY,
        {
            "$filter": "unitPhaseId eq 2", "$top": "10", "$orderby": "serialNumber",
            "$skip": "5",
        },
        UNITS,
    ),
    "production.command_state": read(
        lambda c: c.production.command_state("7"),
        "/api/station/Command",
        {"id": "7"},
        COMMAND,
    ),
    "production.void_command": Row(
        lambda c: c.production.void_command("7"),
        "PUT", "/api/station/Command/Void", {"id": "7"}, None, COMMAND, is_write=False,
    ),
    "production.create_unit": write(
        lambda c: c.production.create_unit(THE_UNIT, by=BY),
        "PUT", "/api/Production/Units", body=[THE_UNIT_SENT], answer=UNITS,
    ),
    "production.save_units": write(
        lambda c: c.production.save_units([THE_UNIT], by=BY),
        "PUT", "/api/Production/Units", body=[THE_UNIT_SENT], answer='{"errorCount": 0}',
    ),
    "production.add_unit": write(
        lambda c: c.production.add_unit(THE_UNIT, by=BY),
        "POST", "/api/Production/Unit", body=THE_UNIT_SENT, answer=UNIT,
    ),
    "production.update_unit": write(
        lambda c: c.production.update_unit(THE_UNIT, by=BY),
        "PUT", "/api/Production/Unit", body=THE_UNIT_SENT, answer=UNIT,
    ),
    "production.delete_unit": write(
        lambda c: c.production.delete_unit("SN1", "P1", by=BY),
        "DELETE", "/api/Production/Unit", KEY,
    ),
    "production.change_unit": write(
        lambda c: c.production.change_unit("SN1", "P2", "B", "P1", by=BY),
        "PUT", "/api/Production/ChangeUnit",
        KEY | {"newPartNumber": "P2", "newRevision": "B"},
    ),
    "production.get_unit_tags": read(
        lambda c: c.production.get_unit_tags("SN1", "P1"),
        QUERY,
        {"$filter": "serialNumber eq 'SN1' and partNumber eq 'P1'", "$top": "50"},
        UNITS,
    ),
}  # fmt: skip
STATE_ROWS = {
    "production.get_phases": read(
        lambda c: c.production.get_phases(),
        "/api/internal/Mes/GetUnitPhases",
        answer='[{"UnitPhaseId": 2, "Code": "Under_Production", "Name": "Under production"}]',
    ),
    "production.phase_id": read(
        lambda c: c.production.phase_id("Under production"),
        "/api/internal/Mes/GetUnitPhases",
        answer='[{"UnitPhaseId": 2, "Code": "Under_Production", "Name": "Under production"}]',
    ),
    "production.set_unit_phase": write(
        lambda c: c.production.set_unit_phase("SN1", 16, "P1", comment="done", by=BY),
        "PUT", "/api/Production/SetUnitPhase", KEY | {"phase": "16", "comment": "done"},
    ),
    "production.set_unit_process": write(
        lambda c: c.production.set_unit_process("SN1", 30, "P1", by=BY),
        "PUT", "/api/Production/SetUnitProcess",
        KEY | {"processCode": "30", "processName": "ICT"},
    ),
    "production.set_unit_tag": write(
        lambda c: c.production.set_unit_tag("SN1", "Lot", "L 1", "P1", by=BY),
        "PUT", "/api/Production/UnitTag", KEY | {"key": "Lot", "value": "L 1"},
    ),
    "production.set_unit_tags": write(
        lambda c: c.production.set_unit_tags("SN1", [{"key": "Lot", "value": "L 1"}], "P1", by=BY),
        "PUT", "/api/Production/UnitTag", KEY | {"key": "Lot", "value": "L 1"},
    ),
    "production.delete_unit_tags": write(
        lambda c: c.production.delete_unit_tags("SN1", ["Lot"], "P1", by=BY),
        "PUT", "/api/Production/Units",
        body=[{
            "serialNumber": "SN1", "partNumber": "P1", "revision": "A",
            "tags": [{"key": "Lot", "value": "", "change": 3}],
        }],
        answer=UNITS,
    ),
    "production.verify_unit": read(
        lambda c: c.production.verify_unit("SN1", "P1"),
        "/api/Production/UnitVerification", KEY,
        '{"status": "OK", "grade": "A", "hasRule": true, "results": []}',
    ),
    "production.is_unit_passing": read(
        lambda c: c.production.is_unit_passing("SN1", "P1"),
        "/api/Production/UnitVerification", KEY,
        '{"status": "OK", "grade": "A", "hasRule": true, "results": []}',
    ),
    "production.get_verification_rules": read(
        lambda c: c.production.get_verification_rules(),
        "/api/internal/UnitVerification/GetUnitVerificationRules", answer=f"[{RULE}]",
    ),
    "production.get_verification_rule": read(
        lambda c: c.production.get_verification_rule(3),
        "/api/internal/UnitVerification/GetUnitVerificationRule/3", answer=RULE,
    ),
    "production.save_verification_rule": write(
        lambda c: c.production.save_verification_rule(
            VerificationRule(part_number="P1", revision="%", process_codes=(30, 60)), by=BY
        ),
        "POST", "/api/internal/UnitVerification/PostUnitVerificationRule",
        body={"partNumber": "P1", "revision": "%", "processCodes": [30, 60]}, answer=RULE,
    ),
    "production.save_verification_rule, of an id": write(
        lambda c: c.production.save_verification_rule(
            VerificationRule(unit_verification_id=3, part_number="P1", process_codes=(30,)), by=BY
        ),
        "PUT", "/api/internal/UnitVerification/PutUnitVerificationRule",
        body={
            "unitVerificationId": 3, "partNumber": "P1", "revision": "", "processCodes": [30],
        },
        answer=RULE,
    ),
    "production.delete_verification_rules": write(
        lambda c: c.production.delete_verification_rules([3, 4], by=BY),
        "PUT", "/api/internal/UnitVerification/DeleteUnitVerificationRules", body=[3, 4],
    ),
    "production.history": read(
        lambda c: c.production.history("SN1", "P1"), "/api/station/History", KEY,
        '[{"time": "2026-01-02T03:04:05Z", "kind": "phase", "old": "A", "new": "B"}]',
    ),
    "production.get_unit_state_history": read(
        lambda c: c.production.get_unit_state_history("SN1", "P1"),
        f"{INTERNAL}/GetUnitStateHistory", KEY,
        '{"processes": ["ICT"], "phases": ["Finalized"], "dateTimes": ["2026-01-02T03:04:05"]}',
    ),
    "production.get_unit_report_history": Row(
        lambda c: c.production.get_unit_report_history("SN1", "P1", details=True),
        "POST", "/api/internal/Survey/GetUnitReportHistory", KEY | {"details": "true"},
        answer='[{"serialNumber": "SN1", "level": 0, "status": "Passed"}]',
    ),
    "production.get_exported_changes": read(
        lambda c: c.production.get_exported_changes(5, serial_number="SN1", part_number="P1"),
        "/api/Production/Units/Changes", {"maxCount": "5"} | KEY,
        '[{"id": 9, "unitSerialNumber": "SN1", "newUnitPhaseId": 16}]',
    ),
    "production.command_state": read(
        lambda c: c.production.command_state("C-1"), "/api/station/Command", {"id": "C-1"},
        '{"id": "C-1", "applied": true, "voided": false}',
    ),
    "production.void_command": Row(
        lambda c: c.production.void_command("C-1"), "PUT", "/api/station/Command/Void",
        {"id": "C-1"}, answer='{"id": "C-1", "applied": false, "voided": true}',
    ),
    "production.acknowledge_change": write(
        lambda c: c.production.acknowledge_change(9, by=BY),
        "DELETE", "/api/Production/Units/Changes/9",
    ),
}  # fmt: skip

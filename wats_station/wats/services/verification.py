"""Verification: has the unit passed what it must? Source: wire contract section 4."""

from collections.abc import Iterable

from pydantic import ConfigDict, TypeAdapter

from wats_station.wats.errors import NotFound
from wats_station.wats.quoting import literal, segment
from wats_station.wats.services.production_calls import ProductionCalls
from wats_station.wats.station_headers import NO_HEADERS, StationHeaders
from wats_station.wats.wire.fields import Later, many, one
from wats_station.wats.wire.report_document import UUTReport
from wats_station.wats.wire.verification import (
    UnitVerification,
    UnitVerificationGrade,
    VerificationRule,
    rows_of,
)

_VERIFICATION = one(UnitVerification)
_RULES = many(VerificationRule)
_RULE = one(VerificationRule)
_SAVED_RULE: TypeAdapter[VerificationRule | None] = TypeAdapter(
    VerificationRule | None, config=ConfigDict(defer_build=True)
)

_INTERNAL = "/api/internal/UnitVerification"


class VerificationCalls(ProductionCalls):
    """The verification calls of `client.production`."""

    async def verify_unit(
        self,
        serial_number: str,
        part_number: str | None = None,
        revision: str | None = None,
        *,
        failed_steps: bool = False,
    ) -> UnitVerification:
        """The server's verification, and the guide's grade derived from it.

        Where the server keeps no rule for the product, and does not list what it saw, the
        unit's reports tell which processes it has been through: one more request.
        `failed_steps` asks for `failed_step_count` at once: two more where it failed.
        """

        async def ask(key: dict[str, str]) -> UnitVerification:
            query = key if revision is None else key | {"revision": revision}
            return await self._verification(query)

        answer = await self._units.read_of(serial_number, part_number, revision, ask)
        if failed_steps:
            count = await self.count_failed_steps(answer)
            answer.expecting(Later(lambda: count))
        return answer

    async def is_unit_passing(
        self, serial_number: str, part_number: str | None = None, revision: str | None = None
    ) -> bool:
        """True exactly when the unit's grade is PASSED."""
        return (await self.verify_unit(serial_number, part_number, revision)).is_passing

    async def count_failed_steps(self, verification: UnitVerification) -> int:
        """How many steps failed in the newest failed run of the processes that fail the unit.

        0 for a grade other than FAILED. A sequence is not counted beside the step in it.
        """
        if verification.grade is not UnitVerificationGrade.FAILED:
            return 0
        failing = [
            row.process_code for row in verification.rows if row.total_count and not row.passed
        ]
        wanted = (
            f"serialNumber eq {literal(verification.serial_number)}"
            f" and partNumber eq {literal(verification.part_number)}"
            f" and result ne 'Passed' and ({_any_process(failing)})"
        )
        newest = await self._report.query_uut_headers(wanted, top=1)
        report = await self._report.get_report(newest[0].uuid) if newest else None
        return len(report.failed_steps()) if isinstance(report, UUTReport) else 0

    async def get_verification_rules(self) -> tuple[VerificationRule, ...]:
        """Every verification rule that the server keeps."""
        return await self._transport.read(f"{_INTERNAL}/GetUnitVerificationRules", _RULES)

    async def get_verification_rule(self, rule_id: int) -> VerificationRule | None:
        """One verification rule, or None when there is none."""
        path = f"{_INTERNAL}/GetUnitVerificationRule/{segment(str(rule_id))}"
        try:
            return await self._transport.read(path, _RULE)
        except NotFound as missing:
            if missing.no_such_call:
                raise
            return None

    async def save_verification_rule(
        self, rule: VerificationRule, *, by: StationHeaders = NO_HEADERS
    ) -> VerificationRule | None:
        """Add a rule, or change the one with its id: its processes replace the old ones.

        The rule as the server keeps it, or None where the server says nothing more.
        """
        is_new = rule.unit_verification_id is None
        method, name = ("POST", "Post") if is_new else ("PUT", "Put")
        body = rule.model_dump(mode="json", by_alias=True, exclude_none=True)
        return await self._transport.write_for(
            method, f"{_INTERNAL}/{name}UnitVerificationRule", _SAVED_RULE, {}, by.as_headers(),
            body=body,
        )  # fmt: skip

    async def delete_verification_rules(
        self, rule_ids: Iterable[int], *, by: StationHeaders = NO_HEADERS
    ) -> None:
        """Take rules away."""
        await self._transport.write(
            "PUT", f"{_INTERNAL}/DeleteUnitVerificationRules", {}, by.as_headers(),
            body=list(rule_ids),
        )  # fmt: skip

    async def _verification(self, query: dict[str, str]) -> UnitVerification:
        serial_number, part_number = query["serialNumber"], query["partNumber"]
        answer = await self._transport.read(
            "/api/Production/UnitVerification", _VERIFICATION, query, unit=serial_number
        )
        whose: dict[str, object] = {"serial_number": serial_number, "part_number": part_number}
        if not (answer.has_rule or answer.rows or "seen" in answer.model_fields_set):
            headers = await self._report.headers_of_unit(serial_number, part_number)
            whose["seen"] = rows_of(headers)
        return answer.model_copy(update=whose)


def _any_process(codes: Iterable[int]) -> str:
    return " or ".join(f"processCode eq {code}" for code in codes)

"""Verification rules, by the internal calls of wire contract section 4."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field, TypeAdapter
from sqlalchemy import Connection
from typing_extensions import TypedDict

from wats_station.site_server.refusals import missing_parameter, not_found
from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.request import answer, body, done, read, set_up
from wats_station.site_server.routes.shapes.fields import Name, Shape, Short, Whole
from wats_station.site_server.rules.verification import VerificationRule
from wats_station.site_server.store import verification

router = APIRouter(tags=["Verification rules"])
_BASE = "/api/internal/UnitVerification"


class RuleShape(Shape):
    """Which processes units of matching part and revision must pass, in this order."""

    part_number: Name
    process_codes: Annotated[list[Whole], Field(min_length=1, max_length=100)]
    revision: Short | None = None
    unit_verification_id: Whole | None = None


class RuleAnswer(TypedDict):
    """A rule as the API answers it."""

    unitVerificationId: int
    productSelectionId: int | None
    partNumber: str
    revision: str
    processCodes: list[int]


_RULE = TypeAdapter(RuleShape)
_IDS: TypeAdapter[list[int]] = TypeAdapter(
    Annotated[list[Annotated[Whole, Field(strict=True)]], Field(max_length=1000)]
)


@router.get(f"{_BASE}/GetUnitVerificationRules", **described(answer=list[RuleAnswer]))
async def get_rules(request: Request) -> Response:
    """Every rule."""
    return answer([_answer(rule) for rule in await read(request, verification.rules)])


@router.get(
    f"{_BASE}/GetUnitVerificationRule/{{rule_id}}",
    **described(path_names=("rule_id",), answer=RuleAnswer),
)
async def get_rule(request: Request, rule_id: str) -> Response:
    """One rule."""
    for rule in await read(request, verification.rules):
        if str(rule.id) == rule_id:
            return answer(_answer(rule))
    raise _unknown(rule_id)


@router.post(
    f"{_BASE}/PostUnitVerificationRule",
    **described(body=_RULE, answer=RuleAnswer, administer=True),
)
async def post_rule(request: Request) -> Response:
    """Make a rule."""
    wanted = await body(request, _RULE)
    return await _save(request, wanted, None)


@router.put(
    f"{_BASE}/PutUnitVerificationRule",
    **described(body=_RULE, answer=RuleAnswer, administer=True),
)
async def put_rule(request: Request) -> Response:
    """Replace a rule, its process codes included."""
    wanted = await body(request, _RULE)
    if wanted.unit_verification_id is None:
        raise missing_parameter("unitVerificationId")
    return await _save(request, wanted, wanted.unit_verification_id)


@router.put(f"{_BASE}/DeleteUnitVerificationRules", **described(body=_IDS, administer=True))
async def delete_rules(request: Request) -> Response:
    """Delete rules by a list of their ids."""
    ids = await body(request, _IDS)
    await set_up(request, lambda connection: verification.delete_rules(connection, ids))
    return done()


async def _save(request: Request, wanted: RuleShape, rule_id: int | None) -> Response:
    part_number, revision, codes = wanted.part_number, wanted.revision or "", wanted.process_codes

    def work(connection: Connection) -> int:
        if rule_id is not None and not verification.is_there(connection, rule_id):
            raise _unknown(rule_id)
        return verification.save_rule(connection, part_number, revision, codes, rule_id)

    saved = await set_up(request, work)
    return answer(_answer(VerificationRule(saved, part_number, revision, tuple(codes))))


def _answer(rule: VerificationRule) -> RuleAnswer:
    return {
        "unitVerificationId": rule.id,
        "productSelectionId": None,
        "partNumber": rule.part_number,
        "revision": rule.revision,
        "processCodes": list(rule.process_codes),
    }


def _unknown(rule_id: object) -> Exception:
    return not_found(f"There is no verification rule {rule_id}.", "unknownRule")

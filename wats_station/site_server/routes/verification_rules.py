"""Verification rules, by the internal calls of wire contract section 4."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from wats_station.site_server.refusals import invalid, not_found
from wats_station.site_server.routes.request import answer, database, done, json_body
from wats_station.site_server.rules.verification import VerificationRule
from wats_station.site_server.store import verification

router = APIRouter()
_BASE = "/api/internal/UnitVerification"


@router.get(f"{_BASE}/GetUnitVerificationRules")
async def get_rules(request: Request) -> Response:
    """Every rule."""
    return answer([_answer(rule) for rule in verification.rules(database(request).reader)])


@router.get(f"{_BASE}/GetUnitVerificationRule/{{rule_id}}")
async def get_rule(request: Request, rule_id: int) -> Response:
    """One rule."""
    for rule in verification.rules(database(request).reader):
        if rule.id == rule_id:
            return answer(_answer(rule))
    raise not_found(f"There is no verification rule {rule_id}.", "unknownRule")


@router.post(f"{_BASE}/PostUnitVerificationRule")
async def post_rule(request: Request) -> Response:
    """Make a rule."""
    return await _save(request, await json_body(request), None)


@router.put(f"{_BASE}/PutUnitVerificationRule")
async def put_rule(request: Request) -> Response:
    """Replace a rule, its process codes included."""
    body = await json_body(request)
    rule_id = body.get("unitVerificationId") if isinstance(body, dict) else None
    known = {rule.id for rule in verification.rules(database(request).reader)}
    if rule_id not in known:
        raise not_found(f"There is no verification rule {rule_id}.", "unknownRule")
    return await _save(request, body, rule_id)


@router.put(f"{_BASE}/DeleteUnitVerificationRules")
async def delete_rules(request: Request) -> Response:
    """Delete rules by a list of their ids."""
    ids = await json_body(request)
    if not isinstance(ids, list) or not all(_is_id(each) for each in ids):
        raise invalid({"body": ["a list of ids is wanted"]})
    await database(request).write(lambda connection: verification.delete_rules(connection, ids))
    return done()


async def _save(request: Request, body: Any, rule_id: int | None) -> Response:
    part_number = body.get("partNumber") if isinstance(body, dict) else None
    if not isinstance(part_number, str) or not part_number.strip():
        raise invalid({"partNumber": ["it is required"]})
    codes = body.get("processCodes")
    if not isinstance(codes, list) or not codes or not all(_is_id(each) for each in codes):
        raise invalid({"processCodes": ["a list of process codes is wanted"]})
    revision = str(body.get("revision") or "")

    def work(connection: Connection) -> int:
        return verification.save_rule(connection, part_number, revision, codes, rule_id)

    saved = await database(request).write(work)
    return answer(_answer(VerificationRule(saved, part_number, revision, tuple(codes))))


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31


def _answer(rule: VerificationRule) -> dict[str, object]:
    return {
        "unitVerificationId": rule.id,
        "productSelectionId": None,
        "partNumber": rule.part_number,
        "revision": rule.revision,
        "processCodes": list(rule.process_codes),
    }

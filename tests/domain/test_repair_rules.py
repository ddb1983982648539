"""The rules of a repair: codes by their names, what is usual, what stands against filing."""

from dataclasses import replace

import pytest

from tests.support.repairs import (
    BROKEN,
    BURNED,
    CASE,
    COLD,
    OTHER_COMPONENT,
    OTHER_MISC,
    PHOTO,
    REPAIR,
    RMA,
    TEST,
)
from wats_station.domain.repair import Binding, Fault, PastRepair, RepairDraft
from wats_station.domain.repair_rules import (
    ENOUGH_REPAIRS,
    MOST_SUGGESTED,
    Lack,
    bound_test,
    fits,
    lacks,
    named,
    operation_of,
    searched,
    suggested,
    usable,
)

ONE = RepairDraft(faults=(Fault("Solder Process", "Cold Solder Joint"),))


@pytest.mark.parametrize(
    "text",
    [
        "Cold Solder Joint",
        "cold_solder-joint",
        "COLDSOLDERJOINT",
        "solder process/cold solder joint",
    ],
)
def test_a_code_is_found_by_its_name_or_with_its_category(text: str) -> None:
    assert named(REPAIR, text) == (COLD,)


def test_a_name_in_two_categories_is_both_and_with_its_category_one() -> None:
    assert named(REPAIR, "other") == (OTHER_COMPONENT, OTHER_MISC)
    assert named(REPAIR, "misc/other") == (OTHER_MISC,)


def test_a_search_wants_every_word_somewhere() -> None:
    assert searched(REPAIR.codes, "comp burn") == (BURNED,)
    assert searched(REPAIR.codes, "") == REPAIR.codes
    assert searched(REPAIR.codes, "nothing like it") == ()


@pytest.mark.parametrize(
    ("mask", "text", "good"),
    [
        (r"[A-Z]+\d+", "R12", True),
        (r"[A-Z]+\d+", "R12x", False),
        ("", "anything", True),
        ("(", "no mask at all", True),
    ],
)
def test_a_component_matches_the_mask_as_a_whole(mask: str, text: str, *, good: bool) -> None:
    assert fits(replace(REPAIR, component_mask=mask), text) is good


def past(code: str, count: int, step: str = "R12 resistance") -> tuple[PastRepair, ...]:
    return (PastRepair("Component", code, step),) * count


def test_the_most_frequent_codes_of_the_step_come_first_with_their_counts() -> None:
    known = (*past("Other", 1), *past("Burned Component", 4), *past("Other", 9, "elsewhere"))
    found = suggested(REPAIR, known, "R12 resistance")
    assert [(each.code, each.count) for each in found.rows] == [(BURNED, 4), (OTHER_COMPONENT, 1)]
    assert (found.repairs, found.of_step) == (5, True)


def test_a_step_that_was_seldom_repaired_is_counted_with_the_whole_part() -> None:
    known = (*past("Other", 2), *past("Burned Component", 4, "elsewhere"))
    found = suggested(REPAIR, known, "R12 resistance")
    assert [(each.code, each.count) for each in found.rows] == [(BURNED, 4), (OTHER_COMPONENT, 2)]
    assert (found.repairs, found.of_step) == (6, False)


def test_too_few_repairs_suggest_nothing_and_say_how_many() -> None:
    found = suggested(REPAIR, past("Other", ENOUGH_REPAIRS - 1), "R12 resistance")
    assert (found.rows, found.repairs) == ((), ENOUGH_REPAIRS - 1)


def test_codes_that_the_operation_lost_are_not_suggested() -> None:
    assert suggested(REPAIR, past("Gone", 9), "R12 resistance").rows == ()
    codes = tuple(replace(BURNED, name=f"code {n}") for n in range(20))
    many = tuple(PastRepair(each.category, each.name) for each in codes for _ in range(2))
    assert len(suggested(replace(REPAIR, codes=codes), many, "").rows) == MOST_SUGGESTED


def test_a_repair_can_be_filed_once_something_was_wrong() -> None:
    assert lacks(CASE, RepairDraft()) == (Lack.FAULT,)
    assert lacks(CASE, ONE) == ()


def test_a_code_may_demand_a_photo() -> None:
    draft = RepairDraft(faults=(Fault(BROKEN.category, BROKEN.name),))
    assert lacks(CASE, draft) == (Lack.PHOTO,)
    assert lacks(CASE, replace(draft, files=(PHOTO,))) == ()
    text = replace(PHOTO, content_type="text/plain")
    assert lacks(CASE, replace(draft, files=(text,))) == (Lack.PHOTO,)


def test_the_binding_of_the_operation_is_obeyed() -> None:
    without = replace(CASE, test=None, process=TEST.process)
    assert usable(CASE) == (REPAIR, RMA)
    assert usable(without) == (REPAIR,)
    assert lacks(without, ONE) == ()
    assert lacks(replace(without, process=None), ONE) == (Lack.PROCESS,)
    assert lacks(replace(without, operations=(RMA,)), ONE) == (Lack.TEST,)
    assert lacks(replace(CASE, operations=()), ONE) == (Lack.OPERATION,)
    assert bound_test(CASE, REPAIR) is TEST
    assert bound_test(CASE, replace(REPAIR, binding=Binding.NEVER)) is None


def test_the_operation_is_the_one_chosen_or_the_first() -> None:
    assert operation_of(CASE, RepairDraft(operation=510)) is RMA
    assert operation_of(CASE, RepairDraft()) is REPAIR
    assert operation_of(CASE, RepairDraft(operation=999)) is REPAIR

"""A complaint goes to the procedure's second level when the first answer does not satisfy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from stand import Stand

from console.desk.orders import LogComplaint, TakeFurther
from console.errors import NotPossible
from console.model import Case, Clock, ClockKind, Item


async def logged(stand: Stand, *, is_complaint: bool = True) -> tuple[Item, Case]:
    item = await stand.comes_in()
    category = stand.office.policy.core.complaints.categories[0]
    await stand.desk.log_complaint(
        LogComplaint(item_id=item.id, version=item.version, is_complaint=is_complaint, category=category)
    )
    await stand.deliver()
    (case,) = await stand.office.store.cases(item.id)
    return await stand.item(item.id), case


async def running_stages(stand: Stand, item: Item) -> list[Clock]:
    clocks = await stand.office.store.clocks(item.id)
    return [clock for clock in clocks if clock.kind is ClockKind.CASE_STAGE and clock.is_running]


async def take(stand: Stand, item: Item, case: Case) -> None:
    await stand.desk.take_further(TakeFurther(item_id=item.id, version=item.version, case_id=case.id))


async def test_the_second_levels_clocks_start_when_it_is_taken_there(stand: Stand) -> None:
    item, case = await logged(stand)
    stand.clock.advance(timedelta(days=10))
    await take(stand, item, case)
    stages = await running_stages(stand, item)
    assert {stage.started_at for stage in stages} == {stand.clock.now()}
    titles = {stage.title for stage in stand.office.policy.core.complaints.stage if stage.level == 2}
    assert {stage.label for stage in stages} <= titles
    assert stages


async def test_the_housing_system_is_told_of_the_new_stage_under_the_same_reference(stand: Stand) -> None:
    item, case = await logged(stand)
    await take(stand, item, case)
    await stand.deliver()
    (after,) = await stand.office.store.cases(item.id)
    assert (after.reference, after.stage) != (case.reference, case.stage)
    assert after.reference == case.reference
    deliveries = await stand.office.store.deliveries_of_item(item.id)
    assert [(d.target, d.state.value) for d in deliveries] == [(case.reference, "delivered")] * 2


async def test_a_complaint_goes_further_once(stand: Stand) -> None:
    item, case = await logged(stand)
    await take(stand, item, case)
    with pytest.raises(NotPossible):
        await take(stand, await stand.item(item.id), case)


async def test_a_service_request_has_no_second_level(stand: Stand) -> None:
    item, case = await logged(stand, is_complaint=False)
    assert not stand.desk.can_go_further(case)
    with pytest.raises(NotPossible):
        await take(stand, item, case)

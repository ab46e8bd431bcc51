"""Handing out what nobody holds: evenly, due soonest first, and never what somebody took meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from stand import NOW, Stand, incoming

from console.desk.records import View
from console.desk.staff_orders import SetWeek
from console.desk.supervisor_orders import HandOut, HandOutPlan
from console.errors import AlreadyClaimed, NotPermitted, NotPossible, StoreBusy
from console.model import Absence, Item

ROBIN, KIM = "robin-colleague", "kim-third"


async def waiting(stand: Stand, count: int) -> list[Item]:
    """So many items, the first due soonest."""
    ago = [timedelta(minutes=50 - number) for number in range(count)]
    return [await stand.comes_in(incoming(f"c{n}", received_at=NOW - back)) for n, back in enumerate(ago)]


async def sign_in_kim(stand: Stand) -> None:
    await stand.sign_in("Kim Third", "customer-hub-advisor")


def dealt(plan: HandOutPlan) -> dict[str, list[int]]:
    return {share.person.id: [item.id for item in share.items] for share in plan.shares}


async def test_a_plan_deals_the_due_soonest_round_and_round_and_does_nothing(stand: Stand, second: Stand) -> None:
    items = await waiting(stand, 6)
    await sign_in_kim(stand)
    await second.desk.claim(items[0].id)
    plan = await stand.desk.hand_out_plan(HandOut(person_ids=(ROBIN, KIM), count=4))
    ids = [item.id for item in items]
    assert dealt(plan) == {KIM: [ids[1], ids[3]], ROBIN: [ids[2], ids[4]]}
    assert [share.held for share in plan.shares] == [0, 1]
    assert [(await stand.item(one)).claimed_by for one in ids[1:]] == [None] * 5


async def test_what_was_planned_is_handed_out_and_holds_for_a_working_day(stand: Stand, second: Stand) -> None:
    items = await waiting(stand, 3)
    await sign_in_kim(stand)
    plan = await stand.desk.hand_out_plan(HandOut(person_ids=(ROBIN, KIM), count=3))
    handed = await stand.desk.hand_out(plan.order)
    assert [(one.id, count) for one, count in handed.given] == [(KIM, 2), (ROBIN, 1)]
    assert handed.left_out == ()
    assert [(await stand.item(item.id)).claimed_by for item in items] == [KIM, ROBIN, KIM]
    assert list(await second.desk.order(View.MINE)) == await second.desk.given_to_me() == [items[1].id]
    stand.clock.advance(timedelta(hours=4))
    with pytest.raises(AlreadyClaimed):
        await stand.desk.claim(items[0].id)
    assert (await stand.events()).count("assign") == 3
    stand.verify()


async def test_what_is_handed_out_is_what_was_shown_although_somebody_holds_more_by_then(
    stand: Stand, second: Stand
) -> None:
    items = await waiting(stand, 3)
    await sign_in_kim(stand)
    plan = await stand.desk.hand_out_plan(HandOut(person_ids=(ROBIN, KIM), count=2))
    other = await stand.desk.office.store.item(items[2].id)
    assert other is not None
    await (await stand.sign_in("Kim Third", "customer-hub-advisor")).claim(other.id)
    await stand.desk.hand_out(plan.order)
    assert [(await stand.item(item.id)).claimed_by for item in items[:2]] == [KIM, ROBIN]


async def test_what_was_taken_or_answered_meanwhile_is_left_out_and_said(stand: Stand, second: Stand) -> None:
    items = await waiting(stand, 3)
    await sign_in_kim(stand)
    plan = await stand.desk.hand_out_plan(HandOut(person_ids=(KIM,), count=3))
    await second.desk.claim(items[0].id)
    await stand.reply(items[1])
    handed = await stand.desk.hand_out(plan.order)
    assert [(one.item_id, one.why_not.split(".")[0]) for one in handed.left_out] == [
        (items[0].id, "Robin Colleague is working on this since 10:04"),
        (items[1].id, "It was answered meanwhile"),
    ]
    assert [count for _, count in handed.given] == [1]
    assert (await stand.item(items[0].id)).claimed_by == ROBIN


async def test_what_an_answer_is_leaving_for_is_not_handed_out(stand: Stand, second: Stand) -> None:
    items = await waiting(stand, 2)
    await stand.reply(items[0])
    plan = await stand.desk.hand_out_plan(HandOut(person_ids=(ROBIN,), count=5))
    assert dealt(plan) == {ROBIN: [items[1].id]}


async def test_how_much_is_free_and_late_or_due_within_the_hour_is_counted(stand: Stand, second: Stand) -> None:
    late = await stand.comes_in(incoming("late", received_at=NOW - timedelta(days=2)))
    await stand.comes_in(incoming("soon", received_at=NOW.replace(hour=9, minute=0) - timedelta(hours=16)))
    await stand.comes_in(incoming("later"))
    assert await stand.desk.free_within(60) == 1
    stand.clock.advance(timedelta(hours=2, minutes=29))
    assert await stand.desk.free_within(60) == 2
    await second.desk.claim(late.id)
    assert await stand.desk.free_within(60) == 1


async def test_only_a_supervisor_hands_out_and_only_to_people_who_are_there(stand: Stand, second: Stand) -> None:
    await waiting(stand, 1)
    with pytest.raises(NotPermitted, match=r"As Customer Hub Advisor you may not hand out items .*Who may: "):
        await second.desk.hand_out(HandOut(person_ids=(ROBIN,), count=1))
    with pytest.raises(NotPossible, match="nobody is ticked"):
        await stand.desk.hand_out_plan(HandOut(person_ids=(), count=1))
    with pytest.raises(NotPossible, match="Nobody called nobody"):
        await stand.desk.hand_out_plan(HandOut(person_ids=("nobody",), count=1))
    await stand.save_person(replace(second.desk.person, absences=(Absence(NOW - timedelta(hours=1)),)))
    with pytest.raises(NotPossible, match="Robin Colleague is away"):
        await stand.desk.hand_out_plan(HandOut(person_ids=(ROBIN,), count=1))


async def test_nothing_is_handed_out_to_whose_role_may_not_answer(stand: Stand, second: Stand) -> None:
    (item,) = await waiting(stand, 1)
    dana = await stand.sign_in("Dana Director", "director-of-housing")
    order = HandOut(person_ids=(ROBIN, dana.person.id), count=1)
    for ask in (stand.desk.hand_out_plan, stand.desk.hand_out):
        with pytest.raises(NotPossible, match=r"Dana Director may not reply \(W\d.*\)\. Leave them out\.$"):
            await ask(order)
    assert (await stand.item(item.id)).claimed_by is None
    assert dana.person.id not in [one.person.id for one in await stand.desk.hand_out_people()]


async def off_shift(stand: Stand) -> str:
    """What is said of Robin."""
    return next(one.off_shift for one in await stand.desk.hand_out_people() if one.person.id == ROBIN)


async def test_who_is_off_by_their_own_week_is_told_apart_and_may_be_given_items_all_the_same(
    stand: Stand, second: Stand
) -> None:
    (item,) = await waiting(stand, 1)
    assert await off_shift(stand) == ""
    await stand.desk.set_week(SetWeek(person_id=ROBIN, works={4: ((720, 780), (900, 960))}))  # Fridays, 12-13 and 15-16
    assert await off_shift(stand) == "off shift until 12:00"
    stand.clock.advance(timedelta(hours=2))
    assert await off_shift(stand) == ""
    stand.clock.advance(timedelta(hours=1))
    assert await off_shift(stand) == "off shift until 15:00"
    await stand.desk.hand_out(HandOut(person_ids=(ROBIN,), count=1))
    assert (await stand.item(item.id)).claimed_by == ROBIN


async def test_while_the_office_is_closed_nobodys_own_week_matters(stand: Stand, second: Stand) -> None:
    await stand.desk.set_week(SetWeek(person_id=ROBIN, works={0: ((540, 720),)}))
    assert await off_shift(stand) == "off shift until Mon 23 Nov at 09:00"
    stand.clock.advance(timedelta(days=1))
    assert await off_shift(stand) == ""


async def test_what_was_given_before_the_store_failed_is_said_and_the_rest_is_left(
    stand: Stand, second: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = await waiting(stand, 4)
    stand.fails_once(monkeypatch, 3, StoreBusy("Another console is writing."))
    handed = await stand.desk.hand_out(HandOut(person_ids=(ROBIN,), count=4))
    assert [count for _, count in handed.given] == [2]
    assert [one.item_id for one in handed.left_out] == [items[2].id, items[3].id]
    assert {one.why_not for one in handed.left_out} == {"Another console is writing."}
    assert [(await stand.item(item.id)).claimed_by for item in items] == [ROBIN, ROBIN, None, None]
    stand.verify()

"""The forecast as a desk gives it: from the store's own arrivals, answers and queue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from console.clock import epoch_ms
from console.desk.foresight_records import Forecast
from console.desk.intake import Intake
from console.desk.records import Record
from console.desk.supervisor_orders import HandOut
from console.model import Absence, ActionKind, Incoming, Person
from tests.desk.stand import NOW, Stand, incoming

MORNING = NOW.replace(hour=9, minute=0)


async def take_in(stand: Stand, arriving: list[Incoming]) -> None:
    intake = Intake(stand.office)
    judged = await intake.judge(arriving)
    async with stand.office.store.transaction() as tx:
        await intake.take_in(tx, judged, "test")


async def days_of_arrivals(stand: Stand, days: int, each: int = 6) -> None:
    """As many a day, from yesterday back, an hour apart from nine on."""
    await take_in(
        stand,
        [
            incoming(f"{back}-{number}", received_at=MORNING - timedelta(days=back) + timedelta(hours=number))
            for back in range(1, days + 1)
            for number in range(each)
        ],
    )


async def names(stand: Stand) -> list[str]:
    return [hand.person for hand in (await stand.desk.forecast()).hands]


async def test_an_empty_store_has_no_history_and_nothing_to_be_late(stand: Stand) -> None:
    said = await stand.desk.forecast()
    assert (said.days_known, said.late_now, said.hands, said.to_come) == (0, 0, (), None)
    assert said.closes_at == datetime(2026, 11, 20, 17, tzinfo=UTC)
    assert said.doubts[0].startswith("Little history")


async def test_weeks_of_arrivals_become_a_band_for_today(stand: Stand) -> None:
    await days_of_arrivals(stand, 28)
    said = await stand.desk.forecast()
    assert said.days_known == 19
    assert said.to_come is not None
    assert 4 <= said.to_come.low <= said.to_come.high <= 6  # at ten, eleven, twelve, one and two


async def test_what_came_this_morning_changes_what_is_to_come(stand: Stand) -> None:
    await days_of_arrivals(stand, 28)
    calm = await stand.desk.forecast()
    await take_in(stand, [incoming(f"storm-{n}", received_at=MORNING + timedelta(minutes=n)) for n in range(60)])
    storm = await stand.desk.forecast()
    assert calm.to_come is not None
    assert storm.to_come is not None
    assert storm.to_come.middle > 2 * calm.to_come.middle


async def test_the_queue_is_what_waits_for_an_answer(stand: Stand) -> None:
    late = await stand.comes_in(incoming("late", received_at=NOW - timedelta(days=2)))
    await stand.comes_in(incoming("today", received_at=MORNING))  # due at one
    await stand.comes_in(incoming("monday", received_at=MORNING + timedelta(minutes=61)))  # due at 14:01
    await stand.comes_in(incoming("later", received_at=MORNING.replace(hour=18) - timedelta(days=1)))
    said = await stand.desk.forecast()
    assert (said.late_now, said.due_by_closing) == (1, 3)
    await stand.reply(late)
    assert (await stand.desk.forecast()).late_now == 0


async def test_what_is_due_after_closing_time_is_not_todays(stand: Stand) -> None:
    stand.clock.advance(timedelta(hours=5))
    await stand.comes_in(incoming("monday", received_at=NOW + timedelta(hours=4)))
    assert (await stand.desk.forecast()).due_by_closing == 0


async def test_who_answered_or_holds_an_item_lately_is_on(stand: Stand) -> None:
    item, other = await stand.comes_in(incoming("c1")), await stand.comes_in(incoming("c2"))
    holder = await stand.sign_in("Robin Practice", "customer-hub-advisor")
    assert await names(stand) == []
    await stand.reply(item)
    await holder.claim(other.id)
    assert await names(stand) == sorted([stand.desk.person.id, holder.person.id])
    stand.clock.advance(timedelta(minutes=31))
    assert await names(stand) == []


async def test_whom_something_was_given_to_is_on_once_they_take_it(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1"))
    robin = await stand.sign_in("Robin Practice", "customer-hub-advisor")
    await stand.desk.hand_out(HandOut(person_ids=(robin.person.id,), count=1))
    assert await names(stand) == [], "they may be at lunch"
    await robin.claim(item.id)
    assert await names(stand) == [robin.person.id]


async def test_who_was_on_at_closing_time_is_taken_to_be_on_at_opening(stand: Stand) -> None:
    item = await stand.comes_in()
    stand.clock.at = NOW.replace(hour=16, minute=50)
    await stand.reply(item)
    stand.clock.at = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)  # Monday: 25 working minutes later
    assert await names(stand) == [stand.desk.person.id]
    stand.clock.advance(timedelta(minutes=10))
    assert await names(stand) == []


async def test_who_is_noted_absent_is_not_on(stand: Stand) -> None:
    await stand.reply(await stand.comes_in())
    me = stand.desk.person
    await stand.save_person(Person(me.id, me.name, me.role, absences=(Absence(NOW - timedelta(days=1)),)))
    assert await names(stand) == []


@pytest.mark.parametrize(
    "kind", [ActionKind.ACKNOWLEDGE, ActionKind.ASSIGN, ActionKind.SET_FREE, ActionKind.REROUTE, ActionKind.SEND_BACK]
)
async def test_who_only_supervises_is_no_hand(stand: Stand, kind: ActionKind) -> None:
    item = await stand.comes_in()
    async with stand.office.store.transaction() as tx:
        await tx.add_action(item.id, kind, "boss", NOW)
        await tx.record(Record(NOW, "test", "acknowledged"))
    await stand.save_person(Person("boss", "Boss", stand.desk.person.role))
    assert await names(stand) == []


async def test_a_pace_of_few_hours_is_doubted(stand: Stand) -> None:
    await stand.reply(await stand.comes_in())
    stand.clock.advance(timedelta(minutes=1))
    assert "Little pace known: 1 of 8 hours." in (await stand.desk.forecast()).doubts


async def test_pace_is_learned_from_answers_that_stand(stand: Stand) -> None:
    stand.clock.at = NOW - timedelta(days=1)
    sent = []
    for number in range(4):
        item = await stand.comes_in(incoming(f"c{number}", received_at=stand.clock.at))
        sent.append(await stand.reply(item, f"Thank you {number}: https://www.gov.uk/housing"))
    await stand.desk.undo_last(sent[0].item_id)
    stand.clock.at = NOW
    await stand.reply(await stand.comes_in(incoming("today")))
    (hand,) = (await stand.desk.forecast()).hands
    assert hand.answers_an_hour == 3  # an hour that is not over says nothing yet


async def test_the_past_is_read_once_a_day(stand: Stand) -> None:
    await days_of_arrivals(stand, 28)
    first = await stand.desk.forecast()
    await take_in(stand, [incoming("old", received_at=NOW - timedelta(days=60))])
    assert (await stand.desk.forecast()).days_known == first.days_known
    stand.clock.at = datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert (await stand.desk.forecast()).days_known > first.days_known + 1


async def test_hands_that_join_are_played_with(stand: Stand) -> None:
    await take_in(
        stand, [incoming(f"c{n}", received_at=MORNING - timedelta(days=1, hours=-4, minutes=-n)) for n in range(20)]
    )
    alone: Forecast = await stand.desk.forecast()
    joined = await stand.desk.forecast(2)
    assert alone.as_it_is is not None
    assert joined.as_it_is is not None
    assert (alone.as_it_is.hands, joined.as_it_is.hands) == (0, 2)


async def test_an_hour_of_the_store_is_an_hour_of_the_epoch(stand: Stand) -> None:
    await stand.comes_in(incoming("c1", received_at=NOW))
    (found,) = await stand.office.store.arrived_by_hour(NOW - timedelta(hours=3), NOW + timedelta(seconds=1))
    assert found == (epoch_ms(NOW) // 3_600_000, 1)
    assert await stand.office.store.arrived_by_hour(NOW - timedelta(hours=3), NOW) == []

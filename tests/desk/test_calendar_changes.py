"""A changed calendar: what would move is shown first, moves when somebody says so, and is written down."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace
from stand import NOW, Stand, incoming, pack

from console.desk.calendars import Calendars, remember_calendar
from console.desk.desk import Desk
from console.desk.intake import Intake
from console.desk.orders import ClockMove, Close, Escalate, LogComplaint, MoveToPrivate
from console.desk.records import NewClock, Record
from console.model import ClockKind, Item
from console.rules.policy_time import ClosureDates
from console.rules.worktime import Closure, WorkCalendar

CLOSED = Closure(NOW.replace(hour=12, minute=0), NOW.replace(hour=17, minute=0), "Burst main in the office")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=NOW.tzinfo)
LATE = NOW.replace(hour=11, minute=30)


def changed(stand: Stand) -> Desk:
    """The same desk, opened with a policy that closes this afternoon."""
    policy = pack("westward")
    hours = policy.hours()
    holidays: dict[date, str] = {}
    calendar = WorkCalendar("Europe/London", hours, holidays, [CLOSED], date(2025, 1, 1), date(2028, 12, 31))
    closure = ClosureDates(start=CLOSED.start, end=CLOSED.end, reason=CLOSED.reason)
    closed = replace(policy, core=replace(policy.core, closure=[closure]))
    return Desk(replace(stand.office, calendars=Calendars(closed, calendar), policy=closed), stand.desk.person)


async def waiting(stand: Stand) -> Item:
    stand.clock.at = LATE
    return await stand.comes_in(incoming("c1", received_at=LATE))


async def moves(desk: Desk) -> tuple[ClockMove, ...]:
    """What the calendar that the desk was opened with would move."""
    change = await desk.calendar_change()
    return () if change is None else change.moves


async def test_nothing_moves_while_the_calendar_is_the_same(stand: Stand) -> None:
    await waiting(stand)
    assert await moves(stand.desk) == ()


async def test_what_would_move_is_shown_first(stand: Stand) -> None:
    item = await waiting(stand)
    before = await stand.clock_of(item)
    (move,) = await moves(changed(stand))
    assert (move.item_id, move.label, move.old_due_at) == (item.id, "Answer", before.due_at)
    assert move.old_due_at == NOW.replace(hour=15, minute=30)
    assert move.new_due_at == datetime(2026, 11, 23, 12, 30, tzinfo=NOW.tzinfo)
    assert await stand.clock_of(item) == before


async def test_applying_moves_the_deadlines_and_writes_it_down(stand: Stand) -> None:
    item = await waiting(stand)
    desk = changed(stand)
    (move,) = await moves(desk)
    assert await desk.apply_calendar() == 1
    after = await stand.item(item.id)
    assert (await stand.clock_of(item)).due_at == after.next_due_at == move.new_due_at
    assert await moves(desk) == ()
    entry = (await stand.office.store.audit_entries())[-1]
    assert (entry.event, entry.person) == ("calendar.changed", "alex-practice")
    assert len(entry.details["moved"]) == 1  # type: ignore[arg-type]
    stand.verify()


async def test_an_item_of_years_ago_keeps_nobody_from_moving_theirs(stand: Stand) -> None:
    old = await stand.comes_in(incoming("old", received_at=NOW.replace(year=2024, month=12, day=31)))
    async with stand.office.store.transaction() as tx:
        for clock in await tx.clocks(old.id):
            await tx.stop_clock(clock.id, NOW, 0, "counted anew")
        await tx.start_clock(
            old.id,
            NewClock(ClockKind.ANSWER, "Answer", old.received_at, old.received_at + timedelta(hours=4), "W3.6", False),
        )
        await tx.record(Record(NOW, "a test", "test", old.id))
    item = await waiting(stand)
    assert item.id in [move.item_id for move in await moves(changed(stand))]


async def test_what_was_received_years_ago_has_its_receipt_its_case_and_its_elapsed_time(stand: Stand) -> None:
    received = NOW.replace(year=2024, month=12, day=30)
    old = await stand.comes_in(incoming("old", received_at=received))
    clock = replace(await stand.clock_of(old), started_at=received, due_at=received + timedelta(days=2))
    ledger = stand.desk.ledger(clock)
    assert {"New Year's Day"} <= {line.closed for line in ledger if line.closed}
    assert stand.office.elapsed_minutes(received, received + timedelta(days=1)) == 8 * 60
    await stand.desk.log_complaint(LogComplaint(**await stand.at(old), is_complaint=True, category="Repairs"))
    stages = [clock for clock in await stand.office.store.clocks(old.id) if clock.kind is ClockKind.CASE_STAGE]
    assert [clock.due_at.year for clock in stages] == [2025]


async def test_a_stopped_clock_never_moves(stand: Stand) -> None:
    item = await waiting(stand)
    await stand.desk.close(Close(**await stand.at(item), reason="Not for us"))
    assert await moves(changed(stand)) == ()


async def test_every_sort_of_commitment_moves_and_a_platforms_window_does_not(stand: Stand) -> None:
    item = await waiting(stand)
    text = "We will ring you within half a working day."
    await stand.desk.log_complaint(LogComplaint(**await stand.at(item), is_complaint=True, category="Repairs"))
    await stand.desk.log_complaint(LogComplaint(**await stand.at(item), is_complaint=False, category="Repairs"))
    await stand.desk.escalate(Escalate(**await stand.at(item), reason="A reporter asks"))
    await stand.desk.move_to_private(
        MoveToPrivate(**await stand.at(item), private_text=text, public_text="", timescale_id="half-day")
    )
    moved = {move.label for move in await moves(changed(stand))}
    running = [clock for clock in await stand.office.store.clocks(item.id) if clock.kind is not ClockKind.WINDOW]
    assert moved == {clock.label for clock in running}
    assert len(moved) == 5


async def test_a_calendar_that_moves_nothing_is_remembered_by_itself(stand: Stand) -> None:
    desk = changed(stand)
    assert await moves(desk) == ()
    assert await stand.office.store.setting("calendar") == desk.office.calendar.fingerprint


# -- what was judged before --------------------------------------------------------------------------------------------


async def answered(stand: Stand, name: str, received: datetime, at: datetime) -> Item:
    """An item that was closed in that moment, and so answered in time or late."""
    stand.clock.at = at
    item = await stand.comes_in(incoming(name, received_at=received))
    await stand.desk.close(Close(**await stand.at(item), reason="a joke"))
    return item


async def a_day_of_answers(stand: Stand) -> dict[str, Item]:
    """Two that the afternoon's closing would have judged otherwise, and two that it would not; the next Monday."""
    ten = NOW.replace(hour=10, minute=0)
    return {
        "late": await answered(stand, "late", ten, NOW.replace(hour=14, minute=30)),  # due at 14:00, then on Monday
        "in time": await answered(stand, "in time", ten, NOW.replace(hour=13)),
        "very late": await answered(stand, "very late", ten, MONDAY + timedelta(hours=4)),
        "early": await answered(stand, "early", ten - timedelta(hours=1), ten),
    }


async def test_past_answers_that_would_have_been_judged_otherwise_are_counted_and_stay(stand: Stand) -> None:
    items = await a_day_of_answers(stand)
    before = {name: await stand.clock_of(item) for name, item in items.items()}
    desk = changed(stand)
    change = await desk.calendar_change()
    assert change is not None
    assert (change.moves, change.looked_at, change.late_now, change.in_time_now) == ((), 4, 0, 1)
    (past,) = change.past
    assert (past.item_id, past.old_due_at, past.would_be_late) == (
        items["late"].id,
        NOW.replace(hour=14, minute=0),
        False,
    )
    assert past.new_due_at == MONDAY + timedelta(hours=2)
    assert await desk.apply_calendar() == 0
    assert {name: await stand.clock_of(item) for name, item in items.items()} == before
    assert await desk.calendar_change() is None


async def test_a_calendar_that_opens_longer_finds_answers_that_would_have_been_late(stand: Stand) -> None:
    closed = changed(stand)
    await remember_calendar(closed.office)
    desk = Desk(closed.office, stand.desk.person)
    stand.clock.at = NOW.replace(hour=10, minute=0)
    arrived = incoming("c1", received_at=stand.clock.at)
    async with stand.office.store.transaction() as tx:
        intake = Intake(desk.office)
        await intake.take_in(tx, intake.judge_at_once([arrived]), "test")
    item = await stand.found("c1")
    stand.clock.at = MONDAY  # due at 11:00 on Monday, because the office was shut; open, it was 14:00 on Friday
    await desk.close(Close(**await stand.at(item), reason="a joke"))
    change = await stand.desk.calendar_change()
    assert change is not None
    assert (change.late_now, change.in_time_now) == (1, 0)


async def test_the_record_keeps_both_ends_and_both_calendars(stand: Stand) -> None:
    items = await a_day_of_answers(stand)
    stand.clock.at = LATE
    open_item = await stand.comes_in(incoming("open", received_at=LATE))
    stand.clock.at = MONDAY
    old = stand.office.calendar.fingerprint
    desk = changed(stand)
    await desk.apply_calendar()
    changed_entry, otherwise = (await stand.office.store.audit_entries())[-2:]
    assert (changed_entry.event, otherwise.event) == ("calendar.changed", "calendar.otherwise")
    assert (changed_entry.details["before"], changed_entry.details["calendar"]) == (
        old,
        desk.office.calendar.fingerprint,
    )
    assert changed_entry.details["past"] == {
        "since": int((MONDAY - timedelta(days=92)).timestamp()) * 1000, "looked_at": 4, "late_now": 0, "in_time_now": 1,
    }  # fmt: skip
    late = await stand.clock_of(items["late"])
    ends = [NOW.replace(hour=14, minute=0), MONDAY + timedelta(hours=2)]
    assert otherwise.details["clocks"] == [[late.id, *(int(end.timestamp()) * 1000 for end in ends)]]
    assert [row[0] for row in changed_entry.details["moved"]] == [(await stand.clock_of(open_item)).id]  # type: ignore[attr-defined]
    stand.verify()


async def test_answers_of_more_than_a_quarter_ago_are_not_looked_at(stand: Stand) -> None:
    await a_day_of_answers(stand)
    stand.clock.at = NOW + timedelta(days=92, hours=12)
    desk = changed(stand)
    assert await desk.calendar_change() is None  # the one that would be judged otherwise is older
    assert await stand.office.store.setting("calendar") == desk.office.calendar.fingerprint


@pytest.mark.parametrize("minutes", [0, 59, 60])
async def test_due_soon_counts_working_time(stand: Stand, minutes: int) -> None:
    now = NOW.replace(hour=16) + timedelta(minutes=minutes)
    soon = stand.office.due_soon(now)
    assert stand.office.elapsed_minutes(now, soon) == 60

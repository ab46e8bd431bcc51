"""Closures that a supervisor declares: shown first, in force at once on every console, and ended again."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace
from stand import NOW, OpenStand, Stand, incoming, pack

from console.bootstrap import Opening, opened_office
from console.clock import VirtualClock
from console.desk import background
from console.desk.following_calendar import follow_calendar, keep_to_calendar, move_stragglers
from console.desk.moving_clocks import moves_under
from console.desk.office import Office
from console.desk.orders import LogComplaint
from console.desk.supervisor_orders import EndClosure, OpenClosure
from console.errors import CalendarExhausted, NotPermitted, NotPossible, Stale
from console.model import ClockKind, Item
from console.rules.worktime import WorkCalendar

TWO, FIVE = NOW.replace(hour=14, minute=0), NOW.replace(hour=17, minute=0)
STORM = OpenClosure(start=TWO, end=FIVE, reason="Storm Babet")
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


async def waiting(stand: Stand) -> Item:
    """Received at 11:30 on a Friday, so due at 15:30: an hour and a half of which the storm takes."""
    stand.clock.at = NOW.replace(hour=11, minute=30)
    return await stand.comes_in(incoming("c1", received_at=stand.clock.at))


async def due_at(stand: Stand, item: Item) -> datetime:
    return (await stand.clock_of(item)).due_at


async def test_what_a_closure_would_move_is_shown_and_nothing_is_done(stand: Stand) -> None:
    item = await waiting(stand)
    shown = await stand.desk.preview_closure(STORM)
    (move,) = shown.moves
    assert (move.item_id, move.old_due_at) == (item.id, NOW.replace(hour=15, minute=30))
    assert move.new_due_at == MONDAY.replace(hour=10, minute=30)
    assert (await due_at(stand, item), await stand.desk.closures()) == (move.old_due_at, [])
    assert stand.office.calendar.is_open(TWO)


async def test_a_closure_is_in_force_at_once_and_the_audit_keeps_both_calendars(stand: Stand) -> None:
    item, before = await waiting(stand), stand.office.calendar.fingerprint
    done = await stand.desk.open_closure(STORM)
    assert done.said == "Closed from 14:00 until 17:00. 1 deadline moved."
    assert await due_at(stand, item) == MONDAY.replace(hour=10, minute=30)
    assert (await stand.item(item.id)).next_due_at == MONDAY.replace(hour=10, minute=30)
    assert not stand.office.calendar.is_open(TWO)
    assert stand.office.calendar.closed_because(TWO) == "Storm Babet"
    entry = (await stand.office.store.audit_entries())[-1]
    assert (entry.event, entry.person) == ("closure.opened", "alex-practice")
    assert (entry.details["calendar_before"], entry.details["calendar"]) == (before, stand.office.calendar.fingerprint)
    assert len(entry.details["moved"]) == 1  # type: ignore[arg-type]
    assert "Babet" not in str(entry.details)
    assert await stand.desk.calendar_change() is None, "nobody is asked about it again"
    later = await stand.comes_in(incoming("c2", received_at=stand.clock.at))
    assert await due_at(stand, later) == MONDAY.replace(hour=10, minute=30)
    stand.verify()


async def test_an_end_on_another_day_is_said_with_the_day_and_its_year(stand: Stand) -> None:
    stand.clock.at = TWO
    done = await stand.desk.open_closure(OpenClosure(start=TWO, end=MONDAY.replace(hour=9), reason="Storm Babet"))
    assert done.said == "Closed from now until Mon 23 Nov at 09:00. No deadline moved."
    start, end = datetime(2026, 12, 20, tzinfo=UTC), datetime(2027, 1, 5, tzinfo=UTC)
    done = await stand.desk.open_closure(OpenClosure(start=start, end=end, reason="Refit"))
    assert done.said == "Closed from Sun 20 Dec at 00:00 until Tue 5 Jan 2027 at 00:00. No deadline moved."
    later = OpenClosure(start=MONDAY.replace(hour=14), end=MONDAY.replace(hour=15), reason="Storm Babet")
    done = await stand.desk.open_closure(later)
    assert done.said == "Closed from Mon 23 Nov at 14:00 until Mon 23 Nov at 15:00. No deadline moved."


async def test_another_console_takes_it_over_and_moves_what_it_counted_the_old_way(stand: Stand, second: Stand) -> None:
    await waiting(stand)
    await stand.desk.open_closure(STORM)
    straggler = await second.comes_in(incoming("c2", received_at=stand.clock.at))
    assert await due_at(second, straggler) == NOW.replace(hour=15, minute=30)
    assert await follow_calendar(second.office)
    await move_stragglers(second.office)
    assert second.office.calendar.fingerprint == stand.office.calendar.fingerprint
    assert await due_at(second, straggler) == MONDAY.replace(hour=10, minute=30)
    assert (await second.events())[-1] == "calendar.followed"
    assert not await follow_calendar(second.office), "it knows"
    assert not await follow_calendar(stand.office), "who declared it knows"
    stand.verify()


async def test_what_was_on_its_way_in_when_a_closure_was_declared_here_is_moved_too(
    stand: Stand, second: Stand
) -> None:
    stand.clock.at = NOW.replace(hour=11, minute=30)
    await stand.desk.open_closure(STORM)
    straggler = await second.comes_in(incoming("c2", received_at=stand.clock.at))  # judged by the calendar of before
    assert await due_at(stand, straggler) == NOW.replace(hour=15, minute=30)
    await keep_to_calendar(stand.office)
    assert await due_at(stand, straggler) == MONDAY.replace(hour=10, minute=30)


async def test_what_a_screen_has_taken_over_already_still_moves_what_was_counted_the_old_way(
    stand: Stand, second: Stand
) -> None:
    stand.clock.at = NOW.replace(hour=11, minute=30)
    await stand.desk.open_closure(STORM)
    straggler = await second.comes_in(incoming("c2", received_at=stand.clock.at))
    await second.desk.follow_calendar()
    await keep_to_calendar(second.office)
    assert await due_at(second, straggler) == MONDAY.replace(hour=10, minute=30)


async def test_a_console_looks_for_what_was_counted_the_old_way_once_after_it_has_taken_a_closure_over(
    stand: Stand, second: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Office] = []

    async def look(office: Office) -> None:
        looked.append(office)
        await move_stragglers(office)

    monkeypatch.setattr("console.desk.following_calendar.move_stragglers", look)
    await keep_to_calendar(second.office)
    await stand.desk.open_closure(STORM)
    for _ in range(4):
        await keep_to_calendar(second.office)
    assert looked == [second.office]
    assert (await stand.events())[-1] == "closure.opened", "nothing was to be moved, so nothing is written down"


async def test_following_waits_no_longer_than_half_a_minute(
    stand: Stand, second: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert background.CALENDAR_S <= 30
    monkeypatch.setattr(background, "CALENDAR_S", 0.01)
    work = asyncio.create_task(background.work(second.office, second.desk.person, print))
    await stand.desk.open_closure(STORM)
    for _ in range(500):
        if not second.office.calendar.is_open(TWO):
            break
        await asyncio.sleep(0.01)
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work
    assert not second.office.calendar.is_open(TWO)


async def test_what_a_changed_pack_would_move_waits_for_its_own_agreement(stand: Stand, second: Stand) -> None:
    item = await waiting(stand)
    await stand.desk.open_closure(STORM)
    async with stand.office.store.transaction() as tx:
        await tx.save_setting("calendar", "another pack's")
        for clock in await tx.clocks(item.id):
            await tx.move_clock(clock.id, FIVE)
        await tx.record(background.Record(NOW, "a test", "test"))
    await follow_calendar(second.office)
    await move_stragglers(second.office)
    assert await due_at(stand, item) == FIVE


async def test_a_console_that_opens_later_counts_with_it(stand: Stand, second: Stand) -> None:
    await stand.desk.open_closure(STORM)
    opening = Opening(policy="westward", name="Kim", role=None, store=stand.path, folder=stand.path.parent)
    async with opened_office(opening, stand.clock) as office:
        assert not office.calendar.is_open(TWO)
        assert office.calendars.declared == stand.office.calendars.declared
        assert not await follow_calendar(office)


async def test_a_closure_that_is_ended_gives_the_time_back(stand: Stand) -> None:
    item = await waiting(stand)
    done = await stand.desk.open_closure(STORM)
    stand.clock.at = TWO.replace(hour=15)
    ended = await stand.desk.end_closure(EndClosure(closure_id=done.closure_id))
    assert ended.said == "Open again. 1 deadline moved."
    assert await due_at(stand, item) == NOW.replace(hour=16, minute=30), "the hour that was closed does not count"
    assert stand.office.calendar.is_open(stand.clock.at)
    assert await stand.desk.closures() == []
    with pytest.raises(NotPossible, match="over already"):
        await stand.desk.end_closure(EndClosure(closure_id=done.closure_id))
    stand.verify()


async def test_a_closure_that_was_a_mistake_is_taken_back_whole(stand: Stand) -> None:
    item = await waiting(stand)
    before, done = stand.office.calendar.fingerprint, await stand.desk.open_closure(STORM)
    stand.clock.at = TWO.replace(hour=15)
    order = EndClosure(closure_id=done.closure_id, at=TWO)
    assert [move.new_due_at.hour for move in (await stand.desk.preview_closure(order)).moves] == [15]
    ended = await stand.desk.end_closure(order)
    assert ended.said == "That closure is taken back. 1 deadline moved."
    assert await due_at(stand, item) == NOW.replace(hour=15, minute=30)
    assert stand.office.calendar.fingerprint == before


async def test_under_another_calendar_than_was_shown_nothing_changes(stand: Stand, second: Stand) -> None:
    item = await waiting(stand)
    second.desk = await second.sign_in("Bo Leader", "customer-hub-team-leader")
    shown = await stand.desk.preview_closure(STORM)
    other = OpenClosure(start=TWO - timedelta(hours=1), end=TWO, reason="Alarm")
    await second.desk.open_closure(other)
    order = OpenClosure(start=STORM.start, end=STORM.end, reason=STORM.reason, seen=shown.seen)
    with pytest.raises(Stale, match="changed meanwhile"):
        await stand.desk.open_closure(order)
    assert [one.reason for one in await stand.desk.closures()] == ["Alarm"]
    done = await stand.desk.open_closure(STORM)
    assert done.moved == 1
    assert await due_at(stand, item) == MONDAY.replace(hour=11, minute=30)
    assert [one.reason for one in stand.office.calendars.declared] == ["Alarm", "Storm Babet"]


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (OpenClosure(start=FIVE, end=TWO, reason="x"), "after the beginning"),
        (OpenClosure(start=NOW - timedelta(days=2), end=NOW - timedelta(days=1), reason="x"), "after now"),
        (OpenClosure(start=TWO, end=FIVE, reason=" "), "why"),
        (OpenClosure(start=TWO, end=FIVE.replace(year=2036), reason="x"), "look at the year"),
        (OpenClosure(start=TWO, end=FIVE.replace(year=2027), reason="x"), "longer than 31 days"),
        (
            OpenClosure(
                start=datetime(2028, 12, 10, tzinfo=UTC), end=FIVE.replace(year=2028, month=12, day=30), reason="x"
            ),
            "So little working time",
        ),
        (EndClosure(closure_id=7), "no declared closure 7"),
    ],
)
async def test_what_cannot_be_says_why(stand: Stand, order: OpenClosure | EndClosure, said: str) -> None:
    await waiting(stand)
    doing = stand.desk.open_closure if isinstance(order, OpenClosure) else stand.desk.end_closure
    for act in (stand.desk.preview_closure, doing):
        with pytest.raises(NotPossible, match=said):
            await act(order)  # type: ignore[operator]
    assert await stand.desk.closures() == []


async def test_only_a_supervisor_declares_and_ends_closures_and_notes_notices(stand: Stand, second: Stand) -> None:
    with pytest.raises(NotPermitted, match="you may not open or end a closure"):
        await second.desk.open_closure(STORM)
    done = await stand.desk.open_closure(STORM)
    with pytest.raises(NotPermitted):
        await second.desk.end_closure(EndClosure(closure_id=done.closure_id))
    found = await second.desk.next_closure()
    assert found is not None
    with pytest.raises(NotPermitted, match="notice is posted"):
        await second.desk.note_notice_posted(found)


async def test_the_next_closure_is_told_with_whether_its_notice_is_posted(stand: Stand) -> None:
    found = await stand.desk.next_closure()
    assert found is not None
    assert (found.start, found.end) == (NOW.replace(month=12, day=24, hour=17, minute=0), NOW.replace(
        month=12, day=29, hour=9, minute=0
    ))  # fmt: skip
    assert found.reason.startswith("Christmas Day")
    assert not found.is_notice_posted
    assert "Noted" in await stand.desk.note_notice_posted(found)
    again = await stand.desk.next_closure()
    assert again is not None
    assert again.is_notice_posted
    assert (await stand.events())[-1] == "closure.notice"
    await stand.desk.note_notice_posted(again)
    assert (await stand.events()).count("closure.notice") == 1
    stand.verify()


async def test_a_notice_is_for_the_closure_that_was_posted_and_for_no_other(stand: Stand) -> None:
    found = await stand.desk.next_closure()
    assert found is not None
    await stand.desk.note_notice_posted(found)
    longer = OpenClosure(start=found.end, end=found.end + timedelta(hours=8), reason="Moving offices")
    await stand.desk.open_closure(longer)
    changed = await stand.desk.next_closure()
    assert changed is not None
    assert not changed.is_notice_posted
    with pytest.raises(Stale, match="another one by now"):
        await stand.desk.note_notice_posted(found)


async def test_what_was_received_years_ago_counts_with_it_too(open_another: OpenStand, stand: Stand) -> None:
    await stand.desk.open_closure(STORM)
    assert stand.office.elapsed_minutes(NOW.replace(year=2023), FIVE) == stand.office.calendar_since(
        NOW.replace(year=2023)
    ).working_minutes(NOW.replace(year=2023), TWO)


async def in_turn(stand: Stand, orders: list[OpenClosure]) -> None:
    for order in orders:
        await stand.desk.open_closure(order)


async def test_no_row_of_closures_takes_all_the_working_time_that_is_left(stand: Stand) -> None:
    """Thirty days at a time, each after the one before, until the calendar ends."""
    starts = [NOW + timedelta(days=30 * month) for month in range(25)]
    orders = [OpenClosure(start=start, end=start + timedelta(days=30), reason="Flood") for start in starts]
    for order in orders[:20]:
        await stand.desk.open_closure(order)
    with pytest.raises(NotPossible, match="So little working time"):
        await in_turn(stand, orders[20:])
    office, (*_, last) = stand.office, await stand.desk.closures()
    for stage in office.policy.core.complaints.stage:
        assert office.calendar.due(last.end, stage.allowance())
    item = await stand.comes_in()
    assert (await due_at(stand, item)) > last.end
    assert await stand.desk.counts()


async def test_a_whole_month_can_be_declared_also_where_the_clocks_change(stand: Stand) -> None:
    october = [datetime(2027, month, 1, tzinfo=stand.office.calendar.zone) for month in (10, 11)]
    done = await stand.desk.open_closure(OpenClosure(start=october[0], end=october[1], reason="Moving offices"))
    assert done.said == "Closed from Fri 1 Oct 2027 at 00:00 until Mon 1 Nov 2027 at 00:00. No deadline moved."


async def test_a_console_that_is_open_over_new_year_follows_one_that_was_opened_after_it(
    open_another: OpenStand,
) -> None:
    """Each counts with a calendar of its own years, so with a fingerprint of its own."""
    stand = await open_another(calendar=pack("westward").calendar(date(2025, 1, 1), date(2028, 12, 31)))
    later = await open_another(
        console="console-2", world=stand.world, clock=stand.clock,
        calendar=pack("westward").calendar(date(2026, 1, 1), date(2029, 12, 31)),
    )  # fmt: skip
    await later.desk.open_closure(STORM)
    straggler = await stand.comes_in(incoming("c2", received_at=NOW.replace(hour=10, minute=30)))
    assert await due_at(stand, straggler) == NOW.replace(hour=14, minute=30)
    assert await follow_calendar(stand.office)
    await move_stragglers(stand.office)
    assert await due_at(stand, straggler) == MONDAY.replace(hour=9, minute=30)
    alarm = OpenClosure(start=NOW.replace(hour=12), end=NOW.replace(hour=13), reason="Alarm")
    await stand.desk.open_closure(alarm)
    straggler = await later.comes_in(incoming("c3", received_at=NOW.replace(hour=10, minute=30)))
    assert await follow_calendar(later.office)
    await move_stragglers(later.office)
    assert await due_at(later, straggler) == MONDAY.replace(hour=10, minute=30)


async def test_another_years_calendar_of_another_pack_moves_nothing(open_another: OpenStand) -> None:
    stand = await open_another(calendar=pack("westward").calendar(date(2025, 1, 1), date(2028, 12, 31)))
    item = await waiting(stand)
    other = WorkCalendar("Europe/London", {0: ((540, 600),)}, {}, [], date(2026, 1, 1), date(2029, 12, 31))
    async with stand.office.store.transaction() as tx:
        await tx.save_setting("calendar", other.fingerprint)
        (clock, *_) = await tx.clocks(item.id)
        await tx.move_clock(clock.id, FIVE)
        await tx.record(background.Record(NOW, "a test", "test"))
    await move_stragglers(stand.office)
    assert await due_at(stand, item) == FIVE


async def test_what_a_console_of_last_year_cannot_count_it_leaves_to_another(open_another: OpenStand) -> None:
    """It goes on fetching and sending: what reaches beyond its calendar ends nothing."""
    stand = await open_another(calendar=pack("westward").calendar(date(2026, 1, 1), date(2027, 12, 31)))
    last_year = await open_another(
        console="console-2", world=stand.world, clock=stand.clock,
        calendar=pack("westward").calendar(date(2025, 1, 1), date(2026, 11, 20)),
    )  # fmt: skip
    stand.clock.at = NOW.replace(hour=16, minute=0)
    item = await stand.comes_in(incoming("c1", received_at=stand.clock.at))
    assert await due_at(stand, item) == MONDAY.replace(hour=12)
    with pytest.raises(CalendarExhausted):
        await moves_under(last_year.office)
    await move_stragglers(last_year.office)
    assert await due_at(stand, item) == MONDAY.replace(hour=12)


class Ticking(VirtualClock):
    """A clock that goes on while it is read, as every real one does."""

    def now(self) -> datetime:
        self.at += timedelta(microseconds=3_100)
        return self.at


async def test_a_closure_that_ends_now_ends_at_one_moment_for_every_console(open_another: OpenStand) -> None:
    stand = await open_another(clock=Ticking(NOW.replace(hour=14, minute=30)))
    opened = await stand.desk.open_closure(STORM)
    await stand.desk.end_closure(EndClosure(closure_id=opened.closure_id))
    (kept,) = await stand.office.store.closures()
    (counted,) = stand.office.calendars.declared
    assert kept.end == counted.end
    assert not await follow_calendar(stand.office), "the store says what this console counts with"


async def test_a_clock_whose_rule_the_pack_has_no_more_is_left_as_it_is(stand: Stand) -> None:
    """Counted by another rule that looks like it, somebody's deadline would move by weeks."""
    item = await waiting(stand)
    await stand.desk.log_complaint(LogComplaint(**await stand.at(item), is_complaint=True, category="Repairs"))
    clock = await stand.clock_of(item, ClockKind.CASE_STAGE)
    with closing(sqlite3.connect(stand.path)) as bare, bare:
        bare.execute("update clocks set label = 'A stage of last year' where id = ?", (clock.id,))
    shown = await stand.desk.preview_closure(STORM)
    assert [move.label for move in shown.moves] == ["Answer"], "the complaint itself is no item to be answered"
    await stand.desk.open_closure(STORM)
    assert (await stand.clock_of(item, ClockKind.CASE_STAGE)).due_at == clock.due_at


async def test_the_number_of_a_closure_that_was_taken_back_is_never_given_again(stand: Stand) -> None:
    """Whoever still has the older one before them would end the newer."""
    first = await stand.desk.open_closure(STORM)
    await stand.desk.end_closure(EndClosure(closure_id=first.closure_id, at=STORM.start))
    second = await stand.desk.open_closure(replace(STORM, reason="Flood"))
    assert second.closure_id != first.closure_id
    with pytest.raises(NotPossible, match="no declared closure"):
        await stand.desk.end_closure(EndClosure(closure_id=first.closure_id))


async def test_where_the_deadlines_stand_by_another_packs_calendar_no_closure_moves_them(stand: Stand) -> None:
    item = await waiting(stand)
    before = await due_at(stand, item)
    async with stand.office.store.transaction() as tx:
        await tx.save_setting("calendar", "another pack's")
        await tx.record(background.Record(NOW, "a test", "test"))
    for ask in (stand.desk.preview_closure, stand.desk.open_closure):
        with pytest.raises(NotPossible, match="stand by another working calendar"):
            await ask(STORM)
    assert (await due_at(stand, item), await stand.desk.closures()) == (before, [])

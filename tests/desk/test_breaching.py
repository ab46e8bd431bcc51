"""Warnings and misses: each clock once, by working time, whoever looks, whatever happens to the item meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from stand import NOW, UNDO, OpenStand, Stand, incoming, message, pack

from console.desk.background import shut_windows
from console.desk.breaching import Watch
from console.desk.calendars import Calendars, remember_calendar
from console.desk.desk import Desk
from console.desk.intake import Intake
from console.desk.orders import Close, Escalate, Fulfil, GiveCause, MoveToPrivate, Reopen
from console.desk.overseeing import Oversight
from console.desk.periods import Period
from console.desk.supervision import NowFigure
from console.desk.supervisor_orders import OpenClosure
from console.errors import NotPossible, StoreBusy
from console.model import Breach, Cause, ClockKind, Item
from console.rules.worktime import Closure, WorkCalendar
from console.store.audit_chain import verify_audit

JUST = timedelta(milliseconds=1)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LUNCH = dict.fromkeys(range(5), ((9 * 60, 12 * 60), (13 * 60, 17 * 60)))


def calendar(hours: dict[int, tuple[tuple[int, int], ...]] | None = None, *closures: Closure) -> WorkCalendar:
    usual = hours or pack("westward").hours()
    return WorkCalendar("Europe/London", usual, {}, closures, date(2025, 1, 1), date(2028, 12, 31))


def at(hour: int, minute: int = 0, *, day: int = 20) -> datetime:
    """A moment of November 2026, of the stand's Friday unless it is said; London keeps UTC then."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


async def waits_from(stand: Stand, moment: datetime, name: str = "c1", **more: Any) -> Item:
    """An item that came in at that moment, and the time it is then."""
    stand.clock.at = moment
    return await stand.comes_in(incoming(name, received_at=moment, **more))


async def looked(stand: Stand, moment: datetime) -> int:
    """Let it be that moment, and the console look; how many clocks had come to something."""
    stand.clock.at = moment
    return await Watch(stand.office).step()


async def breach_of(stand: Stand, item: Item, kind: ClockKind = ClockKind.ANSWER) -> Breach | None:
    return await stand.office.store.breach((await stand.clock_of(item, kind)).id)


async def deadline_events(stand: Stand, item: Item | None = None) -> Sequence[str]:
    return [event for event in await stand.events(item) if event.startswith("deadline.")]


# -- by working time -------------------------------------------------------------------------------------------------


async def test_half_a_working_day_from_friday_half_past_four_is_warned_of_and_missed_on_monday(stand: Stand) -> None:
    item = await waits_from(stand, at(16, 30))
    assert (await stand.clock_of(item)).due_at == at(12, 30, day=23)
    assert await looked(stand, at(12, 14, day=23)) == 0
    assert await looked(stand, at(12, 15, day=23)) == 1
    assert await looked(stand, at(12, 29, day=23)) == 0
    assert await looked(stand, at(12, 30, day=23) + JUST) == 1
    breach = await breach_of(stand, item)
    assert breach is not None
    assert (breach.warned_at, breach.missed_at) == (at(12, 15, day=23), at(12, 30, day=23))
    assert await deadline_events(stand, item) == ["deadline.warned", "deadline.missed"]


async def test_nothing_happens_at_midnight_nor_over_the_weekend(stand: Stand) -> None:
    await waits_from(stand, at(13, 5))  # due on Monday at 09:05: five working minutes are left at closing time
    await looked(stand, at(16, 50))
    moments = [at(hour, minute, day=day) for day in (20, 21, 22) for hour in (17, 23, 0) for minute in (0, 59)]
    assert [await looked(stand, moment) for moment in [*moments, at(0, 0, day=23), at(8, 59, day=23)]] == [0] * 20
    assert await looked(stand, at(9, 5, day=23) + JUST) == 1


async def test_what_ends_soon_after_the_next_opening_is_warned_of_while_somebody_works(stand: Stand) -> None:
    first = await waits_from(stand, at(13, 5))  # due on Monday at 09:05
    await looked(stand, at(16, 49))
    assert await breach_of(stand, first) is None
    await looked(stand, at(16, 50))
    breach = await breach_of(stand, first)
    assert breach is not None
    assert breach.warned_at == at(16, 50)


async def test_what_comes_to_its_warning_while_nobody_works_is_warned_of_at_the_next_opening(stand: Stand) -> None:
    item = await waits_from(stand, at(13, 5))
    assert await looked(stand, at(11, 0, day=21)) == 0  # no console was open on Friday afternoon
    assert await looked(stand, MONDAY) == 1
    breach = await breach_of(stand, item)
    assert breach is not None
    assert (breach.warned_at, breach.missed_at) == (MONDAY, None)


async def test_a_deadline_at_closing_time_is_missed_then_and_not_the_next_morning(stand: Stand) -> None:
    item = await waits_from(stand, at(13, 0))
    assert (await stand.clock_of(item)).due_at == at(17, 0)
    assert await looked(stand, at(16, 59)) == 1  # the warning
    assert await looked(stand, at(17, 0) + JUST) == 1
    breach = await breach_of(stand, item)
    assert breach is not None
    assert breach.missed_at == at(17, 0)


async def test_a_break_for_lunch_counts_for_nothing(open_another: OpenStand) -> None:
    stand = await open_another(calendar=calendar(LUNCH))
    item = await waits_from(stand, at(10, 6))
    clock = await stand.clock_of(item)
    assert clock.due_at == at(14, 36)  # 3.5 hours are half of seven
    assert await looked(stand, at(14, 20)) == 0
    assert await looked(stand, at(14, 21)) == 1
    other = await waits_from(stand, at(9, 31), "c2")  # due 14:01
    assert (await stand.clock_of(other)).due_at == at(14, 1)


async def test_a_warning_before_lunch_counts_over_it(open_another: OpenStand) -> None:
    stand = await open_another(calendar=calendar(LUNCH))
    item = await waits_from(stand, at(16, 35, day=19))  # due on Friday at 13:05
    assert (await stand.clock_of(item)).due_at == at(13, 5)
    assert await looked(stand, at(11, 49)) == 0
    assert await looked(stand, at(11, 50)) == 1


async def test_a_closure_moves_warning_and_miss(open_another: OpenStand) -> None:
    shut = Closure(at(12, 0), at(17, 0), "Burst main in the office")
    stand = await open_another(calendar=calendar(None, shut))
    item = await waits_from(stand, at(10, 0))  # two hours today, two on Monday
    assert await looked(stand, at(16, 0)) == 0
    assert await looked(stand, at(10, 45, day=23)) == 1
    await looked(stand, at(11, 0, day=23) + JUST)
    breach = await breach_of(stand, item)
    assert breach is not None
    assert breach.missed_at == at(11, 0, day=23)
    assert [line.closed for line in breach.ledger if line.closed] == ["Burst main in the office", "weekend"]
    assert breach.allowed_minutes == 240


async def test_a_platforms_window_counts_by_the_wall_clock_and_asks_nobody_why(stand: Stand) -> None:
    item = await stand.comes_in(message("m1", received_at=NOW))
    window = await stand.clock_of(item, ClockKind.WINDOW)
    await looked(stand, at(16, 0))  # the answer's own
    assert await looked(stand, window.due_at - timedelta(minutes=60)) == 1  # on a Saturday
    stand.clock.at = window.due_at + timedelta(seconds=1)
    await shut_windows(stand.office)
    breach = await breach_of(stand, item, ClockKind.WINDOW)
    assert breach is not None
    assert (breach.missed_at, breach.ledger, breach.wants_cause) == (window.due_at, (), False)
    wanting = [one.clock_id for one in await stand.desk.breaches(item.id) if one.wants_cause]
    assert wanting == [(await stand.clock_of(item)).id]


async def test_promises_and_escalations_are_warned_of_as_the_pack_says(stand: Stand) -> None:
    item = await waits_from(stand, at(9, 0))
    text = "We will ring you within half a working day."
    await stand.desk.escalate(Escalate(**await stand.at(item), reason="A reporter asks"))  # two working hours
    await stand.desk.move_to_private(
        MoveToPrivate(**await stand.at(item), private_text=text, public_text="", timescale_id="half-day")
    )
    await stand.deliver()
    assert await looked(stand, at(10, 29)) == 0
    assert await looked(stand, at(10, 30)) == 1
    assert await looked(stand, at(11, 0) + JUST) == 1  # the escalation was missed
    assert await looked(stand, at(11, 59)) == 0
    assert await looked(stand, at(12, 0)) == 1  # an hour before the promise ends
    assert await stand.desk.breach_counts(at(0), at(23)) == replace(
        await stand.desk.breach_counts(at(0), at(23)), warned=2, missed=1, without_cause=1
    )


async def test_a_pack_may_warn_of_nothing(stand: Stand) -> None:
    policy = pack("westward")
    warnings = policy.core.warnings
    quiet = replace(warnings, before_minutes=replace(warnings.before_minutes, answer=0))
    office = replace(stand.office, policy=replace(policy, core=replace(policy.core, warnings=quiet)))
    await waits_from(stand, at(10, 0))
    stand.clock.at = at(13, 59)
    assert await Watch(office).step() == 0


# -- once ------------------------------------------------------------------------------------------------------------


async def test_two_consoles_at_once_write_each_once(stand: Stand, second: Stand) -> None:
    items = [await waits_from(stand, at(10, 0), f"c{number}") for number in range(5)]
    for moment in (at(13, 50), at(14, 1)):
        stand.clock.at = moment
        written = await asyncio.gather(*(Watch(one.office).step() for one in (stand, second, stand, second)))
        assert sum(written) == len(items)
    for item in items:
        assert await deadline_events(stand, item) == ["deadline.warned", "deadline.missed"]
    stand.verify()


async def test_what_is_answered_just_before_is_never_missed(stand: Stand) -> None:
    item = await waits_from(stand, at(10, 0))
    stand.clock.at = at(13, 59)
    await stand.reply(item)
    await stand.deliver()
    assert await looked(stand, at(14, 1)) == 0
    assert await breach_of(stand, item) is None


async def test_what_is_answered_just_after_was_missed_although_no_console_saw_it_pass(stand: Stand) -> None:
    item = await waits_from(stand, at(10, 0))
    stand.clock.at = at(14, 0) - timedelta(seconds=5)
    await stand.reply(item)
    await stand.deliver()  # arrives eleven seconds late
    breach = await breach_of(stand, item)
    assert breach is not None
    assert breach.missed_at == at(14, 0)
    assert await looked(stand, at(14, 5)) == 0
    assert await deadline_events(stand, item) == ["deadline.missed"]


async def test_an_answer_that_is_leaving_is_not_warned_of_but_is_when_it_is_taken_back(stand: Stand) -> None:
    item = await waits_from(stand, at(10, 0))
    stand.clock.at = at(13, 50)
    await stand.reply(item)
    assert await Watch(stand.office).step() == 0
    await stand.desk.undo_last()
    assert await Watch(stand.office).step() == 1
    assert await deadline_events(stand, item) == ["deadline.warned"]


async def test_a_closing_that_is_taken_back_after_the_end_leaves_one_miss(stand: Stand) -> None:
    item = await waits_from(stand, at(10, 0))
    await looked(stand, at(13, 50))
    stand.clock.at = at(14, 0) - timedelta(seconds=5)
    await stand.desk.close(Close(**await stand.at(item), reason="a joke"))
    assert await looked(stand, at(14, 0) + JUST) == 0
    stand.clock.advance(UNDO / 4)
    await stand.desk.undo_last()
    assert await Watch(stand.office).step() == 1
    assert await deadline_events(stand, item) == ["deadline.warned", "deadline.missed"]


async def test_what_is_reopened_after_its_end_is_missed_from_then_on_and_once(stand: Stand) -> None:
    item = await waits_from(stand, at(10, 0))
    await stand.desk.close(Close(**await stand.at(item), reason="a joke"))
    stand.clock.at = at(15, 0)
    await stand.desk.reopen(Reopen(**await stand.at(item), reason="no joke"))
    breach = await breach_of(stand, item)
    assert breach is not None
    assert (breach.due_at, breach.missed_at) == (at(14, 0), at(15, 0))
    assert await Watch(stand.office).step() == 0
    await stand.desk.close(Close(**await stand.at(item), reason="a joke after all"))
    await stand.desk.reopen(Reopen(**await stand.at(item), reason="again"))
    assert await deadline_events(stand, item) == ["deadline.missed"]


async def test_what_is_reopened_before_its_end_is_not_warned_of_twice(stand: Stand) -> None:
    item = await waits_from(stand, at(10, 0))
    await looked(stand, at(13, 46))
    await stand.desk.close(Close(**await stand.at(item), reason="a joke"))
    await stand.desk.reopen(Reopen(**await stand.at(item), reason="no joke"))
    assert await looked(stand, at(13, 50)) == 0
    assert await looked(stand, at(14, 0) + JUST) == 1
    assert await deadline_events(stand, item) == ["deadline.warned", "deadline.missed"]


async def test_a_commitment_that_is_met_late_was_missed(stand: Stand) -> None:
    item = await waits_from(stand, at(9, 0))
    await stand.desk.escalate(Escalate(**await stand.at(item), reason="A reporter asks"))
    clock = await stand.clock_of(item, ClockKind.ESCALATION)
    stand.clock.at = at(11, 30)
    director = await stand.sign_in("Dana Director", "director-of-housing")
    await director.fulfil(Fulfil(**await stand.at(item), clock_id=clock.id))
    breach = await breach_of(stand, item, ClockKind.ESCALATION)
    assert breach is not None
    assert breach.missed_at == at(11, 0)


# -- what was late before anybody looked -------------------------------------------------------------------------------


async def test_an_old_inbox_is_missed_quietly_in_the_moment_in_which_it_was(stand: Stand) -> None:
    """As an import brings it in, in more than one transaction's worth."""
    old = [incoming(f"o{number}", received_at=at(9, 0, day=2 + number % 5)) for number in range(230)]
    intake = Intake(stand.office)
    async with stand.office.store.transaction() as tx:
        await intake.take_in(tx, intake.judge_at_once(old), "import")
    await stand.desk.deadline_news()
    seq = await stand.office.store.last_change()
    assert await Watch(stand.office).step() == 2 * 230  # the platform's windows have shut, too
    assert await stand.office.store.last_change() == seq  # no line looks different
    news = await stand.desk.deadline_news()
    assert (news.warned, news.missed, news.earlier) == ({}, {}, 230)
    assert (await stand.desk.deadline_news()).earlier == 0
    first = await breach_of(stand, await stand.found("o0"))
    assert first is not None
    assert (first.missed_at, first.warned_at) == (at(13, 0, day=2), None)
    assert await stand.desk.without_cause() == [], "nobody is asked why before it is finished"
    assert (await stand.desk.breach_counts(at(0, day=2), at(0, day=3))).missed == 46
    stand.verify()


async def test_what_was_received_before_the_calendar_begins_is_missed_too(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", received_at=NOW.replace(year=2019)))
    due = (await stand.clock_of(item)).due_at
    await looked(stand, due + JUST)
    breach = await breach_of(stand, item)
    assert breach is not None
    assert breach.missed_at == due


# -- another calendar ------------------------------------------------------------------------------------------------


def under(stand: Stand, changed: WorkCalendar) -> Desk:
    return Desk(replace(stand.office, calendars=Calendars(stand.office.policy, changed)), stand.desk.person)


async def test_a_clock_that_moves_is_judged_by_its_new_end(stand: Stand) -> None:
    await remember_calendar(stand.office)
    item = await waits_from(stand, at(10, 0))
    desk = under(stand, calendar(None, Closure(at(12, 0), at(17, 0), "Burst main")))
    await desk.apply_calendar()
    stand.clock.at = at(16, 0)
    assert await Watch(desk.office).step() == 0
    stand.clock.at = at(11, 0, day=23) + JUST
    await Watch(desk.office).step()
    breach = await breach_of(stand, item)
    assert breach is not None
    assert (breach.missed_at, breach.calendar) == (at(11, 0, day=23), desk.office.calendar.fingerprint)


async def test_a_miss_stays_as_it_was_judged_when_its_clock_moves_and_it_is_late_all_the_same(stand: Stand) -> None:
    item = await waits_from(stand, at(10, 0))
    await looked(stand, at(14, 30))
    before = await breach_of(stand, item)
    desk = under(stand, calendar(None, Closure(at(12, 0), at(12, 20), "Burst main")))
    assert await desk.apply_calendar() == 1
    assert (await stand.clock_of(item)).due_at == at(14, 20)
    stand.clock.at = at(12, 0, day=23)
    assert await Watch(desk.office).step() == 0
    after = await breach_of(stand, item)
    assert before == after
    assert after is not None
    assert after.wants_cause
    assert await deadline_events(stand, item) == ["deadline.missed"]
    assert (after.due_at, after.calendar) == (at(14, 0), stand.office.calendar.fingerprint)
    assert after.allowed_minutes == 240
    assert [line.closed for line in after.ledger] == [None]


async def test_the_audit_says_what_a_miss_was_judged_by(stand: Stand) -> None:
    item = await waits_from(stand, at(10, 0))
    await looked(stand, at(14, 30))
    (entry,) = [one for one in await stand.office.store.audit_entries() if one.event == "deadline.missed"]
    clock = await stand.clock_of(item)
    assert entry.item_id == item.id
    assert entry.details | {"ledger": ""} == {
        "clock": clock.id, "kind": "answer", "clause": "W3.6", "assumed": False, "minutes": 240.0, "ledger": "",
        "started": clock.started_at.timestamp() * 1000, "due": clock.due_at.timestamp() * 1000,
        "calendar": stand.office.calendar.fingerprint,
    }  # fmt: skip


async def test_a_calendar_that_nobody_has_applied_is_told_apart_from_the_one_that_counted(stand: Stand) -> None:
    await waits_from(stand, at(10, 0))
    desk = under(stand, calendar(None, Closure(at(12, 0), at(17, 0), "Burst main")))
    stand.clock.at = at(14, 30)
    await Watch(desk.office).step()
    (entry,) = [one for one in await stand.office.store.audit_entries() if one.event == "deadline.missed"]
    assert entry.details["calendar"] == desk.office.calendar.fingerprint
    assert entry.details["due_by"] == stand.office.calendar.fingerprint


async def test_the_items_that_missed_a_deadline_are_as_many_as_are_listed(stand: Stand) -> None:
    """Two clocks of one item: the answer and what it was escalated for."""
    item = await waits_from(stand, at(10, 0))
    await stand.desk.escalate(Escalate(**await stand.at(item), reason="A reporter asks"))
    await looked(stand, at(16, 59))
    counts = await stand.desk.breach_counts(at(0), at(23))
    assert (counts.missed, counts.items) == (2, 1)
    assert await stand.desk.missed_items(at(0), at(23)) == [item.id]


async def test_what_nobodys_console_has_written_down_yet_is_counted_and_listed_all_the_same(stand: Stand) -> None:
    """A supervisor's screen alone writes nothing; it is not to say fewer than are late."""
    item, waits = await waits_from(stand, at(10, 0)), await waits_from(stand, at(12, 30), "c2")
    stand.clock.at = at(14, 0)
    assert (await stand.desk.breach_counts(at(0), at(23))).items == 0, "due at this very moment"
    stand.clock.at = at(14, 1)
    assert (await stand.desk.breach_counts(at(0), at(23))).items == 1
    assert await stand.desk.missed_items(at(0), at(23)) == [item.id]
    await looked(stand, at(16, 31))
    assert await stand.desk.missed_items(at(0), at(23)) == [waits.id, item.id]
    assert (await stand.desk.breach_counts(at(0), at(23))).items == 2


# -- telling -----------------------------------------------------------------------------------------------------------


async def test_each_person_is_told_once_on_whichever_console(stand: Stand, second: Stand) -> None:
    item = await waits_from(stand, at(10, 0))
    for desk in (stand.desk, second.desk):
        assert (await desk.deadline_news()).warned == {}
    await looked(stand, at(13, 50))
    again = Desk(second.office, stand.desk.person)  # the same person on another console
    told = [(await desk.deadline_news()).warned for desk in (stand.desk, again, second.desk, stand.desk, second.desk)]
    assert told == [{ClockKind.ANSWER: (item.id,)}, {}, {ClockKind.ANSWER: (item.id,)}, {}, {}]
    await looked(stand, at(14, 0) + JUST)
    assert (await stand.desk.deadline_news()).missed == {ClockKind.ANSWER: (item.id,)}


async def test_who_comes_later_is_told_what_is_about_to_be_late_and_not_what_was_answered(stand: Stand) -> None:
    item = await waits_from(stand, at(10, 0))
    answered = await waits_from(stand, at(10, 0), "c2")
    await looked(stand, at(13, 50))
    await stand.desk.close(Close(**await stand.at(answered), reason="a joke"))
    newcomer = await stand.sign_in("Newa Comer", "customer-hub-advisor")
    assert (await newcomer.deadline_news()).warned == {ClockKind.ANSWER: (item.id,)}


async def test_who_was_away_is_told_a_number_of_what_was_missed_meanwhile(stand: Stand) -> None:
    await waits_from(stand, at(10, 0))
    await stand.desk.deadline_news()
    await looked(stand, at(13, 50))
    await looked(stand, at(14, 0) + JUST)
    stand.clock.at = at(15, 0)
    news = await stand.desk.deadline_news()
    assert (news.warned, news.missed, news.earlier) == ({}, {}, 1)


async def test_a_watch_that_goes_on_by_itself_sees_what_has_come_without_being_asked(
    stand: Stand, second: Stand
) -> None:
    await waits_from(stand, at(10, 0))
    stand.clock.at = at(14, 30)
    watch = asyncio.create_task(Watch(stand.office).run())
    while not await deadline_events(second):
        await asyncio.sleep(0.01)
    watch.cancel()
    with pytest.raises(asyncio.CancelledError):
        await watch
    assert verify_audit(stand.path).broken is None


async def test_what_is_due_exactly_now_is_not_yet_late_whoever_counts(stand: Stand) -> None:
    """Closed in the millisecond in which it was due: in time for the watch, the board and the figures alike."""
    item = await waits_from(stand, at(10, 0))
    due_at = (await stand.clock_of(item)).due_at
    await looked(stand, at(13, 50))
    assert await looked(stand, due_at) == 0
    counts = (await (await Oversight.begun(stand.office)).overview()).now.counts
    assert (counts[NowFigure.LATE], counts[NowFigure.WITHIN_15]) == (0, 1)
    assert (await stand.desk.counts()).overdue == 0
    await stand.desk.close(Close(**await stand.at(item), reason="Thanks only"))
    breach = await breach_of(stand, item)
    assert breach is not None
    assert (breach.missed_at, await stand.desk.without_cause()) == (None, [])
    (figures,) = await stand.desk.figures(Period.of_day(NOW.date(), stand.office.calendar.zone))
    assert (figures.late, figures.closed_before_due) == (0, 1)


async def test_a_millisecond_later_it_is_late_for_everybody(stand: Stand) -> None:
    item = await waits_from(stand, at(10, 0))
    await looked(stand, at(13, 50))
    assert await looked(stand, (await stand.clock_of(item)).due_at + JUST) == 1
    counts = (await (await Oversight.begun(stand.office)).overview()).now.counts
    assert (counts[NowFigure.LATE], (await stand.desk.counts()).overdue) == (1, 1)
    (figures,) = await stand.desk.figures(Period.of_day(NOW.date(), stand.office.calendar.zone))
    assert (figures.late, figures.still_open) == (1, 0)


# -- when the calendar changes afterwards ----------------------------------------------------------------------------


def storm(begins: datetime, ends: datetime) -> OpenClosure:
    return OpenClosure(start=begins, end=ends, reason="Storm Babet")


async def missed_at_two(stand: Stand) -> Item:
    """Received at ten, due at two, and missed a minute ago."""
    item = await waits_from(stand, at(10, 0))
    assert await looked(stand, at(14, 1)) == 1
    return item


async def test_a_miss_that_a_closure_of_before_undoes_stays_in_the_record_and_counts_no_more(stand: Stand) -> None:
    item = await missed_at_two(stand)
    await stand.desk.open_closure(storm(at(13, 0), at(15, 0)))
    clock, breach = await stand.clock_of(item), await breach_of(stand, item)
    assert breach is not None
    assert clock.due_at == at(16, 0)
    assert (breach.missed_at, breach.due_at, breach.lifted_at) == (at(14, 0), at(14, 0), at(14, 1))
    assert (breach.is_missed, breach.wants_cause) == (False, False)
    assert await deadline_events(stand, item) == ["deadline.missed", "deadline.lifted"]
    lifted = [one for one in await stand.office.store.audit_entries() if one.event == "deadline.lifted"][-1]
    assert (lifted.details["clock"], lifted.details["calendar"]) == (clock.id, stand.office.calendar.fingerprint)
    day = Period.of_day(NOW.date(), stand.office.calendar.zone)
    assert (await stand.desk.breach_counts(day.start, day.end)).missed == 0
    assert await stand.desk.without_cause() == []
    with pytest.raises(NotPossible, match="None of these was late"):
        await stand.desk.give_cause(GiveCause(clock_ids=(clock.id,), cause=Cause.TOO_MANY))
    news = await (await stand.sign_in("Bo", "customer-hub-advisor")).deadline_news()
    assert (news.warned, news.missed, news.earlier) == ({}, {}, 0)
    stand.verify()


async def test_after_that_it_is_warned_of_and_missed_by_its_new_end(stand: Stand) -> None:
    item = await missed_at_two(stand)
    clock = await stand.clock_of(item)
    await stand.desk.give_cause(GiveCause(clock_ids=(clock.id,), cause=Cause.TOO_MANY))
    await stand.desk.open_closure(storm(at(13, 0), at(15, 0)))
    assert [await looked(stand, at(15, 44)), await looked(stand, at(15, 45))] == [0, 1]
    news = await (await stand.sign_in("Bo", "customer-hub-advisor")).deadline_news()
    assert (news.warned, news.missed) == ({ClockKind.ANSWER: (item.id,)}, {})
    assert await looked(stand, at(16, 0) + JUST) == 1
    breach = await breach_of(stand, item)
    assert breach is not None
    assert (breach.warned_at, breach.missed_at, breach.lifted_at) == (at(15, 45), at(16, 0), None)
    assert (breach.is_missed, breach.cause) == (True, None), "what was said of the first miss is in the audit"
    assert await deadline_events(stand, item) == [
        "deadline.missed", "deadline.cause", "deadline.lifted", "deadline.warned", "deadline.missed",
    ]  # fmt: skip
    await stand.desk.close(Close(**await stand.at(item), reason="a duplicate"))
    assert await stand.desk.without_cause() == [item.id]
    stand.verify()


async def test_what_was_warned_of_is_warned_of_again_when_it_moves_far_away(stand: Stand) -> None:
    item = await waits_from(stand, at(10, 0))
    assert await looked(stand, at(13, 50)) == 1
    await stand.desk.open_closure(storm(at(13, 50), at(14, 0)))
    assert [await looked(stand, at(14, 0)), await looked(stand, at(14, 9))] == [0, 0], "ten minutes on: no news"
    await stand.desk.open_closure(storm(at(14, 9), at(16, 0)))
    assert [await looked(stand, at(15, 59)), await looked(stand, at(16, 0))] == [0, 1], "a minute before it is due"
    assert await deadline_events(stand, item) == ["deadline.warned", "deadline.warned"]
    await looked(stand, at(17, 0))
    other = await waits_from(stand, at(9, 0, day=23), "c2")
    assert await looked(stand, at(12, 50, day=23)) == 1
    await stand.desk.open_closure(storm(at(11, 50, day=23), at(12, 51, day=23)))
    assert (await stand.clock_of(other)).due_at == at(14, 1, day=23)
    assert [await looked(stand, at(13, 45, day=23)), await looked(stand, at(13, 46, day=23))] == [0, 1]
    breach = await breach_of(stand, other)
    assert breach is not None
    assert (breach.warned_at, breach.due_at) == (at(13, 46, day=23), at(14, 1, day=23))
    assert await deadline_events(stand, other) == ["deadline.warned", "deadline.warned"]
    stand.verify()


async def test_a_changed_pack_lifts_what_it_moves_as_a_closure_does(stand: Stand, open_another: OpenStand) -> None:
    item = await missed_at_two(stand)
    other = await open_another(
        calendar=calendar(None, Closure(at(13, 0), at(15, 0), "Burst main")), clock=stand.clock, world=stand.world
    )
    await other.desk.apply_calendar()
    breach = await breach_of(stand, item)
    assert breach is not None
    assert (breach.missed_at, breach.lifted_at) == (at(14, 0), at(14, 1))
    assert await deadline_events(stand, item) == ["deadline.missed", "deadline.lifted"]


async def test_what_could_not_be_noted_as_told_is_told_the_next_time(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = await waits_from(stand, at(10, 0))
    await stand.desk.deadline_news()
    await looked(stand, at(13, 50))
    stand.fails_once(monkeypatch, 1, StoreBusy("busy"))
    with pytest.raises(StoreBusy):
        await stand.desk.deadline_news()
    assert (await stand.desk.deadline_news()).warned == {ClockKind.ANSWER: (item.id,)}

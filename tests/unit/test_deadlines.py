"""Deadlines: the rule applied, and what a calendar edit moves."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from console.errors import CalendarExhausted
from console.model import Clock, ClockKind
from console.rules.bank_holidays import bank_holidays
from console.rules.deadlines import DeadlineRule, MovedDeadline, deadline, moved_deadlines
from console.rules.worktime import Closure, Hours, WorkCalendar, WorkingDays, WorkingMinutes

LONDON = ZoneInfo("Europe/London")
NINE_TO_FIVE: Hours = dict.fromkeys(range(5), ((540, 1020),))
HALF_A_DAY = DeadlineRule(WorkingDays(0.5), "W3.6", assumed=False)
A_DAY = DeadlineRule(WorkingDays(1), "LG2.2", assumed=True)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def calendar(*closures: Closure) -> WorkCalendar:
    holidays = bank_holidays("ENG", 2026, 2026)
    return WorkCalendar("Europe/London", NINE_TO_FIVE, holidays, closures, date(2026, 1, 1), date(2026, 12, 31))


def clock(
    due_at: datetime, kind: ClockKind = ClockKind.ANSWER, started_at: str = "2026-03-04T09:00", number: int = 1
) -> Clock:
    return Clock(number, 7, kind, "answer", at(started_at), due_at, "W3.6", assumed=False)


def stopped(running: Clock, stopped_at: datetime) -> Clock:
    return Clock(
        running.id,
        running.item_id,
        running.kind,
        running.label,
        running.started_at,
        running.due_at,
        running.clause,
        running.assumed,
        stopped_at=stopped_at,
        elapsed_minutes=30,
        outcome="answered",
    )


# -- one deadline ----------------------------------------------------------------------------------------------------


def test_half_a_day_over_easter_carries_its_clause_and_ledger() -> None:
    made = deadline(at("2026-04-02T15:00"), HALF_A_DAY, calendar())
    assert (made.due_at, made.working_minutes, made.clause, made.assumed) == (
        at("2026-04-07T11:00"),
        240,
        "W3.6",
        False,
    )
    assert [line.closed for line in made.ledger] == [
        None,
        "overnight",
        "Good Friday",
        "weekend",
        "Easter Monday",
        "overnight",
        None,
    ]
    assert sum(line.minutes for line in made.ledger) == made.working_minutes


def test_ledger_reaches_from_arrival_to_due_without_gaps() -> None:
    received = datetime(2026, 3, 6, 21, 15, tzinfo=UTC)
    made = deadline(received, A_DAY, calendar())
    assert made.assumed
    assert made.ledger[0].start == received
    assert made.ledger[-1].end == made.due_at
    assert all(before.end == after.start for before, after in pairwise(made.ledger))


def test_rule_that_looks_back_has_a_ledger_in_order_of_time() -> None:
    before_christmas = DeadlineRule(WorkingDays(-3), "W3.6", assumed=False)
    made = deadline(at("2026-12-25T00:00"), before_christmas, calendar())
    assert (made.due_at, made.working_minutes) == (at("2026-12-22T09:00"), -3 * 480)
    assert (made.ledger[0].start, made.ledger[-1].end) == (made.due_at, at("2026-12-25T00:00"))


def test_deadline_past_the_calendar_is_refused() -> None:
    with pytest.raises(CalendarExhausted):
        deadline(at("2026-12-31T16:00"), A_DAY, calendar())


# -- what a calendar edit moves --------------------------------------------------------------------------------------

TRAINING = Closure(at("2026-03-04T10:00"), at("2026-03-04T12:00"), "staff training")


def test_closure_moves_the_running_clocks_it_touches_and_no_others() -> None:
    touched = clock(at("2026-03-04T13:00"), number=1)
    untouched = clock(at("2026-03-05T13:00"), started_at="2026-03-05T09:00", number=2)
    moved = moved_deadlines([(touched, HALF_A_DAY), (untouched, HALF_A_DAY)], calendar(TRAINING))
    assert moved == [MovedDeadline(touched, at("2026-03-04T13:00"), at("2026-03-04T15:00"))]


def test_stopped_clock_never_moves() -> None:
    frozen = stopped(clock(at("2026-03-04T13:00")), at("2026-03-04T09:30"))
    assert moved_deadlines([(frozen, HALF_A_DAY)], calendar(TRAINING)) == []


def test_same_moment_in_another_zone_is_no_move() -> None:
    in_utc = clock(at("2026-07-01T13:00").astimezone(UTC), started_at="2026-07-01T09:00")
    assert moved_deadlines([(in_utc, HALF_A_DAY)], calendar()) == []


def test_move_within_the_hour_that_comes_twice_is_seen() -> None:
    always: Hours = dict.fromkeys(range(7), ((0, 1440),))
    work = WorkCalendar("Europe/London", always, {}, (), date(2026, 10, 1), date(2026, 10, 31))
    an_hour_off = clock(datetime(2026, 10, 25, 1, 30, tzinfo=LONDON), started_at="2026-10-25T00:30")
    rule = DeadlineRule(WorkingMinutes(120), "W3.6", assumed=False)
    assert len(moved_deadlines([(an_hour_off, rule)], work)) == 1

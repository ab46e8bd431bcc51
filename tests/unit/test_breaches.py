"""Which running clocks have come to a warning or to their end: by working time, by the item's state, never twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.model import Clock, ClockKind, ItemState
from console.rules.breaches import (
    Crossed,
    Running,
    crossings,
    is_news,
    next_crossing,
    warned_until,
    warns_at,
)
from console.rules.policy_time import BeforeMinutes
from console.rules.worktime import Closure, Hours, WorkCalendar, WorkingMinutes

NINE_TO_FIVE: Hours = dict.fromkeys(range(5), ((540, 1020),))
LUNCH: Hours = dict.fromkeys(range(5), ((540, 720), (780, 1020)))
BEFORE = BeforeMinutes()
HALF_WORKED = tuple(kind for kind in ClockKind if kind is not ClockKind.WINDOW)


def at(text: str) -> datetime:
    """A moment of November 2026; London keeps UTC then."""
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=UTC)


def calendar(hours: Hours = NINE_TO_FIVE, *closures: Closure) -> WorkCalendar:
    return WorkCalendar("Europe/London", hours, {}, closures, date(2026, 1, 1), date(2026, 12, 31))


def running(due_at: datetime, kind: ClockKind = ClockKind.ANSWER, **more: object) -> Running:
    clock = Clock(1, 7, kind, "answer", at("16T09:00"), due_at, "W3.6", assumed=False)
    return Running(clock, **({"state": ItemState.OPEN} | more))  # type: ignore[arg-type]


def said(one: Running, now: datetime, by: WorkCalendar | None = None) -> list[Crossed]:
    return [crossing.crossed for crossing in crossings([one], BEFORE, by or calendar(), now)]


@pytest.mark.parametrize(
    ("due", "now", "crossed"),
    [
        ("18T12:00", "18T11:44", []),
        ("18T12:00", "18T11:45", [Crossed.WARNED]),
        ("18T12:00", "18T11:59:59", [Crossed.WARNED]),
        ("18T12:00", "18T12:00", [Crossed.WARNED]),
        ("18T12:00", "18T12:00:00.001", [Crossed.MISSED]),
        ("18T17:00", "18T16:59:59", [Crossed.WARNED]),
        ("18T17:00", "18T17:00:00.001", [Crossed.MISSED]),
        ("18T17:00", "19T00:00", [Crossed.MISSED]),
        ("19T09:10", "18T16:54", []),
        ("19T09:10", "18T16:55", [Crossed.WARNED]),
        ("19T09:10", "18T17:00", []),  # nobody works any more
        ("19T09:10", "19T00:00", []),
        ("19T09:10", "19T09:00", [Crossed.WARNED]),
        ("23T09:15", "20T16:59:59", []),
        ("23T09:15", "21T12:00", []),
        ("23T09:15", "23T09:00", [Crossed.WARNED]),
    ],
)
def test_an_answer_is_warned_of_a_quarter_of_a_working_hour_before_its_end(
    due: str, now: str, crossed: list[Crossed]
) -> None:
    assert said(running(at(due)), at(now)) == crossed


def test_a_break_counts_for_nothing() -> None:
    one = running(at("18T13:05"))
    assert said(one, at("18T11:49"), calendar(LUNCH)) == []
    assert said(one, at("18T11:50"), calendar(LUNCH)) == [Crossed.WARNED]
    assert said(one, at("18T12:30"), calendar(LUNCH)) == []  # in the break nobody is told, and nothing is lost


def test_a_closure_counts_for_nothing() -> None:
    shut = calendar(NINE_TO_FIVE, Closure(at("18T12:00"), at("18T17:00"), "Burst main"))
    assert said(running(at("19T09:05")), at("18T11:49"), shut) == []
    assert said(running(at("19T09:05")), at("18T11:50"), shut) == [Crossed.WARNED]


@pytest.mark.parametrize(
    ("kind", "minutes"),
    [(ClockKind.ANSWER, 15), (ClockKind.PROMISE, 60), (ClockKind.CASE_STAGE, 240), (ClockKind.ESCALATION, 30)],
)
def test_each_kind_has_its_own_time_before(kind: ClockKind, minutes: int) -> None:
    moment = at("18T15:00") - timedelta(minutes=minutes)
    assert said(running(at("18T15:00"), kind), moment - timedelta(minutes=1)) == []
    assert said(running(at("18T15:00"), kind), moment) == [Crossed.WARNED]


def test_a_window_counts_by_the_wall_clock_at_night_too() -> None:
    one = running(at("21T03:00"), ClockKind.WINDOW)
    assert said(one, at("21T01:59")) == []
    assert said(one, at("21T02:00")) == [Crossed.WARNED]
    assert said(one, at("21T03:00:00.001")) == [Crossed.MISSED]


def test_an_answer_counts_only_while_its_item_wants_one_and_a_promise_whatever_it_is() -> None:
    for state in (ItemState.ANSWERED, ItemState.REMOVED, ItemState.MOVED, ItemState.CLOSED):
        assert said(running(at("18T12:00"), state=state), at("18T13:00")) == []
        assert said(running(at("18T12:00"), ClockKind.PROMISE, state=state), at("18T13:00")) == [Crossed.MISSED]


def test_an_answer_on_its_way_is_not_warned_of_and_is_missed_all_the_same() -> None:
    leaving = running(at("18T12:00"), state=ItemState.ACTING)
    assert said(leaving, at("18T11:50")) == []
    assert said(leaving, at("18T12:00:00.001")) == [Crossed.MISSED]


def test_what_was_said_is_not_said_again() -> None:
    assert said(running(at("18T12:00"), crossed=Crossed.WARNED), at("18T11:50")) == []
    assert said(running(at("18T12:00"), crossed=Crossed.WARNED), at("18T12:00:00.001")) == [Crossed.MISSED]
    assert said(running(at("18T12:00"), crossed=Crossed.MISSED), at("18T12:00:00.001")) == []


def test_a_miss_is_of_the_moment_in_which_the_time_was_up() -> None:
    (crossing,) = crossings([running(at("16T13:00"))], BEFORE, calendar(), at("18T10:00"))
    assert crossing.at == at("16T13:00")
    assert not is_news(crossing.at, at("18T10:00"))
    assert is_news(crossing.at, at("16T13:00"))


def test_outside_the_calendar_misses_are_seen_and_nothing_is_warned_of() -> None:
    later = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)
    assert said(running(later - timedelta(minutes=1)), later) == [Crossed.MISSED]
    assert said(running(later + timedelta(minutes=1)), later) == []
    assert warns_at(later, ClockKind.ANSWER, BEFORE, calendar(), later) is None


def test_it_is_known_when_to_look_next() -> None:
    now = at("18T10:00")
    firsts = {(ClockKind.ANSWER, Crossed.NOTHING): at("18T12:00"), (ClockKind.PROMISE, Crossed.WARNED): at("18T11:50")}
    assert next_crossing(firsts, BEFORE, calendar(), now) == at("18T11:45")
    del firsts[ClockKind.ANSWER, Crossed.NOTHING]
    assert next_crossing(firsts, BEFORE, calendar(), now) == at("18T11:50")
    assert next_crossing({}, BEFORE, calendar(), now) is None


def test_over_a_weekend_the_next_look_is_at_the_opening() -> None:
    firsts = {(ClockKind.ANSWER, Crossed.NOTHING): at("23T09:05")}
    assert next_crossing(firsts, BEFORE, calendar(), at("21T12:00")) == at("23T09:00")


@given(
    minutes=st.integers(0, 14 * 24 * 60), allowed=st.integers(1, 2_000), kind=st.sampled_from(HALF_WORKED),
    hours=st.sampled_from([NINE_TO_FIVE, LUNCH]),
)  # fmt: skip
def test_looking_ahead_and_looking_back_agree(minutes: int, allowed: int, kind: ClockKind, hours: Hours) -> None:
    """What a query asks for (due until then) is warned of in the moment that was foreseen, and not before."""
    now, by = at("09T00:00") + timedelta(minutes=minutes), calendar(hours)
    if not by.is_open(now):
        assert warned_until(kind, BEFORE, by, now) is None
        return
    due = by.due(now, WorkingMinutes(allowed)).astimezone(UTC)
    horizon, foreseen = warned_until(kind, BEFORE, by, now), warns_at(due, kind, BEFORE, by, now)
    assert horizon is not None
    assert foreseen is not None
    assert (due <= horizon.astimezone(UTC)) is (foreseen <= now)
    assert (allowed <= BEFORE.minutes(kind)) is (foreseen <= now)

"""What must hold of every calendar, moment and amount; the judge is a plain walk that shares no code with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from console.errors import CalendarExhausted
from console.rules.worktime import Closure, Hours, WorkCalendar, WorkingDays, WorkingMinutes

MINUTE = timedelta(minutes=1)
STEP = timedelta(minutes=15)  # all facts and moments lie on this grid, so the walk may take it at a stride
# Weeks in which each zone changes its clocks, so that short calendars meet the change.
ZONES_AND_WEEKS = [
    ("Europe/London", date(2026, 3, 24)),
    ("Europe/London", date(2026, 10, 20)),
    ("America/Santiago", date(2026, 9, 1)),
    ("America/Havana", date(2026, 10, 27)),
    ("UTC", date(2026, 6, 2)),
]
SPAN_DAYS = 13
EDGES = st.lists(st.integers(0, 48), min_size=2, max_size=6, unique=True).filter(lambda edges: len(edges) % 2 == 0)


@dataclass(frozen=True)
class Facts:
    zone: ZoneInfo
    hours: Hours
    holidays: dict[date, str]
    closures: tuple[Closure, ...]
    first: date

    def built(self) -> WorkCalendar:
        last = self.first + timedelta(days=SPAN_DAYS)
        return WorkCalendar(self.zone.key, self.hours, self.holidays, self.closures, self.first, last)

    def works_at(self, moment: datetime) -> bool:
        """Whether the minute that begins at `moment` counts, by looking at the wall clock alone."""
        local = moment.astimezone(self.zone)
        minute = local.hour * 60 + local.minute
        return (
            any(start <= minute < end for start, end in self.hours.get(local.weekday(), ()))
            and local.date() not in self.holidays
            and not any(closure.start <= moment < closure.end for closure in self.closures)
        )

    def minutes_between(self, start: datetime, end: datetime) -> int:
        return 15 * sum(self.works_at(moment) for moment in every_step(start, end))


def every_step(start: datetime, end: datetime) -> Iterator[datetime]:
    moment = start.astimezone(UTC)
    while moment < end:
        yield moment
        moment += STEP


def spans(edges: list[int]) -> tuple[tuple[int, int], ...]:
    """Half-hour edges as intervals."""
    pairs = sorted(edges)
    return tuple((pairs[i] * 30, pairs[i + 1] * 30) for i in range(0, len(pairs), 2))


def keeps_clear_of_the_jump(intervals: tuple[tuple[int, int], ...]) -> bool:
    """None begins or ends within an hour that never comes or comes twice: what holds there is in the unit tests."""
    return all(edge not in (30, 90) for interval in intervals for edge in interval)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    zone_name, first = draw(st.sampled_from(ZONES_AND_WEEKS))
    interval_sets = EDGES.map(spans).filter(keeps_clear_of_the_jump)
    hours = draw(st.dictionaries(st.integers(0, 6), interval_sets, min_size=1))
    days = draw(st.lists(st.integers(0, SPAN_DAYS), max_size=2))
    holidays = {first + timedelta(days=day): "holiday" for day in days}
    midnight = datetime(first.year, first.month, first.day, tzinfo=UTC)
    starts = draw(st.lists(st.tuples(st.integers(0, SPAN_DAYS * 96), st.integers(1, 200)), max_size=3))
    closures = tuple(
        Closure(midnight + start * STEP, midnight + (start + length) * STEP, "closure") for start, length in starts
    )
    return Facts(ZoneInfo(zone_name), hours, holidays, closures, first)


@st.composite
def moments(draw: st.DrawFn, known: Facts) -> datetime:
    noon = datetime(known.first.year, known.first.month, known.first.day, 12, tzinfo=UTC)
    return noon + draw(st.integers(0, (SPAN_DAYS - 1) * 96)) * STEP


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_working_minutes_equal_a_walk_along_the_wall_clock(data: st.DataObject) -> None:
    known = data.draw(facts())
    start, end = sorted((data.draw(moments(known)), data.draw(moments(known))))
    assert known.built().working_minutes(start, end) == known.minutes_between(start, end)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_due_uses_up_exactly_the_allowance_and_at_the_first_moment_that_does(data: st.DataObject) -> None:
    known = data.draw(facts())
    calendar, received = known.built(), data.draw(moments(known))
    minutes = data.draw(st.integers(1, 1500))
    try:
        due = calendar.due(received, WorkingMinutes(minutes))
    except CalendarExhausted:
        return
    assert due.tzinfo is known.zone
    assert calendar.working_minutes(received, due) == minutes
    assert known.works_at(due.astimezone(UTC) - MINUTE)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_going_back_uses_up_exactly_the_allowance_and_ends_at_a_working_moment(data: st.DataObject) -> None:
    known = data.draw(facts())
    calendar, received = known.built(), data.draw(moments(known))
    minutes = data.draw(st.integers(1, 1500))
    try:
        due = calendar.due(received, WorkingMinutes(-minutes))
    except CalendarExhausted:
        return
    assert calendar.working_minutes(received, due) == -minutes
    assert known.works_at(due.astimezone(UTC))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_working_days_come_back_as_they_were_given(data: st.DataObject) -> None:
    known = data.draw(facts())
    calendar, received = known.built(), data.draw(moments(known))
    days = data.draw(st.integers(-16, 16).filter(bool)) / 8
    try:
        due = calendar.due(received, WorkingDays(days))
    except CalendarExhausted:
        return
    assert abs(calendar.working_days(received, due) - days) < 1e-6  # a millisecond of the shortest day


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_more_allowance_and_a_later_arrival_are_never_due_earlier(data: st.DataObject) -> None:
    known = data.draw(facts())
    calendar = known.built()
    early, late = sorted((data.draw(moments(known)), data.draw(moments(known))))
    less, more = sorted((data.draw(st.floats(-3, 3)), data.draw(st.floats(-3, 3))))
    try:
        first, later = calendar.due(early, WorkingDays(less)), calendar.due(late, WorkingDays(more))
    except CalendarExhausted:
        return
    if (less > 0) == (more > 0):  # nothing at all is the next opening, a little less the last closing: no order there
        assert first.astimezone(UTC) <= later.astimezone(UTC)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_ledger_has_no_gaps_and_adds_up(data: st.DataObject) -> None:
    known = data.draw(facts())
    calendar = known.built()
    start, end = sorted((data.draw(moments(known)), data.draw(moments(known))))
    lines = calendar.ledger(start, end)
    edges = [start, *(line.end.astimezone(UTC) for line in lines)]
    assert [line.start.astimezone(UTC) for line in lines] == edges[:-1]
    assert edges[-1] == end
    assert sum(line.minutes for line in lines) == calendar.working_minutes(start, end)
    assert all((line.closed is None) == (line.minutes > 0) for line in lines)
    assert all(before.closed != after.closed for before, after in pairwise(lines))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_open_closed_and_next_change_agree_with_the_wall_clock(data: st.DataObject) -> None:
    known = data.draw(facts())
    calendar, moment = known.built(), data.draw(moments(known))
    works = known.works_at(moment)
    assert calendar.is_open(moment) is works
    assert (calendar.closed_because(moment) is None) is works
    try:
        change, word = calendar.next_change(moment)
    except CalendarExhausted:
        return
    assert word == ("closes" if works else "opens")
    assert known.works_at(change.astimezone(UTC)) is not works
    assert known.works_at(change.astimezone(UTC) - MINUTE) is works

"""Figures over stores made at random: they add up, count once, open what they count, and agree with a plain recount."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from console.clock import VirtualClock, epoch_ms
from console.desk.calendars import Calendars
from console.desk.periods import Dimension, Figure, Figures, Period
from console.model import Finding, ItemKind, Level
from console.reports.figures import PeriodFigures, median, percentile
from console.rules.packs import Policy, load_policy
from console.store.intake import take_in
from console.store.migrate import migrate, migrations
from console.store.read_only import CountsToRead
from console.store.statements import Statements
from tests.store.making import clock, new_item

# Around the end of summer time in London: a day of 25 hours, a week's end, and a month's soon after.
START = datetime(2026, 10, 23, 22, 0, tzinfo=UTC)
SPAN_MINUTES = 9 * 24 * 60
WHOLE = Period(START, START + timedelta(minutes=SPAN_MINUTES))
COUNTS = (
    Figure.RECEIVED, Figure.DUE, Figure.IN_TIME, Figure.LATE, Figure.LATE_OPEN, Figure.CLOSED_BEFORE_DUE,
    Figure.STILL_OPEN, Figure.ANSWERED, Figure.CLOSED, Figure.REMOVED_ABUSE,
)  # fmt: skip
PARTING = tuple(one for one in Dimension if one is not Dimension.FINDING)  # those whose rows part the whole


@dataclass(frozen=True)
class Made:
    """An item as it came, and what became of it. Minutes are after the start of the span, or after one another."""

    received: int
    channel: str
    kind: ItemKind
    rules: tuple[str, ...]
    due_after: int | None  # None: it has no answer clock
    ended_after: int | None
    outcome: str
    person: str
    reason: str
    is_undone: bool

    @property
    def due(self) -> int | None:
        return None if self.due_after is None else self.received + self.due_after

    @property
    def ended(self) -> int | None:
        return None if self.due_after is None or self.ended_after is None else self.received + self.ended_after

    @property
    def taken_down(self) -> int | None:
        return None if self.outcome != "removed" or self.is_undone else self.ended


SOON = st.integers(0, 3 * 24 * 60)
MADE = st.builds(
    Made,
    received=st.integers(0, SPAN_MINUTES - 1),
    channel=st.sampled_from(["facebook", "youtube"]),
    kind=st.sampled_from(ItemKind),
    rules=st.lists(st.sampled_from(["abuse", "threat", "issue", "thanks"]), unique=True, max_size=3).map(tuple),
    due_after=st.none() | SOON,
    ended_after=st.none() | SOON,
    outcome=st.sampled_from(["answered", "removed", "moved", "closed"]),
    person=st.sampled_from(["kim", "lee", "mo"]),
    reason=st.sampled_from(["offensive", "spam"]),
    is_undone=st.booleans(),
)
STORES = st.lists(MADE, max_size=12)
NOWS = st.integers(0, SPAN_MINUTES)
MIDNIGHT = Made(120, "facebook", ItemKind.COMMENT, ("abuse",), 120, 120, "removed", "kim", "offensive", False)


@lru_cache
def policy() -> Policy:
    return load_policy("westward")


@lru_cache
def template() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    return connection


@contextmanager
def reporting_on(items: Sequence[Made], now: int = SPAN_MINUTES) -> Iterator[PeriodFigures]:
    """Figures over a store that holds these items."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        template().backup(connection)
        sql = Statements()
        arrivals = [new_item(f"c{place}", **as_arrival(one)) for place, one in enumerate(items)]  # type: ignore[arg-type]
        for arrival, one in zip(take_in(connection, sql, arrivals), items, strict=True):
            end(connection, arrival.item_id, one)
        pack = policy()
        calendar = pack.calendar(date(2026, 1, 1), date(2027, 12, 31))
        yield PeriodFigures(CountsToRead(connection), pack, Calendars(pack, calendar), VirtualClock(at(now)))


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def as_arrival(one: Made) -> dict[str, object]:
    clocks = [] if one.due is None else [clock(started_at=at(one.received), due_at=at(one.due))]
    findings = [Finding(rule, Level.NOTE, 0, 1, "W3.6", "Because.") for rule in one.rules]
    received = {"received_at": at(one.received), "arrived_at": at(one.received)}
    return {"channel": one.channel, "kind": one.kind, "clocks": clocks, "findings": findings, **received}


def end(connection: sqlite3.Connection, item_id: int, one: Made) -> None:
    """As the desk ends an item: its clock, and for a removal the act and what was called."""
    if one.ended is None or one.ended_after is None:
        return
    ended_ms = epoch_ms(at(one.ended))
    connection.execute(
        "update clocks set stopped_at = ?, elapsed_minutes = ?, outcome = ?, stopped_by = ? where item_id = ?",
        (ended_ms, one.ended_after / 2, one.outcome, one.person, item_id),
    )
    if one.outcome != "removed":
        return
    details = f'{{"removed_for": "{one.reason}"}}'
    (action_id,) = connection.execute(
        "insert into actions (item_id, kind, person, at, details, undone_at) values (?, 'remove', ?, ?, ?, ?)"
        " returning id",
        (item_id, one.person, ended_ms, details, ended_ms if one.is_undone else None),
    ).fetchone()
    connection.execute(
        "insert into deliveries (action_id, item_id, channel, operation, target, body, state, not_before, delivered_at)"
        " values (?, ?, ?, 'hide', 't', x'', 'delivered', 0, ?)",
        (action_id, item_id, one.channel, None if one.is_undone else ended_ms),
    )


def figures(reporting: PeriodFigures, period: Period, by: Dimension | None = None) -> list[Figures]:
    return asyncio.run(reporting.figures(period, by))


def behind(
    reporting: PeriodFigures, figure: Figure, period: Period, by: Dimension | None = None, key: str | None = None
) -> list[int]:
    return asyncio.run(reporting.behind(figure, period, by, key))


def whole(reporting: PeriodFigures, period: Period) -> Figures:
    (row,) = figures(reporting, period)
    return row


def counts(row: Figures) -> list[float | None]:
    return [row.of(figure) for figure in COUNTS]


# -- what holds of every store -------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=60)
@given(items=STORES, now=NOWS)
@example(items=[MIDNIGHT], now=SPAN_MINUTES)
def test_every_figure_agrees_with_a_plain_recount(items: list[Made], now: int) -> None:
    """Counted item by item, in the words of the definitions."""
    due = [one for one in items if one.due is not None and one.due < SPAN_MINUTES]
    ended = [one for one in items if one.ended is not None and one.ended < SPAN_MINUTES]
    answered = sorted((one.ended_after or 0) / 2 for one in ended if one.outcome != "closed")
    in_time = [one for one in due if is_ended_by(one, one.due) and one.outcome != "closed"]
    closed_before = [one for one in due if is_ended_by(one, one.due) and one.outcome == "closed"]
    running = [one for one in due if one.ended is None]
    still_open = [one for one in running if one.due is not None and one.due >= now]
    removed = [one for one in ended if one.taken_down is not None and one.reason == "offensive"]
    with reporting_on(items, now) as reporting:
        row = whole(reporting, WHOLE)
    assert counts(row) == [
        len(items), len(due), len(in_time), len(due) - len(in_time) - len(closed_before) - len(still_open),
        len(running) - len(still_open), len(closed_before), len(still_open), len(answered),
        len(ended) - len(answered), len(removed),
    ]  # fmt: skip
    assert row.due == row.in_time + row.late + row.closed_before_due + row.still_open
    assert (row.median_minutes, row.p90_minutes) == (median(answered), percentile(answered, 90))
    wall = sorted(float(one.ended_after or 0) for one in removed)
    assert (row.removal_median_wall_minutes, row.removal_p90_wall_minutes) == (median(wall), percentile(wall, 90))


def is_ended_by(one: Made, moment: int | None) -> bool:
    return one.ended is not None and moment is not None and one.ended <= moment


@settings(deadline=None, max_examples=60)
@given(items=STORES, now=NOWS, cuts=st.sets(st.integers(1, SPAN_MINUTES - 1), max_size=4))
@example(items=[MIDNIGHT], now=SPAN_MINUTES, cuts={120})
@example(items=[MIDNIGHT], now=SPAN_MINUTES, cuts={240})
def test_figures_over_adjoining_periods_add_up(items: list[Made], now: int, cuts: set[int]) -> None:
    edges = [0, *sorted(cuts), SPAN_MINUTES]
    periods = [Period(at(start), at(stop)) for start, stop in itertools.pairwise(edges)]
    with reporting_on(items, now) as reporting:
        parts = [counts(whole(reporting, period)) for period in periods]
        assert [sum(filter(None, amounts)) for amounts in zip(*parts, strict=True)] == counts(whole(reporting, WHOLE))


@settings(deadline=None, max_examples=40)
@given(items=STORES, now=NOWS)
@example(items=[MIDNIGHT], now=SPAN_MINUTES)
def test_a_figure_is_the_length_of_the_list_it_opens(items: list[Made], now: int) -> None:
    """Of the whole and of every row by every dimension; and no item stands in a list twice."""
    with reporting_on(items, now) as reporting:
        for by in (None, *Dimension):
            for row in figures(reporting, WHOLE, by):
                opened = {figure: behind(reporting, figure, WHOLE, by, row.key) for figure in COUNTS}
                assert {figure: len(ids) for figure, ids in opened.items()} == dict(
                    zip(COUNTS, counts(row), strict=True)
                )
                assert all(len(set(ids)) == len(ids) for ids in opened.values())


@settings(deadline=None, max_examples=40)
@given(items=STORES, now=NOWS)
def test_the_rows_of_a_dimension_add_up_to_the_whole(items: list[Made], now: int) -> None:
    with reporting_on(items, now) as reporting:
        total = counts(whole(reporting, WHOLE))
        for by in PARTING:
            rows = [counts(row) for row in figures(reporting, WHOLE, by)]
            assert [sum(filter(None, amounts)) for amounts in zip(*rows, [0] * len(COUNTS), strict=True)] == total, by


@settings(deadline=None, max_examples=40)
@given(items=STORES, now=NOWS)
def test_by_finding_an_item_counts_once_for_each_of_its_findings(items: list[Made], now: int) -> None:
    with reporting_on(items, now) as reporting:
        rows = {row.key: row.received for row in figures(reporting, WHOLE, Dimension.FINDING)}
    expected = [rule for one in items for rule in (one.rules or (None,))]
    assert rows == {rule: expected.count(rule) for rule in expected}


@settings(deadline=None, max_examples=20)
@given(items=STORES, now=NOWS, by=st.none() | st.sampled_from(Dimension))
def test_a_second_run_gives_the_same(items: list[Made], now: int, by: Dimension | None) -> None:
    with reporting_on(items, now) as reporting:
        assert figures(reporting, WHOLE, by) == figures(reporting, WHOLE, by)


# -- cases ---------------------------------------------------------------------------------------------------------


def test_what_straddles_midnight_counts_on_each_of_its_days() -> None:
    one = Made(50, "facebook", ItemKind.COMMENT, (), 60, 90, "answered", "kim", "", False)  # 22:50 → 23:50, 00:20 UTC
    with reporting_on([one]) as reporting:
        rows = {row.key: row for row in figures(reporting, WHOLE, Dimension.DAY)}
    # London is an hour ahead: received at 23:50 on the 23rd, due at 00:50 and answered at 01:20 on the 24th.
    assert (rows["2026-10-23"].received, rows["2026-10-23"].due, rows["2026-10-23"].answered) == (1, 0, 0)
    assert (rows["2026-10-24"].received, rows["2026-10-24"].late, rows["2026-10-24"].answered) == (0, 1, 1)


def test_every_day_has_a_row_and_the_day_of_the_clock_change_is_one() -> None:
    with reporting_on([]) as reporting:
        rows = figures(reporting, WHOLE, Dimension.DAY)
    assert [row.key for row in rows] == [f"2026-10-{day}" for day in range(23, 32)] + ["2026-11-01"]


def test_an_hour_that_comes_twice_is_counted_once() -> None:
    twice = [Made(minutes, "facebook", ItemKind.COMMENT, (), None, None, "", "", "", False) for minutes in (1590, 1650)]
    assert [at(one.received).hour for one in twice] == [0, 1]  # 01:30 in London, first by summer time
    with reporting_on(twice) as reporting:
        rows = {row.key: row.received for row in figures(reporting, WHOLE, Dimension.DAY)}
    assert rows["2026-10-25"] == 2
    assert sum(rows.values()) == 2


def test_what_is_due_at_the_very_end_of_a_week_belongs_to_the_next() -> None:
    minutes = int((datetime(2026, 10, 26, tzinfo=UTC) - START) / timedelta(minutes=1))
    one = Made(0, "facebook", ItemKind.COMMENT, (), minutes, None, "", "", "", False)
    zone = policy().zone
    with reporting_on([one]) as reporting:
        this, following = (Period.of_week(day, zone) for day in (date(2026, 10, 25), date(2026, 10, 26)))
        assert (whole(reporting, this).due, whole(reporting, following).due) == (0, 1)


def test_what_is_answered_at_the_moment_it_is_due_is_in_time() -> None:
    with reporting_on([MIDNIGHT]) as reporting:
        assert (whole(reporting, WHOLE).in_time, whole(reporting, WHOLE).late) == (1, 0)


def test_nobody_comes_last_and_nobody_is_ranked() -> None:
    people = [
        Made(0, "facebook", ItemKind.COMMENT, (), 60, 30, "answered", who, "", False) for who in ("mo", "kim", "mo")
    ]
    waiting = Made(0, "facebook", ItemKind.COMMENT, (), 60, None, "", "", "", False)
    with reporting_on([waiting, *people]) as reporting:
        rows = figures(reporting, WHOLE, Dimension.ADVISOR)
    assert [(row.title, row.received) for row in rows] == [("kim", 1), ("mo", 2), ("nobody yet", 1)]


@pytest.mark.parametrize(
    ("values", "middle", "ninetieth"),
    [
        ([], None, None),
        ([7.0], 7.0, 7.0),
        ([1.0, 2.0], 1.5, 2.0),
        ([float(one) for one in range(1, 11)], 5.5, 9.0),
        ([float(one) for one in range(1, 12)], 6.0, 10.0),
        ([1.0] * 9 + [50.0], 1.0, 1.0),
    ],
)
def test_the_median_is_the_middle_and_the_ninetieth_is_a_value_that_was_there(
    values: list[float], middle: float | None, ninetieth: float | None
) -> None:
    assert (median(values), percentile(values, 90)) == (middle, ninetieth)


def test_no_figure_is_without_a_definition() -> None:
    with reporting_on([]) as reporting:
        definitions = [reporting.definition(figure) for figure in Figure]
    assert [one.figure for one in definitions] == list(Figure)
    assert all(one.counts and one.placed_by and one.clock and one.calendar and one.leaves_out for one in definitions)
    assert len({one.counts for one in definitions}) == len(definitions)
    assert "offensive" in reporting.definition(Figure.REMOVED_ABUSE).counts


def test_a_store_of_before_knows_afterwards_who_ended_what(tmp_path: Path) -> None:
    """The last act of its kind before the clock stopped; else the answer to a later message that answered it too."""
    for number in range(1, 9):
        shutil.copy(migrations()[number], tmp_path)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, tmp_path)
        private: dict[str, object] = {"kind": ItemKind.MESSAGE, "thread": "t1"}
        take_in(connection, Statements(), [new_item("m1", **private), new_item("m2", **private), new_item("c3")])  # type: ignore[arg-type]
        connection.execute("update clocks set stopped_at = 100, elapsed_minutes = 1, outcome = 'answered'")
        connection.execute("update clocks set outcome = 'closed' where item_id = 3")
        connection.executemany(
            "insert into actions (item_id, kind, person, at, details, undone_at) values (?, ?, ?, ?, ?, ?)",
            [
                (2, "reply", "failed-first", 40, "{}", None),
                (2, "reply", "kim", 50, '{"also": [1]}', None),
                (2, "reply", "taken-back", 60, '{"also": [1]}', 61),
                (2, "note", "somebody", 70, "{}", None),
                (2, "reply", "too-late", 101, "{}", None),
                (3, "reply", "before", 40, "{}", None),
                (3, "close", "lee", 100, "{}", None),
            ],
        )
        migrate(connection)
        ended = connection.execute("select item_id, stopped_by from clocks order by item_id").fetchall()
    assert ended == [(1, "kim"), (2, "kim"), (3, "lee")]

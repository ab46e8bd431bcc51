"""What the supervisor's screen shows, read from the desk: how things stand, what lies ahead, what a period has seen."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from console.desk.foresight_records import Forecast
from console.desk.periods import Dimension, Figures, Period
from console.desk.records import BreachCounts
from console.desk.supervision import Overview
from console.desk.supervisor_orders import NextClosure
from console.text import one_line

if TYPE_CHECKING:
    from console.desk.desk import Desk

NAMED_CELLS = 30
CLOSURE_SAID_AHEAD = timedelta(days=31)  # what is further off is nothing to post yet


class Span(StrEnum):
    """Which period the figures are of, up to and with today."""

    DAY = "today"
    WEEK = "this week"
    MONTH = "this month"
    QUARTER = "this quarter"

    def period(self, desk: Desk) -> Period:
        zone = desk.office.calendar.zone
        today = desk.office.now().astimezone(zone).date()
        made = {Span.DAY: Period.of_day, Span.WEEK: Period.of_week, Span.MONTH: Period.of_month}
        return made.get(self, Period.of_quarter)(today, zone)


class Seen(Struct, frozen=True):
    """How everything stands, and who wrote what is due next and what has waited longest."""

    overview: Overview
    next: str
    longest: str
    without_cause: int


class Ahead(Struct, frozen=True):
    """What is to be expected until closing time, the next closure, and how many routes end nowhere."""

    forecast: Forecast
    closure: NextClosure | None
    dead_ends: int


class Behind(Struct, frozen=True):
    """What a period has seen: the whole, its rows by a dimension, and what was missed in it."""

    span: Span
    period: Period
    by: Dimension | None
    whole: Figures
    rows: tuple[Figures, ...]
    breaches: BreachCounts


async def look(desk: Desk) -> Seen:
    """Read how everything stands at this moment."""
    overview = await desk.overview()
    now = overview.now
    rows = await desk.rows([item_id for item_id in (now.next_id, now.longest_id) if item_id is not None])
    names = {row.id: one_line(row.author_name, NAMED_CELLS) or "(no name)" for row in rows}
    names_of = names.get(now.next_id or 0, ""), names.get(now.longest_id or 0, "")
    return Seen(overview, *names_of, await desk.count_without_cause())


async def look_ahead(desk: Desk, more_hands: int) -> Ahead:
    """Read what is to be expected, as if so many more were on."""
    closure, now = await desk.next_closure(), desk.office.now()
    is_near = closure is not None and closure.start - now < CLOSURE_SAID_AHEAD
    dead_ends = sum(not one.is_hint for one in await desk.dead_ends())
    return Ahead(await desk.forecast(more_hands), closure if is_near else None, dead_ends)


async def look_behind(desk: Desk, span: Span, by: Dimension | None) -> Behind:
    """Read what the period has seen so far."""
    period = span.period(desk)
    (whole,) = await desk.figures(period)
    rows = tuple(await desk.figures(period, by)) if by is not None else ()
    return Behind(span, period, by, whole, rows, await desk.breach_counts(period.start, period.end))

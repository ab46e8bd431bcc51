"""A quarter's figures at a million items, 276,000 of them in the quarter: the whole, by each dimension, and behind one.

Beside it the same numbers of the whole counted row by row from the tables, as a report would without its indexes.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Figure, middle
from benchmarks.generate import NOW, POLICY, store_of
from console.clock import VirtualClock, epoch_ms
from console.desk.calendars import Calendars
from console.desk.periods import Dimension, Period
from console.desk.periods import Figure as Counted
from console.reports.figures import PeriodFigures
from console.rules.packs import load_policy
from console.store.sqlite_store import open_store
from console.tidying import begin

IN_THE_QUARTER = date(2026, 8, 1)
AT_MOST_MS = 1_000.0
BARE_SQL = """
select c.due_at, c.stopped_at, c.elapsed_minutes, c.outcome from items as i not indexed
join clocks as c on c.item_id = i.id
where c.kind = 'answer' and i.received_at >= ? and i.received_at < ?
"""


def run(quick: bool) -> list[Figure]:
    """Each way of asking, in turn. About half a minute."""
    return asyncio.run(measure(store_of(1_000_000), 2 if quick else 7))


async def measure(path: Path, rounds: int) -> list[Figure]:
    """The figures of a store of this schema at `path`, so many times each; the middle of the times."""
    policy = load_policy(POLICY)
    calendar = policy.calendar(date(2025, 1, 1), date(2028, 12, 31))
    store = await open_store(path, console="bench")
    begin()
    try:
        reporting = PeriodFigures(store, policy, Calendars(policy, calendar), VirtualClock(NOW))
        quarter = Period.of_quarter(IN_THE_QUARTER, calendar.zone)
        week = Period.of_week(NOW.date(), calendar.zone)
        bare_ms = _bare_ms(path, quarter)
        asked = {"in all": None} | {f"by {by.value}": by for by in Dimension}
        measured = [
            Figure(
                name=f"a quarter's figures {name}, p50", unit="ms", at_most=AT_MOST_MS,
                value=await _ms(lambda by=by: reporting.figures(quarter, by), rounds),  # type: ignore[misc]
                beside=bare_ms if by is None else None, beside_is="rows of the tables" if by is None else "",
            )
            for name, by in asked.items()
        ]  # fmt: skip
        opened_ms = await _ms(lambda: reporting.behind(Counted.LATE, quarter), rounds)
        today_ms = await _ms(lambda: reporting.figures(week, Dimension.CHANNEL), rounds)
        return [
            *measured,
            Figure(name="the items behind a quarter's late ones, p50", value=opened_ms, unit="ms"),
            Figure(name="this week's figures by channel, p50", value=today_ms, unit="ms"),
        ]
    finally:
        await store.close()


async def _ms(ask: Callable[[], Awaitable[object]], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        began = perf_counter()
        await ask()
        times.append((perf_counter() - began) * 1_000)
    return middle(times)


def _bare_ms(path: Path, period: Period) -> float:
    with closing(sqlite3.connect(path)) as bare:
        began = perf_counter()
        rows = bare.execute(BARE_SQL, (epoch_ms(period.start), epoch_ms(period.end))).fetchall()
        sorted(row[2] for row in rows if row[2] is not None)
        return (perf_counter() - began) * 1_000

"""The forecast over simulated years: how often its band holds, how far off it is, and what making one costs.

Each working day is forecast at opening and at midday from what was known by then, as the desk does it; the first days
of a year, for which it says itself that it knows too little, are counted and left out. The years that are reported are
not those on which it was tuned (seeds 1 to 8).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.figures import Figure, middle
from benchmarks.generate import NOW, PERSON, POLICY, copy_of, store_of
from benchmarks.year_of_arrivals import simulate
from console.bootstrap import Opening, opened_desk
from console.clock import VirtualClock
from console.rules.bank_holidays import bank_holidays
from console.rules.forecast import Experience, Now, foresee, learn
from console.rules.serving import Queue
from console.rules.worktime import Hours, WorkCalendar, WorkingDays

REPORTED_SEEDS = (101, 102, 103, 104, 105)
FIRST, DAYS = date(2026, 1, 1), 365
OFFICE: Hours = dict.fromkeys(range(5), ((540, 1020),))
CLOSES = 17
MOMENTS = ((9, "opening"), (12, "midday"))
Arrived = Mapping[date, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Told:
    """One forecast and what came: how far off it was, and how far the plain ways would have been."""

    hour: int
    is_within: bool
    off: float
    yesterday_off: float
    last_week_off: float


def run(quick: bool) -> list[Figure]:
    """Walk through the years (five, seven seconds each), then foresee on a store with 50,000 open."""
    years = [walk(simulate(FIRST, DAYS, _holidays(), seed)) for seed in REPORTED_SEEDS[: 1 if quick else None]]
    told = [one for year in years for one in year]
    within = [_within(year) for year in years]
    of = f"{len(told) // 2:,} days of {len(years)} simulated years"
    figures = [figure for hour, word in MOMENTS for figure in _figures(_at(told, hour), word, of)]
    figures.append(
        Figure(name="days in the 80 % band, the year with the fewest", value=min(within), unit="%", beside=max(within),
               beside_is="with the most")
    )  # fmt: skip
    return figures + asyncio.run(_cost(5 if quick else 20))


def _figures(told: Sequence[Told], word: str, of: str) -> list[Figure]:
    off, yesterday_off, last_week_off = (
        fmean(values) for values in zip(*((o.off, o.yesterday_off, o.last_week_off) for o in told), strict=True)
    )
    error = f"mean error of what is to come, from {word}"
    return [
        Figure(name=f"days in the 80 % band, from {word} ({of})", value=_within(told), unit="%", at_least=75,
               at_most=85),
        Figure(name=error, value=off, unit="items", beside=yesterday_off, beside_is="same as yesterday",
               ratio_at_most=0.7),
        Figure(name=error, value=off, unit="items", beside=last_week_off, beside_is="same weekday last week"),
    ]  # fmt: skip


def walk(arrived: Arrived) -> list[Told]:
    """Forecast every working day of a simulated stretch at opening and at midday."""
    calendar = WorkCalendar("Europe/London", OFFICE, _holidays(), (), date(2025, 1, 1), date(2028, 12, 31))
    workdays = [day for day in arrived if day.weekday() in OFFICE and day not in _holidays()]
    told = []
    for yesterday, day in pairwise(workdays):
        known = learn(day, {one: counts for one, counts in arrived.items() if one < day}, (), calendar)
        if known.rhythm is not None:
            told += [_tell(arrived, known, yesterday, hour, calendar) for hour, _ in MOMENTS]
    return told


def _tell(arrived: Arrived, known: Experience, yesterday: date, hour: int, calendar: WorkCalendar) -> Told:
    day = known.day
    so_far = tuple(count if at < hour else 0 for at, count in enumerate(arrived[day]))
    now = Now(datetime.combine(day, time(hour), tzinfo=calendar.zone), so_far, Queue(0, ()), ())
    band = foresee(now, known, calendar, WorkingDays(0.5)).to_come
    if band is None:
        raise AssertionError(f"no forecast for {day}, of which enough is known")
    came, then, last_week = (
        sum(arrived[one][hour:CLOSES]) for one in (day, yesterday, max(day - timedelta(days=7), FIRST))
    )
    return Told(hour, band.low <= came <= band.high, abs(came - band.middle), abs(came - then), abs(came - last_week))


def _at(told: Sequence[Told], hour: int) -> list[Told]:
    return [one for one in told if one.hour == hour]


def _within(told: Sequence[Told]) -> float:
    return 100 * sum(one.is_within for one in told) / len(told)


def _holidays() -> Mapping[date, str]:
    return bank_holidays("ENG", 2025, 2028)


# -- what it costs -------------------------------------------------------------------------------------------------


async def _cost(times: int) -> list[Figure]:
    """On a store of a million items, 50,000 of them open: the first forecast of a day reads a quarter of arrivals."""
    with TemporaryDirectory() as folder:
        path = copy_of(store_of(1_000_000), Path(folder))
        opening = Opening(policy=POLICY, name=PERSON, role=None, store=path, folder=path.parent)
        async with opened_desk(opening, VirtualClock(NOW)) as desk:
            cpu_ms = []
            for _ in range(times + 1):
                began = process_time()
                await desk.forecast()
                cpu_ms.append((process_time() - began) * 1_000)
    first, *others = cpu_ms
    return [
        Figure(name="a forecast at 50,000 open, CPU of all threads", value=middle(others), unit="ms", at_most=50),
        Figure(name="the first of a day, which reads 13 weeks of a million a year, CPU", value=first, unit="ms"),
    ]

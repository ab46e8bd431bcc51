"""A simulated year of arrivals at a housing association, by day and local hour: seeded, and the same every time.

What it assumes, and the forecast is not told: Mondays are heaviest and weekends lightest; mornings rise, lunch and the
evening have a bump; a winter has a quarter more than a summer, and the house grows by a tenth in the year. Each day has
a level of its own (standard deviation 18 %), half of which stays for the next day's; each hour varies by another 25 %;
what then comes is chance (Poisson). Bank holidays have six tenths of a day. Six storms a year (a burst main, snow)
start at an hour from 5 to 15, bring three to six times as much, die away by half every five hours, and leave the next
day a half more.
"""

from __future__ import annotations

import math
import random
from collections.abc import Collection
from datetime import date, timedelta

A_WEDNESDAY = 110.0  # items: about 65 of them in opening hours
WEEK = (1.30, 1.12, 1.00, 0.97, 0.85, 0.50, 0.45)  # of a Wednesday, Monday first
DAY = (
    0.6, 0.4, 0.3, 0.2, 0.3, 0.8, 2.0, 4.0, 6.5, 8.5, 8.5, 7.5,
    8.0, 7.0, 6.0, 5.5, 5.5, 5.5, 5.5, 5.5, 5.0, 4.0, 2.5, 1.2,
)  # fmt: skip
SEASON, GROWTH = 0.12, 0.10
DAY_SPREAD, DAY_STAYS, HOUR_SPREAD = 0.18, 0.5, 0.25
HOLIDAY = 0.6
STORMS, STORM_TIMES, STORM_HALF_LIFE_H, STORM_AFTER = 6, (3.0, 6.0), 5.0, 1.5


def simulate(first: date, days: int, holidays: Collection[date], seed: int) -> dict[date, tuple[int, ...]]:
    """What arrives on each of so many days from `first` on, as 24 counts."""
    chance = random.Random(seed)
    storms = {first + timedelta(days=chance.randrange(days)) for _ in range(round(STORMS * days / 365))}
    deviation, arrived = 0.0, {}
    for number in range(days):
        day = first + timedelta(days=number)
        fresh = chance.gauss(0.0, DAY_SPREAD * math.sqrt(1 - DAY_STAYS**2))
        deviation = DAY_STAYS * deviation + fresh
        level = _level(day, number) * math.exp(deviation) * (HOLIDAY if day in holidays else 1.0)
        level *= STORM_AFTER if day - timedelta(days=1) in storms else 1.0
        storm = _storm(chance) if day in storms else (1.0,) * 24
        means = (level * share / sum(DAY) * times for share, times in zip(DAY, storm, strict=True))
        arrived[day] = tuple(_poisson(mean * math.exp(chance.gauss(0.0, HOUR_SPREAD)), chance) for mean in means)
    return arrived


def _level(day: date, number: int) -> float:
    season = 1 + SEASON * math.cos(2 * math.pi * (day.timetuple().tm_yday - 15) / 365)
    return A_WEDNESDAY * WEEK[day.weekday()] * season * (1 + GROWTH * number / 365)


def _storm(chance: random.Random) -> tuple[float, ...]:
    """How many times as much comes in each hour."""
    begins, times = chance.randint(5, 15), chance.uniform(*STORM_TIMES)
    return tuple(
        1 + (times - 1) * 0.5 ** ((hour - begins) / STORM_HALF_LIFE_H) if hour >= begins else 1.0 for hour in range(24)
    )


def _poisson(mean: float, chance: random.Random) -> int:
    """By counting waits: exact, and fast enough for some tens."""
    count, left = 0, chance.expovariate(1.0)
    while left < mean:
        count += 1
        left += chance.expovariate(1.0)
    return count

"""How things arrive at a house, learned from past days: by hour, by weekday, and lately.

A day is 24 counts by local hour. Which days may be compared is for the caller: see `forecast.comparable_days`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from msgspec import Struct

from console.rules.local_hours import HOURS

WEEKDAYS = 7
DAYS_NEEDED = 10  # of ten errors, the smallest and the largest are the outer tenths: fewer have no 80 % band

HALF_LIFE_DAYS = 10  # two working weeks: what is newer than that says half of how much arrives nowadays
FIRST_DAYS = 5.0  # days that the mean of all days counts for before the newer ones are heard
LIKE_ANY_DAY = 2.0  # days that all weekdays together count for in what is known of one
UNUSUAL = 3.0  # usual deviations from which a day is no ordinary one
USUAL_OF_MEDIAN = 1.4826  # the standard deviation, of the median deviation of what is normally distributed
LEAST_SPREAD = 0.05  # of a day's level: no days are so alike that today cannot differ
LEAST_EXPECTED = 0.05  # items an hour: of an hour in which nothing ever came


class Day(Struct, frozen=True):
    """What arrived on one day, by local hour."""

    weekday: int
    counts: tuple[int, ...]


class Rhythm(Struct, frozen=True):
    """How things arrive here, for one weekday: what is expected in each hour, and how reality departs from it.

    `spread` is the usual deviation of the logarithm of a whole day's level, `scatter` the variance of an hour over its
    mean, from 1. `past` has each past day with what the others would have let one expect of it.
    """

    expected: tuple[float, ...]
    spread: float
    scatter: float
    past: tuple[tuple[tuple[float, ...], tuple[int, ...]], ...]


def learn(days: Sequence[Day], weekday: int) -> Rhythm:
    """Learn from past days, oldest first, what to expect of the weekday that follows them.

    Raises ValueError when they are fewer than DAYS_NEEDED.
    """
    if len(days) < DAYS_NEEDED:
        raise ValueError(f"{len(days)} days are too few to learn from: {DAYS_NEEDED} are needed.")
    tamed = _tamed(days)
    sums = _Sums(tamed)
    levels = _levels(tamed, sums)
    past = tuple(
        (_hours(level, sums.without(day), day.weekday), known.counts)
        for level, day, known in zip(levels, tamed, days, strict=False)
    )
    expected = _hours(levels[-1], sums, weekday)
    ordinary = tuple((hours, day.counts) for (hours, _), day in zip(past, tamed, strict=True))
    return Rhythm(expected, _spread(ordinary), _scatter(ordinary), past)


class _Sums:
    """What arrived on all days, by weekday and hour, from which one day can be left out again."""

    def __init__(self, days: Sequence[Day]) -> None:
        self.days = [0.0] * WEEKDAYS
        self.hours = [[0.0] * HOURS for _ in range(WEEKDAYS)]
        for day in days:
            self._add(day, 1.0)

    def _add(self, day: Day, times: float) -> None:
        self.days[day.weekday] += times
        of_weekday = self.hours[day.weekday]
        for hour, count in enumerate(day.counts):
            of_weekday[hour] += count * times

    def without(self, day: Day) -> _Sums:
        left = _Sums(())
        left.days, left.hours = self.days[:], [hours[:] for hours in self.hours]
        left._add(day, -1.0)
        return left

    @property
    def a_day(self) -> float:
        """What arrives on a day of any weekday."""
        return sum(map(sum, self.hours)) / max(1.0, sum(self.days))

    def factor(self, weekday: int) -> float:
        """What arrives on this weekday, of what arrives on any."""
        a_day = self.a_day or 1.0
        return (sum(self.hours[weekday]) / a_day + LIKE_ANY_DAY) / (self.days[weekday] + LIKE_ANY_DAY)

    def shares(self, weekday: int) -> list[float]:
        """How a day of this weekday divides into hours."""
        every = [sum(hours) for hours in zip(*self.hours, strict=True)]
        like_any = LIKE_ANY_DAY / max(1.0, sum(self.days))
        mixed = [own + like_any * all_of_it for own, all_of_it in zip(self.hours[weekday], every, strict=True)]
        total = sum(mixed)
        return [one / total if total else 1 / HOURS for one in mixed]


def _hours(level: float, sums: _Sums, weekday: int) -> tuple[float, ...]:
    a_day = level * sums.factor(weekday)
    return tuple(max(LEAST_EXPECTED, a_day * share) for share in sums.shares(weekday))


def _levels(days: Sequence[Day], sums: _Sums) -> list[float]:
    """What arrived on an average day, as it was known before each of the days, and after the last."""
    kept = 0.5 ** (1 / HALF_LIFE_DAYS)
    weight, total = FIRST_DAYS, FIRST_DAYS * sums.a_day
    levels = [total / weight]
    for day in days:
        weight = weight * kept + 1
        total = total * kept + sum(day.counts) / sums.factor(day.weekday)
        levels.append(total / weight)
    return levels


def _tamed(days: Sequence[Day]) -> list[Day]:
    """The days with storms cut down to the most that is usual: one must not stand in every later Monday."""
    usual = _usual_totals(days)
    factors = [sum(day.counts) / usual[day.weekday] for day in days]
    centre = _median(factors)
    most = centre + UNUSUAL * max(USUAL_OF_MEDIAN * _median([abs(one - centre) for one in factors]), LEAST_SPREAD)
    return [
        day if factor <= most else Day(day.weekday, tuple(round(count * most / factor) for count in day.counts))
        for day, factor in zip(days, factors, strict=True)
    ]


def _usual_totals(days: Sequence[Day]) -> list[float]:
    """The median day of each weekday; of a weekday that is hardly known, of all."""
    totals: list[list[float]] = [[] for _ in range(WEEKDAYS)]
    for day in days:
        totals[day.weekday].append(sum(day.counts))
    of_all = _median([total for of_weekday in totals for total in of_weekday])
    return [max(1.0, _median(one) if len(one) > 2 else of_all) for one in totals]


def _spread(days: Sequence[tuple[Sequence[float], Sequence[int]]]) -> float:
    """The usual deviation of whole days from what was expected of them, beyond what chance alone makes of an hour."""
    excess = 0.0
    scatter = _scatter(days)
    for expected, counts in days:
        due = sum(expected)
        excess += ((sum(counts) - due) ** 2 - due * scatter) / (due * due)
    return max(LEAST_SPREAD, sqrt(max(0.0, excess / len(days))))


def _scatter(days: Sequence[tuple[Sequence[float], Sequence[int]]]) -> float:
    """The variance of an hour over its mean, once the day's level is taken out of it; at least 1, pure chance."""
    squares = cells = 0.0
    for expected, counts in days:
        level = sum(counts) / sum(expected)
        for due, came in zip(expected, counts, strict=True):
            if due * level >= 1:
                squares += (came - due * level) ** 2 / (due * level)
                cells += 1
    return max(1.0, squares / max(1.0, cells - len(days)))


def _median(values: Sequence[float]) -> float:
    ranked = sorted(values)
    middle = len(ranked) // 2
    return ranked[middle] if len(ranked) % 2 else (ranked[middle - 1] + ranked[middle]) / 2

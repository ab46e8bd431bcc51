"""What is still to arrive today, from what is usual and from today so far.

Every past day is forecast anew from the others, from the same hour of the day on; how far off that was makes the band.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, exp, floor, log, sqrt

from msgspec import Struct

from console.rules.forecast_records import Band
from console.rules.local_hours import HOURS
from console.rules.rhythm import Rhythm

OUTSIDE = 0.1  # of the days below the band, and as many above

# How much more or less than expected arrives on a whole day: the levels tried, even in their logarithms.
LEVELS = tuple(exp(step * 0.05) for step in range(-28, 43))  # a quarter to eight times
STORM = 0.04  # of the days are like no other, ten a year: assumed, and it only says how soon a rise is believed
STORM_SPREAD = 0.8  # of the logarithm of such a day's level


class Outlook(Struct, frozen=True):
    """How much is still to arrive: `mean` with its standard error, and the past errors in those units, in order."""

    mean: float
    error: float
    past_errors: tuple[float, ...]

    def at(self, share: float) -> float:
        """The number that the given share (0..1) of days like this stay under; between past errors, a straight line."""
        place = min(max(share * (len(self.past_errors) + 1) - 1, 0.0), len(self.past_errors) - 1.0)
        below = floor(place)
        above = min(below + 1, len(self.past_errors) - 1)
        low, high = self.past_errors[below], self.past_errors[above]
        return max(0.0, self.mean + self.error * (low + (high - low) * (place - below)))

    def band(self) -> Band:
        """The whole numbers that four days of five end with."""
        middle = round(self.at(0.5))
        low, high = ceil(self.at(OUTSIDE)), floor(self.at(1 - OUTSIDE))
        return Band(min(low, middle), middle, max(high, middle))


def to_come(rhythm: Rhythm, so_far: Sequence[float], passed: Sequence[float], ahead: Sequence[float]) -> Outlook:
    """Say how much is still to arrive.

    `so_far` is what arrived today in each hour of the day, `passed` how much of each hour has passed (0..1, 2 where the
    clocks go back) and `ahead` how much of it is still to be counted. Past days are cut at the nearest whole hour.
    """
    days = _Levels(rhythm)
    mean, error = days.update(rhythm.expected, so_far, passed, ahead)
    whole_passed, whole_ahead = _in_whole_hours(passed, ahead)
    errors = []
    for expected, counts in rhythm.past:
        seen = [count * share for count, share in zip(counts, whole_passed, strict=True)]
        its_mean, its_error = days.update(expected, seen, whole_passed, whole_ahead)
        came = sum(count * share for count, share in zip(counts, whole_ahead, strict=True))
        errors.append((came - its_mean) / its_error)
    return Outlook(mean, error, tuple(sorted(errors)))


class _Levels:
    """How much more or less than expected arrives on a whole day, as a day's own hours tell.

    Bayes over LEVELS: an ordinary day is close to 1, a storm may be anywhere, and what came decides.
    """

    def __init__(self, rhythm: Rhythm) -> None:
        self._scatter = rhythm.scatter
        self._levels = [(level, log(level), _log_prior(rhythm.spread, level)) for level in LEVELS]

    def update(
        self, expected: Sequence[float], so_far: Sequence[float], passed: Sequence[float], ahead: Sequence[float]
    ) -> tuple[float, float]:
        """The mean of what is to come and its standard error, from what is expected and what has come."""
        due = sum(one * share for one, share in zip(expected, passed, strict=True))
        rest = sum(one * share for one, share in zip(expected, ahead, strict=True))
        level, variance = self._after(sum(so_far), due)
        return rest * level, sqrt(rest * level * self._scatter + variance * rest * rest) or 1.0

    def _after(self, came: float, due: float) -> tuple[float, float]:
        """The level after so much came where so much was due, with its variance."""
        logs = [prior + (came * log_level - due * level) / self._scatter for level, log_level, prior in self._levels]
        most = max(logs)
        weights = [exp(one - most) for one in logs]
        total = sum(weights)
        mean = sum(weight * level for weight, level in zip(weights, LEVELS, strict=True)) / total
        square = sum(weight * level * level for weight, level in zip(weights, LEVELS, strict=True)) / total
        return mean, max(square - mean * mean, 0.0)


def _log_prior(spread: float, level: float) -> float:
    """How likely a level is before the day begins: mostly an ordinary day's, now and then a storm's."""
    away = log(level)
    usual = (1 - STORM) / spread * exp(-0.5 * (away / spread) ** 2)
    storm = STORM / STORM_SPREAD * exp(-0.5 * (away / STORM_SPREAD) ** 2)
    return log(usual + storm)


def _in_whole_hours(passed: Sequence[float], ahead: Sequence[float]) -> tuple[list[float], list[float]]:
    """The same cut at a whole hour, so that past counts need no splitting; at least one hour stays ahead."""
    whole = [1.0 if share >= 0.5 else 0.0 for share in ahead]
    if not any(whole):
        whole[max(range(HOURS), key=lambda hour: ahead[hour])] = 1.0
    first = whole.index(1.0)
    return [1.0 if passed[hour] and hour < first else 0.0 for hour in range(HOURS)], whole

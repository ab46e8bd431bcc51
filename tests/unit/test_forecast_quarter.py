"""The forecast over a simulated quarter: coarse bounds, for one seed. `python -m benchmarks forecast` has more."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from statistics import fmean

from benchmarks.forecast import Told, walk
from benchmarks.year_of_arrivals import simulate

JANUARY = date(2026, 1, 1)


@lru_cache
def quarter() -> list[Told]:
    return walk(simulate(JANUARY, 90, {JANUARY: "New Year's Day"}, seed=11))


def test_the_first_two_weeks_are_not_forecast_and_all_others_are() -> None:
    assert len(quarter()) == 2 * (63 - 10)


def test_the_band_holds_about_four_days_of_five() -> None:
    assert 0.7 <= fmean(one.is_within for one in quarter()) <= 0.93


def test_it_is_nearer_than_the_day_before_and_the_week_before() -> None:
    off = fmean(one.off for one in quarter())
    assert off <= 0.75 * fmean(one.yesterday_off for one in quarter())
    assert off <= 0.9 * fmean(one.last_week_off for one in quarter())


def test_the_same_seed_gives_the_same_year() -> None:
    assert simulate(JANUARY, 30, (), seed=5) == simulate(JANUARY, 30, (), seed=5)
    assert simulate(JANUARY, 30, (), seed=5) != simulate(JANUARY, 30, (), seed=6)

"""Periods run from local midnight to local midnight, whatever the clocks do between them."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.desk.periods import Figure, Figures, Period

LONDON = ZoneInfo("Europe/London")
DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))
ZONES = st.sampled_from([LONDON, ZoneInfo("America/Santiago"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC")])


def hours(period: Period) -> float:
    return (period.end - period.start) / timedelta(hours=1)


def test_a_day_is_as_long_as_the_clocks_make_it() -> None:
    assert hours(Period.of_day(date(2026, 3, 29), LONDON)) == 23
    assert hours(Period.of_day(date(2026, 10, 25), LONDON)) == 25
    assert hours(Period.of_day(date(2026, 10, 26), LONDON)) == 24


def test_a_summer_day_begins_at_its_own_midnight() -> None:
    assert Period.of_day(date(2026, 7, 1), LONDON).start == datetime(2026, 6, 30, 23, tzinfo=UTC)


def test_a_week_is_the_iso_week_also_across_a_year() -> None:
    week = Period.of_week(date(2027, 1, 1), LONDON)  # a Friday, of week 53
    assert (week.start, week.end) == (datetime(2026, 12, 28, tzinfo=UTC), datetime(2027, 1, 4, tzinfo=UTC))


def test_a_quarter_runs_over_a_clock_change() -> None:
    quarter = Period.of_quarter(date(2026, 10, 25), LONDON)
    assert quarter == Period(datetime(2026, 9, 30, 23, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))


def test_december_is_followed_by_another_year() -> None:
    month = Period.of_month(date(2026, 12, 31), LONDON)
    assert month == Period(datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("end", [datetime(2026, 1, 1, tzinfo=UTC), datetime(2025, 12, 31, tzinfo=UTC)])
def test_a_period_without_length_is_refused(end: datetime) -> None:
    with pytest.raises(ValueError, match="not after its start"):
        Period(datetime(2026, 1, 1, tzinfo=UTC), end)


def test_a_period_wants_to_know_the_zone() -> None:
    with pytest.raises(TypeError):
        Period(datetime(2026, 1, 1), datetime(2026, 1, 2))  # noqa: DTZ001


@given(day=DAYS, zone=ZONES)
def test_quarters_months_and_weeks_are_made_of_their_days(day: date, zone: ZoneInfo) -> None:
    for period in (Period.of_week(day, zone), Period.of_month(day, zone), Period.of_quarter(day, zone)):
        days = list(period.days(zone))
        assert (days[0][1].start, days[-1][1].end) == (period.start, period.end)
        assert all(one.end == after.start for (_, one), (_, after) in itertools.pairwise(days))
        assert [one for name, one in days] == [Period.of_day(name, zone) for name, _ in days]
        assert day in [name for name, _ in days]


@given(day=DAYS, zone=ZONES)
def test_what_follows_a_quarter_is_the_next_one(day: date, zone: ZoneInfo) -> None:
    quarter = Period.of_quarter(day, zone)
    after = quarter.end.astimezone(zone).date()
    assert Period.of_quarter(after, zone).start == quarter.end


def test_a_period_that_begins_at_noon_begins_with_half_a_day() -> None:
    noon = datetime(2026, 11, 18, 12, tzinfo=UTC)
    (first, half), (second, rest) = Period(noon, noon + timedelta(hours=13)).days(LONDON)
    assert (first, second) == (date(2026, 11, 18), date(2026, 11, 19))
    assert (hours(half), hours(rest)) == (12, 1)


def test_every_figure_has_a_value_in_a_row() -> None:
    row = Figures(in_time=3, late=1)
    assert {figure: row.of(figure) for figure in Figure}[Figure.SHARE_IN_TIME] == 0.75
    assert Figures().share_in_time is None

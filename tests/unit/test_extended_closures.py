"""Which stretch without working time is longer than the week alone would make it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import islice

import pytest

from console.rules.closures import closure_at, extended_closures
from console.rules.worktime import Closure, Hours, WorkCalendar

NINE_TO_FIVE: Hours = dict.fromkeys(range(5), ((540, 720), (780, 1020)))  # with an hour for lunch
FRIDAY = datetime(2026, 11, 20, 10, 4, tzinfo=UTC)
CHRISTMAS = {
    date(2026, 12, 25): "Christmas Day",
    date(2026, 12, 26): "Boxing Day",
    date(2026, 12, 28): "Boxing Day (observed)",
    date(2027, 1, 1): "New Year's Day",
}
STORM = Closure(datetime(2026, 11, 20, 14, tzinfo=UTC), datetime(2026, 11, 20, 17, tzinfo=UTC), "Storm")


def calendar(*closures: Closure, holidays: dict[date, str] | None = None) -> WorkCalendar:
    return WorkCalendar("Europe/London", NINE_TO_FIVE, holidays or {}, closures, date(2026, 1, 1), date(2027, 1, 31))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def test_nights_weekends_and_lunches_are_no_closures() -> None:
    assert closure_at(calendar(), FRIDAY) is None


def test_a_run_of_holidays_is_one_closure_with_the_nights_and_the_weekend_in_it() -> None:
    found = list(islice(extended_closures(calendar(holidays=CHRISTMAS), FRIDAY), 3))
    assert found == [
        Closure(utc(2026, 12, 24, 17), utc(2026, 12, 29, 9), "Christmas Day, Boxing Day, Boxing Day (observed)"),
        Closure(utc(2026, 12, 31, 17), utc(2027, 1, 4, 9), "New Year's Day"),
    ]


def test_a_closure_at_the_end_of_a_day_lasts_until_the_next_opening() -> None:
    assert closure_at(calendar(STORM), FRIDAY) == Closure(utc(2026, 11, 20, 14), utc(2026, 11, 23, 9), "Storm")


@pytest.mark.parametrize("now", [utc(2026, 11, 20, 14), utc(2026, 11, 20, 18), utc(2026, 11, 23, 8, 59)])
def test_one_that_has_begun_is_told_until_it_is_over(now: datetime) -> None:
    found = closure_at(calendar(STORM), now)
    assert found is not None
    assert found.reason == "Storm"


def test_one_that_is_over_is_not() -> None:
    assert closure_at(calendar(STORM), utc(2026, 11, 23, 9)) is None


def test_what_costs_no_working_time_is_no_closure() -> None:
    night = Closure(utc(2026, 11, 20, 18), utc(2026, 11, 20, 20), "Cleaning")
    saturday = {date(2026, 11, 21): "A holiday on a Saturday"}
    assert closure_at(calendar(night, holidays=saturday), FRIDAY) is None


def test_the_end_of_the_calendar_is_no_closure() -> None:
    assert closure_at(calendar(holidays=CHRISTMAS), utc(2027, 1, 29, 16)) is None

"""Moments as they are said in sentences."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from console.rules.wording import moment_words, said_back, said_day, stretch_words, when_words

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("at", "alone", "at_the_end"),
    [
        (datetime(2026, 11, 18, 10, 32, tzinfo=UTC), "10:32", "at 10:32"),
        (datetime(2026, 11, 18, tzinfo=UTC), "00:00", "at 00:00"),
        (datetime(2026, 11, 17, 10, 32, tzinfo=UTC), "Tue 17 Nov at 10:32", "on Tue 17 Nov at 10:32"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "Thu 2 Jul at 00:30", "on Thu 2 Jul at 00:30"),
        (datetime(2027, 1, 4, tzinfo=UTC), "Mon 4 Jan 2027 at 00:00", "on Mon 4 Jan 2027 at 00:00"),
    ],
)
def test_a_moment_is_said_with_its_day_unless_that_is_today(at: datetime, alone: str, at_the_end: str) -> None:
    assert (moment_words(at, NOW, LONDON), when_words(at, NOW, LONDON)) == (alone, at_the_end)


@pytest.mark.parametrize(
    ("days", "hours", "words"),
    [
        ((18, 18), (15, 17), "15:00 to 17:00"),
        ((18, 19), (15, 9), "15:00 to Thu 19 Nov at 09:00"),
        ((17, 17), (15, 17), "Tue 17 Nov at 15:00 to 17:00"),
        ((17, 18), (15, 9), "Tue 17 Nov at 15:00 to Wed 18 Nov at 09:00"),
    ],
)
def test_a_stretch_names_each_day_once_and_never_leaves_open_which_one_is_meant(
    days: tuple[int, int], hours: tuple[int, int], words: str
) -> None:
    start, end = (datetime(2026, 11, day, hour, tzinfo=UTC) for day, hour in zip(days, hours, strict=True))
    assert stretch_words(start, end, NOW, LONDON) == words


def test_a_stretch_into_another_year_says_so() -> None:
    start, end = datetime(2026, 12, 24, 12, tzinfo=UTC), datetime(2027, 1, 4, 9, tzinfo=UTC)
    assert stretch_words(start, end, NOW, LONDON) == "Thu 24 Dec at 12:00 to Mon 4 Jan 2027 at 09:00"


def test_a_day_is_said_with_its_time_only_where_it_has_one() -> None:
    assert said_day(datetime(2026, 12, 24, tzinfo=UTC), NOW, LONDON) == "Thu 24 Dec"
    assert said_day(datetime(2027, 1, 4, 14, 30, tzinfo=UTC), NOW, LONDON) == "Mon 4 Jan 2027 at 14:30"
    assert said_back(None, NOW, LONDON) == "until further notice"

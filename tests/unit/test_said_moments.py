"""Moments as they are said in sentences."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from console.rules.wording import moment_words, said_back, said_day, when_words

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


def test_a_day_is_said_with_its_time_only_where_it_has_one() -> None:
    assert said_day(datetime(2026, 12, 24, tzinfo=UTC), NOW, LONDON) == "Thu 24 Dec"
    assert said_day(datetime(2027, 1, 4, 14, 30, tzinfo=UTC), NOW, LONDON) == "Mon 4 Jan 2027 at 14:30"
    assert said_back(None, NOW, LONDON) == "no day for coming back is known"

"""How the time that is left is said in the leftmost columns."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from console.rules.packs import load_policy
from console.widgets import wording
from console.widgets.countdown import TIME_CELLS

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)  # a Wednesday afternoon, open until 17:00


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.5, "0m30"), (8 + 38 / 60, "8m38"), (43 + 10 / 60, "43m10"), (59.99, "59m59"), (60, "1h00"), (125, "2h05"),
        (-31, "-31m"), (-80, "-1h20"), (-101 * 60, "-3d"),
    ],
)  # fmt: skip
def test_what_is_left_fits_its_column_and_never_reads_as_a_time_of_day(minutes: float, words: str) -> None:
    calendar = load_policy("westward").calendar(date(2026, 1, 1), date(2026, 12, 31))
    said = wording.countdown(minutes, calendar, NOW, NOW + timedelta(minutes=minutes))
    assert said == words
    assert ":" not in said
    assert len(said) <= TIME_CELLS


@pytest.mark.parametrize(
    ("minutes", "words"), [(21 * 60, "21h00"), (47 * 60, "47h00"), (-30, "-30m"), (5 * 1440, "5d")]
)
def test_a_platforms_window_is_said_by_the_wall_clock(minutes: float, words: str) -> None:
    assert wording.wall_countdown(minutes) == words


def test_what_is_late_since_before_the_calendar_says_hours() -> None:
    calendar = load_policy("westward").calendar(date(2026, 1, 1), date(2026, 12, 31))
    assert wording.countdown(-60_000, calendar, NOW, NOW - timedelta(days=900)) == "-1000h"


@pytest.mark.parametrize(
    ("due_at", "words"),
    [
        (NOW + timedelta(minutes=80), "1 hour 20 minutes"),
        (NOW + timedelta(days=7), "5 working days"),
        (NOW - timedelta(days=14), "10 working days"),
    ],
)
def test_working_time_far_off_is_said_in_working_days(due_at: datetime, words: str) -> None:
    calendar = load_policy("westward").calendar(date(2026, 1, 1), date(2026, 12, 31))
    minutes = calendar.working_minutes(NOW, due_at)
    assert wording.working_time(minutes, calendar, NOW, due_at) == words

"""Moments in as few cells as can be."""

from datetime import UTC, date, datetime, timedelta

import pytest

from console.rules.worktime import WorkCalendar
from console.screens.pane_scene import Scene

NOW = datetime(2026, 11, 18, 12, 10, tzinfo=UTC)  # a Wednesday
WEEK = dict.fromkeys(range(5), ((540, 1020),))
SCENE = Scene(NOW, WorkCalendar("Europe/London", WEEK, {}, (), date(2026, 1, 1), date(2026, 12, 31)))


@pytest.mark.parametrize(("days", "said"), [(0, "12:10"), (2, "Fri 12:10"), (3, "Sat 12:10"), (-3, "Sun 12:10")])
def test_a_weekday_stands_for_a_day_that_is_near(days: int, said: str) -> None:
    assert SCENE.near(NOW + timedelta(days=days)) == said


def test_a_weekday_never_stands_for_two_days() -> None:
    said = [SCENE.near(NOW + timedelta(days=days)) for days in range(-8, 9)]
    assert len(set(said)) == len(said)

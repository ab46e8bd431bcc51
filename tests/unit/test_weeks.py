"""Weeks as somebody types them, and as they are said again."""

from __future__ import annotations

import pytest

from console.rules.weeks import parse_week, said_week


def test_a_week_is_read_and_said_again() -> None:
    week = parse_week("tuesday=09:00-13:00 mon=13:00-17:00,09:00-12:30")
    assert week == {0: ((540, 750), (780, 1020)), 1: ((540, 780),)}
    assert parse_week(said_week(week)) == week
    assert parse_week("") == {}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("monday", "no day with its hours"),
        ("monday=", "no day with its hours"),
        ("someday=09:00-17:00", "no day with its hours"),
        ("mon=09:00-17:00 monday=09:00-10:00", "twice"),
        ("mon=09:00-13:00,12:00-17:00", "overlaps"),
        ("mon=nine-five", "09:00-17:00"),
        ("mon=17:00-09:00", "does not end after"),
    ],
)
def test_a_week_that_is_none_is_refused_with_what_is_accepted(text: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        parse_week(text)

"""Moments and weeks as somebody types them, and as they are said again."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from console.rules.moments import parse_moment, parse_week, said_back, said_day, said_week

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)  # a Wednesday


def read(text: str, *, is_end: bool = False, now: datetime = NOW) -> str:
    return parse_moment(text, now, LONDON, is_end=is_end).astimezone(LONDON).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("now", "2026-11-18 15:00"),
        ("today", "2026-11-18 00:00"),
        ("tomorrow", "2026-11-19 00:00"),
        ("Tomorrow 14:30", "2026-11-19 14:30"),
        ("tomorrow at 9:05", "2026-11-19 09:05"),
        ("14:30", "2026-11-18 14:30"),
        ("friday", "2026-11-20 00:00"),
        ("wed", "2026-11-18 00:00"),
        ("Tues", "2026-11-24 00:00"),
        ("2026-12-24", "2026-12-24 00:00"),
        ("2026-12-24T14:30", "2026-12-24 14:30"),
        ("  24   Dec ", "2026-12-24 00:00"),
        ("24th December 2027 08:00", "2027-12-24 08:00"),
        ("1 Mar", "2027-03-01 00:00"),
        ("18 Nov", "2026-11-18 00:00"),
        ("29 Feb", "2028-02-29 00:00"),
    ],
)
def test_a_moment_is_read_by_the_local_clock(text: str, moment: str) -> None:
    assert read(text) == moment


@pytest.mark.parametrize(("text", "moment"), [("24 Dec", "2026-12-25 00:00"), ("24 Dec 14:30", "2026-12-24 14:30")])
def test_a_day_at_the_end_belongs_to_it_whole(text: str, moment: str) -> None:
    assert read(text, is_end=True) == moment


@pytest.mark.parametrize(
    "text", ["", "   ", "soon", "31 Feb", "24/12/2026", "25:00", "24 Dec 14.30", "mo", "[/] 3 Dec"]
)
def test_what_is_no_moment_is_refused_with_what_is_accepted(text: str) -> None:
    with pytest.raises(ValueError, match='"24 Dec" or "2026-12-24"'):
        read(text)


@pytest.mark.parametrize("text", ["9999-12-31", "31 Dec 9999"])
def test_a_day_that_no_clock_reaches_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f'"{text}" is too far away'):
        read(text, is_end=True)


def test_a_day_in_summer_begins_by_the_clock_of_summer() -> None:
    assert parse_moment("2026-07-01", NOW, LONDON) == datetime(2026, 6, 30, 23, tzinfo=UTC)


def test_today_is_the_local_day_even_when_it_is_still_yesterday_in_utc() -> None:
    assert read("today", now=datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "2026-07-01 00:00"


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


def test_a_day_is_said_with_its_time_only_where_it_has_one() -> None:
    assert said_day(datetime(2026, 12, 24, tzinfo=UTC), NOW, LONDON) == "Thu 24 Dec"
    assert said_day(datetime(2027, 1, 4, 14, 30, tzinfo=UTC), NOW, LONDON) == "Mon 4 Jan 2027 at 14:30"
    assert said_back(None, NOW, LONDON) == "no day for coming back is known"

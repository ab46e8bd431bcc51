"""Moments as somebody types them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from console.errors import NotPossible
from console.rules.moments import parse_moment

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
        (" 9.30 ", "2026-11-18 09:30"),
        ("today 14:00", "2026-11-18 14:00"),
        ("Monday 09:00", "2026-11-23 09:00"),
        ("wed 16:00", "2026-11-18 16:00"),
        ("friday", "2026-11-20 00:00"),
        ("wed", "2026-11-18 00:00"),
        ("Tues", "2026-11-24 00:00"),
        ("2026-12-24", "2026-12-24 00:00"),
        ("2026-12-24T14:30", "2026-12-24 14:30"),
        ("2026-12-24 12:00", "2026-12-24 12:00"),
        ("2027-1-4 9:00", "2027-01-04 09:00"),
        ("  24   Dec ", "2026-12-24 00:00"),
        ("24th December 2027 08:00", "2027-12-24 08:00"),
        ("1 Mar", "2027-03-01 00:00"),
        ("18 Nov", "2026-11-18 00:00"),
        ("29 Feb", "2028-02-29 00:00"),
        ("29 Feb 09:00", "2028-02-29 09:00"),
        ("29 Feb 2028 09:00", "2028-02-29 09:00"),
        ("24 Dec 14.30", "2026-12-24 14:30"),
        ("4 Jan 09:00", "2027-01-04 09:00"),
        ("1 Sept 12:00", "2027-09-01 12:00"),
        ("31 Dec 9998", "9998-12-31 00:00"),
    ],
)
def test_a_moment_is_read_by_the_local_clock(text: str, moment: str) -> None:
    assert read(text) == moment


@pytest.mark.parametrize(("text", "moment"), [("24 Dec", "2026-12-25 00:00"), ("24 Dec 14:30", "2026-12-24 14:30")])
def test_a_day_at_the_end_belongs_to_it_whole(text: str, moment: str) -> None:
    assert read(text, is_end=True) == moment


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "soon", "noon", "31 Feb", "31 Feb 12:00", "24/12/2026", "24.12.2026", "24:00", "25:00", "12:61"),
        *("mo", "monxyz 09:00", "24 decxyz 09:00", "someday 12:00", "2026-13-01 12:00", "31 Dec 9999", "1 Jan 0001"),
        *("now 12:00", "at", "[/] 3 Dec"),
    ],
)
def test_what_is_no_moment_is_refused_with_what_is_accepted(text: str) -> None:
    with pytest.raises(NotPossible, match='"24 Dec" or "2026-12-24"'):
        read(text)


@pytest.mark.parametrize("text", ["28 Mar 2027 01:30", "2027-03-28 1.00"])
def test_a_time_that_the_clocks_jump_over_is_refused_and_named(text: str) -> None:
    with pytest.raises(NotPossible, match="clocks go forward on 28 March"):
        read(text)
    assert read("28 Mar 2027 02:00") == "2027-03-28 02:00"


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    assert parse_moment("25 Oct 2026 01:30", NOW, LONDON) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_day_whose_midnight_is_jumped_over_begins_after_the_jump() -> None:
    santiago = ZoneInfo("America/Santiago")
    assert parse_moment("6 Sep 2026", NOW, santiago) == datetime(2026, 9, 6, 4, tzinfo=UTC)
    with pytest.raises(NotPossible, match="clocks go forward on 6 September"):
        parse_moment("6 Sep 2026 00:30", NOW, santiago)


def test_a_day_in_summer_begins_by_the_clock_of_summer() -> None:
    assert parse_moment("2026-07-01", NOW, LONDON) == datetime(2026, 6, 30, 23, tzinfo=UTC)


def test_today_is_the_local_day_even_when_it_is_still_yesterday_in_utc() -> None:
    assert read("today", now=datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "2026-07-01 00:00"

"""A moment as somebody types it, in the time of their place: "14:00", "tomorrow 09:00", "24 Dec 12:00". Pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from console.errors import NotPossible

NOW, TODAY, TOMORROW = "now", "today", "tomorrow"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_ISO_T = re.compile(r"^(\s*\d{4}-\d{1,2}-\d{1,2})t", re.ASCII)  # 2026-12-24T12:00
_DAY = re.compile(r"(\d{1,2})\s+([a-z]{3})[a-z]*(?:\s+(\d{4}))?", re.ASCII)
HOW = 'Write it as "14:00", "tomorrow 09:00", "Monday 09:00", "24 Dec 12:00" or "2026-12-24 12:00".'


def local_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment that is meant, aware, in `zone`. Without a day it is today, without a year the next day of that name.

    Raises NotPossible, saying what would be right, for anything else and for a time that the clocks jump over.
    """
    here = now.astimezone(zone)
    words = " ".join(_ISO_T.sub(r"\1 ", text.casefold()).split())
    if words == NOW:
        return here
    day_words, _, time_words = words.rpartition(" ")
    clock = _TIME.fullmatch(time_words)
    if clock is None:
        raise NotPossible(f'"{text.strip()[:40]}" does not end with a time. {HOW}')
    day = _day(day_words, here.date())
    if day is None:
        raise NotPossible(f'"{day_words[:40]}" is no day. {HOW}')
    return _existing(day, _time(clock, text), zone)


def _time(clock: re.Match[str], text: str) -> time:
    hour, minute = int(clock[1]), int(clock[2])
    if hour > 23 or minute > 59:
        raise NotPossible(f'"{text.strip()[:40]}" is no time of day: the last is 23:59.')
    return time(hour, minute)


def _day(words: str, today: date) -> date | None:
    if words in ("", TODAY):
        return today
    if words == TOMORROW:
        return today + timedelta(days=1)
    if words[:3] in WEEKDAYS and words.isalpha():
        return today + timedelta(days=(WEEKDAYS.index(words[:3]) - today.weekday()) % 7)
    if (iso := _ISO.fullmatch(words)) is not None:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    if (named := _DAY.fullmatch(words)) is None or named[2] not in MONTHS:
        return None
    month, day = MONTHS.index(named[2]) + 1, int(named[1])
    if named[3]:
        return _date(int(named[3]), month, day)
    this_year = _date(today.year, month, day)
    return this_year if this_year is not None and this_year >= today else _date(today.year + 1, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _existing(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment; in the hour that comes twice, the first. Raises NotPossible in the hour that does not come."""
    moment = datetime.combine(day, clock, zone)
    there_and_back = moment.astimezone(UTC).astimezone(zone)
    if there_and_back.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise NotPossible(f"The clocks go forward on {day:%d %B}: {clock:%H:%M} does not come that day.")
    return moment

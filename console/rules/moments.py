"""Moments as somebody types them, by the local clock, and as they are said again. Pure; what "today" is comes in."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from console.rules.policy_time import interval_minutes
from console.rules.worktime import WEEKDAYS, Hours

ACCEPTED = (
    'write "now", "today", "tomorrow", a weekday, "24 Dec" or "2026-12-24", and if need be a time: "24 Dec 14:30"'
)
WEEK_ACCEPTED = 'write each day with its hours: "monday=09:00-12:30,13:00-17:00 tuesday=09:00-13:00"'
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SHORTEST_DAY_NAME = 3  # letters: mon, tue
ONE_DAY = timedelta(days=1)
OF_TIME = re.compile(r"(?:^|[ t])(?:at )?([01]?\d|2[0-3]):([0-5]\d)$", re.ASCII)
OF_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?(?:,? (\d{4}))?", re.ASCII)


def parse_moment(text: str, now: datetime, zone: ZoneInfo, *, is_end: bool = False) -> datetime:
    """Read what somebody typed as a moment of the local clock; `now` is aware, the answer in UTC.

    A day alone is its first moment; with `is_end` the whole day belongs to it, so it is the first of the next. A time
    alone is today's. A weekday is the next of its name, today included; a day without a year the next that comes.
    Raises ValueError, saying what is accepted.
    """
    words = " ".join(text.strip().lower().split())
    here = now.astimezone(zone)
    if words == "now":
        return now.astimezone(UTC)
    timed = OF_TIME.search(words)
    day_words = words[: timed.start()].strip() if timed else words
    day = _day(day_words, here.date()) if day_words else (here.date() if timed else None)
    if day is None:
        raise ValueError(f'"{text.strip()}" is no moment that Halfday can read: {ACCEPTED}.')
    try:
        if timed:
            local = datetime.combine(day, time(int(timed[1]), int(timed[2])), tzinfo=zone)
        else:
            local = datetime.combine(day + ONE_DAY if is_end else day, time(), tzinfo=zone)
        return local.astimezone(UTC)
    except OverflowError:
        raise ValueError(f'"{text.strip()}" is too far away: look at the year.') from None


def _day(words: str, today: date) -> date | None:
    if words == "today":
        return today
    if words == "tomorrow":
        return today + ONE_DAY
    if len(words) >= SHORTEST_DAY_NAME:
        for weekday, name in enumerate(WEEKDAYS):
            if name.lower().startswith(words):
                return today + ONE_DAY * ((weekday - today.weekday()) % 7)
    try:
        return date.fromisoformat(words)
    except ValueError:
        return _named_day(words, today)


def _named_day(words: str, today: date) -> date | None:
    """ "24 dec", "24th december 2026"; without a year the next that comes, today included."""
    found = OF_DAY.fullmatch(words)
    if found is None or found[2][:3] not in MONTHS:
        return None
    month = MONTHS.index(found[2][:3]) + 1
    years = [int(found[3])] if found[3] else range(today.year, today.year + 9)  # a leap day may be eight years off
    for year in years:
        try:
            day = date(year, month, int(found[1]))
        except ValueError:
            continue
        if found[3] or day >= today:
            return day
    return None


def parse_week(text: str) -> dict[int, tuple[tuple[int, int], ...]]:
    """Read "monday=09:00-12:30,13:00-17:00 tuesday=09:00-13:00"; nothing at all is the office's own week.

    Raises ValueError, saying what is accepted.
    """
    week: dict[int, tuple[tuple[int, int], ...]] = {}
    for part in text.split():
        name, equals, hours = part.partition("=")
        weekday = _weekday(name)
        if weekday is None or not equals or not hours:
            raise ValueError(f'"{part}" is no day with its hours: {WEEK_ACCEPTED}.')
        if weekday in week:
            raise ValueError(f"{WEEKDAYS[weekday]} is there twice: {WEEK_ACCEPTED}.")
        week[weekday] = _intervals(hours)
    return dict(sorted(week.items()))


def _weekday(name: str) -> int | None:
    fitting = [day for day, full in enumerate(WEEKDAYS) if full.lower().startswith(name.lower())]
    return fitting[0] if len(name) >= SHORTEST_DAY_NAME and fitting else None


def _intervals(hours: str) -> tuple[tuple[int, int], ...]:
    spans = sorted(interval_minutes(text) for text in hours.split(","))
    if any(end > start for (_, end), (start, _) in pairwise(spans)):
        raise ValueError(f'"{hours}" overlaps with itself: {WEEK_ACCEPTED}.')
    return tuple(spans)


def said_day(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """ "Thu 24 Dec", with the year when it is another one, and the time unless it is midnight."""
    there = at.astimezone(zone)
    year = "" if there.year == now.astimezone(zone).year else f" {there.year}"
    clock = "" if (there.hour, there.minute) == (0, 0) else f" at {there:%H:%M}"
    return f"{there:%a} {there.day} {there:%b}{year}{clock}"


def said_back(until_at: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    """When somebody is back: "until" a day leaves open whether that day is meant."""
    return "no day for coming back is known" if until_at is None else f"back on {said_day(until_at, now, zone)}"


def said_week(week: Hours) -> str:
    """The week as `parse_week` reads it: "mon=09:00-17:00 tue=09:00-13:00"."""
    days = sorted(week.items())
    return " ".join(f"{WEEKDAYS[day][:3].lower()}={','.join(map(_span, spans))}" for day, spans in days)


def _span(span: tuple[int, int]) -> str:
    return "-".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in span)

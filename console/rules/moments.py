"""Moments as somebody types them, by the local clock. Pure; what "today" is comes in."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from console.errors import NotPossible
from console.rules.wallclock import ONE_DAY, midnight
from console.rules.weeks import weekday_of
from console.rules.wording import MONTHS

ACCEPTED = (
    'write "now", "today", "tomorrow", a weekday, "24 Dec" or "2026-12-24", with a time or without: "24 Dec 14:30"; '
    'a time alone, "14:30", is today\'s'
)
ECHOED_CHARACTERS = 40  # of what was typed
YEARS = range(1900, 9999)  # the day after the last one has to exist too
OF_TIME = re.compile(r"(?:^|[ t])(?:at )?([01]?\d|2[0-3])[:.]([0-5]\d)$", re.ASCII)
OF_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?(?:,? (\d{4}))?", re.ASCII)
OF_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


def parse_moment(text: str, now: datetime, zone: ZoneInfo, *, is_end: bool = False) -> datetime:
    """Read what somebody typed as a moment of the local clock; `now` is aware, the answer in UTC.

    A day alone is its first moment; with `is_end` the whole day belongs to it, so it is the first of the next. A time
    alone is today's. A weekday is the next of its name, today included; a day without a year the next that comes. Of a
    time that comes twice it is the first. Raises NotPossible, saying what is accepted, for anything else, and for a
    time that the clocks jump over.
    """
    words = " ".join(text.lower().split())
    if words == "now":
        return now.astimezone(UTC)
    today = now.astimezone(zone).date()
    timed = OF_TIME.search(words)
    day_words = words[: timed.start()].strip() if timed else words
    day = today if timed and not day_words else _day(day_words, today)
    if day is None:
        raise NotPossible(f'"{text.strip()[:ECHOED_CHARACTERS]}" is no moment that Halfday can read: {ACCEPTED}.')
    if timed:
        return _existing(day, time(int(timed[1]), int(timed[2])), zone)
    return midnight(day + ONE_DAY if is_end else day, zone)


def _existing(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment in UTC; in the hour that comes twice, the first. Raises NotPossible in the hour that does not come."""
    wanted = datetime.combine(day, clock)
    moment = wanted.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != wanted:
        said = f"{day.day} {MONTHS[day.month - 1]}"
        raise NotPossible(f"The clocks go forward on {said}: {clock:%H:%M} does not come that day. Write another time.")
    return moment


def _day(words: str, today: date) -> date | None:
    if words == "today":
        return today
    if words == "tomorrow":
        return today + ONE_DAY
    if (weekday := weekday_of(words)) is not None:
        return today + ONE_DAY * ((weekday - today.weekday()) % 7)
    if (dated := OF_DATE.fullmatch(words)) is not None:
        return _date(int(dated[1]), int(dated[2]), int(dated[3]))
    return _named_day(words, today)


def _named_day(words: str, today: date) -> date | None:
    """ "24 dec", "24th december 2026"; without a year the next that comes, today included."""
    found = OF_DAY.fullmatch(words)
    month = next((at for at, name in enumerate(MONTHS, 1) if found and name.lower().startswith(found[2])), None)
    if found is None or month is None:
        return None
    if found[3]:
        return _date(int(found[3]), month, int(found[1]))
    years = range(today.year, today.year + 9)  # a leap day may be eight years off
    days = (_date(year, month, int(found[1])) for year in years)
    return next((day for day in days if day is not None and day >= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None

"""Days, moments and amounts of working time as a person says them, whatever the machine's locale. Decides nothing."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from console.rules.policy_time import TimeAllowance

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def day_text(day: date) -> str:
    """26 May 2024."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_text(moment: datetime) -> str:
    """Friday 4 December 2026, 16:00."""
    return f"{WEEKDAYS[moment.weekday()]} {day_text(moment)}, {moment:%H:%M}"


def short_moment_text(moment: datetime) -> str:
    """Fri  4 Dec 16:00: always as wide."""
    return f"{WEEKDAYS[moment.weekday()][:3]} {moment.day:2} {MONTHS[moment.month - 1][:3]} {moment:%H:%M}"


def short_day_text(day: date, today: date) -> str:
    """Fri 4 Dec; with the year when it is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}{year}"


def moment_words(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """14:30 today, else Fri 4 Dec at 14:30: after "from", "since" or "until"."""
    there, today = at.astimezone(zone), now.astimezone(zone).date()
    day = "" if there.date() == today else f"{short_day_text(there.date(), today)} at "
    return f"{day}{there:%H:%M}"


def when_words(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """The same for the end of a sentence: at 14:30; on Fri 4 Dec at 14:30."""
    is_today = at.astimezone(zone).date() == now.astimezone(zone).date()
    return f"{'at' if is_today else 'on'} {moment_words(at, now, zone)}"


def stretch_words(start: datetime, end: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Fri 4 Dec at 14:30 to 17:00; the day is left out where it is today's, and at the end where it is the first's."""
    first, last, today = (moment.astimezone(zone) for moment in (start, end, now))
    day = "" if last.date() == first.date() else f"{short_day_text(last.date(), today.date())} at "
    return f"{moment_words(start, now, zone)} to {day}{last:%H:%M}"


def said_day(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Thu 24 Dec, today as well; with the time unless it is midnight."""
    there, today = at.astimezone(zone), now.astimezone(zone).date()
    clock = "" if (there.hour, there.minute) == (0, 0) else f" at {there:%H:%M}"
    return f"{short_day_text(there.date(), today)}{clock}"


def said_back(until_at: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    """When somebody is back: "until" a day leaves open whether that day is meant."""
    return "until further notice" if until_at is None else f"back on {said_day(until_at, now, zone)}"


def amount_text(setting: TimeAllowance) -> str:
    """Half a working day; 2 working hours."""
    if setting.working_days == 0.5:
        return "half a working day"
    for value, unit in (
        (setting.working_days, "working day"),
        (setting.working_hours, "working hour"),
        (setting.working_minutes, "working minute"),
    ):
        if value is not None:
            return f"{value:g} {unit}{'' if value == 1 else 's'}"
    return "no time"


def minutes_text(minutes: float) -> str:
    """4 h 05 min; 30 min."""
    hours, rest = divmod(round(minutes), 60)
    return f"{hours} h {rest:02} min" if hours else f"{rest} min"

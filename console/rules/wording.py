"""Days, moments and amounts of working time as a person says them, whatever the machine's locale. Decides nothing."""

from __future__ import annotations

from datetime import date, datetime

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

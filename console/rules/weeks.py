"""A working week as somebody types it, and as it is said again; and weekdays by their names. Pure."""

from __future__ import annotations

from itertools import pairwise

from console.rules.policy_time import interval_minutes
from console.rules.worktime import WEEKDAYS, Hours

ACCEPTED = 'write each day with its hours: "monday=09:00-12:30,13:00-17:00 tuesday=09:00-13:00"'
SHORTEST_DAY_NAME = 3  # letters: mon, tue


def weekday_of(name: str) -> int | None:
    """Which weekday (0 = Monday) a name or its beginning means; None where it means none."""
    fitting = [day for day, full in enumerate(WEEKDAYS) if full.lower().startswith(name.lower())]
    return fitting[0] if len(name) >= SHORTEST_DAY_NAME and fitting else None


def parse_week(text: str) -> dict[int, tuple[tuple[int, int], ...]]:
    """Read "monday=09:00-12:30,13:00-17:00 tuesday=09:00-13:00"; nothing at all is the office's own week.

    Raises ValueError, saying what is accepted.
    """
    week: dict[int, tuple[tuple[int, int], ...]] = {}
    for part in text.split():
        name, equals, hours = part.partition("=")
        weekday = weekday_of(name)
        if weekday is None or not equals or not hours:
            raise ValueError(f'"{part}" is no day with its hours: {ACCEPTED}.')
        if weekday in week:
            raise ValueError(f"{WEEKDAYS[weekday]} is there twice: {ACCEPTED}.")
        week[weekday] = _intervals(hours)
    return dict(sorted(week.items()))


def _intervals(hours: str) -> tuple[tuple[int, int], ...]:
    spans = sorted(interval_minutes(text) for text in hours.split(","))
    if any(end > start for (_, end), (start, _) in pairwise(spans)):
        raise ValueError(f'"{hours}" overlaps with itself: {ACCEPTED}.')
    return tuple(spans)


def said_week(week: Hours) -> str:
    """The week as `parse_week` reads it: "mon=09:00-17:00 tue=09:00-13:00"."""
    days = sorted(week.items())
    return " ".join(f"{WEEKDAYS[day][:3].lower()}={','.join(map(_span, spans))}" for day, spans in days)


def _span(span: tuple[int, int]) -> str:
    return "-".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in span)

"""Hours of the local day, where counts are kept by hours of the epoch and zones change their clocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from console.clock import from_epoch_ms

HOUR_MS = 3_600_000
QUARTER_MS = HOUR_MS // 4  # by which zones differ from UTC, so that an hour of one never begins in between
HOURS = 24


def hours_of(start_ms: int, end_ms: int, zone: ZoneInfo) -> list[float]:
    """How much of each of the 24 local hours lies between two moments of a local day, in hours.

    Where the clocks go back, an hour has up to 2; where they go forward, one has none.
    """
    hours, at = [0.0] * HOURS, start_ms
    while at < end_ms:
        until = min(end_ms, (at // QUARTER_MS + 1) * QUARTER_MS)
        hours[from_epoch_ms(at).astimezone(zone).hour] += (until - at) / HOUR_MS
        at = until
    return hours


def by_local_day(counts: Iterable[tuple[int, int]], zone: ZoneInfo) -> dict[date, tuple[int, ...]]:
    """Counts by hour of the epoch as 24 counts for each local day; an hour belongs where its beginning stands.

    In a zone that is half an hour off, a count stands in the hour in which more of it may lie.
    """
    days = defaultdict[date, list[int]](lambda: [0] * HOURS)
    for hour, count in counts:
        local = from_epoch_ms(hour * HOUR_MS).astimezone(zone)
        days[local.date()][local.hour] += count
    return {day: tuple(hours) for day, hours in days.items()}

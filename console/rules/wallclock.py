"""Local wall-clock hours as stretches of epoch milliseconds, through every change of the clocks.

Owns what a time zone does to a day's hours; `worktime` adds them up.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from console.clock import EPOCH, MILLISECOND, MINUTE_MS, epoch_ms, from_epoch_ms

ONE_DAY, NO_OFFSET = timedelta(days=1), timedelta()
DAY_MS = 1_440 * MINUTE_MS
DAYS_OF_WEEK = 7


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order, with overlapping and touching ones made one, so that no minute counts twice."""
    whole: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return whole


def plain_midnights(first_day: int, last_day: int, zone: ZoneInfo) -> Iterator[tuple[int, int | None]]:
    """Every day (its ordinal) with its midnight in epoch milliseconds, from which its hours can be counted.

    None on the day on which the clocks change and on those beside it. Offsets are looked up at the last reading of a
    midnight, as a change at midnight belongs to two days: two look-ups for each end of each stretch would take a
    calendar ten times as long to build.
    """
    epoch_day, offsets = EPOCH.toordinal(), _offsets(first_day - 1, last_day + 1, zone)
    around = zip(offsets, offsets[1:], offsets[2:], strict=False)
    for day, (before, here, after) in zip(range(first_day, last_day + 1), around, strict=True):
        yield day, (day - epoch_day) * DAY_MS - here // MILLISECOND if before == here == after else None


def _offsets(first_day: int, last_day: int, zone: ZoneInfo) -> list[timedelta]:
    """The offset of every day. Looked up once a week, and each day of a week that ends with another than it began.

    No zone has changed its clocks and changed them back within a week since 1970 (tried with all there are).
    """
    last_reading = time(tzinfo=zone, fold=1)
    offsets: list[timedelta] = []
    here = _offset_on(first_day, last_reading)
    for day in range(first_day, last_day + 1, DAYS_OF_WEEK):
        later = _offset_on(day + DAYS_OF_WEEK, last_reading)
        if later == here:
            offsets += [here] * DAYS_OF_WEEK
        else:
            offsets += [_offset_on(one, last_reading) for one in range(day, day + DAYS_OF_WEEK)]
        here = later
    return offsets[: last_day - first_day + 1]


def _offset_on(day: int, reading: time) -> timedelta:
    return datetime.combine(date.fromordinal(day), reading).utcoffset() or NO_OFFSET


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a local day, in UTC."""
    return from_epoch_ms(opening_ms(day, 0, zone))


def day_stretches(day: date, spans: Sequence[tuple[int, int]], zone: ZoneInfo) -> list[tuple[int, int]]:
    """The local hours of one day in epoch milliseconds; what a clock change leaves empty ends before it starts."""
    return [(opening_ms(day, start, zone), closing_ms(day, end, zone)) for start, end in spans]


def opening_ms(day: date, minute: int, zone: ZoneInfo) -> int:
    """When it opens: of a time that comes twice the first, of one that never comes as much later as the clocks jump.

    Source: working_time_examples.csv bt036 (02:30–03:15 is empty on the night that 02:00 becomes 03:00).
    """
    local = datetime.combine(day, time(), tzinfo=zone) + timedelta(minutes=minute)
    return epoch_ms(local.replace(fold=0))


def closing_ms(day: date, minute: int, zone: ZoneInfo) -> int:
    """When it closes: after the last minute's last coming, or at the moment of the jump if that minute never comes.

    Looking at the last minute, not at the closing time: on the night that 01:00 comes twice, who works until 01:00
    goes home the first time.
    """
    local = datetime.combine(day, time(), tzinfo=zone) + timedelta(minutes=minute - 1)
    first_reading, second_reading = epoch_ms(local.replace(fold=0)), epoch_ms(local.replace(fold=1))
    if first_reading <= second_reading:  # an ordinary minute, or one that comes twice
        return second_reading + MINUTE_MS
    after_jump = local.replace(fold=1).utcoffset() or timedelta()
    around_jump = range(second_reading, first_reading)
    return second_reading + bisect_left(around_jump, after_jump, key=lambda at_ms: _offset(at_ms, zone))


def _offset(at_ms: int, zone: ZoneInfo) -> timedelta:
    return (EPOCH + timedelta(milliseconds=at_ms)).astimezone(zone).utcoffset() or timedelta()


def without(
    stretches: Iterable[tuple[int, int, int]], closures: Iterable[tuple[int, int, str]]
) -> Iterator[tuple[int, int, int]]:
    """Cut the closures out of the stretches, both in order, and leave out what is or becomes empty."""
    closed = merged((start, end) for start, end, _ in closures)
    ends = [end for _, end in closed]
    for start, end, weight in stretches:
        for closed_from, closed_until in closed[bisect_right(ends, start) :]:
            if closed_from >= end:
                break
            if start < closed_from:
                yield start, closed_from, weight
            start = closed_until
        if start < end:
            yield start, end, weight


def without_overlaps(stretches: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Begin each where the last one ended, if not later: intervals overlap on the night that an hour comes twice."""
    reached = epoch_ms(datetime.min.replace(tzinfo=UTC))
    for start, end, weight in stretches:
        yield max(start, reached), end, weight
        reached = end  # ends never go back, even where starts and ends cross

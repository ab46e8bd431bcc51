"""Working time: µs a call of the calendar, beside a plain walk over the intervals and one over the minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

from console.rules.bank_holidays import bank_holidays
from console.rules.deadlines import DeadlineRule, deadline
from console.rules.worktime import Hours, WorkCalendar, WorkingDays, WorkingMinutes

ZONE = ZoneInfo("Europe/London")
HOURS: Hours = dict.fromkeys(range(5), ((540, 750), (810, 1050)))
FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
ARRIVALS = [datetime(2026, 1, 5, tzinfo=UTC) + timedelta(minutes=997 * number) for number in range(1_000)]
ARRIVALS_MS = [int(arrival.timestamp()) * 1_000 for arrival in ARRIVALS]
HALF_DAY, TEN_DAYS, FOUR_HOURS = WorkingDays(0.5), WorkingDays(10), WorkingMinutes(240)
ROUNDS = 5  # the best of these counts: the rest is what the machine did beside


def run() -> list[tuple[str, str]]:
    """Measure, and give rows of name and figure. About three seconds."""
    holidays = bank_holidays("ENG", FIRST.year, LAST.year)
    calendar = WorkCalendar(ZONE.key, HOURS, holidays, (), FIRST, LAST)
    _agree(calendar, holidays)
    build_ms = _best_us(lambda _: WorkCalendar(ZONE.key, HOURS, holidays, (), FIRST, LAST), 1) / 1_000
    rule = DeadlineRule(HALF_DAY, "W3.6", assumed=False)
    rows = [
        ("due_ms, half a working day", _best_us(lambda i: calendar.due_ms(ARRIVALS_MS[i], HALF_DAY))),
        ("due_ms, ten working days", _best_us(lambda i: calendar.due_ms(ARRIVALS_MS[i], TEN_DAYS))),
        ("due_ms, 240 working minutes", _best_us(lambda i: calendar.due_ms(ARRIVALS_MS[i], FOUR_HOURS))),
        ("due, half a working day", _best_us(lambda i: calendar.due(ARRIVALS[i], HALF_DAY))),
        ("working_minutes_ms", _best_us(lambda i: calendar.working_minutes_ms(ARRIVALS_MS[0], ARRIVALS_MS[i]))),
        ("deadline with its ledger", _best_us(lambda i: deadline(ARRIVALS[i], rule, calendar), 200)),
        (
            "by comparison: intervals walked, 240 minutes",
            _best_us(lambda i: walk_days(ARRIVALS[i], 240, holidays), 200),
        ),
        (
            "by comparison: minutes walked, 240 minutes",
            _best_us(lambda i: walk_minutes(ARRIVALS[i], 240, holidays), 10),
        ),
    ]
    return [("calendar of three years, built", f"{build_ms:.1f} ms"), *((name, f"{us:.1f} µs") for name, us in rows)]


def walk_days(received_at: datetime, minutes: int, holidays: dict[date, str]) -> datetime:
    """The plain way: day after day, interval after interval, until the minutes are used up."""
    left, day = timedelta(minutes=minutes), received_at.astimezone(ZONE).date()
    while True:
        for start, end in HOURS.get(day.weekday(), ()) if day not in holidays else ():
            midnight = datetime(day.year, day.month, day.day, tzinfo=ZONE)
            opens = max((midnight + timedelta(minutes=start)).astimezone(UTC), received_at)
            closes = (midnight + timedelta(minutes=end)).astimezone(UTC)
            if closes - opens >= left:
                return opens + left
            left -= max(closes - opens, timedelta())
        day += timedelta(days=1)


def walk_minutes(received_at: datetime, minutes: int, holidays: dict[date, str]) -> datetime:
    """The plainest way: look at the wall clock minute by minute."""
    moment, left = received_at, minutes
    while left:
        local = moment.astimezone(ZONE)
        minute = local.hour * 60 + local.minute
        spans = HOURS.get(local.weekday(), ()) if local.date() not in holidays else ()
        left -= any(start <= minute < end for start, end in spans)
        moment += timedelta(minutes=1)
    return moment


def _agree(calendar: WorkCalendar, holidays: dict[date, str]) -> None:
    """A comparison of different answers would say nothing."""
    for arrival in ARRIVALS[::20]:
        due_at = calendar.due(arrival, FOUR_HOURS).astimezone(UTC)
        if not due_at == walk_days(arrival, 240, holidays) == walk_minutes(arrival, 240, holidays):
            raise AssertionError(f"the three ways differ for {arrival}")


def _best_us(call: Callable[[int], object], calls: int = len(ARRIVALS)) -> float:
    """Microseconds a call, the best of `ROUNDS`; `call` is given 0, 1, 2 …"""
    best_s = float("inf")
    for _ in range(ROUNDS):
        began = perf_counter()
        for number in range(calls):
            call(number)
        best_s = min(best_s, perf_counter() - began)
    return best_s / calls * 1_000_000


if __name__ == "__main__":
    for name, figure in run():
        print(f"{name:48} {figure:>10}")

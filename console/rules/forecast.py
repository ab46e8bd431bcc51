"""The forecast to closing time: what is to come, what will be late, and what one hand more or less would change.

Puts together what `arriving` says of arrivals, `pace` of people and `courses` of the queue. The same facts give the
same forecast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from msgspec import Struct
from msgspec.structs import replace

from console.clock import epoch_ms
from console.errors import CalendarExhausted
from console.rules import arriving, forecast_words, local_hours, rhythm
from console.rules.arriving import Outlook
from console.rules.courses import RestOfDay, arrivals
from console.rules.forecast_records import Forecast, Hand
from console.rules.pace import AnswersInHour, Pace, learn_pace
from console.rules.rhythm import DAYS_NEEDED, Day, Rhythm
from console.rules.serving import Queue, lay_out
from console.rules.wallclock import ONE_DAY, midnight
from console.rules.worktime import Allowance, WorkCalendar

HISTORY_DAYS = 91  # thirteen weeks: a quarter, so that a season is known and the last one forgotten


class Experience(Struct, frozen=True):
    """What the past teaches for one day.

    `rhythm` is None while too few days are known, `pace` while nobody has answered anything.
    """

    day: date
    days_known: int
    rhythm: Rhythm | None
    pace: Pace | None


class Now(Struct, frozen=True):
    """What is known just now: arrivals today by local hour, what waits for an answer, and who is on."""

    at: datetime
    so_far: tuple[int, ...]
    queue: Queue
    hands: tuple[Hand, ...]


def learn(
    today: date,
    arrived: Mapping[date, Sequence[int]],
    answers: Iterable[AnswersInHour],
    calendar: WorkCalendar,
) -> Experience:
    """What the weeks before `today` teach. `arrived` has 24 counts for each local day on which anything came.

    Raises CalendarExhausted when the calendar does not reach back over the days.
    """
    days = comparable_days(today, arrived, calendar)
    known = rhythm.learn(days, today.weekday()) if len(days) >= DAYS_NEEDED else None
    return Experience(today, len(days), known, learn_pace(answers))


def comparable_days(today: date, arrived: Mapping[date, Sequence[int]], calendar: WorkCalendar) -> list[Day]:
    """The past days that can be compared with a working day, oldest first.

    Left out: the first day on which anything came, which is seldom a whole one; days on which nobody worked, such as
    bank holidays and closures, for people write less or otherwise then; and the two days whose clocks change.
    """
    if not arrived:
        return []
    first = max(min(arrived) + ONE_DAY, today - HISTORY_DAYS * ONE_DAY)
    every = (first + number * ONE_DAY for number in range((today - first).days))
    nothing = (0,) * local_hours.HOURS
    return [Day(day.weekday(), tuple(arrived.get(day, nothing))) for day in every if _is_comparable(day, calendar)]


def _is_comparable(day: date, calendar: WorkCalendar) -> bool:
    begins, ends = midnight(day, calendar.zone), midnight(day + ONE_DAY, calendar.zone)
    return ends - begins == ONE_DAY and calendar.working_minutes(begins, ends) > 0


def foresee(
    now: Now, experience: Experience, calendar: WorkCalendar, allowance: Allowance, extra_hands: int = 0
) -> Forecast:
    """The forecast from now to closing time. `allowance` is the working time in which an arrival is to be answered.

    `extra_hands` join at the house's pace and stay until closing time; where they are negative, as many leave, each at
    the average pace of who is on. Raises CalendarExhausted where the calendar ends before what arrives today is due.
    """
    local = now.at.astimezone(calendar.zone)
    opens_at = None if calendar.is_open(local) else calendar.next_change(local)[0]
    closes_at = closing_time(local, calendar)
    forecast = Forecast(
        at=local, closes_at=closes_at, opens_at=opens_at, days_known=experience.days_known, days_needed=DAYS_NEEDED,
        late_now=now.queue.late, due_by_closing=0, hands=now.hands, extra_hands=max(extra_hands, -len(now.hands)),
        pace_hours=experience.pace.hours if experience.pace is not None else 0,
    )  # fmt: skip
    if closes_at is not None:
        forecast = _with_courses(forecast, closes_at, now, experience, calendar, allowance)
    words, doubts = forecast_words.in_words(forecast, calendar.zone), forecast_words.doubts(forecast)
    return replace(forecast, words=words, doubts=doubts)


def closing_time(now: datetime, calendar: WorkCalendar) -> datetime | None:
    """The end of the last working hours of the local day, breaks passed over.

    None when they are over, or there are none.
    """
    day_ends = midnight(now.astimezone(calendar.zone).date() + ONE_DAY, calendar.zone)
    at, closes = now.astimezone(UTC), None
    while at < day_ends:
        is_open = calendar.is_open(at)
        at = min(_next_change(at, calendar, day_ends), day_ends)
        closes = at if is_open else closes
    return None if closes is None else closes.astimezone(calendar.zone)


def _next_change(at: datetime, calendar: WorkCalendar, day_ends: datetime) -> datetime:
    try:
        return calendar.next_change(at)[0].astimezone(UTC)
    except CalendarExhausted:  # a house that never closes
        return day_ends


def _with_courses(
    forecast: Forecast,
    closes_at: datetime,
    now: Now,
    experience: Experience,
    calendar: WorkCalendar,
    allowance: Allowance,
) -> Forecast:
    now_ms, closing_ms = epoch_ms(now.at), epoch_ms(closes_at)
    steps = lay_out(now_ms, closing_ms, now.queue, allowance, calendar)
    ahead = local_hours.hours_of(now_ms, closing_ms, calendar.zone)
    outlook = _outlook(now, experience.rhythm, ahead, calendar)
    arriving_then = arrivals(steps, outlook, experience.rhythm, ahead, calendar)
    day = RestOfDay(steps, arriving_then, experience.pace, calendar)
    hands = len(now.hands) + forecast.extra_hands
    return replace(
        forecast,
        due_by_closing=steps.queue_due[-1] - now.queue.late,
        to_come=outlook.band() if outlook else None,
        as_it_is=day.course(now.hands, hands),
        with_one_more=day.course(now.hands, hands + 1),
        with_one_less=day.course(now.hands, hands - 1) if hands else None,
    )


def _outlook(now: Now, known: Rhythm | None, ahead: Sequence[float], calendar: WorkCalendar) -> Outlook | None:
    if known is None:
        return None
    day_begins = midnight(now.at.astimezone(calendar.zone).date(), calendar.zone)
    passed = local_hours.hours_of(epoch_ms(day_begins), epoch_ms(now.at), calendar.zone)
    return arriving.to_come(known, now.so_far, passed, ahead)

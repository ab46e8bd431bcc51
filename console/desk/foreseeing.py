"""The forecast to closing time as the desk makes it: what it reads, what it keeps for the day, and who counts as on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from msgspec.structs import replace

from console.desk.office import Office
from console.desk.thinking import think
from console.model import ENDS_AN_ITEM, SUPERVISES, ActionKind, Person
from console.rules.cover import is_on_shift, works_until
from console.rules.forecast import HISTORY_DAYS, Experience, Now, closing_time, foresee, learn
from console.rules.forecast_records import Forecast, Hand
from console.rules.local_hours import HOURS, by_local_day
from console.rules.pace import Pace, learn_pace
from console.rules.wallclock import ONE_DAY, midnight
from console.rules.worktime import WorkCalendar, WorkingMinutes

PACE_DAYS = 28  # four weeks: how fast people are nowadays
ON_WITHIN = WorkingMinutes(30)  # who did nothing for longer is in a meeting, or has gone home

# What a supervisor does without being a hand.
BESIDE = (
    *(ActionKind.ASSIGN, ActionKind.ACKNOWLEDGE, ActionKind.ADVISE, ActionKind.SETTLE),
    *sorted(SUPERVISES - {ActionKind.TAKE_OVER}),
)


class Foreseer:
    """One console's forecasts. What the past teaches is read once a day: a quarter of arrivals takes 0.1 s."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._experience: Experience | None = None

    async def forecast(self, more_hands: int = 0) -> Forecast:
        """The forecast as of now, with so many hands joining, or leaving where they are negative. Raises StoreError."""
        office, store = self._office, self._office.store
        now = office.now()
        zone = office.calendar.zone
        today = now.astimezone(zone).date()
        experience = await self._experience_for(today)
        if experience.pace is None:  # nobody answered before today: today's own hours say at least something
            answered = await store.answered_by_hour(midnight(today, zone), now, ENDS_AN_ITEM)
            experience = replace(experience, pace=learn_pace(answered))
        closes_at = closing_time(now, office.calendar) or now
        active = await store.active_since(office.calendar.due(now, WorkingMinutes(-ON_WITHIN.minutes)), BESIDE)
        arrived = by_local_day(await store.arrived_by_hour(midnight(today, zone), now), zone)
        known = Now(
            at=now,
            so_far=arrived.get(today, (0,) * HOURS),
            queue=await store.answers_due(now, closes_at),
            hands=who_is_on(await store.people(), active, office.calendar, now, closes_at, experience.pace),
        )
        allowance = office.policy.answer_rule().allowance
        return await think(foresee, known, experience, office.calendar, allowance, more_hands)

    async def _experience_for(self, today: date) -> Experience:
        if self._experience is None or self._experience.day != today:
            store, zone = self._office.store, self._office.calendar.zone
            begins, since = midnight(today, zone), midnight(today - HISTORY_DAYS * ONE_DAY, zone)
            arrived = by_local_day(await store.arrived_by_hour(since, begins), zone)
            answered = await store.answered_by_hour(midnight(today - PACE_DAYS * ONE_DAY, zone), begins, ENDS_AN_ITEM)
            calendar = self._office.calendar_since(since)
            self._experience = await think(learn, today, arrived, answered, calendar)
        return self._experience


def who_is_on(
    people: Iterable[Person],
    active: Collection[str],
    calendar: WorkCalendar,
    now: datetime,
    closes_at: datetime,
    pace: Pace | None,
) -> tuple[Hand, ...]:
    """The hands at work now, by name: who acted on an item or held one lately, and is on shift.

    A supervisor who only hands out or acknowledges is none. Early in the day "lately" reaches back into the last
    afternoon (working minutes): who was on then is taken to be on now.
    """
    at_work = (person for person in people if person.id in active and is_on_shift(person, calendar, now))
    return tuple(
        Hand(one.id, pace.of(one.id) if pace else 0.0, works_until(one, calendar, now, closes_at)) for one in at_work
    )

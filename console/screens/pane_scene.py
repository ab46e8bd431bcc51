"""What the words of the supervisor's screen are made with."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from console.errors import CalendarExhausted
from console.rules.worktime import WorkCalendar
from console.widgets import wording

NEAR_DAYS = 3  # either way: a weekday names one day


class Scene(Struct, frozen=True):
    """The moment, the calendar, how many cells a column has for a sentence, and whether keys can be pressed there."""

    now: datetime
    calendar: WorkCalendar
    room: int = 76
    has_keys: bool = True

    def moment(self, at: datetime) -> str:
        return wording.moment(at, self.now, self.calendar.zone)

    def near(self, at: datetime) -> str:
        """A moment in as few cells as can be: "14:03" today, "Thu 11:00" within three days either way."""
        there, here = at.astimezone(self.calendar.zone), self.now.astimezone(self.calendar.zone)
        if 0 < abs((there.date() - here.date()).days) <= NEAR_DAYS:
            return f"{there:%a %H:%M}"
        return self.moment(at)

    def waited(self, since: datetime) -> str:
        """How much working time has passed since; by the wall clock, in days, since before the calendar begins."""
        try:
            return wording.amount(max(0.0, self.calendar.working_minutes(since, self.now)))
        except CalendarExhausted:
            return f"{(self.now - since).days}d"

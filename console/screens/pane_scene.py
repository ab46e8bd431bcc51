"""What the words of the supervisor's screen are made with."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from console.rules.worktime import WorkCalendar
from console.widgets import wording


class Scene(Struct, frozen=True):
    """The moment, the calendar, and how many cells a column has for a sentence."""

    now: datetime
    calendar: WorkCalendar
    room: int = 76

    def moment(self, at: datetime) -> str:
        return wording.moment(at, self.now, self.calendar.zone)

    def waited(self, since: datetime) -> str:
        """How much working time has passed since."""
        return wording.amount(max(0.0, self.calendar.working_minutes(since, self.now)))

"""The working calendar in force, with the closures that supervisors declared, reaching back as far as somebody asks.

One holder for a whole console: whoever counts time asks it anew, so that a closure is in force everywhere at once.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from console.rules.worktime import Closure, WorkCalendar

if TYPE_CHECKING:
    from console.rules.packs import Policy


class Calendars:
    """The calendar in force, and longer ones for moments before it begins, each made once (0.1 s)."""

    def __init__(self, policy: Policy, current: WorkCalendar, declared: tuple[Closure, ...] = ()) -> None:
        self.current = current
        self.declared = declared
        self._policy = policy
        self._earlier: dict[int, WorkCalendar] = {}

    def take_over(self, calendar: WorkCalendar, declared: tuple[Closure, ...]) -> None:
        """From now on, time is counted with this calendar."""
        self.current, self.declared = calendar, declared
        self._earlier.clear()

    def since(self, moment: datetime) -> WorkCalendar:
        """The working calendar from the moment's year on at the latest."""
        year, current = moment.astimezone(self.current.zone).year, self.current
        if year >= current.first.year:
            return current
        if (known := self._earlier.get(year)) is None:
            known = self._policy.calendar(date(year, 1, 1), current.last, declared=self.declared)
            self._earlier[year] = known
        return known

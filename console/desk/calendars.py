"""One policy's working calendar, reaching back as far as somebody asks it to."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from console.rules.worktime import WorkCalendar

if TYPE_CHECKING:
    from console.rules.packs import Policy


class Calendars:
    """The calendar at hand, and longer ones for moments before it begins, each made once (0.1 s)."""

    def __init__(self, policy: Policy, calendar: WorkCalendar) -> None:
        self._policy = policy
        self._calendar = calendar
        self._earlier: dict[int, WorkCalendar] = {}

    def since(self, moment: datetime) -> WorkCalendar:
        """The working calendar from the moment's year on at the latest."""
        year = moment.astimezone(self._calendar.zone).year
        if year >= self._calendar.first.year:
            return self._calendar
        if (known := self._earlier.get(year)) is None:
            known = self._earlier[year] = self._policy.calendar(date(year, 1, 1), self._calendar.last)
        return known

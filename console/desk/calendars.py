"""The working calendar in force, with the closures that supervisors declared, reaching back as far as somebody asks.

One holder for a whole console: whoever counts time asks it anew, so that a closure is in force everywhere at once.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from console.desk.naming import THE_PROGRAM
from console.desk.records import DeclaredClosure, Record
from console.rules.worktime import Closure, WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from console.desk.office import Office
    from console.desk.ports import Reading
    from console.rules.packs import Policy

CALENDAR_SETTING = "calendar"  # which calendar the store's deadlines stand by: its fingerprint


class Calendars:
    """The calendar in force, and longer ones for moments before it begins, each made once (0.1 s).

    `moved_under` is the last one under which was moved what had been counted the old way meanwhile.
    """

    def __init__(self, policy: Policy, current: WorkCalendar, declared: tuple[Closure, ...] = ()) -> None:
        self.current = current
        self.declared = declared
        self.moved_under = current
        self._policy = policy
        self._earlier: dict[int, WorkCalendar] = {}

    def take_over(self, calendar: WorkCalendar, declared: tuple[Closure, ...]) -> None:
        """From now on, time is counted with this calendar."""
        self.current, self.declared = calendar, declared
        self._earlier = {}  # a thread that still makes one of the old calendar keeps it where nobody looks

    def since(self, moment: datetime) -> WorkCalendar:
        """The working calendar from the moment's year on at the latest."""
        earlier, current, declared = self._earlier, self.current, self.declared
        year = moment.astimezone(current.zone).year
        if year >= current.first.year:
            return current
        if (known := earlier.get(year)) is None:
            known = self._policy.calendar(date(year, 1, 1), current.last, declared=declared)
            earlier[year] = known
        return known


async def declared_closures(kept: Reading) -> tuple[Closure, ...]:
    """The closures that supervisors declared, as the calendar takes them."""
    return as_closures(await kept.closures())


def as_closures(declared: Iterable[DeclaredClosure]) -> tuple[Closure, ...]:
    return tuple(Closure(one.start, one.end, one.reason) for one in declared)


async def remember_calendar(office: Office, calendar: WorkCalendar | None = None) -> None:
    """Note the calendar that this store's deadlines are counted with; the office's own, unless it is said."""
    fingerprint = (calendar or office.calendar).fingerprint
    async with office.store.transaction() as tx:
        before = await tx.setting(CALENDAR_SETTING)
        await tx.save_setting(CALENDAR_SETTING, fingerprint)
        details: dict[str, object] = {"calendar": fingerprint, "before": before}
        await tx.record(Record(office.now(), THE_PROGRAM, "calendar.set", None, details))

"""What every use-case of the desk has at hand: the store, the policy, the calendar, the clock and the channels.

One office per console, built by `bootstrap`. Use-cases are functions that take the office; `Desk` is their one door.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from console.clock import Clock
from console.desk.calendars import Calendars
from console.errors import NotPossible
from console.rules.wording import moment_words, stretch_words, when_words
from console.rules.worktime import WorkCalendar, WorkingMinutes

if TYPE_CHECKING:  # the rules are read at first use: the first screen needs neither templates nor word lists
    from console.desk.ports import CaseSystem, Channel, Reporting, Store
    from console.rules.conduct import Conduct
    from console.rules.packs import Policy

CASES = "cases"  # the channel name of deliveries to the housing management system


class Office(Struct, frozen=True, dict=True):
    """Everything a use-case works with. `console` names this process among those on one store.

    Nothing of it changes but the calendar, when somebody declares a closure or ends one: it is asked for where it is
    used, and kept nowhere else.
    """

    store: Store
    policy: Policy
    calendars: Calendars
    clock: Clock
    channels: Mapping[str, Channel]
    cases: CaseSystem
    console: str
    open_reporting: Callable[[], Reporting]

    @property
    def calendar(self) -> WorkCalendar:
        """The working calendar in force."""
        return self.calendars.current

    @cached_property
    def reporting(self) -> Reporting:
        """What counts a period. Made with the first figures."""
        return self.open_reporting()

    @cached_property
    def conduct(self) -> Conduct:
        """The policy's outbound check. Made when somebody first writes: its lists take 0.6 ms, its module 40."""
        from console.rules.conduct import Conduct

        return Conduct(self.policy)

    def now(self) -> datetime:
        """The moment by this console's clock, aware, in UTC."""
        return self.clock.now()

    def channel(self, name: str) -> Channel:
        """The channel by name; raises NotPossible when this console has no connection to it."""
        try:
            return self.channels[name]
        except KeyError:
            raise NotPossible(
                f"This console has no connection to {name}, so nothing can be sent there. "
                "The item can still be noted, escalated, logged or closed."
            ) from None

    def undo_until(self, channel: str, now: datetime) -> datetime:
        """Until when an act on the channel can be taken back, and so when it leaves."""
        return now + timedelta(seconds=self.policy.undo_s(channel))

    def due_soon(self, now: datetime) -> datetime:
        """The moment up to which a deadline counts as due soon: so many working minutes ahead."""
        return self.calendar.due(now, WorkingMinutes(self.policy.core.warnings.due_soon_minutes))

    def clock_words(self, moment: datetime) -> str:
        """When something was, for the end of a sentence: "at 10:32", on another day "on Wed 18 Nov at 10:32"."""
        return when_words(moment, self.now(), self.calendar.zone)

    def moment_words(self, moment: datetime) -> str:
        """The same after "from", "since" or "until": "10:32", on another day "Wed 18 Nov at 10:32"."""
        return moment_words(moment, self.now(), self.calendar.zone)

    def stretch_words(self, start: datetime, end: datetime) -> str:
        """From when to when, as in "10:32 to 12:00" or "Wed 18 Nov at 10:32 to Thu 19 Nov at 09:00"."""
        return stretch_words(start, end, self.now(), self.calendar.zone)

    def elapsed_minutes(self, start: datetime, end: datetime) -> float:
        """Working minutes between two moments, rounded to a hundredth."""
        return round(self.calendar_since(start).working_minutes(start, end), 2)

    def calendar_since(self, moment: datetime) -> WorkCalendar:
        """The working calendar, reaching back to the moment: of what was received years ago. That takes 0.1 s, once."""
        return self.calendars.since(moment)

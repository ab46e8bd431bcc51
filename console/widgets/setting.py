"""Where and when an item is read: what the lines about it need beside its dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from console.model import Suggestion
from console.rules.worktime import WorkCalendar
from console.text import displayable
from console.widgets import wording
from console.widgets.theirs import Masking


class Setting(Struct, frozen=True):
    """The moment, the calendar, the people by id, how text is masked, whether it is shown whole, what may be answered.

    `cover_key` shows what is covered or masked. `alike` counts other open items about the same, where no incident runs;
    `asks_verdict`: somebody should say whose mistake it was.
    """

    now: datetime
    zone: ZoneInfo
    calendar: WorkCalendar
    people: Mapping[str, str]
    masked: Masking
    is_revealed: bool = False
    suggestions: Sequence[Suggestion] | None = None  # None: not worked out yet
    alike: int = 0
    asks_verdict: bool = False
    cover_key: str = "v"

    def name(self, person_id: str) -> str:
        return displayable(self.people.get(person_id, person_id))

    def at(self, moment: datetime) -> str:
        return wording.moment(moment, self.now, self.zone)

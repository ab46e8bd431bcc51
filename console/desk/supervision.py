"""What a supervisor sees of the inbox at one moment: how much ends when, who has what, how the channels are.

Records only. Every figure is a `NowFigure`, and the desk gives the items behind each.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from console.desk.records import ChannelHealth, Doings
from console.model import Incident, Person


class NowFigure(StrEnum):
    """Something that is counted at this moment. The answers that wait are each in one of the first seven."""

    LATE = "late"
    WITHIN_15 = "within-15"
    WITHIN_30 = "within-30"
    WITHIN_60 = "within-60"
    LATER_TODAY = "later-today"
    NEXT_DAY = "next-day"
    LATER = "later"
    SAFEGUARDING = "safeguarding"
    URGENT = "urgent"
    ABUSE = "abuse"
    FAILED = "failed"
    ESCALATIONS = "escalations"
    ESCALATIONS_LATE = "escalations-late"
    PROMISES = "promises"
    PROMISES_BROKEN = "promises-broken"
    PROMISES_TODAY = "promises-today"
    STAGES = "stages"
    STAGES_LATE = "stages-late"
    STAGES_TODAY = "stages-today"
    WINDOWS = "windows"


ANSWERS = (
    NowFigure.LATE,
    NowFigure.WITHIN_15,
    NowFigure.WITHIN_30,
    NowFigure.WITHIN_60,
    NowFigure.LATER_TODAY,
    NowFigure.NEXT_DAY,
    NowFigure.LATER,
)  # in the order of time


class HandFigure(StrEnum):
    """What is counted of one person."""

    HOLDS = "holds"
    DONE = "done"
    MET = "met"  # abusive items that they held or did something to (W14.1)


class Now(Struct, frozen=True):
    """How much there is of everything at a moment; the answer that is due next, and what has waited longest."""

    at: datetime
    counts: Mapping[NowFigure, int]
    next_due_at: datetime | None = None
    next_id: int | None = None
    longest_since: datetime | None = None
    longest_id: int | None = None

    @property
    def waiting(self) -> int:
        """All answers that wait."""
        return sum(self.counts[figure] for figure in ANSWERS)

    @property
    def within_hour(self) -> int:
        """Answers that are due within the next working hour, and not late."""
        return sum(self.counts[figure] for figure in ANSWERS[1:4])


class Hand(Doings, frozen=True):
    """One person today. `is_unseen`: they should be here by their own week, and they have done nothing here today."""

    person: Person
    is_unseen: bool = False


class ChannelWatch(Struct, frozen=True):
    """A channel, and until when somebody has to look at it again (W7.9, LG2.2); None before it was first fetched."""

    health: ChannelHealth
    look_due_at: datetime | None
    is_overlooked: bool


class Overview(Struct, frozen=True):
    """Everything but the forecast and the figures of a period."""

    now: Now
    hands: tuple[Hand, ...]
    channels: tuple[ChannelWatch, ...]
    incidents: tuple[Incident, ...]

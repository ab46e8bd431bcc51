"""What a store counts in a period: cohorts by raw keys, of which `reports/figures.py` makes figures.

Each cohort has one moment that places an item in a period, so that adjoining periods add up and nothing counts twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Standing(StrEnum):
    """How an answer clock that was due in a period stands: each has one of these. In the order of the statements."""

    IN_TIME = "in-time"
    LATE = "late"
    LATE_OPEN = "late-open"
    CLOSED_BEFORE_DUE = "closed-before-due"
    STILL_OPEN = "still-open"


class Ending(StrEnum):
    """How an answer clock stopped: with an answer (a reply, a removal, a move to private), or closed without one."""

    ANSWERED = "answered"
    CLOSED = "closed"


class Takedown(Struct, frozen=True):
    """The first time that an item was taken off its page, with what a row may stand for. `reason` is the pack's id."""

    item_id: int
    channel: str
    kind: str
    marks: str  # the rules of its findings, a line each
    person: str
    arrived_at: datetime
    removed_at: datetime
    reason: str | None


class Ended(Struct, frozen=True):
    """The clocks that stopped: so many by closing, and the working minutes of those that an answer stopped, rising."""

    closed: int
    minutes: Sequence[float]


Key = str | None  # a channel, a kind, a person, or all of an item's marks together
Standings = Mapping[Standing, int]


class Tallies(Struct, frozen=True):
    """What a store counted in one period, by key."""

    received: Mapping[Key, int]
    due: Mapping[Key, Standings]
    ended: Mapping[Key, Ended]
    takedowns: Sequence[Takedown]


class Cohort(StrEnum):
    """By which moment something belongs to a period."""

    RECEIVED = "received"
    DUE = "due"
    ENDED = "ended"


Placed = tuple[int, Key, Standing | Ending | None]  # an item, its row's raw key, and how it stands in its cohort

"""What a forecast says, as records: bands, never single figures, for what is still to come today."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Band(Struct, frozen=True):
    """A number of items that is not known yet: on four days of five it turns out from `low` to `high`, both included.

    As often more than `middle` as less.
    """

    low: int
    middle: int
    high: int


class LateBy(Struct, frozen=True):
    """How many more items will have become late by a moment than are late now, answered afterwards or not."""

    moment: datetime
    late: Band


class Course(Struct, frozen=True):
    """How the rest of the day goes with so many hands.

    `late_by` has every whole local hour still to come and closing time, in order.
    """

    hands: int
    late_by: tuple[LateBy, ...]

    @property
    def by_closing(self) -> Band:
        return self.late_by[-1].late


class Hand(Struct, frozen=True):
    """Somebody who is on: how many answers they write in a working hour, and until when they work today."""

    person: str
    answers_an_hour: float
    until: datetime


class Forecast(Struct, frozen=True):
    """What is to be expected from `at` until closing time, and what one hand more or less would change.

    `closes_at` and the courses are None when nobody works any more that day; `opens_at` is then the next opening.
    `to_come` is None while fewer days are known than `days_needed`: the courses then follow from the queue alone.
    `pace_hours` is how many hours of somebody's work the pace was learned from: while it is 0 nobody has answered
    anything here yet, and the courses have nobody answering.
    `with_one_less` is None when nobody is on. Moments are in the policy's zone.
    """

    at: datetime
    closes_at: datetime | None
    opens_at: datetime | None
    days_known: int
    days_needed: int
    late_now: int
    pace_hours: int
    due_by_closing: int  # of the queue as it is now, without what is late already
    hands: tuple[Hand, ...] = ()
    extra_hands: int = 0  # asked for on top of who is on; less than 0: leaving
    to_come: Band | None = None
    as_it_is: Course | None = None
    with_one_more: Course | None = None
    with_one_less: Course | None = None
    words: tuple[str, ...] = ()  # the same in sentences, the most important first
    doubts: tuple[str, ...] = ()  # what it had to do without, a short sentence each

    @property
    def is_pace_known(self) -> bool:
        return self.pace_hours > 0

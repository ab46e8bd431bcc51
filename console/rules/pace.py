"""How fast people answer: by person and for the whole house, from the hours in which they answered something.

An hour in which somebody answered nothing says that they did something else. The mean is that of the middle half of
the hours: an incident's reply that goes to sixty people in one act, or an hour of which only the end was worked, says
nothing of anybody's pace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

HOURS_NEEDED = 8  # a day's worth: so long somebody's own pace counts less than that of the house, and that is doubted
DAYS_OF_SPREAD = 10  # days whose pace must be known before it is said how much it differs from day to day
ASSUMED_SPREAD = (0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3)  # until then: assumed, and nobody's clause
HOURS_A_DAY = 24


class AnswersInHour(Struct, frozen=True):
    """How many answers somebody gave in one hour of the epoch."""

    person: str
    hour: int
    answers: int


class Pace(Struct, frozen=True):
    """Answers in a working hour: the house's, and those of people with hours of their own.

    `by_day` is the pace of past days in order of size, 1.0 where it was the house's; `hours` how many hours of
    somebody's work it was learned from.
    """

    hours: int
    house: float
    by_person: Mapping[str, float]
    by_day: tuple[float, ...]

    def of(self, person: str) -> float:
        """Somebody's own, drawn towards the house's while it rests on few hours; the house's for who has none."""
        return self.by_person.get(person, self.house)


def learn_pace(hours: Iterable[AnswersInHour]) -> Pace | None:
    """The pace of the house and its people; None where nobody has answered anything."""
    by_person, by_day = defaultdict[str, list[int]](list), defaultdict[int, list[int]](list)
    for one in hours:
        by_person[one.person].append(one.answers)
        by_day[one.hour // HOURS_A_DAY].append(one.answers)
    if not by_person:
        return None
    house = _middle_mean([answers for own in by_person.values() for answers in own])
    people = {person: _drawn_in(own, house) for person, own in by_person.items()}
    days = sorted(_middle_mean(answers) / house for answers in by_day.values())
    spread = tuple(days) if len(days) >= DAYS_OF_SPREAD else ASSUMED_SPREAD
    return Pace(sum(map(len, by_person.values())), house, people, spread)


def _drawn_in(own: list[int], house: float) -> float:
    return (len(own) * _middle_mean(own) + HOURS_NEEDED * house) / (len(own) + HOURS_NEEDED)


def _middle_mean(values: list[int]) -> float:
    """The mean without the lowest and the highest quarter."""
    ranked = sorted(values)
    cut = len(ranked) // 4
    middle = ranked[cut : len(ranked) - cut]
    return sum(middle) / len(middle)

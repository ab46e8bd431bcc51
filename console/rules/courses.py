"""Courses that the rest of a day may take: many of them, played with whatever hands are asked for.

Each course has its own amount of arrivals, spread as past forecasts were off, and its own pace, spread as past days
were; how many answers become of a pace is left to chance. Chance has a fixed seed, and more hands meet the same chance
as fewer.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate
from math import ceil, sqrt

from console.clock import epoch_ms, from_epoch_ms
from console.rules.arriving import OUTSIDE, Outlook
from console.rules.forecast_records import Band, Course, Hand, LateBy
from console.rules.local_hours import HOUR_MS
from console.rules.pace import ASSUMED_SPREAD, Pace
from console.rules.rhythm import Rhythm
from console.rules.serving import Steps, become_late
from console.rules.worktime import WorkCalendar

COURSES = 50  # five on either side of the band
SEED = 20
GOLDEN = 0.618033988749895  # its multiples spread evenly: every pace meets every amount of arrivals


def arrivals(
    steps: Steps, outlook: Outlook | None, rhythm: Rhythm | None, ahead: Sequence[float], calendar: WorkCalendar
) -> list[list[float]]:
    """What has come by the end of each step, in each course: the amounts from the fewest to the most."""
    if outlook is None or rhythm is None:
        return [[0.0] * len(steps.ends_ms)] * COURSES
    chance = random.Random(SEED)
    due = [expected * hours for expected, hours in zip(rhythm.expected, ahead, strict=True)]
    places = _places(steps, ahead, calendar)
    courses = []
    for number in range(COURSES):
        by_hour = _divided(outlook.at((number + 0.5) / COURSES), due, rhythm.scatter, chance)
        courses.append(list(accumulate(by_hour[hour] * share for hour, share in places)))
    return courses


def _places(steps: Steps, ahead: Sequence[float], calendar: WorkCalendar) -> list[tuple[int, float]]:
    """The local hour of each step, and what share it is of what is still ahead of that hour."""
    places, begin = [], steps.start_ms
    for end in steps.ends_ms:
        hour = from_epoch_ms(begin).astimezone(calendar.zone).hour
        places.append((hour, (end - begin) / HOUR_MS / ahead[hour]))
        begin = end
    return places


def _divided(amount: float, due: Sequence[float], scatter: float, chance: random.Random) -> list[float]:
    """An amount divided among the hours about as is due, with as much scatter as hours have here."""
    divided, left, due_left = [], amount, sum(due)
    for of_hour in due:
        share = min(1.0, of_hour / due_left) if due_left > 0 else 0.0
        deviation = sqrt(scatter * left * share * (1 - share))
        came = min(left, max(0.0, left * share + deviation * chance.gauss(0.0, 1.0)))
        divided.append(came)
        left, due_left = left - came, due_left - of_hour
    return divided


class RestOfDay:
    """Every course of the rest of the day, played with whatever hands are asked for."""

    def __init__(
        self, steps: Steps, arrivals: Sequence[Sequence[float]], pace: Pace | None, calendar: WorkCalendar
    ) -> None:
        self._steps, self._arrivals, self._calendar = steps, arrivals, calendar
        self._house = pace.house if pace else 0.0
        by_day = pace.by_day if pace else ASSUMED_SPREAD
        self._paces = [by_day[int((number + 0.5) * GOLDEN % 1 * len(by_day))] for number in range(len(arrivals))]
        chance = random.Random(SEED)
        self._chances = [chance.gauss(0.0, 1.0) for _ in arrivals]

    def course(self, hands: Sequence[Hand], count: int) -> Course:
        """How it goes with `count` hands, who are on or join or leave."""
        answered = self._answered(hands, count)
        late = [
            become_late(self._steps, arrived, [_by_chance(pace * done, by) for done in answered])
            for arrived, pace, by in zip(self._arrivals, self._paces, self._chances, strict=True)
        ]
        return Course(count, tuple(LateBy(self._local(step), _band(late, step)) for step in self._moments()))

    def _answered(self, hands: Sequence[Hand], count: int) -> list[float]:
        """What can be answered by the end of each step at the usual pace."""
        answered = [0.0] * len(self._steps.worked)
        for hand in hands:
            most = self._calendar.working_minutes_ms(self._steps.start_ms, epoch_ms(hand.until))
            for step, worked in enumerate(self._steps.worked):
                answered[step] += hand.answers_an_hour / 60 * max(0.0, min(worked, most))
        if count < len(hands):
            return [done * count / len(hands) for done in answered]
        joining = (count - len(hands)) * self._house / 60
        return [done + joining * worked for done, worked in zip(answered, self._steps.worked, strict=True)]

    def _moments(self) -> list[int]:
        """The steps that end with a whole local hour, and the last one."""
        last = len(self._steps.ends_ms) - 1
        return [*(step for step in range(last) if self._local(step).minute == 0), last]

    def _local(self, step: int) -> datetime:
        return from_epoch_ms(self._steps.ends_ms[step]).astimezone(self._calendar.zone)


def _by_chance(answers: float, deviations: float) -> float:
    """How many become of so many expected answers, with so many deviations of pure chance (Poisson's) one way or other.

    It grows faster where more is expected, so that no hand more answers less between any two moments.
    """
    return max(0.0, answers + deviations * sqrt(answers))


def _band(late: Sequence[Sequence[float]], step: int) -> Band:
    ranked = sorted(one[step] for one in late)
    outside = len(ranked) * OUTSIDE
    low, middle, high = ranked[int(outside)], ranked[len(ranked) // 2], ranked[ceil(len(ranked) - outside) - 1]
    return Band(round(low), round(middle), round(high))

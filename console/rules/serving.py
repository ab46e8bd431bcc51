"""The rest of a day played through: a queue served due-soonest-first by so many hands while more arrives.

Time goes in steps of a few minutes, and work flows: three hands are one of three times the pace, who lays down what
they are at when something is due sooner. So no hand more can make anything later, and one course of a day takes a tenth
of a millisecond where following each of fifty thousand items would take a second.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from math import ceil

from msgspec import Struct

from console.clock import MINUTE_MS
from console.rules.worktime import Allowance, WorkCalendar

STEP_MINUTES = (1, 3, 5, 15)  # each divides the quarter of an hour by which zones differ, so hours are whole steps
MOST_STEPS = 300  # three minutes each in an eight-hour day, five in one round the clock
ALMOST = 1e-6  # of an item: what adding up fractions loses


class DueCount(Struct, frozen=True):
    """How many items are due at one moment, in epoch milliseconds."""

    due_ms: int
    items: int


class Queue(Struct, frozen=True):
    """What waits for an answer: how many are late, and when others are due."""

    late: int
    due: tuple[DueCount, ...]


class Steps(Struct, frozen=True):
    """The time until closing in steps: their ends in epoch milliseconds, and what is due and worked by then.

    `queue_due` counts what is in the queue and due by the end of each step, what is late already included; `answerable`
    the steps from whose arrivals everything is due by then. `worked` are working minutes since the beginning.
    """

    start_ms: int
    ends_ms: tuple[int, ...]
    late_now: int
    queue_due: tuple[int, ...]
    answerable: tuple[int, ...]
    worked: tuple[float, ...]


def lay_out(now_ms: int, closing_ms: int, queue: Queue, allowance: Allowance, calendar: WorkCalendar) -> Steps:
    """Divide the time until closing. `allowance` is the working time in which an arrival is to be answered."""
    ends = _ends(now_ms, closing_ms)
    due_by_end = [0] * len(ends)
    for one in queue.due:
        if one.due_ms <= closing_ms:
            due_by_end[_step_of(ends, one.due_ms)] += one.items
    arrivals_due = [calendar.due_ms(end, allowance) for end in ends]
    return Steps(
        start_ms=now_ms,
        ends_ms=tuple(ends),
        late_now=queue.late,
        queue_due=tuple(accumulate(due_by_end, initial=queue.late))[1:],
        answerable=tuple(bisect_right(arrivals_due, end) for end in ends),
        worked=tuple(calendar.working_minutes_ms(now_ms, end) for end in ends),
    )


def _ends(now_ms: int, closing_ms: int) -> list[int]:
    """The ends of the steps: every whole hour is one of them, and closing time the last."""
    long_ms = closing_ms - now_ms
    fitting = (minutes for minutes in STEP_MINUTES if long_ms <= minutes * MINUTE_MS * MOST_STEPS)
    step_ms = next(fitting, STEP_MINUTES[-1]) * MINUTE_MS
    return [*range((now_ms // step_ms + 1) * step_ms, closing_ms, step_ms), closing_ms]


def _step_of(ends: Sequence[int], due_ms: int) -> int:
    """The step within which it is due: by its end it must be answered."""
    return min(bisect_right(ends, due_ms - 1), len(ends) - 1)


def become_late(steps: Steps, arrived: Sequence[float], answered: Sequence[float]) -> list[float]:
    """Play one course of the day: how many more have become late by the end of each step.

    `arrived` is what has come by the end of each step, `answered` what could be answered by then.
    What comes within a step can be worked on from its end. An item is late when what is due no later than it leaves no
    time for it: counted once, when it becomes so.
    """
    idle = _idle(arrived, answered)
    late, by_step, due_before = 0.0, [], float(steps.late_now)
    for queue_due, from_steps, done in zip(steps.queue_due, steps.answerable, answered, strict=True):
        came = arrived[from_steps - 1] if from_steps else 0.0
        due = queue_due + came
        undone = max(due - done, came - done + idle[from_steps])
        if undone > ALMOST and due > due_before:
            late += min(ceil(undone - ALMOST), due - due_before)
        by_step.append(late)
        due_before = due
    return by_step


def _idle(arrived: Sequence[float], answered: Sequence[float]) -> list[float]:
    """What could have been answered by the end of each step, and before the first, had there been anything to answer.

    Of arrivals alone: while the queue lasts nobody is idle, which `become_late` sees by itself.
    """
    idle, most, before = [0.0], 0.0, 0.0
    for came, done in zip(arrived, answered, strict=True):
        most = max(most, done - before)
        idle.append(most)
        before = came
    return idle

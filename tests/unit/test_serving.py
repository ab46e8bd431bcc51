"""The queue played through, held to a plain play that follows every part of every item."""

from __future__ import annotations

from itertools import accumulate
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.rules.serving import Steps, become_late

STEPS = 8
amounts = st.lists(st.integers(0, 6), min_size=STEPS, max_size=STEPS)


def steps_of(queue: list[int], waits: int, late_now: int) -> Steps:
    """Steps in which so much of the queue is due, and arrivals are due so many steps after theirs."""
    return Steps(
        start_ms=0,
        ends_ms=tuple(range(1, STEPS + 1)),
        late_now=late_now,
        queue_due=tuple(accumulate(queue, initial=late_now))[1:],
        answerable=tuple(max(0, step + 1 - waits) for step in range(STEPS)),
        worked=(0.0,) * STEPS,
    )


def played_plainly(queue: list[int], arrivals: list[int], answers: list[int], waits: int, late_now: int) -> list[float]:
    """How many have become late by the end of each step: of what is there, what is due soonest is served."""
    waiting = {-1: float(late_now)} | {step: float(items) for step, items in enumerate(queue)}
    late, by_step = 0.0, []
    for step in range(STEPS):
        left = float(answers[step])
        for due in sorted(waiting):
            served = min(left, waiting[due])
            waiting[due] -= served
            left -= served
        undone = sum(items for due, items in waiting.items() if due <= step)
        fallen_due = queue[step] + (arrivals[step - waits] if step >= waits else 0)
        late += min(ceil(undone), fallen_due)
        by_step.append(late)
        waiting[step + waits] = waiting.get(step + waits, 0.0) + arrivals[step]
    return by_step


@given(amounts, amounts, amounts, st.integers(1, 4), st.integers(0, 5))
@settings(max_examples=300, deadline=None)
def test_it_is_as_if_every_item_were_followed(
    queue: list[int], arrivals: list[int], answers: list[int], waits: int, late_now: int
) -> None:
    played = become_late(steps_of(queue, waits, late_now), list(accumulate(arrivals)), list(accumulate(answers)))
    assert played == pytest.approx(played_plainly(queue, arrivals, answers, waits, late_now))


def test_hands_that_waited_for_work_cannot_have_done_it_before_it_came() -> None:
    """Nothing waits, four could be done in each step, and eight come at once in the third, due a step later."""
    came = [0.0, 0.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0]
    played = become_late(steps_of([0] * STEPS, 1, 0), came, [4.0 * (step + 1) for step in range(STEPS)])
    assert played[2:4] == [0.0, 4.0]

"""The outbound check of an answer: what it answers counts, for who types and for who sends alike."""

from __future__ import annotations

from datetime import timedelta

import pytest
from stand import Stand, incoming

from console.errors import ReasonNeeded
from console.rules.outbound import Outbound

LET_DOWN = "Waited in all day for the joiner and nobody turned up. " + "I would like to know why. " * 20
WITHOUT_SORRY = "We missed the visit on Monday. The joiner comes today at noon: https://www.gov.uk/housing"
SAID_TWICE = "We know that the lift is off. The engineer comes today at noon, and we will tell you here at two o'clock."


async def test_an_answer_that_admits_a_mistake_to_somebody_let_down_lacks_an_apology(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", LET_DOWN))
    found = {finding.rule for finding in stand.desk.check(WITHOUT_SORRY, Outbound.REPLY, item).warnings}
    assert found == {"no-apology"}
    with pytest.raises(ReasonNeeded):
        await stand.reply(item, WITHOUT_SORRY)


async def test_the_same_answer_to_a_plain_question_does_not(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", "When does the joiner come?"))
    assert stand.desk.check(WITHOUT_SORRY, Outbound.REPLY, item).warnings == ()
    await stand.reply(item, WITHOUT_SORRY)


def repeats(stand: Stand, item: object, text: str = SAID_TWICE) -> bool:
    return "repeated" in {finding.rule for finding in stand.desk.check(text, Outbound.REPLY, item).findings}  # type: ignore[arg-type]


async def test_an_answer_that_somebody_else_just_got_is_pointed_out_for_five_minutes(stand: Stand) -> None:
    first, second = await stand.comes_in(incoming("c1")), await stand.comes_in(incoming("c2"))
    assert not repeats(stand, second)
    await stand.reply(first, SAID_TWICE)
    assert repeats(stand, second, f"Hi Morag, {SAID_TWICE}")
    assert not repeats(stand, first)
    stand.clock.advance(timedelta(minutes=5, seconds=1))
    assert not repeats(stand, second)

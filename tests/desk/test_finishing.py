"""Closing and reopening: with a reason, never over a promise, and without losing time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from stand import ANSWER, NOT_ALLOWED, NOW, UNDO, Stand, incoming, message

from console.desk.background import shut_windows
from console.desk.orders import Close, Fulfil, MoveToPrivate, Reopen
from console.errors import NotPossible
from console.model import ClockKind, DeliveryState, ItemState, Rank


async def test_closing_needs_a_reason_which_is_kept(stand: Stand) -> None:
    item = await stand.comes_in()
    with pytest.raises(NotPossible, match="few words why"):
        await stand.desk.close(Close(**await stand.at(item), reason=" "))
    await stand.desk.close(Close(**await stand.at(item), reason="A joke between neighbours"))
    after = await stand.dossier(item)
    assert after.item.state is ItemState.CLOSED
    assert after.actions[-1].reason == "A joke between neighbours"
    assert (await stand.clock_of(item)).elapsed_minutes == 30.0
    assert list(await stand.desk.order()) == []


async def test_closing_is_refused_while_a_promise_is_open(stand: Stand) -> None:
    item = await stand.comes_in()
    text = "We will ring you within one working day."
    await stand.desk.move_to_private(
        MoveToPrivate(**await stand.at(item), private_text=text, public_text="", timescale_id="one-day")
    )
    await stand.deliver()
    await stand.desk.reopen(Reopen(**await stand.at(item)))
    with pytest.raises(NotPossible, match=r"promise is still open: .* \(W6\.12, assumed\)\."):
        await stand.desk.close(Close(**await stand.at(item), reason="Done"))
    promise = await stand.clock_of(item, ClockKind.PROMISE)
    await stand.desk.fulfil(Fulfil(**await stand.at(item), clock_id=promise.id))
    await stand.desk.close(Close(**await stand.at(item), reason="Done"))


async def test_closing_is_refused_while_an_answer_is_on_its_way(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    with pytest.raises(NotPossible, match="It is on its way"):
        await stand.desk.close(Close(**await stand.at(item), reason="Not for us"))


async def test_closing_gives_up_an_answer_that_failed(stand: Stand) -> None:
    item = await stand.comes_in()
    stand.meets(NOT_ALLOWED)
    await stand.reply(item)
    await stand.deliver()
    await stand.desk.close(Close(**await stand.at(item), reason="They rang us"))
    after = await stand.item(item.id)
    assert (after.state, after.rank, after.problem) == (ItemState.CLOSED, Rank.DUE, None)
    assert await stand.states(item) == [DeliveryState.UNDONE]
    assert list(await stand.desk.order()) == []


async def test_what_is_closed_is_not_closed_again(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.close(Close(**await stand.at(item), reason="Not for us"))
    with pytest.raises(NotPossible, match="closed already"):
        await stand.desk.close(Close(**await stand.at(item), reason="Not for us"))


async def test_reopening_restarts_the_clock_as_if_it_had_never_stopped(stand: Stand) -> None:
    item = await stand.comes_in()
    before = await stand.clock_of(item)
    await stand.desk.close(Close(**await stand.at(item), reason="Not for us"))
    stand.clock.advance(timedelta(days=3))
    await stand.desk.reopen(Reopen(**await stand.at(item)))
    assert await stand.clock_of(item) == before
    assert (await stand.item(item.id)).next_due_at == before.due_at
    assert (await stand.desk.counts()).overdue == 1
    with pytest.raises(NotPossible, match="open already"):
        await stand.desk.reopen(Reopen(**await stand.at(item)))


async def test_reopening_restarts_the_platforms_window_too(stand: Stand) -> None:
    item = await stand.comes_in(message("m1"))
    await stand.reply(item)
    await stand.deliver()
    await stand.desk.reopen(Reopen(**await stand.at(item)))
    assert (await stand.clock_of(item, ClockKind.WINDOW)).is_running


async def test_an_answered_item_can_be_reopened_and_answered_again(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    await stand.deliver()
    await stand.desk.reopen(Reopen(**await stand.at(item)))
    await stand.reply(item, "Put right: https://www.gov.uk/housing")
    await stand.deliver()
    assert stand.said() == [ANSWER, "Put right: https://www.gov.uk/housing"]
    assert (await stand.item(item.id)).state is ItemState.ANSWERED


async def test_a_window_that_passes_is_shut_and_gives_way_to_the_next_clock(stand: Stand) -> None:
    item = await stand.comes_in(message("m1", received_at=NOW - timedelta(hours=23, minutes=50)))
    window = await stand.clock_of(item, ClockKind.WINDOW)
    assert await shut_windows(stand.office) == []
    stand.clock.at = window.due_at + UNDO
    assert await shut_windows(stand.office) == [item.id]
    shut = await stand.clock_of(item, ClockKind.WINDOW)
    assert (shut.outcome, shut.stopped_at) == ("shut", window.due_at)
    assert (await stand.item(item.id)).next_clock is ClockKind.ANSWER
    assert await shut_windows(stand.office) == []


async def test_an_answer_clock_cannot_be_ticked_off(stand: Stand) -> None:
    item = await stand.comes_in()
    clock = await stand.clock_of(item)
    with pytest.raises(NotPossible, match="answered, removed, moved or closed"):
        await stand.desk.fulfil(Fulfil(**await stand.at(item), clock_id=clock.id))
    assert (await stand.clock_of(item)).is_running


async def test_reasons_given_lately_are_offered_each_once_before_the_packs(stand: Stand) -> None:
    pack = stand.office.policy.core.closing.reasons
    assert await stand.desk.closing_reasons() == pack
    for number, reason in enumerate(("A joke", "a  joke", "Ring 07700 900123 back", pack[1])):
        item = await stand.comes_in(incoming(f"c{number}"))
        await stand.desk.close(Close(**await stand.at(item), reason=reason))
    rest = [reason for reason in pack if reason != pack[1]]
    assert await stand.desk.closing_reasons() == [pack[1], "a  joke", *rest]


async def test_no_more_reasons_are_offered_than_there_are_digits(stand: Stand) -> None:
    for number in range(7):
        item = await stand.comes_in(incoming(f"c{number}"))
        await stand.desk.close(Close(**await stand.at(item), reason=f"Reason {'abcdefg'[number]}"))
    offered = await stand.desk.closing_reasons()
    assert offered[:5] == [f"Reason {letter}" for letter in "gfedc"]
    assert len(offered) == 9

"""Taking an act back: whole while nothing of it has left, and not at all afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from stand import ANSWER, NOT_ALLOWED, NOW, UNDO, Stand, message

from console.desk import undoing
from console.desk.orders import Close, Correct, Escalate, LogComplaint, MoveToPrivate, Remove, Reopen
from console.desk.records import Record
from console.errors import NotPermitted, TooLate
from console.model import ActionKind, ClockKind, DeliveryState, ItemState, Operation, Rank


async def test_undo_before_the_window_ends_sends_nothing_and_restores_the_item(stand: Stand) -> None:
    item = await stand.comes_in()
    done = await stand.reply(item)
    assert stand.desk.leaving() == done
    await stand.desk.undo_last()
    await stand.wait(3600)
    assert stand.said() == []
    assert (await stand.item(item.id)).state is ItemState.OPEN
    assert (await stand.clock_of(item)).is_running
    assert await stand.states(item) == [DeliveryState.UNDONE]
    assert stand.desk.leaving() is None
    stand.verify()


async def test_undo_gives_the_text_back_as_a_draft(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.save_draft(item.id, ActionKind.REPLY, ANSWER[:20])
    await stand.reply(item)
    assert (await stand.dossier(item)).drafts == ()
    await stand.desk.undo_last()
    (draft,) = (await stand.dossier(item)).drafts
    assert (draft.kind, draft.text) == (ActionKind.REPLY, ANSWER)


async def test_undo_after_the_window_is_too_late(stand: Stand) -> None:
    item = await stand.comes_in()
    done = await stand.reply(item)
    await stand.deliver()
    with pytest.raises(TooLate, match="it has left"):
        await undoing.undo(stand.office, stand.desk.person, done.action_id)
    with pytest.raises(TooLate, match="nothing left to take back"):
        await stand.desk.undo_last()
    assert stand.said() == [ANSWER]


async def test_undo_is_too_late_as_soon_as_a_delivery_is_taken(stand: Stand) -> None:
    """Another console's time runs a little ahead of ours: it has taken the delivery before our window is over."""
    item = await stand.comes_in()
    done = await stand.reply(item)
    delivery = await stand.delivery(item, Operation.REPLY)
    ahead = stand.clock.now() + timedelta(seconds=15)
    async with stand.office.store.transaction() as tx:
        assert await tx.take_delivery(delivery.id, "console-2", ahead, ahead + timedelta(seconds=30))
        await tx.record(Record(ahead, "test", "taken"))
    with pytest.raises(TooLate):
        await undoing.undo(stand.office, stand.desk.person, done.action_id)
    assert await stand.states(item) == [DeliveryState.TRYING]


async def test_an_undone_delivery_is_not_taken(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    delivery = await stand.delivery(item, Operation.REPLY)
    await stand.desk.undo_last()
    later = stand.clock.now() + UNDO
    async with stand.office.store.transaction() as tx:
        assert not await tx.take_delivery(delivery.id, "console-2", later, later)


async def test_an_act_can_be_taken_back_only_once(stand: Stand) -> None:
    item = await stand.comes_in()
    done = await stand.reply(item)
    await stand.desk.undo_last()
    with pytest.raises(TooLate):
        await undoing.undo(stand.office, stand.desk.person, done.action_id)


async def test_the_newest_act_is_taken_back_first(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.log_complaint(LogComplaint(**await stand.at(item), is_complaint=True, category="Repairs"))
    await stand.reply(item)
    await stand.desk.undo_last()
    assert await stand.states(item) == [DeliveryState.WAITING, DeliveryState.UNDONE]
    await stand.desk.undo_last()
    assert await stand.states(item) == [DeliveryState.UNDONE, DeliveryState.UNDONE]


async def test_undoing_an_older_act_leaves_what_a_newer_one_did_to_the_item(stand: Stand) -> None:
    item = await stand.comes_in()
    logged = await stand.desk.log_complaint(LogComplaint(**await stand.at(item), is_complaint=True, category="Repairs"))
    await stand.reply(item)
    await undoing.undo(stand.office, stand.desk.person, logged.action_id)
    assert (await stand.item(item.id)).state is ItemState.ACTING
    await stand.deliver()
    assert (await stand.item(item.id)).state is ItemState.ANSWERED


async def test_undo_of_a_close_restarts_the_clock(stand: Stand) -> None:
    item = await stand.comes_in()
    due_at = (await stand.clock_of(item)).due_at
    await stand.desk.close(Close(**await stand.at(item), reason="Not for us"))
    assert (await stand.clock_of(item)).outcome == "closed"
    await stand.desk.undo_last()
    clock = await stand.clock_of(item)
    assert (clock.is_running, clock.due_at, clock.elapsed_minutes) == (True, due_at, None)
    assert item.id in await stand.desk.order()


async def test_undo_of_a_close_after_it_was_reopened_changes_nothing_more(stand: Stand) -> None:
    item = await stand.comes_in()
    closed = await stand.desk.close(Close(**await stand.at(item), reason="Not for us"))
    await stand.desk.reopen(Reopen(**await stand.at(item)))
    await stand.reply(item)
    await undoing.undo(stand.office, stand.desk.person, closed.action_id)
    assert (await stand.item(item.id)).state is ItemState.ACTING


async def test_undo_of_a_move_drops_the_promise(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.move_to_private(
        MoveToPrivate(
            **await stand.at(item),
            private_text="Hello, we will ring you within one working day.",
            public_text="We have sent you a message.",
            timescale_id="one-day",
        )
    )
    await stand.desk.undo_last()
    assert (await stand.dossier(item)).promises == ()
    assert (await stand.clock_of(item, ClockKind.PROMISE)).outcome == "undone"
    assert (await stand.item(item.id)).next_clock is ClockKind.ANSWER
    await stand.wait(3600)
    assert stand.said() == []


async def test_undo_of_a_removal_withdraws_the_strike(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.remove(Remove(**await stand.at(item), reason_id="offensive"))
    assert (await stand.dossier(item)).author.strikes == 1
    await stand.desk.undo_last()
    assert (await stand.dossier(item)).author.strikes == 0
    await stand.wait(3600)
    assert not stand.entry(item).is_hidden


async def test_undo_of_an_escalation_stops_its_clock(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.escalate(Escalate(**await stand.at(item), reason="A reporter asks"))
    await stand.desk.undo_last()
    assert (await stand.clock_of(item, ClockKind.ESCALATION)).outcome == "undone"


async def test_undo_of_a_private_answer_restores_all_that_it_would_have_answered(stand: Stand) -> None:
    first = await stand.comes_in(message("m1", received_at=NOW - timedelta(minutes=20)))
    newest = await stand.comes_in(message("m2", "Anybody?"))
    await stand.reply(newest)
    await stand.desk.undo_last()
    assert [(await stand.item(i.id)).state for i in (first, newest)] == [ItemState.OPEN, ItemState.OPEN]


async def test_undo_leaves_an_earlier_message_to_the_answer_that_it_already_has(stand: Stand) -> None:
    first, newest = await stand.comes_in_twice()
    await stand.reply(first)
    await stand.reply(newest, "We have seen both: https://www.gov.uk/housing")
    await stand.desk.undo_last()
    assert [(await stand.item(i.id)).state for i in (first, newest)] == [ItemState.ACTING, ItemState.OPEN]


async def test_undo_keeps_another_failure_of_the_item_at_the_top(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    await stand.deliver()
    answer = await stand.delivery(item, Operation.REPLY)
    stand.meets(NOT_ALLOWED)
    await stand.desk.correct(Correct(**await stand.at(item), delivery_id=answer.id, text=f"{ANSWER} Sorry."))
    await stand.deliver()
    await stand.desk.escalate(Escalate(**await stand.at(item), reason="A reporter asks"))
    await stand.desk.undo_last()
    after = await stand.item(item.id)
    assert after.rank is Rank.FAILED
    assert (after.problem or "").startswith("Correction:")


async def test_undo_needs_its_own_right(stand: Stand) -> None:
    item = await stand.comes_in()
    done = await stand.reply(item)
    colleague = await stand.sign_in("Sam Reader", "colleague")
    with pytest.raises(NotPermitted):
        await undoing.undo(stand.office, colleague.person, done.action_id)

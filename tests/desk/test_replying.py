"""Answering: once, at the right moment, and with the clock stopped by nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from stand import ANSWER, GONE, NOT_ALLOWED, NOW, Stand, incoming, message

from console.desk.orders import Close, LogComplaint, Remove, Reply
from console.errors import NotPossible, ReasonNeeded, Stale, Stopped
from console.model import ActionKind, ClockKind, DeliveryState, ItemState, Operation, Rank, Turn

LONG = " ".join(["word"] * 20 + ["and."]) * 4 + " https://www.gov.uk/housing"


async def test_a_reply_arrives_once_and_stops_the_answer_clock_with_its_working_time_frozen(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    assert (await stand.item(item.id)).state is ItemState.ACTING
    assert (await stand.clock_of(item)).is_running, "the clock stops when the answer arrives, not when it is asked for"
    await stand.deliver()
    await stand.wait(3600)
    clock = await stand.clock_of(item)
    assert (await stand.item(item.id)).state is ItemState.ANSWERED
    assert (stand.said(), clock.outcome) == ([ANSWER], "answered")
    assert clock.elapsed_minutes == pytest.approx(30.27, abs=0.01)
    assert item.id not in await stand.desk.order()
    stand.verify()


async def test_nothing_leaves_before_the_undo_window_is_over(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    await stand.wait(14.9)
    assert stand.said() == []
    await stand.wait(0.1)
    assert stand.said() == [ANSWER]


async def test_an_act_on_an_item_as_it_no_longer_is_says_who_did_what(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.close(Close(**await stand.at(item), reason="A joke between neighbours"))
    with pytest.raises(Stale, match=r"^Alex Practice closed it at 10:04\."):
        await stand.desk.reply(Reply(item_id=item.id, version=item.version, text=ANSWER))


async def test_an_act_on_a_text_that_its_author_changed_is_refused(stand: Stand) -> None:
    item = await stand.comes_in()
    stand.world.edit("facebook", "c1", "It works again, thanks!")
    await stand.fetch()
    with pytest.raises(Stale, match="author changed the text"):
        await stand.desk.reply(Reply(item_id=item.id, version=item.version, text=ANSWER))


async def test_an_act_on_what_was_deleted_meanwhile_is_refused(stand: Stand) -> None:
    item = await stand.comes_in()
    stand.world.delete_by_public("facebook", "c1")
    await stand.fetch()
    with pytest.raises(Stale, match="deleted on the platform"):
        await stand.desk.reply(Reply(item_id=item.id, version=item.version, text=ANSWER))


async def test_an_emoji_cannot_go_out_whatever_the_reason(stand: Stand) -> None:
    item = await stand.comes_in()
    with pytest.raises(Stopped) as refused:
        await stand.reply(item, "Thank you \N{GRINNING FACE} https://www.gov.uk/housing", reason="they like it")
    assert [finding.rule for finding in refused.value.findings] == ["emoji"]
    assert (await stand.item(item.id)).state is ItemState.OPEN


async def test_a_warning_needs_a_reason_which_the_audit_keeps_as_passed(stand: Stand) -> None:
    item = await stand.comes_in()
    with pytest.raises(ReasonNeeded):
        await stand.reply(item, LONG)
    await stand.reply(item, LONG, reason="the whole procedure was asked for")
    entry = next(e for e in await stand.office.store.audit_entries() if e.event == "reply")
    assert "too-long" in str(entry.details["passed"])
    assert LONG not in str(entry.details), "texts stand in the audit by digest only"


async def test_an_empty_answer_is_refused(stand: Stand) -> None:
    item = await stand.comes_in()
    with pytest.raises(NotPossible, match="nothing to send"):
        await stand.reply(item, "  \n")


async def test_a_second_answer_waits_until_the_first_has_left_or_been_taken_back(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    with pytest.raises(NotPossible, match=r"^You answered this at 10:04\. It is on its way\. Press u"):
        await stand.reply(item, "And another thing.")


async def test_an_answer_that_fails_for_good_leaves_the_clock_as_if_it_never_stopped(stand: Stand) -> None:
    item = await stand.comes_in()
    due_at = (await stand.clock_of(item)).due_at
    stand.meets(NOT_ALLOWED)
    await stand.reply(item)
    await stand.deliver()
    failed = await stand.item(item.id)
    clock = await stand.clock_of(item)
    assert (failed.state, failed.rank, clock.is_running, clock.due_at) == (ItemState.OPEN, Rank.FAILED, True, due_at)
    assert failed.problem == "Reply: Facebook refuses this here, for good."
    assert (await stand.desk.order())[0] == item.id
    assert (await stand.desk.counts()).failed == 1


async def test_a_failed_second_answer_leaves_the_item_answered(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    await stand.deliver()
    stopped = await stand.clock_of(item)
    stand.meets(NOT_ALLOWED)
    await stand.reply(item, "One more thing: https://www.gov.uk/housing")
    await stand.deliver()
    after = await stand.item(item.id)
    assert (after.state, after.rank) == (ItemState.ANSWERED, Rank.FAILED)
    assert await stand.clock_of(item) == stopped
    assert item.id in await stand.desk.order(), "the failure is shown although the item is answered"


async def test_a_new_answer_after_a_failure_takes_its_place(stand: Stand) -> None:
    item = await stand.comes_in()
    stand.meets(NOT_ALLOWED)
    await stand.reply(item)
    await stand.deliver()
    await stand.reply(item, "Put another way: https://www.gov.uk/housing")
    await stand.deliver()
    after = await stand.item(item.id)
    assert (after.state, after.rank, after.problem) == (ItemState.ANSWERED, Rank.DUE, None)
    assert await stand.states(item) == [DeliveryState.UNDONE, DeliveryState.DELIVERED]
    assert len(stand.said()) == 1


async def test_the_authors_next_message_starts_a_new_clock(stand: Stand) -> None:
    first = await stand.comes_in(message("m1"))
    await stand.reply(first)
    await stand.deliver()
    stand.clock.advance(timedelta(hours=1))
    second = await stand.comes_in(message("m2", "It is still stuck.", received_at=stand.clock.now()))
    assert second.thread_id == first.thread_id
    assert (await stand.clock_of(second)).is_running
    assert not (await stand.clock_of(first)).is_running


async def test_one_private_answer_answers_the_authors_earlier_messages_of_the_conversation(stand: Stand) -> None:
    first, newest = await stand.comes_in_twice()
    other = await stand.comes_in(message("m3", author_external_id="author_2", thread="talk_2"))
    await stand.reply(newest)
    assert (await stand.item(first.id)).state is ItemState.ACTING
    await stand.deliver()
    assert (await stand.item(first.id)).state is ItemState.ANSWERED
    assert not (await stand.clock_of(first)).is_running
    assert (await stand.item(other.id)).state is ItemState.OPEN
    assert stand.said() == [ANSWER]


async def test_an_answer_to_an_earlier_private_message_leaves_the_later_one_waiting(stand: Stand) -> None:
    first, newest = await stand.comes_in_twice()
    assert [row.turn for row in await stand.desk.rows([first.id, newest.id])] == [Turn(1, 2), Turn(2, 2)]
    await stand.reply(first)
    await stand.deliver()
    assert [row.state for row in await stand.desk.rows([first.id, newest.id])] == [ItemState.ANSWERED, ItemState.OPEN]
    assert (await stand.clock_of(newest)).is_running
    assert (await stand.desk.rows([newest.id]))[0].turn is None


async def test_a_private_answer_that_fails_reopens_all_that_it_would_have_answered(stand: Stand) -> None:
    first, newest = await stand.comes_in_twice()
    stand.meets(NOT_ALLOWED)
    await stand.reply(newest)
    await stand.deliver()
    for item in (first, newest):
        assert (await stand.item(item.id)).state is ItemState.OPEN
        assert (await stand.clock_of(item)).is_running


async def test_a_failed_answer_does_not_reopen_a_message_that_its_own_answer_reached(stand: Stand) -> None:
    first, newest = await stand.comes_in_twice()
    await stand.reply(first)
    stand.clock.advance(timedelta(seconds=5))
    await stand.reply(newest, "We have seen both: https://www.gov.uk/housing")
    await stand.wait(10.5)
    stand.meets(NOT_ALLOWED)
    await stand.deliver()
    assert (await stand.item(first.id)).state is ItemState.ANSWERED
    assert not (await stand.clock_of(first)).is_running
    assert (await stand.item(newest.id)).state is ItemState.OPEN


async def test_a_reply_to_what_vanishes_in_that_moment_is_stopped_and_never_becomes_a_new_comment(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    stand.meets(GONE)
    await stand.deliver()
    assert stand.said() == []
    assert await stand.states(item) == [DeliveryState.FAILED]


async def test_the_dossier_shows_our_answer_in_its_place(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    await stand.deliver()
    thread = (await stand.dossier(item)).thread
    assert [(entry.side.value, entry.text) for entry in thread] == [("public", item.text), ("ours", ANSWER)]


async def test_what_cannot_be_done_says_why_and_what_instead(stand: Stand) -> None:
    item = await stand.comes_in(message("m1", received_at=NOW - timedelta(hours=30)))
    why = stand.desk.why_not(ActionKind.REPLY, item)
    assert why is not None
    assert "24 hours" in why
    assert "telephone" in why
    with pytest.raises(NotPossible, match="24 hours"):
        await stand.reply(item)


async def test_an_item_answered_while_a_case_waits_for_its_hand_over_is_answered(stand: Stand) -> None:
    """The reference goes into the reply, so both are on their way at once."""
    item = await stand.comes_in()
    await stand.desk.log_complaint(LogComplaint(**await stand.at(item), is_complaint=True, category="Repairs"))
    await stand.reply(item, "We have logged this as CASE000001. https://www.gov.uk/housing")
    await stand.deliver()
    assert (await stand.item(item.id)).state is ItemState.ANSWERED
    assert await stand.states(item) == [DeliveryState.DELIVERED, DeliveryState.DELIVERED]


async def test_the_window_clock_stops_with_the_answer(stand: Stand) -> None:
    item = await stand.comes_in(message("m1"))
    assert (await stand.clock_of(item, ClockKind.WINDOW)).is_running
    await stand.reply(item)
    await stand.deliver()
    assert (await stand.clock_of(item, ClockKind.WINDOW)).outcome == "answered"
    assert (await stand.delivery(item, Operation.MESSAGE)).receipt is not None


async def test_an_item_older_than_the_calendar_can_be_taken_in_and_answered(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c9", received_at=NOW - timedelta(days=3 * 365)))
    await stand.reply(item)
    await stand.deliver()
    assert (await stand.item(item.id)).state is ItemState.ANSWERED


async def test_a_removed_item_is_not_removed_again(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.remove(Remove(**await stand.at(item), reason_id="offensive"))
    await stand.deliver()
    with pytest.raises(NotPossible, match="removed already"):
        await stand.desk.remove(Remove(**await stand.at(item), reason_id="offensive"))

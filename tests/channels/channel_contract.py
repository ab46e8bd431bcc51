"""What the desk relies on from every channel: a channel's tests inherit `ChannelContract` and give it a `stage`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest
from msgspec.structs import replace

from console.clock import VirtualClock
from console.desk.ports import Channel
from console.desk.records import Call, Trace
from console.errors import Gone, Malformed, NotAllowed, OutcomeUnknown
from console.model import ClockKind, Incoming, Item, ItemKind, ItemState, Operation, Rank

START = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)


class Stage(Protocol):
    """A channel with a platform behind it that a test can move."""

    channel: Channel
    clock: VirtualClock

    def comes_in(self, incoming: Incoming) -> None: ...
    def is_edited(self, external_id: str, text: str) -> None: ...
    def is_deleted(self, external_id: str) -> None: ...
    def said(self) -> Sequence[tuple[str | None, str]]:
        """What stands in our name: what it answers, and its text; oldest first."""

    def lose_next_answer(self) -> None: ...
    def lose_next_call(self) -> None: ...
    def break_next_find(self) -> None: ...


def incoming(channel: str, external_id: str, **changes: object) -> Incoming:
    """A comment, or what the changes make of it."""
    plain = Incoming(
        channel=channel,
        external_id=external_id,
        kind=ItemKind.COMMENT,
        author_external_id="author_1",
        author_name="Test Author",
        text="The lift is stuck again.",
        received_at=START - timedelta(hours=1),
        thread=f"thread_{external_id}",
        post="Lift works this week",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def item_of(incoming: Incoming) -> Item:
    """The item as the desk would hold it."""
    return Item(
        id=1,
        channel=incoming.channel,
        external_id=incoming.external_id,
        kind=incoming.kind,
        thread_id=1,
        author_id=1,
        author_name=incoming.author_name,
        text=incoming.text,
        received_at=incoming.received_at,
        arrived_at=incoming.received_at,
        state=ItemState.OPEN,
        version=1,
        rank=Rank.DUE,
        next_due_at=None,
        next_clock=ClockKind.ANSWER,
        thread=incoming.thread,
        parent=incoming.parent,
        post=incoming.post,
    )


def call(operation: Operation, target: str, body: str = "Thank you, we are on it.", key: str = "k1") -> Call:
    return Call(operation, target, body, key)


@dataclass(frozen=True, slots=True)
class Reached:
    """Everything a run of fetches brought."""

    ids: tuple[str, ...]
    gone: tuple[str, ...]
    cursor: str | None


async def fetch_all(channel: Channel, cursor: str | None = None) -> Reached:
    ids: list[str] = []
    gone: list[str] = []
    while True:
        batch = await channel.fetch(cursor)
        if batch.cursor == cursor and not batch.items and not batch.gone:
            return Reached(tuple(ids), tuple(gone), cursor)
        cursor = batch.cursor
        ids += [item.external_id for item in batch.items]
        gone += batch.gone


class ChannelContract:
    """Inherit, and give a `stage` fixture."""

    @pytest.fixture
    def comment(self, stage: Stage) -> Incoming:
        comment = incoming(stage.channel.name, "c1")
        stage.comes_in(comment)
        return comment

    # -- fetching --------------------------------------------------------------------------------------------------

    async def test_fetch_brings_what_arrived_in_order_and_whole(self, stage: Stage, comment: Incoming) -> None:
        stage.comes_in(incoming(stage.channel.name, "c2", parent="c1", thread=comment.thread))
        batch = await stage.channel.fetch(None)
        assert [item.external_id for item in batch.items] == ["c1", "c2"]
        assert batch.items[0] == comment

    async def test_fetch_goes_on_from_its_cursor(self, stage: Stage, comment: Incoming) -> None:
        first = await fetch_all(stage.channel)
        stage.comes_in(incoming(stage.channel.name, "c2"))
        assert (await fetch_all(stage.channel, first.cursor)).ids == ("c2",)

    async def test_fetch_in_several_batches_misses_nothing(self, stage: Stage) -> None:
        ids = tuple(f"c{n}" for n in range(450))
        for external_id in ids:
            stage.comes_in(incoming(stage.channel.name, external_id))
        assert len((await stage.channel.fetch(None)).items) <= 200
        assert (await fetch_all(stage.channel)).ids == ids

    async def test_fetch_tells_of_an_edit_and_of_a_deletion(self, stage: Stage, comment: Incoming) -> None:
        stage.comes_in(incoming(stage.channel.name, "c2"))
        cursor = (await fetch_all(stage.channel)).cursor
        stage.is_edited("c1", "The lift works.")
        stage.is_deleted("c2")
        batch = await stage.channel.fetch(cursor)
        assert [(item.external_id, item.text) for item in batch.items] == [("c1", "The lift works.")]
        assert batch.gone == ("c2",)

    async def test_a_cursor_that_cannot_be_read_is_malformed(self, stage: Stage) -> None:
        with pytest.raises(Malformed):
            await stage.channel.fetch("not a cursor")

    # -- looking ---------------------------------------------------------------------------------------------------

    async def test_look_shows_the_text_as_it_is_and_our_answers(self, stage: Stage, comment: Incoming) -> None:
        receipt = await stage.channel.call(call(Operation.REPLY, "c1"))
        stage.is_edited("c1", "Never mind.")
        sight = await stage.channel.look(item_of(comment))
        assert (sight.is_gone, sight.text, sight.answers) == (False, "Never mind.", (receipt,))

    async def test_look_says_that_it_is_gone(self, stage: Stage, comment: Incoming) -> None:
        stage.is_deleted("c1")
        assert (await stage.channel.look(item_of(comment))).is_gone

    # -- capabilities ----------------------------------------------------------------------------------------------

    @pytest.mark.parametrize("operation", list(Operation))
    async def test_a_capability_says_its_effect_or_why_not(
        self, stage: Stage, comment: Incoming, operation: Operation
    ) -> None:
        able = stage.channel.capability(item_of(comment), operation, stage.clock.now())
        assert able.operation is operation
        assert bool(able.effect) is able.is_possible
        assert bool(able.why_not) is not able.is_possible

    @pytest.mark.parametrize("operation", [o for o in Operation if o is not Operation.CORRECT])  # acts on our own
    async def test_a_call_does_what_the_capability_promised(
        self, stage: Stage, comment: Incoming, operation: Operation
    ) -> None:
        if stage.channel.capability(item_of(comment), operation, stage.clock.now()).is_possible:
            assert await stage.channel.call(call(operation, "c1"))
        else:
            with pytest.raises((NotAllowed, Gone)):
                await stage.channel.call(call(operation, "c1"))

    @pytest.mark.parametrize("kind", list(ItemKind))
    async def test_a_window_lies_after_the_item_came(self, stage: Stage, kind: ItemKind) -> None:
        came = incoming(stage.channel.name, "x1", kind=kind)
        window = stage.channel.window(came)
        assert window is None or window.until > came.received_at

    # -- calling ---------------------------------------------------------------------------------------------------

    async def test_a_reply_stands_once_under_what_it_answers(self, stage: Stage, comment: Incoming) -> None:
        receipt = await stage.channel.call(call(Operation.REPLY, "c1", "We are on it."))
        assert receipt
        assert stage.said() == [("c1", "We are on it.")]

    async def test_a_reply_to_what_is_gone_says_so_and_stands_nowhere(self, stage: Stage, comment: Incoming) -> None:
        stage.is_deleted("c1")
        with pytest.raises(Gone):
            await stage.channel.call(call(Operation.REPLY, "c1"))
        assert stage.said() == []

    async def test_a_text_that_is_too_long_is_refused_with_the_limit(self, stage: Stage, comment: Incoming) -> None:
        with pytest.raises(NotAllowed, match=r"at most [\d,]+ characters"):
            await stage.channel.call(call(Operation.REPLY, "c1", "x" * 100_000))
        assert stage.said() == []

    @pytest.mark.parametrize("operation", [Operation.HIDE, Operation.BLOCK])
    async def test_what_is_repeatable_may_be_repeated(
        self, stage: Stage, comment: Incoming, operation: Operation
    ) -> None:
        target = "author_1" if operation is Operation.BLOCK else "c1"
        assert await stage.channel.call(call(operation, target, "")) == target
        assert await stage.channel.call(call(operation, target, "")) == target

    async def test_a_correction_changes_our_answer_in_place(self, stage: Stage, comment: Incoming) -> None:
        receipt = await stage.channel.call(call(Operation.REPLY, "c1", "We are on hit."))
        assert stage.channel.capability(item_of(comment), Operation.CORRECT, stage.clock.now()).is_possible
        await stage.channel.call(call(Operation.CORRECT, receipt, "We are on it.", "k2"))
        assert stage.said() == [("c1", "We are on it.")]

    # -- finding ---------------------------------------------------------------------------------------------------

    async def test_a_reply_whose_answer_was_lost_is_found(self, stage: Stage, comment: Incoming) -> None:
        stage.lose_next_answer()
        with pytest.raises(OutcomeUnknown):
            await stage.channel.call(call(Operation.REPLY, "c1"))
        tracing = await stage.channel.find(call(Operation.REPLY, "c1"), START, ())
        assert tracing.trace is Trace.FOUND
        assert (await stage.channel.look(item_of(comment))).answers == (tracing.receipt,)

    async def test_a_reply_that_was_lost_on_its_way_is_absent(self, stage: Stage, comment: Incoming) -> None:
        stage.lose_next_call()
        with pytest.raises(OutcomeUnknown):
            await stage.channel.call(call(Operation.REPLY, "c1"))
        assert (await stage.channel.find(call(Operation.REPLY, "c1"), START, ())).trace is Trace.ABSENT
        assert stage.said() == []

    async def test_the_same_words_elsewhere_are_another_answer(self, stage: Stage, comment: Incoming) -> None:
        stage.comes_in(incoming(stage.channel.name, "c2", thread=comment.thread))
        await stage.channel.call(call(Operation.REPLY, "c1"))
        assert (await stage.channel.find(call(Operation.REPLY, "c2"), START, ())).trace is Trace.ABSENT

    async def test_an_answer_from_before_is_another_answer(self, stage: Stage, comment: Incoming) -> None:
        await stage.channel.call(call(Operation.REPLY, "c1"))
        later = stage.clock.now() + timedelta(seconds=1)
        assert (await stage.channel.find(call(Operation.REPLY, "c1"), later, ())).trace is Trace.ABSENT

    async def test_a_receipt_of_another_call_is_another_answer(self, stage: Stage, comment: Incoming) -> None:
        other = await stage.channel.call(call(Operation.REPLY, "c1"))
        assert (await stage.channel.find(call(Operation.REPLY, "c1"), START, {other})).trace is Trace.ABSENT
        mine = await stage.channel.call(call(Operation.REPLY, "c1"))
        assert (await stage.channel.find(call(Operation.REPLY, "c1"), START, {other})).receipt == mine

    async def test_of_two_answers_in_the_same_words_the_older_one_is_found_first(
        self, stage: Stage, comment: Incoming
    ) -> None:
        """Else two lost answers would find the same one between them, and one would be sent a third time."""
        lost = call(Operation.REPLY, "c1")
        older, newer = await stage.channel.call(lost), await stage.channel.call(lost)
        assert (await stage.channel.find(lost, START, ())).receipt == older
        assert (await stage.channel.find(lost, START, (older,))).receipt == newer

    async def test_a_find_that_cannot_read_is_unclear(self, stage: Stage, comment: Incoming) -> None:
        await stage.channel.call(call(Operation.REPLY, "c1"))
        stage.break_next_find()
        assert (await stage.channel.find(call(Operation.REPLY, "c1"), START, ())).trace is Trace.UNCLEAR

    async def test_an_answer_under_what_is_gone_is_unclear(self, stage: Stage, comment: Incoming) -> None:
        """It went with what it answered: to say that it never arrived would be untrue."""
        await stage.channel.call(call(Operation.REPLY, "c1"))
        stage.is_deleted("c1")
        assert (await stage.channel.find(call(Operation.REPLY, "c1"), START, ())).trace is Trace.UNCLEAR

    async def test_a_hide_and_a_block_are_found_by_what_they_did(self, stage: Stage, comment: Incoming) -> None:
        hide, block = call(Operation.HIDE, "c1", ""), call(Operation.BLOCK, "author_1", "")
        assert (await stage.channel.find(hide, START, ())).trace is Trace.ABSENT
        assert (await stage.channel.find(block, START, ())).trace is Trace.ABSENT
        await stage.channel.call(hide)
        await stage.channel.call(block)
        assert (await stage.channel.find(hide, START, ())).trace is Trace.FOUND
        assert (await stage.channel.find(block, START, ())).trace is Trace.FOUND

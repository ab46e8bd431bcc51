"""Any order of acts, undos, time, trouble, restarts and the public: nothing is lost, nothing arrives twice."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Coroutine
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from stand import (
    ANSWER_LOST,
    CALL_LOST,
    GONE,
    NOT_ALLOWED,
    TOKEN_EXPIRED,
    UNREACHABLE,
    incoming,
    message,
    open_stand,
)

from console.channels.practice import PracticeChannel
from console.channels.practice_records import Applied
from console.channels.practice_trouble import Touch, TroubleKind, TroubleStep
from console.desk.office import CASES
from console.desk.orders import Block, Close, Correct, Escalate, LogComplaint, MoveToPrivate, Remove, Reopen
from console.errors import Refusal
from console.model import Delivery, DeliveryState, Incoming, Item, ItemState, Operation, Rank

T = TypeVar("T")
FIRST = [
    incoming("c1"),
    incoming("c2", "And the stairs are dirty.", author_external_id="author_2"),
    incoming("c3", "Mine too.", author_external_id="author_3", parent="c2"),
    message("m1"),
    message("m2", "Anybody?"),
]
TROUBLES = [
    ANSWER_LOST,
    CALL_LOST,
    UNREACHABLE,
    GONE,
    NOT_ALLOWED,
    TroubleStep(TroubleKind.RATE_LIMITED, 30),
    TroubleStep(TroubleKind.UNREACHABLE, touch=Touch.LOOK),
    TroubleStep(TroubleKind.UNREACHABLE, touch=Touch.FIND),
    TroubleStep(TroubleKind.UNREACHABLE, touch=Touch.FETCH),
    TOKEN_EXPIRED,
]
SPOKEN = (Operation.REPLY, Operation.NOTICE, Operation.PRIVATE_REPLY, Operation.MESSAGE)
ENDED = (ItemState.ANSWERED, ItemState.REMOVED, ItemState.MOVED, ItemState.CLOSED)
VISIBLE = (DeliveryState.FAILED, DeliveryState.NEEDS_PERSON)
MAY_HAVE_ARRIVED = (
    DeliveryState.DELIVERED,
    DeliveryState.TRYING,
    DeliveryState.UNKNOWN,
    DeliveryState.NEEDS_PERSON,
)
Words = tuple[Operation, str, str]
places = st.integers(0, 20)


def words_of(one: Applied | Delivery) -> Words:
    return one.operation, one.target, one.body


class Deliveries(RuleBasedStateMachine):
    """One console at a time on one store and one practice platform."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory(prefix="halfday-machine-")
        self.stand = self.run(open_stand(Path(self.folder.name)))
        self.consoles = 1
        self.texts = 0

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        self.run(self.come_to_rest())
        self.nothing_is_lost()
        self.run(self.stand.office.store.close())
        self.stand.verify()
        self.stand.world.close()
        self.loop.close()
        self.folder.cleanup()

    # -- what people do --------------------------------------------------------------------------------------------

    @initialize()
    def people_write(self) -> None:
        self.comes_in(FIRST)

    def comes_in(self, arriving: list[Incoming]) -> None:
        for one in arriving:
            self.stand.world.arrive(one)
        self.run(self.stand.fetch())

    def pick(self, place: int) -> Item:
        items = self.run(self.all_items())
        return items[place % len(items)]

    async def all_items(self) -> list[Item]:
        return [await self.stand.item(item_id) for item_id, _ in await self.stand.office.store.incoming_after(0)]

    def attempt(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do it, or be told why not: a refusal is an answer too."""
        with suppress(Refusal):
            self.run(work)

    def words(self) -> str:
        """A text that nobody has said before: what arrives tells which intent it came from."""
        self.texts += 1
        return f"Answer number {self.texts}: https://www.gov.uk/housing"

    @rule(place=places)
    def reply(self, place: int) -> None:
        self.attempt(self.stand.reply(self.pick(place), self.words()))

    @rule(place=places)
    def say_the_same_as_somebody_else(self, place: int) -> None:
        self.attempt(self.stand.reply(self.pick(place), "We are on it: https://www.gov.uk/housing"))

    @rule(place=places, reason=st.sampled_from(["offensive", "personal-data"]))
    def remove(self, place: int, reason: str) -> None:
        at = self.run(self.stand.at(self.pick(place)))
        self.attempt(self.stand.desk.remove(Remove(**at, reason_id=reason)))

    @rule(place=places, has_line=st.booleans())
    def move_to_private(self, place: int, has_line: bool) -> None:
        at, text = self.run(self.stand.at(self.pick(place))), f"{self.words()} within one working day"
        line = self.words() if has_line else ""
        order = MoveToPrivate(**at, private_text=text, public_text=line, timescale_id="one-day")
        self.attempt(self.stand.desk.move_to_private(order))

    @rule(place=places)
    def log_complaint(self, place: int) -> None:
        at = self.run(self.stand.at(self.pick(place)))
        self.attempt(self.stand.desk.log_complaint(LogComplaint(**at, is_complaint=True, category="Repairs")))

    @rule(place=places)
    def escalate(self, place: int) -> None:
        at = self.run(self.stand.at(self.pick(place)))
        self.attempt(self.stand.desk.escalate(Escalate(**at, reason="A reporter asks")))

    @rule(place=places)
    def close(self, place: int) -> None:
        at = self.run(self.stand.at(self.pick(place)))
        self.attempt(self.stand.desk.close(Close(**at, reason="Not for us")))

    @rule(place=places)
    def reopen(self, place: int) -> None:
        at = self.run(self.stand.at(self.pick(place)))
        self.attempt(self.stand.desk.reopen(Reopen(**at)))

    @rule(place=places)
    def block(self, place: int) -> None:
        at = self.run(self.stand.at(self.pick(place)))
        self.attempt(self.stand.desk.block(Block(**at, reason="Threats", is_confirmed=True)))

    @rule(place=places)
    def correct(self, place: int) -> None:
        ours = [d for d in self.deliveries() if d.operation in (Operation.REPLY, Operation.NOTICE)]
        if not ours:
            return
        answer = ours[place % len(ours)]
        at = self.run(self.stand.at(self.run(self.stand.item(answer.item_id))))
        self.attempt(self.stand.desk.correct(Correct(**at, delivery_id=answer.id, text=self.words())))

    @rule()
    def undo(self) -> None:
        self.attempt(self.stand.desk.undo_last())

    @rule(place=places)
    def retry(self, place: int) -> None:
        if troubled := self.in_trouble():
            self.attempt(self.stand.desk.retry(troubled[place % len(troubled)].id))

    @rule(place=places)
    def settle_as_it_is(self, place: int) -> None:
        """A person looks on the platform and says what they see."""
        if troubled := self.in_trouble():
            delivery = troubled[place % len(troubled)]
            has_arrived = self.said()[words_of(delivery)] > self.meant(DeliveryState.DELIVERED)[words_of(delivery)]
            self.attempt(self.stand.desk.settle(delivery.id, has_arrived=has_arrived))

    # -- what the public, the platform and time do -----------------------------------------------------------------

    @rule(place=places)
    def the_public_edits(self, place: int) -> None:
        item = self.pick(place)
        self.stand.world.edit("facebook", item.external_id, f"{item.text} Edit: still so.")

    @rule(place=places)
    def the_public_deletes(self, place: int) -> None:
        self.stand.world.delete_by_public("facebook", self.pick(place).external_id)

    @rule(place=places)
    def a_colleague_answers_on_the_platform(self, place: int) -> None:
        item = self.pick(place)
        self.stand.world.answer_elsewhere("facebook", item.external_id, "Answered by hand.", self.stand.clock.now())

    @rule()
    def somebody_writes_again(self) -> None:
        self.texts += 1
        now = self.stand.clock.now()
        self.comes_in([message(f"m_{self.texts}", f"Hello, number {self.texts}", received_at=now)])

    @rule()
    def the_console_fetches(self) -> None:
        self.run(self.stand.fetch())

    @rule(steps=st.lists(st.sampled_from(TROUBLES), min_size=1, max_size=4))
    def trouble_is_coming(self, steps: list[TroubleStep]) -> None:
        self.stand.meets(*steps)

    @rule(seconds=st.sampled_from([1, 5, 16, 40, 400]))
    def time_passes(self, seconds: int) -> None:
        self.run(self.stand.wait(seconds))

    @rule(seconds=st.sampled_from([1, 16, 40]))
    def time_passes_while_nobody_dispatches(self, seconds: int) -> None:
        self.stand.clock.advance(timedelta(seconds=seconds))

    @precondition(lambda self: self.consoles < 5)
    @rule(is_between=st.booleans())
    def the_console_dies_and_another_takes_over(self, is_between: bool) -> None:
        """Perhaps between taking a delivery and writing what became of it, the call made or not."""
        if is_between:
            self.run(self.die_between())
        self.run(self.stand.office.store.close())
        self.consoles += 1
        console, old = f"console-{self.consoles}", self.stand
        self.stand = self.run(open_stand(Path(self.folder.name), console=console, world=old.world, clock=old.clock))

    async def die_between(self) -> None:
        """The writing of the outcome is what a dead console never does."""

        async def nothing(*_: object) -> None:
            return None

        dying = self.stand.dispatcher
        dying._write = nothing  # type: ignore[method-assign]
        for name in ("facebook", CASES):
            await dying.step(name)

    # -- what always holds -----------------------------------------------------------------------------------------

    def deliveries(self) -> list[Delivery]:
        async def read() -> list[Delivery]:
            return [d for item in await self.all_items() for d in await self.stand.deliveries(item)]

        return self.run(read())

    def in_trouble(self) -> list[Delivery]:
        return [delivery for delivery in self.deliveries() if delivery.state.is_trouble]

    def said(self) -> Counter[Words]:
        """How often the same words went to the same place: of two equal notices, nobody can say which is whose."""
        return Counter(words_of(call) for call in self.stand.world.calls() if call.operation in SPOKEN)

    def meant(self, *states: DeliveryState) -> Counter[Words]:
        return Counter(words_of(d) for d in self.deliveries() if d.operation in SPOKEN and d.state in states)

    @invariant()
    def nothing_is_said_twice_nor_after_it_was_taken_back_nor_without_an_intent(self) -> None:
        said, meant = self.said(), self.meant(*MAY_HAVE_ARRIVED)
        assert said <= meant, said - meant

    @invariant()
    def nothing_is_called_delivered_that_is_not_there(self) -> None:
        said, delivered = self.said(), self.meant(DeliveryState.DELIVERED)
        assert delivered <= said, delivered - said

    @invariant()
    def every_failure_stands_at_the_top(self) -> None:
        order = list(self.run(self.stand.desk.order()))
        failed = {delivery.item_id for delivery in self.deliveries() if delivery.state in VISIBLE}
        assert set(order[: len(failed)]) == failed
        for item_id in failed:
            item = self.run(self.stand.item(item_id))
            assert item.rank is Rank.FAILED
            assert item.problem

    @invariant()
    def clocks_stop_with_the_item_and_not_otherwise(self) -> None:
        for item in self.run(self.all_items()):
            clock = self.run(self.stand.clock_of(item))
            if item.state in ENDED:
                assert not clock.is_running, item
            if item.state is ItemState.OPEN:
                assert clock.is_running, item
            if item.state is ItemState.OPEN or clock.is_running:
                assert item.id in list(self.run(self.stand.desk.order()))

    @invariant()
    def an_item_waits_for_an_answer_only_while_one_is_under_way(self) -> None:
        """Its own, or one to a later message of the same conversation; or what is left of it is owed."""
        under_way = (DeliveryState.WAITING, DeliveryState.TRYING, DeliveryState.UNKNOWN, *VISIBLE)
        busy = {d.item_id for d in self.deliveries() if d.state in under_way}
        for item in self.run(self.all_items()):
            if item.state is ItemState.ACTING:
                thread = [one for one in self.run(self.all_items()) if one.thread_id == item.thread_id]
                assert busy & {one.id for one in thread}, item

    # -- at the end ------------------------------------------------------------------------------------------------

    async def come_to_rest(self) -> None:
        """The platform is well again and everything has the time that it needs."""
        self.stand.channels["facebook"] = PracticeChannel(self.stand.world, "facebook", self.stand.clock)
        for _ in range(12):
            await self.stand.fetch()
            await self.stand.wait(310)

    def nothing_is_lost(self) -> None:
        """Every intent has arrived, was taken back, or is a failure that somebody sees, and what waits for it."""
        known = {delivery.id: delivery for delivery in self.deliveries()}
        for delivery in known.values():
            if delivery.state is DeliveryState.WAITING:
                assert delivery.after_id is not None, delivery
                assert known[delivery.after_id].state in VISIBLE, delivery
            else:
                assert delivery.state in (DeliveryState.DELIVERED, DeliveryState.UNDONE, *VISIBLE), delivery
        files = list((self.stand.path.parent / "cases").glob("*.csv"))
        handed = [d for d in known.values() if d.operation is Operation.HAND_OVER]
        assert len(files) == sum(d.state is DeliveryState.DELIVERED for d in handed)


Deliveries.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestDeliveries = Deliveries.TestCase

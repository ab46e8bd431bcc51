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
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
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
from console.model import ClockKind, Delivery, DeliveryState, Dossier, Incoming, Item, ItemState, Operation, Rank

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
    TroubleStep(TroubleKind.NONE),
    UNREACHABLE,
    NOT_ALLOWED,
    TroubleStep(TroubleKind.RATE_LIMITED, 30),
    TroubleStep(TroubleKind.UNREACHABLE, touch=Touch.LOOK),
    TroubleStep(TroubleKind.UNREACHABLE, touch=Touch.FIND),
    TroubleStep(TroubleKind.UNREACHABLE, touch=Touch.FETCH),
    GONE,
    TOKEN_EXPIRED,
]
SPOKEN = (Operation.REPLY, Operation.NOTICE, Operation.PRIVATE_REPLY, Operation.MESSAGE)
VISIBLE = (DeliveryState.FAILED, DeliveryState.NEEDS_PERSON)
MAY_HAVE_ARRIVED = (
    DeliveryState.DELIVERED,
    DeliveryState.TRYING,
    DeliveryState.UNKNOWN,
    DeliveryState.NEEDS_PERSON,
)
UNDER_WAY = (DeliveryState.WAITING, DeliveryState.TRYING, DeliveryState.UNKNOWN)
Words = tuple[Operation, str, str]
places = st.integers(0, 20)
answers = st.sampled_from(["reply", "reply_as_to_others", "remove", "delete", "move_to_private"])
troubles = st.lists(st.sampled_from(TROUBLES), min_size=1, max_size=3)


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
        self.taken_back: set[int] = set()

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

    def take_back(self) -> None:
        with suppress(Refusal):
            self.taken_back.add(self.run(self.stand.desk.undo_last()).action_id)

    def words(self) -> str:
        """A text that nobody has said before: what arrives tells which intent it came from."""
        self.texts += 1
        return f"Answer number {self.texts}: https://www.gov.uk/housing"

    async def reply(self, item: Item) -> None:
        await self.stand.reply(item, self.words())

    async def reply_as_to_others(self, item: Item) -> None:
        await self.stand.reply(item, "We are on it: https://www.gov.uk/housing")

    async def remove(self, item: Item) -> None:
        await self.stand.desk.remove(Remove(**await self.stand.at(item), reason_id="offensive"))

    async def delete(self, item: Item) -> None:
        await self.stand.desk.remove(Remove(**await self.stand.at(item), reason_id="personal-data"))

    async def move_to_private(self, item: Item) -> None:
        text, at = f"{self.words()} within one working day", await self.stand.at(item)
        order = MoveToPrivate(**at, private_text=text, public_text=self.words(), timescale_id="one-day")
        await self.stand.desk.move_to_private(order)

    async def log_complaint(self, item: Item) -> None:
        order = LogComplaint(**await self.stand.at(item), is_complaint=True, category="Repairs")
        await self.stand.desk.log_complaint(order)

    async def escalate(self, item: Item) -> None:
        await self.stand.desk.escalate(Escalate(**await self.stand.at(item), reason="A reporter asks"))

    async def close(self, item: Item) -> None:
        await self.stand.desk.close(Close(**await self.stand.at(item), reason="Not for us"))

    async def reopen(self, item: Item) -> None:
        await self.stand.desk.reopen(Reopen(**await self.stand.at(item)))

    async def block(self, item: Item) -> None:
        await self.stand.desk.block(Block(**await self.stand.at(item), reason="Threats", is_confirmed=True))

    async def correct(self, item: Item) -> None:
        for answer in await self.stand.deliveries(item):
            if answer.operation in (Operation.REPLY, Operation.NOTICE):
                order = Correct(**await self.stand.at(item), delivery_id=answer.id, text=self.words())
                await self.stand.desk.correct(order)

    # -- in which order they do it ---------------------------------------------------------------------------------

    @rule(place=places, act=answers)
    def somebody_answers(self, place: int, act: str) -> None:
        self.attempt(getattr(self, act)(self.pick(place)))

    @rule(place=places, act=answers, steps=troubles)
    def somebody_answers_on_a_bad_day(self, place: int, act: str, steps: list[TroubleStep]) -> None:
        self.stand.meets(*steps)
        self.attempt(getattr(self, act)(self.pick(place)))
        self.run(self.stand.wait(16))

    @rule(place=places, act=answers, seconds=st.sampled_from([0, 14, 15]))
    def somebody_answers_and_takes_it_back(self, place: int, act: str, seconds: int) -> None:
        self.attempt(getattr(self, act)(self.pick(place)))
        self.stand.clock.advance(timedelta(seconds=seconds))
        self.take_back()
        self.run(self.stand.wait(16))

    @rule(place=places, act=answers, steps=troubles)
    def somebody_answers_and_the_console_dies_over_it(self, place: int, act: str, steps: list[TroubleStep]) -> None:
        self.stand.meets(*steps)
        self.attempt(getattr(self, act)(self.pick(place)))
        self.stand.clock.advance(timedelta(seconds=16))
        self.the_console_dies_and_another_takes_over(is_between=True)

    @rule(place=places, act=st.sampled_from(["log_complaint", "escalate", "close", "reopen", "block", "correct"]))
    def somebody_does_something_else(self, place: int, act: str) -> None:
        self.attempt(getattr(self, act)(self.pick(place)))

    @rule()
    def undo(self) -> None:
        self.take_back()

    @rule(place=places, is_retry=st.booleans())
    def somebody_decides_about_a_failure(self, place: int, is_retry: bool) -> None:
        """They try again, or look on the platform and say what they see."""
        troubled = [delivery for delivery in self.deliveries() if delivery.state.is_trouble]
        if not troubled:
            return
        delivery = troubled[place % len(troubled)]
        if is_retry:
            return self.attempt(self.stand.desk.retry(delivery.id))
        has_arrived = self.said()[words_of(delivery)] > self.meant(DeliveryState.DELIVERED)[words_of(delivery)]
        self.attempt(self.stand.desk.settle(delivery.id, has_arrived=has_arrived))

    # -- what the public, the platform and time do -----------------------------------------------------------------

    @rule(place=places, what=st.sampled_from(["edit", "delete", "answer"]))
    def something_happens_on_the_platform(self, place: int, what: str) -> None:
        item, world = self.pick(place), self.stand.world
        if what == "edit":
            world.edit("facebook", item.external_id, f"{item.text} Edit: still so.")
        if what == "delete":
            world.delete_by_public("facebook", item.external_id)
        if what == "answer":
            world.answer_elsewhere("facebook", item.external_id, "Answered by hand.", self.stand.clock.now())

    @rule()
    def people_write_again(self) -> None:
        self.texts += 1
        who = {"received_at": self.stand.clock.now(), "author_external_id": f"author_{self.texts}"}
        self.comes_in([message(f"m_{self.texts}", "Hello again", received_at=self.stand.clock.now())])
        self.comes_in([incoming(f"c_{self.texts}", f"Hello, number {self.texts}", **who)])

    @rule()
    def the_console_fetches(self) -> None:
        self.run(self.stand.fetch())

    @rule(seconds=st.sampled_from([1, 5, 16, 40, 400]))
    def time_passes(self, seconds: int) -> None:
        self.run(self.stand.wait(seconds))

    @rule(is_between=st.booleans())
    def the_console_dies_and_another_takes_over(self, is_between: bool) -> None:
        """Perhaps between taking a delivery and writing what became of it, the call made or not."""
        if is_between:
            self.run(self.die_between())
        self.run(self.stand.office.store.close())
        self.consoles += 1
        console, old = f"console-{self.consoles}", self.stand
        self.stand = self.run(open_stand(Path(self.folder.name), console=console, world=old.world, clock=old.clock))
        self.stand.channels["facebook"] = old.channels["facebook"]

    async def die_between(self) -> None:
        """The writing of the outcome is what a dead console never does."""

        async def nothing(*_: object) -> None:
            return None

        dying = self.stand.dispatcher
        dying._write = nothing  # type: ignore[method-assign]
        for name in ("facebook", CASES):
            await dying.step(name)

    # -- what always holds -----------------------------------------------------------------------------------------

    def dossiers(self) -> list[Dossier]:
        """All that is known of all items."""

        async def read() -> list[Dossier]:
            known = await self.stand.office.store.incoming_after(0)
            return [d for item_id, _ in known if (d := await self.stand.desk.dossier(item_id)) is not None]

        return self.run(read())

    def deliveries(self) -> list[Delivery]:
        return [delivery for dossier in self.dossiers() for delivery in dossier.deliveries]

    def said(self) -> Counter[Words]:
        """How often the same words went to the same place: of two equal notices, nobody can say which is whose."""
        return Counter(words_of(call) for call in self.stand.world.calls() if call.operation in SPOKEN)

    def meant(self, *states: DeliveryState) -> Counter[Words]:
        return Counter(words_of(d) for d in self.deliveries() if d.operation in SPOKEN and d.state in states)

    @invariant()
    def all_is_well(self) -> None:
        dossiers = self.dossiers()
        order = list(self.run(self.stand.desk.order()))
        assert self.run(self.stand.desk.counts()).open == len(order), "the tally is what a count would give"
        self.what_was_said_was_meant()
        self.what_was_taken_back_stays_back(dossiers)
        self.every_failure_stands_at_the_top(dossiers, order)
        self.clocks_stop_with_the_item_and_not_otherwise(dossiers, order)
        self.an_item_waits_for_an_answer_only_while_one_is_under_way(dossiers)

    def what_was_said_was_meant(self) -> None:
        """Not twice, not after it was taken back, not without an intent; and what is called delivered is there."""
        said = self.said()
        assert said <= self.meant(*MAY_HAVE_ARRIVED), said - self.meant(*MAY_HAVE_ARRIVED)
        assert self.meant(DeliveryState.DELIVERED) <= said, self.meant(DeliveryState.DELIVERED) - said

    def what_was_taken_back_stays_back(self, dossiers: list[Dossier]) -> None:
        taken_back = [d for dossier in dossiers for d in dossier.deliveries if d.action_id in self.taken_back]
        assert {delivery.state for delivery in taken_back} <= {DeliveryState.UNDONE}

    def every_failure_stands_at_the_top(self, dossiers: list[Dossier], order: list[int]) -> None:
        failed = {dossier.item.id for dossier in dossiers if any(d.state in VISIBLE for d in dossier.deliveries)}
        assert set(order[: len(failed)]) == failed
        for dossier in dossiers:
            assert (dossier.item.rank is Rank.FAILED) == bool(dossier.item.problem) == (dossier.item.id in failed)

    def clocks_stop_with_the_item_and_not_otherwise(self, dossiers: list[Dossier], order: list[int]) -> None:
        for dossier in dossiers:
            item, clock = dossier.item, next(c for c in dossier.clocks if c.kind is ClockKind.ANSWER)
            if item.state is not ItemState.ACTING:
                assert clock.is_running == (item.state is ItemState.OPEN), item
            assert item.id in order or not clock.is_running

    def an_item_waits_for_an_answer_only_while_one_is_under_way(self, dossiers: list[Dossier]) -> None:
        """Its own, or one to a later message of the same conversation; or a part has arrived and the rest is owed."""
        busy = {d.item.thread_id for d in dossiers if any(one.state in UNDER_WAY for one in d.deliveries)}
        for dossier in dossiers:
            has_part = any(one.state is DeliveryState.DELIVERED for one in dossier.deliveries)
            is_owed = any(one.state in VISIBLE for one in dossier.deliveries)
            if dossier.item.state is ItemState.ACTING:
                assert dossier.item.thread_id in busy or (has_part and is_owed), dossier.item

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
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestDeliveries = Deliveries.TestCase

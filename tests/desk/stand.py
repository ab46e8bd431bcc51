"""A stand to try the desk on: a real store in a folder, the practice platform, a clock, and people to sign in."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from console.bootstrap import sign_in
from console.cases.file import CaseFile
from console.channels.practice import PracticeChannel
from console.channels.practice_records import Posted
from console.channels.practice_trouble import Trouble, TroubleKind, TroubleStep
from console.channels.practice_world import PracticeWorld
from console.clock import VirtualClock
from console.desk.calendars import Calendars, remember_calendar
from console.desk.desk import Desk
from console.desk.dispatch import Dispatcher
from console.desk.intake import Intake
from console.desk.office import CASES, Office
from console.desk.orders import Done, Reply
from console.desk.ports import Channel
from console.desk.records import Record
from console.errors import StoreError
from console.model import (
    Clock,
    ClockKind,
    Delivery,
    DeliveryState,
    Dossier,
    Incoming,
    Item,
    ItemKind,
    Operation,
    Person,
)
from console.reports.figures import PeriodFigures
from console.rules.packs import Policy, load_policy
from console.rules.worktime import WorkCalendar
from console.store.audit_chain import verify_audit
from console.store.sqlite_store import open_store
from console.store.transaction import StoreTransaction

NOW = datetime(2026, 11, 20, 10, 4, tzinfo=UTC)  # a working Friday; London keeps UTC in November
UNDO = timedelta(seconds=16)  # a second longer than the packs' undo window
ANSWER = "Thank you for telling us. Please report it here: https://www.gov.uk/housing"
LEADER = {"westward": "customer-hub-team-leader", "langstane": "support-services-team-leader"}
UNREACHABLE, GONE = TroubleStep(TroubleKind.UNREACHABLE), TroubleStep(TroubleKind.GONE)
ANSWER_LOST, CALL_LOST = TroubleStep(TroubleKind.ANSWER_LOST), TroubleStep(TroubleKind.CALL_LOST)
NOT_ALLOWED, TOKEN_EXPIRED = TroubleStep(TroubleKind.NOT_ALLOWED), TroubleStep(TroubleKind.TOKEN_EXPIRED)


@lru_cache
def pack(name: str) -> Policy:
    return load_policy(name)


@lru_cache
def calendar_of(name: str) -> WorkCalendar:
    return pack(name).calendar(date(2025, 1, 1), date(2028, 12, 31))


def incoming(external_id: str, text: str = "The lift is stuck again.", **changes: Any) -> Incoming:
    """A comment of half an hour ago on our page, or what the changes make of it."""
    made = Incoming(
        channel="facebook",
        external_id=external_id,
        kind=ItemKind.COMMENT,
        author_external_id="author_1",
        author_name="Test Author",
        text=text,
        received_at=NOW - timedelta(minutes=30),
        post="Lift works this week",
        permalink=f"https://example.org/{external_id}",
    )
    return replace(made, **changes)


def message(external_id: str, text: str = "Hello, my lift is stuck.", **changes: Any) -> Incoming:
    """A private message in the conversation of its author."""
    return incoming(external_id, text, **{"kind": ItemKind.MESSAGE, "thread": "talk_1", "post": None, **changes})


@dataclass(eq=False)
class Stand:
    """One console, and all that a test moves around it."""

    clock: VirtualClock
    world: PracticeWorld
    channels: dict[str, Channel]
    office: Office
    path: Path
    desk: Desk
    dispatcher: Dispatcher = field(init=False)

    def __post_init__(self) -> None:
        self.dispatcher = Dispatcher(self.office)

    # -- people ----------------------------------------------------------------------------------------------------

    async def sign_in(self, name: str, role: str) -> Desk:
        """Another person at this console."""
        desk = await sign_in(self.office, name, role)
        await desk.record_arrival()
        return desk

    async def save_person(self, person: Person) -> None:
        async with self.office.store.transaction() as tx:
            await tx.save_person(person)
            for absence in person.absences:
                await tx.add_absence(person.id, absence, "test", self.clock.now())
            for training in person.trainings:
                await tx.save_training(person.id, training)
            await tx.record(Record(self.clock.now(), "test", "person"))

    # -- the public ------------------------------------------------------------------------------------------------

    async def comes_in(self, arriving: Incoming | None = None) -> Item:
        """Somebody writes, and the console fetches it."""
        arriving = arriving or incoming("c1")
        assert self.world.arrive(arriving)
        await self.fetch(arriving.channel)
        return await self.found(arriving.external_id)

    async def comes_in_twice(self) -> tuple[Item, Item]:
        """Somebody writes privately, waits a quarter of an hour and writes again; the earlier message comes first."""
        earlier = await self.comes_in(message("m1", received_at=NOW - timedelta(minutes=20)))
        return earlier, await self.comes_in(message("m2", "Anybody?", received_at=NOW - timedelta(minutes=5)))

    async def comes_in_although_signed_out(self, arriving: Incoming) -> Item:
        """Somebody writes, and another way than the channel that has lost its token brings it in."""
        assert self.world.arrive(arriving)
        judged = await Intake(self.office).judge([arriving])
        async with self.office.store.transaction() as tx:
            await Intake(self.office).take_in(tx, judged, "test")
        return await self.found(arriving.external_id)

    async def found(self, external_id: str) -> Item:
        """The item of that id on its platform."""
        known = {one.external_id: item_id for item_id, one in await self.office.store.incoming_after(0)}
        return await self.item(known[external_id])

    async def fetch(self, channel: str = "facebook") -> bool:
        return await Intake(self.office).fetch(self.channels[channel])

    def meets(self, *steps: TroubleStep, channel: str = "facebook") -> None:
        """From now on the channel has this trouble, in this order."""
        self.channels[channel] = PracticeChannel(self.world, channel, self.clock, trouble=Trouble(steps))

    # -- time ------------------------------------------------------------------------------------------------------

    async def deliver(self, after: timedelta = UNDO) -> int:
        """Let the undo window pass, then everything leave that is due; how many deliveries were handled."""
        self.clock.advance(after)
        return await self.steps()

    async def steps(self) -> int:
        handled = 0
        while some := sum([await self.dispatcher.step(name) for name in (*self.channels, CASES)]):
            handled += some
            assert handled < 200, "the dispatcher does not come to rest"
        return handled

    async def wait(self, seconds: float) -> int:
        return await self.deliver(timedelta(seconds=seconds))

    # -- seeing ----------------------------------------------------------------------------------------------------

    async def item(self, item_id: int) -> Item:
        item = await self.office.store.item(item_id)
        assert item is not None
        return item

    async def dossier(self, item: Item) -> Dossier:
        dossier = await self.desk.dossier(item.id)
        assert dossier is not None
        return dossier

    async def at(self, item: Item) -> dict[str, int]:
        """The item as somebody reads it now: what every order begins with."""
        return {"item_id": item.id, "version": (await self.item(item.id)).version}

    async def reply(self, item: Item, text: str = ANSWER, **more: Any) -> Done:
        return await self.desk.reply(Reply(**await self.at(item), text=text, **more))

    async def clock_of(self, item: Item, kind: ClockKind = ClockKind.ANSWER) -> Clock:
        """The item's newest clock of that kind."""
        return [one for one in await self.office.store.clocks(item.id) if one.kind is kind][-1]

    async def deliveries(self, item: Item) -> list[Delivery]:
        return await self.office.store.deliveries_of_item(item.id)

    async def delivery(self, item: Item, operation: Operation) -> Delivery:
        """The item's newest delivery of that operation."""
        return [one for one in await self.deliveries(item) if one.operation is operation][-1]

    async def states(self, item: Item) -> list[DeliveryState]:
        return [one.state for one in await self.deliveries(item)]

    def said(self) -> list[str]:
        """All texts that stand in our name, oldest first."""
        return [answer.text for answer in self.world.answers() if not answer.is_gone]

    def entry(self, item: Item) -> Posted:
        entry = self.world.entry(item.channel, item.external_id)
        assert entry is not None
        return entry

    async def events(self, item: Item | None = None) -> Sequence[str]:
        """What the audit says happened, in order."""
        entries = await self.office.store.audit_entries()
        return [entry.event for entry in entries if item is None or entry.item_id == item.id]

    def fails_once(self, patching: pytest.MonkeyPatch, number: int, trouble: StoreError) -> None:
        """Let the store refuse to keep the transaction of that number from now on, counted from 1; no other."""
        commit, count = StoreTransaction.commit, itertools.count(1)

        async def commit_or_fail(tx: StoreTransaction) -> None:
            if next(count) == number:
                raise trouble
            await commit(tx)

        patching.setattr(StoreTransaction, "commit", commit_or_fail)

    def verify(self) -> None:
        assert verify_audit(self.path).broken is None


async def open_stand(
    folder: Path,
    *,
    policy: str = "westward",
    console: str = "console-1",
    world: PracticeWorld | None = None,
    clock: VirtualClock | None = None,
    calendar: WorkCalendar | None = None,
) -> Stand:
    """A console on the store in `folder`; several may stand on one store and one world."""
    clock = clock or VirtualClock(NOW)
    world = world or PracticeWorld.open()
    channels: dict[str, Channel] = {name: PracticeChannel(world, name, clock) for name in ("facebook", "youtube")}
    path = folder / "halfday.sqlite"
    store = await open_store(path, console=console)
    cases = CaseFile(folder / "cases")
    calendar = calendar or calendar_of(policy)
    calendars = Calendars(pack(policy), calendar)
    reporting = partial(PeriodFigures, store, pack(policy), calendars, clock)
    office = Office(store, pack(policy), calendars, clock, channels, cases, console, reporting)
    if await store.setting("calendar") is None:
        await remember_calendar(office)
    desk = await sign_in(office, "Alex Practice", LEADER[policy])
    return Stand(clock, world, channels, office, path, desk)


OpenStand = Callable[..., Awaitable[Stand]]

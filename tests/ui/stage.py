"""A console on a stage: the real desk on a store in a temporary file, a practice platform, a clock that stands.

Tests act through the keyboard and look at what the screen and the store then hold.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from console.app import HalfdayApp
from console.bootstrap import Opening, opened_desk, sign_in
from console.channels.practice import PracticeChannel
from console.channels.practice_trouble import Trouble, TroubleStep
from console.channels.practice_world import PracticeWorld
from console.clock import VirtualClock
from console.desk.breaching import Watch
from console.desk.desk import Desk
from console.desk.dispatch import Dispatcher
from console.desk.intake import Intake
from console.desk.office import CASES
from console.model import ActionKind, Incoming, Item, ItemKind
from console.screens.inbox import InboxScreen
from console.screens.pane import PaneScreen
from console.screens.working_screen import FLOW_GROUP
from console.theme import DARK

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)  # a Wednesday afternoon, open from 09:00 until 17:00
LEADER = "customer-hub-team-leader"
ADVISOR = "customer-hub-advisor"
PATIENCE = 400  # turns of the loop before a wait counts as failed; a turn is a few milliseconds


@dataclass
class Stage:
    """What a test holds in its hands."""

    desk: Desk
    world: PracticeWorld
    clock: VirtualClock
    app: HalfdayApp
    pilot: Pilot[None]

    @property
    def inbox(self) -> InboxScreen:
        screen = next(screen for screen in self.app.screen_stack if isinstance(screen, InboxScreen))
        return screen

    async def press(self, *keys: str) -> None:
        """Press keys one after another; after each the pilot waits until the process is idle (60 ms and more)."""
        await self.pilot.press(*keys)

    def tap(self, key: str) -> None:
        """Press a key and wait for nothing: for long walks, whose test then waits until what it expects holds."""
        self.app.simulate_key(key)

    async def write(self, text: str) -> None:
        """Put a text into what has the focus, as a terminal's paste does: quicker than eighty keys."""
        assert self.app.screen.focused is not None
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def until(self, holds: Callable[[], object], what: str = "") -> None:
        """Wait until something holds; the clock of the desk does not move meanwhile."""
        for _ in range(PATIENCE):
            if holds():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"never happened: {what or holds}\n{self.toasts()}\n{self.screen_text()}")

    async def until_screen(self, name: str) -> None:
        await self.until(lambda: type(self.app.screen).__name__ == name, f"{name} on top")
        await self.pilot.pause()  # on top is not yet painted

    async def until_at_rest(self) -> None:
        """Wait until the inbox is on top and what a key began there has ended: the next key is not refused."""
        await self.until_screen("InboxScreen")
        flows = self.inbox.workers
        await self.until(lambda: not any(w.group == FLOW_GROUP and w.is_running for w in flows), "the flow ends")

    async def open_pane(self) -> PaneScreen:
        """Open the supervisor's screen; how things stand has been read then, what lies ahead and behind perhaps not."""
        await self.press("s")
        await self.until_screen("PaneScreen")
        screen = self.app.screen
        assert isinstance(screen, PaneScreen)
        await self.pilot.pause()
        return screen

    async def open_closure_dialog(self) -> None:
        """From the inbox or the supervisor's screen, by the menu of closures."""
        await self.press("O")
        await self.until_screen("Menu")
        await self.press("1")
        await self.until_screen("ClosureDialog")

    async def colleague(self, name: str = "Eilidh Colleague", role: str = ADVISOR, *, is_here: bool = False) -> Desk:
        """The desk of somebody who has signed in at another console of this store."""
        desk = await sign_in(self.desk.office, name, role)
        await desk.record_arrival()
        if is_here:
            await desk.note_look()
        return desk

    async def arrive(self, *items: Incoming) -> None:
        """The public writes, and the console fetches it."""
        for item in items:
            assert self.world.arrive(item)
        for channel in self.desk.office.channels.values():
            await Intake(self.desk.office).fetch(channel)

    async def take_in(self, items: Sequence[Incoming]) -> None:
        """Bring items in as an import does, past the platform."""
        intake = Intake(self.desk.office)
        judged = await intake.judge(items)
        async with self.desk.office.store.transaction() as tx:
            await intake.take_in(tx, judged, "a test")

    async def deliver(self) -> None:
        """Let the undo time pass, and everything due leave."""
        self.clock.advance(timedelta(seconds=60))
        dispatcher = Dispatcher(self.desk.office)
        for channel in (*self.desk.office.channels, CASES):
            while await dispatcher.step(channel):
                pass

    async def watch(self) -> None:
        """Let the console see which deadlines have come to something by now."""
        await Watch(self.desk.office).step()

    async def item(self, external_id: str) -> Item:
        """The item as the store has it."""
        for item_id in range(1, 500):  # a stage's own store: ids count from one
            item = await self.desk.office.store.item(item_id)
            if item is None:
                break
            if item.external_id == external_id:
                return item
        raise AssertionError(f"no item {external_id}")

    async def until_kept(self, item_id: int, kind: ActionKind) -> None:
        """Wait until a draft of this sort is in the store."""
        for _ in range(PATIENCE):
            dossier = await self.desk.dossier(item_id)
            if dossier is not None and any(draft.kind is kind for draft in dossier.drafts):
                return
            await self.pilot.pause(0.01)
        raise AssertionError("no draft was kept")

    def toasts(self) -> str:
        return "\n".join(f"{note.title} {note.message}" for note in self.app._notifications)

    def screen_text(self) -> str:
        """What the terminal shows, line by line."""
        height = self.app.size.height
        lines = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in lines[:height])


def comment(number: int, text: str, *, name: str = "", minutes: int = 0, **more: object) -> Incoming:
    """A public comment, received so many minutes before now."""
    facts: dict[str, object] = {
        "channel": "facebook",
        "external_id": f"c{number}",
        "kind": ItemKind.COMMENT,
        "author_external_id": f"a{number}",
        "author_name": name or f"Author {number}",
        "text": text,
        "received_at": NOW - timedelta(minutes=minutes or 10 * number),
        "permalink": f"https://example.org/{number}",
        "post": "Repairs this week",
    }
    return Incoming(**(facts | more))  # type: ignore[arg-type]


def message(number: int, text: str, *, name: str = "", minutes: int = 0) -> Incoming:
    more = {
        "kind": ItemKind.MESSAGE,
        "external_id": f"m{number}",
        "thread": f"t{number}",
        "permalink": None,
        "post": None,
    }
    return comment(number, text, name=name, minutes=minutes, **more)


@asynccontextmanager
async def staged(
    folder: Path,
    items: Sequence[Incoming] = (),
    *,
    policy: str = "westward",
    role: str = LEADER,
    name: str = "Mairi Tester",
    size: tuple[int, int] = (80, 24),
    keys: Mapping[str, str] | None = None,
    has_read: bool = True,
    trouble: Sequence[TroubleStep] = (),
    theme: str = DARK.name,
) -> AsyncIterator[Stage]:
    """Open the console on a stage on which these items have arrived; `trouble` is what Facebook meets, in this order.

    Opened a second time in the same folder, it is the same store: a console that was closed and started again.
    """
    clock = VirtualClock(NOW)
    troubles = {"facebook": Trouble(trouble)}
    opening = Opening(policy=policy, name=name, role=role, store=folder / "stage.sqlite", folder=folder)

    def channels(*_: object) -> Mapping[str, PracticeChannel]:
        return {
            channel: PracticeChannel(world, channel, clock, trouble=troubles.get(channel))
            for channel in ("facebook", "youtube")
        }

    async with _world() as world, opened_desk(opening, clock, channels) as desk:
        if has_read:
            await desk.acknowledge_policy()
        for item in items:
            world.arrive(item)
        for channel in desk.office.channels.values():
            await Intake(desk.office).fetch(channel)
        app = HalfdayApp(desk, await desk.first_look(2 * size[1]), keys=keys)
        app.theme = theme
        async with app.run_test(size=size, notifications=True) as pilot:
            stage = Stage(desk, world, clock, app, pilot)
            await stage.until(lambda: any(isinstance(s, InboxScreen) for s in app.screen_stack), "the inbox")
            await stage.until(lambda: stage.inbox.shown.is_set(), "the inbox in sight")
            await pilot.pause()
            yield stage


@asynccontextmanager
async def _world() -> AsyncIterator[PracticeWorld]:
    """A practice platform that lives as long as the stage."""
    world = PracticeWorld.open(None)
    try:
        yield world
    finally:
        world.close()

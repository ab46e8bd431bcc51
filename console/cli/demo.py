"""`halfday demo`: a practice inbox in a temporary store, on a practice platform, with a clock of its own."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from console.cli.options import as_option

if TYPE_CHECKING:
    from console.clock import Clock
    from console.desk.desk import Desk
    from console.desk.ports import Channel, Store
    from console.model import Incoming

# A working Friday morning, the day after the recorded inboxes end: the demonstration is never closed.
STARTS_AT = "2026-11-20T10:04:00+00:00"
THERE_AT_ONCE = 64
ARRIVES_EVERY_S = 12.0
OPENING_SPAN = timedelta(hours=21)  # back to yesterday after lunch: a few are late, most are not


@click.command("demo")
@click.option(
    "--policy", default="westward", show_default=True, metavar="NAME|PATH", help="Whose inbox to practise on."
)
@as_option
@click.option(
    "--trouble", default="calm", show_default=True, help="The platform's day: calm, slow, flaky, token or lost."
)
@click.option("--every", default=ARRIVES_EVERY_S, show_default=True, help="Seconds between arrivals.")
@click.option("--store", type=click.Path(dir_okay=False, path_type=Path), help="Keep the practice store in this file.")
def demo(policy: str, who: str | None, trouble: str, every: float, store: Path | None) -> None:
    """Practise on an invented inbox. Nothing is connected to any platform, and nothing of it is kept."""
    from console.tidying import postpone

    postpone()
    from console.channels.practice_trouble import TroubleName

    if trouble not in set(TroubleName):
        raise click.BadParameter(f"choose one of {', '.join(TroubleName)}", param_hint="--trouble")
    with tempfile.TemporaryDirectory(prefix="halfday-demo-", ignore_cleanup_errors=True) as folder:
        _run(policy, who, TroubleName(trouble), every, Path(folder), store)


def _run(policy: str, who: str | None, trouble: str, every_s: float, folder: Path, store: Path | None) -> None:
    from console.bootstrap import Opening, opened_desk
    from console.clock import ShiftedClock
    from console.opening import run_console
    from console.settings import load_choice

    name, _, role = (who or "Alex Practice").partition(":")
    opening = Opening(
        policy=policy, name=name, role=role or None, store=store or folder / "practice.sqlite", folder=folder
    )
    clock = ShiftedClock(datetime.fromisoformat(STARTS_AT))

    def channels(_: Store, clock: Clock) -> Mapping[str, Channel]:
        return practice_channels(policy, clock, trouble, every_s)

    desk = remembering_reading(opened_desk(opening, clock, channels))
    run_console(desk, load_choice().keys, practice="practice")


@asynccontextmanager
async def remembering_reading(opened: AbstractAsyncContextManager[Desk]) -> AsyncIterator[Desk]:
    """The desk, on which a version of the policy that was read in an earlier practice counts as read.

    A practice store is thrown away, and whoever practises would be asked at every start.
    """
    from console.settings import load_choice, save_choice

    async with opened as desk:
        await desk.record_arrival()  # before anything that they do
        identity = desk.office.policy.core.identity
        mark = f"{identity.name} {identity.version} {desk.person.name}"
        if mark in load_choice().practice_read:
            await desk.acknowledge_policy()
        yield desk
        choice = load_choice()
        if mark not in choice.practice_read and await desk.has_read_policy():
            with suppress(OSError):  # a folder that cannot be written: it is asked again, and nothing else is lost
                save_choice(replace(choice, practice_read=(*choice.practice_read, mark)))


def practice_channels(policy: str, clock: Clock, trouble: str, every_s: float) -> Mapping[str, Channel]:
    """The practice platform's two channels, on which the policy's recorded inbox arrives."""
    from console.channels.practice import PracticeChannel
    from console.channels.practice_script import Playback, schedule
    from console.channels.practice_trouble import TroubleName, trouble_named
    from console.channels.practice_world import PracticeWorld

    world = PracticeWorld.open(None)
    recorded = recorded_inbox(policy)
    playback = Playback(world, schedule(recorded, clock.now(), THERE_AT_ONCE, every_s, span=OPENING_SPAN))
    playback.advance(clock.now())
    day = TroubleName(trouble)
    return {
        name: PracticeChannel(world, name, clock, trouble=trouble_named(day), playback=playback)
        for name in sorted({item.channel for item in recorded})
    }


def recorded_inbox(policy: str) -> list[Incoming]:
    """The fixture of a shipped policy; another pack practises on Westward's."""
    from console.bootstrap import fixtures_folder
    from console.desk.lines import parse_line

    path = fixtures_folder() / f"{policy}_inbox.jsonl"
    if not path.exists():
        path = fixtures_folder() / "westward_inbox.jsonl"
    return [parse_line(line) for line in path.read_bytes().splitlines() if line.strip()]

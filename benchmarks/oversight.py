"""The supervisor's screen at a million items, 50,000 of them open: opening it, a minute going by, and doing nothing.

Opened as somebody at a keyboard would, in a console that stands; a change and a minute are taken in within the process,
where nothing but their own CPU is counted.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from time import process_time

from benchmarks.figures import Figure, share
from benchmarks.generate import NOW, PERSON, POLICY, SEED, copy_of, store_of
from benchmarks.pty_probe import Program
from benchmarks.startup import ROW_IN_SIGHT
from console.app import HalfdayApp
from console.bootstrap import Opening, opened_desk
from console.clock import VirtualClock
from console.desk.desk import Desk
from console.model import Change
from console.screens.pane import PaneScreen
from console.tidying import begin

SIZE = (120, 40)
READ = "answers late"
OPENED_MS, MINUTE_MS, IDLE_PERCENT, IDLE_BYTES = 100.0, 5.0, 1.0, 2_000.0
PREPARED_S = 6.0  # by then a supervisor's console has made ready what the key opens
CHANGED_AT_ONCE = 20  # items, by colleagues who work at full speed


def run(quick: bool) -> list[Figure]:
    """A dozen openings, some minutes taken in, a stretch of rest. About a minute and a half."""
    store = store_of(1_000_000)
    with tempfile.TemporaryDirectory() as folder:
        minute_ms, change_ms = asyncio.run(_taken_in(copy_of(store, Path(folder)), 10 if quick else 60))
    opened_ms = sorted(_opened_ms(store) for _ in range(3 if quick else 11))
    rest = _rest(store, 6.0 if quick else 30.0)
    return [
        Figure(name="supervisor's screen opens, p50", value=share(opened_ms, 50), unit="ms", at_most=OPENED_MS),
        Figure(name="a changed minute, CPU, p50", value=share(minute_ms, 50), unit="ms", at_most=MINUTE_MS),
        Figure(name="a changed minute, CPU, p95", value=share(minute_ms, 95), unit="ms"),
        Figure(name=f"{CHANGED_AT_ONCE} items changed, CPU, p50", value=share(change_ms, 50), unit="ms"),
        Figure(name="supervisor's screen at rest, CPU", value=rest[0], unit="% of a core", at_most=IDLE_PERCENT),
        Figure(name="supervisor's screen at rest, output", value=rest[1], unit="bytes a second", at_most=IDLE_BYTES),
    ]  # fmt: skip


def _opened_ms(store: Path) -> float:
    """From the key until what it counts stands there, the first time, in a console that stands."""
    with Program([sys.executable, "-m", "benchmarks.open_app", str(store), "--supervisor"]) as program:
        program.wait_for(ROW_IN_SIGHT)
        program.rest(PREPARED_S)
        program.settle()
        reaction = program.press(b"s", lambda screen: any(READ in line for line in screen.display), quiet_s=0.3)
        assert reaction.changed_s is not None, "the screen never stood"
        return reaction.changed_s * 1_000


def _rest(store: Path, seconds: float) -> tuple[float, float]:
    """Percent of a core, and bytes a second, while nothing happens but time."""
    with Program([sys.executable, "-m", "benchmarks.open_app", str(store), "--supervisor"]) as program:
        program.wait_for(ROW_IN_SIGHT)
        program.settle()
        program.send(b"s")
        program.rest(PREPARED_S)  # what lies ahead and behind is read once it stands
        program.settle()
        rest = program.rest(seconds)
        return rest.cpu_s / rest.seconds * 100, rest.size_bytes / rest.seconds


async def _taken_in(store: Path, times: int) -> tuple[list[float], list[float]]:
    """Milliseconds of CPU, of every thread, for a minute going by and for some changed items."""
    opening = Opening(policy=POLICY, name=PERSON, role=None, store=store, folder=store.parent)
    clock, chance = VirtualClock(NOW), random.Random(SEED)
    async with opened_desk(opening, clock, lambda *_: {}) as desk:
        app = HalfdayApp(desk, await desk.first_look(2 * SIZE[1]))
        async with app.run_test(size=SIZE) as pilot:
            pane = await PaneScreen.opened(desk)
            await app.push_screen(pane)
            begin()
            minutes, changes = [], []
            for _ in range(times):
                await pilot.pause()
                clock.advance(timedelta(minutes=1))
                minutes.append(await _cpu_ms(pane))
                changes.append(await _cpu_ms(pane, await _some_of(desk, chance)))
    return minutes, changes


async def _cpu_ms(pane: PaneScreen, changes: list[Change] | None = None) -> float:
    began = process_time()
    if changes is not None:
        await pane.desk.take_changes(changes)
    await pane.look()
    pane.app.screen._on_timer_update()  # what is to be painted is painted now, and counted
    return (process_time() - began) * 1_000


async def _some_of(desk: Desk, chance: random.Random) -> list[Change]:
    order = await desk.order()
    return [
        Change(place, item_id, "changed") for place, item_id in enumerate(chance.sample(list(order), CHANGED_AT_ONCE))
    ]

"""A thousand arrivals a second while somebody types: stretches with and without the flood take turns.

Once the console fetches, judges and writes them itself; once another process (a second console, an import) writes them
and this one only hears of them. Nothing in sight changes: what arrives is due after it.
"""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.figures import Figure, share
from benchmarks.generate import NOW, PERSON, POLICY, copy_of, store_of
from benchmarks.open_app import fixture_items, flooding
from benchmarks.pty_probe import Program, Reaction, row_of
from benchmarks.startup import ROW_IN_SIGHT

RATE = 1_000  # items a second
BATCH_S = 0.1  # how another process gathers them
EVERY_S = 0.12  # a key; about what holding `j` down at a slow repeat gives
SETTLES_S = 3.0
PREPARES_S = 2.0  # the other process has loaded its word lists by then


@dataclass(slots=True)
class Stretch:
    """What typing met, all turns together."""

    reactions: list[Reaction] = field(default_factory=list)
    size_bytes: int = 0
    seconds: float = 0.0
    cpu_s: float = 0.0

    def p95_ms(self) -> float:
        return share([one.changed_s * 1_000 for one in self.reactions if one.changed_s is not None], 95)

    def p50_ms(self) -> float:
        return share([one.changed_s * 1_000 for one in self.reactions if one.changed_s is not None], 50)


def run(quick: bool) -> list[Figure]:
    """A minute of flood from either source, and as long without, in turns. About six minutes."""
    turns, seconds = (1, 5.0) if quick else (6, 10.0)
    figures = []
    for name, source in (("fetched here", _fetched_here), ("from another console", _written_elsewhere)):
        calm, flood, arrived = source(turns, seconds)
        figures += _figures(name, calm, flood, arrived)
    return figures


def _figures(name: str, calm: Stretch, flood: Stretch, arrived: int) -> list[Figure]:
    return [
        Figure(name=f"arrivals {name}", value=arrived / flood.seconds, unit="items/s"),
        Figure(name=f"key p50, arrivals {name}", value=flood.p50_ms(), unit="ms", beside=calm.p50_ms(),
               beside_is="no arrivals"),
        Figure(name=f"key p95, arrivals {name}", value=flood.p95_ms(), unit="ms", beside=calm.p95_ms(),
               beside_is="no arrivals", ratio_at_most=1.5),
        Figure(name=f"output, arrivals {name}", value=flood.size_bytes / flood.seconds, unit="bytes/s",
               beside=calm.size_bytes / calm.seconds, beside_is="no arrivals", ratio_at_most=1.2),
        Figure(name=f"CPU, arrivals {name}", value=flood.cpu_s / flood.seconds * 100, unit="% of a core",
               beside=calm.cpu_s / calm.seconds * 100, beside_is="no arrivals"),
    ]  # fmt: skip


def _fetched_here(turns: int, seconds: float) -> tuple[Stretch, Stretch, int]:
    with tempfile.TemporaryDirectory() as folder:
        store, flag = copy_of(store_of(1_000_000), Path(folder)), Path(folder) / "flood"
        options = ["--background", "--flood", str(flag), str(RATE)]
        return _take_turns(store, options, turns, seconds, flag.touch, flag.unlink)


def _written_elsewhere(turns: int, seconds: float) -> tuple[Stretch, Stretch, int]:
    with tempfile.TemporaryDirectory() as folder:
        store = copy_of(store_of(1_000_000), Path(folder))
        writers: list[subprocess.Popen[bytes]] = []

        def begin() -> None:
            writers.append(subprocess.Popen([sys.executable, "-m", "benchmarks.arrivals", str(store), str(RATE)]))
            time.sleep(PREPARES_S)

        def end() -> None:
            writer = writers.pop()
            writer.send_signal(signal.SIGINT)
            writer.wait()

        return _take_turns(store, ["--background"], turns, seconds, begin, end)


def _take_turns(
    store: Path, options: list[str], turns: int, seconds: float, begin: Callable[[], None], end: Callable[[], None]
) -> tuple[Stretch, Stretch, int]:
    """Type without, then with the flood, again and again; how many items there are more at the end."""
    calm, flood = Stretch(), Stretch()
    before = _count(store)
    with Program([sys.executable, "-m", "benchmarks.open_app", str(store), *options]) as program:
        program.wait_for(ROW_IN_SIGHT)
        program.settle()
        for _ in range(turns):
            _type(program, calm, seconds)
            begin()
            program.rest(1.0)
            _type(program, flood, seconds)
            end()
            program.rest(SETTLES_S)
    return calm, flood, _count(store) - before


def _type(program: Program, stretch: Stretch, seconds: float) -> None:
    cpu_s, began = program.cpu_s(), time.perf_counter()
    while time.perf_counter() - began < seconds:
        reaction = program.press(b"j", row_of("›"))
        rest = program.rest(EVERY_S)
        stretch.reactions.append(reaction)
        stretch.size_bytes += reaction.size_bytes + rest.size_bytes
    stretch.seconds += time.perf_counter() - began
    stretch.cpu_s += program.cpu_s() - cpu_s


def _count(store: Path) -> int:
    with closing(sqlite3.connect(store)) as connection:
        (count,) = connection.execute("select max(id) from items").fetchone()
        return int(count)


# -- the other process ---------------------------------------------------------------------------------------------


async def _write(store: Path, rate: int) -> None:
    """Take in so many items a second, a batch each tenth of one, until interrupted."""
    from console.bootstrap import Opening, opened_office
    from console.clock import ShiftedClock
    from console.desk.intake import Intake

    opening = Opening(policy=POLICY, name=PERSON, role=None, store=store, folder=store.parent)
    samples, mark, number = fixture_items(), random.randrange(1 << 40), 0
    async with opened_office(opening, ShiftedClock(NOW), lambda *_: {}) as office:
        intake, began = Intake(office), time.monotonic()
        while True:
            wanted = int((time.monotonic() - began) * rate) - number
            at = office.now()
            batch = [flooding(samples[i % len(samples)], f"{mark:x}-{i}", at) for i in range(number, number + wanted)]
            number += wanted
            if batch:
                judged = await intake.judge(batch)
                async with office.store.transaction() as tx:
                    await intake.take_in(tx, judged, "bench")
            await asyncio.sleep(BATCH_S)


if __name__ == "__main__":
    try:
        asyncio.run(_write(Path(sys.argv[1]), int(sys.argv[2])))
    except KeyboardInterrupt:
        sys.exit(0)

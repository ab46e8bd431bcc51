"""Ten consoles on one store: each claims an item, writes a note on it and lets it go, over and over.

Measured once with time to think between the steps, once flat out. Beside it, ten processes that do what the same three
steps write with bare sqlite3, waiting for each other as SQLite does it by itself (`busy_timeout`). Each console has
done all three once before the clock starts: its first note reads the word lists (40 ms), and no other note does. Its
garbage is collected as in a console that stands.
"""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path
from time import perf_counter, sleep, time

from benchmarks.figures import Figure, share
from benchmarks.generate import NOW, POLICY, copy_of, store_of

CONSOLES = 10
THINK_S = 0.05
ITEMS = 40  # few enough that two consoles often want the same one
STARTS_AFTER_S = 4.0  # all of them have opened the store by then
BUSY_TIMEOUT_S = 10.0


@dataclass(slots=True)
class Told:
    """What one console has to tell: every wait, and every stretch in which it held an item, on the machine's clock."""

    waits_ms: list[float] = field(default_factory=list)
    held: list[tuple[int, float, float]] = field(default_factory=list)
    refused: int = 0
    errors: list[str] = field(default_factory=list)


def run(quick: bool) -> list[Figure]:
    """Four contests one after the other. About a minute and a half."""
    seconds = 4.0 if quick else 15.0
    thinking, flat_out = contest("desk", seconds, THINK_S), contest("desk", seconds, 0.0)
    bare_thinking, bare_flat_out = contest("bare", seconds, THINK_S), contest("bare", seconds, 0.0)
    all_told = [*thinking, *flat_out]
    waits, bare_waits = _waits(thinking), _waits(bare_thinking)
    hard, bare_hard = _waits(flat_out), _waits(bare_flat_out)
    beside = "bare sqlite3, busy_timeout"
    return [
        Figure(name="ten consoles, 50 ms to think, p50", value=share(waits, 50), unit="ms",
               beside=share(bare_waits, 50), beside_is=beside),
        Figure(name="ten consoles, 50 ms to think, p99", value=share(waits, 99), unit="ms",
               beside=share(bare_waits, 99), beside_is=beside, at_most=5.0),
        Figure(name="ten consoles, flat out, worst wait", value=max(hard), unit="ms", beside=max(bare_hard),
               beside_is=beside, at_most=250.0),
        Figure(name="transactions a second, flat out", value=len(hard) / seconds, unit="/s",
               beside=len(bare_hard) / seconds, beside_is=beside),
        Figure(name="claims refused, because somebody had it", value=sum(told.refused for told in all_told), unit=""),
        Figure(name="items held by two at once", value=len(double_claims(all_told)), unit="", at_most=0),
        Figure(name=_error_name(all_told), value=sum(len(told.errors) for told in all_told), unit="", at_most=0),
    ]  # fmt: skip


def contest(who: str, seconds: float, think_s: float) -> list[Told]:
    """Start all consoles on a fresh copy of the store of 1,000 items, and hear what they have to tell."""
    with tempfile.TemporaryDirectory() as folder:
        store = copy_of(store_of(1_000), Path(folder))
        start_at = time() + STARTS_AFTER_S
        command = [
            sys.executable,
            "-m",
            "benchmarks.claims",
            who,
            str(store),
            str(start_at),
            str(seconds),
            str(think_s),
        ]
        consoles = [
            subprocess.Popen([*command, str(number)], stdout=subprocess.PIPE, text=True) for number in range(CONSOLES)
        ]
        return [_told(console) for console in consoles]


def double_claims(all_told: Sequence[Told]) -> list[int]:
    """Items whose stretches of being held overlap."""
    by_item: dict[int, list[tuple[float, float]]] = {}
    for told in all_told:
        for item_id, since, until in told.held:
            by_item.setdefault(item_id, []).append((since, until))
    return [
        item_id
        for item_id, stretches in by_item.items()
        if any(one[1] > other[0] for one, other in pairwise(sorted(stretches)))
    ]


def _told(console: subprocess.Popen[str]) -> Told:
    said, _ = console.communicate()
    if console.returncode:
        return Told(errors=[f"exit code {console.returncode}"])
    told = json.loads(said)
    return Told(told["waits_ms"], [tuple(one) for one in told["held"]], told["refused"], told["errors"])


def _waits(all_told: Sequence[Told]) -> list[float]:
    return [wait_ms for told in all_told for wait_ms in told.waits_ms]


def _error_name(all_told: Sequence[Told]) -> str:
    first = next((error for told in all_told for error in told.errors), "")
    return f"errors {first[:60]}".strip()


# -- one console ---------------------------------------------------------------------------------------------------


async def _desk_console(store: Path, start_at: float, seconds: float, think_s: float, number: int) -> Told:
    """Claim, note, let go: three transactions, each with its audit entry."""
    from console.bootstrap import Opening, opened_desk
    from console.clock import ShiftedClock
    from console.desk.orders import AddNote
    from console.desk.records import View
    from console.errors import AlreadyClaimed, HalfdayError
    from console.tidying import begin

    told, chance = Told(), random.Random(number)
    opening = Opening(policy=POLICY, name=f"Bench {number}", role=None, store=store, folder=store.parent)
    async with opened_desk(opening, ShiftedClock(NOW)) as desk:
        *ids, own = list(await desk.order(View.ALL))[: ITEMS + number + 1]
        ids = ids[:ITEMS]
        item = await desk.claim(own)
        await desk.note(AddNote(item_id=own, version=item.version, text="Looked at."))
        await desk.release(own)
        begin()
        await asyncio.sleep(max(0.0, start_at - time()))
        end_s = perf_counter() + seconds
        while perf_counter() < end_s:
            item_id, began = chance.choice(ids), perf_counter()
            try:
                item = await desk.claim(item_id)
                since = _note(told, began)
                await asyncio.sleep(_thought_s(think_s, chance))
                began = perf_counter()
                await desk.note(AddNote(item_id=item_id, version=item.version, text="Looked at."))
                _note(told, began)
                await asyncio.sleep(_thought_s(think_s, chance))
                began = perf_counter()
                await desk.release(item_id)
                told.held.append((item_id, since, began))
                _note(told, began)
            except AlreadyClaimed:
                _note(told, began)
                told.refused += 1
            except HalfdayError as error:
                told.errors.append(str(error))
            await asyncio.sleep(_thought_s(think_s, chance))
    return told


def _bare_console(store: Path, start_at: float, seconds: float, think_s: float, number: int) -> Told:
    """The rows of the same three steps, without rules, audit or reading anything."""
    told, chance = Told(), random.Random(number)
    with closing(sqlite3.connect(store, isolation_level=None, timeout=BUSY_TIMEOUT_S)) as connection:
        connection.execute("pragma synchronous = full")
        sleep(max(0.0, start_at - time()))
        end_s = perf_counter() + seconds
        while perf_counter() < end_s:
            item_id = chance.randrange(1, ITEMS)
            for statement in (
                "insert into claims values (:id, 'bench', 'bench', 0, 0) on conflict (item_id) do nothing",
                "insert into notes (item_id, person, text, at) values (:id, 'bench', x'4c', 0)",
                "delete from claims where item_id = :id",
            ):
                began = perf_counter()
                try:
                    connection.execute("begin immediate")
                    connection.execute(statement, {"id": item_id})
                    connection.execute("insert into changes (item_id, what) values (?, 'changed')", (item_id,))
                    connection.execute("commit")
                except sqlite3.OperationalError as error:
                    told.errors.append(str(error))
                _note(told, began)
                sleep(_thought_s(think_s, chance))
    return told


def _thought_s(think_s: float, chance: random.Random) -> float:
    """About so long: people do not press their keys in step."""
    return chance.uniform(0.5, 1.5) * think_s


def _note(told: Told, began: float) -> float:
    """Keep a wait; when it was over."""
    now = perf_counter()
    told.waits_ms.append((now - began) * 1_000)
    return now


def main(who: str, store: str, start_at: str, seconds: str, think_s: str, number: str) -> None:
    given = Path(store), float(start_at), float(seconds), float(think_s), int(number)
    told = asyncio.run(_desk_console(*given)) if who == "desk" else _bare_console(*given)
    json.dump(asdict(told), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])

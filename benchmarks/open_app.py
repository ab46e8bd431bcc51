"""Halfday on a generated store, at the moment for which it was generated; what the benchmarks of the list measure.

`python -m benchmarks.open_app STORE [--background] [--supervisor] [--flood FILE RATE]`: without `--background` nothing
is fetched, delivered or kept alive beside the console, so that the list alone is measured; what the first answer needs
is made ready all the same. With `--supervisor` a supervisor signs in, with `--flood` a channel brings RATE items a
second for as long as FILE exists.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import time
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from benchmarks.generate import NOW, PERSON, POLICY
from benchmarks.pty_probe import ROWS
from console.bootstrap import Opening, fixtures_folder, opened_desk
from console.clock import Clock, ShiftedClock
from console.desk.ports import Channel, Store
from console.desk.records import Batch, Call, Sight, Trace, Tracing, Window
from console.model import Capability, Incoming, Item, Operation
from console.tidying import begin, postpone

FLOOD = "flood"
SUPERVISOR = ("Bench Lead", "customer-hub-team-leader")


class FloodChannel:
    """Brings so many comments a second, in whatever portions it is asked for; takes no calls."""

    name = FLOOD
    call_timeout_s = 1.0
    settle_after_s = 1.0

    def __init__(self, flag: Path, rate: int, clock: Clock) -> None:
        self._flag, self._rate, self._clock = flag, rate, clock
        self._since_s: float | None = None
        self._names = itertools.count()
        self._mark = random.randrange(1 << 40)  # a second flood into one store brings other items
        self._samples = fixture_items()

    async def fetch(self, cursor: str | None) -> Batch:
        now_s = time.monotonic()
        if not self._flag.exists():
            self._since_s = None
            return Batch(cursor=cursor)
        since_s, self._since_s = self._since_s or now_s, now_s
        return Batch(tuple(self._item() for _ in range(int((now_s - since_s) * self._rate))))

    def _item(self) -> Incoming:
        number = next(self._names)
        sample = self._samples[number % len(self._samples)]
        return flooding(sample, f"{self._mark:x}-{number}", self._clock.now())

    def capability(self, item: Item, operation: Operation, now: datetime) -> Capability:
        return Capability(operation, is_possible=False, why_not="it only floods")

    def window(self, incoming: Incoming) -> Window | None:
        return None

    async def look(self, item: Item) -> Sight:
        return Sight()

    async def call(self, call: Call) -> str:
        raise NotImplementedError("a flood takes no calls")

    async def find(self, call: Call, since: datetime, known: Collection[str]) -> Tracing:
        return Tracing(Trace.ABSENT)

    async def close(self) -> None: ...


def flooding(sample: Incoming, name: str, at: datetime) -> Incoming:
    """A comment on a channel of its own, that arrived just now: it is due after all that is in sight."""
    return replace(
        sample, channel=FLOOD, external_id=name, author_external_id=name, thread=None, parent=None, received_at=at
    )


def fixture_items() -> list[Incoming]:
    """Comments that no rule finds urgent: they sort behind everything that is in sight."""
    from console.desk.lines import parse_line
    from console.model import Rank
    from console.rules.packs import load_policy
    from console.rules.triage import Triage, rank

    triage = Triage(load_policy(POLICY))
    lines = (fixtures_folder() / "westward_inbox.jsonl").read_bytes().splitlines()
    items = [parse_line(line) for line in lines]
    return [item for item in items if rank(triage.judge(item.text, item.kind)) is Rank.DUE]


async def _run(store: Path, background: bool, flood: tuple[Path, int] | None, supervisor: bool) -> None:
    def channels(_: Store, clock: Clock) -> Mapping[str, Channel]:
        return {FLOOD: FloodChannel(*flood, clock)} if flood else {}

    name, role = SUPERVISOR if supervisor else (PERSON, None)
    opening = Opening(policy=POLICY, name=name, role=role, store=store, folder=store.parent)
    postpone()
    async with opened_desk(opening, ShiftedClock(NOW), channels) as desk:
        from console.app import HalfdayApp
        from console.desk.background import work
        from console.desk.warming import warm
        from console.logs import log_unexpected
        from console.opening import give_way_to_keys

        async def alone() -> None:
            await warm(desk.office, log_unexpected)
            begin()

        async def beside() -> None:
            await work(desk.office, desk.person, log_unexpected, ready=begin)

        if supervisor and not await desk.has_read_policy():
            await desk.acknowledge_policy()
        give_way_to_keys()
        app = HalfdayApp(desk, await desk.first_look(2 * ROWS), background=beside if background else alone)
        await app.run_async()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--background", action="store_true")
    parser.add_argument("--supervisor", action="store_true")
    parser.add_argument("--flood", nargs=2, metavar=("FILE", "RATE"))
    asked = parser.parse_args()
    flood = (Path(asked.flood[0]), int(asked.flood[1])) if asked.flood else None
    asyncio.run(_run(asked.store, asked.background, flood, asked.supervisor))


if __name__ == "__main__":
    main()

"""The store's reads at a million items, through the desk's port, beside the bare statement on sqlite3.

Garbage is collected as in a console that stands: what it is made of is set aside.
"""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Figure, share
from benchmarks.generate import NOW, SEED, store_of
from console.desk.records import View
from console.store.sqlite_store import SqliteStore, open_store
from console.tidying import begin

PAGE = 50
NEWEST = 50
WORDS = ("boiler", "heating", "the", "repair", "rent", "damp", "par", "no hot water", "ba", "gen99", "nobody at all")
PAGE_SQL = "select * from item_lines where id in (select value from json_each(?))"
SEARCH_SQL = "select rowid from search where search match ? order by rowid desc limit ?"


def run(quick: bool) -> list[Figure]:
    """Pages, searches, the order of the inbox, its counts and dossiers. About ten seconds."""
    return asyncio.run(_run(store_of(1_000_000), 200 if quick else 2_000))


async def _run(path: Path, calls: int) -> list[Figure]:
    store = await open_store(path, console="bench")
    begin()
    try:
        with closing(sqlite3.connect(path)) as bare:
            bare.execute("pragma cache_size = -8192")
            return await _measure(store, bare, calls)
    finally:
        await store.close()


async def _measure(store: SqliteStore, bare: sqlite3.Connection, calls: int) -> list[Figure]:
    order = await store.order(View.ALL, "bench", "", NOW)
    chance = random.Random(SEED)
    tops = [chance.randrange(len(order) - PAGE) for _ in range(calls)]
    pages = [list(order[top : top + PAGE]) for top in tops]

    def bare_page(turn: int) -> object:
        return bare.execute(PAGE_SQL, (json.dumps(pages[turn]),)).fetchall()

    def bare_search(turn: int) -> object:
        asked = " ".join(f'"{word}"*' for word in WORDS[turn % len(WORDS)].split())
        return bare.execute(SEARCH_SQL, (asked, NEWEST)).fetchall()

    for turn in range(calls):  # all that follows is in memory: waiting for the disk would tell of the disk
        await store.rows(pages[turn])
        await store.dossier(pages[turn][0])
        bare_search(turn)
    page_ms, bare_page_ms = await _in_turn(lambda turn: store.rows(pages[turn]), bare_page, calls)
    search_ms, bare_search_ms = await _in_turn(
        lambda turn: store.search(WORDS[turn % len(WORDS)], NEWEST), bare_search, calls
    )
    dossier_ms, _ = await _in_turn(lambda turn: store.dossier(pages[turn][0]), None, calls // 4)
    few = max(10, calls // 50)
    order_ms, _ = await _in_turn(lambda _: store.order(View.ALL, "bench", "", NOW), None, few)
    counts_ms, _ = await _in_turn(lambda _: store.counts(NOW, NOW + timedelta(hours=1)), None, few)
    return [
        Figure(name=f"a page of {PAGE}, p50", value=share(page_ms, 50), unit="ms", beside=share(bare_page_ms, 50),
               beside_is="bare sqlite3, tuples"),
        Figure(name=f"a page of {PAGE}, p95", value=share(page_ms, 95), unit="ms", beside=share(bare_page_ms, 95),
               beside_is="bare sqlite3, tuples", at_most=1.0),
        Figure(name=f"search, newest {NEWEST}, p50", value=share(search_ms, 50), unit="ms",
               beside=share(bare_search_ms, 50), beside_is="bare sqlite3"),
        Figure(name=f"search, newest {NEWEST}, p95", value=share(search_ms, 95), unit="ms",
               beside=share(bare_search_ms, 95), beside_is="bare sqlite3", at_most=2.0),
        Figure(name="dossier of an item, p95", value=share(dossier_ms, 95), unit="ms"),
        Figure(name="order of the inbox, 50,000 ids, p50", value=share(order_ms, 50), unit="ms"),
        Figure(name="counts of the status line, p50", value=share(counts_ms, 50), unit="ms"),
    ]  # fmt: skip


async def _in_turn(
    ours: Callable[[int], Awaitable[object]], bare: Callable[[int], object] | None, calls: int
) -> tuple[list[float], list[float]]:
    """Milliseconds of each call, ours and the bare one in turn."""
    ours_ms, bare_ms = [], []
    for turn in range(calls):
        began = perf_counter()
        await ours(turn)
        ours_ms.append((perf_counter() - began) * 1_000)
        if bare is not None:
            began = perf_counter()
            bare(turn)
            bare_ms.append((perf_counter() - began) * 1_000)
    return ours_ms, bare_ms

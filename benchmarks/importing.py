"""Importing an exported inbox with `halfday import`, beside writing the very same rows with plain `executemany`.

The rows are read from a store that was imported before; they are written in the same batches, one transaction each,
into the same empty tables with the same durability. What the import does beside it: read and check the lines, judge the
texts, work out deadlines, look for what is known already, keep the audit chain.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.figures import Figure, middle
from benchmarks.generate import POLICY, write_lines
from console.desk.line_file import BATCH
from console.store.connect import WAL_PAGES
from console.store.migrate import migrate
from console.store.search_words import search_row

TABLES = ("authors", "threads", "items", "findings", "clocks", "changes")
WORDS_SQL = "insert into search (rowid, text, author, post, reference) values (:id, :text, :author, :post, :reference)"


@dataclass(frozen=True, slots=True)
class Effort:
    """What it took."""

    wall_s: float
    cpu_s: float


def run(quick: bool) -> list[Figure]:
    """Imports and plain writes in turn. About a minute."""
    items, rounds = (5_000, 1) if quick else (20_000, 3)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        lines = write_lines(place / "inbox.jsonl", items)
        import_lines(lines, place / "rows.sqlite")
        rows = rows_of(place / "rows.sqlite")
        imported, plain = [], []
        for turn in range(rounds):
            imported.append(import_lines(lines, place / f"imported-{turn}.sqlite"))
            plain.append(write_plainly(rows, place / f"plain-{turn}.sqlite"))
        again = import_lines(lines, place / "imported-0.sqlite")
    import_s, plain_s = middle([one.wall_s for one in imported]), middle([one.wall_s for one in plain])
    import_cpu_s, plain_cpu_s = middle([one.cpu_s for one in imported]), middle([one.cpu_s for one in plain])
    return [
        Figure(name=f"import of {items:,} lines", value=items / import_s, unit="items/s", beside=items / plain_s,
               beside_is="plain executemany"),
        Figure(name="its CPU an item", value=import_cpu_s / items * 1e6, unit="µs", beside=plain_cpu_s / items * 1e6,
               beside_is="plain executemany"),
        Figure(name="the same file again, nothing new", value=items / again.wall_s, unit="items/s"),
    ]  # fmt: skip


def import_lines(lines: Path, store: Path) -> Effort:
    """The command itself, its start-up (0.3 s) included, as a person meets it."""
    command = [sys.executable, "-m", "console", "import", str(lines), "--store", str(store), "--policy", POLICY]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    subprocess.run(command, check=True, env=environment, capture_output=True)
    took_s, after = perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Effort(took_s, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def rows_of(store: Path) -> dict[str, list[object]]:
    """Every row that an import leaves, by the statement that writes it, ready for `executemany`."""
    with closing(sqlite3.connect(store)) as connection:
        rows: dict[str, list[object]] = {}
        for table in TABLES:
            found = connection.execute(f"select * from {table}").fetchall()
            rows[f"insert into {table} values ({','.join('?' * len(found[0]))})"] = list(found)
        rows[WORDS_SQL] = [
            search_row(item_id, text.decode(), author.decode(), None if post is None else post.decode())
            for item_id, text, author, post in connection.execute("select id, text, author_name, post from items")
        ]
    return rows


def write_plainly(rows: dict[str, list[object]], store: Path) -> Effort:
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        migrate(connection)
        for pragma in ("journal_mode = wal", "synchronous = full", f"wal_autocheckpoint = {WAL_PAGES}"):
            connection.execute(f"pragma {pragma}")
        began, began_cpu_s = perf_counter(), process_time()
        for batch in _batches(rows):
            connection.execute("begin immediate")
            for statement, part in batch:
                connection.executemany(statement, part)  # type: ignore[arg-type]
            connection.execute("commit")
        return Effort(perf_counter() - began, process_time() - began_cpu_s)


def _batches(rows: dict[str, list[object]]) -> Iterator[list[tuple[str, list[object]]]]:
    """The rows in as many transactions as the import made of them, each with its share of every table."""
    count = -(-len(rows[WORDS_SQL]) // BATCH)
    for turn in range(count):
        yield [(statement, _part(all_rows, turn, count)) for statement, all_rows in rows.items()]


def _part(rows: list[object], turn: int, count: int) -> list[object]:
    return rows[len(rows) * turn // count : len(rows) * (turn + 1) // count]

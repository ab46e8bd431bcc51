"""Stores to measure on: a thousand items, and a million of which 50,000 are open. The same seed gives the same store.

They are kept in the user's cache folder, or in HALFDAY_BENCH_DIR, and made again when the schema changes.
Texts, names and posts are those of the fixtures, told apart by words drawn from a seeded vocabulary.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from msgspec.structs import replace

from console.bootstrap import Opening, fixtures_folder, opened_desk
from console.clock import Clock, ShiftedClock, SystemClock
from console.desk.lines import dump_line, parse_line
from console.desk.records import NewClock, NewItem, Record
from console.model import ClockKind, Incoming
from console.rules.bank_holidays import bank_holidays
from console.rules.packs import load_policy
from console.rules.triage import Triage, marks, rank
from console.rules.worktime import Allowance, WorkCalendar
from console.store import audit_chain
from console.store.intake import take_in
from console.store.migrate import SQL_FOLDER, migrate
from console.store.statements import Statements

GENERATION = 3  # raised when other stores are wanted than those that are kept
SEED = 2_026
NOW = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)  # a working Wednesday; every measured console starts at this moment
POLICY = "westward"
PERSON = "Bench"
BATCH = 5_000
FIRST_RECEIVED = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
# An answer is due four working hours after arrival: what came since then is due from 20 minutes ahead. Nothing is late,
# and nothing is about to be warned of.
OPEN_SINCE = NOW - timedelta(hours=4) + timedelta(minutes=20)
OPEN_ITEMS = {1_000: 500, 1_000_000: 50_000}
INDEXED_AT_ONCE_BYTES = 1 << 26  # of search words in memory: a third of the time that SQLite's own megabyte takes
LOADED_LATER = (  # indexes of what is open and of what has ended: made once, when it is known what is
    "items_inbox", "clocks_running", "clocks_to_cross", "clocks_due", "clocks_stopped",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """A fixture line with what the rules say of it: findings are spans, so words may be added behind the text."""

    incoming: Incoming
    judged: NewItem


def stores_folder() -> Path:
    """Where generated stores are kept: never in the checkout."""
    if chosen := os.environ.get("HALFDAY_BENCH_DIR"):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_cache_dir("halfday-bench", appauthor=False))


def store_of(items: int) -> Path:
    """The store of so many items, made when it is not there yet (a million take some minutes)."""
    path = stores_folder() / f"items-{items}-{_recipe()}" / "store.sqlite"
    if not path.exists():
        for old in stores_folder().glob(f"items-{items}-*"):
            shutil.rmtree(old)
        path.parent.mkdir(parents=True)
        started = perf_counter()
        _make(path, items, OPEN_ITEMS.get(items, items // 2))
        print(f"made a store of {items:,} items in {perf_counter() - started:.0f} s", file=sys.stderr)
    return path


def copy_of(path: Path, folder: Path) -> Path:
    """A copy that may be written to; the original stays as it is."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma wal_checkpoint (truncate)")  # a console that was hung up on leaves its journal
    target = folder / "store.sqlite"
    shutil.copyfile(path, target)
    return target


def _recipe() -> str:
    made_from = [path.read_bytes() for path in sorted(SQL_FOLDER.glob("0*.sql"))]
    return sha256(b"".join(made_from)).hexdigest()[:8] + f"-{GENERATION}"


def _make(path: Path, items: int, open_items: int) -> None:
    draft = path.with_suffix(".part")
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = off")  # a store cut off half made is thrown away
        connection.execute("pragma synchronous = off")
        connection.execute("pragma cache_size = -400000")
        migrate(connection)
        _fill(connection, items, open_items)
        connection.execute("pragma journal_mode = delete")
    draft.replace(path)
    for clock in (ShiftedClock(NOW), SystemClock()):
        asyncio.run(_open_once(path, clock))


def _fill(connection: sqlite3.Connection, items: int, open_items: int) -> None:
    (later,) = zip(*connection.execute(f"select sql from sqlite_master where name in {LOADED_LATER}"), strict=True)
    for name in LOADED_LATER:
        connection.execute(f"drop index {name}")
    connection.execute("insert into search (search, rank) values ('hashsize', ?)", (INDEXED_AT_ONCE_BYTES,))
    connection.execute("begin")
    sql, batch = Statements(), list[NewItem]()
    for item in arrivals(items, items - open_items):
        batch.append(item)
        if len(batch) == BATCH:
            take_in(connection, sql, batch)
            batch.clear()
    take_in(connection, sql, batch)
    connection.execute("commit")
    connection.execute("delete from search_config where k = 'hashsize'")
    _answer(connection, items - open_items)
    for statement in later:
        connection.execute(statement)
    details: dict[str, object] = {"items": items, "seed": SEED}
    audit_chain.append(connection, sql, audit_chain.said_of(Record(NOW, "halfday", "generated", None, details)))


def _answer(connection: sqlite3.Connection, answered: int) -> None:
    """The first ones have been answered within five hours, each fortieth by its removal, by seven people in turn.

    An action, a delivery and a clock that stopped: no two of a thousand after the same time, as it would be.
    """
    last = {"last": answered}
    after_ms = "(id * 7919 % 30000) * 600"
    for statement in (
        "update items set state = 'answered', is_open = 0, version = 2, next_due_at = 9223372036854775807,"
        " next_clock = null where id <= :last",
        f"update clocks set stopped_at = started_at + {after_ms.replace('id', 'item_id')},"
        f" elapsed_minutes = {after_ms.replace('id', 'item_id')} / 60000.0, stopped_by = 'bench-' || (item_id % 7),"
        " outcome = case item_id % 40 when 0 then 'removed' else 'answered' end where item_id <= :last",
        "insert into actions (id, item_id, kind, person, at, details)"
        " select id, id, case id % 40 when 0 then 'remove' else 'reply' end, 'bench-' || (id % 7),"
        f" received_at + {after_ms}, case id % 40 when 0 then '{{\"removed_for\": \"offensive\"}}' else '{{}}' end"
        " from items where id <= :last",
        "insert into deliveries (action_id, item_id, channel, operation, target, body, state, not_before, attempts,"
        " attempted_at, delivered_at, receipt)"
        " select id, id, channel, case id % 40 when 0 then 'hide' else 'reply' end, external_id,"
        " cast('Thank you for telling us. We are on it.' as blob), 'delivered',"
        f" received_at + {after_ms}, 1, received_at + {after_ms}, received_at + {after_ms}, 'own_' || id"
        " from items where id <= :last",
    ):
        connection.execute(statement, last)


async def _open_once(path: Path, clock: Clock) -> None:
    """As after a first evening's use: the policy is read, the calendar known, the person no stranger."""
    opening = Opening(policy=POLICY, name=PERSON, role=None, store=path, folder=path.parent)
    async with opened_desk(opening, clock) as desk:
        await desk.acknowledge_policy()


# -- what arrives --------------------------------------------------------------------------------------------------


def arrivals(items: int, answered: int = 0, prefix: str = "gen") -> Iterator[NewItem]:
    """Items judged and with their clock, oldest first: `answered` of them over the year, the rest since today."""
    chance = random.Random(SEED)
    policy = load_policy(POLICY)
    years = date(FIRST_RECEIVED.year - 1, 1, 1), date(NOW.year + 2, 12, 31)
    holidays = bank_holidays(policy.core.place.nation, years[0].year, years[1].year)
    calendar = policy.calendar(*years, holidays)
    samples = judged_samples()
    vocabulary = _vocabulary(chance)
    for number in range(items):
        sample = chance.choice(samples)
        at = _received_at(number, items, answered)
        incoming = _varied(sample.incoming, f"{prefix}{number}", at, vocabulary, chance)
        clock = _answer_clock(calendar, policy.answer_rule().allowance, at)
        yield replace(sample.judged, incoming=incoming, arrived_at=at, clocks=(clock,))


def judged_samples() -> list[Sample]:
    """The two policies' fixtures, judged once: judging a million texts would measure nothing but itself."""
    triage, samples = Triage(load_policy(POLICY)), []
    for name in ("westward", "langstane"):
        for line in (fixtures_folder() / f"{name}_inbox.jsonl").read_bytes().splitlines():
            incoming = parse_line(line)
            findings = tuple(triage.judge(incoming.text, incoming.kind))
            judged = NewItem(incoming, incoming.received_at, rank(findings), findings, marks(findings), ())
            samples.append(Sample(incoming, judged))
    return samples


def write_lines(path: Path, items: int) -> Path:
    """An export file of so many lines, for `halfday import`."""
    with path.open("wb") as file:
        for new in arrivals(items, items // 2, prefix="imp"):
            file.write(dump_line(new.incoming) + b"\n")
    return path


def _received_at(number: int, items: int, answered: int) -> datetime:
    if number < answered:
        return FIRST_RECEIVED + (OPEN_SINCE - FIRST_RECEIVED) * (number / answered)
    return OPEN_SINCE + (NOW - OPEN_SINCE) * ((number - answered) / max(1, items - answered))


def _varied(one: Incoming, name: str, at: datetime, vocabulary: list[str], chance: random.Random) -> Incoming:
    words = " ".join(chance.choices(vocabulary, k=6))
    author = f"{one.author_external_id}-{chance.randrange(1_000)}"
    return replace(
        one,
        external_id=name,
        text=f"{one.text} {words} {name}",
        author_external_id=author,
        received_at=at,
        thread=f"t{name}" if chance.random() < 0.6 else author,
        parent=None,
    )


def _vocabulary(chance: random.Random) -> list[str]:
    """Five thousand made-up words: an index of a hundred different texts would be found too easily."""
    syllables = [consonant + vowel for consonant in "bdfghklmnprstvw" for vowel in "aeio"]
    return ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(5_000)]


def _answer_clock(calendar: WorkCalendar, allowance: Allowance, at: datetime) -> NewClock:
    return NewClock(ClockKind.ANSWER, "Answer", at, calendar.due(at, allowance), "W3.6", False)


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or map(str, OPEN_ITEMS)):
        print(store_of(size))

"""Opening a store for what only reads: nothing is made, migrated or left beside it, and it need not be writable."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from console.desk.periods import Dimension, Period
from console.desk.records import DeclaredClosure
from console.desk.tallies import Cohort, Placed, Takedown, Tallies
from console.errors import StoreDamaged, StoreError
from console.model import Incoming, LearnedPhrase, Person
from console.store import figures, rows
from console.store.connect import check_file, journal_of, raise_named, require_file
from console.store.migrate import require_current
from console.store.statements import Statements

WAIT_S = 2.0  # for nobody but a console that is just repairing the journal


@contextmanager
def opened_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write, to a store that others may be using.

    Raises StoreError when there is no store or it cannot be read, StoreDamaged when it is something else.
    """
    require_file(path)
    check_file(path)
    way = _way(path)
    before = _state(path)
    try:
        with closing(sqlite3.connect(_uri(path, way), uri=True, isolation_level=None, timeout=WAIT_S)) as connection:
            connection.execute("pragma query_only = on")
            yield connection
    except sqlite3.Error as problem:
        _raise_explained(path, problem)
    if way == ALONE and _state(path) != before:
        raise StoreError(f"{path} was written to while it was read, so what was read may not be right. Try again.")


@contextmanager
def items_to_read(path: Path) -> Iterator[ItemsToRead]:
    """The items of one moment of the store at `path`. Raises StoreOlder or StoreNewer, as its schema is."""
    with opened_to_read(path) as connection:
        connection.execute("begin")
        require_current(connection)
        yield ItemsToRead(connection)


def learned_phrases(path: Path) -> list[LearnedPhrase]:
    """What the store at `path` has learned. Raises StoreOlder or StoreNewer, as its schema is."""
    with opened_to_read(path) as connection:
        require_current(connection)
        return rows.collect(connection, Statements().learning.learned_phrases, rows.learned_of)


@contextmanager
def counts_to_read(path: Path) -> Iterator[CountsToRead]:
    """What the store at `path` holds at one moment, to be counted. Raises StoreOlder or StoreNewer."""
    with opened_to_read(path) as connection:
        connection.execute("begin")
        require_current(connection)
        yield CountsToRead(connection)


class CountsToRead:
    """Periods counted, as the desk's port `Counted` wants them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._sql = Statements()

    async def tallies(self, periods: Sequence[Period], by: Dimension | None, now: datetime) -> list[Tallies]:
        return figures.read_tallies(self._connection, self._sql, periods, by, now)

    async def placed(self, cohort: Cohort, period: Period, by: Dimension | None, now: datetime) -> list[Placed]:
        return figures.read_placed(self._connection, self._sql, cohort, period, by, now)

    async def takedowns(self, period: Period) -> list[Takedown]:
        return figures.read_takedowns(self._connection, self._sql, period)

    async def people(self) -> list[Person]:
        return rows.collect(self._connection, self._sql.people.people, rows.person_of)

    async def closures(self) -> list[DeclaredClosure]:
        return rows.collect(self._connection, self._sql.people.closures, rows.closure_of)


class ItemsToRead:
    """Items as they came in."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._sql = Statements()

    async def incoming_after(self, item_id: int, limit: int = 500) -> list[tuple[int, Incoming]]:
        """Whole, by id."""
        query = self._sql.items.incoming_after
        return rows.collect(self._connection, query, rows.incoming_of, item_id=item_id, amount=limit)


# Three ways, because SQLite's own read-only mode leaves a journal behind where it may, and refuses where it may not.
BESIDE_OTHERS = "mode=ro"  # a journal is there: somebody has the store open, or was cut off
WRITABLE = "mode=rw"  # takes part in the locks and tidies up after itself; query_only keeps it from writing
ALONE = "mode=ro&immutable=1"  # no journal and none can be made: no locks, so the file is compared afterwards


def _way(path: Path) -> str:
    if journal_of(path).exists():
        return BESIDE_OTHERS
    return WRITABLE if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else ALONE


def _uri(path: Path, way: str) -> str:
    return f"{path.absolute().as_uri()}?{way}"


def _state(path: Path) -> tuple[int, int, int]:
    stat = path.stat()
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


def _raise_explained(path: Path, problem: sqlite3.Error) -> NoReturn:
    if "no such table" in str(problem):
        raise StoreDamaged(f"{path} is not a Halfday store: its tables are missing.") from problem
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        raise StoreError(
            f"{path} has a journal that cannot be read where it stands. Copy {path.name} and "
            f"{journal_of(path).name} together to a folder that you may write to, and name the copy."
        ) from problem
    raise_named(problem)

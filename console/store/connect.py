"""Opening connections to a store's file, running work on their threads, and naming what goes wrong with them."""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, NoReturn, ParamSpec, Protocol, TypeVar

import aiosqlite

from console.errors import StoreBusy, StoreDamaged, StoreError
from console.files import make_private

P = ParamSpec("P")
T = TypeVar("T")

OPENING_TIMEOUT_S = 5.0  # while another console creates the file or turns it to WAL
CACHE_KIB = 1024  # per connection; with 8 MB 2 MB more stay resident, pages, searches and imports are no quicker
WAL_PAGES = 16_000  # a checkpoint every 64 MB: an import into a million items took 8 % more CPU at every 16 MB
KEPT_STATEMENTS = 256  # prepared statements a connection keeps
STORE_NAME = "halfday.sqlite"
SQLITE_MAGIC = b"SQLite format 3\0"
HEADER_BYTES = 100


def default_store_path() -> Path:
    """Where the store stands when nobody says: $HALFDAY_STORE, else $HALFDAY_HOME, else the user's data folder."""
    if chosen := os.environ.get("HALFDAY_STORE"):
        return Path(chosen)
    if home := os.environ.get("HALFDAY_HOME"):
        return Path(home) / STORE_NAME
    from platformdirs import user_data_dir  # 3 ms that a named store does not need

    return Path(user_data_dir("halfday", appauthor=False)) / STORE_NAME


class Runner(Protocol):
    """Whatever runs a piece of work with a connection, on that connection's thread."""

    async def run(self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(connection, …)`. Raises StoreError for what a person can do about."""


class Link:
    """One connection with a thread of its own, on which whole pieces of work run, so that the loop never waits.

    A piece of work is a function of the plain connection. aiosqlite's public calls hand over one statement at a time,
    each at the price of two thread switches (0.1 ms); an intake batch or a dossier is a dozen statements.
    """

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def run(self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(connection, …)` on the connection's thread. Raises StoreError for what a person can do about."""
        try:
            # The pinned aiosqlite (0.22) has no public way to run a function on its thread.
            result: T = await self._connection._execute(work, self._connection._conn, *args, **kwargs)  # type: ignore[no-untyped-call]
        except sqlite3.Error as problem:
            raise_named(problem)
        return result

    async def close(self) -> None:
        """End the connection and its thread."""
        await self._connection.close()


async def open_link(path: Path) -> Link:
    """Open one connection to the file, durable and in WAL mode. Raises StoreError."""
    try:
        connection = await aiosqlite.connect(
            path, isolation_level=None, timeout=OPENING_TIMEOUT_S, cached_statements=KEPT_STATEMENTS
        )
    except sqlite3.Error as problem:
        raise_named(problem)
    link = Link(connection)
    try:
        await _set_up_in_turn(link)
    except BaseException:
        await link.close()
        raise
    return link


async def _set_up_in_turn(link: Link) -> None:
    """Set the connection up; consoles that open a new store at once take turns in making it a WAL store.

    SQLite refuses that change at once while another connection has the file open, whatever its timeout.
    """
    loop = asyncio.get_running_loop()
    until_s = loop.time() + OPENING_TIMEOUT_S  # a try may itself have waited for as long as SQLite does
    while True:
        try:
            return await link.run(_set_up)
        except StoreBusy:
            if loop.time() >= until_s:
                raise
            await asyncio.sleep(random.uniform(0.005, 0.05))


def _set_up(connection: sqlite3.Connection) -> None:
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")  # an action that was confirmed survives a power cut
    connection.execute("pragma foreign_keys = on")
    connection.execute(f"pragma cache_size = {-CACHE_KIB}")
    connection.execute(f"pragma wal_autocheckpoint = {WAL_PAGES}")


def prepare_file(path: Path) -> None:
    """Make the folder and an empty file that only its owner can read, or look at the one that is there.

    Raises StoreDamaged when it is not a database or was cut off. Only the header is read: the cost is the same at any
    size. The thorough look is `halfday backup`'s.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _named_os_errors(path):
        make_private(path)
        os.close(os.open(path, os.O_RDWR))
    check_file(path)


def require_file(path: Path) -> None:
    """Raises StoreError when there is no store at the path."""
    if not path.is_file():
        raise StoreError(f"There is no store at {path}. Name it with --store.")


def check_file(path: Path) -> None:
    """Look at the file that is there, and change nothing. Raises StoreDamaged as `prepare_file` does."""
    with _named_os_errors(path), path.open("rb") as file:
        header = file.read(HEADER_BYTES)
    if header:
        _check_header(path, header)


@contextmanager
def _named_os_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise StoreError(
            f"{path} cannot be opened ({problem.strerror}). Check its permissions, or name another store with --store."
        ) from problem


def file_identity(path: Path) -> tuple[int, int] | None:
    """Which file stands at the path, by device and number; None when there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def _check_header(path: Path, header: bytes) -> None:
    if not header.startswith(SQLITE_MAGIC) or len(header) < HEADER_BYTES:
        raise StoreDamaged(
            f"{path} is not a Halfday store. Name the right file with --store, or restore the newest backup over it."
        )
    page_bytes = int.from_bytes(header[16:18], "big")
    page_bytes = 65536 if page_bytes == 1 else page_bytes
    whole_bytes = page_bytes * int.from_bytes(header[28:32], "big")
    if path.stat().st_size < whole_bytes and not _has_journal(path):
        raise StoreDamaged(f"{path} was cut off: {whole_bytes:,} bytes should be there. {RESTORE}")


def _has_journal(path: Path) -> bool:
    """Whether a write-ahead log stands beside the file: pages that are missing here may still be in it."""
    journal = journal_of(path)
    return journal.exists() and journal.stat().st_size > 0


def journal_of(path: Path) -> Path:
    """Where the write-ahead log stands while somebody has the store open, and after a console was cut off."""
    return path.with_name(path.name + "-wal")


RESTORE = (
    "Close every console, move the file aside, copy the newest backup to its place, "
    "and run `halfday audit verify` before going on."
)
SAID_OF_CODES: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: (StoreBusy, "Another console is writing to the store. Try again in a moment."),
    sqlite3.SQLITE_LOCKED: (StoreBusy, "Another console is writing to the store. Try again in a moment."),
    sqlite3.SQLITE_CORRUPT: (StoreDamaged, f"The store's file is damaged. {RESTORE}"),
    sqlite3.SQLITE_NOTADB: (StoreDamaged, f"The store's file is not a database. {RESTORE}"),
    sqlite3.SQLITE_FULL: (StoreError, "The disk is full. Nothing was changed; make room and try again."),
    sqlite3.SQLITE_IOERR: (StoreError, "The disk did not answer. Nothing was changed; check the disk and try again."),
    sqlite3.SQLITE_READONLY: (StoreError, "The store may only be read here. Check the file's permissions."),
    sqlite3.SQLITE_CANTOPEN: (StoreError, "The store cannot be opened. Check that its folder exists and is yours."),
}


def raise_named(problem: sqlite3.Error) -> NoReturn:
    """Raise what a person can act on; a programming error goes on as it is, not as its own cause."""
    error = named(problem)
    if error is problem:
        raise problem
    raise error from problem


def named(problem: sqlite3.Error) -> Exception:
    """The error a person can act on; a programming error stays as it is."""
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    if code not in SAID_OF_CODES:
        return problem
    kind, said = SAID_OF_CODES[code]
    return kind(f"{said} ({problem})")


def is_busy(problem: sqlite3.Error) -> bool:
    """Whether another connection holds the lock, so that asking again helps."""
    return getattr(problem, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

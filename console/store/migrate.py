"""Bringing a store's schema up to date: forward only, each step whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from console.errors import StoreDamaged, StoreNewer, StoreOlder

SQL_FOLDER = Path(__file__).parent / "sql"
APPLICATION_ID = 0x48414C46  # "HALF", so that no other program's database is taken for a store


def migrate(connection: sqlite3.Connection, folder: Path = SQL_FOLDER) -> int:
    """Apply what the store has not seen yet; its version afterwards. Several consoles may try at once.

    Raises StoreNewer when a newer Halfday wrote it, StoreDamaged when it is another program's database.
    """
    steps = migrations(folder)
    newest = max(steps)
    if _checked_version(connection, newest) == newest:
        return newest
    connection.execute("begin immediate")
    try:
        for number in range(_checked_version(connection, newest) + 1, newest + 1):
            _apply(connection, number, steps[number])
        connection.execute("commit")
    except BaseException:
        connection.execute("rollback")
        raise
    return newest


def require_current(connection: sqlite3.Connection) -> None:
    """Raise StoreOlder for a schema that what only reads cannot bring up to date, and otherwise as `migrate` does."""
    newest = max(migrations())
    version = _checked_version(connection, newest)
    if version < newest:
        raise StoreOlder(
            f"This store was last used by an older Halfday (schema {version}; this one reads {newest}). Open it once "
            "with `halfday open`, or a copy of it in a folder that you may write to: that brings it up to date."
        )


def require_known(connection: sqlite3.Connection) -> None:
    """Raise StoreNewer for the schema of a newer Halfday, StoreDamaged for what is no store of ours."""
    _checked_version(connection, max(migrations()))


def migrations(folder: Path = SQL_FOLDER) -> dict[int, Path]:
    """The steps by number: files named 001_….sql, without a gap."""
    steps = [file for file in folder.iterdir() if file.suffix == ".sql" and file.name[:3].isdecimal()]  # glob: 0.4 ms
    return {int(path.name[:3]): path for path in sorted(steps)}


def _checked_version(connection: sqlite3.Connection, newest: int) -> int:
    version = _pragma(connection, "user_version")
    if version > newest:
        raise StoreNewer(
            f"This store was written by a newer Halfday (schema {version}; this one knows {newest}). "
            "Update Halfday on this machine, or open the store where it was last used."
        )
    is_ours = _pragma(connection, "application_id") == APPLICATION_ID
    (tables,) = connection.execute("select count(*) from sqlite_master").fetchone()
    if not is_ours and (version or tables):
        raise StoreDamaged("This is another program's database, not a Halfday store. Name the right file with --store.")
    return version


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"pragma {name}").fetchone()[0])


def _apply(connection: sqlite3.Connection, number: int, step: Path) -> None:
    for statement in statements(step.read_text("utf-8")):
        connection.execute(statement)
    connection.execute(f"pragma user_version = {number}")
    connection.execute(f"pragma application_id = {APPLICATION_ID}")


def statements(script: str) -> Iterator[str]:
    """The script's statements one by one: `executescript` would commit the transaction they belong to."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""

"""A consistent copy of a live store, looked at before it counts."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from console.errors import StoreDamaged, StoreError
from console.store.audit_chain import Verdict, verify_chain
from console.store.connect import RESTORE, raise_named
from console.store.migrate import require_known
from console.store.read_only import opened_to_read

COUNTED = ("items", "actions", "deliveries", "cases", "audit")


@dataclass(frozen=True, slots=True)
class Backup:
    """What was copied: rows by table, the file's size, and what the audit chain says."""

    path: Path
    size_bytes: int
    rows: dict[str, int]
    audit: Verdict


def back_up(source: Path, target: Path) -> Backup:
    """Copy the live store to a new file, readable by its owner alone, and verify the copy. Consoles go on writing.

    The copy stands under its name only after it has passed. Raises StoreError when `target` exists or cannot be
    written, StoreDamaged when the copy does not pass.
    """
    if target.exists():
        raise StoreError(f"{target} exists already, and a backup never overwrites anything. Choose another name.")
    unfinished = target.with_name(target.name + ".part")
    try:
        backup = _copy_and_verify(source, unfinished, target)
        os.rename(unfinished, target)
    except sqlite3.Error as problem:
        raise_named(problem)
    except OSError as problem:
        raise StoreError(f"{target} cannot be written ({problem.strerror}). Choose another folder.") from problem
    finally:
        unfinished.unlink(missing_ok=True)
    return backup


def _copy_and_verify(source: Path, unfinished: Path, target: Path) -> Backup:
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    with opened_to_read(source) as live:
        require_known(live)
        live.execute("begin")  # what is counted and what is copied are one moment
        expected = _count(live)
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
            live.backup(copy)
            audit = _verify(copy, expected)
        live.execute("rollback")
    return Backup(target, unfinished.stat().st_size, expected, audit)


def _verify(copy: sqlite3.Connection, expected: dict[str, int]) -> Verdict:
    copy.execute("pragma journal_mode = delete")  # one file, with nothing beside it
    ((said,),) = copy.execute("pragma integrity_check (1)").fetchall()
    if said != "ok":
        raise StoreDamaged(f"The store is damaged, so no backup was made: {said}. {RESTORE}")
    if _count(copy) != expected:
        raise StoreDamaged("The copy does not hold what the store holds, so it was thrown away. Try again.")
    return verify_chain(copy)


def _count(connection: sqlite3.Connection) -> dict[str, int]:
    return {table: connection.execute(f"select count(*) from {table}").fetchone()[0] for table in COUNTED}

"""One transaction: begun at once, kept whole with its audit entry, or not at all."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Sequence

from console.desk.ports import Record
from console.errors import StoreBusy
from console.store import audit_chain
from console.store.act_writes import ActWriting
from console.store.commitment_writes import CommitmentWriting
from console.store.connect import Link, is_busy
from console.store.delivery_writes import DeliveryWriting
from console.store.item_writes import ItemWriting
from console.store.office_writes import OfficeWriting
from console.store.rows import maybe_plain
from console.store.statements import Statements

FIRST_PAUSE_S = 0.001
LONGEST_PAUSE_S = 0.020  # longer pauses left one of ten writers waiting behind the others
PATIENCE_S = 10.0  # of pauses; then a person is told
KEPT_CHANGES = 10_000  # a console that missed more reads everything again
TRIM_EVERY = 256  # announcements: a delete costs as much as an insert


class UnrecordedError(RuntimeError):
    """A programming error: a transaction changed something and recorded no audit entry. Nothing of it was kept."""


class StoreTransaction(ItemWriting, ActWriting, CommitmentWriting, DeliveryWriting, OfficeWriting):
    """What can be done within one transaction: the desk's port. Made by the store, never by hand."""

    def __init__(self, link: Link, sql: Statements) -> None:
        super().__init__(link, sql)
        self.is_recorded = False

    async def record(self, record: Record) -> None:
        """Append to the audit chain. No transaction that changes anything goes without it."""
        await self._link.run(audit_chain.append, self._sql, record)
        self.is_recorded = True

    async def announce(self, item_ids: Sequence[int], what: str, person: str | None = None) -> None:
        """Tell every console, this one included, that these items changed."""
        if item_ids:
            await self._link.run(_announce, self._sql, item_ids, what, maybe_plain(person))

    async def begin(self) -> None:
        """Take the write lock, asking again after short random pauses while another console has it.

        Raises StoreBusy when it stays taken. SQLite's own waiting lets one of many writers starve.
        """
        longest_s, waited_s = FIRST_PAUSE_S, 0.0
        while not await self._link.run(_try_to_begin):
            if waited_s >= PATIENCE_S:
                raise StoreBusy("Another console has been writing to the store for too long. Try again in a moment.")
            pause_s = random.uniform(FIRST_PAUSE_S / 2, longest_s)
            await asyncio.sleep(pause_s)
            waited_s += pause_s
            longest_s = min(longest_s * 2, LONGEST_PAUSE_S)

    async def commit(self) -> None:
        """Keep it. Raises UnrecordedError when something changed without an audit entry."""
        if self.has_changed and not self.is_recorded:
            raise UnrecordedError("A transaction changed the store without recording it in the audit chain.")
        # Once on its way the commit happens, whether or not somebody still waits for it.
        await asyncio.shield(self._link.run(_commit))

    async def roll_back(self) -> None:
        """Drop it, also when a cancelled call has only just opened it."""
        await asyncio.shield(self._link.run(_roll_back))


def _try_to_begin(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("begin immediate")
    except sqlite3.OperationalError as problem:
        if is_busy(problem):
            return False
        raise
    return True


def _commit(connection: sqlite3.Connection) -> None:
    connection.execute("commit")


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("rollback")


def _announce(
    connection: sqlite3.Connection, sql: Statements, item_ids: Sequence[int], what: str, person: str | None
) -> None:
    sql.record.add_changes(connection, [{"item_id": i, "what": what, "person": person} for i in item_ids])
    last: int = sql.record.last_change(connection)
    if last // TRIM_EVERY != (last - len(item_ids)) // TRIM_EVERY:
        sql.record.trim_changes(connection, keep=KEPT_CHANGES)

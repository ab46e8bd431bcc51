"""One transaction: begun at once, kept whole with its audit entry, or not at all."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import time
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
from console.store.statements import Statements
from console.store.values import maybe_plain

SHORTEST_PAUSE_S = 0.0001
LONGEST_PAUSE_S = 0.002  # a transaction holds the lock for 0.5 ms; pauses of up to 20 ms left writers waiting for 1 s
TRIES = 8  # in one go on the connection's thread, so that a cancelled call ends within 16 ms
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
        waited_s = 0.0
        while (paused_s := await self._link.run(_try_to_begin)) is not None:
            waited_s += paused_s
            if waited_s >= PATIENCE_S:
                raise StoreBusy("Another console has been writing to the store for too long. Try again in a moment.")

    async def commit(self) -> None:
        """Keep it. Raises UnrecordedError when something changed without an audit entry."""
        if self.has_changed and not self.is_recorded:
            raise UnrecordedError("A transaction changed the store without recording it in the audit chain.")
        # Once on its way the commit happens, whether or not somebody still waits for it.
        await asyncio.shield(self._link.run(_commit))

    async def roll_back(self) -> None:
        """Drop it, also when a cancelled call has only just opened it."""
        await asyncio.shield(self._link.run(_roll_back))


def _try_to_begin(connection: sqlite3.Connection) -> float | None:
    """Ask for the write lock a few times; None when it is ours, else the seconds paused in between.

    The pauses are on the connection's thread, because the loop cannot sleep for less than a millisecond.
    """
    paused_s = 0.0
    for _ in range(TRIES):
        try:
            connection.execute("begin immediate")
        except sqlite3.OperationalError as problem:
            if not is_busy(problem):
                raise
        else:
            return None
        pause_s = random.uniform(SHORTEST_PAUSE_S, LONGEST_PAUSE_S)
        time.sleep(pause_s)
        paused_s += pause_s
    return paused_s


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

"""One transaction: kept whole with its audit entry, or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from console.desk.records import Record
from console.store import audit_chain
from console.store.act_writes import ActWriting
from console.store.breach_writes import BreachWriting
from console.store.commitment_writes import CommitmentWriting
from console.store.connect import Link
from console.store.delivery_writes import DeliveryWriting
from console.store.incident_writes import IncidentWriting
from console.store.item_writes import ItemWriting
from console.store.learning_writes import LearningWriting
from console.store.office_writes import OfficeWriting
from console.store.staff_writes import StaffWriting
from console.store.statements import Statements
from console.store.transaction_link import TransactionLink
from console.store.values import maybe_plain

KEPT_CHANGES = 10_000  # a console that missed more reads everything again
TRIM_EVERY = 256  # announcements: a delete costs as much as an insert


class UnrecordedError(RuntimeError):
    """A programming error: a transaction changed something and recorded no audit entry. Nothing of it was kept."""


class StoreTransaction(
    ItemWriting,
    ActWriting,
    CommitmentWriting,
    DeliveryWriting,
    OfficeWriting,
    StaffWriting,
    IncidentWriting,
    LearningWriting,
    BreachWriting,
):
    """What can be done within one transaction: the desk's port. Made by the store, never by hand."""

    def __init__(self, link: Link, sql: Statements) -> None:
        super().__init__(TransactionLink(link, self.read_last_ids), sql)
        self.is_recorded = False

    async def record(self, record: Record) -> None:
        """Append to the audit chain. No transaction that changes anything goes without it."""
        await self._link.put_off(audit_chain.append, self._sql, audit_chain.said_of(record))
        self.is_recorded = True

    async def announce(self, item_ids: Sequence[int], what: str, person: str | None = None) -> None:
        """Tell every console, this one included, that these items changed."""
        if item_ids:
            news: list[dict[str, object]] = [
                {"item_id": item_id, "what": what, "person": maybe_plain(person)} for item_id in item_ids
            ]
            await self._link.put_off(_announce, self._sql, news)

    async def commit(self) -> None:
        """Keep it. Raises UnrecordedError when something changed without an audit entry."""
        await self._link.finish(self._commit)

    async def roll_back(self) -> None:
        """Drop it."""
        await self._link.roll_back()

    def _commit(self, connection: sqlite3.Connection) -> None:
        if self.has_changed and not self.is_recorded:
            raise UnrecordedError("A transaction changed the store without recording it in the audit chain.")
        connection.execute("commit")


def _announce(connection: sqlite3.Connection, sql: Statements, news: Sequence[dict[str, object]]) -> None:
    sql.record.add_changes(connection, news)
    last: int = sql.record.last_change(connection)
    if last // TRIM_EVERY != (last - len(news)) // TRIM_EVERY:
        sql.record.trim_changes(connection, keep=KEPT_CHANGES)

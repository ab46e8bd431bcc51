"""Changing an item's own row, who has it, and its clocks."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from console.clock import epoch_ms
from console.desk.records import Arrival, NewClock, NewItem
from console.model import ClockKind, ItemState, Rank
from console.store import forgetting, intake, rows
from console.store.reading import StoreReading
from console.store.statements import Statements
from console.store.transaction_link import TransactionLink
from console.store.values import NEVER_MS, json_ids, maybe_plain, plain, stale_before

NUMBERED = ("actions", "clocks", "deliveries", "escalations", "evidence", "notes", "promises", "questions")

OUTLIVES_THE_ANSWER = (ClockKind.PROMISE, ClockKind.CASE_STAGE, ClockKind.ESCALATION)


class StoreWriting(StoreReading):
    """Reading within a transaction, and the ways of changing something: counted for the audit chain, or not."""

    _link: TransactionLink

    def __init__(self, link: TransactionLink, sql: Statements) -> None:
        super().__init__(link, sql)
        self.has_changed = False
        self._last_ids: dict[str, int] = {}  # by table; empty while unknown

    async def _change(self, query: Callable[..., Any], *many: Any, **values: Any) -> None:
        """Put off a statement that has to be recorded; `many` are the rows of one that takes several."""
        self.has_changed = True
        await self._link.put_off(query, *many, **values)

    async def _add(self, table: str, query: Callable[..., Any], **values: Any) -> int:
        """Put off a statement that adds a row and has to be recorded; the row's id.

        While the write lock is ours nobody else adds any, so the id is known before the row is written.
        """
        if not self._last_ids:
            await self._link.run(self.read_last_ids)
        self._last_ids[table] += 1
        row_id = self._last_ids[table]
        await self._change(query, id=row_id, **values)
        return row_id

    def read_last_ids(self, connection: sqlite3.Connection) -> None:
        """Look up where each table's numbers stand, within a trip."""
        self._last_ids = dict(zip(NUMBERED, self._sql.record.last_ids(connection), strict=True))


class ItemWriting(StoreWriting):
    """The part of a transaction that is about items."""

    async def take_in(self, items: Sequence[NewItem]) -> list[Arrival]:
        """Write a batch, idempotent by (channel, external id); a changed text keeps the earlier one."""
        arrivals = await self._link.run(intake.take_in, self._sql, items)
        self._last_ids = {}  # clocks were added
        self.has_changed |= any(arrival.is_new or arrival.is_edited for arrival in arrivals)
        return arrivals

    async def mark_gone(self, channel: str, external_ids: Sequence[str], at: datetime) -> list[int]:
        """The public deleted these; the ids of the items that were not marked before."""
        gone = await self._all(
            self._sql.intake.mark_gone,
            rows.first_of,
            channel=plain(channel),
            external_ids=json_ids(map(plain, external_ids)),
            at=epoch_ms(at),
        )
        self.has_changed |= bool(gone)
        return sorted(gone)

    async def forget_text(self, item_id: int) -> None:
        """Delete what was written, with every copy of it; the item itself stays. For good: nothing gives it back."""
        self.has_changed = True
        await self._link.run(forgetting.forget_text, self._sql, item_id)

    async def raise_version(self, item_id: int) -> None:
        await self._change(self._sql.items.raise_version, id=item_id)

    async def set_state(self, item_id: int, state: ItemState) -> None:
        await self._change(self._sql.items.set_state, id=item_id, state=state.value)

    async def set_rank(self, item_id: int, rank: Rank, problem: str | None) -> None:
        await self._change(self._sql.items.set_rank, id=item_id, rank=rank.value, problem=maybe_plain(problem))

    # -- who has it ----------------------------------------------------------------------------------------------

    async def claim(
        self, item_id: int, person: str, at: datetime, console: str, holds_until: datetime | None = None
    ) -> str | None:
        """Take the item; None when taken (or had already), else who has it. Claims not seen since a while give way.

        With `holds_until` it holds until then, whether or not a console says that it is alive.
        """
        before, is_taken = await self._link.run(
            _take_claim,
            self._sql,
            {
                "item_id": item_id,
                "person": person,
                "console": console,
                "at": epoch_ms(at),
                "seen": epoch_ms(holds_until or at),
                "stale_before": stale_before(at),
            },
        )
        if not is_taken:
            return str(before[0])
        self.has_changed |= before != (person, console)
        if holds_until is None:
            await self._link.put_off(self._sql.items.meet, item_id=item_id, person=person, at=epoch_ms(at))
        return None

    async def release(self, item_id: int, person: str) -> None:
        """Let go of it; nothing happens when somebody else has it."""
        await self._link.put_off(self._release, item_id, person)

    async def touch_claims(self, console: str, at: datetime) -> None:
        """Say that this console is alive, so that its claims hold. Needs no audit entry."""
        await self._link.put_off(self._sql.items.touch_claims, console=console, at=epoch_ms(at))

    async def release_console(self, console: str) -> list[int]:
        """Let go of everything this console holds; the ids of those items."""
        held = await self._all(self._sql.items.claims_of_console, rows.first_of, console=console)
        if held:
            await self._change(self._sql.items.release_console, console=console)
        return held

    def _release(self, connection: sqlite3.Connection, item_id: int, person: str) -> None:
        self.has_changed |= bool(self._sql.items.release(connection, item_id=item_id, person=person))

    # -- clocks --------------------------------------------------------------------------------------------------

    async def start_clock(self, item_id: int, clock: NewClock) -> int:
        return await self._add("clocks", self._sql.clocks.start_clock, **intake.clock_row(item_id, clock))

    async def stop_clock(
        self, clock_id: int, at: datetime, elapsed_minutes: float, outcome: str, person: str | None = None
    ) -> None:
        stopped = {"id": clock_id, "at": epoch_ms(at), "elapsed_minutes": elapsed_minutes, "outcome": outcome}
        await self._change(self._sql.clocks.stop_clock, **stopped, person=maybe_plain(person))

    async def restart_clock(self, clock_id: int) -> None:
        """As if it had never stopped."""
        await self._change(self._sql.clocks.restart_clock, id=clock_id)

    async def move_clock(self, clock_id: int, due_at: datetime) -> None:
        await self._change(self._sql.clocks.move_clock, id=clock_id, due_at=epoch_ms(due_at))

    async def refresh_next(self, item_id: int, now: datetime) -> None:
        """Work out again which clock dies first, and whether the item still belongs in the inbox.

        Follows from what is there, so it needs no audit entry of its own.
        """
        await self._link.put_off(refresh_next, self._sql, item_id, epoch_ms(now))


def _take_claim(connection: sqlite3.Connection, sql: Statements, values: dict[str, Any]) -> tuple[rows.Row, bool]:
    """Who had the item and on which console (empty for nobody), and whether it was taken."""
    before = sql.items.claim_of(connection, item_id=values["item_id"])
    holder = sql.items.take_claim(connection, **values)
    return before or (), holder is not None


def refresh_next(connection: sqlite3.Connection, sql: Statements, item_id: int, now_ms: int) -> None:
    """An item belongs in the inbox while it is unanswered, a commitment runs, or a delivery is in trouble.

    A platform window counts only while there is something left to answer and it is still open.
    """
    standing = sql.items.standing(connection, id=item_id)
    if standing is None:
        return
    is_unanswered = ItemState(standing[0]).is_unanswered
    running = [(ClockKind(kind), due_at) for kind, due_at in sql.clocks.running_of_item(connection, item_id=item_id)]
    telling = [
        (kind, due_at)
        for kind, due_at in running
        if kind is not ClockKind.WINDOW or (is_unanswered and due_at >= now_ms)
    ]
    next_clock, next_due_at = telling[0] if telling else (None, NEVER_MS)
    is_open = is_unanswered or bool(standing[1]) or any(kind in OUTLIVES_THE_ANSWER for kind, _ in running)
    sql.items.set_next(
        connection,
        id=item_id,
        next_due_at=next_due_at,
        next_clock=next_clock.value if next_clock else None,
        is_open=is_open,
    )

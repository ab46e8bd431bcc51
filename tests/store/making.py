"""Arrivals, and short ways of writing them down, for the store's tests."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from console.desk.ports import Transaction
from console.desk.records import Arrival, NewClock, NewItem, Record
from console.model import ClockKind, Finding, Incoming, ItemKind, Level, Rank
from console.store.migrate import APPLICATION_ID, migrations, statements
from console.store.sqlite_store import SqliteStore

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def later(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def incoming(external_id: str = "c1", text: str = "My heating is off again", **changes: object) -> Incoming:
    made = Incoming(
        channel="facebook",
        external_id=external_id,
        kind=ItemKind.COMMENT,
        author_external_id="u1",
        author_name="Tenant One",
        text=text,
        received_at=NOW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def clock(due_in_minutes: float = 240, kind: ClockKind = ClockKind.ANSWER, **changes: object) -> NewClock:
    made = NewClock(kind, "answer", NOW, later(due_in_minutes), "W3.6", False)
    return replace(made, **changes)  # type: ignore[arg-type]


def finding(level: Level = Level.NOTE, rule: str = "heating") -> Finding:
    return Finding(rule, level, 3, 10, "W3.6", "It says heating.", 0.9, "no heating", None)


def new_item(
    external_id: str = "c1",
    text: str = "My heating is off again",
    *,
    clocks: Sequence[NewClock] | None = None,
    findings: Sequence[Finding] = (),
    rank: Rank = Rank.DUE,
    arrived_at: datetime = NOW,
    **changes: object,
) -> NewItem:
    return NewItem(
        incoming=incoming(external_id, text, **changes),
        arrived_at=arrived_at,
        rank=rank,
        findings=tuple(findings),
        marks=tuple(one.rule for one in findings),
        clocks=(clock(),) if clocks is None else tuple(clocks),
    )


def record(event: str = "test", **details: object) -> Record:
    return Record(NOW, "halfday", event, None, details)


async def bring_in(store: SqliteStore, *items: NewItem) -> list[Arrival]:
    async with store.transaction() as tx:
        arrivals = await tx.take_in(items)
        await tx.record(record("intake", items=len(items)))
        return arrivals


async def bring_one(store: SqliteStore, item: NewItem | None = None) -> int:
    (arrival,) = await bring_in(store, item or new_item())
    return arrival.item_id


async def recorded(tx: Transaction) -> None:
    await tx.record(record())


def make_older(connection: sqlite3.Connection, version: int) -> None:
    """Make an empty store as a Halfday of that schema left it."""
    steps = migrations()
    for number in range(1, version + 1):
        for statement in statements(steps[number].read_text("utf-8")):
            connection.execute(statement)
    connection.execute(f"pragma user_version = {version}")
    connection.execute(f"pragma application_id = {APPLICATION_ID}")

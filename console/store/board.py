"""Reading what a supervisor sees: what runs, what is loud, who has what. Rows in, records out."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from console.clock import epoch_ms
from console.desk.records import Due, Holding, Loud, RunningClock
from console.model import ClockKind
from console.store.rows import CLOCK_KINDS, RANKS, Row
from console.store.statements import Statements
from console.store.values import json_ids, moment, stale_before


def read_running(connection: sqlite3.Connection, sql: Statements) -> dict[ClockKind, list[Due]]:
    """By kind, when each running clock ends and whose it is, soonest first."""
    return {kind: sql.plain.rows(connection, "board", "running", kind=kind.value) for kind in ClockKind}


def read_loud(connection: sqlite3.Connection, sql: Statements) -> list[Loud]:
    return [_loud_of(row) for row in sql.plain.rows(connection, "board", "loud")]


def read_standings(
    connection: sqlite3.Connection, sql: Statements, item_ids: Collection[int]
) -> tuple[list[RunningClock], list[Loud]]:
    """Of these items, every running clock and what is loud."""
    ids = json_ids(item_ids)
    running = [(item_id, _kind(kind), due) for item_id, kind, due in sql.board.running_of(connection, item_ids=ids)]
    return running, [_loud_of(row) for row in sql.board.loud_of(connection, item_ids=ids)]


def _loud_of(row: Row) -> Loud:
    item_id, rank, rule = row
    return Loud(item_id, RANKS[rank], rule)


def _kind(value: str) -> ClockKind:
    kind = CLOCK_KINDS[value]
    assert kind is not None
    return kind


def read_holdings(connection: sqlite3.Connection, sql: Statements, since: datetime, now: datetime) -> list[Holding]:
    """What each person holds now, has ended since then, has met, and when they looked; who has none is left out."""
    since_ms = epoch_ms(since)
    held = {person: facts for person, *facts in sql.board.holding(connection, stale_before=stale_before(now))}
    done = dict(sql.board.done_since(connection, since=since_ms))
    met = dict(sql.board.exposed_since(connection, since=since_ms))
    looked = dict(sql.board.looked_since(connection, since=since_ms, now=epoch_ms(now)))
    return [
        _holding(person, held.get(person, (0, None, 0)), done.get(person, 0), met.get(person, 0), looked.get(person))
        for person in sorted({*held, *done, *met, *looked})
    ]


def _holding(person: str, held: Sequence[Any], done: int, met: int, looked_ms: int | None) -> Holding:
    holds, oldest_ms, given = held
    return Holding(
        person, holds=holds, holds_since=moment(oldest_ms), given=given, done=done, met=met, looked_at=moment(looked_ms)
    )

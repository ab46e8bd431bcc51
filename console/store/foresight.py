"""What a forecast is made from, as the store has it: counts by hour, and when the queue is due."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime

from console.clock import MINUTE_MS, epoch_ms
from console.model import ActionKind
from console.rules.pace import AnswersInHour
from console.rules.serving import DueCount, Queue
from console.store.statements import Statements
from console.store.values import json_ids


def read_arrived(
    connection: sqlite3.Connection, sql: Statements, since: datetime, until: datetime
) -> list[tuple[int, int]]:
    """How many items were received in each hour of the epoch, in order; hours without any are left out."""
    hours = sql.foresight.arrived_by_hour(connection, since=epoch_ms(since), until=epoch_ms(until))
    return [(hour, arrived) for hour, arrived in hours if arrived]


def read_answered(
    connection: sqlite3.Connection, sql: Statements, since: datetime, until: datetime, kinds: Collection[ActionKind]
) -> list[AnswersInHour]:
    """How many acts of these kinds, not taken back, each person did in each hour in which they did any."""
    span = {"since": epoch_ms(since), "until": epoch_ms(until)}
    return [AnswersInHour(*row) for row in sql.foresight.answered_by_hour(connection, kinds=json_ids(kinds), **span)]


def read_queue(connection: sqlite3.Connection, sql: Statements, now: datetime, until: datetime) -> Queue:
    """What is late, and what else is to be answered until then, by its minute rounded up."""
    late = sql.foresight.late(connection, now=epoch_ms(now))
    minutes = sql.foresight.due_by_minute(connection, now=epoch_ms(now), until=epoch_ms(until))
    return Queue(late, tuple(DueCount(minute * MINUTE_MS, items) for minute, items in minutes if items))


def read_active(
    connection: sqlite3.Connection, sql: Statements, since: datetime, beside: Collection[ActionKind]
) -> list[str]:
    """Ids of people who acted since then, other than by the kinds `beside` the work, or held an item; in order."""
    return [
        person for person, _ in sql.foresight.active_since(connection, since=epoch_ms(since), beside=json_ids(beside))
    ]

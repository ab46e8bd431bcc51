"""Counting what a period holds: one moment of the store for all periods that are asked for together."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from console.clock import epoch_ms, from_epoch_ms
from console.desk.periods import Dimension, Period
from console.desk.tallies import Cohort, Ended, Ending, Key, Placed, Standing, Standings, Takedown, Tallies
from console.store.rows import Row, collect
from console.store.statements import Statements

Values = dict[str, int]

STANDS: dict[str | None, Standing | Ending | None] = {None: None, **{one.value: one for one in (*Standing, *Ending)}}


def read_tallies(
    connection: sqlite3.Connection, sql: Statements, periods: Sequence[Period], by: Dimension | None, now: datetime
) -> list[Tallies]:
    """What each period holds, in the order asked for; a quarter of 270,000 items in 0.3 to 0.6 s."""
    in_transaction = connection.in_transaction
    if not in_transaction:
        connection.execute("begin")  # so that what arrives meanwhile counts in none of them
    try:
        return [_tallies(connection, sql, period, by, now) for period in periods]
    finally:
        if not in_transaction:
            connection.execute("rollback")


def _tallies(
    connection: sqlite3.Connection, sql: Statements, period: Period, by: Dimension | None, now: datetime
) -> Tallies:
    within = _within(period)
    return Tallies(
        received=_received(connection, sql, by, within),
        due=_due(connection, sql, by, {"now": epoch_ms(now), **within}),
        ended=_ended(connection, sql, by, within),
        takedowns=read_takedowns(connection, sql, period),
    )


def _received(connection: sqlite3.Connection, sql: Statements, by: Dimension | None, within: Values) -> dict[Key, int]:
    if by is None:
        return {None: sql.figures.received_whole(connection, **within)}
    if by is Dimension.ADVISOR:
        return dict(sql.figures.received_by_advisor(connection, **within))
    return dict(sql.figures.received_by_item(connection, by=by.value, **within))


def _due(connection: sqlite3.Connection, sql: Statements, by: Dimension | None, asked: Values) -> dict[Key, Standings]:
    if by is None:
        counted = sql.figures.due_whole(connection, **asked)
    elif by is Dimension.ADVISOR:
        counted = sql.figures.due_by_advisor(connection, **asked)
    else:
        counted = sql.figures.due_by_item(connection, by=by.value, **asked)
    return {key: dict(zip(Standing, amounts, strict=True)) for key, *amounts in counted}


def _ended(connection: sqlite3.Connection, sql: Statements, by: Dimension | None, within: Values) -> dict[Key, Ended]:
    of_items = by is not None and by is not Dimension.ADVISOR
    query = sql.figures.ended_by_item if of_items else sql.figures.ended
    gathered: dict[Key, list[float | None]] = defaultdict(list)
    for key, minutes in query(connection, by=None if by is None else by.value, **within):
        gathered[key].append(minutes)
    return {key: _ended_of(minutes) for key, minutes in gathered.items()}


def _ended_of(minutes: list[float | None]) -> Ended:
    answered = sorted(one for one in minutes if one is not None)
    return Ended(len(minutes) - len(answered), answered)


def read_placed(
    connection: sqlite3.Connection, sql: Statements, cohort: Cohort, period: Period, by: Dimension | None, now: datetime
) -> list[Placed]:
    """The items behind a cohort's counts, with the keys of its rows, oldest first."""
    statements: dict[Cohort, Callable[..., Any]] = {
        Cohort.RECEIVED: sql.figures.items_received,
        Cohort.DUE: sql.figures.items_due,
        Cohort.ENDED: sql.figures.items_ended,
    }
    values: dict[str, Any] = {"by": None if by is None else by.value, **_within(period)}
    if cohort is Cohort.DUE:
        values["now"] = epoch_ms(now)
    return collect(connection, statements[cohort], _placed_of, **values)


def read_takedowns(connection: sqlite3.Connection, sql: Statements, period: Period) -> list[Takedown]:
    """The first removal of each item that was taken down in the period, oldest first."""
    return collect(connection, sql.figures.takedowns, _takedown_of, **_within(period))


def _within(period: Period) -> Values:
    return {"start_at": epoch_ms(period.start), "end_at": epoch_ms(period.end)}


def _placed_of(row: Row) -> Placed:
    return row[0], row[1], STANDS[row[2]]


def _takedown_of(row: Row) -> Takedown:
    item_id, channel, kind, marks, person, arrived_at, removed_at, reason = row
    return Takedown(item_id, channel, kind, marks, person, from_epoch_ms(arrived_at), from_epoch_ms(removed_at), reason)

"""The inbox: its order under each view, a page of rows, and search."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from msgspec.structs import replace

from console.desk.records import View
from console.model import Item, ItemState, Turn
from console.store import rows
from console.store.statements import Statements
from console.store.values import NEVER_MS, json_ids, stale_before

ALL_OF_THEM = 2**62  # as a limit
MOST_DONE = 500  # finished lately: nobody scrolls further back, and a search finds the rest


def read_order(
    connection: sqlite3.Connection, sql: Statements, view: View, whose: tuple[str, str], now: datetime, most: int | None
) -> array[int]:
    """Ids of a view's items, eight bytes each, from an index alone."""
    values: dict[str, Any] = {"most": ALL_OF_THEM if most is None else most}
    if view is View.DONE:
        values["most"] = min(values["most"], MOST_DONE)
    if view is View.MINE:
        values["person"], values["title"] = whose
    if view is View.UNCLAIMED:
        values["stale_before"] = stale_before(now)
    return array("q", chain.from_iterable(sql.plain.cursor(connection, "inbox", f"order_{view.value}", **values)))


def read_lines(connection: sqlite3.Connection, sql: Statements, item_ids: Sequence[int]) -> list[Item]:
    """The items in the order asked for, texts cut, missing ones left out; private messages with their turn."""
    lines = sql.plain.rows(connection, "inbox", "lines", ids=json_ids(item_ids))
    found = {item.id: item for item in with_turns(connection, sql, map(rows.line_of, lines))}
    return [found[item_id] for item_id in item_ids if item_id in found]


def with_turns(connection: sqlite3.Connection, sql: Statements, items: Iterable[Item]) -> list[Item]:
    """The same items in their order, the open private ones with their turn in the conversation."""
    items = list(items)
    private = [item.id for item in items if item.kind.is_private and item.state is ItemState.OPEN]
    if not private:
        return items
    found = sql.plain.rows(connection, "inbox", "turns", ids=json_ids(private))
    turns = {item_id: Turn(place, among) for item_id, place, among in found}
    return [replace(item, turn=turns[item.id]) if item.id in turns else item for item in items]


def find(
    connection: sqlite3.Connection, sql: Statements, question: str, amount: int, before_id: int | None
) -> list[int]:
    """Ids of the items that hold every word of the question as a prefix, newest first; none where it has no word."""
    from console.store.search_words import MOST_SPELLINGS, match_expression  # with the first search

    def spell(prefix: str) -> list[str]:
        stop = prefix + "\U0010ffff"
        found = sql.search.spell_out(connection, start=prefix, stop=stop, amount=MOST_SPELLINGS + 1)
        return [row[0] for row in found]

    expression = match_expression(question, spell)
    if not expression:
        return []
    last = NEVER_MS if before_id is None else before_id
    return [row[0] for row in sql.search.find(connection, expression=expression, before_id=last, amount=amount)]

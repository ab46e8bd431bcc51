"""Keeping the full-text index: an item's words in, and out again before they change."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from console.store.search_words import search_row, words_in
from console.store.statements import Statements
from console.store.values import words
from console.text import from_stored


def drop_from_search(connection: sqlite3.Connection, sql: Statements, item_id: int) -> None:
    """Take an item's words out of the index; its row and its cases must still be as they were put in."""
    sql.search.drop_words(connection, **indexed(connection, sql, item_id))


def add_to_search(connection: sqlite3.Connection, sql: Statements, item_id: int) -> None:
    """Put an item's words and the references of its cases into the index."""
    index_words(connection, sql, [indexed(connection, sql, item_id)])


def index_words(connection: sqlite3.Connection, sql: Statements, rows: Sequence[dict[str, object]]) -> None:
    """Put rows into the index, and their words among those that a prefix is spelled out into."""
    sql.search.add_words(connection, rows)
    sql.search.keep_words(connection, [{"word": word} for word in sorted(words_in(rows))])


def indexed(connection: sqlite3.Connection, sql: Statements, item_id: int) -> dict[str, object]:
    """The item's row of the index, as it was or will be put in."""
    text, author_name, post = sql.search.words_of(connection, id=item_id)
    references = " ".join(row[0] for row in sql.search.references_of(connection, id=item_id))
    return search_row(item_id, from_stored(text), from_stored(author_name), words(post), references)

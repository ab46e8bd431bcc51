"""The few statements that the first screen asks, run from their text in the same files.

aiosql, which runs all others, takes 17 ms to import: a tenth of the time in which an empty Textual app stands.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from console.store.migrate import SQL_FOLDER

NAME_MARK = "-- name: "
KIND_MARKS = "^$!<#*"  # aiosql's, after a name without parameters: what comes back is the caller's to say here


class PlainStatements:
    """Statements by topic and name. A topic's file is read when one of its statements is first asked."""

    def __init__(self) -> None:
        self._topics: dict[str, Mapping[str, str]] = {}

    def cursor(self, connection: sqlite3.Connection, topic: str, name: str, /, **values: Any) -> sqlite3.Cursor:
        """The rows one by one, on the connection's thread. Raises KeyError when no statement has that name."""
        return connection.execute(self._text(topic, name), values)

    def rows(self, connection: sqlite3.Connection, topic: str, name: str, /, **values: Any) -> list[tuple[Any, ...]]:
        """Every row that the statement gives. Raises KeyError as `cursor` does."""
        return self.cursor(connection, topic, name, **values).fetchall()

    def value(self, connection: sqlite3.Connection, topic: str, name: str, /, **values: Any) -> Any:
        """The first value of the first row; None when there is no row."""
        rows = self.rows(connection, topic, name, **values)
        return rows[0][0] if rows else None

    def _text(self, topic: str, name: str) -> str:
        if topic not in self._topics:
            self._topics[topic] = named_texts((SQL_FOLDER / f"{topic}.sql").read_text("utf-8"))
        return self._topics[topic][name]


def named_texts(script: str) -> dict[str, str]:
    """The statements of a file by their names, comments included."""
    blocks = (block.partition("\n") for block in script.split(NAME_MARK)[1:])
    return {head.partition("(")[0].strip().rstrip(KIND_MARKS): text for head, _, text in blocks}

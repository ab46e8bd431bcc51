"""The named SQL, a topic at a time: a file is parsed when its first statement is wanted.

Parsing all of them costs 12 ms, those that the first screen needs 5 ms. What aiosql makes of a file is a set of
functions that take the connection and named values; mypy cannot see into the files, a test runs every statement.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from console.store.migrate import SQL_FOLDER
from console.store.plain_statements import PlainStatements

TOPICS = (
    "items", "inbox", "intake", "search", "clocks", "deliveries", "actions", "commitments", "people", "record",
    "forgetting", "incidents", "learning", "board", "foresight", "figures", "breaches",
)  # fmt: skip


class Statements:
    """Every named statement, by topic; `plain` for those that the first screen asks."""

    def __init__(self) -> None:
        self.plain = PlainStatements()

    def load(self) -> None:
        """Parse what has not been wanted yet, before somebody waits for it."""
        for topic in TOPICS:
            getattr(self, topic)

    @cached_property
    def items(self) -> Any:
        return _load("items")

    @cached_property
    def inbox(self) -> Any:
        return _load("inbox")

    @cached_property
    def intake(self) -> Any:
        return _load("intake")

    @cached_property
    def search(self) -> Any:
        return _load("search")

    @cached_property
    def clocks(self) -> Any:
        return _load("clocks")

    @cached_property
    def deliveries(self) -> Any:
        return _load("deliveries")

    @cached_property
    def actions(self) -> Any:
        return _load("actions")

    @cached_property
    def commitments(self) -> Any:
        return _load("commitments")

    @cached_property
    def people(self) -> Any:
        return _load("people")

    @cached_property
    def record(self) -> Any:
        return _load("record")

    @cached_property
    def forgetting(self) -> Any:
        return _load("forgetting")

    @cached_property
    def incidents(self) -> Any:
        return _load("incidents")

    @cached_property
    def learning(self) -> Any:
        return _load("learning")

    @cached_property
    def board(self) -> Any:
        return _load("board")

    @cached_property
    def foresight(self) -> Any:
        return _load("foresight")

    @cached_property
    def figures(self) -> Any:
        return _load("figures")

    @cached_property
    def breaches(self) -> Any:
        return _load("breaches")


def _load(topic: str) -> Any:
    """The statements run on the connection's own thread, so the plain sqlite3 adapter is the right one."""
    import aiosql  # see plain_statements: the first screen does without

    return aiosql.from_path(SQL_FOLDER / f"{topic}.sql", "sqlite3", encoding="utf-8")

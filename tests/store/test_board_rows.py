"""What a supervisor's screen reads stands in indexes: at a million items a scan would be felt with every change."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from console.store.migrate import SQL_FOLDER
from console.store.plain_statements import named_texts
from console.store.sqlite_store import SqliteStore

STATEMENTS = named_texts((SQL_FOLDER / "board.sql").read_text("utf-8"))
VALUES = {"kind": "answer", "item_ids": "[]", "since": 0, "person": "kim", "at": 0, "stale_before": 0, "now": 0}
WHOLE = {"note_look", "holding", "looked_since"}  # a dozen channels; what people hold just now; a row a person

NO_TABLE = ("SCAN json_each", "SCAN met_abuse")  # values; what was just read out of indexes


@pytest.mark.parametrize("name", sorted(STATEMENTS.keys() - WHOLE))
async def test_nothing_walks_a_whole_table(store: SqliteStore, store_path: Path, name: str) -> None:
    with closing(sqlite3.connect(store_path)) as connection:
        plan = [row[3] for row in connection.execute(f"explain query plan {STATEMENTS[name]}", VALUES)]
    assert [step for step in plan if step.startswith("SCAN") and not step.startswith(NO_TABLE)] == []

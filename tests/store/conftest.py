"""A store in a temporary file, and arrivals to fill it with."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from console.store.sqlite_store import SqliteStore, open_store


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "halfday.sqlite"


@pytest.fixture
async def store(store_path: Path) -> AsyncIterator[SqliteStore]:
    opened = await open_store(store_path, console="desk-1")
    yield opened
    await opened.close()


@pytest.fixture
async def other(store: SqliteStore, store_path: Path) -> AsyncIterator[SqliteStore]:
    """A second console on the same file."""
    opened = await open_store(store_path, console="desk-2")
    yield opened
    await opened.close()

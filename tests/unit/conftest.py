"""What the tests of the command line start from: an empty store, and a clock that stands."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.clock import VirtualClock
from console.store.sqlite_store import open_store

AT = datetime(2026, 11, 20, 10, 4, tzinfo=UTC)  # a Friday morning, within hours


@pytest.fixture
def empty_store(tmp_path: Path) -> Path:
    """A store in which nobody has signed in and nothing has arrived."""
    path = tmp_path / "halfday.sqlite"

    async def make() -> None:
        await (await open_store(path, console="test")).close()

    asyncio.run(make())
    return path


@pytest.fixture
def clock_stands(monkeypatch: pytest.MonkeyPatch) -> VirtualClock:
    """The clock of every command of the test, whatever the machine's says; it stands at AT until the test moves it."""
    clock = VirtualClock(AT)
    monkeypatch.setattr("console.bootstrap.system_clock", lambda: clock)
    return clock

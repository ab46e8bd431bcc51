"""Stands on a temporary folder, closed after the test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from stand import OpenStand, Stand, open_stand


@pytest.fixture
async def open_another(tmp_path: Path) -> AsyncIterator[OpenStand]:
    """Open a stand on the test's folder, as often as wanted."""
    opened: list[Stand] = []

    async def open_one(**how: Any) -> Stand:
        stand = await open_stand(tmp_path, **how)
        opened.append(stand)
        return stand

    yield open_one
    for stand in opened:
        await stand.office.store.close()
    for world in {id(stand.world): stand.world for stand in opened}.values():
        world.close()


@pytest.fixture
async def stand(open_another: OpenStand) -> Stand:
    """A Westward console with a team leader at it."""
    return await open_another()


@pytest.fixture
async def langstane(open_another: OpenStand) -> Stand:
    return await open_another(policy="langstane")


@pytest.fixture
async def second(open_another: OpenStand, stand: Stand) -> Stand:
    """Another console on the same store, the same platform and the same clock, with a colleague at it."""
    other = await open_another(console="console-2", world=stand.world, clock=stand.clock)
    other.desk = await other.sign_in("Robin Colleague", "customer-hub-advisor")
    return other

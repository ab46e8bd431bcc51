"""Running the console on a desk, with the work that goes on beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.desk.desk import Desk


def run_console(desk: AbstractAsyncContextManager[Desk], keys: Mapping[str, str], *, practice: str = "") -> None:
    """Open the desk, run the app until the person leaves, close everything. `practice` names a practice session."""
    asyncio.run(_run(desk, keys, practice))


async def _run(opened: AbstractAsyncContextManager[Desk], keys: Mapping[str, str], practice: str) -> None:
    async with opened as desk:
        from console.app import HalfdayApp
        from console.desk.background import work

        app = HalfdayApp(desk, keys=keys, background=lambda: work(desk.office, desk.person), practice=practice)
        await app.run_async()

"""Running the console on a desk, with the work that goes on beside it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

from console.errors import HalfdayError

if TYPE_CHECKING:
    from console.desk.desk import Desk


def run_console(desk: AbstractAsyncContextManager[Desk], keys: Mapping[str, str], *, practice: str = "") -> None:
    """Open the desk, run the app until the person leaves, close everything. `practice` names a practice session.

    Raises HalfdayError when there is no terminal to show it in.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise HalfdayError("The console needs a terminal. `halfday --help` lists what works without one.")
    asyncio.run(_run(desk, keys, practice))


async def _run(opened: AbstractAsyncContextManager[Desk], keys: Mapping[str, str], practice: str) -> None:
    async with opened as desk:
        from console.app import HalfdayApp
        from console.desk.background import work

        app = HalfdayApp(desk, keys=keys, background=lambda: work(desk.office, desk.person), practice=practice)
        await app.run_async()

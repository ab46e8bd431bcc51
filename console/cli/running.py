"""Running the console on a desk, with the work that goes on beside it."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, suppress
from typing import TYPE_CHECKING

from console.errors import HalfdayError

if TYPE_CHECKING:
    from console.app import HalfdayApp
    from console.desk.desk import Desk


def run_console(desk: AbstractAsyncContextManager[Desk], keys: Mapping[str, str], *, practice: str = "") -> None:
    """Open the desk, run the app until the person leaves, close everything. `practice` names a practice session.

    Raises HalfdayError when there is no terminal to show it in.
    """
    require_terminal()
    asyncio.run(_run(desk, keys, practice))


def require_terminal() -> None:
    """Raises HalfdayError when there is no terminal; a stream that was closed from outside is None."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise HalfdayError("The console needs a terminal. `halfday --help` lists what works without one.")


def postpone_collection() -> None:
    """No garbage collection until the first screen stands: walking all that imports make takes 40 ms of a start."""
    gc.disable()


def _collect_from_now() -> None:
    """What the start made stays; set aside, no later collection walks it while somebody waits for a key."""
    gc.freeze()
    gc.enable()


async def _run(opened: AbstractAsyncContextManager[Desk], keys: Mapping[str, str], practice: str) -> None:
    async with opened as desk:
        from console.app import HalfdayApp

        async def background() -> None:
            from console.desk.background import work  # 2 ms that the first screen does not wait for

            _collect_from_now()
            await work(desk.office, desk.person)

        app = HalfdayApp(desk, keys=keys, background=background, practice=practice)
        _leave_on_signals(app)
        await app.run_async()


def _leave_on_signals(app: HalfdayApp) -> None:
    """A dropped connection or a `kill` leaves as a key would: claims are let go, the terminal is put back."""
    loop = asyncio.get_running_loop()
    for name in ("SIGHUP", "SIGTERM"):
        with suppress(AttributeError, NotImplementedError):  # Windows has no SIGHUP, and its loop takes no handlers
            loop.add_signal_handler(getattr(signal, name), app.exit)

"""Opening the console: what on, as whom, the app on its desk, and the work that goes on beside it.

Imports neither click nor Textual before they are needed: this is the way of every start.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from console.errors import HalfdayError, StoreError
from console.tidying import begin, postpone

if TYPE_CHECKING:
    from console.app import HalfdayApp
    from console.bootstrap import Opening
    from console.desk.desk import Desk


SWITCH_S = 0.0005
NOBODY = "Somebody"  # whom an opening names where nobody said who they are


class NoPolicyChosen(HalfdayError):
    """Nobody has said under which policy to work, now or at a first start."""


def open_console(policy: str | None, who: str | None, store: Path | None, *, oversees: bool = False) -> None:
    """Open the console on a store, or ask the questions of a first start. Returns when the person has left.

    `who` is NAME or NAME:ROLE. With `oversees` the supervisor's screen stands first, and nothing is fetched, sent or
    written down before somebody acts or goes on to the inbox. Raises HalfdayError, which says what to do.
    """
    postpone()
    from console.bootstrap import opened_desk, system_clock
    from console.settings import load_choice, save_choice

    require_terminal()
    choice = load_choice()
    if not (policy or choice.policy) or not (who or choice.name):
        from msgspec.structs import replace

        from console.screens.welcome import ask

        answered = ask(replace(choice, policy=policy or choice.policy))
        if answered is None:
            return
        save_choice(answered)
    opening = opening_for(policy, store, who)
    opening.store.parent.mkdir(parents=True, exist_ok=True)
    desk = opened_desk(opening, system_clock(), is_for_reading=oversees)
    run_console(desk, choice.keys, oversees=oversees)


def opening_for(policy: str | None, store: Path | None, who: str | None = None) -> Opening:
    """What to open: what is said first, then what was chosen at the first start. Raises NoPolicyChosen."""
    from console.bootstrap import Opening, data_folder
    from console.settings import load_choice

    choice = load_choice()
    name, _, role = (who or "").partition(":")
    chosen = policy or choice.policy
    if chosen is None:
        raise NoPolicyChosen("Say which policy: --policy langstane, --policy westward, or your own pack's folder.")
    path = store or data_folder() / "halfday.sqlite"
    return Opening(
        policy=chosen,
        name=name.strip() or choice.name or NOBODY,
        role=role.strip() or (choice.role if not name else None),
        store=path,
        folder=path.parent,
    )


def run_console(
    desk: AbstractAsyncContextManager[Desk], keys: Mapping[str, str], *, practice: str = "", oversees: bool = False
) -> None:
    """Open the desk, run the app until the person leaves, close everything. `practice` names a practice session.

    Raises HalfdayError when there is no terminal to show it in, and SystemExit with the app's code when it broke.
    """
    require_terminal()
    give_way_to_keys()
    if code := asyncio.run(_run(desk, keys, practice, oversees)):
        sys.exit(code)


def require_terminal() -> None:
    """Raises HalfdayError when there is no terminal; a stream that was closed from outside is None."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise HalfdayError("The console needs a terminal. `halfday --help` lists what works without one.")


def give_way_to_keys() -> None:
    """What is worked out on another thread gives way after half a millisecond, and not only after Python's five.

    A key goes through three threads until the screen shows it: while the first suggestions were made ready, a `j` took
    24 to 33 ms at the median, and takes 4 to 5.
    """
    sys.setswitchinterval(SWITCH_S)


async def _run(
    opened: AbstractAsyncContextManager[Desk], keys: Mapping[str, str], practice: str, oversees: bool
) -> int:
    """The code to end with: 0, or Textual's where the app broke."""
    async with opened as desk:
        from console.app import HalfdayApp

        async def background() -> None:
            from console.desk.background import work  # 2 ms that the first screen does not wait for
            from console.logs import log_unexpected

            with suppress(StoreError):  # it is tried again on the way out, and told then; deliveries need not wait
                await desk.record_arrival()
            await work(desk.office, desk.person, log_unexpected, ready=begin)

        first = await desk.first_look(2 * get_terminal_size().lines)  # what is in sight, and the page after it
        app = HalfdayApp(desk, first, keys=keys, background=background, practice=practice, oversees=oversees)
        _leave_on_signals(app)
        await app.run_async()
    return app.return_code or 0


def _leave_on_signals(app: HalfdayApp) -> None:
    """A dropped connection or a `kill` leaves as a key would: claims are let go, the terminal is put back."""
    loop = asyncio.get_running_loop()
    for name in ("SIGHUP", "SIGTERM"):
        with suppress(AttributeError, NotImplementedError):  # Windows has no SIGHUP, and its loop takes no handlers
            loop.add_signal_handler(getattr(signal, name), app.exit)

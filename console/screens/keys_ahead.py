"""Keys typed ahead: what arrives while something that takes it is still opening waits, and goes there in order.

Over a slow line many keys arrive in one read. Without this, what follows the key that opens a line or a dialog would
act on the list: "/u" would search for nothing and take back an answer.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from textual import events
from textual.screen import Screen

LOOKS_EVERY_S = 0.005
LONGEST_S = 3.0  # whatever has not opened by then does not open

Typed = events.Key | events.Paste


class KeysAhead:
    """Holds what is typed until somebody can take it. `give` hands one event on, as if nobody had held it."""

    def __init__(self, give: Callable[[Typed], Awaitable[None]]) -> None:
        self._give = give
        self._is_ready: Callable[[], bool] = _at_once
        self._kept: deque[Typed] = deque()
        self.is_holding = False

    def hold(self, is_ready: Callable[[], bool]) -> bool:
        """From now on, until `is_ready` says yes; whether `hand_over` has to be started for it."""
        self._is_ready = is_ready
        was_holding, self.is_holding = self.is_holding, True
        return not was_holding

    def keep(self, event: Typed) -> None:
        self._kept.append(event)

    async def hand_over(self) -> None:
        """Wait until what opens is there, then hand on what was typed; each of these keys may open something again."""
        try:
            await self._wait()
            while self._kept:
                await self._give(self._kept.popleft())
                await self._wait()
        finally:
            self.is_holding = False

    async def _wait(self) -> None:
        """After a key that opens nothing there is nothing to wait for."""
        loop = asyncio.get_running_loop()
        until_s = loop.time() + LONGEST_S
        while not self._is_ready() and loop.time() < until_s:
            await asyncio.sleep(LOOKS_EVERY_S)
        self._is_ready = _at_once


def takes_keys(screen: Screen[Any]) -> bool:
    """Whether a screen stands and has its focus where it belongs."""
    return screen.is_mounted and (screen.focused is not None or not screen.focus_chain)


def _at_once() -> bool:
    return True

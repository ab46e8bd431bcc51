"""How often something costly is read again: what took long rests long, and never takes more than its share."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

SHARE = 0.02  # of a processor, at most


class Paced:
    """One reading, made again after something changed, and rested fifty times as long as it took."""

    def __init__(self, read: Callable[[], Awaitable[None]], least_s: float) -> None:
        """At least `least_s` lie between two readings that nobody asked for."""
        self._read = read
        self._least_s = least_s
        self._rests_until_s = 0.0
        self._turn = asyncio.Lock()
        self.is_stale = False

    async def read_if_due(self) -> None:
        """Read, where something has changed and the rest is over."""
        if self.is_stale and asyncio.get_running_loop().time() >= self._rests_until_s:
            await self.read()

    async def read(self) -> None:
        """Read now: a person asked for it. What fails rests as long as what succeeds."""
        async with self._turn:  # of two readings the one that was asked for last shows last
            clock = asyncio.get_running_loop()
            began_s = clock.time()
            self.is_stale = False  # what happens meanwhile makes it stale again
            try:
                await self._read()
            except BaseException:
                self.is_stale = True
                raise
            finally:
                ended_s = clock.time()
                self._rests_until_s = ended_s + max(self._least_s, (ended_s - began_s) / SHARE)

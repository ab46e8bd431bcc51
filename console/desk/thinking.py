"""What takes the rules longer than a key may wait, worked out on one thread: one thing after the other, in order.

On several threads two askers would make the same library at once, each slower than one alone. And leaving does not
wait: nothing here writes, so the thread ends with the process, whatever it is in the middle of.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


async def think(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `work` on the thread; what it gives, or what it raises. It is left out when nobody waits for it any more."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def tell(settle: Callable[[T], None] | Callable[[BaseException], None], outcome: object) -> None:
        if not answer.done():  # cancelled meanwhile
            settle(outcome)  # type: ignore[arg-type]

    def turn() -> None:
        if answer.cancelled():
            return
        settle: Callable[[T], None] | Callable[[BaseException], None]
        outcome: object
        try:
            settle, outcome = answer.set_result, work(*args, **kwargs)
        except BaseException as failure:  # noqa: BLE001 - it belongs to whoever waits
            settle, outcome = answer.set_exception, failure
        with suppress(RuntimeError):  # the loop has ended, and with it whoever waited
            loop.call_soon_threadsafe(tell, settle, outcome)

    _thinker().put(turn)
    return await answer


class _Thinker:
    """The thread with what waits for it."""

    def __init__(self) -> None:
        self._turns: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="thinking", daemon=True)
        self._thread.start()

    def put(self, turn: Callable[[], None]) -> None:
        self._turns.put(turn)

    @property
    def is_there(self) -> bool:
        """Not in a process that was forked: threads stay behind."""
        return self._thread.is_alive()

    def _run(self) -> None:
        while True:
            self._turns.get()()


_known: list[_Thinker] = []


def _thinker() -> _Thinker:
    """The process's own, made with the first thought."""
    if not _known or not _known[-1].is_there:
        _known[:] = [_Thinker()]
    return _known[-1]

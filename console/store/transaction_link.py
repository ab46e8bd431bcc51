"""One transaction's use of the writing connection: what nobody waits for travels with the next thing somebody does.

Every trip to the connection's thread costs two thread switches while the write lock is held and other consoles wait. So
the first trip takes the lock, writes without an answer are put off until something is asked, and the last of them go
with the commit. Their order is kept. A failure is raised where the trip was made, and nothing of the transaction stays.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from msgspec import Struct

from console.errors import StoreBusy
from console.store.connect import Link, is_busy

P = ParamSpec("P")
T = TypeVar("T")

SHORTEST_PAUSE_S = 0.0001
# A transaction takes 0.5 to 1 ms. Pauses of up to 20 ms left writers waiting for 1 s; of up to 2 ms, ten consoles' p99
# was 6 to 8 ms, and is 4 to 5 with these. All ten flat out, they cost 7 % of the transactions; nobody waits longer.
LONGEST_PAUSE_S = 0.0004
TRIES = 32  # in one go on the connection's thread, so that a cancelled call ends within 16 ms
PATIENCE_S = 10.0  # of pauses; then a person is told
MOST_PUT_OFF = 100  # more would hold up the loop that gathers them, and could not be cancelled once on their way


class _Busy(Struct, frozen=True):
    """The write lock stayed taken; how long we paused while asking."""

    paused_s: float


class TransactionLink:
    """The writing connection for the length of one transaction. Used by one task, once.

    `at_begin` runs as soon as the write lock is ours, with the first trip.
    """

    def __init__(self, link: Link, at_begin: Callable[[sqlite3.Connection], object]) -> None:
        self._link = link
        self._at_begin = at_begin
        self._put_off: list[Callable[[sqlite3.Connection], object]] = []
        self._was_used = False
        self._has_begun = False
        self._failure: BaseException | None = None

    async def run(self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Take the write lock if it is not ours yet, do what was put off, then run `work(connection, …)`.

        Raises StoreBusy when the lock stays taken, and StoreError for what a person can do about. After a failure of
        whatever was put off or of `work`, every later call raises that failure again: half of it must not be kept.
        """
        waited_s = 0.0
        while True:
            self._was_used = True
            outcome = await self._link.run(self._turn, lambda connection: work(connection, *args, **kwargs))
            if not isinstance(outcome, _Busy):
                return outcome
            waited_s += outcome.paused_s
            if waited_s >= PATIENCE_S:
                raise StoreBusy("Another console has been writing to the store for too long. Try again in a moment.")

    async def put_off(
        self, work: Callable[Concatenate[sqlite3.Connection, P], object], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Run `work(connection, …)` with the next trip, after what was put off before; its outcome is dropped."""
        self._put_off.append(lambda connection: work(connection, *args, **kwargs))
        if len(self._put_off) >= MOST_PUT_OFF:
            await self.run(_nothing)

    async def finish(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Run what ends the transaction. Nothing happens when nothing was asked of it.

        Once on its way it happens, whether or not somebody still waits for it.
        """
        if self._was_used or self._put_off:
            await self.run(work)

    async def roll_back(self) -> None:
        """Drop it, also when a cancelled call has only just opened it: its trip stands before this one in the queue."""
        if self._was_used:
            await self._link.run(_roll_back)

    def _turn(self, connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T | _Busy:
        """One trip, on the connection's thread."""
        if self._failure is not None:
            raise self._failure
        if not self._has_begun and (paused_s := _try_to_begin(connection)) is not None:
            return _Busy(paused_s)
        try:
            if not self._has_begun:
                self._has_begun = True
                self._at_begin(connection)
            put_off, self._put_off = self._put_off, []
            for write in put_off:
                write(connection)
            return work(connection)
        except BaseException as failure:
            self._failure = failure
            raise


def _try_to_begin(connection: sqlite3.Connection) -> float | None:
    """Ask for the write lock a few times; None when it is ours, else the seconds paused in between.

    The pauses are on the connection's thread, because the loop cannot sleep for less than a millisecond.
    """
    paused_s = 0.0
    for _ in range(TRIES):
        try:
            connection.execute("begin immediate")
        except sqlite3.OperationalError as problem:
            if not is_busy(problem):
                raise
        else:
            return None
        pause_s = random.uniform(SHORTEST_PAUSE_S, LONGEST_PAUSE_S)
        time.sleep(pause_s)
        paused_s += pause_s
    return paused_s


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("rollback")


def _nothing(_: sqlite3.Connection) -> None:
    """What was put off is all there is to do."""

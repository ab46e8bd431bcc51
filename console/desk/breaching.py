"""Watching deadlines: what is about to be missed is warned of, what is missed is written down, each clock once.

Every console watches; of several that see the same, one writes. What a deadline was counted from is kept with it, so
that a calendar which is changed later changes nothing of what was judged. Why it was missed is in `causes`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from console.clock import epoch_ms
from console.desk.calendars import CALENDAR_SETTING
from console.desk.naming import THE_PROGRAM
from console.desk.office import Office
from console.desk.records import NewBreach, Record
from console.desk.thinking import think
from console.errors import CalendarExhausted, StoreBusy
from console.model import Clock, ClockKind, LedgerLine
from console.rules.breaches import (
    Crossed,
    Crossing,
    Running,
    come_to,
    crossings,
    is_news,
    is_over,
    ledger_rows,
    next_crossing,
    states_missed,
    states_warned,
    warned_until,
)

if TYPE_CHECKING:
    from console.desk.ports import Transaction

LOOKS_EVERY_S = 5.0  # at the latest: what arrives, is reopened or moved may come to something before all that was known
SHORTEST_S = 0.5
WRITTEN_AT_ONCE = 100  # clocks a transaction, each with its audit entry: others wait for as long
LETS_IN_FOR_S = 0.002  # between two of them, whoever waits for the store or for a key

ONE_MS = timedelta(milliseconds=1)  # what is due in this one is not over yet

EVENTS = {Crossed.WARNED: "deadline.warned", Crossed.MISSED: "deadline.missed"}


class Watch:
    """Sees every running clock come to its warning and to its end. One for each console; none knows of the others."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def run(self) -> None:
        """Watch until cancelled: again when the next clock comes to something, and every few seconds."""
        while True:
            with suppress(StoreBusy):  # nothing is lost: what was not written now is written next time
                await self.step()
            await asyncio.sleep(await self._rests_s())

    async def step(self) -> int:
        """Write down all that has come to something by now; how many clocks that were."""
        office, written = self._office, 0
        before = office.policy.core.warnings.before_minutes
        for kind, crossed in come_to(await office.store.to_come(), before, office.calendar, office.now()):
            written += await self._step(kind, crossed)
        return written

    async def _step(self, kind: ClockKind, crossed: Crossed) -> int:
        written, office = 0, self._office
        while found := await self._found(kind, crossed):
            now = office.now()
            calendar, before = office.calendar, office.policy.core.warnings.before_minutes
            come = [one for one in crossings(found, before, calendar, now) if one.crossed is crossed]
            wrote = await _write_all(office, come, now)
            written += wrote
            if not wrote or len(found) < WRITTEN_AT_ONCE:
                break  # nothing written: another console is at it
            await asyncio.sleep(LETS_IN_FOR_S)
        return written

    async def _found(self, kind: ClockKind, crossed: Crossed) -> list[Running]:
        """The next clocks that may have come that far, the first due first."""
        office, now = self._office, self._office.now()
        if crossed is Crossed.WARNED:
            before = office.policy.core.warnings.before_minutes
            until = warned_until(kind, before, office.calendar, now)
            if until is None:
                return []
            states = states_warned(kind)
            return await office.store.may_cross(kind, Crossed.NOTHING, until, states, WRITTEN_AT_ONCE)
        states, found = states_missed(kind), list[Running]()
        for earlier in (Crossed.NOTHING, Crossed.WARNED):
            most = WRITTEN_AT_ONCE - len(found)
            found += await office.store.may_cross(kind, earlier, now - ONE_MS, states, most) if most else []
        return found

    async def _rests_s(self) -> float:
        """Seconds until the next clock comes to something, within limits."""
        office, now = self._office, self._office.now()
        before = office.policy.core.warnings.before_minutes
        at = next_crossing(await office.store.to_come(), before, office.calendar, now)
        until_s = LOOKS_EVERY_S if at is None else (at - now).total_seconds()
        return min(max(until_s, SHORTEST_S), LOOKS_EVERY_S)


async def note_if_late(office: Office, tx: Transaction, clock: Clock, now: datetime) -> None:
    """Write down that a clock was missed which is about to stop after its end, where no console has seen it pass."""
    if is_over(clock.due_at, now):
        await _note_missed(office, tx, clock, clock.due_at)


async def note_if_late_again(office: Office, tx: Transaction, clock: Clock, now: datetime) -> None:
    """Write down that a clock is missed now which has been started again after its end: until now it was kept."""
    if is_over(clock.due_at, now):
        await _note_missed(office, tx, clock, now)


async def _note_missed(office: Office, tx: Transaction, clock: Clock, at: datetime) -> None:
    known = await tx.breach(clock.id)
    if known is None or not known.is_missed:
        await _write(office, tx, [_judged(office, Crossing(clock, Crossed.MISSED, at))])


async def _write_all(office: Office, come: Sequence[Crossing], now: datetime) -> int:
    """Write down what has come and still stands so, in one short transaction; how many clocks that were."""
    if not come:
        return 0
    judged = await think(lambda: [_judged(office, one) for one in come])
    async with office.store.transaction() as tx:
        still = await tx.still_to_cross([one.clock.id for one in come], come[0].crossed)
        judged = [one for one in judged if (one.clock.id, epoch_ms(one.clock.due_at)) in still]
        if judged:
            await _write(office, tx, judged)
            await tx.announce(_seen_to_miss(judged, now), "changed")
    return len(judged)


async def _write(office: Office, tx: Transaction, judged: Sequence[NewBreach]) -> None:
    await tx.note_breaches(judged)
    counted_by = await tx.setting(CALENDAR_SETTING)
    for one in judged:
        crossed = Crossed.WARNED if one.missed_at is None else Crossed.MISSED
        details = _details(one, counted_by)
        await tx.record(Record(office.now(), THE_PROGRAM, EVENTS[crossed], one.clock.item_id, details))


def _seen_to_miss(judged: Iterable[NewBreach], now: datetime) -> list[int]:
    """The items whose lines look different now. What was missed long before has looked so from the first."""
    missed = [one for one in judged if one.missed_at is not None and is_news(one.missed_at, now)]
    return sorted({one.clock.item_id for one in missed})


def _judged(office: Office, come: Crossing) -> NewBreach:
    ledger = _ledger(office, come.clock)
    fingerprint = office.calendar.fingerprint
    if come.crossed is Crossed.WARNED:
        return NewBreach(come.clock, come.at, None, fingerprint, ledger)
    return NewBreach(come.clock, None, come.at, fingerprint, ledger)


def _ledger(office: Office, clock: Clock) -> tuple[LedgerLine, ...]:
    """How the clock's time was counted. A platform's window is not: nights and weekends count there."""
    if clock.kind is ClockKind.WINDOW:
        return ()
    try:
        return office.calendar_since(clock.started_at).ledger(clock.started_at, clock.due_at)
    except CalendarExhausted:
        return ()  # due when no calendar reaches: a date that somebody mistyped is no reason to watch nothing more


def _details(breach: NewBreach, counted_by: str | None) -> dict[str, object]:
    """What the audit keeps of it. A calendar that somebody has still to apply has counted the ledger, not the end."""
    clock = breach.clock
    details: dict[str, object] = {
        "clock": clock.id, "kind": clock.kind.value, "clause": clock.clause, "assumed": clock.assumed,
        "started": epoch_ms(clock.started_at), "due": epoch_ms(clock.due_at),
        "minutes": round(sum(line.minutes for line in breach.ledger), 2), "calendar": breach.calendar,
        "ledger": sha256(msgspec.json.encode(ledger_rows(breach.ledger))).hexdigest(),
    }  # fmt: skip
    return details if counted_by in (None, breach.calendar) else details | {"due_by": counted_by}

"""Writing down which clocks were warned of and which were missed, why, and who has been told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec

from console.clock import epoch_ms
from console.desk.records import NewBreach
from console.model import Breach, Cause, ClockKind
from console.rules.breaches import Crossed, ledger_rows
from console.store import rows
from console.store.item_writes import StoreWriting
from console.store.values import blob, json_ids, ms, plain


class BreachWriting(StoreWriting):
    """The part of a transaction that is about deadlines that were not kept."""

    async def still_to_cross(self, clock_ids: Collection[int], crossed: Crossed) -> set[tuple[int, int]]:
        """Those of the clocks that still run and have not come that far, each with when it is due (epoch ms)."""
        query = self._sql.breaches.still_to_cross
        found = await self._all(query, tuple, clock_ids=json_ids(clock_ids), crossed=crossed.value)
        return {(clock_id, due_ms) for clock_id, due_ms in found}

    async def note_breaches(self, breaches: Sequence[NewBreach]) -> None:
        """Write them down as one piece of news. What was missed already, and was not lifted, stays as it is."""
        news = await self._link.run(self._sql.breaches.next_news)
        await self._change(self._sql.breaches.note_breaches, [_row(breach, news) for breach in breaches])
        marks = [{"clock_id": one.clock.id, "crossed": _crossed(one).value} for one in breaches]
        await self._change(self._sql.breaches.mark_crossed, marks)

    async def crossed_among(self, clock_ids: Collection[int]) -> dict[int, tuple[ClockKind, Crossed]]:
        """Those of the clocks that were warned of or missed, with their kind and how far they have come."""
        found = await self._all(self._sql.breaches.crossed_among, tuple, clock_ids=json_ids(clock_ids))
        return {clock_id: (ClockKind(kind), Crossed(crossed)) for clock_id, kind, crossed in found}

    async def lift(self, clock_ids: Collection[int], at: datetime) -> None:
        """What was missed of these counts as missed no more."""
        await self._change(self._sql.breaches.lift, clock_ids=json_ids(clock_ids), at=epoch_ms(at))

    async def uncross(self, clock_ids: Collection[int]) -> None:
        """These have everything to come again."""
        await self._change(self._sql.breaches.uncross, clock_ids=json_ids(clock_ids))

    async def missed_among(self, clock_ids: Collection[int]) -> list[Breach]:
        """Those of the clocks that were missed, with what was said of them."""
        return await self._all(self._sql.breaches.missed_among, rows.breach_of, clock_ids=json_ids(clock_ids))

    async def give_cause(self, clock_ids: Collection[int], cause: Cause, note: str, person: str, at: datetime) -> None:
        await self._change(
            self._sql.breaches.give_cause,
            clock_ids=json_ids(clock_ids),
            cause=cause.value,
            note=blob(note or None),
            person=plain(person),
            at=epoch_ms(at),
        )

    async def tell(self, person: str, news: int) -> None:
        """This person has been told of everything up to this piece of news. Needs no audit entry."""
        await self._link.put_off(self._sql.breaches.tell, person=plain(person), news=news)


def _crossed(breach: NewBreach) -> Crossed:
    return Crossed.MISSED if breach.missed_at is not None else Crossed.WARNED


def _row(breach: NewBreach, news: int) -> dict[str, Any]:
    clock = breach.clock
    return {
        "clock_id": clock.id, "item_id": clock.item_id, "kind": clock.kind.value, "due_at": epoch_ms(clock.due_at),
        "warned_at": ms(breach.warned_at), "missed_at": ms(breach.missed_at), "calendar": breach.calendar,
        "ledger": msgspec.json.encode(ledger_rows(breach.ledger)).decode(), "news": news,
    }  # fmt: skip

"""Writing down incidents, what is gathered under them, and what a person says of an item."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from console.clock import epoch_ms
from console.model import Verdict
from console.store import rows
from console.store.item_writes import StoreWriting
from console.store.values import json_ids, maybe_plain, plain
from console.text import storable


class IncidentWriting(StoreWriting):
    """The part of a transaction that is about incidents and verdicts."""

    async def set_verdict(self, item_id: int, verdict: Verdict | None) -> None:
        value = None if verdict is None else verdict.value
        await self._change(self._sql.incidents.set_verdict, item_id=item_id, verdict=value)

    async def add_incident(
        self,
        item_id: int,
        *,
        title: str,
        reply: str,
        template_id: str | None,
        person: str,
        at: datetime,
        ends_at: datetime,
    ) -> int:
        self.has_changed = True
        incident_id: int = await self._link.run(
            self._sql.incidents.add_incident,
            item_id=item_id,
            title=storable(title),
            reply=storable(reply),
            template_id=maybe_plain(template_id),
            person=plain(person),
            at=epoch_ms(at),
            ends_at=epoch_ms(ends_at),
        )
        return incident_id

    async def join_incident(self, incident_id: int, item_ids: Sequence[int]) -> list[int]:
        """Put items under a running incident; the ids of those that stood under no running one before, in order.

        What was taken out of it stays out.
        """
        joined = await self._all(
            self._sql.incidents.join_incident, rows.first_of, incident_id=incident_id, item_ids=json_ids(item_ids)
        )
        self.has_changed |= bool(joined)
        return sorted(joined)

    async def leave_incident(self, incident_id: int, item_id: int) -> bool:
        """Take an open item out and keep it out; False when it does not stand under that incident."""
        left = await self._all(
            self._sql.incidents.leave_incident, rows.first_of, incident_id=incident_id, item_id=item_id
        )
        if left:
            await self._change(self._sql.incidents.leave_out, incident_id=incident_id, item_id=item_id)
        return bool(left)

    async def let_back_in(self, incident_id: int, item_id: int) -> None:
        await self._change(self._sql.incidents.let_back_in, incident_id=incident_id, item_id=item_id)

    async def change_incident(self, incident_id: int, reply: str, template_id: str | None) -> bool:
        """Another reply for a running incident; False when it has ended."""
        changed = await self._all(
            self._sql.incidents.change_incident,
            rows.first_of,
            id=incident_id,
            reply=storable(reply),
            template_id=maybe_plain(template_id),
        )
        self.has_changed |= bool(changed)
        return bool(changed)

    async def end_incident(self, incident_id: int, person: str, at: datetime) -> list[int] | None:
        """End it and let go of what is still open: those ids; None when it has ended already."""
        ended = await self._all(
            self._sql.incidents.end_incident, rows.first_of, id=incident_id, person=plain(person), at=epoch_ms(at)
        )
        if not ended:
            return None
        self.has_changed = True
        return sorted(await self._all(self._sql.incidents.release_unanswered, rows.first_of, incident_id=incident_id))

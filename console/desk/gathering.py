"""Putting what arrives under the incidents that run, and ending those whose time is over. One console is enough."""

from __future__ import annotations

from console.desk.incidents import MOST_COMPARED, begins, end, like
from console.desk.naming import THE_PROGRAM
from console.desk.office import Office
from console.desk.records import Record
from console.errors import NotPossible
from console.model import Incident


class Gathering:
    """Looks at each arrival once for each running incident, and again at what has changed: it may have been reopened.

    Without an incident it asks the store and nothing else.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._looked_at: dict[int, int] = {}  # by incident: the newest item that was compared
        self._seq: int | None = None  # of the newest change that was taken in

    async def step(self) -> list[int]:
        """Gather what has arrived or changed since the last step; what joined an incident."""
        joined: list[int] = []
        seq, changed = await self._changed()
        for incident in await self._office.store.running_incidents():
            if incident.ends_at <= self._office.now():
                await self._end(incident)
            else:
                joined += await self._gather(incident, changed)
        self._seq = seq  # only now: what was cut off is looked at again
        return joined

    async def _changed(self) -> tuple[int, list[int]]:
        """Up to which change, and which items changed since the last step, the newest changes last."""
        store = self._office.store
        if self._seq is None:
            return await store.last_change(), []
        changes = await store.changes_since(self._seq)
        ids = [change.item_id for change in changes if change.what != "arrived"]
        return (changes[-1].seq if changes else self._seq), ids[-MOST_COMPARED:]

    async def _end(self, incident: Incident) -> None:
        self._looked_at.pop(incident.id, None)
        try:
            await end(self._office, THE_PROGRAM, incident.id)
        except NotPossible:
            return  # another console was quicker

    async def _gather(self, incident: Incident, changed: list[int]) -> list[int]:
        store, after = self._office.store, self._looked_at.get(incident.id, 0)
        first = await store.item(incident.item_id)
        if first is None:
            return []  # nothing to compare with
        since = begins(self._office, first)
        lines = await store.newest_unanswered(after_id=after, since=since, among=MOST_COMPARED, limit=MOST_COMPARED)
        newest = lines[0].id if lines else after
        if again := [item_id for item_id in changed if item_id <= after]:
            lines += await store.unanswered_among(again, since)
        if not lines:
            return []
        alike = await like(first.text, incident.title, lines)
        joined = await self._join(incident, [one.id for one in alike]) if alike else []
        self._looked_at[incident.id] = newest
        return joined

    async def _join(self, incident: Incident, item_ids: list[int]) -> list[int]:
        async with self._office.store.transaction() as tx:
            if joined := await tx.join_incident(incident.id, item_ids):
                details: dict[str, object] = {"incident": incident.id, "items": joined}
                await tx.record(Record(self._office.now(), THE_PROGRAM, "incident.joined", None, details))
                await tx.announce(joined, "changed")
        return joined

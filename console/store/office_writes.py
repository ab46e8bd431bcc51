"""Writing down the office itself: what people have read, settings and channels."""

from __future__ import annotations

from datetime import datetime

from console.clock import epoch_ms
from console.desk.records import ChannelHealth
from console.store.item_writes import StoreWriting
from console.store.values import maybe_plain, ms, plain
from console.text import storable


class OfficeWriting(StoreWriting):
    """The part of a transaction that is about readings, channels and settings."""

    async def save_reading(self, person: str, policy: str, version: str, at: datetime) -> None:
        await self._change(
            self._sql.people.save_reading, person=plain(person), policy=policy, version=version, at=epoch_ms(at)
        )

    async def add_closure(self, start: datetime, end: datetime, reason: str, person: str, at: datetime) -> int:
        self.has_changed = True
        closure_id: int = await self._link.run(
            self._sql.people.add_closure,
            from_at=epoch_ms(start),
            until_at=epoch_ms(end),
            reason=storable(reason),
            person=plain(person),
            at=epoch_ms(at),
        )
        return closure_id

    async def end_closure(self, closure_id: int, end: datetime) -> None:
        await self._change(self._sql.people.end_closure, id=closure_id, until_at=epoch_ms(end))

    async def drop_closure(self, closure_id: int) -> None:
        """As if it had never been declared; the audit keeps that it was."""
        await self._change(self._sql.people.drop_closure, id=closure_id)

    async def note_notice(self, start: datetime, end: datetime, person: str, at: datetime) -> None:
        """The notice of this closed stretch is posted; nothing happens when that was noted before."""
        await self._change(
            self._sql.people.note_notice,
            from_at=epoch_ms(start),
            until_at=epoch_ms(end),
            person=plain(person),
            at=epoch_ms(at),
        )

    async def save_setting(self, key: str, value: str) -> None:
        await self._change(self._sql.people.save_setting, key=key, value=plain(value))

    async def save_channel(self, health: ChannelHealth) -> None:
        """How a channel is, and where its next fetch goes on. Needs no audit entry."""
        await self._link.put_off(
            self._sql.people.save_channel,
            name=plain(health.name),
            state=health.state.value,
            reason=plain(health.reason),
            fetched_at=ms(health.fetched_at),
            looked_at=ms(health.looked_at),
            until_at=ms(health.until),
            cursor=maybe_plain(health.cursor),
        )

    async def note_look(self, person: str, at: datetime) -> None:
        """Somebody has looked at every channel that could be fetched. Needs no audit entry."""
        await self._link.put_off(self._sql.board.note_look, at=epoch_ms(at))
        await self._link.put_off(self._sql.board.note_look_of, person=plain(person), at=epoch_ms(at))

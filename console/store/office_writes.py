"""Writing down the office itself: what people have read, settings and channels."""

from __future__ import annotations

from datetime import datetime

from console.clock import epoch_ms
from console.desk.records import ChannelHealth
from console.store.item_writes import StoreWriting
from console.store.values import maybe_plain, ms, plain


class OfficeWriting(StoreWriting):
    """The part of a transaction that is about readings, channels and settings."""

    async def save_reading(self, person: str, policy: str, version: str, at: datetime) -> None:
        await self._change(
            self._sql.people.save_reading, person=plain(person), policy=policy, version=version, at=epoch_ms(at)
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

    async def note_look(self, at: datetime) -> None:
        """Somebody has looked at every channel that could be fetched. Needs no audit entry."""
        await self._link.put_off(self._sql.board.note_look, at=epoch_ms(at))

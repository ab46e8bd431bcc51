"""Taking in what arrives: judged, given its clocks, and written in batches that are idempotent."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from console.desk.endings import words_of
from console.desk.naming import THE_PROGRAM
from console.desk.office import Office
from console.desk.records import Arrival, Batch, ChannelHealth, NewClock, NewItem, Record
from console.errors import AuthExpired, CalendarExhausted, ChannelError, RateLimited
from console.model import ChannelState, ClockKind, Incoming
from console.text import TEXT_DIGEST_CHARACTERS, digest

if TYPE_CHECKING:
    from console.desk.ports import Channel, Transaction
    from console.rules.deadlines import DeadlineRule
    from console.rules.packs import Policy
    from console.rules.triage import Triage

FETCH_EVERY_S = 0.5  # an idle fetch of a quick channel; a channel that costs quota says so through its own pace
FAILED_FETCH_S = 5.0
JUDGES_FOR_S = 0.0005  # in one go; then whoever types is let in
LETS_IN_FOR_S = 0.002  # a key takes several turns of the loop: with sleep(0) each would wait for one more portion
LONG_TEXT = 2_000  # characters: from here on a single text may take longer than that, and is judged on another thread
WRITTEN_AT_ONCE = 250  # items a transaction: 30 ms, for which other consoles wait
QUIET_FETCH_S = 60.0


class Intake:
    """Judges and writes what channels and files bring in."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._triage: Triage | None = None

    async def run(self) -> None:
        """Fetch from every channel until cancelled."""
        async with asyncio.TaskGroup() as group:
            for channel in list(self._office.channels.values()):
                group.create_task(self._follow(channel))

    async def _follow(self, channel: Channel) -> None:
        while True:
            await asyncio.sleep(FETCH_EVERY_S if await self.fetch(channel) else FAILED_FETCH_S)

    async def fetch(self, channel: Channel) -> bool:
        """Bring in what one channel has; False when it could not be reached, which its health then says."""
        health = await self._office.store.channel(channel.name) or ChannelHealth(channel.name, ChannelState.UP)
        try:
            batch = await channel.fetch(health.cursor)
        except ChannelError as problem:
            await self._note_failure(health, problem)
            return False
        if batch.items or batch.gone:
            await self._write(channel.name, batch)
        elif _is_news(health, self._office.now()):
            await self._note_fetch(channel.name, batch.cursor)
        return True

    async def judge(self, items: Sequence[Incoming]) -> list[NewItem]:
        """What the rules say about each: to be asked before a transaction, which others would wait for.

        Whoever types goes first: at 1,000 arrivals a second, 4 ms of work for a key were done after 6.5 ms (p95); with
        ten items judged at a time, and a turn of the loop between, after 11.
        """
        await self._prepare_rules()
        now, judged = self._office.now(), []
        loop = asyncio.get_running_loop()
        began_s = loop.time()
        for item in items:
            if len(item.text) < LONG_TEXT:
                judged.append(self.prepare(item, now))
            else:
                judged.append(await asyncio.to_thread(self.prepare, item, now))
            if loop.time() - began_s > JUDGES_FOR_S:
                await asyncio.sleep(LETS_IN_FOR_S)
                began_s = loop.time()
        return judged

    def judge_at_once(self, items: Sequence[Incoming]) -> list[NewItem]:
        """As `judge`, where nobody is at the keys."""
        now = self._office.now()
        return [self.prepare(item, now) for item in items]

    async def take_in(self, tx: Transaction, items: Sequence[NewItem], source: str) -> list[Arrival]:
        """Write a batch inside a transaction, with its audit entry and the news of it."""
        now = self._office.now()
        arrivals = await tx.take_in(items)
        new = [a.item_id for a in arrivals if a.is_new]
        edited = [a.item_id for a in arrivals if a.is_edited]
        if new or edited:
            details: dict[str, object] = {"source": source, "new": len(new), "edited": len(edited)}
            details |= {"first": min(new, default=None), "last": max(new, default=None)}
            details["texts"] = {
                str(arrival.item_id): digest(item.incoming.text)[:TEXT_DIGEST_CHARACTERS]
                for arrival, item in zip(arrivals, items, strict=True)
                if arrival.is_new or arrival.is_edited
            }
            await tx.record(Record(now, THE_PROGRAM, "intake", None, details))
            await tx.announce(new, "arrived")
            await tx.announce(edited, "changed")
        return arrivals

    def prepare(self, incoming: Incoming, now: datetime) -> NewItem:
        """What the rules say about one thing: its findings, its place in the list, its clocks."""
        from console.rules import triage  # as below

        if self._triage is None:
            self._triage = _triage_of(self._office.policy)
        findings = self._triage.judge(incoming.text, incoming.kind)
        return NewItem(
            incoming, now, triage.rank(findings), tuple(findings), triage.marks(findings), self._clocks(incoming, now)
        )

    async def _prepare_rules(self) -> None:
        """Read the word lists and make them ready on another thread: 50 ms, in which somebody begins to type."""
        if self._triage is None:
            self._triage = await asyncio.to_thread(_triage_of, self._office.policy)

    def _clocks(self, incoming: Incoming, now: datetime) -> tuple[NewClock, ...]:
        rule = self._office.policy.answer_rule()
        started_at, due_at = self._counted(incoming, rule, now)
        answer = NewClock(ClockKind.ANSWER, "Answer", started_at, due_at, rule.clause, rule.assumed)
        channel = self._office.channels.get(incoming.channel)
        window = channel.window(incoming) if channel is not None else None
        if window is None:
            return (answer,)
        shut = NewClock(ClockKind.WINDOW, window.label, incoming.received_at, window.until, incoming.channel, False)
        return (answer, shut)

    def _counted(self, incoming: Incoming, rule: DeadlineRule, now: datetime) -> tuple[datetime, datetime]:
        """From when an answer's time counts, and until when. Older than the calendar, it counts from its arrival."""
        try:
            return incoming.received_at, self._office.calendar.due(incoming.received_at, rule.allowance)
        except CalendarExhausted:
            return now, self._office.calendar.due(now, rule.allowance)

    async def _write(self, name: str, batch: Batch) -> None:
        """Take in what a fetch brought, a portion at a time; the cursor moves with the last one.

        Cut off before, the next fetch brings all of it again, and what is there already is known.
        """
        *earlier, last = _portions(batch.items)
        for portion in earlier:
            items = await self.judge(portion)
            async with self._office.store.transaction() as tx:
                await self.take_in(tx, items, name)
        items, now = await self.judge(last), self._office.now()
        async with self._office.store.transaction() as tx:
            await self.take_in(tx, items, name)
            gone = await tx.mark_gone(name, batch.gone, now) if batch.gone else []
            if gone:
                await tx.record(Record(now, THE_PROGRAM, "gone", None, {"channel": name, "items": gone}))
                await tx.announce(gone, "changed")
            await self._save_health(tx, name, batch.cursor)

    async def _note_fetch(self, name: str, cursor: str | None) -> None:
        async with self._office.store.transaction() as tx:
            await self._save_health(tx, name, cursor)

    async def _save_health(self, tx: Transaction, name: str, cursor: str | None) -> None:
        known = await tx.channel(name) or ChannelHealth(name, ChannelState.UP)
        now = self._office.now()
        if not _is_limited(known, now):
            known = replace(known, state=ChannelState.UP, reason="", until=None)
        await tx.save_channel(replace(known, fetched_at=now, cursor=cursor))

    async def _note_failure(self, health: ChannelHealth, problem: ChannelError) -> None:
        state = ChannelState.DOWN
        if isinstance(problem, AuthExpired):
            state = ChannelState.TOKEN_EXPIRED
        if isinstance(problem, RateLimited):
            state = ChannelState.RATE_LIMITED
        if (health.state, health.reason) == (state, words_of(problem)):
            return
        async with self._office.store.transaction() as tx:
            known = await tx.channel(health.name) or health
            await tx.save_channel(replace(known, state=state, reason=words_of(problem)))


def _is_limited(health: ChannelHealth, now: datetime) -> bool:
    """Whether the platform has asked us to wait: a fetch that came through says nothing about that."""
    return health.state is ChannelState.RATE_LIMITED and health.until is not None and health.until > now


def _is_news(health: ChannelHealth, now: datetime) -> bool:
    """Whether a fetch without news is worth writing down: a quiet channel's once a minute, one that is back at once."""
    if health.fetched_at is None or (health.state is not ChannelState.UP and not _is_limited(health, now)):
        return True
    return (now - health.fetched_at).total_seconds() > QUIET_FETCH_S


def _portions(items: Sequence[Incoming]) -> list[Sequence[Incoming]]:
    """The items in portions for one transaction each; one empty portion when there are none."""
    return [items[start : start + WRITTEN_AT_ONCE] for start in range(0, max(len(items), 1), WRITTEN_AT_ONCE)]


@lru_cache(maxsize=2)
def _triage_of(policy: Policy) -> Triage:
    from console.rules.triage import Triage  # needed when something arrives, not to open the inbox

    return Triage(policy)

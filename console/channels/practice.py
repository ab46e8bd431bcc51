"""The practice platform behind the `Channel` port: what a demonstration, a trainer's replay and the tests run against.

One class plays every platform; a `Traits` record says in whose manner. All it keeps is its trouble: the rest is the
world's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime

from console.channels.practice_calls import apply_call, find_target, trace_call
from console.channels.practice_records import Happened, Happening
from console.channels.practice_rules import (
    FACEBOOK,
    MESSAGE_WINDOW,
    PRIVATE_REPLY_WINDOW,
    YOUTUBE,
    Traits,
    judge,
)
from console.channels.practice_script import Playback
from console.channels.practice_trouble import Touch, Trouble, TroubleKind, TroubleStep
from console.channels.practice_world import PracticeWorld
from console.clock import Clock
from console.desk.records import Batch, Call, Sight, Trace, Tracing, Window
from console.errors import AuthExpired, Gone, Malformed, NotAllowed, OutcomeUnknown, RateLimited, Unreachable
from console.model import Capability, Incoming, Item, ItemKind, Operation

BATCH_ITEMS = 200  # news in one fetch, as the largest page of a real platform
CALL_TIMEOUT_S = 10.0
SETTLE_AFTER_S = 3.0  # a call cut off in-process never arrives later; long enough to be seen by a person

TRAITS = {"facebook": FACEBOOK, "youtube": YOUTUBE}


class PracticeChannel:
    """One channel of a practice world. It closes nothing: whoever opened the world closes it."""

    def __init__(
        self,
        world: PracticeWorld,
        name: str,
        clock: Clock,
        *,
        trouble: Trouble | None = None,
        playback: Playback | None = None,
        traits: Traits | None = None,
        call_timeout_s: float = CALL_TIMEOUT_S,
        settle_after_s: float = SETTLE_AFTER_S,
    ) -> None:
        """`traits` by the name where not given ("facebook", "youtube"; any other name behaves as Facebook)."""
        self._world = world
        self._name = name
        self._clock = clock
        self._trouble = trouble or Trouble()
        self._playback = playback
        self._traits = traits or TRAITS.get(name, FACEBOOK)
        self._call_timeout_s = call_timeout_s
        self._settle_after_s = settle_after_s

    @property
    def name(self) -> str:
        return self._name

    @property
    def call_timeout_s(self) -> float:
        return self._call_timeout_s

    @property
    def settle_after_s(self) -> float:
        return self._settle_after_s

    def renew_token(self) -> None:
        """Somebody has signed in again."""
        self._trouble.renew_token()

    async def close(self) -> None:
        """Nothing is held open."""

    # -- reading ---------------------------------------------------------------------------------------------------

    async def fetch(self, cursor: str | None) -> Batch:
        """What happened since `cursor`, in order, at most BATCH_ITEMS. Raises Malformed for a cursor not of ours."""
        after_seq = read_cursor(cursor)
        if self._playback is not None:
            self._playback.advance(self._clock.now())
        await self._read(Touch.FETCH)
        news = self._world.news(self._name, after_seq, BATCH_ITEMS)
        if not news:
            return Batch(cursor=cursor)
        return Batch(self._items_in(news), self._gone_in(news), str(news[-1].seq))

    def capability(self, item: Item, operation: Operation, now: datetime) -> Capability:
        """What the platform would do just now. An item that carries an own answer's id is judged as that answer."""
        posted = self._world.entry(self._name, item.external_id)
        subject = None if posted is None else self._world.subject(posted)
        return judge(self._traits, subject, operation, now)

    def window(self, incoming: Incoming) -> Window | None:
        """A private reply within seven days of a comment, a message within a day of their last one."""
        if not self._traits.has_messages:
            return None
        if incoming.kind.is_private:
            return Window("Message window", incoming.received_at + MESSAGE_WINDOW)
        if incoming.kind is ItemKind.COMMENT:
            return Window("Private reply", incoming.received_at + PRIVATE_REPLY_WINDOW)
        return None

    async def look(self, item: Item) -> Sight:
        """What stands there just now; a thing that the platform does not know is gone."""
        await self._read(Touch.LOOK)
        posted = self._world.entry(self._name, item.external_id)
        if posted is None or posted.is_gone:
            return Sight(is_gone=True)
        answers = self._world.answers_under(posted)
        return Sight(text=posted.text, answers=tuple(answer.external_id for answer in answers))

    async def find(self, call: Call, since: datetime, known: Collection[str]) -> Tracing:
        """Look for the call, `known` receipts left aside; UNCLEAR while the platform cannot be read."""
        try:
            await self._read(Touch.FIND)
        except (AuthExpired, NotAllowed, RateLimited, Unreachable):
            return Tracing(Trace.UNCLEAR)
        return trace_call(self._world, self._name, call, since, known)

    # -- acting ----------------------------------------------------------------------------------------------------

    async def call(self, call: Call) -> str:
        """Make the call once: it has taken effect, durably, when this returns; twice called is twice done.

        Cut off while it is slow, it may or may not have taken effect, as anywhere. Raises Gone, NotAllowed, and what
        the day's trouble brings.
        """
        step = self._trouble.meet(Touch.CALL, self._traits.title, self._clock.now())
        await self._dawdle(step)
        if step.kind is TroubleKind.GONE:
            self._lose_target(call)
        if step.kind is TroubleKind.ANSWER_LOST:
            with suppress(Gone, NotAllowed):  # a refusal is an answer too, and it is lost
                self._apply(call)
            raise OutcomeUnknown(f"No answer came from {self._traits.title}.")
        receipt = self._apply(call)
        await self._dawdle(step)
        return receipt

    def _apply(self, call: Call) -> str:
        return apply_call(self._world, self._traits, self._name, call, self._clock.now())

    def _lose_target(self, call: Call) -> None:
        target = find_target(self._world, self._name, call)
        if target is not None:
            self._world.delete_by_public(self._name, target.external_id)

    async def _read(self, touch: Touch) -> None:
        step = self._trouble.meet(touch, self._traits.title, self._clock.now())
        await self._dawdle(step)
        await self._dawdle(step)

    async def _dawdle(self, step: TroubleStep) -> None:
        """Half of a slow step: one half before the effect and one after it."""
        if step.kind is TroubleKind.SLOW:
            await asyncio.sleep(step.seconds / 2)

    # -- news ------------------------------------------------------------------------------------------------------

    def _items_in(self, news: list[Happening]) -> tuple[Incoming, ...]:
        """Each new or changed thing once, as it reads now, where it first stands in the news; what is gone left out."""
        ids = dict.fromkeys(one.external_id for one in news if one.what is not Happened.GONE)
        entries = (self._world.entry(self._name, external_id) for external_id in ids)
        return tuple(posted.as_incoming() for posted in entries if posted is not None and not posted.is_gone)

    def _gone_in(self, news: list[Happening]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.external_id for one in news if one.what is Happened.GONE))


def read_cursor(cursor: str | None) -> int:
    """The place in the news that a cursor stands for. Raises Malformed."""
    if cursor is None:
        return 0
    if not cursor.isdecimal():
        raise Malformed("The place to go on reading from is not one of the practice platform's.")
    return int(cursor)

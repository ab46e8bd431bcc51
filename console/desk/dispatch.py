"""Making the calls: at most one in flight for an intent, a look just before, a receipt after, and never twice blindly.

A delivery is taken in one transaction and its outcome written in another; whatever happens between the two, it is found
again by its lease, and settled as `looking.trace_outcome` says.
"""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta

from console.desk import looking
from console.desk.endings import Outcome, back_off, ending_of, health_after, words_of
from console.desk.office import CASES, Office
from console.desk.outcomes import after_delivery
from console.errors import ChannelError, Malformed, OutcomeUnknown
from console.model import Delivery, DeliveryState, Operation

POLL_S = 0.1
NEW_CHANNELS_S = 1.0  # an import may bring a channel that nobody had before
LEASE_MARGIN_S = 2.0
CASES_TIMEOUT_S = 20.0


class Dispatcher:
    """Serves every channel of an office, each at its own pace."""

    def __init__(self, office: Office, *, lease_margin_s: float = LEASE_MARGIN_S) -> None:
        self._office = office
        self._lease_margin_s = lease_margin_s

    async def run(self) -> None:
        """Serve until cancelled. A call that is cut off by the end is found again by its lease."""
        served: set[str] = set()
        async with asyncio.TaskGroup() as group:
            while True:
                for name in {*self._office.channels, CASES} - served:
                    group.create_task(self._serve(name))
                    served.add(name)
                await asyncio.sleep(NEW_CHANNELS_S)

    async def step(self, name: str) -> int:
        """Handle everything of one channel that is due now; how many deliveries were handled."""
        office, now = self._office, self._office.now()
        orphans = [d for d in await office.store.orphaned_deliveries(now) if d.channel == name]
        for delivery in orphans:
            await self._write(delivery, await looking.trace_outcome(office, delivery, now))
        handled = len(orphans)
        for delivery in await office.store.due_deliveries(name, now):
            if await self._is_resting(name, office.now()):  # since the last call, perhaps
                break
            await self._deliver(delivery)
            handled += 1
        return handled

    async def _serve(self, name: str) -> None:
        while True:
            if not await self.step(name):
                await asyncio.sleep(POLL_S)

    async def _is_resting(self, name: str, now: datetime) -> bool:
        health = await self._office.store.channel(name)
        return health is not None and health.until is not None and health.until > now

    async def _deliver(self, delivery: Delivery) -> None:
        now = self._office.now()
        lease_until = now + timedelta(seconds=self._lease_s(delivery.channel))
        async with self._office.store.transaction() as tx:
            if not await tx.take_delivery(delivery.id, self._office.console, now, lease_until):
                return
            taken = await tx.delivery(delivery.id)
            assert taken is not None
            await after_delivery(self._office, tx, taken, now)
        await self._write(taken, await self._attempt(taken))

    async def _attempt(self, delivery: Delivery) -> Outcome:
        """Look, then call once. Every ending has a name."""
        settle_after_s = self._settle_after_s(delivery.channel)
        try:
            difference = await looking.difference(self._office, delivery)
        except (OutcomeUnknown, Malformed, TimeoutError) as problem:  # only the look failed: nothing has left
            return back_off(delivery, f"could not look at it first ({words_of(problem)})")
        except ChannelError as problem:
            return ending_of(delivery, problem, settle_after_s)
        if difference is not None:
            return difference
        try:
            async with asyncio.timeout(self._timeout_s(delivery.channel)):
                return Outcome(DeliveryState.DELIVERED, receipt=await self._call(delivery))
        except TimeoutError:
            return ending_of(delivery, OutcomeUnknown("no answer came in time"), settle_after_s)
        except ChannelError as problem:
            return ending_of(delivery, problem, settle_after_s)

    async def _call(self, delivery: Delivery) -> str:
        if delivery.operation is Operation.HAND_OVER:
            return await self._office.cases.hand_over(json.loads(delivery.body))
        call = await looking.call_of(self._office, delivery)
        return await self._office.channel(delivery.channel).call(call)

    async def _write(self, seen: Delivery, outcome: Outcome) -> None:
        """Write the outcome, unless another console has moved the delivery on meanwhile."""
        now = self._office.now()
        again = None if outcome.again_in_s is None else now + timedelta(seconds=outcome.again_in_s)
        async with self._office.store.transaction() as tx:
            current = await tx.delivery(seen.id)
            if current is None or (current.state, current.attempts) != (seen.state, seen.attempts):
                return
            await tx.set_delivery(
                seen.id, outcome.state, receipt=outcome.receipt, problem=outcome.problem, not_before=again, at=now
            )
            health = health_after(await tx.channel(seen.channel), seen.channel, outcome, again)
            if health is not None:
                await tx.save_channel(health)
            written = await tx.delivery(seen.id)
            assert written is not None
            await after_delivery(self._office, tx, written, now)

    def _timeout_s(self, channel: str) -> float:
        return CASES_TIMEOUT_S if channel == CASES else self._office.channel(channel).call_timeout_s

    def _settle_after_s(self, channel: str) -> float:
        return 0.0 if channel == CASES else self._office.channel(channel).settle_after_s

    def _lease_s(self, channel: str) -> float:
        """Longer than looking and calling can take together, and than a late arrival on the platform's side."""
        return 2 * self._timeout_s(channel) + self._settle_after_s(channel) + self._lease_margin_s

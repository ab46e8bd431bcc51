"""Ending things: closing with a reason, reopening, and meeting commitments (promises, case stages, escalations)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from console.desk.acting import Act, acting
from console.desk.breaching import note_if_late_again
from console.desk.casework import start_stage
from console.desk.office import Office
from console.desk.orders import Close, Done, Fulfil, Order, Reopen
from console.desk.superseding import clear_the_way
from console.errors import NotPossible
from console.model import ActionKind, Clock, ClockKind, ItemState, Person, Promise
from console.rules.breaches import ENDS_WITH_THE_ANSWER
from console.text import digest

if TYPE_CHECKING:
    from console.desk.ports import Transaction

RECENT_OFFERED = 5
RECENT_LOOKED_AT = 4 * RECENT_OFFERED  # some of them differ in capitals only, or name somebody
MOST_OFFERED = 9  # as many as there are digits

ENDINGS = {state.value for state in ItemState if not state.is_unanswered}  # how a clock stops with its item


async def closing_reasons(office: Office, person: Person) -> list[str]:
    """Reasons to offer, each once: those given lately, the person's own first, then the pack's.

    One with personal data in it was about one item, and is not offered for another (W7.5).
    """
    from console.rules.personal_data import masked  # with the first closing

    given = await office.store.recent_reasons(ActionKind.CLOSE, person.id, RECENT_LOOKED_AT)
    recent = _each_once(reason for reason in given if masked(reason) == reason)[:RECENT_OFFERED]
    return _each_once([*recent, *office.policy.core.closing.reasons])[:MOST_OFFERED]


def _each_once(reasons: Iterable[str]) -> list[str]:
    """Without those that differ from an earlier one in capitals and spaces only."""
    kept: dict[str, str] = {}
    for reason in reasons:
        kept.setdefault(" ".join(reason.casefold().split()), reason)
    return list(kept.values())


async def close(office: Office, person: Person, order: Close) -> Done:
    """Finish an item without an answer, for a reason that is kept.

    Refused while a promise is open (LG3.1), and on a raised issue that has no case, unless the reason says why (L6.1:
    the reason is the record).
    """
    if not order.reason.strip():
        raise NotPossible("Say in a few words why it needs no answer: the reason is kept.")
    async with acting(office, person, ActionKind.CLOSE, order) as act:
        open_promise = next((p for p in await act.tx.promises(act.item.id) if p.kept_at is None), None)
        if open_promise is not None:
            clause = await _clause_of(act.tx, open_promise)
            raise NotPossible(f"A promise is still open: {open_promise.what}{clause}. Press m when it is met.")
        await clear_the_way(act)
        undo_until = office.undo_until(act.item.channel, act.now)
        await act.begin(reason=order.reason, undo_until=undo_until)
        await act.set_state(ItemState.CLOSED)
        for clock in await act.tx.clocks(act.item.id):
            if clock.is_running and clock.kind in ENDS_WITH_THE_ANSWER:
                await act.stop_clock(clock, "closed")
        await act.tx.release(act.item.id, person.id)
        act.details["reason"] = digest(order.reason)
        return act.done("Closed.", undo_until)


async def _clause_of(tx: Transaction, promise: Promise) -> str:
    """The clause under which the promise was made, in brackets."""
    clocks = await tx.clocks(promise.item_id)
    made = (c for c in clocks if c.kind is ClockKind.PROMISE and c.ref_id == promise.id)
    return next((f" ({clock.clause}{', assumed' if clock.assumed else ''})" for clock in made), "")


async def reopen(office: Office, person: Person, order: Reopen) -> Done:
    """Put an item back into the inbox; its clocks go on as if they had never stopped."""
    async with acting(office, person, ActionKind.REOPEN, order) as act:
        await act.begin(reason=order.reason or None)
        await act.set_state(ItemState.OPEN)
        for clock in await act.tx.clocks(act.item.id):
            if not clock.is_running and clock.kind in ENDS_WITH_THE_ANSWER and clock.outcome in ENDINGS:
                await act.tx.restart_clock(clock.id)
                await note_if_late_again(office, act.tx, clock, act.now)
        return act.done("Open again.")


async def fulfil(office: Office, person: Person, order: Fulfil) -> Done:
    """Say that a commitment is met: its clock stops, and a case's next stage begins."""
    clock = await _running_clock(office, order.item_id, order.clock_id)
    kind = ActionKind.ACKNOWLEDGE if clock.kind is ClockKind.ESCALATION else ActionKind.KEEP_PROMISE
    async with acting(office, person, kind, Order(item_id=order.item_id, version=order.version)) as act:
        await act.begin()
        await act.stop_clock(clock, "met")
        act.details |= {"clock": clock.id, "what": clock.kind.value}
        return act.done(await _meet(act, clock))


async def _running_clock(office: Office, item_id: int, clock_id: int) -> Clock:
    clocks = await office.store.clocks(item_id)
    clock = next((c for c in clocks if c.id == clock_id and c.is_running), None)
    if clock is None:
        raise NotPossible("That has been met already.")
    return clock


async def _meet(act: Act, clock: Clock) -> str:
    assert clock.ref_id is not None or clock.kind in ENDS_WITH_THE_ANSWER
    if clock.kind is ClockKind.PROMISE and clock.ref_id is not None:
        await act.tx.keep_promise(clock.ref_id, act.now)
        return "Promise kept."
    if clock.kind is ClockKind.ESCALATION and clock.ref_id is not None:
        await act.tx.acknowledge_escalation(clock.ref_id, act.now, act.person.id)
        return "Acknowledged."
    if clock.kind is ClockKind.CASE_STAGE and clock.ref_id is not None:
        return await _next_stage(act, clock, clock.ref_id)
    raise NotPossible("This clock stops when the item is answered, removed, moved or closed.")


async def _next_stage(act: Act, clock: Clock, case_id: int) -> str:
    """Start what follows the stage just done; a case with nothing left to run is closed."""
    stages = act.office.policy.core.complaints.stage
    done = next((stage for stage in stages if stage.title == clock.label), None)
    following = [stage for stage in stages if done is not None and stage.starts == done.id]
    for stage in following:
        await start_stage(act, case_id, stage)
    if following:
        return f"{clock.label}: done. Next: {following[0].title}."
    others = [c for c in await act.tx.clocks(act.item.id) if c.is_running and c.ref_id == case_id and c.id != clock.id]
    if not any(c.kind is ClockKind.CASE_STAGE for c in others):
        await act.tx.close_case(case_id, act.now)
    return f"{clock.label}: done."

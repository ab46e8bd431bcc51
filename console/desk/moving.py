"""Taking a personal matter into private messages, with a timescale that becomes a promise (LG2.4, W6.12)."""

from __future__ import annotations

from console.desk.acting import Act, acting, before_acting
from console.desk.conducting import hold_to_conduct
from console.desk.office import Office
from console.desk.orders import Done, MoveToPrivate
from console.desk.possible import require_channel, require_operation
from console.desk.records import NewClock, NewDelivery
from console.desk.superseding import clear_the_way, require_reason_to_answer_again
from console.errors import NotPossible
from console.model import PIECE_MARK, ActionKind, ClockKind, ItemState, Operation, Person
from console.rules.policy_time import Timescale
from console.text import digest


async def move_to_private(office: Office, person: Person, order: MoveToPrivate) -> Done:
    """Queue the private message, then the public line: it must not claim a message that never arrived."""
    from console.desk.learning import learn, study_move
    from console.rules.conduct import Outbound

    timescale = office.policy.timescale(order.timescale_id)
    item = await before_acting(office, person, ActionKind.MOVE_TO_PRIVATE, order)
    _require_timescale(order, timescale)
    passed = hold_to_conduct(office, order.private_text, Outbound.MESSAGE, item, order.reason)
    if order.public_text.strip():
        passed += hold_to_conduct(office, order.public_text, Outbound.REPLY, item, order.reason)
    study = await study_move(office, item, order)
    async with acting(office, person, ActionKind.MOVE_TO_PRIVATE, order) as act:
        await require_channel(office, act.tx, act.item.channel)
        require_operation(office, act.item, Operation.PRIVATE_REPLY, act.now)
        undo_until = office.undo_until(act.item.channel, act.now)
        await clear_the_way(act)
        passed += await require_reason_to_answer_again(act, order.reason)
        await act.begin(reason=order.reason, undo_until=undo_until)
        await act.set_state(ItemState.ACTING)
        await act.send(_steps(act, order))
        await promise(act, timescale)
        await act.drop_draft(PIECE_MARK.join((order.private_text, order.public_text)))
        await act.tx.release(act.item.id, person.id)
        act.details |= {"private": digest(order.private_text), "public": digest(order.public_text)}
        act.details |= {"timescale": timescale.id, "passed": sorted(set(passed))}
        if study is not None:
            await learn(act, study)
        return act.done(f"Moving to private. You promised to be in touch {timescale.text}.", undo_until)


async def promise(act: Act, timescale: Timescale) -> None:
    """Open a promise with its own clock."""
    what = timescale.promise
    due_at = act.office.calendar.due(act.now, timescale.allowance())
    promise_id = await act.tx.add_promise(act.item.id, what, due_at, act.person.id, act.now)
    act.undo["promise"] = promise_id
    await act.start_clock(
        NewClock(ClockKind.PROMISE, what, act.now, due_at, timescale.clause, timescale.assumed, ref_id=promise_id)
    )


def _require_timescale(order: MoveToPrivate, timescale: Timescale) -> None:
    if timescale.text not in order.private_text and timescale.text not in order.public_text:
        clause = f"{timescale.clause}{', assumed' if timescale.assumed else ''}"
        raise NotPossible(f'Say when: the message must hold the timescale you chose, "{timescale.text}" ({clause}).')


def _steps(act: Act, order: MoveToPrivate) -> list[NewDelivery]:
    item = act.item
    leaves = act.office.undo_until(item.channel, act.now)
    steps = [NewDelivery(Operation.PRIVATE_REPLY, item.channel, item.external_id, order.private_text, leaves)]
    if order.public_text.strip():
        steps.append(NewDelivery(Operation.REPLY, item.channel, item.external_id, order.public_text, leaves, after=0))
    return steps

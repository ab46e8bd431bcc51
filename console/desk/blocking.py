"""Blocking an extreme or persistent offender (W6.13): proposed by strikes, done after a second confirmation."""

from __future__ import annotations

from datetime import datetime

from console.desk.acting import acting
from console.desk.office import Office
from console.desk.orders import Block, Done
from console.desk.possible import require_channel, require_operation
from console.desk.records import NewDelivery
from console.errors import NotPossible
from console.model import ActionKind, Author, Item, Operation, Person
from console.text import digest


async def block(office: Office, person: Person, order: Block) -> Done:
    """Queue the block, then the notice that says so where it was seen. Raises NotPossible until confirmed twice."""
    if not order.is_confirmed:
        raise NotPossible("Blocking shuts somebody out of the page: confirm it a second time.")
    if not order.reason.strip():
        raise NotPossible("Say in a few words why: the reason is kept and may be asked for.")
    async with acting(office, person, ActionKind.BLOCK, order) as act:
        author = await act.tx.author(act.item.author_id)
        if author.blocked_at is not None:
            raise NotPossible("This author is blocked already.")
        await require_channel(office, act.tx, act.item.channel)
        require_operation(office, act.item, Operation.BLOCK, act.now)
        undo_until = office.undo_until(act.item.channel, act.now)
        await act.begin(reason=order.reason, undo_until=undo_until)
        await act.send(_steps(office, act.item, author, undo_until))
        act.details |= {"author": author.id, "reason": digest(order.reason)}
        return act.done("Block on its way.", undo_until)


def _steps(office: Office, item: Item, author: Author, leaves_at: datetime) -> list[NewDelivery]:
    """A public offender is blocked in public (W6.13); who wrote privately is not named on the page."""
    steps = [NewDelivery(Operation.BLOCK, item.channel, author.external_id, "", leaves_at)]
    notice = block_notice(office)
    if notice and not item.kind.is_private:
        target = item.parent or item.post or item.external_id
        steps.append(NewDelivery(Operation.NOTICE, item.channel, target, notice, leaves_at, after=0))
    return steps


def block_notice(office: Office) -> str:
    """The pack's notice as it would be posted."""
    from console.rules.filling import fill

    return fill(office.policy.core.sanctions.block_notice, {"first_name": ""}, office.policy)

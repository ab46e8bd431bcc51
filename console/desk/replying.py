"""Answering where the item stands: one delivery, after the undo window."""

from __future__ import annotations

from console.desk.acting import Act, acting, before_acting
from console.desk.conducting import hold_to_conduct
from console.desk.office import Office
from console.desk.orders import Done, Reply
from console.desk.possible import require_channel, require_operation
from console.desk.records import NewDelivery
from console.desk.superseding import clear_the_way, require_reason_to_answer_again
from console.desk.texts import fill_for
from console.desk.withdrawing import unanswered
from console.errors import NotPossible, Stale
from console.model import ActionKind, Item, ItemState, Operation, Person
from console.text import digest


async def reply(office: Office, person: Person, order: Reply) -> Done:
    """Write the answer's intent. It leaves when the undo window is over; the answer clock stops when it has arrived.

    Raises Stopped or ReasonNeeded for the text, NotPossible for the platform or an answer that is under way.
    """
    from console.desk.learning import learn, study_reply
    from console.rules.conduct import Outbound

    item = await before_acting(office, person, ActionKind.REPLY, order)
    outbound = Outbound.MESSAGE if item.kind.is_private else Outbound.REPLY
    passed = hold_to_conduct(office, order.text, outbound, item, order.reason)
    # What was reviewed with others is the reason that they are alike: it teaches nothing of its own words.
    study = await study_reply(office, item, order) if order.incident_id is None else None
    async with acting(office, person, ActionKind.REPLY, order) as act:
        operation = Operation.MESSAGE if act.item.kind.is_private else Operation.REPLY
        if order.incident_id is not None:
            await _require_as_reviewed(act, order.incident_id, order.text)
        await require_channel(office, act.tx, act.item.channel)
        require_operation(office, act.item, operation, act.now)
        undo_until = office.undo_until(act.item.channel, act.now)
        await clear_the_way(act)
        passed += await require_reason_to_answer_again(act, order.reason)
        await act.begin(reason=order.reason, undo_until=undo_until)
        also = await _answered_with_it(act, order.incident_id) if act.item.kind.is_private else []
        await act.set_state(ItemState.ACTING)
        await act.send(
            [NewDelivery(operation, act.item.channel, target_of(act.item, operation), order.text, undo_until)]
        )
        await act.drop_draft(order.text)
        await act.tx.release(act.item.id, person.id)
        act.details |= {"text": digest(order.text), "template": order.template_id, "passed": passed, "also": also}
        if order.incident_id is not None:
            act.details["incident"] = order.incident_id
        if study is not None:
            await learn(act, study)
        return act.done("Reply on its way.", undo_until)


def target_of(item: Item, operation: Operation) -> str:
    """What the platform wants to be told for an operation: the thread of a conversation, else the item itself."""
    if operation is Operation.MESSAGE:
        return item.thread or item.external_id
    return item.external_id


async def _require_as_reviewed(act: Act, incident_id: int, text: str) -> None:
    """What was reviewed for the incident is what leaves. Raises NotPossible or Stale when it is so no longer."""
    incident = await act.tx.incident(incident_id)
    if incident is None or incident.ended_at is not None:
        raise NotPossible("That incident has ended.")
    if act.item.incident_id != incident_id:
        raise NotPossible("This is not under the incident any more.")
    if fill_for(act.office.policy, incident.reply, act.item, None, None) != text:
        raise Stale("The incident's reply was changed meanwhile. Read it again, then decide.")


async def _answered_with_it(act: Act, incident_id: int | None) -> list[int]:
    """One answer in a private conversation answers all that its author wrote before it and nobody is answering yet.

    An incident's answer, which was written for none of them, answers only what stands under the incident as well.
    """
    before = await unanswered(act.tx, await act.tx.unanswered_before(act.item.id))
    others = [item.id for item in before if item.state is ItemState.OPEN and incident_id in (None, item.incident_id)]
    for item_id in others:
        await act.tx.set_state(item_id, ItemState.ACTING)
        await act.tx.raise_version(item_id)
    act.undo["also"] = others
    if others:
        await act.tx.announce(others, "changed", act.person.id)
    return others

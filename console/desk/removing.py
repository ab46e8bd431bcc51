"""Taking something off the page: evidence first, then the removal, then the notice that says why (W6.13, LG5.2)."""

from __future__ import annotations

from console.clock import epoch_ms
from console.desk.acting import Act, acting
from console.desk.office import Office
from console.desk.orders import Done, Remove
from console.desk.possible import require_channel
from console.desk.records import NewDelivery
from console.desk.superseding import clear_the_way
from console.errors import NotPossible
from console.model import ActionKind, Item, ItemState, Operation, Person
from console.rules import permission, sanctions
from console.rules.packs import Policy
from console.rules.policy_texts import RemovalReason
from console.text import digest


async def remove(office: Office, person: Person, order: Remove) -> Done:
    """Keep the evidence, take it down, post the reason's notice, count the strike.

    The steps leave one after the other; one that fails is owed and stands at the top of the inbox.
    """
    reason = office.policy.reason(order.reason_id)
    async with acting(office, person, ActionKind.REMOVE, order) as act:
        await require_channel(office, act.tx, act.item.channel)
        operation = removal_operation(office, act.item, reason)
        undo_until = office.undo_until(act.item.channel, act.now)
        await clear_the_way(act)
        await act.begin(reason=order.note or None, undo_until=undo_until)
        kept = await act.tx.keep_evidence(act.item.id, act.action_id, _evidence(act, reason, order.note), act.now)
        act.undo["evidence"] = kept
        act.undo["removed_for"] = reason.id  # stays when the evidence is deleted: the figures of a period ask
        await act.set_state(ItemState.ACTING)
        await act.send(_steps(office, act, reason, operation))
        said = await _strike(act, reason)
        await act.tx.release(act.item.id, person.id)
        act.details |= {"reason": reason.id, "rule": reason.house_rule, "clause": reason.clause}
        act.details |= {"text": digest(act.item.text), "operation": operation.value}
        return act.done(said, undo_until)


def removal_operation(office: Office, item: Item, reason: RemovalReason) -> Operation:
    """The reason's way of taking it down, or the other one where the platform has no such way. Raises NotPossible."""
    channel, now = office.channel(item.channel), office.now()
    other = Operation.DELETE if reason.operation is Operation.HIDE else Operation.HIDE
    first = channel.capability(item, reason.operation, now)
    if first.is_possible:
        return reason.operation
    if channel.capability(item, other, now).is_possible:
        return other
    raise NotPossible(" ".join(part for part in (first.why_not, first.instead) if part))


def notice_for(policy: Policy, reason: RemovalReason) -> str:
    """The notice as it would be posted; empty when this reason posts none."""
    from console.rules.filling import fill

    house_rule = policy.house_rule(reason.house_rule).text
    text = reason.notice.replace("{house_rule}", house_rule)
    return fill(text, {"first_name": ""}, policy)


def _steps(office: Office, act: Act, reason: RemovalReason, operation: Operation) -> list[NewDelivery]:
    item, leaves = act.item, office.undo_until(act.item.channel, act.now)
    steps = [NewDelivery(operation, item.channel, item.external_id, "", leaves)]
    notice = notice_for(office.policy, reason)
    if notice:
        # Under a removed comment nobody would see it: beside it, under what it answered or the post it stood under.
        target = item.parent or item.post or item.external_id
        steps.append(NewDelivery(Operation.NOTICE, item.channel, target, notice, leaves, after=0))
    return steps


async def _strike(act: Act, reason: RemovalReason) -> str:
    if not reason.is_strike:
        return "Removal on its way."
    since = sanctions.strikes_count_since(act.office.policy, act.now)
    strikes = await act.tx.add_strike(act.item.author_id, act.item.id, reason.id, act.now, act.action_id, since)
    act.undo["strike"] = True
    proposal = sanctions.block_proposal(act.office.policy, strikes, await act.tx.findings(act.item.id))
    if proposal is None:
        return f"Removal on its way. Strike {strikes} for this author."
    return f"Removal on its way. {proposal}{_who_blocks(act)}"


def _who_blocks(act: Act) -> str:
    """How the author is blocked: with a key, or by whom where this person may not."""
    policy = act.office.policy
    if policy.may(act.person.role, ActionKind.BLOCK):
        return " Press b to block."
    who = permission.who_may(policy, ActionKind.BLOCK)
    return f" Who may block: {who}." if who else ""


def _evidence(act: Act, reason: RemovalReason, note: str) -> dict[str, object]:
    """What an appeal would need: kept apart from the item, with its own deletion date."""
    item = act.item
    return {
        "channel": item.channel,
        "external_id": item.external_id,
        "author": item.author_name,
        "text": item.text,
        "permalink": item.permalink,
        "post": item.post,
        "received_at": epoch_ms(item.received_at),
        "reason": reason.id,
        "house_rule": reason.house_rule,
        "clause": reason.clause,
        "note": note,
        "by": act.person.id,
        "at": epoch_ms(act.now),
    }

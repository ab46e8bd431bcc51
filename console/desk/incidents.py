"""Incidents: many write about one thing. Declared and ended by a person, reviewed together, answered one by one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from console.desk.acting import item_as_read, name_of
from console.desk.conducting import check
from console.desk.office import Office
from console.desk.orders import (
    AnswerIncident,
    DeclareIncident,
    Gathered,
    JoinIncident,
    LeaveIncident,
    Order,
    Reply,
    Review,
    ReviseIncident,
    Sent,
)
from console.desk.records import Record
from console.desk.replying import reply
from console.desk.rights import require_may
from console.desk.texts import fill_for
from console.desk.thinking import think
from console.errors import HalfdayError, NotPossible, Stale
from console.model import ActionKind, Finding, Incident, Item, ItemState, Person
from console.rules.reviewing import why_apart
from console.text import digest

if TYPE_CHECKING:
    from console.desk.ports import Transaction
    from console.rules.conduct import Outbound

MOST_COMPARED = 2_000  # of the newest arrivals: 50 ms on another thread


async def lookalikes(office: Office, item: Item, title: str, *, among: int = MOST_COMPARED) -> list[Item]:
    """Other open items that are about the same as this one, newest first. None where the title says too little."""
    lines = await office.store.newest_unanswered(after_id=0, since=begins(office, item), among=among, limit=among)
    return [one for one in await like(item.text, title, lines) if one.id != item.id]


def begins(office: Office, first: Item) -> datetime:
    """From when on messages are taken for the same incident: some hours before the one that was read first."""
    return first.received_at - timedelta(hours=office.policy.core.incidents.gathers_hours)


async def like(text: str, title: str, lines: Sequence[Item]) -> list[Item]:
    """Those lines that are about it, in their order; compared on another thread."""
    places = await think(_compare, title, text, [line.text for line in lines])
    return [lines[place] for place in places]


def _compare(title: str, text: str, texts: Sequence[str]) -> list[int]:
    from console.rules.alike import Incident  # brings rapidfuzz

    return Incident(title, text).resembling(texts)


async def declare(office: Office, person: Person, order: DeclareIncident) -> Incident:
    """Open an incident and gather what is like its first item. Whoever may reply may declare one.

    Raises NotPossible without a title or a reply, and on an item that stands under a running incident already.
    """
    if not order.title.strip() or not order.reply.strip():
        raise NotPossible("An incident needs a few words that name it, and the reply to be sent.")
    first = await office.store.item(order.item_id)
    alike = await lookalikes(office, first, order.title) if first is not None else []
    async with office.store.transaction() as tx:
        await require_may(office, tx, person, ActionKind.REPLY)
        item = await item_as_read(office, tx, order)
        now = office.now()
        incident_id = await tx.add_incident(
            item.id, title=order.title, reply=order.reply, template_id=order.template_id, person=person.id, at=now,
            ends_at=now + timedelta(hours=office.policy.core.incidents.lasts_hours),
        )  # fmt: skip
        joined = await tx.join_incident(incident_id, [item.id, *(one.id for one in alike)])
        if item.id not in joined:
            raise NotPossible("This item stands under an incident already.")
        details: dict[str, object] = {"incident": incident_id, "items": joined, "template": order.template_id}
        details |= {"title": digest(order.title), "reply": digest(order.reply)}
        await tx.record(Record(now, person.id, "incident.declared", item.id, details))
        await tx.announce(joined, "changed", person.id)
        made = await tx.incident(incident_id)
    assert made is not None
    return made


async def join(office: Office, person: Person, order: JoinIncident) -> Incident:
    """Put an item under a running incident that did not gather it, or that it was taken out of.

    Raises NotPossible when it has ended.
    """
    async with office.store.transaction() as tx:
        await require_may(office, tx, person, ActionKind.REPLY)
        item = await item_as_read(office, tx, order)
        await tx.let_back_in(order.incident_id, item.id)
        if not await tx.join_incident(order.incident_id, [item.id]):
            raise NotPossible("That incident has ended, or the item stands under another one.")
        details: dict[str, object] = {"incident": order.incident_id, "items": [item.id]}
        await tx.record(Record(office.now(), person.id, "incident.joined", item.id, details))
        await tx.announce([item.id], "changed", person.id)
        joined = await tx.incident(order.incident_id)
    assert joined is not None
    return joined


async def leave(office: Office, person: Person, order: LeaveIncident) -> None:
    """Take an open item out of an incident, which does not gather it again; `join` puts it back.

    Raises NotPossible when it does not stand under it, or is answered.
    """
    async with office.store.transaction() as tx:
        await require_may(office, tx, person, ActionKind.REPLY)
        item = await item_as_read(office, tx, order)
        if not await tx.leave_incident(order.incident_id, item.id):
            raise NotPossible("It does not wait under that incident any more.")
        details: dict[str, object] = {"incident": order.incident_id, "items": [item.id]}
        await tx.record(Record(office.now(), person.id, "incident.left", item.id, details))
        await tx.announce([item.id], "changed", person.id)


async def revise(office: Office, person: Person, order: ReviseIncident) -> Incident:
    """Keep another reply for what has not been answered yet. Raises NotPossible when the incident has ended."""
    if not order.reply.strip():
        raise NotPossible("There is nothing to send yet: write the reply first.")
    async with office.store.transaction() as tx:
        await require_may(office, tx, person, ActionKind.REPLY)
        if not await tx.change_incident(order.incident_id, order.reply, order.template_id):
            raise NotPossible("That incident has ended.")
        details: dict[str, object] = {"incident": order.incident_id, "reply": digest(order.reply)}
        details["template"] = order.template_id
        await tx.record(Record(office.now(), person.id, "incident.changed", None, details))
        items = [item.id for item in await tx.items_of_incident(order.incident_id)]
        await tx.announce(items, "changed", person.id)
        revised = await tx.incident(order.incident_id)
    assert revised is not None
    return revised


async def end_by(office: Office, person: Person, incident_id: int) -> list[int]:
    """End it, as somebody who may reply."""
    async with office.store.transaction() as tx:
        await require_may(office, tx, person, ActionKind.REPLY)
        return await _end(office, tx, person.id, incident_id)


async def end(office: Office, person_id: str, incident_id: int) -> list[int]:
    """End it; what was never answered stands for itself again: those ids. Raises NotPossible when it has ended."""
    async with office.store.transaction() as tx:
        return await _end(office, tx, person_id, incident_id)


async def _end(office: Office, tx: Transaction, person_id: str, incident_id: int) -> list[int]:
    now = office.now()
    released = await tx.end_incident(incident_id, person_id, now)
    if released is None:
        raise NotPossible("That incident has ended already.")
    details: dict[str, object] = {"incident": incident_id, "released": released}
    await tx.record(Record(now, person_id, "incident.ended", None, details))
    await tx.announce(released, "changed", person_id)
    return released


# -- one answer for all of them ----------------------------------------------------------------------------------------


async def review(office: Office, person: Person, incident_id: int) -> Review:
    """What waits under an incident, each with its answer, what the outbound check says of it, and who else has it.

    Raises NotPossible when the incident has ended.
    """
    incident, store = await running(office, incident_id), office.store
    items = [item for item in await store.items_of_incident(incident_id) if item.state is ItemState.OPEN]
    holders = {item.claimed_by for item in items if item.claimed_by not in (None, person.id)}
    names = {holder: await name_of(store, holder) for holder in holders if holder is not None}
    answered = await store.authors_answered(incident_id)
    return Review(incident, await think(_gather, office, incident, items, answered, names))


async def running(office: Office, incident_id: int) -> Incident:
    """The incident. Raises NotPossible when it has ended."""
    incident = await office.store.incident(incident_id)
    if incident is None or incident.ended_at is not None:
        raise NotPossible("That incident has ended.")
    return incident


def _gather(
    office: Office, incident: Incident, items: Sequence[Item], answered: Collection[int], names: Mapping[str, str]
) -> tuple[Gathered, ...]:
    """Each with its answer checked: 2 ms an item, so on another thread. `names` are those of colleagues at work."""
    gathered = []
    for item in items:
        text = _reply_for(office, incident, item)
        checked = check(office, text, _outbound(item), item)
        apart = why_apart(office.policy, item, items, answered)
        holder = names.get(item.claimed_by or "")
        gathered.append(Gathered(item, text, _whys(checked.stops), _whys(checked.warnings), apart, holder))
    return tuple(gathered)


def _whys(findings: Sequence[Finding]) -> str | None:
    """All that the check says of one sort, each once; None where it says nothing."""
    return "; ".join(dict.fromkeys(finding.why for finding in findings)) or None


async def answer(office: Office, person: Person, order: AnswerIncident) -> AsyncIterator[Sent]:
    """Send the incident's reply to each item by itself, in the order given: what became of each, as it is sent.

    Every one is a reply like any other, with its own permission, check, staleness, transaction and delivery; one that
    is refused stops no other. Raises NotPossible when the incident has ended, Stale when its reply is another by now.
    """
    incident = await running(office, order.incident_id)
    if incident.reply != order.reply:
        raise Stale("The incident's reply was changed meanwhile. Read it again, then decide.")
    for one in order.items:
        yield await _answer_one(office, person, incident, one, order.reason if one.item_id in order.warned else None)


async def _answer_one(office: Office, person: Person, incident: Incident, one: Order, reason: str | None) -> Sent:
    item = await office.store.item(one.item_id)
    if item is None:
        return Sent(one.item_id, why_not="This item is no longer in the store.")
    made = Reply(
        item_id=one.item_id, version=one.version, text=_reply_for(office, incident, item), reason=reason,
        template_id=incident.template_id, incident_id=incident.id,
    )  # fmt: skip
    try:
        return Sent(one.item_id, await reply(office, person, made))
    except HalfdayError as refusal:
        return Sent(one.item_id, why_not=str(refusal))


def _reply_for(office: Office, incident: Incident, item: Item) -> str:
    return fill_for(office.policy, incident.reply, item, None, None)


def _outbound(item: Item) -> Outbound:
    from console.rules.conduct import Outbound

    return Outbound.MESSAGE if item.kind.is_private else Outbound.REPLY

"""Sending somebody's draft back to them, with a note that says why."""

from __future__ import annotations

from console.desk.acting import Act, acting
from console.desk.claiming import ASSIGNED, ASSIGNED_WORKING_DAYS
from console.desk.colleagues import known
from console.desk.office import Office
from console.desk.orders import Done
from console.desk.supervisor_orders import SendBack
from console.errors import NotPossible
from console.model import ActionKind, Dossier, Draft, Person
from console.rules import cover
from console.rules.worktime import WorkingDays
from console.text import digest

# What is written to be sent. A half-written note or reason is nobody's to send back.
SENT_BACK = (ActionKind.REPLY, ActionKind.MOVE_TO_PRIVATE, ActionKind.CORRECT)
NOTE_BEGINS = "sent back: "


async def send_back(office: Office, person: Person, order: SendBack) -> Done:
    """The draft stays; its writer has the item for a working day, whoever held it, with a note on what to change.

    Raises NotPossible without a reason, for a draft that is not written to be sent, once there is no such draft of a
    colleague, and while its writer is away.
    """
    if not order.reason.strip():
        raise NotPossible("Say in a few words what should change: they read that with the item.")
    if order.draft not in SENT_BACK:
        raise NotPossible("Only what is written to be sent goes back: a note or a reason is its writer's own.")
    async with acting(office, person, ActionKind.SEND_BACK, order) as act:
        writer = await _writer(act, order)
        if not act.item.state.is_unanswered:
            raise NotPossible("It is answered already: the draft is no longer needed.")
        if act.item.claimed_by is not None:
            await act.tx.release(act.item.id, act.item.claimed_by)
        holds_until = office.calendar.due(act.now, WorkingDays(ASSIGNED_WORKING_DAYS))
        await act.tx.claim(act.item.id, writer.id, act.now, ASSIGNED, holds_until)
        await act.begin(reason=order.reason)
        await act.tx.add_note(act.item.id, person.id, NOTE_BEGINS + order.reason, act.now)
        act.undo |= {"sent_back_to": writer.id, "draft": order.draft.value}
        act.details |= {"to": writer.id, "draft": order.draft.value, "reason": digest(order.reason)}
        return act.done(f"Sent back to {writer.name}, with your note. It is theirs for a working day.")


async def _writer(act: Act, order: SendBack) -> Person:
    """Who wrote the draft. Raises NotPossible."""
    drafts = await act.tx.drafts(act.item.id)
    if not any(draft.person == order.writer for draft in drafts if draft.kind is order.draft):
        raise NotPossible("Their draft is no longer on the item. Look again, then decide.")
    if order.writer == act.person.id:
        raise NotPossible("This draft is your own.")
    writer = await known(act.tx, order.writer)
    if (why := cover.why_not_here(await act.tx.people(), writer, act.office.policy, act.now)) is not None:
        raise NotPossible(f"{why} r goes on with their draft, A gives the item to somebody else.")
    return writer


def sendable_back(person: Person, dossier: Dossier) -> list[Draft]:
    """The drafts of colleagues on an item that may be sent back to them."""
    return [draft for draft in dossier.drafts if draft.kind in SENT_BACK and draft.person != person.id]

"""What colleagues write to each other about an item: questions (LG9.3), advice, notes. The deadline runs on."""

from __future__ import annotations

from console.desk.acting import acting
from console.desk.conducting import hold_to_conduct
from console.desk.office import Office
from console.desk.orders import AddNote, Advise, Ask, Done
from console.errors import NotPossible
from console.model import ActionKind, Person
from console.text import digest


async def ask(office: Office, person: Person, order: Ask) -> Done:
    """Put an internal question to whoever the pack names for advice."""
    _hold_note(office, order.text)
    put_to = order.put_to or office.policy.core.escalation.advice_from
    async with acting(office, person, ActionKind.ASK, order) as act:
        await act.begin()
        await act.tx.add_question(act.item.id, asked_by=person.id, put_to=put_to, text=order.text, at=act.now)
        await act.tx.drop_draft(act.item.id, ActionKind.ASK)
        act.details |= {"put_to": put_to, "text": digest(order.text)}
        return act.done(f"Asked the {put_to}. The deadline goes on counting.")


async def advise(office: Office, person: Person, order: Advise) -> Done:
    """Answer an internal question. Raises NotPossible when somebody has answered it already."""
    _hold_note(office, order.text)
    async with acting(office, person, ActionKind.ADVISE, order) as act:
        question = next((q for q in await act.tx.questions(act.item.id) if q.id == order.question_id), None)
        if question is None or question.answered_at is not None:
            raise NotPossible("That question has been answered already.")
        await act.begin()
        await act.tx.answer_question(question.id, order.text, person.id, act.now)
        await act.tx.drop_draft(act.item.id, ActionKind.ADVISE)
        act.details |= {"question": question.id, "text": digest(order.text)}
        return act.done(f"Advice given to {question.asked_by}.")


async def note(office: Office, person: Person, order: AddNote) -> Done:
    """Write something down for colleagues."""
    _hold_note(office, order.text)
    async with acting(office, person, ActionKind.NOTE, order) as act:
        await act.begin()
        await act.tx.add_note(act.item.id, person.id, order.text, act.now)
        await act.tx.drop_draft(act.item.id, ActionKind.NOTE)
        act.details["text"] = digest(order.text)
        return act.done("Note kept.")


def _hold_note(office: Office, text: str) -> None:
    """L5.9 holds between employees too; anything milder than a stop is the colleagues' own affair."""
    from console.rules.conduct import Outbound

    hold_to_conduct(office, text, Outbound.NOTE, None, reason="internal")

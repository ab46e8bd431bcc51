"""What colleagues write to each other: questions, advice, notes."""

from __future__ import annotations

import pytest
from stand import Stand

from console.desk.orders import AddNote, Advise, Ask
from console.desk.records import View
from console.errors import NotPermitted, NotPossible, Stopped
from console.model import Item, ItemState


async def asked(stand: Stand) -> Item:
    item = await stand.comes_in()
    await stand.desk.ask(Ask(**await stand.at(item), text="Is the lift firm told?"))
    return item


async def test_a_question_goes_to_whom_the_policy_names_and_the_deadline_goes_on(stand: Stand) -> None:
    item = await asked(stand)
    (question,) = (await stand.dossier(item)).questions
    assert (question.put_to, question.asked_by) == ("Customer Hub Team Leader", "alex-practice")
    assert (await stand.clock_of(item)).is_running
    assert list(await stand.desk.order(View.WAITING)) == [item.id]


async def test_advice_answers_the_question_once(stand: Stand) -> None:
    item = await asked(stand)
    (question,) = (await stand.dossier(item)).questions
    done = await stand.desk.advise(Advise(**await stand.at(item), question_id=question.id, text="Yes, at nine."))
    assert done.said == "Advice given to alex-practice."
    assert (await stand.dossier(item)).questions[0].answer == "Yes, at nine."
    assert list(await stand.desk.order(View.WAITING)) == []
    with pytest.raises(NotPossible, match="answered already"):
        await stand.desk.advise(Advise(**await stand.at(item), question_id=question.id, text="And at ten."))


async def test_only_who_may_advise_answers_a_question(stand: Stand, second: Stand) -> None:
    item = await asked(stand)
    with pytest.raises(NotPermitted):
        await second.desk.advise(Advise(**await stand.at(item), question_id=1, text="Yes."))


async def test_notes_are_checked_for_emoji_too(stand: Stand) -> None:
    item = await stand.comes_in()
    with pytest.raises(Stopped):
        await stand.desk.note(AddNote(**await stand.at(item), text="He is a \N{CLOWN FACE}"))
    with pytest.raises(Stopped):
        await stand.desk.ask(Ask(**await stand.at(item), text="What now :-("))


async def test_a_note_may_say_what_a_reply_may_not(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.note(AddNote(**await stand.at(item), text="Rang 07700 900123: WILL CALL BACK"))
    assert (await stand.dossier(item)).notes[0].text == "Rang 07700 900123: WILL CALL BACK"
    assert (await stand.item(item.id)).state is ItemState.OPEN
    assert stand.said() == []


async def test_notes_stand_in_the_audit_by_digest_only(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.note(AddNote(**await stand.at(item), text="She has two children"))
    entries = await stand.office.store.audit_entries()
    assert not any("children" in str(entry.details) for entry in entries)
    stand.verify()

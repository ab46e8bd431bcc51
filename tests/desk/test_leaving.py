"""Leaving in one act, what is left to do by hand, and taking it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from stand import NOW, Stand, incoming

from console.bootstrap import sign_in
from console.desk.desk import Desk
from console.desk.orders import AddNote, Assign, Reply
from console.desk.records import View
from console.desk.staff_orders import CameBack, Leave, MarkAbsent, RecordTraining, TickTask
from console.desk.supervisor_orders import HandOut, OpenClosure
from console.errors import NotPermitted, NotPossible
from console.model import ActionKind, Item
from console.rules.cover import DeadEndKind

ADVISOR = "customer-hub-advisor"
HALF = "Thank you, we will"


async def busy_leaver(stand: Stand) -> tuple[Desk, Item, Item]:
    """Robin has claimed one item, was given another and has half written an answer to it."""
    robin = await stand.sign_in("Robin Advisor", ADVISOR)
    first = await stand.comes_in()
    second = await stand.comes_in(incoming("c2", "And the door", author_external_id="author_2"))
    await robin.claim(first.id)
    await stand.desk.assign(Assign(**await stand.at(second), person_id=robin.person.id))
    await robin.save_draft(second.id, ActionKind.REPLY, HALF)
    return robin, first, second


async def drafts(stand: Stand, item: Item) -> list[tuple[str, str]]:
    return [(draft.person, draft.text) for draft in (await stand.dossier(item)).drafts]


async def test_what_somebody_held_is_free_and_their_draft_stays_under_their_name(stand: Stand) -> None:
    robin, first, second = await busy_leaver(stand)
    would = await stand.desk.would_leave(robin.person.id)
    assert (would.held, would.drafted, len(would.tasks)) == ((first.id, second.id), (second.id,), 4)
    done = await stand.desk.leave(Leave(person_id=robin.person.id))
    assert done.said.startswith(
        "Robin Advisor has left: no right here is theirs any more. 2 items free again. "
        "1 draft still on the items, under their name. 4 tasks to do by hand"
    )
    assert [(await stand.item(one.id)).claimed_by for one in (first, second)] == [None, None]
    assert await drafts(stand, second) == [(robin.person.id, HALF)]
    assert list(await stand.desk.order(View.DRAFTS)) == [second.id]
    entry = (await stand.office.store.audit_entries())[-1]
    assert (entry.event, entry.details["released"]) == ("person.left", [first.id, second.id])
    stand.verify()


async def test_drafts_go_to_a_named_colleague(stand: Stand) -> None:
    robin, _, second = await busy_leaver(stand)
    done = await stand.desk.leave(Leave(person_id=robin.person.id, drafts_to=stand.desk.person.id))
    assert "1 draft handed to Alex Practice." in done.said
    assert await drafts(stand, second) == [(stand.desk.person.id, HALF)]
    assert await stand.desk.drafted_by_me() == [second.id]


async def test_every_right_has_ended_also_at_a_console_that_is_still_open(stand: Stand) -> None:
    robin, first, _ = await busy_leaver(stand)
    await stand.desk.leave(Leave(person_id=robin.person.id))
    for act in (
        robin.claim(first.id),
        robin.reply(Reply(**await stand.at(first), text="Hello")),
        robin.note(AddNote(**await stand.at(first), text="Hello")),
        robin.mark_absent(MarkAbsent(person_id=robin.person.id, from_at=NOW)),
    ):
        with pytest.raises(NotPermitted, match="Robin Advisor has left"):
            await act


@pytest.mark.parametrize("role", [None, ADVISOR, "customer-hub-team-leader"])
async def test_who_has_left_signs_in_no_more_under_any_role(stand: Stand, role: str | None) -> None:
    robin, _, _ = await busy_leaver(stand)
    await stand.desk.leave(Leave(person_id=robin.person.id))
    with pytest.raises(NotPermitted, match="a supervisor takes it back"):
        await sign_in(stand.office, "Robin Advisor", role)
    await stand.sign_in("Robin R Advisor", ADVISOR)


async def test_who_named_them_as_deputy_is_listed_and_the_route_told_as_a_dead_end(stand: Stand) -> None:
    robin, _, _ = await busy_leaver(stand)
    await stand.desk.mark_absent(
        MarkAbsent(person_id="alex-practice", from_at=NOW + timedelta(days=2), deputy=robin.person.id)
    )
    done = await stand.desk.leave(Leave(person_id=robin.person.id))
    assert "They were to stand in for Alex Practice: name somebody else." in done.said
    assert DeadEndKind.DEPUTY_LEFT in [end.kind for end in await stand.desk.dead_ends()]


async def test_what_is_to_be_done_by_hand_stays_open_until_somebody_ticks_it_off(stand: Stand) -> None:
    robin, _, _ = await busy_leaver(stand)
    await stand.desk.leave(Leave(person_id=robin.person.id))
    tasks = (await stand.desk.staff()).tasks
    assert [(task.channel, task.clause) for task in tasks][:2] == [("facebook", "W6.4"), ("youtube", "W6.4")]
    said = await stand.desk.tick_task(TickTask(task_id=tasks[0].id))
    assert said.endswith("3 tasks left for Robin Advisor.")
    assert len((await stand.desk.staff()).tasks) == 3
    with pytest.raises(NotPossible, match=f"no open task {tasks[0].id}"):
        await stand.desk.tick_task(TickTask(task_id=tasks[0].id))


async def test_coming_back_gives_the_rights_again_and_takes_the_open_tasks_away(stand: Stand) -> None:
    robin, first, _ = await busy_leaver(stand)
    await stand.desk.leave(Leave(person_id=robin.person.id))
    await stand.desk.tick_task(TickTask(task_id=1))
    done = await stand.desk.came_back(CameBack(person_id=robin.person.id))
    assert "perhaps to be undone: Remove them from the people who have access to the Facebook Page" in done.said
    assert (await stand.desk.staff()).tasks == ()
    again = await stand.sign_in("Robin Advisor", ADVISOR)
    await again.claim(first.id)
    with pytest.raises(NotPossible, match="has not left"):
        await stand.desk.came_back(CameBack(person_id=robin.person.id))


async def test_what_cannot_be_is_refused_and_changes_nothing(stand: Stand) -> None:
    robin, first, _ = await busy_leaver(stand)
    before = await stand.events()
    with pytest.raises(NotPossible, match="Another supervisor ends your rights"):
        await stand.desk.leave(Leave(person_id=stand.desk.person.id))
    with pytest.raises(NotPossible, match="Nobody called nobody"):
        await stand.desk.leave(Leave(person_id=robin.person.id, drafts_to="nobody"))
    with pytest.raises(NotPossible, match="to somebody else, or stay"):
        await stand.desk.leave(Leave(person_id=robin.person.id, drafts_to=robin.person.id))
    with pytest.raises(NotPermitted, match="you may not end a colleague's rights"):
        await robin.leave(Leave(person_id="alex-practice"))
    assert await stand.events() == before
    assert (await stand.item(first.id)).claimed_by == robin.person.id
    await stand.desk.leave(Leave(person_id=robin.person.id))
    with pytest.raises(NotPossible, match="has left already"):
        await stand.desk.leave(Leave(person_id=robin.person.id))


async def test_a_supervisor_who_has_left_does_nothing_for_others(stand: Stand) -> None:
    other = await stand.sign_in("Olga Other", "customer-hub-team-leader")
    await stand.desk.leave(Leave(person_id=other.person.id))
    with pytest.raises(NotPermitted, match="Olga Other has left"):
        await other.record_training(
            RecordTraining(person_id="alex-practice", course_id="online-abuse", passed_at=NOW, is_confirmed=True)
        )
    with pytest.raises(NotPermitted, match="Olga Other has left"):
        await other.open_closure(OpenClosure(start=NOW, end=NOW + timedelta(hours=2), reason="Storm"))
    with pytest.raises(NotPermitted, match="Olga Other has left"):
        await other.hand_out_plan(HandOut(person_ids=("alex-practice",), count=1))
    assert await stand.desk.closures() == []

"""Whoever has left acts no more, although their console is open and was first to ask whether it may."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from stand import ANSWER, LEADER, NOW, UNDO, Stand, incoming

from console.desk.breaching import Watch
from console.desk.desk import Desk
from console.desk.orders import Assign, DeclareIncident, GiveCause, Judge, Reply
from console.desk.staff_orders import CameBack, Leave, MarkAbsent, SetWeek, TickTask
from console.desk.supervisor_orders import EndClosure, HandOut, OpenClosure
from console.errors import NotPermitted, NotPossible
from console.model import ActionKind, Cause, Item, Verdict

if TYPE_CHECKING:
    from console.desk.ports import Transaction

ADVISOR = "customer-hub-advisor"
ROBIN, OLGA, SAM, ALEX = "robin-colleague", "olga-other", "sam-heir", "alex-practice"
STORM = OpenClosure(start=NOW + timedelta(days=1), end=NOW + timedelta(days=2), reason="Storm")
LEFT = r"(Robin Colleague|Olga Other) has left, and with that every right here has ended"
Deed = Callable[[Stand, Desk, Item], Awaitable[object]]


def first_at_the_store(monkeypatch: pytest.MonkeyPatch, whose: Stand, deed: Callable[[], Awaitable[object]]) -> None:
    """The next transaction of that console begins when another console has just done this."""
    begin = whose.office.store.transaction

    @asynccontextmanager
    async def second() -> AsyncIterator[Transaction]:
        monkeypatch.setattr(whose.office.store, "transaction", begin)
        await deed()
        async with begin() as tx:
            yield tx

    monkeypatch.setattr(whose.office.store, "transaction", second)


@pytest.fixture
async def olga(second: Stand) -> Desk:
    """Another supervisor, at the other console."""
    return await second.sign_in("Olga Other", LEADER["westward"])


async def reply(stand: Stand, desk: Desk, item: Item) -> object:
    return await desk.reply(Reply(**await stand.at(item), text=ANSWER))


async def claim(_: Stand, desk: Desk, item: Item) -> object:
    return await desk.claim(item.id)


async def judge(stand: Stand, desk: Desk, item: Item) -> object:
    return await desk.judge(Judge(**await stand.at(item), verdict=Verdict.OUR_MISTAKE))


async def declare(stand: Stand, desk: Desk, item: Item) -> object:
    return await desk.declare_incident(DeclareIncident(**await stand.at(item), title="Lift", reply="We know of it."))


async def draft(_: Stand, desk: Desk, item: Item) -> object:
    return await desk.save_draft(item.id, ActionKind.REPLY, "Mine again")


async def drop(_: Stand, desk: Desk, item: Item) -> object:
    return await desk.drop_draft(item.id, ActionKind.REPLY)


async def be_away(_: Stand, desk: Desk, __: Item) -> object:
    return await desk.mark_absent(MarkAbsent(person_id=desk.person.id, from_at=NOW))


async def acknowledge(_: Stand, desk: Desk, __: Item) -> object:
    return await desk.acknowledge_policy()


async def apply_calendar(_: Stand, desk: Desk, __: Item) -> object:
    return await desk.apply_calendar()


DEEDS = (reply, claim, judge, declare, draft, drop, be_away, acknowledge, apply_calendar)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
async def test_who_leaves_just_before_their_act_is_written_does_not_act(
    stand: Stand, second: Stand, monkeypatch: pytest.MonkeyPatch, deed: Deed
) -> None:
    item = await stand.comes_in()
    first_at_the_store(monkeypatch, second, lambda: stand.desk.leave(Leave(person_id=ROBIN)))
    with pytest.raises(NotPermitted, match=LEFT):
        await deed(stand, second.desk, item)
    assert (await stand.events())[-1] == "person.left"
    await stand.deliver()
    assert (stand.said(), (await stand.item(item.id)).claimed_by) == ([], None)


async def open_closure(_: Stand, desk: Desk, __: Item) -> object:
    return await desk.open_closure(STORM)


async def end_closure(_: Stand, desk: Desk, __: Item) -> object:
    (closure,) = await desk.closures()
    return await desk.end_closure(EndClosure(closure_id=closure.id))


async def note_notice(_: Stand, desk: Desk, __: Item) -> object:
    closure = await desk.next_closure()
    assert closure is not None
    return await desk.note_notice_posted(closure)


async def set_week(_: Stand, desk: Desk, __: Item) -> object:
    return await desk.set_week(SetWeek(person_id=ROBIN, works={0: ((540, 720),)}))


async def bring_back(_: Stand, desk: Desk, __: Item) -> object:
    return await desk.came_back(CameBack(person_id="gone-before"))


async def tick(_: Stand, desk: Desk, __: Item) -> object:
    return await desk.tick_task(TickTask(task_id=1))


SUPERVISING = (open_closure, end_closure, note_notice, set_week, bring_back, tick)


@pytest.mark.parametrize("deed", SUPERVISING, ids=lambda deed: deed.__name__)
async def test_a_supervisor_who_leaves_just_before_supervises_no_more(
    stand: Stand, second: Stand, olga: Desk, monkeypatch: pytest.MonkeyPatch, deed: Deed
) -> None:
    item = await stand.comes_in()
    await stand.sign_in("Gone Before", ADVISOR)
    await stand.desk.leave(Leave(person_id="gone-before"))
    if deed is not open_closure:
        await stand.desk.open_closure(STORM)
    first_at_the_store(monkeypatch, second, lambda: stand.desk.leave(Leave(person_id=OLGA)))
    with pytest.raises(NotPermitted, match=LEFT):
        await deed(stand, olga, item)
    assert (await stand.events())[-1] == "person.left"


async def test_who_leaves_before_they_take_an_act_back_takes_nothing_back(
    stand: Stand, second: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = await stand.comes_in()
    await second.desk.reply(Reply(**await stand.at(item), text=ANSWER))
    first_at_the_store(monkeypatch, second, lambda: stand.desk.leave(Leave(person_id=ROBIN)))
    with pytest.raises(NotPermitted, match=LEFT):
        await second.desk.undo_last(item.id)


async def test_who_leaves_before_they_say_why_it_was_late_says_nothing(
    stand: Stand, second: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = await stand.comes_in(incoming("late", received_at=NOW - timedelta(days=2)))
    await Watch(stand.office).step()
    clocks = tuple(one.clock_id for one in await stand.desk.breaches(item.id))
    first_at_the_store(monkeypatch, second, lambda: stand.desk.leave(Leave(person_id=ROBIN)))
    with pytest.raises(NotPermitted, match=LEFT):
        await second.desk.give_cause(GiveCause(clock_ids=clocks, cause=Cause.TOO_MANY))


async def test_a_draft_that_was_handed_over_is_not_taken_back_by_a_console_still_open(
    stand: Stand, second: Stand
) -> None:
    item = await stand.comes_in()
    await stand.sign_in("Sam Heir", ADVISOR)
    await second.desk.save_draft(item.id, ActionKind.REPLY, "Half an answer")
    await stand.desk.leave(Leave(person_id=ROBIN, drafts_to=SAM))
    for text in ("Half an answer, and more", ""):
        with pytest.raises(NotPermitted, match=LEFT):
            await second.desk.save_draft(item.id, ActionKind.REPLY, text)
    (kept,) = (await stand.dossier(item)).drafts
    assert (kept.person, kept.text) == (SAM, "Half an answer")


# -- leaving itself ----------------------------------------------------------------------------------------------------


async def test_of_two_supervisors_who_end_the_same_colleagues_rights_the_second_is_told(
    stand: Stand, second: Stand, olga: Desk
) -> None:
    order = Leave(person_id=ROBIN)
    outcomes = await asyncio.gather(stand.desk.leave(order), olga.leave(order), return_exceptions=True)
    refused = [str(one) for one in outcomes if isinstance(one, NotPossible)]
    assert refused == ["Robin Colleague has left already."]
    assert len((await stand.desk.staff()).tasks) == 4
    assert (await stand.events()).count("person.left") == 1


async def test_of_two_supervisors_who_end_each_others_rights_one_stays(stand: Stand, second: Stand, olga: Desk) -> None:
    outcomes = await asyncio.gather(
        stand.desk.leave(Leave(person_id=OLGA)), olga.leave(Leave(person_id=ALEX)), return_exceptions=True
    )
    assert sum(isinstance(one, NotPermitted) for one in outcomes) == 1
    assert sum(one.left_at is not None for one in await stand.desk.people()) == 1


async def test_what_a_leaver_took_and_wrote_at_the_last_moment_is_let_go_and_told(
    stand: Stand, second: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = await stand.comes_in()

    async def take_and_write() -> None:
        await second.desk.claim(item.id)
        await second.desk.save_draft(item.id, ActionKind.REPLY, "Half an answer")

    first_at_the_store(monkeypatch, stand, take_and_write)
    done = await stand.desk.leave(Leave(person_id=ROBIN, drafts_to=ALEX))
    assert "1 item free again. 1 draft handed to Alex Practice." in done.said
    entry = (await stand.office.store.audit_entries())[-1]
    assert (entry.details["released"], entry.details["drafts"]) == ([item.id], [item.id])


# -- what is given to them ---------------------------------------------------------------------------------------------


async def test_what_is_handed_out_to_somebody_who_leaves_meanwhile_is_left_out_and_said(
    stand: Stand, second: Stand, olga: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = await stand.comes_in()
    first_at_the_store(monkeypatch, stand, lambda: olga.leave(Leave(person_id=ROBIN)))
    handed = await stand.desk.hand_out(HandOut(person_ids=(ROBIN,), count=1))
    assert [one.why_not for one in handed.left_out] == ["Robin Colleague works here no more."]
    assert (await stand.item(item.id)).claimed_by is None


async def test_what_is_handed_out_to_somebody_who_goes_away_meanwhile_is_left_out_and_said(
    stand: Stand, second: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = await stand.comes_in()
    away = MarkAbsent(person_id=ROBIN, from_at=NOW - UNDO)
    first_at_the_store(monkeypatch, stand, lambda: second.desk.mark_absent(away))
    handed = await stand.desk.hand_out(HandOut(person_ids=(ROBIN,), count=1))
    assert [one.why_not.split(",")[0] for one in handed.left_out] == ["Robin Colleague is away"]
    assert (await stand.item(item.id)).claimed_by is None


async def test_nothing_is_assigned_to_somebody_who_leaves_meanwhile(
    stand: Stand, second: Stand, olga: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = await stand.comes_in()
    order = Assign(**await stand.at(item), person_id=ROBIN)
    first_at_the_store(monkeypatch, stand, lambda: olga.leave(Leave(person_id=ROBIN)))
    with pytest.raises(NotPossible, match=r"^Robin Colleague works here no more\.$"):
        await stand.desk.assign(order)

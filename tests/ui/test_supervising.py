"""A supervisor's keys, from the key to the store, and how colleagues are told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from console.channels.practice_trouble import TroubleKind, TroubleStep
from console.desk.orders import Escalate, Reply
from console.desk.records import View
from console.desk.staff_orders import Leave, MarkAbsent, SetWeek
from console.desk.supervisor_orders import HandOut, Held, OpenClosure, SendBack, SetFree, TakeOver
from console.model import ActionKind, Incoming, ItemState
from tests.ui.stage import ADVISOR, LEADER, NOW, Stage, comment, staged

HEATING = "The heating has been off since Monday, can somebody come please"
BOSS = ("Bo Leader", LEADER)


async def somebody_away(stage: Stage) -> None:
    """Ann has signed in here, and is away since yesterday."""
    ann = await stage.colleague("Ann Away")
    await ann.mark_absent(MarkAbsent(person_id=ann.person.id, from_at=NOW - timedelta(days=1)))


async def test_a_supervisor_takes_over_with_one_key_and_finds_the_draft(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        theirs, item = await stage.colleague(), await stage.item("c1")
        await theirs.claim(item.id)
        await theirs.save_draft(item.id, ActionKind.REPLY, "Half an answer")
        await stage.press("T")
        await stage.until(lambda: "Taken over from Eilidh Colleague" in stage.toasts(), "it is said")
        await stage.until(lambda: "‹you›" in stage.screen_text(), "the row says who has it")
        assert (await stage.item("c1")).claimed_by == stage.desk.person.id
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        assert stage.app.screen.texts == ("Half an answer",)


async def test_a_supervisor_sets_free_with_one_key(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        theirs = await stage.colleague()
        await theirs.claim((await stage.item("c1")).id)
        await stage.press("F")
        await stage.until(lambda: "Set free. Eilidh Colleague no longer has it." in stage.toasts(), "it is said")
        assert (await stage.item("c1")).claimed_by is None


@pytest.mark.parametrize("key", ["T", "F"])
async def test_what_nobody_or_the_person_holds_is_neither_taken_over_nor_set_free(tmp_path: Path, key: str) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press(key)
        await stage.until(lambda: "Nobody holds this" in stage.toasts())
        await stage.press("space")
        await stage.until(lambda: "‹you›" in stage.screen_text())
        await stage.press(key)
        await stage.until(lambda: "You hold this yourself" in stage.toasts())


@pytest.mark.parametrize("key", ["T", "F"])
async def test_who_is_no_supervisor_is_told_who_is(tmp_path: Path, key: str) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], role=ADVISOR) as stage:
        await stage.press(key)
        await stage.until(lambda: "Who may: Customer Hub Team Leader" in stage.toasts(), "who may")


async def test_whose_item_is_taken_over_is_told_and_sees_by_whom(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING, name="Ada One")], role=ADVISOR) as stage:
        boss = await stage.colleague(*BOSS)
        await stage.press("space")
        await stage.until(lambda: "‹you›" in stage.screen_text(), "mine")
        item = await stage.item("c1")
        await boss.take_over(TakeOver(item_id=item.id, version=item.version, holder=stage.desk.person.id))
        await stage.until(lambda: "Bo Leader took over what you held: Ada One" in stage.toasts(), "it is told")
        await stage.until(lambda: "‹Bo Leader›" in stage.screen_text(), "the row says who has it")


async def test_whose_item_is_set_free_is_told(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING, name="Ada One")], role=ADVISOR) as stage:
        boss = await stage.colleague(*BOSS)
        await stage.press("space")
        await stage.until(lambda: "‹you›" in stage.screen_text(), "mine")
        item = await stage.item("c1")
        held = Held(item_id=item.id, version=item.version, holder=stage.desk.person.id)
        await boss.set_free(SetFree(items=(held,)))
        await stage.until(lambda: "Bo Leader set free what you held: Ada One" in stage.toasts(), "it is told")


async def test_what_somebody_writes_who_has_left_meanwhile_is_not_kept_and_stays_on_their_screen(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], role=ADVISOR) as stage:
        boss, item = await stage.colleague(*BOSS), await stage.item("c1")
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        await stage.press("S", "o", "r", "r", "y")
        await boss.leave(Leave(person_id=stage.desk.person.id))
        await stage.press("escape")
        await stage.until(lambda: "every right here has ended" in stage.toasts(), "the refusal is said")
        assert type(stage.app.screen).__name__ == "ComposeScreen"
        assert "Sorry" in stage.app.screen.texts[0]
        dossier = await boss.dossier(item.id)
        assert dossier is not None
        assert "Sorry" not in [draft.text for draft in dossier.drafts]


# -- handing out -------------------------------------------------------------------------------------------------------


def late(count: int) -> list[Incoming]:
    """So many items that are late, the first the longest."""
    return [comment(number, HEATING, minutes=500 - number, name=f"Author {number}") for number in range(1, count + 1)]


async def test_what_is_due_soonest_is_handed_out_evenly_as_it_was_shown(tmp_path: Path) -> None:
    async with staged(tmp_path, late(3)) as stage:
        eilidh, kim = await stage.colleague(is_here=True), await stage.colleague("Kim Third", is_here=True)
        await stage.colleague("Dana Director", "director-of-housing")
        await somebody_away(stage)
        await stage.press("H")
        await stage.until_screen("HandOutDialog")
        await stage.until(lambda: "Eilidh Colleague gets 2, Kim Third gets 1." in stage.screen_text(), "who gets what")
        shown = stage.screen_text()
        assert "3 items that nobody holds" in shown
        assert "✗ Ann Away  Customer Hub Advisor, away" in shown
        assert "Dana Director" not in shown
        assert "  Mairi Tester" in shown
        assert "✓ Mairi Tester" not in shown
        await stage.press("enter")
        await stage.until(lambda: "Handed out: Eilidh Colleague 2, Kim Third 1." in stage.toasts(), "it is said")
        holders = [(await stage.item(f"c{number}")).claimed_by for number in (1, 2, 3)]
        assert holders == [eilidh.person.id, kim.person.id, eilidh.person.id]
        await stage.until(lambda: stage.screen_text().count("‹Eilidh") == 2, "the rows say who has them")


async def test_where_nothing_is_due_soon_the_question_says_so_and_asks_how_many(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.colleague(is_here=True)
        await stage.press("H")
        await stage.until_screen("HandOutDialog")
        await stage.until(lambda: "Say how many." in stage.screen_text(), "how many")
        assert "Of what nobody holds nothing is late or due within" in stage.screen_text()


async def test_how_many_and_to_whom_is_chosen_with_keys(tmp_path: Path) -> None:
    async with staged(tmp_path, late(3)) as stage:
        for name in ("Eilidh Colleague", "Kim Third"):
            await stage.colleague(name, is_here=True)
        await somebody_away(stage)
        await stage.press("H")
        await stage.until_screen("HandOutDialog")
        await stage.press("2", "tab", "space", "j", "space")  # Ann is away and stays unticked; Eilidh no longer
        await stage.until(lambda: "Kim Third gets 2." in stage.screen_text(), "who gets what")
        await stage.press("enter")
        await stage.until(lambda: "Handed out: Kim Third 2." in stage.toasts(), "it is said")
        assert (await stage.item("c3")).claimed_by is None


async def test_who_is_off_by_their_own_week_is_left_unticked_and_may_be_ticked(tmp_path: Path) -> None:
    async with staged(tmp_path, late(2)) as stage:
        await stage.colleague(is_here=True)
        kim = await stage.colleague("Kim Third", is_here=True)
        await stage.desk.set_week(SetWeek(person_id=kim.person.id, works=dict.fromkeys(range(5), ((1020, 1080),))))
        await stage.press("H")
        await stage.until_screen("HandOutDialog")
        await stage.until(lambda: "Eilidh Colleague gets 2." in stage.screen_text(), "who gets what")
        assert "  Kim Third  Customer Hub Advisor, off shift until 17:00" in stage.screen_text()
        assert "✓ Kim Third" not in stage.screen_text()
        await stage.press("tab", "j", "space")
        await stage.until(lambda: "Eilidh Colleague gets 1, Kim Third gets 1." in stage.screen_text(), "they are meant")
        await stage.press("a")
        await stage.until(lambda: "✓ Mairi Tester" in stage.screen_text(), "whoever is on is ticked beside them")
        assert "✓ Kim Third" in stage.screen_text()


async def test_nothing_is_handed_out_without_a_number_to_nobody_or_on_escape(tmp_path: Path) -> None:
    async with staged(tmp_path, late(1)) as stage:
        await stage.colleague(is_here=True)
        await stage.press("H")
        await stage.until_screen("HandOutDialog")
        await stage.press("backspace", "enter")
        await stage.until(lambda: "Say how many." in stage.screen_text())
        await stage.press("1", "tab", "a", "a", "enter")
        await stage.until(lambda: "nobody is ticked" in stage.screen_text())
        await stage.press("escape")
        await stage.until_at_rest()
        assert (await stage.item("c1")).claimed_by is None


async def test_who_was_not_seen_today_is_left_unticked_and_named_so(tmp_path: Path) -> None:
    async with staged(tmp_path, late(2)) as stage:
        await stage.colleague(is_here=True)
        await stage.colleague("Kim Third")
        await stage.press("H")
        await stage.until_screen("HandOutDialog")
        await stage.until(lambda: "Eilidh Colleague gets 2." in stage.screen_text(), "who gets what")
        assert "  Kim Third  Customer Hub Advisor, not seen today" in stage.screen_text()
        await stage.press("tab", "j", "space")
        await stage.until(lambda: "Eilidh Colleague gets 1, Kim Third gets 1." in stage.screen_text(), "they are meant")


async def test_who_is_no_supervisor_hands_nothing_out(tmp_path: Path) -> None:
    async with staged(tmp_path, late(1), role=ADVISOR) as stage:
        await stage.press("H")
        await stage.until(lambda: "you may not hand out items" in stage.toasts())


async def test_what_is_given_to_somebody_is_told(tmp_path: Path) -> None:
    async with staged(tmp_path, late(2), role=ADVISOR) as stage:
        boss = await stage.colleague(*BOSS)
        await stage.until(lambda: stage.inbox._given_to_me is not None, "it was looked at")
        await boss.hand_out(HandOut(person_ids=(stage.desk.person.id,), count=1))
        await stage.until(lambda: "Given to you: Author 1. f 2 shows all of them." in stage.toasts(), "it is told")
        await stage.until(lambda: "‹you›" in stage.screen_text(), "the row says so")
        assert list(await stage.desk.order(View.MINE)) == [(await stage.item("c1")).id]


# -- re-routing, and sending back --------------------------------------------------------------------------------------


async def escalated(stage: Stage) -> None:
    item = await stage.item("c1")
    order = Escalate(item_id=item.id, version=item.version, reason="A reporter asks", department_id="property")
    await stage.desk.escalate(order)


async def test_an_escalation_is_put_to_another_director_with_a_reason(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await escalated(stage)
        await stage.press("E")
        await stage.until_screen("RerouteDialog")
        assert "it is put to them already" in stage.screen_text()
        await stage.press("enter", "enter")
        await stage.until(lambda: "Say in a few words why." in stage.screen_text(), "a reason is wanted")
        await stage.write("It is about housing, not the boiler")
        await stage.press("enter")
        await stage.until(lambda: "instead of the Director of Property" in stage.toasts(), "it is said")
        dossier = await stage.desk.dossier((await stage.item("c1")).id)
        assert [one.is_waiting for one in dossier.escalations] == [False, True]
        await stage.press("enter")
        await stage.until(lambda: "put to somebody else by Mairi Tester" in stage.inbox.dossier_pane.text, "both shown")
        assert "not acknowledged yet" in stage.inbox.dossier_pane.text


async def test_half_a_reason_for_re_routing_is_there_again(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await escalated(stage)
        for text in ("Half a ", "reason"):
            await stage.press("E")
            await stage.until_screen("RerouteDialog")
            await stage.press("enter")
            await stage.write(text)
            await stage.press("escape")
            await stage.until_at_rest()
        (draft,) = (await stage.desk.dossier((await stage.item("c1")).id)).drafts
        assert (draft.kind, draft.text) == (ActionKind.REROUTE, "Half a reason")


async def test_a_draft_goes_back_to_its_writer_with_a_note(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        theirs, item = await stage.colleague(), await stage.item("c1")
        await theirs.save_draft(item.id, ActionKind.REPLY, "Yeah, [/] sure")
        await stage.press("B")
        await stage.until_screen("SendBackDialog")
        assert "Send the draft back to Eilidh Colleague" in stage.screen_text()
        assert "Yeah, [/] sure" in stage.screen_text()
        await stage.press("enter")
        await stage.until(lambda: "Say in a few words what should change." in stage.screen_text(), "a reason is wanted")
        await stage.write("Say sorry [/] first")
        await stage.press("enter")
        await stage.until(lambda: "Sent back to Eilidh Colleague" in stage.toasts(), "it is said")
        dossier = await stage.desk.dossier(item.id)
        assert [note.text for note in dossier.notes] == ["sent back: Say sorry [/] first"]
        assert [draft.text for draft in dossier.drafts] == ["Yeah, [/] sure"]
        assert dossier.item.claimed_by == theirs.person.id


async def test_whose_draft_comes_back_is_told_and_sees_it_until_they_write_on(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING, name="Ada One")], role=ADVISOR) as stage:
        boss, item = await stage.colleague(*BOSS), await stage.item("c1")
        await stage.desk.save_draft(item.id, ActionKind.REPLY, "Half an answer")
        stage.clock.advance(timedelta(minutes=1))
        back = {"draft": ActionKind.REPLY, "writer": stage.desk.person.id, "reason": "Say sorry first"}
        version = (await stage.item("c1")).version
        await boss.send_back(SendBack(item_id=item.id, version=version, **back))
        await stage.until(lambda: "Sent back to you: Ada One" in stage.toasts(), "it is told")
        await stage.until(lambda: "sent back " in stage.screen_text(), "the row says it")
        await stage.press("enter")
        await stage.until(lambda: "sent back: Say sorry first" in stage.inbox.dossier_pane.text, "the note")
        await stage.press("escape", "r")
        await stage.until_screen("ComposeScreen")
        stage.clock.advance(timedelta(minutes=1))
        await stage.write(", sorry")
        await stage.press("escape")
        await stage.until_at_rest()
        await stage.until(lambda: "sent back " not in stage.screen_text(), "no longer")


@pytest.mark.parametrize(("key", "said"), [("E", "No escalation waits"), ("B", "No colleague has begun to write")])
async def test_with_nothing_to_put_elsewhere_or_send_back_it_is_said(tmp_path: Path, key: str, said: str) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press(key)
        await stage.until(lambda: said in stage.toasts())


@pytest.mark.parametrize("key", ["E", "B"])
async def test_who_is_no_supervisor_is_told_who_puts_elsewhere_and_sends_back(tmp_path: Path, key: str) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], role=ADVISOR) as stage:
        await stage.press(key)
        await stage.until(lambda: "Who may: Customer Hub Team Leader" in stage.toasts(), "who may")


# -- closures ----------------------------------------------------------------------------------------------------------


async def declare(stage: Stage, end: str = "17:00") -> None:
    """Through the dialog to the sheet that shows what moves."""
    await stage.open_closure_dialog()
    await stage.press("enter")
    await stage.write(end)
    await stage.press("enter")
    await stage.write("Storm Babet")
    await stage.press("enter")
    await stage.until_screen("Sheet")


async def test_a_closure_is_declared_once_what_it_moves_was_shown(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        before = (await stage.item("c1")).next_due_at
        await declare(stage)
        await stage.until(lambda: "1 deadline would move" in stage.screen_text(), "what moves")
        assert "Closed 15:00 to 17:00: Storm Babet" in stage.screen_text()
        assert (await stage.item("c1")).next_due_at == before
        await stage.press("y")
        await stage.until(lambda: "Closed from now until 17:00. 1 deadline moved." in stage.toasts(), "it is said")
        assert (await stage.item("c1")).next_due_at == before + timedelta(hours=2)
        await stage.until_at_rest()
        await stage.until(lambda: "closed (Storm Babet)" in stage.screen_text(), "the status line says it")


async def test_a_closure_that_nobody_agrees_to_is_not_declared(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await declare(stage)
        await stage.press("escape")
        await stage.until_at_rest()
        assert await stage.desk.closures() == []
        assert stage.desk.office.calendar.is_open(NOW)


async def test_a_day_that_is_typed_as_the_end_is_closed_whole(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await declare(stage, "12 Dec")
        assert "to Sun 13 Dec at 00:00: Storm Babet" in stage.screen_text()


async def test_what_cannot_be_read_as_a_moment_keeps_the_dialog_open(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.open_closure_dialog()
        await stage.write("later today")
        await stage.press("enter")
        await stage.until(lambda: "no moment that Halfday can read" in stage.screen_text(), "what is wrong")
        assert "esc goes back" in stage.screen_text()
        await stage.press("ctrl+u", *"16:00", "enter", *"15:30", "enter", *"Storm", "enter")
        await stage.until(lambda: "after the beginning" in stage.screen_text(), "what is wrong")
        assert type(stage.app.screen).__name__ == "ClosureDialog"


async def test_a_running_closure_is_ended_and_a_mistaken_one_taken_back(tmp_path: Path) -> None:
    for answer, said, hours in (("1", "Open again. 1 deadline moved.", 1), ("2", "is taken back. 1 deadline", 0)):
        async with staged(tmp_path / answer, [comment(1, HEATING)]) as stage:
            before = (await stage.item("c1")).next_due_at
            await stage.desk.open_closure(OpenClosure(start=NOW, end=NOW + timedelta(hours=2), reason="Storm Babet"))
            stage.clock.advance(timedelta(hours=1))
            await stage.press("O")
            await stage.until_screen("Menu")
            await stage.press("2")
            await stage.until(lambda: "It was a mistake" in stage.screen_text(), "how it ends")
            await stage.press(answer)
            await stage.until_screen("Sheet")
            await stage.press("y")
            await stage.until(lambda said=said: said in stage.toasts(), "it is said")
            assert (await stage.item("c1")).next_due_at == before + timedelta(hours=hours)
            assert stage.desk.office.calendar.is_open(stage.clock.now())


async def test_that_a_notice_is_posted_is_noted_once(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("O")
        await stage.until_screen("Menu")
        assert "Its notice is posted: Christmas Day" in stage.screen_text()
        await stage.press("2")
        await stage.until(lambda: "Noted: the notice of the next closure is posted." in stage.toasts())
        await stage.until_at_rest()
        await stage.press("O")
        await stage.until_screen("Menu")
        assert "Christmas" not in stage.screen_text()


async def test_who_is_no_supervisor_closes_nothing(tmp_path: Path) -> None:
    async with staged(tmp_path, role=ADVISOR) as stage:
        await stage.press("O")
        await stage.until(lambda: "you may not open or end a closure" in stage.toasts())


# -- what is there already, also while a colleague holds the item ------------------------------------------------------


async def test_an_incident_is_pinned_while_a_colleague_holds_the_item(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(100, 36)) as stage:
        theirs, item = await stage.colleague(), await stage.item("c1")
        await theirs.claim(item.id)
        await stage.press("i")
        await stage.until_screen("DeclareDialog")
        await stage.press("tab")
        await stage.write("We know that the heating is off, and are sorry. Engineers are on their way.")
        await stage.press("f4")
        await stage.until_screen("ReviewSheet")
        await stage.press("escape")
        await stage.until_at_rest()
        assert (await stage.item("c1")).incident_id is not None
        assert (await stage.item("c1")).claimed_by == theirs.person.id


async def test_a_delivery_is_settled_while_a_colleague_holds_the_item(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], trouble=[TroubleStep(TroubleKind.NOT_ALLOWED)]) as stage:
        theirs, item = await stage.colleague(), await stage.item("c1")
        await theirs.reply(Reply(item_id=item.id, version=item.version, text="Hello, sorry for the wait."))
        await stage.deliver()
        await theirs.claim(item.id)
        await stage.press("t")
        await stage.until_screen("Menu")
        await stage.press("2")
        await stage.until(lambda: "noted as delivered" in stage.toasts())
        assert (await stage.item("c1")).state is ItemState.ANSWERED

"""Each act from its key to the store and the platform."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from console.model import ActionKind, ClockKind, ItemState
from tests.ui.stage import Stage, comment, message, staged

HEATING = "The heating has been off since Monday, can somebody come please"
ANSWER = "Hello, sorry for the wait. We will send you a private message within one working day."


async def send(stage: Stage) -> None:
    """From the compose screen: the look, then enter; a reason where one is asked for."""
    await stage.press("f4")
    await stage.until_screen("Preview")
    if stage.app.screen.needs_reason:
        await stage.write("agreed with the team")
    await stage.press("enter")
    await stage.until(lambda: type(stage.app.screen).__name__ == "InboxScreen", f"sent\n{stage.toasts()}")


async def test_reply_is_written_looked_at_and_sent(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        assert (await stage.item("c1")).claimed_by == stage.desk.person.id
        await stage.write(ANSWER)
        await send(stage)
        assert (await stage.item("c1")).state is ItemState.ACTING
        await stage.until(lambda: "u takes back" in stage.screen_text(), "the countdown")
        await stage.deliver()
        assert (await stage.item("c1")).state is ItemState.ANSWERED
        assert [answer.text for answer in stage.world.answers()] == [ANSWER]


async def test_undo_takes_a_reply_back_before_it_leaves(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        await stage.write(ANSWER)
        await send(stage)
        await stage.press("u")
        await stage.until(lambda: "Taken back" in stage.toasts())
        await stage.deliver()
        assert (await stage.item("c1")).state is ItemState.OPEN
        assert not list(stage.world.answers())


async def test_undo_with_nothing_done_says_so(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("u")
        await stage.until(lambda: "nothing left to take back" in stage.toasts())


async def test_a_suggestion_opens_the_reply_with_its_text(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("1")
        await stage.until_screen("ComposeScreen")
        assert stage.app.screen.texts[0].strip()


async def test_leaving_keeps_the_draft_and_lets_go_of_the_claim(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        await stage.write("Half an answer")
        await stage.press("escape")
        await stage.until_screen("InboxScreen")
        await stage.until(lambda: "‹you›" not in stage.screen_text())
        item = await stage.item("c1")
        assert item.claimed_by is None
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        assert stage.app.screen.texts == ("Half an answer",)


async def test_opening_and_leaving_without_a_word_keeps_no_draft(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("p")
        await stage.until_screen("ComposeScreen")
        await stage.press("escape")
        await stage.until_screen("InboxScreen")
        dossier = await stage.desk.dossier((await stage.item("c1")).id)
        assert dossier.drafts == ()


async def test_a_draft_is_saved_as_one_types(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        await stage.write("kept at once")
        item = await stage.item("c1")
        await stage.until_kept(item.id, ActionKind.REPLY)
        dossier = await stage.desk.dossier(item.id)
        assert [(d.kind, d.text) for d in dossier.drafts] == [(ActionKind.REPLY, "kept at once")]


async def test_a_stopped_text_cannot_be_sent(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        await stage.write("Call the tenant on 07700 900123 today :-)")
        await stage.press("f4")
        await stage.until_screen("Preview")
        assert stage.app.screen.is_stopped
        await stage.press("enter")
        assert type(stage.app.screen).__name__ == "Preview"
        assert (await stage.item("c1")).state is ItemState.OPEN


async def test_move_to_private_sends_both_and_opens_a_promise(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("p")
        await stage.until_screen("ComposeScreen")
        await send(stage)
        await stage.deliver()
        item = await stage.item("c1")
        dossier = await stage.desk.dossier(item.id)
        assert item.state is ItemState.MOVED
        assert len(list(stage.world.answers())) == 2
        assert [c.kind for c in dossier.clocks if c.is_running] == [ClockKind.PROMISE]


async def test_the_timescale_can_be_changed_while_writing(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("p")
        await stage.until_screen("ComposeScreen")
        await stage.press("f8")
        await stage.until_screen("Menu")
        await stage.press("3")
        await stage.until_screen("ComposeScreen")
        await stage.until(lambda: all("within two working days" in text for text in stage.app.screen.texts))


async def test_moving_a_private_message_to_private_says_why_not(tmp_path: Path) -> None:
    async with staged(tmp_path, [message(1, HEATING)]) as stage:
        await stage.press("p")
        await stage.until(lambda: "private message already" in stage.toasts())


async def test_where_no_private_message_can_be_sent_the_policys_other_route_is_offered(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING, channel="youtube")], size=(100, 36)) as stage:
        await stage.press("p")
        await stage.until_screen("Confirm")
        assert "YouTube has no private messages" in stage.screen_text()
        await stage.press("y")
        await stage.until_screen("ComposeScreen")
        assert stage.app.screen.texts == (
            "We cannot send you a private message here, so please contact us another way. Please see our website.",
        )


async def test_remove_asks_twice_then_removes_with_its_notice(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "you useless fucking cunts")], size=(100, 36)) as stage:
        await stage.press("x")
        await stage.until_screen("RemoveDialog")
        assert "Hidden from everybody" in stage.screen_text()
        assert "cunts" not in stage.screen_text()
        await stage.press("y")
        assert type(stage.app.screen).__name__ == "RemoveDialog"  # no reason has been chosen yet
        await stage.press("enter", "y")
        await stage.until(lambda: type(stage.app.screen).__name__ != "RemoveDialog")
        await stage.press("escape")
        await stage.deliver()
        assert (await stage.item("c1")).state is ItemState.REMOVED


async def test_log_complaint_opens_a_case_and_offers_a_reply_with_its_reference(tmp_path: Path) -> None:
    async with staged(
        tmp_path, [comment(1, "I want to make a formal complaint about my repair")], size=(100, 36)
    ) as stage:
        await stage.press("c")
        await stage.until_screen("ComplaintDialog")
        await stage.press("enter", "enter")
        await stage.write("third time")
        await stage.press("enter")
        await stage.until_screen("Confirm")
        dossier = await stage.desk.dossier((await stage.item("c1")).id)
        reference = dossier.cases[0].reference
        assert dossier.cases[0].is_complaint
        assert reference in stage.screen_text()
        await stage.press("y")
        await stage.until_screen("ComposeScreen")
        assert reference in stage.app.screen.texts[0]


async def test_a_service_request_is_not_answered_as_a_complaint(tmp_path: Path) -> None:
    async with staged(tmp_path, [message(1, HEATING)], size=(100, 36)) as stage:
        await stage.press("c")
        await stage.until_screen("ComplaintDialog")
        await stage.press("enter", "enter", "enter")
        await stage.until_screen("Confirm")
        (case,) = (await stage.desk.dossier((await stage.item("m1")).id)).cases
        assert not case.is_complaint
        await stage.press("y")
        await stage.until_screen("ComposeScreen")
        assert stage.app.screen.texts[0].endswith(f"We have recorded this. Your reference is {case.reference}.")


async def test_escalate_names_the_director_and_wants_a_reason(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(100, 36)) as stage:
        await stage.press("e")
        await stage.until_screen("EscalateDialog")
        assert "Director of Property" in stage.screen_text()
        await stage.press("enter", "enter")
        assert type(stage.app.screen).__name__ == "EscalateDialog"
        await stage.write("a baby without heating")
        await stage.press("enter")
        await stage.until_screen("InboxScreen")
        await stage.until(lambda: "Escalated to" in stage.toasts())
        dossier = await stage.desk.dossier((await stage.item("c1")).id)
        assert [e.reason for e in dossier.escalations] == ["a baby without heating"]


async def test_met_acknowledges_an_escalation(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(100, 36)) as stage:
        await stage.press("e")
        await stage.until_screen("EscalateDialog")
        await stage.press("enter")
        await stage.write("please look")
        await stage.press("enter")
        await stage.until_screen("InboxScreen")
        await stage.until(lambda: "Escalated to" in stage.toasts())
        await stage.press("m")
        await stage.until_screen("Menu")
        await stage.press("enter")
        await stage.until(lambda: "Acknowledged" in stage.toasts())


async def test_close_wants_a_reason_and_can_be_reopened(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "Thanks all, lovely day")]) as stage:
        await stage.press("d")
        await stage.until_screen("ReasonDialog")
        await stage.press("enter")
        assert type(stage.app.screen).__name__ == "ReasonDialog"
        await stage.write("a thank you that needs no answer")
        await stage.press("enter")
        await stage.until(lambda: "Closed" in stage.toasts())
        assert (await stage.item("c1")).state is ItemState.CLOSED
        await stage.press("o")
        await stage.until_screen("ReasonDialog")
        await stage.press("enter")
        await stage.until(lambda: "Open again" in stage.toasts())
        assert (await stage.item("c1")).state is ItemState.OPEN


async def test_block_is_confirmed_a_second_time(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(100, 30)) as stage:
        await stage.press("b")
        await stage.until_screen("ReasonDialog")
        await stage.write("again and again")
        await stage.press("enter")
        await stage.until_screen("Confirm")
        await stage.press("enter")
        assert type(stage.app.screen).__name__ == "Confirm"  # enter is not a yes
        await stage.press("escape")
        await stage.until(lambda: "Not blocked" in stage.toasts())
        await stage.press("b")
        await stage.until_screen("ReasonDialog")
        await stage.write("again and again")
        await stage.press("enter")
        await stage.until_screen("Confirm")
        await stage.press("y")
        await stage.until(lambda: "Block on its way" in stage.toasts())


async def test_a_note_is_kept_and_shown(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("n")
        await stage.until_screen("ComposeScreen")
        await stage.write("Rang the plumber")
        await send(stage)
        await stage.press("enter")
        await stage.until(lambda: "Rang the plumber" in stage.inbox.dossier_pane.text)


async def test_a_question_is_asked_and_answered_with_the_same_key(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("a")
        await stage.until_screen("ComposeScreen")
        await stage.write("Who deals with this")
        await send(stage)
        await stage.press("a")
        await stage.until_screen("ComposeScreen")
        assert "Who deals with this" in stage.screen_text()
        await stage.write("Property does")
        await send(stage)
        dossier = await stage.desk.dossier((await stage.item("c1")).id)
        assert [(q.text, q.answer) for q in dossier.questions] == [("Who deals with this", "Property does")]


async def test_an_own_answer_can_be_corrected(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        await stage.write(ANSWER)
        await send(stage)
        await stage.deliver()
        await stage.press("C")
        await stage.until_screen("ComposeScreen")
        assert stage.app.screen.texts == (ANSWER,)
        await stage.write(" Thank you.")
        await send(stage)
        await stage.deliver()
        assert [answer.text for answer in stage.world.answers()][-1] == f"{ANSWER} Thank you."


async def test_a_stale_act_is_refused_and_the_text_kept(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        await stage.write(ANSWER)
        stage.world.edit("facebook", "c1", "It works again, never mind")
        await stage.arrive()
        await stage.press("f4")
        await stage.until_screen("Preview")
        if stage.app.screen.needs_reason:
            await stage.write("fine")
        await stage.press("enter")
        await stage.until(lambda: "changed the text meanwhile" in stage.toasts())
        assert type(stage.app.screen).__name__ == "ComposeScreen"
        assert stage.app.screen.texts == (ANSWER,)
        assert "It works again" in stage.screen_text()


async def test_a_role_that_may_not_is_told_why(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], role="colleague") as stage:
        await stage.press("r")
        await stage.until(lambda: "W6.1" in stage.toasts() or "may not" in stage.toasts(), stage.toasts())
        assert type(stage.app.screen).__name__ == "InboxScreen"


async def test_a_colleagues_item_is_not_worked_on(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        item = await stage.item("c1")
        from console.desk.desk import Desk
        from console.model import Person

        await Desk(stage.desk.office, Person("eilidh", "Eilidh", "customer-hub-team-leader")).claim(item.id)
        await stage.press("r")
        await stage.until(lambda: "working on this" in stage.toasts())
        assert type(stage.app.screen).__name__ == "InboxScreen"


async def test_a_failed_delivery_is_told_and_can_be_tried_again(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(120, 40)) as stage:
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        await stage.write(ANSWER)
        await send(stage)
        stage.world.delete_by_public("facebook", "c1")
        await stage.deliver()
        await stage.until(lambda: "Failed" in stage.toasts(), "the failure is told")
        await stage.until(lambda: "1 failed" in stage.screen_text())
        await stage.press("t")
        await stage.until_screen("Menu")


async def test_what_is_about_to_be_late_is_told_once(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING, name="Ann Late", minutes=200)]) as stage:
        stage.clock.advance(timedelta(minutes=30))
        await stage.inbox._look_for_breaches()
        await stage.inbox._look_for_breaches()
        assert stage.toasts().count("Due within 15 minutes: Ann Late") == 1

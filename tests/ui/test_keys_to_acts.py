"""Each act from its key to the store and the platform."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from console.channels.practice_trouble import TroubleKind, TroubleStep
from console.model import ActionKind, ClockKind, ItemKind, ItemState
from console.screens.referring import reference_owed
from console.screens.telling import warn
from tests.ui.stage import LEADER, Stage, comment, message, staged

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


async def test_undo_is_for_the_item_under_the_cursor_where_it_has_something_to_take_back(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING, name="Ada One"), comment(2, HEATING, name="Bo Two")]) as stage:
        for key in ("g", "G"):
            await stage.press(key, "r")
            await stage.until_screen("ComposeScreen")
            await stage.write(f"{ANSWER} {key}")
            await send(stage)
        await stage.press("g")
        first = stage.inbox.inbox.current.author_name
        await stage.press("u")
        await stage.until(lambda: "Taken back" in stage.toasts())
        assert f"Taken back ({first}, reply)" in stage.toasts()
        await stage.deliver()
        assert [answer.text for answer in stage.world.answers()] == [f"{ANSWER} G"]


async def test_nothing_is_removed_for_a_reason_that_nobody_chose(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "Lovely day at the allotments, thank you")], size=(100, 36)) as stage:
        await stage.press("x")
        await stage.until_screen("RemoveDialog")
        assert "Which one does it break?" in stage.screen_text()
        assert "strike" not in stage.screen_text()
        await stage.press("enter", "y")
        assert "Choose the reason first." in stage.screen_text()
        await stage.press("2", "enter")
        assert "y  removes it" in stage.screen_text()


async def test_what_can_be_removed_for_no_reason_is_refused_at_once(tmp_path: Path) -> None:
    review = comment(1, "Two stars. Slow repairs.", kind=ItemKind.REVIEW)
    async with staged(tmp_path, [review], size=(100, 36)) as stage:
        await stage.press("x")
        await stage.until(lambda: "reviews" in stage.toasts(), "why not")
        await stage.until_at_rest()


async def test_what_is_no_repair_is_logged_under_a_category_that_somebody_chose(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "Lovely day at the allotments, thank you")], size=(100, 36)) as stage:
        await stage.press("c")
        await stage.until_screen("ComplaintDialog")
        await stage.press("enter", "enter")
        await stage.until(lambda: "Choose a category first." in stage.screen_text())
        await stage.press("tab", "enter")
        assert type(stage.app.screen).__name__ == "ComplaintDialog"
        await stage.press("3", "enter", "enter")
        await stage.until_at_rest()
        (case,) = (await stage.desk.dossier((await stage.item("c1")).id)).cases
        assert case.category == stage.desk.office.policy.core.complaints.categories[2]


async def test_a_draft_begun_before_the_case_goes_on_with_its_reference(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(100, 36)) as stage:
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        await stage.write("My own words.")
        await stage.press("escape")
        await stage.until_at_rest()
        await stage.press("c")
        await stage.until_screen("ComplaintDialog")
        await stage.press("enter", "1", "enter", "enter")
        await stage.until_at_rest()
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        (text,) = stage.app.screen.texts
        assert text.startswith("My own words.")
        assert "CASE000001" in text


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


async def test_a_refusal_is_told_once_while_it_stands(tmp_path: Path) -> None:
    async with staged(tmp_path, [message(1, HEATING)]) as stage:
        for _ in range(3):
            await stage.press("p")
            await stage.until_at_rest()
        assert stage.toasts().count("private message already") == 1


async def test_over_a_dialog_a_toast_stands_once_and_never_on_its_keys(tmp_path: Path) -> None:
    async with staged(tmp_path, [message(1, HEATING)]) as stage:
        await stage.press("p")
        await stage.until(lambda: "private message already" in stage.screen_text())
        await stage.press("w")
        await stage.until_screen("Sheet")
        assert "private message already" not in stage.toasts(), "what the last act said is gone with the next"
        warn(stage.app, "This is a private message already.")
        await stage.until(lambda: stage.screen_text().count("private message already") == 1)
        assert "esc goes back · enter reads on" in stage.screen_text()
        await stage.press("escape")
        await stage.until(lambda: stage.screen_text().count("private message already") == 1)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"channel": "youtube"}, "YouTube has no private messages."),
        ({"minutes": 8 * 24 * 60}, "within seven days of the comment, and they have passed"),
    ],
)
async def test_moving_what_cannot_move_says_why_and_offers_what_is_possible(
    tmp_path: Path, facts: dict[str, object], why: str
) -> None:
    async with staged(tmp_path, [comment(1, HEATING, **facts)], size=(100, 36)) as stage:
        await stage.press("p")
        await stage.until_screen("Menu")
        assert why in " ".join(stage.screen_text().replace("│", " ").split())
        await stage.press("1")
        await stage.until_screen("ComposeScreen")
        assert "Reply to Author 1" in stage.screen_text()
        assert stage.app.screen.texts == (
            "We cannot send you a private message here, so please contact us another way. Please see our website.",
        )
        await stage.press("escape")
        await stage.until_at_rest()
        assert (await stage.item("c1")).claimed_by is None


async def test_remove_asks_twice_then_removes_with_its_notice(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "you useless fucking cunts")], size=(100, 36)) as stage:
        await stage.press("x")
        await stage.until_screen("RemoveDialog")
        assert "Hidden from everybody" in stage.screen_text()
        assert "cunts" not in stage.screen_text()
        await stage.press("y")
        assert type(stage.app.screen).__name__ == "RemoveDialog"  # no reason has been chosen yet
        assert "Choose the reason first" in stage.screen_text()
        await stage.press("enter", "enter")
        assert type(stage.app.screen).__name__ == "RemoveDialog"  # enter is not a yes, however often
        assert "Nothing is removed yet." in stage.screen_text()
        assert "y  removes it and posts the notice" in stage.screen_text()
        await stage.press("y")
        await stage.until(lambda: type(stage.app.screen).__name__ != "RemoveDialog")
        await stage.press("escape")
        await stage.deliver()
        assert (await stage.item("c1")).state is ItemState.REMOVED


@pytest.mark.parametrize(("policy", "role"), [("westward", LEADER), ("langstane", "support-services-manager")])
async def test_the_remove_dialog_shows_its_keys_on_24_lines_whatever_is_quoted(
    tmp_path: Path, policy: str, role: str
) -> None:
    long = "you useless fucking cunts " + "ring 07700 900123 and I will find you " * 12
    async with staged(tmp_path, [comment(1, long)], policy=policy, role=role) as stage:
        await stage.press("v", "x")
        await stage.until_screen("RemoveDialog")
        for number in range(1, 1 + len(stage.app.screen.reasons)):
            await stage.press(str(number))
            await stage.until(lambda: "· esc goes back" in stage.screen_text(), f"reason {number}")
            assert "Notice: " in stage.screen_text()


async def test_the_remove_dialog_says_of_y_that_it_deletes_for_good(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "Ring me on 07700 900123 any time")], size=(100, 36)) as stage:
        await stage.press("x")
        await stage.until_screen("RemoveDialog")
        await stage.press("5", "enter")
        assert "Personal details in public" in stage.screen_text()
        assert "y  deletes it for good" in stage.screen_text()
        await stage.press("escape")
        assert "enter chooses the reason, then y removes it" in stage.screen_text()


COMPLAINT = "I want to make a formal complaint about my repair"


async def log_complaint(stage: Stage) -> str:
    """Log the item under the cursor as a complaint; its reference."""
    item_id = stage.inbox.inbox.current_id
    await stage.press("c")
    await stage.until_screen("ComplaintDialog")
    await stage.press("enter", "enter")
    await stage.write("third time")
    await stage.press("enter")
    await stage.until(lambda: "r replies, with the reference" in stage.toasts())
    await stage.until_at_rest()
    dossier = await stage.desk.dossier(item_id)
    assert dossier.cases[0].is_complaint
    return dossier.cases[0].reference


async def test_log_complaint_opens_a_case_and_r_replies_with_its_reference(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, COMPLAINT)], size=(100, 36)) as stage:
        reference = await log_complaint(stage)
        assert f"Logged as {reference}" in stage.toasts()
        assert (await stage.item("c1")).claimed_by is None
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        assert reference in stage.app.screen.texts[0]
        await send(stage)
        await stage.deliver()
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        assert stage.app.screen.texts == ("",)  # they have been told


async def test_after_logging_the_next_keys_are_the_inboxs_own(tmp_path: Path) -> None:
    """A dialog used to open by itself, and a key meant for something else was taken for its answer."""
    async with staged(tmp_path, [comment(1, COMPLAINT, minutes=90), comment(2, COMPLAINT)], size=(100, 36)) as stage:
        await stage.until(lambda: len(stage.inbox.inbox.window) == 2)
        first = stage.inbox.inbox.current_id
        await log_complaint(stage)
        await stage.press("l", "j", "l")
        assert type(stage.app.screen).__name__ == "InboxScreen"
        assert stage.inbox.inbox.current_id != first
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        assert stage.app.screen.texts == ("",)  # the other item's reply knows nothing of the reference


async def test_a_reference_in_a_reply_that_failed_is_still_owed(tmp_path: Path) -> None:
    refused = [TroubleStep(TroubleKind.NOT_ALLOWED)]
    async with staged(tmp_path, [comment(1, COMPLAINT)], size=(100, 36), trouble=refused) as stage:
        reference = await log_complaint(stage)
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        await send(stage)
        item = await stage.item("c1")
        assert reference_owed(stage.desk, await stage.desk.dossier(item.id)) is None  # it is on its way
        await stage.deliver()
        assert reference_owed(stage.desk, await stage.desk.dossier(item.id)) == reference


async def test_a_service_request_is_not_answered_as_a_complaint(tmp_path: Path) -> None:
    async with staged(tmp_path, [message(1, HEATING)], size=(100, 36)) as stage:
        await stage.press("c")
        await stage.until_screen("ComplaintDialog")
        await stage.press("enter", "enter", "enter")
        await stage.until(lambda: "r replies, with the reference" in stage.toasts())
        (case,) = (await stage.desk.dossier((await stage.item("m1")).id)).cases
        assert not case.is_complaint
        await stage.press("r")
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
        await stage.until_screen("ClosingDialog")
        await stage.press("enter")
        assert type(stage.app.screen).__name__ == "ClosingDialog"
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
        assert "Not yet. y  block them · esc goes back" in stage.screen_text()
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
        theirs = await stage.colleague(role=LEADER)
        await theirs.claim(item.id)
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


async def test_a_failure_is_told_once_in_the_thread_and_what_waits_for_it_says_so(tmp_path: Path) -> None:
    refused = [TroubleStep(TroubleKind.NOT_ALLOWED)]
    async with staged(tmp_path, [comment(1, HEATING)], size=(120, 40), trouble=refused) as stage:
        await stage.press("p")
        await stage.until_screen("ComposeScreen")
        await send(stage)
        await stage.deliver()
        await stage.until(lambda: "✗ failed" in stage.inbox.dossier_pane.text)
        said = stage.inbox.dossier_pane.text
        assert said.count("Facebook refuses this here") == 1
        assert "✗ Private message failed: Facebook refuses this here, for good.  t tries again or settles it" in said
        assert "→ waits for the private message" in said


async def test_what_is_about_to_be_late_is_told_once(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING, name="Ann Late", minutes=200)]) as stage:
        stage.clock.advance(timedelta(minutes=30))
        await stage.watch()
        await stage.inbox._look_for_breaches()
        await stage.inbox._look_for_breaches()
        assert stage.toasts().count("Due within 15 minutes: Ann Late") == 1


async def test_a_thread_with_both_says_what_was_written_privately_and_what_in_public(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(120, 40)) as stage:
        await stage.press("p")
        await stage.until_screen("ComposeScreen")
        await send(stage)
        await stage.deliver()
        await stage.until(lambda: stage.inbox.dossier_pane.text.count("✓ sent") == 2)
        said = stage.inbox.dossier_pane.text
        assert said.index("we, privately · Mairi Tester") < said.index("we, in public · Mairi Tester")


async def test_a_thread_with_one_sort_of_answer_says_no_more_than_who_wrote_it(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(120, 40)) as stage:
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        await stage.write(ANSWER)
        await send(stage)
        await stage.until(lambda: "we · Mairi Tester" in stage.inbox.dossier_pane.text)


async def test_the_thread_of_what_is_removed_shows_each_step_with_what_became_of_it(tmp_path: Path) -> None:
    refused = [TroubleStep(TroubleKind.NONE), TroubleStep(TroubleKind.NOT_ALLOWED)]
    async with staged(tmp_path, [comment(1, "you useless fucking cunts")], size=(120, 40), trouble=refused) as stage:
        await stage.press("x")
        await stage.until_screen("RemoveDialog")
        await stage.press("enter", "y")
        await stage.until_at_rest()
        await stage.until(lambda: "Removal  by Mairi Tester" in stage.inbox.dossier_pane.text)
        said = stage.inbox.dossier_pane.text
        steps = ("✓ evidence kept", "→ hiding  leaves in", "→ notice  leaves in", "✓ strike 1 recorded")
        assert [step for step in steps if step not in said] == []
        await stage.deliver()
        await stage.until(lambda: "✓ hidden from the page" in stage.inbox.dossier_pane.text)
        await stage.until(lambda: "✗ notice owed  failed" in stage.inbox.dossier_pane.text)
        await stage.press("t")
        await stage.until_screen("Menu")
        await stage.press("1")
        await stage.until_at_rest()
        await stage.deliver()
        await stage.until(lambda: "✓ notice posted" in stage.inbox.dossier_pane.text)

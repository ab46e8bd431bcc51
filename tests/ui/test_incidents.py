"""What many write about, from its key to the platform: declared, reviewed, answered; and whose mistake it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from console.desk.orders import AddNote
from console.model import ItemState
from console.screens.review import ReviewSheet
from tests.ui.stage import LEADER, Stage, comment, message, staged

LIFT = "Lift is out at Tarrymuir Gardens, can someone come please"
OTHER = "The lift is out at Tarrymuir Gardens. Can somebody come please?"
THIRD = "lift oot at tarrymuir gardens again!! can somebody come"
HOSTILE = "Lift out at Tarrymuir Gardens [/] [@click=app.quit]come[/] \x1b[31m please"
RENT = "How do I pay my rent?"
ANSWER = "Hello {first_name}, we are sorry about the lift. Please see https://www.gov.uk/housing"
UNFAIR = "You put the rent up by a third, it is a disgrace and nobody answers"
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


async def declare(stage: Stage, answer: str = ANSWER) -> None:
    """From the inbox to the review sheet, the title as it is proposed."""
    await stage.press("i")
    await stage.until_screen("DeclareDialog")
    await stage.press("enter")
    await stage.write(answer)
    await stage.press("f4")
    await stage.until_screen("ReviewSheet")


def sheet(stage: Stage) -> ReviewSheet:
    assert isinstance(stage.app.screen, ReviewSheet)
    return stage.app.screen


@SIZES
async def test_one_answer_is_reviewed_and_sent_to_each(tmp_path: Path, size: tuple[int, int]) -> None:
    texts = [LIFT, OTHER, RENT, THIRD, HOSTILE]
    items = [comment(number, text, minutes=60 - number) for number, text in enumerate(texts, 1)]
    async with staged(tmp_path, items, size=size) as stage:
        await declare(stage)
        assert "sends it to 4 people" in stage.screen_text()
        assert "Hello Author, we are sorry" in stage.screen_text()
        await stage.press("j", "space")
        await stage.until(lambda: "sends it to 3 people" in stage.screen_text())
        await stage.press("y")
        await stage.until_at_rest()
        assert "3 replies on the way" in stage.toasts()
        await stage.deliver()
        assert len(list(stage.world.answers())) == 3
        assert [(await stage.item(f"c{n}")).state.value for n in range(1, 6)] == [
            "answered", "open", "open", "answered", "answered",
        ]  # fmt: skip


async def test_enter_sends_nothing_and_escape_leaves_it_declared(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, LIFT), comment(2, OTHER)]) as stage:
        await declare(stage)
        await stage.press("enter")
        await stage.until(lambda: "Nothing is sent yet" in stage.screen_text())
        await stage.press("escape")
        await stage.until_at_rest()
        assert (await stage.item("c1")).state is ItemState.OPEN
        await stage.until(lambda: "incident" in stage.screen_text(), "the mark in the list")
        await stage.press("i")
        await stage.until_screen("ReviewSheet")


async def test_the_thread_says_how_many_write_the_same_and_its_reply_comes_first(tmp_path: Path) -> None:
    items = [comment(number, text, minutes=60 - number) for number, text in enumerate((LIFT, OTHER, THIRD), 1)]
    async with staged(tmp_path, items, size=(120, 40)) as stage:
        await stage.until(lambda: "Like 2 others" in stage.screen_text(), "before it is declared")
        await declare(stage)
        await stage.press("escape")
        await stage.until_at_rest()
        await stage.until(lambda: "Incident: Lift is out at Tarrymuir" in stage.inbox.dossier_pane.text)
        assert "Like 2 others  i reviews and answers them" in stage.inbox.dossier_pane.text
        await stage.until(lambda: "The incident's reply" in stage.inbox.dossier_pane.text, "the pinned reply")
        await stage.press("1")
        await stage.until_screen("ComposeScreen")
        assert stage.app.screen.texts[0].startswith("Hello Author, we are sorry about the lift.")


async def test_what_is_refused_is_told_item_by_item(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, LIFT, name="Ana One"), comment(2, OTHER, name="Bea Two")]) as stage:
        await declare(stage)
        stage.world.edit("facebook", "c2", "It works again")
        await stage.arrive()
        await stage.press("y")
        await stage.until_screen("Sheet")
        shown = stage.screen_text()
        assert "1 of 2 are on their way" in shown
        assert "✗ Bea Two  Its author changed the text meanwhile" in shown
        assert "✓ Ana One  Reply on its way." in shown


async def test_what_is_warned_of_is_ticked_when_its_warning_was_read_and_the_reason_names_it(tmp_path: Path) -> None:
    people = [comment(1, LIFT, name="Ana One"), comment(2, OTHER, name="Bea Two")]
    async with staged(tmp_path, people) as stage:
        await declare(stage, " ".join(["We will let you know as soon as we can."] * 8))
        assert "sends it to 0 people" in stage.screen_text()
        assert stage.screen_text().count("warned") == 2
        assert "The check warns:" in stage.screen_text()
        await stage.press("y")
        assert "Nothing is ticked" in stage.screen_text()
        await stage.press("space")
        await stage.until(lambda: "sends it to 1 person" in stage.screen_text())
        await stage.press("a")
        await stage.until(lambda: "sends it to 2 people" in stage.screen_text())
        await stage.press("y")
        await stage.until_screen("ReasonDialog")
        assert "Ana One, Bea Two:" in stage.screen_text() or "Bea Two, Ana One:" in stage.screen_text()
        await stage.write("agreed with the team")
        await stage.press("enter")
        await stage.until_at_rest()
        assert "2 replies on the way" in stage.toasts()


async def test_a_warning_that_nobody_read_is_not_ticked_with_the_rest(tmp_path: Path) -> None:
    people = [comment(1, LIFT, name="Ana One", minutes=60), comment(2, OTHER, name="Bea Two")]
    async with staged(tmp_path, people) as stage:
        await declare(stage)
        shown = sheet(stage)
        last = replace(shown.review.gathered[1], warned="it says too much")
        review = replace(shown.review, gathered=(shown.review.gathered[0], last))
        stage.app.push_screen(ReviewSheet(stage.desk, review))
        await stage.until(lambda: sheet(stage).review is review)
        await stage.press("a", "a")
        assert sheet(stage).ticked == {review.gathered[0].item.id}
        await stage.press("j", "a")
        assert sheet(stage).ticked == {one.item.id for one in review.gathered}
        assert "it says too much" in stage.screen_text()


async def test_what_a_colleague_has_is_shown_with_the_name_and_not_ticked(tmp_path: Path) -> None:
    people = [comment(1, LIFT, name="Ana One", minutes=60), comment(2, OTHER, name="Bea Two")]
    async with staged(tmp_path, people) as stage:
        colleague = await stage.colleague(role=LEADER)
        await colleague.claim((await stage.item("c2")).id)
        await declare(stage)
        assert "sends it to 1 person" in stage.screen_text()
        await stage.press("j")
        await stage.until(lambda: "Eilidh Colleague is working on this" in stage.screen_text())
        await stage.press("space")
        await stage.until(lambda: "It is left to Eilidh" in stage.screen_text())
        assert "sends it to 1 person" in stage.screen_text()


@SIZES
async def test_an_item_is_taken_out_of_the_incident_and_put_back(tmp_path: Path, size: tuple[int, int]) -> None:
    people = [comment(1, LIFT, name="Ana One", minutes=60), comment(2, OTHER, name="Bea Two")]
    async with staged(tmp_path, people, size=size) as stage:
        await declare(stage)
        assert "Still waiting: 2 of 2." in stage.screen_text()
        await stage.press("j", "o")
        await stage.until(lambda: "Still waiting: 1 of 1." in stage.screen_text())
        assert "sends it to 1 person" in stage.screen_text()
        assert "i on it puts it back" in stage.toasts()
        await stage.press("escape")
        await stage.until_at_rest()
        assert (await stage.item("c2")).incident_id is None
        await stage.press("j", "i")
        await stage.until_screen("Menu")
        await stage.press("1")
        await stage.until_screen("ReviewSheet")
        assert len(sheet(stage).review.gathered) == 2


async def test_what_the_desk_refuses_is_said_where_it_was_written_and_the_reply_stays(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, LIFT)]) as stage:
        await stage.press("i")
        await stage.until_screen("DeclareDialog")
        await stage.press("enter")
        await stage.write(ANSWER)
        colleague = await stage.colleague(role=LEADER)
        item = await stage.item("c1")
        await colleague.note(AddNote(item_id=item.id, version=item.version, text="They rang as well."))
        await stage.press("f4")
        await stage.until(
            lambda: "Eilidh Colleague wrote a note at 15:00." in stage.screen_text(), "why it was refused"
        )
        assert type(stage.app.screen).__name__ == "DeclareDialog"
        assert "we are sorry about the lift" in stage.screen_text()
        await stage.press("f4")
        await stage.until_screen("ReviewSheet")


async def test_a_changed_reply_stays_when_the_incident_has_ended_meanwhile(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, LIFT)]) as stage:
        await declare(stage)
        await stage.press("e")
        await stage.until_screen("DeclareDialog")
        await stage.write(" It is being mended.")
        colleague = await stage.colleague(role=LEADER)
        await colleague.end_incident((await colleague.incidents())[0].id)
        await stage.press("f4")
        await stage.until(lambda: "That incident has ended." in stage.screen_text())
        assert "It is being mended." in stage.screen_text()


async def test_its_reply_is_changed_and_the_incident_ended_from_the_sheet(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, LIFT), comment(2, OTHER)]) as stage:
        await declare(stage)
        await stage.press("e")
        await stage.until_screen("DeclareDialog")
        await stage.write(" It is being mended.")
        await stage.press("f4")
        await stage.until_screen("ReviewSheet")
        assert "It is being mended." in sheet(stage).review.gathered[0].text
        await stage.press("d")
        await stage.until_screen("Confirm")
        await stage.press("y")
        await stage.until_at_rest()
        assert await stage.desk.incidents() == []


async def test_another_item_can_be_put_under_a_running_incident(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, LIFT, minutes=90), comment(2, "Still stuck on the fifth floor!")]) as stage:
        await declare(stage)
        await stage.press("escape")
        await stage.until_at_rest()
        await stage.press("j", "i")
        await stage.until_screen("Menu")
        await stage.press("1")
        await stage.until_screen("ReviewSheet")
        assert len(sheet(stage).review.gathered) == 2


async def test_a_reply_being_written_for_an_incident_is_not_lost_by_one_key(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, LIFT)]) as stage:
        await stage.press("i")
        await stage.until_screen("DeclareDialog")
        await stage.press("enter")
        await stage.write("Half an answer")
        await stage.press("escape")
        await stage.until_screen("Confirm")
        await stage.press("escape")
        await stage.until_screen("DeclareDialog")
        assert "Half an answer" in stage.screen_text()


async def test_whose_mistake_it_was_takes_one_key_and_brings_its_replies_up(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, UNFAIR)], size=(120, 40)) as stage:
        await stage.until(lambda: "says whether it was our mistake" in stage.inbox.dossier_pane.text)
        await stage.press("y")
        await stage.until_screen("Menu")
        await stage.press("2")
        await stage.until_at_rest()
        await stage.until(lambda: "somebody said it is not accurate" in stage.inbox.dossier_pane.text)
        assert "not accurate" in stage.screen_text()
        await stage.press("y")
        await stage.until_screen("Menu")
        await stage.press("3")
        await stage.until_at_rest()
        assert (await stage.item("c1")).verdict is None


async def test_a_suggested_removal_opens_with_its_reason(tmp_path: Path) -> None:
    threat = comment(1, "I will kill you when you come to my door")
    async with staged(tmp_path, [threat, message(2, RENT)], size=(120, 40)) as stage:
        await stage.until(lambda: "Remove it: A threat" in stage.inbox.dossier_pane.text)
        await stage.press("1")
        await stage.until_screen("RemoveDialog")
        await stage.press("enter")
        await stage.until(lambda: "removes it" in stage.screen_text())
        assert stage.app.screen.agreed_reason.id == "threat"


async def test_who_may_not_reply_is_told_so(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, LIFT)], role="colleague") as stage:
        for key in ("i", "y"):
            await stage.press(key)
            await stage.until(lambda: "may not reply" in stage.toasts())


async def test_the_templates_of_an_incident_stand_in_the_order_of_the_suggestions(tmp_path: Path) -> None:
    async with staged(
        tmp_path, [comment(1, "No water in the whole close again, what is going on")], size=(100, 36)
    ) as stage:
        dossier = await stage.desk.dossier(1)
        suggested = [one.title for one in await stage.desk.suggestions(dossier) if one.template_id]
        await stage.press("i")
        await stage.until_screen("DeclareDialog")
        await stage.press("tab", "f5")
        await stage.until_screen("Menu")
        first = next(line for line in stage.screen_text().splitlines() if "▸ 1 " in line)
        assert suggested[0][:30] in first

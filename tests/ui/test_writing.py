"""Writing an answer: what is put in, what is asked, what is kept, and until when it can be taken back."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from textual import events
from textual.widget import Widget

from console.desk.orders import Reply
from console.desk.records import ChannelHealth
from console.model import ActionKind, ChannelState, ItemState, Side
from console.screens.compose import ComposeScreen
from console.widgets.lines_pane import LinesPane
from tests.ui.stage import LEADER, Stage, comment, staged

WESTWARD = Path(__file__).parents[2] / "console" / "rules" / "policies" / "westward"
HEATING = "The heating has been off since Monday, can somebody come please"
ANSWER = "Hello, sorry for the wait. We will send you a private message within one working day."
SHOUTED = "WE ARE SO SORRY ABOUT ALL OF THIS. We will send you a private message within one working day."


async def begin(stage: Stage, text: str) -> None:
    """A reply to the item under the cursor, begun with this text."""
    await stage.press("r")
    await stage.until_screen("ComposeScreen")
    await stage.write(text)


async def send(stage: Stage) -> None:
    await stage.press("f4")
    await stage.until_screen("Preview")
    await stage.press("enter")
    await stage.until_at_rest()


async def test_a_draft_survives_the_console_and_is_there_for_the_next(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await begin(stage, "Half an answer")
        await stage.press("escape")
        await stage.until_at_rest()
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        assert stage.app.screen.texts == ("Half an answer",)
        assert "as you left it" in stage.toasts()


async def test_a_draft_of_a_console_that_just_ends_is_kept(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await begin(stage, "Cut off in the middle")
        item = await stage.item("c1")
        await stage.until_kept(item.id, ActionKind.REPLY)
    async with staged(tmp_path, [comment(1, HEATING)], name="Eilidh Colleague") as stage:
        stage.clock.advance(timedelta(minutes=10))  # the silent console's claim gives way
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        assert stage.app.screen.texts == ("Cut off in the middle",)
        assert "colleague's draft" in stage.toasts()


async def test_a_misspelt_word_without_a_sure_correction_offers_what_may_be_meant(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(100, 36)) as stage:
        await begin(stage, "Sorry. We rearangedd your visit for Friday at noon.")
        await stage.until(lambda: "what may be meant (f2)" in stage.screen_text())
        await stage.press("f2")
        await stage.until_screen("Menu")
        assert "rearranged" in stage.screen_text()
        await stage.press("enter")
        await stage.until_screen("ComposeScreen")
        assert stage.app.screen.texts == ("Sorry. We rearranged your visit for Friday at noon.",)


async def test_a_warning_asks_for_a_reason_which_is_kept(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(100, 36)) as stage:
        await begin(stage, SHOUTED)
        await stage.press("f4")
        await stage.until_screen("Preview")
        assert "Why is it right" in stage.screen_text()
        await stage.press("enter")
        assert type(stage.app.screen).__name__ == "Preview"
        assert "Say in a few words" in stage.screen_text()
        await stage.write("it is the name of the scheme")
        await stage.press("enter")
        await stage.until_at_rest()
        dossier = await stage.desk.dossier((await stage.item("c1")).id)
        assert "it is the name of the scheme" in [action.reason for action in dossier.actions]


async def test_what_a_colleague_has_answered_asks_why_it_is_answered_again(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(100, 36)) as stage:
        item = await stage.item("c1")
        colleague = await stage.colleague(role=LEADER)
        await colleague.reply(Reply(item_id=item.id, version=item.version, text=ANSWER))
        await stage.deliver()
        await begin(stage, ANSWER)
        await stage.press("f4")
        await stage.until_screen("Preview")
        await stage.press("enter")
        await stage.until(lambda: "and that is out" in stage.screen_text(), "the desk asks")
        assert "Eilidh Colleague answered this" in stage.screen_text()
        await stage.write("they asked for the date as well")
        await stage.press("enter")
        await stage.until_at_rest()
        dossier = await stage.desk.dossier(item.id)
        assert "they asked for the date as well" in [action.reason for action in dossier.actions]


async def test_undo_after_it_has_left_points_to_correcting(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await begin(stage, ANSWER)
        await send(stage)
        await stage.deliver()
        await stage.press("u")
        await stage.until(lambda: "take back" in stage.toasts() or "Too late" in stage.toasts(), "it is too late")
        assert (await stage.item("c1")).state is ItemState.ANSWERED
        assert len(list(stage.world.answers())) == 1


async def test_what_was_taken_back_stands_as_a_draft(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await begin(stage, ANSWER)
        await send(stage)
        await stage.press("u")
        await stage.until(lambda: "Taken back" in stage.toasts())
        await stage.until_at_rest()
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        assert stage.app.screen.texts == (ANSWER,)


async def test_a_template_is_found_by_typing_and_put_in(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(100, 36)) as stage:
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        await stage.press("f5")
        await stage.until_screen("Menu")
        assert "like: “" in stage.screen_text()  # what is suggested says why
        await stage.write("heating")
        await stage.press("enter")
        await stage.until_screen("ComposeScreen")
        assert "heating" in stage.app.screen.texts[0].lower()


def pack_with_links(folder: Path) -> str:
    """Westward's pack as an association would fill its first link in."""
    pack = folder / "linked"
    shutil.copytree(WESTWARD, pack)
    core = pack / "policy.toml"
    text = core.read_text(encoding="utf-8").replace("own = []", 'own = ["example.org"]', 1)
    core.write_text(text.replace('url = ""', 'url = "https://example.org/home"', 1), encoding="utf-8")
    return str(pack)


async def test_a_link_of_the_shelf_is_put_after_the_words_that_stand(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], policy=pack_with_links(tmp_path)) as stage:
        await begin(stage, "Please see")
        await stage.press("f3")
        await stage.until_screen("Menu")
        await stage.press("enter")
        await stage.until_screen("ComposeScreen")
        assert stage.app.screen.texts == ("Please see https://example.org/home",)


async def test_a_link_that_the_association_has_not_filled_in_cannot_be_chosen(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await begin(stage, "Please see")
        await stage.press("f3")
        await stage.until_screen("Menu")
        assert "not filled in yet" in stage.screen_text()
        assert "No address is filled in yet." in stage.screen_text()
        await stage.press("enter")
        assert type(stage.app.screen).__name__ == "Menu"


async def test_a_finding_with_a_correction_is_mended_by_one_key(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(100, 36)) as stage:
        await begin(stage, "Hello, sorry for the wait :-) We are on our way.")
        await stage.until(lambda: "(f2)" in stage.screen_text(), "a finding brings its correction")
        await stage.press("f2")
        assert ":-)" not in stage.app.screen.texts[0]
        assert "wait We are" in stage.app.screen.texts[0]  # one space, not two


async def test_a_suggestion_asks_before_it_takes_the_place_of_a_draft(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await begin(stage, "Half an answer")
        await stage.press("escape")
        await stage.until_at_rest()
        await stage.press("1")
        await stage.until_screen("Menu")
        await stage.press("1")
        await stage.until_screen("ComposeScreen")
        assert stage.app.screen.texts == ("Half an answer",)


async def test_the_thread_beside_the_text_is_wrapped_to_the_width_that_it_has(tmp_path: Path) -> None:
    """Growing from one column to two changes looks and width at once: the looks' wrapping must not win."""
    async with staged(tmp_path, [comment(1, HEATING + ". " + ANSWER)], size=(160, 40)) as stage:
        await stage.press("n")
        await stage.until_screen("ComposeScreen")
        pane = stage.app.screen.query_one("#beside", LinesPane)
        pane._wrap(pane.size.width - 20)
        pane.notify_style_update()
        pane.post_message(events.Resize(pane.size, pane.virtual_size))
        for _ in range(5):
            await stage.pilot.pause(0.02)  # the looks' wrapping comes a frame later
        assert pane._wrapped_to == pane.size.width


async def test_the_first_frame_has_both_columns_and_whole_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing has told the screen or its panes yet how large they are; a later frame may be long in coming."""

    async def unheard(self: Widget, event: events.Resize) -> None: ...

    monkeypatch.setattr(ComposeScreen, "_on_resize", unheard, raising=False)
    async with staged(tmp_path, [comment(1, HEATING)], size=(120, 40)) as stage:
        monkeypatch.setattr(LinesPane, "on_resize", unheard)
        await stage.press("n")
        await stage.until_screen("ComposeScreen")
        assert "Nothing written yet. f5 chooses a template." in stage.screen_text()
        assert "Clocks" in stage.screen_text()


async def test_links_with_an_address_of_their_own_stand_first(tmp_path: Path) -> None:
    pack = pack_with_links(tmp_path)
    core = Path(pack) / "policy.toml"
    emergency = 'title = "Emergencies and out of hours"\nurl = "'
    text = core.read_text(encoding="utf-8")
    assert emergency in text
    core.write_text(text.replace(emergency, emergency + "https://example.org/emergency", 1), encoding="utf-8")
    async with staged(tmp_path, [comment(1, HEATING)], policy=pack) as stage:
        await begin(stage, "Please see")
        await stage.press("f3")
        await stage.until_screen("Menu")
        shown = stage.screen_text()
        assert shown.index("https://example.org/emergency") < shown.index("the home page until it is filled in")
        assert "No address is filled in yet" not in shown


async def test_a_channel_that_has_signed_us_out_is_said_before_anything_is_written(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(100, 36)) as stage:
        async with stage.desk.office.store.transaction() as tx:
            await tx.save_channel(ChannelHealth("facebook", ChannelState.TOKEN_EXPIRED, "expired"))
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        assert "Facebook has signed us out" in stage.screen_text()


async def test_a_half_written_answer_is_said_on_its_row_and_found_by_its_view(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING), comment(2, "Lovely garden day")], size=(100, 36)) as stage:
        assert "draft" not in stage.screen_text()
        await begin(stage, "Half an answer")
        await stage.press("escape")
        await stage.until_at_rest()
        await stage.until(lambda: "draft Lovely" in stage.screen_text(), "the row says so")
        await stage.press("f", "9")
        await stage.until(lambda: list(stage.inbox.inbox.window.order) == [2])


@pytest.mark.parametrize(("key", "dialog"), [("e", "EscalateDialog"), ("d", "ClosingDialog")])
async def test_a_reason_that_was_left_half_written_is_there_again(tmp_path: Path, key: str, dialog: str) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(100, 36)) as stage:
        await stage.press(key)
        await stage.until_screen(dialog)
        if key == "e":
            await stage.press("enter")
        await stage.write("half a reason")
        await stage.press("escape")
        await stage.until_at_rest()
        await stage.press(key)
        await stage.until_screen(dialog)
        assert "half a reason" in stage.screen_text()
        await stage.press(*(("enter",) if key == "d" else ("enter", "enter")))
        await stage.until_at_rest()
        dossier = await stage.desk.dossier(1)
        assert dossier.drafts == ()
        assert "half a reason" in [action.reason for action in dossier.actions]


async def test_another_timescale_leaves_the_cursor_where_it_was(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(100, 36)) as stage:
        await stage.press("p")
        await stage.until_screen("ComposeScreen")
        await stage.write(" AAA")
        await stage.press("f8")
        await stage.until_screen("Menu")
        await stage.press("2")
        await stage.until_screen("ComposeScreen")
        await stage.write("BBB")
        assert stage.app.screen.texts[0].endswith(" AAABBB")


async def test_a_corrected_answer_stands_once_with_what_it_said_before(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(100, 36)) as stage:
        for text in (ANSWER, " Corrected.", " Twice."):
            await stage.press("r" if text is ANSWER else "C")
            await stage.until_screen("ComposeScreen")
            await stage.write(text)
            await send(stage)
            await stage.deliver()
        ours = [entry for entry in (await stage.desk.dossier(1)).thread if entry.side is Side.OURS]
        assert [entry.text for entry in ours] == [f"{ANSWER} Corrected. Twice."]
        assert ours[0].earlier_texts == (ANSWER, f"{ANSWER} Corrected.")

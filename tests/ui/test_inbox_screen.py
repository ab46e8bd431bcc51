"""The list: what it shows, how it moves, and what stays where it is while things happen."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from console.desk.orders import Close
from console.desk.records import View
from console.model import Incoming, ItemKind, ItemState
from tests.ui.stage import LEADER, comment, message, staged

HEATING = "The heating has been off since Monday, can somebody come please"


def several(count: int) -> list:
    return [comment(number, f"Comment number {number}", name=f"Person {number}") for number in range(1, count + 1)]


async def test_the_list_stands_in_the_order_of_deadlines_with_the_countdown_first(tmp_path: Path) -> None:
    items = [comment(1, "late one", minutes=600), comment(2, "fresh one", minutes=10)]
    async with staged(tmp_path, items) as stage:
        lines = stage.screen_text().splitlines()
        late = next(line for line in lines if "late one" in line)
        fresh = next(line for line in lines if "fresh one" in line)
        assert lines.index(late) < lines.index(fresh)
        assert fresh.lstrip(" ›").startswith("3h50")  # half a working day, ten minutes of it gone


async def test_j_and_k_move_the_cursor_and_keep_it_inside_the_list(tmp_path: Path) -> None:
    async with staged(tmp_path, several(3)) as stage:
        await stage.press("j", "j", "j", "j")
        assert stage.inbox.inbox.cursor == 2
        await stage.press("k")
        assert stage.inbox.inbox.cursor == 1
        await stage.press("G")
        assert stage.inbox.inbox.cursor == 2
        await stage.press("g")
        assert stage.inbox.inbox.cursor == 0


async def test_a_page_down_passes_no_row_over_unseen_and_a_page_up_comes_back(tmp_path: Path) -> None:
    async with staged(tmp_path, several(80)) as stage:
        inbox = stage.inbox.inbox
        await stage.press("j", "j")
        tops, seen = [], set(inbox.window.order[: inbox.size.height])
        while inbox.cursor < len(inbox.window) - 1:
            tops.append(inbox.scroll_offset.y)
            await stage.press("pagedown")
            await stage.until(lambda: inbox.current is not None, "the row is loaded")
            top = inbox.scroll_offset.y
            seen |= set(inbox.window.order[top : top + inbox.size.height])
            assert top <= inbox.cursor < top + inbox.size.height, "the cursor is in sight"
        assert seen == set(inbox.window.order)
        assert tops[:3] == [0, inbox.size.height - 1, 2 * (inbox.size.height - 1)], "a line of each page stays"
        await stage.press("k", "pageup")
        assert inbox.cursor == len(inbox.window) - 2 - (inbox.size.height - 1)


async def test_only_rows_near_what_is_in_sight_are_held(tmp_path: Path) -> None:
    async with staged(tmp_path, several(120)) as stage:
        await stage.press("G")
        await stage.until(lambda: stage.inbox.inbox.current is not None)
        assert len(stage.inbox.inbox.window._rows) <= 4 * stage.inbox.inbox.size.height


async def test_arrivals_are_counted_and_move_nothing_until_asked_for(tmp_path: Path) -> None:
    async with staged(tmp_path, several(3)) as stage:
        await stage.press("j")
        held = stage.inbox.inbox.current_id
        await stage.arrive(comment(50, "An older one that would stand first", minutes=500))
        await stage.until(lambda: "1 new" in stage.screen_text(), "the arrival is counted")
        assert stage.inbox.inbox.current_id == held
        assert "An older one" not in stage.screen_text()
        await stage.press(".")
        await stage.until(lambda: "An older one" in stage.screen_text(), "the arrival is shown")
        assert stage.inbox.inbox.current_id == held


async def test_messages_of_one_private_conversation_say_which_one_they_are(tmp_path: Path) -> None:
    def private(number: int, text: str, minutes: int) -> Incoming:
        more = {"kind": ItemKind.MESSAGE, "thread": "t1", "author_external_id": "a1", "post": None}
        return comment(number, text, name="Ana One", minutes=minutes, **more)

    async with staged(tmp_path, [private(1, "My tap drips", 40)], size=(120, 40)) as stage:
        assert "My tap drips" in stage.screen_text()
        assert "1 of" not in stage.screen_text()
        await stage.arrive(private(2, "Are you there?", 20))
        await stage.until(lambda: "1 of 2 My tap drips" in stage.screen_text(), "the arrival changes the first one")
        await stage.press(".")
        await stage.until(lambda: "2 of 2 Are you there?" in stage.screen_text())
        which = "Message 1 of 2 without an answer.  Answer the newest"
        await stage.until(lambda: which in stage.inbox.dossier_pane.text, "the thread says it")
        item = await stage.item("c1")
        await stage.desk.close(Close(item_id=item.id, version=item.version, reason="They rang."))
        await stage.until(lambda: "2 of 2" not in stage.screen_text(), "one of them is done")


async def test_moving_up_past_the_top_brings_arrivals_in(tmp_path: Path) -> None:
    async with staged(tmp_path, several(2)) as stage:
        await stage.arrive(comment(50, "Brought in from above", minutes=500))
        await stage.until(lambda: "1 new" in stage.screen_text())
        await stage.press("k")
        await stage.until(lambda: "Brought in from above" in stage.screen_text())


async def test_an_empty_inbox_says_what_happens_and_fills_by_itself(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.until(lambda: "Nothing is waiting" in stage.screen_text())
        await stage.arrive(comment(1, HEATING))
        await stage.until(lambda: "The heating has been off" in stage.screen_text(), "it appears by itself")


async def test_an_item_handled_elsewhere_stays_signed_until_the_cursor_moves_on(tmp_path: Path) -> None:
    async with staged(tmp_path, several(3)) as stage:
        order = list(stage.inbox.inbox.window.order)
        theirs = await stage.colleague(role=LEADER)
        item = await stage.desk.office.store.item(order[0])
        await theirs.close(Close(item_id=item.id, version=item.version, reason="answered by telephone"))
        await stage.until(lambda: "✓ closed · Eilidh" in stage.screen_text(), "it is signed")
        assert stage.inbox.inbox.current_id == order[0]
        await stage.press("j")
        await stage.until(lambda: list(stage.inbox.inbox.window.order) == order[1:], "it goes")
        assert stage.inbox.inbox.current_id == order[1]


async def test_abuse_is_covered_until_v(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "you useless fucking cunts")]) as stage:
        assert "covered: abuse" in stage.screen_text()
        assert "cunts" not in stage.screen_text()
        await stage.press("v")
        assert "useless" in stage.screen_text()
        await stage.press("v")
        assert "useless" not in stage.screen_text()


async def test_a_view_shows_its_items_and_says_when_it_is_empty(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING), message(2, "a private word")]) as stage:
        await stage.press("f")
        await stage.until_screen("Menu")
        await stage.press("4")
        await stage.until(lambda: stage.inbox.view is View.PRIVATE)
        await stage.until(lambda: "a private word" in stage.screen_text())
        assert HEATING[:20] not in stage.screen_text()
        await stage.press("f")
        await stage.until_screen("Menu")
        await stage.press("2")
        await stage.until(lambda: "You hold nothing" in stage.screen_text())


@pytest.mark.parametrize("words", ["zzzz", "Comment 2"])
async def test_leaving_a_search_comes_back_to_where_one_was(tmp_path: Path, words: str) -> None:
    async with staged(tmp_path, [comment(number, f"Comment {number}") for number in range(1, 30)]) as stage:
        await stage.press("G", "k")
        before = stage.inbox.inbox.current_id
        await stage.press("slash")
        await stage.write(words)
        await stage.press("enter")
        await stage.until(lambda: stage.inbox.search_words is not None)
        await stage.press("escape")
        await stage.until(lambda: stage.inbox.search_words is None and len(stage.inbox.inbox.window) == 29)
        assert stage.inbox.inbox.current_id == before


async def test_search_shows_what_matches_and_escape_goes_back(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING), comment(2, "Lovely garden day")]) as stage:
        await stage.press("/")
        await stage.write("garden")
        await stage.press("enter")
        await stage.until(lambda: len(stage.inbox.inbox.window) == 1, "one is found")
        assert "Lovely garden day" in stage.screen_text()
        await stage.press("escape")
        await stage.until(lambda: len(stage.inbox.inbox.window) == 2, "all are back")


async def test_the_countdown_repaints_as_the_clock_goes_and_stands_still_when_closed(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING, minutes=200)]) as stage:
        assert "40m00" in stage.screen_text()
        stage.clock.advance(timedelta(seconds=7))
        stage.inbox.inbox.tick()
        await stage.pilot.pause()
        assert "39m53" in stage.screen_text()
        stage.clock.advance(timedelta(hours=0, minutes=10))
        stage.inbox.inbox.tick()
        await stage.pilot.pause()
        assert "29m53" in stage.screen_text()


async def test_an_overdue_item_says_so_without_colour(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING, minutes=24 * 60)]) as stage:
        line = next(line for line in stage.screen_text().splitlines() if "Author 1" in line)
        assert "!" in line.split("Fb")[0]
        assert "-" in line.split("Fb")[0]
        await stage.until(lambda: "1 overdue" in stage.screen_text())


async def test_space_claims_and_lets_go(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("space")
        await stage.until(lambda: "‹you›" in stage.screen_text(), "it is claimed")
        await stage.press("space")
        await stage.until(lambda: "‹you›" not in stage.screen_text(), "it is let go of")
        assert (await stage.item("c1")).claimed_by is None


async def test_enter_opens_the_thread_on_a_small_screen_and_escape_goes_back(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("enter")
        await stage.until(lambda: "can somebody come please" in stage.inbox.dossier_pane.text)
        assert stage.inbox.dossier_pane.display
        await stage.press("escape")
        assert not stage.inbox.dossier_pane.display


async def test_on_a_large_screen_the_dossier_follows_the_cursor(tmp_path: Path) -> None:
    async with staged(
        tmp_path, [comment(1, "First words"), comment(2, "Second words", minutes=60)], size=(120, 40)
    ) as stage:
        await stage.until(lambda: "Second words" in stage.inbox.dossier_pane.text)
        await stage.press("j")
        await stage.until(lambda: "First words" in stage.inbox.dossier_pane.text, "the dossier follows")
        await stage.until(lambda: "Suggestions" in stage.inbox.dossier_pane.text, "suggestions come")


async def test_nothing_can_be_done_where_there_is_no_item(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.until(lambda: "Nothing is waiting" in stage.screen_text())
        for key in ("r", "x", "p", "c", "e", "d", "n", "a", "space", "m", "t", "w", "v", "b", "o", "A", "C", "1"):
            await stage.press(key)
        assert type(stage.app.screen).__name__ == "InboxScreen"
        await stage.until(lambda: "no item under the cursor" in stage.toasts())


async def test_state_of_an_item_is_never_changed_by_looking(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        for key in ("w", "escape", "?", "escape", "enter", "escape", "v", "f", "escape"):
            await stage.press(key)
        assert (await stage.item("c1")).state is ItemState.OPEN


async def test_the_thread_in_the_lists_place_says_how_to_go_back(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("enter")
        await stage.until(lambda: "esc back" in stage.screen_text().splitlines()[-1])
        assert "J thread down" in stage.screen_text().splitlines()[-1]
        await stage.press("escape")
        await stage.until(lambda: "x remove" in stage.screen_text().splitlines()[-1])
        assert "esc back" not in stage.screen_text()

"""Personal data is masked wherever it need not be read, until `v`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.stage import comment, message, staged

NUMBER = "07700 900789"
MASKED = "07••• •••789"


async def test_a_number_in_public_is_masked_in_list_and_thread_until_v(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, f"ring me on {NUMBER} about the lift")], size=(120, 40)) as stage:
        await stage.until(lambda: stage.screen_text().count(MASKED) >= 2, "in the thread and its finding")
        assert NUMBER not in stage.screen_text()
        await stage.press("v")
        await stage.until(lambda: NUMBER in stage.screen_text())
        assert MASKED not in stage.screen_text()


async def test_a_private_message_is_masked_in_the_list_and_whole_where_it_is_read(tmp_path: Path) -> None:
    async with staged(
        tmp_path, [message(1, f"{NUMBER} is my number", minutes=90), comment(2, "hello")], size=(120, 40)
    ) as stage:
        await stage.until(lambda: MASKED in stage.screen_text(), "in the line")
        await stage.until(lambda: NUMBER in stage.screen_text(), "in the thread")


async def test_a_number_is_masked_in_search_results(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "The lift again"), comment(2, f"{NUMBER} Margaret")]) as stage:
        await stage.press("slash")
        await stage.write("margaret")
        await stage.press("enter")
        await stage.until(lambda: f"{MASKED} Margaret" in stage.screen_text())
        assert NUMBER not in stage.screen_text()


async def test_a_number_is_masked_in_the_dialogs(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, f"you took the notice down, ring me on {NUMBER}")]) as stage:
        for key, screen in (
            ("x", "RemoveDialog"),
            ("d", "ClosingDialog"),
            ("c", "ComplaintDialog"),
            ("e", "EscalateDialog"),
        ):
            await stage.press(key)
            await stage.until_screen(screen)
            assert MASKED in stage.screen_text(), screen
            assert NUMBER not in stage.screen_text(), screen
            await stage.press("escape")
            await stage.until_screen("InboxScreen")


ABUSE = "you useless fucking cunts"
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


@SIZES
@pytest.mark.parametrize("key", ["r", "p", "n", "a"])
async def test_covered_abuse_stays_covered_while_one_writes_until_its_key(
    tmp_path: Path, key: str, size: tuple[int, int]
) -> None:
    async with staged(tmp_path, [comment(1, ABUSE)], size=size, role="customer-hub-advisor") as stage:
        await stage.press(key)
        await stage.until_screen("ComposeScreen")
        assert "covered: abuse (f9 shows it)" in stage.screen_text()
        assert "useless" not in stage.screen_text()
        assert "f9 show" in stage.screen_text().splitlines()[-1]
        await stage.press("f9")
        await stage.until(lambda: ABUSE in stage.screen_text(), "it is shown")
        await stage.press("ctrl+o")
        await stage.until(lambda: "useless" not in stage.screen_text(), "it is covered again")


@SIZES
async def test_a_number_stays_masked_while_one_writes_until_its_key(tmp_path: Path, size: tuple[int, int]) -> None:
    async with staged(tmp_path, [comment(1, f"ring me on {NUMBER} about the lift")], size=size) as stage:
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        assert MASKED in stage.screen_text()
        assert NUMBER not in stage.screen_text()
        await stage.press("f9")
        await stage.until(lambda: NUMBER in stage.screen_text())


async def test_the_key_that_shows_is_offered_only_where_something_is_hidden(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "when does the lift work")]) as stage:
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        assert "f9" not in stage.screen_text()
        await stage.press("f9")
        await stage.until(lambda: "Nothing is covered or masked here." in stage.toasts())


async def test_the_key_stands_beside_all_others_of_a_move_on_80_columns(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, ABUSE)]) as stage:
        await stage.press("p")
        await stage.until_screen("ComposeScreen")
        keys = stage.screen_text().splitlines()[-1]
        assert [key for key in ("f2", "f3", "f4", "f5", "f8 by when", "f9 show", "esc back") if key not in keys] == []


@pytest.mark.parametrize(
    ("key", "screen"),
    [("r", "ComposeScreen"), ("x", "RemoveDialog"), ("d", "ClosingDialog"), ("c", "ComplaintDialog"),
     ("e", "EscalateDialog")],
)  # fmt: skip
async def test_dialogs_cover_what_the_list_covers_and_show_what_was_uncovered_there(
    tmp_path: Path, key: str, screen: str
) -> None:
    async with staged(tmp_path, [comment(1, ABUSE)]) as stage:
        await stage.press(key)
        await stage.until_screen(screen)
        assert "useless" not in stage.screen_text()
        await stage.press("f9")
        await stage.until(lambda: ABUSE in stage.screen_text())
        await stage.press("escape")
        await stage.until_at_rest()
        await stage.press("v", key)
        await stage.until_screen(screen)
        assert ABUSE in stage.screen_text()


async def test_what_is_logged_is_as_it_was_written_though_it_is_covered_and_masked(tmp_path: Path) -> None:
    written = f"{ABUSE}, ring me on {NUMBER}"
    async with staged(tmp_path, [comment(1, written)]) as stage:
        await stage.press("c")
        await stage.until_screen("ComplaintDialog")
        await stage.press("enter", "1", "enter", "enter")
        await stage.until_at_rest()
        (case,) = (await stage.desk.dossier((await stage.item("c1")).id)).cases
        assert case.text == written


async def test_an_incident_declared_from_covered_abuse_starts_without_a_title(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, ABUSE)]) as stage:
        await stage.press("i")
        await stage.until_screen("DeclareDialog")
        assert "useless" not in stage.screen_text()
        await stage.press("escape")
        await stage.until_at_rest()
        await stage.press("v", "i")
        await stage.until_screen("DeclareDialog")
        assert "useless" in stage.screen_text()

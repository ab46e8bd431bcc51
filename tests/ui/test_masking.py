"""Personal data is masked wherever it need not be read, until `v`."""

from __future__ import annotations

from pathlib import Path

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
            ("d", "ReasonDialog"),
            ("c", "ComplaintDialog"),
            ("e", "EscalateDialog"),
        ):
            await stage.press(key)
            await stage.until_screen(screen)
            assert MASKED in stage.screen_text(), screen
            assert NUMBER not in stage.screen_text(), screen
            await stage.press("escape")
            await stage.until_screen("InboxScreen")

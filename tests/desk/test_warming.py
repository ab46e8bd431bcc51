"""What the first answer needs is made ready while nobody waits for it."""

from __future__ import annotations

import asyncio

import pytest
from stand import UNDO, Stand

from console.desk import background, warming
from console.desk.suggesting import suggester
from console.errors import PackProblem
from console.model import ItemState


async def test_the_check_and_the_suggestions_are_ready(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "WARM_AFTER_S", 0)
    monkeypatch.setattr(warming, "BETWEEN_S", 0)
    suggester.cache_clear()
    await warming.warm(stand.office, print)
    assert "conduct" in vars(stand.office)
    assert suggester.cache_info().currsize == 1
    assert "_trust" in vars(suggester(stand.office.policy))


async def test_a_pack_that_cannot_be_read_stops_nothing(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(office: object) -> None:
        raise PackProblem("no templates")

    monkeypatch.setattr(warming, "WARM_AFTER_S", 0)
    monkeypatch.setattr(warming, "BETWEEN_S", 0)
    for step in ("_check", "_suggest", "_trust"):
        monkeypatch.setattr(warming, step, broken)
    logged: list[BaseException] = []
    await warming.warm(stand.office, logged.append)
    assert logged == [], "it is told when somebody needs it"


async def test_what_nobody_expected_is_logged_and_the_console_goes_on(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(office: object) -> None:
        raise MemoryError

    monkeypatch.setattr(warming, "WARM_AFTER_S", 0)
    monkeypatch.setattr(warming, "BETWEEN_S", 0)
    monkeypatch.setattr(warming, "_check", broken)
    logged: asyncio.Queue[BaseException] = asyncio.Queue()
    suggester.cache_clear()
    work = asyncio.create_task(background.work(stand.office, stand.desk.person, logged.put_nowait))
    assert isinstance(await asyncio.wait_for(logged.get(), 10), MemoryError)
    item = await stand.comes_in()
    await stand.reply(item)
    stand.clock.advance(UNDO)
    async with asyncio.timeout(10):
        while (await stand.item(item.id)).state is not ItemState.ANSWERED:
            await asyncio.sleep(0.01)
    assert not work.done()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work

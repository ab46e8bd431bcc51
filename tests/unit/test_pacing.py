"""How often something costly is read again."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from console.screens.pane_pacing import Paced


async def test_what_was_asked_for_last_shows_last() -> None:
    """A reading begun before somebody asked for another period does not end after it."""
    asked, shown, first_may_end = ["today"], [], asyncio.Event()

    async def read() -> None:
        period = asked[-1]
        if period == "today":
            await first_may_end.wait()
        shown.append(period)

    paced = Paced(read, 0.0)
    first = asyncio.create_task(paced.read())
    await asyncio.sleep(0)
    asked.append("this week")
    second = asyncio.create_task(paced.read())
    await asyncio.sleep(0.01)
    first_may_end.set()
    await asyncio.gather(first, second)
    assert shown == ["today", "this week"]


async def test_what_fails_rests_as_well_and_is_tried_again() -> None:
    tries = 0

    async def read() -> None:
        nonlocal tries
        tries += 1
        raise ValueError

    paced = Paced(read, 0.05)
    paced.is_stale = True
    for _ in range(5):
        with suppress(ValueError):
            await paced.read_if_due()
    assert (tries, paced.is_stale) == (1, True)
    await asyncio.sleep(0.06)
    with suppress(ValueError):
        await paced.read_if_due()
    assert tries == 2

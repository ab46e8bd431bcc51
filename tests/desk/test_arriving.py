"""What a channel brings is judged and written without holding up whoever types, or losing any of it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from datetime import datetime

import pytest
from stand import Stand, incoming

from console.channels.practice import PracticeChannel
from console.desk.intake import LONG_TEXT, WRITTEN_AT_ONCE, Intake
from console.desk.records import Batch, NewItem
from console.model import Incoming

MANY = 2 * WRITTEN_AT_ONCE + 10


class Bringing(PracticeChannel):
    """A channel whose next fetch brings more than goes into one transaction."""

    async def fetch(self, cursor: str | None) -> Batch:
        if cursor is not None:
            return Batch(cursor=cursor)
        return Batch(tuple(incoming(f"c{number}") for number in range(MANY)), (), "1")


def bring_many(stand: Stand) -> None:
    stand.channels["facebook"] = Bringing(stand.world, "facebook", stand.clock)


async def ids_of(stand: Stand) -> list[str]:
    found: list[tuple[int, Incoming]] = []
    while page := await stand.office.store.incoming_after(found[-1][0] if found else 0):
        found += page
    return [one.external_id for _, one in found]


async def test_whoever_types_is_let_in_many_times_while_much_is_judged(stand: Stand) -> None:
    intake, turns = Intake(stand.office), 0
    await intake.judge([incoming("c")])

    async def type_on() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    typing = asyncio.create_task(type_on())
    await intake.judge([incoming(f"c{number}") for number in range(300)])
    typing.cancel()
    assert turns > 300  # several at each time: a key needs about ten of them


async def test_only_a_very_long_text_is_judged_on_another_thread(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    intake, threads, prepare = Intake(stand.office), list[int](), Intake.prepare

    def noting(self: Intake, one: Incoming, now: datetime) -> NewItem:
        threads.append(threading.get_ident())
        return prepare(self, one, now)

    monkeypatch.setattr(Intake, "prepare", noting)
    await intake.judge([incoming("short"), incoming("long", "no heating " * LONG_TEXT)])
    here = threading.get_ident()
    assert threads[0] == here != threads[1]


async def test_both_ways_of_judging_say_the_same(stand: Stand) -> None:
    items = [incoming("a", "you are clowns, ring 07700 900123"), incoming("b", "so no heating " * LONG_TEXT)]
    assert await Intake(stand.office).judge(items) == Intake(stand.office).judge_at_once(items)


async def test_a_large_fetch_is_written_in_portions_and_nothing_is_missing(stand: Stand) -> None:
    bring_many(stand)
    assert await stand.fetch()
    assert await ids_of(stand) == [f"c{number}" for number in range(MANY)]
    assert list(await stand.events()).count("intake") == 3
    health = await stand.office.store.channel("facebook")
    assert health is not None
    assert health.cursor == "1"
    stand.verify()


async def test_a_large_fetch_that_is_cut_off_is_brought_again_and_adds_nothing_twice(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_many(stand)
    judge, calls = Intake.judge, 0

    async def cut_off(self: Intake, items: Sequence[Incoming]) -> list[NewItem]:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise asyncio.CancelledError
        return await judge(self, items)

    monkeypatch.setattr(Intake, "judge", cut_off)
    with pytest.raises(asyncio.CancelledError):
        await stand.fetch()
    assert len(await ids_of(stand)) == WRITTEN_AT_ONCE
    assert await stand.fetch()
    assert await ids_of(stand) == [f"c{number}" for number in range(MANY)]

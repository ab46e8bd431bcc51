"""A supervisor's keys, from the key to the store, and how colleagues are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.desk.desk import Desk
from console.desk.records import Record
from console.desk.supervisor_orders import Held, SetFree, TakeOver
from console.model import ActionKind, Person
from tests.ui.stage import LEADER, Stage, comment, staged

HEATING = "The heating has been off since Monday, can somebody come please"
ADVISOR = "customer-hub-advisor"
EILIDH = Person("eilidh", "Eilidh Colleague", ADVISOR)
BOSS = Person("boss", "Bo Leader", LEADER)


async def colleague(stage: Stage, person: Person = EILIDH) -> Desk:
    """A colleague who is at another console of this store."""
    async with stage.desk.office.store.transaction() as tx:
        await tx.save_person(person)
        await tx.record(Record(stage.clock.now(), person.id, "sign-in"))
    return Desk(stage.desk.office, person)


async def test_a_supervisor_takes_over_with_one_key_and_finds_the_draft(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        theirs, item = await colleague(stage), await stage.item("c1")
        await theirs.claim(item.id)
        await theirs.save_draft(item.id, ActionKind.REPLY, "Half an answer")
        await stage.press("T")
        await stage.until(lambda: "Taken over from Eilidh Colleague" in stage.toasts(), "it is said")
        await stage.until(lambda: "‹you›" in stage.screen_text(), "the row says who has it")
        assert (await stage.item("c1")).claimed_by == stage.desk.person.id
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        assert stage.app.screen.texts == ("Half an answer",)


async def test_a_supervisor_sets_free_with_one_key(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        theirs = await colleague(stage)
        await theirs.claim((await stage.item("c1")).id)
        await stage.press("F")
        await stage.until(lambda: "Set free. Eilidh Colleague no longer has it." in stage.toasts(), "it is said")
        assert (await stage.item("c1")).claimed_by is None


@pytest.mark.parametrize("key", ["T", "F"])
async def test_what_nobody_or_the_person_holds_is_neither_taken_over_nor_set_free(tmp_path: Path, key: str) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press(key)
        await stage.until(lambda: "Nobody holds this" in stage.toasts())
        await stage.press("space")
        await stage.until(lambda: "‹you›" in stage.screen_text())
        await stage.press(key)
        await stage.until(lambda: "You hold this yourself" in stage.toasts())


@pytest.mark.parametrize("key", ["T", "F"])
async def test_who_is_no_supervisor_is_told_who_is(tmp_path: Path, key: str) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], role=ADVISOR) as stage:
        await stage.press(key)
        await stage.until(lambda: "Who may: Customer Hub Team Leader" in stage.toasts(), "who may")


async def test_whose_item_is_taken_over_is_told_and_sees_by_whom(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING, name="Ada One")], role=ADVISOR) as stage:
        boss = await colleague(stage, BOSS)
        await stage.press("space")
        await stage.until(lambda: "‹you›" in stage.screen_text(), "mine")
        item = await stage.item("c1")
        await boss.take_over(TakeOver(item_id=item.id, version=item.version, holder=stage.desk.person.id))
        await stage.until(lambda: "Bo Leader took over what you held: Ada One" in stage.toasts(), "it is told")
        await stage.until(lambda: "‹Bo Leader›" in stage.screen_text(), "the row says who has it")


async def test_whose_item_is_set_free_is_told(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING, name="Ada One")], role=ADVISOR) as stage:
        boss = await colleague(stage, BOSS)
        await stage.press("space")
        await stage.until(lambda: "‹you›" in stage.screen_text(), "mine")
        item = await stage.item("c1")
        held = Held(item_id=item.id, version=item.version, holder=stage.desk.person.id)
        await boss.set_free(SetFree(items=(held,)))
        await stage.until(lambda: "Bo Leader set free what you held: Ada One" in stage.toasts(), "it is told")

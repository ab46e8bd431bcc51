"""Drafts belong to the item: they outlive colleagues' acts, refusals, and the console itself."""

from __future__ import annotations

import pytest
from stand import OpenStand, Stand

from console.desk.orders import AddNote, Close
from console.errors import NotPossible
from console.model import ActionKind

HALF = "Thank you, we will"


async def drafts(stand: Stand, item_id: int) -> list[tuple[str, str]]:
    dossier = await stand.desk.dossier(item_id)
    assert dossier is not None
    return [(draft.kind.value, draft.text) for draft in dossier.drafts]


async def test_a_draft_survives_what_colleagues_do(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.save_draft(item.id, ActionKind.REPLY, HALF)
    await second.desk.note(AddNote(**await stand.at(item), text="I know her."))
    await second.desk.close(Close(**await stand.at(item), reason="She rang"))
    assert await drafts(stand, item.id) == [("reply", HALF)]


async def test_a_draft_survives_the_console(stand: Stand, open_another: OpenStand) -> None:
    item = await stand.comes_in()
    await stand.desk.save_draft(item.id, ActionKind.REPLY, HALF)
    await stand.office.store.close()
    again = await open_another(console="console-1-again", world=stand.world, clock=stand.clock)
    assert await drafts(again, item.id) == [("reply", HALF)]


async def test_each_sort_of_text_has_a_draft_of_its_own(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.save_draft(item.id, ActionKind.REPLY, HALF)
    await stand.desk.save_draft(item.id, ActionKind.NOTE, "Ring her")
    await stand.desk.note(AddNote(**await stand.at(item), text="Ring her on Monday"))
    assert await drafts(stand, item.id) == [("reply", HALF)]


async def test_a_refused_answer_keeps_its_draft(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.save_draft(item.id, ActionKind.REPLY, HALF)
    with pytest.raises(NotPossible):
        await stand.reply(item, "  ")
    assert await drafts(stand, item.id) == [("reply", HALF)]


async def test_an_answer_on_its_way_is_no_draft_any_more(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.save_draft(item.id, ActionKind.REPLY, HALF)
    await stand.reply(item)
    assert await drafts(stand, item.id) == []


async def test_an_emptied_draft_is_dropped(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.save_draft(item.id, ActionKind.REPLY, HALF)
    await stand.desk.save_draft(item.id, ActionKind.REPLY, "  \n")
    assert await drafts(stand, item.id) == []
    await stand.desk.save_draft(item.id, ActionKind.REPLY, HALF)
    await stand.desk.drop_draft(item.id, ActionKind.REPLY)
    assert await drafts(stand, item.id) == []


async def test_saving_a_draft_makes_nobodys_reading_stale(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.save_draft(item.id, ActionKind.REPLY, HALF)
    assert (await stand.item(item.id)).version == item.version

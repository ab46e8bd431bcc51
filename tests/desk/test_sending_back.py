"""Sending a colleague's draft back: it stays, with a note, and is theirs to go on with."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from stand import ANSWER, NOW, Stand

from console.desk.orders import Reply
from console.desk.supervisor_orders import SendBack
from console.errors import NotPermitted, NotPossible, Stale
from console.model import Absence, ActionKind, Item

ROBIN = "robin-colleague"


async def drafted(stand: Stand, second: Stand) -> Item:
    item = await stand.comes_in()
    await second.desk.save_draft(item.id, ActionKind.REPLY, "Yeah, sure")
    return item


async def order(stand: Stand, item: Item, reason: str = "Say sorry first", writer: str = ROBIN) -> SendBack:
    return SendBack(**await stand.at(item), draft=ActionKind.REPLY, writer=writer, reason=reason)


async def test_the_draft_stays_and_its_writer_has_the_item_with_a_note(stand: Stand, second: Stand) -> None:
    item = await drafted(stand, second)
    await stand.desk.claim(item.id)
    done = await stand.desk.send_back(await order(stand, item))
    assert done.said.startswith("Sent back to Robin Colleague")
    dossier = await stand.dossier(item)
    assert dossier.item.claimed_by == ROBIN
    assert [(note.person, note.text) for note in dossier.notes] == [("alex-practice", "sent back: Say sorry first")]
    assert [draft.text for draft in dossier.drafts] == ["Yeah, sure"]
    stand.clock.advance(timedelta(hours=4))
    assert await second.desk.given_to_me() == [item.id], "it holds for a working day"
    entry = (await stand.office.store.audit_entries())[-1]
    assert (entry.event, entry.details["to"]) == ("send-back", ROBIN)
    assert "sorry" not in str(entry.details)
    stand.verify()


async def test_it_is_back_with_its_writer_until_they_write_on_or_drop_it(stand: Stand, second: Stand) -> None:
    item = await drafted(stand, second)
    stand.clock.advance(timedelta(minutes=1))
    assert await second.desk.sent_back_to_me() == []
    await stand.desk.send_back(await order(stand, item))
    assert (await second.desk.sent_back_to_me(), await stand.desk.sent_back_to_me()) == ([item.id], [])
    stand.clock.advance(timedelta(minutes=1))
    await second.desk.save_draft(item.id, ActionKind.REPLY, "Sorry about that")
    assert await second.desk.sent_back_to_me() == []


async def test_who_was_about_to_send_it_is_told(stand: Stand, second: Stand) -> None:
    item = await drafted(stand, second)
    await second.desk.claim(item.id)
    await stand.desk.send_back(await order(stand, item))
    with pytest.raises(Stale, match="Alex Practice sent a draft back at 10:04"):
        await second.desk.reply(Reply(item_id=item.id, version=item.version, text=ANSWER))
    await second.reply(await second.item(item.id))


async def test_what_cannot_be_sent_back_says_why(stand: Stand, second: Stand) -> None:
    item = await drafted(stand, second)
    with pytest.raises(NotPermitted, match="you may not send a draft back"):
        await second.desk.send_back(await order(stand, item))
    with pytest.raises(NotPossible, match="what should change"):
        await stand.desk.send_back(await order(stand, item, reason=" "))
    with pytest.raises(NotPossible, match="no longer on the item"):
        await stand.desk.send_back(await order(stand, item, writer="nobody"))
    await stand.save_person(replace(second.desk.person, absences=(Absence(NOW - timedelta(hours=1)),)))
    with pytest.raises(NotPossible, match="Robin Colleague is away"):
        await stand.desk.send_back(await order(stand, item))
    await stand.desk.save_draft(item.id, ActionKind.REPLY, "Mine by now")
    with pytest.raises(NotPossible, match="your own"):
        await stand.desk.send_back(await order(stand, item, writer="alex-practice"))


async def test_only_what_is_written_to_be_sent_and_by_a_colleague_can_be_sent_back(stand: Stand, second: Stand) -> None:
    item = await drafted(stand, second)
    await second.desk.save_draft(item.id, ActionKind.NOTE, "she telephoned")
    await stand.desk.save_draft(item.id, ActionKind.MOVE_TO_PRIVATE, "mine")
    (draft,) = stand.desk.sendable_back(await stand.dossier(item))
    assert (draft.kind, draft.person) == (ActionKind.REPLY, ROBIN)


async def test_a_half_written_note_is_nobodys_to_send_back(stand: Stand, second: Stand) -> None:
    item = await drafted(stand, second)
    await second.desk.save_draft(item.id, ActionKind.NOTE, "she telephoned")
    with pytest.raises(NotPossible, match="Only what is written to be sent goes back"):
        await stand.desk.send_back(replace(await order(stand, item), draft=ActionKind.NOTE))
    assert (await stand.item(item.id)).claimed_by is None


async def test_only_whose_draft_it_was_is_told(stand: Stand, second: Stand) -> None:
    item = await drafted(stand, second)
    kim = await stand.sign_in("Kim Third", "customer-hub-advisor")
    await kim.save_draft(item.id, ActionKind.NOTE, "Ask the caretaker")
    await stand.desk.send_back(await order(stand, item))
    assert (await second.desk.sent_back_to_me(), await kim.sent_back_to_me()) == ([item.id], [])

"""What people wrote can be deleted, as the law asks, and the record of what was done stays whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from stand import NOW, Stand, incoming, message

from console.desk.orders import DeclareIncident, LogComplaint, Remove
from console.desk.records import Record
from console.model import ActionKind, Item
from console.store.audit_chain import verify_audit
from console.store.sqlite_store import SqliteStore

WORDS = "Zwetschgenbaum"  # a word that stands nowhere else
TEXT = f"my {WORDS} is rotten and the lift is stuck, you useless fucking idiots"


async def worked_on(stand: Stand) -> Item:
    """An item of which the store has every copy that it makes: a version, a draft, evidence, a case, an undone act."""
    await stand.comes_in(incoming("c2", "the lift is stuck here too"))
    item = await stand.comes_in(incoming("c1", f"Mirabelle, {TEXT}"))
    stand.world.edit("facebook", "c1", TEXT)
    await stand.fetch()
    category = stand.office.policy.core.complaints.categories[0]
    order = LogComplaint(**await stand.at(item), category=category, is_complaint=True, note="")
    await stand.desk.log_complaint(order)
    await stand.deliver()
    await stand.reply(item, f"About your {WORDS}: https://www.gov.uk/housing")
    await stand.desk.undo_last()
    await stand.desk.save_draft(item.id, ActionKind.NOTE, f"the {WORDS}")
    named = DeclareIncident(**await stand.at(item), title=f"rotten {WORDS}", reply="We are sorry, we are on it.")
    await stand.desk.declare_incident(named)
    await stand.desk.remove(Remove(**await stand.at(item), reason_id="offensive"))
    await stand.deliver()
    return item


async def forget(stand: Stand, item: Item) -> None:
    store = stand.office.store
    assert isinstance(store, SqliteStore)
    async with store.transaction() as tx:
        await tx.forget_text(item.id)
        await tx.raise_version(item.id)
        await tx.record(Record(stand.clock.now(), "halfday", "forgotten", item.id, {}))


def rows_with(stand: Stand, words: str) -> list[str]:
    """Every table and column where the words stand, as text or as bytes."""
    found = []
    with closing(sqlite3.connect(stand.path)) as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            cursor = connection.execute(f"select * from {table}")
            columns = [column[0] for column in cursor.description]
            found += [
                f"{table}.{column}"
                for row in cursor
                for column, value in zip(columns, row, strict=True)
                if words.lower()
                in (value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)).lower()
            ]
    return sorted(set(found))


def incident_columns_with(stand: Stand, words: str) -> list[str]:
    return [place for place in rows_with(stand, words) if place.startswith("incidents.")]


async def test_no_copy_of_what_was_written_is_left(stand: Stand) -> None:
    item = await worked_on(stand)
    before = rows_with(stand, WORDS)
    assert {"items.text", "item_texts.text", "evidence.document", "drafts.text", "cases.text"} <= set(before)
    await forget(stand, item)
    assert [place for place in rows_with(stand, WORDS) if not place.startswith("search_")] == ["deliveries.body"]
    stand.verify()


async def test_what_was_forgotten_is_not_found_and_what_others_wrote_is(stand: Stand) -> None:
    item = await worked_on(stand)
    assert item.id in await stand.desk.search(WORDS)
    await forget(stand, item)
    assert await stand.desk.search(WORDS) == []
    for word in (WORDS, "Mirabelle"):
        assert "search_words.word" not in rows_with(stand, word)
    assert [(await stand.item(found)).external_id for found in await stand.desk.search("stuck")] == ["c2"]
    reference = (await stand.dossier(item)).cases[0].reference
    assert await stand.desk.search(reference) == [item.id]


async def test_the_item_and_what_was_done_to_it_stay(stand: Stand) -> None:
    item = await worked_on(stand)
    before = await stand.dossier(item)
    await forget(stand, item)
    after = await stand.dossier(item)
    assert after.item.text == ""
    assert [action.kind for action in after.actions] == [action.kind for action in before.actions]
    assert after.cases[0].reference == before.cases[0].reference


async def test_the_reply_of_an_incident_goes_with_its_first_message_once_it_has_ended(stand: Stand) -> None:
    first = await stand.comes_in(incoming("c1", TEXT))
    named = DeclareIncident(**await stand.at(first), title=f"rotten {WORDS}", reply=f"About {WORDS}: we are on it.")
    incident = await stand.desk.declare_incident(named)
    await forget(stand, first)
    assert incident_columns_with(stand, WORDS) == ["incidents.reply"], "it is still to be sent to others"
    await stand.desk.end_incident(incident.id)
    await forget(stand, first)
    assert incident_columns_with(stand, WORDS) == []


async def test_an_item_can_be_changed_and_found_again_after_it_was_forgotten(stand: Stand) -> None:
    item = await stand.comes_in(message("m1", TEXT))
    await forget(stand, item)
    stand.world.edit("facebook", "m1", "quite another matter")
    await stand.fetch()
    assert await stand.desk.search("another matter") == [item.id]


@pytest.mark.parametrize("table", ["item_texts", "evidence", "drafts", "findings", "notes"])
async def test_rows_deleted_by_hand_leave_the_record_whole(stand: Stand, table: str) -> None:
    await worked_on(stand)
    with closing(sqlite3.connect(stand.path)) as connection:
        connection.execute(f"delete from {table}")
        connection.execute("update items set text = x''")
        connection.commit()
    assert verify_audit(stand.path).broken is None


async def test_the_record_holds_no_words_of_anybody(stand: Stand) -> None:
    await worked_on(stand)
    assert [place for place in rows_with(stand, WORDS) if place.startswith("audit")] == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("update items set text = cast('I never complained' as blob)", "is not what came in"),
        ("update deliveries set body = cast('Another answer' as blob)", "is not what was decided"),
    ],
)
async def test_a_text_that_was_changed_behind_the_stores_back_is_named(stand: Stand, change: str, what: str) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    await stand.deliver()
    stand.world.edit("facebook", "c1", "It works again, thanks!")
    await stand.fetch()
    stand.verify()
    with closing(sqlite3.connect(stand.path)) as connection:
        connection.execute(change)
        connection.commit()
    broken = verify_audit(stand.path).broken
    assert broken is not None
    assert what in broken.what


async def test_what_was_forgotten_breaks_nothing(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    await stand.deliver()
    async with stand.office.store.transaction() as tx:
        await tx.forget_text(item.id)
        await tx.record(Record(NOW, "a test", "forgotten", item.id))
    stand.verify()

"""Arrivals are written once, whatever happens, and nothing of what people wrote is lost."""

from __future__ import annotations

import pytest

from console.desk.records import Arrival, View
from console.model import ClockKind, ItemState, Level, Rank
from console.store.sqlite_store import SqliteStore
from tests.store.making import NOW, bring_in, bring_one, clock, finding, later, new_item, recorded


async def test_an_arrival_is_read_back_as_it_came(store: SqliteStore) -> None:
    came = new_item(findings=[finding(Level.SOON)], post="Our new office", likes=3, permalink="https://example.org/c1")
    item = await store.item(await bring_one(store, came))
    assert item is not None
    assert (item.text, item.author_name, item.post, item.likes) == (
        came.incoming.text, "Tenant One", "Our new office", 3,
    )  # fmt: skip
    assert (item.received_at, item.arrived_at, item.permalink) == (NOW, NOW, "https://example.org/c1")
    assert (item.state, item.version, item.rank, item.marks) == (ItemState.OPEN, 1, Rank.DUE, ("heating",))
    assert (item.next_due_at, item.next_clock) == (later(240), ClockKind.ANSWER)
    assert await store.findings(item.id) == [finding(Level.SOON)]


async def test_a_second_run_of_the_same_batch_adds_nothing(store: SqliteStore) -> None:
    batch = [new_item(f"c{number}") for number in range(10)]
    first = await bring_in(store, *batch)
    async with store.transaction() as tx:  # nothing new needs no audit entry
        second = await tx.take_in(batch)
    assert second == [Arrival(arrival.item_id, is_new=False) for arrival in first]
    assert (await store.author(1)).items == 10


async def test_the_same_external_id_on_another_channel_is_another_item(store: SqliteStore) -> None:
    arrivals = await bring_in(store, new_item("c1"), new_item("c1", channel="youtube"))
    assert len({arrival.item_id for arrival in arrivals}) == 2


async def test_an_item_twice_in_one_batch_is_one_item(store: SqliteStore) -> None:
    first, other, again, edited = await bring_in(
        store, new_item("a", "one"), new_item("b"), new_item("a", "one"), new_item("a", "two")
    )
    assert (first.item_id, again, edited.is_edited) == (edited.item_id, Arrival(first.item_id, False), True)
    assert other.is_new
    assert await store.earlier_texts(first.item_id) == ["one"]


async def test_a_changed_text_keeps_every_earlier_one_and_raises_the_version(store: SqliteStore) -> None:
    item_id = await bring_one(store, new_item(text="one"))
    for number, text in enumerate(("two", "three"), start=1):
        (arrival,) = await bring_in(store, new_item(text=text, arrived_at=later(number)))
        assert arrival == Arrival(item_id, is_new=False, is_edited=True)
    item = await store.item(item_id)
    assert item is not None
    assert (item.text, item.version, item.edited_at) == ("three", 3, later(2))
    assert await store.earlier_texts(item_id) == ["one", "two"]


async def test_a_changed_text_of_an_open_item_is_judged_again_and_its_clock_stays(store: SqliteStore) -> None:
    item_id = await bring_one(store, new_item(text="one", findings=[finding(rule="rent")]))
    urgent = new_item(text="two", rank=Rank.NOW, findings=[finding(Level.NOW, "gas")], clocks=[clock(9)])
    await bring_in(store, urgent)
    item = await store.item(item_id)
    assert item is not None
    assert (item.marks, item.rank, item.next_due_at) == (("gas",), Rank.NOW, later(240))
    assert [one.rule for one in await store.findings(item_id)] == ["gas"]
    assert list(await store.order(View.FLAGGED, "kim", "Team Leader", NOW)) == [item_id]


async def test_a_changed_text_of_an_answered_item_keeps_what_was_found(store: SqliteStore) -> None:
    item_id = await bring_one(store, new_item(text="one", findings=[finding(rule="rent")]))
    async with store.transaction() as tx:
        await tx.set_state(item_id, ItemState.ANSWERED)
        await recorded(tx)
    await bring_in(store, new_item(text="two", findings=[finding(Level.NOW, "gas")]))
    assert [one.rule for one in await store.findings(item_id)] == ["rent"]


async def test_other_likes_are_kept_quietly(store: SqliteStore) -> None:
    item_id = await bring_one(store, new_item(likes=1))
    async with store.transaction() as tx:
        assert await tx.take_in([new_item(likes=7)]) == [Arrival(item_id, is_new=False)]
    item = await store.item(item_id)
    assert item is not None
    assert (item.likes, item.version, item.edited_at) == (7, 1, None)


async def test_an_authors_newest_name_and_number_of_items_are_kept(store: SqliteStore) -> None:
    await bring_in(store, new_item("a"), new_item("b"))
    await bring_in(store, new_item("c", author_name="Tenant Renamed"))
    author = await store.author(1)
    assert (author.name, author.items, author.strikes) == ("Tenant Renamed", 3, 0)
    item = await store.item(1)
    assert item is not None
    assert item.author_name == "Tenant One"  # as it was signed


async def test_an_answer_joins_its_parents_thread_whichever_comes_first(store: SqliteStore) -> None:
    await bring_in(store, new_item("root", thread="t9"))
    arrivals = await bring_in(
        store, new_item("leaf", parent="reply"), new_item("reply", parent="root"), new_item("late", parent="unknown")
    )
    await bring_in(store, new_item("unknown"), new_item("deep", parent="reply"))
    items = {item.external_id: item for item in await store.rows(range(1, 7))}
    assert items["reply"].thread_id == items["root"].thread_id == items["deep"].thread_id
    assert items["late"].thread_id == items["unknown"].thread_id
    assert items["late"].thread == "unknown"
    assert all(arrival.is_new for arrival in arrivals)


async def test_a_window_that_has_shut_already_is_not_what_an_item_waits_for(store: SqliteStore) -> None:
    item_id = await bring_one(store, new_item(clocks=[clock(-5, ClockKind.WINDOW), clock(60)]))
    item = await store.item(item_id)
    assert item is not None
    assert (item.next_clock, item.next_due_at) == (ClockKind.ANSWER, later(60))


@pytest.mark.parametrize(
    "text",
    ["", "nul\0here", "lone \ud83d surrogate", "\x1b]52;c;aGk=\x07", "[@click=app.quit]x[/]", "e" + "\u0301" * 500,
     "x" * 200_000, "مرحبا 👩‍👩‍👧 \u202eevil"],
)  # fmt: skip
async def test_any_text_comes_back_exactly(store: SqliteStore, text: str) -> None:
    item_id = await bring_one(store, new_item(text=text, author_name=text[:50], post=text))
    item = await store.item(item_id)
    assert item is not None
    assert (item.text, item.author_name, item.post) == (text, text[:50], text)
    (line,) = await store.rows([item_id])
    assert line.text == text[:300]
    await bring_in(store, new_item(text=text + "!", author_name=text[:50], post=text))  # the index lets go of it again
    assert await store.earlier_texts(item_id) == [text]


async def test_identifiers_that_no_database_text_can_hold_stay_apart(store: SqliteStore) -> None:
    batch = [new_item("a\0b"), new_item("a\ud800b"), new_item("a\ud801b"), new_item("a", thread="\0", parent="\ud800")]
    assert len({arrival.item_id for arrival in await bring_in(store, *batch)}) == 4
    async with store.transaction() as tx:
        assert not any(arrival.is_new for arrival in await tx.take_in(batch))


async def test_gone_items_are_marked_once(store: SqliteStore) -> None:
    await bring_in(store, new_item("a"), new_item("b"), new_item("c"))
    async with store.transaction() as tx:
        assert await tx.mark_gone("facebook", ["a", "c", "never-seen"], later(5)) == [1, 3]
        assert await tx.mark_gone("facebook", ["a"], later(9)) == []
        await recorded(tx)
    item = await store.item(1)
    assert item is not None
    assert (item.gone_at, item.version) == (later(5), 2)


async def test_items_are_exported_as_they_came(store: SqliteStore) -> None:
    batch = [
        new_item("a", "one", likes=4, post="A post"),
        new_item("b", "two", parent="a", author_external_id="u2", author_name="Tenant Two"),
        new_item("c", "three", thread="t1", parent="b", permalink="https://example.org/c"),
    ]
    await bring_in(store, *batch)
    assert await store.incoming_after(0) == [(place, one.incoming) for place, one in enumerate(batch, start=1)]
    assert await store.incoming_after(2, limit=1) == [(3, batch[2].incoming)]

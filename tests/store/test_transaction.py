"""A transaction is kept whole with its audit entry, or not at all; consoles on one file take their turns."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import timedelta
from typing import Any

import pytest

from console.desk.records import ChannelHealth, View
from console.errors import StoreBusy, StoreError
from console.model import ActionKind, Change, ChannelState, Draft, ItemState, Rank
from console.store import transaction_link
from console.store.sqlite_store import SqliteStore
from console.store.transaction import KEPT_CHANGES, UnrecordedError
from console.store.transaction_link import MOST_PUT_OFF
from console.store.values import STALE_CLAIM_S
from tests.store.making import NOW, bring_in, bring_one, clock, new_item, record, recorded

HELD_S = timedelta(seconds=STALE_CLAIM_S)


async def state_of(store: SqliteStore, item_id: int) -> ItemState:
    item = await store.item(item_id)
    assert item is not None
    return item.state


async def test_what_fails_half_way_leaves_nothing(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - the block is what fails
        async with store.transaction() as tx:
            await tx.set_state(item_id, ItemState.CLOSED)
            await recorded(tx)
            raise ZeroDivisionError
    assert await state_of(store, item_id) is ItemState.OPEN
    assert len(await store.audit_entries()) == 1


async def test_a_change_without_an_audit_entry_is_not_kept(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    with pytest.raises(UnrecordedError):
        async with store.transaction() as tx:
            await tx.set_state(item_id, ItemState.CLOSED)
    assert await state_of(store, item_id) is ItemState.OPEN


async def test_drafts_heartbeats_and_fetch_cursors_need_no_audit_entry(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    draft = Draft(item_id, ActionKind.REPLY, "kim", "Dear tenant \ud800", NOW)
    health = ChannelHealth("facebook", ChannelState.RATE_LIMITED, "wait", NOW, None, NOW, "cursor-1")
    async with store.transaction() as tx:
        await tx.save_draft(draft)
        await tx.touch_claims("desk-1", NOW)
        await tx.save_channel(health)
        await tx.refresh_next(item_id, NOW)
        await tx.announce([item_id], "changed")
        assert await tx.release_console("desk-1") == []
    dossier = await store.dossier(item_id)
    assert dossier is not None
    assert dossier.drafts == (draft,)
    assert await store.channel("facebook") == health
    assert await store.channels() == [health]
    async with store.transaction() as tx:
        await tx.drop_draft(item_id, ActionKind.REPLY)
    dossier = await store.dossier(item_id)
    assert dossier is not None
    assert dossier.drafts == ()


async def test_a_transaction_reads_its_own_writes_and_others_do_not(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    async with store.transaction() as tx:
        await tx.set_state(item_id, ItemState.ACTING)
        await tx.raise_version(item_id)
        await recorded(tx)
        inside = await tx.item(item_id)
        outside = await store.item(item_id)
    assert inside is not None
    assert outside is not None
    assert (inside.state, inside.version) == (ItemState.ACTING, 2)
    assert (outside.state, outside.version) == (ItemState.OPEN, 1)


async def test_a_cancelled_transaction_lets_go_of_the_lock(store: SqliteStore, other: SqliteStore) -> None:
    item_id = await bring_one(store)
    entered = asyncio.Event()

    async def act() -> None:
        async with store.transaction() as tx:
            await tx.set_state(item_id, ItemState.CLOSED)
            entered.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(act())
    await entered.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await state_of(store, item_id) is ItemState.OPEN
    async with other.transaction() as tx:
        await tx.set_state(item_id, ItemState.ANSWERED)
        await recorded(tx)
    assert await state_of(store, item_id) is ItemState.ANSWERED


async def test_a_transaction_cancelled_at_any_step_leaves_the_store_usable(store: SqliteStore) -> None:
    item_id = await bring_one(store)

    async def act() -> None:
        async with store.transaction() as tx:
            await tx.raise_version(item_id)
            await recorded(tx)

    for steps in range(12):
        task = asyncio.create_task(act())
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    before = await store.item(item_id)
    await act()
    after = await store.item(item_id)
    assert before is not None
    assert after is not None
    assert after.version == before.version + 1
    assert len(await store.audit_entries()) == after.version  # one for the intake, one for each that was kept


# -- several consoles ----------------------------------------------------------------------------------------------


async def test_an_item_belongs_to_one_person_at_a_time(store: SqliteStore, other: SqliteStore) -> None:
    item_id = await bring_one(store)
    async with store.transaction() as tx:
        assert await tx.claim(item_id, "kim", NOW, "desk-1") is None
        assert await tx.claim(item_id, "kim", NOW + HELD_S / 2, "desk-1") is None
        await recorded(tx)
    async with other.transaction() as tx:
        assert await tx.claim(item_id, "sam", NOW + HELD_S, "desk-2") == "kim"
        assert await tx.release_console("desk-2") == []
        await tx.release(item_id, "sam")
    (line,) = await other.rows([item_id])
    assert (line.claimed_by, line.claimed_at) == ("kim", NOW)


async def test_a_released_item_can_be_taken(store: SqliteStore, other: SqliteStore) -> None:
    item_id = await bring_one(store)
    async with store.transaction() as tx:
        await tx.claim(item_id, "kim", NOW, "desk-1")
        await tx.release(item_id, "kim")
        await recorded(tx)
    async with other.transaction() as tx:
        assert await tx.claim(item_id, "sam", NOW, "desk-2") is None
        await recorded(tx)


async def test_a_claim_gives_way_when_its_console_has_fallen_silent(store: SqliteStore, other: SqliteStore) -> None:
    first, second = (one.item_id for one in await bring_in(store, new_item("a"), new_item("b")))
    async with store.transaction() as tx:
        await tx.claim(first, "kim", NOW, "desk-1")
        await tx.claim(second, "lee", NOW, "desk-3")
        await recorded(tx)
    async with store.transaction() as tx:
        await tx.touch_claims("desk-3", NOW + HELD_S)
    async with other.transaction() as tx:
        late = NOW + HELD_S + timedelta(seconds=1)
        assert await tx.claim(first, "sam", late, "desk-2") is None
        assert await tx.claim(second, "sam", late, "desk-2") == "lee"
        await recorded(tx)


async def test_the_same_person_takes_over_on_another_console(store: SqliteStore, other: SqliteStore) -> None:
    item_id = await bring_one(store)
    async with store.transaction() as tx:
        await tx.claim(item_id, "kim", NOW, "desk-1")
        await recorded(tx)
    async with other.transaction() as tx:
        assert await tx.claim(item_id, "kim", NOW, "desk-2") is None
        assert await tx.release_console("desk-1") == []
        await recorded(tx)
    async with other.transaction() as tx:
        assert await tx.release_console("desk-2") == [item_id]
        await recorded(tx)
    assert list(await store.order(View.MINE, "kim", "Team Leader", NOW)) == []


async def test_changes_of_one_console_appear_in_the_other(store: SqliteStore, other: SqliteStore) -> None:
    marks = {console: await console.change_mark() for console in (store, other)}
    assert marks == {console: await console.change_mark() for console in (store, other)}
    item_id = await bring_one(other)
    async with other.transaction() as tx:
        await tx.announce([item_id, item_id], "arrived", "kim")
    for console in (store, other):
        assert await console.change_mark() != marks[console]
        assert await console.changes_since(1) == [Change(2, item_id, "arrived", "kim")]
        assert await console.last_change() == 2


async def test_old_changes_are_let_go(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    async with store.transaction() as tx:
        await tx.announce([item_id] * (KEPT_CHANGES + 10), "changed")
        await tx.announce([item_id] * 500, "changed")
    kept = await store.changes_since(0)
    assert KEPT_CHANGES <= len(kept) <= KEPT_CHANGES + 500
    assert kept[-1].seq == await store.last_change() == KEPT_CHANGES + 510


async def test_four_writers_at_once_all_get_through_in_turn(store: SqliteStore, other: SqliteStore) -> None:
    item_id = await bring_one(store)

    async def write(console: SqliteStore) -> None:
        for _ in range(10):
            async with console.transaction() as tx:
                item = await tx.item(item_id)
                assert item is not None
                await tx.raise_version(item_id)
                await tx.record(record(version=item.version))

    await asyncio.gather(*(write(console) for console in (store, other, store, other)))
    versions = [entry.details["version"] for entry in (await store.audit_entries())[1:]]
    assert versions == list(range(1, 41))


async def test_a_store_that_stays_busy_is_said_to_be(
    store: SqliteStore, other: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction_link, "PATIENCE_S", 0.005)
    async with store.transaction() as holding:
        await holding.people()
        with pytest.raises(StoreBusy, match="Try again"):
            async with other.transaction() as tx:
                await tx.people()
        with pytest.raises(StoreBusy, match="Try again"):
            async with other.transaction() as tx:
                await recorded(tx)
    async with other.transaction() as tx:
        await recorded(tx)
    assert len(await store.audit_entries()) == 1


# -- one trip for what nobody waits for ------------------------------------------------------------------------------


@pytest.fixture
def trips(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A line for every trip to the writing thread, as they are made."""
    made: list[str] = []
    run = store._writer.run

    async def counted(work: Any, *args: Any, **kwargs: Any) -> Any:
        made.append(work.__name__)
        return await run(work, *args, **kwargs)

    monkeypatch.setattr(store._writer, "run", counted)
    return made


def break_ranking(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every change of an item's rank fail in the database itself."""

    def fail(connection: sqlite3.Connection, **_: object) -> None:
        connection.execute("insert into findings (item_id) values (1)")  # its other columns may not be null

    monkeypatch.setattr(store._sql.items, "set_rank", fail)


async def test_writes_nobody_waits_for_are_kept_in_one_trip(store: SqliteStore, trips: list[str]) -> None:
    item_id = await bring_one(store)
    trips.clear()
    async with store.transaction() as tx:
        await tx.raise_version(item_id)
        await tx.set_state(item_id, ItemState.CLOSED)
        await tx.refresh_next(item_id, NOW)
        await tx.announce([item_id], "changed")
        await recorded(tx)
        assert trips == []
    assert len(trips) == 1
    assert await state_of(store, item_id) is ItemState.CLOSED


async def test_a_transaction_that_was_asked_nothing_does_not_touch_the_store(
    store: SqliteStore, trips: list[str]
) -> None:
    async with store.transaction():
        pass
    with pytest.raises(ZeroDivisionError):
        async with store.transaction():
            raise ZeroDivisionError
    assert trips == []


async def test_writes_happen_in_the_order_they_were_asked_for(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    async with store.transaction() as tx:
        await tx.set_state(item_id, ItemState.ACTING)
        note_id = await tx.add_note(item_id, "kim", "first", NOW)
        await tx.set_state(item_id, ItemState.CLOSED)
        for number in range(MOST_PUT_OFF + 5):
            await tx.record(record(number=number, note=note_id))
            await tx.save_setting("last", str(number))
        await tx.set_state(item_id, ItemState.ANSWERED)
    assert await state_of(store, item_id) is ItemState.ANSWERED
    assert await store.setting("last") == str(MOST_PUT_OFF + 4)
    numbers = [entry.details["number"] for entry in (await store.audit_entries())[1:]]
    assert numbers == list(range(MOST_PUT_OFF + 5))


async def test_very_many_writes_leave_in_several_trips(store: SqliteStore, trips: list[str]) -> None:
    async with store.transaction() as tx:
        for number in range(MOST_PUT_OFF):
            await tx.save_setting("last", str(number))
        assert len(trips) == 1
        await recorded(tx)
    assert len(trips) == 2


async def test_what_was_recorded_is_kept_as_it_was_then(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    details: dict[str, object] = {"said": "before"}
    ids = [item_id]
    async with store.transaction() as tx:
        await tx.record(record(**details))
        await tx.announce(ids, "changed")
        details["said"] = "after"
        ids.append(item_id)
    assert [entry.details for entry in (await store.audit_entries())[1:]] == [{"said": "before"}]
    assert len(await store.changes_since(0)) == 1


async def test_a_failed_write_is_raised_by_what_is_asked_next(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    item_id = await bring_one(store)
    break_ranking(store, monkeypatch)
    with pytest.raises(sqlite3.IntegrityError):  # noqa: PT012 - the block is what fails
        async with store.transaction() as tx:
            await tx.set_state(item_id, ItemState.CLOSED)
            await tx.set_rank(item_id, Rank.FAILED, None)
            await recorded(tx)
            with pytest.raises(sqlite3.IntegrityError):
                await tx.item(item_id)
            with pytest.raises(sqlite3.IntegrityError):  # the rest is not done without the write that failed
                await tx.item(item_id)
    assert await state_of(store, item_id) is ItemState.OPEN
    assert len(await store.audit_entries()) == 1


async def test_a_failed_write_that_nobody_asked_after_is_raised_at_the_end(
    store: SqliteStore, other: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    item_id = await bring_one(store)
    break_ranking(store, monkeypatch)
    with pytest.raises(sqlite3.IntegrityError):  # noqa: PT012 - the block is what fails
        async with store.transaction() as tx:
            await tx.set_state(item_id, ItemState.CLOSED)
            await recorded(tx)
            await tx.set_rank(item_id, Rank.FAILED, None)
    assert await state_of(store, item_id) is ItemState.OPEN
    async with other.transaction() as tx:  # the lock is free again
        await recorded(tx)
    assert len(await store.audit_entries()) == 2


async def test_what_a_person_can_do_about_a_failed_write_is_said_at_the_end(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    item_id = await bring_one(store)
    (pages,) = await store._writer.run(lambda connection: connection.execute("pragma page_count").fetchone())
    await store._writer.run(lambda connection: connection.execute(f"pragma max_page_count = {pages}").fetchone())
    with pytest.raises(StoreError, match="disk is full"):  # noqa: PT012 - the block is what fails
        async with store.transaction() as tx:
            await tx.set_state(item_id, ItemState.CLOSED)
            await tx.save_setting("large", "x" * 100_000)
            await recorded(tx)
    assert await state_of(store, item_id) is ItemState.OPEN
    assert await store.setting("large") is None


async def test_a_change_put_off_without_an_audit_entry_is_not_kept(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    async with store.transaction() as tx:
        await tx.claim(item_id, "kim", NOW, "desk-1")
        await recorded(tx)
    with pytest.raises(UnrecordedError):
        async with store.transaction() as tx:
            await tx.release(item_id, "kim")
    async with store.transaction() as tx:
        await tx.release(item_id, "sam")  # holds nothing, so nothing changes
    (line,) = await store.rows([item_id])
    assert line.claimed_by == "kim"


async def test_writes_put_off_and_then_cancelled_leave_nothing(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    reached = asyncio.Event()

    async def act() -> None:
        async with store.transaction() as tx:
            await tx.set_state(item_id, ItemState.CLOSED)
            await recorded(tx)
            reached.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(act())
    await reached.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with store.transaction() as tx:
        await recorded(tx)
    assert await state_of(store, item_id) is ItemState.OPEN
    assert len(await store.audit_entries()) == 2


async def test_a_commit_cancelled_while_it_waits_for_the_lock_is_never_made(
    store: SqliteStore, other: SqliteStore
) -> None:
    item_id = await bring_one(store)

    async def act() -> None:
        async with other.transaction() as tx:
            await tx.set_state(item_id, ItemState.CLOSED)
            await recorded(tx)

    async with store.transaction() as holding:
        await holding.people()
        task = asyncio.create_task(act())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await recorded(holding)
    async with other.transaction() as tx:
        await recorded(tx)
    assert await state_of(store, item_id) is ItemState.OPEN
    assert len(await store.audit_entries()) == 3


# -- ids that are known before the row is written --------------------------------------------------------------------


async def test_ids_given_out_are_those_of_the_rows(store: SqliteStore, other: SqliteStore, trips: list[str]) -> None:
    item_id = await bring_one(store)
    trips.clear()
    async with store.transaction() as tx:
        first = await tx.add_note(item_id, "kim", "one", NOW)
        second = await tx.add_note(item_id, "kim", "two", NOW)
        await recorded(tx)
    assert len(trips) == 2
    async with other.transaction() as tx:
        third = await tx.add_note(item_id, "sam", "three", NOW)
        await recorded(tx)
    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - the block is what fails
        async with store.transaction() as tx:
            await tx.add_note(item_id, "kim", "dropped", NOW)
            raise ZeroDivisionError
    async with store.transaction() as tx:
        fourth = await tx.add_note(item_id, "kim", "four", NOW)
        await recorded(tx)
    dossier = await store.dossier(item_id)
    assert dossier is not None
    assert [(note.id, note.text) for note in dossier.notes] == [
        (first, "one"),
        (second, "two"),
        (third, "three"),
        (fourth, "four"),
    ]


async def test_clocks_started_beside_arrivals_have_ids_of_their_own(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    async with store.transaction() as tx:
        before = await tx.start_clock(item_id, clock(10))
        await tx.take_in([new_item("c2"), new_item("c3")])
        after = await tx.start_clock(item_id, clock(20))
        await recorded(tx)
    assert [one.id for one in await store.clocks(item_id)][1:] == [before, after]
    assert len(await store.running_clocks()) == 5

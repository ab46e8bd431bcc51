"""The inbox shows what belongs in it, in order, under every view."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from console.desk.records import Counts, NewDelivery, NewItem, View
from console.model import ActionKind, ClockKind, DeliveryState, ItemKind, ItemState, Level, Operation, Rank, Turn
from console.store.connect import prepare_file
from console.store.inbox import MOST_DONE
from console.store.intake import take_in
from console.store.migrate import SQL_FOLDER, migrate, migrations
from console.store.sqlite_store import SqliteStore, open_store
from console.store.statements import Statements
from console.store.values import STALE_CLAIM_S
from tests.store.making import NOW, bring_in, bring_one, clock, finding, later, new_item, recorded


async def ids(store: SqliteStore, view: View, person: str = "kim") -> list[int]:
    return list(await store.order(view, person, "Team Leader", NOW))


async def test_private_messages_say_which_one_they_are_of_those_that_wait_in_their_conversation(
    store: SqliteStore,
) -> None:
    def private(external_id: str, minutes: float, **changes: object) -> NewItem:
        facts: dict[str, object] = {"kind": ItemKind.MESSAGE, "thread": "t1", "received_at": later(minutes)}
        return new_item(external_id, **(facts | changes))

    arrivals = await bring_in(
        store,
        private("m2", 2),
        private("m1", 1),
        private("m3", 3),
        private("other", 2, thread="t2"),
        private("colleague", 2, author_external_id="u2"),
        new_item("c1"),
    )
    ids = [arrival.item_id for arrival in arrivals]
    assert [row.turn for row in await store.rows(ids)] == [Turn(2, 3), Turn(1, 3), Turn(3, 3), None, None, None]
    async with store.transaction() as tx:
        await tx.set_state(ids[1], ItemState.ANSWERED)
        await recorded(tx)
    assert [row.turn for row in await store.rows(ids[:3])] == [Turn(1, 2), None, Turn(2, 2)]
    dossier = await store.dossier(ids[2])
    assert dossier is not None
    assert dossier.item.turn == Turn(2, 2)


async def test_the_order_is_rank_then_the_clock_that_dies_first_then_age(store: SqliteStore) -> None:
    await bring_in(
        store,
        new_item("later", clocks=[clock(90)]),
        new_item("clockless", clocks=[]),
        new_item("soon", clocks=[clock(200), clock(30, ClockKind.WINDOW)]),
        new_item("urgent", clocks=[clock(999)], rank=Rank.NOW),
        new_item("tie", clocks=[clock(90)]),
    )
    assert await ids(store, View.ALL) == [4, 3, 1, 5, 2]


async def test_an_order_can_be_asked_for_from_its_beginning(store: SqliteStore) -> None:
    await bring_in(store, *[new_item(f"c{number}", clocks=[clock(90 - number)]) for number in range(5)])
    assert list(await store.order(View.ALL, "kim", "Team Leader", NOW, 2)) == [5, 4]
    assert list(await store.order(View.PRIVATE, "kim", "Team Leader", NOW, 2)) == []


async def test_the_tally_of_the_inbox_is_what_counting_gives(store: SqliteStore) -> None:
    await bring_in(store, *[new_item(f"c{number}") for number in range(4)])
    for item_id in (1, 2, 1, 1):  # answered, answered, reopened and answered again
        async with store.transaction() as tx:
            was_open = (await tx.item(item_id)).state is ItemState.OPEN  # type: ignore[union-attr]
            await tx.set_state(item_id, ItemState.ANSWERED if was_open else ItemState.OPEN)
            for one in await tx.clocks(item_id):
                await (tx.stop_clock(one.id, NOW, 0.0, "answered") if was_open else tx.restart_clock(one.id))
            await tx.refresh_next(item_id, NOW)
            await recorded(tx)
        assert (await store.counts(NOW, NOW)).open == len(await ids(store, View.ALL))
    assert await ids(store, View.ALL) == [3, 4]


async def test_an_older_store_is_counted_once(store_path: Path, tmp_path: Path) -> None:
    before_tallies = tmp_path / "sql"
    before_tallies.mkdir()
    for number in range(1, 5):
        shutil.copy(migrations()[number], before_tallies)
    prepare_file(store_path)
    with closing(sqlite3.connect(store_path)) as connection:
        migrate(connection, before_tallies)
        take_in(connection, Statements(), [new_item("c1"), new_item("c2")])
        connection.execute("update items set is_open = 0 where id = 1")
        connection.commit()
    store = await open_store(store_path, console="desk-1")
    assert (await store.counts(NOW, NOW)).open == 1
    await store.close()


async def test_rows_come_in_the_order_asked_for_without_the_missing(store: SqliteStore) -> None:
    await bring_in(store, *[new_item(f"c{number}") for number in range(5)])
    assert [item.id for item in await store.rows([4, 99, 1, 3])] == [4, 1, 3]
    assert await store.rows([]) == []


@pytest.mark.parametrize(
    "text", ["ä" * 700, "👩" * 300, "a" + "👩" * 301, "abc" + "€" * 900, "x" * 1204, "👩" * 299 + "é\ud800"]
)
async def test_a_cut_text_ends_between_characters(store: SqliteStore, text: str) -> None:
    (line,) = await store.rows([await bring_one(store, new_item(text=text))])
    assert line.text == text[:300]


async def test_each_view_shows_its_own(store: SqliteStore) -> None:
    await bring_in(
        store,
        new_item("plain"),
        new_item("message", kind=ItemKind.MESSAGE),
        new_item("flagged", findings=[finding(Level.NOTE), finding(Level.NOW)]),
        new_item("noted", findings=[finding(Level.NOTE)]),
        new_item("acting"),
        new_item("asked"),
        new_item("failed"),
    )
    async with store.transaction() as tx:
        await tx.claim(1, "kim", NOW, "desk-1")
        await tx.claim(2, "sam", NOW, "desk-1")
        await tx.set_state(5, ItemState.ACTING)
        await tx.add_question(6, asked_by="kim", put_to="rents", text="Is this right?", at=NOW)
        await tx.set_rank(7, Rank.FAILED, "The reply was refused.")
        await recorded(tx)
    assert await ids(store, View.ALL) == [7, 1, 2, 3, 4, 5, 6]
    assert await ids(store, View.MINE) == [1]
    assert await ids(store, View.UNCLAIMED) == [7, 3, 4, 5, 6]
    assert await ids(store, View.PRIVATE) == [2]
    assert await ids(store, View.FLAGGED) == [3]
    assert await ids(store, View.FAILED) == [7]
    assert await ids(store, View.WAITING) == [5, 6]
    (failed,) = await store.rows([7])
    assert failed.problem == "The reply was refused."


async def test_a_claim_of_a_console_long_silent_counts_as_unclaimed(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    async with store.transaction() as tx:
        await tx.claim(item_id, "sam", NOW, "desk-1")
        await recorded(tx)
    assert list(await store.order(View.UNCLAIMED, "kim", "Team Leader", NOW + timedelta(seconds=STALE_CLAIM_S))) == []
    assert list(
        await store.order(View.UNCLAIMED, "kim", "Team Leader", NOW + timedelta(seconds=STALE_CLAIM_S + 1))
    ) == [item_id]


@pytest.mark.parametrize("kind", [ClockKind.PROMISE, ClockKind.CASE_STAGE, ClockKind.ESCALATION])
async def test_an_answered_item_stays_while_a_commitment_runs(store: SqliteStore, kind: ClockKind) -> None:
    item_id = await bring_one(store)
    (answer,) = await store.clocks(item_id)
    async with store.transaction() as tx:
        await tx.set_state(item_id, ItemState.ANSWERED)
        await tx.stop_clock(answer.id, NOW, 12.5, "answered")
        clock_id = await tx.start_clock(item_id, clock(600, kind))
        await tx.refresh_next(item_id, NOW)
        await recorded(tx)
    assert await ids(store, View.ALL) == await ids(store, View.WAITING) == [item_id]
    (line,) = await store.rows([item_id])
    assert (line.next_clock, line.next_due_at) == (kind, later(600))
    async with store.transaction() as tx:
        await tx.stop_clock(clock_id, NOW, 1, "kept")
        await tx.refresh_next(item_id, NOW)
        await recorded(tx)
    assert await ids(store, View.ALL) == []
    (line,) = await store.rows([item_id])
    assert (line.next_clock, line.next_due_at) == (None, None)


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.NEEDS_PERSON])
async def test_an_answered_item_stays_while_a_delivery_is_in_trouble(store: SqliteStore, state: DeliveryState) -> None:
    item_id = await bring_one(store, new_item(clocks=[]))
    async with store.transaction() as tx:
        action_id = await tx.add_action(item_id, ActionKind.REPLY, "kim", NOW)
        (delivery_id,) = await tx.add_deliveries(
            action_id, item_id, [NewDelivery(Operation.REPLY, "facebook", "c1", "Hello", NOW)]
        )
        await tx.set_state(item_id, ItemState.ANSWERED)
        await tx.set_delivery(delivery_id, state, problem="refused")
        await tx.refresh_next(item_id, NOW)
        await recorded(tx)
    assert await ids(store, View.ALL) == [item_id]
    async with store.transaction() as tx:
        await tx.set_delivery(delivery_id, DeliveryState.DELIVERED, at=NOW)
        await tx.refresh_next(item_id, NOW)
        await recorded(tx)
    assert await ids(store, View.ALL) == []


async def test_a_platform_window_counts_only_while_it_is_open_and_something_is_to_be_answered(
    store: SqliteStore,
) -> None:
    item_id = await bring_one(store, new_item(clocks=[clock(30, ClockKind.WINDOW), clock(60)]))

    async def next_clock(minutes: float, state: ItemState) -> ClockKind | None:
        async with store.transaction() as tx:
            await tx.set_state(item_id, state)
            await tx.refresh_next(item_id, later(minutes))
            await recorded(tx)
        (line,) = await store.rows([item_id])
        return line.next_clock

    assert await next_clock(29, ItemState.OPEN) is ClockKind.WINDOW
    assert await next_clock(30, ItemState.OPEN) is ClockKind.WINDOW
    assert await next_clock(30.001, ItemState.OPEN) is ClockKind.ANSWER
    assert await next_clock(29, ItemState.ANSWERED) is ClockKind.ANSWER


async def test_windows_that_shut_on_unanswered_items_are_found(store: SqliteStore) -> None:
    await bring_in(store, *[new_item(f"c{n}", clocks=[clock(30, ClockKind.WINDOW), clock(5)]) for n in range(3)])
    async with store.transaction() as tx:
        await tx.set_state(2, ItemState.ANSWERED)
        (window, _) = await tx.clocks(3)
        await tx.stop_clock(window.id, NOW, 0, "used")
        await recorded(tx)
    assert await store.shut_windows(later(30)) == []
    assert await store.shut_windows(later(30.001)) == [1]


async def test_the_status_lines_figures(store: SqliteStore) -> None:
    minutes = [-10, -1, 0, 5, 30, 31, 200]
    await bring_in(store, *[new_item(f"c{n}", clocks=[clock(due)]) for n, due in enumerate(minutes)])
    await bring_in(store, new_item("clockless", clocks=[]))
    async with store.transaction() as tx:
        await tx.set_rank(7, Rank.FAILED, "refused")
        await recorded(tx)
    assert await store.counts(NOW, later(30)) == Counts(open=8, overdue=2, due_soon=3, failed=1)


async def test_a_clock_stops_restarts_and_moves(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    (before,) = await store.clocks(item_id)
    assert (before.kind, before.due_at, before.is_running) == (ClockKind.ANSWER, later(240), True)
    async with store.transaction() as tx:
        await tx.stop_clock(before.id, later(9), 9.25, "answered")
        (stopped,) = await tx.clocks(item_id)
        await tx.restart_clock(before.id)
        await tx.move_clock(before.id, later(300))
        await recorded(tx)
    assert (stopped.stopped_at, stopped.elapsed_minutes, stopped.outcome) == (later(9), 9.25, "answered")
    (after,) = await store.running_clocks()
    assert (after.due_at, after.stopped_at, after.elapsed_minutes, after.outcome) == (later(300), None, None, None)


async def finish(store: SqliteStore, item_id: int, kind: ActionKind, state: ItemState, **details: object) -> int:
    async with store.transaction() as tx:
        action_id = await tx.add_action(item_id, kind, "kim", NOW, details=details)
        await tx.set_state(item_id, state)
        await recorded(tx)
    return action_id


async def test_what_is_done_stands_with_the_last_act_first_until_it_is_opened_or_taken_back(store: SqliteStore) -> None:
    await bring_in(store, *[new_item(f"c{number}") for number in range(1, 8)])
    await finish(store, 2, ActionKind.REPLY, ItemState.ANSWERED, also=[5])
    async with store.transaction() as tx:
        await tx.set_state(5, ItemState.ANSWERED)
        await recorded(tx)
    await finish(store, 1, ActionKind.CLOSE, ItemState.CLOSED)
    await finish(store, 3, ActionKind.REMOVE, ItemState.REMOVED)
    await finish(store, 4, ActionKind.REPLY, ItemState.ACTING)
    undone = await finish(store, 6, ActionKind.CLOSE, ItemState.OPEN)
    async with store.transaction() as tx:
        await tx.mark_undone(undone, NOW)
        await recorded(tx)
    assert await ids(store, View.DONE) == [3, 1, 5, 2]
    assert list(await store.order(View.DONE, "kim", "Team Leader", NOW, 2)) == [3, 1]
    await finish(store, 3, ActionKind.REOPEN, ItemState.OPEN)
    assert await ids(store, View.DONE) == [1, 5, 2]
    await finish(store, 2, ActionKind.MOVE_TO_PRIVATE, ItemState.MOVED)
    assert await ids(store, View.DONE) == [2, 1, 5]


async def test_what_is_done_is_bounded_and_read_from_the_newest_acts_alone(
    store: SqliteStore, store_path: Path
) -> None:
    """A million acts long ago must not cost anything: counted in SQLite's own steps, which no machine changes."""
    await bring_in(store, *[new_item(f"c{number}") for number in range(MOST_DONE + 50)])
    with closing(sqlite3.connect(store_path)) as connection, connection:
        connection.execute("update items set state = 'answered', is_open = 0")
        connection.executemany(
            "insert into actions (item_id, kind, person, at) values (?, 'reply', 'kim', 0)",
            [(number % (MOST_DONE + 50) + 1,) for number in range(40_000)],
        )
        steps = 0

        def step() -> None:
            nonlocal steps
            steps += 1

        connection.set_progress_handler(step, 1_000)
        connection.execute(Statements().inbox.order_done.sql, {"most": MOST_DONE}).fetchall()
    assert steps < 200
    assert len(await ids(store, View.DONE)) == MOST_DONE


ORDERED = {"order_all", "order_private", "order_flagged", "order_failed", "order_waiting", "order_unclaimed", "counts"}


@pytest.mark.parametrize("name", sorted(ORDERED))
async def test_the_inbox_is_read_from_its_index_alone(store: SqliteStore, store_path: Path, name: str) -> None:
    query = getattr(Statements().inbox, name)
    values = dict.fromkeys(query.parameters or (), 0)
    with closing(sqlite3.connect(store_path)) as connection:
        plan = [row[3] for row in connection.execute("explain query plan " + query.sql, values)]
    assert any("COVERING INDEX items_inbox" in step for step in plan)
    assert not any("TEMP B-TREE" in step for step in plan)


async def test_every_statement_of_the_sql_files_can_be_prepared(store: SqliteStore, store_path: Path) -> None:
    sql = Statements()
    with closing(sqlite3.connect(store_path)) as connection:
        for path in SQL_FOLDER.glob("[a-z]*.sql"):
            topic = getattr(sql, path.stem)
            for name in topic.available_queries:
                text = getattr(topic, name).sql
                assert connection.execute("explain " + text, _Zeros()).fetchone()


class _Zeros(dict[str, int]):
    """A value for whatever name a statement asks for."""

    def __missing__(self, key: str) -> int:
        return 0

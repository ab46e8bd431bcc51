"""What the watch over deadlines asks is read from its index, and a store that had none before has them to come."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from making import NOW, bring_in, clock, later, make_older, new_item, record

from console.desk.records import NewBreach
from console.model import ClockKind, ItemState
from console.rules.breaches import Crossed
from console.store.migrate import SQL_FOLDER, migrate
from console.store.plain_statements import named_texts
from console.store.sqlite_store import SqliteStore


@pytest.mark.parametrize("name", ["to_come", "may_cross", "warned_and_running"])
async def test_what_has_yet_to_come_is_read_from_its_own_index(store: SqliteStore, store_path: Path, name: str) -> None:
    text = named_texts((SQL_FOLDER / "breaches.sql").read_text("utf-8"))[name]
    values = {"kind": "answer", "crossed": 0, "until": 1, "states": "[]", "amount": 1}
    with closing(sqlite3.connect(store_path)) as connection:
        plan = [row[3] for row in connection.execute(f"explain query plan {text}", values)]
    assert any("clocks_to_cross (crossed=? AND kind=?" in step for step in plan)
    assert not any("clocks_running" in step for step in plan)


async def test_each_kind_says_when_its_first_is_due(store: SqliteStore) -> None:
    clocks = (clock(60), clock(30), clock(90, ClockKind.PROMISE))
    await bring_in(store, new_item(clocks=clocks))
    assert await store.to_come() == {
        (ClockKind.ANSWER, Crossed.NOTHING): later(30),
        (ClockKind.PROMISE, Crossed.NOTHING): later(90),
    }


async def test_a_row_is_written_once_and_what_was_missed_stays(store: SqliteStore) -> None:
    await bring_in(store, new_item())
    (one,) = await store.clocks(1)
    for warned, missed in ((NOW, None), (None, later(240)), (later(1), None), (None, later(300))):
        async with store.transaction() as tx:
            await tx.note_breaches([NewBreach(one, warned, missed, "calendar", ())])
            await tx.record(record())
    (breach,) = await store.breaches(1)
    assert (breach.warned_at, breach.missed_at) == (NOW, later(240))
    assert await store.to_come() == {}
    assert await store.newest_news() == 2


async def test_items_in_other_states_are_left_out_and_no_more_are_read_than_asked(store: SqliteStore) -> None:
    await bring_in(store, *(new_item(f"c{number}", clocks=(clock(number),)) for number in range(5)))
    async with store.transaction() as tx:
        await tx.set_state(1, ItemState.ACTING)
        await tx.record(record())
    found = await store.may_cross(ClockKind.ANSWER, Crossed.NOTHING, later(3), (ItemState.OPEN,), 2)
    assert [one.clock.item_id for one in found] == [2, 3]


def test_clocks_of_an_older_store_have_everything_to_come() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        make_older(connection, 7)
        connection.execute("insert into threads (id, channel, external_id) values (1, 'f', 't')")
        connection.execute("insert into authors (id, channel, external_id, name) values (1, 'f', 'a', x'')")
        connection.execute(
            "insert into items (id, channel, external_id, kind, thread_id, author_id, received_at, arrived_at,"
            " author_name, text) values (1, 'f', 'x', 'comment', 1, 1, 0, 0, x'', x'')"
        )
        connection.execute(
            "insert into clocks (item_id, kind, label, started_at, due_at, clause, assumed)"
            " values (1, 'answer', 'Answer', 0, 5, 'W3.6', 0)"
        )
        migrate(connection)
        assert connection.execute("select crossed from clocks").fetchall() == [(0,)]

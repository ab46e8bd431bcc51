"""People with their absences and trainings are kept, and what an older store held of them is taken over."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from making import NOW, bring_one, later, recorded

from console.clock import epoch_ms
from console.model import Absence, ActionKind, Draft, LeaverTask, Person, Training
from console.store.migrate import migrate, migrations
from console.store.sqlite_store import SqliteStore, open_store

KIM = Person("kim", "Kim", "advisor")
DAY = timedelta(days=1)


async def add(store: SqliteStore, *people: Person) -> None:
    async with store.transaction() as tx:
        for person in people:
            await tx.save_person(person)
        await recorded(tx)


async def test_people_are_read_by_name_each_with_what_is_theirs(store: SqliteStore) -> None:
    await add(store, Person("zed", "Zed", "advisor"), KIM)
    first, second = Absence(NOW, later(60), "zed"), Absence(later(90))
    passed = Training("tone", NOW, later(600))
    async with store.transaction() as tx:
        await tx.add_absence("kim", second, "zed", NOW)
        await tx.add_absence("kim", first, "zed", NOW)
        await tx.save_training("kim", Training("tone", NOW))
        await tx.save_training("kim", passed)
        await recorded(tx)
    kim, zed = await store.people()
    assert kim.absences == (Absence(NOW, later(60), "zed", 2), Absence(later(90), id=1)), "in order of time"
    assert kim.trainings == (passed,)
    assert kim == await store.person("kim")
    assert (zed.absences, zed.trainings) == ((), ())
    assert await store.keeps_trainings()


async def test_what_is_saved_of_a_person_loses_nothing_else(store: SqliteStore) -> None:
    await add(store, KIM)
    async with store.transaction() as tx:
        await tx.save_terms(Person("kim", "ignored", "ignored", "repairs", works={6: ((0, 1440),)}, left_at=later(5)))
        await tx.add_absence("kim", Absence(NOW), "zed", NOW)
        await tx.save_person(Person("kim", "Kim Again", "leader"))
        await recorded(tx)
    kept = Person("kim", "Kim Again", "leader", "repairs", (Absence(NOW, id=1),), {6: ((0, 1440),)}, later(5))
    assert await store.people() == [kept]


async def test_what_somebody_holds_is_counted_and_let_go_at_once(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    await add(store, KIM)
    async with store.transaction() as tx:
        await tx.claim(item_id, "kim", NOW, "console-1")
        await tx.save_draft(Draft(item_id, ActionKind.REPLY, "kim", "We will", NOW))
        await recorded(tx)
    assert (await store.held_by("kim"), await store.held_by_each(NOW)) == ([item_id], {"kim": 1})
    async with store.transaction() as tx:
        assert await tx.release_person("kim") == [item_id]
        assert await tx.release_person("kim") == []
        await tx.hand_over_drafts("kim", "zed")
        await recorded(tx)
    assert (await store.held_by_each(NOW), await store.drafted("kim"), await store.drafted("zed")) == (
        {},
        [],
        [item_id],
    )


async def test_a_leavers_task_is_ticked_once(store: SqliteStore) -> None:
    await add(store, KIM)
    async with store.transaction() as tx:
        await tx.add_leaver_tasks([LeaverTask(0, "kim", "facebook", "Take them off", "W6.4", NOW)])
        await tx.add_leaver_tasks([LeaverTask(0, "kim", "", "Change passwords", "W6.4", NOW)])
        await recorded(tx)
    async with store.transaction() as tx:
        assert await tx.tick_leaver_task(1, "zed", later(5))
        assert not await tx.tick_leaver_task(1, "zed", later(6))
        assert not await tx.tick_leaver_task(9, "zed", later(6))
        await recorded(tx)
    done, still_open = await store.leaver_tasks()
    assert (done.done_at, done.done_by, still_open.done_at) == (later(5), "zed", None)
    async with store.transaction() as tx:
        await tx.drop_leaver_tasks("kim")
        await recorded(tx)
    assert await store.leaver_tasks() == [done]


async def test_absences_of_an_older_store_are_taken_over(tmp_path: Path) -> None:
    older = tmp_path / "older"
    older.mkdir()
    for number in range(1, 7):
        shutil.copy(migrations()[number], older)
    path = tmp_path / "halfday.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, older)
        columns = "id, name, role, department, absent_from, absent_until, deputy"
        rows = [
            ("kim", "Kim", "advisor", None, epoch_ms(NOW), epoch_ms(NOW + DAY), "zed"),
            ("zed", "Zed", "advisor", "repairs", None, None, None),
        ]
        connection.executemany(f"insert into people ({columns}) values (?, ?, ?, ?, ?, ?, ?)", rows)
    store = await open_store(path, console="test")
    try:
        kim, zed = await store.people()
    finally:
        await store.close()
    assert kim.absences == (Absence(NOW, NOW + DAY, "zed", 1),)
    assert (zed.absences, zed.department, zed.works, zed.left_at) == ((), "repairs", {}, None)

"""A store is made, opened again, refused with what to do, and copied while it is in use."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from console.cli.backup import backup
from console.errors import StoreBusy, StoreDamaged, StoreError, StoreNewer
from console.model import ItemState
from console.store.backup import back_up
from console.store.connect import default_store_path
from console.store.migrate import migrate, migrations, statements
from console.store.sqlite_store import SqliteStore, open_store
from tests.store.making import bring_in, bring_one, make_older, new_item, recorded


async def test_what_was_kept_is_there_when_the_store_is_opened_again(store_path: Path) -> None:
    first = await open_store(store_path, console="a")
    item_id = await bring_one(first)
    await first.close()
    again = await open_store(str(store_path), console="b")
    assert await again.item(item_id)
    await again.close()


async def test_consoles_that_open_a_new_store_at_once_all_get_it(store_path: Path) -> None:
    opened = await asyncio.gather(*(open_store(store_path, console=f"desk-{n}") for n in range(4)))
    for store in opened:
        await bring_in(store, new_item(store.console))
        await store.close()


@pytest.mark.skipif(os.name == "nt", reason="no modes")
async def test_only_its_owner_can_read_a_store(store: SqliteStore) -> None:
    await bring_one(store)
    for path in store.path.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_a_newer_store_is_refused_with_what_to_do(store_path: Path) -> None:
    await (await open_store(store_path, console="a")).close()
    with closing(sqlite3.connect(store_path)) as connection:
        connection.execute("pragma user_version = 999")
    with pytest.raises(StoreNewer, match="Update Halfday"):
        await open_store(store_path, console="a")


async def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as connection:
        connection.execute("create table other (x)")
    with pytest.raises(StoreDamaged, match="another program"):
        await open_store(tmp_path / "x.sqlite", console="a")


@pytest.mark.parametrize("content", [b"hello", b"PK\x03\x04" * 500, b"SQLite format 3\0"])
async def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="restore the newest backup"):
        await open_store(path, console="a")
    assert path.read_bytes() == content


async def test_a_store_that_was_cut_off_is_refused(store_path: Path) -> None:
    await (await open_store(store_path, console="a")).close()
    store_path.write_bytes(store_path.read_bytes()[:20_000])
    with pytest.raises(StoreDamaged, match="cut off"):
        await open_store(store_path, console="a")


async def test_damage_met_later_is_named(store_path: Path) -> None:
    store = await open_store(store_path, console="a")
    await bring_in(store, *[new_item(f"c{n}", "words " * 200) for n in range(200)])
    await store.close()
    data = bytearray(store_path.read_bytes())
    page = 4096
    for start in range(len(data) // page // 2 * page, len(data) - page, page):
        data[start : start + 64] = b"\xff" * 64
    store_path.write_bytes(data)
    damaged = await open_store(store_path, console="a")
    with pytest.raises(StoreDamaged, match="newest backup"):
        await damaged.rows(range(1, 201))
    await damaged.close()


async def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        await open_store(tmp_path, console="a")


def test_migrations_are_numbered_without_a_gap() -> None:
    assert list(migrations()) == list(range(1, len(migrations()) + 1))


def test_a_script_is_split_between_statements_and_not_within_a_trigger() -> None:
    script = (
        "create table a (x); -- one; two\ncreate trigger t before delete on a begin\n select 1;\n select 2;\nend;\n"
    )
    assert len(list(statements(script))) == 2


def test_the_default_path_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HALFDAY_HOME", str(tmp_path))
    monkeypatch.delenv("HALFDAY_STORE", raising=False)
    assert default_store_path() == tmp_path / "halfday.sqlite"
    monkeypatch.setenv("HALFDAY_STORE", str(tmp_path / "y"))
    assert default_store_path() == tmp_path / "y"
    monkeypatch.delenv("HALFDAY_STORE")
    monkeypatch.delenv("HALFDAY_HOME")
    assert default_store_path().name == "halfday.sqlite"


def test_opening_a_store_needs_nothing_heavy() -> None:
    heavy = "{'textual', 'httpx', 'rapidfuzz', 'regex', 'holidays', 'phonenumbers', 'click', 'platformdirs'}"
    code = f"import sys, console.store.sqlite_store; print(sorted({heavy} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"


# -- backup --------------------------------------------------------------------------------------------------------


async def test_a_backup_of_a_live_store_is_whole_and_opens(store: SqliteStore, tmp_path: Path) -> None:
    await bring_in(store, *[new_item(f"c{n}") for n in range(50)])
    async with store.transaction() as tx:  # a write under way is not in it
        await tx.set_state(1, ItemState.CLOSED)
        made = back_up(store.path, tmp_path / "copy.sqlite")
        await recorded(tx)
    assert (made.rows["items"], made.rows["audit"], made.audit.broken) == (50, 1, None)
    copy = await open_store(made.path, console="b")
    item = await copy.item(1)
    assert item is not None
    assert item.state is ItemState.OPEN
    assert await copy.search("heating", limit=1) == [50]
    await copy.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.sqlite", "folder"]


async def test_a_backup_never_overwrites(store: SqliteStore, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite"
    target.write_text("precious")
    with pytest.raises(StoreError, match="never overwrites"):
        back_up(store.path, target)
    assert target.read_text() == "precious"


async def test_the_command_makes_a_backup_and_says_what_is_in_it(store: SqliteStore, tmp_path: Path) -> None:
    await bring_one(store)
    outcome = CliRunner().invoke(backup, [str(tmp_path / "copy.sqlite"), "--store", str(store.path)])
    assert outcome.exit_code == 0, outcome.output
    assert "1 items, 0 actions" in outcome.output
    assert "The audit chain holds: 1 entries" in outcome.output


def test_another_programs_database_is_not_backed_up(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.sqlite")) as connection:
        connection.execute("create table other (x)")
    with pytest.raises(StoreDamaged, match="not a Halfday store"):
        back_up(tmp_path / "other.sqlite", tmp_path / "copy.sqlite")
    assert [path.name for path in tmp_path.iterdir()] == ["other.sqlite"]


async def test_a_damaged_store_is_not_backed_up(store_path: Path, tmp_path: Path) -> None:
    store = await open_store(store_path, console="a")
    await bring_in(store, *[new_item(f"c{n}", "words " * 200) for n in range(200)])
    await store.close()
    data = bytearray(store_path.read_bytes())
    data[-4096 * 3 : -4096 * 2] = b"\xff" * 4096
    store_path.write_bytes(data)
    with pytest.raises(StoreDamaged):
        back_up(store_path, tmp_path / "copy.sqlite")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file from being moved")
async def test_a_store_that_is_moved_away_is_missed_and_nothing_is_written_into_the_void(store: SqliteStore) -> None:
    store.path.rename(store.path.with_suffix(".moved"))
    with pytest.raises(StoreError, match="moved, deleted or replaced"):
        async with store.transaction():
            pass
    with pytest.raises(StoreError):
        await store.change_mark()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file from being replaced")
async def test_another_file_in_its_place_is_not_taken_for_it(store: SqliteStore, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    other.write_bytes(store.path.read_bytes())
    other.replace(store.path)
    with pytest.raises(StoreError, match="moved, deleted or replaced"):
        async with store.transaction():
            pass


async def test_a_store_that_another_program_keeps_for_itself_is_given_up_in_time(
    store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each try waits for as long as SQLite does: counted as pauses alone, it went on for a quarter of an hour."""
    monkeypatch.setattr("console.store.connect.OPENING_TIMEOUT_S", 0.1)
    monkeypatch.setattr("console.store.connect.random.uniform", lambda *_: 0.001)
    await (await open_store(store_path, console="a")).close()
    with closing(sqlite3.connect(store_path, isolation_level=None)) as other:
        other.execute("pragma journal_mode = delete")
        other.execute("begin exclusive")
        async with asyncio.timeout(5):
            with pytest.raises(StoreBusy):
                await open_store(store_path, console="b")


def test_closures_of_an_older_store_keep_their_numbers_and_the_next_has_a_new_one() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        make_older(connection, 9)
        add = (
            "insert into closures (from_at, until_at, reason, declared_by, declared_at) values (0, 5, x'41', 'kim', 0)"
        )
        connection.execute(add)
        connection.execute(add)
        migrate(connection)
        assert connection.execute("select id, until_at, declared_by from closures").fetchall() == [
            (1, 5, "kim"),
            (2, 5, "kim"),
        ]
        connection.execute("delete from closures where id = 2")
        assert connection.execute(add).lastrowid == 3

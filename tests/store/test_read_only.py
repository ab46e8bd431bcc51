"""What only reads a store works where nothing may be written, and leaves nothing behind where it may."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from console.errors import StoreDamaged, StoreError, StoreNewer, StoreOlder
from console.store import read_only
from console.store.audit_chain import verify_audit
from console.store.backup import back_up
from console.store.migrate import APPLICATION_ID
from console.store.read_only import items_to_read, opened_to_read
from console.store.sqlite_store import SqliteStore, open_store
from tests.store.making import bring_in, bring_one, new_item

ROOT = Path(__file__).parents[2]
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0  # who may write whatever the modes say, unless that is dropped
WITHOUT_RIGHTS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if IS_ROOT else []
needs_modes = pytest.mark.skipif(os.name == "nt" or bool(IS_ROOT and not shutil.which("setpriv")), reason="no modes")


def run_as_reader(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [*WITHOUT_RIGHTS, sys.executable, "-m", "console", *map(str, words)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


def shut(folder: Path) -> None:
    """Let nobody write in the folder, its files included."""
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)


@needs_modes
@pytest.mark.parametrize("is_open", [False, True])
async def test_export_verify_and_backup_work_on_a_store_that_may_only_be_read(tmp_path: Path, is_open: bool) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    store = await open_store(folder / "s.sqlite", console="a")
    await bring_in(store, *[new_item(f"c{n}") for n in range(3)])
    if not is_open:
        await store.close()
    shut(folder)
    exported = run_as_reader("export", "--store", store.path)
    assert (exported.returncode, exported.stderr.partition(",")[0]) == (0, "3 items written")
    assert len(exported.stdout.splitlines()) == 3
    verified = run_as_reader("audit", "verify", "--store", store.path)
    assert "The audit chain holds: 1 entries" in verified.stdout, verified.stderr
    backed_up = run_as_reader("backup", tmp_path / "copy.sqlite", "--store", store.path)
    assert "3 items" in backed_up.stdout, backed_up.stderr
    folder.chmod(0o755)
    if is_open:
        await store.close()


@needs_modes
async def test_a_journal_that_cannot_be_taken_in_is_refused_with_what_to_do(tmp_path: Path) -> None:
    store = await open_store(tmp_path / "live.sqlite", console="a")
    await bring_one(store)
    folder = tmp_path / "copied"
    folder.mkdir()
    for end in ("", "-wal"):
        shutil.copy(f"{store.path}{end}", f"{folder}/s.sqlite{end}")
    await store.close()
    shut(folder)
    refused = run_as_reader("export", "--store", folder / "s.sqlite")
    assert refused.returncode == 1
    assert "Copy s.sqlite and s.sqlite-wal together to a folder that you may write to" in refused.stderr


async def test_reading_leaves_nothing_beside_a_store_that_nobody_has_open(store_path: Path) -> None:
    store = await open_store(store_path, console="a")
    await bring_one(store)
    await store.close()
    before = store_path.read_bytes()
    with items_to_read(store_path) as items:
        assert len(await items.incoming_after(0)) == 1
    verify_audit(store_path)
    assert [path.name for path in store_path.parent.iterdir()] == [store_path.name]
    assert store_path.read_bytes() == before


@pytest.mark.parametrize("way", [read_only.BESIDE_OTHERS, read_only.WRITABLE, read_only.ALONE])
async def test_whoever_reads_cannot_write(store_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    await (await open_store(store_path, console="a")).close()
    monkeypatch.setattr(read_only, "_way", lambda path: way)
    with opened_to_read(store_path) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("delete from settings")


async def test_what_a_console_is_writing_meanwhile_is_read_as_it_was_before(store: SqliteStore) -> None:
    await bring_one(store)
    with items_to_read(store.path) as items:
        assert len(await items.incoming_after(0)) == 1
        await bring_one(store, new_item("c2"))
        assert len(await items.incoming_after(0)) == 1


async def test_a_store_that_was_written_to_under_a_reader_without_locks_is_said(
    store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await (await open_store(store_path, console="a")).close()
    monkeypatch.setattr(read_only, "_way", lambda path: read_only.ALONE)

    async def read_and_be_overtaken() -> None:
        with opened_to_read(store_path) as connection:
            connection.execute("select count(*) from items").fetchone()
            store = await open_store(store_path, console="a")
            await bring_one(store)
            await store.close()

    with pytest.raises(StoreError, match="Try again"):
        await read_and_be_overtaken()


async def test_an_older_store_is_not_migrated_but_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute("create table items (id)")
    before = path.read_bytes()
    with pytest.raises(StoreOlder, match="Open it once with `halfday open`"), items_to_read(path):
        pass
    assert path.read_bytes() == before


async def test_a_newer_store_is_refused(store_path: Path) -> None:
    await (await open_store(store_path, console="a")).close()
    with closing(sqlite3.connect(store_path)) as connection:
        connection.execute("pragma user_version = 999")
    with pytest.raises(StoreNewer), items_to_read(store_path):
        pass


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    for look in (verify_audit, lambda path: back_up(path, tmp_path / "copy.sqlite")):
        with pytest.raises(StoreError, match="There is no store"):
            look(tmp_path / "none.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_not_a_store(tmp_path: Path) -> None:
    (tmp_path / "s.sqlite").touch()
    with pytest.raises(StoreDamaged, match="not a Halfday store"):
        verify_audit(tmp_path / "s.sqlite")

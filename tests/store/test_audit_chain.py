"""The audit chain shows every tampering that leaves the file as it is elsewhere."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from console.cli.audit import audit
from console.errors import StoreDamaged, StoreError
from console.store.audit_chain import verify_audit
from console.store.sqlite_store import SqliteStore, open_store
from tests.store.making import NOW, record

ENTRIES = 6


@pytest.fixture
async def closed(store_path: Path) -> Path:
    """A store with some entries, closed."""
    store = await open_store(store_path, console="desk-1")
    for number in range(ENTRIES):
        async with store.transaction() as tx:
            await tx.record(record("act", number=number, odd="é\ud800", nested={"b": 1, "a": [1.5, None]}))
    await store.close()
    return store_path


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("drop trigger if exists audit_keeps_rows")
        connection.execute("drop trigger if exists audit_keeps_words")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


async def test_an_untouched_chain_holds(store: SqliteStore, closed: Path) -> None:
    verdict = verify_audit(closed)
    assert (verdict.entries, verdict.broken) == (ENTRIES, None)
    assert verdict.head == (await store.audit_entries(ENTRIES - 1))[0].digest


async def test_entries_are_read_back_as_they_were_recorded(store: SqliteStore, closed: Path) -> None:
    first, second = await store.audit_entries(limit=2)
    assert (first.seq, first.at, first.person, first.event, first.previous) == (1, NOW, "halfday", "act", "")
    assert first.details == {"number": 0, "odd": "é\ud800", "nested": {"b": 1, "a": [1.5, None]}}
    assert second.previous == first.digest


def test_an_empty_chain_holds(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store"):
        verify_audit(tmp_path / "none.sqlite")


async def test_a_new_store_has_an_empty_chain_that_holds(store: SqliteStore) -> None:
    assert verify_audit(store.path).broken is None


@pytest.mark.parametrize("change", ["delete from audit where seq = 3", "update audit set person = 'x' where seq = 3"])
async def test_the_file_itself_refuses_plain_tampering(closed: Path, change: str) -> None:
    with closing(sqlite3.connect(closed)) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(change)


SWAP = (
    "update audit set seq = 100 where seq = 3",
    "update audit set seq = 3 where seq = 4",
    "update audit set seq = 4 where seq = 100",
)


@pytest.mark.parametrize(
    ("statements", "seq"),
    [
        (("update audit set details = replace(details, '2', '9') where seq = 3",), 3),
        (("update audit set details = 'no json' where seq = 3",), 3),
        (("update audit set person = 'somebody else' where seq = 3",), 3),
        (("update audit set at = at + 1 where seq = 3",), 3),
        (("update audit set item_id = 7 where seq = 3",), 3),
        (("update audit set digest = replace(digest, substr(digest, 1, 1), 'z') where seq = 3",), 3),
        (("update audit set previous = '' where seq = 3",), 3),
        (("delete from audit where seq = 3",), 3),
        (("delete from audit where seq = 1",), 1),
        ((f"delete from audit where seq = {ENTRIES}",), ENTRIES),
        (("delete from audit where seq > 2",), 3),
        (("delete from audit",), 1),
        (("delete from settings where key = 'audit_head'",), ENTRIES),
        (SWAP, 3),
        (("update settings set value = '' where key = 'audit_head'",), ENTRIES + 1),
        (("update audit set at = 9223372036854775807 where seq = 2",), 2),
        (("update audit set at = 'x' where seq = 2",), 2),
        (("update audit set details = replace(hex(zeroblob(100000)), '0', '[') where seq = 2",), 2),
    ],
)
async def test_tampering_is_named_at_its_first_link(closed: Path, statements: tuple[str, ...], seq: int) -> None:
    tamper(closed, *statements)
    verdict = verify_audit(closed)
    assert verdict.broken is not None
    assert verdict.broken.seq == seq
    assert verdict.entries == (ENTRIES if "settings" in statements[0] else seq - 1)


async def test_the_command_says_that_it_holds(closed: Path) -> None:
    outcome = CliRunner().invoke(audit, ["verify", "--store", str(closed)])
    assert outcome.exit_code == 0
    assert outcome.output == f"The audit chain holds: 6 entries, the last with digest {verify_audit(closed).head}.\n"


async def test_the_command_names_the_first_broken_link(closed: Path) -> None:
    tamper(closed, "update audit set event = 'nothing' where seq = 4")
    outcome = CliRunner().invoke(audit, ["verify", "--store", str(closed)])
    assert outcome.exit_code == 1
    assert "broken at entry 4, written 02 March 2026 10:00:00 UTC" in outcome.output


def test_a_file_without_a_chain_is_no_store(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as connection:
        connection.execute("create table other (x)")
    with pytest.raises(StoreDamaged, match="not a Halfday store"):
        verify_audit(tmp_path / "x.sqlite")


async def test_a_chain_that_is_gone_whole_is_missed(closed: Path) -> None:
    """Rows and head note both deleted: only what was worked with says that there was a chain."""
    person = "insert into people (id, name, role) values ('kim', 'Kim', 'advisor')"
    tamper(closed, "delete from audit", "delete from settings where key = 'audit_head'", person)
    verdict = verify_audit(closed)
    assert verdict.broken is not None
    assert verdict.broken.seq == 1

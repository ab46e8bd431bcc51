"""What holds people's words can be read by those who may read the store, and by nobody else."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.cases.file import CaseFile
from console.channels.outbox import OutboxChannel
from console.desk.records import Call
from console.files import make_private
from console.logs import log_file, log_unexpected
from console.model import Operation

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no modes")

CALL = Call(Operation.REPLY, "c1", "Thank you.", "halfday-1")
CASE: dict[str, object] = {"handover_id": "HD000001", "created_at": datetime(2026, 11, 20, tzinfo=UTC)}


@pytest.fixture(autouse=True)
def _usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "halfday.sqlite"
    make_private(path)
    return path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def written(store: Path) -> list[Path]:
    """An outbox, and a case with its manifest, beside the store."""
    outbox = OutboxChannel("facebook", store.parent, store)
    await outbox.call(CALL)
    cases = store.parent / "cases"
    await CaseFile(cases, store).hand_over(CASE)
    return [outbox.path, *cases.iterdir()]


async def test_outboxes_and_cases_are_their_owners_alone(store: Path) -> None:
    assert [mode(path) for path in await written(store)] == [0o600] * 3


async def test_where_a_group_shares_the_store_it_shares_what_stands_beside_it(store: Path) -> None:
    store.chmod(0o660)
    assert [mode(path) for path in await written(store)] == [0o660] * 3


async def test_what_is_there_stays_as_somebody_set_it(store: Path) -> None:
    outbox = OutboxChannel("facebook", store.parent, store)
    outbox.path.touch(0o640)
    await outbox.call(CALL)
    assert mode(outbox.path) == 0o640
    assert outbox.path.read_text().count("Thank you.") == 1


def test_the_log_is_a_persons_own() -> None:
    log_file().unlink(missing_ok=True)
    log_unexpected(ValueError())
    assert mode(log_file()) == 0o600


def test_a_name_that_leads_elsewhere_makes_the_file_there(tmp_path: Path) -> None:
    (tmp_path / "here").symlink_to(tmp_path / "there")
    make_private(tmp_path / "here")
    assert mode(tmp_path / "there") == 0o600

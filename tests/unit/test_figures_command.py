"""`halfday figures`: a period's figures as a table, JSON and CSV, from a store that is only read."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.bootstrap import Opening, opened_desk
from console.cli import halfday
from console.clock import VirtualClock
from console.desk.intake import Intake
from console.desk.orders import Close
from console.desk.periods import Figure
from console.model import Incoming, ItemKind

AT = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)  # a Wednesday morning, 10:30 in London
DAY = ("--from", "2026-07-01", "--to", "2026-07-01")
HOSTILE = '=HYPERLINK("http://example.org")'


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two items of a hostile channel and name: one waits, one was closed."""
    path = tmp_path / "halfday.sqlite"

    async def make() -> None:
        opening = Opening(policy="westward", name=HOSTILE, role=None, store=path, folder=tmp_path)
        clock = VirtualClock(AT)
        async with opened_desk(opening, clock) as desk:
            intake = Intake(desk.office)
            judged = await intake.judge([arrived("c1"), arrived("c2")])
            async with desk.office.store.transaction() as tx:
                await intake.take_in(tx, judged, "a test")
            await desk.close(Close(item_id=2, version=1, reason="Thanks only"))

    asyncio.run(make())
    return path


def arrived(external_id: str) -> Incoming:
    return Incoming(HOSTILE, external_id, ItemKind.COMMENT, "u1", "Tenant One", "Thank you!", AT - timedelta(minutes=5))


def run(*args: str) -> Result:
    return CliRunner().invoke(halfday, ["figures", "--policy", "westward", *args])


def test_the_table_has_the_whole_and_what_its_columns_are(store: Path) -> None:
    result = run(*DAY, "--store", str(store))
    assert result.exit_code == 0
    heading, _, titles, whole, *foot = result.stdout.splitlines()
    assert heading.startswith("2026-07-01 to 2026-07-01 (Europe/London), westward")
    assert titles.split()[:2] == ["received", "due"]
    assert whole.split()[:4] == ["whole", "period", "2", "2"]
    assert "three sets of items" in " ".join(" ".join(foot).split())


def test_days_are_local_and_the_last_is_counted(store: Path) -> None:
    document = json.loads(run(*DAY, "--json", "--store", str(store)).stdout)
    assert (document["start"], document["end"]) == ("2026-06-30T23:00:00+00:00", "2026-07-01T23:00:00+00:00")
    assert (document["whole"]["received"], document["whole"]["closed"], document["whole"]["late_open"]) == (2, 1, 1)
    assert document["whole"].keys() == {figure.field for figure in Figure} | {"decided"}
    later = json.loads(run("--from", "2026-07-02", "--to", "2026-07-02", "--json", "--store", str(store)).stdout)
    assert later["whole"]["received"] == 0


def test_json_has_a_row_for_each_with_its_key(store: Path) -> None:
    document = json.loads(run(*DAY, "--by", "advisor", "--json", "--store", str(store)).stdout)
    assert document["by"] == "advisor"
    assert [(row["title"], row["received"]) for row in document["rows"]] == [(HOSTILE, 1), ("nobody yet", 1)]


@pytest.mark.parametrize("by", ["channel", "advisor"])
def test_no_cell_of_the_csv_is_a_formula(store: Path, by: str) -> None:
    result = run(*DAY, "--by", by, "--csv", "--store", str(store))
    first, *_ = csv.DictReader(io.StringIO(result.stdout))
    assert first["title"] == f"'{HOSTILE}"
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for row in csv.reader(io.StringIO(result.stdout)) for cell in row
    )


def test_the_table_says_by_the_local_clock_as_of_when(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.bootstrap.system_clock", lambda: VirtualClock(AT))
    assert "(Europe/London)" in (said := run(*DAY, "--store", str(store)).stdout)
    assert "as of 2026-07-01 10:30" in said


def test_the_csv_of_the_whole_is_one_row(store: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(run(*DAY, "--csv", "--store", str(store)).stdout))
    assert (row["from"], row["to"], row["received"], row["share_in_time"]) == ("2026-07-01", "2026-07-01", "2", "0.0")


def test_the_store_is_only_read(store: Path) -> None:
    before = hashlib.sha256(store.read_bytes()).digest()
    assert run(*DAY, "--by", "day", "--store", str(store)).exit_code == 0
    assert hashlib.sha256(store.read_bytes()).digest() == before
    assert [file.name for file in store.parent.glob("halfday.sqlite*")] == ["halfday.sqlite"]


@pytest.mark.parametrize("which", ["week", "month", "quarter"])
def test_the_last_whole_one_ends_before_today(store: Path, which: str) -> None:
    document = json.loads(run("--last", which, "--json", "--store", str(store)).stdout)
    assert document["from"] < document["to"] < document["as_of"][:10]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Say which days"),
        (("--from", "2026-07-01"), "Say which days"),
        (("--from", "2026-07-02", "--to", "2026-07-01"), "--to 2026-07-01 is before --from 2026-07-02"),
        (("--from", "1999-01-01", "--to", "2026-07-01"), "Nothing is known before 2010"),
        (("--from", "2026-07-01", "--to", "2199-07-01"), "the working calendar ends on"),
        (("--last", "week", "--from", "2026-07-01"), "either --last"),
        (("--from", "1 July", "--to", "2026-07-01"), "1 July"),
    ],
)
def test_days_that_make_no_period_are_told(store: Path, args: tuple[str, ...], said: str) -> None:
    result = run(*args, "--store", str(store))
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_without_a_store_nothing_is_counted_and_none_is_made(tmp_path: Path) -> None:
    result = run(*DAY, "--store", str(tmp_path / "none.sqlite"))
    assert result.exit_code != 0
    assert "There is no store" in str(result.exception)
    assert not list(tmp_path.glob("none*"))


def test_every_figure_is_explained_without_a_store(tmp_path: Path) -> None:
    shown = run("--explain", "--store", str(tmp_path / "none.sqlite")).stdout
    assert all(f"({figure.field})" in shown for figure in Figure)
    assert shown.count("Leaves out:") == len(Figure)

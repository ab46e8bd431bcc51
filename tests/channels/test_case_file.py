"""The case folder: one row a case, whole or not there, harmless to open and to repeat."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.cases import file as case_file
from console.cases.file import FIELDS, MORE, CaseFile, file_stem, guard_cell
from console.desk.ports import CaseSystem
from console.errors import Malformed, Unreachable


def document(**changes: object) -> dict[str, object]:
    return {
        "handover_id": "LHA-000017",
        "schema_version": 1,
        "received_at": datetime(2026, 11, 19, 10, 0, tzinfo=UTC),
        "text_verbatim": "The lift is stuck.",
        "is_complaint": True,
        "deadlines": {"stage-1": "2026-11-26T10:00:00+00:00"},
    } | changes


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def hand_over_and_read(folder: Path, **changes: object) -> dict[str, str]:
    receipt = await CaseFile(folder).hand_over(document(**changes))
    (row,) = rows_of(folder / receipt)
    return row


async def test_a_case_is_one_row_with_every_field(tmp_path: Path) -> None:
    system: CaseSystem = CaseFile(tmp_path)
    receipt = await system.hand_over(document())
    assert receipt == "case-LHA-000017.csv"
    (row,) = rows_of(tmp_path / receipt)
    assert list(row) == [*FIELDS, MORE]
    assert row["received_at"] == "2026-11-19T10:00:00+00:00"
    assert row["is_complaint"] == "yes"
    assert json.loads(row["deadlines"]) == {"stage-1": "2026-11-26T10:00:00+00:00"}
    assert row["tenant_ref"] == ""


async def test_the_file_begins_with_a_byte_order_mark_and_ends_its_lines_with_crlf(tmp_path: Path) -> None:
    receipt = await CaseFile(tmp_path).hand_over(document())
    content = (tmp_path / receipt).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 2


async def test_what_has_no_column_is_kept_as_well(tmp_path: Path) -> None:
    row = await hand_over_and_read(tmp_path, estate="Example Court")
    assert json.loads(row[MORE]) == {"estate": "Example Court"}


@pytest.mark.parametrize("text", ["a, b", 'she said "now"', "one\ntwo\r\nthree", "čaj 👍 \u202eabc", "nul\0inside", ""])
async def test_awkward_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    assert (await hand_over_and_read(tmp_path, text_verbatim=text))["text_verbatim"] == text


async def test_a_broken_letter_does_not_stop_a_case(tmp_path: Path) -> None:
    assert (await hand_over_and_read(tmp_path, text_verbatim="a\ud800b"))["text_verbatim"] == "a\\ud800b"


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\xa0@x", "＝1", "'=1", '=HYPERLINK("x";"y")'],
)
async def test_no_cell_is_computed(tmp_path: Path, formula: str) -> None:
    row = await hand_over_and_read(tmp_path, text_verbatim=formula, author_display_name=formula)
    assert row["text_verbatim"] == row["author_display_name"] == "'" + formula


def test_harmless_cells_stay_as_they_are() -> None:
    assert [guard_cell(cell) for cell in ("a=b", "", "  ", "07700 900123")] == ["a=b", "", "  ", "07700 900123"]


async def test_the_manifest_says_how_many_rows_and_their_digest(tmp_path: Path) -> None:
    receipt = await CaseFile(tmp_path).hand_over(document())
    manifest = json.loads((tmp_path / "case-LHA-000017.manifest.json").read_bytes())
    digest = hashlib.sha256((tmp_path / receipt).read_bytes()).hexdigest()
    assert (manifest["file"], manifest["rows"], manifest["sha256"]) == (receipt, 1, digest)


async def test_handing_over_twice_leaves_one_row(tmp_path: Path) -> None:
    system = CaseFile(tmp_path)
    assert await system.hand_over(document()) == await system.hand_over(document())
    assert names_in(tmp_path) == ["case-LHA-000017.csv", "case-LHA-000017.manifest.json"]
    assert len(rows_of(tmp_path / "case-LHA-000017.csv")) == 1


async def test_a_repeat_after_the_case_was_collected_writes_nothing(tmp_path: Path) -> None:
    system = CaseFile(tmp_path)
    receipt = await system.hand_over(document())
    (tmp_path / receipt).unlink()
    assert await system.hand_over(document()) == receipt
    assert not (tmp_path / receipt).exists()


async def test_another_content_replaces_the_row(tmp_path: Path) -> None:
    await hand_over_and_read(tmp_path)
    assert (await hand_over_and_read(tmp_path, notes="Rang twice."))["notes"] == "Rang twice."


async def test_many_writers_at_once_leave_whole_files_and_nothing_else(tmp_path: Path) -> None:
    systems = [CaseFile(tmp_path), CaseFile(tmp_path)]
    cases = [system.hand_over(document(handover_id=f"LHA-{n:06}")) for n in range(12) for system in systems]
    await asyncio.gather(*cases)
    names = names_in(tmp_path)
    assert len(names) == 24
    assert all(len(rows_of(tmp_path / name)) == 1 for name in names if name.endswith(".csv"))


async def test_a_crash_before_the_manifest_is_healed_by_the_repeat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_at_the_manifest(path: Path, content: bytes, store: Path | None = None) -> None:
        if path.name.endswith(".json"):
            raise OSError(28, "No space left on device")
        replace_file(path, content)

    replace_file = case_file.replace_file
    system = CaseFile(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(case_file, "replace_file", fail_at_the_manifest)
        with pytest.raises(Unreachable, match="No space left"):
            await system.hand_over(document())
    receipt = await system.hand_over(document())
    assert len(rows_of(tmp_path / receipt)) == 1
    assert (tmp_path / "case-LHA-000017.manifest.json").exists()


async def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    in_the_way = tmp_path / "cases"
    in_the_way.write_text("a file")
    with pytest.raises(Unreachable, match="cannot be written"):
        await CaseFile(in_the_way).hand_over(document())


@pytest.mark.parametrize("reference", [None, "", "  ", 17])
async def test_a_case_without_a_reference_is_refused(tmp_path: Path, reference: object) -> None:
    with pytest.raises(Malformed):
        await CaseFile(tmp_path).hand_over(document(handover_id=reference))


def test_references_that_would_be_bad_file_names_get_their_own() -> None:
    references = ["../../etc/x", "a/b", "a\\b", "A:B", "a b", "lha-1", "LHA-1", "x" * 300, "\ud800"]
    stems = [file_stem(reference) for reference in references]
    assert len({stem.casefold() for stem in stems}) == len(references)
    assert all(re.fullmatch(r"case-[\w.-]{1,90}", stem, re.ASCII) for stem in stems)

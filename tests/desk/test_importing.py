"""Bringing an exported inbox in and writing it back: nothing twice, nothing lost, nothing refused without a reason."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from stand import Stand, open_stand

from console.bootstrap import fixtures_folder
from console.desk import importing, line_file
from console.desk.importing import Progress, export_lines, import_file
from console.desk.lines import parse_line
from console.desk.records import Record
from console.errors import HalfdayError

LINE: dict[str, Any] = {
    "channel": "facebook",
    "external_id": "x1",
    "kind": "comment",
    "author": {"id": "a1", "name": "Test Author"},
    "text": "The lift is stuck.",
    "received_at": "2026-11-19T10:00:00+00:00",
}


def write_lines(path: Path, *lines: dict[str, Any] | bytes) -> Path:
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    path.write_bytes(b"\n".join(raw) + b"\n")
    return path


async def bring(stand: Stand, path: Path, channel: str | None = None) -> Progress:
    rejects = path.with_suffix(".rejects")
    return await import_file(stand.office, path, channel=channel, rejects=rejects, report=lambda progress: None)


def rejected(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.with_suffix(".rejects").read_bytes().splitlines()]


@pytest.mark.parametrize("name", ["westward_inbox", "langstane_inbox", "hostile"])
async def test_what_was_imported_is_exported_as_it_came(stand: Stand, name: str) -> None:
    fixture = fixtures_folder() / f"{name}.jsonl"
    source = [parse_line(line) for line in fixture.read_bytes().splitlines() if line.strip()]
    progress = await bring(stand, fixture)
    assert (progress.new, progress.rejected) == (len(source), 0)
    exported: list[bytes] = []
    assert await export_lines(stand.office.store, exported.append) == len(source)
    written = [parse_line(line.rstrip(b"\n")) for line in exported]
    assert [replace(one, thread=None) for one in written] == [replace(one, thread=None) for one in source]
    assert all(line.count(b"\n") == 1 for line in exported)


async def test_an_export_can_be_imported_into_another_store(stand: Stand, tmp_path: Path) -> None:
    await bring(stand, fixtures_folder() / "hostile.jsonl")
    exported: list[bytes] = []
    await export_lines(stand.office.store, exported.append)
    other = await open_stand(tmp_path / "other", world=stand.world)
    file = tmp_path / "export.jsonl"
    file.write_bytes(b"".join(exported))
    await bring(other, file)
    again: list[bytes] = []
    await export_lines(other.office.store, again.append)
    await other.office.store.close()
    assert again == exported


async def test_a_second_run_adds_nothing(stand: Stand) -> None:
    fixture = fixtures_folder() / "westward_inbox.jsonl"
    first = await bring(stand, fixture)
    second = await bring(stand, fixture)
    assert (second.new, second.edited, second.known) == (0, 0, first.new)
    assert len(await stand.desk.order()) == first.new


async def test_a_changed_text_is_taken_in_as_an_edit(stand: Stand, tmp_path: Path) -> None:
    await bring(stand, write_lines(tmp_path / "one.jsonl", LINE))
    progress = await bring(stand, write_lines(tmp_path / "two.jsonl", LINE | {"text": "It works again."}))
    assert (progress.new, progress.edited) == (0, 1)
    item = await stand.found("x1")
    assert item.text == "It works again."
    assert await stand.office.store.earlier_texts(item.id) == ["The lift is stuck."]


async def test_what_an_item_said_before_is_known_and_no_edit(stand: Stand, tmp_path: Path) -> None:
    export = write_lines(tmp_path / "both.jsonl", LINE, LINE | {"text": "It works again."})
    first = await bring(stand, export)
    assert (first.new, first.edited, first.known) == (1, 1, 0)
    again = await bring(stand, export)
    assert (again.new, again.edited, again.known) == (0, 0, 2)
    older = await bring(stand, write_lines(tmp_path / "older.jsonl", LINE))
    assert (older.edited, older.known) == (0, 1)
    item = await stand.found("x1")
    assert item.text == "It works again."
    assert await stand.office.store.earlier_texts(item.id) == ["The lift is stuck."]


BAD = [
    (b"{not json", "not a line of JSON"),
    (b"[]", "Expected `object`"),
    (json.dumps(LINE | {"kind": "tweet"}).encode(), "kind"),
    (json.dumps(LINE | {"external_id": ""}).encode(), "external_id"),
    (json.dumps(LINE | {"received_at": "2026-11-19T10:00:00"}).encode(), "received_at"),
    (json.dumps(LINE | {"received_at": "1926-11-19T10:00:00Z"}).encode(), "working time"),
    (json.dumps({key: value for key, value in LINE.items() if key != "channel"}).encode(), "no channel"),
    (
        json.dumps({key: value for key, value in LINE.items() if key != "author"} | {"text": "\ud800"}).encode(),
        "author",
    ),
    (json.dumps(LINE | {"likes": 10**30}).encode(), "likes"),
    (b'{"likes": NaN, "text": "\xff"}', "not a line of JSON"),
    (b"[" * 100_000, "got `array`"),
    (b'{"a":' * 100_000, "nested too deeply"),
]


async def test_bad_lines_are_set_aside_with_their_number_and_the_reason(stand: Stand, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "mixed.jsonl", LINE, *[line for line, _ in BAD], b"", LINE | {"external_id": "x2"})
    progress = await bring(stand, file)
    assert (progress.new, progress.rejected) == (2, len(BAD))
    for place, (line, (_, why)) in enumerate(zip(rejected(file), BAD, strict=True)):
        assert line["line"] == place + 2
        assert why in line["why"]


async def test_without_bad_lines_there_is_no_reject_file(stand: Stand, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "good.jsonl", LINE)
    await bring(stand, file)
    assert not file.with_suffix(".rejects").exists()


async def test_an_import_that_was_cut_off_goes_on_where_it_stopped(
    stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_file, "BATCH", 10)
    lines = [LINE | {"external_id": f"x{number}"} for number in range(35)]
    file = write_lines(tmp_path / "long.jsonl", *lines[:15], b"bad", *lines[15:])

    def stop_at_20(progress: Progress) -> None:
        if progress.lines == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await import_file(stand.office, file, channel=None, rejects=file.with_suffix(".rejects"), report=stop_at_20)
    progress = await bring(stand, file)
    assert (progress.resumed_at_line, progress.new, progress.known) == (20, 16, 0)
    assert [line["line"] for line in rejected(file)] == [16]
    assert len(await stand.desk.order()) == 35


async def test_lines_refused_in_a_batch_that_was_not_kept_are_not_listed_twice(
    stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_file, "BATCH", 2)
    file = write_lines(tmp_path / "long.jsonl", b"bad", LINE, b"bad", LINE | {"external_id": "x2"})
    kept = importing._note_channels

    async def die_in_the_second(tx: importing.Transaction, names: set[str]) -> None:
        if await tx.channel("facebook") is not None:
            raise KeyboardInterrupt
        await kept(tx, names)

    monkeypatch.setattr(importing, "_note_channels", die_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        await bring(stand, file)
    assert [line["line"] for line in rejected(file)] == [1, 3]
    monkeypatch.setattr(importing, "_note_channels", kept)
    assert (await bring(stand, file)).new == 1
    assert [line["line"] for line in rejected(file)] == [1, 3]


async def test_an_import_under_another_channel_begins_at_the_first_line(
    stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_file, "BATCH", 1)
    file = write_lines(tmp_path / "two.jsonl", LINE, LINE | {"external_id": "x2"})
    with pytest.raises(KeyboardInterrupt):
        await import_file(stand.office, file, channel="a", rejects=file.with_suffix(".rejects"), report=stop)
    assert (await bring(stand, file, channel="b")).new == 2
    assert (await bring(stand, file, channel="a")).new == 1


def stop(progress: Progress) -> None:
    raise KeyboardInterrupt


async def cut_off(stand: Stand, path: Path) -> None:
    """Import the first batch, and no more."""
    with pytest.raises(KeyboardInterrupt):
        await import_file(stand.office, path, channel=None, rejects=path.with_suffix(".rejects"), report=stop)


async def test_a_file_that_only_begins_alike_is_not_taken_for_the_one_that_was_cut_off(
    stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_file, "BATCH", 200)
    alike = [LINE | {"external_id": f"x{number}", "text": "The lift is stuck. " * 20} for number in range(199)]
    first = write_lines(tmp_path / "first.jsonl", *alike, LINE | {"external_id": "one"}, LINE | {"external_id": "end"})
    await cut_off(stand, first)
    other = write_lines(tmp_path / "other.jsonl", *alike, LINE | {"external_id": "two"}, LINE | {"external_id": "end"})
    progress = await bring(stand, other)
    assert (progress.resumed_at_line, progress.new, progress.known) == (0, 2, 199)
    assert await stand.found("two")


@pytest.mark.parametrize("changed", ["first", "refused"])
async def test_a_file_that_was_changed_since_it_was_cut_off_is_read_anew(
    stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    monkeypatch.setattr(line_file, "BATCH", 2)
    monkeypatch.setattr(importing, "NAME_BYTES", 10)
    file = write_lines(tmp_path / "one.jsonl", LINE, b"bad", LINE | {"external_id": "x2"})
    await cut_off(stand, file)
    if changed == "first":
        write_lines(file, LINE | {"external_id": "y1"}, b"bad", LINE | {"external_id": "x2"})
    else:
        file.with_suffix(".rejects").unlink()
    progress = await bring(stand, file)
    assert (progress.resumed_at_line, progress.new) == (0, 2 if changed == "first" else 1)
    assert [line["line"] for line in rejected(file)] == [2]


async def test_an_import_that_an_older_version_left_is_read_anew(stand: Stand, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "one.jsonl", LINE, LINE | {"external_id": "x2"})
    async with stand.office.store.transaction() as tx:
        await tx.save_setting("import:" + importing._name(file, None), "[200, 1, 0]")
        await tx.record(Record(stand.office.now(), "halfday", "import", None, {}))
    assert (await bring(stand, file)).new == 2


async def test_a_line_that_is_too_long_is_set_aside_without_being_read_whole(stand: Stand, tmp_path: Path) -> None:
    long = json.dumps(LINE | {"text": "x" * 24_000_000}).encode()
    file = write_lines(tmp_path / "long.jsonl", LINE, long, LINE | {"external_id": "x2"})
    tracemalloc.start()
    progress = await bring(stand, file)
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (progress.new, progress.rejected) == (2, 1)
    (line,) = rejected(file)
    assert line["line"] == 2
    assert f"{len(long) + 1:,} bytes on one line" in line["why"]
    assert line["text"].startswith('{"channel": "facebook"')
    assert len(line["text"]) < 1_000
    assert peak_bytes < 12_000_000


async def test_an_import_goes_on_behind_a_line_that_is_too_long(
    stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_file, "BATCH", 1)
    monkeypatch.setattr(line_file, "LONGEST_LINE_BYTES", 400)
    file = write_lines(tmp_path / "one.jsonl", LINE | {"text": "x" * 999}, LINE)
    await cut_off(stand, file)
    progress = await bring(stand, file)
    assert (progress.resumed_at_line, progress.new, progress.rejected) == (1, 1, 0)
    assert [line["line"] for line in rejected(file)] == [1]


async def test_long_lines_are_taken_in_a_few_at_a_time(
    stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_file, "BATCH_BYTES", 1_000)
    file = write_lines(tmp_path / "long.jsonl", *(LINE | {"external_id": f"x{n}", "text": "x" * 500} for n in range(6)))
    with file.open("rb") as source:
        assert [len(batch) for batch in line_file.LineFile(source).batches()] == [2, 2, 2]
    assert (await bring(stand, file)).new == 6


async def test_the_file_itself_is_never_the_reject_file(stand: Stand, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "one.jsonl", LINE)
    before = file.read_bytes()
    with pytest.raises(HalfdayError, match="is the file to import"):
        await import_file(stand.office, file, channel=None, rejects=file, report=lambda progress: None)
    assert file.read_bytes() == before


async def test_the_channel_given_wins(stand: Stand, tmp_path: Path) -> None:
    await bring(stand, write_lines(tmp_path / "one.jsonl", LINE), channel="archive")
    assert (await stand.found("x1")).channel == "archive"


async def test_an_imported_items_clock_runs_from_when_it_was_written(stand: Stand, tmp_path: Path) -> None:
    await bring(stand, write_lines(tmp_path / "one.jsonl", LINE))
    item = await stand.found("x1")
    clock = await stand.clock_of(item)
    assert clock.started_at == item.received_at
    assert clock.due_at.isoformat() == "2026-11-19T14:00:00+00:00"


async def test_each_batch_stands_in_the_audit(stand: Stand, tmp_path: Path) -> None:
    await bring(stand, write_lines(tmp_path / "one.jsonl", LINE))
    events = await stand.events()
    assert events[-3:] == ["intake", "import", "import.finished"]
    stand.verify()

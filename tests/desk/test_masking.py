"""Personal data that somebody posted does not go on to anywhere it need not be: notices, the record, masked exports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.desk.importing import export_lines, import_file
from console.desk.lines import dump_masked_line, parse_line
from console.desk.orders import Escalate, LogComplaint, Remove
from console.errors import Malformed
from tests.desk.stand import Stand, incoming, message

NUMBER = "07700 900789"
POSTED = f"ring me on {NUMBER}, I am at 6 Trennick Vean. The office is 01632 960000"


async def test_neither_the_notice_nor_the_record_repeats_what_was_removed(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", POSTED))
    done = await stand.desk.remove(Remove(**await stand.at(item), reason_id="personal-data"))
    await stand.deliver()
    (notice,) = stand.said()
    record = " ".join(json.dumps(entry.details) for entry in await stand.office.store.audit_entries())
    assert "personal" in notice
    for text in (done.said, notice, record):
        assert NUMBER not in text
        assert "Trennick" not in text


async def test_what_a_director_is_asked_stands_in_the_record_by_digest(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", POSTED))
    await stand.desk.escalate(Escalate(**await stand.at(item), reason=f"asks for a call on {NUMBER}"))
    assert NUMBER not in " ".join(json.dumps(entry.details) for entry in await stand.office.store.audit_entries())


async def test_a_case_is_handed_over_with_the_text_as_it_was_written(stand: Stand) -> None:
    item = await stand.comes_in(message("m1", POSTED))
    order = LogComplaint(**await stand.at(item), category="Repairs", is_complaint=True)
    done = await stand.desk.log_complaint(order)
    await stand.deliver()
    (file,) = stand.path.parent.glob("cases/*.csv")
    assert NUMBER in file.read_text(encoding="utf-8-sig"), "whoever takes the case has to ring"
    assert NUMBER not in done.said


async def test_a_masked_export_covers_all_but_what_is_published(stand: Stand) -> None:
    await stand.comes_in(incoming("c1", POSTED))
    await stand.comes_in(message("m1", f"my mobile: {NUMBER}"))
    lines: list[bytes] = []
    await export_lines(stand.office.store, lines.append, lambda one: dump_masked_line(one, ["01632 960000"]))
    first, second = map(json.loads, lines)
    assert first["text"] == "ring me on 07••• •••789, I am at • •••••••• ••••. The office is 01632 960000"
    assert (second["text"], second["masked"]) == ("my mobile: 07••• •••789", True)


async def test_a_masked_line_is_not_taken_in_for_what_was_written(stand: Stand, tmp_path: Path) -> None:
    line = dump_masked_line(incoming("c1", POSTED), ())
    with pytest.raises(Malformed, match="masked"):
        parse_line(line)
    file, rejects = tmp_path / "masked.jsonl", tmp_path / "rejects.jsonl"
    file.write_bytes(line + b"\n")
    progress = await import_file(stand.office, file, channel=None, rejects=rejects, report=lambda _: None)
    assert (progress.new, progress.rejected) == (0, 1)

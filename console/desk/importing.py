"""Bringing in an exported inbox, and writing it back: streaming, resumable, with what was refused set aside."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec
from msgspec.structs import replace

from console.desk.intake import Intake
from console.desk.line_file import LONGEST_LINE_BYTES, Line, LineFile, Place, WrittenFile
from console.desk.lines import dump_line, parse_line
from console.desk.naming import THE_PROGRAM
from console.desk.office import Office
from console.desk.records import Arrival, ChannelHealth, Record
from console.errors import CalendarExhausted, HalfdayError, Malformed
from console.files import make_private
from console.model import ChannelState, Incoming

if TYPE_CHECKING:
    from console.desk.ports import Transaction

NAME_BYTES = 65_536  # what the note of an import is found by; `_Kept` says whether it is really that file


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come. Bytes are of the file; the rest are lines."""

    bytes_read: int
    bytes_total: int
    lines: int = 0
    new: int = 0
    edited: int = 0
    known: int = 0
    rejected: int = 0
    resumed_at_line: int = 0


class _Kept(msgspec.Struct, frozen=True):
    """Where an import stood when its last batch was written: in the file, and in the file of refused lines."""

    read: Place
    line: int
    refused: Place


async def import_file(
    office: Office,
    path: Path,
    *,
    channel: str | None,
    rejects: Path,
    report: Callable[[Progress], None],
) -> Progress:
    """Take in a file of JSON lines; the progress at the end is the summary.

    An import that was cut off goes on where its last batch was written, provided that both files begin as they did
    then; otherwise it begins anew, and what is known already is not added again. Lines that cannot be read go to
    `rejects` with their number and the reason. Raises HalfdayError when `rejects` is the file itself.
    """
    if rejects.exists() and rejects.samefile(path):
        raise HalfdayError(f"{rejects} is the file to import. Name another file for the refused lines.")
    key = "import:" + await asyncio.to_thread(_name, path, channel)
    kept = _kept(await office.store.setting(key))
    intake = Intake(office)
    make_private(rejects)
    with path.open("rb") as file, rejects.open("a+b") as refused_file:
        lines, refused = LineFile(file), WrittenFile(refused_file)
        await asyncio.to_thread(_go_on, kept, lines, refused)
        progress = Progress(lines.place.size_bytes, path.stat().st_size, resumed_at_line=lines.line)
        for batch in lines.batches():
            items, rejected = _parse(batch, channel, office, refused)
            arrivals = await _take_in(
                office, intake, items, key, _Kept(lines.place, lines.line, refused.place), rejected
            )
            progress = _further(progress, lines, len(batch), arrivals, rejected)
            report(progress)
    await _finish(office, key, progress)
    if rejects.stat().st_size == 0:
        rejects.unlink()
    return progress


def _name(path: Path, channel: str | None) -> str:
    """Under another channel the same lines are other items, so that import has a note of its own."""
    with path.open("rb") as file:
        digest = sha256(file.read(NAME_BYTES)).hexdigest()[:24]
    return digest if channel is None else f"{digest}:{channel}"


def _kept(note: str | None) -> _Kept | None:
    """None without a note, or with one of an older form."""
    try:
        return msgspec.json.decode(note or "null", type=_Kept | None)
    except msgspec.MsgspecError:
        return None


def _go_on(kept: _Kept | None, lines: LineFile, refused: WrittenFile) -> None:
    """Go on where both files were left, or begin both anew."""
    if kept and refused.go_on(kept.refused) and lines.go_on(kept.read, kept.line):
        return
    refused.start_anew()


async def _take_in(
    office: Office, intake: Intake, items: list[Incoming], key: str, kept: _Kept, rejected: int
) -> list[Arrival]:
    judged = [replace(item, is_from_file=True) for item in intake.judge_at_once(items)]
    async with office.store.transaction() as tx:
        arrivals = await intake.take_in(tx, judged, "import")
        await _note_channels(tx, {item.channel for item in items})
        await tx.save_setting(key, msgspec.json.encode(kept).decode())
        imported: dict[str, object] = {"lines": len(items) + rejected, "rejected": rejected, "up_to_line": kept.line}
        await tx.record(Record(office.now(), THE_PROGRAM, "import", None, imported))
    return arrivals


def _further(before: Progress, lines: LineFile, read: int, arrivals: list[Arrival], rejected: int) -> Progress:
    new = sum(a.is_new for a in arrivals)
    edited = sum(a.is_edited for a in arrivals)
    return Progress(
        lines.place.size_bytes,
        before.bytes_total,
        before.lines + read,
        before.new + new,
        before.edited + edited,
        before.known + len(arrivals) - new - edited,
        before.rejected + rejected,
        before.resumed_at_line,
    )


async def _note_channels(tx: Transaction, names: set[str]) -> None:
    for name in names:
        if await tx.channel(name) is None:
            await tx.save_channel(ChannelHealth(name, ChannelState.UP))


def _parse(batch: list[Line], channel: str | None, office: Office, refused: WrittenFile) -> tuple[list[Incoming], int]:
    items: list[Incoming] = []
    rule = office.policy.answer_rule()
    for line in batch:
        try:
            incoming = _read(line, channel)
            office.calendar.due(incoming.received_at, rule.allowance)
            items.append(incoming)
        except (Malformed, CalendarExhausted) as problem:
            shown = line.raw.decode("utf-8", "replace").rstrip("\r\n")
            refused.write(json.dumps({"line": line.number, "why": str(problem), "text": shown}).encode() + b"\n")
    refused.flush()
    return items, len(batch) - len(items)


def _read(line: Line, channel: str | None) -> Incoming:
    if line.is_too_long:
        most = LONGEST_LINE_BYTES // 1024**2
        raise Malformed(f"{line.size_bytes:,} bytes on one line, and {most} MiB is the most; this is how it begins")
    return parse_line(line.raw, channel)


async def _finish(office: Office, key: str, progress: Progress) -> None:
    """The file is done: a later run starts at its beginning again, and finds everything known."""
    async with office.store.transaction() as tx:
        await tx.save_setting(key, "")
        total: dict[str, object] = {"new": progress.new, "rejected": progress.rejected, "lines": progress.lines}
        await tx.record(Record(office.now(), THE_PROGRAM, "import.finished", None, total))


class CameIn(Protocol):
    """What can be asked for items as they came in, whole, by id."""

    async def incoming_after(self, item_id: int, limit: int = 500) -> list[tuple[int, Incoming]]: ...


async def export_lines(
    items: CameIn, write: Callable[[bytes], object], dump: Callable[[Incoming], bytes] = dump_line
) -> int:
    """Write every item as a line, oldest id first, as it came in unless `dump` says otherwise; how many there were."""
    last, count = 0, 0
    while page := await items.incoming_after(last):
        for item_id, incoming in page:
            write(dump(incoming) + b"\n")
            last = item_id
            count += 1
    return count

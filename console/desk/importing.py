"""Bringing in an exported inbox, and writing it back: streaming, resumable, with what was refused set aside."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from console.desk.intake import Intake
from console.desk.lines import dump_line, parse_line
from console.desk.office import Office
from console.desk.ports import ChannelHealth, Record, Store, Transaction
from console.errors import CalendarExhausted, HalfdayError, Malformed
from console.model import ChannelState, Incoming

BATCH = 1_000  # items a transaction: larger ones gain nothing and hold other consoles up
IDENTITY_BYTES = 65_536  # a file is known again by its first bytes


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


@dataclass(slots=True)
class _Reading:
    """Where the reading of a file stands."""

    offset: int = 0
    line: int = 0
    refused_bytes: int = 0  # of the reject file: what stands behind them belongs to a batch that was not kept


async def import_file(
    office: Office,
    path: Path,
    *,
    channel: str | None,
    rejects: Path,
    report: Callable[[Progress], None],
) -> Progress:
    """Take in a file of JSON lines; the progress at the end is the summary.

    An import that was cut off goes on where its last batch was written. Lines that cannot be read go to `rejects` with
    their number and the reason. Running it again adds nothing. Raises HalfdayError when `rejects` is the file itself.
    """
    if rejects.exists() and rejects.samefile(path):
        raise HalfdayError(f"{rejects} is the file to import. Name another file for the refused lines.")
    key = "import:" + await asyncio.to_thread(_identity, path, channel)
    saved = await office.store.setting(key)
    reading = _Reading(*json.loads(saved)) if saved else _Reading()
    progress = Progress(reading.offset, path.stat().st_size, resumed_at_line=reading.line)
    intake = Intake(office)
    with path.open("rb") as file, rejects.open("ab" if saved else "wb") as refused:
        file.seek(reading.offset)
        if refused.tell() > reading.refused_bytes:
            refused.truncate(reading.refused_bytes)
            refused.seek(reading.refused_bytes)
        for batch in _batches(file, reading):
            progress = await _take_in(office, intake, batch, channel, refused, progress, key, reading)
            report(progress)
    await _finish(office, key, path, progress)
    if rejects.stat().st_size == 0:
        rejects.unlink()
    return progress


def _identity(path: Path, channel: str | None) -> str:
    """Under another channel the same lines are other items, so that import begins at the first line."""
    with path.open("rb") as file:
        digest = sha256(file.read(IDENTITY_BYTES)).hexdigest()[:24]
    return digest if channel is None else f"{digest}:{channel}"


def _batches(file: BinaryIO, reading: _Reading) -> Iterator[list[tuple[int, bytes]]]:
    """Numbered lines in batches; `reading` is moved on before each batch is given out."""
    batch: list[tuple[int, bytes]] = []
    for line in file:
        reading.offset += len(line)
        reading.line += 1
        if line.strip():
            batch.append((reading.line, line))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


async def _take_in(
    office: Office,
    intake: Intake,
    batch: list[tuple[int, bytes]],
    channel: str | None,
    refused: BinaryIO,
    before: Progress,
    key: str,
    reading: _Reading,
) -> Progress:
    items, rejected = _parse(batch, channel, office, refused)
    judged = intake.judge_at_once(items)
    async with office.store.transaction() as tx:
        arrivals = await intake.take_in(tx, judged, "import")
        await _note_channels(tx, {item.channel for item in items})
        await tx.save_setting(key, json.dumps([reading.offset, reading.line, refused.tell()]))
        imported: dict[str, object] = {"lines": len(batch), "rejected": rejected, "up_to_line": reading.line}
        await tx.record(Record(office.now(), "halfday", "import", None, imported))
    new = sum(a.is_new for a in arrivals)
    edited = sum(a.is_edited for a in arrivals)
    return Progress(
        reading.offset,
        before.bytes_total,
        before.lines + len(batch),
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


def _parse(
    batch: list[tuple[int, bytes]], channel: str | None, office: Office, refused: BinaryIO
) -> tuple[list[Incoming], int]:
    items: list[Incoming] = []
    rejected = 0
    rule = office.policy.answer_rule()
    for number, line in batch:
        try:
            incoming = parse_line(line, channel)
            office.calendar.due(incoming.received_at, rule.allowance)
            items.append(incoming)
        except (Malformed, CalendarExhausted) as problem:
            rejected += 1
            shown = line.decode("utf-8", "replace").rstrip("\r\n")
            refused.write(json.dumps({"line": number, "why": str(problem), "text": shown}).encode() + b"\n")
    refused.flush()
    return items, rejected


async def _finish(office: Office, key: str, path: Path, progress: Progress) -> None:
    """The file is done: a later run starts at its beginning again, and finds everything known."""
    async with office.store.transaction() as tx:
        await tx.save_setting(key, "")
        total: dict[str, object] = {"new": progress.new, "rejected": progress.rejected, "lines": progress.lines}
        await tx.record(Record(office.now(), "halfday", "import.finished", None, total))


async def export_lines(store: Store, write: Callable[[bytes], object]) -> int:
    """Write every item back as it came in, oldest id first; how many there were."""
    last, count = 0, 0
    while page := await store.incoming_after(last):
        for item_id, incoming in page:
            write(dump_line(incoming) + b"\n")
            last = item_id
            count += 1
    return count

"""Handing cases to a housing management system through a folder: one CSV file with one row for each case.

Beside each `NAME.csv` stands `NAME.manifest.json` with its row count and SHA-256, written last: a CSV that its manifest
does not agree with is not finished. Whoever collects takes the CSV away and leaves the manifest.
"""

from __future__ import annotations

import asyncio
import io
import os
import re
import threading
import uuid
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from console.errors import Malformed, Unreachable
from console.files import make_private

SCHEMA_VERSION = 1
BYTE_ORDER_MARK = "\ufeff"  # without it, Excel reads UTF-8 as the machine's own code page

# The neutral hand-over's fields, always all of them and in this order; what else a document holds stands in `more`.
FIELDS = (
    *("handover_id", "schema_version", "created_at", "received_at", "channel", "platform", "item_ids", "permalink"),
    *("text_verbatim", "attachments", "author_display_name", "author_platform_id", "tenant_ref", "property_ref"),
    *("contact_given", "category", "severity", "is_complaint", "is_service_request", "stage", "vulnerability_note"),
    *("actions_taken", "replies", "consent_basis", "deadlines", "regime", "policy", "handler", "notes"),
)
MORE = "more"

_FORMULA_STARTS = "=+-@＝＋－＠"  # Excel and LibreOffice compute such a cell, the full-width forms included
_CONTROL_STARTS = "\t\r\n"
_PLAIN_REFERENCE = re.compile(r"[A-Z0-9_-]{1,80}")  # safe as a file name everywhere, and differs by more than case


class CaseFile:
    """A case system that is a folder. Handing over the same reference again leaves one file with one row.

    Who may read the store may read the cases.
    """

    def __init__(self, folder: Path, store: Path | None = None) -> None:
        self._folder = folder
        self._store = store
        self._writing = threading.Lock()

    @property
    def name(self) -> str:
        return "case file"

    async def hand_over(self, document: dict[str, object]) -> str:
        """Write the case down, durably; the receipt is the CSV's file name. Off the event loop.

        A repeat with the same content writes nothing, even after the CSV has been collected; with another content it
        replaces the row. Raises Malformed without a `handover_id`, Unreachable when the folder cannot be written
        (repeating is harmless).
        """
        return await asyncio.to_thread(self._hand_over, document)

    def _hand_over(self, document: Mapping[str, object]) -> str:
        stem = file_stem(reference_of(document))
        content = csv_bytes(document)
        manifest = manifest_bytes(f"{stem}.csv", content)
        try:
            with self._writing:
                self._write_once(stem, content, manifest)
        except OSError as problem:
            raise Unreachable(f"The case folder cannot be written: {problem.strerror or problem}.") from problem
        return f"{stem}.csv"

    def _write_once(self, stem: str, content: bytes, manifest: bytes) -> None:
        """The manifest last: it says that the CSV is whole. Where it stands alone, the CSV has been collected."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path, manifest_path = self._folder / f"{stem}.csv", self._folder / f"{stem}.manifest.json"
        if _read(manifest_path) == manifest and _read(path) in (content, None):
            return
        replace_file(path, content, self._store)
        replace_file(manifest_path, manifest, self._store)


def reference_of(document: Mapping[str, object]) -> str:
    """The case's reference. Raises Malformed."""
    reference = document.get("handover_id")
    if not isinstance(reference, str) or not reference.strip():
        raise Malformed("A case without a reference cannot be handed over.")
    return reference


def file_stem(reference: str) -> str:
    """A file name of its own for every reference, on every system; the reference itself where that is safe."""
    if _PLAIN_REFERENCE.fullmatch(reference):
        return f"case-{reference}"
    readable = re.sub(r"[^A-Za-z0-9_-]+", "-", reference)[:40]
    return f"case-{readable}.{_sha256(reference.encode(errors='backslashreplace'))[:16]}"


def csv_bytes(document: Mapping[str, object]) -> bytes:
    """A heading and one row: UTF-8 with byte order mark, RFC 4180 (CRLF, quotes doubled), every cell guarded."""
    import csv  # with json and hashlib 4 ms; no case is handed over before the first screen stands

    more = {key: value for key, value in document.items() if key not in FIELDS}
    cells = [cell_of(document.get(field)) for field in FIELDS]
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([*FIELDS, MORE])
    writer.writerow([guard_cell(cell) for cell in (*cells, cell_of(more or None))])
    return (BYTE_ORDER_MARK + lines.getvalue()).encode(errors="backslashreplace")


def cell_of(value: object) -> str:
    """A value as one cell: yes and no, ISO times, JSON for lists and tables, nothing for nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case datetime():
            return value.isoformat()
        case list() | tuple() | dict():
            import json

            return json.dumps(value, ensure_ascii=False, default=str)
        case _:
            return str(value)


def guard_cell(cell: str) -> str:
    """Keep a spreadsheet from computing the cell: an apostrophe before what could be a formula.

    A cell that begins with an apostrophe gets one more, so that a reader who takes one away has what was written.
    """
    first = cell.lstrip()[:1]
    if cell[:1] in (*_CONTROL_STARTS, "'") or (first and first in _FORMULA_STARTS):
        return "'" + cell
    return cell


def manifest_bytes(file_name: str, content: bytes) -> bytes:
    """What the collector checks the CSV by. The same content gives the same manifest."""
    manifest = {"schema_version": SCHEMA_VERSION, "file": file_name, "rows": 1, "sha256": _sha256(content)}
    import json

    return (json.dumps(manifest, indent=2) + "\n").encode()


def replace_file(path: Path, content: bytes, store: Path | None = None) -> None:
    """Put the file there whole, durably, for those who may read the store: the old one is seen, or the new one.

    Raises OSError.
    """
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}.tmp")
    try:
        make_private(temporary, store)
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()
    _make_name_durable(path.parent)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _make_name_durable(folder: Path) -> None:
    """The new name itself is durable only once the folder is; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()

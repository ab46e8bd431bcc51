"""The audit chain: each entry's digest covers what it says and the digest before it.

Texts stand in it by digest only, so that they can be deleted lawfully; those that are still there are held to it. The
head (newest number and digest) also stands in the settings, so that a missing end is noticed. Somebody who may
write the file can rewrite the whole chain; comparing the head with one noted elsewhere shows that too.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from console.clock import epoch_ms, from_epoch_ms
from console.desk.records import Record
from console.store.migrate import require_known
from console.store.read_only import opened_to_read
from console.store.rows import Row
from console.store.statements import Statements
from console.store.values import canonical_json, plain
from console.text import TEXT_DIGEST_CHARACTERS

OUR_TEXTS = {
    "reply": "text",
    "correct": "text",
    "move-to-private": "private",
}  # where an act has the digest of its text
HEAD_SETTING = "audit_head"
BEFORE_THE_FIRST = ""  # the digest that the first entry builds on


class BrokenLink(Struct, frozen=True):
    """The first entry that is not as it was written. `at` is None when the entry itself is missing."""

    seq: int
    at: datetime | None
    what: str


class Verdict(Struct, frozen=True):
    """How many entries hold, the digest of the last of them, and where the chain breaks, if it does."""

    entries: int
    head: str
    broken: BrokenLink | None = None


def said_of(record: Record) -> dict[str, Any]:
    """What an entry says, as the chain keeps it: written out while nobody waits for the write lock."""
    return {
        "at": epoch_ms(record.at),
        "person": plain(record.person),
        "event": record.event,
        "item_id": record.item_id,
        "details": canonical_json(record.details),
    }


def append(connection: sqlite3.Connection, sql: Statements, said: dict[str, Any]) -> int:
    """Add one entry (see `said_of`) behind the head, within the caller's transaction; its number."""
    head = sql.record.audit_head(connection)
    seq, previous = (head[0] + 1, head[1]) if head else (1, BEFORE_THE_FIRST)
    values = {**said, "seq": seq, "previous": previous}
    entry_digest = link_digest(values)
    sql.record.add_audit(connection, **values, digest=entry_digest)
    sql.people.save_setting(connection, key=HEAD_SETTING, value=head_text(seq, entry_digest))
    return seq


def link_digest(values: dict[str, Any]) -> str:
    """sha256 of the entry's canonical JSON, `details` being its own document within it."""
    document = {**values, "details": json.loads(values["details"])}
    return hashlib.sha256(canonical_json(document).encode("ascii")).hexdigest()


def head_text(seq: int, entry_digest: str) -> str:
    """The note of the chain's end, as it stands in the settings."""
    return f"{seq} {entry_digest}"


def verify_audit(path: Path) -> Verdict:
    """Read the whole chain of the store at `path`, a row at a time, and say where it first breaks. Writes nothing.

    Raises StoreError when the file cannot be read as a store.
    """
    with opened_to_read(path) as connection:
        require_known(connection)
        return verify_chain(connection)


def verify_chain(connection: sqlite3.Connection) -> Verdict:
    """Check every link, then that the end is the end that was last written."""
    sql = Statements()
    connection.execute("begin")  # one moment of a live store, not several
    try:
        seq, previous = 0, BEFORE_THE_FIRST
        for row in sql.record.all_audit_entries(connection):
            if broken := _broken_at(row, seq + 1, previous) or _changed_sending(connection, sql, row):
                return Verdict(seq, previous, broken)
            seq, previous = row[0], row[6]
        if seq == 0 and sql.record.holds_anything(connection):
            return Verdict(seq, previous, BrokenLink(1, None, "entry 1 is missing: the store is in use"))
        end = _broken_end(sql.people.setting(connection, key=HEAD_SETTING), seq, previous)
        return Verdict(seq, previous, end or _changed_item(connection, sql))
    finally:
        connection.execute("rollback")


def _broken_at(row: Row, expected_seq: int, previous: str) -> BrokenLink | None:
    seq, at, person, event, item_id, details, entry_digest, built_on = row
    if seq != expected_seq:
        return BrokenLink(expected_seq, None, f"entry {expected_seq} is missing; the next one is {seq}")
    if built_on != previous:
        return BrokenLink(seq, _moment(at), "it does not build on the entry before it")
    values = {
        "seq": seq,
        "at": at,
        "person": person,
        "event": event,
        "item_id": item_id,
        "details": details,
        "previous": built_on,
    }
    try:
        is_as_written = link_digest(values) == entry_digest
    except (ValueError, TypeError, RecursionError):  # details that are no JSON any more
        is_as_written = False
    return None if is_as_written else BrokenLink(seq, _moment(at), "its words are not those its digest was made of")


def _changed_sending(connection: sqlite3.Connection, sql: Statements, row: Row) -> BrokenLink | None:
    """Where what we sent is not what the entry has the digest of."""
    seq, at, _, event, _, said, *_ = row
    if event not in OUR_TEXTS:
        return None
    details = json.loads(said)
    held = _digests(sql.record.sent_by_action(connection, id=details["action"]))
    if held and details[OUR_TEXTS[event]] not in held:
        return BrokenLink(seq, _moment(at), "what was sent is not what was decided")
    return None


def _changed_item(connection: sqlite3.Connection, sql: Statements) -> BrokenLink | None:
    """Where what an item says is not what came in for it last. What was forgotten says nothing."""
    looked_at: set[int] = set()
    for seq, at, said in sql.record.intakes_newest_first(connection):
        for name, expected in json.loads(said).get("texts", {}).items():
            item_id = int(name)
            if item_id in looked_at:
                continue
            looked_at.add(item_id)
            held = _digests(sql.record.said_by_item(connection, id=item_id))
            if held and expected not in {one[:TEXT_DIGEST_CHARACTERS] for one in held}:
                return BrokenLink(seq, _moment(at), f"the text of item {item_id} is not what came in")
    return None


def _digests(rows: Iterable[Row]) -> set[str]:
    return {hashlib.sha256(text).hexdigest() for (text,) in rows}


def _moment(at: Any) -> datetime | None:
    """When the entry says it was written; None when what stands there is no moment any more."""
    try:
        return from_epoch_ms(at)
    except (TypeError, OverflowError):
        return None


def _broken_end(head: str | None, seq: int, entry_digest: str) -> BrokenLink | None:
    expected = head_text(seq, entry_digest) if seq else None
    if head == expected:
        return None
    if head is None:
        return BrokenLink(seq, None, "the note of the chain's end is missing")
    noted = head.partition(" ")[0] or "(none)"
    return BrokenLink(seq + 1, None, f"the chain ends at entry {seq}, but its end was noted as entry {noted}")

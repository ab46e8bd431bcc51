"""Values of the house as the store keeps them: times as numbers, texts as bytes, identifiers as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from console.clock import epoch_ms, from_epoch_ms
from console.model import Week
from console.text import from_stored, storable

NEVER_MS = 2**63 - 1  # next_due_at of an item without a running clock: sorts behind all others
MARK_SEPARATOR = "\n"
STALE_CLAIM_S = 120  # a console that has said nothing for two minutes is gone; its claims give way


def stale_before(now: datetime) -> int:
    """A claim that was last seen before this gives way to anybody, and is held by nobody."""
    return epoch_ms(now - timedelta(seconds=STALE_CLAIM_S))


def ms(moment: datetime | None) -> int | None:
    """A moment as UTC epoch milliseconds."""
    return None if moment is None else epoch_ms(moment)


def moment(at_ms: int | None) -> datetime | None:
    """UTC epoch milliseconds as an aware moment."""
    return None if at_ms is None else from_epoch_ms(at_ms)


def blob(text: str | None) -> bytes | None:
    """What people wrote as bytes, lone surrogates included."""
    return None if text is None else storable(text)


def words(stored: bytes | None) -> str | None:
    """The text that `blob` was given."""
    return None if stored is None else from_stored(stored)


def stored_week(works: Week) -> str:
    """A working week of somebody's own as JSON; empty for the office's."""
    return msgspec.json.encode(works).decode() if works else ""


def week(stored: str) -> Week:
    """The week that `stored_week` was given."""
    return msgspec.json.decode(stored, type=Week) if stored else {}


def plain(text: str) -> str:
    """An identifier or a colleague's word as a database text can hold it: NUL and lone surrogates written out."""
    if "\0" not in text and text.isascii():
        return text
    return text.replace("\0", "\\x00").encode("utf-8", "backslashreplace").decode("utf-8")


def maybe_plain(text: str | None) -> str | None:
    """`plain`, where there may be none."""
    return None if text is None else plain(text)


def json_ids(ids: Iterable[object]) -> str:
    """Ids for a statement's json_each."""
    return msgspec.json.encode(list(ids)).decode()


def canonical_json(document: dict[str, object]) -> str:
    """The one way to write a document down: what is hashed must come out the same everywhere."""
    import json  # 1.3 ms, here as elsewhere in the store, that the first screen does without

    return json.dumps(document, sort_keys=True, ensure_ascii=True, allow_nan=False, separators=(",", ":"))

"""Writing arrivals: a batch in a dozen statements, whatever its size, idempotent by channel and external id."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from console.clock import epoch_ms
from console.desk.records import Arrival, NewClock, NewItem
from console.model import ClockKind, Incoming, ItemState, Level
from console.store.search_index import add_to_search, drop_from_search, index_words
from console.store.search_words import search_row
from console.store.statements import Statements
from console.store.values import MARK_SEPARATOR, NEVER_MS, blob, json_ids, maybe_plain, plain
from console.text import from_stored, storable

Key = tuple[str, str]  # channel, external id

FLAGS = (Level.NOW, Level.SOON)


@dataclass(slots=True)
class _Batch:
    """The rows to be written, gathered while the items are looked at."""

    items: list[dict[str, object]] = field(default_factory=list)
    findings: list[dict[str, object]] = field(default_factory=list)
    clocks: list[dict[str, object]] = field(default_factory=list)
    words: list[dict[str, object]] = field(default_factory=list)
    likes: list[dict[str, object]] = field(default_factory=list)


def take_in(connection: sqlite3.Connection, sql: Statements, items: Sequence[NewItem]) -> list[Arrival]:
    """Write the batch within the caller's transaction; what became of each, in order.

    A second mention of an item within the batch is taken in after the first, as if it had come in a later batch.
    """
    keys = [(plain(new.incoming.channel), plain(new.incoming.external_id)) for new in items]
    first_places: dict[Key, int] = {}
    for place, key in enumerate(keys):
        first_places.setdefault(key, place)
    if len(first_places) == len(items):
        return _take_in_distinct(connection, sql, items, keys)
    firsts = set(first_places.values())
    later = [place for place in range(len(items)) if place not in firsts]
    arrivals: dict[int, Arrival] = {}
    for places in (sorted(firsts), later):
        written = take_in(connection, sql, [items[place] for place in places])
        arrivals.update(zip(places, written, strict=True))
    return [arrivals[place] for place in range(len(items))]


def _take_in_distinct(
    connection: sqlite3.Connection, sql: Statements, items: Sequence[NewItem], keys: Sequence[Key]
) -> list[Arrival]:
    known = _find(connection, sql.intake.known_items, keys)
    fresh = [(key, new) for key, new in zip(keys, items, strict=True) if key not in known]
    next_id, author_base, thread_base = sql.intake.last_ids(connection)
    batch = _Batch()
    authors = _write_authors(connection, sql, [new.incoming for _, new in fresh], author_base)
    threads = _write_threads(connection, sql, fresh, thread_base)
    arrivals = []
    for key, new in zip(keys, items, strict=True):
        if key in known:
            arrivals.append(_take_in_again(connection, sql, batch, new, known[key]))
            continue
        next_id += 1
        _gather(batch, next_id, key, new, authors, threads)
        arrivals.append(Arrival(next_id, is_new=True))
    _write(connection, sql, batch)
    return arrivals


def _find(connection: sqlite3.Connection, query: Callable[..., Any], keys: Iterable[Key]) -> dict[Key, tuple[Any, ...]]:
    """Rows by their key, without it; one statement for each channel."""
    by_channel: dict[str, list[str]] = {}
    for channel, external_id in keys:
        by_channel.setdefault(channel, []).append(external_id)
    return {
        (channel, row[0]): row[1:]
        for channel, external_ids in by_channel.items()
        for row in query(connection, channel=channel, external_ids=json_ids(external_ids))
    }


def _write_authors(
    connection: sqlite3.Connection, sql: Statements, incoming: Sequence[Incoming], last_id: int
) -> dict[Key, int]:
    """Meet or make the authors of new items, counting those; ids by channel and the platform's own id."""
    names = {_author_key(one): storable(one.author_name) for one in incoming}
    counts = Counter(_author_key(one) for one in incoming)
    ids = {key: row[0] for key, row in _find(connection, sql.intake.known_authors, names).items()}
    met = [{"id": ids[key], "name": name, "items": counts[key]} for key, name in names.items() if key in ids]
    made = []
    for key, name in names.items():
        if key not in ids:
            last_id += 1
            ids[key] = last_id
            made.append({"id": last_id, "channel": key[0], "external_id": key[1], "name": name, "items": counts[key]})
    sql.intake.count_authors(connection, met)
    sql.intake.add_authors(connection, made)
    return ids


def _author_key(incoming: Incoming) -> Key:
    return plain(incoming.channel), plain(incoming.author_external_id)


def _write_threads(
    connection: sqlite3.Connection, sql: Statements, fresh: Sequence[tuple[Key, NewItem]], last_id: int
) -> dict[Key, int]:
    """Meet or make the threads of new items; the thread's id by the item's key.

    An item without a thread joins its parent's, whatever that one is; a parent that is not known yet names the thread.
    """
    orphans = [(key[0], plain(new.incoming.parent)) for key, new in fresh if new.incoming.parent]
    names = {key: row[0] for key, row in _find(connection, sql.intake.threads_of_items, orphans).items()}
    wanted: dict[Key, Key] = {}
    for key, new in fresh:
        channel = key[0]
        names[key] = _thread_name(names, key, new.incoming)
        wanted[key] = (channel, names[key])
    ids = {key: row[0] for key, row in _find(connection, sql.intake.known_threads, set(wanted.values())).items()}
    made = []
    for thread_key in dict.fromkeys(wanted.values()):
        if thread_key not in ids:
            last_id += 1
            ids[thread_key] = last_id
            made.append({"id": last_id, "channel": thread_key[0], "external_id": thread_key[1]})
    sql.intake.add_threads(connection, made)
    return {key: ids[thread_key] for key, thread_key in wanted.items()}


def _thread_name(names: dict[Key, str], key: Key, incoming: Incoming) -> str:
    if incoming.thread:
        return plain(incoming.thread)
    if not incoming.parent:
        return key[1]
    parent = plain(incoming.parent)
    return names.get((key[0], parent), parent)


def _gather(
    batch: _Batch, item_id: int, key: Key, new: NewItem, authors: dict[Key, int], threads: dict[Key, int]
) -> None:
    """Add a new item's rows to the batch."""
    incoming = new.incoming
    next_clock = first_clock(new.clocks, epoch_ms(new.arrived_at))
    batch.items.append(
        {
            "id": item_id,
            "channel": key[0],
            "external_id": key[1],
            "kind": incoming.kind.value,
            "thread_id": threads[key],
            "author_id": authors[_author_key(incoming)],
            "received_at": epoch_ms(incoming.received_at),
            "arrived_at": epoch_ms(new.arrived_at),
            "rank": new.rank.value,
            "is_flagged": is_flagged(new),
            "next_due_at": epoch_ms(next_clock.due_at) if next_clock else NEVER_MS,
            "next_clock": next_clock.kind.value if next_clock else None,
            "likes": incoming.likes,
            "marks": MARK_SEPARATOR.join(new.marks),
            "parent": maybe_plain(incoming.parent),
            "permalink": maybe_plain(incoming.permalink),
            "author_name": storable(incoming.author_name),
            "post": blob(incoming.post),
            "text": storable(incoming.text),
        }
    )
    batch.findings += findings_rows(item_id, new)
    batch.clocks += [clock_row(item_id, clock) for clock in new.clocks]
    batch.words.append(search_row(item_id, incoming.text, incoming.author_name, incoming.post))


def first_clock(clocks: Iterable[NewClock], now_ms: int) -> NewClock | None:
    """The clock of a new item that dies first; a platform window that has shut already counts no more."""
    running = [c for c in clocks if c.kind is not ClockKind.WINDOW or epoch_ms(c.due_at) >= now_ms]
    return min(running, key=lambda clock: clock.due_at, default=None)


def is_flagged(new: NewItem) -> bool:
    """Whether something loud was found in it: the view of flagged items holds it."""
    return any(finding.level in FLAGS for finding in new.findings)


def findings_rows(item_id: int, new: NewItem) -> list[dict[str, object]]:
    """The rows of an item's findings, in the order the rules gave them."""
    return [
        {
            "item_id": item_id,
            "place": place,
            "rule": finding.rule,
            "level": finding.level.value,
            "start_at": finding.start,
            "end_at": finding.end,
            "clause": finding.clause,
            "why": storable(finding.why),
            "score": finding.score,
            "detail": blob(finding.detail),
            "instead": blob(finding.instead),
        }
        for place, finding in enumerate(new.findings)
    ]


def clock_row(item_id: int, clock: NewClock) -> dict[str, object]:
    """The row of a clock that starts to run."""
    return {
        "item_id": item_id,
        "kind": clock.kind.value,
        "label": plain(clock.label),
        "started_at": epoch_ms(clock.started_at),
        "due_at": epoch_ms(clock.due_at),
        "clause": clock.clause,
        "assumed": clock.assumed,
        "ref_id": clock.ref_id,
    }


def _take_in_again(
    connection: sqlite3.Connection, sql: Statements, batch: _Batch, new: NewItem, known: tuple[Any, ...]
) -> Arrival:
    """A known item: nothing new, other likes (kept quietly), or another text (the earlier one is kept)."""
    item_id, version, text, likes, state = known
    incoming = new.incoming
    if storable(incoming.text) != text and not (new.is_from_file and _was_said(connection, sql, item_id, new)):
        _change_text(connection, sql, item_id, version, from_stored(text), new)
        if ItemState(state).is_unanswered:
            _judge_again(connection, sql, item_id, new)
        return Arrival(item_id, is_new=False, is_edited=True)
    if incoming.likes is not None and incoming.likes != likes:
        batch.likes.append({"id": item_id, "likes": incoming.likes})
    return Arrival(item_id, is_new=False)


def _was_said(connection: sqlite3.Connection, sql: Statements, item_id: int, new: NewItem) -> bool:
    """Whether the item said this before somebody changed it."""
    said = storable(new.incoming.text)
    return any(row[0] == said for row in sql.items.earlier_texts(connection, item_id=item_id))


def _change_text(
    connection: sqlite3.Connection, sql: Statements, item_id: int, version: int, earlier: str, new: NewItem
) -> None:
    edited_at = epoch_ms(new.arrived_at)
    drop_from_search(connection, sql, item_id)
    sql.intake.keep_text(connection, item_id=item_id, version=version, text=storable(earlier), until_at=edited_at)
    text = storable(new.incoming.text)
    sql.intake.change_text(connection, id=item_id, text=text, edited_at=edited_at, likes=new.incoming.likes)
    add_to_search(connection, sql, item_id)


def _judge_again(connection: sqlite3.Connection, sql: Statements, item_id: int, new: NewItem) -> None:
    """Findings of the new text in place of the old one's. Its clocks go on: an edit buys nobody time."""
    sql.intake.drop_findings(connection, item_id=item_id)
    sql.intake.add_findings(connection, findings_rows(item_id, new))
    marks = MARK_SEPARATOR.join(new.marks)
    sql.intake.judge_again(connection, id=item_id, rank=new.rank.value, marks=marks, is_flagged=is_flagged(new))


def _write(connection: sqlite3.Connection, sql: Statements, batch: _Batch) -> None:
    sql.intake.add_items(connection, batch.items)
    sql.intake.add_findings(connection, batch.findings)
    sql.clocks.add_clocks(connection, batch.clocks)
    index_words(connection, sql, batch.words)
    sql.intake.change_likes(connection, batch.likes)

"""Everything about one item in a single trip: the thread with our answers in it, its author, all that hangs on it."""

from __future__ import annotations

import sqlite3
from typing import Any

from msgspec.structs import replace

from console.clock import from_epoch_ms
from console.model import (
    Action,
    ActionKind,
    Delivery,
    DeliveryState,
    Dossier,
    Entry,
    Incident,
    Item,
    Operation,
    Removal,
    Side,
)
from console.store import rows
from console.store.inbox import with_turns
from console.store.rows import collect
from console.store.statements import Statements
from console.store.values import json_ids
from console.text import from_stored

THREAD_BEFORE = 150  # entries of the public's up to the item; a thread under a busy post has thousands
THREAD_AFTER = 50
EARLIER_ITEMS = 20
ASKED_AT = 17  # the column of delivery_wholes that says when the person asked for it


def read_dossier(
    connection: sqlite3.Connection, sql: Statements, item_id: int, strikes_since_ms: int
) -> Dossier | None:
    """The dossier as of one moment; None when there is no such item."""
    connection.execute("begin")
    try:
        return _read(connection, sql, item_id, strikes_since_ms)
    finally:
        connection.execute("rollback")


def _read(connection: sqlite3.Connection, sql: Statements, item_id: int, strikes_since_ms: int) -> Dossier | None:
    row = sql.items.item(connection, id=item_id)
    if row is None:
        return None
    (item,) = with_turns(connection, sql, [rows.item_of(row)])
    of_item: dict[str, Any] = {"item_id": item_id}
    actions = tuple(collect(connection, sql.actions.actions, rows.action_of, **of_item))
    return Dossier(
        item=item,
        author=rows.author_of(sql.items.author(connection, id=item.author_id, since=strikes_since_ms)),
        thread=_thread(connection, sql, item, row[8]),
        findings=tuple(collect(connection, sql.items.findings, rows.finding_of, **of_item)),
        clocks=tuple(collect(connection, sql.clocks.clocks, rows.clock_of, **of_item)),
        deliveries=tuple(collect(connection, sql.deliveries.deliveries_of_item, rows.delivery_of, **of_item)),
        actions=actions,
        promises=tuple(collect(connection, sql.commitments.promises, rows.promise_of, **of_item)),
        cases=tuple(collect(connection, sql.commitments.cases, rows.case_of, **of_item)),
        escalations=tuple(collect(connection, sql.commitments.escalations, rows.escalation_of, **of_item)),
        questions=tuple(collect(connection, sql.actions.questions, rows.question_of, **of_item)),
        notes=tuple(collect(connection, sql.actions.notes, rows.note_of, **of_item)),
        drafts=tuple(collect(connection, sql.actions.drafts, rows.draft_of, **of_item)),
        earlier=_earlier(connection, sql, item),
        incident=_running_incident(connection, sql, item),
        removals=tuple(
            _removal(connection, sql, action, strikes_since_ms)
            for action in actions
            if action.kind is ActionKind.REMOVE and action.undone_at is None
        ),
        breaches=tuple(collect(connection, sql.breaches.breaches_of_item, rows.breach_of, **of_item)),
    )


def _removal(connection: sqlite3.Connection, sql: Statements, action: Action, strikes_since_ms: int) -> Removal:
    import json  # few items are removed

    evidence_id = json.loads(sql.actions.action_details(connection, id=action.id) or "{}").get("evidence")
    keeps = None
    if evidence_id is not None:  # where it is noted, because the table is found by its key alone
        keeps = bool(sql.actions.has_evidence(connection, id=evidence_id, action_id=action.id))
    return Removal(action, keeps, sql.actions.strike_number(connection, action_id=action.id, since=strikes_since_ms))


def _running_incident(connection: sqlite3.Connection, sql: Statements, item: Item) -> Incident | None:
    if item.incident_id is None:
        return None
    incident = rows.incident_of(sql.incidents.incident(connection, id=item.incident_id))
    return incident if incident.ended_at is None else None


def _earlier(connection: sqlite3.Connection, sql: Statements, item: Item) -> tuple[Item, ...]:
    found = collect(
        connection, sql.items.earlier_items, rows.line_of, author_id=item.author_id, id=item.id, amount=EARLIER_ITEMS
    )
    return tuple(found)


def _thread(connection: sqlite3.Connection, sql: Statements, item: Item, received_ms: int) -> tuple[Entry, ...]:
    """Theirs and ours in order of time; of a very long thread, what stands around the item."""
    place: dict[str, Any] = {"thread_id": item.thread_id, "received_at": received_ms, "id": item.id}
    theirs = [
        *reversed(collect(connection, sql.items.thread_items_until, rows.item_of, **place, amount=THREAD_BEFORE)),
        *collect(connection, sql.items.thread_items_after, rows.item_of, **place, amount=THREAD_AFTER),
    ]
    entries = [_their_entry(connection, sql, one, is_current=one.id == item.id) for one in theirs]
    answers = sql.deliveries.answers_of_items(connection, item_ids=json_ids(one.id for one in theirs))
    entries += _with_corrections([_our_entry(row) for row in answers])
    return tuple(sorted(entries, key=lambda entry: entry.at))


def _with_corrections(ours: list[Entry]) -> list[Entry]:
    """A corrected answer once, as it stands now, with what it said before: the correction is no second one."""
    standing: dict[int, Entry] = {}
    for entry in sorted(ours, key=lambda entry: entry.at):
        delivery = entry.delivery
        assert delivery is not None
        corrected = next((one for one in standing.values() if _is_corrected_by(one, delivery)), None)
        if corrected is None or corrected.delivery is None:
            standing[delivery.id] = entry
        else:
            earlier = (*corrected.earlier_texts, corrected.text)
            standing[corrected.delivery.id] = replace(corrected, text=entry.text, earlier_texts=earlier)
    return list(standing.values())


def _is_corrected_by(entry: Entry, delivery: Delivery) -> bool:
    is_out = delivery.operation is Operation.CORRECT and delivery.state is DeliveryState.DELIVERED
    answer = entry.delivery
    return is_out and answer is not None and (answer.channel, answer.receipt) == (delivery.channel, delivery.target)


def _their_entry(connection: sqlite3.Connection, sql: Statements, item: Item, *, is_current: bool) -> Entry:
    earlier_texts = _earlier_texts(connection, sql, item.id) if item.edited_at else ()
    return Entry(
        side=Side.PUBLIC,
        who=item.author_name,
        text=item.text,
        at=item.received_at,
        item_id=item.id,
        is_current=is_current,
        earlier_texts=earlier_texts,
        state=item.state,
    )


def _our_entry(row: rows.Row) -> Entry:
    delivery = rows.delivery_of(row)
    at = delivery.delivered_at or from_epoch_ms(row[ASKED_AT])
    return Entry(Side.OURS, delivery.person, delivery.body, at, delivery.item_id, delivery)


def _earlier_texts(connection: sqlite3.Connection, sql: Statements, item_id: int) -> tuple[str, ...]:
    return tuple(from_stored(row[0]) for row in sql.items.earlier_texts(connection, item_id=item_id))

"""Rows of the store as records of the house."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec

from console.clock import from_epoch_ms
from console.desk.records import BreachCounts, BreachNews, ChannelHealth, Claim, DeclaredClosure, StoppedAnswer
from console.model import (
    Absence,
    Action,
    ActionKind,
    AuditEntry,
    Author,
    Breach,
    Case,
    Cause,
    Change,
    ChannelState,
    Clock,
    ClockKind,
    Delivery,
    DeliveryState,
    Draft,
    Escalation,
    Finding,
    FreeReply,
    Incident,
    Incoming,
    Item,
    ItemKind,
    ItemState,
    LearnedPhrase,
    LeaverTask,
    LedgerLine,
    Level,
    Note,
    Operation,
    Person,
    Promise,
    Question,
    Rank,
    Training,
)
from console.rules.breaches import Crossed, LedgerRows, Running
from console.store.values import MARK_SEPARATOR, NEVER_MS, moment, week, words
from console.text import from_stored

T = TypeVar("T")
Row = tuple[Any, ...]  # what sqlite3 gives: the schema knows the types, mypy cannot

# A page is 50 rows of 26 columns: an enum asked for its member by value costs 0.3 µs, these 0.02.
ITEM_KINDS = {kind.value: kind for kind in ItemKind}
ITEM_STATES = {state.value: state for state in ItemState}
RANKS = {rank.value: rank for rank in Rank}
CLOCK_KINDS: dict[str | None, ClockKind | None] = {None: None, **{kind.value: kind for kind in ClockKind}}

LINE_CHARACTERS = 300  # of a text, in a row of the list
LINE_BYTES = 4 * (LINE_CHARACTERS + 1)  # what item_lines cuts: the last character may be half there


def collect(
    connection: sqlite3.Connection, query: Callable[..., Any], make: Callable[[Row], T], /, **values: Any
) -> list[T]:
    """Run a statement and make a record of each row.

    All rows are fetched first: a half-read cursor must not outlive its thread when a row cannot be read.
    """
    return [make(row) for row in list(query(connection, **values))]


def first_of(row: Row) -> Any:
    """The one value of a row that has one."""
    return row[0]


# -- rows as records -----------------------------------------------------------------------------------------------


def item_of(row: Row) -> Item:
    return _item(row, from_stored(row[7]))


def line_of(row: Row) -> Item:
    """An item whose text was cut in the statement, perhaps within a character."""
    return _item(row, first_characters(row[7] or b""))  # substr of an empty blob is null in SQLite


def first_characters(start: bytes) -> str:
    """The first 300 characters of a text of which `start` holds the first 1,204 bytes."""
    if len(start) < LINE_BYTES:
        return from_stored(start)[:LINE_CHARACTERS]
    while start[-1] & 0xC0 == 0x80:  # back to the last character's first byte; it may be cut off, so leave it out
        start = start[:-1]
    return from_stored(start[:-1])[:LINE_CHARACTERS]


def _item(row: Row, text: str) -> Item:
    """The columns of item_wholes, in their order: the order of the record's fields, which is why no field is named."""
    item_id, channel, external_id, kind, thread_id, author_id, author_name, _, received, arrived, state = row[:11]
    version, rank, next_due, next_clock, thread, parent, permalink, post, likes, marks = row[11:21]
    claimed_by, claimed, gone, edited, problem, incident_id = row[21:]
    return Item(
        item_id,
        channel,
        external_id,
        ITEM_KINDS[kind],
        thread_id,
        author_id,
        from_stored(author_name),
        text,
        from_epoch_ms(received),
        from_epoch_ms(arrived),
        ITEM_STATES[state],
        version,
        RANKS[rank],
        None if next_due == NEVER_MS else from_epoch_ms(next_due),
        CLOCK_KINDS[next_clock],
        thread,
        parent,
        permalink,
        None if post is None else from_stored(post),
        likes,
        tuple(marks.split(MARK_SEPARATOR)) if marks else (),
        claimed_by,
        None if claimed is None else from_epoch_ms(claimed),
        None if gone is None else from_epoch_ms(gone),
        None if edited is None else from_epoch_ms(edited),
        problem,
        incident_id,
    )


def incoming_of(row: Row) -> tuple[int, Incoming]:
    """An item as it came in, with its id. A thread that follows from the item itself is left out."""
    item_id, channel, external_id, kind, author_id, author_name, text, received_at, thread, parent = row[:10]
    incoming = Incoming(
        channel=channel,
        external_id=external_id,
        kind=ItemKind(kind),
        author_external_id=author_id,
        author_name=from_stored(author_name),
        text=from_stored(text),
        received_at=from_epoch_ms(received_at),
        thread=None if thread == (parent or external_id) else thread,
        parent=parent,
        permalink=row[10],
        post=words(row[11]),
        likes=row[12],
    )
    return item_id, incoming


def author_of(row: Row) -> Author:
    return Author(row[0], row[1], row[2], from_stored(row[3]), row[4], moment(row[5]), row[6])


def finding_of(row: Row) -> Finding:
    rule, level, start, end, clause, why, score, detail, instead = row
    return Finding(rule, Level(level), start, end, clause, from_stored(why), score, words(detail), words(instead))


def clock_of(row: Row) -> Clock:
    return Clock(
        id=row[0],
        item_id=row[1],
        kind=ClockKind(row[2]),
        label=row[3],
        started_at=from_epoch_ms(row[4]),
        due_at=from_epoch_ms(row[5]),
        clause=row[6],
        assumed=bool(row[7]),
        stopped_at=moment(row[8]),
        elapsed_minutes=row[9],
        outcome=row[10],
        ref_id=row[11],
    )


def running_of(row: Row) -> Running:
    return Running(clock_of(row[:12]), ITEM_STATES[row[12]], Crossed(row[13]))


def breach_of(row: Row) -> Breach:
    clock_id, item_id, kind, due_at, warned_at, missed_at, calendar, ledger, cause, note, by, at, lifted_at = row
    lines = msgspec.json.decode(ledger, type=LedgerRows)
    return Breach(
        clock_id,
        item_id,
        ClockKind(kind),
        from_epoch_ms(due_at),
        moment(warned_at),
        moment(missed_at),
        calendar,
        tuple(LedgerLine(from_epoch_ms(start), from_epoch_ms(end), counted, why) for start, end, counted, why in lines),
        None if cause is None else Cause(cause),
        words(note),
        by,
        moment(at),
        moment(lifted_at),
    )


def breach_news_of(row: Row) -> BreachNews:
    kind, item_id, missed_at, due_at = row
    return BreachNews(ClockKind(kind), item_id, moment(missed_at), from_epoch_ms(due_at))


def breach_counts_of(warned: int, items: int, missed: Iterable[tuple[str, str | None, int]]) -> BreachCounts:
    """The figures of a period, from how many were missed by kind and cause, of so many items."""
    by_kind, by_cause, without = dict[ClockKind, int](), dict[Cause, int](), 0
    for name, given, count in missed:
        kind, cause = ClockKind(name), None if given is None else Cause(given)
        by_kind[kind] = by_kind.get(kind, 0) + count
        if cause is not None:
            by_cause[cause] = by_cause.get(cause, 0) + count
        elif kind is not ClockKind.WINDOW:
            without += count
    return BreachCounts(warned, sum(by_kind.values()), items, by_kind, by_cause, without)


def stopped_answer_of(row: Row) -> StoppedAnswer:
    return StoppedAnswer(*row)


def action_of(row: Row) -> Action:
    item_id, kind, person, at, reason, undo_until, undone_at = row[1:]
    return Action(
        row[0],
        item_id,
        ActionKind(kind),
        person,
        from_epoch_ms(at),
        words(reason),
        moment(undo_until),
        moment(undone_at),
    )


def learned_of(row: Row) -> LearnedPhrase:
    phrase_id, template, text, at, person, item_id, is_private, is_shared, accepted, rejected, people = row
    return LearnedPhrase(
        phrase_id,
        template,
        from_stored(text),
        from_epoch_ms(at),
        person,
        item_id,
        bool(is_private),
        bool(is_shared),
        accepted,
        rejected,
        people,
    )


def free_reply_of(row: Row) -> FreeReply:
    sent, message, author_name, kind = row
    return FreeReply(from_stored(sent), from_stored(message), from_stored(author_name), ItemKind(kind))


def delivery_of(row: Row) -> Delivery:
    return Delivery(
        id=row[0],
        action_id=row[1],
        item_id=row[2],
        channel=row[3],
        operation=Operation(row[4]),
        target=row[5],
        body=from_stored(row[6]),
        state=DeliveryState(row[7]),
        not_before=from_epoch_ms(row[8]),
        attempts=row[9],
        after_id=row[10],
        attempted_at=moment(row[11]),
        receipt=row[12],
        problem=row[13],
        person=row[14],
        delivered_at=moment(row[15]),
    )


def case_of(row: Row) -> Case:
    return Case(
        id=row[0],
        item_id=row[1],
        reference=row[2],
        is_complaint=bool(row[3]),
        category=row[4],
        stage=row[5],
        opened_at=from_epoch_ms(row[6]),
        text=from_stored(row[7]),
        note=from_stored(row[8]),
        closed_at=moment(row[9]),
    )


def escalation_of(row: Row) -> Escalation:
    escalation_id, item_id, department, put_to, reason, at, raised_by, *since = row
    acknowledged_at, acknowledged_by, rerouted_at, rerouted_by = since
    return Escalation(
        escalation_id,
        item_id,
        department,
        put_to,
        from_stored(reason),
        from_epoch_ms(at),
        raised_by,
        moment(acknowledged_at),
        acknowledged_by,
        moment(rerouted_at),
        rerouted_by,
    )


def closure_of(row: Row) -> DeclaredClosure:
    closure_id, from_at, until_at, reason, declared_by = row
    start, end = from_epoch_ms(from_at), from_epoch_ms(until_at)
    return DeclaredClosure(closure_id, start, end, from_stored(reason), declared_by)


def claim_of(row: Row) -> Claim:
    item_id, person, taken_at, acted_at, saved_at = row
    touched_at = max(taken_at, acted_at or 0, saved_at or 0)
    return Claim(item_id, person, from_epoch_ms(touched_at))


def question_of(row: Row) -> Question:
    question_id, item_id, asked_by, put_to, text, at, answer, answered_by, answered_at = row
    return Question(
        question_id,
        item_id,
        asked_by,
        put_to,
        from_stored(text),
        from_epoch_ms(at),
        words(answer),
        answered_by,
        moment(answered_at),
    )


def promise_of(row: Row) -> Promise:
    promise_id, item_id, what, due_at, made_by, made_at, kept_at = row
    return Promise(
        promise_id, item_id, from_stored(what), from_epoch_ms(due_at), made_by, from_epoch_ms(made_at), moment(kept_at)
    )


def incident_of(row: Row) -> Incident:
    incident_id, item_id, title, reply, template_id, declared_by, declared, ends, ended, ended_by, items = row
    return Incident(
        incident_id,
        item_id,
        from_stored(title),
        from_stored(reply),
        template_id,
        declared_by,
        from_epoch_ms(declared),
        from_epoch_ms(ends),
        moment(ended),
        ended_by,
        items,
    )


def note_of(row: Row) -> Note:
    return Note(row[0], row[1], row[2], from_stored(row[3]), from_epoch_ms(row[4]))


def draft_of(row: Row) -> Draft:
    return Draft(row[0], ActionKind(row[1]), row[2], from_stored(row[3]), from_epoch_ms(row[4]))


def person_of(row: Row, absences: tuple[Absence, ...] = (), trainings: tuple[Training, ...] = ()) -> Person:
    person_id, name, role, department, works, left_at = row
    return Person(person_id, name, role, department, absences, week(works), moment(left_at), trainings)


def absence_of(row: Row) -> Absence:
    """The first column is whose it is."""
    return Absence(from_epoch_ms(row[1]), moment(row[2]), row[3], row[4])


def training_of(row: Row) -> Training:
    """The first column is whose it is."""
    return Training(row[1], from_epoch_ms(row[2]), moment(row[3]))


def leaver_task_of(row: Row) -> LeaverTask:
    task_id, person, channel, title, clause, opened, done, done_by = row
    return LeaverTask(task_id, person, channel, title, clause, from_epoch_ms(opened), moment(done), done_by)


def channel_of(row: Row) -> ChannelHealth:
    return ChannelHealth(row[0], ChannelState(row[1]), row[2], moment(row[3]), moment(row[4]), moment(row[5]), row[6])


def change_of(row: Row) -> Change:
    return Change(*row)


def audit_entry_of(row: Row) -> AuditEntry:
    seq, at, person, event, item_id, details, digest, previous = row
    import json

    return AuditEntry(seq, from_epoch_ms(at), person, event, item_id, json.loads(details), digest, previous)

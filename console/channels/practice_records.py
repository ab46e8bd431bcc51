"""What the practice platform remembers: its records, the tables they stand in, and the way between the two.

It plays somebody else's computer: its memory is its own small SQLite file, never the desk's store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from console.clock import epoch_ms, from_epoch_ms
from console.model import Incoming, ItemKind, Operation

SCHEMA = """
create table if not exists entry (
    n integer primary key autoincrement,
    channel text not null, external_id text not null, is_ours integer not null, kind text not null,
    thread text, parent text, post text, author_id text not null, author_name text not null, body text not null,
    at_ms integer not null, permalink text, likes integer,
    is_hidden integer not null default 0, is_gone integer not null default 0, operation text,
    unique (channel, external_id)
);
create index if not exists entry_parent on entry (channel, parent);
create index if not exists entry_thread on entry (channel, thread);
create index if not exists entry_author on entry (channel, author_id);
create index if not exists entry_post on entry (channel, body) where kind = 'post';
create table if not exists happening (
    seq integer primary key autoincrement,
    channel text not null, what text not null, external_id text not null
);
create index if not exists happening_channel on happening (channel, seq);
create table if not exists block (
    channel text not null, author_id text not null, at_ms integer not null, primary key (channel, author_id)
);
create table if not exists call_log (
    n integer primary key autoincrement,
    key text not null, channel text not null, operation text not null, target text not null, body text not null,
    receipt text not null, applied_ms integer not null
);
"""

COLUMNS = (
    "channel, external_id, is_ours, kind, thread, parent, post, author_id, author_name, body, at_ms, permalink, likes, "
    "is_hidden, is_gone, operation"
)
OUR_AUTHOR_ID = "association"  # author of all that is ours
OUR_NAME = "Us"


class EntryKind(StrEnum):
    """What sort of thing stands on the platform: an item's kinds, and the posts they hang under."""

    POST = "post"
    COMMENT = ItemKind.COMMENT.value
    MESSAGE = ItemKind.MESSAGE.value
    REVIEW = ItemKind.REVIEW.value
    MENTION = ItemKind.MENTION.value


class Happened(StrEnum):
    """What the public did, as a fetch tells it."""

    NEW = "new"
    EDITED = "edited"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Posted:
    """One thing on the platform, the public's or ours. `parent` of an answer of ours is what it answers."""

    channel: str
    external_id: str
    is_ours: bool
    kind: EntryKind
    thread: str | None
    parent: str | None
    post: str | None
    author_id: str
    author_name: str
    text: str
    at: datetime
    permalink: str | None = None
    likes: int | None = None
    is_hidden: bool = False
    is_gone: bool = False
    operation: Operation | None = None  # how an answer of ours came; None when it was made on the platform itself

    def as_incoming(self) -> Incoming:
        """The same as a fetch gives it. Only for what the public wrote."""
        return Incoming(
            channel=self.channel,
            external_id=self.external_id,
            kind=ItemKind(self.kind.value),
            author_external_id=self.author_id,
            author_name=self.author_name,
            text=self.text,
            received_at=self.at,
            thread=self.thread,
            parent=self.parent,
            permalink=self.permalink,
            post=self.post,
            likes=self.likes,
        )


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the platform's news, in the order in which things happened."""

    seq: int
    what: Happened
    external_id: str


@dataclass(frozen=True, slots=True)
class Applied:
    """One call that took effect. Real platforms keep no key of ours; this log is for tests that count."""

    key: str
    channel: str
    operation: Operation
    target: str
    body: str
    receipt: str
    applied_at: datetime


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing on the platform with all that decides what may be done to it."""

    posted: Posted
    has_private_reply: bool = False
    last_message_at: datetime | None = None  # its author's newest private message to us
    is_blocked: bool = False
    comment_count: int = 0  # what the public wrote under it
    has_public_answer: bool = False  # one of ours stands under it or in its thread


def posted_by_public(incoming: Incoming) -> Posted:
    """An incoming thing as it stands on the platform. A private message always belongs to a conversation."""
    thread = incoming.thread
    if thread is None and incoming.kind.is_private:
        thread = private_thread_id(incoming.author_external_id)
    return Posted(
        channel=incoming.channel,
        external_id=incoming.external_id,
        is_ours=False,
        kind=EntryKind(incoming.kind.value),
        thread=thread,
        parent=incoming.parent,
        post=incoming.post,
        author_id=incoming.author_external_id,
        author_name=incoming.author_name,
        text=incoming.text,
        at=incoming.received_at,
        permalink=incoming.permalink,
        likes=incoming.likes,
    )


def own_post(channel: str, text: str, at: datetime) -> Posted:
    """A post of ours, for comments to hang under."""
    return Posted(channel, "", True, EntryKind.POST, None, None, text, OUR_AUTHOR_ID, OUR_NAME, text, at)


def answer_to(posted: Posted, text: str, at: datetime) -> Posted:
    """What we say where `posted` stands: under it, or in its conversation. Its own id comes when it is written down."""
    kind = EntryKind.MESSAGE if posted.kind is EntryKind.MESSAGE else EntryKind.COMMENT
    answer = Posted(posted.channel, "", True, kind, posted.thread, posted.external_id, posted.post, "", "", text, at)
    return replace(answer, author_id=OUR_AUTHOR_ID, author_name=OUR_NAME)


def private_thread_id(author_id: str) -> str:
    """The conversation with somebody who has not written to us privately before."""
    return f"private_{author_id}"


def to_row(posted: Posted) -> tuple[object, ...]:
    """The values of `COLUMNS`."""
    where = (posted.channel, posted.external_id, posted.is_ours, posted.kind.value, posted.thread, posted.parent)
    what = (posted.post, posted.author_id, posted.author_name, posted.text, epoch_ms(posted.at), posted.permalink)
    operation = posted.operation.value if posted.operation else None
    return (*where, *what, posted.likes, posted.is_hidden, posted.is_gone, operation)


def from_row(row: Sequence[Any]) -> Posted:
    """The entry in a row of `COLUMNS`."""
    return Posted(
        *(row[0], row[1], bool(row[2]), EntryKind(row[3]), row[4], row[5], row[6], row[7], row[8], row[9]),
        at=from_epoch_ms(row[10]),
        permalink=row[11],
        likes=row[12],
        is_hidden=bool(row[13]),
        is_gone=bool(row[14]),
        operation=Operation(row[15]) if row[15] else None,
    )

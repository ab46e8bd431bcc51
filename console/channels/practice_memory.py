"""The practice platform's memory: what stands there, what happened, who is blocked, which calls took effect.

Durable before a method returns, so that it survives `kill -9` of the console, as a remote platform does. It knows no
rules: those are in `practice_rules`, what the public does in `practice_world`, what our calls do in `practice_calls`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Self

from console.channels.practice_records import (
    COLUMNS,
    SCHEMA,
    Applied,
    EntryKind,
    Happened,
    Happening,
    Posted,
    Subject,
    from_row,
    to_row,
)
from console.clock import epoch_ms, from_epoch_ms
from console.model import Operation
from console.text import from_stored, storable

BUSY_TIMEOUT_S = 10.0  # several consoles may practise on one file; a write takes microseconds


@dataclass(frozen=True)
class PracticeMemory:
    """All channels' entries in one small database of the platform's own.

    Used on the event loop: a call takes microseconds and waits for no disk (`synchronous=off`: a killed process loses
    nothing, only a machine without power would).
    """

    database: sqlite3.Connection

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """Open the memory at `path`, or one that lives only as long as the process. Close it with `close`."""
        database = sqlite3.connect(path or ":memory:", timeout=BUSY_TIMEOUT_S, isolation_level=None)
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = off")
        database.executescript(SCHEMA)
        database.row_factory = lambda _, row: tuple(map(_from_kept, row))
        return cls(database)

    def close(self) -> None:
        self.database.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it is there when the block ends, or nothing. Not to be nested."""
        self.database.execute("begin immediate")
        try:
            yield
        except BaseException:
            self.database.execute("rollback")
            raise
        self.database.execute("commit")

    def execute(self, statement: str, parameters: Sequence[object] = ()) -> sqlite3.Cursor:
        """Run a statement of this room. A text may hold lone surrogates, as people's do: rows give back what came."""
        return self.database.execute(statement, [_kept(value) for value in parameters])

    # -- reading ---------------------------------------------------------------------------------------------------

    def entry(self, channel: str, external_id: str) -> Posted | None:
        return next(iter(self.select("channel = ? and external_id = ?", (channel, external_id))), None)

    def select(self, where: str, parameters: Sequence[object] = ()) -> list[Posted]:
        """Entries in the order in which they came. `where` is this room's own text, never anything from outside."""
        rows = self.execute(f"select {COLUMNS} from entry where {where} order by n", parameters)
        return [from_row(row) for row in rows]

    def news(self, channel: str, after_seq: int, limit: int) -> list[Happening]:
        """What happened after `after_seq`, oldest first."""
        rows = self.execute(
            "select seq, what, external_id from happening where channel = ? and seq > ? order by seq limit ?",
            (channel, after_seq, limit),
        )
        return [Happening(seq, Happened(what), external_id) for seq, what, external_id in rows]

    def answers_under(self, posted: Posted) -> list[Posted]:
        """Our answers to it that still stand: under a comment, or in the conversation since a message."""
        if posted.kind is EntryKind.MESSAGE:
            return self.select(
                "channel = ? and is_ours and not is_gone and kind = 'message' and thread = ? and at_ms >= ?",
                (posted.channel, posted.thread, epoch_ms(posted.at)),
            )
        return self.select(
            "channel = ? and is_ours and not is_gone and kind <> 'post' and parent = ?",
            (posted.channel, posted.external_id),
        )

    def subject(self, posted: Posted) -> Subject:
        """The entry with all that decides what may be done to it."""
        answers = self.answers_under(posted)
        return Subject(
            posted,
            has_private_reply=any(answer.kind is EntryKind.MESSAGE for answer in answers),
            last_message_at=self._last_message_at(posted),
            is_blocked=self.is_blocked(posted.channel, posted.author_id),
            comment_count=self._comment_count(posted),
            has_public_answer=self._has_public_answer(posted),
        )

    def is_blocked(self, channel: str, author_id: str) -> bool:
        found = self.execute("select 1 from block where channel = ? and author_id = ?", (channel, author_id)).fetchone()
        return found is not None

    def answers(self) -> list[Posted]:
        """All that was ever said in our name, standing or gone, in order; posts left aside."""
        return self.select("is_ours and kind <> 'post'")

    def calls(self) -> list[Applied]:
        """All calls that took effect, in order: for tests that compare what was intended with what happened."""
        rows = self.execute(
            "select key, channel, operation, target, body, receipt, applied_ms from call_log order by n"
        )
        return [
            Applied(key, channel, Operation(operation), target, body, receipt, from_epoch_ms(applied_ms))
            for key, channel, operation, target, body, receipt, applied_ms in rows
        ]

    # -- writing, inside `writing` ---------------------------------------------------------------------------------

    def insert(self, posted: Posted) -> bool:
        """Put an entry there. False when its id is taken."""
        values = to_row(posted)
        marks = ", ".join("?" * len(values))
        statement = f"insert into entry ({COLUMNS}) values ({marks}) on conflict do nothing"
        return self.execute(statement, values).rowcount == 1

    def insert_own(self, posted: Posted) -> str:
        """Put there what we say, under an id of the platform's making; that id."""
        number = self.execute("select coalesce(max(n), 0) + 1 from entry").fetchone()[0]
        external_id = f"own_{posted.channel}_{number}"
        self.insert(replace(posted, external_id=external_id))
        return external_id

    def set_text(self, posted: Posted, text: str) -> None:
        self._update(posted, "body = ?", text)

    def hide(self, posted: Posted) -> None:
        self._update(posted, "is_hidden = ?", True)

    def remove(self, posted: Posted) -> list[Posted]:
        """Mark it and the comments under it as gone; what went, itself first."""
        going = self.select(
            "channel = ? and not is_gone and external_id in (with recursive fallen (id) as (select ? union "
            "select e.external_id from entry e join fallen on e.parent = fallen.id "
            "where e.channel = ? and e.kind <> 'message') select id from fallen)",
            (posted.channel, posted.external_id, posted.channel),
        )
        for one in going:
            self._update(one, "is_gone = ?", True)
        return going

    def block(self, channel: str, author_id: str, at: datetime) -> None:
        self.execute(
            "insert into block (channel, author_id, at_ms) values (?, ?, ?) on conflict do nothing",
            (channel, author_id, epoch_ms(at)),
        )

    def tell(self, what: Happened, posted: Posted) -> None:
        """Put it into the news that the next fetch brings."""
        self.execute(
            "insert into happening (channel, what, external_id) values (?, ?, ?)",
            (posted.channel, what.value, posted.external_id),
        )

    def log(self, applied: Applied) -> None:
        """Note a call that took effect, in the transaction in which it did."""
        what = (applied.operation.value, applied.target, applied.body, applied.receipt, epoch_ms(applied.applied_at))
        self.execute(
            "insert into call_log (key, channel, operation, target, body, receipt, applied_ms) "
            "values (?, ?, ?, ?, ?, ?, ?)",
            (applied.key, applied.channel, *what),
        )

    # -- within ----------------------------------------------------------------------------------------------------

    def _update(self, posted: Posted, assignment: str, value: object) -> None:
        self.execute(
            f"update entry set {assignment} where channel = ? and external_id = ?",
            (value, posted.channel, posted.external_id),
        )

    def _last_message_at(self, posted: Posted) -> datetime | None:
        newest_ms = self.execute(
            "select max(at_ms) from entry where channel = ? and author_id = ? and kind = 'message' and not is_ours",
            (posted.channel, posted.author_id),
        ).fetchone()[0]
        return None if newest_ms is None else from_epoch_ms(newest_ms)

    def _has_public_answer(self, posted: Posted) -> bool:
        """Under it or elsewhere in its thread: the notice of a removal stands under the comment above."""
        public = "is_ours and not is_gone and kind = 'comment' and channel = ?"
        if self.select(f"{public} and parent = ?", (posted.channel, posted.external_id)):
            return True
        return bool(self.select(f"{public} and thread = ?", (posted.channel, posted.thread)))

    def _comment_count(self, posted: Posted) -> int:
        under, what = "parent = ?", posted.external_id
        if posted.kind is EntryKind.POST:
            under, what = "post = ?", posted.text
        return len(self.select(f"channel = ? and {under} and not is_ours and not is_gone", (posted.channel, what)))


def _kept(value: object) -> object:
    """The value as SQLite takes it: a text that is no UTF-8 as its bytes, the same at every writing and comparing."""
    if not isinstance(value, str) or value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return storable(value)
    return value


def _from_kept(value: object) -> object:
    return from_stored(value) if isinstance(value, bytes) else value

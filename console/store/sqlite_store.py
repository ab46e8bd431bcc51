"""The store on one SQLite file: a connection that writes, a connection that reads, and the desk's port over both."""

from __future__ import annotations

import asyncio
import sqlite3
from array import array
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from console.clock import EPOCH, epoch_ms, from_epoch_ms
from console.desk.records import (
    BreachCounts,
    ChannelHealth,
    Claim,
    Counts,
    Due,
    Holding,
    Loud,
    RunningClock,
    StoppedAnswer,
    View,
)
from console.errors import StoreError
from console.model import (
    ActionKind,
    AuditEntry,
    Change,
    Clock,
    ClockKind,
    Delivery,
    Dossier,
    FreeReply,
    Incoming,
    Item,
    ItemState,
    LearnedPhrase,
    TemplateFigures,
)
from console.rules.breaches import Crossed, Running
from console.store import board, inbox, rows, values
from console.store.connect import Link, file_identity, open_link, prepare_file
from console.store.migrate import migrate
from console.store.reading import StoreReading, run_pragma
from console.store.statements import Statements
from console.text import from_stored

if TYPE_CHECKING:
    from console.desk.periods import Dimension, Period
    from console.desk.tallies import Cohort, Placed, Takedown, Tallies
    from console.rules.pace import AnswersInHour
    from console.rules.serving import Queue
    from console.store.transaction import StoreTransaction

LATELY_ACTS = 20_000  # some months of a busy house; read backwards from the newest in 10 ms
READER_TIMEOUT_MS = 2000  # readers wait for nobody but a console that is just repairing the journal


async def open_store(path: Path | str, *, console: str) -> SqliteStore:
    """Open the store at `path`, made and brought up to date as needed. `console` names this process among others.

    Raises StoreNewer, StoreDamaged, StoreBusy or StoreError; each says what to do. Close it with `close`.
    """
    path = Path(path)
    prepare_file(path)
    async with AsyncExitStack() as on_failure:
        writer = await open_link(path)
        on_failure.push_async_callback(writer.close)
        await writer.run(migrate)
        await writer.run(run_pragma, "busy_timeout = 0")  # `begin` asks again by itself
        reader = await open_link(path)
        on_failure.push_async_callback(reader.close)
        await reader.run(run_pragma, f"busy_timeout = {READER_TIMEOUT_MS}")
        on_failure.pop_all()
    return SqliteStore(path, console, writer, reader)


class SqliteStore(StoreReading):
    """Everything that is kept."""

    _link: Link

    def __init__(self, path: Path, console: str, writer: Link, reader: Link) -> None:
        super().__init__(reader, Statements())
        self.path = path
        self.console = console
        self._writer = writer
        self._writing = asyncio.Lock()
        self._identity = file_identity(path)

    async def close(self) -> None:
        """Wait for a transaction under way, then let go of the file."""
        async with self._writing:
            await self._link.close()
            await self._writer.close()

    async def warm_up(self) -> None:
        """Parse every statement now: 12 ms that the first acts would otherwise hold the write lock for.

        Worth calling once the first screen stands.
        """
        await self._writer.run(_load, self._sql)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[StoreTransaction]:
        """One transaction: kept when the block ends well, dropped otherwise.

        The write lock is taken with the first thing asked of it. Raises StoreBusy when other consoles leave no room for
        it, UnrecordedError when it changed something without an audit entry.
        """
        from console.store.transaction import StoreTransaction  # 4 ms, with all that writes

        self._require_file()
        async with self._writing:
            transaction = StoreTransaction(self._writer, self._sql)
            try:
                yield transaction
                await transaction.commit()
            except BaseException:
                await transaction.roll_back()
                raise

    def _require_file(self) -> None:
        """Raise StoreError when another file, or none, stands where ours stood: what we write, nobody would find."""
        if file_identity(self.path) != self._identity:
            raise StoreError(
                f"{self.path} is not the file that was opened: it has been moved, deleted or replaced. Nothing more is "
                "kept from here. Copy what you are writing, close every console, put the right file there, start again."
            )

    # -- the inbox -----------------------------------------------------------------------------------------------

    async def order(self, view: View, person: str, title: str, now: datetime, most: int | None = None) -> array[int]:
        """Ids of the view's items: rank, then the clock that dies first, then id.

        MINE is what the person has claimed, and what is put to their role's `title` and still open. DONE is what was
        finished lately, the newest first, and never all of it.
        """
        return await self._link.run(inbox.read_order, self._sql, view, (person, title), now, most)

    async def rows(self, item_ids: Sequence[int]) -> list[Item]:
        """The items in the order asked for; texts are cut to their first 300 characters; missing ones left out."""
        return await self._link.run(inbox.read_lines, self._sql, item_ids)

    async def dossier(self, item_id: int, strikes_since: datetime = EPOCH) -> Dossier | None:
        """Everything about one item; None when there is no such item. Older strikes are not counted."""
        from console.store import dossier  # the first dossier comes after the first screen

        return await self._link.run(dossier.read_dossier, self._sql, item_id, epoch_ms(strikes_since))

    async def counts(self, now: datetime, soon: datetime) -> Counts:
        counted = self._plain(tuple, "inbox", "counts", now=epoch_ms(now), soon=epoch_ms(soon))
        return Counts(*(await counted)[0])

    async def put_to(self, title: str) -> list[int]:
        """Ids of the items that wait for somebody in this role: an escalation, or a question."""
        return await self._plain(rows.first_of, "inbox", "put_to", title=values.plain(title))

    async def search(self, words: str, limit: int = 50, before_id: int | None = None) -> list[int]:
        """Ids, newest first: prefixes of words in text, author, post, references."""
        return await self._link.run(inbox.find, self._sql, words, limit, before_id)

    async def newest_unanswered(self, *, after_id: int, since: datetime, among: int, limit: int) -> list[Item]:
        """Open items without a running incident, received since then: of the last `among` arrivals, texts cut."""
        query = self._sql.incidents.newest_unanswered
        return await self._all(query, rows.line_of, after_id=after_id, since=epoch_ms(since), among=among, amount=limit)

    async def unanswered_among(self, item_ids: Collection[int], since: datetime) -> list[Item]:
        """Those of the items that are open, without a running incident and received since then, texts cut."""
        query = self._sql.incidents.unanswered_among
        return await self._all(query, rows.line_of, item_ids=values.json_ids(item_ids), since=epoch_ms(since))

    async def recent_reasons(self, kind: ActionKind, person: str, limit: int) -> list[str]:
        """Different reasons given for acts of a kind lately and not taken back: the person's own first, then newest."""
        query, make = self._sql.actions.recent_reasons, lambda row: from_stored(row[0])
        asked = {"kind": kind.value, "person": values.plain(person), "looked_through": LATELY_ACTS, "amount": limit}
        return await self._all(query, make, **asked)

    # -- for a supervisor ----------------------------------------------------------------------------------------

    async def claims(self, now: datetime) -> list[Claim]:
        """Who holds what, the longest held first."""
        return await self._all(self._sql.items.claims, rows.claim_of, stale_before=values.stale_before(now))

    async def free_to_take(self, now: datetime, most: int) -> list[int]:
        """Ids of what waits for an answer and is nobody's, due soonest first, whatever its rank."""
        query = self._sql.inbox.free_to_take
        return await self._all(query, rows.first_of, stale_before=values.stale_before(now), most=most)

    async def count_free(self, now: datetime, until: datetime) -> int:
        """How many of these are late, or due until then."""
        query, stale_before = self._sql.inbox.count_free, values.stale_before(now)
        counted: int = await self._link.run(query, stale_before=stale_before, until=epoch_ms(until))
        return counted

    async def sent_back_to(self, person: str) -> list[int]:
        """Ids of the items to which this person's draft was sent back, and it is as it was then."""
        return await self._plain(rows.first_of, "actions", "sent_back_to", person=values.plain(person))

    async def given_to(self, person: str) -> list[int]:
        """Ids of the items that somebody gave to the person, who has not taken them up yet."""
        return await self._plain(rows.first_of, "items", "given_to", person=values.plain(person))

    # -- what happens --------------------------------------------------------------------------------------------

    async def change_mark(self) -> int:
        """Another number than before when anybody wrote meanwhile, here or elsewhere: one out of shared memory."""
        self._require_file()
        return await self._link.run(run_pragma, "data_version")

    async def changes_since(self, seq: int) -> list[Change]:
        return await self._all(self._sql.record.changes_since, rows.change_of, seq=seq)

    async def last_change(self) -> int:
        last: int = await self._link.run(self._sql.plain.value, "record", "last_change")
        return last

    # -- deliveries ----------------------------------------------------------------------------------------------

    async def due_deliveries(self, channel: str, now: datetime, limit: int = 50) -> list[Delivery]:
        """WAITING ones of the channel whose moment has come and whose forerunner has arrived, oldest first."""
        query = self._sql.deliveries.due_deliveries
        return await self._all(query, rows.delivery_of, channel=values.plain(channel), now=epoch_ms(now), amount=limit)

    async def orphaned_deliveries(self, now: datetime) -> list[Delivery]:
        """TRYING ones whose lease has run out, and UNKNOWN ones whose `not_before` has come: to be looked for."""
        return await self._all(self._sql.deliveries.orphaned_deliveries, rows.delivery_of, now=epoch_ms(now))

    async def next_delivery_at(self) -> datetime | None:
        """The next moment at which a delivery may leave, or has to be looked for."""
        return values.moment(await self._link.run(self._sql.deliveries.next_delivery_at))

    # -- housekeeping --------------------------------------------------------------------------------------------

    async def shut_windows(self, now: datetime) -> list[int]:
        """Ids of unanswered items whose running platform window passed before `now` (not yet stopped)."""
        return await self._all(self._sql.clocks.shut_windows, rows.first_of, now=epoch_ms(now))

    async def running_clocks(self) -> list[Clock]:
        return await self._all(self._sql.clocks.running_clocks, rows.clock_of)

    # -- what was missed -----------------------------------------------------------------------------------------

    async def to_come(self) -> dict[tuple[ClockKind, Crossed], datetime]:
        """Of each kind of clock that runs and was not missed, when the first is due, warned of or not."""
        found = await self._all(self._sql.breaches.to_come, tuple)
        return {
            (ClockKind(kind), crossed): from_epoch_ms(due_ms)
            for kind, *firsts in found
            for crossed, due_ms in zip((Crossed.NOTHING, Crossed.WARNED), firsts, strict=True)
            if due_ms is not None
        }

    async def may_cross(
        self, kind: ClockKind, crossed: Crossed, until: datetime, states: Collection[ItemState], limit: int
    ) -> list[Running]:
        """Running clocks that have come so far and no further, due until then, of items in one of these states."""
        query, within = self._sql.breaches.may_cross, values.json_ids(state.value for state in states)
        asked = {"kind": kind.value, "crossed": crossed.value, "until": epoch_ms(until), "amount": limit}
        return await self._all(query, rows.running_of, states=within, **asked)

    async def missed_items(self, start: datetime, end: datetime, now: datetime) -> list[int]:
        """Ids of the items of which a clock was missed from `start` until before `end`, the newest miss first."""
        span = {"start": epoch_ms(start), "end": epoch_ms(end), "now": epoch_ms(now)}
        return await self._all(self._sql.breaches.missed_items, rows.first_of, **span)

    async def count_without_cause(self, limit: int) -> int:
        """How many `without_cause` would give."""
        counted: int = await self._link.run(self._sql.breaches.count_without_cause, amount=limit)
        return counted

    async def without_cause(self, limit: int) -> list[int]:
        """Items with a missed clock of which nobody has said why, the newest miss first."""
        found = await self._all(self._sql.breaches.without_cause, rows.first_of, amount=limit)
        return list(dict.fromkeys(found))  # an item may have missed several

    async def breach_counts(self, start: datetime, end: datetime, now: datetime) -> BreachCounts:
        """What was warned of and missed from `start` until before `end`."""
        span = {"start": epoch_ms(start), "end": epoch_ms(end)}
        warned = await self._link.run(self._sql.breaches.count_warned, **span)
        items = await self._link.run(self._sql.breaches.count_missed_items, **span, now=epoch_ms(now))
        return rows.breach_counts_of(warned, items, await self._all(self._sql.breaches.count_missed, tuple, **span))

    async def stopped_answers(self, since: datetime) -> list[StoppedAnswer]:
        """The clocks of answers that were given since then, the oldest first."""
        return await self._all(self._sql.breaches.stopped_answers, rows.stopped_answer_of, since=epoch_ms(since))

    async def channels(self) -> list[ChannelHealth]:
        return await self._plain(rows.channel_of, "people", "channels")

    async def has_read(self, person: str, policy: str, version: str) -> bool:
        query = self._sql.people.has_read
        return bool(await self._link.run(query, person=values.plain(person), policy=policy, version=version))

    async def audit_entries(self, after_seq: int = 0, limit: int = 500) -> list[AuditEntry]:
        query = self._sql.record.audit_entries
        return await self._all(query, rows.audit_entry_of, after_seq=after_seq, amount=limit)

    async def earlier_texts(self, item_id: int) -> list[str]:
        """The texts an item had before the public changed it, oldest first."""
        return await self._all(self._sql.items.earlier_texts, lambda row: from_stored(row[0]), item_id=item_id)

    async def incoming_after(self, item_id: int, limit: int = 500) -> list[tuple[int, Incoming]]:
        """Items as they came in, whole, by id: for export."""
        return await self._all(self._sql.items.incoming_after, rows.incoming_of, item_id=item_id, amount=limit)

    # -- what a supervisor sees ----------------------------------------------------------------------------------

    async def running(self) -> dict[ClockKind, list[Due]]:
        return await self._link.run(board.read_running, self._sql)

    async def loud(self) -> list[Loud]:
        return await self._link.run(board.read_loud, self._sql)

    async def standings(self, item_ids: Collection[int]) -> tuple[list[RunningClock], list[Loud]]:
        return await self._link.run(board.read_standings, self._sql, item_ids)

    async def longest_waiting(self, item_ids: Collection[int]) -> tuple[int, datetime] | None:
        query = self._sql.board.longest_waiting
        found = await self._all(query, lambda row: (row[0], from_epoch_ms(row[1])), item_ids=values.json_ids(item_ids))
        return found[0] if found else None

    async def holdings(self, since: datetime, now: datetime) -> list[Holding]:
        return await self._link.run(board.read_holdings, self._sql, since, now)

    async def held_now(self, person: str, now: datetime) -> list[int]:
        asked = {"person": values.plain(person), "stale_before": values.stale_before(now)}
        return await self._all(self._sql.board.held_now, rows.first_of, **asked)

    async def done_by(self, person: str, since: datetime) -> list[int]:
        asked = {"person": values.plain(person), "since": epoch_ms(since)}
        return await self._all(self._sql.board.done_by, rows.first_of, **asked)

    async def met_by(self, person: str, since: datetime) -> list[int]:
        asked = {"person": values.plain(person), "since": epoch_ms(since)}
        return await self._all(self._sql.board.met_by, rows.first_of, **asked)

    # -- figures -------------------------------------------------------------------------------------------------

    async def tallies(self, periods: Sequence[Period], by: Dimension | None, now: datetime) -> list[Tallies]:
        """What each of the periods holds, all as of one moment."""
        from console.store import figures  # with the first figures

        return await self._link.run(figures.read_tallies, self._sql, periods, by, now)

    async def placed(self, cohort: Cohort, period: Period, by: Dimension | None, now: datetime) -> list[Placed]:
        """The items of a cohort, with the same keys and standings that are counted, oldest first."""
        from console.store import figures

        return await self._link.run(figures.read_placed, self._sql, cohort, period, by, now)

    async def takedowns(self, period: Period) -> list[Takedown]:
        """The first removal of each item that was taken off its page in the period, oldest first."""
        from console.store import figures

        return await self._link.run(figures.read_takedowns, self._sql, period)

    # -- what was learned ----------------------------------------------------------------------------------------

    async def learned_state(self) -> tuple[int, ...]:
        """The same as an earlier one only where the same is learned."""
        state: tuple[int, ...] = tuple(await self._link.run(self._sql.learning.learned_state))
        return state

    async def learned_phrases(self) -> list[LearnedPhrase]:
        return await self._all(self._sql.learning.learned_phrases, rows.learned_of)

    async def template_figures(self) -> list[TemplateFigures]:
        return await self._link.run(read_template_figures, self._sql)

    async def free_replies(self, limit: int) -> list[FreeReply]:
        """Answers that have arrived and were begun from no template, newest first."""
        return await self._all(self._sql.learning.free_replies, rows.free_reply_of, amount=limit)

    # -- what a forecast is made from ----------------------------------------------------------------------------

    async def arrived_by_hour(self, since: datetime, until: datetime) -> list[tuple[int, int]]:
        """How many items were received in each hour of the epoch (hour, count), in order."""
        from console.store import foresight  # no first screen looks ahead

        return await self._link.run(foresight.read_arrived, self._sql, since, until)

    async def answered_by_hour(
        self, since: datetime, until: datetime, kinds: Collection[ActionKind]
    ) -> list[AnswersInHour]:
        """How many acts of these kinds, not taken back, each person did in each hour in which they did any."""
        from console.store import foresight  # no first screen looks ahead

        return await self._link.run(foresight.read_answered, self._sql, since, until, kinds)

    async def answers_due(self, now: datetime, until: datetime) -> Queue:
        """What is late, and what else has to be answered until then."""
        from console.store import foresight  # no first screen looks ahead

        return await self._link.run(foresight.read_queue, self._sql, now, until)

    async def active_since(self, since: datetime, beside: Collection[ActionKind]) -> list[str]:
        """Ids of people who acted since then, other than by these kinds, or whose console held an item."""
        from console.store import foresight  # no first screen looks ahead

        return await self._link.run(foresight.read_active, self._sql, since, beside)


def read_template_figures(connection: sqlite3.Connection, sql: Statements) -> list[TemplateFigures]:
    """Of every template that was offered or taken, by id."""
    offered = dict(sql.learning.figures_offered(connection))
    taken = {template: figures for template, *figures in sql.learning.figures_taken(connection)}
    return [
        TemplateFigures(template, offered.get(template, 0), *taken.get(template, ()))
        for template in sorted(offered.keys() | taken.keys())
    ]


def _load(_: sqlite3.Connection, sql: Statements) -> None:
    sql.load()

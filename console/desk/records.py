"""What passes between the desk and its ports: records of a store, of channels, and of what is to be written."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from console.model import (
    Cause,
    ChannelState,
    Clock,
    ClockKind,
    Finding,
    Incoming,
    Item,
    LedgerLine,
    Operation,
    Person,
    Rank,
)


class View(StrEnum):
    """A saved view of the inbox."""

    ALL = "all"
    MINE = "mine"
    UNCLAIMED = "unclaimed"
    PRIVATE = "private"
    FLAGGED = "flagged"
    FAILED = "failed"
    WAITING = "waiting"
    DONE = "done"
    DRAFTS = "drafts"


class Counts(Struct, frozen=True):
    """The figures of the status line: items of the inbox, and how many of them are late, soon due, or have failed."""

    open: int
    overdue: int
    due_soon: int
    failed: int


class FirstLook(Struct, frozen=True):
    """What the inbox shows when it opens, as of change number `seq`: what happens later is told by `Desk.changes`.

    `order` is the beginning of the whole, which has `counts.open` items.
    """

    seq: int
    order: array[int]
    rows: Sequence[Item]
    people: Sequence[Person]
    counts: Counts
    channels: Sequence[ChannelHealth]


class ChannelHealth(Struct, frozen=True):
    """What is known of a channel: when it was last fetched and looked at, and whether it takes calls."""

    name: str
    state: ChannelState
    reason: str = ""
    fetched_at: datetime | None = None
    looked_at: datetime | None = None
    until: datetime | None = None  # when a rate limit ends
    cursor: str | None = None


class Batch(Struct, frozen=True):
    """What a fetch brought: new and edited items, ids of items that are gone, and where to go on from."""

    items: tuple[Incoming, ...] = ()
    gone: tuple[str, ...] = ()
    cursor: str | None = None


class Window(Struct, frozen=True):
    """Until when a platform lets us do something, in its own words."""

    label: str
    until: datetime


class Call(Struct, frozen=True):
    """One call to make. `key` is unique to the intent; platforms that know idempotency keys get it."""

    operation: Operation
    target: str  # external id of the item, author or own answer acted on
    body: str
    key: str
    thread: str | None = None


class Sight(Struct, frozen=True):
    """What the platform shows of an item just now; `text` is None where it does not say."""

    is_gone: bool = False
    text: str | None = None
    answers: tuple[str, ...] = ()  # external ids of all answers in our name under it


class Trace(StrEnum):
    """What a look in the thread says about a call whose outcome is unknown."""

    FOUND = "found"
    ABSENT = "absent"  # certainly not there, and no call of ours can still arrive
    UNCLEAR = "unclear"


class Tracing(Struct, frozen=True):
    """The outcome of looking for a call; `receipt` is the external id when it was found."""

    trace: Trace
    receipt: str | None = None


class NewClock(Struct, frozen=True):
    """A clock to be started."""

    kind: ClockKind
    label: str
    started_at: datetime
    due_at: datetime
    clause: str
    assumed: bool
    ref_id: int | None = None


class NewBreach(Struct, frozen=True):
    """A clock that has come to its warning (`warned_at`) or to its end (`missed_at`), with how its time was counted."""

    clock: Clock
    warned_at: datetime | None
    missed_at: datetime | None
    calendar: str
    ledger: tuple[LedgerLine, ...]


class BreachNews(Struct, frozen=True):
    """A running clock that was warned of, or missed (`missed_at`), and that somebody has not been told of."""

    kind: ClockKind
    item_id: int
    missed_at: datetime | None
    due_at: datetime


class DeadlineNews(Struct, frozen=True):
    """What a person has to be told now, item ids by the kind of clock, the next due first.

    `earlier` counts what was missed before it could be told: while no console was open, or in an inbox just imported.
    """

    warned: dict[ClockKind, tuple[int, ...]] = {}
    missed: dict[ClockKind, tuple[int, ...]] = {}
    earlier: int = 0


class BreachCounts(Struct, frozen=True):
    """Clocks that were warned of and missed within a period, each in the moment in which it was.

    `items` is of how many items one or several were missed. `by_kind` and `by_cause` count the missed clocks;
    `without_cause` those of them for which somebody has still to say why: a platform's window is never among them.
    """

    warned: int = 0
    missed: int = 0
    items: int = 0
    by_kind: dict[ClockKind, int] = {}
    by_cause: dict[Cause, int] = {}
    without_cause: int = 0


class StoppedAnswer(Struct, frozen=True, gc=False):
    """An answer's clock that has stopped; times in UTC epoch milliseconds, because there are a hundred thousand."""

    clock_id: int
    item_id: int
    started_ms: int
    due_ms: int
    stopped_ms: int


class NewItem(Struct, frozen=True):
    """An incoming thing with what the rules said about it, ready to be written."""

    incoming: Incoming
    arrived_at: datetime
    rank: Rank
    findings: tuple[Finding, ...]
    marks: tuple[str, ...]
    clocks: tuple[NewClock, ...]
    is_from_file: bool = False  # an exported inbox may hold what an item said before: that is known, and no edit


class Arrival(Struct, frozen=True):
    """What became of one incoming thing: a new item, a changed text of a known one, or nothing new."""

    item_id: int
    is_new: bool
    is_edited: bool = False


class NewDelivery(Struct, frozen=True):
    """A delivery intent. `after` is its forerunner's place (0-based) among those added with it."""

    operation: Operation
    channel: str
    target: str
    body: str
    not_before: datetime
    after: int | None = None


class Claim(Struct, frozen=True):
    """Who holds an item, and when they took it, last acted on it or saved a draft (`touched_at`)."""

    item_id: int
    person: str
    touched_at: datetime


class DeclaredClosure(Struct, frozen=True):
    """A closure that a supervisor declared beside those of the policy; `end` is exclusive."""

    id: int
    start: datetime
    end: datetime
    reason: str
    declared_by: str


class Record(Struct, frozen=True):
    """What goes into the audit chain. `details` holds references and digests, never the text of people."""

    at: datetime
    person: str
    event: str
    item_id: int | None = None
    details: dict[str, object] = field(default_factory=dict)


Due = tuple[int, int]  # epoch milliseconds at which a clock ends, and the item's id
RunningClock = tuple[int, ClockKind, int]  # the item's id, and when a clock of this kind ends


class Loud(Struct, frozen=True):
    """Something loud that triage found in an item, or an item that failed; then perhaps without a rule."""

    item_id: int
    rank: Rank
    rule: str | None


class Doings(Struct, frozen=True, kw_only=True):
    """What somebody holds and since when the oldest, how many items they ended and how many abusive ones they met.

    `given` are those among what they hold that somebody gave them and they have not taken up; `looked_at` is when they
    last moved through the inbox, if they did.
    """

    holds: int = 0
    holds_since: datetime | None = None
    given: int = 0
    done: int = 0
    met: int = 0
    looked_at: datetime | None = None

    @property
    def is_sign(self) -> bool:
        """Whether any of it is the person's own doing."""
        return self.looked_at is not None or bool(self.done or self.met) or self.holds > self.given


class Holding(Doings, frozen=True):
    """The same of the person with that id, in a period."""

    person: str

"""The words of the house as frozen records and closed sets.

A record holds facts and says nothing but what follows from them alone. Times are aware datetimes; texts are as people
wrote them, never cleaned (see `text.displayable` for showing them).
"""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum

from msgspec import Struct, field


class ItemKind(StrEnum):
    """What sort of inbound thing an item is."""

    COMMENT = "comment"
    MESSAGE = "message"
    REVIEW = "review"
    MENTION = "mention"

    @property
    def is_private(self) -> bool:
        return self is ItemKind.MESSAGE


class ItemState(StrEnum):
    """How far an item has come. `ACTING` means an answer is on its way and not yet confirmed."""

    OPEN = "open"
    ACTING = "acting"
    ANSWERED = "answered"
    REMOVED = "removed"
    MOVED = "moved"
    CLOSED = "closed"

    @property
    def is_unanswered(self) -> bool:
        return self in (ItemState.OPEN, ItemState.ACTING)


class Rank(IntEnum):
    """Where an item stands in the list before its deadline is looked at: smaller is higher."""

    FAILED = 0
    NOW = 1
    DUE = 2


class Level(StrEnum):
    """How loud a finding is: the first three are triage's, the last three the outbound check's."""

    NOW = "now"
    SOON = "soon"
    NOTE = "note"
    STOP = "stop"
    WARN = "warn"
    HINT = "hint"


class ClockKind(StrEnum):
    """What a running clock counts down to."""

    ANSWER = "answer"
    WINDOW = "window"
    PROMISE = "promise"
    CASE_STAGE = "case-stage"
    ESCALATION = "escalation"


class ActionKind(StrEnum):
    """What a person did to an item."""

    CLAIM = "claim"
    RELEASE = "release"
    REPLY = "reply"
    REMOVE = "remove"
    MOVE_TO_PRIVATE = "move-to-private"
    LOG_COMPLAINT = "log-complaint"
    ESCALATE = "escalate"
    ACKNOWLEDGE = "acknowledge"
    ASK = "ask"
    ADVISE = "advise"
    NOTE = "note"
    CLOSE = "close"
    REOPEN = "reopen"
    BLOCK = "block"
    CORRECT = "correct"
    ASSIGN = "assign"
    KEEP_PROMISE = "keep-promise"
    UNDO = "undo"
    RETRY = "retry"
    SETTLE = "settle"
    TAKE_OVER = "take-over"
    SET_FREE = "set-free"
    REROUTE = "re-route"
    SEND_BACK = "send-back"


SUPERVISES = frozenset({ActionKind.TAKE_OVER, ActionKind.SET_FREE, ActionKind.REROUTE, ActionKind.SEND_BACK})
ENDS_AN_ITEM = frozenset({ActionKind.REPLY, ActionKind.REMOVE, ActionKind.MOVE_TO_PRIVATE, ActionKind.CLOSE})
"""What ends an item's wait for an answer; the statements of the store name the same."""


class Operation(StrEnum):
    """One call to a platform or a case system."""

    REPLY = "reply"
    NOTICE = "notice"
    PRIVATE_REPLY = "private-reply"
    MESSAGE = "message"
    HIDE = "hide"
    DELETE = "delete"
    BLOCK = "block"
    CORRECT = "correct"
    HAND_OVER = "hand-over"

    @property
    def is_repeatable(self) -> bool:
        """Doing it twice leaves the world as doing it once: only these may be repeated after an unknown outcome."""
        return self in (Operation.HIDE, Operation.DELETE, Operation.BLOCK, Operation.CORRECT, Operation.HAND_OVER)


class DeliveryState(StrEnum):
    """Where a delivery stands. Nothing leaves `TRYING` but by a receipt, a named failure or `UNKNOWN`."""

    WAITING = "waiting"
    TRYING = "trying"
    UNKNOWN = "unknown"
    DELIVERED = "delivered"
    FAILED = "failed"
    NEEDS_PERSON = "needs-person"
    UNDONE = "undone"

    @property
    def is_final(self) -> bool:
        return self in (DeliveryState.DELIVERED, DeliveryState.UNDONE)

    @property
    def is_trouble(self) -> bool:
        return self in (DeliveryState.FAILED, DeliveryState.NEEDS_PERSON)


class ChannelState(StrEnum):
    """Whether a channel takes calls just now."""

    UP = "up"
    DOWN = "down"
    TOKEN_EXPIRED = "token-expired"
    RATE_LIMITED = "rate-limited"


class Side(StrEnum):
    """Who wrote an entry of a thread."""

    PUBLIC = "public"
    OURS = "ours"


class Verdict(StrEnum):
    """Whose mistake a complaint is about, as a person said: both are situations of templates, and marks of the item."""

    OUR_MISTAKE = "our-mistake"
    INACCURATE = "inaccurate-criticism"


class Cause(StrEnum):
    """Why a deadline was missed, as somebody said when the item was finished."""

    TOO_MANY = "too-many"
    OTHER_TEAM = "other-team"
    TECHNICAL = "technical"
    CLOSED_CHANNEL = "closed-channel"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The cause as it is said on screen and in reports."""
        return _CAUSE_WORDS[self]


_CAUSE_WORDS = {
    Cause.TOO_MANY: "too many at once",
    Cause.OTHER_TEAM: "waiting for another team",
    Cause.TECHNICAL: "technical",
    Cause.CLOSED_CHANNEL: "closed channel",
    Cause.OTHER: "other",
}


# -- deadlines -----------------------------------------------------------------------------------------------------


class LedgerLine(Struct, frozen=True):
    """A stretch of time and what it counted for: `minutes` of working time, or the reason it counted for nothing."""

    start: datetime
    end: datetime
    minutes: float = 0.0
    closed: str | None = None


class Deadline(Struct, frozen=True):
    """A moment, with the working time that led to it, its clause and its ledger (in order, without gaps)."""

    due_at: datetime
    working_minutes: float
    clause: str
    assumed: bool
    ledger: tuple[LedgerLine, ...]


class Clock(Struct, frozen=True):
    """One clock on an item. It runs until `stopped_at`; then `elapsed_minutes` of working time stay as they are."""

    id: int
    item_id: int
    kind: ClockKind
    label: str
    started_at: datetime
    due_at: datetime
    clause: str
    assumed: bool
    stopped_at: datetime | None = None
    elapsed_minutes: float | None = None
    outcome: str | None = None
    ref_id: int | None = None  # the promise, case or escalation it belongs to

    @property
    def is_running(self) -> bool:
        return self.stopped_at is None


class Breach(Struct, frozen=True):
    """That a clock was about to end (`warned_at`), or ended while it ran (`missed_at`), as it was judged then.

    `due_at` and `ledger` are those of that moment, counted by the calendar with the fingerprint `calendar`; another
    calendar changes them no more. A platform's window has no ledger: it counts by the wall clock.
    """

    clock_id: int
    item_id: int
    kind: ClockKind
    due_at: datetime
    warned_at: datetime | None
    missed_at: datetime | None
    calendar: str
    ledger: tuple[LedgerLine, ...] = ()
    cause: Cause | None = None
    cause_note: str | None = None
    cause_by: str | None = None
    cause_at: datetime | None = None

    @property
    def allowed_minutes(self) -> float:
        """The working time that there was."""
        return sum(line.minutes for line in self.ledger)

    @property
    def wants_cause(self) -> bool:
        """Whether somebody still has to say why. A window is the platform's: nobody had promised anything."""
        return self.missed_at is not None and self.cause is None and self.kind is not ClockKind.WINDOW


# -- what comes in -------------------------------------------------------------------------------------------------


class Incoming(Struct, frozen=True):
    """One inbound thing as a channel or an import file gives it, before the desk has seen it."""

    channel: str
    external_id: str
    kind: ItemKind
    author_external_id: str
    author_name: str
    text: str
    received_at: datetime
    thread: str | None = None
    parent: str | None = None
    permalink: str | None = None
    post: str | None = None
    likes: int | None = None


class Author(Struct, frozen=True):
    """The person who wrote it, as the platform knows them."""

    id: int
    channel: str
    external_id: str
    name: str
    strikes: int = 0
    blocked_at: datetime | None = None
    items: int = 0  # how many items they have sent us, this one included


OFFENCES = frozenset({"abuse", "prejudice", "threat"})
"""Rules of triage that find what nobody should have to read; the statements of the store name the same."""


class Finding(Struct, frozen=True):
    """One thing a rule saw. `start` and `end` are offsets into the original text, end exclusive."""

    rule: str
    level: Level
    start: int
    end: int
    clause: str
    why: str
    score: float = 1.0  # 0..1
    detail: str | None = None
    instead: str | None = None  # a ready replacement for the span, where there is one


class Suggestion(Struct, frozen=True):
    """A template that may fit, with its score (0..1) and the reason for it; placeholders filled where known.

    A score of 0 says that something else than its words brings it. `fits` is False where not even the best of them
    comes as near as most questions do that the library covers. With a `removal_reason` it is no reply: taking the item
    down for that reason, and the notice that is then posted.
    """

    template_id: str
    title: str
    score: float
    because: str
    text: str
    fits: bool = True
    removal_reason: str | None = None


class Turn(Struct, frozen=True):
    """Which one it is of several messages that its author wrote in a private conversation and nobody has answered."""

    place: int  # from 1, the oldest
    among: int


class Item(Struct, frozen=True):
    """One inbound thing somebody must decide on. `version` grows with every change; an act on an old one is refused."""

    id: int
    channel: str
    external_id: str
    kind: ItemKind
    thread_id: int
    author_id: int
    author_name: str
    text: str
    received_at: datetime
    arrived_at: datetime
    state: ItemState
    version: int
    rank: Rank
    next_due_at: datetime | None
    next_clock: ClockKind | None
    thread: str | None = None
    parent: str | None = None
    permalink: str | None = None
    post: str | None = None
    likes: int | None = None
    marks: tuple[str, ...] = ()  # the rules of its findings, loudest first, then the verdict
    claimed_by: str | None = None
    claimed_at: datetime | None = None
    gone_at: datetime | None = None  # the public deleted it
    edited_at: datetime | None = None  # the public changed it; earlier texts are kept
    problem: str | None = None  # what failed, while something has
    incident_id: int | None = None  # which incident it was gathered under
    turn: Turn | None = None  # as it is shown, while it is open and others of its conversation are too

    @property
    def verdict(self) -> Verdict | None:
        """What a person said of it; None while nobody has."""
        return next((verdict for verdict in Verdict if verdict.value in self.marks), None)


# -- what goes out -------------------------------------------------------------------------------------------------


class Action(Struct, frozen=True):
    """What a person did to an item, and until when it can be taken back."""

    id: int
    item_id: int
    kind: ActionKind
    person: str
    at: datetime
    reason: str | None = None
    undo_until: datetime | None = None
    undone_at: datetime | None = None


class Delivery(Struct, frozen=True):
    """One call that an action needs: intent first, then attempts, then a receipt.

    `after_id` is the delivery that must have arrived before this one may leave. Which text the person had read is kept
    with the action; when the public changes it, the call stops.
    """

    id: int
    action_id: int
    item_id: int
    channel: str
    operation: Operation
    target: str
    body: str
    state: DeliveryState
    not_before: datetime
    attempts: int
    after_id: int | None = None
    attempted_at: datetime | None = None
    receipt: str | None = None
    problem: str | None = None
    person: str = ""
    delivered_at: datetime | None = None


class Removal(Struct, frozen=True):
    """What taking an item off the page did beside its deliveries.

    `keeps_evidence` is None where the action noted none to look for; `strike`: the author's how manieth of those that
    count, None where it gave none or it was withdrawn.
    """

    action: Action
    keeps_evidence: bool | None
    strike: int | None


class Case(Struct, frozen=True):
    """A complaint or service request handed to the housing management system."""

    id: int
    item_id: int
    reference: str
    is_complaint: bool
    category: str
    stage: str
    opened_at: datetime
    text: str
    note: str = ""
    closed_at: datetime | None = None


class Escalation(Struct, frozen=True):
    """A question of responsibility put to a role, until somebody acknowledges it."""

    id: int
    item_id: int
    department: str
    put_to: str  # the role's title, as the route gave it at the time
    reason: str
    at: datetime
    raised_by: str
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    rerouted_at: datetime | None = None  # a supervisor put it to somebody else: that is an escalation of its own
    rerouted_by: str | None = None

    @property
    def is_waiting(self) -> bool:
        return self.acknowledged_at is None and self.rerouted_at is None


class Question(Struct, frozen=True):
    """An internal question on an item (LG9.3), answered inside the console."""

    id: int
    item_id: int
    asked_by: str
    put_to: str
    text: str
    at: datetime
    answer: str | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None


class Promise(Struct, frozen=True):
    """What we told somebody we would do, by when."""

    id: int
    item_id: int
    what: str
    due_at: datetime
    made_by: str
    made_at: datetime
    kept_at: datetime | None = None


class Incident(Struct, frozen=True):
    """Something that many write about at once, from its first message on. One reply is kept ready for all of them.

    `reply` is as a template has it, with its placeholders; `items` counts what was gathered, answered or not.
    """

    id: int
    item_id: int
    title: str
    reply: str
    template_id: str | None
    declared_by: str
    declared_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None
    ended_by: str | None = None
    items: int = 1


class Note(Struct, frozen=True):
    """What a colleague wrote down about an item, for colleagues."""

    id: int
    item_id: int
    person: str
    text: str
    at: datetime


PIECE_MARK = "\x1e"  # between the texts of one draft, where an act writes several: a record separator, typed by nobody


class Draft(Struct, frozen=True):
    """A text being written for an item. It belongs to the item, whoever opens it."""

    item_id: int
    kind: ActionKind
    person: str
    text: str
    saved_at: datetime


Week = dict[int, tuple[tuple[int, int], ...]]
"""Weekday (0 = Monday) → (start, end) in minutes after local midnight, as `worktime.Hours` has it."""


class Absence(Struct, frozen=True):
    """A stretch in which somebody is away, end exclusive; open while nobody knows until when.

    `deputy` is the id of who stands in meanwhile.
    """

    from_at: datetime
    until_at: datetime | None = None
    deputy: str | None = None
    id: int = 0  # 0 until it is kept

    def covers(self, now: datetime) -> bool:
        return self.from_at <= now and not self.is_over(now)

    def is_over(self, now: datetime) -> bool:
        return self.until_at is not None and self.until_at <= now


class Training(Struct, frozen=True):
    """A course that somebody passed, and from when on it no longer counts."""

    course: str
    passed_at: datetime
    lapses_at: datetime | None = None

    def has_lapsed(self, now: datetime) -> bool:
        return self.lapses_at is not None and self.lapses_at <= now


class Person(Struct, frozen=True):
    """Somebody who uses the console.

    `absences` are those current and coming, in order; one that has ended lately may still be among them. `works` is a
    working week of their own; empty for the office's.
    """

    id: str
    name: str
    role: str
    department: str | None = None
    absences: tuple[Absence, ...] = ()
    works: Week = {}
    left_at: datetime | None = None
    trainings: tuple[Training, ...] = ()

    def absence(self, now: datetime) -> Absence | None:
        """What keeps them away just now; of several the one that lasts longest."""
        current = [absence for absence in self.absences if absence.covers(now)]
        return max(current, key=lambda one: (one.until_at is None, one.until_at or one.from_at), default=None)

    def is_absent(self, now: datetime) -> bool:
        return self.absence(now) is not None

    def has_left(self, now: datetime) -> bool:
        """Whether they work here no more."""
        return self.left_at is not None and self.left_at <= now


class LeaverTask(Struct, frozen=True):
    """What somebody has to do by hand because a colleague left: open until it is ticked off."""

    id: int
    person: str  # who left
    channel: str  # where it is to be done; empty for what belongs to no channel
    title: str
    clause: str
    opened_at: datetime
    done_at: datetime | None = None
    done_by: str | None = None


class Capability(Struct, frozen=True):
    """Whether a platform would do an operation on an item just now; when not, why, and what is possible instead.

    `effect` is what the platform will really do, in words for a person: said before the act.
    """

    operation: Operation
    is_possible: bool
    effect: str = ""
    why_not: str = ""
    instead: str = ""
    until: datetime | None = None  # the platform's window, while it is open
    is_by_hand: bool = False  # it is written down, and somebody does it on the platform


# -- what is shown -------------------------------------------------------------------------------------------------


class Entry(Struct, frozen=True):
    """One line of a thread: theirs or ours, in order of time."""

    side: Side
    who: str
    text: str
    at: datetime
    item_id: int | None = None
    delivery: Delivery | None = None
    is_current: bool = False
    earlier_texts: tuple[str, ...] = ()
    state: ItemState | None = None


class Dossier(Struct, frozen=True):
    """Everything the console shows about one item."""

    item: Item
    author: Author
    thread: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    clocks: tuple[Clock, ...]
    deliveries: tuple[Delivery, ...] = ()
    actions: tuple[Action, ...] = ()
    promises: tuple[Promise, ...] = ()
    cases: tuple[Case, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[Note, ...] = ()
    drafts: tuple[Draft, ...] = ()
    earlier: tuple[Item, ...] = ()  # this author's other items, newest first
    incident: Incident | None = None  # while it runs
    removals: tuple[Removal, ...] = ()  # those that were not taken back, oldest first
    breaches: tuple[Breach, ...] = ()  # what was warned of or missed, in the order of the clocks


class Change(Struct, frozen=True):
    """Something happened to an item, in this console or another one."""

    seq: int
    item_id: int
    what: str  # "arrived", "changed"
    person: str | None = None


class AuditEntry(Struct, frozen=True):
    """One link of the audit chain. `details` holds references and digests, never the text of people."""

    seq: int
    at: datetime
    person: str
    event: str
    item_id: int | None
    details: dict[str, object] = field(default_factory=dict)
    digest: str = ""
    previous: str = ""


# -- what was learned ----------------------------------------------------------------------------------------------


class LearnedPhrase(Struct, frozen=True):
    """A message that a template was found to fit, or not to fit: its words, personal data and names covered.

    `accepted` and `rejected` count answers, `people` who gave them. One that came from another house has
    `is_shared`; it has no item, and nobody here stands behind it yet.
    """

    id: int
    template_id: str
    text: str
    learned_at: datetime
    person: str
    item_id: int | None = None
    is_private: bool = False  # written in a private message: it never leaves the house
    is_shared: bool = False
    accepted: int = 0
    rejected: int = 0
    people: int = 0


class Lesson(Struct, frozen=True):
    """What an answer teaches of a template: for or against it, by a new phrase, or by one that was learned before."""

    template_id: str
    is_for: bool
    phrase_id: int | None = None
    text: str = ""  # of the new phrase; empty for one that was learned before


class TemplateUse(Struct, frozen=True):
    """What became of the suggestions for an item once it was answered: `offered` best first, and which was taken.

    `template_id` is None for a free reply. `edit` is the share of words changed before it was sent, 0..1.
    """

    offered: tuple[str, ...]
    template_id: str | None = None
    edit: float | None = None


class Offered(Struct, frozen=True):
    """The templates that were suggested for an item, best first, and whether the first of them was said to fit."""

    template_ids: tuple[str, ...] = ()
    fits: bool = False


class TemplateFigures(Struct, frozen=True):
    """How a template fared: answers before which it was suggested, answers begun from it, and those sent unchanged.

    `mean_edit` is the share of words that were changed before it was sent, 0..1; None when it was never taken.
    """

    template_id: str
    offered: int = 0
    taken: int = 0
    unchanged: int = 0
    mean_edit: float | None = None


class FreeReply(Struct, frozen=True):
    """An answer that was begun from no template, and what it answered."""

    sent: str
    message: str  # empty once it has been forgotten
    author_name: str
    kind: ItemKind

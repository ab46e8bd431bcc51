"""What a person asks the desk to do, and what comes back: records only, so that a desk can one day be remote.

Every order names the item and the `version` that the person had read; an older version is refused.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from console.model import ActionKind, Cause, Incident, Item, Offered, Verdict


class Order(Struct, frozen=True, kw_only=True):
    """An act on one item, as the person last read it."""

    item_id: int
    version: int


class Reply(Order, frozen=True, kw_only=True):
    """Answer where the item stands. `reason` passes the outbound check's warnings and is kept.

    With an `incident_id` it was reviewed together with what else was gathered there; that is kept too.
    """

    text: str
    reason: str | None = None
    template_id: str | None = None  # that the writing began from
    offered: Offered = Offered()  # what was suggested before
    incident_id: int | None = None


class Remove(Order, frozen=True, kw_only=True):
    """Take it off the page for a reason of the pack, with that reason's notice."""

    reason_id: str
    note: str = ""


class MoveToPrivate(Order, frozen=True, kw_only=True):
    """A private message with a timescale, and a line under the comment that says so."""

    private_text: str
    public_text: str
    timescale_id: str
    reason: str | None = None
    template_id: str | None = None  # that either text began from
    offered: Offered = Offered()


class LogComplaint(Order, frozen=True, kw_only=True):
    """Open a case on the housing system: a complaint, or a service request."""

    is_complaint: bool
    category: str
    note: str = ""


class TakeFurther(Order, frozen=True, kw_only=True):
    """They are not content with the first answer: the complaint goes to the procedure's next level."""

    case_id: int


class Escalate(Order, frozen=True, kw_only=True):
    """Put it to a director. Without a department the findings choose."""

    reason: str
    department_id: str | None = None


class Ask(Order, frozen=True, kw_only=True):
    """An internal question, to whoever the pack names for advice."""

    text: str
    put_to: str | None = None


class Advise(Order, frozen=True, kw_only=True):
    """The answer to an internal question."""

    question_id: int
    text: str


class AddNote(Order, frozen=True, kw_only=True):
    """A note for colleagues."""

    text: str


class Close(Order, frozen=True, kw_only=True):
    """Finish it without an answer, for a reason that is kept."""

    reason: str


class Reopen(Order, frozen=True, kw_only=True):
    """Put it back into the inbox."""

    reason: str = ""


class Block(Order, frozen=True, kw_only=True):
    """Block its author from the page. `is_confirmed` is the second confirmation."""

    reason: str
    is_confirmed: bool = False


class Assign(Order, frozen=True, kw_only=True):
    """Give it to a colleague."""

    person_id: str


class Correct(Order, frozen=True, kw_only=True):
    """Change an answer of ours that has been delivered."""

    delivery_id: int
    text: str
    reason: str | None = None


class Judge(Order, frozen=True, kw_only=True):
    """Say whose mistake it was, or take back what was said."""

    verdict: Verdict | None


class DeclareIncident(Order, frozen=True, kw_only=True):
    """Many write about what this item says. `reply` is kept as it stands, placeholders included."""

    title: str
    reply: str
    template_id: str | None = None


class JoinIncident(Order, frozen=True, kw_only=True):
    """Put an item under an incident that did not gather it."""

    incident_id: int


class LeaveIncident(Order, frozen=True, kw_only=True):
    """Take an item out of an incident that it does not belong to, for good."""

    incident_id: int


class ReviseIncident(Struct, frozen=True, kw_only=True):
    """Another reply for an incident: what is known has changed."""

    incident_id: int
    reply: str
    template_id: str | None = None


class AnswerIncident(Struct, frozen=True, kw_only=True):
    """Send the incident's reply to each of the items that a person left ticked, as they read them.

    `reply` is the incident's as it was read: should it have been changed meanwhile, nothing is sent. `reason` passes
    the warnings of the items in `warned`, whose warnings somebody read, and of no other.
    """

    incident_id: int
    reply: str
    items: tuple[Order, ...]
    reason: str | None = None
    warned: tuple[int, ...] = ()


class Gathered(Struct, frozen=True):
    """One open item of an incident, as it is reviewed, with the answer that it would get.

    `stopped` says why it cannot be sent; `warned` why it wants a reason; `apart` why it wants an answer of its own;
    `holder` is the colleague who works on it. With any of them it is not ticked.
    """

    item: Item
    text: str
    stopped: str | None = None
    warned: str | None = None
    apart: str | None = None
    holder: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing speaks against sending it with the others."""
        return not (self.stopped or self.warned or self.apart or self.holder)


class Review(Struct, frozen=True):
    """An incident, and what waits for its reply: in the order in which it was received."""

    incident: Incident
    gathered: tuple[Gathered, ...]


class Fulfil(Order, frozen=True, kw_only=True):
    """Say that a running commitment is met: a promise kept, a case stage done, an escalation acknowledged."""

    clock_id: int


class GiveCause(Struct, frozen=True, kw_only=True):
    """Say why deadlines were missed, the same of all of them. `note`: a few words, needed where it is another cause."""

    clock_ids: tuple[int, ...]
    cause: Cause
    note: str = ""


class Done(Struct, frozen=True):
    """An act that is now durable. `said` tells the person what happened and what will happen."""

    action_id: int
    item_id: int
    said: str
    undo_until: datetime | None = None
    kind: ActionKind | None = None

    @property
    def sends(self) -> bool:
        """Whether something leaves the house when it can no longer be taken back."""
        return self.kind in _SENDING


_SENDING = (
    ActionKind.REPLY,
    ActionKind.REMOVE,
    ActionKind.MOVE_TO_PRIVATE,
    ActionKind.LOG_COMPLAINT,
    ActionKind.BLOCK,
    ActionKind.CORRECT,
)


class Sent(Struct, frozen=True):
    """What became of one item that the incident's reply was sent to: done, or why not."""

    item_id: int
    done: Done | None = None
    why_not: str = ""


class SharedIn(Struct, frozen=True):
    """What became of phrases that another house shares. A problem names its line."""

    new: int
    known: int
    problems: tuple[str, ...] = ()


class ClockMove(Struct, frozen=True):
    """A running deadline that another working calendar would move."""

    clock_id: int
    item_id: int
    label: str
    old_due_at: datetime
    new_due_at: datetime


class Rejudged(Struct, frozen=True):
    """An answer that another working calendar would have judged otherwise: in time instead of late, or late instead."""

    clock_id: int
    item_id: int
    stopped_at: datetime
    old_due_at: datetime
    new_due_at: datetime

    @property
    def would_be_late(self) -> bool:
        return self.stopped_at > self.new_due_at


class CalendarChange(Struct, frozen=True):
    """What a changed calendar means: running deadlines that move, and past answers it would have judged otherwise.

    The past ones stay as they were judged. `looked_at` counts all that were looked at, since `since`.
    """

    moves: tuple[ClockMove, ...]
    past: tuple[Rejudged, ...]
    looked_at: int
    since: datetime

    @property
    def late_now(self) -> int:
        """How many that were in time would have been late."""
        return sum(one.would_be_late for one in self.past)

    @property
    def in_time_now(self) -> int:
        return len(self.past) - self.late_now

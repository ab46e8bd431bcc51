"""What a person asks the desk to do, and what comes back: records only, so that a desk can one day be remote.

Every order names the item and the `version` that the person had read; an older version is refused.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from console.model import ActionKind, Offer


class Order(Struct, frozen=True, kw_only=True):
    """An act on one item, as the person last read it."""

    item_id: int
    version: int


class Reply(Order, frozen=True, kw_only=True):
    """Answer where the item stands. `reason` passes the outbound check's warnings and is kept."""

    text: str
    reason: str | None = None
    template_id: str | None = None  # that the writing began from
    offer: Offer = Offer()  # what was suggested before


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
    offer: Offer = Offer()


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


class Fulfil(Order, frozen=True, kw_only=True):
    """Say that a running commitment is met: a promise kept, a case stage done, an escalation acknowledged."""

    clock_id: int


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

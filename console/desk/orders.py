"""What a person asks the desk to do, and what comes back: records only, so that a desk can one day be remote.

Every order names the item and the `version` that the person had read; an older version is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An act on one item, as the person last read it."""

    item_id: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Order):
    """Answer where the item stands. `reason` passes the outbound check's warnings and is kept."""

    text: str
    reason: str | None = None
    template_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove(Order):
    """Take it off the page for a reason of the pack, with that reason's notice."""

    reason_id: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveToPrivate(Order):
    """A private message with a timescale, and a line under the comment that says so."""

    private_text: str
    public_text: str
    timescale_id: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogComplaint(Order):
    """Open a case on the housing system: a complaint, or a service request."""

    is_complaint: bool
    category: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalate(Order):
    """Put it to a director. Without a department the findings choose."""

    reason: str
    department_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Order):
    """An internal question, to whoever the pack names for advice."""

    text: str
    put_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advise(Order):
    """The answer to an internal question."""

    question_id: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote(Order):
    """A note for colleagues."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Order):
    """Finish it without an answer, for a reason that is kept."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(Order):
    """Put it back into the inbox."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Order):
    """Block its author from the page. `is_confirmed` is the second confirmation."""

    reason: str
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign(Order):
    """Give it to a colleague."""

    person_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Order):
    """Change an answer of ours that has been delivered."""

    delivery_id: int
    text: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fulfil(Order):
    """Say that a running commitment is met: a promise kept, a case stage done, an escalation acknowledged."""

    clock_id: int


@dataclass(frozen=True, slots=True)
class Done:
    """An act that is now durable. `said` tells the person what happened and what will happen."""

    action_id: int
    item_id: int
    said: str
    undo_until: datetime | None = None

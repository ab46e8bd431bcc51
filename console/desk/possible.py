"""What can be done to an item just now: the person's rights, the platform's capabilities, the channel's state."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from console.desk.office import Office
from console.errors import NotPossible
from console.model import ActionKind, Capability, ChannelState, Item, ItemState, Operation, Person
from console.rules import permission

if TYPE_CHECKING:
    from console.desk.ports import Transaction


class Possible(Struct, frozen=True):
    """What a platform would do with an item just now, for suggestions: they are worked out where no channel is asked.

    `may_be_removed`: in one way or the other. `no_private` says why it takes no private message, and is None where it
    takes one and where the item is one.
    """

    may_be_removed: bool = False
    no_private: str | None = None


_OPERATIONS = {
    ActionKind.MOVE_TO_PRIVATE: Operation.PRIVATE_REPLY,
    ActionKind.BLOCK: Operation.BLOCK,
}


def why_not(office: Office, person: Person, kind: ActionKind, item: Item | None) -> str | None:
    """Why this cannot be done, in a sentence that says what can; None when it can."""
    refusal = permission.why_not(office.policy, person, kind)
    if refusal is not None or item is None:
        return refusal
    return item_refusal(kind, item) or _platform_refusal(office, kind, item)


def item_refusal(kind: ActionKind, item: Item) -> str | None:
    """Why the state or the kind of the item does not allow it, with what can be done instead."""
    if kind is ActionKind.REOPEN:
        return "It is open already." if item.state.is_unanswered else None
    if kind is ActionKind.CLOSE and not item.state.is_unanswered:
        return f"It is {item.state.value} already."
    if kind is ActionKind.REMOVE and item.state is ItemState.REMOVED:
        return "It has been removed already."
    if kind is ActionKind.REMOVE and item.kind.is_private:
        return "A private message cannot be removed from a page. Close it with a reason, or block its author."
    if kind is ActionKind.MOVE_TO_PRIVATE and item.kind.is_private:
        return "This is a private message already. Press r to answer it."
    return None


def other_route(office: Office, person: Person, item: Item) -> str | None:
    """Where the author can reach us in private, to be said in public, when the platform lets us not write to them.

    None when it does, when this person may not move it, and when nothing can be said in public either.
    """
    if permission.why_not(office.policy, person, ActionKind.MOVE_TO_PRIVATE) or item.kind.is_private:
        return None
    if _platform_refusal(office, ActionKind.MOVE_TO_PRIVATE, item) is None:
        return None
    if why_not(office, person, ActionKind.REPLY, item) is not None:
        return None
    from console.rules.filling import fill  # only when a key was refused

    route = office.policy.core.private_route
    return fill(route.text, {"phone": route.phone, "email": route.email}, office.policy)


def _platform_refusal(office: Office, kind: ActionKind, item: Item) -> str | None:
    operation = operation_for(kind, item)
    if operation is None:
        return None
    able = capability(office, item, operation)
    if able.is_possible:
        return None
    return " ".join(part for part in (able.why_not, able.instead) if part)


def operation_for(kind: ActionKind, item: Item) -> Operation | None:
    """The platform operation that an act begins with, where there is one."""
    if kind is ActionKind.REPLY:
        return Operation.MESSAGE if item.kind.is_private else Operation.REPLY
    return _OPERATIONS.get(kind)


def capability(office: Office, item: Item, operation: Operation) -> Capability:
    """What the platform would do; a channel without a connection can do nothing."""
    channel = office.channels.get(item.channel)
    if channel is None:
        return Capability(operation, False, why_not=f"This console has no connection to {item.channel}.")
    return channel.capability(item, operation, office.now())


def require_operation(office: Office, item: Item, operation: Operation, now: datetime) -> Capability:
    """The capability. Raises NotPossible with the reason and what is possible instead."""
    able = office.channel(item.channel).capability(item, operation, now)
    if not able.is_possible:
        raise NotPossible(" ".join(part for part in (able.why_not, able.instead) if part))
    return able


async def require_channel(office: Office, tx: Transaction, name: str) -> None:
    """Raises NotPossible for a channel that is known to take nothing: no connection, or a token that has expired."""
    office.channel(name)
    health = await tx.channel(name)
    if health is not None and health.state is ChannelState.TOKEN_EXPIRED:
        raise NotPossible(
            f"{name} no longer accepts our sign-in, so nothing would arrive. "
            "Your text is kept as a draft; an administrator of the page must sign in again."
        )


def possible(office: Office, item: Item) -> Possible:
    """What the platform would do with it. Asks the channel, so on the loop's own thread."""
    private = capability(office, item, Operation.PRIVATE_REPLY)
    ways = (Operation.HIDE, Operation.DELETE)  # where a platform has only one of them, that one is taken
    may_be_removed = item_refusal(ActionKind.REMOVE, item) is None and any(
        capability(office, item, way).is_possible for way in ways
    )
    return Possible(may_be_removed, None if private.is_possible or item.kind.is_private else private.why_not)

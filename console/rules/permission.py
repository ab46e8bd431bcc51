"""Who may do what: a role of the policy gives the right, an unknown role only reads (L5.3)."""

from __future__ import annotations

from datetime import datetime

from console.errors import NotPermitted
from console.model import ActionKind, Person
from console.rules.packs import Policy


def why_not(policy: Policy, person: Person, kind: ActionKind) -> str | None:
    """Why the person may not do it, with the clause and who may instead; None when they may."""
    return None if policy.may(person.role, kind) else _refusal(policy, person, _said(kind), who_may(policy, kind))


def why_not_given(policy: Policy, person: Person, kind: ActionKind) -> str | None:
    """The same of a colleague who is to get something for that: by name."""
    if policy.may(person.role, kind):
        return None
    role = next((role for role in policy.core.role if role.id == person.role), None)
    if role is None:
        return f'The policy has no role "{person.role}", so {person.name} can read and do nothing else.'
    return f"As {role.title} {person.name} may not {_said(kind)} ({role.clause})."


def who_may(policy: Policy, kind: ActionKind) -> str:
    """The titles of the roles that may do it, for a sentence; empty where none may."""
    return ", ".join(role.title for role in policy.core.role if policy.may(role.id, kind))


def why_not_supervise(policy: Policy, person: Person, doing: str) -> str | None:
    """Why the person may not do what is a supervisor's and on no one item, such as "open a closure"; else None."""
    if policy.is_supervisor(person.role):
        return None
    supervisors = ", ".join(role.title for role in policy.core.role if role.is_supervisor)
    return _refusal(policy, person, doing, supervisors)


def require_supervisor(policy: Policy, person: Person, doing: str) -> None:
    """Raises NotPermitted, saying why, unless the person is a supervisor."""
    reason = why_not_supervise(policy, person, doing)
    if reason is not None:
        raise NotPermitted(reason)


def require(policy: Policy, person: Person, kind: ActionKind) -> None:
    """Raises NotPermitted, saying why, unless the person may do it."""
    reason = why_not(policy, person, kind)
    if reason is not None:
        raise NotPermitted(reason)


def require_here(person: Person, now: datetime) -> None:
    """Raises NotPermitted for somebody who has left: their rights ended with that (W6.4, W7.11)."""
    if person.has_left(now):
        raise NotPermitted(
            f"{person.name} has left, and with that every right here has ended. If that is a mistake, a supervisor "
            "takes it back: under people, or with `halfday people back`."
        )


def _refusal(policy: Policy, person: Person, doing: str, others: str) -> str:
    role = next((role for role in policy.core.role if role.id == person.role), None)
    if role is None:
        return f'The policy has no role "{person.role}", so you can read and do nothing else.'
    instead = f" Who may: {others}." if others else ""
    return f"As {role.title} you may not {doing} ({role.clause}).{instead}"


def _said(kind: ActionKind) -> str:
    return _WORDS.get(kind, kind.value)


_WORDS = {
    ActionKind.MOVE_TO_PRIVATE: "move it to private messages",
    ActionKind.LOG_COMPLAINT: "log a complaint",
    ActionKind.ASK: "ask a question",
    ActionKind.ADVISE: "answer a question",
    ActionKind.BLOCK: "block anybody",
    ActionKind.KEEP_PROMISE: "settle a promise",
    ActionKind.SETTLE: "settle what became of a call",
    ActionKind.TAKE_OVER: "take over what a colleague holds",
    ActionKind.SET_FREE: "set free what a colleague holds",
    ActionKind.REROUTE: "put an escalation to somebody else",
    ActionKind.SEND_BACK: "send a draft back",
}

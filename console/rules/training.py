"""What somebody has to be trained in before they send in the association's name (L5.4, W6.9). Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import datetime

from console.errors import NotPermitted
from console.model import ActionKind, Person, Training
from console.rules.packs import Policy
from console.rules.policy_staff import Course

ALWAYS, NEVER = "always", "never"


def courses_for(policy: Policy, person: Person) -> list[Course]:
    """What is asked of somebody in this role, in the pack's order; nothing of who sends nothing."""
    rule = policy.core.training
    if not any(policy.may(person.role, kind) for kind in rule.kinds):
        return []
    return [course for course in rule.course if not course.roles or person.role in course.roles]


def owed(policy: Policy, person: Person, now: datetime) -> list[Course]:
    """The courses that are asked of somebody and that they have not passed, or that have lapsed."""
    valid = {training.course for training in person.trainings if not training.has_lapsed(now)}
    return [course for course in courses_for(policy, person) if course.id not in valid]


def is_enforced(policy: Policy, is_recorded: bool) -> bool:
    """Whether who lacks a course may not send; `is_recorded`: anybody's training has been recorded in this store."""
    rule = policy.core.training
    if rule.enforce == NEVER:
        return False
    return is_recorded or rule.enforce == ALWAYS


def is_asked_for(policy: Policy, kind: ActionKind) -> bool:
    """Whether an act of that kind needs its person to be trained, once that is enforced."""
    return kind in policy.core.training.kinds


def why_draft_only(policy: Policy, person: Person, kind: ActionKind, now: datetime, is_recorded: bool) -> str | None:
    """Why somebody may draft this and not send it, and what to do; None when they may send it."""
    if not is_asked_for(policy, kind) or not is_enforced(policy, is_recorded):
        return None
    missing = owed(policy, person, now)
    if not missing:
        return None
    clauses = ", ".join(dict.fromkeys(course.clause for course in missing))
    said = " and ".join(_said(course, person.trainings, now) for course in missing)
    return (
        f"You may draft this, not send it ({clauses}): {said}. A draft stays on the item for a colleague to send; "
        "once you have passed, a supervisor records it under people."
    )


def require_trained(policy: Policy, person: Person, kind: ActionKind, now: datetime, is_recorded: bool) -> None:
    """Raises NotPermitted, saying why, unless the person may send it."""
    if (why := why_draft_only(policy, person, kind, now, is_recorded)) is not None:
        raise NotPermitted(why)


def lapse(course: Course, passed_at: datetime) -> datetime | None:
    """When a course that was passed then no longer counts: so many months later; None for never."""
    if course.months is None:
        return None
    months = passed_at.year * 12 + passed_at.month - 1 + course.months
    year, month = divmod(months, 12)
    return passed_at.replace(year=year, month=month + 1, day=min(passed_at.day, monthrange(year, month + 1)[1]))


def _said(course: Course, trainings: Sequence[Training], now: datetime) -> str:
    lapsed = any(training.course == course.id and training.has_lapsed(now) for training in trainings)
    return f'your training "{course.title}" {"has lapsed" if lapsed else "is not on record"}'

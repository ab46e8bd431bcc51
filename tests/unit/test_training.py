"""What somebody has to be trained in before they send."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from console.model import ActionKind, Person, Training
from console.rules.packs import Policy, load_policy
from console.rules.training import is_enforced, lapse, owed, why_draft_only

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
ADVISOR = Person("kit", "Kit", "customer-hub-advisor")
COURSES = ("image-consent", "online-abuse", "private-messages")


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy("westward")


def passed(*courses: str, lapses_at: datetime | None = None) -> Person:
    return replace(ADVISOR, trainings=tuple(Training(course, NOW - timedelta(days=9), lapses_at) for course in courses))


def test_who_has_passed_everything_may_send(policy: Policy) -> None:
    assert owed(policy, passed(*COURSES), NOW) == []
    assert why_draft_only(policy, passed(*COURSES), ActionKind.REPLY, NOW, is_recorded=True) is None


def test_who_lacks_a_course_may_draft_and_is_told_which_and_what_to_do(policy: Policy) -> None:
    why = why_draft_only(policy, passed("image-consent", "private-messages"), ActionKind.REPLY, NOW, is_recorded=True)
    assert why is not None
    assert why.startswith(
        'You may draft this, not send it (W6.9): your training "Handling abuse online" is not on record.'
    )
    assert "a supervisor records it" in why


def test_a_course_lapses_at_its_moment(policy: Policy) -> None:
    lapsing = passed(*COURSES, lapses_at=NOW + timedelta(minutes=1))
    assert owed(policy, lapsing, NOW) == []
    why = why_draft_only(policy, lapsing, ActionKind.REMOVE, NOW + timedelta(minutes=1), is_recorded=True)
    assert why is not None
    assert "has lapsed" in why


def test_nobody_is_kept_from_sending_before_a_training_is_on_record(policy: Policy) -> None:
    assert why_draft_only(policy, ADVISOR, ActionKind.REPLY, NOW, is_recorded=False) is None


@pytest.mark.parametrize(("enforce", "holds"), [("always", (True, True)), ("never", (False, False))])
def test_a_pack_may_say_always_or_never(policy: Policy, enforce: str, holds: tuple[bool, bool]) -> None:
    rule = replace(policy.core.training, enforce=enforce)
    other = replace(policy, core=replace(policy.core, training=rule))
    assert (is_enforced(other, is_recorded=False), is_enforced(other, is_recorded=True)) == holds


@pytest.mark.parametrize("kind", [ActionKind.NOTE, ActionKind.ESCALATE, ActionKind.CLAIM, ActionKind.LOG_COMPLAINT])
def test_what_stays_in_the_house_needs_no_training(policy: Policy, kind: ActionKind) -> None:
    assert why_draft_only(policy, ADVISOR, kind, NOW, is_recorded=True) is None


def test_who_sends_nothing_owes_nothing(policy: Policy) -> None:
    assert owed(policy, Person("dana", "Dana", "director-of-housing"), NOW) == []


def test_a_course_for_some_roles_is_asked_of_them_alone(policy: Policy) -> None:
    courses = [replace(course, roles=["customer-hub-team-leader"]) for course in policy.core.training.course]
    other = replace(policy, core=replace(policy.core, training=replace(policy.core.training, course=courses)))
    assert owed(other, ADVISOR, NOW) == []


def test_months_end_on_the_same_day_or_the_months_last(policy: Policy) -> None:
    course = replace(policy.core.training.course[0], months=1)
    assert lapse(course, datetime(2027, 1, 31, tzinfo=UTC)) == datetime(2027, 2, 28, tzinfo=UTC)
    assert lapse(replace(course, months=14), datetime(2026, 11, 18, tzinfo=UTC)) == datetime(2028, 1, 18, tzinfo=UTC)
    assert lapse(replace(course, months=None), NOW) is None

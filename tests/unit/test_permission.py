"""Who may do what."""

from __future__ import annotations

import pytest

from console.errors import NotPermitted
from console.model import ActionKind, Person
from console.rules.packs import Policy, load_policy
from console.rules.permission import require, why_not


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy("langstane")


def person(role: str) -> Person:
    return Person("p1", "Mairi Reid", role)


def test_an_appointed_role_may_reply(policy: Policy) -> None:
    assert why_not(policy, person("customer-participation-officer"), ActionKind.REPLY) is None
    require(policy, person("customer-participation-officer"), ActionKind.REPLY)


def test_a_refusal_names_the_clause_and_who_may(policy: Policy) -> None:
    reason = why_not(policy, person("customer-participation-officer"), ActionKind.BLOCK)
    assert reason is not None
    assert "L5.3" in reason
    assert "Support Services Manager" in reason


def test_somebody_without_an_appointed_role_posts_nothing(policy: Policy) -> None:
    with pytest.raises(NotPermitted, match="may not reply"):
        require(policy, person("colleague"), ActionKind.REPLY)


@pytest.mark.parametrize("kind", list(ActionKind))
def test_an_unknown_role_only_reads(policy: Policy, kind: ActionKind) -> None:
    assert "no role" in (why_not(policy, person("wizard"), kind) or "")

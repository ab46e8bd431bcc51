"""Who may do what."""

from __future__ import annotations

import pytest

from console.errors import NotPermitted
from console.model import SUPERVISES, ActionKind, Person
from console.rules.packs import Policy, load_policy
from console.rules.permission import require, require_supervisor, why_not, why_not_supervise


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


@pytest.mark.parametrize("kind", sorted(SUPERVISES))
def test_a_supervisor_takes_over_sets_free_and_sends_back_without_the_pack_naming_it(
    policy: Policy, kind: ActionKind
) -> None:
    assert not any(kind in role.may for role in policy.core.role)
    assert {role.id for role in policy.core.role if policy.may(role.id, kind)} == {
        role.id for role in policy.core.role if role.is_supervisor
    }


def test_what_is_on_no_item_and_a_supervisors_says_who_they_are(policy: Policy) -> None:
    assert why_not_supervise(policy, person("housing-services-manager"), "open a closure") is None
    said = r"As Colleague you may not open a closure \(L5\.3\)\. Who may: Support Services Manager, Housing"
    with pytest.raises(NotPermitted, match=said):
        require_supervisor(policy, person("colleague"), "open a closure")
    assert "no role" in (why_not_supervise(policy, person("wizard"), "open a closure") or "")

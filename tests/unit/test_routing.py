"""To whom an escalation goes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from console.errors import PackProblem
from console.model import Finding, Level, Person
from console.rules.packs import Policy, load_policy
from console.rules.routing import Route, route

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
AWAY = {"absent_from": NOW - timedelta(days=1), "absent_until": NOW + timedelta(days=1)}


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy("langstane")


def routed(
    policy: Policy, text: str = "", *people: Person, rules: tuple[str, ...] = (), to: str | None = None
) -> Route:
    findings = [Finding(rule, Level.SOON, 0, 1, "L5.2", "why") for rule in rules]
    return route(policy, people, NOW, findings=findings, text=text, department_id=to)


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("the boiler and the heating again, and the plumber", "property"),
        ("my rent and the direct debit", "finance"),
        ("the neighbour's noise, a party every night", "housing"),
        ("MY RÉNT and my arrears", "finance"),
    ],
)
def test_the_words_say_whose_it_is(policy: Policy, text: str, department: str) -> None:
    assert routed(policy, text).department.id == department


def test_without_words_the_default_department_has_it(policy: Policy) -> None:
    assert routed(policy, "hm").department.id == policy.core.escalation.default_department


def test_a_colleagues_conduct_goes_its_own_way(policy: Policy) -> None:
    found = routed(policy, "the boiler man was rude about my heating", rules=("colleague",))
    assert found.department.id == policy.core.escalation.colleague_department


def test_a_persons_choice_wins(policy: Policy) -> None:
    assert routed(policy, "boiler", to="finance").put_to == "Director of Finance"
    with pytest.raises(PackProblem):
        routed(policy, "boiler", to="nowhere")


def test_a_present_director_is_asked(policy: Policy) -> None:
    director = Person("d", "Isla Innes", "director-of-property")
    found = routed(policy, "boiler", director)
    assert (found.put_to, found.is_fall_back) == ("Director of Property", False)


def test_an_absent_director_falls_back_to_the_chief_executive(policy: Policy) -> None:
    found = routed(policy, "boiler", Person("d", "Isla Innes", "director-of-property", **AWAY))  # type: ignore[arg-type]
    assert (found.put_to, found.is_fall_back) == ("Chief Executive", True)
    assert "L5.2" in found.why


def test_a_present_deputy_comes_before_the_fall_back(policy: Policy) -> None:
    director = Person("d", "Isla Innes", "director-of-property", deputy="v", **AWAY)  # type: ignore[arg-type]
    deputy = Person("v", "Rory Bain", "director-of-housing")
    assert routed(policy, "boiler", director, deputy).put_to == "Director of Housing"
    gone = Person("v", "Rory Bain", "director-of-housing", **AWAY)  # type: ignore[arg-type]
    assert routed(policy, "boiler", director, gone).is_fall_back

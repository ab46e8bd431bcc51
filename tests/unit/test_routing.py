"""To whom an escalation goes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from console.errors import PackProblem
from console.model import Absence, Finding, Level, Person
from console.rules.packs import Policy, load_policy
from console.rules.routing import Route, route

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
DAY = timedelta(days=1)
AWAY = Absence(NOW - DAY, NOW + DAY)


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
    found = routed(policy, "boiler", Person("d", "Isla Innes", "director-of-property", absences=(AWAY,)))
    assert (found.put_to, found.is_fall_back) == ("Chief Executive", True)
    assert "L5.2" in found.why


def test_a_present_deputy_comes_before_the_fall_back(policy: Policy) -> None:
    director = Person("d", "Isla Innes", "director-of-property", absences=(replace(AWAY, deputy="v"),))
    deputy = Person("v", "Rory Bain", "director-of-housing")
    assert routed(policy, "boiler", director, deputy).put_to == "Director of Housing"
    gone = Person("v", "Rory Bain", "director-of-housing", absences=(AWAY,))
    assert routed(policy, "boiler", director, gone).is_fall_back


# -- who stands in for whom ----------------------------------------------------------------------------------------


def away(name: str, role: str, deputy: str | None = None, **changes: object) -> Person:
    """Somebody who is away today, with a deputy or without."""
    made = Person(name, name.title(), role, absences=(replace(AWAY, deputy=deputy),))
    return replace(made, **changes)


def test_a_deputy_who_is_away_too_is_followed_to_theirs(policy: Policy) -> None:
    found = routed(
        policy,
        "boiler",
        away("isla", "director-of-property", "rory"),
        away("rory", "director-of-housing", "kit"),
        Person("kit", "Kit", "director-of-finance"),
    )
    assert (found.put_to, found.is_fall_back) == ("Director of Finance", False)
    assert "Kit" in found.why


def test_deputies_of_one_another_are_no_circle_but_the_fall_back(policy: Policy) -> None:
    found = routed(
        policy,
        "boiler",
        away("isla", "director-of-property", "rory"),
        away("rory", "director-of-housing", "isla"),
        Person("cat", "Cat", "chief-executive"),
    )
    assert (found.put_to, found.is_fall_back) == ("Chief Executive", True)


def test_a_director_who_left_is_replaced_and_the_reason_says_so(policy: Policy) -> None:
    found = routed(policy, "boiler", Person("isla", "Isla", "director-of-property", left_at=NOW - DAY))
    assert (found.put_to, found.is_fall_back) == ("Chief Executive", True)
    assert "has left" in found.why


def test_of_two_directors_the_one_who_is_here_counts(policy: Policy) -> None:
    gone = Person("isla", "Isla", "director-of-property", left_at=NOW - DAY)
    found = routed(policy, "boiler", gone, Person("nell", "Nell", "director-of-property"))
    assert (found.put_to, found.is_fall_back) == ("Director of Property", False)


def test_an_absent_fall_back_is_replaced_by_its_deputy(policy: Policy) -> None:
    found = routed(
        policy,
        "boiler",
        away("isla", "director-of-property"),
        away("cat", "chief-executive", "rory"),
        Person("rory", "Rory", "director-of-housing"),
    )
    assert (found.put_to, found.is_fall_back) == ("Director of Housing", True)
    assert "Rory stands in" in found.why


def test_where_nobody_is_left_the_reason_says_so(policy: Policy) -> None:
    found = routed(policy, "boiler", away("isla", "director-of-property"), away("cat", "chief-executive"))
    assert found.put_to == "Chief Executive"
    assert "nobody stands in" in found.why


def test_an_absence_that_is_over_or_has_not_begun_counts_for_nothing(policy: Policy) -> None:
    for absence in (Absence(NOW - 2 * DAY, NOW), Absence(NOW + DAY)):
        director = Person("isla", "Isla", "director-of-property", absences=(absence,))
        assert routed(policy, "boiler", director).put_to == "Director of Property"

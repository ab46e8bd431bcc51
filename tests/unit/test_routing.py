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
    assert found.why.endswith(").")


def test_a_director_whom_nobody_here_knows_is_asked_and_told_by_other_means_too(policy: Policy) -> None:
    found = routed(policy, "boiler", Person("h", "Rory Bain", "director-of-housing"))
    assert (found.put_to, found.is_fall_back) == ("Director of Property", False)
    assert found.why.endswith("Nobody here has signed in as that yet, so tell them yourself as well.")


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


ISLA_LEFT = Person("isla", "Isla", "director-of-property", left_at=NOW - DAY)
FOLLOWED_TO_KIT = [
    away("isla", "director-of-property", "rory"),
    away("rory", "director-of-housing", "kit"),
    Person("kit", "Kit", "director-of-finance"),
]
IN_A_CIRCLE = [
    away("isla", "director-of-property", "rory"),
    away("rory", "director-of-housing", "isla"),
    Person("cat", "Cat", "chief-executive"),
]
FALL_BACK_AWAY = [
    away("isla", "director-of-property"),
    away("cat", "chief-executive", "rory"),
    Person("rory", "Rory", "director-of-housing"),
]
NOBODY_LEFT = [away("isla", "director-of-property"), away("cat", "chief-executive")]


@pytest.mark.parametrize(
    ("people", "put_to", "is_fall_back", "said"),
    [
        pytest.param(FOLLOWED_TO_KIT, "Director of Finance", False, "Kit", id="the deputy of a deputy who is away"),
        pytest.param(IN_A_CIRCLE, "Chief Executive", True, "", id="deputies of one another are no circle"),
        pytest.param([ISLA_LEFT], "Chief Executive", True, "has left", id="a director who left is replaced"),
        pytest.param(
            [ISLA_LEFT, Person("nell", "Nell", "director-of-property")], "Director of Property", False, "",
            id="of two directors the one who is here counts",
        ),
        pytest.param(FALL_BACK_AWAY, "Director of Housing", True, "Rory stands in", id="the deputy of the fall-back"),
        pytest.param(NOBODY_LEFT, "Chief Executive", True, "nobody stands in", id="nobody is left"),
    ],
)  # fmt: skip
def test_who_stands_in_is_asked_and_the_reason_says_so(
    policy: Policy, people: list[Person], put_to: str, is_fall_back: bool, said: str
) -> None:
    found = routed(policy, "boiler", *people)
    assert (found.put_to, found.is_fall_back) == (put_to, is_fall_back)
    assert said in found.why


def test_an_absence_that_is_over_or_has_not_begun_counts_for_nothing(policy: Policy) -> None:
    for absence in (Absence(NOW - 2 * DAY, NOW), Absence(NOW + DAY)):
        director = Person("isla", "Isla", "director-of-property", absences=(absence,))
        assert routed(policy, "boiler", director).put_to == "Director of Property"

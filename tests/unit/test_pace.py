"""How fast people answer."""

from __future__ import annotations

import pytest

from console.rules.pace import ASSUMED_SPREAD, AnswersInHour, Pace, learn_pace


def hours(person: str, *answers: int, first: int = 0) -> list[AnswersInHour]:
    return [AnswersInHour(person, first + number, count) for number, count in enumerate(answers)]


def pace_of(*lines: list[AnswersInHour]) -> Pace:
    pace = learn_pace([one for line in lines for one in line])
    assert pace is not None
    return pace


def test_nobody_has_a_pace_before_anybody_answered() -> None:
    assert learn_pace([]) is None


def test_who_has_no_history_has_the_pace_of_the_house() -> None:
    pace = pace_of(hours("ann", *[6] * 40))
    assert pace.house == pace.of("new") == pytest.approx(6)


def test_few_hours_of_ones_own_count_little_and_many_count_much() -> None:
    pace = pace_of(hours("ann", *[6] * 200), hours("bob", 12, 12), hours("cat", *[12] * 80))
    assert pace.house < pace.of("bob") < pace.house + 1.2
    assert pace.of("cat") > 11


def test_an_incident_answered_in_one_act_makes_nobody_fast() -> None:
    usual = pace_of(hours("ann", *[6] * 40)).house
    assert pace_of(hours("ann", *[6] * 39, 80)).house == pytest.approx(usual)


def test_how_much_days_differ_is_assumed_until_ten_are_known() -> None:
    nine = [hours("ann", *[4 + day % 3] * 5, first=day * 24) for day in range(9)]
    assert pace_of(*nine).by_day == ASSUMED_SPREAD
    ten = pace_of(*nine, hours("ann", *[4] * 5, first=9 * 24))
    assert len(ten.by_day) == 10
    assert ten.by_day[0] < 1 < ten.by_day[-1]

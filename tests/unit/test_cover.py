"""Who is on shift, who stands in, and which routes end nowhere."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from console.model import Absence, Person, Week
from console.rules.cover import (
    DeadEnd,
    DeadEndKind,
    dead_ends,
    is_off_shift,
    is_on_shift,
    next_shift,
    stand_in,
    why_not_here,
    works_until,
)
from console.rules.packs import Policy, load_policy
from console.rules.worktime import Closure, WorkCalendar

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)  # a Wednesday
DAY = timedelta(days=1)
AWAY = Absence(NOW - DAY, NOW + DAY)
NINE_TO_FIVE = dict.fromkeys(range(5), ((540, 1020),))
EVENINGS = {2: ((1080, 1260),)}  # Wednesdays, 18:00 to 21:00


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy("langstane")


def calendar(*closures: Closure, holidays: dict[date, str] | None = None) -> WorkCalendar:
    span = date(2026, 1, 1), date(2027, 12, 31)
    return WorkCalendar("Europe/London", NINE_TO_FIVE, holidays or {}, closures, *span)


def somebody(name: str = "kit", role: str = "pa-to-chief-executive", **changes: object) -> Person:
    return replace(Person(name, name.title(), role), **changes)


def away(name: str, role: str = "pa-to-chief-executive", deputy: str | None = None) -> Person:
    return somebody(name, role, absences=(replace(AWAY, deputy=deputy),))


# -- shifts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("works", "until"), [
    ({}, 17),
    ({2: ((540, 750), (780, 960))}, 16),  # a break at noon is no end of the day
    ({2: ((540, 1200),)}, 17),
    ({4: ((540, 600),)}, 17),
])  # fmt: skip
def test_somebody_works_until_the_end_of_their_day(works: Week, until: int) -> None:
    assert works_until(somebody(works=works), calendar(), NOW, NOW.replace(hour=17)) == NOW.replace(hour=until)


def test_somebody_works_until_they_go_away() -> None:
    kit = somebody(absences=(Absence(NOW.replace(hour=14), NOW + DAY),))
    assert works_until(kit, calendar(), NOW, NOW.replace(hour=17)) == NOW.replace(hour=14)


def test_without_a_week_of_their_own_somebody_works_the_offices_hours() -> None:
    assert is_on_shift(somebody(), calendar(), NOW)
    assert not is_on_shift(somebody(), calendar(), NOW.replace(hour=18))


def test_a_week_of_their_own_counts_within_the_offices_hours_and_outside_them() -> None:
    kit = somebody(works=EVENINGS)
    assert not is_on_shift(kit, calendar(), NOW)
    assert is_on_shift(kit, calendar(), NOW.replace(hour=18))
    assert not is_on_shift(kit, calendar(), NOW.replace(hour=21)), "not at closing time itself"
    assert not is_on_shift(kit, calendar(), NOW.replace(hour=18) + DAY)


def test_somebody_is_off_shift_by_their_own_week_while_the_office_works_and_only_then() -> None:
    kit = somebody(works=EVENINGS)
    assert is_off_shift(kit, calendar(), NOW)
    assert not is_off_shift(kit, calendar(), NOW.replace(hour=22))
    assert not is_off_shift(somebody(), calendar(), NOW)


def test_the_next_shift_is_after_what_closes_the_office_and_after_an_absence() -> None:
    week = {2: ((540, 600), (720, 900))}  # Wednesdays, 9 to 10 and 12 to 15
    kit, noon = somebody(works=week), NOW.replace(hour=12)
    assert next_shift(kit, calendar(), NOW) == noon
    assert next_shift(kit, calendar(), noon) == NOW.replace(hour=9) + 7 * DAY
    assert next_shift(kit, calendar(Closure(NOW, noon + DAY / 24, "Storm")), NOW) == noon + DAY / 24
    assert next_shift(kit, calendar(holidays={NOW.date(): "St Nobody"}), NOW) == NOW.replace(hour=9) + 7 * DAY
    ill = replace(kit, absences=(Absence(NOW, noon + DAY / 48),))
    assert next_shift(ill, calendar(), NOW) == noon + DAY / 48
    assert next_shift(replace(kit, absences=(Absence(NOW),)), calendar(), NOW) is None
    assert next_shift(somebody(), calendar(), NOW) is None


def test_closures_and_holidays_are_for_everybody() -> None:
    kit, evening = somebody(works=EVENINGS), NOW.replace(hour=18)
    shut = Closure(NOW.replace(hour=12), NOW.replace(hour=23), "Staff day")
    assert not is_on_shift(kit, calendar(shut), evening)
    assert not is_on_shift(kit, calendar(holidays={NOW.date(): "St Nobody"}), evening)


def test_by_the_local_clock_in_summer() -> None:
    summer = datetime(2026, 7, 1, 17, 30, tzinfo=UTC)  # 18:30 in London, a Wednesday
    assert is_on_shift(somebody(works=EVENINGS), calendar(), summer)


def test_who_is_away_or_has_left_is_not_on_shift() -> None:
    assert not is_on_shift(away("kit"), calendar(), NOW)
    assert not is_on_shift(somebody(left_at=NOW), calendar(), NOW)
    assert is_on_shift(somebody(left_at=NOW + DAY), calendar(), NOW)


# -- standing in -----------------------------------------------------------------------------------------------------


def test_a_deputys_deputy_stands_in_and_never_in_a_circle() -> None:
    ann, bea, cat = away("ann", deputy="bea"), away("bea", deputy="cat"), somebody("cat")
    assert stand_in([ann, bea, cat], ann, NOW) == cat
    assert stand_in([ann, away("bea", deputy="ann")], ann, NOW) is None


def test_the_longest_of_several_absences_counts() -> None:
    long = Absence(NOW - DAY, None, "cat")
    ann = somebody("ann", absences=(replace(AWAY, deputy="bea"), long))
    assert ann.absence(NOW) == long


def test_why_nothing_can_be_given_says_until_when_and_who_stands_in(policy: Policy) -> None:
    ann, bea = away("ann", deputy="bea"), somebody("bea")
    assert why_not_here([ann, bea], ann, policy, NOW) == "Ann is away, back on Thu 19 Nov at 10:00. Bea stands in."
    assert why_not_here([ann, bea], bea, policy, NOW) is None
    gone = somebody("ann", left_at=NOW)
    assert why_not_here([gone], gone, policy, NOW) == "Ann works here no more."


# -- dead ends -------------------------------------------------------------------------------------------------------


def directors(**absences: tuple[Absence, ...]) -> list[Person]:
    """Everybody that something is put to, by a short name."""
    roles = {
        "hal": "director-of-housing",
        "pru": "director-of-property",
        "fin": "director-of-finance",
        "cor": "director-of-corporate-services",
        "cat": "chief-executive",
        "tea": "support-services-team-leader",
    }
    return [somebody(name, role, absences=absences.get(name, ())) for name, role in roles.items()]


def kinds(found: list[DeadEnd]) -> list[DeadEndKind]:
    return [end.kind for end in found]


def test_where_everybody_is_here_nothing_ends_nowhere(policy: Policy) -> None:
    assert dead_ends(policy, directors(), NOW) == []


def test_who_never_signed_in_is_a_hint_by_role(policy: Policy) -> None:
    found = dead_ends(policy, [one for one in directors() if one.id != "pru"], NOW)
    assert kinds(found) == [DeadEndKind.NOBODY_KNOWN]
    assert found[0].is_hint
    assert "Director of Property, to whom matters of Property Services are escalated" in found[0].words


def test_a_director_away_with_a_chief_executive_here_is_no_dead_end(policy: Policy) -> None:
    assert dead_ends(policy, directors(pru=(AWAY,)), NOW) == []


def test_director_and_chief_executive_away_without_deputies_is_one(policy: Policy) -> None:
    found = dead_ends(policy, directors(pru=(AWAY,), cat=(AWAY,)), NOW)
    assert set(kinds(found)) == {DeadEndKind.ALL_AWAY}
    assert any("the Director of Property" in end.words.lower() or "Director of Property" in end.words for end in found)
    assert not any(end.is_hint for end in found)


def test_a_deputy_of_either_opens_the_route(policy: Policy) -> None:
    covered = replace(AWAY, deputy="hal")
    assert DeadEndKind.ALL_AWAY not in kinds(dead_ends(policy, directors(pru=(AWAY,), cat=(covered,)), NOW))


def test_one_that_is_to_come_is_told_with_its_day_and_one_far_off_is_not(policy: Policy) -> None:
    coming = Absence(datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 8, tzinfo=UTC))
    (found,) = [one for one in dead_ends(policy, directors(tea=(coming,)), NOW) if not one.is_hint]
    assert (found.kind, found.from_at) == (DeadEndKind.NO_ADVICE, coming.from_at)
    assert found.words.startswith("From Tue 1 Dec on every Support Services Team Leader")
    assert dead_ends(policy, directors(tea=(Absence(NOW + 40 * DAY),)), NOW) == []


def test_a_deputy_who_left_is_told(policy: Policy) -> None:
    people = [*directors(pru=(replace(AWAY, deputy="old"),)), somebody("old", left_at=NOW - DAY)]
    assert kinds(dead_ends(policy, people, NOW)) == [DeadEndKind.DEPUTY_LEFT]


def test_an_absence_beside_its_deputys_is_told_unless_theirs_stands_in(policy: Policy) -> None:
    at_once = directors(pru=(replace(AWAY, deputy="hal"),), hal=(AWAY,))
    assert kinds(dead_ends(policy, at_once, NOW)) == [DeadEndKind.DEPUTY_AWAY]
    handed_on = directors(pru=(replace(AWAY, deputy="hal"),), hal=(replace(AWAY, deputy="fin"),))
    assert dead_ends(policy, handed_on, NOW) == []


def test_a_deputy_who_may_acknowledge_nothing_is_told(policy: Policy) -> None:
    people = [*directors(pru=(replace(AWAY, deputy="kit"),)), somebody("kit")]
    (found,) = dead_ends(policy, people, NOW)
    assert found.kind is DeadEndKind.DEPUTY_MAY_NOT
    assert found.instead == "Name another deputy for Pru."


@pytest.mark.parametrize("name", ["langstane", "westward"])
def test_an_empty_office_gives_hints_only(name: str) -> None:
    found = dead_ends(load_policy(name), [], NOW)
    assert found
    assert all(end.is_hint for end in found)


def test_a_deputy_who_has_left_or_was_never_here_does_not_stand_in() -> None:
    ann, gone = away("ann", deputy="bea"), somebody("bea", left_at=NOW)
    assert stand_in([ann, gone], ann, NOW) is None
    assert stand_in([ann], ann, NOW) is None

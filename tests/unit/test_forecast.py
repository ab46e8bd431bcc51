"""The forecast to closing time: what is to come, what will be late, and what hands change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from console.clock import epoch_ms
from console.rules.forecast import Experience, Now, closing_time, comparable_days, foresee, learn
from console.rules.forecast_records import Band, Course, Forecast, Hand
from console.rules.local_hours import by_local_day, hours_of
from console.rules.pace import AnswersInHour
from console.rules.serving import DueCount, Queue
from console.rules.worktime import Closure, Hours, WorkCalendar, WorkingDays

OFFICE: Hours = dict.fromkeys(range(5), ((540, 1020),))  # 09:00 to 17:00
SPLIT: Hours = dict.fromkeys(range(5), ((540, 750), (810, 1020)))
HOLIDAY = date(2026, 8, 31)
TODAY = date(2026, 11, 18)  # a Wednesday
DAY_MS = 86_400_000
A_DAY = (0, 0, 0, 0, 0, 1, 2, 4, 6, 8, 8, 7, 8, 7, 6, 6, 6, 5, 5, 5, 4, 3, 2, 1)
HALF_DAY = WorkingDays(0.5)  # four hours


def calendar(hours: Hours = OFFICE, closures: Sequence[Closure] = ()) -> WorkCalendar:
    years = date(2025, 1, 1), date(2027, 12, 31)
    return WorkCalendar("Europe/London", hours, {HOLIDAY: "Summer bank holiday"}, closures, *years)


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    """A local moment; in November London keeps UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def weeks_before(day: date, weeks: int) -> dict[date, tuple[int, ...]]:
    """Every day of so many weeks: alike but for a few more or less, as days are."""
    days = [day - timedelta(days=back) for back in range(1, weeks * 7 + 1)]
    return {one: tuple(count + (one.toordinal() * 7 + hour) % 3 for hour, count in enumerate(A_DAY)) for one in days}


def answers(people: Mapping[str, int], days: int = 12) -> list[AnswersInHour]:
    """So many answers in each of seven hours on each of the last days."""
    first = epoch_ms(at(10)) // 3_600_000
    return [
        AnswersInHour(person, first - 24 * back + hour, an_hour)
        for back in range(1, days + 1)
        for hour in range(7)
        for person, an_hour in people.items()
    ]


def experience(weeks: int = 8, pace: Mapping[str, int] | None = None, **changes: Any) -> Experience:
    people = {"ann": 6, "bob": 6} if pace is None else pace
    known = changes.get("arrived", weeks_before(TODAY, weeks))
    return learn(TODAY, known, answers(people), calendar())


def hands(count: int, until: datetime | None = None, an_hour: float = 6.0) -> tuple[Hand, ...]:
    return tuple(Hand(f"p{number}", an_hour, until or at(17)) for number in range(count))


def so_far(now: datetime, times: float = 1.0) -> tuple[int, ...]:
    return tuple(round((count + 1) * times) if hour < now.hour else 0 for hour, count in enumerate(A_DAY))


def due(*moments: datetime, each: int = 1) -> tuple[DueCount, ...]:
    return tuple(DueCount(epoch_ms(moment), each) for moment in moments)


def situation(now: datetime, count: int = 2, *, late: int = 0, **changes: Any) -> Now:
    queue = Queue(late, changes.pop("queue", ()))
    made = {"at": now, "so_far": so_far(now), "queue": queue, "hands": hands(count)}
    return Now(**made | changes)


def forecast(now: Now, known: Experience | None = None, more: int = 0, **changes: Any) -> Forecast:
    return foresee(now, known or experience(), changes.get("calendar", calendar()), HALF_DAY, more)


def course(said: Forecast) -> Course:
    assert said.as_it_is is not None
    return said.as_it_is


def coming(said: Forecast) -> Band:
    assert said.to_come is not None
    return said.to_come


def close(one: float, other: float, by: float) -> bool:
    return abs(one - other) <= by


# -- what is to come -----------------------------------------------------------------------------------------------


def test_without_history_it_says_so_and_goes_by_the_queue_alone() -> None:
    nothing_known = experience(arrived={})
    said = forecast(situation(at(10), queue=due(at(10, 30), at(16), each=3)), nothing_known)
    assert said.to_come is None
    assert (said.days_known, said.days_needed) == (0, 10)
    assert course(said).by_closing.middle == 0
    assert said.doubts[0] == "Little history: 0 of 10 days."


def test_one_days_history_is_not_enough_and_the_first_day_is_no_whole_one() -> None:
    yesterday = {TODAY - timedelta(days=back): A_DAY for back in (1, 2)}
    said = forecast(situation(at(10)), experience(arrived=yesterday))
    assert (said.to_come, said.days_known) == (None, 1)
    assert "1 of 10 days" in said.doubts[0]


def test_what_is_to_come_is_about_what_comes_in_those_hours() -> None:
    said = forecast(situation(at(10)))
    usual = sum(A_DAY[10:17]) + 7  # one more in every hour of the weeks before
    assert coming(said).low <= usual <= coming(said).high
    assert close(coming(said).middle, usual, by=5)


@pytest.mark.parametrize("hour", [8, 9, 12, 16])
@pytest.mark.parametrize("times", [0.0, 1.0, 5.0])
def test_the_band_holds_its_middle(hour: int, times: float) -> None:
    now = at(hour, 20)
    said = forecast(situation(now, so_far=so_far(now, times)))
    for band in (coming(said), *(one.late for one in course(said).late_by)):
        assert 0 <= band.low <= band.middle <= band.high


def test_a_storm_in_the_morning_lifts_the_rest_of_the_day() -> None:
    now = at(10)
    calm, storm = (coming(forecast(situation(now, so_far=so_far(now, times)))) for times in (1.0, 4.0))
    assert storm.middle > 2 * calm.middle
    assert storm.low > calm.high


def test_a_past_storm_does_not_stand_in_every_later_week() -> None:
    known = weeks_before(TODAY, 8)
    stormy = known | {TODAY - timedelta(days=7): tuple(10 * count for count in A_DAY)}
    calm, after = (coming(forecast(situation(at(9)), experience(arrived=one))) for one in (known, stormy))
    assert close(after.middle, calm.middle, by=0.15 * calm.middle)


def test_holidays_weekends_closures_and_clock_changes_are_not_compared() -> None:
    shut = Closure(datetime(2026, 11, 9, tzinfo=UTC), datetime(2026, 11, 10, tzinfo=UTC), "Staff conference")
    every_day: Hours = dict.fromkeys(range(7), ((540, 1020),))
    known = weeks_before(TODAY, 13)
    weekdays = len([day for day in known if day.weekday() < 5 and day != min(known)])
    assert len(comparable_days(TODAY, known, calendar())) == weekdays - 1  # the bank holiday
    assert len(comparable_days(TODAY, known, calendar(closures=[shut]))) == weekdays - 2
    assert len(comparable_days(TODAY, known, calendar(every_day))) == 90 - 2  # and the night of 25 October


def test_days_on_which_nothing_came_are_known_days() -> None:
    known = {TODAY - timedelta(days=28): A_DAY, TODAY - timedelta(days=1): A_DAY}
    days = comparable_days(TODAY, known, calendar())
    assert len(days) == 19
    assert sum(sum(day.counts) for day in days) == sum(A_DAY)


# -- what will be late ---------------------------------------------------------------------------------------------


def test_what_is_late_already_counts_as_late_now_and_not_as_what_will_be() -> None:
    said = forecast(situation(at(10), 3, late=4))
    assert (said.late_now, said.due_by_closing) == (4, 0)
    assert course(said).late_by[0].late.middle == 0
    assert "nothing more will be late" in " ".join(said.words).lower()


def test_what_is_late_already_keeps_hands_from_what_is_due_next() -> None:
    queue = due(at(10, 30), each=3)
    fine, behind = (forecast(situation(at(10), 1, late=late, queue=queue), experience(arrived={})) for late in (0, 30))
    assert course(fine).by_closing.middle < 2
    assert course(behind).by_closing.middle == 3


def test_a_queue_that_can_be_served_in_time_makes_nothing_late() -> None:
    said = forecast(
        situation(at(10), 2, queue=due(*(at(hour) for hour in range(11, 18)), each=8)), experience(arrived={})
    )
    assert course(said).by_closing.middle == 0
    assert said.due_by_closing == 56


def test_more_than_can_be_served_is_late_by_the_difference() -> None:
    """Two hands of six an hour do twelve by eleven; forty are due."""
    said = forecast(situation(at(10), 2, queue=due(at(11), each=40)), experience(arrived={}))
    by_eleven = course(said).late_by[0]
    assert by_eleven.moment == at(11)
    assert close(by_eleven.late.middle, 28, by=1)


@pytest.mark.parametrize("late", [0, 12])
@pytest.mark.parametrize("each", [2, 9, 30])
def test_more_hands_never_make_more_late(late: int, each: int) -> None:
    queue = due(*(at(hour, minute) for hour in range(10, 17) for minute in (5, 35)), each=each)
    known = experience()
    now = situation(at(9, 40), 2, late=late, queue=queue)
    courses = [course(forecast(now, known, more)) for more in range(-2, 6)]
    assert [one.hands for one in courses] == list(range(8))
    for fewer, more in pairwise(courses):
        for one, other in zip(fewer.late_by, more.late_by, strict=True):
            assert other.late.low <= one.late.low
            assert other.late.middle <= one.late.middle
            assert other.late.high <= one.late.high


def test_a_hand_more_and_a_hand_less_are_what_asking_for_them_gives() -> None:
    now = situation(at(10), 2, queue=due(at(12), at(15), each=20))
    said = forecast(now)
    assert said.with_one_more == forecast(now, more=1).as_it_is
    assert said.with_one_less == forecast(now, more=-1).as_it_is


def test_what_arrives_this_morning_can_be_late_this_afternoon() -> None:
    """Nothing waits at nine, but what comes until one is due by five."""
    said = forecast(situation(at(9), 0))
    assert course(said).late_by[3].late.high == 0  # by one o'clock
    assert course(said).by_closing.middle > 20


def test_the_same_facts_give_the_same_forecast() -> None:
    now = situation(at(11, 7), 1, queue=due(at(12), at(15), each=11))
    assert forecast(now, experience()) == forecast(now, experience())


def test_with_nobody_on_all_that_is_due_will_be_late() -> None:
    said = forecast(situation(at(10), 0, queue=due(at(11), at(16), each=5)), experience(arrived={}))
    assert said.with_one_less is None
    assert course(said).by_closing == Band(10, 10, 10)
    assert any(one.startswith("Nobody is on: 5 will be late by 11:00, 10 by 17:00") for one in said.words)


def test_a_shift_that_ends_before_closing_leaves_the_rest_undone() -> None:
    queue = due(at(16), each=30)
    whole = forecast(situation(at(10), queue=queue, hands=hands(1, an_hour=10)), experience(arrived={}))
    half = forecast(situation(at(10), queue=queue, hands=hands(1, at(11), an_hour=10)), experience(arrived={}))
    assert course(whole).by_closing.middle == 0
    assert close(course(half).by_closing.middle, 20, by=1)


def test_nobody_works_in_the_break() -> None:
    queue = due(at(14), each=20)
    through, split = (
        forecast(situation(at(12), 2, queue=queue), experience(arrived={}), calendar=calendar(hours))
        for hours in (OFFICE, SPLIT)
    )
    assert course(through).by_closing.middle == 0
    assert close(course(split).by_closing.middle, 8, by=1)  # an hour of two hands is missing


def test_fifty_thousand_open_items_are_foreseen_with_what_two_people_leave_late() -> None:
    queue = due(*(at(10) + timedelta(minutes=minute) for minute in range(1, 401)), each=125)
    said = forecast(situation(at(10), 2, queue=queue), experience(arrived={}))
    assert said.due_by_closing == 50_000
    assert course(said).by_closing.middle > 49_000


# -- hours ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(17), "Thu 19 Nov at 09:00"),
        (at(20), "Thu 19 Nov at 09:00"),
        (at(11, day=date(2026, 11, 21)), "Mon 23 Nov at 09:00"),
    ],
)
def test_after_closing_time_and_on_closed_days_it_says_when_it_opens(now: datetime, opens: str) -> None:
    said = forecast(situation(now))
    assert (said.closes_at, said.as_it_is, said.to_come) == (None, None, None)
    assert said.words == (f"Closed until {opens}.",)


def test_before_opening_it_looks_to_the_same_days_closing() -> None:
    said = forecast(situation(at(7)))
    assert (said.opens_at, said.closes_at) == (at(9), at(17))
    assert course(said).late_by[-1].moment == at(17)


def test_the_moments_are_the_whole_hours_to_come_and_closing_time() -> None:
    short: Hours = dict.fromkeys(range(5), ((540, 990),))
    said = forecast(situation(at(13, 25)), calendar=calendar(short))
    assert [one.moment for one in course(said).late_by] == [at(14), at(15), at(16), at(16, 30)]


def test_closing_time_passes_over_the_break_and_ends_at_midnight() -> None:
    round_the_clock: Hours = dict.fromkeys(range(7), ((0, 1440),))
    assert closing_time(at(12, 40), calendar(SPLIT)) == at(17)
    assert closing_time(at(12, 40), calendar(round_the_clock)) == at(0, day=date(2026, 11, 19))
    assert closing_time(at(17), calendar(SPLIT)) is None


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 10, 25), 25), (date(2026, 3, 29), 23), (TODAY, 24)],
)
def test_the_day_on_which_the_clocks_change_has_the_hours_it_has(day: date, hours: int) -> None:
    round_the_clock: Hours = dict.fromkeys(range(7), ((0, 1440),))
    zone = calendar().zone
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    ahead = hours_of(epoch_ms(midnight), epoch_ms(midnight) + hours * DAY_MS // 24, zone)
    assert sum(ahead) == hours
    assert ahead[1] == {25: 2, 24: 1, 23: 0}[hours]
    known = learn(day, weeks_before(day, 6), answers({"ann": 6}), calendar(round_the_clock))
    said = forecast(situation(midnight, so_far=(0,) * 24), known, calendar=calendar(round_the_clock))
    assert close(coming(said).middle, sum(A_DAY) + 24, by=15)
    assert len(course(said).late_by) == hours


def test_hours_of_the_epoch_stand_in_their_local_hours() -> None:
    summer = epoch_ms(datetime(2026, 7, 1, 23, tzinfo=UTC)) // 3_600_000
    winter = epoch_ms(datetime(2026, 12, 1, 23, tzinfo=UTC)) // 3_600_000
    days = by_local_day([(summer, 5), (winter, 7)], calendar().zone)
    assert days[date(2026, 7, 2)][0] == 5
    assert days[date(2026, 12, 1)][23] == 7


# -- words ---------------------------------------------------------------------------------------------------------


def test_it_says_what_one_more_would_prevent() -> None:
    said = forecast(situation(at(10), 1, queue=due(at(12), each=16)), experience(arrived={}))
    assert said.words[0].endswith("unless one more joins.")
    assert said.words[0].startswith("4 ")
    assert "will be late by 12:00" in said.words[0]


def test_it_says_what_one_less_would_cost() -> None:
    said = forecast(situation(at(10), 2, queue=due(at(12), each=17)), experience(arrived={}))
    assert said.words[0].startswith("Of what waits now, nothing will be late by 17:00")
    assert said.words[1].startswith("If one leaves, ")


def test_nobodys_pace_is_said_to_be_unknown() -> None:
    said = forecast(situation(at(10), 2, queue=due(at(12), each=3), hands=hands(2, an_hour=0)), experience(pace={}))
    assert not said.is_pace_known
    assert said.doubts == ("Nobody has answered yet.",)

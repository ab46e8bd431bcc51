"""Which messages are about one incident: measured on the inboxes' own incidents and on four more, and case by case."""

from __future__ import annotations

import pytest

from benchmarks.alike import SIX, inbox_cases, invented_cases, rates
from console.rules.alike import Incident
from console.rules.reviewing import title_for

FIRST = "Lift is out at Harbourgate Court again, can somebody come and look at it"
LIFT = Incident("Lift out, Harbourgate Court", FIRST)


@pytest.mark.parametrize("name", SIX)
def test_the_six_of_an_inbox_find_each_other_and_nothing_else(name: str) -> None:
    right, gathered, belong = rates(list(inbox_cases(name)))
    assert (right, gathered, belong) == (30, 30, 30)


def test_most_of_other_incidents_are_found_and_most_found_belong() -> None:
    right, gathered, belong = rates(list(invented_cases()))
    assert right / belong >= 0.7
    assert right / gathered >= 0.7


@pytest.mark.parametrize(
    "text",
    [
        "lift oot at harbourgate coort, fan's somebody comin tae sort it",
        "harbour gate court lift is out of order again",
        "LIFT OUT AT HARBOURGATE COURT AGAIN!!!",
        "Lift's out at Harbourgate Court and I'm on the sixth floor with a pushchair.",
    ],
)
def test_it_is_known_in_other_words_spellings_and_with_a_reason(text: str) -> None:
    assert LIFT.is_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lift is out at Millrigg House again, can somebody come and look at it",
        "The bins at Harbourgate Court have not been emptied, can somebody come and look",
        "Can somebody come and look at my kitchen tap please",
        "?",
        "",
    ],
)
def test_another_house_another_matter_and_nothing_are_not_it(text: str) -> None:
    assert not LIFT.is_like(text)


def test_a_title_that_names_nothing_gathers_nothing() -> None:
    assert Incident("?", "?").resembling(["?", "help", FIRST]) == []


def test_a_very_long_text_is_read_at_its_beginning_only() -> None:
    assert not LIFT.is_like("word " * 200_000 + FIRST)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Lift is out at Harbourgate, can someone come", "Lift is out at Harbourgate"),
        ("No water up Cobblecombe Close since seven. Anybody know why?", "No water up Cobblecombe Close"),
        ("?!", ""),
        ("\n\n", ""),
    ],
)
def test_a_title_starts_with_the_beginning_of_the_first_clause(text: str, title: str) -> None:
    assert title_for(text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Hi, we've had no heating since Monday", "we've had no heating since Monday"),
        ("Good morning! Dear all, no water in Cobblecombe Close.", "no water in Cobblecombe Close"),
        ("Hello?", ""),
    ],
)
def test_a_greeting_is_no_title(text: str, title: str) -> None:
    assert title.startswith(title_for(text))
    assert bool(title_for(text)) is bool(title)

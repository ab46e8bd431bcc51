"""Classes of faults in answers: promises without a time in all their shapes, words in the place of others."""

from __future__ import annotations

import pytest

from console.model import Finding, Level
from console.rules.conduct import Conduct, Outbound
from console.rules.packs import load_policy


@pytest.fixture(scope="module")
def conduct() -> Conduct:
    return Conduct(load_policy("westward"))


def found(conduct: Conduct, rule: str, text: str) -> list[Finding]:
    return [one for one in conduct.check(text, Outbound.REPLY).findings if one.rule == rule]


@pytest.mark.parametrize(
    "text",
    [
        "I have asked the drains team to give you a call.",
        "It has been raised with the contractor.",
        "We are getting an engineer out to you.",
        "Consider it done.",
        "You are next in line, so it will not be long.",
        "The money is on its way to you.",
        "We can send a plumber.",
        "The new one is on order.",
        "A copy is going to be put in the post.",
    ],
)
def test_a_half_promise_without_a_time_is_a_hint(conduct: Conduct, text: str) -> None:
    assert [one.level for one in found(conduct, "promise", text)] == [Level.HINT]


@pytest.mark.parametrize("text", ["We are getting an engineer out to you by 3pm.", "We can send a plumber tomorrow."])
def test_a_half_promise_with_a_time_is_none(conduct: Conduct, text: str) -> None:
    assert found(conduct, "promise", text) == []


def test_only_what_goes_on_about_the_same_people_is_covered_by_their_time(conduct: Conduct) -> None:
    covered = "A plumber will ring you today. He will ask what happened."
    apart = "A plumber will ring you today. We will get back to you about the rest."
    assert found(conduct, "promise", covered) == []
    (one,) = found(conduct, "promise", apart)
    assert apart[one.start : one.end].startswith("We will get back")


def test_a_later_clause_wants_a_time_of_its_own(conduct: Conduct) -> None:
    text = "A plumber will come by 3pm, and somebody will ring you about the carpet."
    (one,) = found(conduct, "promise", text)
    assert (text[one.start : one.end], one.level) == ("somebody will ring you about the carpet.", Level.HINT)


@pytest.mark.parametrize("text", ["This needs a Section 20 notice.", "It is a section  20 matter."])
def test_jargon_with_a_number_is_found(conduct: Conduct, text: str) -> None:
    (one,) = found(conduct, "jargon", text)
    assert text[one.start : one.end].endswith("20")


@pytest.mark.parametrize("text", ["See youtu.be/abc1 for more.", "See handyman.app today.", "See heat.shop/now today."])
def test_links_of_newer_sorts_are_links(conduct: Conduct, text: str) -> None:
    assert len(found(conduct, "foreign-link", text)) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dear Sir/Madam, we open at 9.", "Sir/Madam"),
        ("Your visit is on TBC.", "TBC"),
        ("Your job is #REF# today.", "#REF#"),
        ("Add details here please.", "Add details here"),
    ],
)
def test_what_was_to_be_filled_in_is_found(conduct: Conduct, text: str, said: str) -> None:
    assert said in [text[one.start : one.end] for one in found(conduct, "placeholder", text)]


@pytest.mark.parametrize("text", ["Please put this in writing.", "Wait … and see.", "Really??", "What do you think?"])
def test_ordinary_words_and_signs_are_no_placeholders(conduct: Conduct, text: str) -> None:
    assert found(conduct, "placeholder", text) == []


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("The visit effects two flats.", "affects"),
        ("He's form the gas team.", "from"),
        ("The leek is in the loft.", "leak"),
        ("You will not loose its key.", "lose"),
        ("The new manger starts on Monday.", "manager"),
        ("In due coarse we do.", "course"),
    ],
)
def test_a_word_in_the_place_of_another_is_told_by_its_neighbours(conduct: Conduct, text: str, instead: str) -> None:
    assert instead in [one.instead for one in found(conduct, "spelling", text)]


@pytest.mark.parametrize(
    "text", ["Fill in a form.", "The effects are small.", "Take a break.", "It's on its way by 9."]
)
def test_the_same_words_in_their_own_places_are_right(conduct: Conduct, text: str) -> None:
    assert found(conduct, "spelling", text) == []


def test_a_wording_that_is_as_often_right_as_not_is_only_said(conduct: Conduct) -> None:
    (one,) = found(conduct, "risky", "You can't please some people.")
    assert (one.level, one.why) == (Level.HINT, "may be risky wording: leave it out")


def test_scottish_and_irish_surnames_are_names(conduct: Conduct) -> None:
    text = "The noise is from Shona McPhee at flat 2/1, and we know."
    assert "Shona McPhee at flat 2/1" in [text[one.start : one.end] for one in found(conduct, "personal-data", text)]

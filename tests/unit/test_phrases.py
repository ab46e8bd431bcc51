"""A pack's phrases in a text: looked for only where they can begin, and yet all of them found."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from console.rules.packs import load_policy
from console.rules.phrases import Phrases, UnknownConcept, _any_of, _longest_first, _seen_through, _Terms, _together
from console.text import fold

SIGNS = "aabs'*- £_"
WORDS = st.sampled_from(
    ["a", "ab", "as*", "b*", "ass", "baas", "'bab", "s'ab", "a'", "ab-sa", "£a", "_a", "sabs", "saba*"]
)
LISTS = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join) | st.tuples(WORDS, WORDS).map(" + ".join))
ANY_TEXT = st.lists(WORDS | st.text(SIGNS, max_size=8), max_size=8).map(" ".join) | st.text(SIGNS, max_size=30)
TEXTS = ANY_TEXT | ANY_TEXT.map(
    lambda text: text.replace("*", "b")
)  # an asterisk has the disguised looked for otherwise


def found(text: str, *phrases: str) -> list[str]:
    spans = Phrases({"rule": phrases}, {}).spans(text).get("rule", [])
    return [text[start:end] for start, end in spans]


def found_disguised(text: str, *phrases: str) -> list[str]:
    spans = Phrases({}, {"rule": phrases}).spans(text).get("rule", [])
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("phrase", "text", "stretches"),
    [
        ("gas leak", "a gas  leak, gas leaks", ["gas  leak"]),
        ("leak*", "leaks leaking bleak", ["leaks", "leaking"]),
        ("water + fuse box", "the fuse box has water in it", ["fuse box has water"]),
        ("can't go on", "i cant go on, i can't go on", ["cant go on", "can't go on"]),
        ("'twould be", "'twould be, twould be, it'twould be", ["'twould be", "twould be", "twould be"]),
        ("£50 off", "get £50 off now", ["£50 off"]),
        ("a*", "an apple", ["an", "apple"]),
    ],
)
def test_a_phrase_is_found(phrase: str, text: str, stretches: list[str]) -> None:
    assert found(text, phrase) == stretches


def test_a_word_is_found_doubled_and_hidden_where_the_rule_says_so() -> None:
    doubled, hidden = "muppet muuppet mupet", "m*pp*t muppets m*t"
    assert found_disguised(doubled, "muppet") == ["muppet", "muuppet"]
    assert found_disguised(hidden, "muppet") == ["m*pp*t"]
    assert found(doubled, "muppet") == ["muppet"]
    assert found(hidden, "muppet") == []


def test_the_longest_comes_first_and_nothing_is_found_twice() -> None:
    assert found("no hot water since monday", "hot water", "no hot water", "water since") == ["no hot water"]


def _searched_everywhere(phrases: list[str], is_disguised: bool, text: str) -> list[tuple[int, int]]:
    make = _seen_through if is_disguised else _together
    whole = [order.expression for phrase in _longest_first(phrases) for order in make(phrase, _Terms({}))]
    expression = re.compile(rf"(?<!\w){_any_of(whole)}", re.DOTALL)
    return [match.span() for match in expression.finditer(text)] if whole else []


@given(LISTS, LISTS, TEXTS)
@example(["ab"], ["ass"], "aass a*s")
@example([], ["'bab"], "**b")
@settings(max_examples=600, deadline=None)
def test_looking_only_where_phrases_can_begin_loses_none(plain: list[str], disguised: list[str], text: str) -> None:
    folded = fold(text).text
    spans = Phrases({"plain": plain}, {"disguised": disguised}).spans(folded)
    assert spans.get("plain", []) == _searched_everywhere(plain, False, folded)
    assert spans.get("disguised", []) == _searched_everywhere(disguised, True, folded)


@pytest.mark.parametrize("name", ["westward", "langstane"])
def test_every_phrase_of_a_shipped_pack_is_found_and_none_slows_all_texts_down(name: str) -> None:
    words = load_policy(name).words
    lists = {"urgent": words.urgent, "issue": words.issue, "thanks": words.thanks, "feedback": words.feedback}
    phrases = Phrases(lists, {"abuse": words.abuse_severe, "prejudice": words.prejudice}, words.concepts)
    assert not phrases._everywhere
    for rule, listed in {**lists, "abuse": words.abuse_severe, "prejudice": words.prejudice}.items():
        for phrase in listed:
            said = re.sub(r"@(\w+)", lambda match: words.concepts[match[1]][0], phrase).replace(" ~ ", " ")
            assert rule in phrases.spans(fold(said.replace(" + ", " or ")).text), phrase


def test_a_concept_stands_for_each_of_its_phrases_with_up_to_two_words_between() -> None:
    concepts = {"will": ["i will", "i'll"], "hurt": ["kill", "beat up"]}
    phrases = Phrases({"threat": ["@will ~ @hurt", "@hurt + tonight"]}, {}, concepts)
    found = [
        bool(phrases.spans(text)) for text in ("i'll kill him", "i will so happily beat up", "tonight they beat up")
    ]
    missed = [bool(phrases.spans(text)) for text in ("i will now go and then kill", "kill time", "i willing kill")]
    assert (found, missed) == ([True] * 3, [False] * 3)


def test_a_concept_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownConcept, match="nowhere"):
        Phrases({"threat": ["@nowhere"]}, {})

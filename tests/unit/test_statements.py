"""Phrases of concepts, followed word by word."""

from __future__ import annotations

import pytest

from console.rules.statements import Statements, UnknownConcept

CONCEPTS = {
    "will": ["i will", "i'll", "i"],
    "hurt": ["kill", "beat", "beat up"],
    "whom": ["you", "all of you", "tom-toms"],
}


def found(text: str, *phrases: str) -> list[str]:
    spans = Statements({"threat": phrases}, CONCEPTS).spans(text).get("threat", [])
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("i will kill you", ["i will kill you"]),
        ("ill kill you", ["ill kill you"]),
        ("i'll just really beat up all of you, ok", ["i'll just really beat up all of you"]),
        ("i will beat, you", ["i will beat, you"]),
        ("i will kill the tom-toms", []),
        ("i will kill tom - toms", ["i will kill tom - toms"]),
        ("i will. kill you", []),
        ("i will now and then kill you", []),
        ("i will kill your cat", []),
        ("wi will kill you", []),
        ("i will kill you. i kill you", ["i will kill you", "i kill you"]),
    ],
)
def test_a_statement_is_followed_through_its_concepts(text: str, stretches: list[str]) -> None:
    assert found(text, "@will ~ @hurt @whom") == stretches


def test_the_longest_of_those_that_begin_together_is_taken() -> None:
    assert found("i beat all of you up", "@will @hurt", "@will @hurt @whom") == ["i beat all of you"]


def test_words_stand_beside_concepts_and_may_end_in_any_way() -> None:
    assert found("they threatened to kill you", "threat* to @hurt", "to @hurt @whom") == ["threatened to kill"]


def test_a_concept_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownConcept, match="nowhere"):
        Statements({"threat": ["@nowhere"]}, CONCEPTS)


@pytest.mark.parametrize("text", ["", "i will " * 5_000, "kill " * 20_000, "'" * 9_000, "i i i i " * 4_000])
def test_hostile_texts_are_followed_without_harm(text: str) -> None:
    for start, end in Statements({"threat": ["@will ~ @hurt ~ @whom"]}, CONCEPTS).spans(text).get("threat", []):
        assert 0 <= start < end <= len(text)

"""What learned phrases count for; and that nothing learned ever outvotes the officer's own phrases alone."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.model import ItemKind, LearnedPhrase
from console.rules.policy_texts import Template
from console.rules.probation import (
    LIMIT,
    LIMIT_ON_PROBATION,
    MOST_PHRASES,
    ON_PROBATION,
    heaviest,
    is_on_probation,
    limit_of,
    weight,
)
from console.rules.suggest import Suggester

AT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
EXAMPLES = {
    "boiler": ["my boiler is broken", "no hot water since friday", "radiators are stone cold", "boiler lost pressure"],
    "parking": ["somebody parked in my space", "cars on the pavement", "van blocks the drive", "my bay is taken again"],
    "bins": ["bins were not emptied", "rubbish in the bin store", "recycling left behind", "the bin lorry missed us"],
    "lift": ["the lift is stuck", "lift out of order again", "stairs only, lift broken", "lift doors will not open"],
}
MESSAGES = [
    "the boiler is broken again and there is no hot water", "cars parked on the pavement", "stuck in the lift",
    "the bin lorry missed our street", "broken again", "my space is taken by a van with a broken lift", "space heater",
]  # fmt: skip


def learned(
    template_id: str, text: str, accepted: int = 1, rejected: int = 0, people: int = 1, **more: object
) -> LearnedPhrase:
    made = {"id": 1, "learned_at": AT, "person": "sam", "accepted": accepted, "rejected": rejected, "people": people}
    return LearnedPhrase(template_id=template_id, text=text, **{**made, **more})  # type: ignore[arg-type]


def library() -> Suggester:
    return Suggester(
        [
            Template(
                id=id, title=id, situation="x", keywords=[id], kinds=["comment"], clauses=[], text="t", examples=said
            )
            for id, said in EXAMPLES.items()
        ]
    )


@lru_cache
def kept(_name: str) -> Suggester:
    """A library that is built once: what it listens to is replaced whole each time."""
    return library()


def likenesses(suggester: Suggester, text: str) -> dict[str, float]:
    """What every template gets for the text, by id, before it is told as a share."""
    ids = list(EXAMPLES)
    found = suggester._book.nearest(text, None, suggester._widened)
    return {ids[one.group]: suggester._score(one) for one in found}


# -- what a phrase counts for --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "rejected", "people", "counts"),
    [
        (1, 0, 1, ON_PROBATION),
        (3, 0, 1, ON_PROBATION),
        (4, 0, 1, 1.0),  # one person, often enough
        (2, 0, 2, 1.0),
        (0, 1, 1, -ON_PROBATION),
        (0, 2, 2, -1.0),
        (1, 1, 2, 0.0),
        (3, 1, 2, 0.5),
    ],
)
def test_a_phrase_counts_little_until_two_people_or_four_answers_agree(
    accepted: int, rejected: int, people: int, counts: float
) -> None:
    assert weight(learned("boiler", "x", accepted, rejected, people)) == pytest.approx(counts)


def test_what_another_house_shares_is_on_probation_and_can_be_rejected_here() -> None:
    shared = learned("boiler", "x", 0, 0, 0, is_shared=True)
    assert is_on_probation(shared)
    assert weight(shared) == ON_PROBATION
    assert weight(learned("boiler", "x", 0, 1, 1, is_shared=True)) == 0


def test_of_many_phrases_those_that_count_most_are_heard_and_then_the_newest() -> None:
    many = [learned("boiler", f"x {n}", id=n) for n in range(1, 30)]
    borne_out = learned("boiler", "borne out", 2, 0, 2, id=0)
    heard = heaviest([*many, borne_out])
    assert heard[0] == borne_out
    assert [phrase.id for phrase in heard[1:]] == list(range(29, 29 - MOST_PHRASES + 1, -1))


# -- the officer's phrases are never outvoted ----------------------------------------------------------------------

WORDS = st.sampled_from([word for said in [*EXAMPLES.values(), MESSAGES] for text in said for word in text.split()])
PHRASES = st.builds(
    learned,
    st.sampled_from(list(EXAMPLES)),
    st.lists(WORDS, min_size=1, max_size=12).map(" ".join) | st.sampled_from(MESSAGES),
    st.integers(0, 99),
    st.integers(0, 99),
    st.integers(0, 9),
    is_shared=st.booleans(),
)


@given(text=st.sampled_from(MESSAGES), phrases=st.lists(PHRASES, max_size=40))
@settings(max_examples=100, deadline=None)
def test_nothing_learned_outvotes_the_officers_own_phrases_alone(text: str, phrases: list[LearnedPhrase]) -> None:
    alone = likenesses(kept("the officer's"), text)
    taught = kept("taught")
    taught.listen_to(phrases)
    after = likenesses(taught, text)
    assert after.keys() == alone.keys()  # what the officer's phrases do not bring up, nothing learned does
    for one, own in alone.items():
        assert (1 - LIMIT) * own - 1e-9 <= after[one] <= (1 + LIMIT) * own + 1e-9
    order = [match.template.id for match in taught.suggest(text, ItemKind.COMMENT, len(EXAMPLES))]
    for first in alone:
        for second in alone:
            if alone[second] < alone[first] * (1 - LIMIT) / (1 + LIMIT) - 1e-9:
                assert order.index(first) < order.index(second)


def test_a_thousand_agreeing_lies_do_not_turn_the_first_suggestion_away() -> None:
    text = "the boiler is broken again and there is no hot water"
    taught = library()
    taught.listen_to([learned("parking", text, 999, 0, 99), learned("boiler", text, 0, 999, 99)])
    assert taught.suggest(text, ItemKind.COMMENT)[0].template.id == "boiler"


def test_the_officers_phrases_say_the_same_before_and_after() -> None:
    text = "stuck between floors in the lift"
    taught = library()
    taught.listen_to([learned("lift", text, 9, 0, 9), learned("bins", text, 9, 0, 9)])
    taught.listen_to([])
    assert taught.suggest(text, ItemKind.COMMENT) == library().suggest(text, ItemKind.COMMENT)


# -- and yet it learns ---------------------------------------------------------------------------------------------


def test_between_templates_that_come_near_what_was_learned_decides() -> None:
    text = "it is broken again"
    before = [match.template.id for match in library().suggest(text, ItemKind.COMMENT)]
    taught = library()
    taught.listen_to([learned(before[1], text, 4, 0, 2), learned(before[0], text, 0, 4, 2)])
    assert taught.suggest(text, ItemKind.COMMENT)[0].template.id == before[1]


def test_on_probation_a_phrase_moves_a_template_less() -> None:
    scores = []
    for accepted in (0, 1, 4):
        taught = library()
        taught.listen_to([learned("boiler", "the tap ran dry, no water since this morning", accepted)] * bool(accepted))
        scores.append(likenesses(taught, "no water in the tap")["boiler"])
    assert scores[0] < scores[1] < scores[2]


def test_until_one_has_passed_its_probation_a_templates_phrases_may_move_it_less() -> None:
    on_probation, passed = learned("boiler", "x"), learned("boiler", "y", 2, 0, 2)
    assert limit_of([on_probation] * 20) == LIMIT_ON_PROBATION
    assert limit_of([on_probation, passed]) == LIMIT


def test_a_rejected_phrase_lowers_its_template() -> None:
    text = "the lift is stuck with a van in it"
    taught = library()
    taught.listen_to([learned("lift", text, 0, 1)])
    assert likenesses(taught, text)["lift"] < likenesses(library(), text)["lift"]


def test_the_reason_says_that_it_was_learned_and_whether_on_probation() -> None:
    text = "hatch on the landing goes up and down by itself, no lift"
    taught = library()
    taught.listen_to([learned("lift", text)])
    assert taught.suggest(text, ItemKind.COMMENT)[0].because.startswith("learned, on probation, like: “hatch on")
    taught.listen_to([learned("lift", text, 2, 0, 2)])
    assert taught.suggest(text, ItemKind.COMMENT)[0].because.startswith("learned, like: “hatch on")


def test_a_phrase_of_a_template_that_is_gone_is_not_heard() -> None:
    taught = library()
    taught.listen_to([learned("gone", "the lift is stuck", 9, 0, 9)])
    assert taught.suggest("lift stuck", ItemKind.COMMENT) == library().suggest("lift stuck", ItemKind.COMMENT)

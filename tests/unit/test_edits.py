"""Which template an answer was begun from, and how much of it was changed."""

from __future__ import annotations

from itertools import combinations

import pytest

from console.rules.edits import SMALL_EDIT, Taken, edit, taken
from console.rules.filling import fill
from console.rules.packs import load_policy

HEATING = "Hi Sam, we are sorry that you are without heating. Please send us a private message and we will reply today."
BINS = "Hi Sam, thank you for telling us about the bins. We have asked the council when they will be emptied."
FILLED = {"heating": HEATING, "bins": BINS}


def test_what_was_sent_as_it_stood_has_no_edit_whatever_its_spacing() -> None:
    assert taken(f" {HEATING.replace('. ', '.  ')}\n", "heating", FILLED) == Taken("heating", 0.0)


def test_a_sentence_more_is_a_small_edit() -> None:
    used = taken(f"{HEATING} There is a drop-in at the hub on Friday.", "heating", FILLED)
    assert used is not None
    assert 0 < used.edit <= SMALL_EDIT
    assert used.is_accepted


def test_one_that_was_rewritten_keeps_its_name_and_is_not_accepted() -> None:
    used = taken("Hi Sam, I rang the engineer and she will be with you by four o'clock.", "heating", FILLED)
    assert used is not None
    assert used.template_id == "heating"
    assert not used.is_accepted


def test_a_template_is_known_by_its_words_when_nobody_says_what_was_begun_from() -> None:
    assert taken(BINS, None, FILLED) == Taken("bins", 0.0)


def test_who_begins_from_one_and_sends_another_has_taken_the_other() -> None:
    assert taken(BINS, "heating", FILLED) == Taken("bins", 0.0)


@pytest.mark.parametrize("begun_from", [None, "no-longer-in-the-pack"])
def test_a_free_reply_is_begun_from_none(begun_from: str | None) -> None:
    assert taken("It was lovely to meet you all at the fun day on Saturday!", begun_from, FILLED) is None


def test_without_templates_every_reply_is_free() -> None:
    assert taken("Thank you.", "heating", {}) is None


@pytest.mark.parametrize("name", ["westward", "langstane"])
def test_no_template_of_a_pack_passes_for_another(name: str) -> None:
    policy = load_policy(name)
    values = {"first_name": "Sam", "timescale": policy.core.timescale[0].text}
    texts = [fill(template.text, values, policy) for template in policy.templates]
    assert min(edit(one, other) for one, other in combinations(texts, 2)) > SMALL_EDIT + 0.15

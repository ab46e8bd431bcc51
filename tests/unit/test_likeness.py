"""Comparing a text with groups of phrases."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tracemalloc

import pytest

from console.rules.likeness import NEAREST_GROUPS, Phrasebook, alike
from console.rules.packs import load_policy

BOILER = ["my boiler is broken", "no hot water since friday", "the radiators are cold"]
PARKING = ["somebody parked in my space", "cars on the pavement again"]
BINS = ["the bins were not emptied", "rubbish everywhere in the bin store"]


def test_the_group_that_says_the_same_comes_first() -> None:
    book = Phrasebook([PARKING, BOILER, BINS])
    assert [book.nearest(text)[0].group for text in ("hot water is off", "parked on pavement", "bin not emptied")] == [
        1,
        0,
        2,
    ]


def test_the_nearest_phrase_of_the_group_is_named() -> None:
    found = Phrasebook([BOILER]).nearest("all our radiators have gone cold")[0]
    assert BOILER[found.phrase] == "the radiators are cold"


def test_endings_do_not_matter() -> None:
    book = Phrasebook([["the tap leaks"], ["the door sticks"]])
    assert book.nearest("leaking taps")[0].group == 0


def test_a_misspelt_word_counts_as_the_word_it_is_like() -> None:
    book = Phrasebook([BOILER, PARKING])
    right, misspelt = book.nearest("boiler")[0], book.nearest("bolier")[0]
    assert misspelt == right


def test_a_short_word_is_not_mended() -> None:
    book = Phrasebook([["the cat"], ["a door"]])
    assert all(one.group != 0 for one in book.nearest("cot"))


def test_what_few_groups_say_tells_more_than_what_most_say() -> None:
    book = Phrasebook([["repair the lift"], ["repair the gate"], ["repair the fence"], ["lift"]])
    assert {one.group for one in book.nearest("repair lift")[:2]} == {0, 3}


def test_only_the_groups_asked_for_are_looked_at() -> None:
    assert [one.group for one in Phrasebook([BOILER, BOILER]).nearest("boiler", among=[1])] == [1]


def test_words_that_no_group_knows_make_it_less_like() -> None:
    book = Phrasebook([BOILER, PARKING])
    alone, among_others = book.nearest("broken boiler")[0], book.nearest("broken boiler zebra crossing quiz")[0]
    assert among_others.score < alone.score


def test_what_has_nothing_in_common_gets_nothing() -> None:
    book = Phrasebook([BOILER])
    assert [book.nearest(text) for text in ("", "?", "zq", "\ud800")] == [[], [], [], []]


def test_no_phrases_no_likeness() -> None:
    assert Phrasebook([]).nearest("boiler") == []
    assert [one.group for one in Phrasebook([[], BOILER, [""]]).nearest("boiler")] == [1]


def test_at_most_so_many_groups_come_back_in_order_of_score() -> None:
    book = Phrasebook([[f"boiler {word}"] for word in "abcdefghijklmnopqrst"])
    found = book.nearest("boiler c")
    assert (len(found), found[0].group) == (NEAREST_GROUPS, 2)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_more_phrases_widen_their_group_and_leave_the_others_as_they_are() -> None:
    book = Phrasebook([BOILER, PARKING])
    text = "lukewarm showers and a van parked in my space"
    wide = {0: book.widen(0, [("lukewarm showers all week", 1.0)])}
    before, after = ({one.group: one for one in book.nearest(text, None, widened)} for widened in ({}, wide))
    assert after[0].widened > after[0].score
    assert (after[0].score, after[0].phrase) == (before[0].score, before[0].phrase)
    assert after[1] == before[1]
    assert before[0].widened == before[0].score


def test_a_phrase_that_counts_against_its_group_makes_it_less_like() -> None:
    book = Phrasebook([BOILER, PARKING])
    wide = {0: book.widen(0, [("the boiler on the landing", -1.0)])}
    found = next(one for one in book.nearest("boiler on the landing", None, wide) if one.group == 0)
    assert found.widened < found.score


def test_the_more_a_phrase_counts_the_more_it_widens() -> None:
    book = Phrasebook([BOILER, PARKING])
    found = []
    for weight in (0.0, 0.3, 1.0):
        wide = {0: book.widen(0, [("lukewarm boiler showers", weight)])}
        found.append(book.nearest("lukewarm showers, boiler", None, wide)[0].widened)
    assert found == sorted(set(found))


def test_texts_are_alike_whatever_the_order_of_their_words() -> None:
    assert alike("broken is the boiler", "the boiler is broken") == 1.0
    assert alike("the boiler is broken", "somebody parked in my space") < 0.5


BYTES_A_PHRASE = 6_000  # lists of pairs took 10,400


def test_a_library_of_phrases_is_small_in_memory() -> None:
    groups = [template.examples for template in load_policy("westward").templates]
    gc.collect()
    tracemalloc.start()
    book = Phrasebook(groups)
    gc.collect()
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert book.nearest("boiler")
    assert taken / sum(map(len, groups)) < BYTES_A_PHRASE


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_text_is_as_like_in_every_process(seed: str) -> None:
    code = (
        "from console.rules.likeness import Phrasebook\n"
        f"print(Phrasebook([{PARKING}, {BOILER}, {BINS}]).nearest('cold water in the bin store'))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said.strip() == str(Phrasebook([PARKING, BOILER, BINS]).nearest("cold water in the bin store"))

"""Words that somebody hid, and what only looks as if it hid one."""

from __future__ import annotations

import subprocess
import sys
from time import thread_time

import pytest

from console.rules.hidden_words import HiddenWords
from console.text import fold_characters

WORDS = {"abuse": ["wanker", "wankers", "slag", "twat", "pillock"], "mild": ["berk", "arse"]}


@pytest.fixture(scope="module")
def hidden() -> HiddenWords:
    return HiddenWords(WORDS, severe=("abuse",), known=["wankr"])


def found(hidden: HiddenWords, text: str) -> dict[str, str]:
    """What hides a word, with the rule that lists it."""
    folded = fold_characters(text).text
    return {folded[one.start : one.end]: one.rule for one in hidden.find(folded)}


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("you w a n k e r s, all", "w a n k e r s"),
        ("u r a w.a.n.k.e.r", "w.a.n.k.e.r"),
        ("a W 4 N K 3 R indeed", "w 4 n k 3 r"),
        ("that wan ker again", "wan ker"),
        ("what a w4nk3r!", "w4nk3r"),
        ("s1ag", "s1ag"),
        ("twa7", "twa7"),
        ("w***er here", "w***er"),
        ("a (wan-ker)", "wan-ker"),
        ("the p.illock", "p.illock"),
        ("wnaker", "wnaker"),
        ("a waker of a man, pilock", "pilock"),
        ("twt", "twt"),
    ],
)
def test_a_hidden_word_is_found(hidden: HiddenWords, text: str, stretch: str) -> None:
    assert found(hidden, text).get(stretch) == "abuse"


@pytest.mark.parametrize(
    "text",
    [
        "slang of the day",
        "the walker wanders",
        "lag the pipes, they sag",
        "wankr is my surname",
        "12th of May, 30mins, 24/7, 4 weeks",
        "a re-let in Block 5b, www.example.org/w4n",
        "T.B.C., N.H.S. and a-b-c-d",
        "ring 0 7 7 0 0 9 0 0 1 2 3",
        "bekr",
        "**** and *****",
        "it is art wa te",
    ],
)
def test_what_hides_no_word_is_left_alone(hidden: HiddenWords, text: str) -> None:
    assert found(hidden, text) == {}


def test_a_word_of_one_letter_and_masks_is_taken_for_the_mildest(hidden: HiddenWords) -> None:
    assert HiddenWords({"abuse": ["bint"], "mild": ["berk"]}, ("abuse",)).find("b***").__next__().rule == "mild"
    assert found(hidden, "b***") == {"b***": "mild"}


@pytest.mark.parametrize("text", ["", "a " * 20_000, "w.a.n." * 5_000, "w*" * 9_000, "@" * 9_000, "x1" * 9_000])
def test_hostile_texts_are_looked_through_in_passable_time(hidden: HiddenWords, text: str) -> None:
    started = thread_time()
    for one in hidden.find(text):
        assert 0 <= one.start < one.end <= len(text)
    assert thread_time() - started < 2


def test_nothing_heavy_is_imported_until_a_word_is_looked_up() -> None:
    code = "import sys, console.rules.triage; print('rapidfuzz' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

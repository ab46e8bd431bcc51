"""Findings in the thread: their words underlined, each look over the right characters, and the text shown as it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.model import Finding, ItemKind, Level
from console.rules.packs import load_policy
from console.rules.triage import Triage
from console.text import displayable
from console.widgets.quoting import SHOWN_CHARACTERS, shown
from console.widgets.thread_lines import marked
from tests.unit.test_text_properties import TEXTS

RULES = Triage(load_policy("westward"))
LEVELS = st.sampled_from([Level.NOW, Level.SOON, Level.NOTE])


def finding(start: int, end: int, level: Level = Level.NOW) -> Finding:
    return Finding("urgent", level, start, end, "W3.6", "a reason")


def underlined(text: str, *findings: Finding) -> list[tuple[str, str]]:
    return [(part, look) for part, look in marked(text, findings) if look in ("found", "noted")]


def test_loud_words_and_quiet_ones_are_underlined_each_in_their_look() -> None:
    text = "I smell gas and the boiler is off"
    assert marked(text, [finding(20, 26, Level.NOTE), finding(2, 11)]) == (
        ("I ", "plain"), ("smell gas", "found"), (" and the ", "plain"), ("boiler", "noted"), (" is off", "plain"),
    )  # fmt: skip


def test_where_two_findings_point_at_the_same_words_the_loud_one_is_seen() -> None:
    quiet, loud = finding(0, 14, Level.NOTE), finding(4, 9)
    assert underlined("off again then ", quiet, loud) == [("off ", "noted"), ("again", "found"), (" then", "noted")]


def test_a_finding_about_the_whole_text_underlines_nothing() -> None:
    assert marked("all of it", [finding(0, 9)]) == (("all of it", "plain"),)


def test_a_text_too_long_to_be_shown_keeps_its_underlines() -> None:
    text = "smell gas " + "a" * SHOWN_CHARACTERS
    first, *_, last = marked(text, [finding(0, 9), finding(SHOWN_CHARACTERS - 3, SHOWN_CHARACTERS + 5)])
    assert first == ("smell gas", "found")
    assert last == (" … (10 characters more; all of it is kept)", "muted")


@pytest.mark.parametrize(
    ("text", "word", "seen"),
    [
        ("it is the caf\u0065\u0301 again", "caf\u0065", "caf\u0065\u0301"),  # the accent goes with its letter
        ("gas\r\nsmell", "gas\r", "gas\n"),
        ("help \U0001f469\u200d\U0001f692 now", "\U0001f469", "\U0001f469\u200d\U0001f692"),
        ("thumbs \U0001f44d\U0001f3fd up", "\U0001f44d", "\U0001f44d\U0001f3fd"),
        ("a f\u200b\u200b\u200buck b", "f\u200b", "f‹ZWSP×3›"),
        ("x \x1b[2J y", "\x1b", "␛"),
    ],
)
def test_nothing_that_is_seen_as_one_is_cut_in_two(text: str, word: str, seen: str) -> None:
    start = text.index(word)
    assert underlined(text, finding(start, start + len(word))) == [(seen, "found")]


@given(TEXTS, st.lists(st.tuples(st.integers(-2, 90), st.integers(-2, 90), LEVELS), max_size=5))
@settings(max_examples=500, deadline=None)
def test_whatever_is_underlined_the_text_is_shown_as_it_is(text: str, spans: list[tuple[int, int, Level]]) -> None:
    parts = marked(text, [finding(*span) for span in spans])
    assert "".join(part for part, _ in parts) == (shown(text) or "(no text)")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I can ｓｍｅｌｌ ｇａｓ in here", "ｓｍｅｌｌ ｇａｓ"),
        ("Cheers, you waaaankers, the gate is off", "waaaankers"),
        ("e\u0301\u0301 I can s\u200bmell g\u00e1s, what now", "s\u200bmell g\u00e1s"),
        ("\U0001f525\U0001f525 ring me on 07700 900123 \U0001f525 please", "07700 900123"),
    ],
)
def test_the_underlined_words_are_those_that_the_rule_saw(text: str, words: str) -> None:
    """Through folding and back: spans of disguised words lie on the words as they were written."""
    found = [part for part, look in marked(text, RULES.judge(text, ItemKind.COMMENT)) if look == "found"]
    assert found == [displayable(words)]

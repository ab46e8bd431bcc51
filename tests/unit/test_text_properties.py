"""Whatever people write, what is shown is safe."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from console.text import cells, displayable, first_name, fold, from_stored, one_line, storable

BIDI = {"\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
NASTY = st.sampled_from(
    "".join(sorted(BIDI))
    + "\x00\x07\x1b\r\n\t\x0b\x85\x9b\xad\u200b\u200c\u200d\u202e\u2066\u2028\ufe0f\ufeff\ud800\udfff\uffff"
    "\u0301\u0e47\u0645❤👩🏽🏴\U000e0067\U000e007f\u20e3漢a1# ‹›[/]"
)
ANY_CHARACTER = st.characters(codec=None) | NASTY
TEXTS = st.text(ANY_CHARACTER, max_size=80) | st.text(NASTY, max_size=40)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_nothing_shown_moves_the_cursor_or_turns_the_direction(text: str) -> None:
    shown = displayable(text)
    assert not [sign for sign in shown if sign != "\n" and unicodedata.category(sign) in ("Cc", "Cs")]
    assert not BIDI & set(shown)
    shown.encode()


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_showing_twice_changes_nothing_more(text: str) -> None:
    once = displayable(text)
    assert displayable(once) == once


@given(TEXTS, st.integers(-1, 30))
@settings(max_examples=300, deadline=None)
def test_one_line_fits(text: str, width: int) -> None:
    line = one_line(text, width)
    assert "\n" not in line
    assert cells(line) <= max(0, width)
    assert cell_len(line) <= max(0, width)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_folding_keeps_its_offsets_in_order_and_inside(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(text)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_storing_loses_nothing_and_names_are_words(text: str) -> None:
    assert from_stored(storable(text)) == text
    name = first_name(text)
    assert name == "" or name.replace("'", "").replace("’", "").replace("-", "").isalpha()

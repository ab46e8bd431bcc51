"""Outside text made safe to show, measured in cells, and folded for matching."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from rich.cells import cell_len

from console.text import _ORDINARY, cells, digest, displayable, first_name, fold, from_stored, one_line, storable

HOSTILE = Path(__file__).parents[2] / "fixtures" / "hostile.jsonl"
FLAG = "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in "gbsct") + "\U000e007f"


def hostile_texts() -> list[str]:
    rows = [json.loads(line) for line in HOSTILE.read_text("utf-8").splitlines() if line.strip()]
    return [value for row in rows for value in (row.get("text"), row["author"]["name"], row.get("post")) if value]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain [/] text", "plain [/] text"),
        ("a\x1b[31mred", "a␛[31mred"),
        ("a\x00b\x7f", "a␀b␡"),
        ("a\x9bb", "a‹U+009B›b"),
        ("\u202eabc", "‹RLO›abc"),
        ("a\u200b\u200b\u200bb", "a‹ZWSP×3›b"),
        ("\u200b" * 40, "‹ZWSP×40›"),
        ("\x1b" * 40, "‹␛×40›"),
        ("a\ud800b", "a‹\ufffd›b".replace("‹", "").replace("›", "")),
        ("a\uffffb", "a\ufffdb"),
        ("one\r\ntwo\rthree\x85four\u2028five\x0bsix\x0cseven", "one\ntwo\nthree\nfour\nfive\nsix\nseven"),
        ("a\tb", "a    b"),
        ("a\n\n\nb", "a\n\n\nb"),
        ("a\n\n \n\n\n\nb", "a\n‹5 blank lines›\nb"),
        ("z" + "\u0301" * 20, "z" + "\u0301" * 4),
        ("\u0e01" + "\u0e47" * 20, "\u0e01" + "\u0e47" * 4),
        ("👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3", "👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3"),
        (FLAG, FLAG),
        ("a\U000e0068\U000e0069", "a‹TAG h›‹TAG i›"),
        ("a\u200db", "a‹ZWJ›b"),
        ("a\ufe0fb", "a‹VS16›b"),
        ("\u0645\u06cc\u200c\u062e\u0648", "\u0645\u06cc\u200c\u062e\u0648"),
        ("a\xa0b", "a b"),
    ],
)
def test_what_cannot_be_seen_is_shown(text: str, shown: str) -> None:
    assert displayable(text) == shown


def test_a_flood_of_different_marks_is_counted() -> None:
    assert displayable("\u202e\u202d" * 1000).endswith("‹+1992›")


@pytest.mark.parametrize("sample", ["a\x1b", "a\u200b", "\u202e\u202d", "é\u0301", "❤\ufe0f", "\n", "ж ", "\t"])
def test_a_very_long_text_is_shown_in_linear_time(sample: str) -> None:
    text = sample * (200_000 // len(sample))
    started = time.perf_counter()
    displayable(text)
    assert time.perf_counter() - started < 0.5  # 5 to 50 ms when nothing else runs; quadratic would be minutes


@pytest.mark.parametrize("text", hostile_texts())
def test_the_hostile_samples_are_shown_safely(text: str) -> None:
    shown = displayable(text)
    assert displayable(shown) == shown
    assert not set(map(ord, shown)) & {*range(10), *range(11, 32), *range(127, 160), 0x202E, 0x200B}
    assert cells(one_line(text, 40)) <= 40
    assert "\n" not in one_line(text, 40)


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("short", 10, "short"),
        ("exactly te", 10, "exactly te"),
        ("more than ten", 10, "more than…"),
        ("two\n\n  lines", 20, "two lines"),
        ("漢字漢字漢字", 6, "漢字…"),
        ("anything", 0, ""),
        ("  \n ", 5, ""),
        ("a" * 200_000, 3, "aa…"),
    ],
)
def test_a_text_is_cut_to_one_line(text: str, width: int, shown: str) -> None:
    assert one_line(text, width) == shown


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "漢字",
        "é e\u0301",
        "❤\ufe0f ❤",
        "👨\u200d👩\u200d👧",
        "🇬🇧 👍🏽 1\ufe0f\u20e3",
        "…‹›␛",
        "한국어",
        FLAG,
        "ﬁ ½ \u0e01\u0e47",
    ],
)
def test_cells_are_never_fewer_than_the_terminal_library_counts(text: str) -> None:
    assert cells(text) >= cell_len(text)


def test_no_character_is_counted_narrower_than_the_terminal_library_does() -> None:
    everything = map(chr, (*range(0x20, 0xD800), *range(0xE000, 0x20000), *range(0xE0000, 0xE0200)))
    shown = (character for character in everything if displayable(character) == character)
    assert [hex(ord(character)) for character in shown if cells(character) < cell_len(character)] == []


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＦＵＬＬ Wídth", "full width"),
        ("с\u0443nt", "cynt"),
        ("b\u200ba\u200bd", "bad"),
        ("Sh1t h4ppens a$$", "shit happens ass"),
        ("w@nker sh!t 5hite", "wanker shit shite"),
        ("4 weeks, 30mins, 1st, £5", "4 weeks, 30mins, 1st, £5"),
        ("fuuuuck", "fuuck"),
        ("don’t – “now”", 'don\'t - "now"'),
    ],
)
def test_disguises_are_folded(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_folded_characters_know_where_they_stood() -> None:
    text = "ａ\u200b ﬁne shiiiiit é"
    folded = fold(text)
    start = folded.text.index("shiit")
    assert text[slice(*folded.span(start, start + 5))] == "shiiiiit"
    assert text[slice(*folded.span(folded.text.index("fine"), folded.text.index("fine") + 4))] == "ﬁne"
    assert len(folded.offsets) == len(folded.text) + 1


@pytest.mark.parametrize("text", ["", "plain", "\ud83d\ude00 lone \udfff", "😀\x00"])
def test_a_stored_text_comes_back_as_it_was(text: str) -> None:
    assert from_stored(storable(text)) == text
    assert len(digest(text)) == 64


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Tamsin Hocking", "Tamsin"), ("DEREK LUSCOMBE", "Derek"), ("dave", "Dave"), ("Jean-Luc P", "Jean-Luc"),
        ("Mr John Smith", "John"), ("Mrs Smith", ""), ("J Smith", ""), ("xX_dave_Xx", ""), ("user1234", ""),
        ("The Residents of Penmarrick", ""), ("[@click=app.quit]x[/]", ""), ("\u202eevil", ""), ("", ""),
        ("Zoë Ball", "Zoë"), ("O'Neil Pat", "O'Neil"), ("Łukasz Kot", "Łukasz"), ("A¼", ""),
    ],
)  # fmt: skip
def test_a_first_name_is_greeted_only_when_it_is_one(author: str, name: str) -> None:
    assert first_name(author) == name


def test_an_ordinary_character_is_the_same_by_the_short_way_and_the_long_one() -> None:
    """A tab takes a text the long way; only what that leaves alone may go the short one."""
    changed = [f"U+{code:04X}" for code in range(0x3000) if _is_changed_by_the_long_way(chr(code))]
    assert changed == []


def _is_changed_by_the_long_way(character: str) -> bool:
    is_short_way = _ORDINARY.fullmatch(character) is not None
    return is_short_way and displayable(f"\ta{character}b") != f"    a{character}b"

"""A message as a phrase to learn from: nobody can be told by it."""

from __future__ import annotations

import pytest

from console.rules.covering import LONGEST_PHRASE, as_phrase, cover_answer

OWN = ["01632 960100"]
BUZZER = "the door buzzer is broken"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        (f"{BUZZER}, ring 07700 900123", f"{BUZZER}, ring •••"),
        (f"{BUZZER}, mail moira@example.org", f"{BUZZER}, mail •••"),
        (f"{BUZZER} at 14 Acre Lane, EX4 3PQ", f"{BUZZER} at •••, •••"),
        (f"{BUZZER} morag craig", f"{BUZZER} •••"),
        (f"{BUZZER}\n\nthanks, Morag", f"{BUZZER} thanks, •••"),
        (f"{BUZZER}. Cheers, Zebedee x", f"{BUZZER}. Cheers, ••• x"),
        (f"I'm Zebedee Quill and {BUZZER}", f"I'm ••• and {BUZZER}"),
        (f"{BUZZER}, I'm FED UP", f"{BUZZER}, I'm FED UP"),
        (f"{BUZZER} says morag", f"{BUZZER} says •••"),
        (f"{BUZZER} since Mrs Rennie moved in", f"{BUZZER} since ••• moved in"),
        (f"{BUZZER}, flat 12b and number 9", f"{BUZZER}, flat ••• and number •••"),
        (f"{BUZZER} see https://example.org/u/77", f"{BUZZER} see •••"),
        (f"@moira.k {BUZZER}", f"••• {BUZZER}"),
        (f"{BUZZER} tenancy no TN 4471902", f"{BUZZER} tenancy no •••"),
        (f"{BUZZER}, I rang 01632 960100", f"{BUZZER}, I rang 01632 960100"),
        (f"{BUZZER} on all 12 floors since 8:30", f"{BUZZER} on all 12 floors since 8:30"),
    ],
)
def test_whatever_tells_who_or_where_somebody_is_is_covered(text: str, phrase: str) -> None:
    assert as_phrase(text, "", OWN) == phrase


@pytest.mark.parametrize("name", ["Zebedee Quill", "zebedee quill", "QUILL, Zebedee", "Zebedee Quill-Tarn"])
def test_the_authors_names_are_covered_in_any_case(name: str) -> None:
    phrase = as_phrase(f"{BUZZER}. ZEBEDEE quill here", name, ())
    assert phrase is not None
    assert "zebedee" not in phrase.lower()
    assert "quill here" not in phrase.lower() or "-" in name


@pytest.mark.parametrize("text", ["", "ok", "thanks Morag", "👍👍👍", "07700 900123 ring me"])
def test_with_too_little_left_there_is_no_phrase(text: str) -> None:
    assert as_phrase(text, "", ()) is None


def test_a_long_message_is_cut_at_a_word() -> None:
    phrase = as_phrase("buzzer " * 100, "", ())
    assert phrase is not None
    assert len(phrase) <= LONGEST_PHRASE
    assert set(phrase.split()) == {"buzzer"}
    assert len(as_phrase("b" * 900 + " and then some more", "", ()) or "bbb") <= LONGEST_PHRASE


def test_of_overlapping_finds_nothing_shows_through() -> None:
    text = f"{BUZZER}, Morag Rennie, 14 Morag Road, 07700 900123 here"
    assert as_phrase(text, "Morag Rennie", ()) == f"{BUZZER}, •••, ••• here"


def test_an_answer_of_ours_keeps_its_links_and_lines() -> None:
    text = "Hello,\nring 07700 900123 or see https://example.org/repairs about Mr Tarn's flat."
    assert cover_answer(text, ()) == "Hello,\nring ••• or see https://example.org/repairs about ••• flat."

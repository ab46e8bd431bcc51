"""Abbreviations that not everybody knows (L5.7). Those of a pack's jargon have their plain words there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from console.rules.prose import Word
from console.rules.spelling import is_word

LONGEST = 6  # letters; a longer word in capitals is shouting
EVERYDAY = frozenset(
    re.findall(
        r"\w+",
        "UK EU USA GB NHS GP MP MSP MS TV BBC ITV STV BT PC CD DVD USB PIN ID VAT PDF CCTV BSL DIY OK AM PM "
        "SMS QR CV MOT DVLA HMRC DWP PIP ESA UC RSPCA SSPCA RNLI RAC AA BST GMT FAQ FAQS NI ETC "
        "PS EV LED LPG CO AC DC HQ IT HIV ADHD DNA ATM WC SOS APP WIFI COVID LGBT LGBTQ "
        "RSVP MRSA MRI PE PTA CBBC CEO USB ST II III IV VI VII VIII IX XI XII AD BC XX XXX "
        "MR MRS DR REF SAT NAV GOV CAB",
    )
)


def abbreviations(words: Sequence[Word], allowed: Collection[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each that stands for the first time; `allowed` are the pack's own, in small letters.

    One that is said in full beside it, "the Scottish Federation (SFHA)", is known by then.
    """
    told: set[str] = set()
    for place, word in enumerate(words):
        letters = word.text.removesuffix("s")
        if not (1 < len(letters) <= LONGEST and letters.isupper()) or letters in told:
            continue
        told.add(letters)
        if letters in EVERYDAY or word.plain in allowed or is_word(word.plain) or _is_in_capitals(words, place):
            continue
        if not _is_spelt_out(words, place, letters):
            yield word.start, word.end


def _is_in_capitals(words: Sequence[Word], place: int) -> bool:
    """Among others in capitals it is shouting."""
    beside = words[max(0, place - 1) : place] + words[place + 1 : place + 2]  # type: ignore[operator]
    return any(len(word.text) > 1 and word.text.isupper() for word in beside)


def _is_spelt_out(words: Sequence[Word], place: int, letters: str) -> bool:
    """Whether words before it begin with its letters."""
    before = [word.plain[0] for word in words[max(0, place - len(letters) - 2) : place]]
    return letters.lower() in "".join(before)

"""The words of the full-text search: what of a text is found again, and what a person's words ask for.

The database's own tokenizer splits, lowers and drops accents; here a text only becomes something it can take.
"""

from __future__ import annotations

import re
import unicodedata

from console.store.rows import maybe_plain, plain

MOST_WORDS = 8  # of a question; more make it no narrower
MOST_LETTERS = 64  # of one word
INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+"
)  # they split words unseen
WORD = re.compile(r"\w+")


def searchable(text: str | None) -> str:
    """A text as it goes into the index: look-alike forms (NFKC) undone, invisible characters taken out.

    The same text must give the same words for ever, because a row is taken out of the index by what was put in.
    """
    if not text:
        return ""
    if text.isascii():
        return text.replace("\0", " ")
    return plain(INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).replace("\0", " "))


def match_expression(words: str) -> str | None:
    """The question for the index: every word as a prefix, all of them wanted; None when there is no word in it.

    Each word is quoted, so nothing a person types is read as the index's own language.
    """
    found = WORD.findall(searchable(words))[:MOST_WORDS]
    return " ".join(f'"{word[:MOST_LETTERS]}"*' for word in found) or None


def search_row(
    item_id: int, text: str, author: str, post: str | None, references: str | None = None
) -> dict[str, object]:
    """One row of the index."""
    return {
        "id": item_id,
        "text": searchable(text),
        "author": searchable(author),
        "post": searchable(post),
        "reference": maybe_plain(references) or "",
    }

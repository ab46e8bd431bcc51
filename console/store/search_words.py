"""The words of the full-text search: what of a text is found again, and what a person's words ask for.

The database's own tokenizer splits, lowers and drops accents; here a text only becomes something it can take, and a
long prefix becomes the whole words that begin with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from console.store.values import maybe_plain, plain

MOST_WORDS = 8  # of a question; more make it no narrower
MOST_LETTERS = 64  # of one word
INDEXED_PREFIXES = (2, 3)  # letters: prefixes of these lengths have lists of their own in the index
MOST_SPELLINGS = 200  # of one prefix; with more of them each list is short, and merging them is quick
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")  # split words unseen
COLUMNS = ("text", "author", "post", "reference")
WORD = re.compile(r"[^\W_]+")

Spell = Callable[[str], list[str]]  # the words that begin so, one more than MOST_SPELLINGS when there are too many


def searchable(text: str | None) -> str:
    """A text as it goes into the index: look-alike forms (NFKC) undone, invisible characters taken out.

    The same text must give the same words for ever, because a row is taken out of the index by what was put in.
    """
    if not text:
        return ""
    if text.isascii():
        return text.replace("\0", " ")
    return plain(INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).replace("\0", " "))


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


def words_in(rows: Iterable[Mapping[str, object]]) -> set[str]:
    """The words of rows of the index, as `match_expression` looks for them: lowered, Latin letters without accents."""
    joined = " ".join(str(row[column]) for row in rows for column in COLUMNS).lower()
    words = set(WORD.findall(joined))
    if not joined.isascii():
        words = {word if word.isascii() else _without_accents(word) for word in words}
    return {word for word in words if 1 < len(word) <= MOST_LETTERS}


def _without_accents(word: str) -> str:
    """The word as the database's tokenizer has it, where it may be asked for in plain letters."""
    stripped = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return stripped if stripped[:1].isascii() else word


def match_expression(question: str, spell: Spell) -> str | None:
    """The question for the index: every word as a prefix, all of them wanted. None when nothing can match.

    A single letter stands for itself. Each word is quoted, so nothing a person types is the index's own language.
    """
    words = [word[:MOST_LETTERS] for word in WORD.findall(searchable(question).lower())[:MOST_WORDS]]
    terms = [_term(word, spell) for word in dict.fromkeys(words)]
    return " AND ".join(terms) if all(terms) else None


def _term(word: str, spell: Spell) -> str:
    if len(word) == 1:
        return f'"{word}"'
    if len(word) in INDEXED_PREFIXES or not word.isascii():
        return f'"{word}"*'
    spellings = spell(word)
    if len(spellings) > MOST_SPELLINGS:
        return f'"{word}"*'
    return "(" + " OR ".join(f'"{spelling}"' for spelling in spellings) + ")" if spellings else ""

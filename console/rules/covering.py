"""Personal data and names covered, wholly, where what somebody wrote is kept to learn from.

More than is masked on screen: a phrase is kept for long, shown beside other people's messages, and may be shared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from console.rules.other_people import first_names, people_named
from console.rules.personal_data import personal_data
from console.rules.wordstems import WORD
from console.text import fold

COVER = "•••"
LONGEST_PHRASE = 300  # characters; what somebody wants is mostly said by then
LOOKED_AT = 2 * LONGEST_PHRASE  # of a message: covers are shorter than what they cover, and white space goes
LONGEST_SPAN = 100  # of what is covered
FEWEST_WORDS = 3  # "ok thanks" fits every template
SHORTEST_NAME = 3  # letters; "Al" and "Jo" would cover too much else

Span = tuple[int, int]

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.])@[\w.]+")
_LONG_NUMBER = re.compile(r"(?<!\w)(?:[A-Z]{1,4}[ -]?)?\d(?:[ -]?\d){4,}(?!\w)")  # of a tenancy, a rent account, a case
_DOOR = re.compile(r"\b(?:flat|number|no\.?|house|room|block|apartment|apt\.?)\s+(\d{1,4}[a-z]?)\b", re.IGNORECASE)
_NAMED = r"([A-Z][a-z'’][\w'’-]*(?: [A-Z][\w'’-]+){0,2})"
_SIGNED = re.compile(rf"(?i:\b(?:thanks|thank you|regards|cheers|from|love|yours|ta)\b[\s,.!–-]*){_NAMED}[\sxX.!]*$")
_INTRODUCED = re.compile(rf"(?i:\b(?:my name(?:['’]?s| is)|i['’]?m|i am|this is|name:)\s+){_NAMED}")
_COVERS = re.compile(rf"{COVER}(?: {COVER})+")  # "first name, last name" says no more than one of them
_NAME = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")


def as_phrase(text: str, author_name: str, own_contacts: Sequence[str]) -> str | None:
    """A message as a phrase: on one line, covered, cut at a word; None with too little left to learn from.

    Covered are personal data, whoever is named, its author's names, links, handles, door numbers and long numbers.
    `own_contacts`, the association's published numbers and addresses, may stay. Source: W7.5, W4.4.
    """
    looked_at = text[: LOOKED_AT + LONGEST_SPAN]  # so that nothing is half seen where it is cut
    covered = " ".join(_cover(text[:LOOKED_AT], _in_message(looked_at, author_name, own_contacts)).split())
    covered = _COVERS.sub(COVER, covered)
    if len(covered) > LONGEST_PHRASE:
        covered = covered[: LONGEST_PHRASE + 1].rsplit(" ", 1)[0][:LONGEST_PHRASE]
    return covered if len(WORD.findall(fold(covered).text)) >= FEWEST_WORDS else None


def cover_answer(text: str, own_contacts: Sequence[str]) -> str:
    """An answer of ours with personal data, long numbers and whoever is named in it covered; its links stay."""
    return _cover(text, _personal(text, own_contacts))


def _cover(text: str, spans: Iterable[Span]) -> str:
    """The text with every span replaced by one cover, overlapping ones together."""
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if start >= done:
            parts += [text[done:start], COVER]
        done = max(done, end)
    return "".join([*parts, text[done:]])


def _in_message(text: str, author_name: str, own_contacts: Sequence[str]) -> Iterator[Span]:
    yield from _personal(text, own_contacts)
    for pattern in (_LINK, _HANDLE):
        yield from (match.span() for match in pattern.finditer(text))
    for pattern in (_DOOR, _SIGNED, _INTRODUCED):
        yield from (match.span(1) for match in pattern.finditer(text))
    authors = {name.casefold() for name in _NAME.findall(author_name) if len(name) >= SHORTEST_NAME}
    for match in _NAME.finditer(text):
        if match[0].casefold() in authors or match[0].capitalize() in first_names():
            yield match.span()


def _personal(text: str, own_contacts: Sequence[str]) -> Iterator[Span]:
    yield from ((found.start, found.end) for found in personal_data(text, own_contacts))
    yield from ((named.start, named.end) for named in people_named(text))
    yield from (match.span() for match in _LONG_NUMBER.finditer(text) if match[0] not in own_contacts)

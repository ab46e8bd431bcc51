"""Other people's names in a text of ours: who is named with a title, in full, or with where they live (W4.4, W7.4).

Whoever we write to may be greeted: a name that a greeting or a comma sets apart is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_NAME = r"(?:Ma?c[A-Z][a-z]+|O['’][A-Z][a-z]+|[A-Z][a-z]+(?:['’-][A-Z]?[a-z]+)?)"
_BARE = r"[A-Z][a-z]+(?:['’-][A-Z][a-z]+)?"  # without an ending: "Ann-Marie", of "Dave's" only "Dave"
_STREET = (
    r"(?:Road|Street|Close|Court|Way|Lane|Drive|Avenue|Crescent|Terrace|Place|Gardens|Brae|Wynd|Hill|View|Grove|"
    r"Square|Park|Row|"
    r"Walk|House|Loan|Mews)"
)
_PLACE = (
    r"(?:,? (?:at|from|in|of|on)(?: the)? (?:number|no\.?|flat|house|apartment|unit|block) (?:\d{1,4}(?:/\d{1,2}|"
    r"[A-Za-z])?|"
    r"[A-Z])\b"
    rf"|,? (?:(?:at|from|in|of|on) )?\d{{1,4}}[a-z]? (?:{_NAME} ){{1,2}}{_STREET}\b)"
)
_TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor)\.? (?:{_NAME}|[A-Z]\.?)(?: {_NAME}){{0,2}}(?P<place>{_PLACE})?"
)
_PLACED = re.compile(
    rf"(?<![\w'’-])(?=(?P<named>{_NAME}(?: {_NAME}){{0,2}}(?P<place>{_PLACE})))",
)
_FULL = re.compile(
    rf"(?<![\w'’.-])(?=(?P<named>{_NAME} (?P<last>{_NAME})(?:['’]s)?)(?![\w-]))",
)
_STREET_ALONE = (
    rf"(?:from|of|in|on) (?:{_NAME} ){{1,2}}(?!House){_STREET}\b"  # where somebody lives, without the number
)
# A first name alone may be a colleague's; beside one of these it is a neighbour's or a relative's.
_THEIRS = (
    r"bathroom|kitchen|bedroom|flat|house|home|garden|balcony|door|dog|cat|car|van|bike|rent|arrears|account|tenancy|"
    r"complaint|illness|benefits|son|daughter|children|kids|partner|boyfriend|girlfriend|husband|wife|party|music|"
    r"bin|bins"
)
_BESIDE = (
    r"upstairs|downstairs|next door|across (?:the|from)|opposite|above you|below you|over the (?:road|landing|fence)"
)
_KIN = (
    r"neighbours?|(?:husband|wife|partner|son|daughter|mother|father|mum|dad|brother|sister|ex|boyfriend|girlfriend|"
    r"grandson|granddaughter|flatmate)"
)
_FIRST = re.compile(
    rf"(?<![\w'’.-])(?=(?P<named>{_BARE}(?: and {_BARE})?)"
    rf"(?:(?<=s)['’]|['’]s)? (?:(?:{_THEIRS})\b|(?:(?:from|in|who lives|living|up|the (?:man|woman|"
    rf"lady)) )?(?:{_BESIDE})|{_STREET_ALONE}))"
)
_KINSMAN = re.compile(rf"\b(?i:{_KIN}) (?P<name>{_BARE})(?![\w'’-])")
_CAPITAL = re.compile(r"(?<![\w'’-])[A-Z][a-z]+")
# No name, and yet everybody in the street knows who is meant.
_SOMEBODY_AT = re.compile(
    r"\b(?i:neighbours?|tenants?|lady|ladies|man|woman|women|gentleman|couple|family|lads?|girls?|person|people|"
    r"residents?|"
    r"house|household|chap|guy|mum|student|students|owner|occupier)(?: who lives?| living| next door)? (?:(?:at|in|"
    r"from|of) "
    r"(?i:number|no\.?|flat|house|unit) ?\d{1,4}[A-Za-z]?|at \d{1,4}[A-Ca-c]?(?= (?:[A-Z]|who|is|has|was|told|said|"
    r"asked|and)|[.,]|$))",
)
LONGEST_GREETING = 80  # characters before a name
_GREETED = re.compile(
    r"(?:^|[.!?\n]\s*)(?:(?:hi|hello|hiya|dear|thanks?|thank you|sorry|yes|no|good (?:morning|afternoon|evening)|"
    r"welcome|congratulations|well done)\b[ ,]*){0,3}$",
    re.IGNORECASE,
)
NOT_LAST = re.compile(
    rf"(?:{_STREET}|Centre|Trust|Society|Council|Day|Hall|Housing|Homes|Group|Association|Hub|Office|School|Church|"
    rf"Hospital|"
    r"Surgery|Team|Scheme|Award|Fund|Prize|Cup|Bridge|Station|Green|Wood|Field|Works|Quay|Harbour|Tower|Heights|"
    r"Lodge|Credit|"
    r"Advice|Hotel|Inn|Arms|Farm|Library|Festival|Eve|Events?|\w+day|January|February|March|April|May|June|July|"
    r"August|"
    r"September|October|November|December|[IVX]+|The|We|You|I|It|If|Your|Our|Please|Thank|Thanks)$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named, or known without a name. `is_placed` when the text says where they live as well."""

    start: int
    end: int
    is_placed: bool
    is_by_name: bool = True


def people_named(text: str) -> Iterator[Named]:
    """Everybody named but the one who is greeted, in no order; spans may overlap."""
    for match in _TITLED.finditer(text):
        if match["place"] or not _is_greeted(text, *match.span()):
            yield Named(*match.span(), is_placed=bool(match["place"]))
    for match in _SOMEBODY_AT.finditer(text):
        yield Named(*match.span(), is_placed=False, is_by_name=False)
    for match in _KINSMAN.finditer(text):
        if match["name"] in first_names():
            yield Named(*match.span("name"), is_placed=False)
    for match in _CAPITAL.finditer(text):
        if match[0] in first_names():
            yield from _named_at(text, match.start())


def _named_at(text: str, start: int) -> Iterator[Named]:
    """Who is named by a first name, with what stands behind it. Looking at names alone is five times as fast."""
    if (match := _PLACED.match(text, start)) is not None:
        yield Named(*match.span("named"), is_placed=True)
    if (match := _FIRST.match(text, start)) is not None:
        yield Named(*match.span("named"), is_placed=False)
    match = _FULL.match(text, start)
    if match is not None and NOT_LAST.search(match["last"]) is None and not _is_greeted(text, *match.span("named")):
        yield Named(*match.span("named"), is_placed=False)


@cache
def first_names() -> frozenset[str]:
    """Common first names of the United Kingdom, all generations; without those that are words or months as well."""
    file = Path(__file__).parent / "british" / "first_names.txt"
    return frozenset(file.read_text(encoding="utf-8").split())


def _is_greeted(text: str, start: int, end: int) -> bool:
    """Whether it speaks to them: "Hello Mrs Rennie, …" and "… for the photo, Mrs Rennie." do."""
    follows, before = text[end : end + 1], text[max(0, start - LONGEST_GREETING) : start]
    if follows in {".", "!", "?", "", "\n"} and before.endswith(", "):
        return True
    return follows in {",", "!", ".", "", "\n"} and _GREETED.search(before) is not None

"""People named with where they live: "my neighbour Ina Farrow at number 12", "Karl Dodd, 3 Mill Lane"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from console.rules.expression import Expression, word_set

Span = tuple[int, int]

_HOME = Expression(
    r"(?<![a-z\d])(?:(?:house |door |flat |apartment )?(?:number|no\.?|nr\.?)\s?\d{1,4}[a-h]?"
    r"|(?:flat|apartment|apt\.?)\s(?:\d{1,3}[a-h]?|[a-h])(?:/\d)?)"
    r"(?![a-z\d:.]\w|[a-z\d])"
)
_NAME = r"(?:[A-Z](?:['’][A-Z])?[a-z]+(?:[A-Z][a-z]+)?(?:[-'’][A-Z]?[a-z]+)*)"
_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|mr|mrs|miss)\.?\s)"
# Between the name and the home, and up to it.
_TO_HOME = (
    r"\s?[,(-]?\s?(?:(?:who|that|he|she)\s)?(?:'s\s)?(?:(?:still|also|always)\s)?"
    r"(?:(?:lives?|living|is|was|stays?|bides|moved|upstairs|downstairs|next door|across|over|up|down|above|below)\s)"
    r"{0,3}"
    r"(?:(?:at|in|from|of|on|to|@)\s)?(?:the\s)?$"
)
_NAMED = Expression(rf"(?P<title>{_TITLE})?(?<![\w'’])(?P<first>{_NAME})(?P<last>(?:\s{_NAME}){{1,2}})?{_TO_HOME}")
_NAMED_BEHIND = Expression(rf"\s?[,(:-]\s?(?:(?:is|called|named)\s)?(?P<first>{_NAME})\s(?P<last>{_NAME})(?![\w-])")
_IN_SMALL = Expression(rf"(?<![\w'’])(?P<first>[a-z]{{3,12}})(?P<last>\s[a-z]{{3,12}})?{_TO_HOME}")
_NEIGHBOUR = Expression(r"(?i:neighbou?rs?\W{0,3}(?:(?:is|called|named|that|old|young|mr|mrs|miss)\W{1,2}){0,2})$")
_LIVES = Expression(r"liv|stay|bides|moved")
_NO_HOME = Expression(r"(?:number|no\.?|nr\.?)\s?(?:1|10)")
_SENTENCE_START = Expression(r"(?:^|[.!?:\n]\W*|^\W+)$")
_BEFORE = 70  # characters before a home in which whoever lives there may be named
_NO_PEOPLE = word_set(
    "the a an my our your his her their this that these those me i we you he she it they them us him nobody "
    "somebody someone everyone everybody anyone who what when where why how which neighbour neighbours neighbor "
    "residents tenant tenants people lady man woman guy lad lads folk family families kids door doors house flat "
    "flats number block stair floor lift light lights water heating boiler leak bin bins noise music parking "
    "council housing association hub office team staff repairs repair monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november december please "
    "thanks thank hi hello dear yes no and but also still again live lives living at in from of on to is was are "
    "upstairs downstairs next across over up down above below facebook road street lane close court avenue drive "
    "place way terrace gardens crescent brae wynd grove hill square walk mews"
)


def people_at_home(text: str, folded: str, homes: Iterable[Span]) -> Iterator[Span]:
    """Somebody named right before or behind a home: a number or a flat; or before one of `homes`, street addresses.

    `folded` is the text in small letters, with the same offsets. With a number the span holds both, else the name.
    """
    for match in _HOME.finditer(folded):
        named = _name_before(text, folded, match.span())
        behind = None if named else _name_behind(text, match.end())
        if named is not None:
            yield named[0], match.end()
        elif behind is not None:
            yield match.start(), behind
    for home in homes:
        named = _name_before(text, folded, home)
        if named is not None:
            yield named


def _name_before(text: str, folded: str, home: Span) -> Span | None:
    """The name of whoever lives in the home that stands there."""
    offset = max(0, home[0] - _BEFORE)
    before, where = text[offset : home[0]], folded[slice(*home)]
    for match in _overlapping(_NAMED, before):
        if _is_person(before, match) and _is_at_home(before, match, where):
            return offset + match.start(), offset + _name_end(match)
    for match in _overlapping(_IN_SMALL, folded[offset : home[0]]):
        if _is_first_name(match["first"].capitalize()) and _is_at_home(before, match, where):
            return offset + match.start(), offset + _name_end(match)
    return None


def _name_end(match: re.Match[str]) -> int:
    return match.end("last" if match["last"] else "first")


def _is_at_home(before: str, match: re.Match[str], home: str) -> bool:
    """Whether something joins name and home: "Ina at number 4". First in the charts and Downing Street are no homes."""
    if _NEIGHBOUR.search(before, 0, match.start()):
        return True
    between = before[_name_end(match) :]
    return _LIVES.search(between) is not None if _NO_HOME.fullmatch(home) else between.strip() != ""


def _overlapping(pattern: Expression, text: str) -> Iterator[re.Match[str]]:
    """Matches from every place where a first name may begin."""
    match = pattern.search(text)
    while match is not None:
        yield match
        match = pattern.search(text, match.start("first") + 1)


def _name_behind(text: str, home: int) -> int | None:
    """Where the full name ends of whoever lives in the home that ends there: "number 12, Ina Farrow"."""
    match = _NAMED_BEHIND.match(text, home)
    if match is None or not _is_first_name(match["first"]) or not _is_last_name(match["last"]):
        return None
    return match.end("last")


def _is_person(before: str, match: re.Match[str]) -> bool:
    words = [match["first"], *(match["last"] or "").split()]
    if any(re.split("['’]", word.lower())[0] in _NO_PEOPLE for word in words):
        return False
    if match["title"] or _is_first_name(match["first"]) or _NEIGHBOUR.search(before, 0, match.start()):
        return True
    if len(words) > 1:
        return _is_last_name(words[-1])
    return not _is_part_of_name(before[: match.start()]) and _SENTENCE_START.search(before, 0, match.start()) is None


def _is_part_of_name(before: str) -> bool:
    """Whether a word with a capital goes before, as "Universal" before "Credit"."""
    words = before.split()
    return before.endswith(" ") and bool(words) and words[-1][0].isupper() and words[-1].lower() not in _NO_PEOPLE


def _is_first_name(word: str) -> bool:
    from console.rules.other_people import first_names  # 5 ms, and only where a home is spoken of

    return word in first_names()


def _is_last_name(word: str) -> bool:
    from console.rules.other_people import NOT_LAST  # as above

    return NOT_LAST.search(word) is None

"""Postcodes and street addresses in a text: where somebody lives.

Each looks in a folded text and asks `written` how a stretch of it was really written: capitals tell a street from talk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from console.rules.expression import Expression, word_set

Span = tuple[int, int]
Written = Callable[[int, int], str]  # a stretch of the folded text → as somebody wrote it

# -- postcodes -------------------------------------------------------------------------------------------------------

_AREAS = word_set(  # of Royal Mail; and zz, which stands for no place
    "ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex fk "
    "fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng "
    "nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr "
    "ts tw ub w wa wc wd wf wn wr ws wv yo ze zz"
)
_BETWEEN = r"[ \t]{0,3}[-.,/_*]?[ \t]{0,3}"
_POSTCODE = Expression(
    r"(?<![a-z\d£])(?P<area>[a-z]{1,2})(?P<in_area>[ \t]?)\d(?:(?P<in_district>[ \t]?)[a-z\d])?"
    rf"(?P<between>{_BETWEEN})"
    r"(?P<inward>\d[abd-hjlnp-uw-z]{2})(?![a-z\d])"
)
_SPACED = Expression(
    r"(?<![a-z\d£])(?P<area>[a-z](?: [a-z])?) \d(?: [a-z\d])? \d [abd-hjlnp-uw-z] [abd-hjlnp-uw-z](?![a-z\d])"
)
_ORDINAL = Expression(r"1st|2nd|3rd|[4-9]th")
_UNITS = Expression(rf"{_ORDINAL.pattern}|\d(?:hr|ft|yr|ph|pw|pp|yd|lb|by|up|st|nd|rd|th)")
_MODELS = word_set("s g")  # "Galaxy S8 8GB"
_MEMORY = Expression(r"\dgb|\dtb")
# Areas that are words or letters of ordinary talk, in small letters: "so 4 2nd".
_WORDS = word_set("al co da de ha hr la le me ne no or so st we s m")
_CUE_CHARACTERS = 30


def postcodes(text: str, written: Written) -> Iterator[Span]:
    """British postcodes, in any case and spacing. Source of the shapes: BS 7666, with the areas of Royal Mail."""
    for match in _POSTCODE.finditer(text):
        if match["area"] in _AREAS and _is_postcode(match, written):
            yield match.span()
    for match in _SPACED.finditer(text):
        if match["area"].replace(" ", "") in _AREAS:
            yield match.span()


def _is_postcode(match: re.Match[str], written: Written) -> bool:
    """Small letters could be words: "so 4 2nd", "g4 2nd floor", "m5 2hr delay"."""
    if match["area"] in _MODELS and _MEMORY.fullmatch(match["inward"]):
        return False
    if not written(*match.span("inward")).islower():
        return True
    if match["in_area"] or match["in_district"]:
        return match["area"] not in _WORDS and _UNITS.fullmatch(match["inward"]) is None
    if not match["between"]:
        return True
    return _ORDINAL.fullmatch(match["inward"]) is None and (
        len(match["area"]) > 1 or _UNITS.fullmatch(match["inward"]) is None
    )


# -- street addresses ------------------------------------------------------------------------------------------------

_SURE_STREETS = word_set(
    "road rd street st avenue ave crescent cres lane ln terrace terr gardens gdns grove mews square sq wynd brae "
    "quadrant vean boulevard parade esplanade promenade cottages villas crofts meadow meadows fields orchard "
    "heights loan"
)
# Words of ordinary talk as well: "a 20 minute walk", "4 in a row".
_OTHER_STREETS = word_set(
    "close court drive walk hill row rise way place park view green house gate bank croft end fold garth path "
    "quay wharf yard field common circus bridge chase dene mead reach ridge side tower lodge point buildings vale"
)
_STREETS = "|".join(sorted((*_SURE_STREETS, *_OTHER_STREETS), key=len, reverse=True))
_FLAT = r"(?:(?:flat|apartment|apt|unit|room)\.?\s(?:[a-z]?\d{1,3}[a-z]?(?:/\d{1,2})?|[a-h]),?\s)"
_ADDRESS = Expression(
    rf"(?<![\w£.,/:-])(?P<flat>{_FLAT})?(?P<number>\d{{1,4}}(?:\s?[-/]\s?\d{{1,4}})?[a-h]?),?\s"
    rf"(?P<name>(?:the\s|[a-z][a-z'-]{{1,20}}\.?\s){{1,3}}?)(?P<street>{_STREETS})(?:\s(?:{_STREETS}))?(?![\w'])"
)
_BUILDING = Expression(
    r"(?<!\w)(?:flat|apartment|apt)\.?\s\d{1,3}[a-h]?,?\s(?P<name>(?:[a-z][a-z'-]{2,20}\s){1,2})"
    r"(?P<street>house|court|tower|lodge|point|heights|buildings|mill|hall)(?!\w)"
)
_NUMBER_LAST = Expression(
    rf"(?<![\w'])(?P<name>(?:[a-z][a-z'-]{{2,20}}\s){{1,2}})(?P<street>{'|'.join(_SURE_STREETS)}),?\s"
    r"(?:at\s|house\s)?(?:number|no\.?|nr\.?)\s?(?P<number>\d{1,3}[a-h]?)(?!\w)"
)
_MAY_HAVE_NUMBER_LAST = Expression(r"\bn(?:umber|o|r)\b\.?\s?\d")
_LIVES = Expression(
    r"(?:\bat|\blives?|\bliving|\bnumber|\bno\.?|\bto|\bfrom|\boutside|\baddress\W{0,3}(?:is)?|flat \S+)\W*$"
)
# "2 weeks down the road", "3 skips outside Mill Lane": what stands between number and street in ordinary talk.
_NO_STREET_NAMES = word_set(
    "a an in on at my our your this that of off down up by from to for with and or is was are year years month "
    "months week weeks day days hour hours hr hrs minute minutes min mins second seconds times people kids cars "
    "vans bins houses flats homes doors other others more miles mile yards metres meters feet ft per out it we "
    "they you i all had have has came go going both half lads men women families residents tenants neighbours "
    "properties bed bedroom beds star storey outside near behind opposite along across round around between "
    "beside past through into over under after before till until since am pm degrees pounds quid percent mph "
    "weeks' litre litres inch inches km kg cm mm bus buses train trains stops bags skips trees lights lamps "
    "streets roads lanes new empty whole different separate way lane one same wee"
)


def addresses(text: str, written: Written) -> Iterator[Span]:
    """House or flat number with street; a flat with its building; a street with the number behind."""
    for match in _BUILDING.finditer(text):
        if not _is_talk(match, written):
            yield match.span()
    for match in _ADDRESS.finditer(text):
        if _is_address(match, text, written):
            yield match.span()
    if _MAY_HAVE_NUMBER_LAST.search(text):
        for match in _NUMBER_LAST.finditer(text):
            start = _name_start(match)
            if start is not None:
                yield start, match.end()


def _name_start(match: re.Match[str]) -> int | None:
    """Where the street's name begins that has its number behind: the words before it that are no name do not count."""
    words = list(re.finditer(r"\S+", match["name"]))
    names = [word for word in words if word[0] not in _NO_STREET_NAMES]
    return match.start("name") + names[-1].start() if names and names[-1] is words[-1] else None


def _is_address(match: re.Match[str], text: str, written: Written) -> bool:
    if _is_talk(match, written):
        return False
    if match["flat"] or match["street"] in _SURE_STREETS:
        return True
    if written(*match.span("street"))[0].isupper():
        return True
    return _LIVES.search(text, max(0, match.start() - _CUE_CHARACTERS), match.start()) is not None


def _is_talk(match: re.Match[str], written: Written) -> bool:
    words = match["name"].split()
    if any(word in _NO_STREET_NAMES for word in words):
        return True
    if words[-1] == "the":  # "14 The Crescent", not "2 the road"
        return not written(*match.span("street"))[0].isupper()
    if written(*match.span("street"))[0].isupper():  # "3 potholes Union Street"
        return not written(*match.span("name"))[0].isupper()
    return len(words) > 1 and words[0].endswith("s") and "'" not in words[0]  # "3 potholes union street"

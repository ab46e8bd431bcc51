"""Outside text made safe to show, its width in terminal cells, its folding for matching; and plurals.

The store keeps what people wrote; only what is shown goes through `displayable`. This file is on the start-up path: it
imports nothing of ours and nothing heavy.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import groupby, islice

from msgspec import Struct

ELLIPSIS = "…"
MARKS_PER_BASE = 4  # more combining marks than any living script stacks run over the lines above and below
MARK_GROUPS = 8  # different invisible characters named one by one before the rest is only counted
WINDOW_CHARACTERS_PER_CELL = 8  # how much of a text is looked at to fill one line of a list

_NEWLINES = r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
_SPACES = r"[\xa0\u1680\u2000-\u200a\u202f\u205f]"
# Python calls U+001C to U+001F white space; a terminal calls them controls, so they stay and are shown.
_WHITESPACE = re.compile(r"[^\S\x1c-\x1f]+")
_BLANK_LINES = r"\n(?: *+\n){4,}"
# Letters of Latin alphabets, and the quotation marks, dashes and euro sign of ordinary typing: nothing to be made safe.
_ORDINARY = re.compile(r"[ -~\xa1-\xac\xae-\u02ff\u2010-\u2027\u20ac]*")
# Stretches in which combining marks can stand; the callback asks unicodedata, which has the whole list.
_MARK_STRETCH = (
    r"[^\w\s\x00-\u02ff\u034f\u2000-\u20cf\u2100-\u2bff\u3000-\u3029\u3030-\u3098"
    r"\ud800-\udfff\ufe00-\ufe0f\U0001f000-\U0010ffff]{5,}"
)

_EMOJI = (
    r"[©®\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    r"\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_SKIN = r"[\U0001f3fb-\U0001f3ff]?"
_JOINED = rf"\u200d{_EMOJI}{_SKIN}\ufe0f?"
_FLAGS = "|".join(  # England, Scotland, Wales: the three that Unicode recommends, and that tenants use
    "".join(chr(0xE0000 + ord(letter)) for letter in region) for region in ("gbeng", "gbsct", "gbwls")
)
_SUSPECT = (
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    r"\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
# Kept as they are: emoji sequences, and joiners between letters of scripts that need them (Persian, Hindi, …).
_KEPT = (
    rf"{_EMOJI}{_SKIN}(?:[\ufe0e\ufe0f](?:{_JOINED})*|(?:{_JOINED})+)"
    rf"|[0-9#*]\ufe0f|\U0001f3f4(?:{_FLAGS})\U000e007f"
    r"|(?<=[\u0620-\u06dc\u0904-\u0dff])[\u200c\u200d](?=[\u0620-\u06dc\u0904-\u0dff])"
)
_SHOWN = rf"({_KEPT})|{_SUSPECT}+"


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """The expression, compiled when a text first needs it: together 4 ms, which most starts do without."""
    return re.compile(pattern)


_NAMED = {
    0xAD: "SHY", 0x34F: "CGJ", 0x61C: "ALM", 0x200B: "ZWSP", 0x200C: "ZWNJ", 0x200D: "ZWJ", 0x200E: "LRM",
    0x200F: "RLM", 0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO", 0x2060: "WJ",
    0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI", 0x2800: "BLANK", 0xFEFF: "BOM", 0x3164: "FILLER",
    0x115F: "FILLER", 0x1160: "FILLER", 0xFFA0: "FILLER",
    **{0xFE00 + number: f"VS{number + 1}" for number in range(16)},
}  # fmt: skip


def displayable(text: str) -> str:
    """The text, safe to print in a terminal: what cannot be seen or would move the cursor becomes a visible mark.

    New lines of every sort become "\\n", a tab four spaces, controls their pictures (␛), the invisible a name (‹RLO›),
    floods a count (‹ZWSP×40›), what is no character U+FFFD. Doing it twice changes nothing more. Linear in the length.
    """
    if _ORDINARY.fullmatch(text):
        return text
    text = _expression(_NEWLINES).sub("\n", text)
    if not text.isascii():
        text = _expression(_MARK_STRETCH).sub(_cap_marks, _expression(_SPACES).sub(" ", text))
    text = _expression(_SHOWN).sub(_show, text).replace("\t", "    ")
    return _expression(_BLANK_LINES).sub(_count_blank_lines, text)


def one_line(text: str, cells: int) -> str:
    """The beginning of the text on one line, safe to print and at most `cells` terminal cells wide, cut with "…".

    Looks only at as much of the text as could fit, so a very long one costs no more than a short one.
    """
    if cells <= 0:
        return ""
    text = text.lstrip(" \t\r\n")
    window = text[: cells * WINDOW_CHARACTERS_PER_CELL + 64]
    line = displayable(_WHITESPACE.sub(" ", window).strip(" "))
    if len(window) == len(text) and _cut(line, cells) == line:
        return line
    return _cut(line, cells - 1) + ELLIPSIS


def cells(text: str) -> int:
    """How many terminal cells the text takes at most. Never less than what Textual counts; of `displayable` text."""
    if text.isascii():
        return len(text)
    width = before = 0
    for character in text:
        # U+FE0F asks for the wide, coloured form of a narrow symbol.
        before = (1 if before == 1 else 0) if character == "\ufe0f" else _character_cells(character)
        width += before
    return width


TEXT_DIGEST_CHARACTERS = (
    16  # of a digest, where a million of them are kept: no text that differs has the same by chance
)


def digest(text: str) -> str:
    """sha256 of the text, in hex: names a text without keeping it."""
    from hashlib import sha256  # 2 ms that a start does without

    return sha256(storable(text)).hexdigest()


def storable(text: str) -> bytes:
    """The text as bytes, lone surrogates included: `from_stored` gives back exactly what came."""
    return text.encode("utf-8", "surrogatepass")


def from_stored(stored: bytes) -> str:
    """The text that `storable` was given. Raises UnicodeDecodeError for bytes that never came from there."""
    return stored.decode("utf-8", "surrogatepass")


# -- showing -------------------------------------------------------------------------------------------------------


def _cap_marks(match: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in match[0]:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= MARKS_PER_BASE:
            kept.append(character)
    return "".join(kept)


def _show(match: re.Match[str]) -> str:
    suspects = match[0]
    if match.lastindex:
        return suspects
    if len(suspects) == 1:
        return _SINGLE.get(suspects) or _picture(ord(suspects), 1)
    groups = [(ord(key), sum(1 for _ in run)) for key, run in islice(groupby(suspects), MARK_GROUPS)]
    unseen = len(suspects) - sum(count for _, count in groups)
    shown = "".join(_picture(code, count) for code, count in groups)
    return f"{shown}‹+{unseen}›" if unseen else shown


def _picture(code: int, count: int) -> str:
    name = _mark_name(code)
    if len(name) == 1 and count <= MARK_GROUPS:
        return name * count
    return f"‹{name}›" if count == 1 else f"‹{name}×{count}›"


def _mark_name(code: int) -> str:
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE:
        return "\ufffd"
    if 0xE0020 <= code <= 0xE007E:
        return f"TAG {chr(code - 0xE0000)}"
    return _NAMED.get(code) or f"U+{code:04X}"


_SINGLE = {chr(code): _picture(code, 1) for code in (*range(0x20), 0x7F, *_NAMED)}  # what a hostile text is full of


def _count_blank_lines(match: re.Match[str]) -> str:
    return f"\n‹{match[0].count(chr(10)) - 1} blank lines›\n"


def _cut(line: str, cells: int) -> str:
    if line.isascii():
        return line[:cells].rstrip()
    used = 0
    for index, character in enumerate(line):
        used += 1 if character == "\ufe0f" else _character_cells(character)
        if used > cells:
            return line[:index].rstrip()
    return line


def _character_cells(character: str) -> int:
    if " " <= character <= "~":
        return 1
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    code = ord(character)
    if 0x1F300 <= code <= 0x1FAFF or 0x4DC0 <= code <= 0x4DFF or 0x2630 <= code <= 0x2637 or 0x268A <= code <= 0x268F:
        return 2  # wide in newer Unicode than Python 3.11 knows
    if 0x1D300 <= code <= 0x1D376:
        return 2
    category = unicodedata.category(character)
    if category == "Cn":
        return 2  # not in this Python's Unicode; the terminal library's may be newer, and have it as wide
    return 0 if category in ("Mn", "Me") or character == "\u200d" else 1


# -- folding -------------------------------------------------------------------------------------------------------

_LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "|": "i", "€": "e"}
_LEET_SIGN = r"[0134578@$!|€]"
# Inside a word, before three letters, or closing it ("a$$"): so that "4 weeks", "30mins" and "1st" stay as they are.
# It begins with the sign, which most texts have none of: told so, they are passed over in a tenth of the time.
_LEET_SPOT = (
    rf"{_LEET_SIGN}(?:(?<=[a-z].){_LEET_SIGN}*(?=[a-z])|(?<=[1345$@])(?<![\w@$].)(?=[a-z]{{3}})"
    r"|(?<=[a-z][$@])[$@]*(?![\w.]))"
)
_THRICE = r"(.)\1\1"  # quickly told; whether it is a letter is then asked of the few that have any
_NO_ASCII = r"[^\x00-\x7f]+"
_STRETCH = r"([^\W\d_])\1\1+"
_LOOKALIKES = dict(
    zip(
        "аеорсухіѕјԁһкмнтвгпԛԝαοειкνρτυχβηωκ’‘‛`´ʼ“”–—‐‑−ıłøđħðþΗΝΥγμσςϲϳьґӏєэшщцяиѵոսօհɡɑɩʋƒŋᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
        "aeopcyxisjdhkmhtbrnqwaoeikvptuxbnwk''''''\"\"-----ilodhdp"
        "hnyyuoscjbrleewwurnvnuohgaivfnabcdefghijklmnoprstuvwyz",
        strict=True,
    )
) | {chr(start + place): chr(ord("a") + place) for start in (0x1F150, 0x1F170) for place in range(26)}  # 🅐, 🅰


class Folded(Struct, frozen=True):
    """A text reduced for matching. `offsets[i]` is where folded character `i` stood; the last entry is the end."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that folded characters `start` to `end` (exclusive, not empty) came from."""
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> Folded:
    """Reduce disguises: case, width, accents, invisible characters, look-alike letters, 5imple leet, streeetches."""
    return fold_signs(fold_characters(text))


def fold_signs(folded: Folded) -> Folded:
    """The second half of `fold`: signs for letters and stretches."""
    plain = _expression(_LEET_SPOT).sub(lambda match: "".join(_LEET.get(sign, sign) for sign in match[0]), folded.text)
    if _expression(_THRICE).search(plain) is None or _expression(_STRETCH).search(plain) is None:
        return Folded(plain, folded.offsets)
    return _squeeze(Folded(plain, folded.offsets))


def fold_characters(text: str) -> Folded:
    """The first half of `fold`: every character by itself. Signs for letters and stretches stay as written."""
    if text.isascii():
        return Folded(text.lower(), range(len(text) + 1))
    parts: list[str] = []
    offsets: list[int] = []
    done = 0
    for match in _expression(_NO_ASCII).finditer(text):
        start, end = match.span()
        parts.append(text[done:start].lower())
        offsets += range(done, start)
        for index in range(start, end):
            folded = _fold_character(text[index])
            parts.append(folded)
            offsets += [index] * len(folded)
        done = end
    parts.append(text[done:].lower())
    offsets += range(done, len(text) + 1)
    return Folded("".join(parts), offsets)


@lru_cache(maxsize=1024)  # the quotation marks, dashes, accents and emoji of a text are those of the one before
def _fold_character(character: str) -> str:
    if character in _LOOKALIKES:
        return _LOOKALIKES[character]
    wide = unicodedata.normalize("NFKD", character).casefold()
    letters = (_LOOKALIKES.get(part, part) for part in wide)
    return "".join(part for part in letters if unicodedata.category(part) not in ("Mn", "Me", "Cf"))


def _squeeze(folded: Folded) -> Folded:
    """Leave two of three or more equal letters ("fuuuck" → "fuuck")."""
    kept = list(range(len(folded.text)))
    for match in reversed(list(_expression(_STRETCH).finditer(folded.text))):
        del kept[match.start() + 2 : match.end()]
    text = "".join(folded.text[index] for index in kept)
    return Folded(text, [*(folded.offsets[index] for index in kept), folded.offsets[-1]])


# -- greeting ------------------------------------------------------------------------------------------------------

_NAME = r"(?:[^\W\d_]['’])?[^\W\d_]{2,20}(?:['’-][^\W\d_]{1,20})?"
_TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "rev", "prof", "sir", "lady", "lord", "cllr", "councillor"])
_NOT_PEOPLE = frozenset(
    word
    for line in (
        "the a an your my our anon anonymous user facebook google youtube unknown deleted account admin team page",
        "group association residents tenants tenant council ltd limited news club school community church society",
        "services service housing official shop cafe gardens estate campaign action",
    )
    for word in line.split()
)


def first_name(author_name: str) -> str:
    """The word to greet somebody with, or "" when what they call themselves is not plausibly a person's name."""
    words = unicodedata.normalize("NFC", author_name[:120]).split()
    if any(word.lower().strip(".,") in _NOT_PEOPLE for word in words):
        return ""
    is_titled = bool(words) and words[0].lower().strip(".") in _TITLES
    words = words[1:] if is_titled else words
    if not words or (is_titled and len(words) < 2) or _expression(_NAME).fullmatch(words[0]) is None:
        return ""
    if not re.sub("['’-]", "", words[0]).isalpha():  # \W lets "½" through
        return ""
    return words[0].capitalize() if words[0].islower() or words[0].isupper() else words[0]


def many(count: int, one: str, more: str | None = None) -> str:
    """ "1 item", "3 items"."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"

"""Telephone numbers in a text: British ones in every spelling and disguise, others where they begin with a plus.

Source of the ranges and lengths: Ofcom's National Telephone Numbering Plan.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from console.rules.digit_runs import Run, is_called_reference
from console.rules.expression import Expression, word_set

Span = tuple[int, int]

_LENGTHS = {"1": (11, 10), "2": (11,), "3": (11,), "5": (11,), "7": (11,), "8": (11, 10), "9": (11,)}  # by second digit
_LONGEST = 11
# Where numbers of ten digits are left: without a space, ten digits that begin otherwise could be anything.
_SHORT_AREAS = tuple(
    word_set(
        "01204 01208 01254 01276 01297 01298 01363 01364 01384 01386 01404 01420 01460 01461 01480 01488 01524 01527 "
        "01562 01566 01606 01629 01635 01647 01659 01695 01726 01744 01750 01768 01827 01837 01884 01900 01905 01935 "
        "01946 01949 01963 01995 016977 0800 441 00441 44800"
    )
)
_NEVER_THIRD = {"1": "0", "2": "12567"}  # no area begins so
_OFFICES = "389"  # no private person has one: by the plan they are of organisations, freephone or premium
_COUNTRY = "44"
_DATE_OR_TIME = Expression(
    r"(?<!\d)(?:[0-3]?\d([./-])(?:0?[1-9]|1[0-2])\1(?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d"
    r"|[0-3]?\d (?:0?[1-9]|1[0-2]) (?:19|20)\d\d|[01]?\d\.[0-5]\d\W{1,3}[0-2]?\d\.[0-5]\d)(?!\d)"
)
_CALLED_NUMBER = Expression(
    r"(?:call|ring|phone|text|tel|mob|mobile|whatsapp|telephone|cell|bell|my|number|no|num)\W*"
    r"(?:(?:me|us|him|her|them|number|num|no|on|is|it'?s|s|at|my|mine)\b\W*){0,4}$"
)
_PLUS = Expression(r"(?<!\w)\+[(\[]?$")  # not that of "the over 60+"
_CUE_CHARACTERS = 30
_OFFICE_CHARACTERS = 60  # either side, in which something may say whose number it is
_WORD = Expression(r"[a-z]+")
_FEWEST_WITH_NOUGHTS = 11  # "00", a country and its shortest numbers; fewer are serial numbers
_FOREIGN_DIGITS = range(9, 16)  # with the country's own; fifteen by ITU-T E.164
_EXTENSION = Expression(r"\s?(?:\(?(?:ext(?:ension|n)?\.?|x)\s?\d{1,5}\)?)")


def phones(text: str, runs: Collection[Run], offices: Collection[str] | None) -> Iterator[Span]:
    """Where telephone numbers stand in a folded text.

    `offices` are words that tell, near a number of the sort that only organisations have, that it is one of theirs;
    without them no number of that sort counts as a person's.
    """
    for run in runs:
        at = told = 0
        while at < len(run):
            may_begin = run.may_begin(at) and (0 < at == told or not _is_inside(text, run.starts[at]))
            end = _end(text, run, at) if may_begin else None
            if end is None:
                at += 1
                continue
            start, stop = _whole(text, run.span(at, end))
            if not _is_office(text, run.digits[at:end], (start, stop), offices):
                yield start, stop
            at = told = end


def _end(text: str, run: Run, at: int) -> int | None:
    """Behind which digit the number ends that begins with this one; None when it is none."""
    digits, start = run.digits, run.starts[at]
    if _PLUS.search(text, max(0, start - 3), start):
        if digits.startswith(_COUNTRY, at):
            return _national_end(text, run, at, at + 2)
        return _foreign_end(run, at)
    if digits.startswith(f"00{_COUNTRY}", at):
        return _national_end(text, run, at, at + 4)
    if digits.startswith("00", at) and digits[at + 2 : at + 3] not in ("", "0"):
        end = _foreign_end(run, at)
        return (
            end
            if end
            and end - at >= _FEWEST_WITH_NOUGHTS
            and run.groups[at] == run.groups[at + 3]
            and set(run.gaps(at, end)) <= {" "}
            else None
        )
    if digits.startswith(f"{_COUNTRY}7", at):
        return _national_end(text, run, at, at + 2)
    if digits.startswith("0", at):
        return _national_end(text, run, at, at)
    return _mobile_end(text, run, at)


def _mobile_end(text: str, run: Run, at: int) -> int | None:
    """Of a mobile's number without its 0, where the text calls it a number: ten digits alone could be anything."""
    start, end = run.starts[at], at + 10
    if run.digits[at] != "7" or end > len(run) or not run.may_end(end) or run.digits[at + 1] in "06":
        return None
    if is_called_reference(text, start) or not _CALLED_NUMBER.search(text, max(0, start - _CUE_CHARACTERS), start):
        return None
    return end


def _national_end(text: str, run: Run, at: int, body: int) -> int | None:
    """`body` is where the national number begins behind the country's: with its 0, which may be left out there."""
    has_nought = run.digits.startswith("0", body)
    near = run.digits[body : body + _LONGEST]
    national = near if has_nought else f"0{near}"
    for length in _LENGTHS.get(national[1:2], ()):
        end = body + length - (not has_nought)
        if not (end <= len(run) and run.may_end(end)) or national[2] in _NEVER_THIRD.get(national[1], ""):
            continue
        if _is_shaped(text, run, at, end, length):
            return end
    return None


def _is_shaped(text: str, run: Run, at: int, end: int, length: int) -> bool:
    """Whether people write a number so: no dates and times, no row of small numbers, no reference."""
    lengths, gaps = run.lengths(at, end), run.gaps(at, end)
    start, stop = run.span(at, end)
    if run.is_spoken or max(lengths) == 1:
        return True
    if len(lengths) == 1:
        is_known = length == 11 or run.digits.startswith(_SHORT_AREAS, at)
        return is_known and _is_closed(text, stop) and not is_called_reference(text, start)
    if length == 10 and lengths[0] < 4 and run.digits[at : at + 2] != _COUNTRY:
        return False
    is_even = len(set(gaps)) == 1
    if any("," in gap for gap in gaps) and (lengths[0] < 3 or not is_even):
        return False
    if max(lengths) <= 2 and not is_even:
        return False
    return is_even or _DATE_OR_TIME.search(text, start, stop) is None


def _foreign_end(run: Run, at: int) -> int | None:
    """Behind the last group that an international number has room for."""
    if is_called_reference(run.text, run.starts[at]):
        return None
    ends = [end for end in range(at + 1, min(len(run), at + _FOREIGN_DIGITS[-1]) + 1) if run.may_end(end)]
    return next((end for end in reversed(ends) if end - at in _FOREIGN_DIGITS), None)


def _is_inside(text: str, start: int) -> bool:
    """Whether it goes on from something: money, a part of a link, of a longer reference."""
    before = text[max(0, start - 2) : start]
    if before[-1:] in ("£", "$", "€", "#", "=") or before.endswith(("£ ", "€ ")):
        return True
    if before[-1:] in ("/", "-", "_", ".", ",") and len(before) == 2 and before[0].isdigit():
        return True
    if before[-1:] not in ("/", "-", "_", "="):
        return False
    word = text[max(0, start - 80) : start].rsplit(None, 1)[-1]
    return "http" in word or "www." in word or before[0:1].isalnum()


def _is_closed(text: str, stop: int) -> bool:
    """Whether it ends there: no letters go on, but kisses and an extension may."""
    follows = text[stop : stop + 4]
    return not follows[:1].isalpha() or follows.lstrip("x")[:1].strip() == "" or follows.startswith(("x", "ext"))


def _whole(text: str, span: Span) -> Span:
    """With the plus or bracket before it, and the extension behind."""
    start, stop = span
    while start and text[start - 1] in "+(":
        start -= 1
    extension = _EXTENSION.match(text, stop)
    return start, extension.end() if extension else stop


def _is_office(text: str, digits: str, span: Span, offices: Collection[str] | None) -> bool:
    national = re.sub(r"^(?:00)?440?", "0", digits)
    if national[0] != "0" or national[1] not in _OFFICES:
        return False
    if offices is None:
        return True
    near = text[max(0, span[0] - _OFFICE_CHARACTERS) : span[1] + _OFFICE_CHARACTERS]
    return not set(_WORD.findall(near)).isdisjoint(offices)

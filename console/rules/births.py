"""Dates of birth in a text: a date with its year is one only where the text says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from console.rules.expression import Expression

Span = tuple[int, int]

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)"
_GAP = r"\s{0,2}[./,-]?\s{0,2}"
_DATE = (
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?{_GAP}(?P<n1>{_MONTH}){_GAP}(?P<y1>{_YEAR})"
    rf"|(?P<n2>{_MONTH}){_GAP}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?{_GAP}(?P<y2>{_YEAR})"
    r"|(?P<y3>(?:19|20)\d\d)[./-](?P<m3>\d{1,2})[./-](?P<d3>\d{1,2})"
    rf"|(?P<d4>\d{{1,2}})(?:\s{{0,2}}[./-]\s{{0,2}}|\s)(?P<m4>\d{{1,2}})(?:\s{{0,2}}[./-]\s{{0,2}}|\s)(?P<y4>{_YEAR})"
    rf"|(?P<d5>\d\d)(?P<m5>\d\d)(?P<y5>(?:19|20)?\d\d))(?![\d/])"
)
_BIRTH = (
    r"(?:(?:\bd[. /]{0,2}o[. /]{0,2}b\b|date[- ]of[- ]birth)[^\d.!?\n]{1,25}?(?<![a-z])"
    r"|(?:\bd[. /]{0,2}o[. /]{0,2}b\b\.?|date[- ]of[- ]birth|birth ?date|\bborn\b|birthday)"
    r"\W{0,4}(?:(?:is|was|on|the|as|of|in)\b\W{0,3}){0,3})"
)
_MAY_BE_CALLED = Expression(r"birth|born|d\W{0,2}o\W{0,2}b\b")
_CALLED_BEFORE = Expression(rf"{_BIRTH}(?P<date>{_DATE})")
_CALLED_AFTER = Expression(
    rf"(?<![\d/.])(?P<date>{_DATE})\W{{0,3}}(?:is )?(?:my |his |her |their |the )?"
    r"(?:\(?d[./]?o[./]?b\b|date of birth|birthday)"
)


def births(text: str) -> Iterator[Span]:
    """Where dates of birth stand in a folded text, without the words that say so."""
    if _MAY_BE_CALLED.search(text) is None:
        return
    for pattern in (_CALLED_BEFORE, _CALLED_AFTER):
        for match in pattern.finditer(text):
            if _is_date(match):
                yield match.span("date")


def _is_date(match: re.Match[str]) -> bool:
    day = next(match[group] for group in ("d1", "d2", "d3", "d4", "d5") if match[group])
    name = match["n1"] or match["n2"]
    month = _MONTHS[name[:3]] if name else int(match["m3"] or match["m4"] or match["m5"])
    return 1 <= month <= 12 and 1 <= int(day) <= _DAYS[month - 1]

"""What a text of ours tells about somebody's account: what they owe, and the numbers it goes by (W4.4, LG2.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OWES = re.compile(
    r"\b(?:you|your (?:\w+ ){0,2}(?:account|rent|balance|arrears|debt))\b[^.!?\n£]{0,40}?"
    r"(?:\b(?:owe|owes|owing|owed|behind|arrears|overdue|debt|short|balance)\b[^.!?\n£]{0,25}£ ?\d[\d,.]*\d?"
    r"|£ ?\d[\d,.]*\d?[^.!?\n£]{0,12} (?:behind|in arrears|owing|overdue|in debt|short|outstanding)\b)"
    r"|\byou (?:still )?owe (?:us )?£ ?\d[\d,.]*\d?",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?:tenancy|account|rent|payment|customer|tenant)(?: account)? (?:reference|ref|number|no\.?|id)(?: is| was|"
    r":)? ?"
    r"#?[A-Z]{0,3}[ -]?\d[\d -]{3,}\d",
    re.IGNORECASE,
)


def account_details(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and what it tells. A reference of a repair or a complaint says nothing about an account."""
    yield from ((*match.span(), "what somebody owes, in public") for match in _OWES.finditer(text))
    yield from ((*match.span(), "the number of somebody's account, in public") for match in _NUMBER.finditer(text))

"""Personal data in a text: where it is and of what sort. The association's own published contacts are no findings.

What each sort looks like is said in a module of its own; here they are put in order, the surest first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from console.model import Finding, Level
from console.rules.account_numbers import bank_accounts, cards, ibans, nhs_numbers, ninos
from console.rules.births import births
from console.rules.digit_runs import digit_runs, spoken_runs
from console.rules.expression import Expression
from console.rules.mailboxes import mailboxes
from console.rules.masking import mask
from console.rules.neighbours import people_at_home
from console.rules.telephone import phones
from console.rules.whereabouts import addresses, postcodes
from console.text import Folded, fold_characters

__all__ = ["mask", "masked", "personal_data"]

_MAY_BE_SPOKEN = Expression(r"(?:zero|oh|o|nought|naught|seven|double)[\W_]{1,3}(?:[a-z]{3,6}|\d)")
_QUIETER = frozenset({"postcode", "address", "name"})  # they tell less than a number to ring
_SAID = {
    "iban": "a bank account", "email": "an e-mail address", "bank": "a bank account", "card": "a card number",
    "nhs": "an NHS number", "phone": "a telephone number", "nino": "a National Insurance number",
    "dob": "a date of birth", "address": "a street address", "postcode": "a postcode",
    "name": "somebody's name with where they live",
}  # fmt: skip

Candidate = tuple[str, int, int]


def personal_data(
    text: str,
    own: Sequence[str],
    *,
    clause: str = "",
    level: Level = Level.NOW,
    offices: Collection[str] | None = None,
) -> list[Finding]:
    """What in the text tells who or where somebody is, in order, not overlapping; `detail` is its sort.

    Where somebody lives is one level quieter in triage. `own` are published numbers and addresses, in any spelling.
    `offices`: words that tell an organisation's telephone number; without them only numbers count that a private person
    can have. Source: W7.5, W4.4, LG2.4.
    """
    folded = fold_characters(text)
    candidates = list(_candidates(text, folded, offices))
    if not candidates:
        return []
    known = _known(tuple(own))
    taken = bytearray(len(folded.text))
    found: list[Finding] = []
    for detail, start, end in candidates:
        if taken.find(1, start, end) >= 0 or _is_own(detail, folded.text[start:end], known):
            continue
        taken[start:end] = b"\1" * (end - start)
        loudness = Level.SOON if level is Level.NOW and detail in _QUIETER else level
        found.append(
            Finding(
                "personal-data", loudness, *folded.span(start, end), clause, f"{_SAID[detail]} in public", detail=detail
            )
        )
    return sorted(found, key=lambda finding: finding.start)


def masked(text: str, own: Sequence[str] = ()) -> str:
    """The text with all personal data in it covered, whatever sort of item it is; as long as it was."""
    return mask(text, personal_data(text, own))


def _candidates(text: str, folded: Folded, offices: Collection[str] | None) -> Iterator[Candidate]:
    """Well-formed spans of the folded text, the surest sort first: what one has taken no other may have."""
    low = folded.text
    yield from _of_sort("email", mailboxes(low))
    digits = sum(map(low.count, "0123456789"))
    may_be_spoken = _MAY_BE_SPOKEN.search(low) is not None
    if not digits and not may_be_spoken:
        return

    def written(start: int, end: int) -> str:
        first, last = folded.span(start, end)
        return text[first:last]

    if digits >= 8:
        yield from _of_sort("iban", ibans(low))
    if digits >= 14 or "sort" in low:
        yield from _of_sort("bank", bank_accounts(low))
    if digits >= 3:
        yield from _of_sort("nino", ninos(low, written))
    if digits >= 5 or may_be_spoken:
        runs = [*digit_runs(low), *(spoken_runs(low) if may_be_spoken else ())]
        yield from _of_sort("card", cards(low, runs))
        yield from _of_sort("nhs", nhs_numbers(low, runs))
        yield from _of_sort("phone", phones(low, runs, offices))
    yield from _of_sort("dob", births(low))
    homes = list(addresses(low, written))
    yield from _of_sort("name", people_at_home(_as_written(text, folded), low, homes))
    yield from _of_sort("address", homes)
    yield from _of_sort("postcode", postcodes(low, written))


def _as_written(text: str, folded: Folded) -> str:
    """The text with its capitals, and the offsets of the folded one."""
    return text if len(text) == len(folded.text) else "".join(text[offset] for offset in folded.offsets[:-1])


def _of_sort(detail: str, spans: Iterator[tuple[int, int]] | Collection[tuple[int, int]]) -> Iterator[Candidate]:
    return ((detail, start, end) for start, end in spans)


@lru_cache(maxsize=8)
def _known(own: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_plain, own))


def _is_own(detail: str, span: str, known: frozenset[str]) -> bool:
    """Published as it stands; or as a part of a published address."""
    plain = _plain(span)
    return plain in known or (detail in _QUIETER and any(plain in contact for contact in known))


def _plain(contact: str) -> str:
    """A contact without spacing and punctuation, a UK number in national form."""
    plain = re.sub(r"[^\w@]", "", contact).lower()
    return re.sub(r"^(?:0044|44(?=\d{10}$))0?", "0", plain)

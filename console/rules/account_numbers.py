"""Numbers that the state, the health service and banks give to people: each with its check digits where it has any.

All look in a folded text (lower case, plain letters), so every spelling is seen; spans are in that text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from console.rules.digit_runs import Run, is_about_reference, is_called_reference
from console.rules.expression import Expression

Span = tuple[int, int]
Written = Callable[[int, int], str]  # a stretch of the folded text → as somebody wrote it

_GAP = r"[ \t]{0,2}[-./]?[ \t]{0,2}"
_LAST_WORDS = 30  # characters before a number that may say what it is

# -- National Insurance ----------------------------------------------------------------------------------------------

_NINO = Expression(
    rf"(?<![a-z\d])(?P<prefix>[a-z]{_GAP}[a-z]){_GAP}(?:[\do]{_GAP}){{5}}[\do](?:{_GAP}(?P<suffix>[a-d]))?(?![a-z\d])"
)
_NINO_PREFIX = Expression(r"(?!bg|gb|kn|nk|nt|tn|zz)[abceghj-prstw-z][abceghj-nprstw-z]")
_NINO_CALLED = Expression(r"\bnino\b|\bn\.?i\b|national insurance|\binsurance n")
_SMALL_WORDS = frozenset({"at", "as", "by", "he", "me", "my", "we", "ok", "pm", "am"})


def ninos(text: str, written: Written) -> Iterator[Span]:
    """National Insurance numbers. Source: HMRC's manual NIM39110.

    Where it is said to be one, any two letters may begin it and the last may be missing, as people give it.
    """
    for match in _NINO.finditer(text):
        prefix = re.sub(r"[^a-z]", "", match["prefix"])
        if _NINO_CALLED.search(text, max(0, match.start() - _LAST_WORDS), match.start()):
            yield match.span()
        elif (
            match["suffix"]
            and _NINO_PREFIX.fullmatch(prefix)
            and not (prefix in _SMALL_WORDS and written(*match.span()).endswith(" a"))
        ):
            yield match.span()  # "at 10 15 20 a man came" is none


# -- NHS -------------------------------------------------------------------------------------------------------------

_ANOTHER_NUMBER = Expression(r"\d")
_NHS_CALLED = Expression(r"\bnhs\b|\bchi\b|health|hospital|patient|medical")


def nhs_numbers(text: str, runs: Collection[Run]) -> Iterator[Span]:
    """NHS and CHI numbers: ten digits with a modulus 11 check. Source: NHS Data Dictionary, NHS NUMBER."""
    for run in runs:
        for at in range(len(run) - 9):
            if run.may_begin(at) and run.may_end(at + 10) and _is_nhs(text, run, at):
                yield run.span(at, at + 10)


def _is_nhs(text: str, run: Run, at: int) -> bool:
    digits = run.digits[at : at + 10]
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    if (11 - total % 11) % 11 != int(digits[9]) or len(set(digits)) == 1:
        return False
    lengths, start = run.lengths(at, at + 10), run.starts[at]
    if text[max(0, start - 1) : start] in ("+", "£", "$", "€", "#", "-", "/", "_"):
        return False
    if _NHS_CALLED.search(text, max(0, start - _LAST_WORDS), start):
        return True
    if digits[0] == "0" or is_called_reference(text, start):
        return False
    return lengths == [3, 3, 4] or max(lengths) == 1 or (len(lengths) == 1 and _is_bare_nhs(text, run, at))


def _is_bare_nhs(text: str, run: Run, at: int) -> bool:
    """Of ten digits in one, every eleventh has the check.

    So they must begin as the numbers that are given out do, and be the only number in the text.
    """
    stop = run.ends[at + 9]
    if _ANOTHER_NUMBER.search(text, 0, run.starts[at]) or _ANOTHER_NUMBER.search(text, stop):
        return False
    is_issued = run.digits[at] in "4679" and not text[stop : stop + 1].isalpha()
    return is_issued and not is_about_reference(text, run.starts[at])


# -- banks -----------------------------------------------------------------------------------------------------------

_SORT = r"\d\d(?P<gap{0}>[ \t]{{0,2}}[-./]?[ \t]{{0,2}})\d\d(?P=gap{0})\d\d"
_ACCOUNT = r"(?:\d{8}|\d{4}[ -]\d{4}|\d(?:[ -]\d){7})"
_SORT_FIRST = Expression(rf"(?<![\w£/.-]){_SORT.format(1)}(?!\d)(?P<between>\D{{1,40}}?){_ACCOUNT}(?!\w)")
_ACCOUNT_FIRST = Expression(rf"(?<![\w£/.-])\d{{8}}(?!\d)(?P<between>\D{{1,40}}?){_SORT.format(1)}(?!\w)")
_SORT_ALONE = Expression(
    rf"\bsort\s?codes?\b\W{{0,3}}(?:(?:is|was|number|no)\b\W{{0,3}}){{0,2}}(?P<code>{_SORT.format(1)})(?!\w)"
)
_BANK_CALLED = Expression(
    r"\bsort(?:\s?codes?|\W{1,2}\d)|account|\bacct?\b|\ba[/ .]?c\b|\bbanks?\b|\bs[/ .]?c\b|s/code|refund|transfer"
)


def bank_accounts(text: str) -> Iterator[Span]:
    """A sort code with an account, in either order; a sort code alone where it is called one."""
    for match in (*_SORT_FIRST.finditer(text), *_ACCOUNT_FIRST.finditer(text)):
        is_beside = match["gap1"] != "" and not re.search(r"[a-z]", match["between"])
        if is_beside or _BANK_CALLED.search(text, max(0, match.start() - _LAST_WORDS), match.end()):
            yield match.span()
    for match in _SORT_ALONE.finditer(text):
        yield match.span("code")


# How the cards that people carry begin, by how many digits they have. Source: ISO/IEC 7812 and the schemes' own ranges.
_ISSUERS = {
    16: Expression(r"4|5[0-8]|2(?:2[2-9]|[3-6]|7[01]|720)|35|6"),
    19: Expression(r"4|5[0678]|6"),
    18: Expression(r"5[0678]|6"),
    15: Expression(r"3[47]"),
    14: Expression(r"3[068]"),
    13: Expression(r"4"),
}
_GOES_BEFORE = Expression(r"[a-z]\d{1,4}[ -]?$")  # the beginning of a longer number with letters
_SHORTEST_CARD = min(_ISSUERS)


def cards(text: str, runs: Collection[Run]) -> Iterator[Span]:
    """Card numbers: thirteen to nineteen digits with the Luhn check of ISO/IEC 7812."""
    for run in runs:
        at = 0
        while at <= len(run) - _SHORTEST_CARD:
            end = _card_end(text, run, at) if run.may_begin(at) and run.digits[at] in "23456" else None
            if end is not None:
                yield run.span(at, end)
            at = end or at + 1


def _card_end(text: str, run: Run, at: int) -> int | None:
    start = run.starts[at]
    if text[max(0, start - 1) : start] in ("+", "£", "$", "€"):
        return None
    if is_called_reference(text, start) or _GOES_BEFORE.search(text, max(0, start - 6), start):
        return None
    return next((at + length for length in _ISSUERS if _is_card(run, at, at + length)), None)


def _is_card(run: Run, at: int, end: int) -> bool:
    if end > len(run) or not run.may_end(end) or _ISSUERS[end - at].match(run.digits, at) is None:
        return False
    if not _has_luhn(run.digits[at:end]):
        return False
    return len(set(run.gaps(at, end))) <= 1  # opening times have dots and dashes between


def _has_luhn(digits: str) -> bool:
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2]]
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0 and len(set(digits)) > 1


_IBAN_START = Expression(r"(?<![a-z\d])[a-z][ ]?[a-z][ ]{0,2}\d[ ]?\d")
_IBAN_REST = Expression(r"[ ./-]{0,2}([a-z\d])")
# How long an account is in each country. Source: the IBAN registry of SWIFT, release 99.
_IBAN_LENGTHS = {
    country: length
    for length, countries in {
        15: "no", 16: "be", 18: "dk fo fi gl nl sd", 19: "mk si", 20: "at ba ee kz lt lu xk mn", 21: "hr lv li ch",
        22: "bh bg cr ge de ie me rs gb va", 23: "gi iq il om tl ae so", 24: "ad cz md pk ro sa sk es se tn vg dj",
        25: "ly pt st", 26: "is tr", 27: "bi fr gr it mr mc sm", 28: "al az by cy do sv gt hu lb ni pl hn",
        29: "br eg ps qa ua", 30: "jo kw mu", 31: "mt sc", 32: "lc", 33: "ru",
    }.items()
    for country in countries.split()
}  # fmt: skip


def ibans(text: str) -> Iterator[Span]:
    """International account numbers: as long as the country's are, with the modulus 97 check of ISO 13616."""
    done = 0
    for match in _IBAN_START.finditer(text):
        length = _IBAN_LENGTHS.get(match[0].replace(" ", "")[:2])
        if length is None or match.start() < done:
            continue
        read = _read_iban(text, match, length)
        if read is not None:
            done = read[1]
            yield read


def _read_iban(text: str, match: re.Match[str], length: int) -> Span | None:
    signs, end = match[0].replace(" ", ""), match.end()
    while len(signs) < length and (rest := _IBAN_REST.match(text, end)):
        signs, end = signs + rest[1], rest.end()
    if len(signs) != length or text[end : end + 1].isalnum() or 2 * sum(map(str.isdigit, signs)) < length:
        return None
    moved = signs[4:] + signs[:4]
    return (match.start(), end) if int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1 else None

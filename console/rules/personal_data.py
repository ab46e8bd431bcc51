"""Personal data in a text: where it is and of what sort, and the same text with it covered.

Plain expressions with check digits where there are any. The association's own published contacts are no findings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from console.model import Finding, Level

# How many letters and digits stay readable at the start and the end, so that two numbers can be told apart (W7.5).
_READABLE = {"phone": (2, 3), "email": (1, 0), "postcode": (2, 0), "card": (0, 3)}

_SIGNS = re.compile(r"\w")
_DIGIT = re.compile(r"\d")
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?[(\[]\s?at\s?[)\]]\s?)[a-z\d-]{1,63}(?:(?:\.|\s?[(\[]\s?dot\s?[)\]]\s?)[a-z\d-]{2,63}){1,4}"
    r"|(?<![\w.+-])[\w.+-]{2,64} at [a-z\d-]{2,63}(?: dot [a-z\d-]{2,63}){1,3}",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w£$€.,/-])(?:\+\s?\d{1,3}[\s.-]{0,2}(?:\(0\)[\s.-]?)?\d|00\s?\d{2}[\s.-]?|\(?[0oO](?=[\s.)-]{0,2}[\doO]))"
    r"(?:[\s.()/-]{0,3}[\doO]){8,12}(?![\w£-])"
)
_POSTCODE = re.compile(r"(?<![\w£])([a-z]{1,2})(\d[a-z\d]?)\s{0,2}(\d[abd-hjlnp-uw-z]{2})(?!\w)", re.IGNORECASE)
_NINO = re.compile(
    r"(?<!\w)[a-ceghj-prtw-z][a-ceghj-nprtw-z](?:[ -]?\d{2}){3}[ -]?[a-d](?!\w)",
    re.IGNORECASE,
)
_NHS = re.compile(r"(?<![\w£-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-])")
_SORT_CODE = re.compile(
    r"(?<![\w£/-])\d{2}[ -]?\d{2}[ -]?\d{2}\D{1,30}?\d{8}(?!\w)|(?<![\w£])\d{8}\D{1,30}?\d{2}[ -]\d{2}[ -]\d{2}(?!\w)"
)
_CARD = re.compile(r"(?<![\w£-])[3-6](?:[ -]?\d){12,18}(?![\w-])")
_IBAN = re.compile(r"(?<!\w)[a-z]{2}\d{2}(?: ?[a-z\d]{4}){2,7}(?: ?[a-z\d]{1,4})?(?!\w)", re.IGNORECASE)
_BIRTH = re.compile(
    r"(?<!\w)(?:d\.?o\.?b\.?|date of birth|born(?: on)?|birthday is)\W{0,4}"
    r"(?P<date>\d{1,2}(?:st|nd|rd|th)?[\s./-]{1,2}(?:\d{1,2}|[a-z]{3,9})[\s./,-]{1,2}(?:19|20)?\d{2})(?!\d)",
    re.IGNORECASE,
)
_STREET = (
    "road|rd|street|st|avenue|ave|close|crescent|cres|lane|drive|terrace|gardens|gdns|court|grove|mews|square|wynd|brae|"
    "quadrant|vean|walk|hill|parade|row|rise|loan|way|place"
)
_ADDRESS = re.compile(
    rf"(?<![\w£.])(?:(?:flat|apartment|apt|unit)\s\d{{1,3}}[a-z]?,?\s)?\d{{1,4}}[a-z]?,?\s"
    rf"(?P<name>(?:[a-z'’-]{{2,20}}\s){{1,3}})(?P<street>{_STREET})(?!\w)",
    re.IGNORECASE,
)
# "2 weeks down the road", "10 years in this place": what stands between number and street in ordinary talk.
_NO_STREET_NAME = frozenset(
    re.findall(
        r"[\w']+",
        "the a an in on at my our your this that of off down up by from to for with and or is was are year years "
        "month months week weeks day days hour hours minute minutes min mins times people kids cars bins houses flats "
        "doors other others more miles yards metres more out per it we they you i all had have has come came go going "
        "both half",
    )
)
_AREAS = frozenset(
    re.findall(
        r"[\w']+",
        "ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex fk "
        "fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng "
        "nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr "
        "ts tw ub w wa wc wd wf wn wr ws wv yo ze",
    )
)
_NO_INWARD = re.compile(r"1st|2nd|3rd|\dth|\dgb|\dtb")  # "g4 2nd floor", "s8 8gb"


def personal_data(text: str, own: Sequence[str], *, clause: str = "", level: Level = Level.NOW) -> list[Finding]:
    """What in the text tells who or where somebody is, in order, not overlapping; `detail` is its sort.

    Postcode and street address alone are one level quieter in triage: they tell less than a number to ring.
    `own` are the association's published numbers and addresses, in any spelling. Source: W7.5, W4.4, LG2.4.
    """
    candidates = list(_candidates(text))
    if not candidates:
        return []
    known = {_plain(contact) for contact in own}
    taken: list[Finding] = []
    for detail, start, end in candidates:
        if _plain(text[start:end]) in known or any(start < other.end and other.start < end for other in taken):
            continue
        quieter = level is Level.NOW and detail in ("postcode", "address")
        loudness = Level.SOON if quieter else level
        taken.append(
            Finding("personal-data", loudness, start, end, clause, f"{_SAID[detail]} in public", detail=detail)
        )
    return sorted(taken, key=lambda finding: finding.start)


def mask(text: str, findings: Iterable[Finding]) -> str:
    """The text with every personal-data span covered: "07700 900789" becomes "07••• •••789"."""
    spans = sorted((found.start, found.end, found.detail or "") for found in findings if found.rule == "personal-data")
    parts: list[str] = []
    done = 0
    for start, end, detail in spans:
        parts += [text[done:start], _covered(text[max(start, done) : end], detail)]
        done = max(done, end)
    return "".join([*parts, text[done:]])


def _covered(span: str, detail: str) -> str:
    head, tail = _READABLE.get(detail, (0, 0))
    places = [match.start() for match in _SIGNS.finditer(span)]
    hidden = set(places[head : len(places) - tail])
    return "".join("•" if place in hidden else sign for place, sign in enumerate(span))


_SAID = {
    "iban": "a bank account", "email": "an e-mail address", "bank": "a bank account", "card": "a card number",
    "nhs": "an NHS number", "phone": "a telephone number", "nino": "a National Insurance number",
    "dob": "a date of birth", "address": "a street address", "postcode": "a postcode",
}  # fmt: skip


def _candidates(text: str) -> Iterator[tuple[str, int, int]]:
    """Well-formed spans, the surest sort first: what one has taken the next does not look at again."""
    digits = len(_DIGIT.findall(text))
    for sort in _SORTS if _may_hold_email(text) else _SORTS_OF_NUMBERS:
        if digits < sort.fewest_digits:
            continue
        for match in sort.pattern.finditer(text):
            if sort.is_one(match):
                start, end = match.span("date") if sort.detail == "dob" else match.span()
                yield sort.detail, start, end


def _may_hold_email(text: str) -> bool:
    """Whether it has any of what stands between name and domain, or within the domain of "name at domain dot uk"."""
    return "@" in text or "(" in text or "[" in text or " dot " in text.lower()


def _is_anything(match: re.Match[str]) -> bool:
    return True


def _is_phone(match: re.Match[str]) -> bool:
    """A UK number of a person or a place, or any in international form. 03 and 08 are offices, never somebody's own."""
    digits = re.sub(r"\D", "", match[0].replace("o", "0").replace("O", "0"))
    if sum(sign.isdigit() for sign in match[0]) < 6:
        return False
    national = re.sub(r"^(?:0044|44(?=\d{9,10}$)|440)0?", "0", digits)
    if national.startswith("0") and not national.startswith("00"):
        return len(national) in (10, 11) and national[1] in "12567"
    return match[0].startswith(("+", "00")) and 9 <= len(digits) <= 15


def _is_postcode(match: re.Match[str]) -> bool:
    return match[1].lower() in _AREAS and _NO_INWARD.fullmatch(match[3].lower()) is None


def _is_address(match: re.Match[str]) -> bool:
    return not any(word in _NO_STREET_NAME for word in match["name"].lower().split())


def _is_card(match: re.Match[str]) -> bool:
    """The Luhn check of ISO/IEC 7812."""
    digits = [int(sign) for sign in match[0] if sign.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_nhs(match: re.Match[str]) -> bool:
    """The modulus 11 check of NHS numbers; they start with 4, 6 or 7, so a telephone number is never one."""
    digits = [int(sign) for sign in match[0] if sign.isdigit()]
    check = (11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11) % 11
    return digits[0] in (4, 6, 7) and check == digits[9]


def _is_iban(match: re.Match[str]) -> bool:
    """The modulus 97 check of ISO 13616."""
    plain = match[0].replace(" ", "").upper()
    moved = plain[4:] + plain[:4]
    return plain.isascii() and 15 <= len(plain) <= 34 and int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


def _plain(contact: str) -> str:
    """A contact without spacing and punctuation, a UK number in national form."""
    plain = re.sub(r"[^\w@]", "", contact).lower()
    return re.sub(r"^(?:0044|44(?=\d{10}$))0?", "0", plain)


@dataclass(frozen=True, slots=True)
class _Sort:
    """One sort of personal data; a text with fewer digits than any of it has need not be searched."""

    detail: str
    fewest_digits: int
    pattern: re.Pattern[str]
    is_one: Callable[[re.Match[str]], bool] = _is_anything


_SORTS_OF_NUMBERS = (
    _Sort("iban", 2, _IBAN, _is_iban),
    _Sort("bank", 14, _SORT_CODE),
    _Sort("card", 13, _CARD, _is_card),
    _Sort("nhs", 10, _NHS, _is_nhs),
    _Sort("phone", 6, _PHONE, _is_phone),
    _Sort("nino", 6, _NINO),
    _Sort("dob", 3, _BIRTH),
    _Sort("address", 1, _ADDRESS, _is_address),
    _Sort("postcode", 2, _POSTCODE, _is_postcode),
)
_SORTS = (_Sort("email", 0, _EMAIL), *_SORTS_OF_NUMBERS)

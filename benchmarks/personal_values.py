"""Personal data made up at run time, well formed and disguised, to measure on. No value is anybody's but by accident.

Numbers come from every allotted range, which those kept for fiction would not cover; none is written down anywhere.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from random import Random

from stdnum import iban as stdnum_iban
from stdnum import luhn

from benchmarks.personal_wording import (
    BANKS,
    FIRST_NAMES,
    HOSTS,
    INTERNATIONAL_ACCOUNTS,
    LAST_NAMES,
    MONTHS,
    NEIGHBOURS,
    SHORT_AREAS,
    SORT_CODES,
    STREET_NAMES,
    STREETS,
    TOWN_AREAS,
)

CORE = "«»"  # around the part that has to be found, where that is not the whole value

Maker = Callable[[Random], str]


def digits(chance: Random, count: int) -> str:
    return "".join(chance.choices(string.digits, k=count))


# -- telephone -------------------------------------------------------------------------------------------------------


def national_number(chance: Random) -> str:
    """A British number in national form, digits only: a mobile every second time, else any other sort."""
    if chance.random() < 0.5:
        return f"07{chance.choice('345789')}{digits(chance, 8)}"
    return chance.choice((_london, _city, _town, _short_town, _uk_wide, _freephone))(chance)


def _london(chance: Random) -> str:
    return f"02{chance.choice(['0', '3', '4', '8', '9'])}{chance.choice('2378')}{digits(chance, 7)}"


def _city(chance: Random) -> str:
    return f"01{chance.choice('123456789')}1{chance.choice('234567')}{digits(chance, 6)}"


def _town(chance: Random) -> str:
    return f"01{chance.choice('2345679')}{chance.choice('02345678')}{digits(chance, 1)}{_in_town(chance, 6)}"


def _short_town(chance: Random) -> str:
    return f"{chance.choice(SHORT_AREAS)}{_in_town(chance, 5)}"


def _in_town(chance: Random, count: int) -> str:
    return f"{chance.choice('234567')}{digits(chance, count - 1)}"


def _uk_wide(chance: Random) -> str:
    return f"03{chance.choice(['00', '30', '33', '45', '70'])}{digits(chance, 7)}"


def _freephone(chance: Random) -> str:
    return f"08{chance.choice(['00', '08', '43', '44', '45', '70'])}{digits(chance, 7)}"


def _split(number: str) -> tuple[str, str]:
    """Area and rest, as people say them."""
    area = 3 if number[1] == "2" else 4 if number[1] in "38" or number[2] == "1" or number[3] == "1" else 5
    return number[:area], number[area:]


def phone(chance: Random) -> str:
    number = national_number(chance)
    area, rest = _split(number)
    middle = len(rest) // 2
    sign = chance.choice(" -. ")
    return chance.choice(
        (
            number,
            f"{area} {rest}",
            f"{area} {rest}",
            f"{area}{sign}{rest[:middle]}{sign}{rest[middle:]}",
            f"({area}) {rest}",
            f"({area}){rest[:middle]} {rest[middle:]}",
            f"+44{number[1:]}",
            f"+44 {area[1:]} {rest}",
            f"+44 (0){area[1:]} {rest}",
            f"+44(0) {area[1:]} {rest[:middle]} {rest[middle:]}",
            f"0044 {area[1:]} {rest}",
            f"0044{number[1:]}",
            f"«{area} {rest}» ext {digits(chance, 3)}",
            f"«{area} {rest}» x{digits(chance, 2)}",
            f"{area}-{rest}",
            f"{area} {rest[:2]} {rest[2:4]} {rest[4:]}",
        )
    )


_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _in_words(chance: Random, number: str) -> str:
    nought = chance.choice(["oh", "zero", "o", "nought"])
    words = [nought if digit == "0" else _WORDS[int(digit)] for digit in number]
    if chance.random() < 0.4:
        words = _doubled(words)
    return chance.choice([" ", " ", "-", ", "]).join(words)


def _doubled(words: list[str]) -> list[str]:
    said: list[str] = []
    place = 0
    while place < len(words):
        is_twice = words[place : place + 2] == [words[place]] * 2
        said += ["double", words[place]] if is_twice else [words[place]]
        place += 2 if is_twice else 1
    return said


def phone_disguised(chance: Random) -> str:
    number = national_number(chance)
    area, rest = _split(number)
    ways: tuple[Callable[[], str], ...] = (
        lambda: " ".join(number),
        lambda: ".".join(number),
        lambda: "-".join(number),
        lambda: "  ".join(number),
        lambda: f"{area} {rest}".replace("0", chance.choice("oO")),
        lambda: number.replace("0", chance.choice("oO")),
        lambda: " ".join(number).replace("0", "o"),
        lambda: _in_words(chance, number),
        lambda: _in_words(chance, number),
        lambda: f"{_in_words(chance, area)} {rest}",
        lambda: f"({area}) ({rest[:3]}) ({rest[3:]})",
        lambda: f"{area} . {rest[:3]} . {rest[3:]}",
        lambda: f"{area}_{rest[:3]}_{rest[3:]}",
        lambda: f"{area}*{rest[:3]}*{rest[3:]}",
        lambda: f"{area}/{rest[:3]}/{rest[3:]}",
        lambda: " ".join(number[at : at + 2] for at in range(0, len(number), 2)),
        lambda: "".join(chr(ord(digit) + 0xFEE0) for digit in number),
        lambda: "\u200b".join(number),
        lambda: "\ufe0f\u20e3".join(number) + "\ufe0f\u20e3",
        lambda: f"{area} - {rest[:3]} - {rest[3:]}",
        lambda: f"[{area}] {rest}",
    )
    return chance.choice(ways)()


# -- e-mail ----------------------------------------------------------------------------------------------------------


def _mailbox(chance: Random) -> tuple[str, str]:
    first, last = chance.choice(FIRST_NAMES).lower(), chance.choice(LAST_NAMES).lower().replace("'", "")
    local = chance.choice(
        (
            f"{first}.{last}",
            f"{first}{last}",
            f"{first}_{last}",
            f"{first[0]}.{last}",
            f"{first}{digits(chance, 2)}",
            f"{last}-{first}",
            f"{first}+news",
            f"{first[0]}{last}{digits(chance, 4)}",
            first,
        )
    )
    return local, chance.choice(HOSTS)


def email(chance: Random) -> str:
    local, host = _mailbox(chance)
    address = f"{local}@{host}"
    return chance.choice((address, address, address.title(), address.upper(), f"<«{address}»>", f"mailto:«{address}»"))


def email_disguised(chance: Random) -> str:
    local, host = _mailbox(chance)
    dotted = host.split(".")
    ways = (
        f"{local} at {' dot '.join(dotted)}",
        f"{local} AT {' DOT '.join(dotted)}",
        f"{local}(at){'(dot)'.join(dotted)}",
        f"{local} (at) {' (dot) '.join(dotted)}",
        f"{local} [at] {' [dot] '.join(dotted)}",
        f"{local}[at]{host}",
        f"{local}(at){host}",
        f"{local} (at) {host}",
        f"{local}@{' dot '.join(dotted)}",
        f"{local}@{'(dot)'.join(dotted)}",
        f"{local} @ {host}",
        f"{local} @ {' . '.join(dotted)}",
        f"{local} {{at}} {' {dot} '.join(dotted)}",
        f"{local}\u200b@{host}",
        f"{local.replace('.', ' dot ').replace('_', ' underscore ')} at {' dot '.join(dotted)}",
    )
    return chance.choice(ways)


# -- where -----------------------------------------------------------------------------------------------------------

_INWARD = "ABDEFGHJLNPQRSTUWXYZ"


def _outward_and_inward(chance: Random) -> tuple[str, str]:
    area = chance.choice(TOWN_AREAS)
    district = digits(chance, 1) if chance.random() < 0.5 else str(chance.randint(10, 99))
    if area in ("EC", "WC") or (area in ("E", "N", "W") and chance.random() < 0.3):
        district = f"{chance.choice('123')}{chance.choice('AHPMY') if len(area) > 1 else 'H' if area == 'W' else 'W'}"
    return f"{area}{district}", f"{digits(chance, 1)}{''.join(chance.choices(_INWARD, k=2))}"


def postcode(chance: Random) -> str:
    outward, inward = _outward_and_inward(chance)
    usual = f"{outward} {inward}"
    return chance.choice(
        (
            usual,
            usual,
            usual,
            usual.lower(),
            f"{outward}{inward}",
            f"{outward}{inward}".lower(),
            f"{outward}  {inward}",
            usual.title(),
        )
    )


def postcode_disguised(chance: Random) -> str:
    outward, inward = _outward_and_inward(chance)
    ways = (
        " ".join(outward + inward),
        " ".join((outward + inward).lower()),
        f"{outward}-{inward}",
        f"{outward}.{inward}",
        f"{outward.swapcase()} {inward}",
        f"{outward}   {inward}".lower(),
        f"{outward[:-1]} {outward[-1]} {inward}",
        "".join(chr(ord(sign) + 0xFEE0) for sign in outward + inward),
        "\u200b".join(outward + inward),
    )
    return chance.choice(ways)


def street_address(chance: Random) -> str:
    number = chance.choice(
        (str(chance.randint(1, 199)), str(chance.randint(1, 60)), f"{chance.randint(1, 90)}{chance.choice('abAB')}")
    )
    name, street = chance.choice(STREET_NAMES), chance.choice(STREETS)
    plain = f"{number} {name} {street}"
    flat = chance.choice(
        (
            f"Flat {chance.randint(1, 40)}",
            f"Flat {chance.randint(0, 4)}/{chance.randint(1, 3)}",
            f"Apartment {chance.randint(1, 20)}",
            f"flat {chance.choice('ABCD')}",
        )
    )
    return chance.choice(
        (plain, plain, plain, plain.lower(), f"{flat}, {plain}", f"{number}, {name} {street}", f"{flat} {plain}")
    )


def named_neighbour(chance: Random) -> str:
    name = (
        f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}"
        if chance.random() < 0.7
        else chance.choice(FIRST_NAMES)
    )
    return chance.choice(NEIGHBOURS).format(name=name, number=chance.randint(1, 120))


# -- numbers of the state and of banks ---------------------------------------------------------------------------------

_NINO_FIRST, _NINO_SECOND = "ABCEGHJKLMNOPRSTWXYZ", "ABCEGHJKLMNPRSTWXYZ"
_NINO_NEVER = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})


def _nino_parts(chance: Random) -> tuple[str, str, str]:
    while (prefix := chance.choice(_NINO_FIRST) + chance.choice(_NINO_SECOND)) in _NINO_NEVER:
        pass
    return prefix, digits(chance, 6), chance.choice("ABCD")


def nino(chance: Random) -> str:
    prefix, number, suffix = _nino_parts(chance)
    pairs = " ".join((number[:2], number[2:4], number[4:]))
    return chance.choice(
        (
            f"{prefix} {pairs} {suffix}",
            f"{prefix}{number}{suffix}",
            f"{prefix}{number}{suffix}".lower(),
            f"{prefix} {number} {suffix}",
            f"{prefix} {pairs} {suffix}".lower(),
            f"{prefix}{number} {suffix}",
        )
    )


def nino_disguised(chance: Random) -> str:
    prefix, number, suffix = _nino_parts(chance)
    pairs = (prefix, number[:2], number[2:4], number[4:], suffix)
    whole = "".join(pairs)
    return chance.choice(
        (
            " ".join(whole),
            "-".join(pairs),
            ".".join(pairs),
            f"{prefix}{number.replace('0', 'o')}{suffix}",
            " - ".join(pairs),
            "/".join(pairs),
            "\u200b".join(whole),
            " ".join(whole.lower()),
        )
    )


def _nhs_number(chance: Random) -> str:
    while True:
        number = chance.choice("4679") + digits(chance, 8)
        check = 11 - sum(int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return f"{number}{check % 11}"


def nhs(chance: Random) -> str:
    number = _nhs_number(chance)
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
    return chance.choice((spaced, spaced, number, spaced.replace(" ", "-")))


def nhs_disguised(chance: Random) -> str:
    number = _nhs_number(chance)
    parts = (number[:3], number[3:6], number[6:])
    return chance.choice(
        (
            " ".join(number),
            ".".join(parts),
            "  ".join(parts),
            "-".join(number),
            "/".join(parts),
            " - ".join(parts),
            ".".join(number),
        )
    )


def bank(chance: Random) -> str:
    return _account(chance, SORT_CODES)


def bank_disguised(chance: Random) -> str:
    return _account(chance, BANKS)


def _account(chance: Random, wordings: tuple[str, ...]) -> str:
    """In one of the wordings; its figures are to be found, its words need not."""
    value = chance.choice(wordings).format(
        a=digits(chance, 2),
        b=digits(chance, 2),
        c=digits(chance, 2),
        n=digits(chance, 8),
        s=" ".join(digits(chance, 8)),
        f=digits(chance, 4),
        g=digits(chance, 4),
    )
    return re.sub(r"\d.*\d", lambda figures: f"«{figures[0]}»", value, flags=re.DOTALL)


def _card_number(chance: Random) -> str:
    start, length = chance.choice(
        (("4", 16), ("51", 16), ("55", 16), ("2221", 16), ("34", 15), ("6759", 16), ("4", 16))
    )
    body = start + digits(chance, length - len(start) - 1)
    return body + luhn.calc_check_digit(body)


def card(chance: Random) -> str:
    number = _card_number(chance)
    fours = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
    if len(number) == 15:
        fours = f"{number[:4]} {number[4:10]} {number[10:]}"
    return chance.choice((fours, fours, number, fours.replace(" ", "-")))


def card_disguised(chance: Random) -> str:
    number = _card_number(chance)
    fours = [number[at : at + 4] for at in range(0, len(number), 4)]
    return chance.choice(
        (
            " ".join(number),
            ".".join(fours),
            "/".join(fours),
            "  ".join(fours),
            " - ".join(fours),
            "-".join(number),
            " ".join(number[at : at + 2] for at in range(0, len(number), 2)),
        )
    )


def _iban_number(chance: Random) -> str:
    country, form = chance.choice(INTERNATIONAL_ACCOUNTS)
    body = "".join(chance.choice(string.digits if sign == "n" else string.ascii_uppercase) for sign in form)
    return f"{country}{stdnum_iban.calc_check_digits(f'{country}00{body}')}{body}"


def iban(chance: Random) -> str:
    number = _iban_number(chance)
    fours = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
    return chance.choice((fours, fours, number, number.lower(), fours.lower()))


def iban_disguised(chance: Random) -> str:
    number = _iban_number(chance)
    fours = [number[at : at + 4] for at in range(0, len(number), 4)]
    return chance.choice(
        (
            "-".join(fours),
            ".".join(fours),
            "  ".join(fours),
            " ".join(number),
            "\u200b".join(number),
            f"{number[:2]} {number[2:4]} {number[4:]}",
        )
    )


def birth(chance: Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1930, 2012)
    name = MONTHS[month - 1]
    th = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(day, "th")
    return chance.choice(
        (
            f"{day:02}/{month:02}/{year}",
            f"{day}/{month}/{year % 100:02}",
            f"{day:02}.{month:02}.{year}",
            f"{day:02}-{month:02}-{year}",
            f"{day} {name} {year}",
            f"{day}{th} {name} {year}",
            f"{day}{th} of {name} {year}",
            f"{day} {name[:3]} {year}",
            f"{name} {day}, {year}",
            f"{year}-{month:02}-{day:02}",
            f"{day:02} {month:02} {year}",
            f"{day:02}{month:02}{year}",
        )
    )


WELL_FORMED: dict[str, Maker] = {
    "phone": phone, "email": email, "postcode": postcode, "address": street_address, "nino": nino, "nhs": nhs,
    "bank": bank, "card": card, "iban": iban, "dob": birth, "name": named_neighbour,
}  # fmt: skip
DISGUISED: dict[str, Maker] = {
    "phone": phone_disguised, "email": email_disguised, "postcode": postcode_disguised, "nino": nino_disguised,
    "nhs": nhs_disguised, "bank": bank_disguised, "card": card_disguised, "iban": iban_disguised,
}  # fmt: skip

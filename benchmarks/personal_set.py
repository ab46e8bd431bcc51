"""Comments with personal data in them, and ordinary ones with other numbers: made from a seed, the same ones each time.

Each part has carriers of its own (`fixtures/judgement`) and a seed of its own. The rules were tuned on "a", and some
words were thought of with "b" and "c" in mind; "d" was written when they were done, and is only counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from benchmarks import personal_wording as words
from benchmarks.personal_values import CORE, Maker, digits

SETS = Path(__file__).parent.parent / "fixtures" / "judgement"
SEEDS = {"a": 20_261_118, "b": 20_271_231, "c": 20_280_229, "d": 20_290_401}
OPENING, CLOSING = CORE
ONLY_WHERE_CALLED_SO = frozenset({"dob"})  # a date alone is nobody's birth


@dataclass(frozen=True, slots=True)
class Sample:
    """A comment, and where in it the value stands that has to be found as `detail`."""

    detail: str
    text: str
    start: int
    end: int


def samples(makers: Mapping[str, Maker], part: str, of_each: int) -> Iterator[Sample]:
    """So many comments for each detail; carriers that say what it is and ones that do not, in turn."""
    for detail, make in makers.items():
        chance = Random(f"{SEEDS[part]} {detail} {make.__name__}")
        for _ in range(of_each):
            sort = detail if detail in ONLY_WHERE_CALLED_SO else chance.choice(("any", detail))
            yield _sample(detail, chance.choice(_carriers(part, sort)), make(chance))


def _sample(detail: str, carrier: str, value: str) -> Sample:
    text = carrier.replace("{}", value if OPENING in value else f"{OPENING}{value}{CLOSING}")
    start, end = text.index(OPENING), text.index(CLOSING) - 1
    text = text.replace(OPENING, "").replace(CLOSING, "")
    signs = [at for at in range(start, end) if text[at].isalnum()]  # brackets around it need not be found
    return Sample(detail, text, signs[0], signs[-1] + 1)


@cache
def _carriers(part: str, detail: str) -> list[str]:
    return [text for which, sort, text in _lines("personal_carriers.txt", 2) if (which, sort) == (part, detail)]


def _lines(name: str, columns: int) -> list[list[str]]:
    """The lines of a set, the first words of each apart; one that stands on two lines goes on without a part."""
    lines: list[list[str]] = []
    for line in (SETS / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            lines.append(line.split(" ", columns))
    return lines


def ordinary(part: str, count: int) -> list[str]:
    """Comments as the public writes them, with prices, dates, references and other numbers that tell nothing."""
    chance = Random(SEEDS[part])
    templates = [text for which, text in _lines("ordinary_numbers.txt", 1) if which == part]
    return [_filled(chance.choice(templates), chance) for _ in range(count)]


def _filled(template: str, chance: Random) -> str:
    parts = template.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        slot, rest = part.split("}", 1)
        filled += [_SLOTS[slot](chance), rest]
    return "".join(filled)


def _price(chance: Random) -> str:
    pounds = chance.randint(1, 1_250)
    return chance.choice(
        (f"£{pounds}", f"£{pounds}.{digits(chance, 2)}", f"£{pounds},000", f"{pounds} quid", f"£ {pounds}")
    )


def _date(chance: Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2019, 2026)
    name = words.MONTHS[month - 1]
    return chance.choice(
        (
            f"{day:02}/{month:02}/{year}",
            f"{day}/{month}",
            f"{day:02}-{month:02}-{year % 100}",
            f"{day}.{month}.{year}",
            f"{day} {name}",
            f"{name} {day}",
            f"{day:02}/{month:02}/{year % 100}",
            f"{day} {name} {year}",
            f"{day:02} {month:02} {year}",
        )
    )


def _time(chance: Random) -> str:
    hour, minute = chance.randint(1, 12), chance.choice(("00", "15", "30", "45"))
    return chance.choice(
        (f"{hour}", f"{hour}am", f"{hour}.{minute}", f"{hour:02}:{minute}", f"{hour}:{minute}pm", f"{hour:02}{minute}")
    )


def _clock(chance: Random) -> str:
    return f"{chance.randint(7, 20):02}.{chance.choice(('00', '15', '30', '45'))}"


def _reference(chance: Random) -> str:
    letters = "".join(chance.choices("ABCDEFGHJKLMNPRSTWXYZ", k=2))
    return chance.choice(
        (
            f"R{digits(chance, 6)}",
            f"CMP-{digits(chance, 6)}",
            f"{letters}{digits(chance, 5)}",
            f"SR/{digits(chance, 4)}/{digits(chance, 3)}",
            f"0{digits(chance, 7)}",
            digits(chance, 7),
            f"{digits(chance, 4)}-{digits(chance, 4)}",
            f"2026-{digits(chance, 5)}",
        )
    )


def _size(chance: Random) -> str:
    wide, high = chance.randint(20, 240), chance.randint(20, 240)
    return chance.choice(
        (
            f"{wide}x{high}cm",
            f"{wide} x {high}",
            f"{wide}cm by {high}cm",
            f"{wide / 10}m x {high / 10}m",
            f"{wide}x{high}x{high}",
        )
    )


def _flat(chance: Random) -> str:
    number = chance.randint(1, 9)
    return chance.choice((str(chance.randint(1, 40)), f"{chance.randint(0, 4)}/{number}", f"{number}B", f"G{number}"))


_SLOTS: dict[str, Callable[[Random], str]] = {
    "price": _price, "date": _date, "time": _time, "clock": _clock, "ref": _reference, "size": _size,
    "order": lambda chance: digits(chance, chance.choice((5, 6, 8, 9, 10, 12))),
    "tracking": lambda chance: f"{''.join(chance.choices('ABCDJ', k=2))}{digits(chance, 9)}GB",
    "serial": lambda chance: f"{digits(chance, 4)}-{digits(chance, 5)}-{chance.choice('ABC')}{digits(chance, 2)}",
    "meter": lambda chance: digits(chance, 5),
    "iso": lambda chance: f"20{chance.randint(19, 26)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
    "year": lambda chance: str(chance.randint(1950, 2030)),
    "percent": lambda chance: f"{chance.randint(1, 99)}.{digits(chance, 1)}%",
    "count": lambda chance: str(chance.randint(1, 60)),
    "beds": lambda chance: str(chance.randint(1, 5)),
    "ordinal": lambda chance: chance.choice(("1st", "2nd", "3rd", "14th", "21st", "30th")),
    "score": lambda chance: f"{chance.randint(0, 6)}-{chance.randint(0, 6)}",
    "ratio": lambda chance: f"{chance.randint(0, 2)}.{digits(chance, 2)}",
    "version": lambda chance: f"{chance.randint(1, 9)}.{chance.randint(0, 20)}.{chance.randint(0, 9)}",
    "temp": lambda chance: f"{chance.randint(-5, 30)}{chance.choice(('°', ' degrees', 'C'))}",
    "flat": _flat,
    "office": lambda chance: chance.choice(words.OFFICES).format(digits(chance, 4)),
    "day": lambda chance: chance.choice(words.WEEKDAYS),
    "month": lambda chance: chance.choice(words.MONTHS),
    "bus": lambda chance: chance.choice(words.BUSES),
    "road": lambda chance: chance.choice(words.ROADS),
    "model": lambda chance: chance.choice(words.MODELS),
    "code": lambda chance: chance.choice(words.CODES),
    "home": lambda chance: chance.choice(words.TEAMS),
    "away": lambda chance: chance.choice(words.TEAMS),
}  # fmt: skip

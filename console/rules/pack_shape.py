"""What a pack's TOML must look like: every table and field against the records of `policy.py`, all faults.

msgspec stops at the first fault; a policy officer wants the list. What the settings mean is `pack_sense.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from console.rules.policy_table import Table

Tables = Mapping[str, Any]  # one TOML file as `tomllib` gives it
ROW_NAMES = ("id", "key", "kind", "where")  # the field that names a row of a list of tables, first match
NEAR = 70.0  # of 100: how alike a misspelt word must be to be offered; below it, guesses were wild
PLAIN_WORDS: dict[object, str] = {
    str: 'a text in quotes, such as "…"',
    bool: "true or false, without quotes",
    int: "a whole number, without quotes",
    float: "a number, without quotes",
    date: "a date without quotes, such as 2026-12-31",
    datetime: "a date and time without quotes, such as 2026-12-24T12:00:00",
}


@dataclass(frozen=True, slots=True)
class PackNote:
    """One thing to put right or fill in. `key` is a path such as `role.colleague.may`; rows without id are [1], [2]."""

    file: str
    key: str
    wrong: str
    right: str


def shape_notes(raw: Tables, kind: type[Table], file: str, key: str = "") -> Iterator[PackNote]:
    """Say what in the table is misspelt, missing, or of the wrong type, in the order of the record's fields."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for name in raw.keys() - fields.keys():
        yield PackNote(file, below(key, name), "is not a setting that Halfday knows", did_you_mean(name, fields))
    for name, field in fields.items():
        at = below(key, name)
        if name in raw:
            yield from _value_notes(raw[name], field.type, file, at)
        elif field.required:
            yield PackNote(file, at, "is missing", f"Add it: {describe(field.type)}.")


def named_rows(rows: object, key: str) -> Iterator[tuple[str, Tables]]:
    """The rows of a list of tables with their key paths; what is not a table is left out."""
    for number, row in enumerate(rows if isinstance(rows, list) else [], start=1):
        if isinstance(row, dict):
            yield f"{key}.{name}" if (name := row_name(row)) else f"{key}[{number}]", row


def row_name(row: Tables) -> str | None:
    """What the row calls itself, by the first naming field that it has."""
    name = next((row[field] for field in ROW_NAMES if field in row), None)
    return name if isinstance(name, str) and name else None


def below(key: str, name: str) -> str:
    """The key path of `name` within `key`."""
    return f"{key}.{name}" if key else name


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Offer the nearest known word, or else all of them."""
    from rapidfuzz import process  # 20 ms to import, and only for somebody who has made a mistake

    words = list(known)
    if not words:
        return "There is none to choose from yet."
    best = process.extractOne(word, words, score_cutoff=NEAR)
    return f'Did you mean "{best[0]}"?' if best else f"Known are: {', '.join(words)}."


def describe(kind: Any) -> str:
    """Say in plain words what a field holds."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Literal:
        return "one of " + ", ".join(_quoted(value) for value in args)
    if origin in (Union, UnionType):
        return describe(next(arg for arg in args if arg is not NoneType))
    if origin is list:
        return "one or more [[tables]]" if _is_table(args[0]) else f"a list in [ ], each {describe(args[0])}"
    if origin is dict:
        return f"a table of names, each {describe(args[1])}"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "one of " + ", ".join(_quoted(member.value) for member in kind)
    return PLAIN_WORDS.get(kind, "a table")


def _value_notes(value: object, kind: Any, file: str, key: str) -> Iterator[PackNote]:
    if _is_table(kind):
        yield from _table_notes(value, kind, file, key)
    elif get_origin(kind) is list and isinstance(value, list):
        yield from _list_notes(value, get_args(kind)[0], file, key)
    elif get_origin(kind) is dict and isinstance(value, dict):
        for name, inner in value.items():
            yield from _value_notes(inner, get_args(kind)[1], file, below(key, name))
    elif not fits(value, kind):
        yield PackNote(file, key, f"is {_shown(value)}", f"It should be {describe(kind)}.")


def _table_notes(value: object, kind: type[Table], file: str, key: str) -> Iterator[PackNote]:
    if isinstance(value, dict):
        yield from shape_notes(value, kind, file, key)
    else:
        yield PackNote(file, key, f"is {_shown(value)}", f"It should be a table: [{key}] and its settings below.")


def _list_notes(values: Sequence[object], kind: Any, file: str, key: str) -> Iterator[PackNote]:
    for number, value in enumerate(values, start=1):
        name = row_name(value) if isinstance(value, dict) else None
        yield from _value_notes(value, kind, file, f"{key}.{name}" if name else f"{key}[{number}]")


def fits(value: object, kind: Any) -> bool:
    """Whether the value is what a field of that type may hold."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    # A date and a time written where a date is asked for, or the other way round, converts and means something else.
    return not (kind is date and isinstance(value, datetime))


def _is_table(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _shown(value: object) -> str:
    """The value as one would find it in the file, cut short."""
    shown = _quoted(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"


def _quoted(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)

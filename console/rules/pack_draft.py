"""A pack as it was read, faults and all: what is sound in it can be asked for, row by row. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, get_args, get_origin

import msgspec

from console.rules.pack_shape import Tables, fits, named_rows, row_name
from console.rules.policy import Core
from console.rules.policy_table import Table
from console.rules.policy_texts import Words
from console.rules.policy_topics import Topics

Row = TypeVar("Row", bound=Table)


@dataclass(frozen=True, slots=True)
class PackDraft:
    """`templates` (by file), `words` and `topics` are None when they were not looked at, or are not there."""

    core: Tables
    templates: Mapping[str, Tables] | None
    words: Tables | None
    topics: Tables | None = None

    def at(self, path: str) -> Any:
        """The value at a key path of `policy.toml` as written, or None."""
        value: Any = self.core
        for name in path.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        return value

    def one(self, path: str, kind: type[Row]) -> Row | None:
        """The table at a key path as a record, or None when it is missing or faulty."""
        return record(self.at(path), kind)

    def rows(self, path: str, kind: type[Row]) -> list[tuple[str, Row]]:
        """The sound rows of a list of tables, each with its key path."""
        records = ((key, record(row, kind)) for key, row in named_rows(self.at(path), path))
        return [(key, row) for key, row in records if row is not None]

    def names(self, path: str, field: str = "") -> list[str]:
        """What the rows call themselves (or hold in `field`), faulty rows included: a fault elsewhere is told once."""
        rows = (row for _, row in named_rows(self.at(path), path))
        names = (row.get(field) if field else row_name(row) for row in rows)
        return [name for name in names if isinstance(name, str)]

    def template_rows(self) -> Iterator[tuple[str, str, Tables]]:
        """File, key path and table of every template as written."""
        for file, raw in (self.templates or {}).items():
            for key, row in named_rows(raw.get("template"), "template"):
                yield file, key, row

    def setting(self, path: str) -> Any:
        """The value at a key path such as `role.colleague.may`, rows by name, defaults included.

        Raises KeyError with the part that does not exist. Templates and words that were not looked at count as there.
        """
        first, _, rest = path.partition(".")
        if first == "template":
            return self._template(rest)
        if first == "words":
            return _step_all(self.words, Words, rest) if self.words is not None else True
        if first == "topics":
            return _step_all(self.topics, Topics, rest) if self.topics is not None else True
        return _step_all(self.core, Core, path)

    def _template(self, id: str) -> Any:
        if self.templates is None:
            return True
        rows = {row_name(row): row for _, _, row in self.template_rows()}
        if id:
            return rows[id]
        if not rows:
            raise KeyError("template")
        return rows


def record(raw: object, kind: type[Row]) -> Row | None:
    """The table as a record, without what is misspelt or faulty in it; None when something that is required is."""
    if not isinstance(raw, Mapping):
        return None
    sound = {f.encode_name: raw[f.encode_name] for f in msgspec.structs.fields(kind) if _is_sound(raw, f)}
    try:
        return msgspec.convert(sound, kind)
    except msgspec.ValidationError:
        return None


def _is_sound(raw: Tables, field: msgspec.structs.FieldInfo) -> bool:
    return field.encode_name in raw and fits(raw[field.encode_name], field.type)


def _step_all(value: Any, kind: Any, path: str) -> Any:
    for name in path.split(".") if path else []:
        value, kind = _step(value, kind, name)
    return value


def _step(value: Any, kind: Any, name: str) -> tuple[Any, Any]:
    """One step down a key path: into a table's setting, or to the row of that name."""
    if isinstance(value, list):
        return _row(value, name), _inner(kind)
    if not isinstance(value, Mapping):
        raise KeyError(name)
    if name in value:
        return value[name], _field_type(kind, name)
    return _default(kind, name), _field_type(kind, name)


def _row(rows: list[Any], name: str) -> Mapping[str, Any]:
    for row in rows:
        if isinstance(row, Mapping) and row_name(row) == name:
            return row
    raise KeyError(name)


def _inner(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is list else None


def _field_type(kind: Any, name: str) -> Any:
    fields = msgspec.structs.fields(kind) if isinstance(kind, type) and issubclass(kind, msgspec.Struct) else ()
    return next((field.type for field in fields if field.encode_name == name), None)


def _default(kind: Any, name: str) -> Any:
    """What a setting that is not written holds. Raises KeyError for one that does not exist or must be written."""
    fields = msgspec.structs.fields(kind) if isinstance(kind, type) and issubclass(kind, msgspec.Struct) else ()
    for field in fields:
        if field.encode_name == name and not field.required:
            return field.default if field.default is not msgspec.NODEFAULT else field.default_factory()
    raise KeyError(name)

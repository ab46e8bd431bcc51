"""Where a setting stands in a pack: file and line of a key path such as `removal_reason.spam.notice` or `words.threat`.

Reads the files as an editor shows them, since TOML's own reader keeps no lines. Decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from console.rules.common_words import FILE as COMMON
from console.rules.pack_shape import ROW_NAMES
from console.rules.packs import TEMPLATE_FILES, TOPICS_FILE

_TABLE = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
_SETTING = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([\w.-]+))\s*=\s*(.*)""")
_LONG_STRING = re.compile(r'"""|\'\'\'')
_STRING_OR_COMMENT = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*')


@dataclass(frozen=True, slots=True)
class Place:
    """A setting's file, its line counted from 1 and its key path.

    One that is not written there has the line of the table that it would stand in, or None.
    """

    file: str
    line: int | None
    key: str
    is_written: bool = True


class PackLines:
    """The lines of one pack's settings; each file is read when somebody asks for something in it."""

    def __init__(self, pack: Path) -> None:
        self._pack = pack

    def of(self, key: str) -> Place:
        """Where a setting is written, or would be."""
        first, _, rest = key.partition(".")
        if first == "words":
            return self._in("words.toml", self._words, key, rest)
        if first == "topics":
            return self._in(TOPICS_FILE, self._topics, key, rest)
        if first == "template":
            return next((self._in(file, lines, key, key) for file, lines in self._templates.items() if key in lines),
                        Place(TEMPLATE_FILES, None, key, False))  # fmt: skip
        return self._in("policy.toml", self._core, key, key)

    def of_common(self, key: str) -> Place:
        """Where a list or a concept of `words.toml` stands in the words that all packs share."""
        return self._in(f"{COMMON.parent.name}/{COMMON.name}", self._common, key, key.removeprefix("words."))

    def _in(self, file: str, lines: dict[str, int], key: str, path: str) -> Place:
        is_written = path in lines
        while path and path not in lines:
            path = path.rpartition(".")[0]
        return Place(file, lines.get(path), key, is_written)

    @cached_property
    def _core(self) -> dict[str, int]:
        return _lines_of(self._pack / "policy.toml")

    @cached_property
    def _words(self) -> dict[str, int]:
        return _lines_of(self._pack / "words.toml")

    @cached_property
    def _common(self) -> dict[str, int]:
        return _lines_of(COMMON)

    @cached_property
    def _topics(self) -> dict[str, int]:
        return _lines_of(self._pack / TOPICS_FILE)

    @cached_property
    def _templates(self) -> dict[str, dict[str, int]]:
        return {file.name: _lines_of(file) for file in sorted(self._pack.glob(TEMPLATE_FILES))}


def _lines_of(file: Path) -> dict[str, int]:
    try:
        return key_lines(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return {}


def key_lines(toml: str) -> dict[str, int]:
    """The line of every table and setting of a TOML text, by key path; rows go by what they call themselves."""
    lines: dict[str, int] = {}
    table, opened_at, is_row = "", 0, False
    for number, line in _outside_of_values(toml):
        if header := _TABLE.match(line):
            table, opened_at, is_row = header[2], number, header[1] == "[["
            lines.setdefault(table, number)
        elif setting := _SETTING.match(line):
            name = setting[1] or setting[2] or setting[3]
            if is_row and name in ROW_NAMES and (named := _STRING_OR_COMMENT.match(setting[4])):
                table, is_row = f"{table}.{named[0][1:-1]}", False
                lines.setdefault(table, opened_at)
            lines.setdefault(f"{table}.{name}" if table else name, number)
    return lines


def _outside_of_values(toml: str) -> Iterator[tuple[int, str]]:
    """The numbered lines on which a table or a setting may begin: not those within a list or a long text."""
    depth, quote = 0, ""
    for number, line in enumerate(toml.splitlines(), start=1):
        if not quote and depth == 0:
            yield number, line
        for mark in _LONG_STRING.findall(line):
            quote = mark if not quote else "" if mark == quote else quote
        if not quote:
            bare = _STRING_OR_COMMENT.sub("", line)
            depth = max(0, depth + bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}"))

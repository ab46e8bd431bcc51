"""Regular expressions compiled when a text first needs them: making all of them at once would delay a start."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cached_property


class Expression:
    """As `re.compile(pattern)`, later: the dozen for personal data take 30 ms, and most texts need three of them."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._compiled.finditer(text)

    def findall(self, text: str) -> list[str]:
        return self._compiled.findall(text)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._compiled.search(text, start, end)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self._compiled.match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._compiled.fullmatch(text)


def word_set(spaced: str) -> frozenset[str]:
    """The words of a list that is written with spaces between, for it reads more easily."""
    return frozenset(spaced.split())

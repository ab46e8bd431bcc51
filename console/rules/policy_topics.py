"""`topics.toml` of a pack: what texts are about and where, for the report. `subjects.py` looks for the words."""

from __future__ import annotations

from console.rules.policy_table import Setting, Table


class Topic(Table, frozen=True, kw_only=True):
    """`[[topic]]`: one thing that people write about, and the words and phrases that say so."""

    id: str
    title: str
    words: list[str]


class KnownPlace(Table, frozen=True, kw_only=True):
    """`[[place]]`: an area, a town or a street of the association. Its title is found too; `words` are other names."""

    id: str
    title: str
    words: list[str] = []


class Topics(Setting, frozen=True, kw_only=True):
    """`topics.toml`: for the report, the first of each list first where a text mentions several as often."""

    clause: str = ""
    topic: list[Topic] = []
    place: list[KnownPlace] = []

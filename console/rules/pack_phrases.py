"""Whether a pack's phrases can be found at all: those of `words.toml` that triage looks for, and of `topics.toml`.

What a phrase may hold is said in `phrases.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, get_origin

import msgspec

from console.rules.common_words import common_words
from console.rules.pack_draft import PackDraft
from console.rules.pack_sense import Faults
from console.rules.pack_shape import PackNote, Tables, did_you_mean, named_rows
from console.rules.policy_texts import Words
from console.text import fold

NO_PHRASES = frozenset(
    {"known", "admits", "let_down", "complains", "own_contacts", "without"}
)  # of words.toml: looked up as words
NAMED_LISTS = ("topic", "place")

_LETTER = re.compile(r"\w")
_CONCEPT = re.compile(r"(?<!\S)@(\S*)")


def phrase_notes(draft: PackDraft, words_file: str, topics_file: str) -> Iterator[PackNote]:
    """Every phrase that could never be found, and every topic and place that is there twice or has no words."""
    for key, wrong, right in _words(draft):
        yield PackNote(words_file, key, wrong, right)
    for key, wrong, right in _topics(draft):
        yield PackNote(topics_file, key, wrong, right)


def _words(draft: PackDraft) -> Faults:
    words = draft.words or {}
    own = _concepts(words)
    concepts = [*own, *common_words().concepts]
    for field in msgspec.structs.fields(Words):
        if get_origin(field.type) is list and field.name not in NO_PHRASES:
            yield from _phrases(field.name, words.get(field.name), concepts)
    promises = words.get("promises")
    for name, listed in (promises if isinstance(promises, dict) else {}).items():
        yield from _phrases(f"promises.{name}", listed, concepts)
    for name in own:
        yield from _phrases(f"concepts.{name}", words["concepts"][name], ())
        if not words["concepts"][name]:
            yield f"concepts.{name}", "is empty", "Give at least one phrase, or take the concept away."


def _topics(draft: PackDraft) -> Faults:
    topics = draft.topics or {}
    concepts = [*_concepts(draft.words or {}), *common_words().concepts]
    for table in NAMED_LISTS:
        seen: set[str] = set()
        for key, row in named_rows(topics.get(table), table):
            if key in seen:
                yield key, "is there twice", "Give each an id of its own, or take one away."
            seen.add(key)
            yield from _row(key, row, concepts)
            yield from _phrases(f"{key}.words", row.get("words"), concepts)
    if clause := topics.get("clause"):
        known = draft.names("clause", "id")
        if isinstance(clause, str) and clause not in known:
            yield "clause", f'"{clause}" is not a [[clause]] of this pack', did_you_mean(clause, known)


def _row(key: str, row: Tables, concepts: Collection[str]) -> Faults:
    if key.startswith("topic") and row.get("words") == []:
        yield f"{key}.words", "is empty", "Give at least one word by which the topic is known."
    if isinstance(title := row.get("title"), str):
        yield from _phrase(f"{key}.title", title, concepts)


def _phrases(key: str, phrases: Any, concepts: Collection[str]) -> Faults:
    """What is not a list of texts is told by its type."""
    for number, phrase in enumerate(phrases if isinstance(phrases, list) else [], start=1):
        if isinstance(phrase, str):
            yield from _phrase(f"{key}[{number}]", phrase, concepts)


def _phrase(key: str, phrase: str, concepts: Collection[str]) -> Faults:
    if not all(_LETTER.search(fold(part).text) for part in phrase.split(" + ")):
        yield key, f'"{phrase}" holds no word', "Write the word or phrase to look for, or take it away."
    for name in _CONCEPT.findall(phrase):
        if name not in concepts:
            yield key, f'"@{name}" is not a concept of words.toml', did_you_mean(name, concepts)


def _concepts(words: Tables) -> list[str]:
    concepts = words.get("concepts")
    return (
        [name for name, phrases in concepts.items() if isinstance(phrases, list)] if isinstance(concepts, dict) else []
    )

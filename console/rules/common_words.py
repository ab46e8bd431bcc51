"""The words that every pack's own are added to (what offends, what promises), and what a pack takes out of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from console.rules.policy_texts import PromiseWords, Words

FILE = Path(__file__).parent / "common" / "words.toml"
PROMISE_LISTS = PromiseWords.__struct_fields__
LISTS = ("abuse_severe", "abuse_crude", "abuse_mild", "prejudice", "threat", "allowed")


@cache
def common_words() -> Words:
    """The shared lists and concepts; 15 ms, once."""
    import tomllib  # the words are asked for after the first screen stands

    return msgspec.convert(tomllib.loads(FILE.read_text(encoding="utf-8")), Words)


def with_common(own: Words) -> Words:
    """A pack's words on top of the common ones, without what the pack takes out (`without`)."""
    common, out = common_words(), frozenset(own.without)
    lists = {name: _joined(getattr(common, name), getattr(own, name), out) for name in LISTS}
    concepts = {
        name: _joined(common.concepts.get(name, []), own.concepts.get(name, []), out)
        for name in {**common.concepts, **own.concepts}
    }
    promises = PromiseWords(
        **{name: _joined(getattr(common.promises, name), getattr(own.promises, name), out) for name in PROMISE_LISTS}
    )
    return msgspec.structs.replace(own, **lists, concepts=concepts, promises=promises)


def can_be_taken_out() -> frozenset[str]:
    """Every phrase that `without` may name."""
    common = common_words()
    listed = [getattr(common, name) for name in LISTS] + list(common.concepts.values())
    listed += [getattr(common.promises, name) for name in PROMISE_LISTS]
    return frozenset(phrase for phrases in listed for phrase in phrases)


def _joined(common: list[str], own: list[str], out: frozenset[str]) -> list[str]:
    """Both, each phrase once. What a pack lists itself it wants, even when it is also taken out."""
    return list(dict.fromkeys([*(phrase for phrase in common if phrase not in out), *own]))

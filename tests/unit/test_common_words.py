"""The words that all packs share, and how a pack changes them."""

from __future__ import annotations

from console.rules.common_words import LISTS, can_be_taken_out, common_words, with_common
from console.rules.packs import load_policy
from console.rules.policy_texts import Words


def test_a_packs_words_are_added_to_the_common_ones() -> None:
    words = with_common(Words(threat=["set aboot ye"], concepts={"hurt": ["skelp roond"], "own": ["mine"]}))
    assert {"i'll kill you", "set aboot ye"} <= set(words.threat)
    assert {"kill", "skelp roond"} <= set(words.concepts["hurt"])
    assert words.concepts["own"] == ["mine"]


def test_what_a_pack_takes_out_is_gone_unless_it_lists_it_itself() -> None:
    words = with_common(Words(without=["wanker", "kill", "twat"], abuse_mild=["twat"]))
    assert not {"wanker", "twat"} & set(words.abuse_severe)
    assert "kill" not in words.concepts["hurt"]
    assert "twat" in words.abuse_mild


def test_no_phrase_stands_in_two_lists_of_different_level() -> None:
    common = common_words()
    seen: dict[str, str] = {}
    for name in LISTS:
        for phrase in getattr(common, name):
            assert seen.setdefault(phrase, name) == name, phrase
    assert set(seen) <= can_be_taken_out()


def test_the_shipped_packs_repeat_nothing_that_is_common() -> None:
    for name in ("langstane", "westward"):
        own = load_policy(name).own_words
        assert [phrase for part in LISTS for phrase in getattr(own, part) if phrase in can_be_taken_out()] == []

"""What stands above the findings of a text being written."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from console.model import Finding, Level
from console.rules.conduct import Check, Outbound
from console.screens.checked import Checked, _verdict, check_lines


def verdict(*rules: str) -> str:
    findings = tuple(Finding(rule, Level.HINT, 0, 1, "W1.1", "why") for rule in rules)
    piece = SimpleNamespace(outbound=Outbound.REPLY, label="Reply")
    return _verdict(Checked(piece, "a", Check(1, findings)))[0][0]  # type: ignore[arg-type]


@pytest.mark.parametrize("rules", [(), ("no-link",), ("jargon", "spelling")])
def test_a_text_with_hints_alone_is_fit_to_go_out(rules: tuple[str, ...]) -> None:
    assert verdict(*rules) == "  ✓ fit to go out"


def test_a_text_with_words_instead_of_a_link_lacks_a_page() -> None:
    assert verdict("placeholder") == "  can go out; a page is still missing"


def test_what_stops_a_text_stands_first_and_is_mended_first() -> None:
    levels = (Level.HINT, Level.STOP, Level.WARN, Level.HINT)
    found = [Finding(f"rule-{at}", level, at, at + 1, "W1.1", "why", instead="x") for at, level in enumerate(levels)]
    piece = SimpleNamespace(outbound=Outbound.REPLY, label="Reply")
    checked = Checked(piece, "abcd", Check(4, tuple(found)))  # type: ignore[arg-type]
    first, *rest = ("".join(words for words, _ in one.parts) for one in check_lines([checked]))
    assert "cannot go out" in first
    assert [words.split()[:2] for words in rest] == [
        ["stop", "rule-1"], ["warn", "rule-2"], ["hint", "rule-0"], ["hint", "rule-3"],
    ]  # fmt: skip
    assert checked.fix() == found[1]

"""What stands above the findings of a text being written."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from console.model import Finding, Level
from console.rules.conduct import Check, Outbound
from console.screens.checked import Checked, _verdict


def verdict(*rules: str) -> str:
    findings = tuple(Finding(rule, Level.HINT, 0, 1, "W1.1", "why") for rule in rules)
    piece = SimpleNamespace(outbound=Outbound.REPLY, label="Reply")
    return _verdict(Checked(piece, "a", Check(1, findings)))[0][0]  # type: ignore[arg-type]


@pytest.mark.parametrize("rules", [(), ("no-link",), ("jargon", "spelling")])
def test_a_text_with_hints_alone_is_fit_to_go_out(rules: tuple[str, ...]) -> None:
    assert verdict(*rules) == "  ✓ fit to go out"


def test_a_text_with_words_instead_of_a_link_lacks_a_page() -> None:
    assert verdict("placeholder") == "  can go out; a page is still missing"

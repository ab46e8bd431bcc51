"""What says next to nothing is a finding of nothing: greetings, a bare link, a word or two."""

from __future__ import annotations

import pytest

from console.model import ActionKind, ItemKind, Level
from console.rules.packs import load_policy
from console.rules.triage import Triage, suggested_action

TRIAGES = {name: Triage(load_policy(name)) for name in ("langstane", "westward")}


@pytest.fixture(params=list(TRIAGES))
def triage(request: pytest.FixtureRequest) -> Triage:
    return TRIAGES[request.param]


@pytest.mark.parametrize(
    "text",
    [
        "hello", "Hello!", "hello?", "HELLO", "Hello Anna", "Good morning", "Good morning!", "good evening", "Hiya",
        "Hi there", "Morning all", "Good afternoon everyone", "test", "ok", "yes please",
    ],
)  # fmt: skip
def test_a_greeting_is_answered(triage: Triage, text: str) -> None:
    found = triage.judge(text, ItemKind.COMMENT)
    assert {finding.level for finding in found} <= {Level.NOTE}
    assert suggested_action(found) is ActionKind.REPLY


@pytest.mark.parametrize("text", ["channel", "cleaner", "driveway", "lottery", "passport", "robot", "stone", "Free!"])
def test_a_word_alone_is_no_more_than_a_note(triage: Triage, text: str) -> None:
    assert [one for one in triage.judge(text, ItemKind.COMMENT) if one.level is not Level.NOTE] == []


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/", "see https://example.org/page", "Hello, see https://example.org/fun",
        "photos here https://example.org/p", "bit.ly/abc",
        "Photos of our garden day are here https://example.org/garden",
        "The bins were not emptied: www.example.org/photo",
    ],
)  # fmt: skip
def test_a_link_alone_is_no_spam(triage: Triage, text: str) -> None:
    assert [one for one in triage.judge(text, ItemKind.COMMENT) if one.rule == "spam"] == []


@pytest.mark.parametrize(
    "text",
    ["Earn £300 a day from home, message me now to start", "You have won a free phone, claim it at example.com/x"],
)
def test_spam_with_or_without_a_link_is_found(triage: Triage, text: str) -> None:
    assert suggested_action(triage.judge(text, ItemKind.COMMENT)) is ActionKind.REMOVE

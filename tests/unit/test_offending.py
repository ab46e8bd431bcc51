"""Abuse, prejudice and threats of our own: what triage finds in others' words does not leave in ours."""

from __future__ import annotations

import time

import pytest

from console.model import Finding, Level
from console.rules.conduct import Conduct, Outbound
from console.rules.offending import Offending
from console.rules.packs import load_policy
from console.rules.prose import Prose

OUTSIDE = (Outbound.REPLY, Outbound.POST, Outbound.MESSAGE)
CHECKS = {name: Conduct(load_policy(name)) for name in ("langstane", "westward")}


@pytest.fixture(params=list(CHECKS))
def conduct(request: pytest.FixtureRequest) -> Conduct:
    return CHECKS[request.param]


def risky(conduct: Conduct, text: str, outbound: Outbound = Outbound.REPLY) -> list[Finding]:
    return [finding for finding in conduct.check(text, outbound).findings if finding.rule == "risky"]


@pytest.mark.parametrize("outbound", OUTSIDE)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Thank you, you are a bunch of wankers.", "wankers"),
        ("You people should go back to where you came from.", "go back to where you came from"),
        ("Ask again and I will break your legs.", "break your legs"),
        ("Thank you, you w4nkers.", "w4nkers"),
        ("I'll get you one day.", "I'll get you"),
        ("We will get you and your family.", "We will get you"),
    ],
)
def test_abuse_prejudice_and_threats_stop_what_leaves(
    conduct: Conduct, text: str, said: str, outbound: Outbound
) -> None:
    stops = [finding for finding in risky(conduct, text, outbound) if finding.level is Level.STOP]
    assert any(said in text[finding.start : finding.end] for finding in stops)


def test_what_stops_a_text_is_not_hinted_at_as_well(conduct: Conduct) -> None:
    text = "You are all wankers and should go back to where you came from."
    assert {finding.level for finding in risky(conduct, text)} == {Level.STOP}


@pytest.mark.parametrize("text", ["What a pussy.", "You are daft as arseholes go, you bloody fool."])
def test_crude_words_and_swearing_are_at_least_a_warning(conduct: Conduct, text: str) -> None:
    assert {finding.level for finding in risky(conduct, text)} & {Level.STOP, Level.WARN}


def test_in_a_note_abuse_is_a_warning(conduct: Conduct) -> None:
    assert [finding.level for finding in risky(conduct, "They are wankers, the lot.", Outbound.NOTE)] == [Level.WARN]


@pytest.mark.parametrize(
    "text", ['She wrote "you are wankers" twice.', "She wrote “you are wankers” twice.", "He said ‘wankers’ and left."]
)
def test_a_note_may_quote_what_a_reply_may_not(conduct: Conduct, text: str) -> None:
    assert risky(conduct, text, Outbound.NOTE) == []
    assert [finding.level for finding in risky(conduct, text)] == [Level.STOP]


@pytest.mark.parametrize(
    "text",
    [
        "Mr Dickson, the plumber is booked for Tuesday.",
        "Your prickly pear is lovely.",
        "Beth is in the community room on Thursday from two.",
        "Our new neighbours come from Niger.",
        "We'll get you booked in today.",
        "Let's get you both warm.",
        "I'll get you an answer by five.",
        "We'll get you out before noon.",
        "We'll find you somewhere warm by tonight.",
    ],
)
def test_names_and_words_that_only_resemble_abuse_pass(conduct: Conduct, text: str) -> None:
    assert risky(conduct, text) == []


def test_what_the_packs_list_is_told_once_with_its_advice(conduct: Conduct) -> None:
    (one,) = risky(conduct, "That is stupid.")
    assert (one.level, one.why.startswith("reads as")) == (Level.WARN, False)


def test_at_a_key_only_the_sentence_that_changed_is_read() -> None:
    offending = Offending(load_policy("westward"))
    text = " ".join(f"We are sorry about the heating in block {block} and will call you today." for block in range(8))
    list(offending.find(Prose(text)))
    took = []
    for key in range(20):
        prose = Prose(f"{text} Thank you {key}")
        _ = prose.sentences
        started = time.perf_counter()
        list(offending.find(prose))
        took.append(time.perf_counter() - started)
    assert min(took) < 0.0005  # of a hundred words; 0.06 ms when nothing else runs

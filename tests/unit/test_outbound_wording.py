"""Jargon in other forms, stressed words, promises that name no time, neighbours without a surname."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from console.model import Finding, Level
from console.rules.conduct import Conduct, Outbound
from console.rules.other_people import people_named
from console.rules.packs import SHIPPED, load_policy
from console.rules.promises import kept_to

LEARNING = Path(__file__).parents[2] / "fixtures" / "learning"


@pytest.fixture(scope="module")
def conduct() -> Conduct:
    return Conduct(load_policy("westward"))


def found(conduct: Conduct, rule: str, text: str, outbound: Outbound = Outbound.MESSAGE) -> list[Finding]:
    return [one for one in conduct.check(text, outbound).findings if one.rule == rule]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We are liaising with the council.", "liaising"),
        ("That is up to the RSL's board.", "RSL"),
        ("The QXR team has it.", "QXR"),
    ],
)
def test_jargon_is_found_in_other_forms_and_in_abbreviations(conduct: Conduct, text: str, said: str) -> None:
    (one,) = found(conduct, "jargon", text)
    assert text[one.start : one.end] == said
    assert one.level is Level.HINT


@pytest.mark.parametrize(
    "text", ["Ring the NHS on 111.", "Ask the Quiet Xylophone Room (QXR) today.", "A TV and a PIN."]
)
def test_what_everybody_knows_or_is_said_in_full_is_no_jargon(conduct: Conduct, text: str) -> None:
    assert found(conduct, "jargon", text) == []


def test_a_stressed_word_is_a_hint_and_shouting_a_warning(conduct: Conduct) -> None:
    (stressed,) = found(conduct, "shouting", "Please do NOT ring the old number.")
    (loud,) = found(conduct, "shouting", "S T O P it now.")
    assert (stressed.level, stressed.instead) == (Level.HINT, "not")
    assert (loud.level, loud.instead) == (Level.WARN, "Stop")


@pytest.mark.parametrize(
    "text",
    [
        "We will mend it as soon as we can.",
        "You will have an answer in due course.",
        "I am on it and will update you.",
        "Let me check that.",
        "Details will be confirmed.",
        "He will bring it when he gets a minute.",
        "We're on the case.",
        "The gate is being looked at.",
    ],
)
def test_a_time_that_says_none_is_no_timescale(conduct: Conduct, text: str) -> None:
    assert [one.level for one in found(conduct, "promise", text)] == [Level.WARN]


@pytest.mark.parametrize(
    "text",
    [
        "The council can say when it will be mended.",
        "We will tell you by the end of the month.",
        "The page will tell you.",
    ],
)
def test_what_commits_nobody_or_says_when_is_no_open_promise(conduct: Conduct, text: str) -> None:
    assert found(conduct, "promise", text) == []


def test_a_packs_own_words_promise_and_say_when(conduct: Conduct, tmp_path: Path) -> None:
    pack = Path(shutil.copytree(SHIPPED / "westward", tmp_path / "pack"))
    with (pack / "words.toml").open("a", encoding="utf-8") as words:
        words.write('\n[promises]\npeople = ["scaffie"]\ntimes = ["the morn"]\n')
    own, text = Conduct(load_policy(str(pack))), "The grumpy old scaffie will redd up your stair"
    assert [one.level for one in found(own, "promise", f"{text}.")] == [Level.WARN]
    assert found(own, "promise", f"{text} the morn.") == []
    assert found(conduct, "promise", f"{text}.") == []


@pytest.mark.parametrize(
    ("promise", "kept"),
    [
        ("we will ring you.", "we will ring you within a day."),
        ("we will get back to you as soon as we can.", "we will get back to you within a day."),
        ("We will tell you. https://example.org/a", "We will tell you within a day. https://example.org/a"),
        ("we will mend the roof.", None),
    ],
)
def test_a_promise_to_be_in_touch_gets_the_packs_timescale(promise: str, kept: str | None) -> None:
    assert kept_to(promise, "within a day") == kept


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We spoke to Darren upstairs.", "Darren"),
        ("It came from Fiona and Iain's bathroom.", "Fiona and Iain"),
        ("Your son Callum rang us.", "Callum"),
        ("The lady at number 9 told us.", "lady at number 9"),
    ],
)
def test_a_neighbour_is_known_without_a_surname(text: str, said: str) -> None:
    assert said in [text[one.start : one.end] for one in people_named(text)]


@pytest.mark.parametrize(
    "text", ["Kerry will ring you today.", "Hello Jean, your flat is ready.", "The people in 3 blocks."]
)
def test_colleagues_and_whoever_is_greeted_are_not_told(text: str) -> None:
    assert list(people_named(text)) == []


def test_our_own_number_may_be_given_and_somebodys_may_not(conduct: Conduct) -> None:
    assert found(conduct, "personal-data", "Please ring us on 01632 960001.", Outbound.REPLY) == []
    for text in ("Her number is 01632 960001.", "Ring us on 07700 900123."):
        assert [one.level for one in found(conduct, "personal-data", text, Outbound.REPLY)] == [Level.STOP]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("You owe us £212.40 just now.", Level.WARN),
        ("Your rent account is £340 in arrears.", Level.WARN),
        ("Your tenancy number is 4471829.", Level.WARN),
        ("Your rent is £92.40 a week.", None),
        ("Your repair reference is 12345678.", None),
    ],
)
def test_what_an_account_says_is_not_told_in_public(conduct: Conduct, text: str, level: Level | None) -> None:
    assert next((one.level for one in found(conduct, "personal-data", text, Outbound.REPLY)), None) is level
    assert found(conduct, "personal-data", text) == []


@pytest.mark.parametrize("name", ["replies_good", "replies_good_more"])
def test_none_of_the_good_replies_to_learn_from_is_stopped(conduct: Conduct, name: str) -> None:
    lines = [json.loads(line) for line in (LEARNING / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [(line["text"].replace("{link:", "").replace("}", ""), line["as"]) for line in lines]
    assert len(texts) > 100
    assert [text for text, kind in texts if not conduct.check(text, Outbound(kind)).ok] == []

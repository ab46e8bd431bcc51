"""Suggested replies, and templates filled."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from console.cli.suggest import suggest as suggest_command
from console.model import ItemKind, LearnedPhrase
from console.rules.filling import fill
from console.rules.packs import Policy, load_policy
from console.rules.policy_texts import Template
from console.rules.suggest import Suggester

NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy("langstane")


@pytest.fixture(scope="module")
def index(policy: Policy) -> Suggester:
    return Suggester(policy.templates)


def template(id: str, *examples: str, kind: str = "comment") -> Template:
    return Template(
        id=id, title=id, situation="x", keywords=[], kinds=[kind], clauses=[], text="t", examples=list(examples)  # type: ignore[list-item]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "situation"),
    [
        ("our boiler packed in last night and there's nae hot water", "heating"),
        ("black mould all over the bedroom wall", "damp-mould"),
        ("the lift is oot again", "lift"),
        ("how do I make a complaint", "complaint-route"),
        ("the bins havent been emptied", "bins-grounds"),
        ("the joiner that came was brilliant and so tidy", "staff-praise"),
        ("somebody is parked in my disabled bay", "parking"),
        ("can smell gas in the stair", "gas-smell"),
        ("whats the chance of a home swap", "transfer-swap"),
    ],
)
def test_the_situation_is_among_the_first_three(index: Suggester, text: str, situation: str) -> None:
    assert situation in [match.template.situation for match in index.suggest(text, ItemKind.COMMENT)]


def test_misspelt_words_still_find_their_template() -> None:
    index = Suggester([template("boiler", "my boiler is broken"), template("parking", "somebody parked in my space")])
    assert index.suggest("bolier brokn", ItemKind.COMMENT)[0].template.id == "boiler"


def test_only_templates_for_the_kind_are_suggested() -> None:
    index = Suggester([template("public", "boiler broken"), template("private", "boiler broken", kind="message")])
    assert [match.template.id for match in index.suggest("boiler", ItemKind.MESSAGE)] == ["private"]
    assert [match.template.id for match in index.suggest("boiler", ItemKind.REVIEW)] == ["public"]


def test_the_reason_is_shown(index: Suggester) -> None:
    match = index.suggest("can smell gas in the close", ItemKind.COMMENT)[0]
    assert match.because.startswith("like: “")
    assert 0 < match.score <= 1


def test_scores_fall(index: Suggester) -> None:
    scores = [match.score for match in index.suggest("leak in the kitchen ceiling", ItemKind.COMMENT, limit=5)]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 5


@pytest.mark.parametrize("text", ["", "?", "👍", "zzqqxx", "\ud800"])
def test_a_text_without_a_shared_word_gets_nothing(index: Suggester, text: str) -> None:
    assert index.suggest(text, ItemKind.COMMENT) == []


def test_a_library_without_templates_suggests_nothing() -> None:
    assert Suggester([]).suggest("boiler", ItemKind.COMMENT) == []


@pytest.mark.parametrize("text", ["happy birthday for sunday sheila", "ok will do", "what a save that was"])
def test_what_no_template_covers_is_said(index: Suggester, text: str) -> None:
    assert index.none_fits(index.suggest(text, ItemKind.COMMENT))


def test_what_a_template_covers_is_not_refused(index: Suggester) -> None:
    assert not index.none_fits(index.suggest("black mould all over the bedroom wall", ItemKind.COMMENT))


def test_the_least_that_fits_moves_with_the_library(policy: Policy, index: Suggester) -> None:
    found = index.suggest("somebody parked in my disabled bay again", ItemKind.COMMENT)
    few = Suggester([one for one in policy.templates if one.situation in ("parking", "thanks")])
    assert few.suggest("somebody parked in my disabled bay again", ItemKind.COMMENT)[0].score != found[0].score


def test_a_suggestion_is_quick(index: Suggester) -> None:
    started = time.perf_counter()
    for _ in range(20):
        index.suggest(
            "hello my boiler has been off since tuesday and nobody came, when will it be fixed " * 3, ItemKind.COMMENT
        )
    assert (time.perf_counter() - started) / 20 < 0.1  # 1 to 3 ms when nothing else runs


@pytest.mark.parametrize(
    ("text", "name", "filled"),
    [
        ("Hello {first_name}, we are on it.", "Morag", "Hello Morag, we are on it."),
        ("Hello {first_name}, we are on it.", "", "Hello, we are on it."),
        ("{first_name}, thank you.", "", "Thank you."),
        ("We are sorry, {first_name}. It is off.", "", "We are sorry. It is off."),
        ("That is a good thought, {first_name}, thank you.", "", "That is a good thought, thank you."),
        ("Thank you {first_name}!", "", "Thank you!"),
        ("We will call {timescale}. {unknown} {0}", "x", "We will call within one working day. {unknown} {0}"),
        ("Your reference is {reference}.", "x", "Your reference is {reference}."),
        ("See {link:home}", "x", "See https://www.langstane-ha.co.uk"),
        ("See {link:nowhere}", "x", "See {link:nowhere}"),
        ("Hello\n{first_name}: we came.", "", "Hello\nwe came."),
        ("Hello {first_name}", "{timescale}{0.__class__}", "Hello {timescale}{0.__class__}"),
    ],
)
def test_placeholders_are_filled(policy: Policy, text: str, name: str, filled: str) -> None:
    assert fill(text, {"first_name": name, "timescale": "within one working day"}, policy) == filled


def test_a_blank_link_is_said_in_words() -> None:
    westward = load_policy("westward")
    assert fill("We are on it. {link:gas}", {}, westward) == "We are on it. Please see our website."
    assert fill("Report it here: {link:gas}. Thank you.", {}, westward) == "Report it here: our website. Thank you."


def test_a_placeholder_without_a_value_stays(policy: Policy) -> None:
    assert fill("Hello {first_name}", {}, policy) == "Hello {first_name}"


def test_the_command_answers_as_json() -> None:
    line = json.dumps({"id": "a", "text": "our boiler is broken, no heating and no hot water"})
    done = CliRunner().invoke(
        suggest_command, ["--policy", "langstane", "-n", "2", "--first-name", "Morag", "--json"], input=line
    )
    answer = json.loads(done.output)
    assert (done.exit_code, answer["id"], answer["none_fits"], len(answer["suggestions"])) == (0, "a", False, 2)
    assert set(answer["suggestions"][0]) == {"template", "score", "because", "text"}


def test_what_one_store_has_learned_is_no_other_stores(index: Suggester) -> None:
    ours, theirs = index.apart(), index.apart()
    text = "the wee green door at the back of the bin store is hanging off"
    (before,) = theirs.suggest(text, ItemKind.COMMENT, 1)
    phrase = LearnedPhrase(1, before.template.id, text, NOW, "kim", accepted=9, people=3)
    ours.listen_to([phrase])
    assert ours.suggest(text, ItemKind.COMMENT, 1)[0].score > before.score
    assert theirs.suggest(text, ItemKind.COMMENT, 1) == [before]

"""Replies written by hand again and again are offered as a template, with nobody's data in it."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from console.model import FreeReply, ItemKind
from console.rules.free_replies import ENOUGH, NEARLY, drafts, gathered
from console.rules.pack_check import check_pack
from console.rules.packs import Policy, load_policy

BAND = "Hello {}, the brass band plays on {} at two. Chairs are there. Bring a cushion, and something warm to drink."
ASKED = [
    "when does the brass band play in the garden this year, asks {} of flat {}",
    "{} here, is the band on again this summer, flat {} would like to come",
    "what time does the band start, {}, flat {}",
    "do we bring chairs for the brass band? {} flat {}",
    "is there a brass band this year, says {} at number {}",
    "brass band in the garden, when is it? {} flat {}",
]
NAMES = ["Wilma Quill", "Greta Tarn", "Hugo Vowles", "Iris Penrose"]


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy("langstane")


def replies(number: int, sent: str = BAND) -> list[FreeReply]:
    made = []
    for n in range(number):
        name = NAMES[n % len(NAMES)]
        text = sent.format(name.split()[0], f"Saturday the {n + 3}th")
        made.append(FreeReply(text, ASKED[n % len(ASKED)].format(name, n), name, ItemKind.COMMENT))
    return made


def other(n: int) -> FreeReply:
    words = f"The {n} bus stops by the hub again from Monday; number {n * 7} does not. Somebody saw a heron {n} times."
    return FreeReply(words, "does the bus still stop there please", "Wilma Quill", ItemKind.MESSAGE)


def only(found: list[str]) -> dict[str, object]:
    (draft,) = found
    (template,) = tomllib.loads(draft)["template"]
    return dict(template)


def test_replies_that_greet_others_and_name_another_day_are_one_group() -> None:
    assert [len(group) for group in gathered([*replies(5), other(1), *replies(3)])] == [8, 1]


def test_eleven_are_not_enough_and_twelve_are(policy: Policy) -> None:
    assert drafts([*replies(ENOUGH - 1), other(2)], policy) == []
    assert len(drafts([*replies(ENOUGH), other(2)], policy)) == 1


def test_the_largest_group_comes_first(policy: Policy) -> None:
    found = drafts([*[other(1)] * 12, *replies(14)], policy)
    assert [draft.split("\n")[0].split(".")[0] for draft in found] == [
        "# Written by hand 14 times",
        "# Written by hand 12 times",
    ]


def test_the_text_has_its_placeholders_back(policy: Policy) -> None:
    link = next(link for link in policy.core.link if link.url)
    timescale = policy.core.timescale[0].text
    sent = f"Hello {{}}, the brass band plays again. We will write {timescale}. See {link.url} and bring a chair."
    assert only(drafts(replies(12, sent), policy))["text"] == (
        f"Hello {{first_name}}, the brass band plays again. We will write {{timescale}}. See {{link:{link.key}}} "
        "and bring a chair."
    )


def test_nobody_is_named_in_what_is_offered(policy: Policy) -> None:
    sent = BAND + " Ring Mr Penhaligon on 07700 900123."
    (draft,) = drafts(replies(12, sent), policy)
    assert not [name for name in ("Wilma", "Quill", "Tarn", "Penhaligon", "07700") if name in draft]


def test_what_they_answered_gives_its_examples_and_keywords(policy: Policy) -> None:
    template = only(drafts(replies(12), policy))
    assert "when does the brass band play in the garden this year, asks •••" in template["examples"]  # type: ignore[operator]
    assert {"brass", "band", "flat"} <= set(template["keywords"])  # type: ignore[call-overload]
    assert template["kinds"] == ["comment"]


def test_messages_that_were_forgotten_are_no_examples(policy: Policy) -> None:
    gone = [FreeReply(one.sent, "", one.author_name, one.kind) for one in replies(12)]
    assert only(drafts(gone, policy))["examples"] == []


def test_hostile_words_stay_words_in_the_file(policy: Policy) -> None:
    asked = 'say "hi" \\ to the [[brass]] band = """ \x7f \x1b[31m'
    nasty = [FreeReply(one.sent + ' "quoted" \\', asked, one.author_name, one.kind) for one in replies(12)]
    template = only(drafts(nasty, policy))
    assert str(template["text"]).endswith('"quoted" \\')
    assert str(template["examples"]).count("[[brass]]") == 1


def test_two_drafts_never_share_an_id(policy: Policy) -> None:
    again = [
        FreeReply("Quite another answer to it, " * 4 + one.sent[:9], one.message, "", one.kind) for one in replies(12)
    ]
    ids = [tomllib.loads(draft)["template"][0]["id"] for draft in drafts([*replies(12), *again], policy)]
    assert len(set(ids)) == len(ids) == 2


def test_the_pack_takes_it_as_it_stands(policy: Policy, tmp_path: Path) -> None:
    pack = tmp_path / "own"
    shutil.copytree(policy.path, pack)
    (draft,) = drafts(replies(12), policy)
    (pack / "templates-new.toml").write_text(draft, encoding="utf-8")
    problems = check_pack(pack).problems
    assert [str(one) for one in problems if one.file == "templates-new.toml"] == []


def test_no_two_templates_of_a_pack_would_be_taken_for_one(policy: Policy) -> None:
    texts = [FreeReply(template.text, "", "", ItemKind.COMMENT) for template in policy.templates]
    assert NEARLY > 0
    assert [len(group) for group in gathered(texts)] == [1] * len(texts)

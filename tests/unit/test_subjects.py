"""Topic and place: found by the pack's own lists, with their spans; and a pack whose lists cannot be used says why."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from console.cli import halfday
from console.model import ItemKind
from console.rules.pack_check import PackNote, check_pack
from console.rules.packs import SHIPPED, Policy, load_policy
from console.rules.routing import department_for
from console.rules.subjects import Mention, Subjects
from console.rules.triage import Triage

PLACES = """
[[place]]
id = "quay"
title = "Quay Row"
words = ["the quay flats"]

[[place]]
id = "kelp"
title = "Kelp Ness"
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    copy = Path(shutil.copytree(SHIPPED / "westward", tmp_path / "pack"))
    with (copy / "topics.toml").open("a", encoding="utf-8") as file:
        file.write(PLACES)
    return copy


def test_places_of_ones_own_fill_the_blank(pack: Path) -> None:
    report = check_pack(pack)
    assert report.problems == ()
    assert "topics.place" not in {note.key for note in report.blanks}


def words_of(text: str, mention: Mention) -> list[str]:
    return [text[start:end] for start, end in mention.spans]


def problems(pack: Path) -> dict[str, PackNote]:
    return {note.key: note for note in check_pack(pack).problems}


def write(pack: Path, name: str, old: str, new: str) -> None:
    file = pack / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


# -- what a text is about ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["langstane", "westward"])
@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("boiler packed in again", "heating"),
        ("there is MOULD all over the bairn's room", "damp"),
        ("ｌｅａｋ under the sink", "water"),
        ("how much does my rent go up", "rent"),
        ("can we swap houses, mutual exchange?", "moving"),
        ("see you at the fun day", "community"),
        ("lift is stuck between floors", "lifts-and-doors"),
    ],
)
def test_a_topic_is_known_by_its_words(name: str, text: str, topic: str) -> None:
    assert Subjects(load_policy(name)).of(text).topics[0].id == topic


def test_what_is_said_most_often_comes_first_with_every_span() -> None:
    text = "Rent again. The damp is back, damp in the hall, DAMP in the bedroom."
    first, second = Subjects(load_policy("westward")).of(text).topics
    assert (first.id, words_of(text, first)) == ("damp", ["damp", "damp", "DAMP"])
    assert (second.id, words_of(text, second)) == ("rent", ["Rent"])


def test_spans_are_of_the_original_however_it_is_disguised() -> None:
    text = "e\u0301 \U0001f926\u200d\u2642\ufe0f the b\u200boiler \u2026 is o\ufb00"
    (topic,) = Subjects(load_policy("westward")).of(text).topics
    assert words_of(text, topic) == ["b\u200boiler"]


def test_a_text_about_nothing_of_the_lists_has_no_topic() -> None:
    subject = Subjects(load_policy("westward")).of("Lovely weather for it!")
    assert (subject.topics, subject.places) == ((), ())


def test_a_place_is_known_by_its_title_and_by_its_other_names(pack: Path) -> None:
    text = "the bins at Quay  Row, and behind THE QUAY FLATS in Kelp Ness"
    quay, kelp = Subjects(load_policy(str(pack))).of(text).places
    assert (quay.id, words_of(text, quay)) == ("quay", ["Quay  Row", "THE QUAY FLATS"])
    assert (kelp.id, words_of(text, kelp)) == ("kelp", ["Kelp Ness"])


def test_a_pack_may_do_without_the_lists(pack: Path) -> None:
    (pack / "topics.toml").unlink()
    policy = load_policy(str(pack))
    assert problems(pack) == {}
    assert Subjects(policy).of("boiler in Kelp Ness").topics == ()


def test_a_matter_goes_to_the_department_that_its_words_belong_to() -> None:
    assert department("the plumber never came to the leak") == "property"
    assert department("my rent account is wrong") == "finance"
    assert department("what a lovely day") == "communications"


def department(text: str) -> str:
    policy: Policy = load_policy("westward")
    return department_for(policy, Triage(policy).judge(text, ItemKind.COMMENT), text)[0].id


# -- the command ---------------------------------------------------------------------------------------------------


def test_triage_says_topic_place_and_department(pack: Path) -> None:
    text = "boiler off at Quay Row"
    answer = json.loads(CliRunner().invoke(halfday, ["triage", text, "--policy", str(pack), "--json"]).stdout)
    assert answer["topic"] == [{"id": "heating", "title": "Heating and hot water", "spans": [[0, 6]]}]
    assert answer["place"] == [{"id": "quay", "title": "Quay Row", "spans": [[14, 22]]}]
    assert answer["department"]["id"] == "property"
    assert answer["findings"]
    shown = CliRunner().invoke(halfday, ["triage", text, "--policy", str(pack)]).stdout
    assert "topic: Heating and hot water\nplace: Quay Row\ndepartment: Repairs and Property (It reads" in shown


def test_triage_of_a_pack_with_faulty_topics_is_wrong_use(pack: Path) -> None:
    write(pack, "topics.toml", 'title = "Quay Row"', "titel = 3")
    result = CliRunner().invoke(halfday, ["triage", "hello", "--policy", str(pack)])
    assert result.exit_code == 2
    assert "topics.toml: place.quay.titel" in result.stderr


# -- the check of a pack -------------------------------------------------------------------------------------------

FAULTS = [  # the file, what stands in it, what is put there, the key that is told, a word of what would be right
    ("topics.toml", 'title = "Quay Row"', 'titel = "Quay Row"', "place.quay.titel", '"title"'),
    ("topics.toml", 'id = "quay"', 'id = "kelp"', "place.kelp", "id of its own"),
    ("topics.toml", '"the quay flats"', '"  "', "place.quay.words[1]", "word or phrase"),
    ("topics.toml", '"the quay flats"', "7", "place.quay.words[1]", "a text in quotes"),
    ("topics.toml", '"the quay flats"', '"@quays"', "place.quay.words[1]", ""),
    ("topics.toml", 'id = "parking"', 'id = "rent"', "topic.rent", "id of its own"),
    ("topics.toml", 'clause = "W5.6"', 'clause = "W56"', "clause", '"W5.6"'),
    ("topics.toml", 'title = "Kelp Ness"', 'title = "!"', "place.kelp.title", "word or phrase"),
    ("words.toml", "threat = [\n", 'threat = [\n"@i_wil ~ @hurt",\n', "threat[1]", '"i_will"'),
    ("words.toml", "urgent = [\n", 'urgent = [\n"gas + ",\n', "urgent[1]", "word or phrase"),
    ("words.toml", "threat = [\n", "concepts = {nothing = []}\nthreat = [\n", "concepts.nothing", "at least one"),
]


@pytest.mark.parametrize(("name", "old", "new", "key", "right"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_a_planted_fault_is_found_alone(pack: Path, name: str, old: str, new: str, key: str, right: str) -> None:
    write(pack, name, old, new)
    found = problems(pack)
    assert right in found[key].right
    assert {note.file for note in found.values()} == {name}


def test_a_topic_without_words_is_told(pack: Path) -> None:
    with (pack / "topics.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[topic]]\nid = "sea"\ntitle = "The sea"\nwords = []\n')
    assert "at least one" in problems(pack)["topic.sea.words"].right


def test_the_lists_are_shown_with_the_pack(pack: Path) -> None:
    shown = CliRunner().invoke(halfday, ["policy", "show", str(pack)]).stdout
    assert "  damp             Damp and mould\n" in shown
    assert "\nPlaces\n  quay  Quay Row\n" in shown


@pytest.mark.parametrize("name", ["langstane", "westward"])
def test_a_shipped_pack_asks_for_the_places_that_only_the_association_knows(name: str) -> None:
    assert load_policy(name).topics.place == []
    assert "topics.place" in {note.key for note in check_pack(SHIPPED / name).blanks}

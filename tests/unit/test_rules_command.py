"""`halfday rules`: every rule explained by what it really does, with the words it goes by where they really stand."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from console.cli import halfday
from console.model import ItemKind
from console.rules.explaining import Explanation, explain, rule_names
from console.rules.learned import shipped_weights
from console.rules.pack_lines import PackLines, Place, key_lines
from console.rules.packs import SHIPPED, load_policy
from console.rules.policy_texts import Words
from console.rules.rule_facts import CHECK_FACTS, TRIAGE_FACTS
from console.rules.triage import Triage

FIXTURES = Path(__file__).parents[2] / "fixtures"
TEXTS = (
    "westward_inbox.jsonl", "langstane_inbox.jsonl", "hostile.jsonl", "judgement/urgent.jsonl",
    "judgement/near_misses.jsonl",
)  # fmt: skip


def run(*args: str) -> Result:
    return CliRunner().invoke(halfday, ["rules", *args])


def everything(name: str) -> list[Explanation]:
    policy = load_policy(name)
    return [one for rules in rule_names().values() for rule in dict.fromkeys(rules) for one in explain(policy, rule)]


# -- what is said is so --------------------------------------------------------------------------------------------


def test_every_rule_has_its_facts() -> None:
    assert {"triage": tuple(TRIAGE_FACTS), "check": tuple(CHECK_FACTS)} == rule_names()


@pytest.mark.parametrize("name", ["langstane", "westward"])
def test_no_rule_is_louder_or_quieter_than_its_explanation_says(name: str) -> None:
    rules = Triage(load_policy(name))
    seen = {
        (finding.rule, kind, finding.level, finding.clause)
        for text in texts()
        for kind in (ItemKind.COMMENT, ItemKind.MESSAGE)
        for finding in rules.judge(text, kind)
    }
    said = {
        (one.rule, ItemKind(kind), level, one.clause.id)
        for one in everything(name)
        if one.side == "triage"
        for kind, levels in one.levels.items()
        for level, _ in levels
    }
    assert seen <= said
    assert len({rule for rule, *_ in seen}) > 12


def texts() -> Iterator[str]:
    for name in TEXTS:
        for line in (FIXTURES / name).read_bytes().splitlines():
            yield json.loads(line)["text"]


def test_every_list_of_words_belongs_to_a_rule() -> None:
    named = {
        words.partition(".")[0] for fact in (*TRIAGE_FACTS.values(), *CHECK_FACTS.values()) for words in fact.lists
    }
    assert named | {"concepts", "without"} == {field.name for field in msgspec.structs.fields(Words)}


def test_a_check_rule_has_the_levels_of_the_pack(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(SHIPPED / "westward", tmp_path / "pack"))
    file = pack / "policy.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace(
            "[conduct.clauses]", '[conduct.levels]\njargon = { note = "warn", reply = "off" }\n\n[conduct.clauses]'
        )
    )
    (one,) = explain(load_policy(str(pack)), "jargon")
    assert {kind: [level.value for level, _ in levels] for kind, levels in one.levels.items()} == {
        "reply": [], "post": ["hint"], "message": ["hint"], "note": ["warn"],
    }  # fmt: skip
    assert "conduct.levels.jargon" in [place.key for place in one.settings]


def test_a_rule_on_both_sides_is_explained_for_each() -> None:
    sides = [one.side for one in explain(load_policy("westward"), "personal-data")]
    assert sides == ["triage", "check"]


def test_the_concepts_that_phrases_speak_of_are_shown_too() -> None:
    (one,) = explain(load_policy("westward"), "threat")
    assert {"words.concepts.i_will", "words.concepts.hurt"} <= {words.place.key for words in one.lists}


def test_what_was_learned_is_the_strongest_of_the_weights() -> None:
    (one,) = explain(load_policy("westward"), "thanks")
    features = shipped_weights().features
    best = max(features, key=lambda feature: features[feature][0] * features[feature][1].get("thanks", 0.0))
    assert one.learned["thanks"][0] == best
    assert {label for one in everything("westward") for label in one.learned} <= set(shipped_weights().bias)


# -- where it stands -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["langstane", "westward"])
def test_everything_that_is_shown_stands_in_the_line_that_is_named(name: str) -> None:
    places = [place for one in everything(name) for place in places_of(one)]
    assert len(places) > 80
    assert [place for place in places if not stands_there(SHIPPED / name, place)] == []


def places_of(one: Explanation) -> Iterator[Place]:
    yield one.clause.place
    yield from (words.place for words in one.lists)
    yield from one.settings


def stands_there(pack: Path, place: Place) -> bool:
    assert place.line is not None, place
    folder = SHIPPED.parent if place.file.startswith("common/") else pack
    line = (folder / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]
    table, _, name = place.key.rpartition(".")
    return line.strip("[").startswith(name) if place.is_written else line.startswith(f"[{table}]")


def test_the_lines_of_a_toml_file_are_found_whatever_its_values_hold() -> None:
    toml = """
top = 1  # a [comment] with = in it
[table]
list = [
  "a = 1", # ] not the end
  "[x]",
]
"quoted key" = 'b'
text = \"\"\"
[[not.a.table]]
nor = "a setting"
\"\"\"
after = 2

[[row]]
id = "one"
inner = { a = 1 }
[[row]]
id = 'two'
inner = 5
"""
    assert key_lines(toml) == {
        "top": 2, "table": 3, "table.list": 4, "table.quoted key": 8, "table.text": 9, "table.after": 13,
        "row": 15, "row.one": 15, "row.one.id": 16, "row.one.inner": 17, "row.two": 18, "row.two.id": 19,
        "row.two.inner": 20,
    }  # fmt: skip


def test_a_template_is_found_in_its_own_file() -> None:
    policy = load_policy("westward")
    template = policy.templates[-1]
    place = PackLines(policy.path).of(f"template.{template.id}")
    assert place.line is not None
    after = (policy.path / place.file).read_text(encoding="utf-8").splitlines()[place.line]
    assert template.id in after


def test_a_pack_that_went_away_meanwhile_has_no_lines(tmp_path: Path) -> None:
    assert PackLines(tmp_path).of("words.threat") == Place("words.toml", None, "words.threat", False)


# -- the command ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", sorted({*TRIAGE_FACTS, *CHECK_FACTS}))
def test_a_rule_is_shown_to_a_person(rule: str) -> None:
    result = run("explain", rule, "--policy", "langstane")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{rule}: a rule of")
    for one in explain(load_policy("langstane"), rule):
        assert one.does in result.stdout
        assert f"{one.clause.place.file}:{one.clause.place.line}  {one.clause.place.key}" in result.stdout


def test_only_the_first_words_of_a_long_list_are_shown_unless_all_are_asked_for() -> None:
    short, whole = run("explain", "risky").stdout, run("explain", "risky", "--all").stdout
    rest = len(load_policy("westward").words.risky) - 60
    assert f"and {rest:,} more (--all)" in short
    assert "more (--all)" not in whole
    assert whole.count("→") == len(load_policy("westward").words.risky)


def test_json_holds_every_word_with_its_file_and_line() -> None:
    answer = json.loads(run("explain", "american", "--json").stdout)
    (words,) = answer["check"]["words"]
    assert words["words"] == load_policy("westward").words.american
    assert (words["file"], words["key"]) == ("words.toml", "words.american")
    assert answer["check"]["levels"]["reply"] == [{"level": "warn"}]


def test_an_unknown_rule_is_wrong_use_and_lists_the_rules() -> None:
    result = run("explain", "swearing\x1b[2J")
    assert result.exit_code == 2
    assert all(rule in result.stderr for rule in (*TRIAGE_FACTS, *CHECK_FACTS))
    assert "\x1b" not in result.stderr


def test_list_names_every_rule_with_its_clause_and_what_it_does() -> None:
    shown = run("list", "--policy", "langstane").stdout
    for one in everything("langstane"):
        assert any(
            line.split()[:2] == [one.rule, one.clause.id.split()[0]] and one.does in line for line in shown.splitlines()
        )
    assert len(json.loads(run("list", "--json").stdout)) == len(TRIAGE_FACTS) + len(CHECK_FACTS)


def test_a_pack_with_a_hostile_word_cannot_reach_the_terminal(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(SHIPPED / "westward", tmp_path / "pack"))
    file = pack / "words.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("threat = [\n", 'threat = [\n"\\u001B[2J bang",\n'), encoding="utf-8"
    )
    shown = run("explain", "threat", "--policy", str(pack)).stdout
    assert "\x1b" not in shown
    assert "␛[2J bang" in shown

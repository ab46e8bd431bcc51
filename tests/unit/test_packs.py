"""The two shipped packs, and what a `Policy` answers."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from console.errors import PackProblem
from console.model import ActionKind, Operation
from console.rules import packs
from console.rules.packs import SHIPPED, find_pack, load_policy, pack_names
from console.rules.policy import ReadingState, review_state
from console.rules.worktime import WorkingDays, WorkingMinutes

# Every clause that the overview of the two policies lists, ranges written out.
LANGSTANE_IDS = """
L2.1 L5.2 L5.3 L5.4 L5.5 L5.6 L5.7 L5.8 L5.9 L6.1 L6.2 L6.3 L7.1 L7.2 L7.3 L7.4 LG1.1 LG1.2 LG1.3 LG2.2 LG2.3
LG2.4 LG2.5 LG3.1 LG3.2 LG4.1 LG4.2 LG4.3 LG5.1 LG5.2 LG5.3 LG6 LG7.1 LG8 LG9.1 LG9.2 LG9.3
"""
WESTWARD_IDS = """
W1.2 W1.4 W2.1 W2.4 W2.5 W3.6 W3.7 W3.9 W3.11 W4.1 W4.2 W4.3 W4.4 W4.5 W4.6 W4.7 W4.8 W4.9 W4.10 W5.6 W5.7 W5.9
W6.1 W6.2 W6.3 W6.4 W6.6 W6.7 W6.8 W6.9 W6.10 W6.11 W6.12 W6.13 W7.1 W7.2 W7.3 W7.4 W7.5 W7.6 W7.9 W7.11 W8.1
W8.2 W8.3 W8.4 W9.1 W9.2 W9.3 W9.4 W10.1 W10.2 W10.3 W10.4 W11.1 W11.2 W11.3 W12.1 W13.1 W13.2 W14.1 W15.1 W16.1
W17.1 W17.2 W17.3 W17.4
"""
LANGSTANE = [*LANGSTANE_IDS.split(), "L-Equality", "L-Right to complain", "L-Version table"]
WESTWARD = WESTWARD_IDS.split()
OUTSIDE_IDS = "W1.2 W4.1 W4.2 W4.3 W4.9 W8.1 W8.2 W8.3 W8.4 W9.1 W9.2 W9.3 W9.4 W17.1 W17.2 W17.4"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the user's own cache."""
    cache = tmp_path / "cache"
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: cache)
    return cache


def copy_of(name: str, into: Path) -> Path:
    return Path(shutil.copytree(SHIPPED / name, into / "pack"))


def change(pack: Path, old: str, new: str) -> None:
    file = pack / "policy.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(("name", "clauses"), [("langstane", LANGSTANE), ("westward", WESTWARD)])
def test_every_clause_of_the_policy_stands_in_its_pack(name: str, clauses: list[str]) -> None:
    notes = load_policy(name).core.clause
    assert {note.id for note in notes} >= set(clauses)
    assert [note.id for note in notes if not (note.carried_by or note.later or note.outside)] == []


def test_what_is_deliberately_outside_says_why() -> None:
    outside = {note.id for note in load_policy("westward").core.clause if note.outside}
    assert outside == set(OUTSIDE_IDS.split())


def test_langstane_is_overdue_for_review_and_westward_is_not_in_2026() -> None:
    today = date(2026, 11, 21)
    states = {name: review_state(load_policy(name).core.identity, today) for name in pack_names()}
    assert states == {"langstane": ReadingState.OVERDUE, "westward": ReadingState.CURRENT}


def test_the_promise_that_named_the_program_is_the_policys_own_and_langstanes_figures_are_assumed() -> None:
    answer = load_policy("westward").answer_rule()
    assert (answer.allowance, answer.clause, answer.assumed) == (WorkingDays(0.5), "W3.6", False)
    langstane = load_policy("langstane")
    assert (langstane.answer_rule().allowance, langstane.answer_rule().assumed) == (WorkingDays(1), True)
    look = langstane.core.deadlines.look
    assert (look.allowance(), look.assumed) == (WorkingMinutes(120), True)


def test_the_five_roles_of_l5_3_and_no_others_post() -> None:
    policy = load_policy("langstane")
    assert [role.title for role in policy.core.role if role.is_appointed] == [
        "Support Services Manager",
        "Housing Services Manager",
        "Support Services Team Leader",
        "Customer Participation Officer",
        "PA to Chief Executive",
    ]
    posting = {role.id for role in policy.core.role if ActionKind.REPLY in role.may}
    assert posting == {role.id for role in policy.core.role if role.is_appointed}


@pytest.mark.parametrize("name", ["langstane", "westward"])
def test_only_supervisors_block_assign_and_settle(name: str) -> None:
    policy = load_policy(name)
    for role in policy.core.role:
        for kind in (ActionKind.BLOCK, ActionKind.ASSIGN, ActionKind.SETTLE):
            assert policy.may(role.id, kind) is role.is_supervisor
        for kind in (ActionKind.NOTE, ActionKind.ASK, ActionKind.CLAIM, ActionKind.RELEASE):
            assert policy.may(role.id, kind)


def test_a_role_that_the_policy_does_not_name_may_do_nothing() -> None:
    assert not any(load_policy("westward").may("visitor", kind) for kind in ActionKind)


@pytest.mark.parametrize("name", ["langstane", "westward"])
def test_everybody_an_escalation_can_reach_has_a_role_that_acknowledges(name: str) -> None:
    policy = load_policy(name)
    titles = {role.title for role in policy.core.role if ActionKind.ACKNOWLEDGE in role.may}
    assert {row.director for row in policy.core.department} | {policy.core.escalation.fall_back} <= titles


@pytest.mark.parametrize("name", ["langstane", "westward"])
def test_a_notice_is_at_most_fifty_words_with_its_rule_and_repeats_nothing(name: str) -> None:
    policy = load_policy(name)
    for reason in policy.core.removal_reason:
        text = reason.notice.replace("{house_rule}", policy.house_rule(reason.house_rule).text)
        assert len(text.split()) <= 50, reason.id
        assert "{text}" not in text
        assert "{house_rule}" in reason.notice, reason.id


@pytest.mark.parametrize("name", ["langstane", "westward"])
def test_personal_details_are_deleted_without_a_strike_and_the_safety_reason_is_given(name: str) -> None:
    reason = load_policy(name).reason("personal-data")
    assert (reason.operation, reason.is_strike) == (Operation.DELETE, False)
    assert "Anyone can read this page" in reason.notice


@pytest.mark.parametrize("name", ["langstane", "westward"])
def test_a_shipped_pack_holds_no_invented_closure_number_or_address(name: str) -> None:
    policy = load_policy(name)
    text = (policy.path / "policy.toml").read_text(encoding="utf-8")
    assert [*policy.core.closure, *policy.core.local_holiday] == []
    assert set(re.findall(r"https?://[^\s\"]+", text)) <= {"https://www.langstane-ha.co.uk", "https://"}
    assert not re.search(r"\b0\d{3,4} ?\d{3}", text)
    assert [row.holder for row in policy.core.department if row.holder] == []


def test_complaint_stages_are_those_of_each_nations_procedure() -> None:
    stages = {
        name: [(s.id, s.level, s.starts, s.working_days) for s in load_policy(name).core.complaints.stage]
        for name in pack_names()
    }
    assert stages == {
        "langstane": [
            ("stage1", 1, "received", 5),
            ("stage2-acknowledge", 2, "received", 3),
            ("stage2-answer", 2, "received", 20),
        ],
        "westward": [
            ("stage1-acknowledge", 1, "received", 5),
            ("stage1-answer", 1, "stage1-acknowledge", 10),
            ("stage2-acknowledge", 2, "received", 5),
            ("stage2-answer", 2, "stage2-acknowledge", 20),
        ],
    }


def test_a_blank_link_becomes_the_home_page_and_no_link_at_all_while_that_is_blank_too() -> None:
    langstane, westward = load_policy("langstane"), load_policy("westward")
    assert langstane.link_url("repairs") == "https://www.langstane-ha.co.uk"
    assert langstane.link_url("no-such-link") is None
    assert westward.link_url("repairs") is None


def test_what_is_not_there_is_answered_with_what_is() -> None:
    with pytest.raises(PackProblem, match=r'no removal reason "rude".*offensive, prejudiced'):
        load_policy("westward").reason("rude")


def test_an_unknown_policy_is_answered_with_the_shipped_ones() -> None:
    with pytest.raises(PackProblem, match="langstane, westward"):
        find_pack("eastward")


def test_a_folder_and_its_policy_toml_are_the_same_pack(tmp_path: Path) -> None:
    pack = copy_of("westward", tmp_path)
    assert load_policy(str(pack)).fingerprint == load_policy(str(pack / "policy.toml")).fingerprint


def test_the_calendar_has_the_nations_holidays_the_local_ones_and_the_closures(tmp_path: Path) -> None:
    pack = copy_of("langstane", tmp_path)
    extra = '[[local_holiday]]\ndate = 2027-07-12\nname = "Trades holiday"\n[[closure]]\nfrom = 2027-07-13T12:00:00\n'
    change(pack, "[deadlines.answer]", f'{extra}to = 2027-07-13T17:00:00\nreason = "Moving"\n[deadlines.answer]')
    calendar = load_policy(str(pack)).calendar(date(2027, 1, 1), date(2027, 12, 31))
    assert calendar.closed_because(datetime(2027, 11, 30, 12, tzinfo=UTC)) == "Saint Andrew's Day"
    assert calendar.closed_because(datetime(2027, 7, 12, 12, tzinfo=UTC)) == "Trades holiday"
    assert calendar.closed_because(datetime(2027, 7, 13, 12, tzinfo=UTC)) == "Moving"
    assert calendar.is_open(datetime(2027, 7, 13, 10, 59, tzinfo=UTC))  # 11:59 local


def test_holidays_given_replace_the_nations() -> None:
    calendar = load_policy("westward").calendar(date(2026, 12, 1), date(2026, 12, 31), {})
    assert calendar.is_open(datetime(2026, 12, 25, 12, tzinfo=UTC))


def test_split_shifts_come_out_in_order(tmp_path: Path) -> None:
    pack = copy_of("westward", tmp_path)
    change(pack, 'monday = ["09:00-17:00"]', 'monday = ["13:00-17:00", "8:30-12:00"]')
    assert load_policy(str(pack)).hours()[0] == ((510, 720), (780, 1020))


def test_undo_is_per_channel_where_the_pack_says_so(tmp_path: Path) -> None:
    pack = copy_of("westward", tmp_path)
    change(pack, "seconds = 15", "seconds = 15\nchannels = { youtube = 30 }")
    policy = load_policy(str(pack))
    assert (policy.undo_s("youtube"), policy.undo_s("facebook")) == (30, 15)


def test_loading_leaves_templates_words_and_their_faults_until_they_are_needed(tmp_path: Path) -> None:
    pack = copy_of("westward", tmp_path)
    (pack / "words.toml").write_text("thanks = 3", encoding="utf-8")
    policy = load_policy(str(pack))
    with pytest.raises(PackProblem, match=r"words\.toml: thanks"):
        _ = policy.words


def test_a_faulty_pack_is_refused_with_every_problem(tmp_path: Path) -> None:
    pack = copy_of("westward", tmp_path)
    change(pack, "working_days = 0.5", "working_days = 0")
    change(pack, 'zone = "Europe/London"', 'zone = "Europe/Exeter"')
    with pytest.raises(PackProblem, match=r"(?s)place\.zone.*deadlines\.answer\.working_days"):
        load_policy(str(pack))


def test_the_cache_gives_the_same_core_and_a_changed_pack_is_read_anew(tmp_path: Path, own_cache: Path) -> None:
    pack = copy_of("westward", tmp_path)
    first = load_policy(str(pack))
    assert len(list(own_cache.rglob("*.msgpack"))) == 1
    assert load_policy(str(pack)).core == first.core
    change(pack, "seconds = 15", "seconds = 20")
    assert load_policy(str(pack)).core.undo.seconds == 20


def test_a_cached_pack_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    load_policy("westward")
    monkeypatch.setattr(packs, "read_toml", lambda _: pytest.fail("parsed in spite of the cache"))
    assert load_policy("westward").name == "westward"


@pytest.mark.parametrize("spoilt", [b"", b"\xff not msgpack", b"\x80"])
def test_a_spoilt_cache_is_a_miss(spoilt: bytes, own_cache: Path) -> None:
    core = load_policy("westward").core
    for file in own_cache.rglob("*.msgpack"):
        file.write_bytes(spoilt)
    assert load_policy("westward").core == core


def test_a_cache_that_cannot_be_written_is_done_without(own_cache: Path) -> None:
    own_cache.write_text("a file where the folder should be", encoding="utf-8")
    assert load_policy("westward").name == "westward"


def test_the_fingerprint_changes_with_any_file_of_the_pack(tmp_path: Path) -> None:
    pack = copy_of("westward", tmp_path)
    before = load_policy(str(pack)).fingerprint
    with (pack / "templates-contact.toml").open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    assert load_policy(str(pack)).fingerprint != before

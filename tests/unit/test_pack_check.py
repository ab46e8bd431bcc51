"""`check_pack` reports every fault, says where it is and what would be right, and names the blanks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from console.errors import PackProblem
from console.rules.pack_check import PackNote, check_pack, core_problems
from console.rules.pack_new import new_pack
from console.rules.packs import SHIPPED, load_policy
from console.rules.policy_time import interval_minutes

DEEP = {
    "lists": "x = " + "[" * 5_000 + "]" * 5_000,
    "tables": "x = " + "{a = " * 5_000 + "1" + "}" * 5_000,
    "dotted": "concepts" + ".a" * 5_000 + " = 1",
    "headed": "[x" + ".a" * 5_000 + "]",
}

FAULTS = [  # what stands in the pack, what is put there, the key that is told, a word of what would be right
    ('monday = ["09:00-17:00"]', 'monday = ["09:00-13:00", "12:30-17:00"]', "hours.monday", "has ended"),
    ('tuesday = ["09:00-17:00"]', 'tuesday = ["17:00-09:00"]', "hours.tuesday", "24:00"),
    ('wednesday = ["09:00-17:00"]', 'wednesday = ["nine to five"]', "hours.wednesday", "09:00-17:00"),
    ('thursday = ["09:00-17:00"]', 'thurday = ["09:00-17:00"]', "hours.thurday", '"thursday"'),
    ('zone = "Europe/London"', 'zone = "Europe"', "place.zone", "Europe/London"),
    ('nation = "ENG"', 'nation = "ENGLAND"', "place.nation", '"SCT"'),
    ("review_due = 2026-12-31", "review_due = 2020-12-31", "identity.review_due", "2023-01-01"),
    ("working_days = 0.5", "working_days = 0.5\nworking_hours = 4", "deadlines.answer", "exactly one"),
    ("working_hours = 2", "working_hours = -2", "deadlines.escalation.working_hours", "greater than 0"),
    ("seconds = 15", 'seconds = "15"', "undo.seconds", "a number"),
    ('fall_back = "Chief Executive"', 'fall_back = "Chief Exec"', "escalation.fall_back", '"Chief Executive"'),
    ('default_department = "communications"', 'default_department = "comms"', "escalation.default_department",
     "communications"),
    ('house_rule = "respect"', 'house_rule = "respekt"', "removal_reason.offensive.house_rule", '"respect"'),
    ('rules = ["prejudice"]', 'rules = ["prejudise"]', "removal_reason.prejudiced.rules", '"prejudice"'),
    ('id = "two-days"', 'id = "one-day"', "timescale.one-day", "name of its own"),
    ('starts = "stage1-acknowledge"', 'starts = "stage2-acknowledge"', "complaints.stage.stage1-answer.starts",
     "stage1"),
    ('starts = "stage2-acknowledge"\nworking_days = 20', 'starts = "stage1-answer"\nworking_days = 20',
     "complaints.stage.stage2-answer.starts", "stage2-acknowledge"),
    ("threatening comment from this post. {house_rule}", "comment. {rule}", "removal_reason.threat.notice",
     "house_rule"),
    ("about your home: {link:contact}", "{link:kontact}", "sanctions.block_notice", '"contact"'),
    ("We will come back to you {timescale}.", "We will come back to you {timescales}.", "private_texts.message",
     '"timescale"'),
    ('public_line = "Thank you for telling us. We have sent you a private message and will be in touch {timescale}."',
     'public_line = " "', "private_texts.public_line", "Write"),
    ('listed = [                       # public bodies whose pages may be linked: ours', "listed = [ 7,",
     "domains.listed[1]", "a text in quotes"),
    ("so please contact us another way. {link:contact}", "please ring {phone}.", "private_route.text", "Fill in phone"),
    ('situations = ["crisis", ', 'situations = ["crises", ', "signposting.situations", '"crisis"'),
    ('rules = ["safeguarding"]\nsituations', 'rules = ["safegard"]\nsituations', "signposting.rules", '"safeguarding"'),
    ("Your reference is {reference}.", "Thank you.", "complaints.reply.text", "{reference}"),
    ('clause = "W7.1"', 'clause = "W71"', "undo.clause", '"W7.1"'),
    ('carried_by = ["undo"]', 'carried_by = ["undoo"]', "clause.W7.1.carried_by", "undoo"),
    ('later = "hub"', 'later = ""', "clause.W7.2", "carried_by"),
    ('block_at_strikes = 3', 'block_at_strikes = 0', "sanctions.block_at_strikes", "1 or more"),
    ('"reopen", "correct"', '"reopn", "correct"', "role.customer-hub-advisor.may[11]", '"reopen"'),
    ('[conduct]', '[[closure]]\nfrom = 2026-12-25T12:00:00\nto = 2026-12-24T12:00:00\nreason = "x"\n[conduct]',
     "closure[1].to", "2026-12-25"),
    ('key = "repairs"\ntitle = "Report a repair"\nurl = ""', 'key = "repairs"\ntitle = "R"\nurl = "http://example.org"',
     "link.repairs.url", "browser"),
    ('"Answered another way",', '" ",', "closing.reasons[4]", "few words"),
    ("linked_policies = [", "linked_polices = [", "linked_polices", '"linked_policies"'),
    ('enforce = "when-recorded"', 'enforce = "sometimes"', "training.enforce", '"always"'),
    ('"private-messages"\ntitle', '"private-messages"\nroles = ["advisor"]\ntitle',
     "training.course.private-messages.roles", "customer-hub-advisor"),
    ('title = "Change every password and recovery address that they knew"', 'title = " "',
     "leaver_task.shared-passwords.title", "verb"),
    ('id = "online-abuse"\ntitle = "Handling abuse online"\nmonths = 24',
     'id = "online-abuse"\ntitle = "Handling abuse online"\nmonths = 0', "training.course.online-abuse.months",
     "1 or more"),
    ('where = "domains.own"', 'where = "domains.mine"', "blank.domains.mine", "mine"),
]  # fmt: skip

ALONE = [  # the same; they stand where another fault does
    ('operation = "hide"', 'operation = "reply"', "removal_reason.offensive.operation", '"hide"'),
    ('working_days = 0.5', 'working_days = 1e300', "deadlines.answer.working_days", "a year"),
    ('seconds = 15', 'seconds = 100000', "undo.seconds", "at most"),
    ('association = "Westward Housing Group"', 'association = " "', "identity.association", "your policy"),
    ('advice_from = "Customer Hub Team Leader"', 'advice_from = "Colleague"', "escalation.advice_from", "advise"),
    ('escalation = 30,', 'escalation = -30,', "warnings.before_minutes.escalation", "0 or more"),
    ('case-stage = 240,', 'case_stage = 240,', "warnings.before_minutes.case_stage", '"case-stage"'),
    ('lasts_hours = 24', 'lasts_hours = 0', "incidents.lasts_hours", "1 or more"),
    ('own = []', 'own = ["https://www.example.org/"]', "domains.own[1]", "example.org"),
    ('[conduct]', '[[closure]]\nfrom = 2026-12-25T12:00:00\nto = 2036-12-24T12:00:00\nreason = " "\n[conduct]',
     "closure[1].to", "within a year"),
]  # fmt: skip

TEMPLATE = """
[[template]]
id = "{id}"
title = "A title"
situation = "{situation}"
keywords = [{keywords}]
kinds = ["comment"]
clauses = ["{clause}"]
text = "{text}"
examples = ["a", "b", "c", "d", "e"{more}]
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    copy = Path(shutil.copytree(SHIPPED / "westward", tmp_path / "pack"))
    if not (copy / "words.toml").exists():
        (copy / "words.toml").write_text("", encoding="utf-8")
    return copy


def put(pack: Path, old: str, new: str) -> None:
    file = pack / "policy.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def found(pack: Path) -> dict[str, PackNote]:
    return {note.key: note for note in check_pack(pack).problems}


@pytest.mark.parametrize("name", ["langstane", "westward"])
def test_a_shipped_pack_has_no_problem_and_says_what_is_still_to_fill(name: str) -> None:
    report = check_pack(SHIPPED / name)
    assert report.problems == ()
    blanks = {note.key for note in report.blanks}
    assert {"link.repairs.url", "department.housing.holder", "private_route.phone"} <= blanks
    assert ("domains.own" in blanks) is (name == "westward")


@pytest.mark.parametrize(("old", "new", "key", "right"), [*FAULTS, *ALONE])
def test_a_planted_fault_is_found_alone(pack: Path, old: str, new: str, key: str, right: str) -> None:
    put(pack, old, new)
    assert right in found(pack)[key].right


def test_what_the_packs_own_check_stops_is_told(pack: Path) -> None:
    put(pack, "threatening comment from this post. {house_rule}", "threatening comment, you idiot 😀. {house_rule}")
    note = found(pack)["removal_reason.threat.notice"]
    assert "cannot go out" in note.wrong


def test_a_role_whose_name_cannot_be_said_at_the_start_is_told(pack: Path) -> None:
    put(pack, 'id = "customer-hub-advisor"', 'id = "customer:hub"')
    assert "hyphens" in found(pack)["role.customer:hub.id"].right


def test_moving_to_private_must_start_with_a_timescale(pack: Path) -> None:
    put(pack, "We will come back to you {timescale}.", "We will come back to you.")
    assert found(pack) == {}
    put(pack, "and will be in touch {timescale}.", "and will be in touch.")
    assert "by when" in found(pack)["private_texts.message"].right


def test_every_planted_fault_is_reported_at_once(pack: Path) -> None:
    for old, new, _, _ in FAULTS:
        put(pack, old, new)
    assert {key for _, _, key, _ in FAULTS} <= found(pack).keys()


def test_a_template_is_checked_for_all_that_can_be_wrong(pack: Path) -> None:
    bad = TEMPLATE.format(
        id="x", situation="heeting", keywords="", clause="W99.9", text="Hi {name} {link:x} }", more=""
    )
    (pack / "templates-bad.toml").write_text(bad + bad, encoding="utf-8")
    notes = [note for note in check_pack(pack).problems if note.file == "templates-bad.toml"]
    wrongs = {(note.key, note.wrong) for note in notes}
    assert {key for key, _ in wrongs} == {
        "template.x", "template.x.keywords", "template.x.examples", "template.x.situation", "template.x.clauses",
        "template.x.text",
    }  # fmt: skip
    assert next(note.right for note in notes if note.key == "template.x.situation") == 'Did you mean "heating"?'
    assert len([note for note in notes if note.key == "template.x.text"]) == 3


@pytest.mark.parametrize(
    ("line", "key", "said", "right"),
    [
        ('without = ["wankr"]', "without", "in no common list", '"wanker"'),
        ('threat = ["@i_wil ~ @hurt @you"]', "threat[1]", '"@i_wil" is not a concept', '"i_will"'),
    ],
)
def test_a_word_list_that_names_what_is_not_there_is_told(
    pack: Path, line: str, key: str, said: str, right: str
) -> None:
    (pack / "words.toml").write_text(f"{line}\n", encoding="utf-8")
    note = found(pack)[key]
    assert (note.file, said in note.wrong, right in note.right) == ("words.toml", True, True)


def test_a_sound_template_of_ones_own_is_not_complained_of(pack: Path) -> None:
    good = TEMPLATE.format(id="x", situation="heating", keywords='"k"', clause="W3.6", text="{link:home}", more=', "f"')
    (pack / "templates-own.toml").write_text(good, encoding="utf-8")
    assert check_pack(pack).problems == ()


def test_an_id_that_another_file_uses_is_found(pack: Path) -> None:
    first = (pack / "templates-contact.toml").read_text(encoding="utf-8")
    (pack / "templates-zz.toml").write_text(first, encoding="utf-8")
    notes = [note for note in check_pack(pack).problems if note.file == "templates-zz.toml"]
    assert notes
    assert all("templates-contact.toml" in note.wrong for note in notes)


def test_a_syntax_error_is_told_with_its_line_and_hides_no_other_file(pack: Path) -> None:
    (pack / "words.toml").write_text('thanks = ["ta"]\nspam = [oops]\n', encoding="utf-8")
    put(pack, "working_days = 0.5", "working_days = 0")
    notes = check_pack(pack).problems
    assert [(note.file, note.key) for note in notes] == [
        ("policy.toml", "deadlines.answer.working_days"),
        ("words.toml", "line 2, column 9"),
    ]


def test_missing_files_are_told(tmp_path: Path) -> None:
    notes = check_pack(tmp_path).problems
    assert {note.file for note in notes} == {"policy.toml", "templates.toml", "words.toml"}


def test_another_encoding_is_told(pack: Path) -> None:
    (pack / "words.toml").write_bytes('thanks = ["café"]'.encode("latin-1"))
    assert "UTF-8" in next(note.right for note in check_pack(pack).problems if note.file == "words.toml")


def test_missing_tables_are_all_told(pack: Path) -> None:
    (pack / "policy.toml").write_text("format = 1\n", encoding="utf-8")
    keys = {note.key for note in check_pack(pack).problems if note.wrong == "is missing"}
    assert {"identity", "hours", "deadlines", "role", "clause", "complaints"} <= keys


@pytest.mark.parametrize(
    "text", ["role = 1", "[role]\nid = 1", "role = [1, 2]", "hours = []", "[[identity]]", "clause = [[]]"]
)
def test_tables_of_the_wrong_shape_are_told_and_never_crash(pack: Path, text: str) -> None:
    (pack / "policy.toml").write_text(f"format = 1\n{text}\n", encoding="utf-8")
    key = text.strip("[").split("]")[0].split(" ")[0]
    assert any(note.key.startswith(key) and note.wrong != "is missing" for note in check_pack(pack).problems)


def test_a_blank_that_was_filled_is_no_longer_reported(pack: Path) -> None:
    put(pack, "own = []", 'own = ["example.org"]')
    put(
        pack,
        'key = "repairs"\ntitle = "Report a repair"\nurl = ""',
        'key = "repairs"\ntitle = "R"\nurl = "https://www.example.org/r"',
    )
    report = check_pack(pack)
    assert report.problems == ()
    assert not {"domains.own", "link.repairs.url"} & {note.key for note in report.blanks}


def test_the_start_up_check_looks_at_policy_toml_only(pack: Path) -> None:
    (pack / "words.toml").unlink()
    assert core_problems(pack) == []
    assert check_pack(pack).problems != ()


def test_a_new_pack_loads_checks_clean_and_bears_its_name(pack: Path, tmp_path: Path) -> None:
    folder = new_pack("my-homes", pack, tmp_path / "packs")
    assert (load_policy(str(folder)).name, check_pack(folder).problems) == ("my-homes", ())
    assert load_policy(str(folder)).core.identity.association == "Westward Housing Group"


def test_a_new_pack_is_told_whose_name_it_still_has(pack: Path, tmp_path: Path) -> None:
    made = new_pack("third", pack, tmp_path)
    told = {note.key: note for note in check_pack(made).blanks}["identity.association"]
    assert "Westward Housing Group" in told.right
    put(made, 'association = "Westward Housing Group"', 'association = "Third Homes"')
    assert "identity.association" not in {note.key for note in check_pack(made).blanks}


def test_a_new_pack_takes_no_name_of_a_shipped_one(pack: Path, tmp_path: Path) -> None:
    with pytest.raises(PackProblem, match="comes with Halfday"):
        new_pack("westward", pack, tmp_path)


def test_a_new_pack_never_overwrites(pack: Path, tmp_path: Path) -> None:
    new_pack("mine", pack, tmp_path)
    with pytest.raises(PackProblem, match="there already"):
        new_pack("mine", pack, tmp_path)


@pytest.mark.parametrize("name", ["../x", "A b", "", 'x"', "x\n"])
def test_a_new_pack_refuses_a_name_that_could_do_harm(pack: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(PackProblem, match="will not do as a name"):
        new_pack(name, pack, tmp_path)


@pytest.mark.parametrize(
    ("text", "minutes"), [("09:00-17:00", (540, 1020)), ("00:00-24:00", (0, 1440)), (" 9:05 - 10:00 ", (545, 600))]
)
def test_hours_are_read_as_minutes_after_midnight(text: str, minutes: tuple[int, int]) -> None:
    assert interval_minutes(text) == minutes


@pytest.mark.parametrize(
    "text", ["", "9-5", "09:00", "09:00-24:30", "25:00-26:00", "09:60-10:00", "10:00-10:00", "٠٩:٠٠-١٠:٠٠"]
)
def test_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"stretch of hours|does not end"):
        interval_minutes(text)


def test_a_signpost_that_no_template_holds_is_told(pack: Path) -> None:
    put(pack, 'situations = ["crisis", ', 'situations = ["spam", ')
    for file in pack.glob("templates*.toml"):
        file.write_text(file.read_text("utf-8").replace('situation = "spam"', 'situation = "thanks"'), encoding="utf-8")
    assert [note.key for note in check_pack(pack).problems] == ["signposting.situations"]
    assert core_problems(pack) == [], "templates are not looked at when a console starts"


def read_whole(pack: Path) -> None:
    policy = load_policy(str(pack))
    for part in (policy.words, policy.topics, policy.templates):
        assert part


@pytest.mark.parametrize("file", ["policy.toml", "words.toml", "topics.toml", "templates-safety.toml"])
@pytest.mark.parametrize("toml", DEEP.values(), ids=DEEP)
def test_what_is_nested_too_deeply_is_a_problem_of_its_file(tmp_path: Path, file: str, toml: str) -> None:
    pack = Path(shutil.copytree(SHIPPED / "westward", tmp_path / "pack"))
    (pack / file).write_text(toml + "\n", encoding="utf-8")
    (problem, *_) = [note for note in check_pack(pack).problems if note.file == file]
    assert "nested too deeply" in problem.wrong
    with pytest.raises(PackProblem, match=file):
        read_whole(pack)

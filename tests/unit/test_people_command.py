"""`halfday people`: absences, trainings, leavers and dead ends from the command line."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.bootstrap import Opening, opened_desk
from console.cli import halfday
from console.clock import VirtualClock
from console.desk.intake import Intake
from console.model import ActionKind, Incoming, ItemKind

LEADER, ADVISOR = "customer-hub-team-leader", "customer-hub-advisor"


@pytest.fixture
def store(tmp_path: Path, clock_stands: VirtualClock) -> Path:
    """A store in which a leader and two advisors have signed in; Robin holds an item and has begun a reply."""
    path = tmp_path / "halfday.sqlite"

    async def make() -> None:
        for name, role in (("Lee Leader", LEADER), ("Robin Advisor", ADVISOR), ("Kim Deputy", ADVISOR)):
            opening = Opening(policy="westward", name=name, role=role, store=path, folder=tmp_path)
            async with opened_desk(opening, clock_stands) as desk:
                if role == ADVISOR and name.startswith("Robin"):
                    await hold_something(desk)

    asyncio.run(make())
    return path


async def hold_something(desk) -> None:
    now = desk.office.now()
    written = Incoming("facebook", "c1", ItemKind.COMMENT, "a1", "Test Author", "The lift is stuck.", now)
    async with desk.office.store.transaction() as tx:
        await Intake(desk.office).take_in(tx, await Intake(desk.office).judge([written]), "a test")
    await desk.claim(1)
    await desk.save_draft(1, ActionKind.REPLY, "Thank you, we will")


def run(store: Path, *words: str, who: str | None = f"Lee Leader:{LEADER}") -> Result:
    said = ["--as", who] if who else []
    return CliRunner().invoke(halfday, ["people", *words, *said, "--policy", "westward", "--store", str(store)])


def looked(store: Path, *words: str) -> Result:
    return run(store, *words, who=None)


def done(store: Path, *words: str) -> str:
    result = run(store, *words)
    assert result.exit_code == 0, result.output or result.exception
    return result.stdout


def people(store: Path) -> dict[str, dict[str, object]]:
    lines = looked(store, "list", "--json").stdout.splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def test_everybody_is_listed_by_name_with_what_a_supervisor_asks(store: Path) -> None:
    lines = looked(store, "list").stdout.splitlines()
    assert [line.split("  ")[0] for line in lines[:4]] == ["name", "Kim Deputy", "Lee Leader", "Robin Advisor"]
    assert lines[3].split() == ["Robin", "Advisor", "Customer", "Hub", "Advisor", "on", "shift", "lacks", "3", "1"]
    assert "No training is on record yet." in lines[5]
    assert len(people(store)) == 3, "who only looks signs nobody in"


def test_an_option_before_the_command_is_refused_and_never_left_out(store: Path) -> None:
    """It would end somebody's rights in another store than was said."""
    result = CliRunner().invoke(halfday, ["people", "--store", str(store), "left", "robin", "--yes"])
    assert result.exit_code == 2
    assert "No such option" in result.output


def test_an_absence_is_marked_listed_and_ended(store: Path) -> None:
    said = done(store, "absent", "robin", "--from", "today", "--until", "24 Dec", "--deputy", "Kim Deputy")
    assert said == "Robin Advisor is away from Fri 20 Nov, back on Fri 25 Dec. Kim Deputy stands in. " + (
        "They hold 1 item: on the supervisor's screen F sets them free and H hands them out.\n"
    )
    robin = people(store)["robin-advisor"]
    assert (robin["now"], robin["stands_in"]) == ("away, back on Fri 25 Dec", "kim-deputy")
    assert done(store, "back", "robin-advisor") == "Robin Advisor is back.\n"
    assert people(store)["robin-advisor"]["now"] == "on shift"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["absent", "zoe"], "Known here: Kim Deputy (kim-deputy), Lee Leader (lee-leader)"),
        (["absent", "robin", "--until", "soon"], '"24 Dec"'),
        (["trained", "robin", "--course", "juggling", "--on", "today"], "Its courses: image-consent"),
        (["week", "robin", "monday"], "monday=09:00-12:30"),
        (["department", "robin", "moon"], "It has: housing"),
        (["left", "robin-advisor", "--to", "zoe", "--yes"], "Nobody here is called"),
        (["back", "robin"], "not marked as away"),
        (["tasks", "--done", "9"], "no open task 9"),
    ],
)
def test_what_cannot_be_is_one_sentence_that_says_what_can(store: Path, words: list[str], why: str) -> None:
    assert why in str(run(store, *words).exception)


def test_an_advisor_marks_only_themselves_as_away(store: Path) -> None:
    robin = f"Robin Advisor:{ADVISOR}"
    assert "you may not mark a colleague as away" in str(run(store, "absent", "Kim Deputy", who=robin).exception)
    assert run(store, "absent", "Robin Advisor", who=robin).exit_code == 0


def test_who_acts_has_to_say_who_they_are(store: Path) -> None:
    result = looked(store, "absent", "robin")
    assert result.exit_code == 2
    assert "Say who you are" in result.stderr


def test_the_first_training_asks_before_it_stops_others(store: Path) -> None:
    words = ["trained", "robin", "--course", "online-abuse", "--on", "2026-01-15"]
    refused = str(run(store, *words).exception)
    assert "Kim Deputy, Lee Leader, Robin Advisor" in refused
    assert refused.endswith("To confirm: --yes.")
    assert "valid until Sat 15 Jan 2028" in done(store, *words, "--yes")
    assert people(store)["robin-advisor"]["lacks"] == ["Consent to images of people", "Answering private messages"]
    assert "Who lacks a course drafts and does not send (W6.9)." in looked(store, "list").stdout


def test_who_never_signs_in_is_entered(store: Path) -> None:
    assert done(store, "add", "Dana Director", "--role", "director-of-property") == (
        "Dana Director is known here as Director of Property.\n"
    )
    assert people(store)["dana-director"]["role"] == "director-of-property"


def test_a_week_and_a_department_are_set(store: Path) -> None:
    assert done(store, "week", "robin", "mon=09:00-12:00", "tue=13:00-17:00") == (
        "Robin Advisor works mon=09:00-12:00 tue=13:00-17:00.\n"
    )
    assert not people(store)["robin-advisor"]["on_shift"]
    assert done(store, "week", "robin") == "Robin Advisor works the office's hours.\n"
    assert done(store, "department", "robin", "property") == "Robin Advisor works in Repairs and Property.\n"


def test_a_leaver_is_gone_in_one_command_their_tasks_are_ticked_off_and_they_can_come_back(store: Path) -> None:
    said = done(store, "left", "robin-advisor", "--to", "kim", "--yes")
    assert "1 item free again. 1 draft handed to Kim Deputy." in said
    assert "   1  Robin Advisor: Remove them from the people who have access to the Facebook Page (facebook)" in said
    refused = CliRunner().invoke(
        halfday, ["learned", "list", "--as", "Robin Advisor", "--policy", "westward", "--store", str(store)]
    )
    assert "Robin Advisor has left" in str(refused.exception)
    assert done(store, "tasks", "--done", "1").endswith("3 tasks left for Robin Advisor.\n")
    assert len(looked(store, "tasks").stdout.splitlines()) == 3
    assert done(store, "back", "robin").startswith("Robin Advisor is back with every right of their role.")
    assert looked(store, "tasks").stdout == "Nothing is left to do by hand.\n"


def test_routes_that_end_nowhere_are_shown_with_exit_code_one(store: Path) -> None:
    hints = looked(store, "routes")
    assert hints.exit_code == 0
    assert hints.stdout.startswith("Hint: Nobody here has signed in as ")
    done(store, "absent", "lee")
    found = looked(store, "routes")
    assert found.exit_code == 1
    assert found.stdout.startswith("Ends nowhere: Every Customer Hub Team Leader, to whom questions are put, is away")
    first = json.loads(looked(store, "routes", "--json").stdout.splitlines()[0])
    assert (first["kind"], first["is_hint"]) == ("no-advice", False)


@pytest.mark.parametrize(("words", "who"), [(["list"], None), (["routes"], None), (["absent", "robin"], "Lee")])
def test_asking_makes_no_store(tmp_path: Path, words: list[str], who: str | None) -> None:
    assert "There is no store at" in str(run(tmp_path / "nothing.sqlite", *words, who=who).exception)
    assert not (tmp_path / "nothing.sqlite").exists()


@pytest.mark.parametrize(("words", "said"), [
    (("absent", "Robin Advisor", "--until", ""), "no moment that Halfday can read"),
    (("absent", "Robin Advisor", "--deputy", ""), "Nobody here is called"),
    (("left", "Robin Advisor", "--to", "", "--yes"), "Nobody here is called"),
])  # fmt: skip
def test_an_empty_option_is_refused_and_never_left_out(store: Path, words: tuple[str, ...], said: str) -> None:
    refused = run(store, *words)
    assert refused.exit_code != 0
    assert said in str(refused.exception) + refused.output


def test_who_left_is_named_whole_where_nobody_is_asked(store: Path) -> None:
    refused = run(store, "left", "Robin", "--yes")
    assert "say the whole name or the id: Robin Advisor (robin-advisor)" in str(refused.exception)
    assert run(store, "left", "robin-advisor", "--yes").exit_code == 0


def test_a_number_beyond_all_is_refused(store: Path) -> None:
    refused = run(store, "tasks", "--done", str(1 << 63))
    assert refused.exit_code == 2
    assert "is not in the range" in refused.output

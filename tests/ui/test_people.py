"""The screen of people: who is here, and what a supervisor does about it, at the keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from console.desk.staff_orders import Leave, MarkAbsent, RecordTraining
from console.model import ActionKind, Person
from tests.ui.stage import ADVISOR, LEADER, NOW, Stage, comment, staged

HEATING = "The heating has been off since Monday, can somebody come please"
COURSES = ("image-consent", "online-abuse", "private-messages")


@asynccontextmanager
async def among_people(folder: Path, **how: object) -> AsyncIterator[Stage]:
    """The screen of people stands: Kim, Mairi (at the keyboard) and Robin, who holds an item and half answered it."""
    async with staged(folder, [comment(1, HEATING)], **how) as stage:  # type: ignore[arg-type]
        await stage.colleague("Kim Deputy")
        robin = await stage.colleague("Robin Advisor")
        item = await stage.item("c1")
        await robin.claim(item.id)
        await robin.save_draft(item.id, ActionKind.REPLY, "Thank you, we will")
        stage.inbox.action_people()
        await stage.until_screen("PeopleScreen")
        await stage.until(lambda: "Robin Advisor" in stage.screen_text(), "everybody stands there")
        yield stage


async def person(stage: Stage, person_id: str) -> Person:
    kept = await stage.desk.office.store.person(person_id)
    assert kept is not None
    return kept


async def on_robin(stage: Stage, *keys: str) -> None:
    await stage.press("G", *keys)


async def test_everybody_stands_by_name_on_80_columns_with_what_needs_somebody_above(tmp_path: Path) -> None:
    async with among_people(tmp_path) as stage:
        text = stage.screen_text()
        lines = text.splitlines()
        assert lines[0].strip() == "People   3 people, 3 on shift"
        assert text.index("Kim Deputy") < text.index("Mairi Tester") < text.index("Robin Advisor")
        robin = next(at for at, line in enumerate(lines) if "Robin Advisor" in line)
        assert "● on shift · lacks 3 courses · holds 1 item" in lines[robin + 1]
        assert "roles nobody here has signed in as" in text
        assert "a away  b back  t trained" in lines[-1]
        await stage.press("r")
        await stage.until_screen("Sheet")
        assert "Director of Housing" in stage.screen_text()
        await stage.press("escape")
        await stage.until_screen("PeopleScreen")
        await stage.press("escape")
        await stage.until_at_rest()


async def test_somebody_is_marked_as_away_after_a_bad_date_was_told_and_is_back_by_a_key(tmp_path: Path) -> None:
    async with among_people(tmp_path) as stage:
        await on_robin(stage, "a")
        await stage.until_screen("StaffDialog")
        await stage.press("tab")
        await stage.write("some day")
        await stage.press("enter")
        await stage.until(lambda: "no moment that Halfday can read" in stage.screen_text(), "what is accepted")
        await stage.press("ctrl+u")
        await stage.write("24 Dec")
        await stage.press("tab", "2", "enter")
        await stage.until_screen("PeopleScreen")
        assert "Robin Advisor is away from Wed 18 Nov at 15:00, back on Fri 25 Dec. Kim Deputy" in stage.toasts()
        await stage.until(lambda: "○ away, back on Fri 25 Dec; Kim Deputy stands in" in stage.screen_text())
        (absence,) = (await person(stage, "robin-advisor")).absences
        assert absence.deputy == "kim-deputy"
        await stage.press("b")
        await stage.until(lambda: "Robin Advisor is back." in stage.toasts())
        await stage.until(lambda: "3 on shift" in stage.screen_text())


async def test_the_first_training_asks_before_it_is_recorded(tmp_path: Path) -> None:
    async with among_people(tmp_path) as stage:
        await on_robin(stage, "t")
        await stage.until_screen("StaffDialog")
        await stage.press("tab", "tab", "2", "enter")
        await stage.until_screen("Confirm")
        assert "Kim Deputy, Mairi Tester, Robin Advisor" in " ".join(stage.screen_text().replace("│", " ").split())
        assert (await person(stage, "robin-advisor")).trainings == ()
        await stage.press("y")
        await stage.until_screen("PeopleScreen")
        assert [one.course for one in (await person(stage, "robin-advisor")).trainings] == ["online-abuse"]
        await stage.until(lambda: "Who lacks a course drafts and does not send" in stage.screen_text())
        assert "lacks 2 courses" in stage.screen_text()


async def test_a_week_and_a_department_are_set(tmp_path: Path) -> None:
    async with among_people(tmp_path, size=(120, 36)) as stage:
        await on_robin(stage, "w")
        await stage.until_screen("StaffDialog")
        await stage.write("mon=09:00-12:00")
        await stage.press("enter")
        await stage.until_screen("PeopleScreen")
        await stage.until(lambda: "○ off shift · lacks 3 courses · holds 1 item · own week" in stage.screen_text())
        await stage.press("d")
        await stage.until_screen("Menu")
        await stage.press("2")
        await stage.until_screen("PeopleScreen")
        await stage.until(lambda: "Customer Hub Advisor · Repairs and Property" in stage.screen_text())
        assert (await person(stage, "robin-advisor")).department == "property"


async def test_a_leaver_goes_after_what_follows_was_read_and_comes_back(tmp_path: Path) -> None:
    async with among_people(tmp_path) as stage:
        item = await stage.item("c1")
        await on_robin(stage, "l")
        await stage.until_screen("Menu")
        assert "Who gets 1 draft of Robin Advisor" in stage.screen_text()
        await stage.press("2")
        await stage.until_screen("Confirm")
        shown = stage.screen_text()
        assert all(
            words in shown for words in ("1 item held: free again.", "1 draft: go", "access to the Facebook Page")
        )
        await stage.press("enter")  # just pressed for something else: not a yes
        assert (await person(stage, "robin-advisor")).left_at is None
        await stage.press("y")
        await stage.until_screen("PeopleScreen")
        await stage.until(lambda: "○ left on Wed 18 Nov at 15:00" in stage.screen_text())
        assert (await stage.item("c1")).claimed_by is None
        assert await stage.desk.office.store.drafted("kim-deputy") == [item.id]
        assert "4 things to do by hand" in stage.screen_text()
        await stage.press("x")
        await stage.until_screen("Menu")
        await stage.press("1")
        await stage.until(lambda: "3 things to do by hand" in stage.screen_text())
        await stage.press("b")
        await stage.until_screen("Confirm")
        await stage.press("y")
        await stage.until(lambda: "Robin Advisor is back with every right" in stage.toasts())
        assert (await person(stage, "robin-advisor")).left_at is None


async def test_somebody_who_never_signs_in_is_entered(tmp_path: Path) -> None:
    async with among_people(tmp_path, size=(120, 36)) as stage:
        await stage.press("n")
        await stage.until_screen("StaffDialog")
        await stage.write("Dana Director")
        await stage.press("tab", "6", "enter")
        await stage.until_screen("PeopleScreen")
        await stage.until(lambda: "4 people" in stage.screen_text())
        dana = await person(stage, "dana-director")
        assert dana.role == stage.desk.office.policy.core.role[5].id


async def test_a_console_that_a_leaver_has_open_closes_by_itself_and_says_why(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], role=ADVISOR, name="Robin Advisor") as stage:
        leader = await stage.colleague("Lee Leader", LEADER)
        await stage.inbox._look_for_breaches()
        assert stage.app.is_running
        await leader.leave(Leave(person_id="robin-advisor"))
        await stage.inbox._look_for_breaches()
        await stage.until(lambda: not stage.app.is_running or stage.app._exit, "it closes")
        (why,) = stage.app._exit_renderables
        assert "every right here has ended" in str(why)


@pytest.mark.parametrize("key", ["a", "t", "w", "d", "l", "x"])
async def test_an_advisor_looks_and_is_told_who_may(tmp_path: Path, key: str) -> None:
    async with among_people(tmp_path, role=ADVISOR) as stage:
        await on_robin(stage, key)
        await stage.until(stage.toasts, "a sentence")
        assert ("Who may: Customer Hub Team Leader" in stage.toasts()) is (key != "x")
        assert type(stage.app.screen).__name__ == "PeopleScreen"


async def test_what_another_console_changes_shows_and_the_cursor_stays_on_its_person(tmp_path: Path) -> None:
    async with among_people(tmp_path) as stage:
        await on_robin(stage)
        await stage.colleague("Ann Newcomer")
        await stage.app.screen.look()
        await stage.until(lambda: "Ann Newcomer" in stage.screen_text())
        assert stage.app.screen.member.person.id == "robin-advisor"


async def test_the_menu_for_giving_away_says_who_is_away_and_leaves_out_who_has_left(tmp_path: Path) -> None:
    async with among_people(tmp_path, size=(120, 36)) as stage:
        await stage.desk.mark_absent(MarkAbsent(person_id="kim-deputy", from_at=NOW, deputy="robin-advisor"))
        await stage.press("escape")
        await stage.until_at_rest()
        await stage.press("A")
        await stage.until_screen("Menu")
        assert "Kim Deputy  away, until further notice. Robin Advisor stands" in stage.screen_text()


async def test_who_lacks_a_course_writes_a_draft_and_is_told_before_and_at_sending(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], role=ADVISOR) as stage:
        leader = await stage.colleague("Lee Leader", LEADER)
        for course in COURSES:
            order = RecordTraining(person_id="lee-leader", course_id=course, passed_at=NOW, is_confirmed=True)
            await leader.record_training(order)
        await stage.press("x")
        await stage.until(lambda: "You may draft this, not send it (W6.9" in stage.toasts(), "no removal is begun")
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        assert "You may draft this, not send it (W6.9" in stage.screen_text()
        await stage.write("Thank you for telling us. We will send you a private message within one working day.")
        await stage.press("f4")
        await stage.until_screen("Preview")
        if stage.app.screen.needs_reason:
            await stage.write("agreed with the team")
        await stage.press("enter")
        await stage.until(lambda: "not on record" in stage.toasts(), "the refusal")
        assert type(stage.app.screen).__name__ == "ComposeScreen"
        await stage.press("escape")
        await stage.until_at_rest()
        await stage.until_kept((await stage.item("c1")).id, ActionKind.REPLY)
        assert not list(stage.world.answers())

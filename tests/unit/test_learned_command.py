"""`halfday learned`: seen, taken back, shared and counted from the command line."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.bootstrap import Opening, opened_desk
from console.cli import halfday
from console.clock import VirtualClock
from console.desk.dispatch import Dispatcher
from console.desk.intake import Intake
from console.desk.orders import Reply
from console.model import Incoming, ItemKind

AT = datetime(2026, 11, 20, 10, 4, tzinfo=UTC)
LINE = {"template": "heating-no-heat", "text": "rads are cold again, ring 07700 900123"}


@pytest.fixture
def store(empty_store: Path) -> Path:
    return empty_store


def run(store: Path, *words: str, stdin: str = "") -> Result:
    return CliRunner().invoke(halfday, ["learned", *words, "--policy", "westward", "--store", str(store)], input=stdin)


def shared_in(store: Path, *lines: dict[str, str]) -> Result:
    return run(store, "import", "-", stdin="".join(json.dumps(line) + "\n" for line in lines))


def test_what_is_shared_in_is_listed_and_can_be_undone(store: Path) -> None:
    done = shared_in(store, LINE)
    assert (done.exit_code, done.stdout) == (0, "1 new on probation, 0 known already, 0 refused.\n")
    shown = run(store, "list").stdout
    assert "heating-no-heat  on probation: nobody here has borne it out yet" in shown
    assert "another house" in shown
    assert "rads are cold again, ring •••" in shown
    number = json.loads(run(store, "list", "--json").stdout)["id"]
    undone = run(store, "undo", str(number))
    assert undone.exit_code == 0
    assert undone.stdout.startswith("Forgotten: ")
    assert run(store, "list").stdout == "Nothing has been learned yet.\n"


def test_lines_that_cannot_be_used_are_named_with_exit_code_one(store: Path) -> None:
    done = shared_in(store, LINE, {"template": "nowhere", "text": "rads are cold again"})
    assert done.exit_code == 1
    assert 'line 2: the policy "westward" has no template "nowhere".' in done.stderr
    assert "1 new on probation, 0 known already, 1 refused." in done.stdout


def test_a_file_that_is_no_text_is_wrong_use(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "picture.jsonl"
    file.write_bytes(b"\xff\xfe\x00\x89")
    done = run(store, "import", str(file))
    assert done.exit_code == 2
    assert "not a text in UTF-8" in done.stderr


def test_an_unknown_number_is_told(store: Path) -> None:
    done = run(store, "undo", "41")
    assert "Nothing was learned under 41" in str(done.exception)


def test_a_list_can_be_narrowed_to_a_template(store: Path) -> None:
    shared_in(store, LINE, {"template": "lift-broken", "text": "lift has stopped between floors"})
    lines = run(store, "list", "--template", "heating-no-heat", "--json").stdout.splitlines()
    assert [json.loads(line)["template"] for line in lines] == ["heating-no-heat"]


@pytest.mark.parametrize("words", [["list"], ["undo", "1"], ["export", "-"], ["templates"], ["missing"]])
def test_asking_makes_no_store(tmp_path: Path, words: list[str]) -> None:
    done = run(tmp_path / "nothing.sqlite", *words)
    assert "There is no store at" in str(done.exception)
    assert not (tmp_path / "nothing.sqlite").exists()


def test_an_export_never_writes_over_the_store(store: Path) -> None:
    before = store.read_bytes()
    done = run(store, "export", str(store))
    assert done.exit_code == 2
    assert store.read_bytes()[:100] == before[:100]


def worked_in(store: Path) -> None:
    """Twelve free replies and one template are sent, and arrive."""

    async def work() -> None:
        opening = Opening(policy="westward", name="Sam", role=None, store=store, folder=store.parent)
        clock = VirtualClock(AT)
        async with opened_desk(opening, clock) as desk:
            for number in range(13):
                arriving = Incoming(
                    "letters", f"c{number}", ItemKind.COMMENT, f"u{number}", "Wilma Quill",
                    f"when does the brass band play, {number + 2} of us will come to listen", AT,
                )  # fmt: skip
                judged = await Intake(desk.office).judge([arriving])
                async with desk.office.store.transaction() as tx:
                    (arrival,) = await Intake(desk.office).take_in(tx, judged, "test")
                item = await desk.office.store.item(arrival.item_id)
                assert item is not None
                template = desk.office.policy.template("heating-no-heat")
                text = "Hello Wilma, the brass band plays on Saturday. More at https://www.gov.uk/band"
                sent = desk.fill(template.text, item) if number == 12 else text
                await desk.reply(Reply(item_id=item.id, version=item.version, text=sent, reason="sent"))
            clock.advance(timedelta(seconds=60))
            while await Dispatcher(desk.office).step("letters"):
                pass

    asyncio.run(work())


def test_figures_and_missing_templates_are_printed(store: Path) -> None:
    worked_in(store)
    rows = [json.loads(line) for line in run(store, "templates", "--json").stdout.splitlines()]
    taken = next(row for row in rows if row["template"] == "heating-no-heat")
    assert taken == {"template": "heating-no-heat", "suggested": 0, "taken": 1, "unchanged": 1, "words_changed": 0.0}
    table = run(store, "templates").stdout.splitlines()
    assert table[0].split() == ["template", "suggested", "taken", "unchanged", "words", "changed"]
    assert [line.split()[1:] for line in table if line.startswith("heating-no-heat ")] == [["0", "1", "1", "0%"]]
    assert "the brass band plays on Saturday" in run(store, "missing").stdout


def test_what_is_exported_can_be_imported_elsewhere(store: Path, tmp_path: Path) -> None:
    worked_in(store)
    file = tmp_path / "learned.jsonl"
    assert run(store, "export", str(file)).exit_code == 0
    (line,) = file.read_text(encoding="utf-8").splitlines()
    assert set(json.loads(line)) == {"template", "text", "accepted", "rejected", "people", "learned"}
    there = tmp_path / "there.sqlite"
    there.write_bytes(b"")
    done = run(there, "import", str(file))
    assert (done.exit_code, done.stdout[:5]) == (0, "1 new")


def test_the_list_can_be_read_before_anybody_chose_a_policy(store: Path) -> None:
    def unasked() -> Result:
        return CliRunner().invoke(halfday, ["learned", "list", "--store", str(store)])

    nothing = unasked()
    assert (nothing.exit_code, nothing.stdout) == (0, "Nothing has been learned yet.\n")
    shared_in(store, LINE)
    assert "rads are cold again, ring •••" in unasked().stdout

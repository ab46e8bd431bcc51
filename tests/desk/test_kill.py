"""A console killed at random moments loses nothing and sends nothing twice.

HALFDAY_KILLS says how often (60 where nobody says); HALFDAY_KILL_SEED repeats a run's choices, though not its timing.
"""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from console.channels.practice_records import Applied, Posted
from console.channels.practice_world import PracticeWorld
from console.store.audit_chain import verify_audit

KILLS = int(os.environ.get("HALFDAY_KILLS", "60"))
SEED = int(os.environ.get("HALFDAY_KILL_SEED", "1"))
HERE = Path(__file__).parent
SPOKEN = ("reply", "notice", "private-reply", "message")
Words = tuple[str, str, str]  # operation, target, text

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL"),
]


@dataclass(frozen=True)
class Intent:
    """A delivery as the store has it after the last life."""

    id: int
    item_id: int
    operation: str
    target: str
    text: str
    state: str
    receipt: str | None
    after_id: int | None

    @property
    def words(self) -> Words:
        return self.operation, self.target, self.text


@dataclass(frozen=True)
class Aftermath:
    """What was intended, and what the platform has."""

    folder: Path
    intents: list[Intent]
    calls: list[Applied]
    answers: list[Posted]
    summary: dict[str, float]

    def ask(self, query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.folder / "halfday.sqlite")) as store:
            return store.execute(query).fetchall()

    def in_state(self, *states: str) -> list[Intent]:
        return [intent for intent in self.intents if intent.state in states]


@pytest.fixture(scope="module")
def aftermath(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aftermath]:
    folder = tmp_path_factory.mktemp("killed")
    paths = os.pathsep.join([str(HERE), str(HERE.parents[1])])
    ran = subprocess.run(
        [sys.executable, str(HERE / "kill_worker.py"), str(folder), str(KILLS), str(SEED)],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=60 + 2 * KILLS,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    summary = json.loads(ran.stdout)
    assert (summary["ended_early"], summary["last"]) == (0, 0), ran.stderr
    with closing(sqlite3.connect(folder / "halfday.sqlite")) as store:
        columns = "id, item_id, operation, target, body, state, receipt, after_id"
        rows = store.execute(f"select {columns} from deliveries order by id").fetchall()
    intents = [Intent(*row[:4], row[4].decode(), *row[5:]) for row in rows]
    world = PracticeWorld.open(folder / "world.sqlite")
    yield Aftermath(folder, intents, world.calls(), world.answers(), summary)
    world.close()


def test_the_kills_met_work_under_way(aftermath: Aftermath) -> None:
    """Otherwise nothing below would prove anything. How much it is depends on the machine: 2 to 7 intents a life."""
    ((retaken,),) = aftermath.ask("select count(*) from deliveries where attempts > 1")
    assert len(aftermath.intents) >= KILLS / 2
    assert isinstance(retaken, int)
    assert retaken >= 1, aftermath.summary


def test_every_intent_arrived_or_was_taken_back_or_is_a_failure_that_somebody_sees(aftermath: Aftermath) -> None:
    by_id = {intent.id: intent for intent in aftermath.intents}
    for intent in aftermath.in_state("waiting"):
        assert intent.after_id is not None
        assert by_id[intent.after_id].state in ("failed", "needs-person")
    assert not aftermath.in_state("trying", "unknown")
    failed = {intent.item_id for intent in aftermath.in_state("failed", "needs-person")}
    at_the_top = {row[0] for row in aftermath.ask("select id from items where rank = 0 and is_open = 1")}
    assert at_the_top == failed


def test_everything_said_was_said_once_for_each_intent_delivered(aftermath: Aftermath) -> None:
    """Counted by words and place: of two equal notices under a post, nobody can say which is whose."""
    said = Counter(
        (call.operation.value, call.target, call.body) for call in aftermath.calls if call.operation.value in SPOKEN
    )
    delivered = Counter(i.words for i in aftermath.in_state("delivered") if i.operation in SPOKEN)
    unsettled = Counter(i.words for i in aftermath.in_state("needs-person") if i.operation in SPOKEN)
    for words in {*said, *delivered}:
        assert delivered[words] <= said[words] <= delivered[words] + unsettled[words], words


def test_nothing_that_failed_or_was_taken_back_arrived(aftermath: Aftermath) -> None:
    spoken = Counter((c.operation.value, c.target, c.body) for c in aftermath.calls if c.operation.value in SPOKEN)
    others = Counter(i.words for i in aftermath.in_state("delivered", "needs-person"))
    for intent in aftermath.in_state("failed", "undone"):
        if intent.operation in SPOKEN:
            assert spoken[intent.words] <= others[intent.words], intent


def test_no_call_was_made_without_an_intent(aftermath: Aftermath) -> None:
    known = {f"halfday-{intent.id}": intent.words for intent in aftermath.intents}
    for call in aftermath.calls:
        assert known[call.key] == (call.operation.value, call.target, call.body)


def test_each_receipt_belongs_to_one_answer_with_those_words(aftermath: Aftermath) -> None:
    receipts = [i.receipt for i in aftermath.in_state("delivered") if i.operation in SPOKEN]
    assert len(receipts) == len(set(receipts))
    assert set(receipts) <= {answer.external_id for answer in aftermath.answers}


def test_what_was_taken_down_is_down_and_what_was_corrected_reads_so(aftermath: Aftermath) -> None:
    world = PracticeWorld.open(aftermath.folder / "world.sqlite")
    with closing(world.database):
        newest = {i.target: i for i in aftermath.intents if i.operation == "correct" and i.state == "delivered"}
        for intent in aftermath.in_state("delivered"):
            found = world.entry("facebook", intent.target) or world.entry("youtube", intent.target)
            if intent.operation == "hide":
                assert found is not None
                assert found.is_hidden or found.is_gone
            if intent.operation == "delete":
                assert found is not None
                assert found.is_gone
        for target, intent in newest.items():
            found = world.entry("facebook", target) or world.entry("youtube", target)
            assert found is not None
            assert found.text == intent.text


def test_every_case_was_handed_over_once(aftermath: Aftermath) -> None:
    handed = {i.target for i in aftermath.in_state("delivered") if i.operation == "hand-over"}
    files = sorted((aftermath.folder / "cases").glob("*.csv"))
    references = []
    for file in files:
        (row,) = csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())
        references.append(row["handover_id"])
        assert file.with_name(f"{file.stem}.manifest.json").exists()
    assert sorted(references) == sorted(handed)


def test_every_act_that_a_person_was_told_of_is_there(aftermath: Aftermath) -> None:
    told = [int(line) for line in (aftermath.folder / "journal").read_text().split()]
    kept = dict(aftermath.ask("select id, undone_at is not null from actions"))
    assert len(told) > KILLS
    for action_id in told:
        assert kept[abs(action_id)] or action_id > 0


def test_every_act_stands_once_in_an_unbroken_audit(aftermath: Aftermath) -> None:
    assert verify_audit(aftermath.folder / "halfday.sqlite").broken is None
    acts = Counter(aftermath.ask("select kind, id from actions"))
    recorded = Counter(
        aftermath.ask(
            "select event, json_extract(details, '$.action') from audit "
            "where event in (select kind from actions) and json_extract(details, '$.action') is not null"
        )
    )
    assert recorded == acts


def test_everything_that_people_wrote_was_taken_in_once(aftermath: Aftermath) -> None:
    world = PracticeWorld.open(aftermath.folder / "world.sqlite")
    with closing(world.database):
        written = Counter(posted.external_id for posted in world.select("not is_ours"))
    assert Counter(row[0] for row in aftermath.ask("select external_id from items")) == written


def test_clocks_and_states_agree(aftermath: Aftermath) -> None:
    standing = aftermath.ask(
        "select i.id, i.state, c.stopped_at is null, i.is_open from items as i "
        "join clocks as c on c.item_id = i.id and c.kind = 'answer'"
    )
    troubled = {intent.item_id for intent in aftermath.in_state("failed", "needs-person")}
    for item_id, state, is_running, is_open in standing:
        if state == "acting" and item_id in troubled:
            continue  # a step of an act is owed; an earlier answer may have stopped the clock for good
        assert is_running == (state in ("open", "acting")), (item_id, state)
        assert is_open or not is_running
        assert state != "acting" or item_id in troubled, item_id


def test_the_stores_file_is_sound(aftermath: Aftermath) -> None:
    assert aftermath.ask("pragma integrity_check") == [("ok",)]
    assert aftermath.ask("pragma foreign_key_check") == []

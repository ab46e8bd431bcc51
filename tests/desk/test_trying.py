"""A text tried on a pack: all that its rules say, by the files as they are when somebody reads them."""

from __future__ import annotations

import asyncio
import shutil
import threading
from pathlib import Path
from typing import cast

import pytest

from console.desk.trying import Tried, Trying, _Judges
from console.model import ActionKind, ItemKind, Rank
from console.rules.conduct import Outbound
from console.rules.packs import SHIPPED
from tests.own_pack import BOILER, own_pack, write


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return own_pack(tmp_path)


async def tried(trying: Trying, text: str, kind: ItemKind = ItemKind.COMMENT, to: Outbound = Outbound.REPLY) -> Tried:
    found = await trying.look(text, kind, to)
    assert found is not None
    return found


async def read(pack: Path) -> Trying:
    trying = Trying(str(pack))
    assert (await trying.read()).faults == ()
    return trying


async def test_everything_is_said_of_a_text_at_once(pack: Path) -> None:
    found = await tried(await read(pack), BOILER)
    assert {finding.rule for finding in found.findings} >= {"personal-data", "issue"}
    assert found.action is ActionKind.REMOVE
    assert (found.department, found.put_to) == ("Repairs and Property", "Director of Property")
    assert (found.topics, found.places) == (("Heating and hot water",), ("Kelp Ness",))
    assert (found.standing.rank, found.standing.due, found.standing.clause) == (Rank.NOW, "half a working day", "W3.6")
    assert found.suggestions[0].removal_reason == "personal-data"
    assert found.suggestions[1].template_id.startswith("heating")
    assert [finding.rule for finding in found.check.stops] == ["personal-data"]


async def test_how_a_text_is_taken_decides_what_holds(pack: Path) -> None:
    trying = await read(pack)
    private = await tried(trying, BOILER, ItemKind.MESSAGE, Outbound.NOTE)
    assert "personal-data" not in {finding.rule for finding in private.findings}
    assert private.standing.rank is Rank.DUE
    assert private.check.ok


async def test_what_is_taken_down_gets_a_notice_and_no_reply(pack: Path) -> None:
    found = await tried(await read(pack), "I will kill you, I know where you live")
    assert [one.removal_reason for one in found.suggestions] == ["threat"]


async def test_a_changed_pack_is_seen_when_it_is_read_again_and_not_before(pack: Path) -> None:
    trying = await read(pack)
    write(pack, "words.toml", "threat = [\n", 'threat = [\n"mind your toes",\n')
    assert (await tried(trying, "mind your toes")).standing.rank is Rank.DUE
    await trying.read()
    assert (await tried(trying, "mind your toes")).standing.rank is Rank.NOW


async def test_a_pack_with_problems_judges_nothing_until_they_are_put_right(pack: Path) -> None:
    trying = await read(pack)
    write(pack, "policy.toml", 'nation = "ENG"', 'nation = "ENGLAND"')
    write(pack, "topics.toml", 'id = "parking"', 'id = "rent"')
    state = await trying.read()
    assert [(note.file, note.key) for note in state.faults] == [
        ("policy.toml", "place.nation"),
        ("topics.toml", "topic.rent"),
    ]
    assert await trying.look(BOILER, ItemKind.COMMENT, Outbound.REPLY) is None
    shutil.copytree(SHIPPED / "westward", pack, dirs_exist_ok=True)
    assert (await trying.read()).faults == ()
    assert await trying.look(BOILER, ItemKind.COMMENT, Outbound.REPLY) is not None


async def test_a_pack_that_is_not_there_says_so(tmp_path: Path) -> None:
    (fault,) = (await Trying(str(tmp_path / "nowhere")).read()).faults
    assert "There is no policy" in fault.wrong


async def test_the_loop_is_free_while_the_rules_look() -> None:
    may_end = threading.Event()

    class Slow:
        def look(self, *_: object) -> str:
            assert may_end.wait(10)
            return "looked"

    trying = Trying("westward")
    trying._judges = cast(_Judges, Slow())
    looking = asyncio.create_task(trying.look("hello", ItemKind.COMMENT, Outbound.REPLY))
    await asyncio.sleep(0)
    may_end.set()  # could not be reached if the look held the loop
    assert str(await looking) == "looked"

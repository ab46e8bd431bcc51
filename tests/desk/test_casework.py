"""Complaints and service requests: a reference, the procedure's own clocks, and one file for the housing system."""

from __future__ import annotations

import csv
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from stand import NOW, Stand, incoming, message

from console.cases.file import CaseFile
from console.desk.orders import Fulfil, LogComplaint
from console.errors import NotAllowed, NotPossible, Unreachable
from console.model import Clock, ClockKind, DeliveryState, Item, Operation, Rank

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=NOW.tzinfo)


async def logged(stand: Stand, **changes: Any) -> Item:
    item = await stand.comes_in(incoming("c1", '=HYPERLINK("x") I want to make a complaint', author_external_id="a77"))
    order: dict[str, Any] = {"is_complaint": True, "category": "Repairs", "note": "Third visit missed"}
    await stand.desk.log_complaint(LogComplaint(**await stand.at(item), **(order | changes)))
    return item


async def stages(stand: Stand, item: Item) -> list[Clock]:
    return [c for c in await stand.office.store.clocks(item.id) if c.kind is ClockKind.CASE_STAGE]


def files(stand: Stand) -> list[Path]:
    return sorted((stand.path.parent / "cases").glob("*.csv"))


async def test_a_complaint_gets_a_reference_that_can_be_found(stand: Stand) -> None:
    item = await logged(stand)
    (case,) = (await stand.dossier(item)).cases
    assert case.reference == "CASE000001"
    assert case.text == item.text
    assert await stand.desk.search("CASE000001") == [item.id]


async def test_references_count_up(stand: Stand) -> None:
    item = await logged(stand)
    done = await stand.desk.log_complaint(LogComplaint(**await stand.at(item), is_complaint=False, category="Repairs"))
    assert done.said == "Logged as CASE000002."


async def test_langstanes_complaint_is_answered_within_five_working_days(langstane: Stand) -> None:
    item = await logged(langstane)
    (clock,) = await stages(langstane, item)
    assert clock.label == "Stage 1: answer at the front line"
    assert clock.due_at == item.received_at + timedelta(days=7)
    assert (await langstane.dossier(item)).cases[0].reference == "QL000001"


async def test_langstanes_case_closes_when_its_answer_is_given(langstane: Stand) -> None:
    item = await logged(langstane)
    (clock,) = await stages(langstane, item)
    await langstane.desk.fulfil(Fulfil(**await langstane.at(item), clock_id=clock.id))
    assert (await langstane.dossier(item)).cases[0].closed_at is not None


async def test_westwards_answer_counts_ten_days_from_the_acknowledgement(stand: Stand) -> None:
    item = await logged(stand)
    (acknowledge,) = await stages(stand, item)
    assert (acknowledge.label, acknowledge.due_at) == ("Stage 1: acknowledge", item.received_at + timedelta(days=7))
    stand.clock.at = MONDAY
    done = await stand.desk.fulfil(Fulfil(**await stand.at(item), clock_id=acknowledge.id))
    acknowledge, answer = await stages(stand, item)
    assert done.said == "Stage 1: acknowledge: done. Next: Stage 1: answer."
    assert acknowledge.outcome == "met"
    assert answer.label == "Stage 1: answer"
    assert answer.due_at == MONDAY + timedelta(days=11, hours=8), "ten working days, full at closing time on a Friday"
    assert (await stand.dossier(item)).cases[0].closed_at is None


async def test_a_service_request_has_one_clock(stand: Stand) -> None:
    item = await logged(stand, is_complaint=False)
    (clock,) = await stages(stand, item)
    assert clock.label == "Service request"
    await stand.desk.fulfil(Fulfil(**await stand.at(item), clock_id=clock.id))
    assert (await stand.dossier(item)).cases[0].closed_at is not None


async def test_the_case_is_handed_over_once_with_the_verbatim_text_guarded(stand: Stand) -> None:
    item = await logged(stand)
    assert files(stand) == [], "it can still be taken back"
    await stand.deliver()
    await stand.wait(600)
    (file,) = files(stand)
    (row,) = csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())
    assert row["text_verbatim"] == "'" + item.text
    assert (row["handover_id"], row["author_platform_id"], row["category"]) == ("CASE000001", "a77", "Repairs")
    assert json.loads(file.with_name("case-CASE000001.manifest.json").read_text())["rows"] == 1
    assert await stand.states(item) == [DeliveryState.DELIVERED]


async def test_a_case_taken_back_is_not_handed_over(stand: Stand) -> None:
    item = await logged(stand)
    await stand.desk.undo_last()
    await stand.wait(600)
    after = await stand.dossier(item)
    assert files(stand) == []
    assert after.cases[0].closed_at is not None
    assert [c.outcome for c in await stages(stand, item)] == ["undone"]


async def test_a_reply_quotes_the_reference_and_none_that_was_taken_back(stand: Stand) -> None:
    item = await stand.comes_in(message("m1", "please take this message as my complaint"))
    await stand.desk.log_complaint(LogComplaint(**await stand.at(item), is_complaint=True, category="Repairs"))
    suggested = await stand.desk.suggestions(await stand.dossier(item))
    assert any("reference is CASE000001" in suggestion.text for suggestion in suggested)
    await stand.desk.undo_last()
    suggested = await stand.desk.suggestions(await stand.dossier(item))
    assert not any("CASE000001" in suggestion.text for suggestion in suggested)


async def test_a_hand_over_that_cannot_be_written_is_owed_and_tried_again(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(self: CaseFile, document: dict[str, object]) -> str:
        raise Unreachable("The case folder cannot be written: No space left on device.")

    item = await logged(stand)
    with monkeypatch.context() as patched:
        patched.setattr(CaseFile, "hand_over", full)
        await stand.deliver()
        for _ in range(7):
            await stand.wait(300)
    owed = await stand.item(item.id)
    assert owed.rank is Rank.FAILED
    assert "No space left" in (owed.problem or "")
    await stand.desk.retry((await stand.delivery(item, Operation.HAND_OVER)).id)
    await stand.steps()
    assert len(files(stand)) == 1


async def test_an_answer_does_not_give_up_a_hand_over_that_failed(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(self: CaseFile, document: dict[str, object]) -> str:
        raise NotAllowed("No.")

    item = await logged(stand)
    with monkeypatch.context() as patched:
        patched.setattr(CaseFile, "hand_over", refuse)
        await stand.deliver()
    await stand.reply(item)
    await stand.deliver()
    assert await stand.states(item) == [DeliveryState.FAILED, DeliveryState.DELIVERED]
    assert (await stand.item(item.id)).rank is Rank.FAILED, "the case is still owed to the housing system"


async def test_a_category_that_the_policy_does_not_have_is_refused(stand: Stand) -> None:
    with pytest.raises(NotPossible, match="Repairs, Condition of the home"):
        await logged(stand, category="Dragons")

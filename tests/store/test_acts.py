"""What people do is kept, and read back as records."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from console.clock import EPOCH
from console.desk.records import NewDelivery
from console.model import (
    ActionKind,
    DeliveryState,
    Escalation,
    ItemState,
    Note,
    Operation,
    Person,
    Promise,
    Question,
    Side,
)
from console.store.sqlite_store import SqliteStore
from tests.store.making import NOW, bring_in, bring_one, clock, finding, later, new_item, recorded

HARD = "nul\0, lone \ud83d"  # what no database text holds


async def act(
    store: SqliteStore, item_id: int, *bodies: str, after: bool = False, channel: str = "facebook"
) -> tuple[int, list[int]]:
    """A reply with a delivery for each body, each waiting for the one before it when `after`."""
    new = [
        NewDelivery(Operation.REPLY, channel, "c1", body, later(place), place - 1 if after and place else None)
        for place, body in enumerate(bodies)
    ]
    async with store.transaction() as tx:
        action_id = await tx.add_action(item_id, ActionKind.REPLY, "kim", NOW, reason="why", undo_until=later(1))
        ids = await tx.add_deliveries(action_id, item_id, new)
        await recorded(tx)
    return action_id, ids


async def test_an_action_and_its_details_are_kept(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    async with store.transaction() as tx:
        action_id = await tx.add_action(
            item_id, ActionKind.REPLY, "kim", NOW, reason=HARD, undo_until=later(1), details={"state": "open"}
        )
        assert await tx.action_details(action_id) == {"state": "open"}
        await tx.save_details(action_id, {"stopped": [1, 2]})
        await tx.add_action(item_id, ActionKind.RELEASE, "kim", NOW)
        await recorded(tx)
    action = await store.last_action(item_id)
    assert action is not None
    assert (action.id, action.kind, action.reason, action.undo_until) == (action_id, ActionKind.REPLY, HARD, later(1))
    assert await store.action(action_id) == action
    assert await store.action_details(action_id) == {"stopped": [1, 2]}


async def test_an_undone_action_is_no_longer_the_last(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    first, _ = await act(store, item_id)
    second, _ = await act(store, item_id)
    async with store.transaction() as tx:
        await tx.mark_undone(second, later(1))
        await recorded(tx)
    last = await store.last_action(item_id)
    undone = await store.action(second)
    assert last is not None
    assert undone is not None
    assert (last.id, undone.undone_at) == (first, later(1))


async def test_undoing_takes_back_only_what_has_not_been_tried(store: SqliteStore) -> None:
    action_id, ids = await act(store, await bring_one(store), "one", "two")
    async with store.transaction() as tx:
        assert await tx.take_delivery(ids[0], "desk-1", NOW, later(1))
        await tx.set_delivery(ids[0], DeliveryState.WAITING, problem="unreachable", not_before=later(2))
        await tx.mark_undone(action_id, NOW)
        await recorded(tx)
    states = [one.state for one in await store.deliveries_of_action(action_id)]
    assert states == [DeliveryState.WAITING, DeliveryState.UNDONE]


async def test_a_delivery_is_taken_once(store: SqliteStore, other: SqliteStore) -> None:
    _, (delivery_id,) = await act(store, await bring_one(store), HARD)
    async with store.transaction() as tx:
        assert not await tx.take_delivery(delivery_id, "desk-1", NOW - timedelta(seconds=1), later(1))
        assert await tx.take_delivery(delivery_id, "desk-1", NOW, later(1))
        await recorded(tx)
    async with other.transaction() as tx:
        assert not await tx.take_delivery(delivery_id, "desk-2", NOW, later(1))
    delivery = await store.delivery(delivery_id)
    assert delivery is not None
    assert (delivery.state, delivery.attempts, delivery.attempted_at) == (DeliveryState.TRYING, 1, NOW)
    assert (delivery.body, delivery.person) == (HARD, "kim")


async def test_what_waits_for_one_channel_does_not_hide_what_is_due_on_another(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    await act(store, item_id, *["older"] * 3)
    _, (other,) = await act(store, item_id, "newer", channel="youtube")
    assert [one.id for one in await store.due_deliveries("youtube", later(5), limit=1)] == [other]
    assert {one.channel for one in await store.due_deliveries("facebook", later(5))} == {"facebook"}


async def test_a_delivery_waits_for_its_forerunner(store: SqliteStore) -> None:
    _, (first, second) = await act(store, await bring_one(store), "one", "two", after=True)
    assert [one.id for one in await store.due_deliveries("facebook", later(5))] == [first]
    assert await store.next_delivery_at() == NOW
    async with store.transaction() as tx:
        assert not await tx.take_delivery(second, "desk-1", later(5), later(6))
        assert await tx.take_delivery(first, "desk-1", NOW, later(6))
        await recorded(tx)
    assert await store.next_delivery_at() == later(6)
    async with store.transaction() as tx:
        await tx.set_delivery(first, DeliveryState.DELIVERED, receipt="fb_99", at=later(2))
        await recorded(tx)
    assert [one.id for one in await store.due_deliveries("facebook", later(5))] == [second]
    assert await store.due_deliveries("facebook", NOW) == []
    assert await store.next_delivery_at() == later(1)
    delivered = await store.delivery(first)
    assert delivered is not None
    assert (delivered.receipt, delivered.delivered_at, delivered.problem) == ("fb_99", later(2), None)


async def test_deliveries_left_behind_are_found_when_their_lease_ends(store: SqliteStore) -> None:
    _, (left, unknown, settled) = await act(store, await bring_one(store), "one", "two", "three")
    async with store.transaction() as tx:
        for delivery_id in (left, unknown, settled):
            await tx.take_delivery(delivery_id, "desk-1", later(3), later(5))
        await tx.set_delivery(unknown, DeliveryState.UNKNOWN, problem="no answer", not_before=later(8))
        await tx.set_delivery(settled, DeliveryState.FAILED, problem="refused")
        await recorded(tx)
    assert await store.orphaned_deliveries(later(4)) == []
    assert [one.id for one in await store.orphaned_deliveries(later(5))] == [left]
    assert [one.id for one in await store.orphaned_deliveries(later(8))] == [left, unknown]
    assert await store.next_delivery_at() == later(5)


async def test_strikes_add_up_until_they_are_withdrawn(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    action_id, _ = await act(store, item_id)
    async with store.transaction() as tx:
        assert await tx.add_strike(1, item_id, HARD, NOW, action_id, EPOCH) == 1
        assert await tx.add_strike(1, item_id, "abuse", NOW, action_id + 1, EPOCH) == 2
        await tx.withdraw_strikes(action_id)
        await tx.set_blocked(1, NOW)
        await recorded(tx)
    author = await store.author(1)
    assert (author.strikes, author.blocked_at) == (1, NOW)


async def test_case_numbers_run_by_prefix(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    references = []
    async with store.transaction() as tx:
        for prefix in ("A-2026-", "A-2027-", "A-2026-"):
            case = await tx.add_case(
                item_id, prefix=prefix, is_complaint=True, category="repairs", stage="stage 1", at=NOW, text=HARD,
                note="n", person="kim",
            )  # fmt: skip
            references.append(case.reference)
        await tx.close_case(case.id, later(9))
        await recorded(tx)
    assert references == ["A-2026-000001", "A-2027-000001", "A-2026-000002"]
    kept = (await store.cases(item_id))[-1]
    assert kept == replace(case, closed_at=later(9))
    assert (kept.text, kept.is_complaint, kept.stage) == (HARD, True, "stage 1")


async def test_commitments_and_questions_are_kept_and_answered(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    async with store.transaction() as tx:
        kept = await tx.add_promise(item_id, HARD, later(60), "kim", NOW)
        dropped = await tx.add_promise(item_id, "no", later(60), "kim", NOW)
        await tx.keep_promise(kept, later(5))
        await tx.drop_promise(dropped)
        raised = await tx.add_escalation(
            item_id, department="repairs", put_to="Director", reason=HARD, at=NOW, raised_by="kim"
        )
        await tx.acknowledge_escalation(raised, later(7), "sam")
        asked = await tx.add_question(item_id, asked_by="kim", put_to="rents", text=HARD, at=NOW)
        await tx.answer_question(asked, "Yes \ud800", "sam", later(8))
        noted = await tx.add_note(item_id, "kim", HARD, NOW)
        evidence_id = await tx.keep_evidence(item_id, 1, {"text": HARD}, NOW)
        await recorded(tx)
    assert evidence_id == 1
    assert await store.promises(item_id) == [Promise(kept, item_id, HARD, later(60), "kim", NOW, later(5))]
    assert await store.escalations(item_id) == [
        Escalation(raised, item_id, "repairs", "Director", HARD, NOW, "kim", later(7), "sam")
    ]
    question = Question(asked, item_id, "kim", "rents", HARD, NOW, "Yes \ud800", "sam", later(8))
    assert await store.questions(item_id) == [question]
    dossier = await store.dossier(item_id)
    assert dossier is not None
    assert dossier.notes == (Note(noted, item_id, "kim", HARD, NOW),)


async def test_people_readings_and_settings_are_kept(store: SqliteStore) -> None:
    kim = Person("kim", "Kim", "advisor", "repairs", works={0: ((540, 1020),)})
    async with store.transaction() as tx:
        await tx.save_person(Person("kim", "Kim", "trainee"))
        await tx.save_person(Person("kim", "Kim", "advisor"))
        await tx.save_terms(kim)
        await tx.save_reading("kim", "westward", "1", NOW)
        await tx.save_reading("kim", "westward", "1", later(1))
        await tx.save_setting("look", "dark")
        await tx.save_setting("look", "light")
        await recorded(tx)
    assert await store.person("kim") == kim
    assert await store.people() == [kim]
    assert await store.person("sam") is None
    assert (await store.has_read("kim", "westward", "1"), await store.has_read("kim", "westward", "2")) == (True, False)
    assert (await store.setting("look"), await store.setting("nothing")) == ("light", None)


async def test_a_dossier_holds_the_thread_in_order_with_our_answers_in_it(store: SqliteStore) -> None:
    await bring_in(
        store,
        new_item("root", "first", received_at=later(-60), author_external_id="u2", author_name="Tenant Two"),
        new_item("c1", "second", parent="root", received_at=later(-30), findings=[finding()]),
        new_item("elsewhere", "other thread", received_at=later(-20)),
        new_item("after", "third", parent="root", received_at=later(30)),
    )
    await bring_in(store, new_item("c1", "second, edited", parent="root"))
    _, (sent, waiting) = await act(store, 2, "Sorry", "More")
    undone, _ = await act(store, 2, "never mind")
    async with store.transaction() as tx:
        await tx.set_delivery(sent, DeliveryState.DELIVERED, receipt="r1", at=later(20))
        await tx.mark_undone(undone, NOW)
        await recorded(tx)
    dossier = await store.dossier(2)
    assert dossier is not None
    assert [(entry.side, entry.text) for entry in dossier.thread] == [
        (Side.PUBLIC, "first"),
        (Side.PUBLIC, "second, edited"),
        (Side.OURS, "More"),
        (Side.OURS, "Sorry"),
        (Side.PUBLIC, "third"),
    ]
    current = dossier.thread[1]
    assert (current.is_current, current.earlier_texts, current.state) == (True, ("second",), ItemState.OPEN)
    assert [entry.delivery.id for entry in dossier.thread if entry.delivery] == [waiting, sent]
    assert [item.external_id for item in dossier.earlier] == ["after", "elsewhere"]
    assert (dossier.author.name, len(dossier.actions), len(dossier.deliveries)) == ("Tenant One", 2, 3)
    assert [one.due_at for one in dossier.clocks] == [clock().due_at]
    assert await store.receipts_in_thread(1) == {"r1"}
    assert await store.receipts_in_thread(3) == set()
    assert await store.dossier(99) is None


async def test_a_busy_thread_is_shown_around_the_item(store: SqliteStore) -> None:
    await bring_in(store, *[new_item(f"c{n}", f"{n}", thread="t", received_at=later(n)) for n in range(300)])
    dossier = await store.dossier(200)
    assert dossier is not None
    assert [dossier.thread[0].text, dossier.thread[-1].text, len(dossier.thread)] == ["50", "249", 200]
    assert len(dossier.earlier) == 20


async def test_unanswered_items_of_the_same_author_before_it(store: SqliteStore) -> None:
    await bring_in(
        store,
        new_item("a", thread="t", received_at=later(1)),
        new_item("answered", thread="t", received_at=later(2)),
        new_item("stranger", thread="t", received_at=later(2), author_external_id="u2"),
        new_item("b", thread="t", received_at=later(3)),
        new_item("elsewhere", received_at=later(2)),
        new_item("after", thread="t", received_at=later(4)),
    )
    async with store.transaction() as tx:
        await tx.set_state(2, ItemState.ANSWERED)
        await recorded(tx)
    assert await store.unanswered_before(4) == [1]
    assert await store.unanswered_before(6) == [1, 4]


async def closed_for(store: SqliteStore, item_id: int, person: str, reason: str) -> int:
    async with store.transaction() as tx:
        action_id = await tx.add_action(item_id, ActionKind.CLOSE, person, NOW, reason=reason)
        await recorded(tx)
    return action_id


async def test_recent_reasons_are_different_ones_the_persons_own_first_then_the_newest(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    for person, reason in (("kim", "a joke"), ("sam", "old"), ("sam", HARD), ("kim", "thanks"), ("kim", "a joke")):
        await closed_for(store, item_id, person, reason)
    taken_back = await closed_for(store, item_id, "kim", "a slip")
    async with store.transaction() as tx:
        await tx.mark_undone(taken_back, NOW)
        await tx.add_action(item_id, ActionKind.REOPEN, "kim", NOW, reason="a mistake")
        await recorded(tx)
    assert await store.recent_reasons(ActionKind.CLOSE, "kim", 9) == ["a joke", "thanks", HARD, "old"]
    assert await store.recent_reasons(ActionKind.CLOSE, "kim", 2) == ["a joke", "thanks"]

"""Two consoles on one store: what one does the other sees within a second, and nothing is done twice."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta

import pytest
from msgspec.structs import replace
from stand import ANSWER, Stand, incoming

from console.desk import conducting, learning
from console.desk.orders import AddNote, Correct, MoveToPrivate, Reply
from console.errors import NotPossible, ReasonNeeded, Refusal, Stale, StoreBusy
from console.model import Change, ItemState

WITHIN_S = 1.0


def next_change(changes: AsyncIterator[list[Change]]) -> asyncio.Task[list[Change]]:
    """Listen for it from now on."""

    async def listen() -> list[Change]:
        return await anext(changes)

    return asyncio.create_task(listen())


async def test_a_colleagues_act_is_seen_within_a_second(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    changes = second.desk.changes(await second.desk.office.store.last_change())
    waiting = next_change(changes)
    await asyncio.sleep(0.01)  # until it listens
    await stand.reply(item)
    (change,) = await asyncio.wait_for(waiting, WITHIN_S)  # since it was done
    assert (change.item_id, change.what, change.person) == (item.id, "changed", "alex-practice")
    assert (await second.desk.rows([item.id]))[0].state is ItemState.ACTING
    await changes.aclose()  # type: ignore[attr-defined]


async def test_an_arrival_is_seen_in_the_other_console(stand: Stand, second: Stand) -> None:
    changes = second.desk.changes(await second.desk.office.store.last_change())
    waiting = next_change(changes)
    await asyncio.sleep(0.01)  # until it listens
    item = await stand.comes_in()
    (change,) = await asyncio.wait_for(waiting, WITHIN_S)  # since it was done
    assert (change.item_id, change.what) == (item.id, "arrived")
    assert list(await second.desk.order()) == [item.id]
    await changes.aclose()  # type: ignore[attr-defined]


async def test_of_two_who_answer_at_once_one_is_told(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    order = Reply(item_id=item.id, version=item.version, text=ANSWER)
    outcomes = await asyncio.gather(stand.desk.reply(order), second.desk.reply(order), return_exceptions=True)
    refused = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert [type(one) for one in refused] == [Stale]
    assert re.match(r"(Alex Practice|Robin Colleague) replied at 10:04\. Look again", str(refused[0]))
    await stand.deliver()
    assert stand.said() == [ANSWER]


async def test_who_wrote_while_a_colleagues_answer_arrived_is_told_who_answered_and_when(
    stand: Stand, second: Stand
) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    stand.clock.advance(timedelta(minutes=28))
    with pytest.raises(Stale, match=r"^Alex Practice replied at 10:04\. Look again, then decide\.$"):
        await second.desk.reply(Reply(item_id=item.id, version=item.version, text=ANSWER))
    reread = await second.item(item.id)
    assert await second.desk.why_wait(reread) == "Alex Practice answered this at 10:04. It is on its way."
    with pytest.raises(NotPossible, match=r"^Alex Practice answered this at 10:04\."):
        await second.reply(reread)
    await stand.steps()
    with pytest.raises(Stale, match=r"^Alex Practice replied at 10:04\."):
        await second.desk.reply(Reply(item_id=item.id, version=item.version, text=ANSWER))
    assert stand.said() == [ANSWER]


@pytest.mark.parametrize("is_read_again", [True, False])
async def test_what_a_colleague_has_answered_is_answered_again_with_a_reason_only(
    stand: Stand, second: Stand, is_read_again: bool
) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    read = await second.item(item.id)  # while the answer is on its way
    await stand.deliver()
    read = await second.item(item.id) if is_read_again else read
    order = Reply(item_id=read.id, version=read.version, text="And it is booked.")
    with pytest.raises(ReasonNeeded, match=r"^Alex Practice answered this at 10:04, and that is out\. Say why"):
        await second.desk.reply(order)
    await second.desk.reply(replace(order, reason="the visit was booked meanwhile"))
    await stand.deliver()
    assert stand.said() == [ANSWER, "And it is booked."]
    newest = [entry for entry in await stand.office.store.audit_entries() if entry.event == "reply"][-1]
    assert "answered-again" in str(newest.details["passed"])


async def test_ones_own_answer_may_be_followed_by_another(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    await stand.deliver()
    await stand.reply(await stand.item(item.id), "And it is booked.")
    await stand.deliver()
    assert stand.said() == [ANSWER, "And it is booked."]


async def test_a_message_answered_with_a_later_one_is_not_answered_again_by_accident(
    stand: Stand, second: Stand
) -> None:
    earlier, newest = await stand.comes_in_twice()
    await stand.reply(newest)
    await stand.deliver()
    with pytest.raises(ReasonNeeded, match=r"^Alex Practice answered this at 10:04"):
        await second.reply(await second.item(earlier.id))


async def test_an_answer_of_another_day_is_told_with_its_day(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    await stand.deliver(timedelta(days=1))
    with pytest.raises(Stale, match=r"^Alex Practice replied on Fri 20 Nov at 10:04\."):
        await second.desk.reply(Reply(item_id=item.id, version=item.version, text=ANSWER))


async def test_who_writes_to_an_earlier_message_is_told_that_it_was_answered_with_a_later_one(
    stand: Stand, second: Stand
) -> None:
    earlier, newest = await stand.comes_in_twice()
    await stand.reply(newest)
    with pytest.raises(Stale, match=r"^Alex Practice answered it with a later message of theirs at 10:04\."):
        await second.desk.reply(Reply(item_id=earlier.id, version=earlier.version, text=ANSWER))
    with pytest.raises(NotPossible, match=r"^Alex Practice answered this at 10:04\."):
        await second.reply(earlier)
    await stand.deliver()
    assert stand.said() == [ANSWER]


async def test_whoever_nobody_knows_any_more_is_a_colleague_and_no_bare_id(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    with closing(sqlite3.connect(stand.path)) as connection:
        connection.execute("delete from people where id = 'alex-practice'")
        connection.commit()
    with pytest.raises(Stale, match=r"^A colleague replied at 10:04\."):
        await second.desk.reply(Reply(item_id=item.id, version=item.version, text=ANSWER))


async def test_of_many_claims_at_once_one_holds(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    outcomes = await asyncio.gather(stand.desk.claim(item.id), second.desk.claim(item.id), return_exceptions=True)
    assert sum(isinstance(outcome, Refusal) for outcome in outcomes) == 1


async def test_one_console_sends_what_the_other_was_asked_to(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    await second.deliver()
    assert stand.said() == [ANSWER]
    assert (await stand.item(item.id)).state is ItemState.ANSWERED


async def test_both_fetching_takes_in_nothing_twice(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await asyncio.gather(stand.fetch(), second.fetch())
    assert list(await second.desk.order()) == [item.id]


@pytest.mark.parametrize("rounds", [10])
async def test_many_acts_of_two_consoles_keep_one_unbroken_audit(stand: Stand, second: Stand, rounds: int) -> None:
    item = await stand.comes_in()

    async def write(who: Stand) -> None:
        for number in range(rounds):
            while True:
                try:
                    await who.desk.note(AddNote(**await who.at(item), text=f"Note {number}"))
                    break
                except (Stale, StoreBusy):
                    continue

    await asyncio.gather(write(stand), write(second))
    assert len((await stand.dossier(item)).notes) == 2 * rounds
    stand.verify()


async def test_nobody_waits_for_the_store_while_a_text_is_judged(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    """The outbound check, and what an answer teaches, take longer than all that is then written."""
    judged: list[str] = []

    def watch(module: object, name: str) -> None:
        plain = getattr(module, name)

        def watched(*given: object, **named: object) -> object:
            with closing(sqlite3.connect(stand.path, timeout=0)) as another_console:
                another_console.execute("begin immediate")  # raises where the store is locked
            judged.append(name)
            return plain(*given, **named)

        monkeypatch.setattr(module, name, watched)

    watch(conducting, "check")
    watch(learning, "as_phrase")
    item, other = await stand.comes_in(), await stand.comes_in(incoming("c2"))
    await stand.reply(item)
    await stand.deliver()
    (answer,) = await stand.deliveries(item)
    await stand.desk.correct(Correct(**await stand.at(item), delivery_id=answer.id, text=f"{ANSWER}/all"))
    private = "Hello, please tell us your address and we will ring you within one working day."
    public = "We have sent you a private message."
    texts = {"private_text": private, "public_text": public, "timescale_id": "one-day"}
    await stand.desk.move_to_private(MoveToPrivate(**await stand.at(other), **texts))
    assert judged == ["check", "as_phrase", "check", "check", "check"]

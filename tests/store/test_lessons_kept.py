"""Lessons and uses are kept with their action, counted, limited, and gone with it; an older store learns them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from console.desk.records import NewDelivery
from console.model import ActionKind, Item, Lesson, Operation, TemplateFigures, TemplateUse
from console.rules.probation import MOST_PHRASES
from console.store.migrate import SQL_FOLDER, migrations, statements
from console.store.sqlite_store import SqliteStore, open_store
from tests.store.making import NOW, bring_one, new_item, recorded

COLD = "cold radiators again"


async def an_item(store: SqliteStore, external_id: str = "c1") -> Item:
    item = await store.item(await bring_one(store, new_item(external_id)))
    assert item is not None
    return item


async def answer(store: SqliteStore, item: Item, person: str, *lessons: Lesson, use: TemplateUse | None = None) -> int:
    """An action that teaches these lessons; its id."""
    async with store.transaction() as tx:
        action_id = await tx.add_action(item.id, ActionKind.REPLY, person, NOW)
        await tx.keep_use(action_id, use or TemplateUse(()))
        await tx.learn(action_id, item, person, NOW, lessons)
        await recorded(tx)
    return action_id


async def test_an_older_store_learns_after_it_was_brought_up_to_date(store_path: Path) -> None:
    store_path.parent.mkdir()
    with closing(sqlite3.connect(store_path)) as connection:
        for statement in statements(migrations(SQL_FOLDER)[1].read_text("utf-8")):
            connection.execute(statement)
        connection.execute("pragma user_version = 1")
        connection.execute("pragma application_id = 0x48414C46")
        connection.commit()
    store = await open_store(store_path, console="desk-1")
    await answer(store, await an_item(store), "sam", Lesson("heating", True, text=COLD))
    assert [phrase.text for phrase in await store.learned_phrases()] == [COLD]
    await store.close()


async def test_the_same_lesson_of_two_people_is_one_phrase_with_two_votes(store: SqliteStore) -> None:
    first, second = await an_item(store), await an_item(store, "c2")
    await answer(store, first, "sam", Lesson("heating", True, text=COLD))
    await answer(store, second, "kim", Lesson("heating", True, text=COLD))
    await answer(store, second, "kim", Lesson("heating", False, text=COLD))
    (phrase,) = await store.learned_phrases()
    assert (phrase.accepted, phrase.rejected, phrase.people) == (2, 1, 2)
    assert (phrase.person, phrase.item_id, phrase.learned_at) == ("sam", first.id, NOW)


async def test_an_action_has_one_vote_on_a_phrase(store: SqliteStore) -> None:
    item = await an_item(store)
    await answer(store, item, "sam", Lesson("heating", True, text=COLD))
    await answer(store, item, "kim", Lesson("heating", True, phrase_id=1), Lesson("heating", True, text=COLD))
    (phrase,) = await store.learned_phrases()
    assert phrase.accepted == 2


async def test_any_text_is_kept_as_it_is(store: SqliteStore) -> None:
    hostile = "cold \ud800 \x00 [/] '; drop table items; --"
    await answer(store, await an_item(store), "sam", Lesson("heating", True, text=hostile))
    assert [phrase.text for phrase in await store.learned_of(["heating", "lift"])] == [hostile]
    assert await store.learned_of(["lift"]) == []


async def test_what_an_action_taught_goes_with_it_and_nothing_else(store: SqliteStore) -> None:
    item = await an_item(store)
    kept = await answer(store, item, "sam", Lesson("heating", True, text=COLD))
    gone = await answer(
        store, item, "kim", Lesson("heating", True, text=COLD), Lesson("lift", False, text=COLD),
        use=TemplateUse(("lift", "heating"), "heating", 0.0),
    )  # fmt: skip
    async with store.transaction() as tx:
        await tx.add_shared_phrase("rent", "rent went up", "sam", NOW)
        await tx.unlearn(gone)
        await recorded(tx)
    assert kept != gone
    assert [(one.template_id, one.accepted) for one in await store.learned_phrases()] == [("heating", 1), ("rent", 0)]
    assert await store.template_figures() == []


async def test_of_too_many_phrases_those_that_fewest_bear_out_go_the_oldest_first(store: SqliteStore) -> None:
    item = await an_item(store)
    await answer(store, item, "sam", Lesson("lift", True, text="lift"))
    for number in range(MOST_PHRASES):
        await answer(store, item, "sam", Lesson("heating", True, text=f"cold {number}"))
    await answer(store, item, "kim", Lesson("heating", True, text="cold 0"))
    await answer(store, item, "sam", Lesson("heating", True, text="cold at last"))
    texts = [phrase.text for phrase in await store.learned_of(["heating"])]
    assert len(texts) == MOST_PHRASES
    assert "cold 1" not in texts
    assert {"cold 0", "cold 2", "cold at last"} <= set(texts)
    assert len(await store.learned_of(["lift"])) == 1


async def full_of_phrases(store: SqliteStore, item: Item) -> list[str]:
    """A template has as many phrases as it may; their texts, the oldest first."""
    for number in range(MOST_PHRASES):
        await answer(store, item, "sam", Lesson("heating", True, text=f"cold {number}"))
    return [phrase.text for phrase in await store.learned_of(["heating"])]


async def unlearn(store: SqliteStore, action_id: int) -> None:
    async with store.transaction() as tx:
        await tx.unlearn(action_id)
        await recorded(tx)


async def test_what_gave_way_comes_back_when_the_answer_it_gave_way_to_is_taken_back(store: SqliteStore) -> None:
    item = await an_item(store)
    before = await full_of_phrases(store, item)
    state = await store.learned_state()
    taken_back = await answer(store, item, "kim", Lesson("heating", True, text="cold at last"))
    assert before[0] not in [phrase.text for phrase in await store.learned_of(["heating"])]
    assert await store.learned_state() != state
    await unlearn(store, taken_back)
    assert [phrase.text for phrase in await store.learned_of(["heating"])] == before
    assert (await store.learned_of(["heating"]))[0].accepted == 1


async def test_nothing_comes_back_where_somebody_else_bore_out_what_took_its_place(store: SqliteStore) -> None:
    item = await an_item(store)
    before = await full_of_phrases(store, item)
    taken_back = await answer(store, item, "kim", Lesson("heating", True, text="cold at last"))
    async with store.transaction() as tx:
        await tx.add_deliveries(taken_back, item.id, [NewDelivery(Operation.REPLY, "facebook", "c1", "Hello", NOW)])
        await recorded(tx)
    await answer(store, item, "sam", Lesson("heating", True, text="cold at last"))
    await unlearn(store, taken_back)
    texts = [phrase.text for phrase in await store.learned_of(["heating"])]
    assert texts == [*before[1:], "cold at last"]


async def test_what_gave_way_is_learned_anew_and_has_no_votes_meanwhile(store: SqliteStore) -> None:
    item = await an_item(store)
    before = await full_of_phrases(store, item)
    (gone, *_) = await store.learned_of(["heating"])
    await answer(store, item, "kim", Lesson("heating", True, text="cold at last"))
    await answer(store, item, "kim", Lesson("heating", True, phrase_id=gone.id))
    await answer(store, item, "kim", Lesson("heating", False, text=before[0]))
    anew = next(phrase for phrase in await store.learned_of(["heating"]) if phrase.text == before[0])
    assert (anew.accepted, anew.rejected, anew.person) == (0, 1, "kim")


async def test_what_gave_way_to_an_answer_that_is_out_goes_for_good(store: SqliteStore) -> None:
    item = await an_item(store)
    await full_of_phrases(store, item)
    for text in ("cold at last", "cold once more"):
        await answer(store, item, "kim", Lesson("heating", True, text=text))
    with closing(sqlite3.connect(store.path)) as connection:
        assert connection.execute("select count(*) from learned_phrases").fetchone() == (MOST_PHRASES + 1,)


async def test_the_state_tells_a_phrase_from_the_one_that_took_its_place(store: SqliteStore) -> None:
    states = []
    for text in ("one", "another"):
        async with store.transaction() as tx:
            for phrase in await store.learned_phrases():
                await tx.forget_phrase(phrase.id)
            await tx.add_shared_phrase("heating", text, "sam", NOW)
            await recorded(tx)
        states.append(await store.learned_state())
    assert states[0] != states[1]


async def test_a_phrase_takes_its_votes_with_it(store: SqliteStore) -> None:
    await answer(store, await an_item(store), "sam", Lesson("heating", True, text=COLD))
    async with store.transaction() as tx:
        await tx.forget_phrase(1)
        await recorded(tx)
    with closing(sqlite3.connect(store.path)) as connection:
        assert connection.execute("select count(*) from learned_votes").fetchone() == (0,)


async def test_a_shared_phrase_that_is_known_is_not_added_again(store: SqliteStore) -> None:
    await answer(store, await an_item(store), "sam", Lesson("heating", True, text=COLD))
    async with store.transaction() as tx:
        await tx.add_shared_phrase("heating", COLD, "sam", NOW)
        await tx.add_shared_phrase("heating", "tepid rads", "sam", NOW)
        await recorded(tx)
    learned = await store.learned_phrases()
    assert [(one.text, one.is_shared, one.accepted) for one in learned] == [(COLD, False, 1), ("tepid rads", True, 0)]


async def test_figures_are_by_template_with_the_mean_edit(store: SqliteStore) -> None:
    item = await an_item(store)
    for use in (
        TemplateUse(("heating", "lift"), "heating", 0.0),
        TemplateUse(("heating", "lift"), "heating", 0.5),
        TemplateUse(("heating",), None, None),
        TemplateUse((), "rent", 0.25),
    ):
        await answer(store, item, "sam", use=use)
    assert await store.template_figures() == [
        TemplateFigures("heating", 3, 2, 1, 0.25),
        TemplateFigures("lift", 2),
        TemplateFigures("rent", 0, 1, 0, 0.25),
    ]

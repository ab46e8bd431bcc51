"""Search finds prefixes of words, newest first, and takes anything a person may type."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.store.search_words import MOST_SPELLINGS, match_expression, searchable
from console.store.sqlite_store import SqliteStore
from tests.store.making import NOW, bring_in, bring_one, new_item, recorded


async def test_words_are_found_by_prefix_in_text_author_and_post_newest_first(store: SqliteStore) -> None:
    await bring_in(
        store,
        new_item("a", "The boiler has broken down"),
        new_item("b", "Broken lift", author_name="Boilermaker"),
        new_item("c", "Nothing", post="New boilers for Hill Street"),
        new_item("d", "Nothing at all"),
    )
    assert await store.search("boil") == [3, 2, 1]
    assert await store.search("brok boil") == [2, 1]
    assert await store.search("boiler down") == [1]
    assert await store.search("oiler") == []


async def test_the_next_page_goes_on_where_the_last_ended(store: SqliteStore) -> None:
    await bring_in(store, *[new_item(f"c{number}") for number in range(7)])
    first = await store.search("heating", limit=3)
    assert (first, await store.search("heating", limit=3, before_id=first[-1])) == ([7, 6, 5], [4, 3, 2])


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Café résumé", "cafe RESUME"),
        ("Cafés Čapekß", "caf cafe capek"),
        ("𝐡𝐞𝐚𝐭𝐢𝐧𝐠 off", "heating"),
        ("hea\u200bting off", "heating"),
        ("I can't wait", "can't"),
        ("ＨＥＬＰ", "help"),
        ("flat 2/1, G12 8QQ", "g12 8qq"),
        ("Straßen", "straße"),
        ("Straßen", "stra"),
        ("مرحبا بكم", "مرح"),
        ("nul\0byte", "byte"),
        ("a foo_barbaz b", "barb"),
    ],
)
async def test_words_are_found_however_they_are_written(store: SqliteStore, text: str, asked: str) -> None:
    item_id = await bring_one(store, new_item(text=text))
    assert await store.search(asked) == [item_id]


SYNTAX = [
    "",
    "  ",
    '"',
    "*",
    "AND",
    "NOT x",
    "text:boiler",
    "a OR",
    "(",
    "^x",
    "{a b}:c",
    "'--",
    "NEAR(a b)",
    "boiler*",
]
ODD = ["\0", "\ud800", "-", "x" * 5000, "a " * 500, "ab " * 500, "boiler " * 500]


@pytest.mark.parametrize("asked", SYNTAX + ODD)
async def test_nothing_a_person_types_is_an_error(store: SqliteStore, asked: str) -> None:
    await bring_one(store, new_item(text="boiler"))
    assert await store.search(asked) in ([], [1])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(asked=st.text(max_size=30))
async def test_no_text_at_all_is_an_error(store: SqliteStore, asked: str) -> None:
    assert await store.search(asked) == []


def test_a_question_without_words_asks_for_nothing() -> None:
    assert match_expression(" …!? ", lambda prefix: []) == ""
    assert match_expression("unknown", lambda prefix: []) is None


def test_long_prefixes_are_spelled_out_unless_there_are_too_many() -> None:
    asked = match_expression("can't heat", lambda prefix: [prefix, prefix + "ing"])
    assert asked == '"can"* AND "t" AND ("heat" OR "heating")'
    assert match_expression("heat", lambda prefix: [prefix] * (MOST_SPELLINGS + 1)) == '"heat"*'


async def test_a_prefix_of_very_many_words_is_found_all_the_same(store: SqliteStore) -> None:
    await bring_in(store, *[new_item(f"c{n}", f"reference{n:04d}") for n in range(MOST_SPELLINGS + 5)])
    assert len(await store.search("refer", limit=999)) == MOST_SPELLINGS + 5


def test_what_stands_in_the_index_is_text_a_database_can_hold() -> None:
    assert searchable("a\0b") == "a b"
    assert searchable("a\ud800b").encode("utf-8") == b"a\\ud800b"
    assert searchable(None) == ""


async def test_an_edited_text_is_found_by_its_new_words_only(store: SqliteStore) -> None:
    item_id = await bring_one(store, new_item(text="The liftt is broken é"))
    await bring_in(store, new_item(text="The lift works"))
    assert await store.search("broken") == []
    assert await store.search("works") == [item_id]


async def test_a_case_is_found_by_its_reference_also_after_an_edit(store: SqliteStore) -> None:
    item_id = await bring_one(store)
    case = {"category": "repairs", "stage": "1", "at": NOW, "text": "t", "note": "", "person": "kim"}
    async with store.transaction() as tx:
        for _ in range(2):
            made = await tx.add_case(item_id, prefix="QL-2026-", is_complaint=True, **case)  # type: ignore[arg-type]
        await recorded(tx)
    assert made.reference == "QL-2026-000002"
    await bring_in(store, new_item(text="Still cold"))
    assert await store.search("ql-2026-000001") == await store.search("QL 000002 cold") == [item_id]
    assert await store.search("000003") == []

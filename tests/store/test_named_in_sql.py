"""What a statement names and the model names too is the same: SQL imports nothing."""

from __future__ import annotations

import re
from pathlib import Path

from console.desk.withdrawing import ENDS_AS
from console.model import ENDS_AN_ITEM, OFFENCES, SUPERVISES, ActionKind
from console.store import statements

SQL = Path(statements.__file__).parent / "sql"

READ_FOR_NOTHING = SUPERVISES | {
    ActionKind.CLAIM,  # has a table of its own, which keeps the first one
    ActionKind.RELEASE,
    ActionKind.ACKNOWLEDGE,
    ActionKind.REOPEN,
    ActionKind.ASSIGN,
    ActionKind.KEEP_PROMISE,
    ActionKind.UNDO,
    ActionKind.RETRY,
    ActionKind.SETTLE,
}


def lists_of(column: str) -> list[set[str]]:
    """Every list of words that a statement holds a column against."""
    found = [
        re.findall(rf"\b{column} in \(\s*('[^)]*')\s*\)", path.read_text(encoding="utf-8"))
        for path in SQL.glob("*.sql")
    ]
    return [set(re.findall(r"'([^']*)'", words)) for lists in found for words in lists]


def test_statements_and_model_agree_on_what_ends_an_item() -> None:
    (ends,) = [words for words in lists_of("kind") if ActionKind.REPLY in words and ActionKind.NOTE not in words]
    assert ends == ENDS_AN_ITEM


def test_whoever_does_something_to_an_item_that_one_reads_it_for_has_met_what_it_says() -> None:
    (met,) = [words for words in lists_of("kind") if ActionKind.NOTE in words]
    assert met == {*ActionKind} - READ_FOR_NOTHING


def test_statements_and_model_agree_on_what_an_offence_is() -> None:
    lists = [words for words in lists_of("rule") if "abuse" in words]
    assert len(lists) == 5
    assert all(words - {"safeguarding", "urgent"} == OFFENCES for words in lists)


def test_every_act_that_ends_an_item_but_closing_is_delivered_first() -> None:
    assert {*ENDS_AS, ActionKind.CLOSE} == ENDS_AN_ITEM

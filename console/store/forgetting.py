"""Deleting what somebody wrote, with every copy the store made of it; the audit chain holds digests and stays whole."""

from __future__ import annotations

import sqlite3

from console.store.search_index import add_to_search, drop_from_search, indexed
from console.store.search_words import search_row, words_in
from console.store.statements import Statements
from console.text import from_stored

ANY_ID = 2**63 - 1  # a search begins below it


def forget_text(connection: sqlite3.Connection, sql: Statements, item_id: int) -> None:
    """Delete an item's text, the earlier ones, findings, drafts, evidence, what was learned from it, and cases' copies.

    The item stays, with its times, clocks, actions and our own answers, which have a retention of their own. Its words
    can no longer be searched for. The bytes leave the file when its pages are used again and the index is merged.
    """
    earlier = list(sql.items.earlier_texts(connection, item_id=item_id))
    versions = [search_row(item_id, from_stored(text), "", None) for (text,) in earlier]
    before = words_in([indexed(connection, sql, item_id), *versions])
    drop_from_search(connection, sql, item_id)
    forget = sql.forgetting
    for statement in (
        forget.forget_text, forget.forget_versions, forget.forget_findings, forget.forget_drafts,
        forget.forget_evidence, forget.forget_case_texts, forget.forget_handed_over, forget.forget_kept_drafts,
        forget.forget_titles,
        forget.forget_learned, forget.forget_votes,
    ):  # fmt: skip
        statement(connection, item_id=item_id)
    sql.learning.drop_unsupported(connection)
    add_to_search(connection, sql, item_id)
    for word in before:
        if not list(sql.search.find(connection, expression=f'"{word}"', before_id=ANY_ID, amount=1)):
            forget.forget_word(connection, word=word)

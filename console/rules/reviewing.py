"""What a person is shown of an incident before they decide: its title to start with, and what wants its own answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from console.model import Item, Rank
from console.rules.packs import Policy

TITLE_WORDS = 5  # of a message's first clause
LEAST_TITLE_WORDS = 2
GREETINGS = frozenset(
    ["hi", "hiya", "hello", "hey", "morning", "good", "afternoon", "evening", "dear", "there", "all", "folks"]
)
_CLAUSE_END = re.compile(r"[,.!?;:\n]")


def title_for(text: str) -> str:
    """The beginning of the first clause that says something, for somebody to make a title of: what, and where.

    A greeting says nothing of it: "Hi, we've had no heating" begins with "we've".
    """
    for clause in _CLAUSE_END.split(text):
        words = clause.split()
        while words and words[0].casefold().strip("!") in GREETINGS:
            words = words[1:]
        if len(words) >= LEAST_TITLE_WORDS:
            return " ".join(words[:TITLE_WORDS])
    return ""


def why_apart(policy: Policy, item: Item, others: Iterable[Item], answered: Collection[int] = ()) -> str | None:
    """Why the incident's reply is not enough for this item, or would be one too many; None where it is right.

    `others` are the open items of the same incident, `answered` the authors who have had an answer under it.
    """
    if item.rank is Rank.NOW:
        return "stands above the deadlines: answer it by itself"
    if found := [mark for mark in item.marks if mark in policy.core.incidents.apart]:
        return f"{found[0]}: answer it by itself"
    if item.author_id in answered:
        return "this person has had an answer already"
    if any(_is_later(other, item) for other in others):
        return "the same person wrote again"
    return None


def _is_later(other: Item, item: Item) -> bool:
    return other.author_id == item.author_id and (other.received_at, other.id) > (item.received_at, item.id)

"""The words in which somebody is told what is about to be late, and what is. Pure; what is to be told the desk says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from console.model import ClockKind, Item
from console.text import one_line
from console.widgets import wording

if TYPE_CHECKING:
    from console.desk.records import DeadlineNews

NAMED = 3
WARNED_WORDS = {
    ClockKind.ANSWER: "Due within",
    ClockKind.WINDOW: "Platform window shuts within",
    ClockKind.PROMISE: "Promise due within",
    ClockKind.CASE_STAGE: "Case due within",
    ClockKind.ESCALATION: "To be acknowledged within",
}
MISSED_WORDS = {
    ClockKind.ANSWER: "Late now",
    ClockKind.WINDOW: "Platform window shut",
    ClockKind.PROMISE: "Promise not kept in time",
    ClockKind.CASE_STAGE: "Case late now",
    ClockKind.ESCALATION: "Not acknowledged in time",
}


def news_words(news: DeadlineNews, items: Mapping[int, Item], before: Mapping[ClockKind, timedelta]) -> list[str]:
    """A line for each sort of thing there is to tell: "Due within 15 minutes: Ann, Bob, Cem and 3 more".

    `items` are those that `named_in` names; `before` is how long before its end a clock of each kind is warned of.
    """
    lines = [f"{MISSED_WORDS[kind]}: {_names(ids, items)}" for kind, ids in news.missed.items()]
    for kind, ids in news.warned.items():
        within = wording.in_words(before[kind].total_seconds() / 60)
        lines.append(f"{WARNED_WORDS[kind]} {within}: {_names(ids, items)}")
    if news.earlier:
        lines.append(f"{wording.many(news.earlier, 'deadline')} had been missed before: the list shows what is late.")
    return lines


def named_in(news: DeadlineNews) -> list[int]:
    """The items whose names are told."""
    return [item_id for kinds in (news.missed, news.warned) for ids in kinds.values() for item_id in ids[:NAMED]]


def _names(ids: Sequence[int], items: Mapping[int, Item]) -> str:
    named = [one_line(items[item_id].author_name, 20) or "(no name)" for item_id in ids[:NAMED] if item_id in items]
    rest = f" and {len(ids) - len(named):,} more" if len(ids) > len(named) else ""
    return ", ".join(named) + rest

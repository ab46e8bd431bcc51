"""Whose mistake a complaint is about: when a person is asked. What they say is never guessed from words."""

from __future__ import annotations

from console.model import Item
from console.rules.packs import Policy


def is_to_be_said(policy: Policy, item: Item) -> bool:
    """Whether somebody should say it: the item complains, waits for an answer, and nobody has said."""
    complains = not set(item.marks).isdisjoint(policy.core.suggestions.whose_mistake)
    return complains and item.verdict is None and item.state.is_unanswered

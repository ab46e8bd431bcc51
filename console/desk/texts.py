"""A pack's texts for one item: what is known of it filled in."""

from __future__ import annotations

from collections.abc import Sequence

from console.model import Case, Item
from console.rules.filling import fill
from console.rules.packs import Policy
from console.text import first_name


def fill_for(policy: Policy, text: str, item: Item, timescale_id: str | None, reference: str | None) -> str:
    """A pack's text for one item. The pack's first timescale stands until the advisor chooses another."""
    timescale = policy.timescale(timescale_id) if timescale_id else policy.core.timescale[0]
    values = {"first_name": first_name(item.author_name), "timescale": timescale.text}
    if reference:
        values["reference"] = reference
    return fill(text, values, policy)


def reference_of(cases: Sequence[Case]) -> str | None:
    """The reference of the newest case that was not undone."""
    logged = [case for case in cases if case.closed_at is None or case.closed_at > case.opened_at]
    return logged[-1].reference if logged else None

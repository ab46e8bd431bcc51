"""Template replies for an item: which may fit, and their text with what is known filled in."""

from __future__ import annotations

from console.model import Dossier, Item, Suggestion
from console.rules.filling import fill
from console.rules.packs import Policy
from console.rules.suggest import Suggester
from console.text import first_name

MATCHED_CHARACTERS = 2_000  # what somebody wants stands in the first screenful; a longer text only costs time


def suggester(policy: Policy) -> Suggester:
    """The matcher over the pack's templates; built once. Raises PackProblem when they cannot be read."""
    return Suggester(policy.templates)


def suggestions(suggester: Suggester, policy: Policy, dossier: Dossier, limit: int) -> list[Suggestion]:
    """The best templates for this item, best first."""
    item = dossier.item
    matches = suggester.suggest(item.text[:MATCHED_CHARACTERS], item.kind, limit)
    logged = [case for case in dossier.cases if case.closed_at is None or case.closed_at > case.opened_at]  # not undone
    reference = logged[-1].reference if logged else None
    return [
        Suggestion(
            match.template.id,
            match.template.title,
            match.score,
            match.because,
            fill_for(policy, match.template.text, item, None, reference),
        )
        for match in matches
    ]


def fill_for(policy: Policy, text: str, item: Item, timescale_id: str | None, reference: str | None) -> str:
    """A pack's text for one item. The pack's first timescale stands until the advisor chooses another."""
    timescale = policy.timescale(timescale_id) if timescale_id else policy.core.timescale[0]
    values = {"first_name": first_name(item.author_name), "timescale": timescale.text}
    if reference:
        values["reference"] = reference
    return fill(text, values, policy)

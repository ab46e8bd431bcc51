"""Template replies for an item: which may fit, and their text with what is known filled in."""

from __future__ import annotations

from functools import lru_cache

from console.model import Dossier, Item, Level, Suggestion
from console.rules.filling import fill
from console.rules.packs import Policy
from console.rules.suggest import Match, Suggester
from console.text import first_name

WHILE_CLOSED = ("out-of-hours", "closure")  # untrue while somebody is there to write them
UNANSWERABLE = {"abuse", "prejudice", "threat"}
MATCHED_CHARACTERS = 2_000  # what somebody wants stands in the first screenful; a longer text only costs time


@lru_cache(maxsize=2)
def suggester(policy: Policy) -> Suggester:
    """The matcher over the pack's templates; built once. Raises PackProblem when they cannot be read."""
    return Suggester(policy.templates)


def suggestions(
    suggester: Suggester, policy: Policy, dossier: Dossier, limit: int, *, is_open: bool
) -> list[Suggestion]:
    """The best templates for this item, best first. `is_open`: whether the house is, just now."""
    item = dossier.item
    if any(found.rule in UNANSWERABLE and found.level is Level.NOW for found in dossier.findings):
        return []  # what is to be taken down gets a notice, not a reply
    matches = suggester.suggest(item.text[:MATCHED_CHARACTERS], item.kind, len(policy.templates))
    fits = not suggester.none_fits(matches)
    if is_open:
        matches = [match for match in matches if match.template.situation not in WHILE_CLOSED]
    if set(policy.core.signposting.rules) & set(item.marks):
        matches = _signposts_first(matches, policy, item)
        fits = True  # where help is, is always worth saying
    logged = [case for case in dossier.cases if case.closed_at is None or case.closed_at > case.opened_at]  # not undone
    reference = logged[-1].reference if logged else None
    return [
        Suggestion(
            match.template.id,
            match.template.title,
            match.score,
            match.because,
            fill_for(policy, match.template.text, item, None, reference),
            fits,
        )
        for match in matches[:limit]
    ]


def _signposts_first(matches: list[Match], policy: Policy, item: Item) -> list[Match]:
    """Somebody may be at risk: replies that say where help is, before all that the words happen to resemble."""
    scores = {match.template.id: match.score for match in matches}
    signposts = [template for template in policy.templates if template.situation in policy.core.signposting.situations]
    first = [Match(t, scores.get(t.id, 0.0), "somebody may be at risk") for t in signposts if t.fits(item.kind)]
    first.sort(key=lambda match: -match.score)
    return first + [match for match in matches if match.template not in signposts]


def fill_for(policy: Policy, text: str, item: Item, timescale_id: str | None, reference: str | None) -> str:
    """A pack's text for one item. The pack's first timescale stands until the advisor chooses another."""
    timescale = policy.timescale(timescale_id) if timescale_id else policy.core.timescale[0]
    values = {"first_name": first_name(item.author_name), "timescale": timescale.text}
    if reference:
        values["reference"] = reference
    return fill(text, values, policy)

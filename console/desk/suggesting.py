"""What may be done with an item, suggested: replies and notices with their text, what is known filled in."""

from __future__ import annotations

from functools import lru_cache

from console.desk.possible import Possible
from console.desk.removing import notice_for
from console.desk.texts import fill_for, reference_of
from console.model import Delivery, DeliveryState, Dossier, Side, Suggestion
from console.rules.context import Facts, Offer, always_fits, arrange
from console.rules.packs import Policy
from console.rules.suggest import Suggester

MATCHED_CHARACTERS = 2_000  # what somebody wants stands in the first screenful; a longer text only costs time
LIKELIER_THAN_NOT = 0.5
NEVER_STOOD = (DeliveryState.FAILED, DeliveryState.UNDONE)


@lru_cache(maxsize=2)
def suggester(policy: Policy) -> Suggester:
    """The matcher over the pack's templates; built once. Raises PackProblem when they cannot be read."""
    return Suggester(policy.templates)


def suggestions(
    suggester: Suggester, policy: Policy, dossier: Dossier, possible: Possible, limit: int, *, is_open: bool
) -> list[Suggestion]:
    """The best suggestions for this item, best first; on any thread, so it asks no channel.

    `is_open`: somebody works at this hour.
    """
    item = dossier.item
    matches = suggester.suggest(item.text[:MATCHED_CHARACTERS], item.kind, len(policy.templates))
    facts = _facts(policy, dossier, possible, is_open=is_open)
    is_like_none, fits_anyhow = suggester.none_fits(matches), always_fits(policy, facts)
    offers = arrange(policy, matches, facts)
    if fits_anyhow:
        # Beside what fits anyhow, the least unlikely would only distract.
        offers = [offer for offer in offers if not offer.is_by_words or offer.score >= LIKELIER_THAN_NOT]
    fits = fits_anyhow or not is_like_none
    return [_suggestion(policy, offer, facts, fits=fits) for offer in offers[:limit]]


def _facts(policy: Policy, dossier: Dossier, possible: Possible, *, is_open: bool) -> Facts:
    item = dossier.item
    reference = reference_of(dossier.cases)
    return Facts(
        kind=item.kind,
        findings=dossier.findings,
        verdict=item.verdict,
        said=[entry.text for entry in dossier.thread if entry.side is Side.OURS and _stands(entry.delivery)],
        is_open=is_open,
        no_private=possible.no_private,
        may_be_removed=possible.may_be_removed,
        incident=dossier.incident,
        filled=lambda text: fill_for(policy, text, item, None, reference),
    )


def _stands(delivery: Delivery | None) -> bool:
    return delivery is None or delivery.state not in NEVER_STOOD


def _suggestion(policy: Policy, offer: Offer, facts: Facts, *, fits: bool) -> Suggestion:
    text = facts.filled(offer.text)
    if offer.removal_reason is not None:
        text = notice_for(policy, policy.reason(offer.removal_reason))
    return Suggestion(offer.template_id, offer.title, offer.score, offer.because, text, fits, offer.removal_reason)

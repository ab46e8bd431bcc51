"""What counts beside the words of a message when replies are suggested, each change with its reason. Pure.

The words say which templates come near (`suggest.py`); here what is known of the item, of the thread and of the hour
brings one up, takes one out or puts one last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from rapidfuzz import fuzz

from console.model import OFFENCES, Finding, Incident, ItemKind, Level, Verdict
from console.rules.packs import Policy
from console.rules.policy_texts import RemovalReason, Template
from console.rules.suggest import Match

UNANSWERABLE = OFFENCES  # found at once, it gets a notice and no reply
GOES = (Level.NOW, Level.SOON)  # how loud a finding is that proposes a removal
SAID_ALREADY = 85.0  # fuzz.ratio with what we sent: another name, link or timescale in the same reply stays above it
ASKS_IN_PRIVATE = "private message"
CLOSED_PLACE = 1  # 0-based: the likeliest reply that says we are closed comes second, what was asked comes first


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known beside the text. `said` are our texts that stand in the thread, or are on their way there.

    `may_be_removed`: the platform would take the item down. `no_private` says why it takes no private message; None
    where it takes one, or the item is one.
    """

    kind: ItemKind
    findings: Sequence[Finding] = ()
    verdict: Verdict | None = None
    said: Sequence[str] = ()
    is_open: bool = True
    no_private: str | None = None
    may_be_removed: bool = False
    incident: Incident | None = None
    filled: Callable[[str], str] = str  # a template's text with what is known filled in, as it would have been sent


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may be done, as it is suggested. `text` still has its placeholders.

    `score` is that of the words; 0 where something else than likeness brings it.
    """

    title: str
    text: str
    score: float
    because: str
    template_id: str = ""
    removal_reason: str | None = None
    is_by_words: bool = False  # nothing but likeness brings it


class _Order(IntEnum):
    PINNED = 0
    HELP = 1
    NOTICE = 2
    VERDICT = 3
    AS_FOUND = 4
    DOWN = 5


@dataclass(frozen=True, slots=True)
class _Placed:
    order: _Order
    offer: Offer


def arrange(policy: Policy, matches: Sequence[Match], facts: Facts) -> list[Offer]:
    """Everything that may be offered for an item, best first; `matches` as the words alone have them."""
    notices = list(_notices(policy, facts))
    if any(found.rule in UNANSWERABLE and found.level is Level.NOW for found in facts.findings):
        return [placed.offer for placed in notices]
    placed = [*_pinned(facts), *notices, *_replies(policy, matches, facts)]
    ordered = sorted(placed, key=lambda one: (one.order, -one.offer.score))
    offers = [one.offer for one in ordered]
    return offers if facts.is_open else _closed_second(policy, offers, matches, facts)


def always_fits(policy: Policy, facts: Facts) -> bool:
    """Whether what comes first does so for another reason than likeness, so that it fits however little is alike."""
    is_at_risk = not _rules(facts).isdisjoint(policy.core.signposting.rules)
    return is_at_risk or facts.incident is not None or facts.verdict is not None or any(_notices(policy, facts))


def _rules(facts: Facts) -> frozenset[str]:
    return frozenset(finding.rule for finding in facts.findings)


# -- what is offered for another reason than likeness ------------------------------------------------------------------


def _pinned(facts: Facts) -> Iterable[_Placed]:
    if (incident := facts.incident) is not None:
        because = f"incident: {incident.title}"
        yield _Placed(
            _Order.PINNED, Offer("The incident's reply", incident.reply, 0.0, because, incident.template_id or "")
        )


def _notices(policy: Policy, facts: Facts) -> Iterable[_Placed]:
    """Removal for each reason of the pack that a finding proposes, loudest finding first."""
    seen: set[str] = set()
    for finding in facts.findings if facts.may_be_removed else ():
        for reason in policy.core.removal_reason:
            if finding.level in GOES and finding.rule in reason.rules and reason.id not in seen:
                seen.add(reason.id)
                yield _Placed(_Order.NOTICE, _removal(reason, finding))


def _removal(reason: RemovalReason, finding: Finding) -> Offer:
    because = f"{finding.why} ({reason.clause})"
    return Offer(f"Remove it: {reason.title}", reason.notice, 0.0, because, removal_reason=reason.id)


# -- templates ---------------------------------------------------------------------------------------------------------


def _replies(policy: Policy, matches: Sequence[Match], facts: Facts) -> Iterable[_Placed]:
    """The matches, and every template that is asked for by something else than its words."""
    found = {match.template.id: match for match in matches}
    wanted = [t for t in policy.templates if t.fits(facts.kind) and _is_wanted(policy, t, facts)]
    unmatched = [Match(template, 0.0, "") for template in wanted if template.id not in found]
    for match in [*matches, *unmatched]:
        if (placed := _place(policy, match, facts)) is not None:
            yield placed


def _is_wanted(policy: Policy, template: Template, facts: Facts) -> bool:
    return _is_help(policy, template, facts) or _is_verdicts(template, facts)


def _is_help(policy: Policy, template: Template, facts: Facts) -> bool:
    signposting = policy.core.signposting
    return template.situation in signposting.situations and not _rules(facts).isdisjoint(signposting.rules)


def _is_verdicts(template: Template, facts: Facts) -> bool:
    return facts.verdict is not None and template.situation == facts.verdict.value


def _place(policy: Policy, match: Match, facts: Facts) -> _Placed | None:
    """Where a template comes, and why; None where it would be untrue, or a guess."""
    template = match.template
    if facts.incident is not None and template.id == facts.incident.template_id:
        return None  # pinned already
    if template.situation in policy.core.suggestions.while_closed:
        return None  # `_closed_second` puts one in while it is true
    if template.situation in _VERDICTS and not _is_verdicts(template, facts):
        return None  # whose mistake it was, a person says: it is not guessed from words
    if (why := _why_down(template, facts)) is not None:
        return _offered(match, _Order.DOWN, why)
    if _is_help(policy, template, facts):
        return _offered(match, _Order.HELP, "somebody may be at risk")
    if _is_verdicts(template, facts) and facts.verdict is not None:
        return _offered(match, _Order.VERDICT, _VERDICTS[facts.verdict.value])
    return _offered(match, _Order.AS_FOUND, match.because)


def _why_down(template: Template, facts: Facts) -> str | None:
    if any(_is_said(facts.filled(template.text), said) for said in facts.said):
        return "said in this thread already"
    if facts.no_private is not None and ASKS_IN_PRIVATE in template.text.casefold():
        return facts.no_private
    return None


def _offered(match: Match, order: _Order, because: str) -> _Placed:
    template, is_by_words = match.template, order in (_Order.AS_FOUND, _Order.DOWN)
    return _Placed(
        order, Offer(template.title, template.text, match.score, because, template.id, is_by_words=is_by_words)
    )


def _is_said(template: str, said: str) -> bool:
    return fuzz.ratio(template.casefold(), said.casefold(), score_cutoff=SAID_ALREADY) > 0


_VERDICTS = {
    Verdict.OUR_MISTAKE.value: "somebody said it was our mistake",
    Verdict.INACCURATE.value: "somebody said it is not accurate",
}


# -- the hour ----------------------------------------------------------------------------------------------------------


def _closed_second(policy: Policy, offers: list[Offer], matches: Sequence[Match], facts: Facts) -> list[Offer]:
    """With the likeliest reply that says we are closed, after what comes first; last when it was said already."""
    situations = policy.core.suggestions.while_closed
    scores = {match.template.id: match.score for match in matches}
    fitting = [t for t in policy.templates if t.situation in situations and t.fits(facts.kind)]
    if not fitting:
        return offers
    best = max(fitting, key=lambda template: (scores.get(template.id, 0.0), -situations.index(template.situation)))
    offer = Offer(best.title, best.text, scores.get(best.id, 0.0), "we are closed just now", best.id)
    if (why := _why_down(best, facts)) is not None:
        return [*offers, replace(offer, because=why)]
    return [*offers[:CLOSED_PLACE], offer, *offers[CLOSED_PLACE:]]

"""What an item is: findings with rule, level, place in the original text, clause and reason. A person always decides.

The words are the pack's (`words.toml`); how they are looked for is said in `phrases.py`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from console.model import ActionKind, Finding, ItemKind, Level, Rank
from console.rules.learned import Learned, Reading, shipped_weights
from console.rules.offending import ALLOWED, CRUDE, SEVERE, SWEARING, disguised_lists, hidden_words
from console.rules.packs import Policy
from console.rules.personal_data import personal_data
from console.rules.phrases import Phrases, Span, expression
from console.text import Folded, fold_characters, fold_signs

FINDINGS_PER_RULE = 8  # one is enough to act; more are shown for the words that caused it
AIMED_CHARACTERS = 24  # how near "you" or "staff" must be for swearing to count as aimed at somebody

RULES = (
    "safeguarding", "urgent", "threat", "abuse", "prejudice", "personal-data", "reputation", "colleague", "complaint",
    "spam", "negative", "issue", "feedback", "question", "thanks",
)  # fmt: skip
"""Every rule, in the order in which findings of one level are told."""

_LOUDNESS = {level: place for place, level in enumerate(Level)}
_ORDER = {rule: place for place, rule in enumerate(RULES)}
_SILENCED_BY_ALLOWED = frozenset({"abuse", "prejudice", "threat", "urgent", "safeguarding"})

_AIMED_AT = (
    *("you", "your", "youre", "you're", "u", "ur", "yous", "youse", "ye", "yer", "they", "them", "he", "she"),
    *("staff", "officer", "manager", "team", "lot"),
)
_ANY_ASSOCIATION = frozenset(
    {"the", "and", "of", "group", "housing", "association", "homes", "trust", "ltd", "limited"}
)
_QUESTION = re.compile(
    r"\?|^\W*(?:who|what|when|where|why|how|which|can|could|does|do|is|are|will|would|any idea|anyone know)\b[^.!\n]*$"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    level: Level
    why: str


_BY_PHRASES = (
    _Rule("safeguarding", Level.NOW, "somebody may be at risk"),
    _Rule("urgent", Level.NOW, "danger to people or property"),
    _Rule("threat", Level.NOW, "reads as a threat"),
    _Rule("abuse", Level.NOW, "offensive or insulting"),
    _Rule("prejudice", Level.NOW, "prejudiced against a group of people"),
    _Rule("reputation", Level.SOON, "may reach the press, the law or politics"),
    _Rule("colleague", Level.SOON, "about a colleague's conduct"),
    _Rule("complaint", Level.SOON, "a complaint"),
    _Rule("spam", Level.SOON, "reads as advertising or a scam"),
    _Rule("negative", Level.NOTE, "dissatisfied"),
    _Rule("issue", Level.NOTE, "raises something to be put right"),
    _Rule("feedback", Level.NOTE, "a suggestion"),
    _Rule("thanks", Level.NOTE, "thanks or praise"),
)
_RULES = {rule.name: rule for rule in _BY_PHRASES}
_DANGERS = frozenset({"urgent", "safeguarding"})
_OFFENCES = frozenset({"abuse", "prejudice", "threat"})
# -- what the learned weights add --
DANGER, AT_RISK = "danger", "safeguarding"  # labels of the weights: somebody is in danger; and if so, of which sort
FOUND_FROM = 0.5  # where a label begins
TELLING_FROM = 3  # learned words: of fewer, nothing is learned that changes what is suggested
LOOKED_AT_FROM = 0.2  # danger that is less sure is looked at soon, not now
_LEARNED = ("complaint", "spam", "reputation", "colleague", "negative", "issue", "feedback", "thanks")


class Triage:
    """One policy's rules, made ready once: 0.1 s, and as much again spread over the texts that first need a phrase.

    An item of a hundred letters then takes 0.15 ms.
    """

    def __init__(self, policy: Policy) -> None:
        words = policy.words
        self._published, self._offices = policy.published, frozenset(words.offices)
        self._clauses = {rule: carried_by(rule, policy)[1] for rule in RULES}
        plain = {
            "safeguarding": words.safeguarding,
            "urgent": words.urgent,
            "threat": words.threat,
            "reputation": words.reputation,
            "colleague": words.colleague,
            "complaint": words.complaint,
            "spam": words.spam,
            "negative": words.negative,
            "issue": words.issue,
            "feedback": words.feedback,
            "thanks": words.thanks,
            ALLOWED: words.allowed,
        }
        self._phrases = Phrases(plain, disguised_lists(words), words.concepts)
        self._hidden = hidden_words(words)
        self._learned = Learned(shipped_weights())
        own = set(policy.core.identity.association.lower().split()) - _ANY_ASSOCIATION
        self._aimed = expression([*_AIMED_AT, *sorted(own)])

    def judge(self, text: str, kind: ItemKind) -> tuple[Finding, ...]:
        """Every finding, loudest first; offsets are into `text`. Personal data counts in public kinds only (W7.5)."""
        written = fold_characters(text)
        folded = fold_signs(written)
        spans = self._phrases.spans(folded.text)
        readings = self._learned.read(folded)
        allowed = spans.pop(ALLOWED, ())
        found = [
            finding
            for rule in _BY_PHRASES
            if rule.name in spans
            for finding in self._say(rule, folded, spans[rule.name], allowed)
        ]
        found += self._look_at_words(folded, spans, allowed, found)
        found += self._look_for_hidden(written, [folded.span(*span) for span in allowed], found)
        found += self._look_for_danger(folded, readings, found)
        found += self._look_for_learned(folded, readings, {finding.rule for finding in found})
        found += self._look_for_question(folded)
        if not kind.is_private:
            found += self.personal_data(text)
        return tuple(sorted(_without_ironic_thanks(found), key=_loudness))

    def _look_for_danger(
        self, folded: Folded, readings: Mapping[str, Reading], found: Iterable[Finding]
    ) -> Iterator[Finding]:
        """What reads as danger although no phrase of the pack says so: recall counts more than a needless look."""
        reading = readings.get(DANGER)
        if reading is None or reading.share < LOOKED_AT_FROM:
            return
        rule = _RULES["safeguarding" if readings[AT_RISK].share >= FOUND_FROM else "urgent"]
        level = Level.NOW if reading.share >= FOUND_FROM else Level.SOON
        if any(one.rule in _DANGERS and _LOUDNESS[one.level] <= _LOUDNESS[level] for one in found):
            return
        why = rule.why if level is Level.NOW else f"{rule.why}, perhaps"
        yield self._finding(rule.name, level, folded, (reading.start, reading.end), why, round(reading.share, 2))

    def _look_for_learned(
        self, folded: Folded, readings: Mapping[str, Reading], known: Container[str]
    ) -> Iterator[Finding]:
        """What a text reads like although no phrase of the pack says so."""
        for name in _LEARNED:
            reading = readings.get(name)
            if reading is not None and reading.share >= FOUND_FROM and name not in known:
                rule = _RULES[name]
                if reading.words < TELLING_FROM and rule.level is not Level.NOTE:
                    continue
                span = (reading.start, reading.end)
                yield self._finding(name, rule.level, folded, span, rule.why, round(reading.share, 2))

    def _say(self, rule: _Rule, folded: Folded, spans: Sequence[Span], allowed: Sequence[Span]) -> list[Finding]:
        if allowed and rule.name in _SILENCED_BY_ALLOWED:
            spans = [span for span in spans if not _overlaps(span, allowed)]
        return [self._finding(rule.name, rule.level, folded, span, rule.why) for span in spans[:FINDINGS_PER_RULE]]

    def _look_at_words(
        self, folded: Folded, spans: Mapping[str, Sequence[Span]], allowed: Sequence[Span], found: Iterable[Finding]
    ) -> list[Finding]:
        """Crude words and swearing, where no worse word is found."""
        severe = [(finding.start, finding.end) for finding in found if finding.rule in SEVERE]
        crude = [span for span in spans.get(CRUDE, ()) if not _overlaps(span, allowed)][:FINDINGS_PER_RULE]
        mild = [span for span in spans.get(SWEARING, ()) if not _overlaps(span, [*allowed, *crude])]
        findings = [self._crude(folded, span) for span in crude]
        findings += [self._swearing(folded, span) for span in mild[:FINDINGS_PER_RULE]]
        return [finding for finding in findings if not _overlaps((finding.start, finding.end), severe)]

    def _look_for_hidden(self, written: Folded, allowed: Sequence[Span], found: Iterable[Finding]) -> Iterator[Finding]:
        """Words that are disguised or misspelt, where nothing is found as it stands. `allowed` is in the original."""
        taken = [*allowed, *((finding.start, finding.end) for finding in found if finding.rule in _OFFENCES)]
        for hidden in self._hidden.find(written.text):
            if not _overlaps(written.span(hidden.start, hidden.end), taken):
                taken.append(written.span(hidden.start, hidden.end))
                yield self._offence(hidden.rule, written, (hidden.start, hidden.end))

    def _offence(self, listed: str, folded: Folded, span: Span) -> Finding:
        """A word by the list that it is in."""
        if listed == CRUDE:
            return self._crude(folded, span)
        if listed == SWEARING:
            return self._swearing(folded, span)
        return self._finding(listed, _RULES[listed].level, folded, span, f"{_RULES[listed].why}, disguised", 0.9)

    def _crude(self, folded: Folded, span: Span) -> Finding:
        return self._finding("abuse", Level.SOON, folded, span, "crude", 0.6)

    def _swearing(self, folded: Folded, span: Span) -> Finding:
        """Swearing at a broken boiler is a note; swearing at somebody is looked at soon (L6.3)."""
        near = folded.text[max(0, span[0] - AIMED_CHARACTERS) : span[1] + AIMED_CHARACTERS]
        if self._aimed.search(near):
            return self._finding("abuse", Level.SOON, folded, span, "swearing or an insult aimed at somebody", 0.7)
        return self._finding("abuse", Level.NOTE, folded, span, "swearing, not at anybody", 0.4)

    def _look_for_question(self, folded: Folded) -> list[Finding]:
        match = _QUESTION.search(folded.text)
        if match is None:
            return []
        return [self._finding("question", Level.NOTE, folded, match.span(), "asks something")]

    def personal_data(self, text: str) -> list[Finding]:
        """What in a public text tells who or where somebody is."""
        clause = self._clauses["personal-data"]
        return personal_data(text, self._published, clause=clause, offices=self._offices)

    def _finding(self, rule: str, level: Level, folded: Folded, span: Span, why: str, score: float = 1.0) -> Finding:
        start, end = folded.span(*span)
        return Finding(rule, level, start, end, self._clauses[rule], why, score)


def triage(text: str, kind: ItemKind, policy: Policy) -> tuple[Finding, ...]:
    """Judge one text. For many, build `Triage(policy)` once."""
    return Triage(policy).judge(text, kind)


def suggested_action(findings: Iterable[Finding]) -> ActionKind:
    """What somebody would most likely do. People in danger come before what may not stay on the page."""
    rules = {finding.rule for finding in findings}
    loud = {finding.rule for finding in findings if finding.level is Level.NOW}
    if loud & {"safeguarding", "urgent"}:
        return ActionKind.ESCALATE if "safeguarding" in loud else ActionKind.REPLY
    if loud & {"threat", "abuse", "prejudice"} or rules & {"personal-data", "spam"}:
        return ActionKind.REMOVE
    if rules & {"reputation", "colleague"}:
        return ActionKind.ESCALATE
    return ActionKind.LOG_COMPLAINT if "complaint" in rules else ActionKind.REPLY


def marks(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The rules that found something, each once, loudest first."""
    return tuple(dict.fromkeys(finding.rule for finding in sorted(findings, key=_loudness)))


def rank(findings: Iterable[Finding]) -> Rank:
    """Above all deadlines when anything is to be looked at now."""
    return Rank.NOW if any(finding.level is Level.NOW for finding in findings) else Rank.DUE


def _loudness(finding: Finding) -> tuple[int, int, int]:
    return _LOUDNESS[finding.level], _ORDER[finding.rule], finding.start


def _without_ironic_thanks(findings: list[Finding]) -> list[Finding]:
    """Drop the thanks in "thanks for nothing": where a complaint covers it, it is no praise."""
    sour = [(found.start, found.end) for found in findings if found.rule in ("negative", "complaint")]
    return [found for found in findings if found.rule != "thanks" or not _overlaps((found.start, found.end), sour)]


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def carried_by(rule: str, policy: Policy) -> tuple[str, str]:
    """The setting that carries a rule out, as a key path, and its clause: the one that a person is shown."""
    core = policy.core
    for reason in core.removal_reason:
        if rule in reason.rules:
            return f"removal_reason.{reason.id}", reason.clause
    if rule in ("reputation", "colleague"):
        return "escalation", core.escalation.clause
    if rule in ("complaint", "issue"):
        return "complaints", core.complaints.clause
    return "deadlines.answer", core.deadlines.answer.clause


def labels_of(rule: str) -> tuple[str, ...]:
    """The labels of the learned weights that a rule listens to."""
    if rule in _DANGERS:
        return (DANGER, AT_RISK) if rule == AT_RISK else (DANGER,)
    return (rule,) if rule in _LEARNED else ()

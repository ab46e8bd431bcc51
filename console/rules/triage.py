"""What an item is: findings with rule, level, place in the original text, clause and reason. A person always decides.

The words are the pack's (`words.toml`); how they are looked for is said in `phrases.py`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from msgspec.structs import replace

from console.model import OFFENCES, ActionKind, Finding, ItemKind, Level, Rank
from console.rules.feelings import feeling_in
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
_SILENCED_BY_ALLOWED = OFFENCES | {"urgent", "safeguarding"}

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
# -- what the learned weights add --
DANGER, AT_RISK = "danger", "safeguarding"  # labels of the weights: somebody is in danger; and if so, of which sort
FOUND_FROM = 0.5  # where a label begins
COLLEAGUE_FROM = 0.55  # few examples say what colleagues write, so a little more is asked
TELLING_FROM = 3  # learned words: of fewer, nothing is learned that changes what is suggested
LOOKED_AT_FROM = 0.2  # danger that is less sure is looked at soon, not now
CALM_BELOW = 0.02  # so unlikely a danger that a phrase of it, beside a word of `_OVER`, was said of something else
CALM_FROM_WORDS = 8  # learned ones, in a text that can be calm: of fewer, nothing speaks against a phrase
# How people say that it is over, long ago, or only talked about. Alone it proves nothing: "it is sorted, he said".
_OVER = re.compile(
    r"\b(?:(?:is|are|was|were|been|got|all|now|its|it's) (?:all |now |been )*(?:sorted|fixed|mended|repaired|solved|"
    r"stopped|"
    r"safe|out|back on)|(?:fine|ok|okay|good|lovely|grand) (?:now|again|since)|sorted (?:it|now|within)|got (?:us|"
    r"me|him|her|"
    r"them) out|within the hour|(?:years?|months|weeks) (?:ago|back)|last (?:year|winter|summer|month|week)|years back|"
    r"polic(?:y|ies)|leaflets?|posters?|handbook|course(?:work)?|college|training|talk|workshop|session|charity|"
    r"fundrais\w+|awareness|memorial|in memory|procedure|drill|on the news|campaign|volunteer\w*)\b"
)
_LEARNED = ("complaint", "spam", "reputation", "colleague", "issue", "feedback", "thanks")
# -- how dissatisfied somebody is: what was learned, words of feeling and the pack's phrases, added up as log odds --
NEGATIVE = "negative"
UNLEARNED_SHARE = 0.02  # of a text without a learned word
MOST_LOG_ODDS = 6.0  # that learned words give, either way
FEELING_WEIGHS = 1.5  # a word of displeasure
PHRASE_WEIGHS = 1.5
DISSATISFIED_FROM = -1.0  # log odds: of ordinary texts found from there half are, and of those that are 87 in 100
_POINTED_AT_FROM = dict.fromkeys(_LEARNED, FOUND_FROM) | dict.fromkeys((DANGER, NEGATIVE), LOOKED_AT_FROM)
SPREAD = 3.0  # log odds from a score of 0.5 to one of 0.73


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
        self._learned = Learned(shipped_weights(), _POINTED_AT_FROM)
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
            for finding in self._say(_quieted(rule, readings, folded), folded, spans[rule.name], allowed)
        ]
        found += self._look_at_words(folded, spans, allowed, found)
        found += self._look_for_hidden(written, [folded.span(*span) for span in allowed], found)
        found += self._look_for_danger(folded, readings, found)
        found = [*(one for one in found if one.rule != NEGATIVE), *self._weigh_feeling(folded, readings, found)]
        found += self._look_for_learned(folded, readings, {finding.rule for finding in found})
        found += self._look_for_question(folded)
        if not kind.is_private:
            found += self.personal_data(text)
        return tuple(sorted(_without_ironic_thanks(found), key=_loudness))

    def _look_for_danger(
        self, folded: Folded, readings: Mapping[str, Reading], found: Sequence[Finding]
    ) -> Iterator[Finding]:
        """What reads as danger although no phrase of the pack says so: recall counts more than a needless look."""
        reading = readings.get(DANGER)
        is_found = any(one.rule in _DANGERS and one.level is Level.NOW for one in found)
        if reading is not None and reading.share < FOUND_FROM and not is_found:
            in_passing = self._learned.read_sentences(folded, DANGER)
            reading = in_passing if in_passing is not None and in_passing.share >= FOUND_FROM else reading
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
            least = COLLEAGUE_FROM if name == "colleague" else FOUND_FROM
            if reading is not None and reading.share >= least and name not in known:
                rule = _RULES[name]
                if reading.words < TELLING_FROM and rule.level is not Level.NOTE:
                    continue
                span = (reading.start, reading.end)
                yield self._finding(name, rule.level, folded, span, rule.why, round(reading.share, 2))

    def _weigh_feeling(
        self, folded: Folded, readings: Mapping[str, Reading], found: Iterable[Finding]
    ) -> Iterator[Finding]:
        """What the pack's phrases found, with a score; else where it stands that somebody is dissatisfied."""
        phrases = [one for one in found if one.rule == NEGATIVE]
        reading, feeling = readings.get(NEGATIVE), feeling_in(folded.text)
        total = _log_odds(reading.share if reading is not None else UNLEARNED_SHARE)
        total += FEELING_WEIGHS * feeling.displeasure + (PHRASE_WEIGHS if phrases else 0.0)
        score = round(1 / (1 + exp((DISSATISFIED_FROM - total) / SPREAD)), 2)
        if phrases:
            yield from (replace(one, score=max(FOUND_FROM, score)) for one in phrases)
            return
        is_told = reading is not None and reading.end > 0
        span = (reading.start, reading.end) if reading is not None and is_told else (feeling.start, feeling.end)
        if score >= FOUND_FROM and span[1] > 0:
            rule = _RULES[NEGATIVE]
            yield self._finding(NEGATIVE, rule.level, folded, span, rule.why, score)

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
        taken = [*allowed, *((finding.start, finding.end) for finding in found if finding.rule in OFFENCES)]
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
    if loud & OFFENCES or rules & {"personal-data", "spam"}:
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


def _quieted(rule: _Rule, readings: Mapping[str, Reading], folded: Folded) -> _Rule:
    """A danger looked at soon instead of now, where the whole text reads calm: "the burst pipe is sorted, thanks"."""
    reading = readings.get(DANGER)
    if rule.name not in _DANGERS or reading is None or reading.words < CALM_FROM_WORDS:
        return rule
    if reading.share >= CALM_BELOW or _OVER.search(folded.text) is None:
        return rule
    return _Rule(rule.name, Level.SOON, f"{rule.why}, perhaps")


def _log_odds(share: float) -> float:
    odds = log(max(share, 1e-6) / max(1 - share, 1e-6))
    return max(-MOST_LOG_ODDS, min(MOST_LOG_ODDS, odds))


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
    return (rule,) if rule in (*_LEARNED, NEGATIVE) else ()

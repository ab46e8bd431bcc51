"""What an item is: findings with rule, level, place in the original text, clause and reason. A person always decides.

The words are the pack's (`words.toml`); this file says how they are looked for. In a phrase, "*" at the end of a word
stands for any ending, and "a + b" means both within 160 characters, in either order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from console.model import ActionKind, Finding, ItemKind, Level, Rank
from console.rules.packs import Policy
from console.rules.personal_data import personal_data
from console.text import Folded, fold

TOGETHER_CHARACTERS = 160  # how far apart the two parts of "a + b" may stand: about two sentences
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
    phrases: re.Pattern[str]


class Triage:
    """One policy's rules, compiled once: some 60 ms to build, 0.2 ms to judge an item."""

    def __init__(self, policy: Policy) -> None:
        words = policy.words
        self._own = words.own_contacts
        self._clauses = {rule: _clause_of(rule, policy) for rule in RULES}
        self._allowed = _pattern(words.allowed)
        self._rules = [
            _rule("safeguarding", Level.NOW, "somebody may be at risk", words.safeguarding),
            _rule("urgent", Level.NOW, "danger to people or property", words.urgent),
            _rule("threat", Level.NOW, "reads as a threat", words.threat),
            _Rule("abuse", Level.NOW, "offensive or insulting", _disguised(words.abuse_severe)),
            _Rule("prejudice", Level.NOW, "prejudiced against a group of people", _disguised(words.prejudice)),
            _rule("reputation", Level.SOON, "may reach the press, the law or politics", words.reputation),
            _rule("colleague", Level.SOON, "about a colleague's conduct", words.colleague),
            _rule("complaint", Level.SOON, "a complaint", words.complaint),
            _rule("spam", Level.SOON, "reads as advertising or a scam", words.spam),
            _rule("negative", Level.NOTE, "dissatisfied", words.negative),
            _rule("issue", Level.NOTE, "raises something to be put right", words.issue),
            _rule("feedback", Level.NOTE, "a suggestion", words.feedback),
            _rule("thanks", Level.NOTE, "thanks or praise", words.thanks),
        ]
        self._mild = _disguised(words.abuse_mild)
        own = set(policy.core.identity.association.lower().split()) - _ANY_ASSOCIATION
        self._aimed = _pattern([*_AIMED_AT, *sorted(own)])

    def judge(self, text: str, kind: ItemKind) -> tuple[Finding, ...]:
        """Every finding, loudest first; offsets are into `text`. Personal data counts in public kinds only (W7.5)."""
        folded = fold(text)
        allowed = _spans(self._allowed, folded.text)
        found = [finding for rule in self._rules for finding in self._look(rule, folded, allowed)]
        found += self._look_for_swearing(folded, allowed, found)
        found += self._look_for_question(folded)
        if not kind.is_private:
            found += self._look_for_personal_data(text)
        return tuple(sorted(_without_ironic_thanks(found), key=_loudness))

    def _look(self, rule: _Rule, folded: Folded, allowed: Sequence[tuple[int, int]]) -> list[Finding]:
        spans = _spans(rule.phrases, folded.text)
        if rule.name in _SILENCED_BY_ALLOWED:
            spans = [span for span in spans if not _overlaps(span, allowed)]
        return [self._finding(rule.name, rule.level, folded, span, rule.why) for span in spans[:FINDINGS_PER_RULE]]

    def _look_for_swearing(
        self, folded: Folded, allowed: Sequence[tuple[int, int]], found: Iterable[Finding]
    ) -> list[Finding]:
        """Swearing at a broken boiler is a note; swearing at somebody is looked at soon (L6.3)."""
        severe = [(finding.start, finding.end) for finding in found if finding.rule == "abuse"]
        spans = [span for span in _spans(self._mild, folded.text) if not _overlaps(span, allowed)]
        findings = [self._swearing(folded, span) for span in spans[:FINDINGS_PER_RULE]]
        return [finding for finding in findings if not _overlaps((finding.start, finding.end), severe)]

    def _swearing(self, folded: Folded, span: tuple[int, int]) -> Finding:
        near = folded.text[max(0, span[0] - AIMED_CHARACTERS) : span[1] + AIMED_CHARACTERS]
        if self._aimed.search(near):
            return self._finding("abuse", Level.SOON, folded, span, "swearing or an insult aimed at somebody", 0.7)
        return self._finding("abuse", Level.NOTE, folded, span, "swearing, not at anybody", 0.4)

    def _look_for_question(self, folded: Folded) -> list[Finding]:
        match = _QUESTION.search(folded.text)
        if match is None:
            return []
        return [self._finding("question", Level.NOTE, folded, match.span(), "asks something")]

    def _look_for_personal_data(self, text: str) -> list[Finding]:
        clause = self._clauses["personal-data"]
        return [replace(finding, clause=clause) for finding in personal_data(text, self._own)]

    def _finding(
        self, rule: str, level: Level, folded: Folded, span: tuple[int, int], why: str, score: float = 1.0
    ) -> Finding:
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


def _overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _spans(pattern: re.Pattern[str] | None, text: str) -> list[tuple[int, int]]:
    return [] if pattern is None else [match.span() for match in pattern.finditer(text)]


def _clause_of(rule: str, policy: Policy) -> str:
    """The clause that a person is shown for a rule: from the setting that carries the rule out."""
    core = policy.core
    for reason in core.removal_reason:
        if rule in reason.rules:
            return reason.clause
    if rule in ("reputation", "colleague"):
        return core.escalation.clause
    return core.complaints.clause if rule in ("complaint", "issue") else core.deadlines.answer.clause


# -- from phrases to expressions -----------------------------------------------------------------------------------

_NEVER = re.compile(r"(?!)")


def _rule(name: str, level: Level, why: str, phrases: Sequence[str]) -> _Rule:
    return _Rule(name, level, why, _pattern(phrases))


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """One expression for all the phrases, longest first, at word boundaries of folded text."""
    return _compiled(order for phrase in _longest_first(phrases) for order in _together(phrase))


def _disguised(phrases: Sequence[str]) -> re.Pattern[str]:
    """As `_pattern`, but seeing through stretched letters and asterisks ("fuuck", "f**k")."""
    return _compiled(order for phrase in _longest_first(phrases) for order in _seen_through(phrase))


def _compiled(alternatives: Iterable[str]) -> re.Pattern[str]:
    """Alternatives under their first letter: at each word only those that begin as it does are tried (0.18 ms
    an item instead of 0.25).
    """
    by_letter: dict[str, list[str]] = {}
    for alternative in alternatives:
        letter = alternative[0] if alternative[0].isalnum() else ""
        by_letter.setdefault(letter, []).append(alternative.replace(" ", r"\s+"))
    if not by_letter:
        return _NEVER
    groups = (f"(?={letter})(?:{'|'.join(group)})" for letter, group in by_letter.items())
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)", re.DOTALL)


def _longest_first(phrases: Iterable[str]) -> list[str]:
    return sorted(phrases, key=len, reverse=True)


def _together(phrase: str) -> list[str]:
    """A phrase, or two that stand near each other ("a + b") in either order."""
    parts = [" ".join(map(_word, fold(part).text.split())) for part in phrase.split(" + ")]
    if len(parts) == 1:
        return parts
    first, second = parts[0], " ".join(parts[1:])
    gap = rf"(?!\w).{{0,{TOGETHER_CHARACTERS}}}?(?<!\w)"
    return [f"{first}{gap}{second}", f"{second}{gap}{first}"]


def _word(word: str) -> str:
    ending = r"\w*" if word.endswith("*") else ""
    return re.escape(word.removesuffix("*")).replace("'", "'?") + ending


def _seen_through(phrase: str) -> list[str]:
    if " + " in phrase:
        return _together(phrase)
    return [" ".join(map(_disguised_word, fold(phrase).text.split()))]


def _disguised_word(word: str) -> str:
    """Each letter once or twice; each but the first and last also as an asterisk, in words of four letters and more."""
    ending = r"\w*" if word.endswith("*") else ""
    letters = word.removesuffix("*")
    runs = [match[0] for match in re.finditer(r"(\w)\1*|\W", letters)]
    return "".join(_run(run, 0 < place < len(runs) - 1 and len(letters) > 3) for place, run in enumerate(runs)) + ending


def _run(run: str, may_be_hidden: bool) -> str:
    if not run.isalnum():
        return re.escape(run).replace("'", "'?")
    letter = rf"[{run[0]}*]" if may_be_hidden else run[0]
    return rf"{letter}{{1,2}}" if len(run) == 1 else rf"{letter}{{{len(run)}}}"

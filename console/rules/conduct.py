"""What may be said: the check of a text before it leaves, in replies, posts, private messages and notes.

A stop cannot be sent, a warning can with a reason that is kept, a hint is only said. Spelling and repeated answers are
not looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from console.model import Finding, Level
from console.rules.packs import Policy
from console.rules.personal_data import personal_data
from console.rules.plain_english import count_words, long_sentences, sentences
from console.rules.symbols import emoji_spans, emoticon_spans

_LINK = re.compile(
    r"\{link:[\w-]+\}|(?<![\w@.])(?:https?://[^\s<>]+|www\.[^\s<>]+|(?:[a-z\d-]{1,63}\.){1,4}"
    r"(?:co\.uk|org\.uk|gov\.uk|nhs\.uk|uk|com|org|net|scot|info|ly|io)\b(?:/[^\s<>]*)?)",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"\{[A-Za-z_]+(?::[\w-]+)?\}|\[(?:insert|name|date|time|link|reference|xx+)[^\]\n]{0,30}\]|\bX{4,}\b", re.I
)
_CAPITALS = re.compile(r"\b[A-Z]{2,}(?:['’][A-Z]+)?(?:[\s,]+[A-Z]{2,}(?:['’][A-Z]+)?){2,}\b|\b[A-Z]{7,}\b|[!?]{2,}")
_PROMISE = re.compile(
    r"\b(?:we|i|somebody|someone|our \w+(?: \w+)?|a colleague)"
    r"(?:['’]ll| will| are going to| am going to)\s+(?:\w+ly\s+)?"
    r"(?:call|ring|phone|contact|message|visit|reply|answer|get back|come back|be in touch|let you know|look into|fix|"
    r"repair|send|pass|arrange|update|find out|tell you|write|check|ask)\b",
    re.IGNORECASE,
)
_TIMESCALE = re.compile(
    r"\{timescale\}|\bwithin\b|\bby (?:the end|noon|close|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d)|"
    r"\btoday\b|\btomorrow\b|\bthis (?:morning|afternoon|evening|week)\b|\bbefore\b|"
    r"\bnext (?:week|month|working|\w+day)\b|\bin the next\b|\b(?:working )?(?:hours?|days?|weeks?)\b|\bat \d|"
    r"\bon \w+day\b|\bstraight away\b|\bas soon as\b|\bwhen we (?:open|re-?open)\b",
    re.IGNORECASE,
)
_APOLOGY = re.compile(r"\bsorry\b|\bapolog", re.IGNORECASE)
_COMPLAINT_ROUTE = re.compile(r"\bcomplain|\{link:complaints\}", re.IGNORECASE)


class Outbound(StrEnum):
    """What the text is to become."""

    REPLY = "reply"
    POST = "post"
    MESSAGE = "message"
    NOTE = "note"

    @property
    def is_public(self) -> bool:
        return self in (Outbound.REPLY, Outbound.POST)


@dataclass(frozen=True, slots=True)
class Check:
    """What the check found; `words` are those before the link, as LG1.3 counts."""

    words: int
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Nothing stops it."""
        return not self.stops

    @property
    def stops(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level is Level.STOP)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level is Level.WARN)


class Conduct:
    """One policy's outbound check, compiled once."""

    def __init__(self, policy: Policy) -> None:
        core, words = policy.core, policy.words
        self._policy = policy
        self._limits = core.conduct
        self._domains = _domains(policy)
        allowed = {word.casefold() for word in core.conduct.allowed_words}
        self._american = _Wordlist(words.american, allowed)
        self._jargon = _Wordlist(words.jargon, allowed)
        self._risky = _Wordlist(words.risky, allowed)
        self._allowed = allowed

    def check(self, text: str, outbound: Outbound, *, marks: Collection[str] = ()) -> Check:
        """Every finding, in order of place. `marks` are the triage rules of the item that is answered."""
        found = list(self._symbols(text))
        if outbound is not Outbound.NOTE:
            found += self._links(text, outbound)
            found += self._placeholders(text)
            found += self._wording(text)
        if outbound.is_public:
            found += self._personal(text)
        if outbound in (Outbound.REPLY, Outbound.MESSAGE):
            found += self._missing(text, marks)
        ordered = sorted(found, key=lambda finding: (finding.start, finding.end, finding.rule))
        return Check(_words_before_link(text), tuple(ordered))

    def _symbols(self, text: str) -> Iterator[Finding]:
        """L5.9, with customers or with other employees: so in notes too."""
        for start, end in emoji_spans(text):
            yield self._finding("emoji", Level.STOP, start, end, "an emoji", instead="")
        for start, end in emoticon_spans(text):
            yield self._finding("emoticon", Level.STOP, start, end, "an emoticon", instead="")

    def _links(self, text: str, outbound: Outbound) -> Iterator[Finding]:
        links = list(_LINK.finditer(text))
        words, limit = _words_before_link(text), self._limits.words_before_link
        if words > limit:
            level = Level.STOP if outbound is Outbound.POST else Level.WARN
            why = f"{words} words before the link, at most {limit}"
            end = links[0].start() if links else len(text)
            yield self._finding("too-long", level, 0, end, why)
        if not links and outbound.is_public and text.strip():
            why = "no link to the website"
            yield self._finding("no-link", Level.HINT, len(text), len(text), why)
        level = Level.STOP if outbound is Outbound.POST else Level.WARN
        why = "a link to a website that is not on the list"
        if not self._policy.core.domains.own:  # a blank of the pack must not make its own website a foreign one
            level, why = Level.HINT, "the pack does not say yet which website is your own"
        for link in links:
            if not link[0].startswith("{") and not self._is_known(link[0]):
                yield self._finding("foreign-link", level, link.start(), link.end(), why)

    def _is_known(self, link: str) -> bool:
        host = _host(link)
        return any(host == domain or host.endswith(f".{domain}") for domain in self._domains)

    def _placeholders(self, text: str) -> Iterator[Finding]:
        for match in _PLACEHOLDER.finditer(text):
            yield self._finding("placeholder", Level.STOP, *match.span(), "not filled in yet")

    def _wording(self, text: str) -> Iterator[Finding]:
        yield from self._listed("american", Level.WARN, "an American form", self._american, text)
        yield from self._listed("jargon", Level.HINT, "jargon", self._jargon, text)
        yield from self._listed("risky", Level.WARN, "risky wording", self._risky, text)
        for match in _CAPITALS.finditer(text):
            if not self._is_allowed(match[0]):
                instead = _unshouted(match[0])
                yield self._finding("shouting", Level.WARN, *match.span(), "reads as shouting", instead=instead)
        for start, end, words in long_sentences(text, self._limits.sentence_words):
            why = f"a sentence of {words} words, easier to read below {self._limits.sentence_words}"
            yield self._finding("readability", Level.HINT, start, end, why)

    def _listed(self, rule: str, level: Level, why: str, listed: _Wordlist, text: str) -> Iterator[Finding]:
        for start, end, instead in listed.find(text):
            yield self._finding(rule, level, start, end, why, instead=instead)

    def _is_allowed(self, capitals: str) -> bool:
        return all(word.casefold() in self._allowed for word in re.findall(r"\w+", capitals)) and capitals[0].isalpha()

    def _personal(self, text: str) -> Iterator[Finding]:
        own = self._policy.words.own_contacts
        yield from personal_data(text, own, clause=self._clause("personal-data"), level=Level.STOP)

    def _missing(self, text: str, marks: Collection[str]) -> Iterator[Finding]:
        """What the answer lacks: a timescale for a promise (LG2.4), an apology, the way to complain."""
        for start, end in _promises_without_timescale(text):
            yield self._finding("promise", Level.WARN, start, end, "a promise without saying by when")
        if {"complaint", "negative"} & set(marks) and _APOLOGY.search(text) is None:
            why = "no apology: say sorry where it was our mistake"
            yield self._finding("no-apology", Level.HINT, 0, 0, why)
        if "complaint" in marks and _COMPLAINT_ROUTE.search(text) is None:
            why = "does not say how to complain"
            yield self._finding("no-complaint-route", Level.HINT, len(text), len(text), why)

    def _finding(
        self, rule: str, level: Level, start: int, end: int, why: str, *, instead: str | None = None
    ) -> Finding:
        return Finding(rule, level, start, end, self._clause(rule), why, instead=instead)

    def _clause(self, rule: str) -> str:
        """The pack's clause for a rule, else the one of the whole check."""
        return self._limits.clauses.get(rule, self._limits.clause)


def check(text: str, outbound: Outbound, policy: Policy, *, marks: Collection[str] = ()) -> Check:
    """Check one text. For many, build `Conduct(policy)` once."""
    return Conduct(policy).check(text, outbound, marks=marks)


class _Wordlist:
    """A pack's list of wordings with what to write instead."""

    def __init__(self, words: Mapping[str, str], allowed: Collection[str]) -> None:
        self._instead = {word.casefold(): instead for word, instead in words.items() if word.casefold() not in allowed}
        longest_first = sorted(self._instead, key=len, reverse=True)
        joined = "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in longest_first)
        self._pattern = re.compile(rf"(?<![\w@/.-])(?:{joined})(?![\w@-]|\.\w)", re.IGNORECASE) if joined else None

    def find(self, text: str) -> Iterator[tuple[int, int, str | None]]:
        if self._pattern is None:
            return
        for match in self._pattern.finditer(text):
            key = re.sub(r"\s+", " ", match[0]).replace("’", "'").casefold()
            yield *match.span(), _in_case_of(match[0], self._instead.get(key, "")) or None


def _in_case_of(original: str, instead: str) -> str:
    return instead[:1].upper() + instead[1:] if original[:1].isupper() else instead


def _unshouted(capitals: str) -> str:
    return capitals[0] if not capitals[0].isalpha() else capitals.lower()


def _words_before_link(text: str) -> int:
    link = _LINK.search(text)
    return count_words(text[: link.start()] if link else text)


def _domains(policy: Policy) -> frozenset[str]:
    """Whose links may go out: the pack's lists, and wherever its own link shelf points."""
    shelf = (_host(link.url) for link in policy.core.link if link.url)
    listed = (*policy.core.domains.own, *policy.core.domains.listed)
    return frozenset([domain.casefold().removeprefix("www.") for domain in listed] + [host for host in shelf if host])


def _host(link: str) -> str:
    """The host of a link, without "www."; "" when it has none."""
    try:
        host = urlsplit(link if "://" in link else f"https://{link}").hostname or ""
    except ValueError:  # such as https://[broken
        return ""
    return host.rstrip(".,;:!?)").removeprefix("www.")


def _promises_without_timescale(text: str) -> Iterator[tuple[int, int]]:
    """Promises whose own sentence and the next one say no time."""
    spans = sentences(text)
    for place, (start, end) in enumerate(spans):
        promise = _PROMISE.search(text, start, end)
        until = spans[min(place + 1, len(spans) - 1)][1]
        if promise is not None and _TIMESCALE.search(text, start, until) is None:
            yield promise.span()

"""What may be said: the check of a text before it leaves, in replies, posts, private messages and notes.

A stop cannot be sent, a warning can with a reason that is kept, a hint is only said. This file asks the rules, one room
each, and gives what they found a level, a clause and a reason.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from console.model import Finding, Level
from console.rules import british_check, linking, missing, offending, shouting, tone
from console.rules.accounts import account_details
from console.rules.jargon import JargonList
from console.rules.other_people import Named, people_named
from console.rules.outbound import Levels, Outbound
from console.rules.packs import Policy
from console.rules.personal_data import personal_data
from console.rules.placeholders import placeholders
from console.rules.plain_english import count_words, hardest_words, long_sentences, reading_age
from console.rules.promises import Promises, kept_to
from console.rules.prose import BySentence, Prose
from console.rules.repeated import is_repeated
from console.rules.symbols import emoji_spans, emoticon_spans
from console.rules.wordlists import Found, Wordlist

__all__ = ["Check", "Conduct", "Outbound", "check"]


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


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one rule saw, before it is given a level and a clause.

    `at_most` makes it quieter than the rule is; `is_stop` as loud as can be, wherever the rule is held at all.
    """

    rule: str
    start: int
    end: int
    why: str
    instead: str | None = None
    at_most: Level | None = None
    is_stop: bool = False


class Conduct:
    """One policy's outbound check, compiled once: some 40 ms, and 0.2 s more for the first text."""

    def __init__(self, policy: Policy) -> None:
        core, words = policy.core, policy.words
        self._limits = core.conduct
        self._levels = Levels(core.conduct.levels)
        self._published = policy.published
        self._links = linking.Linking(policy)
        allowed = {word.casefold() for word in core.conduct.allowed_words}
        self._jargon = JargonList(words.jargon, allowed)
        self._promises = Promises(words.promises)
        risky = Wordlist(words.risky, allowed)
        self._risky = BySentence(lambda prose: risky.find(prose.words))
        self._offending = offending.Offending(policy)
        self._missing = missing.Missing(words)
        self._british = british_check.British(policy, allowed)
        self._allowed = allowed
        self._timescale = core.timescale[0].text

    def check(
        self,
        text: str,
        outbound: Outbound,
        *,
        marks: Collection[str] = (),
        answered: str = "",
        recent: Sequence[str] = (),
    ) -> Check:
        """Every finding, in order of place.

        `marks` are the triage rules of the item that is answered, `answered` its text; `recent` are answers that just
        went to other people.
        """
        prose = Prose(text)
        seen = [
            *self._symbols(text),
            *self._length(prose, outbound),
            *self._wording(prose, outbound),
            *self._people(text, answered, outbound),
            *self._lacks(prose, marks, answered),
        ]
        if is_repeated(text, recent):
            seen.append(_Seen("repeated", 0, len(text), "nearly the same as an answer just given to somebody else"))
        findings = (finding for one in seen if (finding := self._finding(one, outbound)) is not None)
        ordered = sorted(findings, key=lambda finding: (finding.start, finding.end, finding.rule))
        return Check(_words_before_link(prose), tuple(ordered))

    def _symbols(self, text: str) -> Iterator[_Seen]:
        """L5.9, with customers or with other employees: so in notes too."""
        for start, end in emoji_spans(text):
            yield _Seen("emoji", start, end, "an emoji", "")
        for start, end in emoticon_spans(text):
            yield _Seen("emoticon", start, end, "an emoticon", "")
        for start, end, instead in placeholders(text, self._links.address):
            yield _Seen("placeholder", start, end, "not filled in yet", instead)

    def _length(self, prose: Prose, outbound: Outbound) -> Iterator[_Seen]:
        words, limit = _words_before_link(prose), self._limits.words_before_link
        if words > limit:
            end = prose.links[0].start() if prose.links else len(prose.text)
            yield _Seen("too-long", 0, end, f"{words} words before the link, at most {limit}")
        if prose.text.strip() and self._links.is_missing(prose, outbound):
            page = self._links.fitting(prose)
            instead = None if page is None else f" {page}"
            yield _Seen("no-link", len(prose.text), len(prose.text), "no link to the website", instead)
        for start, end in self._links.unfilled(prose) if outbound is not Outbound.NOTE else ():
            why = "stands in for a link: the pack has no address for it yet"
            yield _Seen("placeholder", start, end, why, at_most=Level.HINT)
        for doubt in self._links.doubtful(prose):
            yield _Seen("foreign-link", doubt.start, doubt.end, doubt.why, doubt.instead, doubt.at_most)
        for start, end, count in long_sentences(prose, self._limits.sentence_words):
            why = f"a sentence of {count} words, easier to read below {self._limits.sentence_words}: make two of it"
            yield _Seen("readability", start, end, why, at_most=Level.HINT)
        yield from self._hard(prose)

    def _hard(self, prose: Prose) -> Iterator[_Seen]:
        age = reading_age(prose.words)
        if age is not None and age > self._limits.reading_age:
            hard = ", ".join(f'"{word}"' for word in hardest_words(prose.words))
            change = f"plainer words for {hard}, and " if hard else ""
            why = f"reads as if for age {age}, at most {self._limits.reading_age}: {change}shorter sentences"
            yield _Seen("readability", 0, len(prose.text), why)

    def _wording(self, prose: Prose, outbound: Outbound) -> Iterator[_Seen]:
        for found in self._jargon.find(prose):
            yield _Seen("jargon", found.start, found.end, found.why, found.instead)
        yield from self._risks(prose, outbound)
        for slip in self._british.slips(prose):
            yield _Seen(slip.rule, slip.start, slip.end, slip.why, slip.instead, None if slip.is_sure else Level.HINT)
        for start, end, instead in shouting.shouted(prose.text, self._allowed):
            yield _Seen("shouting", start, end, "reads as shouting", instead)
        for start, end, instead in shouting.stressed(prose.text, self._allowed):
            yield _Seen("shouting", start, end, "capitals to stress a word", instead, Level.HINT)

    def _risks(self, prose: Prose, outbound: Outbound) -> Iterator[_Seen]:
        """Abuse, prejudice and threats; wordings that the pack lists; and sentences that may be read amiss."""
        offences = list(self._offending.find(prose))
        listed = [replace(one, start=at + one.start, end=at + one.end) for at, one in self._risky.find(prose)]
        told = [(one.start, one.end) for one in offences] + [(one.start, one.end) for one in listed]
        if outbound is Outbound.NOTE:
            offences = offending.outside_quotes(offences, prose.text)
        severe = [(one.start, one.end) for one in offences if one.is_severe]
        listed = [one for one in listed if not _overlaps(one, severe)]
        advised = [(one.start, one.end) for one in listed]
        for one in offences:
            if not _overlaps(one, advised):  # a pack's own wording comes with what to say instead
                is_stop = one.is_severe and outbound is not Outbound.NOTE
                yield _Seen("risky", one.start, one.end, f"reads as {one.why}", is_stop=is_stop)
        yield from (_risky(found, outbound) for found in listed)
        for start, end, why in tone.doubtful(prose, told):
            yield _Seen("risky", start, end, why, at_most=Level.HINT)

    def _people(self, text: str, answered: str, outbound: Outbound) -> Iterator[_Seen]:
        """Data that tells who or where somebody is, in public; other people with their homes, in private too."""
        if outbound.is_public:
            for found in personal_data(text, self._published):
                if found.detail == "phone" and _is_ours(text, found.start):
                    continue
                yield _Seen("personal-data", found.start, found.end, found.why)
            for start, end, why in account_details(text):
                yield _Seen("personal-data", start, end, why, at_most=Level.WARN)
        for person in people_named(text):
            name = text[person.start : person.end]
            if not (person.is_placed or outbound.is_public) or name in answered:
                continue
            why = _why_named(person)
            yield _Seen("personal-data", person.start, person.end, why, at_most=Level.WARN)

    def _lacks(self, prose: Prose, marks: Collection[str], answered: str) -> Iterator[_Seen]:
        """What the answer lacks: a timescale for a promise (LG2.4), an apology, the way to complain."""
        for start, end, is_whole in self._promises.without_timescale(prose.text, prose.sentences):
            instead = kept_to(prose.text[start:end], self._timescale)
            why = "a promise without saying by when" if is_whole else "says no time of its own by when it is done"
            yield _Seen("promise", start, end, why, instead, None if is_whole else Level.HINT)
        lack = self._missing.look(prose, marks, answered)
        if lack.apology is not None:
            at_most = None if lack.is_sure else Level.HINT
            yield _Seen("no-apology", *lack.apology, "no apology: say sorry where it was our mistake", at_most=at_most)
        if lack.complaint_route:
            end = len(prose.text)
            yield _Seen("no-complaint-route", end, end, "does not say how to complain")

    def _finding(self, seen: _Seen, outbound: Outbound) -> Finding | None:
        level = self._levels.of(seen.rule, outbound)
        if level is None:
            return None
        if seen.is_stop:
            level = Level.STOP
        if seen.at_most is not None:
            level = max(level, seen.at_most, key=list(Level).index)
        clause = self._limits.clauses.get(seen.rule, self._limits.clause)
        return Finding(seen.rule, level, seen.start, seen.end, clause, seen.why, instead=seen.instead)


def _why_named(person: Named) -> str:
    if not person.is_by_name:
        return "everybody in the street knows who is meant"
    return "somebody's name with where they live" if person.is_placed else "somebody's name in public"


_IS_OURS = re.compile(
    r"\b(?:(?:ring|call|phone|telephone|reach|contact)(?:ing)? us|(?:our|the) (?:\w+ ){0,2}(?:number|office|"
    r"helpline|hub|desk|"
    r"line|team|freephone)|in an? emergency,? (?:ring|call|phone))(?: us)?(?: is)?(?: any ?time|"
    r" day or night)?(?: on| at|:)? $",
    re.IGNORECASE,
)
_PRIVATE = "(leave out what is private"
_PERHAPS = "(perhaps:"
_MOBILE = re.compile(r"(?:\+44 ?|0)7")


def _is_ours(text: str, at: int) -> bool:
    """Whether a number is given as ours, "ring us on 01632 960001". A mobile is always somebody's."""
    return _MOBILE.match(text, at) is None and _IS_OURS.search(text, 0, at) is not None


def _risky(found: Found, outbound: Outbound) -> _Seen:
    """With a wording that can take its place, or with the pack's advice (in brackets) where none simply can.

    Where the advice begins with "perhaps", the wording is as often right as not: it is only said. So is what is private
    in a note, which is where it belongs.
    """
    advice = found.instead or ""
    if outbound is Outbound.NOTE and advice.startswith(_PRIVATE):
        return _Seen("risky", found.start, found.end, "private: for this note alone", at_most=Level.HINT)
    if advice.startswith(_PERHAPS):
        why = f"may be risky wording: {advice.removeprefix(_PERHAPS).strip(') ')}"
        return _Seen("risky", found.start, found.end, why, at_most=Level.HINT)
    if found.instead is not None and found.instead.startswith("("):
        return _Seen("risky", found.start, found.end, f"risky wording: {found.instead.strip('()')}")
    return _Seen("risky", found.start, found.end, "risky wording", found.instead)


def _overlaps(one: Found | offending.Offence, others: Iterable[tuple[int, int]]) -> bool:
    return any(start < one.end and one.start < end for start, end in others)


@lru_cache(maxsize=4)
def compiled(policy: Policy) -> Conduct:
    """The policy's check, made once: whoever checks one text after the other need not keep it."""
    return Conduct(policy)


def check(
    text: str,
    outbound: Outbound,
    policy: Policy,
    *,
    marks: Collection[str] = (),
    answered: str = "",
    recent: Sequence[str] = (),
) -> Check:
    """Check one text as `Conduct.check` does."""
    return compiled(policy).check(text, outbound, marks=marks, answered=answered, recent=recent)


def _words_before_link(prose: Prose) -> int:
    return count_words(prose.text[: prose.links[0].start()] if prose.links else prose.text)

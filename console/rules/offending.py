"""Abuse, prejudice and threats in a text of ours, by the lists that triage holds against what others write.

What others say, `triage.py` weighs by whom it is aimed at; of ours, no crude word or swearing is right. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from console.rules.hidden_words import HiddenWords
from console.rules.packs import Policy
from console.rules.phrases import Phrases
from console.rules.policy_texts import Words
from console.rules.prose import Prose
from console.text import fold_characters, fold_signs

SEVERE = ("abuse", "prejudice")  # whose words are found misspelt as well
CRUDE, SWEARING, ALLOWED = "crude", "swearing", "allowed"  # lists beside the rules of triage
SENTENCES_KEPT = 64  # at a key one sentence of a text changes; reading one takes 0.1 ms
_THREAT = "threat"
_WHY = {  # the worst first: of two in one place it is the one that is told
    _THREAT: "a threat",
    "prejudice": "prejudice against a group of people",
    "abuse": "abuse",
    CRUDE: "a crude word",
    SWEARING: "swearing or an insult",
}
_QUOTED = re.compile(r'"[^"\n]+"|“[^”\n]+”|(?<!\w)‘[^\n]+?’(?!\w)')


@dataclass(frozen=True, slots=True)
class Offence:
    """Where it stands; `is_severe` when it may not leave at all."""

    start: int
    end: int
    why: str
    is_severe: bool


class Offending:
    """One policy's lists, made ready when the first text is read: 0.1 s. A sentence is read once."""

    def __init__(self, policy: Policy) -> None:
        self._words = policy.words
        self._in_sentence = lru_cache(maxsize=SENTENCES_KEPT)(self._read)

    def find(self, prose: Prose) -> Iterator[Offence]:
        """Every offence, sentence by sentence."""
        for start, end in prose.sentences:
            for one in self._in_sentence(prose.text[start:end]):
                yield Offence(start + one.start, start + one.end, one.why, one.is_severe)

    @cached_property
    def _phrases(self) -> Phrases:
        plain = {_THREAT: self._words.threat, ALLOWED: self._words.allowed}
        return Phrases(plain, disguised_lists(self._words), self._words.concepts)

    @cached_property
    def _hidden(self) -> HiddenWords:
        return hidden_words(self._words)

    def _read(self, sentence: str) -> tuple[Offence, ...]:
        written = fold_characters(sentence)
        folded = fold_signs(written)
        spans = self._phrases.spans(folded.text)
        taken = [folded.span(*span) for span in spans.get(ALLOWED, ())]
        seen = [(rule, folded.span(*span)) for rule in _WHY for span in spans.get(rule, ())]
        seen += [(hidden.rule, written.span(hidden.start, hidden.end)) for hidden in self._hidden.find(written.text)]
        found = []
        for rule, (start, end) in seen:
            if not any(one < end and start < other for one, other in taken):
                taken.append((start, end))
                found.append(Offence(start, end, _WHY[rule], rule not in (CRUDE, SWEARING)))
        return tuple(found)


def disguised_lists(words: Words) -> Mapping[str, Sequence[str]]:
    """The lists whose words are seen through disguises, by rule or strength."""
    return {
        "abuse": words.abuse_severe,
        "prejudice": words.prejudice,
        CRUDE: words.abuse_crude,
        SWEARING: words.abuse_mild,
    }


def hidden_words(words: Words) -> HiddenWords:
    """The disguised words of those lists, and what only resembles them."""
    return HiddenWords(disguised_lists(words), SEVERE, [*words.known, *words.allowed, *words.jargon])


def outside_quotes(offences: Sequence[Offence], text: str) -> list[Offence]:
    """Those that do not stand in quotation marks: a note may say what somebody wrote."""
    quotes = [match.span() for match in _QUOTED.finditer(text)]
    return [one for one in offences if not any(start < one.start and one.end < end for start, end in quotes)]

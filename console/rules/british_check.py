"""Spelling held against one policy (LG4.2): what its own words, names and places make right, what is American."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from console.rules import confused, spelling
from console.rules.packs import Policy
from console.rules.prose import BySentence, Prose, Word
from console.rules.wordlists import Wordlist

_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NO_SLIP = re.compile(r"x+|(?:ha|he|ho){2,}|a+h+|o+h+|h*m+|[^aeiouy']{1,4}|\w{1,2}")  # kisses, laughs, abbreviations
_NAMES_ONLY = frozenset(
    re.findall(
        r"\w+",
        "monday tuesday wednesday thursday friday saturday sunday january february april june july august september "
        "october november december christmas easter scotland england wales aberdeen devon cornwall facebook youtube "
        "english scottish british",
    )
)


@dataclass(frozen=True, slots=True)
class Slip:
    """One word to look at. `is_sure` when it is next to a word that was most likely meant."""

    rule: str
    start: int
    end: int
    why: str
    instead: str | None
    is_sure: bool = True


class British:
    """One policy's spelling: the British list and everything the pack itself says."""

    def __init__(self, policy: Policy, allowed: Collection[str]) -> None:
        self._known = _own_words(policy, allowed)
        self._american = Wordlist(policy.words.american, allowed)
        self._misspelt = Wordlist(policy.words.misspelt, allowed)
        self._by_sentence = BySentence(self._in_sentence)

    def slips(self, prose: Prose) -> Iterator[Slip]:
        """American forms and words that are none; never both of one word."""
        for offset, one in self._by_sentence.find(prose):
            yield replace(one, start=offset + one.start, end=offset + one.end)

    def _in_sentence(self, prose: Prose) -> Iterator[Slip]:
        words, taken = prose.words, set[int]()
        for rule, listed, why in (
            ("american", self._american, "an American form"),
            ("spelling", self._misspelt, "not spelt so"),
        ):
            for found in listed.find(words):
                if found.start not in taken and not _is_in_a_name(words, found.first):
                    taken.update(range(found.start, found.end))
                    yield Slip(rule, found.start, found.end, why, found.instead)
        for one in confused.confusions(words):
            if one.start not in taken:
                taken.update(range(one.start, one.end))
                meant = _in_case_of(prose.text[one.start], one.meant)
                yield Slip("spelling", one.start, one.end, one.why, meant)
        for place, word in enumerate(words):
            if word.start not in taken and (slip := self._slip(words, place, prose.text)) is not None:
                yield slip

    def _slip(self, words: list[Word], place: int, text: str) -> Slip | None:
        word = words[place]
        if word.plain in self._known or _is_no_prose(word):
            return None
        is_capital = word.text[0].isupper()
        if is_capital and not word.opens:
            return None
        if not is_capital and word.plain in _NAMES_ONLY:
            return _slip("spelling", word, "a name, with a capital", word.plain.capitalize(), is_sure=False)
        if spelling.is_word(word.text.replace("’", "'")) or (is_capital and _is_in_a_name(words, place)):
            return None
        if text[word.end : word.end + 1] in {"'", "’"} and spelling.is_word(f"{word.plain}g"):  # dookin'
            return None
        return _judged(word, is_capital)


def _judged(word: Word, is_capital: bool) -> Slip | None:
    british = spelling.british_form(word.plain)
    if british is not None:
        return _slip("american", word, "an American form", british)
    if is_capital:  # it opens the sentence: a name, unless it is nearly a word
        meant = spelling.slipped(word.plain)
        return None if meant is None else _slip("spelling", word, "not in the British word list", meant)
    if word.is_glued or spelling.is_name(word.plain):
        return None
    meant = spelling.meant(word.plain)
    return _slip(
        "spelling", word, "not in the British word list", meant, is_sure=meant is not None and len(word.plain) > 3
    )


def _slip(rule: str, word: Word, why: str, instead: str | None, *, is_sure: bool = True) -> Slip:
    cased = None if instead is None else _in_case_of(word.text[0], instead)
    return Slip(rule, word.start, word.end, why, cased, is_sure)


def _in_case_of(letter: str, instead: str) -> str:
    return instead[:1].upper() + instead[1:] if letter.isupper() else instead


def _is_no_prose(word: Word) -> bool:
    """Abbreviations, references and words of other languages: capitals inside, accents, or as short as "hrs"."""
    if not word.plain.isascii():
        return True
    return any(letter.isupper() for letter in word.text[1:]) or _NO_SLIP.fullmatch(word.plain) is not None


def _is_in_a_name(words: list[Word], place: int) -> bool:
    """Beside another word with a capital, inside a sentence: "Center Parcs"."""
    word = words[place]
    if not word.text[0].isupper():
        return False
    beside = [words[other] for other in (place - 1, place + 1) if 0 <= other < len(words)]
    return any(other.sentence == word.sentence and other.text[0].isupper() and not other.opens for other in beside)


def _own_words(policy: Policy, allowed: Collection[str]) -> frozenset[str]:
    """Everything that the pack writes itself: names and places, what it lists as known, templates and notices."""
    core = policy.core
    texts: list[str] = [*allowed, *policy.words.known, core.identity.association, core.identity.title, core.terms.text]
    texts += [template.text for template in policy.templates]
    texts += [reason.notice for reason in core.removal_reason] + [rule.text for rule in core.house_rule]
    texts += [role.title for role in core.role] + [department.title for department in core.department]
    texts += [link.title for link in core.link] + [*policy.words.jargon]
    return frozenset(word.lower().replace("’", "'") for word in _all_words(texts))


def _all_words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _LETTERS.findall(text)

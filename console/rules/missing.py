"""What an answer lacks: an apology for a mistake of ours, the way to complain for whoever complains (LG2.3, LG2.5)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from console.model import Verdict
from console.rules.policy_texts import Words
from console.rules.prose import BySentence, Prose
from console.rules.wordlists import Wordlist

_APOLOGY = re.compile(r"\b(?:sorry|apolog\w+|regret|forgive|sincere condolences|sympath\w+)\b", re.IGNORECASE)
_COMPLAINT_ROUTE = re.compile(
    r"\bcomplain|\{link:complaints\}|\bombudsman\b|\bSPSO\b|\bstage (?:one|two|1|2)\b|\b(?:make it|take (?:it|"
    r"this)) (?:formal|further)\b",
    re.IGNORECASE,
)
_DISSATISFIED = frozenset({"complaint", "negative", "colleague"})

ASKED_KEPT = 16  # texts that are answered: the same one at every key of an answer


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing. `apology` is where it belongs; it `is_sure` when a person, or both texts, say it was ours."""

    apology: tuple[int, int] | None
    is_sure: bool
    complaint_route: bool


class Missing:
    """One policy's words for mistakes of ours, and for people who were let down."""

    def __init__(self, words: Words) -> None:
        admits = Wordlist(words.admits)
        self._admits = BySentence(lambda prose: admits.find(prose.words))
        self._let_down = Wordlist(words.let_down)
        self._complains = Wordlist(words.complains)
        self._asked = lru_cache(maxsize=ASKED_KEPT)(self._read)

    def look(self, prose: Prose, marks: Collection[str], answered: str) -> Lack:
        """`marks` are the triage rules of what is answered and the verdict on it, `answered` its text."""
        let_down, complains = self._asked(answered)
        admits = next(self._admits.find(prose), None)
        is_let_down = let_down or bool(_DISSATISFIED & set(marks))
        complains = complains or "complaint" in marks
        is_ours = Verdict.OUR_MISTAKE.value in marks
        is_aggrieved = (is_let_down or complains) and Verdict.INACCURATE.value not in marks
        apology = None
        if (is_ours or is_aggrieved or admits) and _APOLOGY.search(prose.text) is None:
            apology = (0, 0) if admits is None else (admits[0] + admits[1].start, admits[0] + admits[1].end)
        is_sure = is_ours or (admits is not None and is_aggrieved)
        return Lack(apology, is_sure, complains and _COMPLAINT_ROUTE.search(prose.text) is None)

    def _read(self, answered: str) -> tuple[bool, bool]:
        """Whether it says that we let somebody down, and whether it complains."""
        words = Prose(answered).words
        return any(self._let_down.find(words)), any(self._complains.find(words))

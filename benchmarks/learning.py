"""What learning from use wins or spoils: `python -m benchmarks.learning`, half a minute.

Two people answer one half of the housing messages, then the other half is asked. They take the right template, from the
suggestions or by hand, and pass over what stood first and was wrong. What they teach goes the whole way of the rules:
covered, voted on, on probation, limited.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from benchmarks.figures import Figure, table
from benchmarks.judge import KINDS, POLICIES, read
from console.model import LearnedPhrase, Lesson, Offered
from console.rules.covering import as_phrase
from console.rules.edits import Taken
from console.rules.lessons import lessons, passed_over
from console.rules.packs import Policy, load_policy
from console.rules.suggest import Suggester

Line = dict[str, Any]

AT = datetime(2026, 11, 20, tzinfo=UTC)
PEOPLE = ("sam", "kim")


class Notebook:
    """Learned phrases with their votes, as the store keeps them."""

    def __init__(self) -> None:
        self.phrases: dict[int, LearnedPhrase] = {}
        self._people: dict[int, set[str]] = {}

    def learn(self, person: str, found: Sequence[Lesson]) -> None:
        for lesson in found:
            number = lesson.phrase_id or self._number_of(lesson, person)
            self._people[number].add(person)
            phrase = self.phrases[number]
            self.phrases[number] = replace(
                phrase,
                accepted=phrase.accepted + lesson.is_for,
                rejected=phrase.rejected + (not lesson.is_for),
                people=len(self._people[number]),
            )

    def _number_of(self, lesson: Lesson, person: str) -> int:
        for phrase in self.phrases.values():
            if (phrase.template_id, phrase.text) == (lesson.template_id, lesson.text):
                return phrase.id
        number = len(self.phrases) + 1
        self.phrases[number] = LearnedPhrase(number, lesson.template_id, lesson.text, AT, person)
        self._people[number] = set()
        return number


def taught(policy: Policy, lines: Sequence[Line]) -> Suggester:
    """A library that has heard what answering these lines taught, each of them by both people."""
    library, notebook = Suggester(policy.templates), Notebook()
    for person, line in ((person, line) for person in PEOPLE for line in lines):
        phrase = as_phrase(line["text"], "", policy.words.own_contacts)
        if phrase is None:
            continue
        matches = library.suggest(line["text"], KINDS[line["kind"]])
        offered = [match.template.id for match in matches]
        right = line[policy.name]
        sent = Taken(next((id for id in offered if id in right), right[0]), 0.0)
        over = passed_over(Offered(tuple(offered), not library.none_fits(matches)), sent)
        notebook.learn(person, lessons(phrase, sent, over, list(notebook.phrases.values())))
        library.listen_to(list(notebook.phrases.values()))
    return library


def figures_for(policy: Policy) -> list[Figure]:
    """How often a right template is first, and among the first three, before and after; each half asked once."""
    lines = read("housing_messages")
    before = Suggester(policy.templates)
    places = [place for half in (0, 1) for place in _places(before, policy, lines[half::2])]
    after = [
        place for half in (0, 1) for place in _places(taught(policy, lines[1 - half :: 2]), policy, lines[half::2])
    ]
    return [
        Figure(name=f"{policy.name}: {what}, {when}", value=100 * sum(at < n for at in found) / len(found), unit="%")
        for what, n in (("a right reply first", 1), ("among the first three", 3))
        for when, found in (("before", places), ("after", after))
    ]


def _places(library: Suggester, policy: Policy, lines: Sequence[Line]) -> list[int]:
    """Of the first right template for each line; 3 and more: too late."""
    found = [[match.template.id for match in library.suggest(line["text"], KINDS[line["kind"]])] for line in lines]
    return [
        next((at for at, id in enumerate(ids) if id in line[policy.name]), 3)
        for ids, line in zip(found, lines, strict=True)
    ]


def main() -> int:
    print(table([figure for name in POLICIES for figure in figures_for(load_policy(name))]))
    return 0


if __name__ == "__main__":
    sys.exit(main())

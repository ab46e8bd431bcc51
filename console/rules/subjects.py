"""What a text is about and where: the topics and places of the pack's lists (`topics.toml`). They are no findings.

How a phrase is looked for is said in `phrases.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from console.rules.packs import Policy
from console.rules.phrases import Phrases, Span
from console.text import Folded, fold


@dataclass(frozen=True, slots=True)
class Mention:
    """A topic or a place that a text names; `spans` are offsets into the text, end exclusive, in order."""

    id: str
    title: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a text is about, and where; of each the most mentioned first, then in the order of the text."""

    topics: tuple[Mention, ...]
    places: tuple[Mention, ...]


class Subjects:
    """One pack's lists, made ready once: 30 ms. A text of a hundred letters then takes some 25 µs."""

    def __init__(self, policy: Policy) -> None:
        topics, concepts = policy.topics, policy.words.concepts
        self._topics = Phrases({row.id: row.words for row in topics.topic}, {}, concepts)
        self._places = Phrases({row.id: [row.title, *row.words] for row in topics.place}, {}, concepts)
        self._topic_titles = {row.id: row.title for row in topics.topic}
        self._place_titles = {row.id: row.title for row in topics.place}

    def of(self, text: str) -> Subject:
        """The topics and places of a text; empty where none of the pack's is named."""
        folded = fold(text)
        return Subject(
            _mentions(folded, self._topics.spans(folded.text), self._topic_titles),
            _mentions(folded, self._places.spans(folded.text), self._place_titles),
        )


def _mentions(folded: Folded, found: Mapping[str, Sequence[Span]], titles: Mapping[str, str]) -> tuple[Mention, ...]:
    mentions = [Mention(id, titles[id], _in_original(folded, spans)) for id, spans in found.items() if spans]
    return tuple(sorted(mentions, key=lambda mention: (-len(mention.spans), mention.spans)))


def _in_original(folded: Folded, spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(folded.span(*span) for span in spans)

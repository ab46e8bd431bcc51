"""Whether the names in a pack's `words.toml` exist: of concepts, and of common phrases that it takes out."""

from __future__ import annotations

from collections.abc import Iterator

from console.rules.common_words import can_be_taken_out, common_words
from console.rules.pack_draft import PackDraft, record
from console.rules.pack_shape import PackNote, did_you_mean
from console.rules.policy_texts import Words
from console.rules.statements import concepts_in

MAY_NAME_CONCEPTS = (
    "abuse_severe", "abuse_crude", "abuse_mild", "prejudice", "threat", "urgent", "safeguarding", "reputation",
    "complaint", "negative", "issue", "feedback", "thanks", "spam", "colleague", "allowed",
)  # fmt: skip


def word_notes(draft: PackDraft, file: str) -> Iterator[PackNote]:
    """Everything in the words' file that is of the right type and yet names what is not there."""
    words = record(draft.words, Words)
    if words is None:
        return
    for phrase in words.without:
        if phrase not in can_be_taken_out():
            wrong = f'names "{phrase}", which is in no common list'
            yield PackNote(file, "without", wrong, did_you_mean(phrase, can_be_taken_out()))
    known = {**common_words().concepts, **words.concepts}
    for key in MAY_NAME_CONCEPTS:
        for phrase in getattr(words, key):
            for name in concepts_in(phrase):
                if name not in known:
                    yield PackNote(file, key, f'"{phrase}" names the concept "{name}"', did_you_mean(name, known))

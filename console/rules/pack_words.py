"""Whether the phrases that a pack takes out of the common words (`without`) are among them."""

from __future__ import annotations

from collections.abc import Iterator

from console.rules.common_words import can_be_taken_out
from console.rules.pack_draft import PackDraft, record
from console.rules.pack_shape import PackNote, did_you_mean
from console.rules.policy_texts import Words


def word_notes(draft: PackDraft, file: str) -> Iterator[PackNote]:
    """Every phrase of `without` that no common list holds."""
    words = record(draft.words, Words)
    for phrase in words.without if words is not None else []:
        if phrase not in can_be_taken_out():
            wrong = f'names "{phrase}", which is in no common list'
            yield PackNote(file, "without", wrong, did_you_mean(phrase, can_be_taken_out()))

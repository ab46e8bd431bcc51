"""What an answer teaches: its message is a phrase for the template that was sent, and against one that was passed over.

Imported where it is used: rapidfuzz costs some 20 ms. What a lesson then counts for is `probation`'s to say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from console.model import LearnedPhrase, Lesson, Offered
from console.rules.edits import Taken
from console.rules.likeness import alike

SAME = 0.9  # rapidfuzz's likeness from which a message says what a learned phrase says, so that it adds none
LIKE = 0.7  # and from which it bears out a learned phrase, or tells against it


def passed_over(offered: Offered, taken: Taken | None) -> str | None:
    """The suggestion that stood first and was said to fit, where another template or a free reply was sent instead.

    The others are not judged: who takes the second has not said what they think of the third. Nor is one that was
    begun from and rewritten.
    """
    if not offered.fits or not offered.template_ids or (taken is not None and not taken.is_accepted):
        return None
    first = offered.template_ids[0]
    return None if taken is not None and taken.template_id == first else first


def lessons(phrase: str, taken: Taken | None, over: str | None, known: Sequence[LearnedPhrase]) -> list[Lesson]:
    """What is learned from an answer to the message `phrase`; nothing from one that is neither accepted nor free.

    `over` is the template that was passed over; `known` has at least the learned phrases of the two templates.
    """
    found: list[Lesson] = []
    if taken is not None and taken.is_accepted:
        found += _lessons(taken.template_id, phrase, known, is_for=True)
    if over is not None:
        found += _lessons(over, phrase, known, is_for=False)
    return found


def teaches(marks: Iterable[str], rules: Collection[str]) -> bool:
    """Whether anything may be learned from an item with these marks: not where one of `rules` found something."""
    return not set(marks) & set(rules)


def _lessons(template_id: str, phrase: str, known: Iterable[LearnedPhrase], *, is_for: bool) -> list[Lesson]:
    near = max(
        ((alike(phrase, one.text), one.id) for one in known if one.template_id == template_id), default=(0.0, None)
    )
    likeness, nearest = near
    about_it = [Lesson(template_id, is_for, nearest)] if likeness >= LIKE else []
    return about_it if likeness >= SAME else [*about_it, Lesson(template_id, is_for, text=phrase)]

"""Writing down what answers teach, and taking it back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from console.clock import epoch_ms
from console.model import Item, Lesson, TemplateUse
from console.rules.probation import MOST_PHRASES
from console.store.item_writes import StoreWriting
from console.store.values import plain
from console.text import storable


class LearningWriting(StoreWriting):
    """The part of a transaction that is about learning."""

    async def keep_use(self, action_id: int, use: TemplateUse) -> None:
        await self._change(
            self._sql.learning.keep_use,
            action_id=action_id,
            template=use.template_id,
            edit=use.edit,
            offered=json.dumps(use.offered),
        )

    async def learn(self, action_id: int, item: Item, person: str, at: datetime, lessons: Sequence[Lesson]) -> None:
        """Each lesson is a vote of this action's; a new phrase comes with it, and the one that says least gives way."""
        vote = {"action_id": action_id, "person": plain(person)}
        for lesson in lessons:
            if lesson.phrase_id is not None:
                await self._change(
                    self._sql.learning.vote, phrase_id=lesson.phrase_id, is_for=int(lesson.is_for), **vote
                )
                continue
            words = {"template": lesson.template_id, "text": storable(lesson.text)}
            await self._change(self._sql.learning.drop_given_way, **words)
            await self._change(
                self._sql.learning.add_phrase,
                item_id=item.id,
                person=plain(person),
                at=epoch_ms(at),
                is_private=int(item.kind.is_private),
                is_shared=0,
                **words,
            )
            await self._change(self._sql.learning.vote_on_text, is_for=int(lesson.is_for), **words, **vote)
            await self._change(self._sql.learning.drop_settled, template=lesson.template_id)
            await self._change(
                self._sql.learning.trim_phrases,
                template=lesson.template_id,
                action_id=action_id,
                keep=MOST_PHRASES,
            )

    async def unlearn(self, action_id: int) -> None:
        """As if the action had taught nothing: what gave way to its lessons is back."""
        await self._change(self._sql.learning.drop_votes, action_id=action_id)
        await self._change(self._sql.learning.drop_use, action_id=action_id)
        await self._change(self._sql.learning.drop_unsupported)
        await self._change(self._sql.learning.bring_back, action_id=action_id, keep=MOST_PHRASES)

    async def add_shared_phrase(self, template_id: str, text: str, person: str, at: datetime) -> None:
        words = {"template": template_id, "text": storable(text)}
        await self._change(self._sql.learning.drop_given_way, **words)
        await self._change(
            self._sql.learning.add_phrase,
            item_id=None,
            person=plain(person),
            at=epoch_ms(at),
            is_private=0,
            is_shared=1,
            **words,
        )

    async def forget_phrase(self, phrase_id: int) -> None:
        await self._change(self._sql.learning.forget_phrase, id=phrase_id)

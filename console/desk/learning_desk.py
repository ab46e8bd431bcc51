"""The part of the desk that is about what answers taught."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.desk import acts
from console.desk.seat import Seat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.desk.orders import SharedIn
    from console.model import LearnedPhrase, TemplateFigures


class LearningDesk(Seat):
    """What was learned: looked at, taken back, shared."""

    async def learned(self) -> list[LearnedPhrase]:
        """Every learned phrase, by template, then in the order it was learned."""
        return await self.office.store.learned_phrases()

    async def forget_learned(self, phrase_ids: Sequence[int]) -> list[LearnedPhrase]:
        """Take learned phrases back; those that were there. Raises NotPossible, and takes none, when one is unknown."""
        return await acts.learned.forget(self.office, self.person, phrase_ids)

    async def share_learned(self) -> list[str]:
        """What another house may learn from this one: a JSON line for each phrase."""
        return await acts.learned.lines_to_share(self.office)

    async def take_learned(self, lines: Sequence[str]) -> SharedIn:
        """Learn what another house shares, on probation; lines that cannot be used are told one by one."""
        return await acts.learned.take(self.office, self.person, lines)

    async def template_figures(self) -> list[TemplateFigures]:
        """How each template of the pack fared, in its order, then those that are no longer in it."""
        return await acts.learned.figures(self.office)

    async def new_templates(self) -> list[str]:
        """Free replies that were sent twelve times and more in nearly the same words, each as a template in TOML."""
        return await acts.learned.new_templates(self.office)

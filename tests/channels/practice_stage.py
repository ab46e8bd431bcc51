"""A practice channel on a stage: in memory, on a virtual clock, with a script of trouble that a test can change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.channels.practice import PracticeChannel
from console.channels.practice_trouble import Touch, Trouble, TroubleKind, TroubleStep
from console.channels.practice_world import PracticeWorld
from console.clock import VirtualClock
from console.model import Incoming


@dataclass
class PracticeStage:
    """A practice channel and all that a test moves behind it."""

    world: PracticeWorld
    clock: VirtualClock
    name: str
    trouble: Trouble
    channel: PracticeChannel

    def comes_in(self, incoming: Incoming) -> None:
        assert self.world.arrive(incoming)

    def is_edited(self, external_id: str, text: str) -> None:
        assert self.world.edit(self.name, external_id, text)

    def is_deleted(self, external_id: str) -> None:
        assert self.world.delete_by_public(self.name, external_id)

    def said(self) -> Sequence[tuple[str | None, str]]:
        return [(answer.parent, answer.text) for answer in self.world.answers() if not answer.is_gone]

    def meets(self, *steps: TroubleStep) -> None:
        """From now on this trouble, in this order."""
        self.trouble = Trouble(steps)
        self.channel = PracticeChannel(self.world, self.name, self.clock, trouble=self.trouble)

    def lose_next_answer(self) -> None:
        self.meets(TroubleStep(TroubleKind.ANSWER_LOST))

    def lose_next_call(self) -> None:
        self.meets(TroubleStep(TroubleKind.CALL_LOST))

    def break_next_find(self) -> None:
        self.meets(TroubleStep(TroubleKind.UNREACHABLE, touch=Touch.FIND))

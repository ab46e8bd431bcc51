"""A practice world for each test, and stages on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from channel_contract import START
from practice_stage import PracticeStage

from console.channels.practice import PracticeChannel
from console.channels.practice_trouble import Trouble
from console.channels.practice_world import PracticeWorld
from console.clock import VirtualClock


@pytest.fixture
def world() -> Iterator[PracticeWorld]:
    world = PracticeWorld.open()
    yield world
    world.close()


@pytest.fixture
def make_stage(world: PracticeWorld) -> Callable[[str], PracticeStage]:
    """A stage for a channel by its name."""

    def make(name: str) -> PracticeStage:
        clock, trouble = VirtualClock(START), Trouble()
        channel = PracticeChannel(world, name, clock, trouble=trouble)
        return PracticeStage(world, clock, name, trouble, channel)

    return make

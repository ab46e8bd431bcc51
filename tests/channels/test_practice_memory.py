"""The practice platform keeps what people write as it came, broken characters included."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from channel_contract import incoming
from msgspec.structs import replace
from practice_stage import PracticeStage

from console.model import ItemKind

BROKEN = "half an emoji \ud83d"  # a lone surrogate: legal in a JSON escape, and no UTF-8


@pytest.mark.parametrize("field", ["text", "post", "author_name", "permalink", "thread", "external_id"])
async def test_a_lone_surrogate_comes_back_as_it_was_written(
    make_stage: Callable[[str], PracticeStage], field: str
) -> None:
    stage = make_stage("facebook")
    written = replace(incoming("facebook", "c1"), **{field: BROKEN})
    stage.comes_in(written)
    assert (await stage.channel.fetch(None)).items == (written,)


async def test_what_holds_a_lone_surrogate_is_found_again(make_stage: Callable[[str], PracticeStage]) -> None:
    stage = make_stage("facebook")
    for number in (1, 2):
        stage.comes_in(incoming("facebook", f"c{number}", post=BROKEN))
    assert len(stage.world.select("kind = 'post'")) == 1
    assert stage.world.edit("facebook", "c1", f"changed {BROKEN}")
    assert not stage.world.edit("facebook", "c1", f"changed {BROKEN}")


async def test_a_private_message_of_somebody_with_a_broken_id_belongs_to_their_conversation(
    make_stage: Callable[[str], PracticeStage],
) -> None:
    stage = make_stage("facebook")
    stage.comes_in(incoming("facebook", "m1", kind=ItemKind.MESSAGE, thread=None, author_external_id=BROKEN))
    stage.world.block("facebook", BROKEN, stage.clock.now())
    assert stage.world.is_blocked("facebook", BROKEN)

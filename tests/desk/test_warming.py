"""What the first answer needs is made ready while nobody waits for it."""

from __future__ import annotations

import pytest
from stand import Stand

from console.desk import warming
from console.desk.suggesting import suggester
from console.errors import PackProblem


async def test_the_check_and_the_suggestions_are_ready(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "WARM_AFTER_S", 0)
    monkeypatch.setattr(warming, "BETWEEN_S", 0)
    suggester.cache_clear()
    await warming.warm(stand.office)
    assert "conduct" in vars(stand.office)
    assert suggester.cache_info().currsize == 1
    assert "_trust" in vars(suggester(stand.office.policy))


async def test_a_pack_that_cannot_be_read_stops_nothing(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(office: object) -> None:
        raise PackProblem("no templates")

    monkeypatch.setattr(warming, "WARM_AFTER_S", 0)
    monkeypatch.setattr(warming, "BETWEEN_S", 0)
    for step in ("_check", "_suggest", "_trust"):
        monkeypatch.setattr(warming, step, broken)
    await warming.warm(stand.office)

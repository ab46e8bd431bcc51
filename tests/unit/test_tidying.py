"""Garbage is collected while nobody types, and what stays is set aside."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from console import tidying
from console.tidying import MIDDLE, OLD, ROUNDS, YOUNG, Tidying


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)
    gc.enable()


def worth_a_round(monkeypatch: pytest.MonkeyPatch, rounds: int = ROUNDS) -> list[str]:
    """So many small collections have been made; the whole ones that follow."""
    collected: list[str] = []
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, rounds))
    monkeypatch.setattr(gc, "collect", lambda: collected.append("all"))
    return collected


def test_what_was_made_before_is_set_aside_and_collection_goes_on() -> None:
    tidying.postpone()
    assert not gc.isenabled()
    tidying.begin()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == (YOUNG, MIDDLE, OLD)


def test_it_collects_while_nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    collected = worth_a_round(monkeypatch)
    assert Tidying().tidy()
    assert collected == ["all"]


def test_somebody_who_has_just_typed_waits_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    collected, one = worth_a_round(monkeypatch), Tidying()
    one.typed()
    assert not one.tidy()
    assert collected == []
    assert one.tidy(), "and nobody has typed since"


def test_a_little_is_left_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    collected = worth_a_round(monkeypatch, ROUNDS - 1)
    assert not Tidying().tidy()
    assert collected == []


def test_nothing_is_collected_while_the_start_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    collected = worth_a_round(monkeypatch)
    tidying.postpone()
    assert not Tidying().tidy()
    assert collected == []

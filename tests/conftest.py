"""For every test: a home of its own, so that nothing of the person who runs them is read or written."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.rules.packs import Policy, load_policy, pack_names

HOMES = itertools.count(1)  # a number for each test's: what one leaves behind, another does not find


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's console keeps everything; not made until something is kept there."""
    home = tmp_path_factory.getbasetemp() / f"home-{next(HOMES)}"
    monkeypatch.setenv("HALFDAY_HOME", str(home))
    monkeypatch.setenv("HALFDAY_CONFIG", str(home / "config.toml"))
    monkeypatch.delenv("HALFDAY_STORE", raising=False)
    return home


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One for all tests of a process: packs that stand there are compared with their files before they are used."""
    cache = tmp_path_factory.getbasetemp() / "cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("platformdirs.user_cache_path", lambda *_, **__: cache)
        yield


@pytest.fixture(autouse=True, scope="session")
def _shipped_packs_made_once(_own_cache: None) -> Iterator[None]:
    """A console makes its pack's rules once; some hundred consoles in one process would make them anew each time."""
    shipped = {name: load_policy(name) for name in pack_names()}

    def shared(name_or_path: str) -> Policy:
        return shipped.get(name_or_path) or load_policy(name_or_path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("console.bootstrap.load_policy", shared)
        yield

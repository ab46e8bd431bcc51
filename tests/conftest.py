"""For every test: a home of its own, so that nothing of the person who runs them is read or written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.rules.packs import Policy, load_policy, pack_names


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path_factory.getbasetemp() / "home"
    monkeypatch.setenv("HALFDAY_HOME", str(home))
    monkeypatch.setenv("HALFDAY_CONFIG", str(home / "config.toml"))
    monkeypatch.delenv("HALFDAY_STORE", raising=False)
    return home


@pytest.fixture(autouse=True, scope="session")
def _shipped_packs_made_once() -> Iterator[None]:
    """A console makes its pack's rules once; some hundred consoles in one process would make them anew each time."""
    shipped = {name: load_policy(name) for name in pack_names()}

    def shared(name_or_path: str) -> Policy:
        return shipped.get(name_or_path) or load_policy(name_or_path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("console.bootstrap.load_policy", shared)
        yield

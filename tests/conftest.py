"""For every test: a home of its own, so that nothing of the person who runs them is read or written."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path_factory.getbasetemp() / "home"
    monkeypatch.setenv("HALFDAY_HOME", str(home))
    monkeypatch.setenv("HALFDAY_CONFIG", str(home / "config.toml"))
    monkeypatch.delenv("HALFDAY_STORE", raising=False)
    return home

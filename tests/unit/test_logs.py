"""The log holds places and kinds, and not a word of anybody's text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.logs import LARGEST_LOG_BYTES, log_file, log_unexpected

SECRET = "my number is 07700 900123"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HALFDAY_HOME", str(tmp_path / "home"))


def failing() -> Exception:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as cause:
            raise ValueError(SECRET) from cause
    except ValueError as error:
        return error


def test_an_error_is_logged_by_its_kind_and_its_places() -> None:
    log_unexpected(failing())
    (line,) = log_file().read_text().splitlines()
    entry = json.loads(line)
    assert entry["kind"] == "ValueError"
    assert any("failing" in place for place in entry["at"])
    assert any("KeyError" in place for place in entry["at"])


def test_what_somebody_wrote_never_reaches_the_log() -> None:
    log_unexpected(failing())
    log_unexpected(ExceptionGroup(SECRET, [failing()]))
    assert "07700" not in log_file().read_text()


def test_a_full_log_makes_room() -> None:
    log_file().parent.mkdir(parents=True)
    log_file().write_text("x" * (LARGEST_LOG_BYTES + 1))
    log_unexpected(failing())
    assert len(log_file().read_text().splitlines()) == 1


def test_a_log_that_cannot_be_written_is_not_another_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HALFDAY_HOME", str(tmp_path / "file"))
    log_unexpected(failing())

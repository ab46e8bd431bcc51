"""Sentences that may be read amiss, without a wording that a pack lists."""

from __future__ import annotations

import runpy
from pathlib import Path

import msgspec
import pytest

from console.rules import tone
from console.rules.learned import Weights
from console.rules.prose import Prose

LEARNING = Path(__file__).parents[2] / "fixtures" / "learning"
BLAME = "You should have moved the furniture as we asked you to."


def test_blame_is_told_with_what_it_reads_as() -> None:
    ((start, end, why),) = tone.doubtful(Prose(f"Hello Jean. {BLAME}"), told=())
    assert (start, end) == (12, 12 + len(BLAME))
    assert why.startswith("may read as blame")


@pytest.mark.parametrize(
    "text",
    ["A plumber will be with you on Monday at ten.", "Thank you for the photo, Jean.", "", "{link:repairs}", "👍"],
)
def test_a_plain_answer_is_left_alone(text: str) -> None:
    assert list(tone.doubtful(Prose(text), told=())) == []


def test_what_the_lists_have_told_is_not_told_again() -> None:
    assert list(tone.doubtful(Prose(BLAME), told=[(4, 10)])) == []


def test_the_weights_were_learned_from_these_very_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(LEARNING))
    digest = runpy.run_path(str(LEARNING / "learn_tone.py"))["digest_of_examples"]()
    shipped = msgspec.json.decode((Path(tone.__file__).parent / "tone.json").read_bytes(), type=Weights)
    assert shipped.learned_from == digest, "run `make weights`"

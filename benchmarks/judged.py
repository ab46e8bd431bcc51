"""What a judge hands back, and the labelled texts that it judges on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure

SETS = Path(__file__).parent.parent / "fixtures" / "judgement"

Line = dict[str, Any]


@dataclass(frozen=True)
class Mistake:
    """A text that was judged wrongly: what was expected and what came."""

    what: str
    text: str


@dataclass(frozen=True)
class Judged:
    """The figures, and what went wrong behind them."""

    figures: list[Figure]
    mistakes: list[Mistake]


def read(name: str) -> list[Line]:
    """The lines of a set, in their order."""
    return [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]

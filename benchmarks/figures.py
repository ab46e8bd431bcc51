"""What a benchmark hands back: figures with their targets, and the table of them."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing that was measured, beside what it was measured against in the same run.

    `at_most` and `at_least` limit the value, `ratio_at_most` what it is of the one beside it; a figure without any only
    tells.
    """

    name: str
    value: float
    unit: str
    beside: float | None = None
    beside_is: str = ""
    at_most: float | None = None
    at_least: float | None = None
    ratio_at_most: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.beside if self.beside else None

    @property
    def target(self) -> str:
        said = [f"≤ {number(self.at_most)} {self.unit}".rstrip()] if self.at_most is not None else []
        if self.at_least is not None:
            said.append(f"≥ {number(self.at_least)} {self.unit}".rstrip())
        if self.ratio_at_most is not None:
            said.append(f"≤ {number(self.ratio_at_most)}×")
        return ", ".join(said)

    @property
    def is_met(self) -> bool | None:
        """None where there is no target."""
        if not self.target:
            return None
        is_within = (self.at_most is None or self.value <= self.at_most) and (
            self.at_least is None or self.value >= self.at_least
        )
        return is_within and (self.ratio_at_most is None or (self.ratio or float("inf")) <= self.ratio_at_most)


def share(values: Iterable[float], percent: float) -> float:
    """The value that so many percent of the values do not exceed. Raises ValueError when there is none."""
    ranked = sorted(values)
    if not ranked:
        raise ValueError("nothing was measured")
    return ranked[min(len(ranked) - 1, round(percent / 100 * (len(ranked) - 1)))]


def middle(values: Sequence[float]) -> float:
    return statistics.median(values)


def number(value: float) -> str:
    """Three figures that count, no more: a second run would not give the fourth."""
    if value == 0 or abs(value) >= 1_000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


HEADINGS = ("figure", "value", "side by side", "", "ratio", "target", "met?")
MET = {True: "yes", False: "NO", None: ""}


def table(figures: Sequence[Figure]) -> str:
    """The figures as a table in plain text that is also Markdown."""
    rows = [HEADINGS, *map(_cells, figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADINGS))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _cells(figure: Figure) -> tuple[str, ...]:
    beside = "" if figure.beside is None else f"{number(figure.beside)} {figure.unit}".rstrip()
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}×"
    value = f"{number(figure.value)} {figure.unit}".rstrip()
    return figure.name, value, beside, figure.beside_is, ratio, figure.target, MET[figure.is_met]


def machine() -> str:
    """The class of machine and how busy it is: a wall time from a busy machine says little."""
    load = " ".join(f"{one:.1f}" for one in os.getloadavg()) if hasattr(os, "getloadavg") else "not known"
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"{system}, Python {platform.python_version()}, load {load}"

"""What the supervisor's screen says of a period: figures, each of which opens its items, and rows with bars. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from console.desk.periods import Dimension, Figure, Figures
from console.desk.records import BreachCounts
from console.screens.pane_seen import Behind
from console.text import one_line
from console.widgets import wording
from console.widgets.figure_rows import FigureRow, heading
from console.widgets.pictures import bar

BY_WORDS: Mapping[Dimension, str] = {
    Dimension.DAY: "Day by day",
    Dimension.CHANNEL: "By channel",
    Dimension.KIND: "By kind",
    Dimension.FINDING: "By finding",
    Dimension.ADVISOR: "By whoever answered",
}


def period_rows(behind: Behind) -> list[FigureRow]:
    """The whole period, then its rows by what was chosen."""
    whole = behind.whole
    span = behind.span.value
    rows = [heading(span[:1].upper() + span[1:], "w another, b by"), *_answer_rows(whole), *_minute_rows(whole)]
    rows += _removal_rows(whole)
    rows += _miss_rows(behind.breaches)
    if behind.by is not None:
        counted = "answered, in time" if behind.by is Dimension.ADVISOR else "received, in time"
        rows += [heading(BY_WORDS[behind.by], counted), *_by_rows(behind.rows, behind.by)]
    return rows


def _answer_rows(whole: Figures) -> list[FigureRow]:
    late_open = f"{whole.late_open:,} still open" if whole.late_open else ""
    not_yet = f"{whole.still_open:,} not yet" if whole.still_open else ""
    return [
        _count(Figure.RECEIVED, "received", whole.received),
        _count(Figure.DUE, "were or are due", whole.due, note=not_yet),
        FigureRow(
            _id(Figure.IN_TIME), "in time", share(whole), "good" if whole.share_in_time == 1 else "plain",
            note=f"{whole.in_time:,} of {whole.decided:,}" if whole.decided else "",
        ),
        _count(Figure.LATE, "late", whole.late, "bad", late_open),
        _count(Figure.ANSWERED, "answered", whole.answered),
        _count(Figure.CLOSED, "closed without an answer", whole.closed),
    ]  # fmt: skip


def _minute_rows(whole: Figures) -> list[FigureRow]:
    if whole.median_minutes is None or whole.p90_minutes is None:
        return []
    within = f"90% in {wording.amount(whole.p90_minutes)}"
    return [FigureRow(_id(Figure.MEDIAN_MINUTES), "median answer", wording.amount(whole.median_minutes), note=within)]


def _removal_rows(whole: Figures) -> list[FigureRow]:
    if not whole.removed_abuse or whole.removal_median_minutes is None:
        return []
    note = f"median {wording.amount(whole.removal_median_minutes)}"
    return [FigureRow(_id(Figure.REMOVED_ABUSE), "abuse removed", f"{whole.removed_abuse:,}", note=note)]


def _miss_rows(breaches: BreachCounts) -> list[FigureRow]:
    """Of how many items a clock was missed, not answers alone, and why."""
    if not breaches.items:
        return []
    causes = sorted(breaches.by_cause.items(), key=lambda one: (-one[1], one[0].words))
    note = ", ".join(f"{cause.words} {count}" for cause, count in causes[:2])
    return [FigureRow("misses", "missed a deadline", f"{breaches.items:,}", "warn", note=note)]


def _by_rows(rows: Sequence[Figures], by: Dimension) -> list[FigureRow]:
    """How much of everything by day or by subject; of each person, how much they answered."""
    figure = Figure.ANSWERED if by is Dimension.ADVISOR else Figure.RECEIVED
    amounts = [row.answered if by is Dimension.ADVISOR else row.received for row in rows]
    most = max(amounts, default=0)
    return [
        FigureRow(
            f"{_id(figure)}:{by.value}:{row.key or ''}", _title(row, by), f"{amount:,}",
            "plain" if amount else "muted", note=f"{share(row)} {bar(amount, most)}",
        )
        for row, amount in zip(rows, amounts, strict=True)
    ]  # fmt: skip


def _title(row: Figures, by: Dimension) -> str:
    if by is Dimension.CHANNEL and row.key is not None:
        return wording.channel_word(row.key)
    if by is Dimension.DAY and row.key is not None:
        day = date.fromisoformat(row.key)
        return f"{day:%a} {day.day} {day:%b}"
    return one_line(row.title, 30) or "none"


def _count(figure: Figure, words: str, amount: int, look: str = "plain", note: str = "") -> FigureRow:
    return FigureRow(_id(figure), words, f"{amount:,}", look if amount else "muted", note=note)


def _id(figure: Figure) -> str:
    return f"figure:{figure.value}"


def share(row: Figures) -> str:
    """ "92%", never rounded up to all: "–" while nothing has been decided."""
    if not row.decided:
        return "–"
    return f"{row.in_time * 100 // row.decided}%"

"""Figures of a period in words: a table to read, JSON for a script, CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date, datetime
from textwrap import fill
from zoneinfo import ZoneInfo

from msgspec import Struct

from console.desk.periods import Definition, Dimension, Figure, Figures, Period
from console.text import one_line

TITLE_CELLS, FIGURE_CELLS, LINE_CELLS = 24, 9, 100
WHOLE = "whole period"
COLUMNS = {  # of the table, which has room for what is asked most; JSON and CSV have every figure
    "received": Figure.RECEIVED, "due": Figure.DUE, "in time": Figure.IN_TIME, "late": Figure.LATE,
    "share": Figure.SHARE_IN_TIME, "answered": Figure.ANSWERED, "closed": Figure.CLOSED,
    "median": Figure.MEDIAN_MINUTES, "90th": Figure.P90_MINUTES, "abuse": Figure.REMOVED_ABUSE,
}  # fmt: skip
FOOT = (
    "Share: in time, of those in time and late. Median and 90th: working minutes to an answer. Abuse: removed. What "
    "was received, what was due and what was answered are three sets of items. --explain says what each figure counts."
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for a formula


class Reported(Struct, frozen=True):
    """Everything that is printed: under what, the days, the whole, and the rows that were asked for."""

    policy: str
    calendar: str  # its fingerprint
    zone: str
    as_of: datetime
    first: date
    last: date
    period: Period
    by: Dimension | None
    whole: Figures
    rows: list[Figures]


def as_table(reported: Reported) -> str:
    """A line for each row, the whole at the end, and what the columns are."""
    heading = f"{reported.first} to {reported.last} ({reported.zone}), {reported.policy}, as of {_moment(reported)}"
    titles = "".join(f"{title:>{FIGURE_CELLS}}" for title in COLUMNS)
    lines = [heading, "", f"{(reported.by.value if reported.by else ''):<{TITLE_CELLS}}{titles}"]
    lines += [_line(row.title, row) for row in reported.rows]
    lines += [_line(WHOLE, reported.whole), "", fill(FOOT, LINE_CELLS)]
    if reported.by is Dimension.FINDING:
        lines.append("An item with several findings stands in several rows, so they add up to more than the whole.")
    return "\n".join(lines)


def _moment(reported: Reported) -> str:
    return f"{reported.as_of.astimezone(ZoneInfo(reported.zone)):%Y-%m-%d %H:%M}"


def _line(title: str, row: Figures) -> str:
    cells = "".join(f"{_shown(figure, row):>{FIGURE_CELLS}}" for figure in COLUMNS.values())
    return f"{one_line(title, TITLE_CELLS - 1):<{TITLE_CELLS}}{cells}"


def _shown(figure: Figure, row: Figures) -> str:
    value = row.of(figure)
    if value is None:
        return "-"
    return f"{value:.1%}" if figure is Figure.SHARE_IN_TIME else f"{value:,.0f}"


def as_json(reported: Reported) -> str:
    """One document: under what it was counted, the whole, and a row for each of what was asked."""
    document: dict[str, object] = {
        "policy": reported.policy,
        "calendar": reported.calendar,
        "zone": reported.zone,
        "as_of": reported.as_of.isoformat(),
        "from": reported.first.isoformat(),
        "to": reported.last.isoformat(),
        "start": reported.period.start.isoformat(),
        "end": reported.period.end.isoformat(),
        "whole": _fields(reported.whole),
    }
    if reported.by is not None:
        rows = [{"key": row.key, "title": row.title, **_fields(row)} for row in reported.rows]
        document |= {"by": reported.by.value, "rows": rows}
    return json.dumps(document, indent=2)


def _fields(row: Figures) -> dict[str, float | None]:
    """Every figure by its name, with the denominator of the share."""
    return {figure.field: row.of(figure) for figure in Figure} | {"decided": row.decided}


def as_csv(reported: Reported) -> str:
    """A heading and the rows that were asked for, else the whole: nothing that would be counted twice in adding up."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["from", "to", "by", "key", "title", *_fields(reported.whole)])
    days = (reported.first.isoformat(), reported.last.isoformat())
    for row in reported.rows or ([reported.whole] if reported.by is None else []):
        named = map(_plain_cell, (row.key or "", row.title))
        writer.writerow([*days, reported.by or "", *named, *_fields(row).values()])
    return written.getvalue().rstrip("\n")


def _plain_cell(text: str) -> str:
    """A text that a spreadsheet shows instead of working it out: names and channels come from outside."""
    shown = one_line(text, 10 * LINE_CELLS)
    return f"'{shown}" if shown.startswith(FORMULA_STARTS) else shown


def explained(definitions: Iterable[Definition]) -> str:
    """Each figure with what it counts, by which moment and clock, and what it leaves out."""
    return "\n\n".join("\n".join(_explained(one)) for one in definitions)


def _explained(one: Definition) -> list[str]:
    said = (
        ("", one.counts),
        ("Placed by: ", one.placed_by),
        ("Clock: ", one.clock),
        ("Calendar: ", one.calendar),
        ("Leaves out: ", one.leaves_out),
    )
    indent = "  "
    lines = [fill(head + text, LINE_CELLS, initial_indent=indent, subsequent_indent=2 * indent) for head, text in said]
    return [f"{one.title} ({one.figure.field})", *lines]

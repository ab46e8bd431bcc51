"""The receipt of an item's deadlines: every stretch of time that counted or did not; and what was found, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from console.model import Clock, ClockKind, Dossier, LedgerLine
from console.text import displayable
from console.widgets import row, wording
from console.widgets.clock_lines import clock_line, missed_line
from console.widgets.finding_lines import finding_lines
from console.widgets.lines_pane import BLANK, Line, line
from console.widgets.setting import Setting
from console.widgets.theirs import own_text

if TYPE_CHECKING:
    from console.desk.desk import Desk

NOBODY_KNOWN: Mapping[str, str] = {}
STRETCH_CELLS = 38  # "Thu 19 Nov 17:59 – Fri 20 Nov 09:00", and a gap


def why_lines(
    desk: Desk, dossier: Dossier, *, is_revealed: bool, people: Mapping[str, str] = NOBODY_KNOWN
) -> list[Line]:
    """Clock by clock with its ledger, then the findings with what their clauses ask. `people`: names by id."""
    office = desk.office
    setting = Setting(office.now(), office.calendar.zone, office.calendar, people, desk.masked, is_revealed)
    lines = [line(("received  ", "muted"), _full(desk, dossier.item.received_at)), BLANK]
    for clock in sorted(dossier.clocks, key=lambda clock: (not clock.is_running, clock.due_at)):
        lines += [*_receipt(desk, clock, setting), *_missed(desk, dossier, clock, setting), BLANK]
    if dossier.findings:
        lines += [line(("What was found", "heading")), *_found(desk, dossier, is_revealed)]
    return lines


def _receipt(desk: Desk, clock: Clock, setting: Setting) -> list[Line]:
    lines = [clock_line(clock, setting), *_clause(desk, clock.clause)]
    if clock.kind is ClockKind.WINDOW:
        return [*lines, line(("The platform's own limit: nights and weekends count.", "muted"), indent=4)]
    return [*lines, *_ledger(desk, desk.ledger(clock))]


def _missed(desk: Desk, dossier: Dossier, clock: Clock, setting: Setting) -> list[Line]:
    """That it was missed; and how its time was counted then, where the calendar of today counts otherwise."""
    breach = next((one for one in dossier.breaches if one.clock_id == clock.id), None)
    if breach is None or breach.missed_at is None:
        return []
    lines = [missed_line(dossier, breach, setting)]
    if clock.kind is ClockKind.WINDOW or not breach.is_missed:
        return lines
    if breach.due_at == clock.due_at and breach.ledger == _in_utc(desk.ledger(clock)):
        return [*lines, line(("It was judged by what is counted above.", "muted"), indent=4)]
    due = f"As it was counted when it was missed, due {setting.at(breach.due_at)}:"
    return [*lines, line((due, "muted"), indent=4), *_ledger(desk, breach.ledger)]


def _in_utc(ledger: Sequence[LedgerLine]) -> tuple[LedgerLine, ...]:
    """As the store keeps it."""
    return tuple(replace(one, start=one.start.astimezone(UTC), end=one.end.astimezone(UTC)) for one in ledger)


def _ledger(desk: Desk, ledger: Sequence[LedgerLine]) -> list[Line]:
    """Stretch by stretch, and what they add up to."""
    lines = [_ledger_line(desk, entry) for entry in ledger]
    total = f"{wording.in_words(sum(entry.minutes for entry in ledger))} of working time"
    return [*lines, line((" " * STRETCH_CELLS, "plain"), (total, "key"), indent=4)]


def _ledger_line(desk: Desk, entry: LedgerLine) -> Line:
    zone = desk.office.calendar.zone
    start, end = entry.start.astimezone(zone), entry.end.astimezone(zone)
    until = f"{end:%H:%M}" if start.date() == end.date() else f"{end:%a} {end.day} {end:%b} {end:%H:%M}"
    stretch = f"{start:%a} {start.day:>2} {start:%b} {start:%H:%M} – {until}"
    if entry.closed is not None:
        return line((stretch.ljust(STRETCH_CELLS), "muted"), (displayable(entry.closed), "muted"), indent=4)
    return line(stretch.ljust(STRETCH_CELLS), wording.in_words(entry.minutes), indent=4)


def _found(desk: Desk, dossier: Dossier, is_revealed: bool) -> list[Line]:
    is_covered = row.is_covered(dossier.item) and not is_revealed
    text = own_text(dossier, desk.masked, is_revealed=is_revealed)
    lines = finding_lines(dossier.findings, text, is_covered=is_covered)
    for clause in dict.fromkeys(finding.clause for finding in dossier.findings):
        lines += _clause(desk, clause)
    return lines


def _clause(desk: Desk, clause: str) -> list[Line]:
    """What the clause asks, in the pack's own short words."""
    note = desk.office.policy.clause(clause)
    return [line((f"{clause}: {displayable(note.asks)}", "muted"), indent=4)] if note is not None else []


def _full(desk: Desk, moment: datetime) -> str:
    local = moment.astimezone(desk.office.calendar.zone)
    return f"{local:%A} {local.day} {local:%B %Y} {local:%H:%M}"

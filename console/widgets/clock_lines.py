"""The clocks of an item as lines: what each counts, when it is due, how much is left or what became of it. Pure."""

from __future__ import annotations

from datetime import datetime

from console.errors import CalendarExhausted
from console.model import Breach, Clock, ClockKind, Dossier
from console.rules.worktime import WorkCalendar
from console.text import displayable
from console.widgets import wording
from console.widgets.lines_pane import Line, line
from console.widgets.setting import Setting


def clock_lines(dossier: Dossier, setting: Setting) -> list[Line]:
    """Every clock of the item under its heading: the running ones first, the next to end on top."""
    clocks = sorted(dossier.clocks, key=lambda clock: (not clock.is_running, clock.due_at))
    if not clocks:
        return []
    missed = {breach.clock_id: breach for breach in dossier.breaches if breach.missed_at is not None}
    lines = [line(("Clocks", "heading"))]
    for clock in clocks:
        lines.append(clock_line(clock, setting))
        if clock.id in missed:
            lines.append(missed_line(dossier, missed[clock.id], setting))
    return lines


def missed_line(dossier: Dossier, breach: Breach, setting: Setting) -> Line:
    """ "missed 10:32, 1h20 late: too many at once (Sam)", or the key that says why; or that it is none any more."""
    at = setting.at(breach.missed_at) if breach.missed_at is not None else ""
    if breach.lifted_at is not None:
        lifted = f"missed {at}, and no longer: the calendar changed {setting.at(breach.lifted_at)}"
        return line((lifted, "muted"), indent=4)
    said = (f"missed {at}, {late_words(dossier, breach, setting.calendar, setting.now)}", "bad")
    if breach.cause is not None:
        note = f", {displayable(breach.cause_note)}" if breach.cause_note else ""
        return line(said, (f": {breach.cause.words}{note} ({setting.name(breach.cause_by or '')})", "muted"), indent=4)
    return line(said, ("  L says why", "muted"), indent=4) if breach.wants_cause else line(said, indent=4)


def late_words(dossier: Dossier, breach: Breach, calendar: WorkCalendar, now: datetime) -> str:
    """By how much working time it was late, or is: "1h20 late"; plainly "late" where none of it has passed."""
    clock = next((clock for clock in dossier.clocks if clock.id == breach.clock_id), None)
    minutes = _late_minutes(clock, breach, calendar, now) if clock is not None else 0.0
    return f"{wording.amount(minutes)} late" if minutes >= 1 else "late"


def _late_minutes(clock: Clock, breach: Breach, calendar: WorkCalendar, now: datetime) -> float:
    """As it was counted when the clock stopped; while it runs, until now."""
    if clock.elapsed_minutes is not None:
        return clock.elapsed_minutes - breach.allowed_minutes
    try:
        return calendar.working_minutes(breach.due_at, now)
    except CalendarExhausted:  # late since before the calendar begins
        return (now - breach.due_at).total_seconds() / 60


def clock_line(clock: Clock, setting: Setting) -> Line:
    """One clock: what it counts, when it is due, how much is left or what became of it."""
    label = displayable(clock.label) or wording.CLOCK_WORDS[clock.kind]
    clause = f"  {clock.clause}{' assumed' if clock.assumed else ''}"
    due = f"  due {setting.at(clock.due_at)}"
    if not clock.is_running:
        took = f" after {wording.in_words(clock.elapsed_minutes)}" if clock.elapsed_minutes is not None else ""
        return line((f"{label}  {clock.outcome or 'stopped'}{took}", "muted"), (clause, "muted"), indent=2)
    if clock.kind is ClockKind.WINDOW:
        return _window_line(label, clock, setting, due)
    minutes = setting.calendar.working_minutes(setting.now, clock.due_at)
    left = wording.working_time(minutes, setting.calendar, setting.now, clock.due_at)
    if clock.due_at < setting.now:
        return line(label, (f"  late by {left}", "bad"), (due, "muted"), (clause, "key"), indent=2)
    return line(label, f"  {left} left", (due, "muted"), (clause, "key"), indent=2)


def _window_line(label: str, clock: Clock, setting: Setting, due: str) -> Line:
    """The platform's window closes by the wall clock, whether we are open or not."""
    left_minutes = (clock.due_at - setting.now).total_seconds() / 60
    left = f"  {wording.wall_time(left_minutes)} left" if left_minutes >= 0 else "  shut"
    return line(
        label, (left, "plain" if left_minutes >= 0 else "bad"), (due, "muted"), ("  by the wall clock", "key"), indent=2
    )

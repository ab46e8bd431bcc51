"""The clocks of an item as lines: what each counts, when it is due, how much is left or what became of it. Pure."""

from __future__ import annotations

from console.model import Clock, ClockKind, Dossier
from console.text import displayable
from console.widgets import wording
from console.widgets.lines_pane import Line, line
from console.widgets.setting import Setting


def clock_lines(dossier: Dossier, setting: Setting) -> list[Line]:
    """Every clock of the item under its heading: the running ones first, the next to end on top."""
    clocks = sorted(dossier.clocks, key=lambda clock: (not clock.is_running, clock.due_at))
    if not clocks:
        return []
    return [line(("Clocks", "heading")), *(clock_line(clock, setting) for clock in clocks)]


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
    if clock.due_at <= setting.now:
        return line(label, (f"  late by {left}", "bad"), (due, "muted"), (clause, "key"), indent=2)
    return line(label, f"  {left} left", (due, "muted"), (clause, "key"), indent=2)


def _window_line(label: str, clock: Clock, setting: Setting, due: str) -> Line:
    """The platform's window closes by the wall clock, whether we are open or not."""
    left_minutes = (clock.due_at - setting.now).total_seconds() / 60
    left = f"  {wording.wall_time(left_minutes)} left" if left_minutes > 0 else "  shut"
    return line(
        label, (left, "plain" if left_minutes > 0 else "bad"), (due, "muted"), ("  by the wall clock", "key"), indent=2
    )

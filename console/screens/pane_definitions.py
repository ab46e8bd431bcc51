"""What each figure of the supervisor's screen counts: said to whoever asks, so that nobody has to guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from console.commands import Command, key_text
from console.desk.periods import Definition, Figure
from console.desk.supervision import HandFigure, NowFigure
from console.screens.pane_rows import HERE_MINUTES
from console.widgets.lines_pane import BLANK, Line, line

if TYPE_CHECKING:
    from console.desk.desk import Desk

ANSWERS = "Counted are running answer clocks, each item once, whoever holds it; an answer on its way still counts."
WORKING = "Minutes are working minutes of this house's calendar: nights, holidays and closures do not count."
LOUD = "Counted are items without an answer of ours in which triage found it, and found it loud: now or soon."
NOW_DEFINITIONS: Mapping[NowFigure, tuple[str, ...]] = {
    NowFigure.LATE: ("Answers whose deadline has passed.", ANSWERS),
    NowFigure.WITHIN_15: ("Answers due within the next 15 working minutes.", ANSWERS, WORKING),
    NowFigure.WITHIN_30: ("Answers due in more than 15 and up to 30 working minutes.", ANSWERS, WORKING),
    NowFigure.WITHIN_60: ("Answers due in more than 30 and up to 60 working minutes.", ANSWERS, WORKING),
    NowFigure.LATER_TODAY: ("Answers due in more than an hour and before midnight.", ANSWERS),
    NowFigure.NEXT_DAY: ("Answers due on the next day on which you are open.", ANSWERS),
    NowFigure.LATER: ("Answers due after the next day on which you are open.", ANSWERS),
    NowFigure.SAFEGUARDING: ("Somebody may be in danger, or mean to harm themselves.", LOUD),
    NowFigure.URGENT: ("Danger to people or to a home, such as gas, fire or flooding.", LOUD),
    NowFigure.ABUSE: ("Abuse, prejudice or threats that are still there (L6.3, W6.13).", LOUD),
    NowFigure.FAILED: ("Something of ours did not arrive, or nobody knows whether it did: t in the inbox settles it.",),
    NowFigure.ESCALATIONS: ("Put to a director, and not acknowledged yet (L5.2). Items, not escalations.",),
    NowFigure.ESCALATIONS_LATE: ("Not acknowledged, and the time for it has passed.",),
    NowFigure.PROMISES: ("Items on which a promise of ours is open (LG3.1).",),
    NowFigure.PROMISES_BROKEN: ("Items on which a promise is open whose time has passed.",),
    NowFigure.PROMISES_TODAY: ("Items on which a promise of ours runs out before midnight, and is not kept yet.",),
    NowFigure.STAGES: ("Items with a case whose procedure has a stage running (LG2.5).",),
    NowFigure.STAGES_LATE: ("Items with a case of which a stage is over its time.",),
    NowFigure.STAGES_TODAY: ("Items with a case of which a stage runs out before midnight, and is not done yet.",),
    NowFigure.WINDOWS: ("Items on which the platform ends a way to write to them within an hour by the wall clock.",),
}
HAND_DEFINITIONS: Mapping[HandFigure, str] = {
    HandFigure.HOLDS: "Items that this person holds just now, taken or given; since when the oldest.",
    HandFigure.DONE: "Items whose answer clock an act of this person has stopped since midnight, each once: what "
    "arrived, or was closed. What was taken back, never arrived or was opened again does not count. Nobody is ranked.",
    HandFigure.MET: "Items with abuse, prejudice or a threat that this person has taken, or answered, removed, noted, "
    "asked or closed since midnight (W14.1): how much of it they had to read. Giving it to somebody does not count.",
}


HERE = (
    f'"here": a key was pressed in their inbox within the last {HERE_MINUTES} minutes; "seen", with a time: when last. '
    '"not seen today": by a week of their own they should be at work, and nothing they did or looked at today is known.'
)


ALONE: Mapping[str, tuple[str, ...]] = {
    "causes": ("Finished items of which a deadline was missed and nobody has said why. L in the inbox says it.",),
    "misses": ("Items of which a deadline of any kind was missed in the period: answers, promises, case stages, "
               "escalations, platform windows. Each miss is written down once, and kept; why stands beside it.",),
    "channel": ("Whether the channel takes calls, when it was last fetched, and by when somebody has to look at what "
                "it brought (W7.9, LG2.2). Whoever presses a key in an inbox has looked at all that was fetched.",),
}  # fmt: skip
FORECAST = (
    "From what came at this hour of the week in past weeks, what has come today, what waits, and how fast the people "
    "who are on answer. On: they acted on something or held it within the last 30 working minutes, and are on shift.",
    "The first number is the middle; on four days of five it turns out between the two beside it. What is late already "
    "is not counted again. Without ten comparable days only what waits now is known.",
)
AHEAD: Mapping[str, tuple[str, ...]] = {
    "closure": ("The next closure or run of holidays that is longer than the week alone would make it. W3.6 asks that "
                "its notice is posted before; n notes that it is.",),
    "routes": ("Escalations or questions that would reach nobody, now or within a month: P says which.",),
}  # fmt: skip


def _of_period(definition: Definition) -> Sequence[str]:
    """The figure of a period in sentences: what, placed by which moment, by which clock and calendar, without what."""
    facts = {
        "Counts": definition.counts,
        "In the period by": definition.placed_by,
        "Clock": definition.clock,
        "Calendar": definition.calendar,
        "Leaves out": definition.leaves_out,
    }
    return tuple(f"{name}: {words}" for name, words in facts.items() if words and not words.startswith("None"))


def definition_lines(
    desk: Desk, figure: str | None, commands: Sequence[Command], facts: Sequence[str] = ()
) -> list[Line]:
    """What is known of it, and what the figure counts; then every key of the screen."""
    lines = [line(words) for words in (*facts, *_definition(desk, figure))]
    keys = [
        line((f"{' '.join(key_text(key) for key in command.keys):<16}", "key"), (command.help, "muted"), indent=2)
        for command in commands
    ]
    return [*lines, BLANK, line(("Keys", "heading")), *keys]


def _definition(desk: Desk, figure: str | None) -> Sequence[str]:
    sort, _, rest = (figure or "").partition(":")
    if sort == "figure":
        return _of_period(desk.definition(Figure(rest.partition(":")[0])))
    if sort in ALONE:
        return ALONE[sort]
    if sort == "ahead":
        return AHEAD.get(rest, FORECAST)
    if sort == "now":
        return NOW_DEFINITIONS[NowFigure(rest)]
    if sort == "hand":
        return (*HAND_DEFINITIONS.values(), HERE)
    if sort == "longest":
        return ("The item without an answer that was received first, and the working time since.", WORKING)
    if sort == "incident":
        return ("Everything that was gathered under this incident, answered or not.",)
    return ("Put the cursor on a figure to read what it counts.",)

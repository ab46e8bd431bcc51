"""What the screen of people says: two lines for each, what ends nowhere above them. Pure; records come in."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from console.desk.staff_orders import Leaving, Member, Staff
from console.rules.cover import DeadEnd
from console.text import one_line
from console.widgets import wording
from console.widgets.lines_pane import Line, line

NAME_CELLS, ROLE_CELLS, LINE_CELLS = 28, 46, 200
SHOWN_ENDS = 2  # on the screen itself; r shows all


def member_lines(member: Member) -> Content:
    """Name and role above; whether they are here, who stands in, their training and what they hold below."""
    where = f"{member.title} · {member.department}" if member.department else member.title
    parts: list[Content | tuple[str, str]] = [
        (one_line(member.person.name, NAME_CELLS), "bold"),
        ("  " + one_line(where, ROLE_CELLS), "$muted"),
        Content("\n  "),
        (one_line(_presence(member), LINE_CELLS), _look(member)),
    ]
    if rest := " · ".join(part for part in (_training(member), _holds(member), _week(member)) if part):
        parts.append((f" · {rest}", "$muted"))
    return Content.assemble(*parts)


def _presence(member: Member) -> str:
    if member.absence is None or member.has_left:
        return f"{'●' if member.is_on_shift else '○'} {member.presence}"
    stands_in = f"{member.stand_in.name} stands in" if member.stand_in else "nobody stands in"
    return f"○ {member.presence}; {stands_in}"


def _look(member: Member) -> str:
    if member.absence is not None and member.stand_in is None and not member.has_left:
        return "$warning"
    return "$foreground" if member.is_on_shift else "$muted"


def _training(member: Member) -> str:
    if member.has_left:
        return ""
    if not member.owed:
        return "trained" if member.trainings else ""
    return f"lacks {', '.join(member.owed)}" if len(member.owed) == 1 else f"lacks {len(member.owed)} courses"


def _holds(member: Member) -> str:
    return f"holds {wording.many(member.holds, 'item')}" if member.holds else ""


def _week(member: Member) -> str:
    return "own week" if member.person.works else ""


def summary_lines(staff: Staff) -> list[Line]:
    """What needs somebody: the first routes that end nowhere, what is left to do by hand, and the rule of training."""
    warnings = [end for end in staff.dead_ends if not end.is_hint]
    lines = [_end_line(end, LINE_CELLS) for end in warnings[:SHOWN_ENDS]]
    if (more := len(warnings) - SHOWN_ENDS) > 0:
        lines.append(line("! ", (f"and {wording.many(more, 'more route')} to nobody: r shows all", "warn")))
    if hints := len(staff.dead_ends) - len(warnings):
        words = f"· {wording.many(hints, 'role')} nobody here has signed in as: r shows them"
        lines.append(line((words, "muted")))
    if staff.tasks:
        words = f"{wording.many(len(staff.tasks), 'thing')} to do by hand after somebody left: x shows them"
        lines.append(line(("! ", "warn"), (words, "warn")))
    return [*lines, line((staff.training_rule, "muted"))]


def end_lines(ends: Sequence[DeadEnd]) -> list[Line]:
    """All of them, with what to do."""
    return [_end_line(end, LINE_CELLS) for end in ends] or [line(("Every route leads to somebody.", "muted"))]


def _end_line(end: DeadEnd, most: int) -> Line:
    words = one_line(f"{end.words} {end.instead}", most)
    return line(("· " if end.is_hint else "! ", "muted" if end.is_hint else "warn"), words)


def leaving_words(leaving: Leaving, heir: str | None) -> str:
    """What will happen, a line for each, before it does."""
    held, drafts = len(leaving.held), len(leaving.drafted)
    goes = f"go to {heir}" if heir else "stay on their items, under this name"
    said = [
        "Signing in and every act end at once.",
        f"{wording.many(held, 'item')} held: free again." if held else "They hold nothing.",
        f"{wording.many(drafts, 'draft')}: {goes}." if drafts else "They have no draft.",
    ]
    if leaving.deputy_for:
        named = ", ".join(one_line(one.name, NAME_CELLS) for one in leaving.deputy_for)
        said.append(f"They are to stand in for {named}: name somebody else.")
    if leaving.tasks:
        said += ["Left to do by hand:", *(f"  - {task.title}" for task in leaving.tasks)]
    return "\n".join(said)

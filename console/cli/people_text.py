"""People in words and as facts: a table to read, JSON for a script, a line for each task and each dead end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.text import cells, displayable, one_line

if TYPE_CHECKING:
    from console.desk.staff_orders import Member, Staff
    from console.model import LeaverTask
    from console.rules.cover import DeadEnd

COLUMNS = (("name", 26), ("role", 28), ("now", 34), ("stands in", 20), ("training", 20), ("holds", 5))  # cells at most


def as_table(staff: Staff) -> str:
    """A line for each person, then the rule of trainings, routes that end nowhere, and how much is left to do."""
    if not staff.members:
        return "Nobody has signed in here yet."
    rows = [tuple(title for title, _ in COLUMNS), *map(_row, staff.members)]
    widths = [min(most, max(cells(row[at]) for row in rows)) for at, (_, most) in enumerate(COLUMNS)]
    lines = ["  ".join(_padded(text, width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines += ["", staff.training_rule, *map(dead_end_line, staff.dead_ends)]
    if staff.tasks:
        lines.append(f"{len(staff.tasks)} to do by hand after somebody left: `halfday people tasks`.")
    return "\n".join(lines)


def _row(member: Member) -> tuple[str, ...]:
    role = f"{member.title}, {member.department}" if member.department else member.title
    training = "" if member.has_left else _training(member)
    deputy = member.stand_in.name if member.stand_in else ""
    return (
        displayable(member.person.name),
        role,
        member.presence,
        displayable(deputy),
        training,
        str(member.holds or ""),
    )


def _training(member: Member) -> str:
    return f"lacks {len(member.owed)}" if member.owed else "complete"


def _padded(text: str, width: int) -> str:
    cut = one_line(text, width)
    return cut + " " * (width - cells(cut))


def member_facts(member: Member) -> dict[str, object]:
    person, absence = member.person, member.absence
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role,
        "department": person.department,
        "on_shift": member.is_on_shift,
        "now": member.presence,
        "away_until": absence.until_at.isoformat() if absence and absence.until_at else None,
        "stands_in": member.stand_in.id if member.stand_in else None,
        "left": person.left_at.isoformat() if person.left_at else None,
        "lacks": list(member.owed),
        "holds": member.holds,
    }


def dead_end_facts(end: DeadEnd) -> dict[str, object]:
    facts = {"kind": end.kind.value, "is_hint": end.is_hint, "from": end.from_at.isoformat()}
    return {**facts, "says": end.words, "instead": end.instead}


def dead_end_line(end: DeadEnd) -> str:
    return displayable(f"{'Hint' if end.is_hint else 'Ends nowhere'}: {end.words} {end.instead}")


def task_line(task: LeaverTask, name: str) -> str:
    where = f" ({task.channel})" if task.channel else ""
    return displayable(
        f"{task.id:>4}  {name}: {task.title}{where}, {task.clause}, open since {task.opened_at:%Y-%m-%d}"
    )

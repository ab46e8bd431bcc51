"""A policy pack as lines for a person to read: all of it, or one clause with what carries it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from textwrap import wrap
from typing import Any

import msgspec

from console.errors import PackProblem
from console.model import ActionKind
from console.rules.filling import fill
from console.rules.pack_check import check_pack
from console.rules.pack_names import TO_FILL
from console.rules.pack_shape import did_you_mean
from console.rules.packs import Policy
from console.rules.policy import ReadingState, review_state
from console.rules.policy_time import TimeAllowance
from console.rules.wording import WEEKDAYS, amount_text, day_text

ASSUMED = "assumed: the policy gives no figure"
LINE_CELLS = 110


class UnknownClauseError(PackProblem):
    """The pack does not list the clause; the text says which is near."""


# -- showing a whole pack ------------------------------------------------------------------------------------------


def pack_lines(pack: Policy, today: date) -> Iterator[str]:
    """The whole pack for a person, section by section."""
    yield from _identity_lines(pack, today)
    yield from _section("Working hours", _hours_rows(pack))
    yield from _section("Deadlines", _deadline_rows(pack))
    yield from _section("Promises that may be made", [(row.text, *_source(row)) for row in pack.core.timescale])
    yield from _section("Roles", _role_rows(pack))
    yield from _section("Escalation", _route_rows(pack))
    if pack.core.training.course:
        yield from _section("Training, without which one drafts and does not send", _course_rows(pack))
    if pack.core.leaver_task:
        rows = [(row.title, *_source(row)) for row in pack.core.leaver_task]
        yield from _section("Done by hand when somebody leaves", rows)
    yield from _section("Reasons for removal", _reason_rows(pack))
    closing = pack.core.closing
    if closing.reasons:
        rows = [(reason, *_source(closing)) for reason in closing.reasons]
        yield from _section("Reasons offered for closing without an answer", rows)
    yield from _terms_lines(pack)
    yield from _section("Complaint stages", [(row.title, *_amount(row)) for row in pack.core.complaints.stage])
    for title, named in (("What people write about", pack.topics.topic), ("Places", pack.topics.place)):
        if named:
            yield from _section(title, [(row.id, row.title) for row in named])
    yield from _section("Kept for", [(row.kind, f"{row.days} days", *_source(row)) for row in pack.core.retention])
    blanks = check_pack(pack.path).blanks
    yield from _section(
        f"Still to fill in: {len(blanks)}", [(note.key, note.wrong.removeprefix(TO_FILL)) for note in blanks]
    )


def _identity_lines(pack: Policy, today: date) -> Iterator[str]:
    identity = pack.core.identity
    yield f"{identity.association}: {identity.title}, version {identity.version}"
    approved, review_due = day_text(identity.approved), day_text(identity.review_due)
    yield f"Approved {approved}, to be reviewed by {review_due} ({identity.clause})"
    if identity.note:
        yield identity.note
    if review_state(identity, today) is ReadingState.OVERDUE:
        yield f"Its review fell due on {review_due}. It is used as it stands until a new one is put in."
    for other in pack.core.linked_policies:
        yield f"  with: {other}"


def _hours_rows(pack: Policy) -> list[tuple[str, ...]]:
    hours = pack.core.hours
    rows: list[tuple[str, ...]] = [
        (day, ", ".join(spans) or "closed") for day, spans in zip(WEEKDAYS, hours.by_weekday(), strict=True)
    ]
    rows.append(("where", f"{pack.core.place.zone}, bank holidays of {pack.core.place.nation}", *_source(hours)))
    rows += [("closed", f"{row.start} to {row.end}", row.reason) for row in pack.core.closure]
    return rows + [("closed", day_text(row.date), row.name) for row in pack.core.local_holiday]


def _deadline_rows(pack: Policy) -> list[tuple[str, ...]]:
    deadlines = pack.core.deadlines
    return [
        ("answer", *_amount(deadlines.answer)),
        ("escalation seen", *_amount(deadlines.escalation)),
        ("look at a channel", *_amount(deadlines.look)),
        ("undo", f"{pack.core.undo.seconds:g} seconds", *_source(pack.core.undo)),
    ]


def _role_rows(pack: Policy) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for role in pack.core.role:
        marks = ["posts"] * role.is_appointed + ["supervises"] * role.is_supervisor
        rows.append((role.id, role.title, ", ".join(marks), *_source(role)))
        may = [*role.may, *(kind for kind in ActionKind if kind not in role.may and pack.may(role.id, kind))]
        rows += [
            (line,)
            for line in wrap(
                f"may {', '.join(may)}",
                LINE_CELLS,
                initial_indent="    ",
                subsequent_indent="        ",
                break_on_hyphens=False,
            )
        ]
    return rows


def _route_rows(pack: Policy) -> list[tuple[str, ...]]:
    route = pack.core.escalation
    rows = [(row.id, row.director, row.holder, *_source(row)) for row in pack.core.department]
    return [
        *rows,
        ("when nothing fits", pack.department(route.default_department).director, "", *_source(route)),
        ("in their absence", route.fall_back, "", *_source(route)),
        ("a colleague's conduct", pack.department(route.colleague_department).director, "", *_source(route)),
        ("unsure", f"ask the {route.advice_from}", "", *_source(route)),
    ]


def _course_rows(pack: Policy) -> list[tuple[str, ...]]:
    rule = pack.core.training
    valid = {row.id: f"{row.months} months" if row.months else "never lapses" for row in rule.course}
    rows = [(row.id, row.title, valid[row.id], *_source(row)) for row in rule.course]
    return [*rows, ("asked for", ", ".join(rule.kinds), f"enforced: {rule.enforce}", *_source(rule))]


def _reason_rows(pack: Policy) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for reason in pack.core.removal_reason:
        strike = "a strike" if reason.is_strike else "no strike"
        rows.append((reason.title, reason.operation, strike, *_source(reason)))
        rows.append((f"  {pack.house_rule(reason.house_rule).text}",))
    return rows


def _terms_lines(pack: Policy) -> Iterator[str]:
    """The notice in full, its links filled in: somebody has to put it on the pages."""
    terms = pack.core.terms
    for where, text in (("every page", terms.text), *terms.channels.items()):
        yield from _section(f"The notice for {where} ({', '.join(filter(None, _source(terms)))})", ())
        for line in fill(text, {}, pack).splitlines():
            yield from wrap(line, LINE_CELLS, initial_indent="  ", subsequent_indent="  ", break_long_words=False) or [
                ""
            ]


def _amount(setting: TimeAllowance) -> tuple[str, ...]:
    return (amount_text(setting), *_source(setting))


def _source(setting: Any) -> tuple[str, str]:
    """The clause, and whether the setting is the policy's own."""
    return (setting.clause, "assumed" if setting.assumed else "")


# -- showing one clause --------------------------------------------------------------------------------------------


def clause_lines(pack: Policy, id: str) -> Iterator[str]:
    """What one clause asks, who carries it, and the values of the settings.

    Raises UnknownClauseError, or PackProblem when the templates or words that carry it cannot be read.
    """
    note = pack.clause(id)
    if note is None:
        known = [row.id for row in pack.core.clause]
        raise UnknownClauseError(f'{pack.name} lists no clause "{id}". {did_you_mean(id, known)}')
    yield f"{note.id}  {note.asks}"
    if note.outside:
        yield f"Deliberately not built: {note.outside}."
    if note.later:
        yield f"Not built yet: {note.later}."
    for path in note.carried_by:
        yield f"  {path}: {_value_text(pack, path)}"


def _value_text(pack: Policy, path: str) -> str:
    """The setting's value in a line: few words for what is long."""
    if path == "template":
        return f"{len(pack.templates)} reply templates"
    value = _setting(pack, path)
    if isinstance(value, TimeAllowance):
        return f"{amount_text(value)}{f' ({ASSUMED})' if value.assumed else ''}"
    if isinstance(value, msgspec.Struct):
        return _plain(msgspec.to_builtins(value))
    if isinstance(value, list) and value and isinstance(value[0], msgspec.Struct):
        return f"{len(value)}: " + ", ".join(str(getattr(row, "id", None) or getattr(row, "key", "")) for row in value)
    return _plain(value)


def _setting(pack: Policy, path: str) -> Any:
    """Walk a key path through the pack's records; rows go by their id, key or kind."""
    first, *rest = path.split(".")
    value: Any = getattr(pack, first) if first in ("words", "topics") else getattr(pack.core, first, None)
    if first == "template":
        return pack.template(rest[0])
    for name in rest:
        value = _inside(value, name)
    return value


def _inside(value: Any, name: str) -> Any:
    if isinstance(value, list):
        return next((row for row in value if name in (getattr(row, key, None) for key in ("id", "key", "kind"))), None)
    return value.get(name) if isinstance(value, dict) else getattr(value, name, None)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(
            f"{name} = {_plain(inner)}" for name, inner in value.items() if inner not in ("", [], {}, None)
        )
    if isinstance(value, list):
        return ", ".join(map(_plain, value[:8])) + (f" … ({len(value)})" if len(value) > 8 else "")
    return "yes" if value is True else "no" if value is False else " ".join(str(value).split())


# -- lines ---------------------------------------------------------------------------------------------------------


def _section(title: str, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield ""
    yield title
    for line in columns(list(rows)):
        yield f"  {line}"


def columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Rows in columns as wide as their longest cell; the last cell of a row may be as long as it likes."""
    widths: dict[int, int] = {}
    for row in rows:
        for number, cell in enumerate(row[:-1]):
            widths[number] = max(widths.get(number, 0), len(cell))
    for row in rows:
        cells = [cell.ljust(widths[number]) for number, cell in enumerate(row[:-1])]
        yield "  ".join([*cells, row[-1]]).rstrip()

"""Whether the values of a pack's settings can be right: hours, closures, amounts, figures, dates, the time zone.

Works row by row on whatever could be read, so that one fault does not hide the others. Types are `pack_shape.py`'s,
names that must exist `pack_names.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from math import isfinite
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from console.model import ActionKind
from console.rules.pack_draft import PackDraft, record
from console.rules.pack_shape import PackNote, below, named_rows
from console.rules.policy import Identity
from console.rules.policy_people import Role
from console.rules.policy_texts import Closing, PrivateRoute, PrivateTexts, ReferenceReply
from console.rules.policy_time import ClosureDates, OpeningHours, Timescale, Warnings, interval_minutes

Faults = Iterator[tuple[str, str, str]]  # key path, what is wrong, what would be right

WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
AMOUNTS = ("working_days", "working_hours", "working_minutes")
TIMED = ("deadlines.answer", "deadlines.escalation", "deadlines.look", "complaints.service_request")
TIMED_ROWS = ("timescale", "complaints.stage")
LEAST = {  # the smallest figure that makes sense
    "undo.seconds": 0,
    "warnings.due_soon_minutes": 0,
    "sanctions.block_at_strikes": 1,
    "sanctions.strikes_expire_days": 1,
    "conduct.words_before_link": 1,
    "conduct.sentence_words": 1,
    "conduct.reading_age": 6,
}


def value_notes(draft: PackDraft, file: str) -> Iterator[PackNote]:
    """Everything in `policy.toml` that is of the right type and yet cannot be right."""
    for check in (
        _identity, _zone, _hours, _closures, _amounts, _figures, _roles, _private_texts, _route, _closing, _reference,
    ):  # fmt: skip
        for key, wrong, right in check(draft):
            yield PackNote(file, key, wrong, right)


def _identity(draft: PackDraft) -> Faults:
    identity = draft.one("identity", Identity)
    if identity and identity.review_due <= identity.approved:
        yield "identity.review_due", "is not after the approval", f"Give a date after {identity.approved}."
    if identity and not identity.name.strip():
        yield "identity.name", "is empty", "Give the pack a short name, such as its folder's."


def _zone(draft: PackDraft) -> Faults:
    zone = draft.at("place.zone")
    if not isinstance(zone, str):
        return
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Europe" is a folder of the time zone files
        yield "place.zone", f'"{zone}" is not a time zone', 'For anywhere in the United Kingdom: "Europe/London".'


def _hours(draft: PackDraft) -> Faults:
    hours = draft.one("hours", OpeningHours)
    if hours and not any(hours.by_weekday()):
        yield "hours", "has no working hours at all", 'Give at least one day, such as monday = ["09:00-17:00"].'
    for name, texts in zip(WEEKDAY_NAMES, hours.by_weekday() if hours else (), strict=False):
        yield from _intervals(f"hours.{name}", texts)
    warnings = draft.one("warnings", Warnings)
    yield from _intervals("warnings.quiet", warnings.quiet if warnings else [])


def _intervals(key: str, texts: Sequence[str]) -> Faults:
    spans = []
    for text in texts:
        try:
            spans.append((*interval_minutes(text), text))
        except ValueError as error:
            wrong, _, right = str(error).partition(": ")
            yield key, wrong, f"{right[:1].upper()}{right[1:]}."
    for (_, end, earlier), (start, _, later) in pairwise(sorted(spans)):
        if start < end:
            yield key, f'"{earlier}" and "{later}" overlap', "Let each begin where the one before has ended, or later."


def _closures(draft: PackDraft) -> Faults:
    for key, raw in named_rows(draft.at("closure"), "closure"):
        closure = record(raw, ClosureDates)
        if closure is None:
            continue
        if _is_local(closure.start) != _is_local(closure.end):
            yield key, "mixes local time with an offset", "Write `from` and `to` alike, best without an offset."
        elif closure.end <= closure.start:
            yield f"{key}.to", f"{closure.end} is not after `from`", f"Give a moment after {closure.start}."


def _is_local(moment: datetime) -> bool:
    return moment.tzinfo is None


def _amounts(draft: PackDraft) -> Faults:
    for key in TIMED:
        yield from _amount(key, draft.at(key))
    for table in TIMED_ROWS:
        for key, raw in named_rows(draft.at(table), table):
            yield from _amount(key, raw)
    if draft.at("timescale") == []:
        yield "timescale", "is empty", "Give at least one timescale that may be promised."
    for key, timescale in draft.rows("timescale", Timescale):
        if not timescale.text.strip():
            yield f"{key}.text", "is empty", 'Complete "we will message you …", such as "within one working day".'


def _amount(key: str, raw: object) -> Faults:
    given = [name for name in AMOUNTS if isinstance(raw, dict) and name in raw]
    if not isinstance(raw, dict):
        return
    if len(given) != 1:
        wrong = f"gives {' and '.join(given)}" if given else "gives no amount of time"
        yield key, wrong, f"Give exactly one of {', '.join(AMOUNTS)}."
    for name in given:
        value = raw[name]
        if isinstance(value, int | float) and not (isfinite(value) and value > 0):
            yield below(key, name), f"is {value}", "Give an amount greater than 0."


def _figures(draft: PackDraft) -> Faults:
    for key, least in LEAST.items():
        yield from _at_least(key, draft.at(key), least)
    channels = draft.at("undo.channels")
    for name, seconds in (channels if isinstance(channels, dict) else {}).items():
        yield from _at_least(f"undo.channels.{name}", seconds, 0)
    for key, raw in named_rows(draft.at("retention"), "retention"):
        yield from _at_least(f"{key}.days", raw.get("days"), 1)


def _at_least(key: str, value: object, least: int) -> Faults:
    if isinstance(value, int | float) and not isinstance(value, bool) and not (isfinite(value) and value >= least):
        yield key, f"is {value}", f"Give {least} or more."


def _roles(draft: PackDraft) -> Faults:
    roles = [role for _, role in draft.rows("role", Role)]
    for kind in (ActionKind.REPLY, ActionKind.ACKNOWLEDGE):
        if roles and not any(kind in role.may for role in roles):
            yield "role", f'names nobody who may "{kind}"', f'Add "{kind}" to the `may` of a role.'


def _private_texts(draft: PackDraft) -> Faults:
    texts = draft.one("private_texts", PrivateTexts)
    if texts is None:
        return
    for name, text in (("message", texts.message), ("public_line", texts.public_line)):
        if not text.strip():
            yield f"private_texts.{name}", "is empty", "Write what moving to private starts with."
    if "{timescale}" not in texts.message + texts.public_line:
        yield "private_texts.message", "gives no timescale", "Write {timescale} where it says by when we answer."


def _route(draft: PackDraft) -> Faults:
    """A placeholder whose setting is empty would stay in the text, and the outbound check would stop it."""
    route = draft.one("private_route", PrivateRoute)
    if route is None:
        return
    for name, value in (("phone", route.phone), ("email", route.email)):
        if f"{{{name}}}" in route.text and not value.strip():
            yield (
                "private_route.text",
                f"says {{{name}}}, which is empty",
                f"Fill in {name}, or take it out of the text.",
            )


def _closing(draft: PackDraft) -> Faults:
    closing = draft.one("closing", Closing)
    for number, reason in enumerate(closing.reasons if closing else [], start=1):
        if not reason.strip():
            yield f"closing.reasons[{number}]", "is empty", "Say in a few words why something needs no answer."


def _reference(draft: PackDraft) -> Faults:
    reply = draft.one("complaints.reply", ReferenceReply)
    if reply and "{reference}" not in reply.text:
        yield (
            "complaints.reply.text",
            "gives no reference",
            "Write {reference} where it says under what it is recorded.",
        )

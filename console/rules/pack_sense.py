"""Whether the values of a pack's settings can be right: hours, closures, amounts, figures, dates, the time zone.

Works row by row on whatever could be read, so that one fault does not hide the others. Types are `pack_shape.py`'s,
names that must exist `pack_names.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import isfinite
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from console.model import ActionKind, Operation
from console.rules.pack_draft import PackDraft, record
from console.rules.pack_shape import PackNote, below, named_rows
from console.rules.policy import Identity
from console.rules.policy_people import Role
from console.rules.policy_staff import Course, LeaverTaskText
from console.rules.policy_texts import Closing, PrivateRoute, PrivateTexts, ReferenceReply, RemovalReason
from console.rules.policy_time import ClosureDates, OpeningHours, Timescale, Warnings, interval_minutes

Faults = Iterator[tuple[str, str, str]]  # key path, what is wrong, what would be right

WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
AMOUNTS = ("working_days", "working_hours", "working_minutes")
TIMED = ("deadlines.answer", "deadlines.escalation", "deadlines.look", "complaints.service_request")
TIMED_ROWS = ("timescale", "complaints.stage")
MOST = {
    "working_days": 260,
    "working_hours": 2_000,
    "working_minutes": 120_000,
}  # a year: further on no calendar reaches
LONGEST_CLOSURE = timedelta(days=366)
LONGEST_COURSE_MONTHS = 120  # what holds for longer has no months: it never lapses
LONGEST_UNDO_S = 600  # an answer that waits longer is late by then
REMOVES = (Operation.HIDE, Operation.DELETE)
ROLE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)  # it stands behind a colon in `--as NAME:ROLE`
DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.ASCII)
LEAST = {  # the smallest figure that makes sense
    "undo.seconds": 0,
    "incidents.lasts_hours": 1,
    "warnings.due_soon_minutes": 0,
    "warnings.before_minutes.answer": 0,
    "warnings.before_minutes.promise": 0,
    "warnings.before_minutes.case-stage": 0,
    "warnings.before_minutes.escalation": 0,
    "warnings.before_minutes.window": 0,
    "sanctions.block_at_strikes": 1,
    "sanctions.strikes_expire_days": 1,
    "conduct.words_before_link": 1,
    "conduct.sentence_words": 1,
    "conduct.reading_age": 6,
}


def value_notes(draft: PackDraft, file: str) -> Iterator[PackNote]:
    """Everything in `policy.toml` that is of the right type and yet cannot be right."""
    for check in (
        _identity, _zone, _hours, _closures, _amounts, _figures, _domains, _removals, _roles,
        _private_texts, _route, _closing, _reference, _courses, _leaver_tasks,
    ):  # fmt: skip
        for key, wrong, right in check(draft):
            yield PackNote(file, key, wrong, right)


def _identity(draft: PackDraft) -> Faults:
    identity = draft.one("identity", Identity)
    if identity and identity.review_due <= identity.approved:
        yield "identity.review_due", "is not after the approval", f"Give a date after {identity.approved}."
    for name in ("name", "association", "title", "version"):
        if identity and not getattr(identity, name).strip():
            yield f"identity.{name}", "is empty", "Write it as it stands on your policy; the name as the folder's."


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
        elif closure.end - closure.start > LONGEST_CLOSURE:
            yield (
                f"{key}.to",
                "is more than a year after `from`",
                "Nothing would ever be due. Give a moment within a year.",
            )
        if not closure.reason.strip():
            yield f"{key}.reason", "is empty", 'Say why, for the receipt of a deadline: "Office closed for Christmas".'


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
        elif isinstance(value, int | float) and value > MOST[name]:
            yield below(key, name), f"is {value}", f"Give at most {MOST[name]:,}: a year."


def _figures(draft: PackDraft) -> Faults:
    for key, least in LEAST.items():
        yield from _at_least(key, draft.at(key), least)
    channels = draft.at("undo.channels")
    for name, seconds in (channels if isinstance(channels, dict) else {}).items():
        yield from _at_least(f"undo.channels.{name}", seconds, 0)
        yield from _at_most(f"undo.channels.{name}", seconds, LONGEST_UNDO_S)
    yield from _at_most("undo.seconds", draft.at("undo.seconds"), LONGEST_UNDO_S)
    for key, raw in named_rows(draft.at("retention"), "retention"):
        yield from _at_least(f"{key}.days", raw.get("days"), 1)


def _at_least(key: str, value: object, least: int) -> Faults:
    if isinstance(value, int | float) and not isinstance(value, bool) and not (isfinite(value) and value >= least):
        yield key, f"is {value}", f"Give {least} or more."


def _at_most(key: str, value: object, most: int) -> Faults:
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) and value > most:
        yield key, f"is {value}", f"Give at most {most:,}."


def _domains(draft: PackDraft) -> Faults:
    for table in ("domains.own", "domains.listed"):
        domains = draft.at(table)
        for number, domain in enumerate(domains if isinstance(domains, list) else [], start=1):
            if isinstance(domain, str) and DOMAIN.fullmatch(domain) is None:
                yield f"{table}[{number}]", f'"{domain}" is no domain', 'Write it alone and small: "example.org".'


def _removals(draft: PackDraft) -> Faults:
    for key, reason in draft.rows("removal_reason", RemovalReason):
        if reason.operation not in REMOVES:
            yield f"{key}.operation", f'"{reason.operation}" removes nothing', 'Write "hide" or "delete".'


def _roles(draft: PackDraft) -> Faults:
    roles = [role for _, role in draft.rows("role", Role)]
    for key, role in draft.rows("role", Role):
        if ROLE_ID.fullmatch(role.id) is None:
            yield f"{key}.id", f'"{role.id}" will not do', 'Use small letters, digits and hyphens: "team-leader".'
    by_title = {role.title: role for role in roles}
    answers = [("escalation.advice_from", ActionKind.ADVISE), ("escalation.fall_back", ActionKind.ACKNOWLEDGE)]
    for path, kind in answers:
        named = by_title.get(str(draft.at(path)))
        if named is not None and kind not in named.may:
            yield path, f'names "{named.title}", who may not "{kind}"', f'Add "{kind}" to its `may`, or name another.'
    for kind in (ActionKind.REPLY, ActionKind.ACKNOWLEDGE):
        if roles and not any(kind in role.may for role in roles):
            yield "role", f'names nobody who may "{kind}"', f'Add "{kind}" to the `may` of a role.'


def _courses(draft: PackDraft) -> Faults:
    for key, course in draft.rows("training.course", Course):
        if not course.title.strip():
            yield f"{key}.title", "is empty", "Say what somebody is trained in, as it stands on the certificate."
        if course.months is not None:
            yield from _at_least(f"{key}.months", course.months, 1)
            yield from _at_most(f"{key}.months", course.months, LONGEST_COURSE_MONTHS)


def _leaver_tasks(draft: PackDraft) -> Faults:
    for key, task in draft.rows("leaver_task", LeaverTaskText):
        if not task.title.strip():
            yield f"{key}.title", "is empty", "Say what is to be done by hand, beginning with a verb."


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

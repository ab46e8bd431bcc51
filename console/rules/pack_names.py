"""Whether what a pack names exists: ids, roles, departments, clauses, rules, placeholders, links; and its blanks.

Works row by row on whatever could be read. The values themselves are `pack_sense.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any
from urllib.parse import urlsplit

from console.rules.pack_draft import PackDraft, record
from console.rules.pack_sense import Faults
from console.rules.pack_shape import PackNote, below, did_you_mean, named_rows, row_name
from console.rules.policy import ClauseNote, Link
from console.rules.policy_people import Department
from console.rules.policy_staff import Course
from console.rules.policy_texts import RemovalReason, Template
from console.rules.policy_time import ComplaintStage

# The situations that tenants really write about: a template's `situation` is one of these.
SITUATIONS = (
    "heating", "leak", "damp-mould", "electrics", "gas-smell", "lift", "repair-progress", "missed-appointment",
    "rent", "arrears", "service-charge", "asb", "noise", "neighbour", "parking", "bins-grounds",
    "transfer-swap", "allocation", "adaptation", "shared-ownership-sales", "lettings", "staff-praise", "thanks",
    "our-mistake", "inaccurate-criticism", "suggestion", "complaint-route", "press", "councillor-mp",
    "data-request", "photo-consent", "events", "jobs", "self-service-account", "language-large-print",
    "out-of-hours", "closure", "service-disruption", "domestic-abuse", "crisis", "private-invitation",
    "personal-data-notice", "spam",
)  # fmt: skip
TRIAGE_RULES = (
    "abuse", "prejudice", "threat", "personal-data", "urgent", "safeguarding", "reputation", "complaint",
    "negative", "issue", "feedback", "question", "thanks", "spam", "colleague",
)  # fmt: skip
REPLY_WORDS = ("first_name", "timescale", "reference")  # placeholders, and {link:KEY} everywhere
NOTICE_WORDS = ("house_rule", "first_name")
PRIVATE_WORDS = ("first_name", "timescale")
ROUTE_WORDS = ("phone", "email")
LEAST_EXAMPLES = 6  # of a template: with fewer the matcher finds only what is worded alike
NAMED_ROWS = (
    "role", "department", "house_rule", "removal_reason", "timescale", "complaints.stage", "link", "retention",
    "clause", "blank", "training.course", "leaver_task",
)  # fmt: skip
TO_FILL = "to fill in: "  # before what a blank asks for
RECEIVED = "received"  # where a complaint stage starts that waits for no other
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def name_notes(draft: PackDraft, file: str) -> Iterator[PackNote]:
    """Everything that `policy.toml` names and that does not exist, or exists twice."""
    checks: tuple[Callable[[PackDraft], Faults], ...] = (
        _repeats, _routes, _reasons, _stages, _rules, _signposts, _while_closed, _links, _texts, _named_clauses,
        _clauses, _blanks,
    )  # fmt: skip
    for check in checks:
        for key, wrong, right in check(draft):
            yield PackNote(file, key, wrong, right)


def template_notes(draft: PackDraft) -> Iterator[PackNote]:
    """Everything in the template files that is of the right type and yet cannot be right."""
    seen: dict[str, str] = {}
    for file, key, row in draft.template_rows():
        name = row_name(row) or ""
        if name and name in seen:
            yield PackNote(file, key, f"has an id that {seen[name]} uses already", "Give it an id of its own.")
        seen[name] = file
        if (template := record(row, Template)) is not None:
            for at, wrong, right in _template(draft, template):
                yield PackNote(file, below(key, at), wrong, right)


def blank_notes(draft: PackDraft, file: str) -> Iterator[PackNote]:
    """What only the association can know and has not filled in yet."""
    for _, row in named_rows(draft.at("blank"), "blank"):
        where = str(row.get("where", ""))
        if _is_blank(draft, where):
            yield PackNote(file, where, f"{TO_FILL}{row.get('asks', '')}", f"Meanwhile: {row.get('meanwhile', '')}.")


def _is_blank(draft: PackDraft, where: str) -> bool:
    try:
        return not draft.setting(where)
    except KeyError:
        return False  # told as a problem


def _repeats(draft: PackDraft) -> Faults:
    for table in NAMED_ROWS:
        seen: set[str] = set()
        for name in draft.names(table):
            if name in seen:
                yield f"{table}.{name}", "is there twice", "Give each a name of its own, or take one away."
            seen.add(name)


def _unknown(key: str, name: object, what: str, known: Collection[str]) -> Faults:
    if isinstance(name, str) and name not in known:
        yield key, f'"{name}" is not a {what}', did_you_mean(name, known)


def _routes(draft: PackDraft) -> Faults:
    departments, titles = draft.names("department"), draft.names("role", "title")
    for name in ("default_department", "colleague_department"):
        yield from _unknown(
            f"escalation.{name}", draft.at(f"escalation.{name}"), "department of this pack", departments
        )
    for name in ("fall_back", "advice_from"):
        yield from _unknown(f"escalation.{name}", draft.at(f"escalation.{name}"), "role's title", titles)
    for key, department in draft.rows("department", Department):
        yield from _unknown(f"{key}.director", department.director, "role's title", titles)
    for key, course in draft.rows("training.course", Course):
        for role in course.roles:
            yield from _unknown(f"{key}.roles", role, "role of this pack", draft.names("role"))


def _reasons(draft: PackDraft) -> Faults:
    rules = draft.names("house_rule")
    for key, raw in named_rows(draft.at("removal_reason"), "removal_reason"):
        yield from _unknown(f"{key}.house_rule", raw.get("house_rule"), "house rule of this pack", rules)


def _stages(draft: PackDraft) -> Faults:
    before: dict[str, int] = {}
    for key, stage in draft.rows("complaints.stage", ComplaintStage):
        earlier = [id for id, level in before.items() if level == stage.level]
        yield from _unknown(f"{key}.starts", stage.starts, "stage of that level above it", [RECEIVED, *earlier])
        before[stage.id] = stage.level


def _rules(draft: PackDraft) -> Faults:
    named = [("sanctions.extreme_rules", rule) for rule in _texts_at(draft, "sanctions.extreme_rules")]
    for path in ("signposting.rules", "suggestions.whose_mistake", "incidents.apart"):
        named += [(path, rule) for rule in _texts_at(draft, path)]
    named += [(f"{key}.rules", rule) for key, row in draft.rows("removal_reason", RemovalReason) for rule in row.rules]
    named += [(f"{key}.rules", rule) for key, row in draft.rows("department", Department) for rule in row.rules]
    for key, rule in named:
        yield from _unknown(key, rule, "rule of triage", TRIAGE_RULES)


def _signposts(draft: PackDraft) -> Faults:
    """Somebody at risk is to be offered help: a situation that no template has would offer nothing."""
    written = {row.get("situation") for _, _, row in draft.template_rows()}
    for situation in _texts_at(draft, "signposting.situations"):
        yield from _unknown("signposting.situations", situation, "situation", SITUATIONS)
        if situation in SITUATIONS and draft.templates is not None and situation not in written:
            yield "signposting.situations", f'no template has "{situation}"', "Write one, or take the situation away."


def _while_closed(draft: PackDraft) -> Faults:
    for situation in _texts_at(draft, "suggestions.while_closed"):
        yield from _unknown("suggestions.while_closed", situation, "situation", SITUATIONS)


def _links(draft: PackDraft) -> Faults:
    if "home" not in draft.names("link", "key"):
        yield "link", "has no home page", 'Add a [[link]] with key = "home": it stands in for every blank one.'
    domains = [*_texts_at(draft, "domains.own"), *_texts_at(draft, "domains.listed")]
    for key, link in draft.rows("link", Link):
        if link.url and urlsplit(link.url).scheme != "https":
            yield f"{key}.url", f'"{link.url}" does not begin with https://', "Copy the address from the browser."
        elif link.url and not _is_within(urlsplit(link.url).hostname or "", domains):
            yield (
                f"{key}.url",
                f'"{link.url}" is on no domain of this pack',
                "Add its domain to domains.own or .listed.",
            )


def _is_within(host: str, domains: Collection[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _texts_at(draft: PackDraft, path: str) -> list[str]:
    value = draft.at(path)
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _texts(draft: PackDraft) -> Faults:
    for key, row in named_rows(draft.at("removal_reason"), "removal_reason"):
        yield from _placeholders(draft, f"{key}.notice", row.get("notice"), NOTICE_WORDS)
    yield from _placeholders(draft, "sanctions.block_notice", draft.at("sanctions.block_notice"), NOTICE_WORDS)
    for name in ("message", "public_line"):
        yield from _placeholders(draft, f"private_texts.{name}", draft.at(f"private_texts.{name}"), PRIVATE_WORDS)
    yield from _placeholders(draft, "complaints.reply.text", draft.at("complaints.reply.text"), REPLY_WORDS)
    yield from _placeholders(draft, "private_route.text", draft.at("private_route.text"), ROUTE_WORDS)
    yield from _placeholders(draft, "terms.text", draft.at("terms.text"), ())
    channels = draft.at("terms.channels")
    for name, text in (channels if isinstance(channels, dict) else {}).items():
        yield from _placeholders(draft, f"terms.channels.{name}", text, ())


def _placeholders(draft: PackDraft, key: str, text: object, known: Collection[str]) -> Faults:
    """Find `{…}` that nothing would fill in; `{link:KEY}` needs a link of that key."""
    if not isinstance(text, str):
        return
    for name in PLACEHOLDER.findall(text):
        head, _, link = name.partition(":")
        if head == "link":
            yield from _unknown(key, link, "link of this pack", draft.names("link", "key"))
        else:
            yield from _unknown(key, name, "placeholder here", [*known, "link:KEY"])
    if set("{}") & set(PLACEHOLDER.sub("", text)):
        yield key, "has a { or } on its own", "Write placeholders as {name}, and other brackets as ( )."


def _named_clauses(draft: PackDraft) -> Faults:
    known = draft.names("clause", "id")
    for key, clause in _clauses_named_in(draft.core, ""):
        yield from _unknown(f"{key}.clause", clause, "[[clause]] of this pack", known)


def _clauses_named_in(value: Any, key: str) -> Iterator[tuple[str, str]]:
    """Key path and clause of every table that names one; a closure need not."""
    if not isinstance(value, dict):
        return
    if isinstance(clause := value.get("clause"), str) and not (key.startswith("closure") and not clause):
        yield key, clause
    for name, inner in value.items():
        yield from _clauses_named_in(inner, below(key, name))
        for row_key, row in named_rows(inner, below(key, name)):
            yield from _clauses_named_in(row, row_key)


def _clauses(draft: PackDraft) -> Faults:
    for key, note in draft.rows("clause", ClauseNote):
        if not (note.carried_by or note.outside.strip() or note.later.strip()):
            yield key, "is carried by nothing", "Fill in carried_by, later (which part will) or outside (why not)."
        for path in note.carried_by:
            yield from _unknown_setting(draft, f"{key}.carried_by", path)


def _blanks(draft: PackDraft) -> Faults:
    for name in draft.names("blank", "where"):
        yield from _unknown_setting(draft, f"blank.{name}", name)


def _unknown_setting(draft: PackDraft, key: str, path: str) -> Faults:
    try:
        draft.setting(path)
    except KeyError as missing:
        yield key, f'"{path}" is not a setting of this pack', f'There is no "{missing.args[0]}" there.'


def _template(draft: PackDraft, template: Template) -> Faults:
    if not template.keywords:
        yield "keywords", "is empty", "Give at least one word by which the template is found."
    if len(template.examples) < LEAST_EXAMPLES:
        yield "examples", f"has {len(template.examples)}", f"Give at least {LEAST_EXAMPLES}, as tenants write them."
    if not template.kinds:
        yield "kinds", "is empty", 'Say where it may be used: "comment", "message" or both.'
    for name, text in (("title", template.title), ("text", template.text)):
        if not text.strip():
            yield name, "is empty", "Write it."
    yield from _unknown("situation", template.situation, "situation", SITUATIONS)
    for clause in template.clauses:
        yield from _unknown("clauses", clause, "[[clause]] of this pack", draft.names("clause", "id"))
    yield from _placeholders(draft, "text", template.text, REPLY_WORDS)

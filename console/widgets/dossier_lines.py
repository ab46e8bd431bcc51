"""What the dossier says of one item, as lines: thread, findings, suggestions, clocks, and everything around them.

Pure. Everything that people wrote goes through `displayable` here, so that what is shown can do no harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from console.model import Clock, ClockKind, Delivery, DeliveryState, Dossier, Entry, Finding, Level, Side, Suggestion
from console.rules.worktime import WorkCalendar
from console.text import displayable, one_line
from console.widgets import row, wording
from console.widgets.lines_pane import BLANK, Line, line

SHOWN_CHARACTERS = 4_000  # of one text: eighty lines at fifty cells; nobody reads on here, and wrapping costs time
NAME_CELLS = 40
QUOTE_CELLS = 48
EARLIER_SHOWN = 5
QUOTES_SHOWN = 4
LEVEL_LOOKS = {
    Level.NOW: "bad",
    Level.SOON: "warn",
    Level.NOTE: "muted",
    Level.STOP: "bad",
    Level.WARN: "warn",
    Level.HINT: "muted",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when it is read: what the lines need beside the dossier."""

    now: datetime
    zone: ZoneInfo
    calendar: WorkCalendar
    people: Mapping[str, str]
    is_revealed: bool = False
    suggestions: Sequence[Suggestion] | None = None  # None: not worked out yet

    def name(self, person_id: str) -> str:
        return displayable(self.people.get(person_id, person_id))

    def at(self, moment: datetime) -> str:
        return wording.moment(moment, self.now, self.zone)


def dossier_lines(dossier: Dossier, setting: Setting) -> list[Line]:
    """Everything about the item, most needed first."""
    sections = (
        _head(dossier, setting),
        _troubles(dossier),
        _thread(dossier, setting),
        _findings(dossier, setting),
        _suggestions(setting),
        _clocks(dossier, setting),
        _owed(dossier, setting),
        _colleagues(dossier, setting),
        _earlier(dossier, setting),
    )
    return [paragraph for section in sections if section for paragraph in (*section, BLANK)]


def shown(text: str) -> str:
    """Somebody's text, safe and of a length that can be read here."""
    if len(text) <= SHOWN_CHARACTERS:
        return displayable(text)
    rest = len(text) - SHOWN_CHARACTERS
    return f"{displayable(text[:SHOWN_CHARACTERS])} … ({wording.many(rest, 'character')} more; all of it is kept)"


def quoted(text: str, cells: int = QUOTE_CELLS) -> str:
    return f"“{one_line(text, cells)}”"


# -- who and where ---------------------------------------------------------------------------------------------------


def _head(dossier: Dossier, setting: Setting) -> list[Line]:
    item, author = dossier.item, dossier.author
    where = f"{wording.channel_word(item.channel)} {wording.kind_word(item.kind)}"
    lines = [
        line((one_line(author.name, NAME_CELLS) or "(no name)", "heading"), (f"  {where}", "muted")),
        line((_acquaintance(dossier), "warn" if author.strikes or author.blocked_at else "muted")),
    ]
    if item.post:
        lines.append(line(("under  ", "muted"), (one_line(item.post, 90), "muted")))
    return lines


def _acquaintance(dossier: Dossier) -> str:
    """What we know of the author: "wrote 4 times · 1 strike · 1 open promise"."""
    author = dossier.author
    parts = ["first contact" if author.items <= 1 else f"wrote {author.items} times"]
    if author.strikes:
        parts.append(wording.many(author.strikes, "strike"))
    if author.blocked_at is not None:
        parts.append("blocked")
    if owed := sum(promise.kept_at is None for promise in dossier.promises):
        parts.append(wording.many(owed, "open promise"))
    return " · ".join(parts)


def _troubles(dossier: Dossier) -> list[Line]:
    item = dossier.item
    lines = [line((f"✗ {displayable(item.problem)}", "bad"))] if item.problem else []
    lines += [
        line(
            (f"✗ {wording.OPERATION_WORDS[delivery.operation]}: ", "bad"),
            (displayable(delivery.problem or "failed"), "bad"),
            ("  t tries again or settles it", "muted"),
        )
        for delivery in dossier.deliveries
        if delivery.state.is_trouble and delivery.problem != item.problem
    ]
    if item.gone_at is not None:
        lines.append(line(("Its author deleted it on the platform.", "warn")))
    elif item.edited_at is not None:
        lines.append(line(("Its author changed the text. Earlier ones stand below it.", "warn")))
    return lines


# -- the thread ------------------------------------------------------------------------------------------------------


def _thread(dossier: Dossier, setting: Setting) -> list[Line]:
    lines: list[Line] = []
    for entry in dossier.thread:
        lines += _entry(dossier, entry, setting)
    return lines


def _entry(dossier: Dossier, entry: Entry, setting: Setting) -> list[Line]:
    is_ours = entry.side is Side.OURS
    who = f"we · {setting.name(entry.who)}" if is_ours else one_line(entry.who, NAME_CELLS) or "(no name)"
    head = [(("▸ " if entry.is_current else "  ") + who, "ours" if is_ours else "theirs")]
    head.append((f"  {setting.at(entry.at)}", "muted"))
    if entry.delivery is not None:
        head.append((f"  {delivery_words(entry.delivery, setting.now)}", delivery_look(entry.delivery)))
    lines = [Line(tuple(head), 4 if is_ours else 0), _entry_text(dossier, entry, setting, is_ours)]
    lines += [line((f"earlier: {one_line(old, 200)}", "muted"), indent=2) for old in entry.earlier_texts]
    return lines


def _entry_text(dossier: Dossier, entry: Entry, setting: Setting, is_ours: bool) -> Line:
    indent = 6 if is_ours else 2
    if entry.is_current and row.is_covered(dossier.item) and not setting.is_revealed:
        return line((row.cover_words(dossier.item), "muted"), indent=indent)
    if entry.is_current:
        return Line(marked(entry.text, dossier.findings), indent)
    return line((shown(entry.text) or "(no text)", "plain" if is_ours else "muted"), indent=indent)


def marked(text: str, findings: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
    """A text with the words underlined that findings point at. Offsets count in the original, so it is cut first."""
    if len(text) > SHOWN_CHARACTERS:
        return ((shown(text), "plain"),)
    parts: list[tuple[str, str]] = []
    at = 0
    for start, end in _spans(findings, len(text)):
        start = max(start, at)
        if start >= end:
            continue
        parts += [(displayable(text[at:start]), "plain"), (displayable(text[start:end]), "found")]
        at = end
    parts.append((displayable(text[at:]), "plain"))
    return tuple(part for part in parts if part[0]) or (("(no text)", "muted"),)


def _spans(findings: Iterable[Finding], length: int) -> list[tuple[int, int]]:
    """Where to underline: of loud findings only, and never the whole text."""
    loud = (finding for finding in findings if finding.level is not Level.NOTE)
    return sorted((f.start, f.end) for f in loud if 0 <= f.start < f.end <= length and f.end - f.start < length)


def delivery_words(delivery: Delivery, now: datetime) -> str:
    """How far an answer of ours has come: "→ leaves in 12 s", "✓ sent", "✗ failed: …"."""
    words = wording.DELIVERY_WORDS[delivery.state]
    if delivery.state is DeliveryState.WAITING:
        wait_s = int((delivery.not_before - now).total_seconds())
        return f"→ leaves in {wait_s} s" if wait_s > 0 else words
    return f"{words}: {displayable(delivery.problem)}" if delivery.state.is_trouble and delivery.problem else words


def delivery_look(delivery: Delivery) -> str:
    if delivery.state.is_trouble or delivery.state is DeliveryState.UNKNOWN:
        return "bad"
    return "good" if delivery.state is DeliveryState.DELIVERED else "muted"


# -- what the rules say ----------------------------------------------------------------------------------------------


def _findings(dossier: Dossier, setting: Setting) -> list[Line]:
    if not dossier.findings:
        return []
    is_covered = row.is_covered(dossier.item) and not setting.is_revealed
    return [line(("Found", "heading")), *finding_lines(dossier.findings, dossier.item.text, is_covered=is_covered)]


def finding_lines(findings: Iterable[Finding], text: str, *, is_covered: bool) -> list[Line]:
    """A line for each thing that was found, however many words point at it."""
    alike: dict[tuple[str, Level, str, str | None, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.rule, finding.level, finding.clause, finding.detail, finding.why), []).append(finding)
    return [finding_line(same, text, is_covered=is_covered) for same in alike.values()]


def finding_line(same: Sequence[Finding], text: str, *, is_covered: bool) -> Line:
    """ "now  urgent “smell of gas”  danger to people  W3.6": findings that differ only in their words."""
    finding = same[0]
    words = (text[one.start : one.end] for one in same)
    quotes = [quoted(word, 30) for word in words if word.strip() and len(word) < len(text)][:QUOTES_SHOWN]
    quote = " " + " ".join(quotes) if quotes and not is_covered else ""
    label = f"{finding.rule}{f' ({finding.detail})' if finding.detail else ''}"
    return line(
        (f"{finding.level.value:<5}", LEVEL_LOOKS[finding.level]),
        (label, LEVEL_LOOKS[finding.level]),
        (quote, "plain"),
        (f"  {displayable(finding.why)}", "muted"),
        (f"  {finding.clause}", "key"),
        indent=2,
    )


def _suggestions(setting: Setting) -> list[Line]:
    if setting.suggestions is None:
        return []
    if not setting.suggestions:
        return [
            line(("Suggestions", "heading")),
            line(("No template fits. r starts with an empty page.", "muted"), indent=2),
        ]
    lines = [line(("Suggestions", "heading"))]
    for number, suggestion in enumerate(setting.suggestions, 1):
        lines.append(
            line(
                (f"{number} ", "key"),
                suggestion.title,
                (f"  {suggestion.score:.0%}  {_because(suggestion)}", "muted"),
                indent=2,
            )
        )
        lines.append(line((one_line(suggestion.text, 160), "muted"), indent=4))
    return lines


def _because(suggestion: Suggestion) -> str:
    return one_line(suggestion.because, 70)


# -- time ------------------------------------------------------------------------------------------------------------


def _clocks(dossier: Dossier, setting: Setting) -> list[Line]:
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
    left = setting.calendar.working_minutes(setting.now, clock.due_at)
    if clock.due_at <= setting.now:
        return line(label, (f"  late by {wording.in_words(left)}", "bad"), (due, "muted"), (clause, "key"), indent=2)
    return line(label, f"  {wording.in_words(left)} left", (due, "muted"), (clause, "key"), indent=2)


def _window_line(label: str, clock: Clock, setting: Setting, due: str) -> Line:
    """The platform's window closes by the wall clock, whether we are open or not."""
    left_minutes = (clock.due_at - setting.now).total_seconds() / 60
    left = f"  {wording.wall_time(left_minutes)} left" if left_minutes > 0 else "  shut"
    return line(
        label, (left, "plain" if left_minutes > 0 else "bad"), (due, "muted"), ("  by the wall clock", "key"), indent=2
    )


# -- what is owed, and what colleagues did -----------------------------------------------------------------------------


def _owed(dossier: Dossier, setting: Setting) -> list[Line]:
    lines = [
        line(
            ("promise  ", "muted"),
            displayable(p.what),
            (f"  {'kept' if p.kept_at else 'm when it is met'}", "muted"),
            indent=2,
        )
        for p in dossier.promises
    ]
    lines += [
        line((f"{'complaint' if c.is_complaint else 'service request'}  ", "muted"), (c.reference, "key"),
             f"  {displayable(c.category)}", ("  closed" if c.closed_at else "", "muted"), indent=2)
        for c in dossier.cases
    ]  # fmt: skip
    lines += [
        line(("escalated  ", "muted"), displayable(e.put_to),
             (f"  acknowledged by {setting.name(e.acknowledged_by)}" if e.acknowledged_by else "  not acknowledged yet",
              "good" if e.acknowledged_by else "warn"),
             (f"  {displayable(e.reason)}", "muted"), indent=2)
        for e in dossier.escalations
    ]  # fmt: skip
    return [line(("Owed", "heading")), *lines] if lines else []


def _colleagues(dossier: Dossier, setting: Setting) -> list[Line]:
    lines = [
        line((f"{setting.name(n.person)} {setting.at(n.at)}  ", "muted"), displayable(n.text), indent=2)
        for n in dossier.notes
    ]
    for question in dossier.questions:
        asked = f"{setting.name(question.asked_by)} asks {displayable(question.put_to)}  "
        lines.append(line((asked, "muted"), displayable(question.text), indent=2))
        if question.answer is None:
            lines.append(line(("not answered yet; a answers", "warn"), indent=4))
        else:
            answered = f"{setting.name(question.answered_by or '')}  "
            lines.append(line((answered, "muted"), displayable(question.answer), indent=4))
    lines += [
        line((f"draft ({draft.kind.value}) by {setting.name(draft.person)} {setting.at(draft.saved_at)}  ", "muted"),
             one_line(draft.text.replace("\x1e", " / "), 120), indent=2)
        for draft in dossier.drafts
    ]  # fmt: skip
    return [line(("Between colleagues", "heading")), *lines] if lines else []


def _earlier(dossier: Dossier, setting: Setting) -> list[Line]:
    if not dossier.earlier:
        return []
    lines = [
        line(
            (f"{setting.at(item.received_at)}  {wording.STATE_WORDS[item.state]}  ", "muted"),
            (row.cover_words(item) if row.is_covered(item) else one_line(item.text, 60), "muted"),
            indent=2,
        )
        for item in dossier.earlier[:EARLIER_SHOWN]
    ]
    return [line(("Earlier from this author", "heading")), *lines]

"""The thread of an item as lines: theirs and ours in order of time, with how far each answer of ours has come. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from console.model import Delivery, DeliveryState, Dossier, Entry, Finding, Level, Operation, Side
from console.text import displayable, one_line
from console.widgets import row, wording
from console.widgets.lines_pane import Line, line
from console.widgets.quoting import SHOWN_CHARACTERS, clean_cut, rest_words, shown
from console.widgets.setting import Setting
from console.widgets.theirs import own_text, text_beside

NAME_CELLS = 40
BY_HAND = "✓ written down, to be done by hand"
EARLIER_TEXT_CELLS = 200
PRIVATE = (Operation.PRIVATE_REPLY, Operation.MESSAGE)


def thread_lines(dossier: Dossier, setting: Setting) -> list[Line]:
    """Every entry of the thread in order: who, when and how far it has come, the text, and its earlier texts."""
    lines: list[Line] = []
    for entry in dossier.thread:
        lines += _entry(dossier, entry, setting)
    return lines


def _entry(dossier: Dossier, entry: Entry, setting: Setting) -> list[Line]:
    is_ours = entry.side is Side.OURS
    who = _we(dossier, entry, setting) if is_ours else one_line(entry.who, NAME_CELLS) or "(no name)"
    head = [(("▸ " if entry.is_current else "  ") + who, "ours" if is_ours else "theirs")]
    head.append((f"  {setting.at(entry.at)}", "muted"))
    if entry.delivery is not None:
        words = delivery_words(entry.delivery, dossier.deliveries, setting.now)
        head.append((f"  {words}", delivery_look(entry.delivery)))
    lines = [Line(tuple(head), 4 if is_ours else 0), _entry_text(dossier, entry, setting, is_ours)]
    for old in entry.earlier_texts:
        text = text_beside(dossier.item, old, setting.masked, is_revealed=setting.is_revealed)
        lines.append(line((f"earlier: {one_line(text, EARLIER_TEXT_CELLS)}", "muted"), indent=2))
    return lines


def _we(dossier: Dossier, entry: Entry, setting: Setting) -> str:
    """ "we, privately · Mairi": where we wrote both ways in the thread, it says which this was."""
    ways = {_is_private(one) for one in dossier.thread if one.side is Side.OURS}
    how = "" if len(ways) == 1 else ", privately" if _is_private(entry) else ", in public"
    return f"we{how} · {setting.name(entry.who)}"


def _is_private(entry: Entry) -> bool:
    return entry.delivery is not None and entry.delivery.operation in PRIVATE


def _entry_text(dossier: Dossier, entry: Entry, setting: Setting, is_ours: bool) -> Line:
    indent = 6 if is_ours else 2
    if entry.is_current and row.is_covered(dossier.item) and not setting.is_revealed:
        return line((row.cover_words(dossier.item, setting.cover_key), "muted"), indent=indent)
    if entry.is_current:
        text = own_text(dossier, setting.masked, is_revealed=setting.is_revealed)
        hint = ((f"  ({setting.cover_key} shows it)", "muted"),) if text != entry.text else ()
        return Line((*marked(text, dossier.findings), *hint), indent)
    if is_ours:
        return line((shown(entry.text) or "(no text)", "plain"), indent=indent)
    text = text_beside(dossier.item, entry.text, setting.masked, is_revealed=setting.is_revealed)
    return line((shown(text) or "(no text)", "muted"), indent=indent)


def marked(text: str, findings: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
    """A text with the words underlined that findings point at: "found" where one is loud, "noted" where none is.

    All parts together are what `shown` gives. Offsets count in the original, so it is cut before it is made safe.
    """
    text, rest = text[:SHOWN_CHARACTERS], rest_words(text)
    looks = _looks(findings, len(text), len(text) if not rest else None)
    parts: list[tuple[str, str]] = []
    at, look = 0, looks[0] if looks else "plain"
    for place in range(1, len(text)):
        if looks[place] == looks[place - 1]:
            continue
        cut = clean_cut(text, place, -1 if looks[place - 1] == "plain" else 1)
        if cut is None:
            continue
        parts.append((displayable(text[at : max(at, cut)]), look))
        at, look = max(at, cut), looks[place]
    parts += [(displayable(text[at:]), look), (rest, "muted")]
    return tuple(part for part in parts if part[0]) or (("(no text)", "muted"),)


def _looks(findings: Iterable[Finding], length: int, whole: int | None) -> list[str]:
    """How each character is to look. A finding that points at the whole text underlines nothing."""
    looks = ["plain"] * length
    for finding in sorted(findings, key=lambda finding: finding.level is not Level.NOTE):
        start, end = max(0, finding.start), min(length, finding.end)
        if start < end and (start, end) != (0, whole):
            looks[start:end] = ["found" if finding.level is not Level.NOTE else "noted"] * (end - start)
    return looks


def delivery_words(delivery: Delivery, others: Iterable[Delivery], now: datetime) -> str:
    """How far an answer of ours has come: "→ leaves in 12 s", "✓ sent", "✗ failed" (the reason stands above)."""
    if delivery.state is DeliveryState.DELIVERED and delivery.receipt == f"halfday-{delivery.id}":
        return BY_HAND  # the outbox gives back the key of the call
    if delivery.state is not DeliveryState.WAITING:
        return wording.DELIVERY_WORDS[delivery.state]
    if before := next((d for d in others if d.id == delivery.after_id and d.state.is_trouble), None):
        return f"→ waits for the {wording.OPERATION_WORDS[before.operation]}"
    wait_s = int((delivery.not_before - now).total_seconds())
    return f"→ leaves in {wait_s} s" if wait_s > 0 else wording.DELIVERY_WORDS[delivery.state]


def delivery_look(delivery: Delivery) -> str:
    if delivery.state.is_trouble or delivery.state is DeliveryState.UNKNOWN:
        return "bad"
    return "good" if delivery.state is DeliveryState.DELIVERED else "muted"

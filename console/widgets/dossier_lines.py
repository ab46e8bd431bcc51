"""What the dossier says of one item, as lines, section by section. The longer sections have files of their own.

Pure. Everything that people wrote goes through `displayable` here, so that what is shown can do no harm.
"""

from __future__ import annotations

from console.model import PIECE_MARK, Delivery, DeliveryState, Dossier, Escalation, Suggestion, Turn
from console.text import displayable, one_line
from console.widgets import row, wording
from console.widgets.clock_lines import clock_lines
from console.widgets.finding_lines import finding_lines
from console.widgets.incident_lines import alike_lines, incident_lines
from console.widgets.lines_pane import BLANK, Line, line
from console.widgets.removal_lines import removal_lines
from console.widgets.setting import Setting
from console.widgets.theirs import in_list, own_text
from console.widgets.thread_lines import NAME_CELLS, thread_lines

EARLIER_SHOWN = 5


def dossier_lines(dossier: Dossier, setting: Setting) -> list[Line]:
    """Everything about the item, most needed first."""
    sections = (
        _head(dossier, setting),
        _troubles(dossier),
        incident_lines(dossier, setting),
        thread_lines(dossier, setting),
        removal_lines(dossier, setting),
        _findings(dossier, setting),
        _suggestions(dossier, setting),
        clock_lines(dossier, setting),
        _owed(dossier, setting),
        _colleagues(dossier, setting),
        _earlier(dossier, setting),
    )
    return [paragraph for section in sections if section for paragraph in (*section, BLANK)]


# -- who and where ---------------------------------------------------------------------------------------------------


def _head(dossier: Dossier, setting: Setting) -> list[Line]:
    item, author = dossier.item, dossier.author
    where = f"{wording.channel_word(item.channel)} {wording.kind_word(item.kind)}"
    lines = [
        line((one_line(author.name, NAME_CELLS) or "(no name)", "heading"), (f"  {where}", "muted")),
        line((_acquaintance(dossier), "warn" if author.strikes or author.blocked_at else "muted")),
    ]
    if item.turn is not None:
        lines.append(_turn(item.turn))
    if item.post:
        lines.append(line(("under  ", "muted"), (one_line(item.post, 90), "muted")))
    return lines


def _turn(turn: Turn) -> Line:
    """Which of the conversation's messages it is, and which one to answer so that nobody answers twice."""
    which = f"Message {turn.place} of {turn.among} without an answer."
    rest = "An answer to it answers all." if turn.place == turn.among else "Answer the newest: that answers all."
    return line((which, "warn"), (f"  {rest}", "muted"))


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
    """What went wrong, each failure once with its reason and the key for it; the thread only marks the place."""
    item = dossier.item
    lines = [_trouble(delivery) for delivery in dossier.deliveries if delivery.state.is_trouble]
    if item.problem and not lines:
        lines = [line((f"✗ {displayable(item.problem)}", "bad"))]
    if item.gone_at is not None:
        lines.append(line(("Its author deleted it on the platform.", "warn")))
    elif item.edited_at is not None:
        lines.append(line(("Its author changed the text. Earlier ones stand below it.", "warn")))
    return lines


def _trouble(delivery: Delivery) -> Line:
    what = wording.OPERATION_WORDS[delivery.operation].capitalize()
    reason = displayable(delivery.problem or "no reason was given")
    if delivery.state is DeliveryState.FAILED:
        return line((f"✗ {what} failed: {reason}", "bad"), ("  t tries again or settles it", "muted"))
    return line((f"✗ {what}, somebody must look: {reason}", "bad"), ("  t settles it", "muted"))


# -- what the rules say ----------------------------------------------------------------------------------------------


def _findings(dossier: Dossier, setting: Setting) -> list[Line]:
    if not dossier.findings:
        return []
    is_covered = row.is_covered(dossier.item) and not setting.is_revealed
    text = own_text(dossier, setting.masked, is_revealed=setting.is_revealed)
    return [line(("Found", "heading")), *finding_lines(dossier.findings, text, is_covered=is_covered)]


def _suggestions(dossier: Dossier, setting: Setting) -> list[Line]:
    if setting.suggestions is None:
        return []
    lines = [line(("Suggestions", "heading")), *_verdict(dossier, setting), *alike_lines(setting)]
    if not setting.suggestions:
        return [*lines, line(("No template fits. r starts with an empty page.", "muted"), indent=2)]
    if not setting.suggestions[0].fits:
        lines.append(line(("None of these fits well. r starts with an empty page.", "muted"), indent=2))
    for number, suggestion in enumerate(setting.suggestions, 1):
        lines.append(
            line(
                (f"{number} ", "key"),
                suggestion.title,
                (f"  {_because(suggestion)}", "muted"),
                indent=2,
            )
        )
        lines.append(line((one_line(suggestion.text, 160), "muted"), indent=4))
    return lines


def _verdict(dossier: Dossier, setting: Setting) -> list[Line]:
    """Whose mistake it was, as somebody said, or the key that says it: it is not guessed."""
    if (verdict := dossier.item.verdict) is not None:
        return [line((f"{wording.VERDICT_WORDS[verdict]}  ", "warn"), ("y changes it", "muted"), indent=2)]
    if setting.asks_verdict and any(one.removal_reason is None for one in setting.suggestions or ()):
        return [line(("y  ", "key"), ("says whether it was our mistake, or is not accurate", "muted"), indent=2)]
    return []


def _because(suggestion: Suggestion) -> str:
    """How often one as near was right, where likeness brings it, and the reason."""
    because = one_line(suggestion.because, 70)
    return f"{suggestion.score:.0%}  {because}" if suggestion.score else because


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
             _acknowledged(e, setting),
             (f"  {displayable(e.reason)}", "muted"), indent=2)
        for e in dossier.escalations
    ]  # fmt: skip
    return [line(("Owed", "heading")), *lines] if lines else []


def _acknowledged(escalation: Escalation, setting: Setting) -> tuple[str, str]:
    if escalation.acknowledged_by:
        return f"  acknowledged by {setting.name(escalation.acknowledged_by)}", "good"
    if escalation.rerouted_by:
        return f"  put to somebody else by {setting.name(escalation.rerouted_by)}", "muted"
    return "  not acknowledged yet", "warn"


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
             one_line(draft.text.replace(PIECE_MARK, " / "), 120), indent=2)
        for draft in dossier.drafts
    ]  # fmt: skip
    return [line(("Between colleagues", "heading")), *lines] if lines else []


def _earlier(dossier: Dossier, setting: Setting) -> list[Line]:
    if not dossier.earlier:
        return []
    lines = [
        line(
            (f"{setting.at(item.received_at)}  {wording.STATE_WORDS[item.state]}  ", "muted"),
            (
                row.cover_words(item, "") if row.is_covered(item) else one_line(in_list(item, setting.masked), 60),
                "muted",
            ),
            indent=2,
        )
        for item in dossier.earlier[:EARLIER_SHOWN]
    ]
    return [line(("Also from this author", "heading")), *lines]

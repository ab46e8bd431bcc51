"""What a pack thinks of a text, as lines in four sections; or what is wrong with the pack. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from console.model import Finding, Level, Rank, Suggestion
from console.rules.conduct import Outbound
from console.text import displayable, one_line
from console.widgets import wording
from console.widgets.finding_lines import finding_line, finding_lines
from console.widgets.lines_pane import BLANK, Line, line

if TYPE_CHECKING:
    from console.desk.trying import PackState, Tried
    from console.rules.conduct import Check

LABEL_CELLS = 12
REPLY_CELLS = 110
SCORE_CELLS = 5  # blank where not its words bring a reply
SENT_AS = {
    Outbound.REPLY: "as a public reply",
    Outbound.POST: "as a post",
    Outbound.MESSAGE: "as a private message",
    Outbound.NOTE: "as a note",
}


def tried_lines(tried: Tried, text: str, outbound: Outbound) -> list[Line]:
    """What triage finds, where the text would stand, which replies may fit, and whether it could go out."""
    sections = (
        [line(("What triage finds", "heading")), *_found(tried, text)],
        [line(("Where it would stand", "heading")), *_standing(tried)],
        [line(("Which replies may fit", "heading")), *_replies(tried)],
        [line((f"If we sent it {SENT_AS[outbound]}", "heading")), *_check(tried.check, text)],
    )
    return [paragraph for section in sections for paragraph in (*section, BLANK)]


def fault_lines(pack: PackState) -> list[Line]:
    """What keeps the pack from being used, file by file."""
    count = wording.many(len(pack.faults), "problem")
    lines = [line((f"The pack cannot be used: {count} to put right, then read it again", "bad")), BLANK]
    for note in pack.faults:
        lines.append(line((f"{displayable(note.file)}: ", "muted"), (displayable(note.key), "key"), indent=2))
        lines.append(line(displayable(note.wrong), indent=4))
        if note.right:
            lines.append(line((displayable(note.right), "good"), indent=4))
    return lines


def _found(tried: Tried, text: str) -> list[Line]:
    lines = finding_lines(tried.findings, text, is_covered=False) or [line(("nothing", "muted"), indent=2)]
    return [
        *lines,
        _labelled("suggested", tried.action.value.replace("-", " ")),
        _labelled("department", tried.department, f"{tried.because}; to the {tried.put_to}"),
        _labelled("topic", ", ".join(tried.topics) or "none of the pack's"),
        _labelled("place", ", ".join(tried.places) or "none of the pack's"),
    ]


def _standing(tried: Tried) -> list[Line]:
    standing = tried.standing
    assumed = ", assumed" if standing.is_assumed else ""
    due = line(("answered within ", "muted"), standing.due, (f"  {standing.clause}{assumed}", "key"), indent=2)
    if standing.rank is Rank.NOW:
        return [line(("above all deadlines", "bad"), (": somebody is to look at it now", "muted"), indent=2), due]
    return [line(("by its deadline", "plain"), (", or by what dies first", "muted"), indent=2), due]


def _replies(tried: Tried) -> list[Line]:
    if not tried.suggestions:
        return [line(("No template fits.", "warn"), indent=2)]
    lines = [] if tried.suggestions[0].fits else [line(("None of these fits well.", "warn"), indent=2)]
    for suggestion in tried.suggestions:
        lines += _reply(suggestion)
    return lines


def _reply(suggestion: Suggestion) -> Iterator[Line]:
    yield line(
        (f"{suggestion.score:>4.0%} " if suggestion.score else " " * SCORE_CELLS, "key"),
        displayable(suggestion.title),
        (f"  {displayable(suggestion.because)}", "muted"),
        (f"  {displayable(suggestion.template_id)}", "key"),
        indent=2,
    )
    yield line((one_line(suggestion.text, REPLY_CELLS), "muted"), indent=7)


def _check(check: Check, text: str) -> list[Line]:
    words = wording.many(check.words, "word")
    lines = [line((f"{words} before the link", "muted"), _verdict(check), indent=2)]
    for finding in check.findings:
        lines += _checked(finding, text)
    return lines


def _verdict(check: Check) -> tuple[str, str]:
    if not check.ok:
        return ("  it is stopped", "bad")
    if any(finding.level is Level.WARN for finding in check.findings):
        return ("  it needs a reason", "warn")
    return ("  ✓ nothing against it", "good")


def _checked(finding: Finding, text: str) -> Iterator[Line]:
    yield finding_line([finding], text, is_covered=False)
    if finding.instead is not None:
        yield line(("→ ", "good"), (displayable(finding.instead) or "leave it out", "good"), indent=7)


def _labelled(label: str, value: str, more: str = "") -> Line:
    parts = ((f"{label:<{LABEL_CELLS}}", "muted"), (displayable(value), "plain"))
    return line(*parts, *(((f"  {displayable(more)}", "muted"),) if more else ()), indent=2)

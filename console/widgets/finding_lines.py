"""What the rules saw in a text, as lines, and the looks of its levels. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from console.model import Finding, Level
from console.text import displayable
from console.widgets.lines_pane import Line, line
from console.widgets.quoting import quoted

QUOTES_SHOWN = 4
QUOTED_CELLS = 30
LEVEL_LOOKS = {
    Level.NOW: "bad",
    Level.SOON: "warn",
    Level.NOTE: "muted",
    Level.STOP: "bad",
    Level.WARN: "warn",
    Level.HINT: "muted",
}


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
    quotes = [quoted(word, QUOTED_CELLS) for word in words if word.strip() and len(word) < len(text)][:QUOTES_SHOWN]
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

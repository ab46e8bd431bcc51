"""The outbound check of the texts being written, as lines under them. Pure but for asking the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.model import Finding, Item, Level
from console.rules.conduct import Outbound
from console.text import displayable
from console.widgets import wording
from console.widgets.finding_lines import LEVEL_LOOKS
from console.widgets.lines_pane import Line, line
from console.widgets.quoting import quoted

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.rules.conduct import Check
    from console.screens.writing import Piece

QUOTE_CELLS = 24
LOUDNESS = (Level.STOP, Level.WARN, Level.HINT)


@dataclass(frozen=True, slots=True)
class Checked:
    """One piece's text with what the check says of it."""

    piece: Piece
    text: str
    check: Check

    @property
    def findings(self) -> list[Finding]:
        """Loudest first: what stops it, what is warned of, hints; each in the order of the text."""
        return sorted(self.check.findings, key=lambda finding: LOUDNESS.index(finding.level))

    def fix(self) -> Finding | None:
        """The first finding that brings its own replacement."""
        return next((finding for finding in self.findings if finding.instead is not None), None)

    def misspelt(self) -> Finding | None:
        """The first word that is in no list and resembles none so much that it could be put in its place."""
        return next((finding for finding in self.findings if finding.rule == "spelling"), None)


def check_pieces(desk: Desk, pieces: Sequence[Piece], texts: Sequence[str], item: Item) -> list[Checked]:
    """Check each text for the item as what it goes out as. An empty one of several is not sent: not checked."""
    return [
        Checked(piece, text, desk.check(text, piece.outbound, item))
        for piece, text in zip(pieces, texts, strict=True)
        if text.strip() or len(pieces) == 1
    ]


def check_lines(checked: Sequence[Checked]) -> list[Line]:
    """Words counted, then every finding, loudest first, with its words and its clause."""
    lines: list[Line] = []
    for one in checked:
        if not one.text.strip():
            lines.append(line(("Nothing written yet. f5 chooses a template.", "muted")))
            continue
        label = f"{one.piece.label}: " if len(checked) > 1 else ""
        lines.append(line((label, "key"), (f"{wording.many(one.check.words, 'word')}", "muted"), *_verdict(one)))
        lines += [_finding(finding, one.text) for finding in one.findings]
    return lines


def stops(checked: Sequence[Checked]) -> bool:
    return any(finding.level is Level.STOP for one in checked for finding in one.check.findings)


def warns(checked: Sequence[Checked]) -> bool:
    return any(finding.level is Level.WARN for one in checked for finding in one.check.findings)


def _verdict(one: Checked) -> list[tuple[str, str]]:
    levels = [finding.level for finding in one.check.findings]
    if Level.STOP in levels:
        return [("  cannot go out like this", "bad")]
    if Level.WARN in levels:
        return [("  can go out with a reason", "warn")]
    if one.piece.outbound is Outbound.NOTE:
        return [("  ✓ stays in the console", "good")]
    if any(finding.rule == "placeholder" for finding in one.check.findings):
        return [("  can go out; a page is still missing", "warn")]
    return [("  ✓ fit to go out", "good")]


def _finding(finding: Finding, text: str) -> Line:
    words = text[finding.start : finding.end]
    quote = f" {quoted(words, QUOTE_CELLS)}" if words and len(words) < len(text) else ""
    mend = ""
    if finding.instead is not None:
        mend = f"  → {displayable(finding.instead) or 'leave out'} (f2)"
    elif finding.rule == "spelling":
        mend = "  → what may be meant (f2)"
    return line(
        (f"{finding.level.value:<5}", LEVEL_LOOKS[finding.level]),
        (finding.rule, LEVEL_LOOKS[finding.level]),
        quote,
        (f"  {displayable(finding.why)}", "muted"),
        (mend, "good"),
        (f"  {finding.clause}", "key"),
        indent=2,
    )

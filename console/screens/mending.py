"""Mending what the outbound check found in a text that is being written: a ready replacement, or a spelling chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.screens.menu import Choice, Menu
from console.screens.telling import say
from console.text import displayable

if TYPE_CHECKING:
    from textual.widgets import TextArea

    from console.model import Finding
    from console.screens.compose import ComposeScreen


def put_in(area: TextArea, finding: Finding, instead: str) -> None:
    """Put the words in the place of what was found; nothing takes the space beside it along."""
    text = area.text
    end = finding.end if instead else _end_with_gap(text, finding)
    area.replace(instead, _location(text, finding.start), _location(text, end))


async def choose_spelling(screen: ComposeScreen, area: TextArea, finding: Finding) -> None:
    """Offer what a misspelt word may mean; looked for only when somebody asks."""
    word = area.text[finding.start : finding.end]
    meant = await screen.desk.spellings(word)
    if area.text[finding.start : finding.end] != word:
        return  # somebody typed on meanwhile
    if not meant:
        say(screen, f"Nothing in the list is like {displayable(word)}.")
        return
    chosen = await screen.app.push_screen_wait(Menu("What is meant?", [Choice(form, form) for form in meant]))
    if chosen is not None:
        put_in(area, finding, chosen)


def _end_with_gap(text: str, finding: Finding) -> int:
    """Where what is left out ends: with the space after it, where there is one before it too."""
    is_between = text[finding.start - 1 : finding.start] in ("", " ") and text[finding.end : finding.end + 1] == " "
    return finding.end + 1 if is_between else finding.end


def _location(text: str, offset: int) -> tuple[int, int]:
    """An offset as (row, column), as the text area counts."""
    before = text[:offset]
    return before.count("\n"), offset - (before.rfind("\n") + 1)

"""How stretches of text look: one table for all that paints its own lines, in the colours of the theme.

No component classes: for each of them Textual lays the whole style sheet over an invisible widget, whenever the widget
that has them is mounted or changes its own classes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rich.style import Style as RichStyle
from textual.color import Color
from textual.style import Style

LOOKS: Mapping[str, tuple[str, str]] = {  # name → a colour of the theme, and how it is set; "" as where it stands
    "plain": ("", ""),
    "text": ("", ""),
    "heading": ("primary", "bold"),
    "name": ("primary", "bold"),
    "shortcut": ("primary", "bold"),
    "author": ("primary", ""),
    "holder": ("secondary", "italic"),
    "mark": ("accent", ""),
    "key": ("accent", ""),
    "muted": ("muted", ""),
    "label": ("muted", ""),
    "empty": ("muted", ""),
    "handled": ("faint", ""),
    "bad": ("error", "bold"),
    "warn": ("warning", ""),
    "good": ("success", ""),
    "news": ("success", "bold"),
    "ours": ("success", "bold"),
    "theirs": ("", "bold"),
    "found": ("warning", "underline"),
    "noted": ("", "underline"),
}


def look(name: str, colours: Mapping[str, str]) -> Style:
    """The style of a look, to be laid over what it stands on. `colours` are the theme's variables by name."""
    colour, setting = LOOKS[name]
    return _made(colours[colour] if colour else "", setting)


def rich_look(name: str, colours: Mapping[str, str]) -> RichStyle:
    """The same for what makes its segments itself."""
    return look(name, colours).rich_style


@cache
def _made(colour: str, setting: str) -> Style:
    foreground = Color.parse(colour) if colour else None
    bold, italic, underline = (setting == word or None for word in ("bold", "italic", "underline"))
    return Style(foreground=foreground, bold=bold, italic=italic, underline=underline)

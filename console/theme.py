"""Halfday's own two themes: quiet greys, one accent, and colours kept for what needs somebody's attention."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="halfday-dark",
    primary="#7fb4ca",
    secondary="#8ea4a2",
    accent="#c4b28a",
    foreground="#d5d5cd",
    background="#16181a",
    surface="#1c1f22",
    panel="#24282c",
    success="#8fb573",
    warning="#e0b25c",
    error="#e5786d",
    dark=True,
    variables={
        "muted": "#8b9196",
        "faint": "#5d646a",
        "cursor": "#2c3a44",
        "cursor-blurred": "#23292e",
        "block-cursor-background": "#2c3a44",
        "block-cursor-foreground": "#f2f0e6",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#23292e",
        "block-cursor-blurred-foreground": "#d5d5cd",
        "input-cursor-background": "#d5d5cd",
        "input-selection-background": "#7fb4ca 30%",
        "scrollbar": "#33393e",
        "scrollbar-hover": "#454c52",
        "scrollbar-active": "#7fb4ca",
        "scrollbar-background": "#16181a",
        "scrollbar-background-hover": "#16181a",
        "scrollbar-background-active": "#16181a",
        "border": "#3a4147",
        "border-blurred": "#2b3035",
    },
)

LIGHT = Theme(
    name="halfday-light",
    primary="#1f5f7a",
    secondary="#54706d",
    accent="#7a5c16",
    foreground="#22262a",
    background="#fbfaf6",
    surface="#f4f2ec",
    panel="#e9e6de",
    success="#3d6b24",
    warning="#8a5a00",
    error="#a8271b",
    dark=False,
    variables={
        "muted": "#5f666c",
        "faint": "#9aa0a4",
        "cursor": "#d5e3ea",
        "cursor-blurred": "#e6e9e8",
        "block-cursor-background": "#d5e3ea",
        "block-cursor-foreground": "#101418",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e6e9e8",
        "block-cursor-blurred-foreground": "#22262a",
        "input-cursor-background": "#22262a",
        "input-selection-background": "#1f5f7a 25%",
        "scrollbar": "#cfccc3",
        "scrollbar-hover": "#b9b6ad",
        "scrollbar-active": "#1f5f7a",
        "scrollbar-background": "#fbfaf6",
        "scrollbar-background-hover": "#fbfaf6",
        "scrollbar-background-active": "#fbfaf6",
        "border": "#bdb9ae",
        "border-blurred": "#d6d3ca",
    },
)

THEMES = (DARK, LIGHT)

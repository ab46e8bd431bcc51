"""What the dossier says of an incident, and of items that may become one. Pure."""

from __future__ import annotations

from console.model import Dossier
from console.text import displayable
from console.widgets import wording
from console.widgets.lines_pane import Line, line
from console.widgets.setting import Setting

MANY = 2  # others: one may be chance, and is quickly answered by itself


def incident_lines(dossier: Dossier, setting: Setting) -> list[Line]:
    """Under which incident it stands, and how many others write the same; nothing while none runs."""
    if (incident := dossier.incident) is None:
        return []
    head = f"Incident: {displayable(incident.title) or '(no title)'}"
    since = f"  since {setting.at(incident.declared_at)}, declared by {setting.name(incident.declared_by)}"
    others = f"{_like(incident.items - 1)}  i reviews and answers them"
    return [line((head, "warn"), (since, "muted")), line((others, "muted"), indent=2)]


def alike_lines(setting: Setting) -> list[Line]:
    """That several write the same, and the key for it. It comes late, so it stands where nobody is reading yet."""
    if setting.alike < MANY:
        return []
    return [line(("i  ", "key"), (_like(setting.alike), "warn"), ("  declares an incident", "muted"), indent=2)]


def _like(others: int) -> str:
    """ "Like 5 others", of what was gathered or would be."""
    return f"Like {wording.many(others, 'other')}" if others else "Nothing else like it yet"

"""What the dossier says of an incident, and of items that may become one. Pure."""

from __future__ import annotations

from console.model import Dossier
from console.text import displayable
from console.widgets import wording
from console.widgets.lines_pane import Line, line
from console.widgets.setting import Setting

MANY = 2  # others: one may be chance, and is quickly answered by itself


def incident_lines(dossier: Dossier, setting: Setting) -> list[Line]:
    """Under which incident it stands, and how many others write the same; nothing where nobody else does."""
    if (incident := dossier.incident) is not None:
        head = f"Incident: {displayable(incident.title) or '(no title)'}"
        since = f"  since {setting.at(incident.declared_at)}, declared by {setting.name(incident.declared_by)}"
        return [line((head, "warn"), (since, "muted")), line((_like(incident.items - 1), "muted"), *_KEY, indent=2)]
    if setting.alike >= MANY:
        return [line((_like(setting.alike), "warn"), ("  i declares an incident: one answer for all of them", "muted"))]
    return []


_KEY = (("  i reviews and answers them", "muted"),)


def _like(others: int) -> str:
    """ "like 5 others", of what was gathered or would be."""
    return f"Like {wording.many(others, 'other')}" if others else "Nothing else like it yet"

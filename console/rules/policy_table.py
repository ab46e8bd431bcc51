"""What every table of a policy pack is made of. Which tables there are is in `policy.py`."""

from __future__ import annotations

import msgspec


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of a pack. Unknown keys are an error, so that a misspelt one is not silently ignored."""


class Setting(Table, frozen=True, kw_only=True):
    """A table that carries out a clause."""

    clause: str
    assumed: bool = False

"""A pack of somebody's own to try texts on, and what is put right or wrong in it: Westward's, with a place more."""

from __future__ import annotations

import shutil
from pathlib import Path

from console.rules.packs import SHIPPED

BOILER = "boiler in Kelp Ness packed up again, call me on 07700 900123"


def own_pack(folder: Path) -> Path:
    """Copy it into the folder; where the copy stands."""
    copy = Path(shutil.copytree(SHIPPED / "westward", folder / "pack"))
    with (copy / "topics.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[place]]\nid = "kelp"\ntitle = "Kelp Ness"\n')
    return copy


def write(pack: Path, name: str, old: str, new: str) -> None:
    """Change what stands once in one of its files."""
    file = pack / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")

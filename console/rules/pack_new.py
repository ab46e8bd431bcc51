"""Starting a policy pack of one's own from another: copied, renamed, nothing else changed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from console.errors import PackProblem
from console.rules.pack_check import CORE_FILE
from console.rules.packs import pack_names

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
IDENTITY_NAME = re.compile(r'(^\[identity\][^\[]*?^name\s*=\s*)("[^"\n]*"|\'[^\'\n]*\')', re.MULTILINE)


def new_pack(name: str, source: Path, into: Path) -> Path:
    """Copy the TOML files of the pack in `source` to the new folder `into`/`name`, with `name` as the pack's name.

    Returns the folder. Raises PackProblem when the name will not do, the folder is there already, the source has no
    name to change, or the copy cannot be written; then nothing is left behind.
    """
    if not NAME.fullmatch(name):
        raise PackProblem(f'"{name}" will not do as a name: use small letters, digits and hyphens, such as "my-homes".')
    if name in pack_names():
        raise PackProblem(f'"{name}" is the name of a pack that comes with Halfday. Choose another name.')
    folder = into / name
    text = _renamed(source / CORE_FILE, name)
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        raise PackProblem(f"{folder} is there already. Choose another name, or another folder with --into.") from None
    except OSError as error:
        raise PackProblem(f"{folder} cannot be made: {error.strerror}.") from error
    try:
        _fill(folder, source, text)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise PackProblem(f"{folder} cannot be written: {error.strerror}.") from error
    return folder


def _renamed(core: Path, name: str) -> str:
    """The text of `policy.toml` with the new name, every comment kept."""
    try:
        text = core.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise PackProblem(f"{core} cannot be read. Check it with: halfday policy check {core.parent}") from None
    renamed, changes = IDENTITY_NAME.subn(lambda found: f'{found[1]}"{name}"', text, count=1)
    if not changes:
        raise PackProblem(f"{core} has no [identity] with a name to change. Check it with: halfday policy check")
    return renamed


def _fill(folder: Path, source: Path, core_text: str) -> None:
    for file in sorted(source.glob("*.toml")):
        if file.name != CORE_FILE:
            shutil.copyfile(file, folder / file.name)
    (folder / CORE_FILE).write_text(core_text, encoding="utf-8", newline="\n")

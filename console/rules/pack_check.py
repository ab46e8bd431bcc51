"""Checking a policy pack: every problem with file, key path, what is wrong and what would be right, and every blank.

Reads the files and brings the findings together: `pack_shape.py` looks at types, `pack_sense.py` at what they mean,
`pack_outbound.py` at whether what is said could go out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from console.rules.pack_draft import PackDraft
from console.rules.pack_names import TO_FILL, blank_notes, name_notes, template_notes
from console.rules.pack_phrases import phrase_notes
from console.rules.pack_sense import value_notes
from console.rules.pack_shape import PackNote, Tables, shape_notes
from console.rules.pack_words import word_notes
from console.rules.packs import SHIPPED, TEMPLATE_FILES, TOPICS_FILE, pack_names, read_toml
from console.rules.policy import Core
from console.rules.policy_table import Table
from console.rules.policy_texts import Template, Words
from console.rules.policy_topics import Topics

__all__ = ["PackNote", "PackReport", "check_pack", "core_problems"]

CORE_FILE, WORDS_FILE = "policy.toml", "words.toml"


class TemplateFile(Table, frozen=True, kw_only=True):
    """`templates*.toml`."""

    template: list[Template]


@dataclass(frozen=True, slots=True)
class PackReport:
    """`problems` keep the pack from being used; `blanks` are only still to fill. Both in the order of the files."""

    problems: tuple[PackNote, ...]
    blanks: tuple[PackNote, ...]


def check_pack(path: Path) -> PackReport:
    """Say everything that is wrong with the pack in the folder, and what is left to fill in. Raises nothing."""
    problems: list[PackNote] = []
    files = sorted(file.name for file in path.glob(TEMPLATE_FILES))
    core = _read(path, CORE_FILE, Core, problems)
    words = _read(path, WORDS_FILE, Words, problems)
    topics = _read(path, TOPICS_FILE, Topics, problems) if (path / TOPICS_FILE).exists() else None
    templates = {name: _read(path, name, TemplateFile, problems) or {} for name in files}
    if not files:
        problems.append(PackNote("templates.toml", "the file", "is missing", "Add one with [[template]] tables."))
    if core is None:
        return PackReport(tuple(problems), ())
    draft = PackDraft(core, templates, words, topics)
    problems += [*value_notes(draft, CORE_FILE), *name_notes(draft, CORE_FILE), *template_notes(draft)]
    problems += phrase_notes(draft, WORDS_FILE, TOPICS_FILE)
    problems += word_notes(draft, WORDS_FILE)
    if not problems:
        problems += _stopped(path)
    blanks = [*_inherited(path, core), *blank_notes(draft, CORE_FILE)]
    return PackReport(tuple(_in_file_order(problems)), tuple(blanks))


def _inherited(path: Path, core: Tables) -> Iterator[PackNote]:
    """Whose name a pack of one's own still has, from the one that it was begun from."""
    if path.resolve().parent == SHIPPED.resolve():
        return
    name = _association(core)
    for shipped in pack_names():
        if name and name == _association(read_toml(SHIPPED / shipped / CORE_FILE)):
            asks = f"{TO_FILL}your own name; links, domains, telephone numbers and what templates say are {name}'s too"
            yield PackNote(CORE_FILE, "identity.association", asks, f"Meanwhile: it speaks as {name}.")


def _association(core: Tables) -> str:
    identity = core.get("identity")
    return str(identity.get("association", "")) if isinstance(identity, dict) else ""


def _stopped(path: Path) -> list[PackNote]:
    """What a pack that is sound has people say and its own check stops."""
    from console.rules.pack_outbound import stopped_notes  # a start, which checks `policy.toml` alone, does without
    from console.rules.packs import load_policy

    return list(stopped_notes(load_policy(str(path))))


def core_problems(path: Path) -> list[PackNote]:
    """Say what is wrong with `policy.toml` alone: all that is read at start-up."""
    problems: list[PackNote] = []
    core = _read(path, CORE_FILE, Core, problems)
    if core is not None:
        draft = PackDraft(core, None, None)
        problems += [*value_notes(draft, CORE_FILE), *name_notes(draft, CORE_FILE)]
    return problems


def _read(path: Path, name: str, kind: type[Table], problems: list[PackNote]) -> Tables | None:
    """The file's tables, or None when it cannot be read; what is wrong with either goes to `problems`."""
    try:
        raw = read_toml(path / name)
    except FileNotFoundError:
        problems.append(PackNote(name, "the file", "is missing", f"Add it in {path}."))
    except OSError as error:
        problems.append(PackNote(name, "the file", f"cannot be read: {error.strerror}", "Check its permissions."))
    except UnicodeDecodeError as error:
        wrong = f"is not UTF-8 (byte {error.start + 1})"
        problems.append(PackNote(name, "the file", wrong, "Save it again with the encoding UTF-8."))
    except tomllib.TOMLDecodeError as error:
        problems.append(_syntax_note(name, str(error)))
    else:
        problems += shape_notes(raw, kind, name)
        return raw
    return None


def _syntax_note(name: str, message: str) -> PackNote:
    """tomllib says "Expected '=' after a key (at line 3, column 5)": the line goes to where one looks for it."""
    found = re.search(r"(.*) \(at (.+)\)", message)
    wrong, where = (found[1], found[2]) if found else (message, "the file")
    return PackNote(name, where, f"is not TOML: {wrong}", "Put this line right first; what follows was not read.")


def _in_file_order(notes: list[PackNote]) -> list[PackNote]:
    files = list(dict.fromkeys([CORE_FILE, *(note.file for note in notes)]))
    return sorted(dict.fromkeys(notes), key=lambda note: files.index(note.file))

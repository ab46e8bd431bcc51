"""Who may import whom: the contract of the house, proved by reading the imports and by importing in a fresh process.

Every import counts: at the top, deferred into a function, and under TYPE_CHECKING.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

CONSOLE = Path(__file__).parents[2] / "console"

# -- the contract --------------------------------------------------------------------------------------------------

GROUND = {"model", "errors", "clock", "text", "version"}  # "version" is console/__init__.py
CORE = GROUND | {"rules", "desk"}
OUTER = CORE | {"files"}
SCREEN_PARTS = CORE | {"commands", "theme", "widgets"}
MAY_IMPORT: dict[str, set[str]] = {
    "version": set(),
    "model": set(),
    "errors": {"model"},
    "clock": set(),
    "text": set(),
    "files": set(),
    "commands": {"errors", "model"},  # permissions are named by kind of action
    "settings": {"errors"},
    "logs": {"files"},
    "theme": set(),
    "tidying": set(),
    "rules": GROUND,
    "desk": GROUND | {"rules", "files"},  # an import sets refused lines aside
    "store": OUTER,
    "channels": OUTER,
    "cases": OUTER,
    "training": OUTER,
    "reports": OUTER,
    "widgets": CORE | {"commands", "theme"},
    "screens": SCREEN_PARTS | {"logs", "settings"},  # the edge of a worker logs; the first start asks for settings
    "app": SCREEN_PARTS | {"screens", "tidying"},
}
SEE_ALL = {"bootstrap", "cli", "opening", "__main__"}

# For their types only, each with its reason. What is named here exists at run time because it was handed over.
TYPES_ONLY = {
    ("screens", "app"): "what opens before the inbox is given the app that it opens on",
}

# What stands before a person asks the desk, and gets records from it. All else of the desk and the rules is behind it.
FRONT = {"app", "screens", "widgets"}
# trying: a door of its own, for whoever has no inbox; the others are records of one subject each
DESK_FRONT = {
    "desk", "foresight_records", "orders", "periods", "ports", "records", "staff_orders", "supervision",
    "supervisor_orders", "trying",
}  # fmt: skip
RULES_RECORDS: dict[str, set[str]] = {
    "conduct": {"Check", "Outbound"},
    "cover": {"DeadEnd"},
    "packs": {"Policy"},
    "policy": {"Link"},
    "policy_texts": {"RemovalReason", "Template"},
    "policy_time": {"Timescale"},
    "routing": {"Route"},
    "worktime": {"WorkCalendar"},
}
PAST_THE_DESK = {
    ("console.screens.welcome", "console.rules.packs"): "the first start: there is no desk without a person yet",
}

# Packages with one home. Whoever needs what they do asks that room.
ONLY_IN: dict[str, set[str]] = {
    "textual": {"app", "theme", "screens", "widgets"},
    "rich": {"app", "theme", "screens", "widgets"},
    "httpx": {"channels", "cases"},
    "sqlite3": {"store"},
    "aiosqlite": {"store"},
    "aiosql": {"store"},
    "click": {"cli"},
}
ONLY_IN_BUT = {
    ("console.commands", "textual"): "`bindings` makes Textual's records when a screen asks; the table reads without",
    ("console.channels.practice_memory", "sqlite3"): "the practice platform's own memory, which outlives a kill",
}

READS_THE_TIME = {
    *(f"datetime.{name}" for name in ("now", "utcnow", "today")),
    "date.today",
    *(f"time.{name}" for name in ("time", "time_ns", "monotonic", "monotonic_ns", "localtime", "gmtime")),
    *(f"time.{name}" for name in ("perf_counter", "perf_counter_ns", "process_time")),
}
WRITES_RAW = {"print", "input", "sys.stdout.write", "sys.stderr.write", "sys.__stdout__.write", "os.write"}

# Before the first paint: 0.1 s for `holidays` alone.
NOT_BEFORE_FIRST_PAINT = {"httpx", "rapidfuzz", "phonenumbers", "chunspell", "holidays", "regex"}
FIRST_SCREEN = ("console.app", "console.store.sqlite_store", "console.desk.desk", "console.rules.packs")


# -- reading the imports -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Import:
    """One import. `module` is the importing one, `target` the module it names, `names` what it takes out of that."""

    module: str
    target: str
    line: int
    is_for_types: bool
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}"


def sources() -> list[Path]:
    return sorted(CONSOLE.rglob("*.py"))


def module_name(file: Path) -> str:
    parts = file.relative_to(CONSOLE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(module: str) -> str:
    """The room of one of our modules: `rules` for `console.rules.packs`, `version` for the package itself."""
    names = module.split(".")
    return names[1] if len(names) > 1 else "version"


def imports_of(file: Path) -> Iterator[Import]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for_types = {id(inner) for node in ast.walk(tree) if _guards_types(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        for target, names in _targets(node):
            yield Import(module_name(file), target, getattr(node, "lineno", 0), id(node) in for_types, names)


def _guards_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def _targets(node: ast.AST) -> list[tuple[str, tuple[str, ...]]]:
    """The modules that are imported, each with the names taken out of it; none where the module itself is taken."""
    if isinstance(node, ast.Import):
        return [(alias.name, ()) for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        targets = [(_module_or_name(node.module or "", alias.name), alias.name) for alias in node.names]
        return [(target, (name,) if target == node.module else ()) for target, name in targets]
    return []


def _module_or_name(module: str, name: str) -> str:
    """`from console import text` names the module console.text; `from console.text import fold` names console.text."""
    inner = CONSOLE.parent.joinpath(*module.split("."), name)
    return f"{module}.{name}" if inner.is_dir() or inner.with_suffix(".py").exists() else module


def every_import() -> list[Import]:
    return [found for file in sources() for found in imports_of(file)]


def is_ours(module: str) -> bool:
    return module.split(".")[0] == "console"


# -- the proofs ----------------------------------------------------------------------------------------------------


def test_every_module_stands_in_a_room_of_the_house() -> None:
    rooms = {room(module_name(file)) for file in sources()}
    assert rooms <= MAY_IMPORT.keys() | SEE_ALL


def test_nothing_imports_against_the_contract() -> None:
    wrong = [
        str(found)
        for found in every_import()
        if is_ours(found.target) and not _is_allowed(found, room(found.module), room(found.target))
    ]
    assert wrong == []


def _is_allowed(found: Import, here: str, there: str) -> bool:
    if here in SEE_ALL or here == there or there in MAY_IMPORT[here]:
        return True
    return found.is_for_types and (here, there) in TYPES_ONLY


def test_what_a_person_sees_asks_the_desk_and_nothing_behind_it() -> None:
    wrong = [str(found) for found in every_import() if room(found.module) in FRONT and not _is_at_the_front(found)]
    assert wrong == []


def _is_at_the_front(found: Import) -> bool:
    names = found.target.split(".")
    if names[:2] == ["console", "desk"]:
        return len(names) == 3 and names[2] in DESK_FRONT
    if names[:2] == ["console", "rules"] and (found.module, found.target) not in PAST_THE_DESK:
        return len(names) == 3 and bool(found.names) and set(found.names) <= RULES_RECORDS.get(names[2], set())
    return True


def test_every_record_and_exception_of_the_front_is_still_needed() -> None:
    front = [found for found in every_import() if room(found.module) in FRONT]
    used = {(found.target.split(".")[-1], name) for found in front for name in found.names}
    assert {(module, name) for module, names in RULES_RECORDS.items() for name in names} <= used
    assert PAST_THE_DESK.keys() <= {(found.module, found.target) for found in front}


def test_every_exception_for_types_is_still_needed() -> None:
    used = {(room(found.module), room(found.target)) for found in every_import() if found.is_for_types}
    assert TYPES_ONLY.keys() <= used


def test_the_contract_has_no_circle() -> None:
    """A room may be listed once all that it imports has been: the order in which the house can be built."""
    built: set[str] = set()
    while ready := {name for name, needed in MAY_IMPORT.items() if name not in built and needed <= built}:
        built |= ready
    assert built == set(MAY_IMPORT)


def test_packages_stay_in_their_rooms() -> None:
    wrong = [
        str(found)
        for found in every_import()
        if (homes := ONLY_IN.get(found.target.split(".")[0]))
        and room(found.module) not in homes
        and (found.module, found.target.split(".")[0]) not in ONLY_IN_BUT
    ]
    assert wrong == []


def test_every_exception_for_packages_is_still_needed() -> None:
    used = {(found.module, found.target.split(".")[0]) for found in every_import()}
    assert ONLY_IN_BUT.keys() <= used


def calls_of(file: Path) -> Iterator[tuple[str, int]]:
    """Every name that is called or handed on, as it is written, with its line."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield ast.unparse(node), node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node.lineno


def test_nobody_but_the_clock_reads_the_time() -> None:
    wrong = [
        f"{module_name(file)}:{line} {name}"
        for file in sources()
        if module_name(file) != "console.clock"
        for name, line in [*calls_of(file), *renamed_clocks(file)]
        if ".".join(name.split(".")[-2:]) in READS_THE_TIME
    ]
    assert wrong == []


def renamed_clocks(file: Path) -> Iterator[tuple[str, int]]:
    """What `from time import …` takes out of its module, and so out of sight of the names above."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from ((f"time.{alias.name}", node.lineno) for alias in node.names)


def test_nobody_prints_raw() -> None:
    wrong = [
        f"{module_name(file)}:{line} {name}"
        for file in sources()
        for name, line in calls_of(file)
        if name in WRITES_RAW
    ]
    assert wrong == []


def modules_after_importing(*names: str) -> set[str]:
    """The packages loaded in a fresh process, by their first name."""
    code = "import json, sys; [__import__(name) for name in sys.argv[1:]]; print(json.dumps([*sys.modules]))"
    environment = {**os.environ, "PYTHONPATH": str(CONSOLE.parent)}
    answer = subprocess.run(
        [sys.executable, "-c", code, *names], capture_output=True, check=True, env=environment, text=True
    )
    return {name.split(".")[0] for name in json.loads(answer.stdout)}


@pytest.mark.parametrize("name", ["rules", "desk", "store", "channels", "cases"])
def test_the_core_runs_without_a_screen(name: str) -> None:
    modules = [module_name(file) for file in sources() if room(module_name(file)) == name]
    assert modules
    assert not modules_after_importing(*modules) & {"textual", "rich"}


def test_the_first_screen_waits_for_nothing_it_does_not_show() -> None:
    assert not modules_after_importing(*FIRST_SCREEN) & NOT_BEFORE_FIRST_PAINT

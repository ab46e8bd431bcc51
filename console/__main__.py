"""`halfday` and `python -m console`: the console at once where nothing else is asked, all else through the commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from console.errors import HalfdayError

SAID_PLAINLY = ("--policy", "--as", "--store")


def main() -> None:
    """Run a command; what goes wrong is one clear sentence and exit code 1."""
    try:
        _run(sys.argv[1:])
    except HalfdayError as problem:
        _say_and_leave(str(problem))
    except OSError as problem:  # a folder that may not be written, a disk that is full
        _say_and_leave(f"{problem.filename}: {problem.strerror}" if problem.filename else str(problem))


def plainly_asked(arguments: Sequence[str]) -> dict[str, str] | None:
    """The options of a start that asks for the console and nothing else; None for whatever click should read.

    Importing click takes 7 ms, a thirtieth of a start.
    """
    command, options = list(arguments[:1]), list(arguments[1:])
    if command not in ([], ["open"]) or len(options) % 2:
        return None
    asked = dict(zip(options[::2], options[1::2], strict=True))
    is_plain = all(name in SAID_PLAINLY and value and not value.startswith("-") for name, value in asked.items())
    return asked if is_plain and len(asked) * 2 == len(options) else None


def _run(arguments: Sequence[str]) -> None:
    asked = plainly_asked(arguments)
    store = None if asked is None else asked.get("--store") or os.environ.get("HALFDAY_STORE")
    if asked is None or (store is not None and Path(store).is_dir()):
        from console.cli import halfday

        halfday()
        return
    from console.opening import open_console

    open_console(asked.get("--policy"), asked.get("--as"), Path(store) if store else None)


def _say_and_leave(problem: str) -> NoReturn:
    from console.cli import say_and_leave  # only when something went wrong

    say_and_leave(problem)


if __name__ == "__main__":
    main()

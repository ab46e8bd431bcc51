"""The log: what went wrong that nobody expected, in a file of the person's own, without a word of anybody's text.

An exception's message may quote what somebody wrote, so only its kind and the places it went through are kept.
"""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from console.files import make_private

LARGEST_LOG_BYTES = 1_000_000  # then the old half makes room: a log nobody prunes must not fill a disk


def log_file() -> Path:
    """Where the log stands; HALFDAY_HOME holds it where that is set."""
    if home := os.environ.get("HALFDAY_HOME"):
        return Path(home) / "halfday.log"
    import platformdirs

    return Path(platformdirs.user_log_dir("halfday", appauthor=False)) / "halfday.log"


def log_unexpected(error: BaseException) -> None:
    """Append one line of JSON about an error. A log that cannot be written is not another failure."""
    import structlog  # only when something went wrong

    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LARGEST_LOG_BYTES:
            path.replace(path.with_suffix(".old.log"))
        make_private(path)
        with path.open("a", encoding="utf-8") as file:
            stamp, render = structlog.processors.TimeStamper(fmt="iso"), structlog.processors.JSONRenderer()
            log = structlog.wrap_logger(structlog.WriteLogger(file), processors=[stamp, render])
            log.error(event="unexpected", kind=type(error).__name__, at=_places(error))
    except OSError:
        return


def _places(error: BaseException) -> list[str]:
    """File, line and function of every frame, innermost last; causes and members of groups included."""
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, BaseExceptionGroup):
        places += [f"{type(one).__name__}: {place}" for one in error.exceptions for place in _places(one)]
    elif error.__cause__ is not None and error.__cause__ is not error:
        places += [f"caused by {type(error.__cause__).__name__}: {place}" for place in _places(error.__cause__)]
    return places

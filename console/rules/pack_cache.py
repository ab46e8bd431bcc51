"""Keeping a checked `policy.toml` ready for the next start. A cache that cannot be read or written is done without.

A fresh process, byte code compiled, on the longer pack (1,200 lines): reading and converting the TOML 11-15 ms, and
checking what it means 57 ms, at every start without a cache. With it 4 ms, and 5 more where nobody has imported
platformdirs yet (Textual has). What is kept was checked: a pack that is not sound is never kept.
"""

from __future__ import annotations

import contextlib
import os
from hashlib import sha256
from pathlib import Path

import msgspec

from console import __version__
from console.rules.policy import Core

FORMAT_FILES = "policy*.py"


def kept(raw: bytes) -> Core | None:
    """The core that was kept for this content of `policy.toml`, or None."""
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        return msgspec.msgpack.decode(_file(raw).read_bytes(), type=Core)
    return None


def keep(raw: bytes, core: Core) -> None:
    """Keep a core that was checked, whole or not at all: another console may be reading."""
    file = _file(raw)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        _replace(file, msgspec.msgpack.encode(core))


def _file(raw: bytes) -> Path:
    """Named after all that shapes what is in it: the pack, the version, and (for who works on Halfday) its format."""
    from platformdirs import user_cache_path  # 5 ms; not needed to import this module

    key = sha256(raw)
    key.update(__version__.encode())
    with contextlib.suppress(OSError):
        for file in sorted(Path(__file__).parent.glob(FORMAT_FILES)):
            key.update(str(file.stat().st_mtime_ns).encode())
    return user_cache_path("halfday", appauthor=False) / "packs" / f"{key.hexdigest()}.msgpack"


def _replace(file: Path, content: bytes) -> None:
    import tempfile  # written once for each change of a pack

    handle, part = tempfile.mkstemp(dir=file.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.replace(part, file)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise

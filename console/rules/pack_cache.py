"""Keeping a checked `policy.toml` ready for the next start. A cache that cannot be read or written is done without.

A fresh process, byte code compiled, on the longer pack (1,200 lines): reading and converting the TOML 11-15 ms, and
checking what it means 57 ms, at every start without a cache. With it 4 ms, and 5 more where nobody has imported
platformdirs yet (Textual has). What is kept was checked: a pack that is not sound is never kept.
"""

from __future__ import annotations

import contextlib
import os
from binascii import crc32
from pathlib import Path

import msgspec

from console import __version__
from console.rules.policy import Core

FORMAT_FILES = "policy*.py"


class _Kept(msgspec.Struct, array_like=True):
    """A core beside all that shaped it. `content` is `policy.toml` as it stood: compared, not digested (2 ms)."""

    program: str
    content: bytes
    core: msgspec.Raw


def kept(pack: Path, content: bytes) -> Core | None:
    """The core that was kept for this pack with this content of its `policy.toml`, or None."""
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        known = msgspec.msgpack.decode(_file(pack).read_bytes(), type=_Kept)
        if (known.program, known.content) == (_program(), content):
            return msgspec.msgpack.decode(known.core, type=Core)
    return None


def keep(pack: Path, content: bytes, core: Core) -> None:
    """Keep a core that was checked, whole or not at all: another console may be reading."""
    file = _file(pack)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        known = _Kept(_program(), content, msgspec.Raw(msgspec.msgpack.encode(core)))
        _replace(file, msgspec.msgpack.encode(known))


def _file(pack: Path) -> Path:
    """One for each pack; two whose names collide push each other out, and are read anew."""
    from platformdirs import user_cache_path  # 5 ms; not needed to import this module

    name = f"{crc32(os.fsencode(pack.resolve())):08x}.msgpack"
    return user_cache_path("halfday", appauthor=False) / "packs" / name


def _program(folder: Path = Path(__file__).parent) -> str:
    """The version, and (for who works on Halfday) when the format of a pack was last changed."""
    changed = [str(file.stat().st_mtime_ns) for file in sorted(folder.glob(FORMAT_FILES))]
    return " ".join([__version__, *changed])


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

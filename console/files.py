"""Making files that hold people's words: nobody may read them but who may read the store that they stand beside."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

OWNER_ONLY = 0o600
OWNER_AND_GROUP = 0o660


def make_private(path: Path, store: Path | None = None) -> None:
    """Make an empty file that its owner alone can read and write, and the group too where it may write to `store`.

    One that is there stays as it is. On Windows a file has the permissions of its folder. Raises OSError.
    """
    with suppress(FileExistsError):
        handle = os.open(path.resolve(), os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        try:
            if os.name != "nt" and store is not None and _is_shared(store):
                os.fchmod(handle, OWNER_AND_GROUP)  # whatever the umask takes away
        finally:
            os.close(handle)


def _is_shared(store: Path) -> bool:
    """Whether the store is its group's as well."""
    with suppress(OSError):
        return store.stat().st_mode & OWNER_AND_GROUP == OWNER_AND_GROUP
    return False

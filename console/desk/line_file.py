"""Files of lines, read in batches of bounded size or written, whose place is found again in the very same file only.

What stands before a place is known by its digest: a file that merely begins alike, or was changed, is another one.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO, NamedTuple

import msgspec

# Facebook's longest post (63,206 characters), with every character escaped as two surrogates, is 0.8 MB: whatever is
# longer by far is no item, but perhaps a whole inbox on one line.
LONGEST_LINE_BYTES = 4 * 1024 * 1024
SHOWN_BYTES = 300  # of a line that is too long: enough to see what it is
PIECE_BYTES = 65_536  # read at once where nothing is kept
BATCH = 1_000  # lines a transaction: larger ones gain nothing and hold other consoles up
BATCH_BYTES = 8 * 1024 * 1024  # of the lines of a batch: a thousand long ones would fill the memory


class Line(NamedTuple):
    """One line with its number, its end included. Of one that is too long, `raw` is only the beginning."""

    number: int
    raw: bytes
    size_bytes: int

    @property
    def is_too_long(self) -> bool:
        return self.size_bytes > LONGEST_LINE_BYTES


class Place(msgspec.Struct, frozen=True):
    """How far a file was read or written: so many bytes, with this digest."""

    size_bytes: int = 0
    digest: str = sha256().hexdigest()


class Prefix:
    """The beginning of a file, growing as it is read or written."""

    def __init__(self) -> None:
        self._digest = sha256()
        self.size_bytes = 0

    @property
    def place(self) -> Place:
        return Place(self.size_bytes, self._digest.hexdigest())

    def add(self, piece: bytes) -> None:
        self._digest.update(piece)
        self.size_bytes += len(piece)


class LineFile:
    """Reads lines. The position in `file` is its own; closing it is not."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._read_so_far = Prefix()
        self.line = 0

    @property
    def place(self) -> Place:
        """How far it has been read."""
        return self._read_so_far.place

    def go_on(self, place: Place, line: int) -> bool:
        """Go to the place behind so many lines; False, and at the beginning, when this is not that file any more."""
        found = _prefix(self._file, place)
        if found is None:
            self._file.seek(0)
            return False
        self._read_so_far, self.line = found, line
        return True

    def batches(self) -> Iterator[list[Line]]:
        """The lines that are not empty; `place` and `line` stand behind a batch when it is given out."""
        batch: list[Line] = []
        kept_bytes = 0
        while raw := self._read(LONGEST_LINE_BYTES + 1):
            self.line += 1
            line = Line(self.line, raw, len(raw)) if len(raw) <= LONGEST_LINE_BYTES else self._skip(raw)
            if raw.strip():
                batch.append(line)
                kept_bytes += len(line.raw)
            if len(batch) == BATCH or kept_bytes >= BATCH_BYTES:
                yield batch
                batch, kept_bytes = [], 0
        if batch:
            yield batch

    def _skip(self, beginning: bytes) -> Line:
        """Read on to the end of a line that is too long, and keep nothing of it."""
        size_bytes = len(beginning)
        piece = beginning
        while piece and not piece.endswith(b"\n"):
            piece = self._read(PIECE_BYTES)
            size_bytes += len(piece)
        return Line(self.line, beginning[:SHOWN_BYTES], size_bytes)

    def _read(self, most_bytes: int) -> bytes:
        raw = self._file.readline(most_bytes)
        self._read_so_far.add(raw)
        return raw


class WrittenFile:
    """Writes behind what it wrote before. `file` is open for reading and appending ("a+b")."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._written = Prefix()

    @property
    def place(self) -> Place:
        """How far it has been written."""
        return self._written.place

    def go_on(self, place: Place) -> bool:
        """Take away what stands behind the place; False, and all is left, when this is not that file any more."""
        found = _prefix(self._file, place)
        if found is None:
            return False
        self._written = found
        self._file.truncate(place.size_bytes)
        return True

    def start_anew(self) -> None:
        """Empty the file."""
        self._file.truncate(0)
        self._written = Prefix()

    def write(self, line: bytes) -> None:
        self._file.write(line)
        self._written.add(line)

    def flush(self) -> None:
        """Hand what was written to the system."""
        self._file.flush()


def _prefix(file: BinaryIO, place: Place) -> Prefix | None:
    """The beginning of the file up to the place, or None when it is not what was there."""
    file.seek(0)
    found = Prefix()
    while found.size_bytes < place.size_bytes:
        piece = file.read(min(PIECE_BYTES, place.size_bytes - found.size_bytes))
        if not piece:
            return None
        found.add(piece)
    return found if found.place == place else None

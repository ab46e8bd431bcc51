"""A channel without a connection: what is to be done there is written to a file, for a person to do by hand.

Every line is written once, whatever happens: its key tells a repeat from a new act.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from console.desk.records import Batch, Call, Sight, Trace, Tracing, Window
from console.errors import Unreachable
from console.files import make_private
from console.model import Capability, Incoming, Item, Operation

if TYPE_CHECKING:
    from console.desk.ports import Channel

_WHAT = {
    Operation.REPLY: "answer in public",
    Operation.NOTICE: "post this notice",
    Operation.PRIVATE_REPLY: "write this in a private message",
    Operation.MESSAGE: "answer this private message",
    Operation.HIDE: "hide this",
    Operation.DELETE: "delete this",
    Operation.BLOCK: "block this author",
    Operation.CORRECT: "change our answer to this",
}


class OutboxChannel:
    """One channel's acts, appended to one file of JSON lines beside the store, for those who may read that."""

    call_timeout_s = 10.0
    settle_after_s = 0.0

    def __init__(self, name: str, folder: Path, store: Path | None = None) -> None:
        self.name = name
        self._store = store
        self.path = folder / f"outbox-{_file_name(name)}.jsonl"

    async def fetch(self, cursor: str | None) -> Batch:
        return Batch(cursor=cursor)

    def capability(self, item: Item, operation: Operation, now: datetime) -> Capability:
        if operation not in _WHAT:
            return Capability(operation, False, why_not="This cannot be done by hand on a platform.")
        effect = f"This channel is not connected: it is written to {self.path.name}, for somebody to do by hand."
        return Capability(operation, True, effect=effect, is_by_hand=True)

    def window(self, incoming: Incoming) -> Window | None:
        return None

    async def look(self, item: Item) -> Sight:
        return Sight(text=item.text)

    async def call(self, call: Call) -> str:
        await asyncio.to_thread(self._append, call)
        return call.key

    async def find(self, call: Call, since: datetime, known: Collection[str]) -> Tracing:
        if call.key in await asyncio.to_thread(self._keys):
            return Tracing(Trace.FOUND, call.key)
        return Tracing(Trace.ABSENT)

    async def close(self) -> None:
        return

    def _append(self, call: Call) -> None:
        if call.key in self._keys():
            return
        import json  # 1.3 ms; nothing is written before the first screen stands

        line = {"key": call.key, "do": _WHAT[call.operation], "target": call.target, "text": call.body}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            make_private(self.path, self._store)
            with self.path.open("ab") as file:
                file.write(json.dumps(line).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as problem:
            raise Unreachable(f"{self.path.name} could not be written: {problem.strerror}") from problem

    def _keys(self) -> set[str]:
        """Keys of the whole lines; a line cut off by a crash is none, and its act is written again."""
        if not self.path.exists():
            return set()
        return {key for line in self.path.read_bytes().split(b"\n") if (key := _key(line)) is not None}


class OutboxChannels(Mapping[str, "Channel"]):
    """An outbox for every channel name that anybody asks for: an imported inbox may hold any."""

    def __init__(self, folder: Path, names: Collection[str], store: Path | None = None) -> None:
        self._folder = folder
        self._store = store
        self._channels: dict[str, Channel] = {}
        for name in names:
            self[name]

    def __getitem__(self, name: str) -> Channel:
        if name not in self._channels:
            self._channels[name] = OutboxChannel(name, self._folder, self._store)
        return self._channels[name]

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._channels))

    def __len__(self) -> int:
        return len(self._channels)


def _key(line: bytes) -> str | None:
    import json

    try:
        return str(json.loads(line)["key"])
    except (ValueError, KeyError, TypeError):
        return None


def _file_name(name: str) -> str:
    """A channel's name as a part of a file name that every system takes."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in name)[:60]

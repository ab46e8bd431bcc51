"""One inbound thing as a line of JSON: the form of `halfday import`, `halfday export` and the fixtures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import structs

from console.errors import Malformed
from console.model import Incoming, ItemKind
from console.rules.personal_data import masked

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=512)]
LARGEST = 2**63 - 1  # what a database integer holds


class AuthorLine(msgspec.Struct, frozen=True):
    """Who wrote it, as the platform knows them."""

    id: Id
    name: str


class ItemLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """The wire form of an item. Times carry an offset."""

    external_id: Id
    kind: ItemKind
    author: AuthorLine
    text: str
    received_at: Annotated[datetime, msgspec.Meta(tz=True)]
    channel: str | None = None
    thread: str | None = None
    parent: str | None = None
    permalink: str | None = None
    post: str | None = None
    likes: Annotated[int, msgspec.Meta(ge=-LARGEST, le=LARGEST)] | None = None
    masked: bool = False  # its text is not what was written: such a line is for people, and never comes back in


_decoder = msgspec.json.Decoder(ItemLine)


def parse_line(line: bytes, channel: str | None = None) -> Incoming:
    """Read one line; `channel` stands in where the line names none, and wins where it is given.

    Raises Malformed with what is wrong and where.
    """
    try:
        wire = _decoder.decode(line)
    except msgspec.ValidationError as problem:
        raise Malformed(str(problem)) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        wire = _decode_slowly(line)
    except RecursionError:
        raise Malformed("nested too deeply to be an item") from None
    if wire.masked:
        raise Malformed("its personal data was masked by the export, so this is not what was written")
    name = channel or wire.channel
    if not name:
        raise Malformed("no channel: give one in the line, or with --channel")
    return Incoming(
        channel=name,
        external_id=wire.external_id,
        kind=wire.kind,
        author_external_id=wire.author.id,
        author_name=wire.author.name,
        text=wire.text,
        received_at=wire.received_at,
        thread=wire.thread,
        parent=wire.parent,
        permalink=wire.permalink,
        post=wire.post,
        likes=wire.likes,
    )


def _decode_slowly(line: bytes) -> ItemLine:
    """Lone surrogates are legal in JSON escapes and do occur; msgspec refuses them, the standard library does not."""
    try:
        loose: Any = json.loads(line)
        return msgspec.convert(loose, ItemLine)
    except (ValueError, RecursionError) as problem:
        raise Malformed(f"not a line of JSON: {problem}") from None


def dump_line(incoming: Incoming) -> bytes:
    """The line of an item, without its end; the opposite of `parse_line`."""
    return _encoded(_wire(incoming))


def dump_masked_line(incoming: Incoming, published: Sequence[str]) -> bytes:
    """The line of an item with the personal data in its text masked, but for `published` contacts."""
    return _encoded(structs.replace(_wire(incoming), text=masked(incoming.text, published), masked=True))


def _wire(incoming: Incoming) -> ItemLine:
    return ItemLine(
        external_id=incoming.external_id,
        kind=incoming.kind,
        author=AuthorLine(incoming.author_external_id, incoming.author_name),
        text=incoming.text,
        received_at=incoming.received_at,
        channel=incoming.channel,
        thread=incoming.thread,
        parent=incoming.parent,
        permalink=incoming.permalink,
        post=incoming.post,
        likes=incoming.likes,
    )


def _encoded(wire: ItemLine) -> bytes:
    try:
        return msgspec.json.encode(wire)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(wire)).encode()

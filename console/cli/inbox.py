"""`halfday import` and `halfday export`: an inbox as lines of JSON."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from console.cli.options import opening_for, policy_option, store_option
from console.errors import HalfdayError
from console.files import make_private
from console.widgets.wording import many

if TYPE_CHECKING:
    from console.desk.importing import Progress
    from console.model import Incoming

FIRST_YEAR = 2010  # older items are refused rather than given a deadline of another age


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--channel", help="The channel of these items, whatever their lines say.")
@click.option("--rejects", type=click.Path(dir_okay=False, path_type=Path), help="Where refused lines go.")
@policy_option
@store_option
def import_(file: Path, channel: str | None, rejects: Path | None, policy: str | None, store: Path | None) -> None:
    """Bring in an exported inbox: one JSON object a line. FILE may be - for standard input.

    {"channel", "external_id", "kind": "comment|message|review|mention", "thread"?, "parent"?,
    "author": {"id", "name"}, "text", "received_at", "permalink"?, "post"?, "likes"?}; times carry an offset.

    A run that was cut off goes on where it stopped; a second run adds nothing. Lines that cannot be read are set aside
    in FILE.rejects.jsonl with their number and the reason (beside the store, where FILE's folder takes none), and the
    exit code is then 1.
    """
    kept = opening_for(policy, store).store
    refused = rejects or _rejects_for(file, kept)
    _refuse_store_as_target(str(refused), kept)
    with _as_file(file) as readable:
        summary = asyncio.run(_import(readable, channel, refused, policy, store))
    click.echo(_summary(summary, refused))
    sys.exit(1 if summary.rejected else 0)


def _rejects_for(file: Path, store: Path) -> Path:
    """Beside the file; beside the store where that is a stream, or its folder may not be written."""
    if file.is_file() and os.access(file.parent, os.W_OK):
        return file.with_name(file.name + ".rejects.jsonl")
    store.parent.mkdir(parents=True, exist_ok=True)
    return store.with_name(f"{file.name if file.is_file() else 'import'}.rejects.jsonl")


@contextmanager
def _as_file(file: Path) -> Iterator[Path]:
    """The file; of a stream, which can be read once, a private copy for as long as it is needed."""
    if file.is_file():
        yield file
        return
    with tempfile.TemporaryDirectory(prefix="halfday-import-") as folder:
        copy = Path(folder) / "inbox.jsonl"
        with click.open_file(str(file), "rb") as stream, copy.open("wb") as written:
            shutil.copyfileobj(stream, written)
        yield copy


async def _import(file: Path, channel: str | None, refused: Path, policy: str | None, store: Path | None) -> Progress:
    from console.bootstrap import opened_office, system_clock
    from console.desk.importing import import_file

    size = file.stat().st_size
    async with opened_office(opening_for(policy, store), system_clock(), first_year=FIRST_YEAR) as office:
        with click.progressbar(
            length=size, label="Importing", file=sys.stderr, show_eta=True, item_show_func=_rate, update_min_steps=1
        ) as bar:
            started = asyncio.get_running_loop().time()

            def report(progress: Progress) -> None:
                elapsed_s = asyncio.get_running_loop().time() - started
                done = progress.bytes_read - bar.pos
                bar.update(done, progress.lines / elapsed_s if elapsed_s else None)

            return await import_file(office, file, channel=channel, rejects=refused, report=report)


def _rate(lines_a_second: float | None) -> str | None:
    return None if lines_a_second is None else f"{lines_a_second:,.0f} items/s"


def _summary(progress: Progress, refused: Path) -> str:
    lines = [f"{progress.new:,} new, {progress.edited:,} changed, {progress.known:,} known already."]
    if progress.resumed_at_line:
        lines.insert(0, f"Went on after line {progress.resumed_at_line:,}.")
    if progress.rejected:
        lines.append(f"{many(progress.rejected, 'line')} could not be read: see {refused}.")
    return "\n".join(lines)


@click.command("export")
@click.argument("file", type=click.File("wb", lazy=True), default="-")
@click.option(
    "--masked", "is_masked", is_flag=True, help="Cover the personal data in every text: to show it to others."
)
@policy_option
@store_option
def export(file: BinaryIO, is_masked: bool, policy: str | None, store: Path | None) -> None:
    """Write every item back as it came in, one JSON object a line, to FILE or standard output.

    With --masked, telephone numbers, addresses and the like are covered; what the policy publishes is not. Such lines
    say so, and `halfday import` refuses them.
    """
    from console.store.connect import default_store_path

    path = store or default_store_path()
    _refuse_store_as_target(file.name, path)
    if file.name != "-":
        make_private(Path(file.name))
    count = asyncio.run(_export(file, path, _masking(policy) if is_masked else None))
    what = "masked" if is_masked else "with the personal data in them; --masked covers it"
    click.echo(f"{count:,} items written, {what}.", err=True)


def _masking(policy: str | None) -> Callable[[Incoming], bytes]:
    """How masked lines are made under the policy named, or else the one chosen at the first start."""
    from console.desk.lines import dump_masked_line
    from console.rules.packs import load_policy
    from console.settings import load_choice

    chosen = policy or load_choice().policy
    published = load_policy(chosen).published if chosen else ()
    return lambda incoming: dump_masked_line(incoming, published)


def _refuse_store_as_target(name: str, store: Path) -> None:
    """Raises HalfdayError when FILE is the store: opening it for writing would empty it."""
    target = Path(name)
    if target.exists() and store.exists() and target.samefile(store):
        raise HalfdayError(f"{name} is the store itself. Choose another file to write to.")


async def _export(file: BinaryIO, path: Path, masking: Callable[[Incoming], bytes] | None) -> int:
    from console.desk.importing import export_lines
    from console.desk.lines import dump_line
    from console.store.read_only import items_to_read

    with items_to_read(path) as items:
        return await export_lines(items, file.write, masking or dump_line)

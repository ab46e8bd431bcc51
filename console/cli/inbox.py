"""`halfday import` and `halfday export`: an inbox as lines of JSON."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from console.cli.options import opening_for, policy_option, store_option
from console.errors import HalfdayError
from console.widgets.wording import many

if TYPE_CHECKING:
    from console.desk.importing import Progress
    from console.model import Incoming

FIRST_YEAR = 2010  # older items are refused rather than given a deadline of another age


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--channel", help="The channel of these items, whatever their lines say.")
@click.option("--rejects", type=click.Path(dir_okay=False, path_type=Path), help="Where refused lines go.")
@policy_option
@store_option
def import_(file: Path, channel: str | None, rejects: Path | None, policy: str | None, store: Path | None) -> None:
    """Bring in an exported inbox: one JSON object a line.

    {"channel", "external_id", "kind": "comment|message|review|mention", "thread"?, "parent"?,
    "author": {"id", "name"}, "text", "received_at", "permalink"?, "post"?, "likes"?}; times carry an offset.

    A run that was cut off goes on where it stopped; a second run adds nothing. Lines that cannot be read are set aside
    in FILE.rejects.jsonl with their number and the reason, and the exit code is then 1.
    """
    refused = rejects or file.with_name(file.name + ".rejects.jsonl")
    _refuse_store_as_target(str(refused), opening_for(policy, store).store)
    summary = asyncio.run(_import(file, channel, refused, policy, store))
    click.echo(_summary(summary, refused))
    sys.exit(1 if summary.rejected else 0)


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

"""`halfday backup`: a verified copy of a live store."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from console.cli.options import store_option

CHAIN_BROKEN = 1  # exit code


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@store_option
def backup(target: Path, store: Path | None) -> None:
    """Copy the store to TARGET and verify the copy, while consoles go on working.

    The copy is one moment of the store in one file that only you can read. It is checked page by page, its rows are
    counted against the store's, and its audit chain is verified; TARGET appears only once it has passed, and an
    existing file is never overwritten.

    To restore: close every console, move the store's file and its -wal and -shm companions aside, copy the backup to
    the store's place, and run `halfday audit verify`.
    """
    from console.cli.audit import said
    from console.store.backup import back_up
    from console.store.connect import default_store_path

    made = back_up(store or default_store_path(), target)
    rows = ", ".join(f"{count:,} {table}" for table, count in made.rows.items() if table != "audit")
    click.echo(f"{made.path}: {made.size_bytes / 1_000_000:,.1f} MB, {rows}. Every page was checked.")
    click.echo(said(made.audit))
    sys.exit(CHAIN_BROKEN if made.audit.broken else 0)

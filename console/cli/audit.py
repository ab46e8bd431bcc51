"""`halfday audit`: whether the record of what was done is still as it was written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.cli.options import store_option

if TYPE_CHECKING:
    from console.store.audit_chain import Verdict

CHAIN_BROKEN = 1  # exit code


@click.group()
def audit() -> None:
    """Look at the record of everything that was done."""


@audit.command()
@store_option
def verify(store: Path | None) -> None:
    """Check the audit chain from its first entry to its last.

    Every entry is sealed together with the one before it, so a changed, missing or swapped entry breaks the chain; the
    first break is named and the exit code is 1. The chain may be checked while consoles work.

    Note the digest that is printed somewhere else from time to time: whoever can write the file could rewrite the whole
    chain, but then the noted digest no longer appears at its number.
    """
    from console.store.audit_chain import verify_audit
    from console.store.connect import default_store_path

    verdict = verify_audit(store or default_store_path())
    click.echo(said(verdict))
    sys.exit(CHAIN_BROKEN if verdict.broken else 0)


def said(verdict: Verdict) -> str:
    """The verdict in a sentence or two."""
    if verdict.broken is None:
        return f"The audit chain holds: {verdict.entries:,} entries, the last with digest {verdict.head or '(none)'}."
    when = f", written {verdict.broken.at:%d %B %Y %H:%M:%S} UTC" if verdict.broken.at else ""
    return (
        f"The audit chain is broken at entry {verdict.broken.seq}{when}: {verdict.broken.what}.\n"
        f"The {verdict.entries:,} entries before it hold, up to digest {verdict.head or '(none)'}."
    )

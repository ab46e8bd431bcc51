"""`halfday open`: the console on your own store."""

from __future__ import annotations

from pathlib import Path

import click

from console.cli.options import as_option, policy_option, store_option


@click.command("open")
@policy_option
@as_option
@store_option
def open_(policy: str | None, who: str | None, store: Path | None) -> None:
    """Open the console on your own store.

    The first start asks for policy, name and role; --policy and --as answer for it. Several consoles may be open on one
    store. Bring an exported inbox in with `halfday import`. A channel without a connection is worked by hand: what you
    send is written to an outbox file beside the store.
    """
    from console.opening import open_console

    open_console(policy, who, store)

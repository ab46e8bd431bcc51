"""`halfday open`: the console on your own store."""

from __future__ import annotations

from pathlib import Path

import click
from msgspec.structs import replace

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
    from console.cli.running import postpone_collection, require_terminal, run_console

    postpone_collection()
    from console.bootstrap import opened_desk, system_clock
    from console.cli.options import opening_for
    from console.settings import load_choice, save_choice

    require_terminal()
    choice = load_choice()
    if not (policy or choice.policy) or not (who or choice.name):
        from console.screens.welcome import ask

        answered = ask(replace(choice, policy=policy or choice.policy))
        if answered is None:
            return
        save_choice(answered)
    opening = opening_for(policy, store, who)
    opening.store.parent.mkdir(parents=True, exist_ok=True)
    run_console(opened_desk(opening, system_clock()), choice.keys)

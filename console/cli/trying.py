"""`halfday try`: the screen on which a policy officer tries a text, without an inbox."""

from __future__ import annotations

import sys

import click


@click.command("try")
@click.option("--policy", "name", default="westward", show_default=True, metavar="NAME|PATH", help="Whose policy.")
def try_(name: str) -> None:
    """Try a text on a policy pack: everything that the pack thinks of it, as you type.

    What triage finds, where the text would stand, which replies may fit, and what the outbound check says of it. A key
    reads the pack again from its files, so that a change in an editor shows at once. Nothing is kept or sent.
    """
    from console.opening import require_terminal

    require_terminal()
    from console.desk.trying import Trying
    from console.screens.trying import TryApp
    from console.settings import load_choice

    app = TryApp(Trying(name), load_choice().keys)
    app.run()
    sys.exit(app.return_code)

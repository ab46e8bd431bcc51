"""Options that several commands share, and what somebody chose at their first start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from console.bootstrap import Opening

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

policy_option: Decorator = click.option(
    "--policy", metavar="NAME|PATH", help="A shipped policy pack by name, or the folder of your own."
)
store_option: Decorator = click.option(
    "--store",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="HALFDAY_STORE",
    help="The store's file; by default in your data folder.",
)
as_option: Decorator = click.option(
    "--as", "who", metavar="NAME[:ROLE]", help='Who you are, such as "Mairi Reid:support-services-manager".'
)


def opening_for(policy: str | None, store: Path | None, who: str | None = None) -> Opening:
    """What to open, as `console.opening` says. Raises UsageError without a policy."""
    from console import opening

    try:
        return opening.opening_for(policy, store, who)
    except opening.NoPolicyChosen as problem:
        raise click.UsageError(str(problem)) from None

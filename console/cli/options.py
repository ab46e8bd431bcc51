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
    """What to open: options first, then what was chosen at the first start. Raises UsageError without a policy."""
    from console.bootstrap import Opening, data_folder
    from console.settings import load_choice

    choice = load_choice()
    name, _, role = (who or "").partition(":")
    chosen = policy or choice.policy
    if chosen is None:
        raise click.UsageError("Say which policy: --policy langstane, --policy westward, or your own pack's folder.")
    path = store or data_folder() / "halfday.sqlite"
    return Opening(
        policy=chosen,
        name=name.strip() or choice.name or "Somebody",
        role=role.strip() or (choice.role if not name else None),
        store=path,
        folder=path.parent,
    )

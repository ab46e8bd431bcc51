"""The commands: thin, each in a file of its own that is imported only when it is asked for (start-up time)."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NoReturn

import click

from console import __version__

# name → module within console.cli; the command object in it has the same name, with "_" after Python's own words.
COMMANDS = {
    "open": "open",
    "demo": "demo",
    "import": "inbox",
    "export": "inbox",
    "backup": "backup",
    "audit": "audit",
    "policy": "policy",
    "due": "due",
    "triage": "triage",
    "check": "check",
    "suggest": "suggest",
    "rules": "rules",
    "try": "trying",
    "learned": "learned",
    "sla": "sla",
    "closure": "closure",
    "figures": "figures",
    "people": "people",
}

FAILED = 1  # exit code; click itself gives 2 for wrong use


class LazyCommands(click.Group):
    """A group that imports a command when somebody asks for it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"console.cli.{COMMANDS[cmd_name]}")
        command = getattr(module, cmd_name, None) or getattr(module, f"{cmd_name}_")
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyCommands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="halfday")
@click.pass_context
def halfday(ctx: click.Context) -> None:
    """Answer what people write to your housing association on social media, in time.

    Without a command it opens the console, like `halfday open`. Try `halfday demo` first: a practice inbox in a
    temporary store, with nothing connected to any platform.
    """
    if ctx.invoked_subcommand is None:
        command = halfday.get_command(ctx, "open")
        assert command is not None
        ctx.invoke(command)


def say_and_leave(problem: str) -> NoReturn:
    """One clear sentence, and exit code 1."""
    from console.text import displayable  # only when something went wrong

    click.echo(f"halfday: {displayable(problem)}", err=True)
    sys.exit(FAILED)

"""Asking a store that is there from a command: as somebody who acts, or as nobody, who only looks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from console.cli.options import opening_for

if TYPE_CHECKING:
    from console.bootstrap import Opening
    from console.desk.desk import Desk
    from console.desk.office import Office

T = TypeVar("T")


def ask_desk(
    question: Callable[[Desk], Awaitable[T]],
    policy: str | None,
    store: Path | None,
    who: str | None,
    *,
    needs_name: bool = True,
) -> T:
    """Ask the desk of the person, who signs in for it.

    Raises StoreError when there is no store, and UsageError when it `needs_name` and nobody said who they are.
    """

    async def ask() -> T:
        from console.bootstrap import opened_desk, system_clock

        opening = _opening(policy, store, who)
        if needs_name:
            _require_name(opening)
        async with opened_desk(opening, system_clock()) as desk:
            await desk.record_arrival()  # before anything that they do
            return await question(desk)

    return asyncio.run(ask())


def ask_office(question: Callable[[Office], Awaitable[T]], policy: str | None, store: Path | None) -> T:
    """Ask the office, as nobody: who only looks signs nobody in. Raises StoreError when there is no store."""

    async def ask() -> T:
        from console.bootstrap import opened_office, system_clock

        async with opened_office(_opening(policy, store, None), system_clock()) as office:
            return await question(office)

    return asyncio.run(ask())


def ask_unsigned(question: Callable[[Desk], Awaitable[T]], policy: str | None, store: Path | None) -> T:
    """Ask a desk at which nobody sits, and which is only for looking. Raises StoreError when there is no store."""

    async def ask(office: Office) -> T:
        from console.desk.desk import Desk
        from console.model import Person

        return await question(Desk(office, Person("", "", office.policy.core.role[0].id)))

    return ask_office(ask, policy, store)


def _opening(policy: str | None, store: Path | None, who: str | None) -> Opening:
    """Raises StoreError when there is no store: nothing is to be made by asking."""
    from console.store.connect import require_file

    opening = opening_for(policy, store, who)
    require_file(opening.store)
    return opening


def _require_name(opening: Opening) -> None:
    from console.opening import NOBODY

    if opening.name == NOBODY:
        raise click.UsageError('Say who you are: --as "NAME:ROLE". It stands in the record.')

"""Who sits at which office: what every part of the desk is put together with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.desk.office import Office
    from console.model import Person


class Seat:
    """A signed-in person at an office."""

    def __init__(self, office: Office, person: Person) -> None:
        self.office = office
        self.person = person

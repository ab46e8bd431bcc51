"""How a person's id and shown name follow from what they call themselves and their role."""

from __future__ import annotations

from console.errors import HalfdayError
from console.text import one_line

THE_PROGRAM = "halfday"  # who the audit chain says did what nobody did
LIFTED = "deadline.lifted"  # a miss that counts no more
LONGEST_NAME_CELLS = 80
IN_ROLE = " as "  # between name and role in the id of a namesake; an id made of a name alone holds no space


def shown(name: str) -> str:
    """The name as colleagues' terminals show it."""
    return one_line(name, LONGEST_NAME_CELLS) or "Somebody"


def id_of(name: str) -> str:
    """The id of the first person of a name. Raises HalfdayError for the name that stands for the program itself."""
    person_id = "-".join(name.lower().split()) or "somebody"
    if person_id == THE_PROGRAM:
        raise HalfdayError(
            '"halfday" stands for the program itself in the record of what was done: give your own name.'
        )
    return person_id


def id_in_role(person_id: str, role_id: str) -> str:
    """The id of somebody whose name another role has already."""
    return f"{person_id}{IN_ROLE}{role_id}"


def shown_in_role(name: str, title: str) -> str:
    """Their name as colleagues' terminals show it."""
    return f"{name}, {title}"


def is_namesake(person_id: str, other_id: str) -> bool:
    """Whether the other, in whichever role, has the name that the first id was made of."""
    return other_id.partition(IN_ROLE)[0] == person_id

"""Dealing out items: the same number to everybody, what is due soonest first, to whoever holds least first. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def by_burden(person_ids: Iterable[str], held: Mapping[str, int]) -> list[str]:
    """The people, whoever holds least first; of two who hold as many, the one whose id comes first."""
    return sorted(person_ids, key=lambda person_id: (held.get(person_id, 0), person_id))


def deal(item_ids: Sequence[int], person_ids: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Deal the items round and round, both in their order: the first people get one more where it does not come out.

    So nobody gets only what is most urgent. Everybody is in the answer, in the order of dealing.
    """
    return {person_id: tuple(item_ids[place :: len(person_ids)]) for place, person_id in enumerate(person_ids)}

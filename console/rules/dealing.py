"""Dealing out items: as many to everybody, what is due soonest first, one conversation to one person. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def by_burden(person_ids: Iterable[str], held: Mapping[str, int]) -> list[str]:
    """The people, whoever holds least first; of two who hold as many, the one whose id comes first."""
    return sorted(person_ids, key=lambda person_id: (held.get(person_id, 0), person_id))


def deal(groups: Sequence[Sequence[int]], person_ids: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Deal groups of items, in their order, each to whoever has fewest so far; of several, to the first.

    So nobody gets only what is most urgent, and what belongs together is not torn apart. Everybody is in the answer,
    in the order given.
    """
    dealt: dict[str, list[int]] = {person_id: [] for person_id in person_ids}
    for group in groups:
        fewest = min(dealt, key=lambda person_id: len(dealt[person_id]))
        dealt[fewest] += group
    return {person_id: tuple(item_ids) for person_id, item_ids in dealt.items()}

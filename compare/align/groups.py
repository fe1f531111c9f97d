"""Links -> Groups: what all outlets say about one fact, without chaining unlike facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from compare.align.links import link_key
from compare.values import Group, Link, Statement

Key = tuple[str, int]


def group(statements: Sequence[Statement], links: Sequence[Link]) -> tuple[Group, ...]:
    """Every link lies in a group, every statement in at least one; a group holds what is linked to half of it
    (a second sentence of one article: to all of the others).

    Groups are numbered in the order in which their facts first stand in an article.
    """
    tied = _ties(links)
    sets: list[set[Key]] = []
    holding: defaultdict[Key, list[int]] = defaultdict(list)
    for link in sorted(links, key=lambda k: (-k.score, link_key(k))):
        _place(_key(link.left), _key(link.right), sets, holding, tied)
    alone = [{_key(s)} for s in statements if not holding[_key(s)]]
    by_key = {_key(s): s for s in statements}
    ordered = sorted((sorted(members) for members in sets + alone if members), key=_position)
    return tuple(
        Group(f"g{number}", tuple(by_key[key] for key in members)) for number, members in enumerate(ordered, 1)
    )


def _key(statement: Statement) -> Key:
    return statement.sentence.article, statement.sentence.index


def _position(members: list[Key]) -> tuple[int, list[Key]]:
    return min(index for _, index in members), members


def _ties(links: Sequence[Link]) -> dict[Key, set[Key]]:
    tied: defaultdict[Key, set[Key]] = defaultdict(set)
    for link in links:
        tied[_key(link.left)].add(_key(link.right))
        tied[_key(link.right)].add(_key(link.left))
    return tied


def _place(
    one: Key, other: Key, sets: list[set[Key]], holding: dict[Key, list[int]], tied: dict[Key, set[Key]]
) -> None:
    if any(other in sets[number] for number in holding[one]):
        return
    for inside, new in ((one, other), (other, one)):
        for number in holding[inside]:
            if _fits(new, sets[number], tied):
                sets[number].add(new)
                holding[new].append(number)
                return
    sets.append({one, other})
    holding[one].append(len(sets) - 1)
    holding[other].append(len(sets) - 1)


def _fits(key: Key, members: set[Key], tied: dict[Key, set[Key]]) -> bool:
    """Linked to half of the group; a second sentence of an article that is in it already, to all of the others."""
    others = {member for member in members if member[0] != key[0]}
    linked = len(others & tied[key])
    return linked == len(others) if len(others) < len(members) else 2 * linked >= len(others)

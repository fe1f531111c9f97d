"""The rule about lists: another list of participants, or of kinds of one thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from compare.rules.base import REMEMBERED, Both, Difference, Pair, Piece, Rule, Said, moved, once
from compare.rules.confidence import covered
from compare.rules.entity import is_name
from compare.rules.slots import Token, stops, tokens
from compare.values import Span

_SURE = 0.6  # share of the shorter sentence that both must have before one list is longer than another
_SURE_KINDS = 0.35  # the same for the kinds of one thing
_SURE_LINK = 0.5  # score of a link under which lists may be of two things
_APART = 4  # words between two members of a list: a title


def check_lists(pair: Pair) -> Iterator[Difference]:
    """Two lists of the same things, of which one has a member that the other lacks.

    Fires: "voice and video calls" against "voice calls"; "Lund, Ekdal and Moreau" against "Lund and Ekdal".
    Does not fire: the same members in another order; lists with nothing in common.
    """
    if pair.link.score >= _SURE_LINK:
        yield from moved(_unequal(pair.both), pair)


@once
def _unequal(both: Both) -> Iterator[Difference]:
    """Lists in sentences that are alike, the longest first, none of them twice."""
    used: list[tuple[Span, Span]] = []
    for left, right in sorted(_longer(both), key=lambda two: (-len(two[0].members | two[1].members), two[0].span)):
        alike = covered(both) >= (_SURE_KINDS if left.kinds else _SURE)
        if alike and not any(left.span.overlaps(one) or right.span.overlaps(other) for one, other in used):
            used.append((left.span, right.span))
            yield _list_difference(left, right)


def _longer(both: Both) -> Iterator[tuple[_List, _List]]:
    """Two lists of which one holds the whole other, and more; a single name is no list, one kind of a thing is."""
    for left in _lists(both.left):
        for right in _lists(both.right):
            one_holds = left.members < right.members or right.members < left.members
            several = left.kinds or min(len(left.members), len(right.members)) > 1
            if one_holds and left.kinds == right.kinds and several:
                yield left, right


def _list_difference(left: _List, right: _List) -> Difference:
    both, more = left.members & right.members, left.members ^ right.members
    message = "a list with more members: " + ", ".join(sorted(member.removeprefix("name ") for member in more))
    ends = Piece(left.span, left.variant), Piece(right.span, right.variant)
    reason = "one list holds the whole other"
    return Difference(" + ".join(sorted(both)), "precision", *ends, 0.7, (reason,), message)


@dataclass(frozen=True, slots=True)
class _List:
    span: Span
    members: frozenset[str]
    kinds: bool  # of one thing: "voice and video calls"; otherwise names

    @property
    def variant(self) -> str:
        return " + ".join(sorted(self.members))


@lru_cache(maxsize=REMEMBERED)
def _lists(side: Said) -> tuple[_List, ...]:
    """Names joined by commas and "and", and the kinds of one thing: "voice and video calls"."""
    return (*_joined(side), *_kinds_of(side))


def _joined(side: Said) -> Iterator[_List]:
    names = [t for t in tokens(side) if is_name(t)]
    run: list[Token] = []
    for name in [*names, None]:
        if name and run and _between(run[-1].span, name.span, side):
            run.append(name)
            continue
        if run:
            span = Span(run[0].span.start, run[-1].span.end)
            yield _List(span, frozenset(t.key for t in run), kinds=False)
        run = [name] if name else []


def _between(one: Span, other: Span, side: Said) -> bool:
    """Whether only a comma and "and" stand between two members, apart from a title."""
    inside = [w.folded for w in side.words if one.end <= w.span.start and w.span.end <= other.start]
    gap = side.article.text[one.end : other.start]
    joined = "," in gap or "and" in inside or "or" in inside
    return joined and len(inside) <= _APART and not any(mark in gap for mark in ";:—–()")


def _kinds_of(side: Said) -> Iterator[_List]:
    """ "voice and video calls": two kinds before one plural; "video calls": one."""
    row = side.words
    for at, head in enumerate(row):
        if at == 0 or not head.folded.endswith("s") or head.folded in stops() or len(head.folded) < 4:
            continue
        kind = row[at - 1]
        if kind.folded in stops() or side.article.text[kind.span.end : head.span.start].strip():
            continue
        members = {f"{kind.stem} {head.stem}"}
        start = kind.span.start
        if at >= 3 and row[at - 2].folded in ("and", "or") and row[at - 3].folded not in stops():
            members.add(f"{row[at - 3].stem} {head.stem}")
            start = row[at - 3].span.start
        yield _List(Span(start, head.span.end), frozenset(members), kinds=True)


RULES = (
    Rule("ENT002", "entity", "another list of participants", {"conflict": "error", "precision": "note"}, check_lists),
)

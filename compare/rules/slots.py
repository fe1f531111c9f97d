"""Word alignment inside a linked pair: what both sides say, and what stands for what between it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz.distance import Indel

from compare.rules.base import REMEMBERED, Both, Said
from compare.tables import table
from compare.text import Word, fold, words
from compare.values import DateValue, Detail, NameValue, NumberValue, Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word that matters, or the words of one name, number or date; equal keys say the same."""

    span: Span
    key: str
    detail: Detail | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """What one side has and the other has instead, or lacks, between two shared tokens (None at either end).

    `before` and `after` are tokens of the side whose article comes first.
    """

    left: tuple[Token, ...]
    right: tuple[Token, ...]
    before: Token | None
    after: Token | None


@lru_cache(maxsize=REMEMBERED)
def tokens(side: Said) -> tuple[Token, ...]:
    """The tokens of a sentence in reading order: details whole, other words by stem, function words left out."""
    found: list[Token] = []
    done = 0
    details = [(d, key) for d in side.statement.details if (key := _key(d))]
    for detail, key in sorted(details, key=lambda pair: (pair[0].span.start, -pair[0].span.end)):
        if detail.span.start >= done:
            found.append(Token(detail.span, key, detail))
            done = detail.span.end
    taken = [token.span for token in found]
    plain = (w for w in side.words if w.folded not in stops() and not any(span.overlaps(w.span) for span in taken))
    return tuple(sorted([*found, *(Token(w.span, w.stem) for w in plain)], key=lambda token: token.span))


def _key(detail: Detail) -> str | None:
    match detail.value:
        case NameValue(canonical=canonical, entity=entity):
            return f"name {fold(entity or canonical)}"
        case NumberValue(low=low, high=high, unit=unit):
            return f"number {low:.12g} {high:.12g} {unit}"
        case DateValue(start=start, end=end) if start:
            return f"date {start} {end}"
    return None


@lru_cache(maxsize=REMEMBERED)
def slots(both: Both) -> tuple[Slot, ...]:
    """The stretches between shared tokens in which the sides differ, in reading order; mirrored for a mirrored pair."""
    if both.mirrored:
        found = _slots(tokens(both.right), tokens(both.left))
        return tuple(Slot(slot.right, slot.left, slot.before, slot.after) for slot in found)
    return _slots(tokens(both.left), tokens(both.right))


def _slots(left: tuple[Token, ...], right: tuple[Token, ...]) -> tuple[Slot, ...]:
    shared: list[tuple[int, int]] = [(-1, -1)]
    for code in Indel.opcodes([t.key for t in left], [t.key for t in right]):
        if code.tag == "equal":
            length = code.src_end - code.src_start
            shared += [(code.src_start + n, code.dest_start + n) for n in range(length)]
    shared.append((len(left), len(right)))
    return tuple(
        Slot(left[a + 1 : c], right[b + 1 : d], left[a] if a >= 0 else None, left[c] if c < len(left) else None)
        for (a, b), (c, d) in pairwise(shared)
        if c - a > 1 or d - b > 1
    )


def facing(both: Both) -> frozenset[tuple[Span, Span]]:
    """The spans of every two tokens that stand in one slot."""
    return frozenset((left.span, right.span) for slot in slots(both) for left in slot.left for right in slot.right)


def answered(both: Both, *, right: bool) -> frozenset[Span]:
    """The spans of the tokens of one side that stand in one slot with a token of the other."""
    return frozenset(
        token.span for slot in slots(both) if slot.left and slot.right for token in (slot.right if right else slot.left)
    )


def names_differ(both: Both) -> bool:
    """Whether one name faces another: what is told of the one need not hold of the other."""
    for slot in slots(both):
        left, right = _lone_name(slot.left), _lone_name(slot.right)
        if left and right and left.key not in keys(both.right) and right.key not in keys(both.left):
            return not _stems(left) & _stems(right)
    return False


def _lone_name(row: tuple[Token, ...]) -> Token | None:
    """The one name of a stretch that holds nothing else but numbers."""
    rest = [token for token in row if not (token.detail and token.detail.kind == "number")]
    return rest[0] if len(rest) == 1 and rest[0].detail and rest[0].detail.kind == "name" else None


def _stems(token: Token) -> set[str]:
    return {w.stem for w in words(token.detail.text)} if token.detail else set()


@lru_cache(maxsize=REMEMBERED)
def keys(side: Said) -> frozenset[str]:
    """The keys of all tokens of a sentence, and the stems of all its words."""
    return frozenset(token.key for token in tokens(side)) | frozenset(word.stem for word in side.words)


@cache
def stops() -> frozenset[str]:
    """Function words and words of saying: they anchor nothing."""
    return frozenset(table("rules")["stops"])


@lru_cache(maxsize=REMEMBERED)
def content(side: Said, span: Span) -> tuple[Word, ...]:
    """The words of a span that matter."""
    return tuple(w for w in words_in(side, span) if w.folded not in stops())


@lru_cache(maxsize=REMEMBERED)
def content_stems(side: Said, span: Span) -> frozenset[str]:
    """The stems of the words of a span that matter."""
    return frozenset(w.stem for w in content(side, span))


def words_in(side: Said, span: Span) -> tuple[Word, ...]:
    """The words that lie wholly inside a span."""
    starts, ends = _bounds(side)
    return side.words[bisect_left(starts, span.start) : bisect_right(ends, span.end)]


def words_beside(side: Said, span: Span, reach: int) -> tuple[Word, ...]:
    """Up to `reach` words before a span and as many after it."""
    starts, ends = _bounds(side)
    before, after = bisect_right(ends, span.start), bisect_left(starts, span.end)
    return side.words[max(0, before - reach) : before] + side.words[after : after + reach]


@lru_cache(maxsize=REMEMBERED)
def _bounds(side: Said) -> tuple[list[int], list[int]]:
    """Where the words of a side begin and end."""
    return [w.span.start for w in side.words], [w.span.end for w in side.words]

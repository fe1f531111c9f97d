"""Rules about plain contradictions: one word here, its opposite, or another ordinal, in the same place there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from compare.rules.base import REMEMBERED, Both, Difference, Pair, Piece, Rule, Said, moved, once
from compare.rules.confidence import covered
from compare.rules.slots import Slot, Token, keys, slots, tokens, words_beside
from compare.tables import table
from compare.text import Word, fold
from compare.values import NumberValue, Span

_SURE = 0.6  # share of the shorter sentence that both must have before two words stand for one another
_ALIKE = 0.75  # the same before one word may be denied by one side
_SURE_LINK = 0.5  # score of a link under which the two may tell of two acts
_BEFORE = 3  # words before an ordinal
_NEGATED = 3  # words around one of the two in which a "not" makes both say the same


def check_opposite(pair: Pair) -> Iterator[Difference]:
    """One outlet says the opposite of what another says, or denies it.

    Fires: "the court upheld the ban" against "the court overturned the ban"; "pleaded not guilty" against "pleaded
    guilty"; "no one was hurt" against "four people were hurt".
    Does not fire: "did not accept the offer" against "rejected the offer"; opposites of which one sentence has both;
    "rose 3 percent" against "fell 3 percent", which differ in the number.
    """
    if pair.link.score >= _SURE_LINK:
        yield from moved(_opposed(pair.both), pair)


def check_order(pair: Pair) -> Iterator[Difference]:
    """Another place in a row is given.

    Fires: "is the second woman to lead the party" against "is the third woman to lead the party".
    Does not fire: "first" against "last"; "the first suspect was arrested" against "the second suspect was arrested",
    who are two; ordinals of which one sentence has both.
    """
    if pair.link.score >= _SURE_LINK:
        yield from moved(_ranked(pair.both), pair)


@once
def _opposed(both: Both) -> Iterator[Difference]:
    yield from _refused(both)
    for slot, left, right in _exchanged(both):
        one, other = _word(left, both.left), _word(right, both.right)
        negated = _negated(left, both.left) or _negated(right, both.right)
        if not negated and not _moves_a_number(slot) and any(other in row for row in _opposites().get(one, ())):
            yield _difference(left, right, both, "one says the opposite of the other")


def _refused(both: Both) -> Iterator[Difference]:
    """A word that both have, with a "not" or "nobody" of one side before it: "pleaded not guilty"."""
    if covered(both) < _ALIKE:
        return
    theirs = {word.stem: word for word in _once_said(both.right)}
    for left in _once_said(both.left):
        right = theirs.get(left.stem)
        here, there = _denial(left, both.left), _denial(right, both.right) if right else None
        if right and (here is None) != (there is None):
            pieces = _denied(left, here), _denied(right, there)
            reasons = ("the same word among the same words",)
            message = "one denies what the other says"
            yield Difference(left.stem, "conflict", *pieces, 0.8, reasons, message, evolving=True)


def _denied(word: Word, denial: Span | None) -> Piece:
    return Piece(denial or word.span, f"not {word.stem}" if denial else word.stem)


@lru_cache(maxsize=REMEMBERED)
def _once_said(side: Said) -> tuple[Word, ...]:
    """The plain words that stand once in a sentence, outside of quotations and of claims that CER001 compares."""
    counts = Counter(word.stem for word in side.words)
    taken = [d.span for d in side.statement.details if d.kind in ("certainty", "quote")]
    plain = {token.span for token in tokens(side) if token.detail is None}
    once_ = (w for w in side.words if w.span in plain and counts[w.stem] == 1)
    return tuple(w for w in once_ if not any(span.overlaps(w.span) for span in taken))


def _denial(word: Word, side: Said) -> Span | None:
    """From the "not" or the "nobody" that turns a word round to the word itself."""
    names = table("rules")["opposites"]
    row = [w for w in side.words if w.span.end <= word.span.start]
    while row and row[-1].folded in names["between"]:
        row.pop()
    if row and (row[-1].folded in names["nots"] or [w.folded for w in row[-2:]] in names["instead"]):
        return Span(row[-1].span.start, word.span.end)
    while row and row[-1].folded in names["being"]:
        row.pop()
    last = [w.folded for w in row[-2:]]
    size = 1 if last and last[-1] in names["nobody"] else 2 if last == ["no", "one"] else 0
    return Span(row[-size].span.start, word.span.end) if size else None


@once
def _ranked(both: Both) -> Iterator[Difference]:
    for slot, left, right in _exchanged(both):
        ranked = {_word(left, both.left), _word(right, both.right)} <= _ordinals() and slot.after is not None
        if ranked and _is_rank(left, both.left) and _is_rank(right, both.right):
            yield _difference(left, right, both, "another place in a row")


def _exchanged(both: Both) -> Iterator[tuple[Slot, Token, Token]]:
    """One plain word of each side that alone faces the other, in sentences that are much the same."""
    if covered(both) < _SURE:
        return
    for slot in slots(both):
        left, right = _lone(slot.left, both.right), _lone(slot.right, both.left)
        if left and right:
            yield slot, left, right


def _is_rank(token: Token, side: Said) -> bool:
    """Whether an ordinal tells a rank rather than which one is meant: "was the second", "for the second time"."""
    before = [w.folded for w in side.words if w.span.end <= token.span.start][-_BEFORE:]
    after = next((w.folded for w in side.words if w.span.start >= token.span.end), "")
    ranks = table("rules")["opposites"]
    return (after in ranks["times"] and "for" in before) or any(word in ranks["being"] for word in before)


def _lone(row: tuple[Token, ...], there: Said) -> Token | None:
    """The one plain word of a stretch, which the other sentence does not have."""
    return row[0] if len(row) == 1 and row[0].detail is None and row[0].key not in keys(there) else None


def _moves_a_number(slot: Slot) -> bool:
    detail = slot.after.detail if slot.after else None
    return detail is not None and isinstance(detail.value, NumberValue) and detail.value.change is not None


def _word(token: Token, side: Said) -> str:
    return fold(token.span.of(side.article.text))


def _negated(token: Token, side: Said) -> bool:
    """Whether a "not" stands close: it would turn one of the two round."""
    return any(w.folded in table("rules")["negations"] for w in words_beside(side, token.span, _NEGATED))


@cache
def _opposites() -> Mapping[str, tuple[frozenset[str], ...]]:
    """The sets of opposites of each word."""
    found: dict[str, tuple[frozenset[str], ...]] = {}
    for one, other in table("rules")["opposites"]["pairs"]:
        for words, against in ((one, other), (other, one)):
            for word in words:
                found[word] = (*found.get(word, ()), frozenset(against))
    return found


@cache
def _ordinals() -> frozenset[str]:
    return frozenset(table("rules")["opposites"]["ordinals"])


def _difference(left: Token, right: Token, both: Both, message: str) -> Difference:
    one, other = _word(left, both.left), _word(right, both.right)
    slot = " / ".join(sorted((one, other)))
    pieces = Piece(left.span, one), Piece(right.span, other)
    return Difference(slot, "conflict", *pieces, 0.8, ("alone between the same words",), message, evolving=True)


RULES = (
    Rule("CER002", "certainty", "the opposite is told", {"conflict": "error"}, check_opposite),
    Rule("NUM002", "number", "another place in a row", {"conflict": "error"}, check_order),
)

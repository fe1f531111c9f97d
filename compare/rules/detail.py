"""Rules about details that one side leaves out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache

from compare.rules.base import REMEMBERED, Difference, Pair, Piece, Rule, Side
from compare.rules.confidence import Candidate, common, ordered, surest
from compare.rules.slots import Token, facing, keys, tokens
from compare.tables import table
from compare.text import Word, words
from compare.values import NameValue, Span

_LEAST = 0.35  # score of a link under which no omission is sure enough
_LONGEST = 16  # words of a clause that is shown in full
_MARKS = frozenset(",;:—–()")
_NOVEL = 0.7  # share of a clause that the other sentence must not have


def check_detail(pair: Pair) -> Iterator[Difference]:
    """A specific detail of a shared fact is left out by one side.

    Fires: "released on Tuesday and signed by nearly 90 teachers" against "signed by nearly 90 teachers".
    Does not fire: a detail that the other sentence gives in other words, or a name it uses in another form.
    """
    yield from surest("DET001", find_details(pair))


def find_details(pair: Pair) -> Iterator[Candidate]:
    """Every detail or clause of one sentence of which the other has next to nothing."""
    if pair.link.score < _LEAST:
        return
    for here, there, flipped in ((pair.left, pair.right, False), (pair.right, pair.left, True)):
        answered = {spans[flipped] for spans in facing(pair)}
        for span, features in _stretches(here, there, frozenset(answered)):
            given = Piece(span, "given: " + " ".join(w.folded for w in here.words if span.covers(w.span)))
            absent = Piece(there.statement.sentence.span, "left out", missing=True)
            pieces = ordered(given, absent, flipped=flipped)
            reason = "the other sentence has nothing like it"
            found = Difference(given.variant, "omission", *pieces, 0.0, (reason,), "a detail that others leave out")
            yield Candidate(found, {**common(pair), **features})


def _stretches(here: Side, there: Side, facing_spans: frozenset[Span]) -> Iterator[tuple[Span, dict[str, float]]]:
    other = keys(there)
    kinds = {d.kind for d in there.statement.details}
    for token in tokens(here):
        if token.detail is None or token.key in other or _partly(token, there):
            continue
        if token.span not in facing_spans or token.detail.kind not in kinds:
            kind = token.detail.kind
            named = f" {token.detail.value.kind}" if isinstance(token.detail.value, NameValue) else ""
            yield token.span, {
                kind + named: 1.0,
                f"{kind} answered": float(kind in kinds),
                "known elsewhere": float(_known(token.span, here, there)),
                **_beside(token.span, here, there),
            }
    for clause in _clauses(here):
        span = Span(clause[0].span.start, clause[-1].span.end)
        inside = [t for t in tokens(here) if span.covers(t.span)]
        novel = sum(t.key not in other for t in inside) / max(1, len(inside))
        if len(inside) >= 2 and novel >= _NOVEL:
            yield span, {
                "clause": 1.0,
                f"opens {_opener(clause[0])}": 1.0,
                "novel": novel,
                "words": len(clause) / _LONGEST,
                "has detail": float(any(t.detail for t in inside)),
                "known elsewhere": float(_known(span, here, there)),
                "quoted": float(any(d.kind == "quote" and d.span.overlaps(span) for d in here.statement.details)),
                **_beside(span, here, there),
            }


def _partly(token: Token, there: Side) -> bool:
    """Whether the other sentence has a word of it: a surname, a part of a date."""
    stems = {w.stem for w in there.words}
    return any(w.stem in stems for w in words(token.detail.text) if len(w.folded) > 1) if token.detail else False


def _known(span: Span, here: Side, there: Side) -> bool:
    inside = [w for w in here.words if span.covers(w.span) and len(w.folded) > 2]
    return bool(inside) and all(w.folded in there.vocabulary for w in inside)


def _beside(span: Span, here: Side, there: Side) -> dict[str, float]:
    """Whether what stands right before and right after is shared."""
    row, other = tokens(here), keys(there)
    first = bisect_left(row, span.end, key=lambda token: token.span.start)
    last = bisect_left(row, span.start, key=lambda token: token.span.start)
    before, after = row[max(0, last - 2) : last], row[first : first + 2]
    return {
        "before shared": sum(t.key in other for t in before) / 2,
        "after shared": sum(t.key in other for t in after) / 2,
        "first": float(not before),
        "last": float(not after),
    }


@lru_cache(maxsize=REMEMBERED)
def _clauses(side: Side) -> tuple[tuple[Word, ...], ...]:
    """Runs of words between commas, dashes and brackets, and those that an opener starts."""
    runs: list[list[Word]] = [[]]
    for word in side.words:
        gap = side.article.text[runs[-1][-1].span.end : word.span.start] if runs[-1] else ""
        if not _MARKS.isdisjoint(gap) or word.folded in _openers():
            runs.append([])
        runs[-1].append(word)
    return tuple(tuple(run) for run in runs if 2 <= len(run) <= _LONGEST)


@cache
def _openers() -> frozenset[str]:
    return frozenset(table("wording")["openers"])


def _opener(word: Word) -> str:
    for kind, listed in table("wording")["opens"].items():
        if word.folded in listed:
            return str(kind)
    return "other"


RULES = (Rule("DET001", "detail", "a detail that others leave out", {"omission": "note"}, check_detail),)

"""Rules about details that one side leaves out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache

from compare.rules.base import REMEMBERED, Both, Difference, Pair, Piece, Rule, Said
from compare.rules.confidence import Ask, Draft, common_of, known, ordered, surest_of
from compare.rules.slots import Token, answered, keys, tokens, words_in
from compare.tables import table
from compare.text import Word, words
from compare.values import Detail, NameValue, Span

LEAST = 0.35  # score of a link under which no omission is sure enough
_LONGEST = 16  # words of a clause that is shown in full
_MARKS = frozenset(",;:—–()")
_NOVEL = 0.7  # share of a clause that the other sentence must not have


def check_detail(pair: Pair) -> Iterator[Difference]:
    """A specific detail of a shared fact is left out by one side.

    Fires: "released on Tuesday and signed by nearly 90 teachers" against "signed by nearly 90 teachers".
    Does not fire: a detail that the other sentence gives in other words, or a name it uses in another form.
    """
    if pair.link.score >= LEAST:
        yield from surest_of("DET001", find_details, pair)


def find_details(both: Both) -> Iterator[Draft]:
    """Every detail or clause of one sentence of which the other has next to nothing."""
    shared = common_of(both)
    for here, there, flipped in ((both.left, both.right, False), (both.right, both.left, True)):
        for span, features in _stretches(here, there, answered(both, right=flipped), right=not flipped):
            given = Piece(span, "given: " + " ".join([w.folded for w in words_in(here, span)]))
            absent = Piece(there.statement.sentence.span, "left out", missing=True)
            pieces = ordered(given, absent, flipped=flipped)
            reason = "the other sentence has nothing like it"
            found = Difference(given.variant, "omission", *pieces, 0.0, (reason,), "a detail that others leave out")
            yield Draft(found, {**shared, **features})


def _stretches(
    here: Said, there: Said, facing_spans: frozenset[Span], *, right: bool
) -> Iterator[tuple[Span, dict[str, float | Ask]]]:
    """The details and clauses of a sentence; the other one stands on the right, or not."""
    for span, features in (*_left_out(here, there, facing_spans), *_novel(here, there)):
        known_there = {"known elsewhere": _known(span, here, right=right)}
        yield span, {**features, **known_there, **_beside(span, here, there)}


def _left_out(here: Said, there: Said, facing_spans: frozenset[Span]) -> Iterator[tuple[Span, dict[str, float]]]:
    """The details of which the other sentence has no word, and which no detail of their kind stands for."""
    other = keys(there)
    kinds = {d.kind for d in there.statement.details}
    for token, detail, stems in _details(here):
        if token.key in other or not stems.isdisjoint(_stems(there)):
            continue
        if token.span not in facing_spans or detail.kind not in kinds:
            named = f" {detail.value.kind}" if isinstance(detail.value, NameValue) else ""
            yield token.span, {detail.kind + named: 1.0, f"{detail.kind} answered": float(detail.kind in kinds)}


def _novel(here: Said, there: Said) -> Iterator[tuple[Span, dict[str, float]]]:
    """The clauses of which the other sentence has next to nothing."""
    other = keys(there)
    quotes = [d.span for d in here.statement.details if d.kind == "quote"]
    for span, clause, inside in _clauses(here):
        novel = sum([t.key not in other for t in inside]) / max(1, len(inside))
        if len(inside) >= 2 and novel >= _NOVEL:
            features = {
                "clause": 1.0,
                f"opens {_opener(clause[0])}": 1.0,
                "novel": novel,
                "words": len(clause) / _LONGEST,
                "has detail": float(any(t.detail for t in inside)),
                "quoted": float(any(quote.overlaps(span) for quote in quotes)),
            }
            yield span, features


@lru_cache(maxsize=REMEMBERED)
def _details(side: Said) -> tuple[tuple[Token, Detail, frozenset[str]], ...]:
    """The details of a sentence with the stems of their words: a surname, a part of a date tells of the whole."""
    found = [(t, t.detail, words(t.detail.text)) for t in tokens(side) if t.detail]
    return tuple((t, detail, frozenset(w.stem for w in row if len(w.folded) > 1)) for t, detail, row in found)


@lru_cache(maxsize=REMEMBERED)
def _stems(side: Said) -> frozenset[str]:
    return frozenset(w.stem for w in side.words)


def _known(span: Span, here: Said, *, right: bool) -> float | Ask:
    inside = _forms(here, span)
    return known(inside, right=right) if inside else 0.0


@lru_cache(maxsize=REMEMBERED)
def _forms(side: Said, span: Span) -> frozenset[str]:
    return frozenset(w.folded for w in words_in(side, span) if len(w.folded) > 2)


def _beside(span: Span, here: Said, there: Said) -> dict[str, float]:
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
def _clauses(side: Said) -> tuple[tuple[Span, tuple[Word, ...], tuple[Token, ...]], ...]:
    """Runs of words between commas, dashes and brackets, and those that an opener starts, with their tokens."""
    runs: list[list[Word]] = [[]]
    for word in side.words:
        gap = side.article.text[runs[-1][-1].span.end : word.span.start] if runs[-1] else ""
        closed = gap != ":" and not _MARKS.isdisjoint(gap)  # "09:40" is one
        if closed or word.folded in _openers():
            runs.append([])
        runs[-1].append(word)
    kept = [(Span(run[0].span.start, run[-1].span.end), tuple(run)) for run in runs if 2 <= len(run) <= _LONGEST]
    return tuple((span, run, tuple(t for t in tokens(side) if span.covers(t.span))) for span, run in kept)


@cache
def _openers() -> frozenset[str]:
    return frozenset(table("wording")["openers"])


def _opener(word: Word) -> str:
    for kind, listed in table("wording")["opens"].items():
        if word.folded in listed:
            return str(kind)
    return "other"


RULES = (Rule("DET001", "detail", "a detail that others leave out", {"omission": "note"}, check_detail),)

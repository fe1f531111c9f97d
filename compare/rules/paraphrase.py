"""The rule about words that are quoted here and put in the outlet's own words there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from compare.rules.base import REMEMBERED, Both, Difference, Pair, Rule, Said, moved, once
from compare.rules.confidence import Ask, Draft, common_of, surest_of
from compare.rules.quote import (
    BRIEF,
    MANY,
    SURE_LINK,
    Words,
    alike,
    around,
    difference_of,
    differs,
    matter,
    modifies,
    plain,
    quotes_of,
    span_of,
)
from compare.values import Span

_LONGEST = 60  # words of a paraphrase at most
_SHORTEST = 3  # words of a quotation that can be put in other words
_AT_END = 4  # characters, such as a mark and a full stop


def check_paraphrase(pair: Pair) -> Iterator[Difference]:
    """Quoted here, put in the outlet's own words there.

    Fires: "we will never leave our homes" against they would never abandon their homes, said without quotation marks;
    "key tools" against primary tools (conflict).
    Does not fire: the same words without marks; a quotation that both outlets give; nothing like it on the other side.
    """
    doubtful = pair.link.score < SURE_LINK
    found = [replace(difference, doubtful=doubtful) for difference in moved(_modified(pair.both), pair)]
    yield from found
    yield from surest_of("QUO002", find_paraphrases, pair, found)


@once
def _modified(both: Both) -> Iterator[Difference]:
    """Two quoted words, of which the other side has the second behind another first, without marks."""
    for here, there, flipped in ((both.left, both.right, False), (both.right, both.left, True)):
        for quote in quotes_of(here):
            span = _other_modifier(quote, here, there) if len(quote) == 2 and not _answered(quote, there) else None
            if span:
                ends = (span, span_of(quote)) if flipped else (span_of(quote), span)
                yield difference_of("conflict", *ends, both, 0.6, "another word before the same noun", quote)


def find_paraphrases(both: Both) -> Iterator[Draft]:
    """Every quotation that the other side does not quote, with the run of words that repeats most of it."""
    for here, there, flipped in ((both.left, both.right, False), (both.right, both.left, True)):
        for quote in quotes_of(here):
            wanted = {w.stem for w in matter(quote)}
            if len(quote) < _SHORTEST or _answered(quote, there):
                continue
            stretch = _stretch(wanted, _unquoted(there), min(2 * len(quote) + 2, _LONGEST))
            if stretch is None or plain(stretch) == plain(quote):
                continue
            ends = (span_of(stretch), span_of(quote)) if flipped else (span_of(quote), span_of(stretch))
            reason = "words of the quotation, without the marks"
            found = difference_of("precision", *ends, both, 0.0, reason, quote)
            shared = len(wanted & {w.stem for w in stretch})
            features: dict[str, float | Ask] = {
                "repeated": shared / max(1, len(wanted)),
                "words": min(shared, MANY) / MANY,
                "brief": float(len(quote) <= BRIEF),
                "quotes there": float(bool(quotes_of(there))),
                "credited there": float(any(d.kind == "attribution" for d in there.statement.details)),
                "whole": float(here.statement.sentence.span.end - span_of(quote).end < _AT_END),
                "known": _known(quote, right=not flipped),
            }
            yield Draft(found, {**common_of(both), **features})


def _known(quote: Words, *, right: bool) -> Ask:
    """The share of the words of a quotation that the article on that side uses."""
    forms = [w.folded for w in matter(quote)]
    return lambda pair: sum(form in pair.side(right=right).vocabulary for form in forms) / max(1, len(forms))


def _answered(quote: Words, there: Said) -> bool:
    """Whether the other side quotes it, or has it word for word."""
    return any(alike(quote, other) for other in quotes_of(there)) or f" {plain(quote)} " in f" {plain(there.words)} "


@lru_cache(maxsize=REMEMBERED)
def _unquoted(side: Said) -> Words:
    spans = [d.span for d in side.statement.details if d.kind == "quote"]
    return tuple(w for w in side.words if not any(span.overlaps(w.span) for span in spans))


def _other_modifier(quote: Words, here: Said, there: Said) -> Span | None:
    near = around(span_of(quote), here)
    for modifier, head in pairwise(_unquoted(there)):
        adjacent = there.article.text[modifier.span.end : head.span.start].isspace()
        if not adjacent or head.folded != quote[1].folded or not (modifies(quote[0]) and modifies(modifier)):
            continue
        if differs(quote[:1], (modifier,)):
            span = Span(modifier.span.start, head.span.end)
            if near & around(span, there):
                return span
    return None


def _stretch(wanted: set[str], unquoted: Words, limit: int) -> Words | None:
    """The shortest run of at most `limit` words with as many of the wanted stems as any run has."""
    places = [at for at, word in enumerate(unquoted) if word.stem in wanted]
    best: tuple[int, int, int, int] | None = None
    for start, first in enumerate(places):
        kinds: set[str] = set()
        for last in places[start : bisect_left(places, first + limit)]:
            kinds.add(unquoted[last].stem)
            rank = (-len(kinds), last - first, first, last)
            best = rank if best is None or rank < best else best
    if best is None or -best[0] < 2:
        return None
    return unquoted[best[2] : best[3] + 1]


RULES: tuple[Rule, ...] = (
    Rule(
        "QUO002",
        "quote",
        "quoted here, paraphrased there",
        {"conflict": "error", "precision": "warning", "omission": "note"},
        check_paraphrase,
    ),
)

"""The rule about words that are quoted here and put in the outlet's own words there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from compare.rules.base import REMEMBERED, Both, Difference, Pair, Rule, Said, moved, once
from compare.rules.confidence import Ask, Draft, common_of, surest_of
from compare.rules.quote import BRIEF, MANY, SURE_LINK, around, difference_of, differs, modifies
from compare.rules.utterances import Words, close, matter, plain, quotes_of, span_of
from compare.rules.voices import credited, is_term, one_name, speaker
from compare.text import Word
from compare.values import Span

_LONGEST = 60  # words of a paraphrase at most
_SHORTEST = 3  # words of a quotation that can be put in other words
_PARAPHRASED = "in other words"
_AT_END = 4  # characters, such as a mark and a full stop


def check_paraphrase(pair: Pair) -> Iterator[Difference]:
    """Quoted here, put in the outlet's own words there.

    Fires: "we will never leave our homes" against they would never leave their homes, said without quotation marks;
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
            other = _other_modifier(quote, here, there) if len(quote) == 2 and not _answered(quote, there) else None
            if other:
                ends = (other, quote) if flipped else (quote, other)
                yield difference_of("conflict", *ends, 0.6, "another word before the same noun", quote)


def find_paraphrases(both: Both) -> Iterator[Draft]:
    """Every quotation that the other side does not quote, with the words that tell most of it."""
    for here, there, flipped in ((both.left, both.right, False), (both.right, both.left, True)):
        for quote in quotes_of(here):
            if len(quote) < _SHORTEST or _answered(quote, there):
                continue
            told = _told(quote, here, there)
            if told is None or plain(told) == plain(quote):
                continue
            ends = (told, quote) if flipped else (quote, told)
            found = difference_of("precision", *ends, 0.0, "words of the quotation, without the marks", quote)
            features: dict[str, float | Ask] = {
                **_features(quote, told, here, there),
                "known": _known(quote, right=not flipped),
            }
            yield Draft(_in_other_words(found, flipped), {**common_of(both), **features})


def _in_other_words(found: Difference, flipped: bool) -> Difference:
    """The same with one variant for whatever is no quotation: two outlets that paraphrase do not differ in that."""
    if flipped:
        return replace(found, left=replace(found.left, variant=_PARAPHRASED))
    return replace(found, right=replace(found.right, variant=_PARAPHRASED))


def _features(quote: Words, told: Words, here: Said, there: Said) -> dict[str, float]:
    wanted = {w.stem for w in matter(quote)}
    repeated = {w.stem for w in told} & wanted
    plain_ones = {w.stem for w in _plain_words(told, there)} & wanted
    said = speaker(quote, here)
    others = credited(there)
    return {
        "repeated": len(repeated) / max(1, len(wanted)),
        "words": min(len(repeated), MANY) / MANY,
        "no names": min(len(plain_ones), MANY) / MANY,
        "only names": float(not plain_ones),
        "brief": float(len(quote) <= BRIEF),
        "term": float(is_term(quote, here)),
        "quotes there": float(bool(quotes_of(there))),
        "credited there": float(any(d.kind == "attribution" for d in there.statement.details)),
        "same speaker": float(said is not None and any(one_name(said, other) for other in others)),
        "other speaker": float(said is not None and bool(others) and not any(one_name(said, o) for o in others)),
        "whole": float(here.statement.sentence.span.end - span_of(quote).end < _AT_END),
    }


def _known(quote: Words, *, right: bool) -> Ask:
    """The share of the words of a quotation that the article on that side uses."""
    forms = [w.folded for w in matter(quote)]
    return lambda pair: sum(form in pair.side(right=right).vocabulary for form in forms) / max(1, len(forms))


def _plain_words(told: Words, side: Said) -> list[Word]:
    """The words that are no part of a name."""
    names = [d.span for d in side.statement.details if d.kind == "name"]
    return [w for w in told if not any(span.covers(w.span) for span in names)]


def _told(quote: Words, here: Said, there: Said) -> Words | None:
    """The run of unquoted words that repeats most of a quotation; else what its speaker is said to have said."""
    limit = min(2 * len(quote) + 2, _LONGEST)
    return _stretch({w.stem for w in matter(quote)}, _unquoted(there), limit)


def _answered(quote: Words, there: Said) -> bool:
    """Whether the other side quotes it, or has it word for word."""
    return any(close(quote, other) for other in quotes_of(there)) or f" {plain(quote)} " in f" {plain(there.words)} "


@lru_cache(maxsize=REMEMBERED)
def _unquoted(side: Said) -> Words:
    spans = [d.span for d in side.statement.details if d.kind == "quote"]
    return tuple(w for w in side.words if not any(span.overlaps(w.span) for span in spans))


def _other_modifier(quote: Words, here: Said, there: Said) -> Words | None:
    near = around(span_of(quote), here)
    for modifier, head in pairwise(_unquoted(there)):
        adjacent = there.article.text[modifier.span.end : head.span.start].isspace()
        if not adjacent or head.folded != quote[1].folded or not (modifies(quote[0]) and modifies(modifier)):
            continue
        if differs(quote[:1], (modifier,)) and near & around(Span(modifier.span.start, head.span.end), there):
            return modifier, head
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
        {"conflict": "warning", "precision": "warning", "omission": "note"},
        check_paraphrase,
    ),
)

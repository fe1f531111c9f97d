"""Rules about quotations: the same utterance in other words; quoted here, paraphrased there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from compare.rules.base import REMEMBERED, Difference, Pair, Piece, Rule, Side
from compare.rules.confidence import Candidate, common, surest
from compare.tables import table
from compare.text import Word, words
from compare.values import Relation, Span

_ALIKE = 75  # of 100: from here on two quotations are of one utterance
_SPELLING = 80  # of 100: from here on two words are one word spelt in two ways
_CUT = 3  # words that one outlet must have left out
_BRIEF = 8  # words up to which a quotation is shown in full
_BESIDE = 5  # words on either side of a short quotation
_LONGEST = 60  # words of a paraphrase at most
_SHORTEST = 3  # words of a quotation that can be put in other words
_MANY = 8  # repeated words from which more of them say no more
_SURE_LINK = 0.5  # score of a link under which two quotations may be two utterances
_NEARBY = 3  # sentences in which a quotation may go on
_AT_END = 4  # characters, such as a mark and a full stop

Words = tuple[Word, ...]


def check_words(pair: Pair) -> Iterator[Difference]:
    """The same utterance is quoted in different words.

    Fires: "these are key tools" against "these are primary tools" (conflict); a quotation of which the other outlet
    leaves out three words or more (precision).
    Does not fire: other punctuation, capitals or spelling; words added in brackets; two different utterances.
    """
    found = list(_reported(pair))
    yield from found
    yield from surest("QUO001", find_parts(pair), found)


def _reported(pair: Pair) -> Iterator[Difference]:
    for left in _quotes(pair.left):
        for right in _quotes(pair.right):
            found = _compared(left, right, pair)
            if found:
                relation, spans, score, reason = found
                difference = _difference(relation, spans[0], spans[1], pair, score, reason)
                yield replace(difference, doubtful=pair.link.score < _SURE_LINK)


def find_parts(pair: Pair) -> Iterator[Candidate]:
    """Every two quotations of one utterance that are not the same to the word."""
    for left in _quotes(pair.left):
        for right in _quotes(pair.right):
            if _text(left) == _text(right) or not _alike(left, right):
                continue
            texts = sorted((_text(left), _text(right)), key=len)
            short, long = sorted((len(left), len(right)))
            found = _difference("precision", _span(left), _span(right), pair, 0.0, "one utterance, not the same words")
            features = {
                "part": float(texts[0] in texts[1]),
                "missing": min(long - short, _MANY) / _MANY,
                "share": short / long,
                "brief": float(short <= _BRIEF),
                "changes": min(len(_changes(left, right)), 3) / 3,
                "other words there": float(_elsewhere(left, pair.right) or _elsewhere(right, pair.left)),
            }
            yield Candidate(found, {**common(pair), **features})


def _elsewhere(quote: Words, side: Side) -> bool:
    """Whether the other article has the words in a sentence that is not this one."""
    own = side.statement.sentence.index
    plain = f" {_text(quote)} "
    near = (s for s in side.elsewhere if 0 < abs(s.sentence.index - own) <= _NEARBY)
    return any(plain in f" {_text(words(s.sentence.text, s.sentence.span.start))} " for s in near)


def check_paraphrase(pair: Pair) -> Iterator[Difference]:
    """Quoted here, put in the outlet's own words there.

    Fires: "we will never leave our homes" against they would never abandon their homes, said without quotation marks;
    "key tools" against primary tools (conflict).
    Does not fire: the same words without marks; a quotation that both outlets give; nothing like it on the other side.
    """
    found = list(_modified(pair))
    yield from found
    yield from surest("QUO002", find_paraphrases(pair), found)


def _modified(pair: Pair) -> Iterator[Difference]:
    """Two quoted words, of which the other side has the second behind another first, without marks."""
    for here, there, flipped in ((pair.left, pair.right, False), (pair.right, pair.left, True)):
        for quote in _quotes(here):
            span = _other_modifier(quote, here, there) if len(quote) == 2 and not _answered(quote, there) else None
            if span:
                ends = (span, _span(quote)) if flipped else (_span(quote), span)
                difference = _difference("conflict", *ends, pair, 0.6, "another word before the same noun", quote)
                yield replace(difference, doubtful=pair.link.score < _SURE_LINK)


def find_paraphrases(pair: Pair) -> Iterator[Candidate]:
    """Every quotation that the other side does not quote, with the run of words that repeats most of it."""
    for here, there, flipped in ((pair.left, pair.right, False), (pair.right, pair.left, True)):
        for quote in _quotes(here):
            wanted = {w.stem for w in _content(quote)}
            if len(quote) < _SHORTEST or _answered(quote, there):
                continue
            stretch = _stretch(wanted, _unquoted(there), min(2 * len(quote) + 2, _LONGEST))
            if stretch is None or _text(stretch) == _text(quote):
                continue
            ends = (_span(stretch), _span(quote)) if flipped else (_span(quote), _span(stretch))
            reason = "words of the quotation, without the marks"
            found = _difference("precision", *ends, pair, 0.0, reason, quote)
            shared = len(wanted & {w.stem for w in stretch})
            features = {
                "repeated": shared / max(1, len(wanted)),
                "words": min(shared, _MANY) / _MANY,
                "brief": float(len(quote) <= _BRIEF),
                "quotes there": float(bool(_quotes(there))),
                "credited there": float(any(d.kind == "attribution" for d in there.statement.details)),
                "whole": float(here.statement.sentence.span.end - _span(quote).end < _AT_END),
                "known": sum(w.folded in there.vocabulary for w in _content(quote)) / max(1, len(_content(quote))),
            }
            yield Candidate(found, {**common(pair), **features})


def _answered(quote: Words, there: Side) -> bool:
    """Whether the other side quotes it, or has it word for word."""
    return any(_alike(quote, other) for other in _quotes(there)) or f" {_text(quote)} " in f" {_text(there.words)} "


def _difference(
    relation: Relation, left: Span, right: Span, pair: Pair, score: float, reason: str, quote: Words = ()
) -> Difference:
    said = _said(left, pair.left), _said(right, pair.right)
    message = "quoted in different words" if not quote else "quoted here, in other words there"
    if relation == "precision" and not quote:
        message = "quoted in part"
    slot = _text(quote) if quote else " / ".join(sorted(said))
    return Difference(slot, relation, Piece(left, said[0]), Piece(right, said[1]), score, (reason,), message)


def _said(span: Span, side: Side) -> str:
    return _text([w for w in side.words if span.covers(w.span)])


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.folded for word in words)


def _span(words: Sequence[Word]) -> Span:
    return Span(words[0].span.start, words[-1].span.end)


@lru_cache(maxsize=REMEMBERED)
def _quotes(side: Side) -> list[Words]:
    """The words of each quotation of two words or more, without those that the outlet put in brackets."""
    spans = [d.span for d in side.statement.details if d.kind == "quote"]
    quotes = [tuple(w for w in side.words if span.covers(w.span) and not _bracketed(w, span, side)) for span in spans]
    return [quote for quote in quotes if len(quote) > 1]


def _bracketed(word: Word, quote: Span, side: Side) -> bool:
    before = side.article.text[quote.start : word.span.start]
    return before.rfind("[") > before.rfind("]")


def _content(words: Sequence[Word]) -> list[Word]:
    return [w for w in words if w.folded not in _stops()]


@cache
def _stops() -> frozenset[str]:
    return frozenset(table("rules")["stops"])


def _alike(left: Words, right: Words) -> bool:
    one, other = _text(left), _text(right)
    return fuzz.ratio(one, other) >= _ALIKE or fuzz.partial_ratio(one, other, score_cutoff=_ALIKE) >= _ALIKE


def _compared(left: Words, right: Words, pair: Pair) -> tuple[Relation, tuple[Span, Span], float, str] | None:
    if _reworded(left, right, pair.left, pair.right):
        return "conflict", (_span(left), _span(right)), 0.7, "another word before the same noun"
    if min(len(_content(left)), len(_content(right))) < 2 or not _alike(left, right):
        return None
    if _masked(left, pair.left) or _masked(right, pair.right):
        return None
    changes = _changes(left, right)
    replaced = [(a, b) for a, b in changes if _differs(left[slice(*a)], right[slice(*b)])]
    if replaced:
        spans = _shown(left, [a for a, _ in replaced]), _shown(right, [b for _, b in replaced])
        if max(len(left), len(right)) <= _BRIEF:
            spans = _span(left), _span(right)
        return "conflict", spans, 0.85, "one utterance, other words"
    turned = _turned(left, right)
    if turned:
        return "conflict", (_span(left), _span(right)), 0.8, f"without “{turned}” it means something else"
    if _truncated(left, right):
        return "precision", (_span(left), _span(right)), 0.8, "one quotation is part of the other"
    return None


def _changes(left: Words, right: Words) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The index ranges that replace each other: what stands between two runs of equal stems, on both sides."""
    equal = [(0, 0, 0, 0)]
    for code in Indel.opcodes([w.stem for w in left], [w.stem for w in right]):
        if code.tag == "equal":
            equal.append((code.src_start, code.src_end, code.dest_start, code.dest_end))
    equal.append((len(left), len(left), len(right), len(right)))
    gaps = [((a, b), (c, d)) for (_, a, _, c), (b, _, d, _) in pairwise(equal)]
    return [(one, other) for one, other in gaps if one[0] < one[1] and other[0] < other[1]]


def _differs(left: Words, right: Words) -> bool:
    """Whether a word that matters stands for another one; long blocks are other sentences, not other words."""
    one, other = _content(left), _content(right)
    if not one or not other or max(len(left), len(right)) > _CUT + 1:
        return False
    return not any(_one_word(a, b) for a in one for b in other)


def _one_word(one: Word, other: Word) -> bool:
    """Whether two words are one: spelt differently, shortened ("Sen."), contracted ("gonna") or a figure in letters."""
    same = table("rules")["same"]
    first, second = (same.get(w.folded, w.stem) for w in (one, other))
    short, long = sorted((one.folded, other.folded), key=len)
    return first == second or long.startswith(short) or fuzz.ratio(short, long) >= _SPELLING


def _masked(words_: Words, side: Side) -> bool:
    """Whether the outlet put asterisks or dashes in place of letters."""
    return any(mark in _span(words_).of(side.article.text) for mark in ("**", "--", "__"))


def _shown(words: Words, ranges: list[tuple[int, int]]) -> Span:
    return _span(words[ranges[0][0] : ranges[-1][1]])


def _truncated(left: Words, right: Words) -> bool:
    short, long = sorted((left, right), key=len)
    if len(long) - len(short) < _CUT:
        return False
    rest = iter(w.folded for w in long)
    return all(word.folded in rest for word in short)


def _turned(left: Words, right: Words) -> str | None:
    """The word that turns the meaning, where one side leaves it out in the middle: "not", "unless"."""
    short, long = sorted((left, right), key=len)
    rest = iter(enumerate(long))
    places = [next((at for at, w in rest if w.folded == word.folded), None) for word in short]
    kept = [at for at in places if at is not None]
    if len(kept) < len(short) or len(kept) < _CUT:
        return None
    lost = (w.folded for at, w in enumerate(long) if kept[0] < at < kept[-1] and at not in kept)
    return next((word for word in lost if word in table("rules")["turning"]), None)


def _reworded(left: Words, right: Words, left_side: Side, right_side: Side) -> bool:
    """Two quotations of two words with one head, and a shared word near them: "key tools", "primary tools"."""
    if not len(left) == len(right) == 2 or left[1].stem != right[1].stem or not (_modifies(left[0]) and _modifies(right[0])):
        return False
    return _differs(left[:1], right[:1]) and bool(_around(_span(left), left_side) & _around(_span(right), right_side))


def _around(span: Span, side: Side) -> set[str]:
    before = [w for w in side.words if w.span.end <= span.start][-_BESIDE:]
    after = [w for w in side.words if w.span.start >= span.end][:_BESIDE]
    return {w.stem for w in _content(before + after)}


@lru_cache(maxsize=REMEMBERED)
def _unquoted(side: Side) -> Words:
    spans = [d.span for d in side.statement.details if d.kind == "quote"]
    return tuple(w for w in side.words if not any(span.overlaps(w.span) for span in spans))


def _modifies(word: Word) -> bool:
    """Whether a word may stand before a noun to tell more of it; adverbs and verbs do not."""
    return not word.folded.endswith(("ly", "ed", "ing"))


def _other_modifier(quote: Words, here: Side, there: Side) -> Span | None:
    near = _around(_span(quote), here)
    for modifier, head in pairwise(_unquoted(there)):
        adjacent = there.article.text[modifier.span.end : head.span.start].isspace()
        if not adjacent or head.folded != quote[1].folded or not (_modifies(quote[0]) and _modifies(modifier)):
            continue
        if _differs(quote[:1], (modifier,)):
            span = Span(modifier.span.start, head.span.end)
            if near & _around(span, there):
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
        "QUO001",
        "quote",
        "the same utterance in different words",
        {"conflict": "error", "precision": "warning", "omission": "note"},
        check_words,
    ),
    Rule(
        "QUO002",
        "quote",
        "quoted here, paraphrased there",
        {"conflict": "error", "precision": "warning", "omission": "note"},
        check_paraphrase,
    ),
)

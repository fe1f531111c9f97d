"""Rules about quotations: the same utterance in other words; quoted here, paraphrased there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from compare.rules.base import REMEMBERED, Both, Difference, Pair, Piece, Rule, Said, Side, moved, once
from compare.rules.confidence import Ask, Draft, common_of, surest_of
from compare.rules.slots import words_beside, words_in
from compare.tables import table
from compare.text import Word, words
from compare.values import Relation, Span

_ALIKE = 75  # of 100: from here on two quotations are of one utterance
_SPELLING = 80  # of 100: from here on two words are one word spelt in two ways
_CUT = 3  # words that one outlet must have left out
_CUT_WITHIN = 2  # the same, where both begin and end alike
BRIEF = 8  # words up to which a quotation is shown in full
_BESIDE = 5  # words on either side of a short quotation
MANY = 8  # repeated words from which more of them say no more
SURE_LINK = 0.5  # score of a link under which two quotations may be two utterances
_NEARBY = 3  # sentences in which a quotation may go on

Words = tuple[Word, ...]


def check_words(pair: Pair) -> Iterator[Difference]:
    """The same utterance is quoted in different words.

    Fires: "these are key tools" against "these are primary tools" (conflict); a quotation of which the other outlet
    leaves out three words or more (precision).
    Does not fire: other punctuation, capitals or spelling; words added in brackets; two different utterances.
    """
    found = list(_reported(pair))
    yield from found
    yield from surest_of("QUO001", find_parts, pair, found)


def _reported(pair: Pair) -> Iterator[Difference]:
    for difference, elsewhere in _differing(pair.both):
        if difference.relation != "conflict" or not elsewhere(pair):
            yield from moved([replace(difference, doubtful=pair.link.score < SURE_LINK)], pair)


@once
def _differing(both: Both) -> Iterator[tuple[Difference, Ask]]:
    """Two quotations that differ, and whether an article has the other's words elsewhere."""
    for left in quotes_of(both.left):
        for right in quotes_of(both.right):
            found = _compared(left, right, both)
            if found:
                relation, spans, score, reason = found
                difference = difference_of(relation, spans[0], spans[1], both, score, reason)
                yield difference, _either_elsewhere(left, right)


def find_parts(both: Both) -> Iterator[Draft]:
    """Every two quotations of one utterance that are not the same to the word."""
    for left in quotes_of(both.left):
        for right in quotes_of(both.right):
            masked = _masked(left, both.left) or _masked(right, both.right)
            if masked or _same_words(left, right) or not alike(left, right):
                continue
            texts = sorted((plain(left), plain(right)), key=len)
            short, long = sorted((len(left), len(right)))
            found = difference_of("precision", span_of(left), span_of(right), both, 0.0, "one utterance in part")
            features: dict[str, float | Ask] = {
                "part": float(texts[0] in texts[1]),
                "missing": min(long - short, MANY) / MANY,
                "share": short / long,
                "brief": float(short <= BRIEF),
                "changes": min(len(_changes(left, right)), 3) / 3,
                "other words there": _either_elsewhere(left, right),
            }
            yield Draft(found, {**common_of(both), **features})


def _same_words(left: Words, right: Words) -> bool:
    """Whether the words are the same, but for short forms ("gonna", "Sen.") and figures in letters."""
    written = table("rules")["written"]
    one, other = (" ".join(written.get(w.folded, w.folded) for w in side) for side in (left, right))
    return one == other


def _either_elsewhere(left: Words, right: Words) -> Ask:
    """Whether an article has the quotation of the other side in a sentence that is not this one."""
    return lambda pair: float(_elsewhere(left, pair.right) or _elsewhere(right, pair.left))


def _elsewhere(quote: Words, side: Side) -> bool:
    """Whether the other article has the words in a sentence that is not this one."""
    own = side.statement.sentence.index
    wanted = f" {plain(quote)} "
    near = (s for s in side.elsewhere if 0 < abs(s.sentence.index - own) <= _NEARBY)
    return any(wanted in f" {plain(words(s.sentence.text, s.sentence.span.start))} " for s in near)


def difference_of(
    relation: Relation, left: Span, right: Span, both: Both, score: float, reason: str, quote: Words = ()
) -> Difference:
    said = _said(left, both.left), _said(right, both.right)
    message = "quoted in different words" if not quote else "quoted here, in other words there"
    if relation == "precision" and not quote:
        message = "quoted in part"
    slot = plain(quote) if quote else "utterance"  # what shares a quotation is about one utterance
    return Difference(slot, relation, Piece(left, said[0]), Piece(right, said[1]), score, (reason,), message)


def _said(span: Span, side: Said) -> str:
    return plain(words_in(side, span))


def plain(words: Sequence[Word]) -> str:
    return " ".join([word.folded for word in words])


def span_of(words: Sequence[Word]) -> Span:
    return Span(words[0].span.start, words[-1].span.end)


@lru_cache(maxsize=REMEMBERED)
def quotes_of(side: Said) -> list[Words]:
    """The words of each quotation of two words or more, without those that the outlet put in brackets."""
    spans = [d.span for d in side.statement.details if d.kind == "quote"]
    quotes = [tuple(w for w in side.words if span.covers(w.span) and not _bracketed(w, span, side)) for span in spans]
    return [quote for quote in quotes if len(quote) > 1]


def _bracketed(word: Word, quote: Span, side: Said) -> bool:
    before = side.article.text[quote.start : word.span.start]
    return before.rfind("[") > before.rfind("]")


def matter(words: Sequence[Word]) -> list[Word]:
    return [w for w in words if w.folded not in _stops()]


@cache
def _stops() -> frozenset[str]:
    return frozenset(table("rules")["stops"])


def alike(left: Words, right: Words) -> bool:
    one, other = plain(left), plain(right)
    return fuzz.ratio(one, other) >= _ALIKE or fuzz.partial_ratio(one, other, score_cutoff=_ALIKE) >= _ALIKE


def _compared(left: Words, right: Words, both: Both) -> tuple[Relation, tuple[Span, Span], float, str] | None:
    if _reworded(left, right, both.left, both.right):
        return "conflict", (span_of(left), span_of(right)), 0.7, "another word before the same noun"
    if min(len(matter(left)), len(matter(right))) < 2 or not alike(left, right):
        return None
    if _same_words(left, right) or _masked(left, both.left) or _masked(right, both.right):
        return None
    changes = _changes(left, right)
    replaced = [(a, b) for a, b in changes if differs(left[slice(*a)], right[slice(*b)])]
    if replaced:
        spans = _shown(left, [a for a, _ in replaced]), _shown(right, [b for _, b in replaced])
        if min(len(left), len(right)) <= BRIEF and max(len(left), len(right)) <= 2 * BRIEF:
            spans = span_of(left), span_of(right)
        return "conflict", spans, 0.85, "one utterance, other words"
    turned = _turned(left, right)
    if turned:
        return "conflict", (span_of(left), span_of(right)), 0.8, f"without “{turned}” it means something else"
    if _truncated(left, right):
        return "precision", (span_of(left), span_of(right)), 0.8, "one quotation is part of the other"
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


def differs(left: Words, right: Words) -> bool:
    """Whether a word that matters stands for another one; long blocks are other sentences, not other words."""
    one, other = matter(left), matter(right)
    if not one or not other or max(len(left), len(right)) > _CUT + 1:
        return False
    return not any(_one_word(a, b) for a in one for b in other)


def _one_word(one: Word, other: Word) -> bool:
    """Whether two words are one: spelt differently, shortened ("Sen."), contracted ("gonna") or a figure in letters."""
    written = table("rules")["written"]
    first, second = (written.get(w.folded, w.stem) for w in (one, other))
    short, long = sorted((one.folded, other.folded), key=len)
    return first == second or long.startswith(short) or fuzz.ratio(short, long) >= _SPELLING


def _masked(words_: Words, side: Said) -> bool:
    """Whether the outlet put asterisks or dashes in place of letters."""
    return any(mark in span_of(words_).of(side.article.text) for mark in ("**", "--", "__"))


def _shown(words: Words, ranges: list[tuple[int, int]]) -> Span:
    return span_of(words[ranges[0][0] : ranges[-1][1]])


def _truncated(left: Words, right: Words) -> bool:
    short, long = sorted((left, right), key=len)
    least = _CUT if short[0].folded != long[0].folded or short[-1].folded != long[-1].folded else _CUT_WITHIN
    if len(long) - len(short) < least:
        return False
    rest = iter(w.folded for w in long)
    return all(word.folded in rest for word in short)


def _turned(left: Words, right: Words) -> str | None:
    """The word that turns the meaning, where one side leaves it out in the middle: "not", "unless"."""
    short, long = sorted((left, right), key=len)
    if f" {plain(short)} " in f" {plain(long)} ":
        return None
    rest = iter(enumerate(long))
    places = [next((at for at, w in rest if w.folded == word.folded), None) for word in short]
    kept = [at for at in places if at is not None]
    if len(kept) < len(short) or len(kept) < _CUT:
        return None
    lost = (w.folded for at, w in enumerate(long) if kept[0] < at < kept[-1] and at not in kept)
    return next((word for word in lost if word in table("rules")["turning"]), None)


def _reworded(left: Words, right: Words, left_side: Said, right_side: Said) -> bool:
    """Two quotations of two words with one head, and a shared word near them: "key tools", "primary tools"."""
    if not len(left) == len(right) == 2 or left[1].stem != right[1].stem:
        return False
    if not (modifies(left[0]) and modifies(right[0])):
        return False
    return differs(left[:1], right[:1]) and bool(around(span_of(left), left_side) & around(span_of(right), right_side))


def around(span: Span, side: Said) -> set[str]:
    return {w.stem for w in matter(words_beside(side, span, _BESIDE))}


def modifies(word: Word) -> bool:
    """Whether a word may stand before a noun to tell more of it; adverbs and verbs do not."""
    return not word.folded.endswith(("ly", "ed", "ing"))


RULES: tuple[Rule, ...] = (
    Rule(
        "QUO001",
        "quote",
        "the same utterance in different words",
        {"conflict": "error", "precision": "warning", "omission": "note"},
        check_words,
    ),
)

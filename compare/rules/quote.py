"""Rules about quotations: the same utterance in other words; quoted here, paraphrased there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from compare.rules.base import Difference, Pair, Piece, Rule, Said, Side, once
from compare.rules.confidence import Candidate, common, surest
from compare.rules.slots import words_beside
from compare.rules.utterances import (
    Words,
    alike,
    close,
    elsewhere,
    matter,
    plain,
    quotes_of,
    same_core,
    same_words,
    shared_matter,
    shared_words,
    span_of,
    trimmed,
    unequal,
    written,
)
from compare.rules.voices import is_term, one_speaker, two_speakers
from compare.tables import table
from compare.text import Word
from compare.values import Relation, Span

_SPELLING = 80  # of 100: from here on two words are one word spelt in two ways
_CUT = 3  # words that stand for others at most, and that are left of a quotation whose meaning is turned
_TIMES = 3  # times the words of a fragment
_LETTERS = 3  # from more of them on, two runs of letters are no chance
_SMALL = 2  # words more on one side, up to which a difference is shown without the rest of the quotation
_FEW = 4  # words from which a quotation is seldom a mere term
BRIEF = 8  # words up to which a quotation is shown in full
_BESIDE = 5  # words on either side of a short quotation
MANY = 8  # repeated words from which more of them say no more
SURE_LINK = 0.5  # score of a link under which two quotations may be two utterances


def check_words(pair: Pair) -> Iterator[Difference]:
    """The same utterance is quoted in different words.

    Fires: "these are key tools" against "these are primary tools" (conflict); a quotation of which the other outlet
    gives a part, or gives it not word for word (precision).
    Does not fire: other punctuation, capitals or spelling; words added in brackets; two different utterances; what
    the other outlet quotes in its next sentence, or behind "he said".
    """
    found = list(_reported(pair))
    yield from found
    yield from surest("QUO001", find_parts(pair), found)


@once
def _utterances(pair: Pair) -> Iterator[tuple[Words, Words]]:
    """Every quotation against every one of the other side, without what the other quotes in another sentence."""
    for left in quotes_of(pair.left):
        for right in quotes_of(pair.right):
            if alike(left, right) and not same_words(left, right):
                yield trimmed(left, right, (pair.left, pair.right))
            else:
                yield left, right


def _reported(pair: Pair) -> Iterator[Difference]:
    for left, right in _utterances(pair):
        found = _compared(left, right, pair)
        if found is None or two_speakers(left, right, (pair.left, pair.right)):
            continue
        relation, shown, score, reason = found
        if relation == "conflict" and (elsewhere(left, pair.right) or elsewhere(right, pair.left)):
            continue
        difference = difference_of(relation, *shown, score, reason)
        yield replace(difference, doubtful=pair.link.score < SURE_LINK)


def find_parts(pair: Pair) -> Iterator[Candidate]:
    """Every two quotations of one utterance that are not the same to the word."""
    sides = pair.left, pair.right
    for left, right in _utterances(pair):
        if same_words(left, right) or not alike(left, right) or two_speakers(left, right, sides):
            continue
        if _masked(left, pair.left) or _masked(right, pair.right) or _spelt_otherwise(left, right, sides):
            continue
        if _are_terms(left, right):
            continue
        part = _is_part(left, right)
        reason = "one quotation is part of the other" if part else "one utterance, not word for word"
        found = difference_of("precision", *_shortest(left, right), 0.0, reason)
        if not part:
            found = replace(found, message="not quoted word for word")
        yield Candidate(found, {**common(pair), **_features(left, right, sides), "part": float(part)})


def _is_part(left: Words, right: Words) -> bool:
    short, long = sorted((plain(left), plain(right)), key=len)
    return f" {short} " in f" {long} "


def _spelt_otherwise(left: Words, right: Words, sides: tuple[Side, Side]) -> bool:
    """Whether nothing differs but the spelling of names, which NAM002 tells, or blanks between their words."""
    pairs = [(left[slice(*r.left)], right[slice(*r.right)]) for r in unequal(left, right)]
    return bool(pairs) and all(_run_together(a, b) or _misspelt(a, b, sides) for a, b in pairs)


def _misspelt(left: Words, right: Words, sides: tuple[Side, Side]) -> bool:
    if not len(left) == len(right) == 1 or fuzz.ratio(left[0].folded, right[0].folded) < _SPELLING:
        return False
    return all(s.article.text[w.span.start].isupper() for w, s in zip((left[0], right[0]), sides, strict=True))


def _features(left: Words, right: Words, sides: tuple[Side, Side]) -> dict[str, float]:
    short, long = sorted((len(left), len(right)))
    other = elsewhere(left, sides[1]) or elsewhere(right, sides[0])
    return {
        "missing": min(long - short, MANY) / MANY,
        "share": short / long,
        "brief": float(short <= BRIEF),
        "few words": min(short, _FEW) / _FEW,
        "other words there": float(other),
        "told": float(other and not _is_part(left, right)),
        "one speaker": float(one_speaker(left, right, sides)),
        "same core": float(same_core(left, right)),
        "shared words": shared_words(left, right),
        "shared matter": shared_matter(left, right),
        "term": float(is_term(left, sides[0]) or is_term(right, sides[1])),
    }


def difference_of(
    relation: Relation, left: Words, right: Words, score: float, reason: str, quote: Words = ()
) -> Difference:
    """The difference of two runs of words; `quote` where one of them is a quotation and the other is none."""
    pieces = Piece(span_of(left), plain(left)), Piece(span_of(right), plain(right))
    message = "quoted in different words" if not quote else "quoted here, in other words there"
    if relation == "precision" and not quote:
        message = "quoted in part"
    slot = plain(quote) if quote else "utterance"  # what shares a quotation is about one utterance
    return Difference(slot, relation, *pieces, score, (reason,), message)


def _shortest(left: Words, right: Words) -> tuple[Words, Words]:
    """The words that differ with one word on either side, where that is far less than a long quotation; else all."""
    stretches = unequal(left, right)
    if not stretches:
        return left, right
    starts = min(r.left[0] for r in stretches), min(r.right[0] for r in stretches)
    ends = max(r.left[1] for r in stretches), max(r.right[1] for r in stretches)
    shown = left[max(0, starts[0] - 1) : ends[0] + 1], right[max(0, starts[1] - 1) : ends[1] + 1]
    long = max(len(left), len(right)) > BRIEF
    if abs(len(left) - len(right)) > _SMALL:
        return left, right
    return shown if long and all(shown) and max(map(len, shown)) <= BRIEF else (left, right)


def _compared(left: Words, right: Words, pair: Pair) -> tuple[Relation, tuple[Words, Words], float, str] | None:
    if _reworded(left, right, pair.left, pair.right):
        return "conflict", (left, right), 0.7, "another word before the same noun"
    if min(len(matter(left)), len(matter(right))) < 2 or not close(left, right) or _is_fragment(left, right):
        return None
    if same_core(left, right) or _masked(left, pair.left) or _masked(right, pair.right):
        return None
    changes = _changes(left, right)
    differing = [(a, b) for a, b in changes if differs(left[slice(*a)], right[slice(*b)])]
    replaced = [(a, b) for a, b in differing if not _moved(left, right, a, b)]
    if replaced:
        shown = _shown(left, [a for a, _ in replaced]), _shown(right, [b for _, b in replaced])
        if min(len(left), len(right)) <= BRIEF and max(len(left), len(right)) <= 2 * BRIEF:
            shown = left, right
        return "conflict", shown, 0.85, "one utterance, other words"
    turned = _turned(left, right)
    if turned:
        return "conflict", (left, right), 0.8, f"without “{turned}” it means something else"
    return None


def _is_fragment(left: Words, right: Words) -> bool:
    """Whether a few words face a whole sentence: what they share may be chance."""
    short, long = sorted((len(left), len(right)))
    return (short <= _CUT and long > _TIMES * short) or _are_terms(left, right)


def _are_terms(left: Words, right: Words) -> bool:
    """Whether one is a term of two words that the other does not hold, with another head: "phased cancellation"."""
    short, long = sorted((left, right), key=len)
    return len(short) == 2 and short[-1].stem not in {word.stem for word in long}


def _changes(left: Words, right: Words) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The index ranges that replace each other: what stands between two runs of equal stems, on both sides."""
    equal = [(0, 0, 0, 0)]
    for code in Indel.opcodes([w.stem for w in left], [w.stem for w in right]):
        if code.tag == "equal":
            equal.append((code.src_start, code.src_end, code.dest_start, code.dest_end))
    equal.append((len(left), len(left), len(right), len(right)))
    gaps = [((a, b), (c, d)) for (_, a, _, c), (b, _, d, _) in pairwise(equal)]
    return [(one, other) for one, other in gaps if one[0] < one[1] and other[0] < other[1]]


def _moved(left: Words, right: Words, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether either side has the words of the other in another place."""
    mine, theirs = ({w.stem for w in matter(side[slice(*at)])} for side, at in ((left, one), (right, other)))
    return bool(mine & {w.stem for w in right} or theirs & {w.stem for w in left})


def differs(left: Words, right: Words) -> bool:
    """Whether a word that matters stands for another one; long blocks are other sentences, not other words."""
    one, other = matter(left), matter(right)
    if not one or not other or max(len(left), len(right)) > _CUT + 1 or _run_together(left, right):
        return False
    return not any(_one_word(a, b) for a in one for b in other)


def _run_together(left: Words, right: Words) -> bool:
    """Whether one side only writes the words without blanks: "Ana Lund", "@realAnaLund"."""
    short, long = sorted(("".join(w.folded for w in row) for row in (left, right)), key=len)
    return len(left) != len(right) and len(short) > _LETTERS and short in long


def _one_word(one: Word, other: Word) -> bool:
    """Whether two words are one: spelt differently, shortened ("Sen."), contracted ("gonna") or a figure in letters."""
    first, second = (written(w) if written(w) != w.folded else w.stem for w in (one, other))
    short, long = sorted((one.folded, other.folded), key=len)
    if first[0].isdigit() and second[0].isdigit():
        return first.split()[0] == second.split()[0]  # "2nd" is two words
    same = first == second or one.stem == other.stem
    return same or long.startswith(short) or fuzz.ratio(short, long) >= _SPELLING


def _masked(words_: Words, side: Side) -> bool:
    """Whether the outlet put asterisks or dashes in place of letters."""
    return any(mark in span_of(words_).of(side.article.text) for mark in ("**", "--", "__"))


def _shown(words: Words, ranges: list[tuple[int, int]]) -> Words:
    return words[ranges[0][0] : ranges[-1][1]]


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


def _reworded(left: Words, right: Words, left_side: Side, right_side: Side) -> bool:
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

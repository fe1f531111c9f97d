"""What a sentence quotes, utterance by utterance, and what the sentences around it quote besides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq

from compare.rules.base import REMEMBERED, Said, Side
from compare.rules.slots import stops
from compare.tables import table
from compare.text import Word, words
from compare.values import AttributionValue, Span

_ALIKE = 75  # of 100: from here on two quotations are of one utterance
_WORDS = 0.6  # share of the words of the shorter quotation that the longer must have, in order
_MATTER = 0.4  # the same, of the words that matter
_PAIR = 2  # words of a quotation of which one is enough: "key tools"
_NEARBY = 3  # sentences in which a quotation may go on
_INTERRUPTED = 12  # words between two pieces of one utterance: "the mayor of Orlin told reporters on Monday"
_GOES_ON = (",", "—", "–", "-", ":")  # before the second piece
_MOST = 0.8  # share of the words that matter from which words are told nearby

Words = tuple[Word, ...]


class Range(NamedTuple):
    """A stretch of the words of two utterances, by index; empty on the side that lacks it."""

    left: tuple[int, int]
    right: tuple[int, int]


@lru_cache(maxsize=REMEMBERED)
def quotes_of(side: Said) -> list[Words]:
    """The words of each utterance of two words or more, without those that the outlet put in brackets.

    An utterance that a speaker interrupts ("X," she said, "Y") is one.
    """
    pieces: list[tuple[Span, Words]] = []
    for span in (d.span for d in side.statement.details if d.kind == "quote"):
        found = tuple(w for w in side.words if span.covers(w.span) and not _bracketed(w, span, side))
        if pieces and _interrupted(pieces[-1][0], span, side):
            before, known = pieces.pop()
            span, found = Span(before.start, span.end), known + found
        pieces.append((span, found))
    return [found for _, found in pieces if len(found) > 1]


def _bracketed(word: Word, quote: Span, side: Said) -> bool:
    before = side.article.text[quote.start : word.span.start]
    return before.rfind("[") > before.rfind("]")


def _interrupted(one: Span, other: Span, side: Said) -> bool:
    """Whether nothing but a source and its verb, set off by commas, stands between two quotations."""
    gap = Span(one.end, other.start)
    if gap.end <= gap.start or not gap.of(side.article.text).rstrip().endswith(_GOES_ON):
        return False
    between = sum(gap.covers(w.span) for w in side.words)
    credits = (d.value for d in side.statement.details if isinstance(d.value, AttributionValue))
    told = any(v.source and gap.covers(v.source) and gap.covers(v.cue) for v in credits)
    return told and between <= _INTERRUPTED


def plain(words_: Sequence[Word]) -> str:
    """The folded words with blanks between them."""
    return " ".join([word.folded for word in words_])


def span_of(words_: Sequence[Word]) -> Span:
    """From the first word to the last."""
    return Span(words_[0].span.start, words_[-1].span.end)


def matter(words_: Sequence[Word]) -> list[Word]:
    """The words that are no function words."""
    return [w for w in words_ if w.folded not in stops()]


class Token(NamedTuple):
    """A word as it counts when utterances are compared, and the index of the word it was written as."""

    text: str
    at: int


@lru_cache(maxsize=REMEMBERED)
def tokens(quote: Words) -> tuple[Token, ...]:
    """The words that count: short forms ("gonna", "Sen.", "we're") and figures in letters written out, no fillers."""
    fillers = table("rules")["fillers"]
    parts = ((part, at) for at, word in enumerate(quote) for part in written(word).split())
    return tuple(Token(part, at) for part, at in parts if part not in fillers)


def written(word: Word) -> str:
    """The folded word in American spelling, a short form written out: "senator" for "Sen.", "we are" for "we're"."""
    return _written_out(word.folded)


@lru_cache(maxsize=REMEMBERED)
def _written_out(folded: str) -> str:
    plain_ = folded.replace(".", "") if not folded[:1].isdigit() else folded
    whole = table("rules")["written"].get(plain_)
    if whole:
        return str(whole)
    ending = next((end for end in table("rules")["contracted"] if plain_.endswith(end)), None)
    return plain_.removesuffix(ending) + " " + table("rules")["contracted"][ending] if ending else _american(plain_)


def _american(folded: str) -> str:
    for british, american in table("rules")["spellings"].items():
        folded = re.sub(british, american, folded)
    return folded


def same_words(left: Words, right: Words) -> bool:
    """Whether the words are the same, but for short forms ("gonna", "Sen."), spelling and figures in letters."""
    one, other = ([part for word in quote for part in written(word).split()] for quote in (left, right))
    return one == other


def same_core(left: Words, right: Words) -> bool:
    """Whether the words that count are the same, but for a subject or a joint at either end."""
    return _core(left) == _core(right)


def _core(quote: Words) -> list[str]:
    found = [token.text for token in tokens(quote)]
    loose = table("rules")["loose_ends"]
    while found and found[0] in loose:
        del found[0]
    while found and found[-1] in loose:
        del found[-1]
    return found


def alike(left: Words, right: Words) -> bool:
    """Whether two quotations look like one utterance, or one like a part of the other."""
    one, other = plain(left), plain(right)
    return fuzz.ratio(one, other) >= _ALIKE or fuzz.partial_ratio(one, other, score_cutoff=_ALIKE) >= _ALIKE


def close(left: Words, right: Words) -> bool:
    """Whether two quotations are of one utterance: most of the words of the shorter one stand in the other."""
    least = 1 / _PAIR if min(len(left), len(right)) == _PAIR else _WORDS
    enough = shared_words(left, right) >= least and shared_matter(left, right) >= _MATTER
    return enough and alike(left, right)


def shared_words(left: Words, right: Words) -> float:
    """The share of the words of the shorter utterance that stand in the longer one, in order."""
    return _shared([word.stem for word in left], [word.stem for word in right])


def shared_matter(left: Words, right: Words) -> float:
    """The same, of the words that matter."""
    return _shared([word.stem for word in matter(left)], [word.stem for word in matter(right)])


def _shared(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the shorter row that stands in the longer one, in order."""
    least = min(len(one), len(other))
    return LCSseq.similarity(one, other) / least if least else 1.0


@lru_cache(maxsize=REMEMBERED)
def unequal(left: Words, right: Words) -> tuple[Range, ...]:
    """The stretches in which two utterances are not the same to the word, in reading order."""
    one, other = tokens(left), tokens(right)
    return tuple(
        Range(_words_at(one, a, b, len(left)), _words_at(other, c, d, len(right)))
        for a, b, c, d in _apart([t.text for t in one], [t.text for t in other])
    )


def _words_at(found: Sequence[Token], start: int, end: int, size: int) -> tuple[int, int]:
    """The words of a range of tokens; at the beginning and the end, fillers count with it."""
    if start == end:
        at = 0 if start == 0 else size if start == len(found) else found[start].at
        return at, at
    return 0 if start == 0 else found[start].at, size if end == len(found) else found[end - 1].at + 1


def _apart(one: list[str], other: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """What stands before and behind the one where the other has it in one piece, else between the equal runs."""
    at = _within(one, other)
    if at is not None:
        equal = [(0, at, len(one))]
    elif (at := _within(other, one)) is not None:
        equal = [(at, 0, len(other))]
    else:
        codes = Indel.opcodes(one, other)
        equal = [(c.src_start, c.dest_start, c.src_end - c.src_start) for c in codes if c.tag == "equal"]
    done = 0, 0
    for a, b, size in [*equal, (len(one), len(other), 0)]:
        if done != (a, b):
            yield done[0], a, done[1], b
        done = a + size, b + size


def _within(short: list[str], long: list[str]) -> int | None:
    """Where the words of the one stand in the other, next to each other."""
    last = len(long) - len(short)
    return next((at for at in range(last + 1) if long[at : at + len(short)] == short), None)


def trimmed(left: Words, right: Words, sides: tuple[Side, Side]) -> tuple[Words, Words]:
    """Both utterances without the beginning and the end that the other outlet quotes in another sentence."""
    return _trim(left, right, sides[1]), _trim(right, left, sides[0])


def _trim(quote: Words, other: Words, there: Side) -> Words:
    stretches = unequal(quote, other)
    if not stretches:
        return quote
    start, end = 0, len(quote)
    first, last = stretches[0], stretches[-1]
    if first.left[0] == 0 and _adds(first, other) and _told_near(quote[: first.left[1]], other, there):
        start = first.left[1]
    if last.left[1] == end and _adds(last, other) and _told_near(quote[last.left[0] :], other, there):
        end = max(start, last.left[0])
    while end < len(quote) and end > start and _is_filler(quote[end - 1]):
        end -= 1
    while 0 < start < end and _is_filler(quote[start]):
        start += 1
    return quote[start:end] or quote


def _is_filler(word: Word) -> bool:
    return word.folded in table("rules")["fillers"]


def _adds(stretch: Range, other: Words) -> bool:
    """Whether the other utterance has nothing that matters in place of a stretch."""
    return not matter(other[slice(*stretch.right)])


def _told_near(lost: Words, other: Words, there: Side) -> bool:
    """Whether the article has the words that matter in a quotation around this one."""
    wanted = [w.stem for w in matter(lost)]
    if not wanted:
        return False
    rows = [stems for span, stems in _around(there) if not span.overlaps(span_of(other))]
    told: frozenset[str] = frozenset().union(*rows)
    return sum(stem in told for stem in wanted) >= _MOST * len(wanted)


@lru_cache(maxsize=REMEMBERED)
def _around(side: Side) -> tuple[tuple[Span, frozenset[str]], ...]:
    """The quotations of the sentence and of those around it, with the stems of their words."""
    own = side.statement.sentence.index
    near = (s for s in side.elsewhere if abs(s.sentence.index - own) <= _NEARBY)
    quotes = (d for s in near for d in s.details if d.kind == "quote")
    return tuple((d.span, frozenset(w.stem for w in words(d.text))) for d in quotes)


def elsewhere(quote: Words, side: Side) -> bool:
    """Whether the other article has the words, here or in a sentence nearby."""
    wanted = f" {plain(quote)} "
    return any(wanted in text for text in _texts(side))


@lru_cache(maxsize=REMEMBERED)
def _texts(side: Side) -> tuple[str, ...]:
    own = side.statement.sentence.index
    near = (s for s in side.elsewhere if abs(s.sentence.index - own) <= _NEARBY)
    return tuple(f" {plain(words(s.sentence.text, s.sentence.span.start))} " for s in near)

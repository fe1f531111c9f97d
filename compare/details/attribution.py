"""Attributions: who says it, by which word, and what is said."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from compare.details.base import Draft
from compare.details.line import Line
from compare.details.speakers import after_cue, before_cue, listed, stance_of
from compare.tables import table
from compare.values import AttributionValue, Detail, Span

_MARKS = " \t\u00a0,;:.–—-"
_SHORTEST = 4  # words of a claim before its speaker
_DETOUR = 7  # words that may part a cue from its "that"


class _Cue(NamedTuple):
    """An attribution in a line: the words of cue and source, end exclusive."""

    cue: tuple[int, int]
    source: tuple[int, int] | None
    shared: bool = False  # the source is that of another verb and stands apart from the cue


def find_attributions(draft: Draft) -> tuple[tuple[Detail, ...], ...]:
    """The attributions of each sentence; the detail spans source and cue."""
    text = draft.article.text
    return tuple(
        tuple(_details(Line(text, sentence.span, words), known))
        for sentence, words, known in zip(draft.sentences, draft.words, draft.details, strict=True)
    )


def _details(line: Line, known: Sequence[Detail]) -> Iterator[Detail]:
    quotes = [d.span for d in known if d.kind == "quote"]
    taken = line.span.start
    for cue in _cues(line, known, quotes):
        span = _span(line, *_widest(cue))
        claim = _after(line, span) if cue.shared else _claim(line, span, quotes)
        if span.start >= taken and claim is not None:
            source = _span(line, *cue.source) if cue.source else None
            stance = stance_of(line, cue.source, known)
            value = AttributionValue(source, _span(line, *cue.cue), claim, stance)
            yield Detail("attribution", span, span.of(line.text), value)
            taken = span.end


def _span(line: Line, first: int, last: int) -> Span:
    return Span(line.words[first].span.start, line.words[last - 1].span.end)


def _widest(cue: _Cue) -> tuple[int, int]:
    source = cue.cue if cue.shared or not cue.source else cue.source
    return min(cue.cue[0], source[0]), max(cue.cue[1], source[1])


def _cues(line: Line, known: Sequence[Detail], quotes: Sequence[Span]) -> Iterator[_Cue]:
    last: tuple[int, int] | None = None
    for index, word in enumerate(line.words):
        cue = None
        if word.folded in listed("cues"):
            if not line.capital(index) and not any(quote.covers(word.span) for quote in quotes):
                cue = _verb(line, index, known, quotes, last)
        elif word.folded in listed("anonymous_adverbs"):
            cue = _Cue((index, index + 1), None)
        elif word.folded in _first_words():
            cue = _according(line, index, known)
        if cue:
            last = cue.source or last
            yield cue


@cache
def _first_words() -> dict[str, tuple[tuple[str, ...], ...]]:
    phrases = sorted(tuple(part.split()) for part in table("attribution")["according"].split(","))
    return {first: tuple(p for p in phrases if p[0] == first) for first in sorted({p[0] for p in phrases})}


def _according(line: Line, index: int, known: Sequence[Detail]) -> _Cue | None:
    """ "according to X" """
    for phrase in _first_words()[line.word(index)]:
        end = index + len(phrase)
        if tuple(line.word(i) for i in range(index, end)) == phrase:
            source = after_cue(line, end, known)
            return _Cue((index, end), source) if source else None
    return None


def _verb(
    line: Line, index: int, known: Sequence[Detail], quotes: Sequence[Span], last: tuple[int, int] | None
) -> _Cue | None:
    """The attribution of a verb: its speaker before it, behind it, or the one of the verb before."""
    word, cue = line.word(index), (index, index + 1)
    after_quote = _closes_claim(line, index)
    if word in listed("participles"):
        apart = line.gap(index).strip() in (",", "—", "–")
        last = last or _opening(line, known)
        return _Cue(cue, last, shared=True) if last and apart and _claims(line, index, quotes) else None
    if word in listed("inverted") and after_quote:
        source = _set_off(line, index, known) or after_cue(line, index + 1, known)
        if source:
            return _Cue(cue, source)
    ends = _ends_sentence(line, index) and word not in listed("noun_forms")
    if not (_claims(line, index, quotes) or after_quote or ends):
        return None
    source = before_cue(line, index, known)
    return _Cue(cue, source) if source else _passive(line, index)


def _opening(line: Line, known: Sequence[Detail]) -> tuple[int, int] | None:
    """The name or mention that opens the sentence."""
    for detail in known:
        if detail.kind in ("name", "mention") and detail.span.start == line.words[0].span.start:
            return 0, sum(word.span.start < detail.span.end for word in line.words)
    return None


def _set_off(line: Line, index: int, known: Sequence[Detail]) -> tuple[int, int] | None:
    """A speaker before the verb with something set off between them, where no quotation ends there."""
    quoted = any(c in line.gap(index) for c in "\"”»’'")
    return None if quoted else before_cue(line, index, known)


def _closes_claim(line: Line, index: int) -> bool:
    """Whether a quotation or a clause ends right before the verb."""
    gap = line.gap(index)
    return any(c in gap for c in ',"”’»—–')


def _ends_sentence(line: Line, index: int) -> bool:
    gap = line.gap(index + 1)
    return gap.strip()[:1] in (".", ",", ";", "") and gap not in (" ", "\u00a0")


def _claims(line: Line, index: int, quotes: Sequence[Span]) -> bool:
    """Whether a claim follows the verb."""
    word, after = line.word(index), line.word(index + 1)
    quoted = any(q.start >= line.words[index].span.end for q in quotes)
    if word not in listed("weak"):
        return bool(after) or quoted
    near = any(0 <= q.start - line.words[index].span.end <= len(", that the ") for q in quotes)
    apart = after in listed("adverbial") and "that" in (line.word(i) for i in range(index, index + _DETOUR))
    return near or apart or "that" in (after, line.word(index + 2)) or after in listed("clause_pronouns")


def _passive(line: Line, index: int) -> _Cue | None:
    """ "It is alleged that": nobody is named."""
    auxiliary = line.word(index - 1) in ("is", "was", "been")
    whole = line.word(index - 2) == "it" or line.word(index - 3) == "it"
    return _Cue((index, index + 1), None) if auxiliary and whole else None


def _claim(line: Line, region: Span, quotes: Sequence[Span]) -> Span | None:
    """The words credited: the side that holds a quotation, else what comes before or after."""
    left = _strip(line, Span(line.span.start, region.start))
    right = _after(line, region)
    if left is None or right is None:
        return left or right
    quoted = [side for side in (left, right) if any(q.overlaps(side) for q in quotes)]
    if len(quoted) == 1:
        return quoted[0]
    before = line.text[left.end - 1 : region.start]
    ends = any(c in before for c in ',"”’»')
    return left if ends and (quoted or not _short(line, left)) else right


def _detours(line: Line, first: int) -> bool:
    """Whether a time, place or listener may stand before "that": "told reporters that"."""
    told = line.word(first - 1) in ("told", "tells", "tell", "telling")
    return told or line.word(first) in listed("adverbial")


def _short(line: Line, span: Span) -> bool:
    """Whether the words before are too few to be the claim: "On Monday, the mayor said"."""
    return _word_at(line, span.end) - _word_at(line, span.start) < _SHORTEST


def _word_at(line: Line, offset: int) -> int:
    """The first word that starts at `offset` or behind it."""
    return bisect_left(line.words, offset, key=lambda word: word.span.start)


def _strip(line: Line, span: Span) -> Span | None:
    body = span.of(line.text)
    inner = body.strip(_MARKS)
    if not any(c.isalnum() for c in inner):
        return None
    start = span.start + body.index(inner)
    return Span(start, start + len(inner))


def _after(line: Line, region: Span) -> Span | None:
    """What follows the attribution, without "that" and a time or place before it: "said on Monday that"."""
    first = _word_at(line, region.end)
    reach = range(first, min(first + _DETOUR, len(line.words)))
    that = next((i for i in reach if line.word(i) == "that"), None)
    direct = that == first or (that is not None and _detours(line, first))
    start = line.words[that].span.end if that is not None and direct else region.end
    return _strip(line, Span(start, line.span.end))

"""Attributions: who says it, by which word, and what is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Literal, NamedTuple

from compare.details.base import Draft
from compare.details.capitals import possessive
from compare.details.claims import find_claims, own_bounds, strip
from compare.details.cues import Reading, candidates, listed, reading_of, verb_start
from compare.details.line import Line
from compare.details.running_quotes import Credited, carried
from compare.details.signed import labelled, signature
from compare.details.source_phrases import Words, after_cue
from compare.details.speakers import find_owner, find_source, stance_of
from compare.tables import table
from compare.text import stem
from compare.values import AttributionValue, Detail, Span

Act = Literal["speech", "thought", "attitude"]
_LIKELY, _LIKELY_BESIDE = 0.5, 0.25  # probability from which a word is taken for a cue; beside a quotation


class _Cue(NamedTuple):
    """An attribution in a line: the words of cue and source, end exclusive."""

    cue: Words
    source: Words | None
    shared: bool = False  # the source is that of another verb and stands apart from the cue
    passive: bool = False
    nominal: bool = False
    act: Act = "speech"


def find_attributions(draft: Draft) -> tuple[tuple[Detail, ...], ...]:
    """The attributions of each sentence; the detail spans source and cue, or the claim where those stand elsewhere."""
    text = draft.article.text
    rows = [
        list(_credited(reading_of(Line(text, sentence.span, words), known)))
        for sentence, words, known in zip(draft.sentences, draft.words, draft.details, strict=True)
    ]
    own = [[_detail(one, text) for one in row if not one.apart] for row in rows]
    return tuple((*here, *more) for here, more in zip(own, carried(draft, rows), strict=True))


def _detail(one: Credited, text: str) -> Detail:
    return Detail("attribution", one.span, one.span.of(text), one.value)


def _credited(reading: Reading) -> Iterator[Credited]:
    """The attributions of one sentence; of a claim in several pieces the chief one first."""
    line = reading.line
    cues = list(_cues(reading))
    if not any(cue.source == (0, 1) for cue in cues):
        yield from _signed(reading)
    regions = [_span(line, *_widest(cue)) for cue in cues]
    shares = [cue.shared for cue in cues]
    told: list[Span] = []
    for index, (cue, region) in enumerate(zip(cues, regions, strict=True)):
        bounds = own_bounds(line, regions, index, shares)
        claims = find_claims(reading, region, bounds, shared=cue.shared or cue.nominal, passive=cue.passive)
        if line.word(cue.cue[0]) == "citing" and told:
            claims = told
        told = claims
        source = _span(line, *cue.source) if cue.source else None
        stance = stance_of(line, cue.source, reading.known)
        value = AttributionValue(source, _span(line, *cue.cue), region, stance, cue.act)
        opens = index == len(cues) - 1 and line.text[region.end : line.span.end].rstrip(" \u00a0\"“'‘").endswith(":")
        if opens and (not claims or claims[0].start >= region.end):
            yield Credited(region, value, "opens")
            continue
        for number, claim in enumerate(claims):
            yield Credited(claim if number else region, replace(value, claim=claim, carried=number > 0))


def _signed(reading: Reading) -> Iterator[Credited]:
    """The speaker that a colon or a dash sets off from what is said."""
    line = reading.line
    ahead, behind = labelled(reading), signature(reading)
    if ahead:
        words, mark = ahead
        value = AttributionValue(_span(line, *words), mark, mark, stance_of(line, words, reading.known))
        claim = strip(line, Span(mark.end, line.span.end))
        if claim:
            yield Credited(Span(line.span.start, mark.end), replace(value, claim=claim))
    elif behind:
        words, mark = behind
        source = _span(line, *words)
        value = AttributionValue(source, mark, mark, "named")
        claim = strip(line, Span(line.span.start, mark.start))
        if claim:
            yield Credited(Span(mark.start, source.end), replace(value, claim=claim))
        else:
            yield Credited(Span(mark.start, source.end), value, "closes")


def _span(line: Line, first: int, last: int) -> Span:
    return Span(line.words[first].span.start, line.words[last - 1].span.end)


def _widest(cue: _Cue) -> Words:
    source = cue.cue if cue.shared or not cue.source else cue.source
    return min(cue.cue[0], source[0]), max(cue.cue[1], source[1])


def _cues(reading: Reading) -> Iterator[_Cue]:
    earlier: Words | None = None
    likely = {index for index, chance in candidates(reading) if chance >= _least(reading, index)} | set(
        _phrased(reading)
    )
    free = 0
    for index, word in enumerate(reading.line.words):
        if index < free or reading.quoted[index]:
            continue
        cue = None
        if word.folded in listed("anonymous_adverbs"):
            cue = _Cue((index, index + 1), None)
        elif word.folded in _first_words():
            cue = _according(reading, index)
        elif word.folded in _nouns():
            cue = _noun(reading, index) or (_verb(reading, index, earlier) if index in likely else None)
        elif index in likely:
            cue = _verb(reading, index, earlier)
        if cue:
            earlier = cue.source or earlier
            free = max(cue.cue[1], cue.source[1] if cue.source and not cue.shared else 0)
            yield cue


def _least(reading: Reading, index: int) -> float:
    """The probability asked of a cue; a verb of saying beside a quotation or before "that" needs less."""
    near = bool(reading.quotes) or reading.line.word(index + 1) == "that"
    return _LIKELY_BESIDE if near and _act(reading.line, index) == "speech" else _LIKELY


def _phrased(reading: Reading) -> Iterator[int]:
    """The first words of phrases that credit a quotation or a clause ("went on"), and passives ("is said to")."""
    line = reading.line
    for index, word in enumerate(line.words):
        be = line.word(index - 1) in listed("be_forms")
        if be and word.folded in listed("rumours") and line.word(index + 1) in ("to", "that", "of", "by"):
            yield index
        if word.folded in listed("that_verbs") and line.word(index + 1) == "that" and reading.kind(index - 1):
            yield index
        for phrase in _phrases().get(word.folded, ()):
            last = index + len(phrase) - 1
            told = bool(reading.quotes) or line.word(last + 1) in ("that", "to") or ":" in line.gap(last + 1)
            if told and tuple(line.word(i) for i in range(index, last + 1)) == phrase:
                yield index


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    phrases = sorted(tuple(part.split()) for part in table("attribution")["phrases"].split(","))
    return {first: tuple(p for p in phrases if p[0] == first) for first in sorted({p[0] for p in phrases})}


@cache
def _first_words() -> dict[str, tuple[tuple[str, ...], ...]]:
    phrases = sorted(tuple(part.split()) for part in table("attribution")["according"].split(","))
    return {first: tuple(p for p in phrases if p[0] == first) for first in sorted({p[0] for p in phrases})}


def _according(reading: Reading, index: int) -> _Cue | None:
    """ "according to X" """
    line = reading.line
    for phrase in _first_words()[line.word(index)]:
        end = index + len(phrase)
        if tuple(line.word(i) for i in range(index, end)) == phrase:
            source = after_cue(line, end, reading.known, leads=index == 0)
            return _Cue((index, end), source) if source else None
    return None


def _noun(reading: Reading, index: int) -> _Cue | None:
    """ "Ortiz's claim that", "a claim by the union that", "allegations that" """
    line = reading.line
    source = find_owner(reading, index)
    end = max(index + 1, source[1] if source else 0)
    if line.word(end) != "that" or line.gap(end).strip() or not _is_noun(reading, index):
        return None
    return _Cue((index, index + 1), source, nominal=True)


def _is_noun(reading: Reading, index: int) -> bool:
    """Whether the word is used as a noun here: with an owner, an article, or as the first word of its clause."""
    line, before = reading.line, reading.line.word(index - 1)
    owned = possessive(line.raw(index - 1)) or before in listed("owners")
    plural = line.word(index) not in listed("nouns")
    return owned or before in listed("articles") or (plural and not reading.kind(index - 1))


@cache
def _nouns() -> frozenset[str]:
    """Nouns that credit a claim to somebody, with their plurals."""
    return listed("nouns") | {f"{noun}s" for noun in listed("nouns")}


def _verb(reading: Reading, index: int, earlier: Words | None) -> _Cue | None:
    line = reading.line
    start = verb_start(line, index)
    cue = (start, _with_preamble(line, index + _phrase_length(line, index)))
    source = find_source(reading, index, earlier)
    group = {line.word(i) for i in range(start, index)}
    passive = not listed("be_forms").isdisjoint(group)
    if source is None:
        hearsay = passive and line.words[index].stem in _hearsay()
        return _Cue(cue, None, passive=True, act=_act(line, index)) if hearsay else None
    if source[0] < cue[1] and source[1] > cue[0]:
        return None
    apart = source == earlier or min(abs(source[1] - cue[0]), abs(source[0] - cue[1])) > 2
    return _Cue(cue, source, shared=apart, passive=passive and source[0] > index, act=_act(line, index))


def _act(line: Line, index: int) -> Act:
    """What the cue tells of: words, a thought, or an attitude."""
    if _phrase_length(line, index) > 1:
        return "speech"
    return _acts().get(line.words[index].stem, "attitude")


@cache
def _acts() -> dict[str, Act]:
    acts: tuple[Act, ...] = ("thought", "speech")
    return {stem(word): act for act in acts for word in table("attribution")["acts"][act].split()}


def _phrase_length(line: Line, index: int) -> int:
    """The number of words of the phrase that starts with the cue."""
    for phrase in _phrases().get(line.word(index), ()):
        if tuple(line.word(i) for i in range(index, index + len(phrase))) == phrase:
            return len(phrase)
    return 1


def _with_preamble(line: Line, end: int) -> int:
    """The end of the cue with "in a statement" behind it."""
    for phrase in _preambles():
        if tuple(line.word(i) for i in range(end, end + len(phrase))) == phrase and line.spaced(end):
            return end + len(phrase)
    return end


@cache
def _hearsay() -> frozenset[str]:
    """Stems whose passive credits a claim to nobody: "is said to"."""
    return frozenset(map(stem, listed("hearsay")))


@cache
def _preambles() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part.split()) for part in table("attribution")["preambles"].split(","))

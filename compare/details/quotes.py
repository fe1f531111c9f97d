"""Directly quoted words: what stands between quotation marks, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from compare.details.base import Draft
from compare.tables import table
from compare.text import WORD
from compare.values import Detail, QuoteValue, Sentence, Span

Use = Literal["speech", "term"]
_DOUBLE = re.compile(r"[“”„\"«»]|''|``")
_OPEN = frozenset("“„«")
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=[\w\[$£€…])(?P<body>[^\n“”\"]{2,1500}?)(?<=[\w.,!?…\])])['’](?!\w)")
_PLURAL = re.compile(r"\w*s")
_LONG = 4  # letters from which a word of a title has a capital
_WHOLE = 5  # words of a quotation that can be a sentence
_STOPS = (".", "!", "?", ",", "…")


def find_quotes(draft: Draft) -> tuple[tuple[Detail, ...], ...]:
    """The quotations of each sentence with their marks; the speaker comes with `with_sources`."""
    found: list[tuple[Detail, ...]] = [()] * len(draft.sentences)
    carried = False
    for first, last in _paragraphs(draft):
        part = draft.sentences[first:last]
        quotes, carried = _quotes_of(draft.article.text, part, carried)
        for index, sentence in enumerate(part, first):
            found[index] = tuple(_details(draft.article.text, sentence, quotes))
    return tuple(found)


def _paragraphs(draft: Draft) -> Iterator[tuple[int, int]]:
    """Runs of sentences without a line break between them, as indexes."""
    first = 0
    for index in range(1, len(draft.sentences) + 1):
        if index == len(draft.sentences) or "\n" in _between(draft, index):
            yield first, index
            first = index


def _between(draft: Draft, index: int) -> str:
    return draft.article.text[draft.sentences[index - 1].span.end : draft.sentences[index].span.start]


def _quotes_of(text: str, part: Sequence[Sentence], carried: bool) -> tuple[list[Span], bool]:
    """The quotations of one paragraph, and whether the last is left open for the next paragraph."""
    whole = Span(part[0].span.start, part[-1].span.end)
    doubles, left = _doubles(text, whole)
    singles = [span for span in _singles(text, whole) if not any(d.overlaps(span) for d in doubles)]
    if left is not None:
        runs_on = carried and left == whole.start
        end = whole.end if runs_on else next(s.span.end for s in part if left < s.span.end)
        doubles.append(Span(left, end))
    return sorted(doubles + singles), left is not None


def _doubles(text: str, whole: Span) -> tuple[list[Span], int | None]:
    """Quotations in double marks, one inside another left out, and where one opens that is not closed."""
    spans: list[Span] = []
    inner: list[Span] = []
    opened: list[int] = []
    for mark in _DOUBLE.finditer(text, *whole):
        if _opens(text, mark, bool(opened)):
            opened = [*opened, mark.start()] if mark.group() == "“" else [mark.start()]
        elif opened:
            inner.append(Span(opened.pop(), mark.end()))
            if not opened:
                spans, inner = [*spans, inner[-1]], []
    return spans + inner, opened[-1] if opened and not inner else None


def _opens(text: str, mark: re.Match[str], inside: bool) -> bool:
    if mark.group() in _OPEN or mark.group() == "``":
        return True
    if mark.group() in ("”", "»"):
        return False
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    if inside:
        return before.isspace() and after.isalnum()
    return not after.isspace() and not (before.isalnum() or before in tuple(".,!?"))


def _singles(text: str, whole: Span) -> Iterator[Span]:
    """Quotations in single marks; an apostrophe opens and closes none."""
    for match in _SINGLE.finditer(text, *whole):
        body = match.group("body")
        elided = body.split(None, 1)[0].lower() in _elisions()
        owner = _PLURAL.fullmatch(body) is not None and text[match.end() :][:2].strip().isalpha()
        if not elided and not owner:
            yield Span(*match.span())


@cache
def _elisions() -> frozenset[str]:
    return frozenset(table("attribution")["elisions"].split())


def _details(text: str, sentence: Sentence, quotes: Sequence[Span]) -> Iterator[Detail]:
    for quote in quotes:
        start, end = max(quote.start, sentence.span.start), min(quote.end, sentence.span.end)
        if start < end and WORD.search(text, start, end):
            words = [match.group() for match in WORD.finditer(text, start, end)]
            use: Use = "term" if _is_title(words) else "speech"
            value = QuoteValue(None, _is_complete(text[start:end], words), use)
            yield Detail("quote", Span(start, end), text[start:end], value)


def _is_title(words: Sequence[str]) -> bool:
    """Whether the words are a name or a title: all but small ones have a capital, or all are figures."""
    long = [word for word in words if len(word) >= _LONG]
    capital = all(word[0].isupper() for word in long) and sum(word[0].isupper() for word in words) > 1
    return all(word[0].isdigit() for word in words) or (bool(long) and capital)


def _is_complete(quote: str, words: Sequence[str]) -> bool:
    """Whether the words can be a sentence: enough of them, and a capital or a subject at the start."""
    if len(words) < _WHOLE:
        return False
    clause = words[0].lower() in _subjects() and quote.strip("\"“”‘’'«»").endswith(_STOPS)
    return words[0][0].isupper() or clause


@cache
def _subjects() -> frozenset[str]:
    return frozenset(table("attribution")["clause_subjects"].split())

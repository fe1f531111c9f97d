"""Article -> Sentences: boundaries by nupunkt, paragraph by paragraph, with mends for what news pages do to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from compare.tables import table
from compare.text import fold, paragraphs
from compare.values import Article, Sentence, Span

# Where pages lose a full stop, a no-break space or a run of blanks is what is left of the boundary.
_GAP = re.compile(r"(?<=[\w”’\"')])(?:[ \t]*\u00a0[ \t\u00a0]*|[ \t]{2,})(?=[^\W\d_a-z])")
# A quotation that opens after a full stop opens a sentence, whatever the word before looks like.
_OPENING = re.compile(r"(?<=[a-z]{2}[.!?])[ \u00a0]+(?=[“\"][A-Z])")
_LAST_WORD = re.compile(r"[^\s]+$")
_NEXT_WORDS = re.compile(r"([^\s]+)\s+([^\s])")
_LONG_GAP = 3
_SHORTEST = 3  # words
_CLOSERS = tuple(")]},;:.!?%”’")


def split(article: Article) -> tuple[Sentence, ...]:
    """The sentences of an article in reading order, furniture left out; spans are stripped of white space."""
    spans = [
        span
        for paragraph in paragraphs(article.text)
        for part in _story(paragraph, article)
        for span in _sentences(part, article.text)
    ]
    return tuple(Sentence(article.id, index, span, span.of(article.text)) for index, span in enumerate(spans))


def _story(paragraph: Span, article: Article) -> Iterator[Span]:
    """What is left of a paragraph between pieces of furniture."""
    start = paragraph.start
    for piece in article.furniture:
        if piece.span.overlaps(paragraph):
            yield Span(start, max(start, piece.span.start))
            start = max(start, piece.span.end)
    yield Span(start, max(start, paragraph.end))


def _sentences(part: Span, text: str) -> Iterator[Span]:
    import nupunkt  # heavy; `--help` must not wait for it

    if part.end <= part.start:
        return
    body = part.of(text)
    for whole in _rejoin([Span(*pair) for pair in nupunkt.sent_spans(body)], body):
        for cut in _cuts(whole.of(body), text):
            offset = part.start + whole.start
            span = _strip(Span(offset + cut.start, offset + cut.end), text)
            if any(c.isalnum() for c in span.of(text)):
                yield span


def _rejoin(spans: list[Span], body: str) -> list[Span]:
    """Spans where none starts with what can only close a sentence: "(R-Ky." and ")." are one."""
    joined: list[Span] = []
    for span in spans:
        if joined and body[span.start : span.end].lstrip()[:1] in _CLOSERS:
            span = Span(joined.pop().start, span.end)
        joined.append(span)
    return joined


def _cuts(sentence: str, text: str) -> Iterator[Span]:
    start = 0
    for opening in _OPENING.finditer(sentence):
        yield from _lost_stops(sentence, Span(start, opening.start()), text)
        start = opening.end()
    yield from _lost_stops(sentence, Span(start, len(sentence)), text)


def _lost_stops(sentence: str, part: Span, text: str) -> Iterator[Span]:
    start = part.start
    for gap in _GAP.finditer(sentence, part.start, part.end):
        if _ends_sentence(sentence[start : gap.start()], gap.group(), sentence[gap.end() : part.end], text):
            yield Span(start, gap.start())
            start = gap.end()
    yield Span(start, part.end)


def _ends_sentence(before: str, gap: str, after: str, text: str) -> bool:
    """Whether a gap stands for a lost full stop: a new clause starts after it, and no name runs across it."""
    last, following = _LAST_WORD.search(before), _NEXT_WORDS.match(after)
    if last is None or following is None or len(before.split()) < _SHORTEST:
        return False
    if fold(last.group()) in _set("never_last") or not following.group(2).islower():
        return False
    if len(gap) == 1 and not _opens(following.group(1), text):
        return False
    return len(gap) >= _LONG_GAP or not last.group()[:1].isupper()


def _opens(word: str, text: str) -> bool:
    """Whether a capitalised word is no name: a usual opener, or written small elsewhere in the article."""
    plain = fold(word)
    return plain in _set("openers") or re.search(rf"\b{re.escape(plain)}\b", text) is not None


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(table("sentences")[name].split())


def _strip(span: Span, text: str) -> Span:
    body = span.of(text)
    left = len(body) - len(body.lstrip())
    return Span(span.start + left, span.start + max(left, len(body.rstrip())))

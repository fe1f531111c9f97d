"""Article -> Sentences: boundaries by nupunkt, paragraph by paragraph, with mends for what news pages do to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from compare.tables import table
from compare.text import fold, paragraphs
from compare.values import Article, Sentence, Span

# Where pages lose a full stop, a no-break space or a run of blanks is what is left of the boundary.
_GAP = re.compile(r"(?<=[\w”’\"')])(?:[ \t]*\u00a0[ \t\u00a0]*|[ \t]{2,})(?=[^\W\d_a-z])")
# A quotation that opens after a full stop opens a sentence, whatever the word before looks like.
_OPENING = re.compile(r"(?<=[a-z]{2}[.!?])[ \u00a0]+(?=[“\"][A-Z])")
# Full stops that the model takes for those of abbreviations: after a whole word in small letters, after a time of day,
# after "you and I", after a quotation closed with an opening mark.
_STOP = re.compile(
    r"(?:(?<=\s)(?P<word>[a-z]{4,})\.|(?P<time>\b[AaPp]\.?[Mm]\.)(?=\s+(?:Mr|Mrs|Ms|Dr)\.)"
    r"|\b(?:and|but) I\.|[a-z]{2}[.!?]“)(?P<gap>[ \u00a0]+)(?=[A-Z])"
)
_LABEL = re.compile(r"(?<=[^\s(])[ \u00a0]+(?=(?:Image|Photo|Photograph|Picture|Credit): ?[A-Z])")  # ends a caption
_TIME_AFTER = 4  # words: "At 5 a.m. Mr. Smith" ends no sentence
_ITEM = re.compile(r"(?P<bullet>[•⁃*-] ?)?(?P<rank>\d{1,2}|[a-z])(?P<mark>\.\)|[.)]) ")
_ONLY_ITEM = re.compile(r"\s*(?:[•⁃*-] ?)?\d{1,2}(?:\.\)|[.)])\s*")
_COUNTRY = re.compile(r"(?:^|(?<=\s))(?:[A-Z]\.){2,}\s*$")
_NUMBERED = re.compile(r"(?:^|(?<=\s))(?:N[°º]|[Nn]os?|[Nn]r|[Aa]rt|[Ss]ec|pp?|[Vv]ol|[Ff]ig)\.\s*$")
_CRY = re.compile(r"[!?]\s*$")
_BLANKS = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_ENDED = re.compile(r"[.!?][\"”’')\]]*$")
_SINGLE = re.compile(r"[.!?][\"”’')\]]* (?=[A-Z“\"])")
_FEWEST = 3  # double blanks from which they are told to part paragraphs
_LAST_WORD = re.compile(r"[^\s]+$")
_NEXT_WORDS = re.compile(r"([^\s]+)\s+([^\s])")
_LONG_GAP = 3
_SHORTEST = 3  # words
_CONTEXT = 20  # characters that tell how a text ends
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

    for piece in (item for chunk in _chunks(part, text) for item in _items(chunk, text)):
        body = piece.of(text)
        for whole in _rejoin([Span(*pair) for pair in nupunkt.sent_spans(body)] if body else [], body):
            for cut in _cuts(whole.of(body), text):
                offset = piece.start + whole.start
                span = _strip(Span(offset + cut.start, offset + cut.end), text)
                if any(c.isalnum() for c in span.of(text)):
                    yield span


def _chunks(part: Span, text: str) -> Iterator[Span]:
    """A part cut where double blanks are what is left of paragraphs."""
    start = part.start
    if _parts_paragraphs(text):
        for gap in _BLANKS.finditer(text, part.start, part.end):
            yield Span(start, gap.start())
            start = gap.end()
    yield Span(start, max(start, part.end))


@lru_cache(maxsize=4)
def _parts_paragraphs(text: str) -> bool:
    """Whether double blanks stand between paragraphs: mostly after full stops, when other stops have one blank."""
    gaps = [gap.start() for gap in _BLANKS.finditer(text)]
    if len(gaps) < _FEWEST:
        return False
    ended = sum(_ENDED.search(text[max(0, start - _CONTEXT) : start]) is not None for start in gaps)
    return 2 * ended >= len(gaps) and sum(1 for _ in _SINGLE.finditer(text)) >= ended


def _items(chunk: Span, text: str) -> Iterator[Span]:
    """A chunk cut before each item of a list that it opens with: "1) Bread 2) Milk"."""
    first = _ITEM.match(text, chunk.start, chunk.end)
    start, rank = chunk.start, first["rank"] if first else ""
    for item in _ITEM.finditer(text, first.end(), chunk.end) if first else ():
        alike = (item["bullet"], item["mark"]) == (first["bullet"], first["mark"]) if first else False
        if alike and item["rank"] == _following(rank) and text[item.start() - 1].isspace():
            yield Span(start, item.start())
            start, rank = item.start(), item["rank"]
    yield Span(start, chunk.end)


def _following(rank: str) -> str:
    return str(int(rank) + 1) if rank.isdigit() else chr(ord(rank) + 1)


def _rejoin(spans: list[Span], body: str) -> list[Span]:
    """Spans where none starts in the middle of a sentence: "(R-Ky." and ")." are one."""
    joined: list[Span] = []
    for span in spans:
        if joined and _goes_on(joined[-1].of(body), span.of(body).lstrip()):
            span = Span(joined.pop().start, span.end)
        joined.append(span)
    return joined


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence does not end between two texts: a closing mark, a number or a small letter tells."""
    last = before[-_CONTEXT:]
    if after[:1] in _CLOSERS or _ONLY_ITEM.fullmatch(last):
        return True
    if _NUMBERED.search(last):
        return after[:1].isdigit()
    if _COUNTRY.search(last):
        return fold(after.split(None, 1)[0].rstrip(".,")) in _set("after_country") if after else False
    return _CRY.search(last) is not None and after[:1].islower()


def _cuts(sentence: str, text: str) -> Iterator[Span]:
    start = 0
    for end, begin in sorted((*_openings(sentence), *_hidden_stops(sentence))):
        if end >= start:
            yield from _lost_stops(sentence, Span(start, end), text)
            start = begin
    yield from _lost_stops(sentence, Span(start, len(sentence)), text)


def _openings(sentence: str) -> Iterator[tuple[int, int]]:
    for pattern in (_OPENING, _LABEL):
        yield from ((found.start(), found.end()) for found in pattern.finditer(sentence))


def _hidden_stops(sentence: str) -> Iterator[tuple[int, int]]:
    for found in _STOP.finditer(sentence):
        early = found["time"] and len(sentence[: found.end()].split(None, _TIME_AFTER)) <= _TIME_AFTER
        if not early and (not found["word"] or found["word"] not in _set("abbreviations")):
            yield found.start("gap"), found.end("gap")


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

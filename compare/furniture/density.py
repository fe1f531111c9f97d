"""Where in a page full of links the story stands: the run of lines with most prose in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from compare.furniture.base import Line, Lines, is_page, marked
from compare.furniture.phrases import announced
from compare.values import Span

# Chosen by cross-validation over pages; figures are words, so that a run is worth the words of its prose.
_CAP = 60  # a line is worth no more: one long legal notice is no story
_LINK = 15  # what a line costs that is no prose
_GAP = 8  # lines of a gap that cost: a long list inside a story must not cut it
_HEADING = 20  # what the heading of other stories costs beside
_COMMENT = 0.4  # what the words under a heading of comments are worth, once there was a story
_ENOUGH = 60  # words of story after which comments may begin


def outside(lines: Lines) -> Iterator[Line]:
    """Everything before and after the story of a page; a text without its page's links stays as it is."""
    if not is_page(lines):
        yield from lines
        return
    start, end = story(lines)
    reason = "menu"
    for index, line in enumerate(lines):
        if index >= end:
            reason = announced(line) or reason
        yield line if start <= index < end else marked(line, reason)


def story(lines: Lines) -> tuple[int, int]:
    """First line of the story and the line after its last: the run with the greatest worth."""
    best, worth, start, found, gap, rate = 0.0, 0.0, 0, (0, 0), 0, 1.0
    for index, line in enumerate(lines):
        prose = line.reason is None and line.is_prose
        gap = 0 if prose else gap + 1
        worth += rate * min(line.words, _CAP) if prose else -_cost(line, gap)
        if worth > best:
            best, found = worth, (start, index + 1)
        comments = best >= _ENOUGH and announced(line) == "comments"
        rate = _COMMENT if comments else rate
        if worth <= 0 or comments:
            worth, start, gap = 0.0, index + 1, 0
    return found


def _cost(line: Line, gap: int) -> int:
    heading = _HEADING if announced(line) else 0
    loose = line.reason is None and line.is_sentence
    return heading + (_LINK if gap <= _GAP and not loose else 0)


def outside_body(lines: Lines, body: Sequence[Span]) -> Iterator[Line]:
    """Lines of which less than half is in the spans that the format says are story."""
    spans = sorted(body)
    starts = [span.start for span in spans]
    for line in lines:
        yield line if 2 * _shared(line.span, spans, starts) >= line.span.end - line.span.start else marked(line, "menu")


def _shared(line: Span, spans: Sequence[Span], starts: Sequence[int]) -> int:
    """How many characters of a line are in `spans`."""
    first = max(0, bisect_right(starts, line.start) - 1)
    last = bisect_right(starts, line.end)
    return sum(max(0, min(line.end, span.end) - max(line.start, span.start)) for span in spans[first:last])

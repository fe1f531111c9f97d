"""A line of a text, and the phrase tables that tell what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from compare.tables import table
from compare.text import paragraphs, squeeze, straighten
from compare.values import Span

_END = re.compile(r"[.!?…:;][\"”’'»)\]]*$")
_STOP = re.compile(r"[.!?…][\"”’'»)\]]*$")
SHORT = 12  # words: a longer line is a sentence even without its full stop
_LOWER = 0.5  # share of words in lower case from which a line is running text and no title or list of names
_RUNNING = 5  # words from which a line with a full stop is running text
_LONG = 14  # words from which a line without one is

_NOISE = 0.35  # share of lines that are no sentences, from which a text is a page with its links
_LEAST = 15  # such lines in number


@dataclass(frozen=True, slots=True)
class Line:
    """A stripped line of a text, and why it is furniture, if it is."""

    span: Span
    text: str
    words: int
    reason: str | None = None

    @property
    def is_sentence(self) -> bool:
        """Whether the line reads like running text."""
        return is_running(self.text, self.words)

    @property
    def is_prose(self) -> bool:
        """Whether the line is most likely running text: long enough, ended, and mostly in lower case."""
        enough = self.words >= _LONG or (self.words >= _RUNNING and _STOP.search(self.text) is not None)
        return enough and sum(not word[0].isupper() for word in self.text.split()) >= _LOWER * self.words


def is_running(line: str, words: int) -> bool:
    """Whether a line of so many words reads like running text: a final stop, or too long for a heading."""
    return words > SHORT or _END.search(line) is not None


Lines = Sequence[Line]
Step = Callable[[Lines], Iterator[Line]]


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text that hold something."""
    return tuple(_line(span, straighten(squeeze(span.of(text)))) for span in paragraphs(text))


def _line(span: Span, text: str) -> Line:
    return Line(span, text, text.count(" ") + 1)


def is_page(lines: Lines) -> bool:
    """Whether a text is a whole page: many of its lines are no sentences."""
    links = sum(not line.is_sentence for line in lines)
    return links >= _LEAST and links >= _NOISE * len(lines)


def marked(line: Line, reason: str | None) -> Line:
    """The line with a reason, unless it has one already."""
    return line if line.reason or reason is None else replace(line, reason=reason)


def bare(line: Line) -> str:
    """What a line says, without case and without the signs around it."""
    return line.text.casefold().strip(" :|•·-–—…>»[]()«<+").strip()


@cache
def phrases(reason: str, kind: str) -> tuple[str, ...]:
    """The phrases of one kind ("line", "start", "tail") that tell a reason."""
    rows = str(table("furniture")[reason].get(kind, "")).splitlines()
    return tuple(phrase.strip() for row in rows for phrase in row.split("|") if phrase.strip())


@cache
def phrase_set(reason: str, kind: str) -> frozenset[str]:
    """The phrases of one kind, for looking up."""
    return frozenset(phrases(reason, kind))


@cache
def patterns(reason: str, kind: str = "anywhere") -> tuple[re.Pattern[str], ...]:
    """The regular expressions that tell a reason."""
    return tuple(re.compile(p, re.IGNORECASE) for p in table("furniture")[reason].get(kind, ()))

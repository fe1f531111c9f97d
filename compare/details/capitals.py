"""What a capital letter means at one place of an article: a name, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.details.forms import listed, phrases
from compare.details.line import HYPHENS, Line
from compare.text import straighten

TIGHT = {" ", "\u00a0", "", "&", " & ", *HYPHENS}  # what may stand between two words of a name

_OPENERS = frozenset("\"“‘'«„([:•·")
_ENDS = (".", "!", "?")
_DATELINE_DASHES = ("-", "--", "–", "—", "―")
_LONGEST_DATELINE = 6  # words
_SHOUTED = 0.7  # share of capitalised words above which a sentence reads as a headline
_LONG = 6  # words; a shorter headline has no full stop either


class Usage(NamedTuple):
    """How the article writes its words where a capital means something."""

    lower: frozenset[str]
    capital: frozenset[str]


def is_headline(line: Line) -> bool:
    """Whether most words are capitalised, so that a capital tells nothing."""
    worded = [word for word in line.words if word.folded not in phrases("titles")]
    letters = [word for word in worded if not line.text[word.span.start].isdigit()]
    capitals = sum(line.text[w.span.start].isupper() for w in letters)
    closed = line.gap(len(line.words)).strip().startswith(_ENDS)
    short = len(letters) < _LONG and not line.span.of(line.text).isupper()
    return capitals > _SHOUTED * len(letters) and not (closed and short)


def usage_of(lines: Sequence[Line]) -> Usage:
    lower, capital = set(), set()
    for line in lines:
        for index, word in enumerate(line.words):
            if line.text[word.span.start].islower():
                lower.add(word.folded)
            elif not opens(line, index):
                capital.add(word.folded)
    return Usage(frozenset(lower), frozenset(capital))


def opens(line: Line, index: int) -> bool:
    """Whether any word would have a capital here."""
    if index == 0:
        return True
    gap = line.gap(index)
    if gap in TIGHT:
        return False
    if gap.strip() in _DATELINE_DASHES and _is_dateline(line, index):
        return True
    abbreviated = gap == ". " and (len(line.raw(index - 1)) == 1 or line.word(index - 1) in phrases("titles"))
    return not _OPENERS.isdisjoint(gap) or (gap.strip().startswith(_ENDS) and not abbreviated)


def _is_dateline(line: Line, index: int) -> bool:
    """Whether only a place and its state stand before: "KANSAS CITY, Mo. — Leaders"."""
    first = line.raw(0)
    shouted = len(first) > 1 and first.isupper()
    return shouted and index <= _LONGEST_DATELINE and all(line.capital(i) for i in range(index))


def capital(line: Line, index: int) -> bool:
    """Whether the word is capitalised, an acronym or in camel case, and may be part of a name."""
    raw = line.raw(index)
    if is_label(line, index):
        return False
    shaped = raw[:1].isupper() or (raw[:1].islower() and raw != raw.lower())
    return shaped and (line.word(index) not in listed("stops") or _acronym(raw))


def is_label(line: Line, index: int) -> bool:
    """Whether a party label starts here: R-Ky., D-Calif."""
    return line.raw(index) in ("R", "D", "I") and line.hyphened(index + 1)


def _acronym(raw: str) -> bool:
    return len(raw) > 1 and (raw in ("US", "WHO") or "." in raw) and raw == raw.upper()


def possessive(raw: str) -> bool:
    return straighten(raw[-2:]).lower() == "'s"

"""What two articles that share passages are to each other, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from compare.copies.judge import is_near, stretch
from compare.copies.match import Match, Passage
from compare.copies.words import WordTable

Class = Literal["one text", "borrowed", "quotes", "boilerplate"]

REVISED = 0.6  # of the shorter text lies in passages: a text that went on being written
STRETCH = 25  # words of its passages on average; lists of teasers are shorter
SOON = 4.0  # days within which a text is revised
SAME_DAY = 2.0  # days within which one outlet reports on one thing, rather than repeats its furniture
SEASON = 30.0  # days after which shared words are more likely a fixed text than a source
QUOTED = 0.5  # of the shared words stand in quotation marks
CARRIERS = 4  # unrelated articles that carry a passage: it is nobody's own
CARRIED = 0.6  # of the shared words are carried so
_OPENERS, _CLOSERS = '“"«„', '”"»“'
_LONGEST_QUOTE = 1500  # characters


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known about a pair beside its words."""

    same_outlet: bool
    days: float | None  # between the two; None where one has no date
    carried: float  # share of the shared words that many articles carry
    quoted: float  # share of the shared words inside quotation marks


def classify(found: Match, setting: Setting) -> tuple[Class, tuple[str, ...]]:
    """The class of a pair, with reasons.

    One text: a copy, a cut, a revision or a wire story. Boilerplate: words that belong to an outlet, not to a story.
    Quotes: what both quote, or a document both print. Borrowed: what is left.
    """
    share = f"{found.covered:.0%} of the shorter text is in the other"
    if is_near(found):
        return "one text", (share,)
    if setting.carried >= CARRIED:
        return "boilerplate", (f"{setting.carried:.0%} of the shared words stand in many other articles",)
    soon = setting.days is None or setting.days <= SOON
    if found.covered >= REVISED and stretch(found) >= STRETCH and soon:
        return "one text", (share, "long stretches in common, close in time")
    if setting.same_outlet and (setting.days is None or setting.days > SAME_DAY):
        return "boilerplate", ("the outlet's own words, in articles of different days",)
    if setting.quoted >= QUOTED:
        return "quotes", (f"{setting.quoted:.0%} of the shared words are quoted",)
    if setting.days is not None and setting.days > SEASON:
        return "boilerplate", (f"the same words {setting.days:.0f} days apart",)
    return "borrowed", (share,)


def quoted_share(text: str, table: WordTable, row: int, stretches: Sequence[tuple[int, int]]) -> float:
    """The share of the words in `stretches` of a row that stand inside quotation marks."""
    quotes = quotes_of(text) if stretches else ()
    first = int(table.bounds[row])
    inside = whole = 0
    for start, end in stretches:
        for place in table.starts[first + start : first + end].tolist():
            whole += 1
            inside += any(a <= place < b for a, b in quotes)
    return inside / whole if whole else 0.0


@lru_cache(maxsize=128)
def quotes_of(text: str) -> tuple[tuple[int, int], ...]:
    """Where quotations stand: from an opening mark to the next closing one of the same paragraph or the ones after."""
    found, opened = [], -1
    for place, mark in enumerate(text):
        if opened >= 0 and (mark in _CLOSERS or place - opened > _LONGEST_QUOTE):
            if mark in _CLOSERS:
                found.append((opened, place))
            opened = -1
        elif mark in _OPENERS:
            opened = place
    return tuple(found)


def lefts_of(passages: Sequence[Passage]) -> list[tuple[int, int]]:
    """The stretches of the left text."""
    return [(p.left, p.left_end) for p in passages]

"""Words that one side uses and no other side does."""

from __future__ import annotations

from collections.abc import Sequence

from compare.text import Word, words
from compare.values import Span

_LETTERS = 3  # shorter words ("a", "to") say nothing by being absent


def differing(sides: Sequence[Sequence[str]]) -> tuple[tuple[tuple[Span, ...], ...], ...]:
    """For every text of every side the spans of words whose stem no other side has.

    >>> differing([["Police held 36"], ["Police held 45"]])[0]
    ((Span(start=12, end=14),),)
    """
    parsed = [[words(text) for text in texts] for texts in sides]
    stems = [{word.stem for text in texts for word in text} for texts in parsed]
    found = []
    for place, texts in enumerate(parsed):
        others = set().union(*(stems[:place] + stems[place + 1 :]))
        found.append(tuple(_unshared(text, others) for text in texts))
    return tuple(found)


def _unshared(text: Sequence[Word], others: set[str]) -> tuple[Span, ...]:
    if not others:
        return ()
    return tuple(word.span for word in text if word.stem not in others and _says_something(word))


def _says_something(word: Word) -> bool:
    return len(word.folded) > _LETTERS or word.folded[0].isdigit()

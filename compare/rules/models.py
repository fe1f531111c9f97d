"""Which sentences are the same word for word and detail for detail: what rules read from one, they read from all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from compare.rules.base import Both, Side
from compare.values import Span

_BEHIND = 2  # characters behind a detail that a rule reads: "'s"


class Models:
    """One side for all that are the same by themselves, and one pair of sides for all such pairs."""

    def __init__(self, sides: Iterable[Side]) -> None:
        every = list(sides)
        often = Counter(side.statement.sentence.text for side in every)
        first: dict[Any, Side] = {}
        self._model = {
            side: first.setdefault(_content(side), side) if often[side.statement.sentence.text] > 1 else side
            for side in every
        }
        self._both: dict[tuple[Side, Side, bool], Both] = {}

    def of(self, left: Side, right: Side) -> Both:
        """The two sentences by themselves."""
        mirrored = left.article.id > right.article.id
        one, other = self._model[left], self._model[right]
        return self._both.setdefault((one, other, mirrored), Both(one, other, mirrored))


def _content(side: Side) -> tuple[Any, ...]:
    """All that a rule can read from a sentence by itself, with offsets from its beginning."""
    sentence = side.statement.sentence
    start = sentence.span.start
    details = tuple((d.kind, d.text, *_placed((d.span, d.value), start)) for d in side.statement.details)
    places = [sentence.span, *(span for d in side.statement.details for span in _spans((d.span, d.value)))]
    low, high = min(span.start for span in places), max(span.end for span in places)
    return sentence.text, low - start, side.article.text[low : high + _BEHIND], details


def _placed(value: Any, start: int) -> Any:
    """A value with every span counted from `start`."""
    if isinstance(value, Span):
        return Span(value.start - start, value.end - start)
    if is_dataclass(value):
        return type(value), *(_placed(getattr(value, field.name), start) for field in fields(value))
    return tuple(_placed(part, start) for part in value) if isinstance(value, tuple) else value


def _spans(value: Any) -> Iterator[Span]:
    """Every span in a value."""
    if isinstance(value, Span):
        yield value
    elif is_dataclass(value):
        yield from (span for field in fields(value) for span in _spans(getattr(value, field.name)))
    elif isinstance(value, tuple):
        yield from (span for part in value for span in _spans(part))

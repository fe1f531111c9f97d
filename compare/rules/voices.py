"""Who says what a sentence quotes, and whether two outlets name one speaker."""

from __future__ import annotations

from collections.abc import Iterator

from compare.rules.base import Said
from compare.rules.utterances import Words, span_of
from compare.text import fold
from compare.values import AttributionValue, Detail, QuoteValue


def speaker(quote: Words, side: Said) -> str | None:
    """The name of who says it, folded; None where nobody is credited, or by no name."""
    return next((fold(v.entity) for d, v in _spoken(side) if v.entity and d.span.overlaps(span_of(quote))), None)


def is_term(quote: Words, side: Said) -> bool:
    """Whether the marks set off a title, a name or a word held at a distance."""
    return any(v.use == "term" for d, v in _spoken(side) if d.span.overlaps(span_of(quote)))


def _spoken(side: Said) -> Iterator[tuple[Detail, QuoteValue]]:
    return ((d, d.value) for d in side.statement.details if isinstance(d.value, QuoteValue))


def credited(side: Said) -> frozenset[str]:
    """The names, folded, of all that a sentence credits."""
    values = (d.value for d in side.statement.details)
    return frozenset(fold(v.entity) for v in values if isinstance(v, AttributionValue) and v.entity)


def one_name(one: str, other: str) -> bool:
    """Whether one name is the other or a part of it."""
    first, second = set(one.split()), set(other.split())
    return first <= second or second <= first


def two_speakers(left: Words, right: Words, sides: tuple[Said, Said]) -> bool:
    """Whether both sentences name who says it, each another person: a pronoun or a description may be tied wrongly."""
    one, other = _named(left, sides[0]), _named(right, sides[1])
    return one is not None and other is not None and one != other


def _named(quote: Words, side: Said) -> str | None:
    """The last word of the speaker's name, where the sentence credits the quotation to that name."""
    for detail, value in _spoken(side):
        inside = value.source and side.statement.sentence.span.covers(value.source)
        if inside and value.entity and value.speaker and detail.span.overlaps(span_of(quote)):
            last = fold(value.entity.split()[-1])
            return last if fold(value.speaker.split()[-1]) == last else None
    return None


def one_speaker(left: Words, right: Words, sides: tuple[Said, Said]) -> bool:
    """Whether both outlets name the speaker, and by one name or a part of it."""
    one, other = speaker(left, sides[0]), speaker(right, sides[1])
    return one is not None and other is not None and one_name(one, other)

"""Which name a source stands for, and the speaker of each quotation, once names and descriptions are tied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from compare.text import fold
from compare.values import AttributionValue, Detail, MentionValue, NameValue, QuoteValue, Span, Statement

_BESIDE = 2  # characters between a verb and its quotation: ", "
_BACK = 3  # sentences back in which a pronoun looks for its name
Key = tuple[Span, Span | None]


def with_sources(statements: Sequence[Statement], text: str) -> tuple[Statement, ...]:
    """The statements of an article: each attribution with its entity, each quotation with speaker and use."""
    entities: dict[Key, str | None] = {}
    for at, statement in enumerate(statements):
        for detail in statement.details:
            value = detail.value
            if isinstance(value, AttributionValue) and (value.cue, value.source) not in entities:
                entities[value.cue, value.source] = _entity(value.source, at, statements, entities, text)
    return tuple(_with_speakers(statement, entities, text) for statement in statements)


def _entity(
    source: Span | None, at: int, statements: Sequence[Statement], entities: dict[Key, str | None], text: str
) -> str | None:
    """The canonical name in the source, the one its description is tied to, or the one its pronoun points to."""
    if source is None:
        return None
    if fold(source.of(text)) in ("he", "she"):
        return _antecedent(source, at, statements, entities)
    inside = [d.value for s in _holding(source, statements, at) for d in s.details if source.overlaps(d.span)]
    names = [value for value in inside if isinstance(value, NameValue)]
    people = [value.canonical for value in names if value.kind == "person"]
    tied = [value.entity for value in inside if isinstance(value, MentionValue) and value.entity]
    return next(iter((*people, *tied, *(value.canonical for value in names))), None)


def _holding(source: Span, statements: Sequence[Statement], at: int) -> Sequence[Statement]:
    near = statements[max(0, at - _BACK) : at + 1]
    return [statement for statement in near if statement.sentence.span.covers(source)]


def _antecedent(source: Span, at: int, statements: Sequence[Statement], entities: dict[Key, str | None]) -> str | None:
    """The person a pronoun stands for: named before it in the sentence, else the last who spoke, else was named."""
    for back in range(min(at, _BACK) + 1):
        statement = statements[at - back]
        before = [v for v in _values(statement) if v.source and v.source.end <= source.start]
        spoke = [name for value in before if (name := entities.get((value.cue, value.source)))]
        people = spoke[-1:] if back and spoke else _people(statement, source.start)
        if people:
            return people[0]
    return None


def _people(statement: Statement, end: int) -> list[str]:
    """The canonical names of possible persons before an offset, outside quotations."""
    quotes = [d.span for d in statement.details if d.kind == "quote"]
    named = [(d.span, d.value) for d in statement.details if isinstance(d.value, NameValue) and d.span.end <= end]
    free = [(span, value) for span, value in named if not any(quote.overlaps(span) for quote in quotes)]
    return [value.canonical for _, value in free if value.kind in ("person", "other")]


def _values(statement: Statement) -> list[AttributionValue]:
    return [d.value for d in statement.details if isinstance(d.value, AttributionValue)]


def _with_speakers(statement: Statement, entities: dict[Key, str | None], text: str) -> Statement:
    values = [replace(v, entity=entities[v.cue, v.source]) for v in _values(statement)]
    known = {(v.cue, v.source): v.entity for v in values}
    return replace(statement, details=tuple(_told(d, values, known, text) for d in statement.details))


def _told(detail: Detail, values: Sequence[AttributionValue], known: dict[Key, str | None], text: str) -> Detail:
    value = detail.value
    if isinstance(value, AttributionValue):
        return replace(detail, value=replace(value, entity=known[value.cue, value.source]))
    if not isinstance(value, QuoteValue):
        return detail
    spoken = [one for one in values if _is_spoken(detail.span, one)] if value.use == "speech" else []
    one = min(spoken, key=lambda one: (one.act != "speech", one.claim.end - one.claim.start), default=None)
    if one:
        told = replace(value, source=one.source, entity=one.entity)
        return replace(detail, value=replace(told, speaker=one.source.of(text) if one.source else None))
    return detail if value.complete else replace(detail, value=replace(value, use="term"))


def _is_spoken(quote: Span, value: AttributionValue) -> bool:
    """Whether the quotation is in the claim, or stands right beside speaker and verb."""
    if value.claim.overlaps(quote):
        return True
    ends = [span for span in (value.source, value.cue) if span and not value.carried]
    before = min((span.start for span in ends), default=quote.start) - quote.end
    behind = quote.start - max((span.end for span in ends), default=quote.end)
    beside = bool(ends) and (0 <= before <= 1 or 0 <= behind <= _BESIDE)
    return beside and not quote.overlaps(value.cue)

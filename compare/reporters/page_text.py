"""Passages of a page: text of articles in runs, each with what is known about it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from compare.reporters.marking import spaced
from compare.values import DateValue, Detail, MentionValue, NameValue, NumberValue, Span


class Layer(NamedTuple):
    """A span of a text and one thing that is known about it."""

    span: Span
    finding: int = 0  # number of the divergence it is evidence of
    key: str = ""  # shared by the details that are counterparts
    differs: bool = False  # a word that no other side uses


class Run(NamedTuple):
    """A stretch of text under the same layers, safe to show."""

    text: str
    findings: tuple[int, ...] = ()
    key: str = ""
    differs: bool = False


def runs(text: str, within: Span, layers: Iterable[Layer]) -> tuple[Run, ...]:
    """The stretch `within` of a text, cut wherever a layer begins or ends."""
    near = [layer for layer in layers if layer.span.overlaps(within)]
    edges = {*within, *(edge for layer in near for edge in layer.span if within.start < edge < within.end)}
    made: list[Run] = []
    before = " "
    for start, end in pairwise(sorted(edges)):
        shown = spaced(text[start:end], before)
        if shown:
            over = [layer for layer in near if layer.span.covers(Span(start, end))]
            made.append(Run(shown) if shown.isspace() else _run(shown, over))  # a link needs a word
            before = shown
    return tuple(made)


def _run(shown: str, over: list[Layer]) -> Run:
    findings = tuple(dict.fromkeys(layer.finding for layer in over if layer.finding))
    keys = [layer.key for layer in over if layer.key]
    return Run(shown, findings, keys[-1] if keys else "", any(layer.differs for layer in over))


class Keys:
    """Short names for what details are about; equal things get equal names, in the order in which they are met."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], str] = {}

    def of(self, detail: Detail, in_row: bool) -> str:
        """The key of a detail, "" where nothing can be its counterpart; dates of one row are counterparts."""
        thing = _thing(detail, in_row)
        return self._names.setdefault(thing, str(len(self._names))) if thing else ""


def _thing(detail: Detail, in_row: bool) -> tuple[str, ...] | None:
    match detail.value:
        case NumberValue(unit=unit, of=of):
            return "number", unit or of or ""
        case DateValue(start=start, end=end):
            return ("date",) if in_row else ("date", start or detail.text, end or "")
        case NameValue(canonical=canonical, entity=entity):
            return "name", entity or canonical
        case MentionValue(entity=str(entity)):
            return "name", entity
    return None

"""Agencies that an article credits, and the dateline that opens an agency's story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from compare.furniture.base import Line, Lines
from compare.tables import table
from compare.values import Credit, Span

_LEAD = 3  # lines of story in which a dateline may stand
_LONGEST = 200  # characters of a line that credits and says nothing else


def find_prefix(lines: Lines, text: str) -> Span | None:
    """The span of "LINDHAVEN, Nov 14 (Meridian Wire) - " before the first sentence of a story."""
    for line in [line for line in lines if line.reason is None][:_LEAD]:
        found = _dateline(line, text)
        if found:
            return Span(line.span.start, line.span.start + found.end())
    return None


def find_credits(lines: Lines, text: str) -> tuple[Credit, ...]:
    """The agencies that a text credits, in the order of their places."""
    found = [*_of_dateline(lines, text), *(credit for line in lines for credit in _of_line(line, text))]
    first: dict[Span, Credit] = {credit.span: credit for credit in found}
    return tuple(first[span] for span in sorted(first))


def _dateline(line: Line, text: str) -> re.Match[str] | None:
    """The dateline that opens a line; brackets alone tell only where they hold a known agency."""
    found = _compiled("dateline").match(line.span.of(text)[:_LONGEST])
    return found if found and (found["place"] or _canonical(found["agency"] or "")) else None


def _of_dateline(lines: Lines, text: str) -> Iterator[Credit]:
    for line in [line for line in lines if line.reason is None][:_LEAD]:
        found = _dateline(line, text)
        if found and found["agency"]:
            yield from _named(found["agency"], line.span.start + found.start("agency"), trusted=True)
            return


def _of_line(line: Line, text: str) -> Iterator[Credit]:
    if line.reason == "menu" or len(line.text) > _LONGEST:
        return
    for pattern in ("credited", "contributed", "whole"):
        for found in _compiled(pattern).finditer(line.span.of(text)):
            yield from _named(found["agency"], line.span.start + found.start("agency"), trusted=False)


def _named(words: str, start: int, trusted: bool) -> Iterator[Credit]:
    """Each agency in a list of names; a name that no table knows counts where it is trusted or looks like one."""
    for begin, end in _pieces(words):
        name = words[begin:end]
        known = _canonical(name)
        if known or (trusted and name[:1].isupper()) or _looks_like_agency(name):
            yield Credit(known or name, Span(start + begin, start + end))


def _pieces(words: str) -> Iterator[tuple[int, int]]:
    """Where the names of a list stand in it."""
    begin = 0
    for comma in re.finditer(r"\s*(?:[,/&]|\band\b)\s*|\s*$", words):
        if comma.start() > begin:
            yield begin, comma.start()
        begin = comma.end()


def _canonical(name: str) -> str | None:
    return _known().get(name.casefold().removeprefix("the "))


def _looks_like_agency(name: str) -> bool:
    return name[:1].isupper() and name.casefold().endswith(tuple(table("agencies")["endings"].split("|")))


@cache
def _known() -> dict[str, str]:
    """Each known name of an agency, folded, and the name it goes by."""
    rows = (row.split(": ") for row in table("agencies")["known"].strip().splitlines())
    return {form.casefold().strip(): name.strip() for name, forms in rows for form in (name, *forms.split("|"))}


@cache
def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(table("agencies")[name], re.VERBOSE)

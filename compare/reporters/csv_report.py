"""CSV for a spreadsheet: one row a divergence, one column an article; nothing in it is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from compare.options import Options
from compare.reporters import view
from compare.reporters.base import Reporter, Screen
from compare.text import visible
from compare.values import Comparison, Divergence, Evidence

MARK = "\ufeff"  # without a byte order mark a spreadsheet takes UTF-8 for the code page of the machine
SILENCE = "(says nothing about this)"
_FIXED = ("number", "severity", "relation", "type", "rule", "score", "message", "fact")
_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")  # what begins a formula, in either width


def render(comparison: Comparison, options: Options, screen: Screen) -> str:
    """A heading and one row for each divergence, most serious first; separated by commas, in UTF-8 with a mark."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    named, stated = view.labels(comparison.articles), view.facts(comparison)
    writer.writerow(map(cell, (*_FIXED, *named.values(), "places", "id")))
    for number, found in enumerate(view.shown(comparison, options), start=1):
        row = (*_head(number, found, stated), *_words(found, named), _places(found.evidence), found.id)
        writer.writerow(map(cell, row))
    return MARK + out.getvalue()


def cell(text: str) -> str:
    """The text in one line; what a spreadsheet would run as a formula gets an apostrophe in front.

    >>> cell("=1+1"), cell("-5"), cell("36 people")
    ("'=1+1", "'-5", '36 people')
    """
    shown = visible(text)
    return f"'{shown}" if shown[:1] in _FORMULA else shown


def _head(number: int, found: Divergence, stated: dict[str, str]) -> tuple[str, ...]:
    fact = stated.get(found.group or "", "")
    score = f"{found.score:.2f}"
    return str(number), found.severity, found.relation or "", found.type, found.rule, score, found.message, fact


def _words(found: Divergence, named: Iterable[str]) -> list[str]:
    """What each article says, in the order of the columns; empty where it has no part in the divergence."""
    told: dict[str, list[str]] = {}
    for piece in found.evidence:
        told.setdefault(piece.article, []).append(SILENCE if piece.missing else piece.text)
    return ["; ".join(dict.fromkeys(told.get(article, ()))) for article in named]


def _places(evidence: Iterable[Evidence]) -> str:
    """Where the words stand: code points of the article's text or title, end exclusive."""
    places = (f"{piece.article}#{piece.field}={piece.span.start},{piece.span.end}" for piece in evidence)
    return "; ".join(dict.fromkeys(places))


CSV = Reporter("csv", "For a spreadsheet: one row a divergence, one column an article.", render)

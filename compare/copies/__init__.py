"""Copies and origins among the articles of one event: what counts once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from compare.copies.classes import Class, Setting, classify, lefts_of, quoted_share
from compare.copies.judge import is_near, score_of
from compare.copies.match import Match, match
from compare.copies.origins import components
from compare.copies.sketch import fingerprints
from compare.copies.words import WordTable, read_words
from compare.text import moment
from compare.values import Article, Duplicate, Origin, Span

_SHORTEST = 12  # equal words of a passage
_CREDITED = 0.3  # of the shorter text, between articles that credit one agency
_HOURS = 3600.0

Pair = tuple[int, int]


def find_copies(articles: Sequence[Article]) -> tuple[tuple[Duplicate, ...], tuple[Origin, ...]]:
    """The exact and near copies among `articles`, and the origins they leave; the earliest article is kept."""
    ordered = sorted(articles, key=_earliest)
    table = _story_words(ordered)
    prints = fingerprints(table).tolist()
    pairs = [pair for pair in combinations(range(len(ordered)), 2) if all(prints[k] for k in pair)]
    rows = [table.row(number) for number in range(len(ordered))]
    found = dict(zip(pairs, match([rows[a] for a, _ in pairs], [rows[b] for _, b in pairs]), strict=True))
    copies: dict[int, Duplicate] = {}
    for kept, copy in pairs:
        if kept not in copies and copy not in copies and (prints[kept] == prints[copy] or is_near(found[kept, copy])):
            copies[copy] = _duplicate(ordered, table, kept, copy, found[kept, copy], prints[kept] == prints[copy])
    told = tuple(copies[number] for number in sorted(copies, key=lambda n: (copies[n].kept, n)))
    return told, _origins(ordered, table, prints, found)


def _origins(
    ordered: Sequence[Article], table: WordTable, prints: Sequence[int], found: dict[Pair, Match]
) -> tuple[Origin, ...]:
    why = {pair: _one_source(ordered, table, pair, prints, matched) for pair, matched in found.items()}
    joined = {pair: reason for pair, reason in why.items() if reason}
    families: dict[int, list[int]] = {}
    for number, root in enumerate(components(len(ordered), sorted(joined))):
        families.setdefault(root, []).append(number)
    origins = []
    for members in families.values():
        names = tuple(sorted(ordered[number].id for number in members))
        reasons = sorted({reason for pair, reason in joined.items() if set(pair) <= set(members)})
        origins.append((names, tuple(reasons) or ("own text",)))
    return tuple(Origin(f"o{number}", *origin) for number, origin in enumerate(sorted(origins), 1))


def _one_source(
    ordered: Sequence[Article], table: WordTable, pair: Pair, prints: Sequence[int], found: Match
) -> str | None:
    """Why two articles count as one source; None where they do not."""
    if prints[pair[0]] == prints[pair[1]]:
        return "the same text"
    kind, reasons = _class_of(ordered, table, pair, found)
    if kind == "one text":
        return reasons[0]
    one, other = ({credit.agency for credit in ordered[number].credits} for number in pair)
    if kind == "borrowed" and one & other and found.covered >= _CREDITED:
        return f"both credit {min(one & other)} and share {found.covered:.0%} of the shorter text"
    return None


def _class_of(ordered: Sequence[Article], table: WordTable, pair: Pair, found: Match) -> tuple[Class, tuple[str, ...]]:
    left, right = (ordered[number] for number in pair)
    long = Match(
        found.left_size,
        found.right_size,
        tuple(p for p in found.passages if p.equal >= _SHORTEST),
        found.numbers,
    )
    quoted = quoted_share(left.text, table, pair[0], lefts_of(long.passages))
    return classify(long, Setting(left.outlet == right.outlet, _days(left, right), 0.0, quoted))


def _duplicate(
    ordered: Sequence[Article], table: WordTable, kept: int, copy: int, found: Match, exact: bool
) -> Duplicate:
    spans = tuple(
        (table.span(kept, p.left, p.left_end), table.span(copy, p.right, p.right_end)) for p in found.passages
    )
    whole = ((Span(0, len(ordered[kept].text)), Span(0, len(ordered[copy].text))),)
    score = 1.0 if exact else score_of(found)
    return Duplicate(ordered[kept].id, ordered[copy].id, "exact" if exact else "near", score, whole if exact else spans)


def _story_words(articles: Sequence[Article]) -> WordTable:
    """The words of the articles' stories: those inside furniture are left out."""
    table = read_words([article.text for article in articles])
    kept = np.ones(len(table.hashes), dtype=bool)
    for number, article in enumerate(articles):
        first, last = int(table.bounds[number]), int(table.bounds[number + 1])
        for piece in article.furniture:
            cut = np.searchsorted(table.starts[first:last], [piece.span.start, piece.span.end])
            kept[first + cut[0] : first + cut[1]] = False
    before = np.append(0, np.cumsum(kept))
    return WordTable(table.hashes[kept], table.starts[kept], table.ends[kept], before[table.bounds])


def _days(left: Article, right: Article) -> float | None:
    one, other = moment(left.published), moment(right.published)
    return None if one is None or other is None else abs((one - other).total_seconds()) / _HOURS / 24


def _earliest(article: Article) -> tuple[bool, float, str]:
    when = moment(article.published)
    return when is None, when.timestamp() if when else 0.0, article.id

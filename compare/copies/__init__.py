"""Exact copies: articles whose story is the same words count as one origin."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from compare.text import moment, squeeze, straighten
from compare.values import Article, Duplicate, Origin, Span


def find_copies(articles: Sequence[Article]) -> tuple[tuple[Duplicate, ...], tuple[Origin, ...]]:
    """The exact copies among `articles`, and the origins they leave; the earliest published article is kept."""
    same: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        same[_fingerprint(article)].append(article)
    families = [sorted(family, key=_earliest) for family in same.values()]
    families.sort(key=lambda family: min(a.id for a in family))
    copies = tuple(
        Duplicate(family[0].id, copy.id, "exact", 1.0, ((_whole(family[0]), _whole(copy)),))
        for family in families
        for copy in family[1:]
    )
    origins = tuple(
        Origin(
            f"o{number}",
            tuple(sorted(a.id for a in family)),
            ("the same text",) if family[1:] else ("own text",),
        )
        for number, family in enumerate(families, 1)
    )
    return copies, origins


def _earliest(article: Article) -> tuple[bool, float, str]:
    when = moment(article.published)
    return when is None, when.timestamp() if when else 0.0, article.id


def _fingerprint(article: Article) -> str:
    plain = squeeze(straighten(_story(article)).casefold()) or f"no story: {article.id}"
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()


def _story(article: Article) -> str:
    parts, start = [], 0
    for piece in article.furniture:
        parts.append(article.text[start : piece.span.start])
        start = piece.span.end
    return "\n".join([*parts, article.text[start:]])


def _whole(article: Article) -> Span:
    return Span(0, len(article.text))

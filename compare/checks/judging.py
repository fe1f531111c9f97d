"""Events to divergences, in parallel and by way of the cache."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from compare.checks.cache import Cache, in_batches, key_of
from compare.checks.prepare import Count
from compare.checks.spread import spread
from compare.checks.sure import weaken
from compare.options import Options
from compare.pipeline import compare_articles
from compare.values import Article, Divergence, Evidence, Notice, Origin, Span

Articles = tuple[Article, ...]


class Judged(NamedTuple):
    """What the comparison of one event found."""

    divergences: tuple[Divergence, ...]
    origins: tuple[Origin, ...]
    notices: tuple[Notice, ...]


def judge_events(
    events: Sequence[Articles], options: Options, cache: Cache, workers: int, count: Count
) -> tuple[Judged, ...]:
    """The divergences of each event, in the order of the events."""
    keys = [_key(articles, options) for articles in events]
    known = cache.get(keys)
    missing = [(key, articles) for key, articles in zip(keys, events, strict=True) if key not in known]
    found = spread(partial(_judged, options=options), [articles for _, articles in missing], workers)
    done = 0
    for batch in in_batches(zip((key for key, _ in missing), found, strict=True), size=16):
        cache.put(batch)
        known.update(batch)
        done += len(batch)
        count(done, len(missing))
    return tuple(_read(known[key], articles) for key, articles in zip(keys, events, strict=True))


def _key(articles: Articles, options: Options) -> str:
    told = [
        part for a in articles for part in (a.id, a.outlet, a.title, a.url, a.published, a.text, a.furniture, a.credits)
    ]
    return key_of("event", sorted(options.that_change_results().items()), *told)


def _judged(articles: Articles, options: Options) -> Any:
    """The comparison of one event as plain values; articles are told by their place in the event."""
    result = compare_articles(articles, options)
    place = {article.id: number for number, article in enumerate(articles)}
    return [
        [_row(found, place) for found in weaken(result)],
        [[origin.id, [place[name] for name in origin.articles], origin.reasons] for origin in result.origins],
        [[notice.article, notice.reason] for notice in result.notices],
    ]


def _row(found: Divergence, place: Mapping[str, int]) -> list[Any]:
    pieces = [
        [place[piece.article], piece.sentence, piece.field, *piece.span, piece.variant, piece.missing]
        for piece in found.evidence
    ]
    head = [found.id, found.rule, found.type, found.relation, found.severity, found.group, found.score]
    return [*head, found.reasons, found.message, pieces]


def _read(plain: Any, articles: Articles) -> Judged:
    divergences, origins, notices = plain
    return Judged(
        tuple(_divergence(row, articles) for row in divergences),
        tuple(Origin(id, tuple(articles[n].id for n in members), tuple(why)) for id, members, why in origins),
        tuple(Notice(article, reason) for article, reason in notices),
    )


def _divergence(row: list[Any], articles: Articles) -> Divergence:
    id, rule, type, relation, severity, group, score, reasons, message, pieces = row
    told = tuple(_evidence(piece, articles) for piece in pieces)
    return Divergence(id, rule, type, relation, severity, group, score, tuple(reasons), message, told)


def _evidence(row: list[Any], articles: Articles) -> Evidence:
    number, sentence, field, start, end, variant, missing = row
    article = articles[number]
    text = article.text if field == "text" else article.title or ""
    return Evidence(article.id, article.outlet, sentence, field, Span(start, end), text[start:end], variant, missing)

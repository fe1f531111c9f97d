"""Events to divergences, in parallel and by way of the cache."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
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
    return tuple(_read(known[key]) for key in keys)


def _key(articles: Articles, options: Options) -> str:
    told = [
        part for a in articles for part in (a.id, a.outlet, a.title, a.url, a.published, a.text, a.furniture, a.credits)
    ]
    return key_of("event", sorted(options.that_change_results().items()), *told)


def _judged(articles: Articles, options: Options) -> Any:
    """The comparison of one event as plain values."""
    result = compare_articles(articles, options)
    return {
        "divergences": [asdict(found) for found in weaken(result)],
        "origins": [[origin.id, list(origin.articles), list(origin.reasons)] for origin in result.origins],
        "notices": [[notice.article, notice.reason] for notice in result.notices],
    }


def _read(plain: Any) -> Judged:
    return Judged(
        tuple(_divergence(found) for found in plain["divergences"]),
        tuple(Origin(id, tuple(articles), tuple(reasons)) for id, articles, reasons in plain["origins"]),
        tuple(Notice(article, reason) for article, reason in plain["notices"]),
    )


def _divergence(plain: dict[str, Any]) -> Divergence:
    evidence = tuple(Evidence(**{**piece, "span": Span(*piece["span"])}) for piece in plain["evidence"])
    return Divergence(**{**plain, "reasons": tuple(plain["reasons"]), "evidence": evidence})

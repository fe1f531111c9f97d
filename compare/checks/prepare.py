"""Pages to articles with what grouping reads of them, in parallel and by way of the cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from compare.checks.cache import Cache, in_batches, key_of
from compare.checks.spread import spread
from compare.checks.terms import Terms, print_of, terms_of
from compare.clean import article_of, name_pages, shared_by_outlet
from compare.furniture.repeats import line_keys
from compare.options import Options
from compare.values import Article, Credit, Furniture, Notice, Page, Span

Count = Callable[[int, int], None]  # done, of how many


class Prepared(NamedTuple):
    """An article, its strongest terms, and a fingerprint that copies share."""

    article: Article
    terms: Terms
    print: str


class _Draft(NamedTuple):
    """A page with its id and the lines of its outlet that it repeats; all that its article follows from."""

    name: str
    page: Page
    shared: frozenset[str]


def prepare(
    pages: Sequence[Page], options: Options, cache: Cache, workers: int, count: Count
) -> tuple[tuple[Prepared, ...], tuple[Notice, ...]]:
    """The articles of all pages, sorted by id, and what to tell about their ids."""
    named, notices = name_pages(pages)
    told = _shared([page for _, page in named], cache)
    drafts = [_Draft(name, page, shared) for (name, page), shared in zip(named, told, strict=True)]
    keys = [_key(draft, options) for draft in drafts]
    known = cache.get(keys)
    missing = [(key, draft) for key, draft in zip(keys, drafts, strict=True) if key not in known]
    found = spread(partial(_worked_out, options=options), [draft for _, draft in missing], workers)
    for number, batch in enumerate(in_batches(zip((key for key, _ in missing), found, strict=True))):
        cache.put(batch)
        known.update(batch)
        count(min((number + 1) * 64, len(missing)), len(missing))
    prepared = [_filled(draft, known[key]) for key, draft in zip(keys, drafts, strict=True)]
    return tuple(sorted(prepared, key=lambda item: item.article.id)), notices


def _shared(pages: Sequence[Page], cache: Cache) -> list[frozenset[str]]:
    """For each page its lines that other articles of its outlet repeat."""
    key = key_of("shared", *(part for page in pages for part in (page.outlet, page.text)))
    known = cache.get([key])
    if key not in known:
        rows = [line_keys(page.text) for page in pages]
        shared = shared_by_outlet(pages, rows)
        found = (shared.get(page.outlet, frozenset()) & row.keys() for page, row in zip(pages, rows, strict=True))
        known = {key: [sorted(lines) for lines in found]}
        cache.put(known)
    return [frozenset(lines) for lines in known[key]]


def _key(draft: _Draft, options: Options) -> str:
    page = draft.page
    return key_of(
        "article", options.keep_furniture, page.text, page.title, page.published, page.body, sorted(draft.shared)
    )


def _worked_out(draft: _Draft, options: Options) -> Any:
    """What takes time, as plain values: furniture, credits, the day of publication, terms."""
    article = article_of(draft.page, draft.name, options, draft.shared)
    return [
        article.published,
        [[f.span.start, f.span.end, f.reason] for f in article.furniture],
        [[c.agency, c.span.start, c.span.end] for c in article.credits],
        terms_of(article),
        print_of(article),
    ]


def _filled(draft: _Draft, worked_out: Any) -> Prepared:
    published, furniture, credits, terms, print = worked_out
    page = draft.page
    article = Article(
        draft.name,
        page.outlet or draft.name,
        page.title,
        page.url,
        published,
        page.text,
        page.source,
        tuple(Furniture(Span(start, end), reason) for start, end, reason in furniture),
        tuple(Credit(agency, Span(start, end)) for agency, start, end in credits),
        page.segments,
    )
    return Prepared(article, terms, print)

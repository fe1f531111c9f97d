"""Page -> Article: furniture is marked with a reason, the text is never rewritten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count

from compare.furniture.base import Lines, Step, lines_of
from compare.furniture.credits import find_credits, find_prefix
from compare.furniture.density import outside, outside_body
from compare.furniture.phrases import by_phrase, tail
from compare.furniture.published import find_published
from compare.furniture.repeats import LineKeys, by_outlet, line_keys, repeated, shared_lines, teasers
from compare.furniture.shape import by_shape
from compare.options import Options
from compare.values import Article, Furniture, Notice, Page, Span

_FOUND: tuple[Step, ...] = (by_phrase, outside, tail)  # where the story stands in a text that does not tell
_TOLD: tuple[Step, ...] = (by_phrase,)  # where the format tells
_WITHIN: tuple[Step, ...] = (by_shape, teasers, repeated)


def clean(pages: Sequence[Page], options: Options) -> tuple[tuple[Article, ...], tuple[Notice, ...]]:
    """The articles of all pages, sorted by id, and what to tell about them.

    An id is the page's own, else its URL, else its path; where two pages claim one, the later in the order of
    (id, outlet, text, path, line) gets "#2" and a notice.
    """
    named, notices = name_pages(pages)
    shared = shared_by_outlet(pages, [line_keys(page.text) for page in pages])
    articles = [article_of(page, name, options, shared.get(page.outlet, frozenset())) for name, page in named]
    return tuple(sorted(articles, key=lambda a: a.id)), notices


def name_pages(pages: Sequence[Page]) -> tuple[tuple[tuple[str, Page], ...], tuple[Notice, ...]]:
    """Every page with the id of its article, and a notice for each id that is not the one wanted."""
    taken: set[str] = set()
    claimed = {_wanted_id(page) for page in pages}
    named, notices = [], []
    for page in sorted(pages, key=_order):
        wanted = _wanted_id(page)
        name = wanted if wanted not in taken else next(f for f in _further(wanted) if f not in taken | claimed)
        taken.add(name)
        named.append((name, page))
        if name != wanted:
            notices.append(
                Notice(name, f"the id '{wanted}' is used by more than one article; this one is called '{name}'")
            )
    return tuple(named), tuple(notices)


def _further(wanted: str) -> Iterator[str]:
    return (f"{wanted}#{number}" for number in count(2))


def _order(page: Page) -> tuple[str, str, str, str, int]:
    source = page.source
    return (_wanted_id(page), page.outlet or "", page.text, source.path, source.line or 0)


def _wanted_id(page: Page) -> str:
    if page.id or page.url:
        return page.id or page.url or ""
    return page.source.path if page.source.line is None else f"{page.source.path}:{page.source.line}"


def shared_by_outlet(pages: Sequence[Page], rows: Sequence[LineKeys]) -> dict[str | None, frozenset[str]]:
    """What the articles of each outlet repeat; `rows` are the lines of the pages."""
    texts: dict[str, list[tuple[str, LineKeys]]] = defaultdict(list)
    for page, row in zip(pages, rows, strict=True):
        if page.outlet:
            texts[page.outlet].append((page.text, row))
    return {outlet: shared_lines(*zip(*found, strict=True)) for outlet, found in texts.items() if len(found) > 1}


def article_of(page: Page, name: str, options: Options, shared: frozenset[str]) -> Article:
    """The article of a page; `shared` is what the articles of its outlet repeat."""
    lines = mark(lines_of(page.text), shared, page.body)
    return Article(
        id=name,
        outlet=page.outlet or name,
        title=page.title,
        url=page.url,
        published=page.published or find_published(lines),
        text=page.text,
        source=page.source,
        furniture=() if options.keep_furniture else furniture_of(lines, page.text),
        credits=find_credits(lines, page.text),
        segments=page.segments,
    )


def find_furniture(text: str) -> tuple[Furniture, ...]:
    """The spans of `text` that are not story, in order, each with its reason."""
    return furniture_of(mark(lines_of(text)), text)


def mark(lines: Lines, shared: frozenset[str] = frozenset(), body: Sequence[Span] | None = None) -> Lines:
    """The lines of a text, each with the reason why it is no story.

    `shared` is what its outlet repeats, `body` what the format says is story.
    """
    lines = tuple(by_outlet(lines, shared))
    for step in _FOUND if body is None else _TOLD:
        lines = tuple(step(lines))
    if body is not None:
        lines = tuple(outside_body(lines, body))
    for step in _WITHIN:
        lines = tuple(step(lines))
    return lines


def furniture_of(lines: Lines, text: str) -> tuple[Furniture, ...]:
    """The marked lines, and the agency's dateline that opens the story."""
    found = [Furniture(line.span, line.reason) for line in lines if line.reason]
    prefix = find_prefix(lines, text)
    if prefix:
        found.append(Furniture(prefix, "dateline"))
    return tuple(sorted(found, key=lambda f: f.span))

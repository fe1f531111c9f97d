"""Page -> Article: furniture is marked with a reason, the text is never rewritten."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from compare.options import Options
from compare.tables import table
from compare.text import paragraphs, squeeze, straighten
from compare.values import Article, Furniture, Notice, Page, Span

_REASONS = ("dateline", "share", "related", "comments", "menu", "credit", "bio")
_END = re.compile(r"[.!?…:;][\"”’'»)\]]*$")
_SHORT = 12  # words: a longer line is a sentence even without its full stop
_MENU = 3  # words: a line this short without a full stop is no headline
_LEAD = 4  # lines before the story in which a stand-first may stand
_ALIKE = 92  # rapidfuzz ratio from which one line repeats another
_LEAST = 30  # characters from which a repetition is no accident


@dataclass(frozen=True, slots=True)
class Line:
    """A stripped line of a text, and why it is furniture, if it is."""

    span: Span
    text: str
    reason: str | None = None

    @property
    def words(self) -> int:
        """How many blank-separated words the line has."""
        return len(self.text.split())

    @property
    def is_sentence(self) -> bool:
        """Whether the line reads like running text: a final stop, or too long for a heading."""
        return bool(_END.search(self.text)) or self.words > _SHORT


def clean(pages: Sequence[Page], options: Options) -> tuple[tuple[Article, ...], tuple[Notice, ...]]:
    """The articles of all pages, sorted by id, and what to tell about them.

    An id is the page's own, else its URL, else its path; where two pages claim one, the later in the order of
    (id, outlet, text, path, line) gets "#2" and a notice.
    """
    taken: Counter[str] = Counter()
    articles, notices = [], []
    for page in sorted(pages, key=_order):
        wanted = _wanted_id(page)
        taken[wanted] += 1
        name = wanted if taken[wanted] == 1 else f"{wanted}#{taken[wanted]}"
        articles.append(_article(page, name, options))
        if name != wanted:
            notices.append(
                Notice(name, f"the id '{wanted}' is used by more than one article; this one is called '{name}'")
            )
    return tuple(sorted(articles, key=lambda a: a.id)), tuple(notices)


def _order(page: Page) -> tuple[str, str, str, str, int]:
    source = page.source
    return (_wanted_id(page), page.outlet or "", page.text, source.path, source.line or 0)


def _wanted_id(page: Page) -> str:
    if page.id or page.url:
        return page.id or page.url or ""
    return page.source.path if page.source.line is None else f"{page.source.path}:{page.source.line}"


def _article(page: Page, name: str, options: Options) -> Article:
    return Article(
        id=name,
        outlet=page.outlet or name,
        title=page.title,
        url=page.url,
        published=page.published,
        text=page.text,
        source=page.source,
        furniture=() if options.keep_furniture else find_furniture(page.text),
    )


def find_furniture(text: str) -> tuple[Furniture, ...]:
    """The spans of `text` that are not story, in order, each with its reason."""
    lines = [Line(span, straighten(squeeze(span.of(text)))) for span in paragraphs(text)]
    for step in (_by_phrase, _tail, _by_shape, _teasers, _repeated):
        lines = list(step(lines))
    return tuple(Furniture(line.span, line.reason) for line in lines if line.reason)


Step = Callable[[list[Line]], Iterator[Line]]


def _by_phrase(lines: list[Line]) -> Iterator[Line]:
    """Lines that say what only furniture says."""
    for line in lines:
        yield _marked(line, next((r for r in _REASONS if _says(line, r)), None))


def _says(line: Line, reason: str) -> bool:
    if _bare(line) in _phrases(reason, "line"):
        return True
    start = line.text.casefold().startswith(tuple(_phrases(reason, "start"))) and _may_start(line)
    return start or any(p.search(line.text) for p in _patterns(reason))


def _may_start(line: Line) -> bool:
    """A long line of running text is not furniture for its first words alone."""
    return line.words <= 3 * _SHORT


def _tail(lines: list[Line]) -> Iterator[Line]:
    """After the story: comment forms and other stories' teasers, from a heading that announces them."""
    last = max((i for i, line in enumerate(lines) if line.reason is None and line.words > 2 * _SHORT), default=-1)
    reason = None
    for index, line in enumerate(lines):
        if index > last:
            reason = next((r for r in ("related", "comments") if _bare(line) in _phrases(r, "tail")), reason)
        yield line if line.reason or reason is None else _marked(line, reason)


def _by_shape(lines: list[Line]) -> Iterator[Line]:
    """Headings between paragraphs and short scraps; the first real headline before the story stays."""
    first = next((i for i, line in enumerate(lines) if line.reason is None and line.is_sentence), len(lines))
    last = max((i for i, line in enumerate(lines) if line.reason is None and line.is_sentence), default=-1)
    if last < 0:  # a text of headings only: nothing tells story from furniture
        yield from lines
        return
    headline_seen = False
    for index, line in enumerate(lines):
        if line.reason or line.is_sentence:
            yield line
        elif index < first and line.words > _MENU and not headline_seen:
            headline_seen = True
            yield line
        else:
            yield _marked(line, "menu" if index < first or index > last else "subhead")


def _teasers(lines: list[Line]) -> Iterator[Line]:
    """A stand-first or caption above the story that repeats a sentence of it."""
    story = [i for i, line in enumerate(lines) if line.reason is None]
    for index, line in enumerate(lines):
        rank = story.index(index) if line.reason is None and index in story[:_LEAD] else None
        repeats = rank is not None and any(_repeats(line, lines[j]) for j in story[rank + 1 :])
        yield _marked(line, "teaser" if repeats else None) if line.reason is None else line


def _repeats(short: Line, long: Line) -> bool:
    size = len(short.text)
    if size < _LEAST or size > len(long.text) + 5:
        return False
    return fuzz.partial_ratio(short.text.rstrip(".").casefold(), long.text.casefold()) >= _ALIKE


def _repeated(lines: list[Line]) -> Iterator[Line]:
    """A line that stood there before."""
    seen: set[str] = set()
    for line in lines:
        key = line.text.casefold().rstrip(".")
        again = line.reason is None and len(key) >= _LEAST and key in seen
        if line.reason is None:
            seen.add(key)
        yield _marked(line, "repeated") if again else line


def _marked(line: Line, reason: str | None) -> Line:
    return Line(line.span, line.text, reason)


def _bare(line: Line) -> str:
    return line.text.casefold().strip(" :|•·-–—…>»").strip()


@cache
def _phrases(reason: str, kind: str) -> tuple[str, ...]:
    rows = str(table("furniture")[reason].get(kind, "")).splitlines()
    return tuple(phrase.strip() for row in rows for phrase in row.split("|") if phrase.strip())


@cache
def _patterns(reason: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for p in table("furniture")[reason].get("anywhere", ()))

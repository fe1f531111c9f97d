"""The whole way from paths to a `Comparison`: the only place that knows the order of the steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import BinaryIO

from compare.align import align, group
from compare.align.terms import function_stems
from compare.clean import clean
from compare.copies import find_copies
from compare.details import describe, resolve
from compare.errors import InputError
from compare.options import Options
from compare.readers import read
from compare.rules import chosen, judge
from compare.split import split
from compare.text import words
from compare.values import Article, Comparison, Coverage, Group, Notice, Sentence, Skipped, Statement

MOST_ARTICLES = 100
_ENGLISH = 0.25  # share of function words under which a text is not English
_TELLING = 20  # words from which the language can be told
_SAMPLE = 40  # sentences read to tell it

Progress = Callable[[str], None]


def compare(
    paths: Sequence[str],
    options: Options | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Everything that diverges between the articles at `paths` (files, folders, globs, "-").

    Raises InputError for fewer than two or more than a hundred articles, OptionError for a rule that does not exist.
    """
    settings = options or Options()
    chosen(settings)
    tell = progress or _silent
    tell("reading")
    told = describe_paths(paths, settings, stdin)
    _check_number(told)
    return _compared(told, settings, tell)


def compare_articles(articles: Sequence[Article], options: Options) -> Comparison:
    """The comparison of articles of one event that are read and cleaned already, at least two."""
    return _compared(_described(articles, (), (), options), options, _silent)


def _compared(told: Comparison, options: Options, tell: Progress) -> Comparison:
    rules = chosen(options)
    tell("aligning")
    links = align(told.statements, options.encoder)
    groups = group(told.statements, links)
    duplicates, origins = find_copies(told.articles)
    aligned = replace(
        told,
        links=links,
        groups=groups,
        coverage=_coverage(told, groups),
        origins=origins,
        duplicates=duplicates,
    )
    tell("judging")
    judged = frozenset(a.id for a in told.articles if a.id not in _foreign(told))
    notices = sorted((*told.notices, *_loners(aligned)), key=lambda n: (n.article, n.reason))
    return replace(aligned, divergences=judge(aligned, rules, judged), notices=tuple(notices))


def describe_paths(paths: Sequence[str], options: Options | None = None, stdin: BinaryIO | None = None) -> Comparison:
    """The articles at `paths`, cleaned, split and described; nothing is compared."""
    settings = options or Options()
    pages, skipped = read(paths, settings, stdin)
    articles, notices = clean(pages, settings)
    return _described(articles, notices, skipped, settings)


def _described(
    articles: Sequence[Article], notices: Sequence[Notice], skipped: Sequence[Skipped], options: Options
) -> Comparison:
    told, remarks = [], list(notices)
    for article in articles:
        sentences = split(article)
        if not article.published:
            remarks.append(Notice(article.id, "no date of publication: relative dates stay unresolved"))
        if _is_english(sentences):
            told.append(describe(article, sentences, options.tagger))
        else:
            told.append(tuple(Statement(sentence) for sentence in sentences))
            remarks.append(Notice(article.id, NOT_ENGLISH))
    return Comparison(
        articles=tuple(articles),
        statements=resolve(tuple(statement for statements in told for statement in statements)),
        notices=tuple(sorted(remarks, key=lambda n: (n.article, n.reason))),
        skipped=tuple(skipped),
    )


NOT_ENGLISH = "the text does not look English: it is aligned, its details are not judged"


def _silent(stage: str) -> None:
    """Progress for nobody."""


def _check_number(told: Comparison) -> None:
    number = len(told.articles)
    if number > MOST_ARTICLES:
        raise InputError(
            f"{number} articles are too many for one comparison (at most {MOST_ARTICLES}); "
            "run 'storydiff compare' on the articles of one event at a time"
        )
    if number < 2:
        raise InputError(f"need at least two articles to compare, found {number}{_why(told.skipped)}")


def _why(skipped: tuple[Skipped, ...]) -> str:
    if not skipped:
        return "; give two or more files, or a folder with the articles of one event"
    first = skipped[0]
    place = first.source.path if first.source.line is None else f"{first.source.path}:{first.source.line}"
    more = f" and {len(skipped) - 1} more" if skipped[1:] else ""
    return f"; skipped {place}: {first.reason}{more}"


def _is_english(sentences: Sequence[Sentence]) -> bool:
    found = [word for s in sentences[:_SAMPLE] for word in words(s.text, s.span.start)]
    if len(found) < _TELLING:
        return True
    return sum(word.stem in function_stems() for word in found) >= _ENGLISH * len(found)


def _foreign(told: Comparison) -> set[str]:
    return {notice.article for notice in told.notices if notice.reason == NOT_ENGLISH}


def _coverage(told: Comparison, groups: Sequence[Group]) -> tuple[Coverage, ...]:
    outlets = {article.id: article.outlet for article in told.articles}
    return tuple(Coverage(g.id, tuple(sorted({outlets[s.sentence.article] for s in g.statements}))) for g in groups)


def _loners(aligned: Comparison) -> list[Notice]:
    linked = {s.sentence.article for link in aligned.links for s in (link.left, link.right)}
    return [
        Notice(article.id, "shares no fact with the others: looks like another event")
        for article in aligned.articles
        if article.id not in linked
    ]

"""Comparisons built by hand: short calls that find the offsets themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compare.values import (
    Article,
    Comparison,
    Coverage,
    Divergence,
    Evidence,
    Group,
    Relation,
    Sentence,
    Severity,
    Source,
    Span,
    Statement,
)


def article(
    id: str, outlet: str, sentences: Sequence[str], title: str | None = None, published: str | None = None
) -> Article:
    """An article whose text is the sentences, a paragraph each."""
    return Article(id, outlet, title, None, published, "\n\n".join(sentences), Source(id))


def statements(of: Article) -> tuple[Statement, ...]:
    """The paragraphs of an article, a sentence each."""
    found, start = [], 0
    for index, text in enumerate(of.text.split("\n\n")):
        span = Span(start, start + len(text))
        found.append(Statement(Sentence(of.id, index, span, text)))
        start = span.end + 2
    return tuple(found)


def says(of: Article, sentence: int, words: str, variant: str = "") -> Evidence:
    """Evidence: the words as they stand in that sentence."""
    span = statements(of)[sentence].sentence.span
    start = of.text.index(words, span.start)
    assert start + len(words) <= span.end
    return Evidence(
        of.id, of.outlet, sentence, "text", Span(start, start + len(words)), words, variant or words.lower()
    )


def heads(of: Article, words: str, variant: str = "") -> Evidence:
    """Evidence in the title."""
    assert of.title is not None
    start = of.title.index(words)
    span = Span(start, start + len(words))
    return Evidence(of.id, of.outlet, None, "title", span, words, variant or words.lower())


def lacks(of: Article, sentence: int | None) -> Evidence:
    """Evidence that an outlet lacks the detail: its whole sentence, or nothing where it has none."""
    if sentence is None:
        return Evidence(of.id, of.outlet, None, "text", Span(0, 0), "", "", True)
    found = statements(of)[sentence].sentence
    return Evidence(of.id, of.outlet, sentence, "text", found.span, found.text, "", True)


def divergence(
    rule: str,
    type: str,
    relation: Relation | None,
    severity: Severity,
    group: str | None,
    message: str,
    evidence: Sequence[Evidence],
    score: float = 0.9,
) -> Divergence:
    """A divergence whose id follows from rule and group."""
    reasons = ("same fact", "different values")
    id = f"{rule}-{group}-{message[:12]}"
    return Divergence(id, rule, type, relation, severity, group, score, reasons, message, tuple(evidence))


def group(id: str, *members: tuple[Article, int]) -> Group:
    """A group of sentences."""
    return Group(id, tuple(statements(of)[index] for of, index in members))


def coverage(groups: Iterable[Group], articles: Iterable[Article]) -> tuple[Coverage, ...]:
    """Which outlets each group has."""
    named = {a.id: a.outlet for a in articles}
    return tuple(Coverage(g.id, tuple(sorted({named[s.sentence.article] for s in g.statements}))) for g in groups)


def comparison(articles: Sequence[Article], groups: Sequence[Group], divergences: Sequence[Divergence]) -> Comparison:
    """A comparison without links; `dataclasses.replace` adds the rest."""
    return Comparison(
        articles=tuple(articles),
        statements=tuple(s for a in articles for s in statements(a)),
        groups=tuple(groups),
        divergences=tuple(divergences),
        coverage=coverage(groups, articles),
    )

"""A made-up comparison of any size for the reporters: no pipeline, no data, the same every time."""

from __future__ import annotations

from collections.abc import Iterator

from compare.values import (
    Article,
    Comparison,
    Coverage,
    Detail,
    Divergence,
    Evidence,
    Group,
    NameValue,
    NumberValue,
    Relation,
    Sentence,
    Severity,
    Source,
    Span,
    Statement,
)

_KINDS: tuple[tuple[str, str, Relation, Severity], ...] = (
    ("NUM001", "number", "conflict", "error"),
    ("NUM001", "number", "precision", "note"),
    ("NAM001", "naming", "precision", "warning"),
    ("DET001", "detail", "omission", "note"),
    ("WRD001", "wording", "precision", "note"),
)
_TOWNS = ("Lindhaven", "Ostrey", "Skarn", "Marrow Bay", "Tolland", "Veldt")
_TELLING = 9  # every ninth fact is told by one outlet alone


def crowd(articles: int = 60, sentences: int = 50) -> Comparison:
    """`articles` outlets with `sentences` each; most sentences report a fact that a few others report too."""
    told = [_article(number, sentences) for number in range(articles)]
    statements = tuple(statement for _, listed in told for statement in listed)
    groups = tuple(_groups(statements, articles, sentences))
    outlets = {article.id: article.outlet for article, _ in told}
    coverage = tuple(Coverage(g.id, tuple(sorted(outlets[s.sentence.article] for s in g.statements))) for g in groups)
    shared = [group for group in groups if len(group.statements) > 1]
    return Comparison(
        articles=tuple(article for article, _ in told),
        statements=statements,
        groups=groups,
        divergences=tuple(_divergence(n, group, outlets) for n, group in enumerate(shared)),
        coverage=coverage,
    )


def _article(number: int, sentences: int) -> tuple[Article, list[Statement]]:
    id, at, texts, told = f"outlet-{number:02}.txt", 0, [], []
    for index in range(sentences):
        town = _TOWNS[(number + index) % len(_TOWNS)]
        text = (
            f"Officials in {town} said that {number + index * 7 + 3} people had been moved from their homes, while "
            f"neighbours described report {index} in other words and waited for the council to answer their letters."
        )
        told.append(Statement(Sentence(id, index, Span(at, at + len(text)), text), _details(text, at, town)))
        texts.append(text)
        at += len(text) + 2
    return Article(id, f"Outlet {number:02}", f"Report {number}", None, None, "\n\n".join(texts), Source(id)), told


def _details(text: str, at: int, town: str) -> tuple[Detail, ...]:
    place, count = text.index(town), text.index("that ") + 5
    digits = text[count:].partition(" ")[0]
    return (
        Detail("name", Span(at + place, at + place + len(town)), town, NameValue("place", town)),
        Detail(
            "number",
            Span(at + count, at + count + len(digits)),
            digits,
            NumberValue(float(digits), float(digits), None, "peopl"),
        ),
    )


def _groups(statements: tuple[Statement, ...], articles: int, sentences: int) -> Iterator[Group]:
    """Sentence `index` of up to eight outlets that follow one another is one fact."""
    for index in range(sentences):
        for first in range(0, articles, 8):
            members = [statements[n * sentences + index] for n in range(first, min(first + 8, articles))]
            if index % _TELLING:
                yield Group(f"g{index}-{first}", tuple(members))
            else:
                yield from (Group(f"g{index}-{first}-{n}", (member,)) for n, member in enumerate(members))


def _divergence(number: int, group: Group, outlets: dict[str, str]) -> Divergence:
    rule, type, relation, severity = _KINDS[number % len(_KINDS)]
    evidence = tuple(_evidence(s, outlets, relation == "omission" and n > 4) for n, s in enumerate(group.statements))
    return Divergence(f"d{number}", rule, type, relation, severity, group.id, 0.8, ("made up",), "differs", evidence)


def _evidence(statement: Statement, outlets: dict[str, str], missing: bool) -> Evidence:
    sentence = statement.sentence
    span, text = (sentence.span, sentence.text) if missing else (statement.details[1].span, statement.details[1].text)
    outlet = outlets[sentence.article]
    return Evidence(sentence.article, outlet, sentence.index, "text", span, text, "" if missing else text, missing)

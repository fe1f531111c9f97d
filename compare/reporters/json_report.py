"""The JSON report: schema_version 1, every value of the comparison with exact offsets."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import compare
from compare.options import Options
from compare.reporters.base import Reporter, Screen
from compare.reporters.view import shown
from compare.values import (
    Article,
    Comparison,
    Divergence,
    Duplicate,
    Evidence,
    Group,
    Link,
    Origin,
    Sentence,
    Skipped,
    Source,
    Span,
    Statement,
)

SCHEMA_VERSION = 1
_PLACES = 4  # decimal places of a score


def render(comparison: Comparison, options: Options, screen: Screen) -> str:
    """The whole report as JSON: one key or one item of a list a line, so that line tools can read and diff it."""
    return lines(report(comparison, options))


def lines(report: dict[str, Any]) -> str:
    """A report with one key or one item of a list a line."""
    parts = [f"{json.dumps(key)}: {_lines(value)}" for key, value in report.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return dump(value)
    return "[\n " + ",\n ".join(dump(item) for item in value) + "\n]"


def report(comparison: Comparison, options: Options) -> dict[str, Any]:
    """The report as plain values, keys in the order of the schema."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "storydiff", "version": compare.__version__},
        "options": options.that_change_results(),
        "articles": _articles(comparison),
        "links": [_link(link) for link in comparison.links],
        "groups": [_group(group) for group in comparison.groups],
        "divergences": [divergence(found) for found in shown(comparison, options)],
        "coverage": [{"group": c.group, "outlets": list(c.outlets)} for c in comparison.coverage],
        "origins": [_origin(origin) for origin in comparison.origins],
        "duplicates": [_duplicate(duplicate) for duplicate in comparison.duplicates],
        "notices": [{"article": n.article, "reason": n.reason} for n in comparison.notices],
        "skipped": [_skipped(skipped) for skipped in comparison.skipped],
    }


def dump(value: Any) -> str:
    """JSON that any parser reads, any encoding can hold and any terminal can show.

    Half a surrogate pair has no form in UTF-8, so each one is written as U+FFFD (offsets stay); characters
    that end a line or steer a terminal are written as escapes.
    """
    text = json.dumps(value, ensure_ascii=False)
    return _steering().sub(lambda match: _written(match.group()), text)


@cache
def _steering() -> re.Pattern[str]:
    return re.compile("[\ud800-\udfff\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _written(character: str) -> str:
    return "\ufffd" if "\ud800" <= character <= "\udfff" else f"\\u{ord(character):04x}"


def divergence(found: Divergence) -> dict[str, Any]:
    """One divergence as plain values, as in the JSON report."""
    return {
        "id": found.id,
        "rule": found.rule,
        "type": found.type,
        "relation": found.relation,
        "severity": found.severity,
        "group": found.group,
        "score": round(found.score, _PLACES),
        "reasons": list(found.reasons),
        "message": found.message,
        "evidence": [_evidence(piece) for piece in found.evidence],
    }


def _evidence(piece: Evidence) -> dict[str, Any]:
    return {
        "article": piece.article,
        "outlet": piece.outlet,
        "sentence": piece.sentence,
        "field": piece.field,
        **_span(piece.span),
        "text": piece.text,
        "variant": piece.variant,
        "missing": piece.missing,
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _articles(comparison: Comparison) -> list[dict[str, Any]]:
    sentences: dict[str, list[Sentence]] = {article.id: [] for article in comparison.articles}
    for statement in comparison.statements:
        sentences.setdefault(statement.sentence.article, []).append(statement.sentence)
    return [_article(article, sentences[article.id]) for article in comparison.articles]


def _article(article: Article, sentences: list[Sentence]) -> dict[str, Any]:
    plain = cleaned(article)
    head = {key: plain.pop(key) for key in tuple(plain)[: tuple(plain).index("furniture")]}
    return {**head, "sentences": [_span(sentence.span) for sentence in sentences], **plain}


def cleaned(article: Article) -> dict[str, Any]:
    """An article as plain values, as in the JSON report but before it is split into sentences."""
    return {
        "id": article.id,
        "outlet": article.outlet,
        "title": article.title,
        "url": article.url,
        "published": article.published,
        "source": _source(article.source),
        "text": article.text,
        "furniture": [{**_span(f.span), "reason": f.reason} for f in article.furniture],
        "credits": [{"agency": c.agency, **_span(c.span)} for c in article.credits],
    }


def _place(statement: Statement) -> dict[str, Any]:
    return {"article": statement.sentence.article, "sentence": statement.sentence.index}


def _link(link: Link) -> dict[str, Any]:
    return {
        "left": _place(link.left),
        "right": _place(link.right),
        "score": round(link.score, _PLACES),
        "degree": link.degree,
        "reasons": list(link.reasons),
    }


def _group(group: Group) -> dict[str, Any]:
    return {"id": group.id, "statements": [_place(statement) for statement in group.statements]}


def _origin(origin: Origin) -> dict[str, Any]:
    return {"id": origin.id, "articles": list(origin.articles), "reasons": list(origin.reasons)}


def _duplicate(duplicate: Duplicate) -> dict[str, Any]:
    return {
        "kept": duplicate.kept,
        "dropped": duplicate.dropped,
        "kind": duplicate.kind,
        "score": round(duplicate.score, _PLACES),
        "spans": [{"kept": list(kept), "dropped": list(dropped)} for kept, dropped in duplicate.spans],
    }


def _skipped(skipped: Skipped) -> dict[str, Any]:
    return {"source": _source(skipped.source), "reason": skipped.reason}


def _source(source: Source) -> dict[str, Any]:
    return {"path": source.path, "line": source.line, "key": source.key, "member": source.member}


JSON = Reporter("json", "Everything, with exact offsets; `storydiff schema` describes it.", render)

"""One step for the eye or for a script: details, links, cleaned articles, rules."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from math import isnan
from typing import Any

from compare.align import Why
from compare.reporters.json_report import cleaned
from compare.rules.base import Rule
from compare.text import paragraphs, visible
from compare.values import Article, Comparison, Span, Statement

Record = Mapping[str, Any]
_DIM, _PLAIN = "\x1b[2m", "\x1b[0m"


def details_of(comparison: Comparison) -> tuple[Record, ...]:
    """Every detail of every sentence."""
    return tuple(
        {
            "article": statement.sentence.article,
            "sentence": statement.sentence.index,
            "kind": detail.kind,
            "start": detail.span.start,
            "end": detail.span.end,
            "text": detail.text,
            "value": asdict(detail.value),
        }
        for statement in comparison.statements
        for detail in statement.details
    )


def articles_of(comparison: Comparison) -> tuple[Record, ...]:
    """Every article as in the JSON report, without its sentences: source, text, furniture, credits."""
    return tuple(cleaned(article) for article in comparison.articles)


def links_of(comparison: Comparison) -> tuple[Record, ...]:
    """Every link with its score, its degree, its reasons and both sentences."""
    return tuple(
        {
            "left": _end(link.left),
            "right": _end(link.right),
            "score": link.score,
            "degree": link.degree,
            "reasons": list(link.reasons),
        }
        for link in comparison.links
    )


def as_json(records: Sequence[Record]) -> str:
    """The records as one JSON list, one a line."""
    return "[\n" + ",\n".join(json.dumps(record, ensure_ascii=False) for record in records) + "\n]\n"


def as_lines(records: Sequence[Record]) -> str:
    """One JSON object a line."""
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)


def details_text(records: Sequence[Record]) -> str:
    """Details for the eye: place, kind, words and meaning."""
    return "".join(
        f'{visible(r["article"])}:{r["sentence"]}  {r["kind"]}  "{visible(r["text"])}"  {_meaning(r["value"])}\n'
        for r in records
    )


def links_text(records: Sequence[Record]) -> str:
    """Links for the eye: score, degree and reasons over the two sentences."""
    return "\n".join(
        f"{r['score']:.2f} {r['degree']}: {'; '.join(map(visible, r['reasons']))}\n"
        + "".join(f"  {visible(e['article'])}:{e['sentence']}  {visible(e['text'])}\n" for e in (r["left"], r["right"]))
        for r in records
    )


def why_of(case: Why) -> Record:
    """The case of one pair of sentences: what a link has, and every feature with its value and its weight."""
    return {
        "left": _end(case.left),
        "right": _end(case.right),
        "linked": case.obstacle is None,
        "obstacle": case.obstacle,
        "score": case.score,
        "threshold": case.threshold,
        "degree": case.degree,
        "shared_words": list(case.words),
        "features": [
            {"name": s.name, "value": None if isnan(s.value) else round(s.value, 4), "weight": round(s.weight, 4)}
            for s in case.signals
        ],
    }


def why_text(record: Record) -> str:
    """The case of one pair for the eye: verdict, both sentences, shared words, one feature a line."""
    verdict = f"linked, {record['degree']}" if record["linked"] else f"not linked: {record['obstacle']}"
    ends = (
        f"  {visible(e['article'])}:{e['sentence']}  {visible(e['text'])}\n" for e in (record["left"], record["right"])
    )
    rows = (
        f"  {f['weight']:+.2f}  {f['name']:<17} {'unknown' if f['value'] is None else format(f['value'], '.2f')}\n"
        for f in record["features"]
    )
    words = ", ".join(map(visible, record["shared_words"])) or "none"
    head = f"{record['score']:.2f} {verdict}\n{''.join(ends)}\nshared words: {words}\n"
    return f"{head}for (+) and against (-):\n{''.join(rows)}"


def articles_text(comparison: Comparison, colour: bool = False) -> str:
    """Articles for the eye: what is kept, and what is marked with its reason; marked text is dim where colour shows."""
    return "\n".join(_article_text(article, colour) for article in comparison.articles)


def _article_text(article: Article, colour: bool) -> str:
    told = ", ".join(filter(None, (article.outlet, article.published, article.title)))
    rows = [f"{visible(article.id)}  ({visible(told)})\n"]
    for span, reason in _tiles(article):
        for part in paragraphs(span.of(article.text)):
            line = f"  {reason or 'kept':<9}  {visible(part.of(span.of(article.text)))}"
            rows.append(f"{_DIM}{line}{_PLAIN}\n" if reason and colour else f"{line}\n")
    return "".join(rows)


def rule_line(rule: Rule) -> str:
    """A rule in one line: id, type, title."""
    return f"{rule.id}  {rule.type:<12} {rule.title}\n"


def rule_text(rule: Rule) -> str:
    """A rule in full: title, type, severity for each relation, description, how to silence it."""
    head = f"{rule.id}: {rule.title}\ntype: {rule.type}\nseverity: {_severities(rule)}\n\n"
    return f"{head}{_description(rule)}\n\nSilence it: {_silence(rule, '')}\n"


def rules_page(rules: Sequence[Rule]) -> str:
    """All rules in Markdown: a table, then a section each; `docs/rules.md` is this text."""
    table = "".join(f"| [{r.id}](#{r.id.lower()}) | {r.type} | {r.title} | {_severities(r)} |\n" for r in rules)
    head = "# The rules\n\n" + _PAGE + "\n| rule | type | what | severity |\n|---|---|---|---|\n"
    return head + table + "".join(map(_section, rules))


_PAGE = """\
Printed by `storydiff rules --format markdown`; `storydiff explain RULE` prints one. An id never changes its meaning.

A conflict cannot be right on both sides as written; in a precision both can, one being more exact or of another form;
an omission is what one side lacks. What a rule is not sure of is a note, whatever the table says, and so is a count
that may have moved on between the two articles.
"""


def _section(rule: Rule) -> str:
    parts = [f"## {rule.id}", *_paragraphs(_description(rule)), f"**Silence it:** {_silence(rule, '`')}"]
    return "\n" + "\n\n".join(parts) + "\n"


def _paragraphs(description: str) -> list[str]:
    """Meaning, what fires and what does not, each a paragraph with its first words in bold."""
    text = description.replace("\nFires:", "\n\n**Fires:**").replace("\nDoes not fire:", "\n\n**Does not fire:**")
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def _severities(rule: Rule) -> str:
    return ", ".join(f"{relation}: {severity}" for relation, severity in rule.severity.items())


def _description(rule: Rule) -> str:
    return "\n".join(line.strip() for line in rule.description.splitlines())


def _silence(rule: Rule, mark: str) -> str:
    return f'{mark}--ignore {rule.id}{mark}, or {mark}ignore = ["{rule.id}"]{mark} in storydiff.toml'


def _end(statement: Statement) -> Record:
    sentence = statement.sentence
    return {
        "article": sentence.article,
        "sentence": sentence.index,
        "start": sentence.span.start,
        "end": sentence.span.end,
        "text": sentence.text,
    }


def _tiles(article: Article) -> Iterator[tuple[Span, str | None]]:
    """Spans without gap or overlap from the first to the last character."""
    done = 0
    for furniture in sorted(article.furniture, key=lambda f: f.span):
        if furniture.span.start > done:
            yield Span(done, furniture.span.start), None
        start = max(done, furniture.span.start)
        if furniture.span.end > start:
            yield Span(start, furniture.span.end), furniture.reason
            done = furniture.span.end
    if done < len(article.text):
        yield Span(done, len(article.text)), None


def _meaning(value: Mapping[str, Any]) -> str:
    return visible(", ".join(f"{key} {_plainly(item)}" for key, item in value.items() if item is not None))


def _plainly(item: Any) -> str:
    return f"{item[0]}-{item[1]}" if isinstance(item, (tuple, list)) else str(item)

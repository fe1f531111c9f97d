"""Duplicates: one text behind several outlets; judged over whole articles, not over a pair of sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from compare.rules.base import Pair, Rule
from compare.text import visible
from compare.values import Article, Comparison, Divergence, Duplicate, Evidence, Sentence, Span

Identify = Callable[[str, str, Iterable[str]], str]  # rule, slot, variants -> id


def check_exact_copy(pair: Pair) -> tuple[()]:
    """An article has the same words as another, whatever the marks, blanks and capitals.

    Fires: two outlets carry one agency story word for word. They count as one origin.
    Does not fire: where a word differs (DUP002), or where only quotations are shared.
    """
    return ()


def check_near_copy(pair: Pair) -> tuple[()]:
    """An article is another one edited, cut, or under a lede of its own.

    Fires: an outlet drops the last paragraphs of an agency story and changes a few words. They count as one origin.
    Does not fire: where less than about two thirds of the shorter text stand in the other.
    """
    return ()


RULES = (
    Rule("DUP001", "duplicate", "the same text as another outlet", {}, check_exact_copy),
    Rule("DUP002", "duplicate", "nearly the same text as another outlet", {}, check_near_copy),
)
_RULE_OF = {"exact": "DUP001", "near": "DUP002"}


def find_duplicates(comparison: Comparison, rules: Sequence[Rule], identify: Identify) -> Iterator[Divergence]:
    """A note for every copy, with the first sentence that both have; an outlet may edit its own text, not repeat it."""
    articles = {article.id: article for article in comparison.articles}
    wanted = {rule.id for rule in rules}
    for copy in comparison.duplicates:
        rule = _RULE_OF[copy.kind]
        pair = articles[copy.kept], articles[copy.dropped]
        if rule in wanted and (copy.kind == "exact" or pair[0].outlet != pair[1].outlet):
            yield _note(rule, copy, pair, comparison, identify)


def _note(
    rule: str, copy: Duplicate, pair: tuple[Article, Article], comparison: Comparison, identify: Identify
) -> Divergence:
    sides = zip(pair, zip(*copy.spans, strict=True), ("kept", "copy"), strict=True)
    evidence = tuple(_evidence(article, spans, variant, comparison) for article, spans, variant in sides)
    kept, dropped = (visible(article.outlet) for article in pair)
    alike = "the same text as" if copy.kind == "exact" else "nearly the same text as"
    return Divergence(
        id=identify(rule, " ".join(sorted(article.outlet for article in pair)), (e.text for e in evidence)),
        rule=rule,
        type="duplicate",
        relation=None,
        severity="note",
        group=None,
        score=round(copy.score, 4),
        reasons=(f"{copy.score:.0%} of the words of the shorter text are the same",),
        message=f"{dropped} carries {alike} {kept}",
        evidence=evidence,
    )


def _evidence(article: Article, spans: tuple[Span, ...], variant: str, comparison: Comparison) -> Evidence:
    """The first sentence that lies in a matching span, else the beginning of the longest one."""
    told = (s.sentence for s in comparison.statements if s.sentence.article == article.id)
    first = next((s for s in told if any(span.covers(s.span) for span in spans)), None)
    span = first.span if first else _opening(article, spans)
    return Evidence(article.id, article.outlet, _index(first), "text", span, span.of(article.text), variant)


def _opening(article: Article, spans: tuple[Span, ...]) -> Span:
    longest = max(spans, key=lambda span: (span.end - span.start, -span.start), default=Span(0, 0))
    end = article.text.find("\n", longest.start, longest.end)
    return Span(longest.start, longest.end if end < 0 else end)


def _index(sentence: Sentence | None) -> int | None:
    return sentence.index if sentence else None

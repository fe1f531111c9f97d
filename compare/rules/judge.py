"""Groups -> Divergences: every rule over every linked pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from compare.rules.base import Both, Difference, Pair, Rule, Side
from compare.rules.duplicate import find_duplicates
from compare.rules.folding import divergence_id, fold
from compare.rules.models import Models
from compare.rules.omission import RULES as OMISSION_RULES
from compare.rules.omission import find_omission
from compare.text import moment, visible, words
from compare.values import (
    SEVERITIES,
    Article,
    Comparison,
    Divergence,
    Group,
    Link,
    Span,
    Statement,
)

_ANSWERING = ("number", "date", "place", "entity", "certainty")
_WEAK = ("detail", "wording")  # what differs in one of the former is neither left out nor another wording

Key = tuple[str, int]


def judge(
    comparison: Comparison, rules: Sequence[Rule], judged: frozenset[str] | None = None
) -> tuple[Divergence, ...]:
    """All divergences of a comparison with links, groups and origins, most serious first.

    `judged` names the articles that rules may read; the others are aligned only.
    """
    pairs = pairs_of(comparison, judged)
    home = _homes(comparison.groups)
    different: list[list[tuple[int, Difference]]] = [[] for _ in rules]
    for places in _alike(pairs):  # what one rule works out about two sentences is at hand for the next
        here = [[list(rule.check(pairs[place])) for place in places] for rule in rules]
        for at, place in enumerate(places):
            answered = _answered(rules, [row[at] for row in here])
            for rule, told, row in zip(rules, different, here, strict=True):
                told += [(place, d) for d in row[at] if rule.type not in _WEAK or not _covered(d, answered)]
    found: list[Divergence] = []
    for rule, told in zip(rules, different, strict=True):
        members = [(pairs[place], difference) for place, difference in sorted(told, key=itemgetter(0))]
        found += fold(rule, [(home[_ends(pair.link)], pair, difference) for pair, difference in members])
    if any(rule.id == OMISSION_RULES[0].id for rule in rules):
        found += _omissions(comparison)
    found += find_duplicates(comparison, rules, divergence_id)
    return tuple(sorted(found, key=_rank))


def _answered(rules: Sequence[Rule], found: Sequence[Sequence[Difference]]) -> list[tuple[Span, Span]]:
    """Where the pair differs in a detail that both sides give."""
    both = (d for rule, told in zip(rules, found, strict=True) if rule.type in _ANSWERING for d in told)
    return [(d.left.span, d.right.span) for d in both if not d.left.missing and not d.right.missing]


def _covered(found: Difference, answered: Sequence[tuple[Span, Span]]) -> bool:
    """Whether all that is shown of a difference is what the two sides give otherwise."""
    pieces = [(piece, side) for side, piece in enumerate((found.left, found.right)) if not piece.missing]
    return any(all(spans[side].covers(piece.span) for piece, side in pieces) for spans in answered)


def _alike(pairs: Sequence[Pair]) -> Iterable[list[int]]:
    """The places of the pairs, those of the same two sentences together."""
    places: defaultdict[Both, list[int]] = defaultdict(list)
    for place, pair in enumerate(pairs):
        places[pair.both].append(place)
    return places.values()


def _rank(divergence: Divergence) -> tuple[int, float, str, str]:
    first = min((e.sentence or 0 for e in divergence.evidence), default=0)
    return SEVERITIES.index(divergence.severity), first - divergence.score, divergence.rule, divergence.id


def pairs_of(comparison: Comparison, judged: frozenset[str] | None = None) -> list[Pair]:
    """Every linked pair that rules may read, with what its articles say elsewhere.

    Pairs of the same two sentences, word for word and detail for detail, have one model.
    """
    articles = {a.id: a for a in comparison.articles}
    said: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in comparison.statements:
        said[statement.sentence.article].append(statement)
    whole = {name: tuple(statements) for name, statements in said.items()}
    used = {name: vocabulary(articles[name], statements) for name, statements in whole.items()}

    def side(statement: Statement) -> Side:
        sentence = statement.sentence
        found = words(sentence.text, sentence.span.start)
        name = sentence.article
        return Side(articles[name], statement, found, whole[name], *used[name])

    sides = {_key(s): side(s) for link in comparison.links for s in (link.left, link.right)}
    models = Models(sides.values())
    return [
        Pair(link, left, right, hours_apart(left.article.published, right.article.published), models.of(left, right))
        for link in comparison.links
        for left, right in [(sides[_key(link.left)], sides[_key(link.right)])]
        if (judged is None or {left.article.id, right.article.id} <= judged)
        and left.statement.sentence.text != right.statement.sentence.text
    ]


def vocabulary(article: Article, statements: Sequence[Statement]) -> tuple[frozenset[str], frozenset[str]]:
    """Every folded word of an article and its title; those that its sentences write without a capital somewhere."""
    title = frozenset(word.folded for word in words(article.title or ""))
    found = [word for s in statements for word in words(s.sentence.text, s.sentence.span.start)]
    small = frozenset(word.folded for word in found if article.text[word.span.start].islower())
    return title | frozenset(word.folded for word in found), small


def hours_apart(one: str | None, other: str | None) -> float | None:
    """Hours between two ISO dates or date-times (naive ones are taken as UTC); None where one cannot be read."""
    first, second = moment(one), moment(other)
    if first is None or second is None:
        return None
    return abs((first - second).total_seconds()) / 3600


def _key(statement: Statement) -> Key:
    return statement.sentence.article, statement.sentence.index


def _ends(link: Link) -> tuple[Key, Key]:
    return _key(link.left), _key(link.right)


def _homes(groups: Sequence[Group]) -> Mapping[tuple[Key, Key], str]:
    """The first group that holds both ends of a link."""
    home: dict[tuple[Key, Key], str] = {}
    for group in groups:
        keys = [_key(s) for s in group.statements]
        for one in keys:
            for other in keys:
                home.setdefault((one, other), group.id)
    return home


def _omissions(comparison: Comparison) -> list[Divergence]:
    rule = OMISSION_RULES[0]
    origin_of = {name: origin.id for origin in comparison.origins for name in origin.articles}
    linked: defaultdict[Key, set[str]] = defaultdict(set)
    for link in comparison.links:
        linked[_key(link.left)].add(link.right.sentence.article)
        linked[_key(link.right)].add(link.left.sentence.article)
    found = []
    for group in comparison.groups:
        touched = frozenset(article for s in group.statements for article in linked[_key(s)])
        evidence = find_omission(group, comparison.articles, origin_of, touched)
        if evidence:
            absent = ", ".join(sorted({visible(e.outlet) for e in evidence if e.missing}))
            first = " ".join(word.stem for word in words(group.statements[0].sentence.text))
            found.append(
                Divergence(
                    divergence_id(rule.id, first, ("absent", "reported")),
                    rule.id,
                    rule.type,
                    "omission",
                    "note",
                    group.id,
                    0.5,
                    ("reported by independent outlets",),
                    f"not in {absent}",
                    evidence,
                )
            )
    return found

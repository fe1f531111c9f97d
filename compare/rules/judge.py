"""Groups -> Divergences: every rule over every linked pair, folded into one N-way entry a detail."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from compare.rules.base import Difference, Pair, Piece, Rule, Side
from compare.rules.duplicate import find_duplicates
from compare.rules.omission import RULES as OMISSION_RULES
from compare.rules.omission import find_omission
from compare.text import moment, visible, words
from compare.values import (
    SEVERITIES,
    Article,
    Comparison,
    Divergence,
    Evidence,
    Group,
    Link,
    Relation,
    Severity,
    Span,
    Statement,
)

_RELATIONS: tuple[Relation, ...] = ("conflict", "precision", "omission")  # gravest first
_LATER = 1.0  # hours after which a count may have moved on
_SHOWN = 60  # characters of evidence quoted in a message

Key = tuple[str, int]


def judge(
    comparison: Comparison, rules: Sequence[Rule], judged: frozenset[str] | None = None
) -> tuple[Divergence, ...]:
    """All divergences of a comparison with links, groups and origins, most serious first.

    `judged` names the articles that rules may read; the others are aligned only.
    """
    pairs = pairs_of(comparison, judged)
    home = _homes(comparison.groups)
    different: list[list[tuple[str, Pair, Difference]]] = [[] for _ in rules]
    for pair in pairs:  # pair by pair: what one rule works out about a pair is at hand for the next
        group = home[_ends(pair.link)]
        for rule, told in zip(rules, different, strict=True):
            told += [(group, pair, difference) for difference in rule.check(pair)]
    found = [made for rule, told in zip(rules, different, strict=True) for made in _fold(rule, told)]
    if any(rule.id == OMISSION_RULES[0].id for rule in rules):
        found += _omissions(comparison)
    found += find_duplicates(comparison, rules, divergence_id)
    return tuple(sorted(found, key=_rank))


def _rank(divergence: Divergence) -> tuple[int, float, str, str]:
    first = min((e.sentence or 0 for e in divergence.evidence), default=0)
    return SEVERITIES.index(divergence.severity), first - divergence.score, divergence.rule, divergence.id


def pairs_of(comparison: Comparison, judged: frozenset[str] | None = None) -> list[Pair]:
    """Every linked pair that rules may read, with what its articles say elsewhere."""
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
    return [
        Pair(link, left, right, hours_apart(left.article.published, right.article.published))
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


def _fold(rule: Rule, found: Iterable[tuple[str, Pair, Difference]]) -> Iterator[Divergence]:
    """One divergence for each slot of a group in which pieces differ, whatever the number of outlets."""
    slots: defaultdict[tuple[str, str], list[tuple[Pair, Difference]]] = defaultdict(list)
    for group, pair, difference in found:
        slots[group, difference.slot].append((pair, difference))
    by_id: dict[str, Divergence] = {}
    for (group, slot), members in sorted(slots.items(), key=lambda item: item[0]):
        for part in _connected(members):
            evidence = _evidence(part)
            if len({piece.variant for piece in evidence}) < 2 or all(d.tentative for _, d in part):
                continue
            made = _divergence(rule, group, slot, part, evidence)
            known = by_id.get(made.id)
            by_id[made.id] = made if known is None else _merged(known, made)
    yield from by_id.values()


def _connected(members: list[tuple[Pair, Difference]]) -> list[list[tuple[Pair, Difference]]]:
    """The differences that hang together by a shared piece of evidence: each set is about one detail."""
    parts: list[tuple[set[tuple[str, Span]], list[tuple[Pair, Difference]]]] = []
    for pair, difference in members:
        places = {(pair.left.article.id, difference.left.span), (pair.right.article.id, difference.right.span)}
        touched = [part for part in parts if part[0] & places]
        parts = [part for part in parts if not part[0] & places]
        merged = [member for _, found in touched for member in found]
        parts.append((places.union(*(spans for spans, _ in touched)), [*merged, (pair, difference)]))
    return [found for _, found in parts]


def _divergence(
    rule: Rule, group: str, slot: str, members: list[tuple[Pair, Difference]], evidence: tuple[Evidence, ...]
) -> Divergence:
    relation = min((d.relation for _, d in members), key=_RELATIONS.index)
    best = max((d for _, d in members if d.relation == relation), key=lambda d: (d.score, d.message))
    later = _hours_later([(p, d) for p, d in members if d.relation == relation])
    unsure = all(d.doubtful for _, d in members if d.relation == relation) or _both_said(evidence)
    severity: Severity = "note" if unsure or later is not None else rule.severity.get(relation, "note")
    message = best.message if later is None else f"{best.message}, reported {later:.0f} h later"
    link = max(p.link.score for p, _ in members)
    return Divergence(
        id=divergence_id(rule.id, slot, (e.variant for e in evidence)),
        rule=rule.id,
        type=rule.type,
        relation=relation,
        severity=severity,
        group=group,
        score=round(best.score * (0.5 + link / 2), 4),
        reasons=best.reasons,
        message=f"{message}: {_sides(evidence)}",
        evidence=evidence,
    )


def _both_said(evidence: tuple[Evidence, ...]) -> bool:
    """Whether one article gives two of the variants itself: they may be of two things."""
    given = {(piece.article, piece.variant) for piece in evidence if not piece.missing}
    return len({article for article, _ in given}) < len(given)


def _hours_later(members: list[tuple[Pair, Difference]]) -> float | None:
    """The longest gap, where every pair that differs so is a count that may have moved on between its articles."""
    gaps = [pair.hours_apart if difference.evolving else None for pair, difference in members]
    known = [gap for gap in gaps if gap is not None and gap >= _LATER]
    return max(known) if known and len(known) == len(gaps) else None


def divergence_id(rule: str, slot: str, variants: Iterable[str]) -> str:
    """Twelve hex digits that stay the same when articles are moved, reflowed or joined by others that agree."""
    plain = "\x1f".join([rule, slot, *sorted(set(variants))])
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:12]


def _evidence(members: list[tuple[Pair, Difference]]) -> tuple[Evidence, ...]:
    pieces = {}
    for pair, difference in members:
        for side, piece in ((pair.left, difference.left), (pair.right, difference.right)):
            made = _piece(side, piece)
            pieces[made.article, made.span, made.variant] = made
    return _lacking(pieces[key] for key in sorted(pieces))


def _lacking(pieces: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The pieces without those of an article that lacks a detail in one sentence and gives it in another."""
    every = tuple(pieces)
    given = {piece.article for piece in every if not piece.missing}
    return tuple(piece for piece in every if not piece.missing or piece.article not in given)


def _piece(side: Side, piece: Piece) -> Evidence:
    return Evidence(
        article=side.article.id,
        outlet=side.article.outlet,
        sentence=side.statement.sentence.index,
        field="text",
        span=piece.span,
        text=piece.span.of(side.article.text),
        variant=piece.variant,
        missing=piece.missing,
    )


def _merged(one: Divergence, other: Divergence) -> Divergence:
    both = {(e.article, e.span, e.variant): e for e in (*one.evidence, *other.evidence)}
    keep = min(one, other, key=lambda d: (SEVERITIES.index(d.severity), -d.score, d.group or ""))
    return replace(keep, evidence=_lacking(both[key] for key in sorted(both)))


def _sides(evidence: tuple[Evidence, ...]) -> str:
    said: dict[str, list[Evidence]] = {}
    for piece in evidence:
        said.setdefault(piece.variant, []).append(piece)
    return " / ".join(_quoted(pieces) for pieces in said.values())


def _quoted(pieces: list[Evidence]) -> str:
    outlets = sorted({visible(piece.outlet) for piece in pieces})
    text = visible(pieces[0].text)
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
    return f"{', '.join(outlets)} says nothing" if pieces[0].missing else f"{', '.join(outlets)} “{shown.strip('“”')}”"


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

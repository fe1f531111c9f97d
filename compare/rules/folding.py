"""What differs, pair by pair, folded into one N-way divergence a detail."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from compare.rules.base import Difference, Pair, Piece, Rule, Side
from compare.text import visible
from compare.values import SEVERITIES, Divergence, Evidence, Relation, Severity, Span

_RELATIONS: tuple[Relation, ...] = ("conflict", "precision", "omission")  # gravest first
_LATER = 1.0  # hours after which a count may have moved on
_SHOWN = 60  # characters of evidence quoted in a message


def fold(rule: Rule, found: Iterable[tuple[str, Pair, Difference]]) -> Iterator[Divergence]:
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


Places = dict[str, set[tuple[Span, bool]]]  # by article: where, and whether the sentence there lacks the detail


def _connected(members: list[tuple[Pair, Difference]]) -> list[list[tuple[Pair, Difference]]]:
    """The differences that hang together by pieces of evidence that overlap: each set is about one detail."""
    parts: list[tuple[Places, list[tuple[Pair, Difference]]]] = []
    for pair, difference in members:
        pieces = (pair.left.article.id, difference.left), (pair.right.article.id, difference.right)
        places: Places = {article: {(piece.span, piece.missing)} for article, piece in pieces}
        touches = [_touch(part, places) for part, _ in parts]
        touched = [part for part, hit in zip(parts, touches, strict=True) if hit]
        parts = [part for part, hit in zip(parts, touches, strict=True) if not hit]
        for known, _ in touched:
            for article, found in known.items():
                places.setdefault(article, set()).update(found)
        merged = [member for _, found in touched for member in found]
        parts.append((places, [*merged, (pair, difference)]))
    return [found for _, found in parts]


def _touch(known: Places, places: Places) -> bool:
    return any(
        _one_place(one, other) for article, found in places.items() for one in found for other in known.get(article, ())
    )


def _one_place(one: tuple[Span, bool], other: tuple[Span, bool]) -> bool:
    """Whether two pieces of an article are at one place; the sentence that lacks a detail is none but itself."""
    return one[0] == other[0] or (not (one[1] or other[1]) and one[0].overlaps(other[0]))


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
    return _lacking(_widest([pieces[key] for key in sorted(pieces)]))


def _widest(pieces: Sequence[Evidence]) -> list[Evidence]:
    """The pieces without those that lie within another of the same article: a wording is shown once, whole."""
    given = [piece for piece in pieces if not piece.missing]
    return [piece for piece in pieces if piece.missing or not any(_within(piece, other) for other in given)]


def _within(piece: Evidence, other: Evidence) -> bool:
    return piece.article == other.article and piece.span != other.span and other.span.covers(piece.span)


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

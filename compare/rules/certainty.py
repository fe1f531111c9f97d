"""Rules about certainty: hedged, planned or denied here, stated otherwise there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from compare.rules.base import REMEMBERED, Difference, Pair, Piece, Rule, Side
from compare.tables import table
from compare.text import Word
from compare.values import CertaintyValue, Detail, Relation, Span

_BESIDE = 8  # words on either side that tell whether the two speak of one act
_DENIED = 3  # shared stems from which a yes and a no are about the same act


@dataclass(frozen=True, slots=True)
class _Claim:
    """A verb of one side and how sure the side is of it."""

    span: Span
    verb: str
    level: str
    polarity: str
    beside: frozenset[str]
    marked: bool


def check_certainty(pair: Pair) -> Iterator[Difference]:
    """How sure the outlets are of the same act differs.

    Fires: "may lift the ban" against "will lift the ban" or "lifted the ban" (precision); "did not sign the deal with
    the union" against "signed the deal with the union" (conflict).
    Does not fire: "may lift" against "could lift"; a hedge on a verb that the other sentence does not have; "may not"
    against "will", which can both be right.
    """
    left, right = _marked(pair.left), _marked(pair.right)
    verbs = sorted({claim.verb for claim in (*left, *right)} | _denied(pair.left) | _denied(pair.right))
    for verb in verbs:
        found = _best([*_of(verb, left), *_plain(verb, pair.left)], [*_of(verb, right), *_plain(verb, pair.right)])
        if found:
            difference = _difference(*found)
            if difference:
                yield difference


@lru_cache(maxsize=REMEMBERED)
def _marked(side: Side) -> list[_Claim]:
    found = []
    for detail in side.statement.details:
        if isinstance(detail.value, CertaintyValue):
            word = _verb(detail, side)
            if word:
                level, polarity = detail.value.level, detail.value.polarity
                found.append(_Claim(detail.span, word.stem, level, polarity, _beside(word, side), marked=True))
    return found


def _verb(detail: Detail, side: Side) -> Word | None:
    inside = [w for w in side.words if detail.span.covers(w.span) and w.folded not in _listed("stops")]
    return inside[-1] if inside else None


def _of(verb: str, claims: list[_Claim]) -> list[_Claim]:
    return [claim for claim in claims if claim.verb == verb]


@lru_cache(maxsize=4 * REMEMBERED)
def _plain(verb: str, side: Side) -> list[_Claim]:
    """The verb where nothing marks how sure it is."""
    marked = [d.span for d in side.statement.details if d.kind == "certainty"]
    places = [
        at
        for at, word in enumerate(side.words)
        if word.stem == verb and not any(span.overlaps(word.span) for span in marked)
    ]
    return [claim for at in places if (claim := _unmarked(at, side))]


@lru_cache(maxsize=REMEMBERED)
def _denied(side: Side) -> set[str]:
    """The verbs right behind a "not"."""
    after = pairwise(side.words)
    return {w.stem for no, w in after if no.folded in _listed("negations") and w.folded not in _listed("stops")}


def _unmarked(at: int, side: Side) -> _Claim | None:
    first = at
    while first > 0 and side.words[first - 1].folded in _listed("auxiliaries"):
        first -= 1
    if first > 0 and side.words[first - 1].folded in _listed("modals") | _listed("determiners"):
        return None  # a noun, or a modal that no extractor took for one
    denied = any(w.folded in _listed("negations") for w in side.words[first:at])
    word = side.words[at]
    if word.folded.endswith("ing") and first == at:
        return None  # a gerund or an adjective asserts nothing
    span = Span(side.words[first].span.start, word.span.end)
    return _Claim(span, word.stem, "certain", "-" if denied else "+", _beside(word, side), marked=denied)


def _beside(word: Word, side: Side) -> frozenset[str]:
    at = side.words.index(word)
    near = side.words[max(0, at - _BESIDE) : at] + side.words[at + 1 : at + 1 + _BESIDE]
    return frozenset(w.stem for w in near if w.folded not in _listed("stops"))


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table("rules")[name])


def _best(left: list[_Claim], right: list[_Claim]) -> tuple[_Claim, _Claim] | None:
    """The two that share most words around them; None where any two of them agree or neither is marked."""
    pairs = [(one, other) for one in left for other in right if one.marked or other.marked]
    if not pairs or any((a.level, a.polarity) == (b.level, b.polarity) for a in left for b in right):
        return None
    return min(pairs, key=lambda p: (-len(p[0].beside & p[1].beside), sorted((_variant(p[0]), _variant(p[1])))))


def _difference(left: _Claim, right: _Claim) -> Difference | None:
    shared = len(left.beside & right.beside)
    denied = left.polarity != right.polarity
    if shared < (_DENIED if denied else 1) or (denied and left.level != right.level):
        return None
    relation: Relation = "conflict" if denied else "precision"
    words = sorted((_word(left, denied=denied), _word(right, denied=denied)))
    pieces = Piece(left.span, _variant(left)), Piece(right.span, _variant(right))
    reason = "the same verb among the same words"
    score = min(0.9, 0.5 + 0.1 * shared)
    return Difference(left.verb, relation, *pieces, score, (reason,), f"{words[0]} here, {words[1]} there")


def _word(claim: _Claim, *, denied: bool) -> str:
    if denied:
        return "denied" if claim.polarity == "-" else "affirmed"
    return "stated as fact" if claim.level == "certain" else claim.level


def _variant(claim: _Claim) -> str:
    return f"{claim.level} {claim.polarity} {claim.verb}"


RULES: tuple[Rule, ...] = (
    Rule(
        "CER001",
        "certainty",
        "another degree of certainty",
        {"conflict": "error", "precision": "note", "omission": "note"},
        check_certainty,
    ),
)

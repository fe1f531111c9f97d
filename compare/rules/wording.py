"""Rules about wording: clearly different labels or loaded verbs for one thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from compare.rules.attribution import source_key, told
from compare.rules.base import Both, Difference, Pair, Piece, Rule, Said, moved, once
from compare.rules.confidence import Draft, common_of, surest_of
from compare.rules.slots import Slot, Token, content_stems, keys, slots, tokens, words_in
from compare.rules.within import in_quotation
from compare.tables import table
from compare.text import Word
from compare.values import AttributionValue, Span

_MOST = 4  # words on either side of a slot; longer ones are other facts, not other words
_TOLD = 0.4  # how sure it is that one of two verbs of saying is loaded on purpose
LEAST = 0.35  # score of a link under which no wording is sure enough
_MARKS = frozenset(",;:—–()")
_MANY = 6  # shared words of a claim from which more of them say no more


def check_wording(pair: Pair) -> Iterator[Difference]:
    """One thing under clearly different labels, or told with a loaded verb.

    Fires: "undocumented workers" against "illegal workers"; "criticized the post" against "berated the post"; "the
    mayor said" against "the mayor insisted".
    Does not fire: another form of the same word; words inside quotation marks; names, numbers and dates.
    """
    found = list(moved(_insisted(pair.both), pair))
    yield from found
    if pair.link.score >= LEAST:
        yield from surest_of("WRD001", find_wording, pair, found)


@once
def _insisted(both: Both) -> Iterator[Difference]:
    """One speaker said it here, and insisted or lamented it there."""
    for left, right, features in _verbs(both):
        if features["loaded"] and features["one speaker"] and features["neutral and not"] and features["claimed"]:
            yield replace(_difference(left, right, both), score=_TOLD)


def find_wording(both: Both) -> Iterator[Draft]:
    """Every replaced stretch of plain words, every two labels of one set, every two verbs of saying of one speaker."""
    for left, right, features in (*_replaced(both), *_labels(both), *_verbs(both)):
        yield Draft(_difference(left, right, both), {**common_of(both), **features})


def _difference(left: Span, right: Span, both: Both) -> Difference:
    ends = Piece(left, _text(left, both.left)), Piece(right, _text(right, both.right))
    slot = " / ".join(sorted(piece.variant for piece in ends))
    message = "other words for one thing"
    return Difference(slot, "precision", *ends, 0.0, ("they stand between the same words",), message)


def _text(span: Span, side: Said) -> str:
    return " ".join([w.folded for w in words_in(side, span)])


def _replaced(both: Both) -> Iterator[tuple[Span, Span, dict[str, float]]]:
    for slot in slots(both):
        left, right = _novel(slot.left, both.left, both.right), _novel(slot.right, both.right, both.left)
        if not left or not right or max(len(slot.left), len(slot.right)) > _MOST:
            continue
        spans = _span(left), _span(right)
        ends = (spans[0], both.left), (spans[1], both.right)
        if any(_broken(*end) or in_quotation(*end) for end in ends):
            continue
        features = {
            "slot": 1.0,
            "one word each": float(len(left) == len(right) == 1),
            "words": (len(slot.left) + len(slot.right)) / (2 * _MOST),
            "pure": float(len(left) == len(slot.left) and len(right) == len(slot.right)),
            "between": float(slot.before is not None and slot.after is not None),
            "same ending": float(_ending(left[-1], both.left) == _ending(right[-1], both.right) != ""),
            "verbs": float(_is_verb(left[0], both.left) and _is_verb(right[0], both.right)),
            "tight": _tightness(slot, both),
            "one label set": float(_same_set(left, right)),
            "loaded": float(_loaded(left) != _loaded(right)),
        }
        yield *spans, features


def _novel(row: tuple[Token, ...], here: Said, there: Said) -> list[Token]:
    other = keys(there)
    return [t for t in row if t.detail is None and t.key not in other]


def _broken(span: Span, side: Said) -> bool:
    """Whether a stretch runs over the end of a clause."""
    return not _MARKS.isdisjoint(span.of(side.article.text))


def _span(row: list[Token]) -> Span:
    return Span(row[0].span.start, row[-1].span.end)


def _ending(token: Token, side: Said) -> str:
    text = token.span.of(side.article.text).lower()
    return next((end for end in ("ing", "ed", "ly", "s") if text.endswith(end)), "")


def _tightness(slot: Slot, both: Both) -> float:
    """How many of the four neighbouring places are right beside the slot."""
    close = 0
    for row, side in ((slot.left, both.left), (slot.right, both.right)):
        place = [t.key for t in tokens(side)]
        first = place.index(row[0].key)
        for at in (first - 1, first + len(row)):
            if 0 <= at < len(place):
                near = tokens(side)[at].span
                low, high = (near.end, row[0].span.start) if at < first else (row[-1].span.end, near.start)
                close += high - low <= 5
    return close / 4


def _is_verb(token: Token, side: Said) -> bool:
    return _ending(token, side) in ("ed", "ing")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table("wording")[name])


@cache
def _sets() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, row in enumerate(table("wording")["labels"]):
        for stem in row:
            found.setdefault(stem, set()).add(number)
    return {stem: frozenset(numbers) for stem, numbers in found.items()}


def _same_set(left: list[Token], right: list[Token]) -> bool:
    return any(_sets().get(a.key, frozenset()) & _sets().get(b.key, frozenset()) for a in left for b in right)


def _loaded(row: list[Token]) -> bool:
    return any(t.key in _listed("loaded") for t in row)


def _labels(both: Both) -> Iterator[tuple[Span, Span, dict[str, float]]]:
    """Two labels of one set, of which neither sentence has the other's."""
    for left in _labelled(both.left, both.right):
        for right in _labelled(both.right, both.left):
            if (
                not _same_set([left], [right])
                or in_quotation(left.span, both.left)
                or in_quotation(right.span, both.right)
            ):
                continue
            features = {
                "label": 1.0,
                "loaded": float(_loaded([left]) != _loaded([right])),
                "beside": min(len(_around(left, both.left) & _around(right, both.right)), 3) / 3,
            }
            yield left.span, right.span, features


def _labelled(here: Said, there: Said) -> list[Token]:
    other = keys(there)
    return [t for t in tokens(here) if t.key in _sets() and t.key not in other]


def _around(token: Token, side: Said) -> set[str]:
    row = tokens(side)
    at = row.index(token)
    return {t.key for t in row[max(0, at - 3) : at + 4] if t is not token}


def _verbs(both: Both) -> Iterator[tuple[Span, Span, dict[str, float]]]:
    """The verbs of saying of two attributions that share their speaker or most of their claim."""
    for _, one in told(both.left):
        for _, other in told(both.right):
            cues = _verb(one, both.left), _verb(other, both.right)
            if cues[0] is None or cues[1] is None or cues[0].stem == cues[1].stem:
                continue
            plain = [cue.folded in _listed("neutral") for cue in cues if cue]
            if all(plain):
                continue
            shared = content_stems(both.left, one.claim) & content_stems(both.right, other.claim)
            features = {
                "verb of saying": 1.0,
                "loaded": float(any(cue.stem in _listed("loaded") for cue in cues if cue)),
                "neutral and not": float(plain[0] != plain[1]),
                "one speaker": float(bool(source_key(one, both.left) & source_key(other, both.right))),
                "claimed": min(len(shared), _MANY) / _MANY,
            }
            yield cues[0].span, cues[1].span, features


def _verb(value: AttributionValue, side: Said) -> Word | None:
    return next(iter(words_in(side, value.cue)), None)


RULES = (Rule("WRD001", "wording", "other words for one thing", {"precision": "note"}, check_wording),)

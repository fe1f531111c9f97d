"""Rules about who and where: another name in one role, another place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz

from compare.rules.base import REMEMBERED, Both, Difference, Pair, Piece, Rule, Said, moved, once
from compare.rules.confidence import Ask, Draft, both_known, common_of, covered, surest_of
from compare.rules.regions import is_short_for, may_hold, same_government, same_place
from compare.rules.slots import Slot, Token, keys, slots, tokens
from compare.rules.within import in_dateline, in_quotation, in_source
from compare.tables import table
from compare.text import fold, words
from compare.values import NameValue, Relation

_SURE = 0.6  # share of the shorter sentence that both must have before one name stands for another
_SURE_LINK = 0.5  # score of a link under which two places may be of two things
_SPELLING = 80  # of 100: from here on two words are one word spelt in two ways
_INITIALS = 2  # letters of a part that is no more than initials
_LOCATING = ("in", "near", "outside")  # before a name these make it a place
_MOST = 5  # tokens on either side of a slot in which one name can stand for another


def check_entity(pair: Pair) -> Iterator[Difference]:
    """Another name stands in the same role.

    Fires: "the bridge was opened by Ana Lund" against "the bridge was opened by Jonas Ekdal".
    Does not fire: a surname against the full name; a name that the other sentence gives too; another dateline.
    """
    yield from moved([found for found, kinds in _surely_exchanged(pair.both) if "place" not in kinds], pair)


def check_place(pair: Pair) -> Iterator[Difference]:
    """The same thing happened at another place, or one place is more exact.

    Fires: "were arrested in Velna" against "were arrested in Orlin" (conflict); "were arrested in Paris" against "were
    arrested in France" (precision).
    Does not fire: a place that both sentences give; "in Britain" against "in the UK".
    """
    found = list(moved([found for found, kinds in _surely_exchanged(pair.both) if "place" in kinds], pair))
    found = found or [d for d in moved(_only_places(pair.both), pair) if _is_only_there(pair)]
    yield from found
    yield from surest_of("PLC001", find_places, pair, found)


@once
def _surely_exchanged(both: Both) -> Iterator[tuple[Difference, set[str]]]:
    """Names that alone face each other in sentences that are much the same, with their kinds."""
    if covered(both) < _SURE:
        return
    for slot, left, right in _facing(both):
        alone = len(slot.left) == 1 == len(slot.right)
        if alone and _is_told(left, both.left) and _is_told(right, both.right):
            kinds = {_kind(left), _kind(right)}
            if all(_preposition(t, s) in _LOCATING for t, s in ((left, both.left), (right, both.right))):
                kinds.add("place")
            found = _exchanged(left, right, both, f"between “{_anchor(slot, both)}”")
            sources = in_source(left.span, both.left) and in_source(right.span, both.right)
            yield replace(found, doubtful=sources), kinds  # both may have said it


@once
def _only_places(both: Both) -> Iterator[Difference]:
    """The one place of each side, behind one preposition and beside a shared word, wherever it stands."""
    left, right = _places(both.left), _places(both.right)
    if len(left) != 1 or len(right) != 1 or covered(both) < _SURE:
        return
    one, other = left[0], right[0]
    located = {_preposition(one, both.left), _preposition(other, both.right)}
    beside = _before(one, both.left) & _before(other, both.right)
    apart = not _one(one, other, both) and _solid(one) and _solid(other)
    if len(located) == 1 and located <= set(_LOCATING) and beside and apart:
        yield _exchanged(one, other, both, "the only places, behind the same words")


def _is_only_there(pair: Pair) -> bool:
    """Whether neither article names the other's place."""
    (one,), (other,) = _places(pair.left), _places(pair.right)
    known = _forms(one) <= pair.right.vocabulary or _forms(other) <= pair.left.vocabulary
    return pair.link.score >= _SURE_LINK and not known


def _is_told(token: Token, side: Said) -> bool:
    """Whether the outlet itself tells something of a name that is more than initials."""
    return _solid(token) and not in_quotation(token.span, side) and not in_dateline(token.span, side)


def _solid(token: Token) -> bool:
    """Whether a name is more than initials: "A.G." may stand for anybody."""
    return any(len(part) > _INITIALS for part in _parts(token))


def _exchanged(left: Token, right: Token, both: Both, reason: str) -> Difference:
    ends = Piece(left.span, left.key), Piece(right.span, right.key)
    slot = " / ".join(sorted((left.key, right.key)))
    message = f"{_shown(left, both.left)} or {_shown(right, both.right)}"
    relation: Relation = "precision" if may_hold(_bare(left), _bare(right)) else "conflict"
    return Difference(slot, relation, *ends, 0.7, (reason,), message)


def _bare(token: Token) -> str:
    """The folded name."""
    return fold(token.detail.value.canonical) if token.detail and isinstance(token.detail.value, NameValue) else ""


def _anchor(slot: Slot, both: Both) -> str:
    """The shared words on either side of a slot, as the first article writes them."""
    first = both.right if both.mirrored else both.left
    return " … ".join(_shown(token, first) for token in (slot.before, slot.after) if token)


def find_places(both: Both) -> Iterator[Draft]:
    """Every two places that face each other, behind a preposition of place or not."""
    found = list(_facing(both))
    for left in _places(both.left):
        for right in _places(both.right):
            if left.key in keys(both.right) or right.key in keys(both.left) or _one(left, right, both):
                continue
            slot = next((s for s, a, b in found if (a, b) == (left, right)), None)
            beside = _before(left, both.left) & _before(right, both.right)
            located = _preposition(left, both.left), _preposition(right, both.right)
            features: dict[str, float | Ask] = {
                "facing": float(slot is not None),
                "beside": min(len(beside), 3) / 3,
                "same preposition": float(located[0] == located[1] != ""),
                "both located": float(all(located)),
                "known": both_known(_forms(left), _forms(right)),
                "only ones": float(len(_places(both.left)) == 1 == len(_places(both.right))),
            }
            message = f"{_shown(left, both.left)} or {_shown(right, both.right)}"
            yield _draft(left, right, both, message, features)


def _draft(left: Token, right: Token, both: Both, message: str, features: dict[str, float | Ask]) -> Draft:
    ends = Piece(left.span, left.key), Piece(right.span, right.key)
    slot = " / ".join(sorted((left.key, right.key)))
    found = Difference(slot, "precision", *ends, 0.0, ("they stand between the same words",), message)
    return Draft(found, {**common_of(both), **features})


def _facing(both: Both) -> Iterator[tuple[Slot, Token, Token]]:
    """Names that face each other in a slot, neither of which the other sentence has in any form."""
    for slot in slots(both):
        if max(len(slot.left), len(slot.right)) > _MOST:
            continue
        left = [t for t in slot.left if is_name(t) and t.key not in keys(both.right)]
        right = [t for t in slot.right if is_name(t) and t.key not in keys(both.left)]
        for one in left:
            for other in right:
                if not _one(one, other, both) and not _has(one, both.right) and not _has(other, both.left):
                    yield slot, one, other


def is_name(token: Token) -> bool:
    """Whether a token is a name."""
    return token.detail is not None and token.detail.kind == "name"


def _kind(token: Token) -> str:
    return token.detail.value.kind if token.detail and isinstance(token.detail.value, NameValue) else "other"


def _shown(token: Token, side: Said) -> str:
    return " ".join(token.span.of(side.article.text).split())


def _parts(token: Token) -> set[str]:
    return {w.stem for w in words(token.detail.text) if len(w.folded) > 2} if token.detail else set()


def _akin(one: Token, other: Token) -> bool:
    """Whether two names share a word, spelt alike, are of one place, or one is the initials of the other."""
    if same_place(_bare(one), _bare(other)):
        return True
    if any(fuzz.ratio(a, b) >= _SPELLING for a in _parts(one) for b in _parts(other)):
        return True
    return is_short_for(*(t.detail.text if t.detail else "" for t in (one, other)))


def _one(left: Token, right: Token, both: Both) -> bool:
    """Whether two names are of one thing; "Moscow" is the Kremlin where nothing is said to be in it."""
    located = _preposition(left, both.left) or _preposition(right, both.right)
    return _akin(left, right) or (not located and same_government(_bare(left), _bare(right)))


def _has(token: Token, side: Said) -> bool:
    return bool(_parts(token) & {w.stem for w in side.words})


def _forms(token: Token) -> frozenset[str]:
    return frozenset(w.folded for w in words(token.detail.text)) if token.detail else frozenset()


@lru_cache(maxsize=REMEMBERED)
def _places(side: Said) -> tuple[Token, ...]:
    found = [t for t in tokens(side) if is_name(t)]
    return tuple(t for t in found if _kind(t) == "place" or _preposition(t, side) in _LOCATING)


def _preposition(token: Token, side: Said) -> str:
    before = [w for w in side.words if w.span.end <= token.span.start][-2:]
    return next((w.folded for w in reversed(before) if w.folded in table("wording")["places"]), "")


def _before(token: Token, side: Said) -> set[str]:
    """The keys of the two tokens before and the one after."""
    row = tokens(side)
    at = row.index(token)
    return {t.key for t in (*row[max(0, at - 2) : at], *row[at + 1 : at + 2])}


RULES = (
    Rule("ENT001", "entity", "another name in one role", {"conflict": "error", "precision": "note"}, check_entity),
    Rule("PLC001", "place", "another place", {"conflict": "error", "precision": "note"}, check_place),
)

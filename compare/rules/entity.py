"""Rules about who and where: another name in one role, other lists of participants, another place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from compare.rules.base import REMEMBERED, Difference, Pair, Piece, Rule, Side
from compare.rules.confidence import Candidate, common, surest
from compare.rules.regions import may_hold, same_government, same_place
from compare.rules.slots import Slot, Token, keys, slots, stops, tokens
from compare.tables import table
from compare.text import fold, words
from compare.values import NameValue, Relation, Span

_SURE = 0.6  # share of the shorter sentence that both must have before one name stands for another
_SURE_KINDS = 0.35  # the same before a list of kinds of one thing is longer than another
_SURE_LINK = 0.5  # score of a link under which lists may be of two things
_SPELLING = 80  # of 100: from here on two words are one word spelt in two ways
_INITIALS = 2  # letters of a part that is no more than initials
_LOCATING = ("in", "near", "outside")  # before a name these make it a place
_APART = 4  # words between two members of a list: a title
_MOST = 5  # tokens on either side of a slot in which one name can stand for another


def check_entity(pair: Pair) -> Iterator[Difference]:
    """Another name stands in the same role.

    Fires: "the bridge was opened by Ana Lund" against "the bridge was opened by Jonas Ekdal".
    Does not fire: a surname against the full name; a name that the other sentence gives too.
    """
    yield from (found for found, kinds in _surely_exchanged(pair) if "place" not in kinds)


def check_place(pair: Pair) -> Iterator[Difference]:
    """The same thing happened at another place, or one place is more exact.

    Fires: "were arrested in Velna" against "were arrested in Orlin"; "in Florida" against "in Aventura, Florida".
    Does not fire: a place that both sentences give; a dateline.
    """
    found = [found for found, kinds in _surely_exchanged(pair) if "place" in kinds] or list(_only_places(pair))
    yield from found
    yield from surest("PLC001", find_places(pair), found)


def check_lists(pair: Pair) -> Iterator[Difference]:
    """Two lists of the same things, of which one has a member that the other lacks.

    Fires: "voice and video calls" against "voice calls"; "Lund, Ekdal and Moreau" against "Lund and Ekdal".
    Does not fire: the same members in another order; lists with nothing in common.
    """
    covered = common(pair)["covered"]
    used: list[tuple[Span, Span]] = []
    for left, right in sorted(_longer(pair), key=lambda two: (-len(two[0].members | two[1].members), two[0].span)):
        alike = covered >= (_SURE_KINDS if left.kinds else _SURE) and pair.link.score >= _SURE_LINK
        if alike and not any(left.span.overlaps(one) or right.span.overlaps(other) for one, other in used):
            used.append((left.span, right.span))
            yield _list_difference(left, right)


def _surely_exchanged(pair: Pair) -> Iterator[tuple[Difference, set[str]]]:
    """Names that alone face each other in sentences that are much the same, with their kinds."""
    if common(pair)["covered"] < _SURE:
        return
    for slot, left, right, features in _facing(pair):
        quoted = _quoted(left.span, pair.left) or _quoted(right.span, pair.right)
        if features["alone"] and not quoted and _solid(left) and _solid(right):
            kinds = {_kind(left), _kind(right)}
            if all(_preposition(t, s) in _LOCATING for t, s in ((left, pair.left), (right, pair.right))):
                kinds.add("place")
            yield _exchanged(left, right, pair, f"between “{_anchor(slot, pair)}”"), kinds


def _only_places(pair: Pair) -> Iterator[Difference]:
    """The one place of each side, behind one preposition and beside a shared word, wherever it stands."""
    left, right = _places(pair.left), _places(pair.right)
    if len(left) != 1 or len(right) != 1 or common(pair)["covered"] < _SURE or pair.link.score < _SURE_LINK:
        return
    one, other = left[0], right[0]
    located = {_preposition(one, pair.left), _preposition(other, pair.right)}
    beside = _before(one, pair.left) & _before(other, pair.right)
    given = _one(one, other, pair) or _known(one, pair.right) or _known(other, pair.left)
    if len(located) == 1 and located <= set(_LOCATING) and beside and not given and _solid(one) and _solid(other):
        yield _exchanged(one, other, pair, "the only places, behind the same words")


def _longer(pair: Pair) -> Iterator[tuple[_List, _List]]:
    """Two lists of which one holds the whole other, and more; a single name is no list, one kind of a thing is."""
    for left in _lists(pair.left):
        for right in _lists(pair.right):
            one_holds = left.members < right.members or right.members < left.members
            several = left.kinds or min(len(left.members), len(right.members)) > 1
            if one_holds and left.kinds == right.kinds and several:
                yield left, right


def _list_difference(left: _List, right: _List) -> Difference:
    both, more = left.members & right.members, left.members ^ right.members
    message = "a list with more members: " + ", ".join(sorted(member.removeprefix("name ") for member in more))
    ends = Piece(left.span, left.variant), Piece(right.span, right.variant)
    reason = "one list holds the whole other"
    return Difference(" + ".join(sorted(both)), "precision", *ends, 0.7, (reason,), message)


def _quoted(span: Span, side: Side) -> bool:
    return any(d.kind == "quote" and d.span.overlaps(span) for d in side.statement.details)


def _solid(token: Token) -> bool:
    """Whether a name is more than initials: "A.G." may stand for anybody."""
    return any(len(part) > _INITIALS for part in _parts(token))


def _exchanged(left: Token, right: Token, pair: Pair, reason: str) -> Difference:
    ends = Piece(left.span, left.key), Piece(right.span, right.key)
    slot = " / ".join(sorted((left.key, right.key)))
    message = f"{_shown(left, pair.left)} or {_shown(right, pair.right)}"
    relation: Relation = "precision" if may_hold(_bare(left), _bare(right)) else "conflict"
    return Difference(slot, relation, *ends, 0.7, (reason,), message)


def _bare(token: Token) -> str:
    """The folded name."""
    return fold(token.detail.value.canonical) if token.detail and isinstance(token.detail.value, NameValue) else ""


def _anchor(slot: Slot, pair: Pair) -> str:
    """The shared words on either side of a slot, as the first article writes them."""
    first = min(pair.left, pair.right, key=lambda side: side.article.id)
    return " … ".join(_shown(token, first) for token in (slot.before, slot.after) if token)


def find_places(pair: Pair) -> Iterator[Candidate]:
    """Every two places that face each other, behind a preposition of place or not."""
    found = list(_facing(pair))
    for left in _places(pair.left):
        for right in _places(pair.right):
            if left.key in keys(pair.right) or right.key in keys(pair.left) or _one(left, right, pair):
                continue
            slot = next((s for s, a, b, _ in found if (a, b) == (left, right)), None)
            beside = _before(left, pair.left) & _before(right, pair.right)
            located = _preposition(left, pair.left), _preposition(right, pair.right)
            features = {
                "facing": float(slot is not None),
                "beside": min(len(beside), 3) / 3,
                "same preposition": float(located[0] == located[1] != ""),
                "both located": float(all(located)),
                "known": float(_known(left, pair.right)) + float(_known(right, pair.left)),
                "only ones": float(len(_places(pair.left)) == 1 == len(_places(pair.right))),
            }
            message = f"{_shown(left, pair.left)} or {_shown(right, pair.right)}"
            yield _candidate(left, right, pair, message, features)


def _candidate(left: Token, right: Token, pair: Pair, message: str, features: dict[str, float]) -> Candidate:
    ends = Piece(left.span, left.key), Piece(right.span, right.key)
    slot = " / ".join(sorted((left.key, right.key)))
    found = Difference(slot, "precision", *ends, 0.0, ("they stand between the same words",), message)
    return Candidate(found, {**common(pair), **features})


def _facing(pair: Pair) -> Iterator[tuple[Slot, Token, Token, dict[str, float]]]:
    """Names that face each other in a slot, neither of which the other sentence has in any form."""
    for slot in slots(pair):
        if max(len(slot.left), len(slot.right)) > _MOST:
            continue
        left = [t for t in slot.left if _is_name(t) and t.key not in keys(pair.right)]
        right = [t for t in slot.right if _is_name(t) and t.key not in keys(pair.left)]
        for one in left:
            for other in right:
                if not _one(one, other, pair) and not _has(one, pair.right) and not _has(other, pair.left):
                    known = float(_known(one, pair.right)) + float(_known(other, pair.left))
                    beside = len(_before(one, pair.left) & _before(other, pair.right))
                    pure = float(len(slot.left) == 1 == len(slot.right))
                    yield slot, one, other, {"known": known, "beside": min(beside, 3) / 3, "alone": pure}


def _is_name(token: Token) -> bool:
    return token.detail is not None and token.detail.kind == "name"


def _kind(token: Token) -> str:
    return token.detail.value.kind if token.detail and isinstance(token.detail.value, NameValue) else "other"


def _shown(token: Token, side: Side) -> str:
    return " ".join(token.span.of(side.article.text).split())


def _parts(token: Token) -> set[str]:
    return {w.stem for w in words(token.detail.text) if len(w.folded) > 2} if token.detail else set()


def _akin(one: Token, other: Token) -> bool:
    """Whether two names share a word, spelt alike, are of one place, or one is the initials of the other."""
    if same_place(_bare(one), _bare(other)):
        return True
    if any(fuzz.ratio(a, b) >= _SPELLING for a in _parts(one) for b in _parts(other)):
        return True
    texts = [t.detail.text if t.detail else "" for t in (one, other)]
    short = min((fold(text.replace(".", "")) for text in texts), key=len)
    return short == "".join(w.folded[0] for w in words(max(texts, key=len)) if w.folded not in stops())


def _one(left: Token, right: Token, pair: Pair) -> bool:
    """Whether two names are of one thing; "Moscow" is the Kremlin where nothing is said to be in it."""
    located = _preposition(left, pair.left) or _preposition(right, pair.right)
    return _akin(left, right) or (not located and same_government(_bare(left), _bare(right)))


def _has(token: Token, side: Side) -> bool:
    return bool(_parts(token) & {w.stem for w in side.words})


def _known(token: Token, side: Side) -> bool:
    return token.detail is not None and all(w.folded in side.vocabulary for w in words(token.detail.text))


@lru_cache(maxsize=REMEMBERED)
def _places(side: Side) -> tuple[Token, ...]:
    found = [t for t in tokens(side) if _is_name(t)]
    return tuple(t for t in found if _kind(t) == "place" or _preposition(t, side) in ("in", "near", "outside"))


def _preposition(token: Token, side: Side) -> str:
    before = [w for w in side.words if w.span.end <= token.span.start][-2:]
    return next((w.folded for w in reversed(before) if w.folded in table("wording")["places"]), "")


def _before(token: Token, side: Side) -> set[str]:
    """The keys of the two tokens before and the one after."""
    row = tokens(side)
    at = row.index(token)
    return {t.key for t in (*row[max(0, at - 2) : at], *row[at + 1 : at + 2])}


@dataclass(frozen=True, slots=True)
class _List:
    span: Span
    members: frozenset[str]
    kinds: bool  # of one thing: "voice and video calls"; otherwise names

    @property
    def variant(self) -> str:
        return " + ".join(sorted(self.members))


@lru_cache(maxsize=REMEMBERED)
def _lists(side: Side) -> tuple[_List, ...]:
    """Names joined by commas and "and", and the kinds of one thing: "voice and video calls"."""
    return (*_joined(side), *_kinds_of(side))


def _joined(side: Side) -> Iterator[_List]:
    names = [t for t in tokens(side) if _is_name(t)]
    run: list[Token] = []
    for name in [*names, None]:
        if name and run and _between(run[-1].span, name.span, side):
            run.append(name)
            continue
        if run:
            span = Span(run[0].span.start, run[-1].span.end)
            yield _List(span, frozenset(t.key for t in run), kinds=False)
        run = [name] if name else []


def _between(one: Span, other: Span, side: Side) -> bool:
    """Whether only a comma and "and" stand between two members, apart from a title."""
    inside = [w.folded for w in side.words if one.end <= w.span.start and w.span.end <= other.start]
    gap = side.article.text[one.end : other.start]
    joined = "," in gap or "and" in inside or "or" in inside
    return joined and len(inside) <= _APART and not any(mark in gap for mark in ";:—–()")


def _kinds_of(side: Side) -> Iterator[_List]:
    """ "voice and video calls": two kinds before one plural; "video calls": one."""
    row = side.words
    for at, head in enumerate(row):
        if at == 0 or not head.folded.endswith("s") or head.folded in stops() or len(head.folded) < 4:
            continue
        kind = row[at - 1]
        if kind.folded in stops() or side.article.text[kind.span.end : head.span.start].strip():
            continue
        members = {f"{kind.stem} {head.stem}"}
        start = kind.span.start
        if at >= 3 and row[at - 2].folded in ("and", "or") and row[at - 3].folded not in stops():
            members.add(f"{row[at - 3].stem} {head.stem}")
            start = row[at - 3].span.start
        yield _List(Span(start, head.span.end), frozenset(members), kinds=True)


RULES = (
    Rule("ENT001", "entity", "another name in one role", {"conflict": "error", "precision": "note"}, check_entity),
    Rule("ENT002", "entity", "another list of participants", {"conflict": "error", "precision": "note"}, check_lists),
    Rule("PLC001", "place", "another place", {"conflict": "error", "precision": "note"}, check_place),
)

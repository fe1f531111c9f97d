"""Rules about certainty: hedged, planned or denied here, stated otherwise there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from compare.details.certainty_words import bases, is_past, stems
from compare.rules.base import REMEMBERED, Both, Difference, Pair, Piece, Rule, Said, moved, once
from compare.rules.confidence import covered
from compare.tables import table
from compare.text import Word
from compare.values import CertaintyValue, Detail, Relation, Span

_BESIDE = 7  # content words on either side that tell whether the two speak of one act
_LINKED = 1 / 3  # score of a link below which equal verbs may well be of two acts
_SURE = 0.6  # share of the shorter sentence that both must have before a yes and a no surely contradict each other
_DENIED = 3  # shared content words from which a yes and a no are about the same act

Form = Literal["marked", "noun", "past", "going", "present"]


@dataclass(frozen=True, slots=True)
class _Claim:
    """A verb of one side and how sure the side is of it."""

    span: Span
    verb: str
    level: str
    polarity: str
    before: tuple[str, ...]  # stems of content words, nearest first
    after: tuple[str, ...]
    form: Form
    words: tuple[str, ...]  # of the group, folded


def check_certainty(pair: Pair) -> Iterator[Difference]:
    """How sure the outlets are of the same act differs.

    Fires: "may lift the ban" against "will lift the ban" or "lifted the ban", "will sign" against "signed", "allegedly
    stole" against "stole" (precision); "did not sign the deal with the union" against "signed the deal with the union",
    "did not deny" against "denied" (conflict).
    Does not fire: "may lift" against "could lift"; a hedge on a verb that the other sentence does not have; "may not"
    against "will", which can both be right; "would require" against "requires", which say the same of a bill; "can
    make" against "made", an ability and its use; "must sign" against "will sign", a duty and a plan.
    """
    if pair.link.score >= _LINKED:
        yield from moved(_compared(pair.both), pair)


@once
def _compared(both: Both) -> Iterator[Difference]:
    left, right = _by_verb(both.left), _by_verb(both.right)
    for verb in sorted(left.keys() & right.keys()):
        found = _best(left[verb], right[verb])
        difference = _difference(*found) if found else None
        if difference:
            doubtful = difference.relation == "conflict" and covered(both) < _SURE
            yield replace(difference, doubtful=doubtful)


@lru_cache(maxsize=REMEMBERED)
def _by_verb(side: Said) -> Mapping[str, list[_Claim]]:
    found: dict[str, list[_Claim]] = {}
    for claim in _claims(side):
        found.setdefault(claim.verb, []).append(claim)
    return found


def _claims(side: Said) -> tuple[_Claim, ...]:
    details = [d for d in side.statement.details if isinstance(d.value, CertaintyValue)]
    marked = [claim for d in details if (claim := _marked(d, side))]
    free = [at for at, w in enumerate(side.words) if not any(d.span.overlaps(w.span) for d in details)]
    return (*marked, *(claim for at in free if (claim := _plain(at, side))))


def _marked(detail: Detail, side: Said) -> _Claim | None:
    """The claim of a detail; None where it claims nothing by itself: an aim ("to meet"), a condition, "can", a duty."""
    value = detail.value
    places = [at for at, word in enumerate(side.words) if detail.span.covers(word.span)]
    verbs = [at for at in places if side.words[at].folded not in _listed("stops")]
    if not verbs or not isinstance(value, CertaintyValue):
        return None
    first, last, head = side.words[places[0]], side.words[places[-1]], side.words[verbs[-1]]
    if first.folded in _listed("no_claims") or last.folded in _listed("no_claim_ends") or head.folded.endswith("ing"):
        return None
    if first.stem in _clausal() and verbs[0] == verbs[-1] and first.stem not in _listed("denials"):
        return None
    return _claim(detail.span, verbs[-1], side, value, "noun" if first.folded in _listed("alleged") else "marked")


_CERTAIN = CertaintyValue("certain", "+", Span(0, 0))


def _claim(span: Span, at: int, side: Said, value: CertaintyValue, form: Form) -> _Claim:
    before, after = _near(side.words[:at][::-1], span), _near(side.words[at + 1 :], span)
    inside = tuple(w.folded for w in side.words if span.covers(w.span))
    return _Claim(span, side.words[at].stem, value.level, value.polarity, before, after, form, inside)


def _near(words: tuple[Word, ...], group: Span) -> tuple[str, ...]:
    content = [w.stem for w in words if w.folded not in _listed("stops") and not group.covers(w.span)]
    return tuple(content[:_BESIDE])


def _plain(at: int, side: Said) -> _Claim | None:
    """The word as a verb where nothing marks how sure it is; None for what can be no finite verb."""
    word = side.words[at].folded
    if word in _listed("stops"):
        return None
    first = at
    while first > 0 and side.words[first - 1].folded in _listed("auxiliaries"):
        first -= 1
    before = side.words[first - 1].folded if first else ""
    plural = before.endswith("s") and first == at
    form = _form(word, helped=first < at, attributed=before in _listed("determiners"), plural=plural)
    if form is None or before in _listed("modals"):
        return None
    return _claim(Span(side.words[first].span.start, side.words[at].span.end), at, side, _CERTAIN, form)


def _form(word: str, *, helped: bool, attributed: bool, plural: bool) -> Form | None:
    """What form of a verb the word has, with an auxiliary, a determiner or a plural before it."""
    if word.endswith("ing"):
        return "going" if helped else None
    if is_past(word):
        return None if attributed and not helped else "past"
    third = word.endswith("s") and not word.endswith("ss") and (word[:-1] in bases() or word[:-2] in bases())
    return "present" if (third and not attributed) or (plural and word in bases()) else "noun"


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table("rules")[name])


@cache
def _clausal() -> frozenset[str]:
    return frozenset(stems("before_clause"))


def _best(left: list[_Claim], right: list[_Claim]) -> tuple[_Claim, _Claim] | None:
    """The two that share most words around them; None where any two of them agree or none can be compared."""
    pairs = [(a, b) for a in left for b in right if _comparable(a, b)]
    if not pairs or any(_agree(a, b) for a in left for b in right):
        return None
    return min(pairs, key=lambda p: (-len(_shared(*p)), sorted((_variant(p[0]), _variant(p[1])))))


def _agree(left: _Claim, right: _Claim) -> bool:
    """Whether the two say the same: equally sure, or in the same words under another condition."""
    if "noun" in (left.form, right.form) and left.form != right.form and "marked" in (left.form, right.form):
        return False
    return (left.level, left.polarity) == (right.level, right.polarity) or left.words == right.words


def _comparable(left: _Claim, right: _Claim) -> bool:
    """Whether one of the two is marked, and the other a verb (of an alleged noun: a noun) that answers it."""
    forms = {left.form, right.form}
    if forms == {"noun"}:
        return "alleged" in (left.level, right.level)
    if "noun" in forms or "marked" not in forms:
        return False
    hedges = [claim for claim in (left, right) if claim.form == "marked"]
    return not (_foretold(left, right) or _foretold(right, left) or any(map(_is_no_doubt, hedges)))


def _is_no_doubt(claim: _Claim) -> bool:
    """Whether the group tells of an ability or a duty."""
    bound = any(pair in (("have", "to"), ("has", "to"), ("had", "to")) for pair in pairwise(claim.words))
    return bound or claim.words[0] in _listed("abilities") or any(word in _listed("duties") for word in claim.words)


def _foretold(left: _Claim, right: _Claim) -> bool:
    """Whether "would" or "will" here is what the other side tells in another tense."""
    would, will = left.words[0] in _listed("would"), left.words[0] in _listed("will")
    told = right.form != "marked" or right.words[0] in _listed("will")
    return (would and told) or (will and right.form == "present")


def _shared(left: _Claim, right: _Claim) -> set[str]:
    return ({*left.before} & {*right.before}) | ({*left.after} & {*right.after})


def _difference(left: _Claim, right: _Claim) -> Difference | None:
    shared = len(_shared(left, right))
    relation = _relation(left, right)
    if relation is None or shared < _needed(left, right):
        return None
    score, reasons = min(0.9, 0.5 + 0.1 * shared), ("the same verb among the same words",)
    pieces = Piece(left.span, _variant(left)), Piece(right.span, _variant(right))
    return Difference(
        left.verb, relation, *pieces, score, reasons, _message(left, right, relation), evolving=_may_come(left, right)
    )


def _may_come(left: _Claim, right: _Claim) -> bool:
    """Whether what one side reports may have come since: planned and then done, "has not signed" and then signed."""
    waiting = [claim.level in ("planned", "possible", "probable") or _is_not_yet(claim) for claim in (left, right)]
    return waiting.count(True) == 1


def _is_not_yet(claim: _Claim) -> bool:
    return claim.polarity == "-" and not _listed("until").isdisjoint(claim.words)


def _needed(left: _Claim, right: _Claim) -> int:
    """How many content words the two must share: more where a noun may be taken for a verb."""
    return 3 if left.form == "noun" else 2 if "present" in (left.form, right.form) else 1


def _relation(left: _Claim, right: _Claim) -> Relation | None:
    """Conflict for a yes and a no about the same act; precision for a doubt that one side does not have."""
    if left.polarity == right.polarity:
        return "precision"
    if left.verb in _listed("denials") and {left.form, right.form} == {"marked"}:
        return "conflict"
    return "conflict" if left.level == right.level and left.level != "possible" and _same_act(left, right) else None


def _same_act(left: _Claim, right: _Claim) -> bool:
    """Whether both have the same subject, and much of what follows; a present form may be told of another day."""
    subject = bool({*left.before[:1]} & {*right.before} or {*right.before[:1]} & {*left.before})
    after = len({*left.after} & {*right.after})
    finite = "present" not in (left.form, right.form)
    return finite and subject and after >= _DENIED - 1 and len(_shared(left, right)) >= _DENIED


def _message(left: _Claim, right: _Claim, relation: Relation) -> str:
    told = sorted({_word(left, right, relation), _word(right, left, relation)})
    return f"{told[0]} here, {told[-1]} there"


def _word(claim: _Claim, other: _Claim, relation: Relation) -> str:
    if relation == "conflict":
        return "denied" if claim.polarity == "-" else "not denied" if other.verb in _listed("denials") else "affirmed"
    done = other.level == "planned" and claim.polarity == "+"
    return claim.level if claim.level != "certain" else "done" if done else "stated as fact"


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

"""What speaks for a description and a name being one, and against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from compare.rules.base import REMEMBERED, Both, Said, Side, once
from compare.rules.naming_sides import Named, names_here, open_mentions, parts_of, runs
from compare.rules.slots import words_beside, words_in
from compare.rules.titles import called, called_here, words_of
from compare.tables import table
from compare.values import AttributionValue, Detail, MentionValue, NameValue, Span

_BESIDE = 4  # words on either side that say in which slot a detail stands
_NEAR = 3  # sentences within which a name explains a description
_OPENING = 3  # words at the head of a sentence
_WITHIN = 8  # the same, where the other side says what kind of thing the name is


@dataclass(frozen=True, slots=True)
class Couple:
    """A description in one sentence and a name in the other that it may stand for, whose numbers agree."""

    mention: Detail
    named: Named
    describing: Said
    naming: Said
    own: frozenset[str]  # stems of the description but for its head
    parts: frozenset[str]  # of the names
    after: int  # sentences behind this one in which the name may follow
    fit: dict[str, float]  # what speaks for the two being one in the sentences by themselves


@once
def couples(both: Both, *, flipped: bool) -> Iterator[Couple]:
    """Every description with every name that its sentence does not give; `flipped` where the name is on the left."""
    describing, naming = (both.right, both.left) if flipped else (both.left, both.right)
    unknown = [named for named in runs(naming) if not names_here(describing, named)]
    for mention in open_mentions(describing):
        for named in unknown:
            if _as_many(mention, named):
                yield _couple(mention, named, describing, naming)


def _as_many(mention: Detail, named: Named) -> bool:
    assert isinstance(mention.value, MentionValue)
    return len(named.names) == (1 if mention.value.count is None else mention.value.count)


def _couple(mention: Detail, named: Named, describing: Said, naming: Said) -> Couple:
    assert isinstance(mention.value, MentionValue)
    head, name = mention.value.head, named.names[-1].text
    own = frozenset(w.stem for w in words_in(describing, mention.span) if len(w.folded) > 3) - {head}
    fit = {
        "called so here": float(head in called_here(name, naming)),
        "kinds agree": float(_kinds_agree(mention, named)),
        "as many": float((mention.value.count or 0) > 1),
        "both sources": float(_is_source(mention.span, describing) and _is_source(named.span, naming)),
    }
    parts = frozenset(part for name in named.names for part in parts_of(name.text))
    after = _NEAR if _article(mention) == "the" or mention.value.count else 0
    return Couple(mention, named, describing, naming, own, parts, after, fit)


def features_of(couple: Couple, describing: Side, naming: Side) -> dict[str, float]:
    """What speaks for a description and a name being one; empty where nothing does."""
    assert isinstance(couple.mention.value, MentionValue)
    known = _knows(describing, couple)
    if known == "near":
        return {}
    head, titles = couple.mention.value.head, called(couple.named.names[-1].text, naming)
    heads = _tied_heads(couple.parts, naming)
    fit = {
        "called so": float(head in titles),
        "called so here": couple.fit["called so here"],
        "called in other words": float(head not in titles and _synonym(head, titles)),
        "described so": float(head in heads),
        "described in other words": float(head not in heads and _synonym(head, heads)),
        "more words": min(len(couple.own & titles), 2) / 2,
        **couple.fit,
    }
    if not any(fit.values()):
        return {}
    return {**fit, **_place(couple, known == "elsewhere")}


def _place(couple: Couple, elsewhere: bool) -> dict[str, float]:
    """How the two stand in their sentences, and of what kind they are."""
    mention, named, describing, naming = couple.mention, couple.named, couple.describing, couple.naming
    assert isinstance(mention.value, MentionValue)
    beside = len((couple.own | around(mention.span, describing)) & around(named.span, naming))
    near = len((couple.own | around(mention.span, describing, _WITHIN)) & around(named.span, naming, _WITHIN))
    place = {
        "beside": min(beside, 3) / 3,
        "near": min(near, 4) / 4,
        "named elsewhere": float(elsewhere),
        "both open": float(_opens(mention.span, describing) and _opens(named.span, naming)),
        "many for one": float(mention.value.count is None and _plural(mention) and _one_of_a_kind(named)),
        "kinds clash": float(_kinds_clash(mention, named)),
        _article(mention): 1.0,
    }
    kind = {f"name {n.value.kind}": 1.0 for n in named.names[:1] if isinstance(n.value, NameValue)}
    return {**place, **kind}


def _knows(side: Side, couple: Couple) -> str:
    """Whether the article names any of them: "near" the description, "elsewhere" or "".

    The name of "the app" or of "two apps" may also follow; "an app" has none yet for its reader.
    """
    if couple.parts.isdisjoint(side.vocabulary):
        return ""
    return "elsewhere" if couple.parts.isdisjoint(_close_forms(side, couple.after)) else "near"


@lru_cache(maxsize=REMEMBERED)
def _close_forms(side: Side, after: int) -> frozenset[str]:
    """The folded words of the sentences before, this one, and so many after it."""
    at = side.statement.sentence.index
    close = [s for s in side.elsewhere if at - _NEAR <= s.sentence.index <= at + after]
    return frozenset(w.folded for s in close for w in words_of(s))


def _opens(span: Span, side: Said) -> bool:
    return sum(w.span.end <= span.start for w in side.words) < _OPENING


def _article(mention: Detail) -> str:
    """What kind of word opens a description: "a", "the", "pointing", "possessive", else "bare"."""
    first = mention.text.split()[0].lower() if mention.text.split() else ""
    kinds = table("rules_naming")["determiners"]
    return next((kind for kind, listed in kinds.items() if first in listed), "bare")


def _plural(mention: Detail) -> bool:
    last = (mention.text.lower().split() or [""])[-1]
    return last in table("rules_naming")["plurals"] or (last.endswith("s") and not last.endswith("ss"))


def _one_of_a_kind(named: Named) -> bool:
    """Whether it is one person or one place: it cannot be what "officials" or "cities" stands for."""
    return len(named.names) == 1 and _kinds_named(named) <= {"person", "place"}


def is_many_for_one(mention: Detail, named: Named) -> bool:
    """Whether "apps" or "both apps" face one name."""
    assert isinstance(mention.value, MentionValue)
    return mention.value.count is None and _plural(mention) and len(named.names) == 1


def _is_source(span: Span, side: Said) -> bool:
    sources = [d.value.source for d in side.statement.details if isinstance(d.value, AttributionValue)]
    return any(source.overlaps(span) for source in sources if source)


def _tied_heads(parts: frozenset[str], side: Side) -> set[str]:
    """What the naming article calls the thing: "the messaging app Max" ties "app" to Max."""
    ties = _ties(side)
    return {head for part in parts for head in ties.get(part, ())}


@lru_cache(maxsize=REMEMBERED)
def _ties(side: Side) -> Mapping[str, set[str]]:
    """The head nouns of all descriptions that an article ties to a name, by the words of the name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for detail in (d for s in side.elsewhere for d in s.details):
        if isinstance(detail.value, MentionValue) and detail.value.entity:
            for part in parts_of(detail.value.entity):
                found[part].add(detail.value.head)
    return found


def _synonym(head: str, heads: Set[str]) -> bool:
    return not heads.isdisjoint(_synonyms(head))


@cache
def _synonyms(head: str) -> frozenset[str]:
    return frozenset().union(*(row for row in table("rules_naming")["synonyms"] if head in row))


def _kinds_agree(mention: Detail, named: Named) -> bool:
    assert isinstance(mention.value, MentionValue)
    return bool(_kinds_named(named) & _kinds_described(mention))


def _kinds_clash(mention: Detail, named: Named) -> bool:
    named_as, described_as = _kinds_named(named) - {"other"}, _kinds_described(mention)
    return bool(named_as and described_as) and not named_as & described_as


def _kinds_named(named: Named) -> set[str]:
    return {name.value.kind for name in named.names if isinstance(name.value, NameValue)}


def _kinds_described(mention: Detail) -> set[str]:
    assert isinstance(mention.value, MentionValue)
    return {kind for kind, heads in table("rules_naming")["kinds"].items() if mention.value.head in heads}


def around(span: Span, side: Said, reach: int = _BESIDE) -> set[str]:
    """Stems of the content words close to a span."""
    return {w.stem for w in words_beside(side, span, reach) if len(w.folded) > 3}

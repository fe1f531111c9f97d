"""Rules about names: named here and only described there; spelt differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from compare.rules.base import REMEMBERED, Both, Difference, Pair, Piece, Rule, Said, Side, moved, once
from compare.rules.confidence import Candidate, clashes, common, surest
from compare.rules.slots import words_beside, words_in
from compare.rules.titles import called, called_here, words_of
from compare.tables import table
from compare.text import fold, squeeze, words
from compare.values import AttributionValue, Detail, MentionValue, NameValue, Span

_BESIDE = 4  # words on either side that say in which slot a detail stands
_SURE_LINK = 0.5  # score of a link under which a name and a description may be of two things
_NEAR = 3  # sentences within which a name explains a description
_OPENING = 3  # words at the head of a sentence
_WITHIN = 8  # the same, where the other side says what kind of thing the name is


@dataclass(frozen=True, slots=True)
class _Named:
    """One name, or several joined as in "WhatsApp and Telegram"."""

    span: Span
    names: tuple[Detail, ...]


def check_unnamed(pair: Pair) -> Iterator[Difference]:
    """One outlet names what another only describes.

    Fires: "two messaging platforms" against "WhatsApp and Telegram", where the first outlet never gives the names.
    Does not fire: "the regulator" against "Roskomnadzor" where both outlets use the name; a surname against the
    full name.
    """
    candidates = list(find_unnamed(pair))
    found = list(surest("NAM001", candidates))
    yield from found
    for candidate in sorted(candidates, key=_places):
        spans = [(known.left.span, known.right.span) for known in found]
        if _called_so_twice(candidate) and not any(clashes(candidate.difference, two) for two in spans):
            found.append(replace(candidate.difference, score=0.5, doubtful=True))
            yield found[-1]


def _places(candidate: Candidate) -> list[tuple[Span, str]]:
    return sorted((piece.span, piece.variant) for piece in (candidate.difference.left, candidate.difference.right))


def _called_so_twice(candidate: Candidate) -> bool:
    """Whether the naming article calls the thing so at its name and again without it; the other never names it."""
    features = candidate.features
    told = features["called so"] and features["described so"] and not features["named elsewhere"]
    return bool(told) and features["link"] >= _SURE_LINK


def find_unnamed(pair: Pair) -> Iterator[Candidate]:
    """Every description of one side with every name of the other that its sentence does not give."""
    for flipped in (False, True):
        describing, naming = pair.side(right=flipped), pair.side(right=not flipped)
        for couple in _couples(pair.both, flipped=flipped):
            features = _features(couple, describing, naming)
            if features:
                found = _difference(couple, _why(features), flipped)
                doubtful = not _is_told(features) or _many_for_one(couple.mention, couple.named)
                for difference in moved([replace(found, doubtful=doubtful)], pair):
                    yield Candidate(difference, {**common(pair), **features})


@dataclass(frozen=True, slots=True)
class _Couple:
    """A description in one sentence and a name in the other that it may stand for, whose numbers agree."""

    mention: Detail
    named: _Named
    describing: Said
    naming: Said
    own: frozenset[str]  # stems of the description but for its head
    parts: frozenset[str]  # of the names
    after: int  # sentences behind this one in which the name may follow
    fit: dict[str, float]  # what speaks for the two being one in the sentences by themselves


@once
def _couples(both: Both, *, flipped: bool) -> Iterator[_Couple]:
    """Every description with every name that its sentence does not give; `flipped` where the name is on the left."""
    describing, naming = (both.right, both.left) if flipped else (both.left, both.right)
    unknown = [named for named in _runs(naming) if not _names_here(describing, named)]
    for mention in _open_mentions(describing):
        for named in unknown:
            if _as_many(mention, named):
                yield _couple(mention, named, describing, naming)


def _as_many(mention: Detail, named: _Named) -> bool:
    assert isinstance(mention.value, MentionValue)
    return len(named.names) == (1 if mention.value.count is None else mention.value.count)


def _couple(mention: Detail, named: _Named, describing: Said, naming: Said) -> _Couple:
    assert isinstance(mention.value, MentionValue)
    head, name = mention.value.head, named.names[-1].text
    own = frozenset(w.stem for w in words_in(describing, mention.span) if len(w.folded) > 3) - {head}
    fit = {
        "called so here": float(head in called_here(name, naming)),
        "kinds agree": float(_kinds_agree(mention, named)),
        "as many": float((mention.value.count or 0) > 1),
        "both sources": float(_is_source(mention.span, describing) and _is_source(named.span, naming)),
    }
    parts = frozenset(part for name in named.names for part in _parts(name.text))
    after = _NEAR if _article(mention) == "the" or mention.value.count else 0
    return _Couple(mention, named, describing, naming, own, parts, after, fit)


def _is_told(features: dict[str, float]) -> bool:
    """Whether the naming article itself calls the thing so, or as many are named, and the other never names it."""
    called_so = any(features[name] for name in ("called so", "called so here", "described so", "as many"))
    return called_so and not features["named elsewhere"] and not features["kinds clash"]


def _many_for_one(mention: Detail, named: _Named) -> bool:
    """Whether "apps" or "both apps" face one name."""
    assert isinstance(mention.value, MentionValue)
    return mention.value.count is None and _plural(mention) and len(named.names) == 1


def _why(features: dict[str, float]) -> str:
    """The strongest reason to take a description and a name for one."""
    return next(
        (said for name, said in table("rules_naming")["reasons"].items() if features[name]),
        "the words around them agree",
    )


def _names_here(side: Said, named: _Named) -> bool:
    return any(not _forms(side).isdisjoint(_parts(name.text)) for name in named.names)


@lru_cache(maxsize=REMEMBERED)
def _forms(side: Said) -> frozenset[str]:
    return frozenset(word.folded for word in side.words)


def _difference(couple: _Couple, reason: str, flipped: bool) -> Difference:
    mention, named = couple.mention, couple.named
    assert isinstance(mention.value, MentionValue)
    described = Piece(mention.span, f"described: {mention.value.head}")
    given = Piece(named.span, "named: " + " + ".join(sorted(_entity(name) for name in named.names)))
    left, right = (given, described) if flipped else (described, given)
    message = f"{named.span.of(couple.naming.article.text)} named by some, only described by others"
    return Difference(given.variant, "precision", left, right, 0.0, (reason,), squeeze(message))


@lru_cache(maxsize=REMEMBERED)
def _open_mentions(side: Said) -> list[Detail]:
    """Descriptions that no name in the sentence explains."""
    return [
        d
        for d in side.statement.details
        if d.kind == "mention" and isinstance(d.value, MentionValue) and not _explained(d, d.value, side)
    ]


def _explained(mention: Detail, value: MentionValue, side: Said) -> bool:
    """Whether a name stands right with it: "the province of Guanacaste", "Laura Chinchilla ... the former leader"."""
    kinds = table("rules_naming")["kinds"]
    names = [d for d in side.statement.details if d.kind == "name"]
    if value.entity and _parts(value.entity) & {part for d in names for part in _parts(d.text)}:
        return True
    if any(mention.span.overlaps(d.span) and not _owns(d, side) for d in names):
        return True
    if value.head in kinds["place"]:
        return any(side.article.text[mention.span.end : d.span.start] == " of " for d in names)
    pointing = mention.text.lower().startswith(tuple(table("rules_naming")["pointing"]))
    return pointing and value.head in kinds["person"] and any(_may_be_person(d) for d in names if d.span < mention.span)


def _owns(name: Detail, side: Said) -> bool:
    """Whether a name only says whose it is: "Lund's lawyer" does not name the lawyer."""
    return side.article.text[name.span.end : name.span.end + 2] in ("'s", "’s")


def _may_be_person(name: Detail) -> bool:
    return isinstance(name.value, NameValue) and name.value.kind in ("person", "other")


def _knows(side: Side, couple: _Couple) -> str:
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


@lru_cache(maxsize=REMEMBERED)
def _parts(name: str) -> frozenset[str]:
    return frozenset({word.folded for word in words(name) if len(word.folded) > 2})


def _features(couple: _Couple, describing: Side, naming: Side) -> dict[str, float]:
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


def _place(couple: _Couple, elsewhere: bool) -> dict[str, float]:
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


def _one_of_a_kind(named: _Named) -> bool:
    """Whether it is one person or one place: it cannot be what "officials" or "cities" stands for."""
    return len(named.names) == 1 and _kinds_named(named) <= {"person", "place"}


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
            for part in _parts(detail.value.entity):
                found[part].add(detail.value.head)
    return found


def _synonym(head: str, heads: Set[str]) -> bool:
    return not heads.isdisjoint(_synonyms(head))


@cache
def _synonyms(head: str) -> frozenset[str]:
    return frozenset().union(*(row for row in table("rules_naming")["synonyms"] if head in row))


def _kinds_agree(mention: Detail, named: _Named) -> bool:
    assert isinstance(mention.value, MentionValue)
    return bool(_kinds_named(named) & _kinds_described(mention))


def _kinds_clash(mention: Detail, named: _Named) -> bool:
    named_as, described_as = _kinds_named(named) - {"other"}, _kinds_described(mention)
    return bool(named_as and described_as) and not named_as & described_as


def _kinds_named(named: _Named) -> set[str]:
    return {name.value.kind for name in named.names if isinstance(name.value, NameValue)}


def _kinds_described(mention: Detail) -> set[str]:
    assert isinstance(mention.value, MentionValue)
    return {kind for kind, heads in table("rules_naming")["kinds"].items() if mention.value.head in heads}


def around(span: Span, side: Said, reach: int = _BESIDE) -> set[str]:
    """Stems of the content words close to a span."""
    return {w.stem for w in words_beside(side, span, reach) if len(w.folded) > 3}


@lru_cache(maxsize=REMEMBERED)
def _runs(side: Said) -> list[_Named]:
    names = [d for d in side.statement.details if d.kind == "name" and isinstance(d.value, NameValue)]
    runs = [_Named(name.span, (name,)) for name in names]
    joined: list[Detail] = []
    for name in [*names, None]:
        if name and joined and _joins(side.article.text[joined[-1].span.end : name.span.start]):
            joined.append(name)
            continue
        if len(joined) > 1:
            runs.append(_Named(Span(joined[0].span.start, joined[-1].span.end), tuple(joined)))
        joined = [name] if name else []
    return sorted(runs, key=lambda run: (-len(run.names), run.span))


def _joins(between: str) -> bool:
    return between.replace(",", " ").strip(" ”\"’'“‘") in ("and", "", "or", "&") and len(between) <= len(" , and ")


def _entity(name: Detail) -> str:
    assert isinstance(name.value, NameValue)
    return fold(name.value.entity or name.value.canonical)


RULES = (Rule("NAM001", "naming", "named here, described there", {"precision": "warning"}, check_unnamed),)

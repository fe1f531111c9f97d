"""What speaks for a description and a name being one, and against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from functools import cache, lru_cache
from typing import NamedTuple

from compare.details.mentions import head_kind
from compare.rules.base import REMEMBERED, Said, Side
from compare.rules.naming_sides import (
    Named,
    follows_person,
    is_given_here,
    is_owner,
    is_tied_here,
    kinds_listed,
    names_of,
    open_mentions,
    parts,
    where_given,
)
from compare.rules.slots import words_beside, words_in
from compare.rules.titles import called, called_here
from compare.rules.within import in_source
from compare.tables import table
from compare.text import words
from compare.values import Detail, MentionValue, NameValue, Span

_BESIDE = 4  # words on either side that say in which slot a detail stands
_WITHIN = 8  # the same, where the other side says what kind of thing the name is
_OPENING = 3  # words at the head of a sentence


class Match(NamedTuple):
    """A description of one side, a name of the other, and what speaks for their being one (each from 0 to 1)."""

    mention: Detail
    named: Named
    features: Mapping[str, float]


def matches(describing: Side, naming: Side) -> Iterator[Match]:
    """Every description of one side with every name of the other that may be what it means."""
    names = [named for named in names_of(naming) if not _is_ordinary(named, describing, naming)]
    unknown = [named for named in names if not is_given_here(describing, named)]
    for mention in open_mentions(describing):
        for named in unknown:
            if told := _features(mention, named, describing, naming):
                yield Match(mention, named, told)


def _features(mention: Detail, named: Named, describing: Side, naming: Side) -> dict[str, float]:
    """What speaks for a description and a name; empty where nothing does, or the reader has just had the name."""
    given = where_given(describing, named)
    if not _counts_agree(mention, named) or given == "before":
        return {}
    explains = given == "after" and (_article(mention) == "the" or _is_counted(mention))  # "an app" has no name yet
    fit = _called(mention, named, describing, naming)
    fit["kinds agree"] = float(bool(_kinds_named(named) & _kinds_described(mention)))
    fit["both sources"] = float(in_source(mention.span, describing) and in_source(named.span, naming))
    if not any(fit.values()):
        return {}
    return {
        **fit,
        **_around(mention, named, describing, naming),
        **_against(mention, named, describing, naming),
        "named elsewhere": float(given != "" and not explains),
        "named near": float(explains),
        _article(mention): 1.0,
        **{f"name {n.value.kind}": 1.0 for n in named.names[:1] if isinstance(n.value, NameValue)},
    }


def _counts_agree(mention: Detail, named: Named) -> bool:
    """Whether as many are named as are described; "lawmakers" may be any number."""
    assert isinstance(mention.value, MentionValue)
    if mention.value.count is not None:
        return mention.value.count == len(named.names)
    return len(named.names) == 1 or _is_plural(mention)


def _called(mention: Detail, named: Named, describing: Side, naming: Side) -> dict[str, float]:
    """How the naming article speaks of the name: at it, in this sentence or any, where it only describes, inside it."""
    assert isinstance(mention.value, MentionValue)
    head = mention.value.head
    own = {w.stem for w in words_in(describing, mention.span) if len(w.folded) > 3} - {head}
    (titles, about), (here, _) = called(named.names[-1].text, naming), called_here(named.names[-1].text, naming)
    tied = _tied_heads(named, naming)
    inside = {w.stem for name in named.names for w in words(name.text)}
    return {
        "called so": float(head in titles),
        "called so here": float(head in here),
        "called in other words": float(_is_synonym(head, titles)),
        "described so": float(head in tied),
        "described in other words": float(_is_synonym(head, tied)),
        "named so": float(head in inside),
        "named in other words": float(_is_synonym(head, inside)),
        "more words": min(len(own & about), 2) / 2,
        "words in name": min(len(own & inside), 2) / 2,
        "as many": float((mention.value.count or 0) > 1),
    }


def _is_synonym(head: str, heads: Set[str]) -> bool:
    return head not in heads and not _synonyms(head).isdisjoint(heads)


@cache
def _synonyms(head: str) -> frozenset[str]:
    return frozenset(other for row in table("rules_naming")["synonyms"] if head in row for other in row)


def _tied_heads(named: Named, side: Side) -> set[str]:
    """What the naming article calls the thing: "the messaging app Max" ties "app" to Max."""
    return {head for found, head in _ties(side) if found & named.parts}


@lru_cache(maxsize=REMEMBERED)
def _ties(side: Side) -> tuple[tuple[frozenset[str], str], ...]:
    """Every description that its article ties to a name: the words of the name, and the head noun."""
    found = {
        (parts(d.value.entity), d.value.head)
        for s in side.elsewhere
        for d in s.details
        if isinstance(d.value, MentionValue) and d.value.entity
    }
    return tuple(found)


def _around(mention: Detail, named: Named, describing: Side, naming: Side) -> dict[str, float]:
    """What the words beside the two share, and where they stand."""
    own = {w.stem for w in words_in(describing, mention.span) if len(w.folded) > 3} - {_head(mention)}
    beside = len((own | around(mention.span, describing)) & around(named.span, naming))
    near = len((own | around(mention.span, describing, _WITHIN)) & around(named.span, naming, _WITHIN))
    return {
        "beside": min(beside, 3) / 3,
        "near": min(near, 4) / 4,
        "both open": float(_opens(mention.span, describing) and _opens(named.span, naming)),
    }


def _head(mention: Detail) -> str:
    assert isinstance(mention.value, MentionValue)
    return mention.value.head


def around(span: Span, side: Said, reach: int = _BESIDE) -> set[str]:
    """Stems of the content words close to a span."""
    return {w.stem for w in words_beside(side, span, reach) if len(w.folded) > 3}


def _opens(span: Span, side: Side) -> bool:
    return sum(w.span.end <= span.start for w in side.words) < _OPENING


def _against(mention: Detail, named: Named, describing: Side, naming: Side) -> dict[str, float]:
    """What makes it likely that they are two: the name is part of something else, or the description is explained."""
    listed = len(named.names) > 1 and not _is_counted(mention)
    return {
        "list": float(listed),
        "many for one": float(not _is_counted(mention) and _is_plural(mention) and _is_one_of_a_kind(named)),
        "kinds clash": float(_kinds_clash(mention, named)),
        "owner": float(is_owner(named.span, naming)),
        "modifier": float(not is_owner(named.span, naming) and _modifies(named.span, naming)),
        "explained": float(is_tied_here(mention, describing)),
        "person before": float(not is_tied_here(mention, describing) and follows_person(mention, describing)),
    }


def _is_counted(mention: Detail) -> bool:
    assert isinstance(mention.value, MentionValue)
    return mention.value.count is not None


def is_many_for_one(match: Match) -> bool:
    """Whether "apps" or "both apps" face one name."""
    return not _is_counted(match.mention) and _is_plural(match.mention) and len(match.named.names) == 1


def _is_plural(mention: Detail) -> bool:
    last = (mention.text.lower().split() or [""])[-1]
    return last in table("rules_naming")["plurals"] or (last.endswith("s") and not last.endswith("ss"))


def _is_one_of_a_kind(named: Named) -> bool:
    """Whether it is one person or one place: it cannot be what "officials" or "cities" stands for."""
    return len(named.names) == 1 and _kinds_named(named) <= {"person", "place"}


def _modifies(name: Span, side: Side) -> bool:
    """Whether a noun follows that the name only describes: "White House aides"."""
    after = next((w for w in side.words if w.span.start >= name.end), None)
    spaced = after is not None and side.article.text[name.end : after.span.start].isspace()
    return after is not None and spaced and head_kind(after.folded) is not None


def _is_ordinary(named: Named, describing: Side, naming: Side) -> bool:
    """Whether either article writes every word of the name small elsewhere: a heading made it look like a name."""
    every = (w.folded for name in named.names for w in words(name.text))
    return all(word in naming.small or word in describing.small for word in every)


def _article(mention: Detail) -> str:
    """What kind of word opens a description: "a", "the", "pointing", "possessive", else "bare"."""
    first = mention.text.split()[0].lower() if mention.text.split() else ""
    kinds = table("rules_naming")["determiners"]
    return next((kind for kind, listed in kinds.items() if first in listed), "bare")


def _kinds_clash(mention: Detail, named: Named) -> bool:
    named_as, described_as = _kinds_named(named) - {"other"}, _kinds_described(mention)
    if not described_as and _is_thing(mention):
        return bool(named_as) and named_as <= {"person", "place"}
    return bool(named_as and described_as) and not named_as & described_as


def _kinds_named(named: Named) -> set[str]:
    return {name.value.kind for name in named.names if isinstance(name.value, NameValue)}


def _kinds_described(mention: Detail) -> set[str]:
    """The kinds it can stand for; the stem of "report" is that of "reporter"."""
    return kinds_listed(mention) - ({"person"} if _is_thing(mention) else set())


def _is_thing(mention: Detail) -> bool:
    return [head_kind(word.folded) for word in words(mention.text)[-1:]] == ["thing"]

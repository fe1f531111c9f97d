"""Rules about names: named here and only described there; spelt differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from compare.rules.base import Difference, Pair, Piece, Rule, moved
from compare.rules.confidence import Candidate, clashes, common, surest
from compare.rules.naming_features import Couple, couples, features_of, is_many_for_one
from compare.tables import table
from compare.text import fold, squeeze
from compare.values import Detail, MentionValue, NameValue, Span

_SURE_LINK = 0.5  # score of a link under which a name and a description may be of two things


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
        for couple in couples(pair.both, flipped=flipped):
            features = features_of(couple, describing, naming)
            if features:
                found = _difference(couple, _why(features), flipped)
                doubtful = not _is_told(features) or is_many_for_one(couple.mention, couple.named)
                for difference in moved([replace(found, doubtful=doubtful)], pair):
                    yield Candidate(difference, {**common(pair), **features})


def _is_told(features: dict[str, float]) -> bool:
    """Whether the naming article itself calls the thing so, or as many are named, and the other never names it."""
    called_so = any(features[name] for name in ("called so", "called so here", "described so", "as many"))
    return called_so and not features["named elsewhere"] and not features["kinds clash"]


def _why(features: dict[str, float]) -> str:
    """The strongest reason to take a description and a name for one."""
    return next(
        (said for name, said in table("rules_naming")["reasons"].items() if features[name]),
        "the words around them agree",
    )


def _difference(couple: Couple, reason: str, flipped: bool) -> Difference:
    mention, named = couple.mention, couple.named
    assert isinstance(mention.value, MentionValue)
    described = Piece(mention.span, f"described: {mention.value.head}")
    given = Piece(named.span, "named: " + " + ".join(sorted(_entity(name) for name in named.names)))
    left, right = (given, described) if flipped else (described, given)
    message = f"{named.span.of(couple.naming.article.text)} named by some, only described by others"
    return Difference(given.variant, "precision", left, right, 0.0, (reason,), squeeze(message))


def _entity(name: Detail) -> str:
    assert isinstance(name.value, NameValue)
    return fold(name.value.entity or name.value.canonical)


RULES = (Rule("NAM001", "naming", "named here, described there", {"precision": "warning"}, check_unnamed),)

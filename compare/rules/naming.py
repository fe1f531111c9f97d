"""Rules about names: named here and only described there; spelt differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from compare.rules.base import Difference, Pair, Piece, Rule, Side
from compare.rules.confidence import Candidate, clashes, common, surest
from compare.rules.naming_features import Match, is_many_for_one, matches
from compare.rules.naming_sides import Named
from compare.tables import table
from compare.text import fold, squeeze
from compare.values import Detail, MentionValue, NameValue, Span

_SURE_LINK = 0.5  # score of a link under which a name and a description may be of two things


def check_unnamed(pair: Pair) -> Iterator[Difference]:
    """One outlet names what another only describes.

    Fires: "two messaging platforms" against "WhatsApp and Telegram", where the first outlet has not given the names.
    Does not fire: "the regulator" against "Roskomnadzor" where the first outlet has just named it; a surname against
    the full name.
    """
    candidates = list(find_unnamed(pair))
    weighed = list(surest("NAM001", candidates))
    found = [difference for difference in weighed if not difference.tentative]
    yield from weighed
    for candidate in sorted(candidates, key=_places):
        spans = [(known.left.span, known.right.span) for known in found]
        if _is_sure(candidate) and not any(clashes(candidate.difference, two) for two in spans):
            found.append(replace(candidate.difference, score=0.5, doubtful=True))
            yield found[-1]


def _places(candidate: Candidate) -> list[tuple[Span, str]]:
    return sorted((piece.span, piece.variant) for piece in (candidate.difference.left, candidate.difference.right))


def _is_sure(candidate: Candidate) -> bool:
    """Whether the naming article calls the thing so here, or elsewhere both at its name and without it.

    The other article never names it.
    """
    features = candidate.features
    twice = features["called so"] and features["described so"]
    told = (features["called so here"] or twice) and not _is_known(features) and not features["many for one"]
    return bool(told) and features["link"] >= _SURE_LINK


def _is_known(features: Mapping[str, float]) -> bool:
    return bool(features["named elsewhere"] or features["named near"])


def find_unnamed(pair: Pair) -> Iterator[Candidate]:
    """Every description of one side with every name of the other that its sentence does not give."""
    for describing, naming, flipped in ((pair.left, pair.right, False), (pair.right, pair.left, True)):
        for match in matches(describing, naming):
            found = _difference(match, naming, flipped)
            doubtful = not _is_told(match.features) or is_many_for_one(match)
            yield Candidate(replace(found, doubtful=doubtful), {**common(pair), **match.features})


def _is_told(features: Mapping[str, float]) -> bool:
    """Whether the naming article itself calls the thing so, or as many are named, and the other never names it."""
    called_so = any(features[name] for name in ("called so", "called so here", "described so", "as many"))
    return called_so and not _is_known(features) and not features["kinds clash"]


def _difference(match: Match, naming: Side, flipped: bool) -> Difference:
    assert isinstance(match.mention.value, MentionValue)
    described = Piece(match.mention.span, f"described: {match.mention.value.head}")
    given = Piece(match.named.span, _variant(match.named))
    left, right = (given, described) if flipped else (described, given)
    how = "described by others, who name it elsewhere" if _is_known(match.features) else "only described by others"
    message = squeeze(f"{match.named.span.of(naming.article.text)} named by some, {how}")
    return Difference(given.variant, "precision", left, right, 0.0, (_why(match.features),), message)


def _why(features: Mapping[str, float]) -> str:
    """The strongest reason to take a description and a name for one."""
    reasons = table("rules_naming")["reasons"].items()
    return next((said for name, said in reasons if features[name]), "the words around them agree")


def _variant(named: Named) -> str:
    return "named: " + " + ".join(sorted(_entity(name) for name in named.names))


def _entity(name: Detail) -> str:
    assert isinstance(name.value, NameValue)
    return fold(name.value.entity or name.value.canonical)


RULES = (Rule("NAM001", "naming", "named here, described there", {"precision": "warning"}, check_unnamed),)

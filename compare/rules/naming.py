"""Rules about names: named here and only described there; spelt differently."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from compare.rules.base import REMEMBERED, Difference, Pair, Piece, Rule, Side
from compare.tables import table
from compare.text import fold, squeeze, stem, words
from compare.values import Detail, MentionValue, NameValue, Span

_LONG_ENOUGH = 5  # letters: shorter names differ by a letter and are other names
_LONG = 9  # letters from which two edits may still be a slip
_SPELLING = 2  # edits at most between two spellings of one name
_BESIDE = 4  # words on either side that say in which slot a detail stands
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
    used: set[Span] = set()
    for score, mention, named, reason, flipped in sorted(_answers(pair), key=lambda a: (-a[0], a[1].span, a[2].span)):
        if not any(span.overlaps(mention.span) or span.overlaps(named.span) for span in used):
            used |= {mention.span, named.span}
            yield _difference(mention, named, pair.left if flipped else pair.right, score, reason, flipped)


def _answers(pair: Pair) -> Iterator[tuple[float, Detail, _Named, str, bool]]:
    """Every description that a name on the other side may answer: score, both, why, and whether the name is left."""
    for describing, naming, flipped in ((pair.left, pair.right, False), (pair.right, pair.left, True)):
        unknown = [named for named in _runs(naming) if not _knows(describing, named)]
        for mention in _open_mentions(describing):
            for named in unknown:
                score, reason = _fit(mention, named, describing, naming)
                if reason:
                    yield score, mention, named, reason, flipped


def _difference(mention: Detail, named: _Named, naming: Side, score: float, reason: str, flipped: bool) -> Difference:
    assert isinstance(mention.value, MentionValue)
    described = Piece(mention.span, f"described: {mention.value.head}")
    given = Piece(named.span, "named: " + " + ".join(sorted(_entity(name) for name in named.names)))
    left, right = (given, described) if flipped else (described, given)
    message = f"{named.span.of(naming.article.text)} named by some, only described by others"
    return Difference(given.variant, "precision", left, right, score, (reason,), squeeze(message))


@lru_cache(maxsize=REMEMBERED)
def _open_mentions(side: Side) -> list[Detail]:
    """Descriptions that no name in the sentence explains."""
    return [
        d
        for d in side.statement.details
        if d.kind == "mention" and isinstance(d.value, MentionValue) and not _explained(d, d.value, side)
    ]


def _explained(mention: Detail, value: MentionValue, side: Side) -> bool:
    """Whether a name stands right with it: "the province of Guanacaste", "Laura Chinchilla ... the former leader"."""
    kinds = table("rules_naming")["kinds"]
    names = [d for d in side.statement.details if d.kind == "name"]
    if value.entity and _parts(value.entity) & {part for d in names for part in _parts(d.text)}:
        return True
    if any(mention.span.overlaps(d.span) for d in names):
        return True
    if value.head in kinds["place"]:
        return any(side.article.text[mention.span.end : d.span.start] == " of " for d in names)
    pointing = mention.text.lower().startswith(tuple(table("rules_naming")["pointing"]))
    return pointing and value.head in kinds["person"] and any(_may_be_person(d) for d in names if d.span < mention.span)


def _may_be_person(name: Detail) -> bool:
    return isinstance(name.value, NameValue) and name.value.kind in ("person", "other")


def _knows(side: Side, named: _Named) -> bool:
    """Whether the article names any of them anywhere, even as part of a longer name."""
    return any(part in side.vocabulary for name in named.names for part in _parts(name.text))


@lru_cache(maxsize=REMEMBERED)
def _parts(name: str) -> frozenset[str]:
    return frozenset({word.folded for word in words(name) if len(word.folded) > 2})


def _fit(mention: Detail, named: _Named, describing: Side, naming: Side) -> tuple[float, str]:
    """How well a description answers a name: by count and kind of thing, or by standing in the same slot."""
    assert isinstance(mention.value, MentionValue)
    count = mention.value.count
    if count not in (None, len(named.names)) or (count is None and len(named.names) > 1):
        return 0.0, ""
    heads = _tied_heads(named, naming)
    own = {w.stem for w in describing.words if mention.span.covers(w.span) and len(w.folded) > 3}
    slot = (own | _around(mention.span, describing)) - {mention.value.head}
    beside = len(slot & _around(named.span, naming))
    near = (own | _around(mention.span, describing, _WITHIN)) & _around(named.span, naming, _WITHIN)
    if mention.value.head in heads and (near or (count or 0) > 1):
        return 0.95, "the other side says that the name is such a thing"
    if _synonym(mention.value.head, heads) and (beside or (count or 0) > 1):
        return 0.8, "the other side says that the name is something like it"
    if beside >= 2 and _kinds_agree(mention, named):
        return 0.6, "both stand in the same place of the sentence"
    if (count or 0) > 1 and beside:
        return 0.7, "as many as are named on the other side"
    return 0.0, ""


def _tied_heads(named: _Named, side: Side) -> set[str]:
    """What the naming article calls the thing: "the messaging app Max" ties "app" to Max."""
    entities = {part for name in named.names for part in _parts(name.text)}
    return {head for parts, head in _ties(side) if parts & entities}


@lru_cache(maxsize=REMEMBERED)
def _ties(side: Side) -> tuple[tuple[frozenset[str], str], ...]:
    """Every description that its article ties to a name: the words of the name, and the head noun."""
    found = {
        (_parts(d.value.entity), d.value.head)
        for s in side.elsewhere
        for d in s.details
        if isinstance(d.value, MentionValue) and d.value.entity
    }
    return tuple(found)


def _synonym(head: str, heads: set[str]) -> bool:
    return any(head in row and heads & set(row) for row in table("rules_naming")["synonyms"])


def _kinds_agree(mention: Detail, named: _Named) -> bool:
    assert isinstance(mention.value, MentionValue)
    kinds = {name.value.kind for name in named.names if isinstance(name.value, NameValue)}
    fitting = [kind for kind, heads in table("rules_naming")["kinds"].items() if mention.value.head in heads]
    return bool(kinds & set(fitting))


def _around(span: Span, side: Side, reach: int = _BESIDE) -> set[str]:
    """Stems of the content words close to a span."""
    before = [w for w in side.words if w.span.end <= span.start][-reach:]
    after = [w for w in side.words if w.span.start >= span.end][:reach]
    return {w.stem for w in before + after if len(w.folded) > 3}


@lru_cache(maxsize=REMEMBERED)
def _runs(side: Side) -> list[_Named]:
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


def check_spelling(pair: Pair) -> Iterator[Difference]:
    """A name is spelt differently.

    Fires: "Priebus" against "Preibus", each outlet keeping to its own spelling.
    Does not fire: a full name against the surname; "Kyiv" against "Kiev" is a different name, not a slip.
    """
    for left in _single_words(pair.left):
        for right in _single_words(pair.right):
            if _misspelt(left, right, pair):
                pieces = Piece(left[0], left[1]), Piece(right[0], right[1])
                slot = "/".join(sorted((left[1], right[1])))
                yield Difference(
                    slot, "conflict", *pieces, 0.8, ("one or two letters apart",), "a name spelt differently"
                )


@lru_cache(maxsize=REMEMBERED)
def _single_words(side: Side) -> Sequence[tuple[Span, str]]:
    text = side.article.text
    names = [d for d in side.statement.details if d.kind == "name"]
    return [
        (w.span, w.folded)
        for w in side.words
        if len(w.folded) >= _LONG_ENOUGH
        and text[w.span.start].isupper()
        and any(name.span.covers(w.span) for name in names)
    ]


def _misspelt(left: tuple[Span, str], right: tuple[Span, str], pair: Pair) -> bool:
    one, other = left[1], right[1]
    if one == other or one[:1] != other[:1] or not (one.isalpha() and other.isalpha()):
        return False
    if one.rstrip("s") == other.rstrip("s") or one in other or other in one or stem(one) == stem(other):
        return False
    if _plain(one) == _plain(other):
        return False
    edits = DamerauLevenshtein.distance(one, other, score_cutoff=_SPELLING)
    if edits > (1 if min(len(one), len(other)) < _LONG else _SPELLING):
        return False
    kept_apart = other not in pair.left.vocabulary and one not in pair.right.vocabulary
    return kept_apart and bool(_around(left[0], pair.left) & _around(right[0], pair.right))


def _plain(word: str) -> str:
    """Without accents, and with umlauts written out either way: "Süddeutsche", "Sueddeutsche", "Suddeutsche"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return bare.replace("ae", "a").replace("oe", "o").replace("ue", "u")


RULES = (
    Rule("NAM001", "naming", "named here, described there", {"precision": "warning"}, check_unnamed),
    Rule("NAM002", "naming", "a name spelt differently", {"conflict": "warning"}, check_spelling),
)

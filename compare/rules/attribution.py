"""Rules about sources: who says it, or whether it is said by anybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from compare.rules.base import REMEMBERED, Both, Difference, Pair, Piece, Rule, Said
from compare.rules.confidence import Ask, Draft, both_known, common_of, ordered, surest_of
from compare.rules.regions import is_short_for, same_government, same_place
from compare.rules.slots import content, content_stems
from compare.rules.voices import one_name
from compare.tables import table
from compare.text import Word, fold, words
from compare.values import AttributionValue, Detail, Span

_OTHERWISE = 0.25  # share of the shared words from which another source is credited with them
_MANY = 6  # shared words of a claim from which more of them say no more

Told = tuple[Detail, AttributionValue]


def check_unattributed(pair: Pair) -> Iterator[Difference]:
    """The same claim is credited to a source by one outlet and stated as fact by another.

    Fires: "The ferry was badly overloaded, survivors said" against "The ferry was badly overloaded".
    Does not fire: where the other sentence credits any source with most of it; where little of what the source says
    stands in it.
    """
    yield from surest_of("ATT001", find_unattributed, pair)


def check_source(pair: Pair) -> Iterator[Difference]:
    """The same claim is credited to different sources, or to a named one here and a nameless one there.

    Fires: "the zoo said" against "the police said"; "officials said" against "Deputy Minister Ana Lund said".
    Does not fire: a name against the same name in full, or a pronoun; two sources of two claims.
    """
    yield from surest_of("ATT002", find_sources, pair)


def find_unattributed(both: Both) -> Iterator[Draft]:
    """The attribution of one side that holds most of what both say, where the other side has none."""
    for here, there, flipped in ((both.left, both.right, False), (both.right, both.left, True)):
        credits = told(here)
        if not credits:
            continue
        detail, value = max(credits, key=lambda t: (len(_shared(t[1].claim, here, there)), -t[0].span.start))
        every = max(1, len(_shared(here.statement.sentence.span, here, there)))
        others = max((len(_shared(v.claim, there, here)) for _, v in told(there)), default=0)
        if others > _OTHERWISE * every:
            continue
        shares = {"share credited": others / every, "share": len(_shared(value.claim, here, there)) / every}
        features: dict[str, float | Ask] = {**_credit(value, here, there), **shares, "first": _first(right=flipped)}
        yield Draft(_unattributed((detail, value), here, there, flipped), {**common_of(both), **features})


def _unattributed(credit: Told, here: Said, there: Said, flipped: bool) -> Difference:
    plain = Piece(there.statement.sentence.span, "stated as fact", missing=True)
    pieces = ordered(_credited(*credit, here), plain, flipped=flipped)
    reason = "the other sentence names no source"
    return Difference("source", "omission", *pieces, 0.0, (reason,), "credited by some, stated as fact by others")


def _credit(value: AttributionValue, here: Said, there: Said) -> dict[str, float]:
    """What a credit is like that the other sentence does not give."""
    return {
        "others credited": float(bool(told(there))),
        "claimed": min(len(_shared(value.claim, here, there)), _MANY) / _MANY,
        "quoted here": float(_speaks(here)),
        "quoted there": float(_speaks(there)),
        "hedged there": float(_hedged(there)),
        "source there": float(_appears(value, here, there)),
        "mostly quoted there": _quoted(there),
        **_kind(value, here),
    }


def find_sources(both: Both) -> Iterator[Draft]:
    """Every two attributions whose claims share words and whose sources share none."""
    for left, one in told(both.left):
        for right, other in told(both.right):
            mine, theirs = _source_words(one, both.left), _source_words(other, both.right)
            if not mine or not theirs or {w.stem for w in mine} & {w.stem for w in theirs} or _namesakes(mine, theirs):
                continue
            shared = content_stems(both.left, one.claim) & content_stems(both.right, other.claim)
            if not shared:
                continue
            features: dict[str, float | Ask] = {
                "claimed": min(len(shared), _MANY) / _MANY,
                "both named": float(one.stance == other.stance == "named"),
                "name answered": float(_is_name_answered(one, other)),
                "one entity": float(_one_entity(one, other)),
                "both speech": float(one.act == other.act == "speech"),
                "both quoted": float(_speaks(both.left) and _speaks(both.right)),
                "known": both_known(_forms(mine), _forms(theirs)),
            }
            yield Draft(_two_sources((left, one), (right, other), both), {**common_of(both), **features})


def _two_sources(left: Told, right: Told, both: Both) -> Difference:
    ends = _credited(*left, both.left), _credited(*right, both.right)
    named = _is_name_answered(left[1], right[1])
    message = "credited by name here, to a nameless source there" if named else "credited to different sources"
    acted = "attitude" in (left[1].act, right[1].act)  # "passed the bill" credits nothing to anybody
    return Difference("source", "precision", *ends, 0.0, ("two sources of one claim",), message, doubtful=acted)


def _is_name_answered(one: AttributionValue, other: AttributionValue) -> bool:
    """Whether only one of two sources is named."""
    return (one.stance == "named") != (other.stance == "named")


def _source_words(value: AttributionValue, side: Said) -> tuple[Word, ...]:
    return content(side, value.source) if value.source else ()


@lru_cache(maxsize=REMEMBERED)
def told(side: Said) -> tuple[Told, ...]:
    """The attributions of a sentence with their values."""
    return tuple((d, d.value) for d in side.statement.details if isinstance(d.value, AttributionValue))


def _namesakes(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether both are names of one body or government: "Moscow", "the Kremlin"."""
    one, other = (" ".join(word.folded for word in row) for row in (mine, theirs))
    return is_short_for(one, other) or same_place(one, other) or same_government(one, other)


def _credited(detail: Detail, value: AttributionValue, side: Said) -> Piece:
    return Piece(_who(value, detail), f"credited: {_source(value, side)}")


def _who(value: AttributionValue, detail: Detail) -> Span:
    """Source and cue where they stand together, else the source: the shortest span that shows who says it."""
    if not value.source:
        return value.cue
    whole = Span(min(value.source.start, value.cue.start), max(value.source.end, value.cue.end))
    return whole if not whole.overlaps(value.claim) or value.claim.covers(whole) else value.source


def _source(value: AttributionValue, side: Said) -> str:
    span = value.source or value.cue
    return " ".join(fold(word) for word in span.of(side.article.text).split())


def source_key(value: AttributionValue, side: Said) -> frozenset[str]:
    """Stems of the words that name or describe the source."""
    return content_stems(side, value.source) if value.source else frozenset()


def _shared(span: Span, here: Said, there: Said) -> frozenset[str]:
    return content_stems(here, span) & content_stems(there, there.statement.sentence.span)


def _forms(row: tuple[Word, ...]) -> frozenset[str]:
    return frozenset(w.folded for w in row)


def _first(*, right: bool) -> Ask:
    """Whether the sentence on that side opens its article."""
    return lambda pair: float(pair.side(right=right).statement.sentence.index == 0)


def _speaks(side: Said) -> bool:
    """Whether the sentence quotes: it is somebody's words, even where no source stands in it."""
    return any(d.kind == "quote" for d in side.statement.details)


def _appears(value: AttributionValue, here: Said, there: Said) -> bool:
    """Whether the source, or the name it stands for, is spoken of in the other sentence."""
    known = {w.stem for w in there.words}
    named = {w.stem for w in words(value.entity or "")}
    return bool((source_key(value, here) | named) & known)


def _quoted(side: Said) -> float:
    """The share of the words that stand in quotation marks."""
    spans = [d.span for d in side.statement.details if d.kind == "quote"]
    return sum(any(span.covers(w.span) for span in spans) for w in side.words) / max(1, len(side.words))


def _one_entity(one: AttributionValue, other: AttributionValue) -> bool:
    """Whether both sources stand for one name, or a part of it."""
    return bool(one.entity and other.entity) and one_name(fold(one.entity or ""), fold(other.entity or ""))


def _hedged(side: Said) -> bool:
    return any(w.folded in table("wording")["hearsay"] for w in side.words)


def _kind(value: AttributionValue, side: Said) -> dict[str, float]:
    bare = not value.source or not content(side, value.source)
    kinds = {value.stance: 1.0, value.act: 1.0, "carried": float(value.carried)}
    return {**kinds, "pronoun": float(bare), "no source": float(value.source is None)}


RULES = (
    Rule("ATT001", "attribution", "credited here, stated as fact there", {"omission": "note"}, check_unattributed),
    Rule("ATT002", "attribution", "another source", {"precision": "warning"}, check_source),
)

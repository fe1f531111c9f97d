"""What single words and phrases say about how sure a claim is, read from the table of certainty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Literal, NamedTuple, cast

from compare.tables import table
from compare.text import stem

Level = Literal["certain", "probable", "possible", "alleged", "planned"]

_LEVELS: tuple[Level, ...] = ("alleged", "possible", "probable", "planned", "certain")  # least sure first


class Mark(NamedTuple):
    """How sure a claim is, and whether it is denied."""

    level: Level = "certain"
    negative: bool = False


PLAIN = Mark()


def under(outer: Mark, inner: Mark) -> Mark:
    """What is left of `inner` under `outer`: the less sure level; two denials make a claim, or at best a maybe.

    >>> under(Mark("certain", True), Mark("alleged", True))  # did not deny
    Mark(level='possible', negative=False)
    """
    level = min(outer.level, inner.level, key=_LEVELS.index)
    if outer.negative and inner.negative:
        return Mark("certain" if level == "certain" else "possible")
    return Mark(level, outer.negative or inner.negative)


@cache
def listed(name: str) -> frozenset[str]:
    """A plain word list."""
    return frozenset(table("certainty")["words"][name].split())


@cache
def bases() -> frozenset[str]:
    """Common verbs in their base form."""
    return frozenset(table("verbs")["bases"].split())


@cache
def _irregular() -> frozenset[str]:
    """Past forms and participles of verbs that do not end in -ed; the table also holds nouns."""
    rows = (row.split(": ") for row in table("irregular")["forms"].strip().splitlines())
    return frozenset(form for base, forms in rows if base in bases() for form in forms.split() if form[-1] != "s")


def is_past(word: str) -> bool:
    """Whether a word looks like a past form or a participle."""
    return (
        (word.endswith("ed") and len(word) > 3)
        or word in _irregular()
        or word in listed("same_forms")
        or word.endswith("wn")
    )


@cache
def modals() -> Mapping[str, Mark]:
    """Modal verbs, with their contracted denials: what could not be was not."""
    known = dict(_words("modals")) | {word: Mark("certain", True) for word in ("can't", "couldn't")}
    shortened = {f"{w}n't": Mark(m.level, True) for w, m in known.items() if f"{w}n't" in listed("modal_like")}
    return shortened | known | {"won't": Mark("planned", True), "shan't": Mark("planned", True)}


@cache
def adverbs() -> Mapping[str, Mark]:
    """Adverbs that may stand inside a verb group."""
    return dict(_words("adverbs"))


@cache
def after_be() -> Mapping[str, Mark]:
    """Participles and adjectives that stand between "be" and "to"."""
    return dict(_words("with_be"))


@cache
def stems(name: str) -> Mapping[str, Mark]:
    """The verbs and nouns of a section by their stems."""
    return {stem(word): mark for word, mark in _words(name)}


@cache
def attributes() -> Mapping[str, Mark]:
    """Adjectives that hedge the noun behind them."""
    return dict(_words("attributes"))


@cache
def before_ing() -> Mapping[str, tuple[tuple[tuple[str, ...], Mark], ...]]:
    """For the stem of a verb or noun, the words that part it from a form in -ing."""
    return _by_first((stem(words[0]), words[1:], mark) for words, mark in _phrases("before_ing"))


@cache
def openers(name: str) -> Mapping[str, tuple[tuple[tuple[str, ...], Mark], ...]]:
    """The phrases of a section by their first word: the words behind it, longest first."""
    return _by_first((words[0], words[1:], mark) for words, mark in _phrases(name))


def _words(section: str) -> Iterator[tuple[str, Mark]]:
    for key, value in table("certainty")[section].items():
        yield from ((word, _mark(key)) for word in value.split())


def _phrases(section: str) -> Iterator[tuple[tuple[str, ...], Mark]]:
    for key, value in table("certainty")[section].items():
        yield from ((tuple(part.split()), _mark(key)) for part in value.split(",") if part.strip())


def _mark(key: str) -> Mark:
    if key in ("plain", "phrases"):
        return PLAIN
    level = key.removeprefix("not_")
    return Mark("certain", True) if key == "negated" else Mark(cast(Level, level), level != key)


@lru_cache(maxsize=16384)
def may_open(word: str, root: str) -> bool:
    """Whether a marked group can begin with a word of that folded form and stem."""
    return (
        root in _roots()
        or any(word in openers(name) for name in ("clauses", "before_noun", "limits"))
        or any(word in listed(name) for name in ("be", "have", "do", "holders"))
        or word in modals()
        or word in attributes()
        or adverbs().get(word, PLAIN) != PLAIN
        or word in ("to", "no")
        or word.endswith("'ll")
    )


@cache
def _roots() -> frozenset[str]:
    return frozenset({*stems("before_to"), *stems("before_object"), *stems("before_clause"), *before_ing()})


Rest = tuple[tuple[str, ...], Mark]


def _by_first(rows: Iterator[tuple[str, tuple[str, ...], Mark]]) -> Mapping[str, tuple[Rest, ...]]:
    found: dict[str, list[Rest]] = {}
    for first, rest, mark in rows:
        found.setdefault(first, []).append((rest, mark))
    return {first: tuple(sorted(rests, key=lambda rest: (-len(rest[0]), rest))) for first, rests in found.items()}

"""Why two sentences are linked, or why not: the score, what spoke for and against it, and the threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compare.align.features import Candidates, find_candidates
from compare.align.links import at, degree_of, shared_words
from compare.align.model import card_of, contributions, score
from compare.errors import InputError
from compare.values import Degree, Statement


@dataclass(frozen=True, slots=True)
class Signal:
    """One feature of a pair: its value, and what it adds to the log-odds of a link against the average candidate."""

    name: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Why:
    """The case of one pair: `obstacle` is None where it is a link; signals come with the strongest first."""

    left: Statement
    right: Statement
    score: float
    threshold: float
    degree: Degree
    words: tuple[str, ...]
    signals: tuple[Signal, ...]
    obstacle: str | None


def explain(statements: Sequence[Statement], one: str, other: str, encoder: str | None = None) -> Why:
    """The case of two sentences, each named ARTICLE:SENTENCE.

    Raises InputError for a name that is none of theirs, and for two sentences of one article.
    """
    left, right = sorted((find_sentence(statements, one), find_sentence(statements, other)))
    if statements[left].sentence.article == statements[right].sentence.article:
        raise InputError(
            f"--why: {one} and {other} are of one article; only sentences of different articles are linked"
        )
    wanted = find_candidates(statements, encoder, (left, right))
    row = next(
        row
        for row, pair in enumerate(zip(wanted.left.tolist(), wanted.right.tolist(), strict=True))
        if pair == (left, right)
    )
    return _case(wanted, row, _is_candidate(statements, encoder, left, right))


def find_sentence(statements: Sequence[Statement], name: str) -> int:
    """The place among `statements` of the sentence that ARTICLE:SENTENCE names."""
    article, _, index = name.rpartition(":")
    told = [s.sentence.index for s in statements if s.sentence.article == article]
    if not told:
        known = ", ".join(dict.fromkeys(s.sentence.article for s in statements))
        raise InputError(f"--why {name}: no article '{article}' here; give ARTICLE:SENTENCE with one of {known}")
    if not index.isdecimal() or int(index) not in told:
        raise InputError(f"--why {name}: no such sentence; '{article}' has sentences {min(told)} to {max(told)}")
    return next(n for n, s in enumerate(statements) if (s.sentence.article, s.sentence.index) == (article, int(index)))


def _is_candidate(statements: Sequence[Statement], encoder: str | None, left: int, right: int) -> bool:
    plain = find_candidates(statements, encoder)
    return (left, right) in set(zip(plain.left.tolist(), plain.right.tolist(), strict=True))


def _case(found: Candidates, row: int, candidate: bool) -> Why:
    parts, values = at(contributions(found.features), row), at(found.features, row)
    signals = sorted((Signal(n, values[n], parts[n]) for n in parts), key=lambda s: (-abs(s.weight), s.name))
    left, right = (found.scene.statements[int(side[row])] for side in (found.left, found.right))
    chance, threshold = float(score(found.features)[row]), float(card_of(found.features)["threshold"])
    degree = degree_of(float(score(found.features, "same")[row]))
    words, obstacle = shared_words(found, row), _obstacle(chance, threshold, candidate)
    return Why(left, right, chance, threshold, degree, words, tuple(signals), obstacle)


def _obstacle(chance: float, threshold: float, candidate: bool) -> str | None:
    if not candidate:
        return "they share too little to be looked at"
    return f"{chance:.2f} is below the threshold of {threshold:.2f}" if chance < threshold else None

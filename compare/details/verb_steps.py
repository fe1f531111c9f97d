"""The way to the main verb of a group: auxiliaries, modals, adverbs, a "not", and words such as "is expected to"."""

from __future__ import annotations

from typing import NamedTuple

from compare.details.certainty_words import PLAIN, Mark, adverbs, after_be, listed, modals
from compare.details.line import Line
from compare.details.verb_forms import is_infinitive


class Step(NamedTuple):
    """Words on the way to the main verb, and which form of it they ask for."""

    length: int
    mark: Mark = PLAIN
    need: str = ""  # "base", "be" or "have" (what stands behind those), or as before


def next_step(line: Line, at: int, need: str) -> Step | None:
    word = line.word(at)
    if word in modals():
        return Step(1, modals()[word], "base") if not need and _is_modal(line, at) else None
    if word in listed("be"):
        return Step(1, Mark("certain", word.endswith("n't")), "be")
    if word in listed("have"):
        return Step(1, Mark("certain", word.endswith("n't")), "have")
    if word in listed("do"):
        return Step(1, Mark("certain", word.endswith("n't")), "base") if need in ("", "base") else None
    return _raised(line, at, need) or _adverb(line, at)


def settled(line: Line, at: int, step: Step) -> Mark:
    """What could not be was not; what would have been was not either, or nobody knows."""
    word = line.word(at)
    if word in ("could", "can") and line.word(at + 1) == "not":
        return PLAIN
    return Mark("possible", step.mark.negative) if word[:5] == "would" and _has_have(line, at) else step.mark


def _has_have(line: Line, at: int) -> bool:
    return "have" in (line.word(at + 1), line.word(at + 2))


def _adverb(line: Line, at: int) -> Step | None:
    """An adverb inside a group, a "not" that denies, or a shortened "will"."""
    word = line.word(at)
    if word == "no" and line.word(at + 1) == "longer":
        return Step(2, Mark("certain", True))
    if word == "not" and line.word(at + 1) in listed("no_denial"):
        return None
    if word in adverbs() and line.word(at + 1) != "that":
        return Step(1, adverbs()[word])
    if word.endswith(("'ll", "’ll")):
        return Step(1, Mark("planned"), "base")
    return Step(1) if word.endswith("ly") and word not in listed("ly_verbs") and not line.capital(at) else None


def _raised(line: Line, at: int, need: str) -> Step | None:
    """Words between "be" or "have" and "to": "is expected to", "are to", "has to"."""
    word = line.word(at)
    if need == "be" and word in after_be() and line.word(at + 1) == "to" and is_infinitive(line, at + 2, word):
        return Step(2, after_be()[word], "base")
    if word == "yet" and need in ("be", "have") and line.word(at + 1) == "to" and is_infinitive(line, at + 2):
        return Step(2, Mark("certain", True), "base")
    if word != "to" or not is_infinitive(line, at + 1):
        return None
    if need == "be" and line.word(at - 1) in listed("finite_be"):
        return Step(1, Mark("planned"), "base")
    return Step(1, Mark("possible"), "base") if need == "have" and line.word(at - 1) in ("has", "have") else None


def _is_modal(line: Line, at: int) -> bool:
    """Whether "may" or "will" is a verb here, and neither a name, a month nor a noun."""
    named = line.capital(at) and (at > 0 or line.capital(at + 1) or line.word(at + 1)[:1].isdigit())
    return not named and line.word(at - 1) not in listed("nouns_before")

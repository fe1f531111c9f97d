"""What a word or a phrase of a line can be: a main verb, an infinitive, a known phrase."""

from __future__ import annotations

from compare.details.certainty_words import Mark, adverbs, bases, is_past, listed, openers
from compare.details.line import Line

STOPS = frozenset(',;:.!?—–()"“”«»')


def is_head(line: Line, at: int, need: str) -> bool:
    """Whether the word can be the main verb: a participle behind "have", any predicate behind "be"."""
    word = line.word(at)
    if not word[:1].isalpha() or line.capital(at) or word in listed("no_verbs"):
        return False
    if need == "base":
        return not word.endswith("ing") or word in listed("ing_bases") or word in bases()
    if need == "have":
        return is_past(word)
    return need == "be" or _is_bare_head(line, at)


def _is_bare_head(line: Line, at: int) -> bool:
    """Whether a verb stands right behind an adverb: "allegedly ignored", "never entered", but not "not far"."""
    word, before = line.word(at), line.word(at - 1)
    if before in ("not", "likely"):
        return is_past(word) if before == "likely" else word.endswith("ing")
    return True


def is_infinitive(line: Line, at: int, governing: str = "") -> bool:
    """Whether the words behind "to" are a verb: "to school" is none, unless a verb such as "refused" governs it."""
    while line.spaced(at) and (line.word(at) in adverbs() or is_ly(line, at)):
        at += 1
    word = line.word(at)
    if not line.spaced(at) or line.capital(at):
        return False
    if governing in listed("sure_to"):
        return is_head(line, at, "base")
    return word in bases() or word.endswith(("ize", "ise", "ify"))


def is_ly(line: Line, at: int) -> bool:
    word = line.word(at)
    return word.endswith("ly") and word not in listed("ly_verbs")


def phrase_at(line: Line, index: int, name: str) -> int:
    """The length of the longest phrase of a section that starts at `index`, or 0."""
    for rest, _ in openers(name).get(line.word(index), ()):
        if tuple(line.word(index + 1 + i) for i in range(len(rest))) == rest:
            return 1 + len(rest)
    return 0


def mark_of(line: Line, index: int, name: str) -> Mark:
    length = phrase_at(line, index, name)
    return next(m for rest, m in openers(name)[line.word(index)] if 1 + len(rest) == length)

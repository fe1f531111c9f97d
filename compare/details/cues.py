"""Cues: the words that credit something to somebody, weighed by stem and structure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from compare.details.line import Line
from compare.tables import table, weights
from compare.values import Detail, Span

_CLOSERS = frozenset("”’\"»'")
_OPENERS = frozenset("“‘\"«'")
_BREAKS = frozenset(",;–—()-")
_STEPS = 3  # adverbs between a verb and its auxiliary or subject


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with what is known of each word: part of a name or mention, and whether it is quoted."""

    line: Line
    known: tuple[Detail, ...]
    quotes: tuple[Span, ...]
    kinds: tuple[str, ...]  # "name", "mention" or "" for each word
    quoted: tuple[bool, ...]

    def kind(self, index: int) -> str:
        """The kind of detail that the word is part of, or an empty string."""
        return self.kinds[index] if 0 <= index < len(self.kinds) else ""


def reading_of(line: Line, known: Sequence[Detail]) -> Reading:
    """The sentence with its names, mentions and quotations laid over its words."""
    quotes = tuple(d.span for d in known if d.kind == "quote")
    named = tuple(d for d in known if d.kind in ("name", "mention"))
    size = len(line.words)
    kinds, quoted = [""] * size, [False] * size
    for detail in named:
        for index in within(line, detail.span):
            kinds[index] = kinds[index] if kinds[index] == "name" else detail.kind
    for quote in quotes:
        for index in within(line, quote):
            quoted[index] = True
    return Reading(line, tuple(known), quotes, tuple(kinds), tuple(quoted))


def within(line: Line, span: Span) -> Iterator[int]:
    """The words that lie inside a span."""
    for index, word in enumerate(line.words):
        if word.span.start >= span.end:
            return
        if word.span.start >= span.start:
            yield index


def candidates(reading: Reading) -> Iterator[tuple[int, float]]:
    """The words of the sentence that a cue table holds, each with the probability that it is a cue."""
    known = stems()
    for index, word in enumerate(reading.line.words):
        if word.stem in known:
            yield index, probability(features(reading, index))


def probability(found: Sequence[str]) -> float:
    """The logistic of the summed weights of the features."""
    table_of = weights("cues")
    total = table_of["bias"] + sum(table_of.get(name, 0.0) for name in found)
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


@cache
def stems() -> frozenset[str]:
    """The stems that can be cues."""
    return frozenset(name[2:] for name in weights("cues") if name.startswith("s="))


def features(reading: Reading, index: int) -> list[str]:
    """Stem and structure of the word at `index`, as the keys of the cue table."""
    line = reading.line
    stem, form = line.words[index].stem, form_of(line, index)
    before, after = before_of(reading, index), after_of(reading, index)
    inside = "q" if reading.quoted[index] else ""
    beside = "Q" if reading.quotes and not inside else ""
    return [
        f"s={stem}",
        f"{stem} {form}",
        f"{stem} <{before}",
        f"{stem} >{after}",
        f"{form} <{before}",
        f"{form} >{after}",
        f"<{before} >{after}",
        f"{form} <{before} >{after}",
        f"{inside}{beside} {form} >{after}",
        f"{stem} {inside}{beside}",
        f"{inside}<{before}",
        f"subject {subject_kind(reading, index)} {form}",
    ]


def form_of(line: Line, index: int) -> str:
    """The form of a word: past, -ing, -s, base, or with a capital inside a sentence."""
    word = line.word(index)
    if index and line.capital(index):
        return "capital"
    if word in listed("past") or word.endswith("ed"):
        return "past"
    if word.endswith("ing"):
        return "ing"
    return "s" if word.endswith("s") and not word.endswith("ss") else "base"


def before_of(reading: Reading, index: int) -> str:
    """What stands before a word, adverbs left out: a class of word, a mark, or the start."""
    line, at = reading.line, index
    while at > max(0, index - _STEPS) and line.spaced(at) and is_adverb(line.word(at - 1)):
        at -= 1
    gap = line.gap(at)
    if at == 0:
        return "start"
    if not _CLOSERS.isdisjoint(gap):
        return "quote"
    if ":" in gap:
        return "colon"
    if not _BREAKS.isdisjoint(gap):
        return "comma"
    return word_class(reading, at - 1)


def after_of(reading: Reading, index: int) -> str:
    """What stands after a word: a class of word, a mark, or the end."""
    line, at = reading.line, index + 1
    gap = line.gap(at)
    if ":" in gap:
        return "colon"
    if not _OPENERS.isdisjoint(gap.strip(" \u00a0")[-1:]):
        return "quote"
    if at >= len(line.words):
        return "end"
    if not _BREAKS.isdisjoint(gap):
        return "comma"
    if line.word(at).endswith("ly"):
        return "ly"
    return word_class(reading, at)


def word_class(reading: Reading, index: int) -> str:
    """The class of a word: itself where it is a small word of structure, a class of the table, or a detail."""
    word = reading.line.word(index)
    found = _classes().get(word)
    if found:
        return word if found == "itself" else found
    if reading.kind(index):
        return reading.kind(index)
    if reading.line.capital(index):
        return "name"
    return "digit" if word[:1].isdigit() else "word"


def subject_kind(reading: Reading, index: int) -> str:
    """What the subject right before a verb group is: name, mention, pronoun or something else."""
    at = verb_start(reading.line, index) - 1
    if at < 0 or (at + 1 == index and not reading.line.spaced(index)):
        return "none"
    return word_class(reading, at)


def verb_start(line: Line, index: int) -> int:
    """The first word of the verb group that ends with the word at `index`."""
    at = index
    while at > 0 and line.spaced(at) and is_group_word(line.word(at - 1)):
        at -= 1
    return at


def is_group_word(word: str) -> bool:
    """Whether the word can stand in a verb group before its main verb: auxiliary, "not", "to", adverb."""
    return word in listed("group_words") or is_adverb(word)


def is_adverb(word: str) -> bool:
    """Whether the word can part subject and verb."""
    return word in listed("between") or (word.endswith("ly") and word not in ("family", "ally", "july", "italy"))


@cache
def listed(name: str) -> frozenset[str]:
    """A word list of the attribution table."""
    return frozenset(table("attribution")[name].split())


@cache
def _classes() -> dict[str, str]:
    classes = table("attribution")["classes"]
    return {word: name for name, words in classes.items() for word in words.split()}

"""Who speaks: the words before or behind a cue that name or describe the source of a claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from compare.details.capitals import possessive
from compare.details.cues import Reading, before_of, form_of, listed, verb_start
from compare.details.line import Line
from compare.details.source_phrases import Words, after_cue, before_cue
from compare.values import Detail, NameValue, Span

_REACH = 24  # words within which it is looked for


def find_source(reading: Reading, head: int, earlier: Words | None) -> Words | None:
    """The source of the cue at `head`; `earlier` is the source of the cue before it in the sentence."""
    line, before = reading.line, before_of(reading, head)
    behind = _behind(reading, head, before)
    if behind:
        return behind
    if before in ("comma", "quote", "start", "and", "to") and form_of(line, head) == "ing":
        return earlier or opening(reading)
    if before in ("determiner", "possessive"):
        return _owner(reading, head)
    start = verb_start(line, head)
    if line.word(start) == "to" or (line.word(start - 1) in listed("joints") and line.spaced(start)):
        return _shared(reading, start, earlier)
    if _is_passive(line, start, head):
        return _agent(reading, head)
    return before_cue(line, start, reading.known) or _shared(reading, start, earlier)


def _behind(reading: Reading, head: int, before: str) -> Words | None:
    """The speaker behind the verb: '"...," said the mayor'."""
    line = reading.line
    if line.word(head) not in listed("inverted") or before not in ("quote", "comma", "start"):
        return None
    if before == "comma" and before_cue(line, head, reading.known):
        return None
    return after_cue(line, head + 1, reading.known)


def _shared(reading: Reading, start: int, earlier: Words | None) -> Words | None:
    """The subject of an earlier verb that this one shares: "he left and asked"."""
    line = reading.line
    before = line.word(start - 1)
    joined = before in listed("joints") or line.word(start) == "to" or line.gap(start).strip() == ","
    return (_clause_subject(reading, start) or earlier or opening(reading)) if joined and start > 0 else None


def _clause_subject(reading: Reading, start: int) -> Words | None:
    """The subject of the clause that a joining word opened before the verb: "after the man left and asked"."""
    line = reading.line
    for index in range(start - 2, max(0, start - _REACH), -1):
        if line.word(index - 1) in listed("openings"):
            named = reading.kind(index) or line.word(index) in listed("pronouns")
            return (index, _detail_end(reading, index, start)) if named else None
    return None


def _detail_end(reading: Reading, first: int, limit: int) -> int:
    """The end of the names and mentions that follow each other from a word on."""
    last = first + 1
    while last < limit and reading.kind(last) and reading.line.spaced(last):
        last += 1
    return last


def _is_passive(line: Line, start: int, head: int) -> bool:
    group = [line.word(i) for i in range(start, head)]
    be = not listed("be_forms").isdisjoint(group)
    return be and not line.word(head).endswith("ing") and form_of(line, head) == "past"


def _agent(reading: Reading, head: int) -> Words | None:
    """The source behind "by": "was accused by the union of"."""
    line = reading.line
    for index in range(head + 1, min(head + 3, len(line.words))):
        if line.word(index) == "by":
            found = after_cue(line, index + 1, reading.known)
            return (found[0], _before_charge(line, *found)) if found else None
    return None


def _before_charge(line: Line, first: int, last: int) -> int:
    """The end of an agent before what it is about: "by the union of ignoring", "by officials to have"."""
    for index in range(first + 1, last - 1):
        verbal = line.word(index + 1).endswith("ing") and not line.capital(index + 1)
        if line.word(index) in ("to", "as") or (line.word(index) in listed("prepositions") and verbal):
            return index
    return last


def _owner(reading: Reading, head: int) -> Words | None:
    """The source of a noun by its pronoun: "his claim"."""
    return (head - 1, head) if reading.line.word(head - 1) in listed("owners") else None


def find_owner(reading: Reading, noun: int) -> Words | None:
    """The source of a noun that credits a claim: "Ortiz's claim that", "a claim by the union that"."""
    line = reading.line
    if possessive(line.raw(noun - 1)):
        first = noun - 1
        while first > 0 and reading.kind(first - 1) and reading.kind(first) and line.spaced(first):
            first -= 1
        return first, noun
    if line.word(noun + 1) in ("by", "from"):
        return after_cue(line, noun + 2, reading.known)
    return _owner(reading, noun)


def opening(reading: Reading) -> Words | None:
    """The subject of the sentence: its first name, mention or pronoun, where nothing but a place or time is before."""
    line = reading.line
    for index in range(min(len(line.words), _REACH)):
        if line.word(index) in listed("pronouns"):
            return index, index + 1
        if reading.kind(index) and line.word(index - 1) not in listed("prepositions"):
            return index, _detail_end(reading, index, len(line.words))
    return None


def stance_of(line: Line, source: Words | None, known: Sequence[Detail]) -> Literal["named", "described", "anonymous"]:
    """Whether the source has a name, a description that fits few, or neither."""
    if source is None:
        return "anonymous"
    span = Span(line.words[source[0]].span.start, line.words[source[1] - 1].span.end)
    head = _head(line, source)
    place = line.words[head].span
    names = [d for d in known if isinstance(d.value, NameValue) and d.span.overlaps(span)]
    if any(n.span.overlaps(place) or _is_person(n) for n in names):
        return "named"
    return "anonymous" if line.word(head) in listed("anonymous") else "described"


def _is_person(name: Detail) -> bool:
    return isinstance(name.value, NameValue) and name.value.kind == "person"


def _head(line: Line, source: Words) -> int:
    """The last word before the first comma or preposition."""
    index = source[0]
    while index + 1 < source[1]:
        gap = line.gap(index + 1).strip(" \u00a0-.'’")
        if gap or line.word(index + 1) in listed("prepositions"):
            break
        index += 1
    return index

"""How sure a statement is: modals, hedges, plans, denials and limits, with the verbs they govern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from compare.details.base import Draft
from compare.details.line import Line
from compare.tables import table
from compare.values import CertaintyValue, Detail, Span

Level = Literal["certain", "probable", "possible", "alleged", "planned"]

_LEVELS: tuple[Level, ...] = ("alleged", "possible", "probable", "planned", "certain")  # least sure first
_STOPS = frozenset(',;:.!?—–()"“”«»')
_REACH = 8  # words of a verb group on either side of its marker
_LONGEST_SCOPE = 60  # words
_LEAD = 2  # words before a limit that belong to its verb group: "remain unaffected for now"


class _Marker(NamedTuple):
    length: int  # words
    level: Level
    negative: bool = False
    limit: bool = False


class _Group(NamedTuple):
    """A verb group in a line: words first to last, end exclusive, and what its markers say."""

    first: int
    last: int
    level: Level
    negative: bool


def find_certainty(draft: Draft) -> tuple[tuple[Detail, ...], ...]:
    """The markers of certainty of each sentence with their verb groups; plain assertions have none."""
    text = draft.article.text
    return tuple(
        tuple(_detail(line, group) for group in _groups(line))
        for line in (Line(text, s.span, w) for s, w in zip(draft.sentences, draft.words, strict=True))
    )


def _detail(line: Line, group: _Group) -> Detail:
    span = Span(line.words[group.first].span.start, line.words[group.last - 1].span.end)
    value = CertaintyValue(group.level, "-" if group.negative else "+", _scope(line, group.last))
    return Detail("certainty", span, span.of(line.text), value)


def _scope(line: Line, first: int) -> Span:
    """The words behind the group up to the end of the clause; an empty span where there are none."""
    last = first
    while last < min(len(line.words), first + _LONGEST_SCOPE) and _STOPS.isdisjoint(line.gap(last)):
        if line.word(last) in _listed("clause_ends"):
            break
        last += 1
    end = line.words[first - 1].span.end
    words = line.words[first:last]
    return Span(words[0].span.start, words[-1].span.end) if words else Span(end, end)


def _groups(line: Line) -> Iterator[_Group]:
    index, free = 0, 0
    while index < len(line.words):
        marker = _marker(line, index)
        group = _group(line, index, marker, free) if marker else None
        if group:
            yield group
            free = group.last
        index = group.last if group else index + 1


def _group(line: Line, index: int, marker: _Marker, free: int) -> _Group | None:
    """The verb group around the marker at `index`; None for a "not" without a verb."""
    first = _led(line, index, free) if marker.limit else _with_auxiliaries(line, index, free)
    group = _Group(first, index + marker.length, marker.level, marker.negative)
    if not marker.limit:
        group = _with_verb(line, group)
    if line.word(index) == "not" and first == index and line.word(index + 1) != "to":
        return None
    limit = _phrase(line, group.last, _limits()) if _goes_on(line, group.last) else 0
    return group._replace(last=group.last + limit)


def _with_auxiliaries(line: Line, index: int, free: int) -> int:
    """The first word of the group: auxiliaries and adverbs right before the marker belong to it."""
    first = at = index
    while at > max(free, index - _REACH) and line.spaced(at):
        at -= 1
        if line.word(at) in _listed("auxiliaries"):
            first = at
        elif line.word(at) not in _listed("adverbs"):
            break
    return first


def _led(line: Line, index: int, free: int) -> int:
    first = index
    while first > max(free, index - _LEAD) and line.spaced(first) and _is_verbal(line, first - 1):
        first -= 1
    return first


def _with_verb(line: Line, group: _Group) -> _Group:
    """The group up to its main verb, with what further markers inside it say."""
    at, level, negative = group.last, group.level, group.negative
    while _goes_on(line, at) and at - group.last < _REACH:
        marker = _marker(line, at)
        if marker and not marker.limit:
            level = min(level, marker.level, key=_LEVELS.index)
            at, negative = at + marker.length, negative or marker.negative
        elif line.word(at) in _listed("auxiliaries") or _is_adverb(line.word(at)):
            at += 1
        else:
            at += _is_verbal(line, at)
            break
    return _Group(group.first, at, level, negative)


def _is_adverb(word: str) -> bool:
    return word in _listed("adverbs") or word.endswith("ly")


def _goes_on(line: Line, index: int) -> bool:
    return line.spaced(index)


def _is_verbal(line: Line, index: int) -> bool:
    """Whether the word can be the main verb of a group, or the noun of a hedging adjective."""
    word = line.word(index)
    small = word in _listed("no_verbs") or word in _listed("clause_ends")
    return word[:1].isalpha() and not small and not line.capital(index)


def _marker(line: Line, index: int) -> _Marker | None:
    word = line.word(index)
    if word not in _singles() and word not in _openers():
        return None
    phrase = _phrase(line, index, _openers())
    if phrase and _stands(line, index, phrase):
        return _opened(line, index, phrase)
    single = _singles().get(word)
    return single if single and _counts(line, index) else None


def _opened(line: Line, index: int, length: int) -> _Marker:
    words = tuple(line.word(i) for i in range(index, index + length))
    return _openers()[words[0]][words]


def _phrase(line: Line, index: int, known: Mapping[str, Mapping[tuple[str, ...], _Marker]]) -> int:
    """The length of the longest known phrase that starts at `index`, or 0."""
    for words in known.get(line.word(index), ()):
        if tuple(line.word(i) for i in range(index, index + len(words))) == words:
            return len(words)
    return 0


def _stands(line: Line, index: int, length: int) -> bool:
    """Whether a phrase marks here: no noun ("the plan to"), and with its "be" where it needs one."""
    before = _before(line, index)
    if line.word(index) in _listed("needs_be") and line.word(index + 1) == "to":
        return before in _listed("be") or before in _listed("auxiliaries")
    return length == 1 or before not in _listed("nouns_before")


def _before(line: Line, index: int) -> str:
    """The word before `index`, adverbs left out."""
    first = max(0, index - _REACH)
    while index > first and _is_adverb(line.word(index - 1)):
        index -= 1
    return line.word(index - 1)


def _counts(line: Line, index: int) -> bool:
    """Whether a single word marks here: a verb, not a name, a month or a noun."""
    word, after = line.word(index), line.word(index + 1)
    if word in ("may", "will", "might", "shall", "would", "could"):
        named = line.capital(index) and (index > 0 or line.capital(index + 1) or after[:1].isdigit())
        return not named and line.word(index - 1) not in _listed("nouns_before")
    if word in _listed("needs_to"):
        return after == "to"
    if word == "not":
        return after not in _listed("no_denial")
    return not (word == "possible" and line.word(index - 1) == "as")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table("certainty")["words"][name].split())


@cache
def _singles() -> dict[str, _Marker]:
    lists = table("certainty")["markers"]
    known = {w: _Marker(1, level) for level in _LEVELS for w in lists.get(level, "").split()}
    denied = (*lists["negated"].split(), *lists["denied"].split())
    return known | {w: _Marker(1, known[w].level if w in known else "certain", True) for w in denied}


@cache
def _openers() -> dict[str, dict[tuple[str, ...], _Marker]]:
    """The phrases by their first word, longest first."""
    lists = table("certainty")["phrases"]
    found = {words: _Marker(len(words), level) for level in _LEVELS for words in _split(lists.get(level, ""))}
    found |= {words: _Marker(len(words), "certain", True) for words in _split(lists["negated"])}
    found |= {words: _Marker(len(words), "certain", False, True) for words in _split(lists["limits"])}
    return _by_first(found)


@cache
def _limits() -> dict[str, dict[tuple[str, ...], _Marker]]:
    limits = _split(table("certainty")["phrases"]["limits"])
    return _by_first({words: _Marker(len(words), "certain", False, True) for words in limits})


def _split(phrases: str) -> list[tuple[str, ...]]:
    return [tuple(part.split()) for part in phrases.split(",") if part.strip()]


def _by_first(found: Mapping[tuple[str, ...], _Marker]) -> dict[str, dict[tuple[str, ...], _Marker]]:
    ordered = sorted(found, key=lambda words: (-len(words), words))
    return {w[0]: {p: found[p] for p in ordered if p[0] == w[0]} for w in ordered}

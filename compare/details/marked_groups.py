"""The groups of a sentence that say how sure it is of what it claims, from left to right."""

from __future__ import annotations

from collections.abc import Iterator

from compare.details.certainty_words import PLAIN, Mark, adverbs, attributes, bases, listed, may_open, modals, under
from compare.details.line import Line
from compare.details.verb_forms import STOPS, is_head, is_infinitive, mark_of, phrase_at
from compare.details.verb_groups import Group, chain, governing
from compare.details.verb_steps import next_step

_LEAD = 2  # words before a limit that belong to its verb group: "remain unaffected for now"
_PROPER = 2  # capitalised words between a hedging adjective and its noun: "alleged Russian interference"


def read_groups(line: Line) -> Iterator[Group]:
    """The marked groups of a line from left to right; they do not overlap."""
    index = free = 0
    going: Group | None = None
    while index < len(line.words):
        going = going if STOPS.isdisjoint(line.gap(index)) else None
        group = (_joined(line, index, going) if going else None) or _opened(line, index, free)
        if group and group.marked:
            yield group
            free, going = group.last, group if group.kind == "verb" else None
        index = max(index + 1, group.last if group else 0)


def _joined(line: Line, index: int, going: Group) -> Group | None:
    """The second verb of "will not back down or leave the town", under the mark of the first."""
    joins = line.word(index) in ("and", "or") and line.word(index + 1) in bases()
    if not joins or line.word(index + 2) not in listed("determiners"):
        return None
    second = chain(line, index + 1, "base")
    return second._replace(mark=under(going.mark, second.mark)) if second else None


def _opened(line: Line, index: int, free: int) -> Group | None:
    """The group that begins at a word, if any can: most words open none."""
    word = line.words[index]
    return _group_at(line, index, free) if index == 0 or may_open(word.folded, word.stem) else None


def _group_at(line: Line, index: int, free: int) -> Group | None:
    group = chain(line, index) if next_step(line, index, "") else governing(line, index)
    group = (
        group or _operator(line, index) or _no_subject(line, index) or _attribute(line, index) or _purpose(line, index)
    )
    if group is None:
        limit = phrase_at(line, index, "limits")
        return Group(_led(line, index, free), index + limit, PLAIN, limit=True) if limit else None
    limit = phrase_at(line, group.last, "limits") if line.spaced(group.last) else 0
    return group._replace(last=group.last + limit, limit=limit > 0)


def _no_subject(line: Line, at: int) -> Group | None:
    """The "No" of "No decision was made", with its noun: what the clause claims is denied."""
    opens = at == 0 or not STOPS.isdisjoint(line.gap(at))
    if (
        line.word(at) != "no"
        or not opens
        or not line.spaced(at + 1)
        or line.word(at + 1) in ("longer", "one", "matter")
    ):
        return None
    return Group(at, at + 2, Mark("certain", True), kind="clause")


def _operator(line: Line, at: int) -> Group | None:
    """A word that puts the clause behind it in doubt: "if", "unless", "nobody", or the verb that opens a question."""
    length = phrase_at(line, at, "clauses")
    if not length:
        asked = at == 0 and line.word(0) in listed("starters") and line.gap(len(line.words)).strip()[:1] == "?"
        return Group(0, 1, Mark("possible"), kind="clause") if asked else None
    mark = mark_of(line, at, "clauses")
    opens = at == 0 or not STOPS.isdisjoint(line.gap(at)) or line.word(at - 1) in listed("clause_ends")
    if phrase_at(line, at, "limits") or (mark.negative and not opens):
        return None
    return Group(at, at + length, mark, kind="clause")


def _attribute(line: Line, at: int) -> Group | None:
    """A hedging adjective with its noun: "the alleged theft"."""
    mark = attributes().get(line.word(at))
    if mark is None or line.word(at - 1) in ("as", "most", "more", "very", *listed("be")):
        return None
    noun = at + 1
    while line.spaced(noun) and line.capital(noun) and noun <= at + _PROPER:
        noun += 1
    return Group(at, noun + 1, mark, "attribute") if _is_noun(line, noun) else None


def _is_noun(line: Line, at: int) -> bool:
    """Whether a word behind an adjective can be the noun of it."""
    word = line.word(at)
    known = any(word in listed(name) for name in ("no_verbs", "have", "be")) or word in adverbs() or word in modals()
    return line.spaced(at) and word[:1].isalpha() and not line.capital(at) and not known


def _purpose(line: Line, at: int) -> Group | None:
    """An infinitive that nothing announced: what is to be reached is not done yet."""
    if line.word(at) != "to" or not is_infinitive(line, at + 1) or line.word(at - 1) in listed("done_before"):
        return None
    group = chain(line, at + 1, "base")
    return group._replace(first=at, mark=under(Mark("possible"), group.mark), kind="aim") if group else None


def _led(line: Line, index: int, free: int) -> int:
    """The first of the words that belong to a limit: "remain unaffected for now"."""
    first = index
    while first > max(free, index - _LEAD) and line.spaced(first) and is_head(line, first - 1, "be"):
        first -= 1
    return first

"""How sure a sentence is of what it claims: level and polarity of each verb that is not plainly asserted."""

from __future__ import annotations

from compare.details.base import Draft
from compare.details.certainty_words import Mark, listed, modals, under
from compare.details.line import Line
from compare.details.marked_groups import read_groups
from compare.details.verb_forms import STOPS
from compare.details.verb_groups import Group
from compare.values import CertaintyValue, Detail, Span

_LONGEST_SCOPE = 60  # words


def find_certainty(draft: Draft) -> tuple[tuple[Detail, ...], ...]:
    """The marked verb groups of each sentence with what they govern; plain assertions have none."""
    text = draft.article.text
    lines = (Line(text, s.span, w) for s, w in zip(draft.sentences, draft.words, strict=True))
    return tuple(tuple(_detail(line, group) for group in _claims(line)) for line in lines)


def _claims(line: Line) -> list[Group]:
    """The groups of a line, each under the clauses that it stands in: "if the firm refuses to sign"."""
    found: list[Group] = []
    above: list[tuple[int, Mark]] = []  # open clauses: where each ends, and its mark
    for group in read_groups(line):
        above = [(end, mark) for end, mark in above if group.first < end]
        mark = group.mark
        for _, outer in above:
            mark = under(Mark(outer.level, outer.negative and group.kind not in ("aim", "attribute")), mark)
        found.append(group._replace(mark=mark))
        if group.kind in ("clause", "noun"):
            above.append((_scope_end(line, group), group.mark))
    return found


def _detail(line: Line, group: Group) -> Detail:
    span = Span(line.words[group.first].span.start, line.words[group.last - 1].span.end)
    value = CertaintyValue(group.mark.level, "-" if group.mark.negative else "+", _scope(line, group))
    return Detail("certainty", span, span.of(line.text), value)


def _scope(line: Line, group: Group) -> Span:
    """The words behind the group up to the end of the clause; an empty span where there are none."""
    words = line.words[group.last : _scope_end(line, group)]
    end = line.words[group.last - 1].span.end
    return Span(words[0].span.start, words[-1].span.end) if words else Span(end, end)


def _scope_end(line: Line, group: Group) -> int:
    """Where the clause ends, or of "plans for a merger" the phrase; an adjective governs nothing."""
    last = group.last
    if group.kind == "attribute":
        return last
    while last < min(len(line.words), group.last + _LONGEST_SCOPE) and STOPS.isdisjoint(line.gap(last)):
        if line.word(last) in listed("clause_ends") or (group.kind == "noun" and _is_auxiliary(line.word(last))):
            break
        last += 1
    return last


def _is_auxiliary(word: str) -> bool:
    return word in modals() or any(word in listed(name) for name in ("be", "have", "do"))

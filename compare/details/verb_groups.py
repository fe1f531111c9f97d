"""A verb group from its first auxiliary to its main verb, and on to the verb, clause or noun that this one governs."""

from __future__ import annotations

from typing import Literal, NamedTuple

from compare.details.certainty_words import PLAIN, Mark, adverbs, before_ing, listed, modals, stems, under
from compare.details.line import Line
from compare.details.verb_forms import STOPS, is_head, is_infinitive, is_ly, mark_of, phrase_at
from compare.details.verb_steps import next_step, settled

_REACH = 8  # words of a verb group before its main verb
_DEEPEST = 4  # verbs that govern one another: "may want to try to help to sign"
_OBJECT = 7  # words between a verb and the "to" that belongs to it: "ordered the troops at the border to withdraw"
_BETWEEN = 3  # adverbs and a "not" between a verb and its "to"
_LOOK = 6  # words in which the verb of a clause without "that" must come


class Group(NamedTuple):
    """A marked group in a line: words first to last, end exclusive."""

    first: int
    last: int
    mark: Mark
    kind: Literal["verb", "clause", "noun", "aim", "attribute"] = (
        "verb"  # of a clause or noun: what follows is under it
    )
    limit: bool = False

    @property
    def marked(self) -> bool:
        """Whether it says anything that a plain verb does not."""
        return self.limit or self.mark != PLAIN


def chain(line: Line, first: int, need: str = "", depth: int = 0) -> Group | None:
    """The group that begins with auxiliaries, modals, adverbs or a "not", up to its main verb and what that governs."""
    at, mark, auxiliary = first, PLAIN, 0
    while at - first < _REACH and (at == first or line.spaced(at)):
        step = next_step(line, at, need)
        if not step:
            break
        at, mark, need = at + step.length, under(mark, settled(line, at, step)), step.need or need
        auxiliary = at if step.need in ("be", "have") else auxiliary
    if (at == first or line.spaced(at)) and is_head(line, at, need):
        return _extended(line, first, at, mark, need, depth)
    if auxiliary and line.spaced(at) and line.word(at) == "no" and (denied := _denied_noun(line, first, at, depth)):
        return denied._replace(mark=under(mark, denied.mark))
    return Group(first, max(at, auxiliary), mark) if auxiliary else None


def _extended(line: Line, first: int, head: int, mark: Mark, need: str, depth: int) -> Group:
    """The group up to its main verb, and on to the verb that this one governs: "refused to answer"."""
    inner = _governed(line, head, need, depth + 1) if depth < _DEEPEST else None
    if inner is None or (mark != PLAIN and _has_object(line, head, inner)):
        return Group(first, head + 1, mark)
    return inner._replace(first=first, mark=under(mark, inner.mark))


def _has_object(line: Line, head: int, inner: Group) -> bool:
    """Whether somebody stands between the two verbs: "may order the police to leave" makes two claims."""
    after = line.word(head + 1)
    direct = after in listed("links") or after in adverbs() or is_ly(line, head + 1)
    return inner.kind == "verb" and inner.last > head + 2 and not direct


def governing(line: Line, at: int) -> Group | None:
    """The group of a verb or noun without auxiliaries, where it governs something."""
    return None if line.capital(at) and at else _governed(line, at, "", 0)


def _governed(line: Line, head: int, need: str, depth: int) -> Group | None:
    """The group from a governing verb or noun to the verb it governs; None where it governs none."""
    found = _to_verb(line, head, depth) or _to_gerund(line, head, depth) or _to_clause(line, head, need)
    return found or _to_noun(line, head) or _to_nothing(line, head, depth)


def _to_verb(line: Line, head: int, depth: int) -> Group | None:
    stem = line.words[head].stem
    direct, far = stems("before_to").get(stem), stems("before_object").get(stem)
    if line.word(head + 1) == "on" and stem == "call":
        far = direct
    mark = direct or far
    if mark is None:
        return None
    at, denied = _to_after(line, head)
    if at is None and far is not None:
        at, mark = _far_to(line, head), far
    sure = at is not None and is_infinitive(line, at + 1, line.word(head))
    inner = chain(line, at + 1, "base", depth) if at is not None and sure else None
    if inner is None:
        return None
    return inner._replace(first=head, mark=under(mark, under(Mark("certain", denied), inner.mark)))


def _to_after(line: Line, head: int) -> tuple[int | None, bool]:
    """Where "to" stands behind a verb, adverbs and a "not" passed over; whether there was a "not"."""
    at, denied = head + 1, False
    while line.spaced(at) and at - head <= _BETWEEN:
        word = line.word(at)
        if word == "to":
            return at, denied
        if word not in ("not", "never") and not is_ly(line, at):
            break
        denied |= word in ("not", "never")
        at += 1
    return None, False


def _far_to(line: Line, head: int) -> int | None:
    """Where "to" and a verb stand behind the object of a verb, in the same clause."""
    for at in range(head + 1, min(len(line.words), head + 2 + _OBJECT)):
        if not STOPS.isdisjoint(line.gap(at)) or line.word(at) in listed("clause_ends"):
            return None
        if line.word(at) == "to" and is_infinitive(line, at + 1):
            return at
    return None


def _to_gerund(line: Line, head: int, depth: int) -> Group | None:
    """The group of "accused of hiding", "barred the firm from working", "without paying"."""
    for rest, mark in before_ing().get(line.words[head].stem, ()):
        at = _past(line, head + 1, rest)
        word = line.word(at) if at is not None and line.spaced(at) else ""
        if at is not None and word.endswith("ing") and word not in listed("ing_bases"):
            return _extended(line, head, at, mark, "be", depth)
    return None


def _past(line: Line, at: int, rest: tuple[str, ...]) -> int | None:
    """The place behind the words `rest`, which stand at `at` or, if it is "from", behind an object."""
    reach = _OBJECT if rest == ("from",) or rest == ("of",) else 1
    for start in range(at, min(at + reach, len(line.words))):
        if not STOPS.isdisjoint(line.gap(start)) or line.word(start) in listed("clause_ends"):
            return None
        if tuple(line.word(start + i) for i in range(len(rest))) == rest:
            return start + len(rest)
    return None


def _to_clause(line: Line, head: int, need: str) -> Group | None:
    """The group of a verb that makes a claim less than certain: "denied that", "hopes the firm", "did not deny"."""
    table = "predicates" if need == "be" else "before_clause"
    mark = stems(table).get(line.words[head].stem)
    if mark is None:
        return None
    that = line.spaced(head + 1) and line.word(head + 1) == "that"
    sure = that or mark.negative or (need != "be" and _subject_follows(line, head + 1))
    return Group(head, head + 1 + that, mark, "clause") if sure else None


def _subject_follows(line: Line, at: int) -> bool:
    """Whether a clause without "that" begins: "hopes he", "fears the firm will"."""
    if not line.spaced(at) or line.word(at) not in listed("determiners"):
        return line.spaced(at) and line.word(at) in listed("pronouns")
    ahead = (line.word(i) for i in range(at + 2, at + _LOOK) if line.spaced(i))
    return any(word in modals() or word in listed("be") or word in listed("have") for word in ahead)


def _to_noun(line: Line, head: int) -> Group | None:
    """The group of "plans for", "the possibility of": what may happen follows as a noun."""
    length = phrase_at(line, head, "before_noun")
    return Group(head, head + length, mark_of(line, head, "before_noun"), "noun") if length else None


def _to_nothing(line: Line, head: int, depth: int) -> Group | None:
    """The group of "reached no agreement", "has no plans to merge"."""
    at = head + 1
    while line.spaced(at) and is_ly(line, at):
        at += 1
    if line.word(head) not in listed("holders") or not line.spaced(at) or line.word(at) != "no":
        return None
    return _denied_noun(line, head, at, depth)


def _denied_noun(line: Line, first: int, no: int, depth: int) -> Group | None:
    """The group from `first` over a "no" to its noun, or to the verb that the noun governs."""
    for noun in (no + 1, no + 2):
        if not line.spaced(noun) or not line.word(noun)[:1].isalpha() or line.word(noun) in listed("no_verbs"):
            break
        inner = _to_verb(line, noun, depth) or _to_gerund(line, noun, depth) or _to_noun(line, noun)
        if inner:
            return inner._replace(first=first, mark=under(Mark("certain", True), inner.mark))
    named = line.spaced(no + 1) and line.word(no + 1)[:1].isalpha()
    return Group(first, no + 2, Mark("certain", True)) if named and line.word(no + 1) != "longer" else None

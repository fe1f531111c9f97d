"""The verb groups of a sentence that are marked: modals, negations and hedges, governing verbs, and their main verb."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from compare.details.certainty_words import (
    PLAIN,
    Mark,
    adverbs,
    after_be,
    attributes,
    bases,
    before_ing,
    is_past,
    listed,
    may_open,
    modals,
    openers,
    stems,
    under,
)
from compare.details.line import Line

STOPS = frozenset(',;:.!?—–()"“”«»')
_REACH = 8  # words of a verb group before its main verb
_OBJECT = 7  # words between a verb and the "to" that belongs to it: "ordered the troops at the border to withdraw"
_LOOK = 6  # words in which the verb of a clause without "that" must come
_LEAD = 2  # words before a limit that belong to its verb group: "remain unaffected for now"


class Group(NamedTuple):
    """A marked group in a line: words first to last, end exclusive."""

    first: int
    last: int
    mark: Mark
    clause: bool = False  # a whole clause follows: what it claims is under the mark
    limit: bool = False
    bare: bool = False  # only an aim or an attribute: no denial above reaches it

    @property
    def marked(self) -> bool:
        """Whether it says anything that a plain verb does not."""
        return self.limit or self.mark != PLAIN


class _Step(NamedTuple):
    """Words on the way to the main verb, and which form of it they ask for."""

    length: int
    mark: Mark = PLAIN
    need: str = ""  # "base", "be" or "have" (what stands behind those), or as before


def read_groups(line: Line) -> Iterator[Group]:
    """The marked groups of a line from left to right; they do not overlap."""
    index = free = 0
    going: Group | None = None
    while index < len(line.words):
        going = going if STOPS.isdisjoint(line.gap(index)) else None
        group = (_joined(line, index, going) if going else None) or _opened(line, index, free)
        if group and group.marked:
            yield group
            free, going = group.last, None if group.clause or group.bare else group
        index = max(index + 1, group.last if group else 0)


def _joined(line: Line, index: int, going: Group) -> Group | None:
    """The second verb of "will not back down or leave the town", under the mark of the first."""
    joins = line.word(index) in ("and", "or") and line.word(index + 1) in bases()
    if not joins or line.word(index + 2) not in listed("determiners"):
        return None
    second = _chain(line, index + 1, "base")
    return second._replace(mark=under(going.mark, second.mark)) if second else None


def _opened(line: Line, index: int, free: int) -> Group | None:
    """The group that begins at a word, if any can: most words open none."""
    word = line.words[index]
    return _group_at(line, index, free) if index == 0 or may_open(word.folded, word.stem) else None


def _group_at(line: Line, index: int, free: int) -> Group | None:
    group = _chain(line, index) if _step(line, index, "") else _governing(line, index)
    group = group or _operator(line, index) or _no_subject(line, index) or _attribute(line, index) or _purpose(line, index)
    if group is None:
        limit = phrase_at(line, index, "limits")
        return Group(_led(line, index, free), index + limit, PLAIN, limit=True) if limit else None
    limit = phrase_at(line, group.last, "limits") if line.spaced(group.last) else 0
    return group._replace(last=group.last + limit, limit=limit > 0)


def _chain(line: Line, first: int, need: str = "") -> Group | None:
    """The group that begins with auxiliaries, modals, adverbs or a "not", up to its main verb and what that governs."""
    at, mark, auxiliary = first, PLAIN, 0
    while at - first < _REACH and (at == first or line.spaced(at)):
        step = _step(line, at, need)
        if not step:
            break
        at, mark, need = at + step.length, under(mark, _settled(line, at, step)), step.need or need
        auxiliary = at if step.need in ("be", "have") else auxiliary
    if (at == first or line.spaced(at)) and _is_head(line, at, need):
        return _extended(line, first, at, mark, need)
    if auxiliary and line.spaced(at) and line.word(at) == "no" and (denied := _denied_noun(line, first, at)):
        return denied._replace(mark=under(mark, denied.mark))
    return Group(first, max(at, auxiliary), mark) if auxiliary else None


def _settled(line: Line, at: int, step: _Step) -> Mark:
    """What could not be was not; what would have been was not either, or nobody knows."""
    word = line.word(at)
    if word in ("could", "can") and line.word(at + 1) == "not":
        return PLAIN
    return Mark("possible", step.mark.negative) if word[:5] == "would" and _has_have(line, at) else step.mark


def _has_have(line: Line, at: int) -> bool:
    return "have" in (line.word(at + 1), line.word(at + 2))


def _step(line: Line, at: int, need: str) -> _Step | None:
    word = line.word(at)
    if word in modals():
        return _Step(1, modals()[word], "base") if not need and _is_modal(line, at) else None
    if word in listed("be"):
        return _Step(1, Mark("certain", word.endswith("n't")), "be")
    if word in listed("have"):
        return _Step(1, Mark("certain", word.endswith("n't")), "have")
    if word in listed("do"):
        return _Step(1, Mark("certain", word.endswith("n't")), "base") if need in ("", "base") else None
    return _raised(line, at, need) or _adverb(line, at)


def _adverb(line: Line, at: int) -> _Step | None:
    """An adverb inside a group, a "not" that denies, or a shortened "will"."""
    word = line.word(at)
    if word == "no" and line.word(at + 1) == "longer":
        return _Step(2, Mark("certain", True))
    if word == "not" and line.word(at + 1) in listed("no_denial"):
        return None
    if word in adverbs():
        return _Step(1, adverbs()[word])
    if word.endswith(("'ll", "’ll")):
        return _Step(1, Mark("planned"), "base")
    return _Step(1) if word.endswith("ly") and word not in listed("ly_verbs") and not line.capital(at) else None


def _raised(line: Line, at: int, need: str) -> _Step | None:
    """Words between "be" or "have" and "to": "is expected to", "are to", "has to"."""
    word = line.word(at)
    if need == "be" and word in after_be() and line.word(at + 1) == "to" and is_infinitive(line, at + 2, word):
        return _Step(2, after_be()[word], "base")
    if word == "yet" and need in ("be", "have") and line.word(at + 1) == "to" and is_infinitive(line, at + 2):
        return _Step(2, Mark("certain", True), "base")
    if word != "to" or not is_infinitive(line, at + 1):
        return None
    if need == "be" and line.word(at - 1) in listed("finite_be"):
        return _Step(1, Mark("planned"), "base")
    return _Step(1, Mark("possible"), "base") if need == "have" and line.word(at - 1) in ("has", "have") else None


def _is_modal(line: Line, at: int) -> bool:
    """Whether "may" or "will" is a verb here, and neither a name, a month nor a noun."""
    named = line.capital(at) and (at > 0 or line.capital(at + 1) or line.word(at + 1)[:1].isdigit())
    return not named and line.word(at - 1) not in listed("nouns_before")


def _is_head(line: Line, at: int, need: str) -> bool:
    """Whether the word can be the main verb behind what was read: a predicate behind "be", a participle behind "have"."""
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
    """Whether the words behind "to" are a verb; "to school" and "to Rome" are directions, unless "refused" governs them."""
    while line.spaced(at) and (line.word(at) in adverbs() or _is_ly(line, at)):
        at += 1
    word = line.word(at)
    if not line.spaced(at) or line.capital(at):
        return False
    if governing in listed("sure_to"):
        return _is_head(line, at, "base")
    return word in bases() or word.endswith(("ize", "ise", "ify"))


def _is_ly(line: Line, at: int) -> bool:
    word = line.word(at)
    return word.endswith("ly") and word not in listed("ly_verbs")


def _extended(line: Line, first: int, head: int, mark: Mark, need: str) -> Group:
    """The group up to its main verb, and on to the verb that this one governs: "refused to answer"."""
    inner = _governed(line, head, need)
    if inner is None or (mark != PLAIN and _has_object(line, head, inner)):
        return Group(first, head + 1, mark)
    return inner._replace(first=first, mark=under(mark, inner.mark))


def _has_object(line: Line, head: int, inner: Group) -> bool:
    """Whether somebody stands between the two verbs: "may order the police to leave" makes two claims."""
    return not inner.clause and any(line.word(at) in ("to", "from", "of") for at in range(head + 2, inner.last))


def _governing(line: Line, at: int) -> Group | None:
    """The group of a verb or noun without auxiliaries, where it governs something."""
    return None if line.capital(at) and at else _governed(line, at, "")


def _governed(line: Line, head: int, need: str) -> Group | None:
    """The group from a governing verb or noun to the verb it governs; None where it governs none."""
    found = _to_verb(line, head) or _to_gerund(line, head) or _to_clause(line, head, need) or _to_noun(line, head)
    return found or _to_nothing(line, head)


def _to_nothing(line: Line, head: int) -> Group | None:
    """The group of "reached no agreement", "has no plans to merge"."""
    at = head + 1
    while line.spaced(at) and _is_ly(line, at):
        at += 1
    if line.word(head) not in listed("holders") or not line.spaced(at) or line.word(at) != "no":
        return None
    return _denied_noun(line, head, at)


def _denied_noun(line: Line, first: int, no: int) -> Group | None:
    """The group from `first` over a "no" to its noun, or to the verb that the noun governs."""
    for noun in (no + 1, no + 2):
        if not line.spaced(noun) or not line.word(noun)[:1].isalpha() or line.word(noun) in listed("no_verbs"):
            break
        inner = _to_verb(line, noun) or _to_gerund(line, noun) or _to_noun(line, noun)
        if inner:
            return inner._replace(first=first, mark=under(Mark("certain", True), inner.mark))
    named = line.spaced(no + 1) and line.word(no + 1)[:1].isalpha()
    return Group(first, no + 2, Mark("certain", True)) if named and line.word(no + 1) != "longer" else None


def _to_verb(line: Line, head: int) -> Group | None:
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
    inner = _chain(line, at + 1, "base") if at is not None and sure else None
    if inner is None:
        return None
    return inner._replace(first=head, mark=under(mark, under(Mark("certain", denied), inner.mark)))


def _to_after(line: Line, head: int) -> tuple[int | None, bool]:
    """Where "to" stands behind a verb, adverbs and a "not" passed over; whether there was a "not"."""
    at, denied = head + 1, False
    while line.spaced(at) and at - head < _LEAD + 2:
        word = line.word(at)
        if word == "to":
            return at, denied
        if word not in ("not", "never") and not _is_ly(line, at):
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


def _to_gerund(line: Line, head: int) -> Group | None:
    """The group of "accused of hiding", "barred the firm from working", "without paying"."""
    for rest, mark in before_ing().get(line.words[head].stem, ()):
        at = _past(line, head + 1, rest)
        if at is not None and line.spaced(at) and line.word(at).endswith("ing") and line.word(at) not in listed("ing_bases"):
            return _extended(line, head, at, mark, "be")
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
    return Group(head, head + 1 + that, mark, clause=True) if sure else None


def _subject_follows(line: Line, at: int) -> bool:
    """Whether a clause without "that" begins: "hopes he", "fears the firm will"."""
    if not line.spaced(at) or line.word(at) not in listed("determiners"):
        return line.spaced(at) and line.word(at) in listed("pronouns")
    ahead = (line.word(i) for i in range(at + 2, at + _LOOK) if line.spaced(i))
    return any(word in modals() or word in listed("be") or word in listed("have") for word in ahead)


def _to_noun(line: Line, head: int) -> Group | None:
    """The group of "plans for", "the possibility of": what may happen follows as a noun."""
    length = phrase_at(line, head, "before_noun")
    return Group(head, head + length, _mark_of(line, head, "before_noun"), clause=True) if length else None


def _no_subject(line: Line, at: int) -> Group | None:
    """The "No" of "No decision was made", with its noun: what the clause claims is denied."""
    opens = at == 0 or not STOPS.isdisjoint(line.gap(at))
    if line.word(at) != "no" or not opens or not line.spaced(at + 1) or line.word(at + 1) in ("longer", "one", "matter"):
        return None
    return Group(at, at + 2, Mark("certain", True), clause=True)


def _operator(line: Line, at: int) -> Group | None:
    """A word that puts the clause behind it in doubt: "if", "unless", "nobody", or the verb that opens a question."""
    length = phrase_at(line, at, "clauses")
    if not length:
        asked = at == 0 and line.word(0) in listed("starters") and line.gap(len(line.words)).strip()[:1] == "?"
        return Group(0, 1, Mark("possible"), clause=True) if asked else None
    mark = _mark_of(line, at, "clauses")
    opens = at == 0 or not STOPS.isdisjoint(line.gap(at)) or line.word(at - 1) in listed("clause_ends")
    if phrase_at(line, at, "limits") or (mark.negative and not opens):
        return None
    return Group(at, at + length, mark, clause=True)


def _attribute(line: Line, at: int) -> Group | None:
    """A hedging adjective with its noun: "the alleged theft"."""
    mark = attributes().get(line.word(at))
    after = line.word(at + 1)
    if mark is None or not line.spaced(at + 1) or line.capital(at + 1) or not after[:1].isalpha():
        return None
    before = line.word(at - 1) in ("as", "most", "more", "very", *listed("be"))
    known = after in listed("no_verbs") or after in adverbs() or after in listed("have") or after in listed("be")
    return None if before or known or after in modals() else Group(at, at + 2, mark, bare=True)


def _purpose(line: Line, at: int) -> Group | None:
    """An infinitive that nothing announced: what is to be reached is not done yet."""
    if line.word(at) != "to" or not is_infinitive(line, at + 1) or line.word(at - 1) in _DONE_BEFORE:
        return None
    group = _chain(line, at + 1, "base")
    return group._replace(first=at, mark=under(Mark("possible"), group.mark), bare=True) if group else None


_DONE_BEFORE = frozenset("used able first last second next only surprised forced managed began started continued".split())


def _led(line: Line, index: int, free: int) -> int:
    """The first of the words that belong to a limit: "remain unaffected for now"."""
    first = index
    while first > max(free, index - _LEAD) and line.spaced(first) and _is_head(line, first - 1, "be"):
        first -= 1
    return first


def phrase_at(line: Line, index: int, name: str) -> int:
    """The length of the longest phrase of a section that starts at `index`, or 0."""
    for rest, _ in openers(name).get(line.word(index), ()):
        if tuple(line.word(index + 1 + i) for i in range(len(rest))) == rest:
            return 1 + len(rest)
    return 0


def _mark_of(line: Line, index: int, name: str) -> Mark:
    length = phrase_at(line, index, name)
    return next(m for rest, m in openers(name)[line.word(index)] if 1 + len(rest) == length)

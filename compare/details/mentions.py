"""Descriptive noun phrases that stand for somebody or something: "two platforms", "the regulator"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from compare.details.base import Draft
from compare.details.capitals import possessive
from compare.details.forms import listed as name_words
from compare.details.line import HYPHENS, Line
from compare.details.ties import tied_name
from compare.tables import table
from compare.values import Detail, MentionValue, Span

_LONGEST = 6  # modifiers before the head; the parts of a hyphenated word count as one
_SPACES = (" ", "\u00a0", "  ")


class Phrase(NamedTuple):
    """A noun phrase in a line: its words, its head and how it opens."""

    first: int
    head: int
    kind: str
    opened: bool  # by a determiner, number or possessive
    number: int | None


def find_mentions(draft: Draft) -> tuple[tuple[Detail, ...], ...]:
    """The descriptive mentions of each sentence, tied to a name where the sentence itself ties them."""
    text = draft.article.text
    return tuple(
        tuple(_details(Line(text, sentence.span, words), known))
        for sentence, words, known in zip(draft.sentences, draft.words, draft.details, strict=True)
    )


def _details(line: Line, known: Sequence[Detail]) -> Iterator[Detail]:
    """The mentions in reading order; an owner goes with what it owns: "the company" in "the company's founder"."""
    names = [d for d in known if d.kind == "name"]
    found: list[Detail] = []
    for phrase in _phrases(line):
        span = Span(line.words[phrase.first].span.start, line.words[phrase.head].span.end)
        span = span._replace(end=span.end - 2 * possessive(line.raw(phrase.head)))
        entity = tied_name(line.text, span, phrase.kind, _is_plural(line, phrase), names)
        kept = entity is not None or _stands_alone(line, phrase)
        if kept and not _is_title(line, phrase) and not _is_name(span, names):
            while found and span.covers(found[-1].span):
                found.pop()
            if not found or found[-1].span.end <= span.start:
                value = MentionValue(line.words[phrase.head].stem, phrase.number, entity)
                found.append(Detail("mention", span, span.of(line.text), value))
    yield from found


def _stands_alone(line: Line, phrase: Phrase) -> bool:
    """Whether the phrase is a mention without a name beside it."""
    follows = line.spaced(phrase.head + 1) and line.capital(phrase.head + 1)
    if follows and line.word(phrase.head + 1) not in _listed("followers"):
        return False
    bare = phrase.first == phrase.head and line.word(phrase.head) in _listed("breaks")
    return phrase.opened or (_is_plural(line, phrase) and not bare)


def _is_title(line: Line, phrase: Phrase) -> bool:
    return phrase.first == phrase.head == 0 and line.spaced(1) and line.capital(1)


def _is_name(span: Span, names: Sequence[Detail]) -> bool:
    return any(name.span.end >= span.end and name.span.overlaps(span) for name in names)


def _is_plural(line: Line, phrase: Phrase) -> bool:
    return _is_plural_word(line.word(phrase.head))


def _is_plural_word(word: str) -> bool:
    return word in ("men", "women", "children", "police") or (word.endswith("s") and not word.endswith("ss"))


def _phrases(line: Line) -> Iterator[Phrase]:
    for head, word in enumerate(line.words):
        kind = "person" if _is_age(line, head) else _heads().get(word.folded)
        if kind and _ends_phrase(line, head) and (head == 0 or not line.capital(head) or word.folded in _partisans()):
            yield _read_back(line, head, kind)


def head_kind(word: str) -> str | None:
    """What kind of thing a folded noun stands for: person, organization, place, thing; None where it is none."""
    return _heads().get(word)


@cache
def _heads() -> dict[str, str]:
    kinds = table("mentions")["heads"]
    singular = {noun: kind for kind in kinds for noun in kinds[kind].split()}
    return {_plural(noun): kind for noun, kind in singular.items()} | singular


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith("man"):
        return noun[:-3] + "men"
    return noun + ("es" if noun.endswith(("s", "ch", "sh", "x")) else "s")


def _is_age(line: Line, head: int) -> bool:
    """Whether an age stands for a person: "a 14-year-old"."""
    return line.word(head) in ("old", "olds") and line.hyphened(head) and line.word(head - 1) == "year"


@cache
def _partisans() -> frozenset[str]:
    """Members of a party: a capital makes no name of them."""
    nouns = table("mentions")["words"]["partisans"].split()
    return frozenset(nouns) | {_plural(noun) for noun in nouns}


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table("mentions")["words"][name].split())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(table("mentions")["words"]["adjective_endings"].split())


def _ends_phrase(line: Line, head: int) -> bool:
    """Whether nothing after the head belongs to its phrase; where that is unclear it does."""
    if possessive(line.raw(head)) or line.gap(head + 1) not in (*_SPACES, *HYPHENS):
        return True
    after = line.word(head + 1)
    if line.gap(head + 1) in HYPHENS:
        return False
    if line.capital(head + 1) or after in _listed("followers") or not after[:1].isalpha():
        return True
    return after.endswith(("ed", "ly", "ing")) and after not in _heads() and after not in _listed("ing_nouns")


def _read_back(line: Line, head: int, kind: str) -> Phrase:
    """The phrase that ends with `head`: modifiers to the left of it, then what opens it."""
    first, opened = _modified(line, head)
    if not opened:
        return Phrase(first, head, kind, False, _count(line, first))
    return _widen(line, Phrase(first, head, kind, True, _count(line, first)))


def _modified(line: Line, head: int) -> tuple[int, bool]:
    """The first word of the phrase, and whether a determiner, number or possessive opens it."""
    index, length = head, 0
    while index > 0 and length <= _LONGEST and line.gap(index) in (*_SPACES, *HYPHENS):
        before, hyphened = line.word(index - 1), line.gap(index) in HYPHENS
        if not hyphened and _is_opening(line, index - 1):
            if before in ("this", "that") and _is_plural_word(line.word(head)):
                break  # "said that officials ..."
            return index - 1, True
        if not hyphened and not _may_modify(line, index - 1):
            break
        length += not hyphened
        index -= 1
        if hyphened and before in _listed("breaks") and line.gap(index) not in HYPHENS:
            break
    return _unopened(line, head), False


def _is_opening(line: Line, index: int) -> bool:
    word = line.word(index)
    number = word[:1].isdigit() and not line.hyphened(index)
    owner = possessive(line.raw(index)) or _plural_owner(line, index)
    return number or owner or word in _listed("quantifiers") or word in _listed("determiners")


def _plural_owner(line: Line, index: int) -> bool:
    return line.gap(index + 1)[:1] in ("'", "’") and line.word(index).endswith("s")


def _may_modify(line: Line, index: int) -> bool:
    """Whether the word can stand between a determiner and the head."""
    word = line.word(index)
    if word in _listed("modifiers") or line.hyphened(index) or line.capital(index):
        return True
    if word == "and":
        return line.word(index - 1) in _listed("modifiers") | _listed("plural_modifiers")
    if word in _listed("breaks") or not word[:1].isalpha():
        return False
    if word.endswith("ed"):
        return _may_precede_participle(line, index - 1)
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is", "ous"))
    return not plural or word in _listed("plural_modifiers")


def _may_precede_participle(line: Line, index: int) -> bool:
    word = line.word(index)
    return word.endswith("ly") or word in ("most", "newly", "well", "so") or _is_opening(line, index)


def _unopened(line: Line, head: int) -> int:
    """The first word of a phrase without determiner: only sure adjectives count, unless a name follows."""
    index, named = head, line.capital(head + 1)
    while index > 0 and line.gap(index) in (*_SPACES, *HYPHENS):
        word, hyphened = line.word(index - 1), line.gap(index) in HYPHENS
        sure = word in _listed("modifiers") or word.endswith(_endings()) or _describes(word)
        sure = sure or line.hyphened(index - 1) or (named and _may_modify(line, index - 1))
        if not (hyphened or (sure and word not in _listed("breaks"))):
            break
        index -= 1
    return index


def _describes(word: str) -> bool:
    return word in name_words("demonyms") or word in _heads()


def _widen(line: Line, phrase: Phrase) -> Phrase:
    """The phrase with the owner before it and the number it is a part of: "two of the world's ..."."""
    first = phrase.first
    if possessive(line.raw(first)) or _plural_owner(line, first):
        first = _owner(line, first)
    if first > 0 and line.spaced(first) and _is_opening(line, first - 1) and _opens_before(line, first - 1):
        first -= 1
    while first > 0 and line.spaced(first) and _is_number(line, first) and _is_number(line, first - 1):
        first -= 1
    if line.word(first - 1) == "of" and line.word(first - 2) in _listed("quantifiers") | {"number"}:
        first -= 3 if line.word(first - 2) == "number" and line.word(first - 3) == "a" else 2
    return phrase._replace(first=max(0, first), number=_count(line, max(0, first)))


def _is_number(line: Line, index: int) -> bool:
    return line.word(index)[:1].isdigit() or line.word(index) in _listed("quantifiers")


def _owner(line: Line, index: int) -> int:
    """Where the owner before a possessive starts: "the state's", "New York's"."""
    while index > 0 and line.gap(index) in (*_SPACES, *HYPHENS):
        before = line.word(index - 1)
        if before in _listed("determiners"):
            return index - 1
        if not (line.capital(index) and line.capital(index - 1)) or before in _listed("breaks"):
            break
        index -= 1
    return index


def _opens_before(line: Line, index: int) -> bool:
    """Whether a determiner stands before a number or the like: "the two men", "the other platform"."""
    word = line.word(index)
    small = word in _listed("determiners") and word not in ("no", "any", "that", "this")
    return small and not possessive(line.raw(index))


def _count(line: Line, first: int) -> int | None:
    """The number at the start of the phrase or right behind its determiner, in words or digits."""
    for index in (first, first + 1):
        word = line.word(index)
        if line.word(index + 1) in ("hundred", "thousand", "million", "billion", "dozen"):
            return None
        if word.isascii() and word.isdigit():
            return int(word) if len(word) < len("1000000000") else None
        if word in _numbers():
            return _numbers()[word]
        if word not in ("the", "these", "those", "all"):
            return None
    return None


@cache
def _numbers() -> dict[str, int]:
    words = table("mentions")["words"]["small_numbers"].split()
    return {word: number for number, word in enumerate(words, 1)}

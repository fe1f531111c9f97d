"""The noun that a plain count counts."""

from __future__ import annotations

from compare.details.line import HYPHENS, Line
from compare.details.number_words import listed, names
from compare.details.quantity import Quantity

_NOUN_REACH = 5


def counted_noun(line: Line, quantity: Quantity) -> str | None:
    """The stem of what a count counts: the first plural noun behind it, or None where that is unclear."""
    last, of_phrase = quantity.last, False
    if line.hyphened(quantity.first):
        return None  # the second half of a vote or a score
    if line.gap(last) in HYPHENS and not quantity.unit:
        return _hyphened_noun(line, last)
    if quantity.unit in listed("not_counting") or quantity.unit in names("codes").values():
        return None
    single = line.words[last].stem if line.spaced(last) and line.word(last) in listed("singular_counts") else None
    if single and quantity.amount.digits:
        return single  # "a 12 page document"
    if line.word(last) == "of" and line.spaced(last) and line.spaced(last + 1):
        last, of_phrase = last + 1, True
        while _before_noun(line.word(last)) and line.spaced(last + 1):
            last += 1
    elif quantity.unit or (quantity.amount.part and quantity.amount.last - quantity.amount.first < 3):
        return None
    if line.word(last) in ("were", "are") and line.word(last + 1) in listed("casualties"):
        return line.words[last + 1].stem  # "31 were killed"
    return _head(line, last, quantity, of_phrase or quantity.amount.low == 1)


def _before_noun(word: str) -> bool:
    """Whether the word may stand between "of" and the noun: "nine of the 15 judges"."""
    return word in listed("articles") or word.isdecimal() or word in names("ones")


def _hyphened_noun(line: Line, index: int) -> str | None:
    """A 12-member panel counts members."""
    word = line.word(index)
    fits = word.isalpha() and word not in listed("not_counted") and not word.endswith(("ed", "ing"))
    return line.words[index].stem if fits and line.raw(index)[:1].islower() else None


def _is_toll(line: Line, start: int, index: int) -> bool:
    """Whether the count is of dead, wounded and the like, without a noun: "12 killed"."""
    return index == start and line.word(index) in listed("casualties") and not _is_plural(line, index + 1)


def _head(line: Line, start: int, quantity: Quantity, singular: bool) -> str | None:
    index, single = start, quantity.amount.low == 1
    while index < start + _NOUN_REACH and _continues(line, index):
        if not single and (_is_plural(line, index) or _is_toll(line, start, index)):
            compound = _continues(line, index + 1) and _is_plural(line, index + 1)  # "rights groups"
            return line.words[index + 1 if compound else index].stem
        if single and index > start and _is_plural(line, index):
            break  # a verb: "one country invades"
        index += 1
    ended = index < start + _NOUN_REACH and index > start
    word = line.word(index - 1)
    noun = word.isalpha() and not word.endswith(("ly", "ed", "ing")) and word not in listed("not_plural")
    noun = noun and line.raw(index - 1)[:1].islower()
    return line.words[index - 1].stem if singular and ended and noun else None


def _continues(line: Line, index: int) -> bool:
    """Whether the noun phrase goes on with this word."""
    joined = line.spaced(index) or line.hyphened(index) or line.gap(index) in ("' ", "’ ")
    word, before = line.word(index), line.word(index - 1)
    paired = word in ("and", "or") and (before in listed("paired_adjectives") or _is_pair(line, index))
    stops = word in listed("stops") and not paired and line.raw(index) != "US"
    return joined and word[:1].isalpha() and not stops


def _is_pair(line: Line, index: int) -> bool:
    """Whether two adjectives or two names share the noun: "digital and physical sales", "Kia and Hyundai cars"."""
    if line.capital(index - 1) or line.capital(index + 1):
        return line.capital(index - 1) and line.capital(index + 1)
    endings = tuple(listed("adjective_endings"))
    return line.word(index - 1).endswith(endings) and line.word(index + 1).endswith(endings)


def _is_plural(line: Line, index: int) -> bool:
    word, written = line.word(index), line.raw(index)
    if line.hyphened(index + 1):
        return False
    if word in listed("plural_nouns") or (len(word) > 5 and word.endswith("men")):
        return True
    if line.gap(index + 1)[:2] in ("' ", "’ ") or "'" in written or "’" in written:
        return False
    ending = word[-1:] == "s" and word[-2:] not in ("ss", "us", "is")
    return len(word) > 2 and ending and word not in listed("not_plural")

"""Runs of capitalised words that make a name, with the small words, initials and hyphens inside them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from compare.details.capitals import TIGHT, Usage, capital, is_label, opens, possessive
from compare.details.forms import listed, phrases
from compare.details.line import HYPHENS, Line
from compare.tables import table
from compare.text import straighten

_LONGEST_TITLE = 4


class Run(NamedTuple):
    """A name in a line: words first to last, end exclusive."""

    first: int
    last: int
    titled: bool = False


def runs(line: Line, usage: Usage) -> Iterator[Run]:
    index, titled = 0, False
    while index < len(line.words):
        if line.raw(index).islower():
            index, titled = index + 1, False
            continue
        title = _title(line, index)
        if title:
            index, titled = index + title, True
            continue
        skipped = _no_name(line, index)
        if skipped:
            index, titled = index + skipped, False
            continue
        titled = titled and line.gap(index) in {" ", ". ", "\u00a0", ".\u00a0"}
        run = _trim(line, Run(index, _grow(line, index), titled), usage)
        if run:
            yield run
        index, titled = max(index + 1, run.last if run else _past(line, index)), False


def _no_name(line: Line, index: int) -> int:
    """How many words from `index` on start no name."""
    if not capital(line, index) and not is_label(line, index):
        return 1
    if f"{line.word(index)} {line.word(index + 1)}" in phrases("demonym_phrases"):
        return 2
    if is_label(line, index):
        return 2
    return int(_is_demonym(line.word(index)) and _starts_person(line, index + 1))


def _starts_person(line: Line, index: int) -> bool:
    return line.spaced(index) and line.word(index) in listed("first_names")


def _past(line: Line, index: int) -> int:
    """Where to read on after a run that is no name: an ordinary first word may hide one behind it."""
    return index + 1 if opens(line, index) else _grow(line, index)


def _title(line: Line, index: int) -> int:
    """How many words the title at `index` has; 0 where it has none or names an office."""
    if line.word(index) not in _title_openers() or not line.raw(index)[:1].isupper():
        return 0
    for length in range(_LONGEST_TITLE, 0, -1):
        phrase = " ".join(line.word(i) for i in range(index, index + length))
        if phrase in phrases("titles") and all(line.spaced(i) for i in range(index + 1, index + length)):
            office = line.spaced(index + length) and line.capital(index + length)
            return 0 if office and line.word(index + length) in listed("organization_words") else length
    return 0


@cache
def _title_openers() -> frozenset[str]:
    return frozenset(title.split()[0] for title in phrases("titles"))


def _title_inside(line: Line, first: int, index: int) -> bool:
    """Whether a title ends the run: "FBI Director James Comey", but not "Martin Luther King"."""
    length = _title(line, index)
    if not length or not line.capital(index + length):
        return False
    word, dotted = line.word(index), line.gap(index + length).startswith(".")
    if word in listed("inner_words"):
        return line.word(first) not in listed("first_names")
    return dotted or word not in listed("dotted_titles")


def _grow(line: Line, first: int) -> int:
    last = first + 1
    while last < len(line.words):
        step = _step(line, first, last)
        if not step:
            break
        last = step
    return last


def _step(line: Line, first: int, last: int) -> int:
    """The end of the run with its next word and what joins that; 0 where the run ends."""
    if possessive(line.raw(last - 1)) and line.word(last - 1) not in listed("possessive_joins"):
        return 0
    gap = line.gap(last)
    if gap in TIGHT or (gap == ". " and (len(line.raw(last - 1)) == 1 or line.word(last - 1) == "st")):
        if capital(line, last):
            return 0 if gap == " " and _title_inside(line, first, last) else last + 1
        if gap in HYPHENS:
            return _hyphened(line, last)
        if line.raw(last)[:1].isdigit() and (gap != " " or line.word(last - 1) in listed("numbered")):
            return last + 1 if gap.strip() or not gap or line.word(last - 1) in listed("numbered") else 0
        return _joined(line, first, last) if gap == " " else 0
    return 0


def _hyphened(line: Line, index: int) -> int:
    """The end of a run with a part behind a hyphen that is no capital: "X-ray", "COVID-19", "Mar-a-Lago"."""
    if line.raw(index)[:1].isdigit() or len(line.raw(index - 1)) == 1:
        return index + 1
    return index + 2 if line.hyphened(index + 1) and capital(line, index + 1) else 0


def _joined(line: Line, first: int, link: int) -> int:
    """The end of the run behind a small word inside a name ("of", "and", "van der"), or 0."""
    word, after = line.word(link), link + 1
    if word in listed("particles") or word in ("of", "for", "on", "against"):
        if word not in listed("particles") and not _takes_of(line, first, link):
            return 0
        while line.word(after) in listed("particles") or (line.word(after) == "the" and word == "of"):
            after += 1
    elif word != "and" or not _pairs(line, first, link):
        return 0
    spaced = all(line.gap(i) in (" ", "-", "\u00a0") for i in range(link, after + 1) if i < len(line.words))
    return after + 1 if spaced and capital(line, after) else 0


def _pairs(line: Line, first: int, link: int) -> bool:
    """Whether "and" at `link` stands inside one name: "Food and Drug Administration"."""
    before, after = line.word(link - 1), line.word(link + 1)
    whole = before not in listed("organization_words") or before in listed("subjects")
    once = all(line.word(i) != "and" for i in range(first, link))
    return whole and once and not listed("subjects").isdisjoint((before, after))


def _takes_of(line: Line, first: int, link: int) -> bool:
    head = line.word(link - 1)
    return head in listed("organization_words") or (head in listed("place_words") and link - 1 == first)


def _trim(line: Line, run: Run, usage: Usage) -> Run | None:
    """The run without words that are not part of the name, or None where nothing is left."""
    if opens(line, run.first) and not run.titled and not _named(line, run):
        run = _without_opener(line, run, usage)
    while run.last > run.first and _is_label_word(line.word(run.last - 1)) and not run.titled:
        run = run._replace(last=run.last - 1)
    kept = [line.word(i) for i in range(run.first, run.last)]
    if not kept:
        return None
    if len(kept) == 1 and not run.titled and _is_generic(kept[0], line.raw(run.first)):
        return None
    return run


def _is_label_word(word: str) -> bool:
    """Whether a word tells what somebody is, not who: a title, a nationality, a party."""
    return word in phrases("titles") or _is_demonym(word)


def _is_demonym(word: str) -> bool:
    return not listed("demonyms").isdisjoint((word, word.removesuffix("s")))


def _is_generic(word: str, raw: str) -> bool:
    generic = word in listed("organization_words") or word in listed("place_words") or len(raw) == 1
    return generic and word not in phrases("organizations")


def _without_opener(line: Line, run: Run, usage: Usage) -> Run:
    """The run without an ordinary word at the start of a sentence."""
    word, raw = line.word(run.first), line.raw(run.first)
    alone = run.last - run.first == 1
    if word in usage.capital or _is_sure(word, raw):
        return run
    ordinary = word in listed("starters") or word in usage.lower
    shaped = alone and word.endswith(_endings())
    plural = alone and word.endswith("s") and not possessive(raw)
    if alone and _quoted(line, run):
        return run._replace(first=run.last)
    if ordinary and not _fixed(line, run):
        return run._replace(first=run.last if alone else _next_capital(line, run))
    return run._replace(first=run.last) if shaped or plural else run


def _fixed(line: Line, run: Run) -> bool:
    """Whether the whole run is a place or body of the tables ("New York")."""
    phrase = " ".join(line.word(i) for i in range(run.first, run.last))
    return phrase in phrases("places") or phrase in phrases("organizations")


def _next_capital(line: Line, run: Run) -> int:
    after = (i for i in range(run.first + 1, run.last) if capital(line, i))
    return next(after, run.last)


def _is_sure(word: str, raw: str) -> bool:
    known = word in phrases("places") or word in phrases("organizations") or word in listed("first_names")
    return known or (len(raw) > 1 and raw[1:] != raw[1:].lower())


def _quoted(line: Line, run: Run) -> bool:
    """Whether the run is all that stands between two quotation marks."""
    before, after = straighten(line.gap(run.first)).strip(), straighten(line.gap(run.last))
    return before[-1:] in ('"', "'") and after[:1] == before[-1:]


def _named(line: Line, run: Run) -> bool:
    """Whether the run alone is in quotation marks after a word that introduces a name: the app “Max”."""
    before = run.first - 1 - (line.word(run.first - 1) in ("the", "as", "a"))
    return _quoted(line, run) and line.word(before) in listed("naming_words")


@cache
def _endings() -> tuple[str, ...]:
    return tuple(table("names")["ordinary_endings"].split())

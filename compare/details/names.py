"""Proper names: runs of capitalised words, told apart from mere capitals by closed lists and the rest of the article."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from compare.details.base import Draft
from compare.details.line import HYPHENS, Line
from compare.tables import table
from compare.text import fold, squeeze, straighten, words
from compare.values import Detail, NameValue, Span

NameKind = Literal["person", "organization", "place", "other"]
Form = tuple[str, ...]  # the folded words of a name, without diacritics

_TIGHT = {" ", "\u00a0", "", "&", " & ", *HYPHENS}
_OPENERS = frozenset("\"“‘'«„([:•·")
_ENDS = (".", "!", "?")
_SHOUTED = 0.7  # share of capitalised words above which a sentence reads as a headline
_LONG = 6  # words; a shorter headline has no full stop either
_LONGEST_TITLE = 4
_SHORTEST_ACRONYM = 3
_PERSON_WORDS = range(2, 5)


class _Usage(NamedTuple):
    """How the article writes its words where a capital means something."""

    lower: frozenset[str]
    capital: frozenset[str]


class _Run(NamedTuple):
    """A name in a line: words first to last, end exclusive."""

    first: int
    last: int
    titled: bool = False


class _Found(NamedTuple):
    span: Span
    text: str
    form: Form
    kind: NameKind


def find_names(draft: Draft) -> tuple[tuple[Detail, ...], ...]:
    """The proper names of each sentence, without titles and possessive endings."""
    text = draft.article.text
    lines = [Line(text, s.span, w) for s, w in zip(draft.sentences, draft.words, strict=True)]
    plain = [not _is_headline(line) for line in lines]
    usage = _usage([line for line, sure in zip(lines, plain, strict=True) if sure])
    found = [
        [_found(line, run) for run in _runs(line, usage)] if sure else []
        for line, sure in zip(lines, plain, strict=True)
    ]
    known = _known(found)
    for names, line, sure in zip(found, lines, plain, strict=True):
        if not sure:
            names.extend(_found(line, run) for run in _repeats(line, known))
    fullest = _fullest(found)
    return tuple(tuple(_detail(name, fullest) for name in names) for names in found)


def form_of(name: str) -> Form:
    """The folded words of a name as one compares them: no diacritics, no article, no legal form.

    >>> form_of("The Société Générale Ltd")
    ('societe', 'generale')
    """
    parts = [_bare(word.folded) for word in words(name)]
    if len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] in _set("legal_forms"):
        parts = parts[:-1]
    form = tuple(parts)
    return _aliases().get(form, form)


def is_short_for(short: Form, full: Form, kind: str) -> bool:
    """Whether `short` is the surname, the last words, the first name or the acronym of the longer `full`."""
    phrase = " ".join(short)
    if len(short) >= len(full) or kind == "place" or phrase in _phrases("places") | _phrases("organizations"):
        return False
    if full[-len(short) :] == short or (kind == "person" and short == full[:1]):
        return True
    letters = short[0].replace(".", "")
    return len(short) == 1 and len(letters) >= _SHORTEST_ACRONYM and letters == _initials(full)


def without_initials(form: Form) -> Form:
    """A person's name without middle initials, so that "Paul D. Ryan" is "Paul Ryan"."""
    return tuple(w for i, w in enumerate(form) if i in (0, len(form) - 1) or len(w.strip(".")) > 1)


@lru_cache(maxsize=8192)
def _bare(word: str) -> str:
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def _initials(form: Form) -> str:
    return "".join(w[:1] for w in form if w not in _set("particles") and w not in _set("stops"))


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(table("names")[name].split())


@cache
def _phrases(name: str) -> frozenset[str]:
    return frozenset(" ".join(part.split()) for part in table("names")[name].split(","))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(table("names")["ordinary_endings"].split())


@cache
def _aliases() -> dict[Form, Form]:
    pairs = (part.split("=") for part in _phrases("aliases"))
    return {tuple(short.split()): tuple(full.split()) for short, full in pairs}


def _is_headline(line: Line) -> bool:
    """Whether most words are capitalised, so that a capital tells nothing."""
    letters = [w for w in line.words if not line.text[w.span.start].isdigit() and w.folded not in _phrases("titles")]
    capitals = sum(line.text[w.span.start].isupper() for w in letters)
    closed = line.gap(len(line.words)).strip().startswith(_ENDS)
    short = len(letters) < _LONG and not line.span.of(line.text).isupper()
    return capitals > _SHOUTED * len(letters) and not (closed and short)


def _usage(lines: Sequence[Line]) -> _Usage:
    lower, capital = set(), set()
    for line in lines:
        for index, word in enumerate(line.words):
            if line.text[word.span.start].islower():
                lower.add(word.folded)
            elif not _opens(line, index):
                capital.add(word.folded)
    return _Usage(frozenset(lower), frozenset(capital))


def _opens(line: Line, index: int) -> bool:
    """Whether any word would have a capital here."""
    if index == 0:
        return True
    gap = line.gap(index)
    if gap in _TIGHT:
        return False
    abbreviated = gap == ". " and (len(line.raw(index - 1)) == 1 or line.word(index - 1) in _phrases("titles"))
    return not _OPENERS.isdisjoint(gap) or (gap.strip().startswith(_ENDS) and not abbreviated)


def _capital(line: Line, index: int) -> bool:
    """Whether the word is capitalised, an acronym or in camel case, and may be part of a name."""
    raw = line.raw(index)
    if _is_label(line, index):
        return False
    shaped = raw[:1].isupper() or (raw[:1].islower() and raw != raw.lower())
    return shaped and (line.word(index) not in _set("stops") or _acronym(raw))


def _is_label(line: Line, index: int) -> bool:
    """Whether a party label starts here: R-Ky., D-Calif."""
    return line.raw(index) in ("R", "D", "I") and line.hyphened(index + 1)


def _acronym(raw: str) -> bool:
    return len(raw) > 1 and (raw in ("US", "WHO") or "." in raw) and raw == raw.upper()


def _runs(line: Line, usage: _Usage) -> Iterator[_Run]:
    index, titled = 0, False
    while index < len(line.words):
        title = _title(line, index)
        if title:
            index, titled = index + title, True
            continue
        if not _capital(line, index):
            index, titled = index + 1 + _is_label(line, index), False
            continue
        titled = titled and line.gap(index) in {" ", ". ", "\u00a0", ".\u00a0"}
        run = _trim(line, _Run(index, _grow(line, index), titled), usage)
        if run:
            yield run
        index, titled = max(index + 1, run.last if run else _past(line, index)), False


def _past(line: Line, index: int) -> int:
    """Where to read on after a run that is no name: an ordinary first word may hide one behind it."""
    return index + 1 if _opens(line, index) else _grow(line, index)


def _title(line: Line, index: int) -> int:
    """How many words the title at `index` has; 0 where there is none, or where it is part of an office's name."""
    if not line.raw(index)[:1].isupper():
        return 0
    for length in range(_LONGEST_TITLE, 0, -1):
        phrase = " ".join(line.word(i) for i in range(index, index + length))
        if phrase in _phrases("titles") and all(line.spaced(i) for i in range(index + 1, index + length)):
            office = line.spaced(index + length) and line.capital(index + length)
            return 0 if office and line.word(index + length) in _set("organization_words") else length
    return 0


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
    if _possessive(line.raw(last - 1)) and line.word(last - 1) not in _set("possessive_joins"):
        return 0
    gap = line.gap(last)
    if gap in _TIGHT or (gap == ". " and (len(line.raw(last - 1)) == 1 or line.word(last - 1) == "st")):
        if _capital(line, last):
            return 0 if gap == " " and _title_inside(line, first, last) else last + 1
        if gap in HYPHENS:
            return _hyphened(line, last)
        if line.raw(last)[:1].isdigit() and (gap != " " or line.word(last - 1) in _set("numbered")):
            return last + 1 if gap.strip() or not gap or line.word(last - 1) in _set("numbered") else 0
        return _joined(line, first, last) if gap == " " else 0
    return 0


def _title_inside(line: Line, first: int, index: int) -> bool:
    """Whether a title ends the run: "FBI Director James Comey", but not "Martin Luther King"."""
    length = _title(line, index)
    if not length or not line.capital(index + length):
        return False
    word, dotted = line.word(index), line.gap(index + length).startswith(".")
    if word in _set("inner_words"):
        return line.word(first) not in _set("first_names")
    return dotted or word not in _set("dotted_titles")


def _hyphened(line: Line, index: int) -> int:
    """The end of a run with a part behind a hyphen that is no capital: "X-ray", "COVID-19", "Mar-a-Lago"."""
    if line.raw(index)[:1].isdigit() or len(line.raw(index - 1)) == 1:
        return index + 1
    return index + 2 if line.hyphened(index + 1) and _capital(line, index + 1) else 0


def _joined(line: Line, first: int, link: int) -> int:
    """The end of the run behind a small word inside a name ("of", "and", "van der"), or 0."""
    word, after = line.word(link), link + 1
    if word in _set("particles") or word in ("of", "for", "on", "against"):
        if word not in _set("particles") and not _takes_of(line, first, link):
            return 0
        while line.word(after) in _set("particles") or (line.word(after) == "the" and word == "of"):
            after += 1
    elif not (word == "and" and {line.word(link - 1), line.word(after)} & _set("subjects")):
        return 0
    spaced = all(line.gap(i) in (" ", "-", "\u00a0") for i in range(link, after + 1) if i < len(line.words))
    return after + 1 if spaced and _capital(line, after) else 0


def _takes_of(line: Line, first: int, link: int) -> bool:
    head = line.word(link - 1)
    return head in _set("organization_words") or (head in _set("place_words") and link - 1 == first)


def _possessive(raw: str) -> bool:
    return straighten(raw[-2:]).lower() == "'s"


def _trim(line: Line, run: _Run, usage: _Usage) -> _Run | None:
    """The run without words that are not part of the name, or None where nothing is left."""
    if _opens(line, run.first) and not run.titled and not _named(line, run):
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
    return word in _phrases("titles") or not _set("demonyms").isdisjoint((word, word.removesuffix("s")))


def _is_generic(word: str, raw: str) -> bool:
    generic = word in _set("organization_words") or word in _set("place_words") or len(raw) == 1
    return generic and word not in _phrases("organizations")


def _without_opener(line: Line, run: _Run, usage: _Usage) -> _Run:
    """The run without an ordinary word at the start of a sentence."""
    word, raw = line.word(run.first), line.raw(run.first)
    alone = run.last - run.first == 1
    if word in usage.capital or _is_sure(word, raw):
        return run
    ordinary = word in _set("starters") or word in usage.lower
    shaped = alone and word.endswith(_endings())
    plural = alone and word.endswith("s") and not _possessive(raw)
    if ordinary and not _fixed(line, run):
        return run._replace(first=run.last if alone else _next_capital(line, run))
    return run._replace(first=run.last) if shaped or plural else run


def _fixed(line: Line, run: _Run) -> bool:
    """Whether the whole run is a place or body of the tables ("New York")."""
    phrase = " ".join(line.word(i) for i in range(run.first, run.last))
    return phrase in _phrases("places") or phrase in _phrases("organizations")


def _next_capital(line: Line, run: _Run) -> int:
    after = (i for i in range(run.first + 1, run.last) if _capital(line, i))
    return next(after, run.last)


def _is_sure(word: str, raw: str) -> bool:
    known = word in _phrases("places") or word in _phrases("organizations") or word in _set("first_names")
    return known or (len(raw) > 1 and raw[1:] != raw[1:].lower())


def _named(line: Line, run: _Run) -> bool:
    """Whether the run alone is in quotation marks after a word that introduces a name: the app “Max”."""
    before, after = straighten(line.gap(run.first)).strip(), straighten(line.gap(run.last))
    quoted = before[-1:] in ('"', "'") and after[:1] == before[-1:]
    return quoted and any(line.word(run.first - i) in _set("naming_words") for i in (1, 2))


def _found(line: Line, run: _Run) -> _Found:
    start, end = line.words[run.first].span.start, line.words[run.last - 1].span.end
    end -= 2 * _possessive(line.raw(run.last - 1))
    span = Span(start, end)
    text = span.of(line.text)
    return _Found(span, text, form_of(text), _kind(line, run))


def _kind(line: Line, run: _Run) -> NameKind:
    parts = [line.word(i) for i in range(run.first, run.last)]
    phrase = " ".join(parts)
    if run.titled:
        return "person"
    if phrase in _phrases("organizations"):
        return "organization"
    if phrase in _phrases("places"):
        return "place"
    return _kind_by_words(parts) or ("place" if _stands_in(line, run) else "other")


def _kind_by_words(parts: Sequence[str]) -> NameKind | None:
    for word in (parts[-1], parts[0]) if len(parts) > 1 else ():
        if word in _set("organization_words") or word in _set("legal_forms"):
            return "organization"
        if word in _set("place_words"):
            return "place"
    if len(parts) in _PERSON_WORDS and parts[0] in _set("first_names"):
        return "person"
    return None


def _stands_in(line: Line, run: _Run) -> bool:
    """Whether a lone name follows "in" and closes its phrase: weak evidence of a place."""
    raw = line.raw(run.last - 1)
    closed = line.gap(run.last)[:1] in (",", ".", "")
    return line.word(run.first - 1) == "in" and closed and not _possessive(raw) and raw != raw.upper()


def _known(found: Sequence[Sequence[_Found]]) -> Mapping[str, tuple[Form, ...]]:
    """The forms of all names by their first word, longest first."""
    forms = {tuple(word.folded for word in words(name.text)) for names in found for name in names}
    known: dict[str, tuple[Form, ...]] = {}
    for form in sorted(forms - {()}, key=lambda form: (-len(form), form)):
        known[form[0]] = (*known.get(form[0], ()), form)
    return known


def _repeats(line: Line, known: Mapping[str, tuple[Form, ...]]) -> Iterator[_Run]:
    """Names in a headline that the article also gives elsewhere."""
    folded, index = [word.folded for word in line.words], 0
    while index < len(folded):
        forms = known.get(folded[index], ()) if line.capital(index) else ()
        length = next((len(f) for f in forms if tuple(folded[index : index + len(f)]) == f), 0)
        if length:
            yield _Run(index, index + length)
        index += max(1, length)


def _fullest(found: Sequence[Sequence[_Found]]) -> dict[Form, tuple[str, NameKind]]:
    """For each form the fullest way the article writes that name, and the best that is known of its kind."""
    first: dict[Form, str] = {}
    kinds: dict[Form, NameKind] = {}
    for name in (name for names in found for name in names):
        if first.get(name.form, "").isupper() or name.form not in first:
            first[name.form] = squeeze(name.text)
        if kinds.get(name.form, "other") == "other":
            kinds[name.form] = name.kind
    longest = {form: _longer(form, kinds) for form in first}
    return {form: (first[full], kinds[full] if kinds[form] == "other" else kinds[form]) for form, full in longest.items()}


def _longer(form: Form, kinds: Mapping[Form, NameKind]) -> Form:
    """The one longer name that `form` is short for; itself where there is none or more than one."""
    longer = [full for full, kind in kinds.items() if is_short_for(form, full, kind)]
    people = {without_initials(full) for full in longer}
    return max(longer, key=lambda full: (len(full), full)) if len(people) == 1 else form


def _detail(name: _Found, fullest: Mapping[Form, tuple[str, NameKind]]) -> Detail:
    canonical, kind = fullest[name.form]
    return Detail("name", name.span, name.text, NameValue(kind, canonical))

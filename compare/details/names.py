"""Proper names: runs of capitalised words, told from mere capitals by word lists and the whole article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from compare.details.base import Draft
from compare.details.capitals import is_headline, possessive, usage_of
from compare.details.forms import Form, form_of, fuller_forms, listed, phrases, without_initials
from compare.details.line import Line
from compare.details.runs import Run, runs
from compare.text import squeeze, words
from compare.values import Detail, NameValue, Span

NameKind = Literal["person", "organization", "place", "other"]

_PERSON_WORDS = range(2, 5)


class _Found(NamedTuple):
    span: Span
    text: str
    form: Form
    kind: NameKind


def find_names(draft: Draft) -> tuple[tuple[Detail, ...], ...]:
    """The proper names of each sentence, without titles and possessive endings."""
    text = draft.article.text
    lines = [Line(text, s.span, w) for s, w in zip(draft.sentences, draft.words, strict=True)]
    plain = [not is_headline(line) for line in lines]
    usage = usage_of([line for line, sure in zip(lines, plain, strict=True) if sure])
    found = [
        [_found(line, run) for run in runs(line, usage)] if sure else []
        for line, sure in zip(lines, plain, strict=True)
    ]
    known = _known(found)
    for names, line, sure in zip(found, lines, plain, strict=True):
        if not sure:
            names.extend(_found(line, run) for run in _repeats(line, known))
    fullest = _fullest(found)
    return tuple(tuple(_detail(name, fullest) for name in names) for names in found)


def _found(line: Line, run: Run) -> _Found:
    start, end = line.words[run.first].span.start, line.words[run.last - 1].span.end
    end -= 2 * possessive(line.raw(run.last - 1))
    span = Span(start, end)
    text = span.of(line.text)
    return _Found(span, text, form_of(text), _kind(line, run))


def _kind(line: Line, run: Run) -> NameKind:
    parts = [line.word(i) for i in range(run.first, run.last)]
    phrase = " ".join(parts)
    if run.titled:
        return "person"
    if phrase in phrases("organizations"):
        return "organization"
    if phrase in phrases("places"):
        return "place"
    return _kind_by_words(parts) or ("place" if _stands_in(line, run) else "other")


def _kind_by_words(parts: Sequence[str]) -> NameKind | None:
    for word in (parts[-1], parts[0]) if len(parts) > 1 else ():
        if word in listed("organization_words") or word in listed("legal_forms"):
            return "organization"
        if word in listed("place_words"):
            return "place"
    if len(parts) in _PERSON_WORDS and parts[0] in listed("first_names"):
        return "person"
    return None


def _stands_in(line: Line, run: Run) -> bool:
    """Whether a lone name follows "in" and closes its phrase: weak evidence of a place."""
    raw = line.raw(run.last - 1)
    closed = line.gap(run.last)[:1] in (",", ".", "")
    return line.word(run.first - 1) == "in" and closed and not possessive(raw) and raw != raw.upper()


def _known(found: Sequence[Sequence[_Found]]) -> Mapping[str, tuple[Form, ...]]:
    """The forms of all names by their first word, longest first."""
    texts = {name.text for names in found for name in names}
    forms = {tuple(word.folded for word in words(text)) for text in texts}
    known: dict[str, tuple[Form, ...]] = {}
    for form in sorted(forms - {()}, key=lambda form: (-len(form), form)):
        known[form[0]] = (*known.get(form[0], ()), form)
    return known


def _repeats(line: Line, known: Mapping[str, tuple[Form, ...]]) -> Iterator[Run]:
    """Names in a headline that the article also gives elsewhere."""
    folded, index = [word.folded for word in line.words], 0
    while index < len(folded):
        forms = known.get(folded[index], ()) if line.capital(index) else ()
        length = next((len(f) for f in forms if tuple(folded[index : index + len(f)]) == f), 0)
        if length:
            yield Run(index, index + length)
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
    fuller = fuller_forms(kinds)
    longest = {form: _longer(form, fuller.get(form, ())) for form in first}
    return {
        form: (first[full], kinds[full] if kinds[form] == "other" else kinds[form]) for form, full in longest.items()
    }


def _longer(form: Form, longer: Sequence[Form]) -> Form:
    """The one longer name that `form` is short for; itself where there is none or more than one."""
    people = {without_initials(full) for full in longer}
    return max(longer, key=lambda full: (len(full), full)) if len(people) == 1 else form


def _detail(name: _Found, fullest: Mapping[Form, tuple[str, NameKind]]) -> Detail:
    canonical, kind = fullest[name.form]
    return Detail("name", name.span, name.text, NameValue(kind, canonical))

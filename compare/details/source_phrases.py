"""Noun phrases that name or describe a source: those that end before a verb, and those that start behind it."""

from __future__ import annotations

from collections.abc import Sequence

from compare.details.capitals import possessive
from compare.details.cues import is_adverb, listed
from compare.details.line import Line
from compare.values import Detail, Span

Words = tuple[int, int]  # indexes into a line, end exclusive
_LONGEST = 16  # words of a source
_INSIDE = ("", "-", "’", "'", "&")  # what may stand between two words of a source
_REACH = 24  # words within which it is looked for


def before_cue(line: Line, cue: int, known: Sequence[Detail]) -> Words | None:
    """The subject that ends right before the verb at `cue`."""
    end, least = cue, max(0, cue - _REACH)
    while end > least and (line.word(end - 1) in listed("between") or is_adverb(line.word(end - 1))):
        end -= 1
    if end == 0:
        return None
    gap = line.gap(end).strip(" \u00a0")
    if line.word(end - 1) in ("that", "who", "which") and not line.gap(end).strip(" \u00a0"):
        end -= 1
        gap = line.gap(end).strip(" \u00a0")
        if gap == ",":
            gap = ""
    if line.word(end - 1) in listed("pronouns"):
        return (end - 1, end) if not gap else None
    if any(c in gap for c in ",)—–"):
        return _apposed(line, end, known)
    return _subject(line, end, known) if gap in ("", ".") else None


def after_cue(line: Line, first: int, known: Sequence[Detail], *, leads: bool = False) -> Words | None:
    """The speaker that starts at `first`, with an apposition behind it; `leads` where the claim is still to come."""
    apart = first >= len(line.words) or line.gap(first).strip(" \u00a0")
    if apart or line.word(first) in listed("adverbial"):
        return None
    last = first + 1
    while last < len(line.words) and last - first <= _REACH and not _stops_after(line, last):
        last += 1
    if not _is_source(line, (first, last), known):
        return None
    end = _with_apposition(line, last, known, leads=leads)
    whole = not leads or (line.gap(end).startswith(",") and not _finite(line, last, end))
    return first, end if whole else last


def _stops_after(line: Line, index: int) -> bool:
    gap = line.gap(index).strip(" \u00a0")
    abbreviation = gap == "." and line.capital(index)
    if gap and gap not in ("-", "’", "'") and not abbreviation:
        return True
    return line.word(index) in listed("boundaries") - {"and"} or line.word(index) in listed("adverbial")


def _with_apposition(line: Line, last: int, known: Sequence[Detail], *, leads: bool) -> int:
    """The end of a speaker with the description behind its comma: "said Ann Lee, the director of the zoo"."""
    if not line.gap(last).startswith(",") or last >= len(line.words):
        return last
    start = line.words[last].span.start
    described = any(d.kind in ("mention", "name") and d.span.start == start for d in known)
    if line.gap(last).strip() != "," or not (described or _describes(line, last)):
        return last
    end = last + 1
    while end < len(line.words) and not _closes_aside(line, end, leads=leads):
        end += 1
    return end


def _describes(line: Line, index: int) -> bool:
    """Whether a description starts at the word: "who leads", "a professor", "head of", "54"."""
    role = line.word(index + 1) in ("of", "for", "at", "and")
    return line.word(index) in listed("descriptions") or line.raw(index)[:1].isdigit() or role


def _closes_aside(line: Line, index: int, *, leads: bool) -> bool:
    """Whether a description ends before the word: at a quotation, a stop, or a comma before something else."""
    gap = line.gap(index).strip(" \u00a0")
    if gap and gap[-1:] in ("“", '"', "‘", "—", "–", ";", ":", "`"):
        return True
    return "," in gap and (leads or line.word(index) in listed("aside_ends"))


def _is_source(line: Line, source: Words, known: Sequence[Detail]) -> bool:
    """Whether the words can be somebody: a pronoun, a name, a mention, or a noun phrase."""
    if line.word(source[0]) in listed("pronouns"):
        return source[1] - source[0] == 1
    if source[1] - source[0] > _LONGEST or _finite(line, *source):
        return False
    span = Span(line.words[source[0]].span.start, line.words[source[1] - 1].span.end)
    if line.word(source[1] - 1) in listed("objects") or possessive(line.raw(source[1] - 1)):
        return False
    found = any(d.kind in ("name", "mention") and d.span.overlaps(span) for d in known)
    named = any(line.capital(i) for i in range(max(1, source[0]), source[1]))
    told = not listed("anonymous").isdisjoint(line.word(i) for i in range(*source))
    return found or named or told or line.word(source[0]) in listed("openers")


def _finite(line: Line, first: int, last: int) -> bool:
    return any(line.word(i) in listed("finite") for i in range(first, last))


def _subject(line: Line, end: int, known: Sequence[Detail]) -> Words | None:
    """The words from the start of the clause to the verb, where they can be one noun phrase."""
    first = end - 1
    while first > 0 and end - first <= _REACH and not _starts_clause(line, first):
        first -= 1
    first = next((i + 1 for i in range(end - 2, first - 1, -1) if _parts(line, i, known)), first)
    while first < end and line.word(first) in listed("boundaries"):
        first += 1
    first = _past_place(line, first, end, known)
    while first < end and line.word(first) in listed("adverbial"):
        first += 1
    end = _without_time(line, first, end)
    return (first, end) if first < end and _is_source(line, (first, end), known) else None


def _without_time(line: Line, first: int, end: int) -> int:
    """The end of a subject without the day behind it: "the mayor on Monday"."""
    last = end
    while last > first + 1 and line.word(last - 1) in listed("times"):
        last -= 1
    last -= last < end and line.word(last - 1) in ("on", "in", "at")
    return last if not line.word(last - 1).endswith("ed") else end


def _parts(line: Line, index: int, known: Sequence[Detail]) -> bool:
    """Whether the word is a verb behind which another noun phrase starts."""
    if line.word(index) in listed("finite"):
        return True
    verbal = (
        line.word(index) in listed("past") or line.word(index).endswith("ed") or line.word(index) in listed("shows")
    )
    start = line.words[index + 1].span.start
    opens = line.word(index + 1) in listed("openers") or any(d.span.start == start for d in known if d.kind == "name")
    return verbal and opens and not line.capital(index)


def _past_place(line: Line, first: int, end: int, known: Sequence[Detail]) -> int:
    """The start of the subject behind a time or place that opens the clause: "in Ohio the mayor said"."""
    if line.word(first) not in listed("prepositions") and end - first <= _LONGEST:
        return first
    starts = {d.span.start for d in known if d.kind in ("name", "mention")}
    for index in range(end - 1, first, -1):
        begins = line.words[index].span.start in starts
        if begins and line.word(index - 1) not in listed("prepositions"):
            return index
    return first


def _starts_clause(line: Line, index: int) -> bool:
    gap = line.gap(index).strip(" \u00a0")
    if gap and gap not in ("-", "’", "'", "&") and not (gap == "." and line.capital(index)):
        return True
    before = line.word(index - 1)
    return before in listed("boundaries") - {"and"} or (before == "and" and _joins_clauses(line, index))


def _joins_clauses(line: Line, index: int) -> bool:
    return not (line.capital(index) and line.capital(index - 2))


def _apposed(line: Line, end: int, known: Sequence[Detail]) -> Words | None:
    """A speaker with something set off behind it: "Ann Lee, the director, said", "Ann Lee (R-Ky.) said"."""
    inner = end - 1
    while inner > 0 and end - inner <= _REACH and line.gap(inner).strip(" \u00a0.") in _INSIDE:
        inner -= 1
    if inner == 0 or end - inner > _LONGEST:
        return None
    outer = _subject(line, inner, known)
    if not outer:
        return None
    doing = line.word(inner).endswith("ing") or line.word(inner) in listed("prepositions")
    return outer[0], inner if "(" in line.gap(inner) or doing else end

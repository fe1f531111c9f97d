"""Speakers set off by a mark alone: "ORTIZ: We are ready", "“We are ready.” — Lena Ortiz"."""

from __future__ import annotations

from compare.details.cues import Reading, listed
from compare.details.line import Line
from compare.values import NameValue, Span

Words = tuple[int, int]  # indexes into a line, end exclusive
_LONGEST = 5  # words of a name
_SHORTEST = 3  # words of what is said
_DASHES = ("—", "―", "–", "--")
_CLOSES = tuple("”\"»’'")


def labelled(reading: Reading) -> tuple[Words, Span] | None:
    """The speaker before a colon that opens the sentence, and the colon."""
    line = reading.line
    last = next((i for i in range(1, min(_LONGEST, len(line.words)) + 1) if ":" in line.gap(i)), 0)
    if not last or len(line.words) - last < _SHORTEST or not line.gap(last).endswith((" ", "“", '"', "\u00a0")):
        return None
    tight = all(not line.gap(i).strip(" \u00a0.-'’") for i in range(1, last))
    if not tight or line.word(0) in listed("labels") or not _is_speaker(reading, (0, last)):
        return None
    return (0, last), _mark(line, last, ":")


def signature(reading: Reading) -> tuple[Words, Span] | None:
    """The name behind a dash that ends the sentence, behind a closing mark or alone, and the dash."""
    line = reading.line
    for first in range(max(0, len(line.words) - 2 * _LONGEST), len(line.words)):
        gap = line.gap(first).strip(" \u00a0")
        dash = next((d for d in _DASHES if gap.endswith(d)), "")
        if dash and (first == 0 or gap.removesuffix(dash).rstrip(" \u00a0").endswith(_CLOSES)):
            last = _name_end(line, first)
            if last and _is_name(reading, (first, last)):
                return (first, last), _mark(line, first, dash)
    return None


def _name_end(line: Line, first: int) -> int:
    """The end of a name that closes the sentence or stands before a handle in brackets; 0 where it does not."""
    last = first + 1
    while last < len(line.words) and not line.gap(last).strip(" \u00a0.-'’") and last - first < _LONGEST:
        last += 1
    return last if last == len(line.words) or "(@" in line.gap(last) else 0


def _is_name(reading: Reading, part: Words) -> bool:
    """Whether a signature names somebody: two capitalised words or more will do."""
    capital = all(reading.line.capital(i) for i in range(*part))
    return (capital and part[1] - part[0] > 1) or _is_speaker(reading, part)


def _is_speaker(reading: Reading, part: Words) -> bool:
    """Whether the words are a name of somebody, or a source such as a poll."""
    line = reading.line
    span = Span(line.words[part[0]].span.start, line.words[part[1] - 1].span.end)
    names = [d for d in reading.known if isinstance(d.value, NameValue) and d.span.overlaps(span)]
    placed = any(isinstance(d.value, NameValue) and d.value.kind == "place" for d in names)
    capital = all(line.capital(i) for i in range(*part))
    shouted = part[1] - part[0] == 1 and len(line.raw(part[0])) > _SHORTEST and line.raw(part[0]).isupper()
    named = bool(names) and names[0].span.start <= span.start and names[-1].span.end >= span.end
    return capital and not placed and (named or shouted or line.word(part[1] - 1) in listed("documents"))


def _mark(line: Line, index: int, mark: str) -> Span:
    end = line.words[index - 1].span.end if index else line.span.start
    start = end + line.gap(index).index(mark)
    return Span(start, start + len(mark))

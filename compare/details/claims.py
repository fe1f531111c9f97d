"""What is credited: the words before, behind or around source and cue."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from compare.details.cues import Reading, listed
from compare.details.line import Line
from compare.values import Span

_MARKS = " \t\u00a0,;:.–—-"
_ENDS = ",\"”’'»—–?!"  # what may stand between a claim and its speaker
_SHORTEST = 4  # words of a claim before its speaker
_DETOUR = 7  # words that may part a cue from its "that"


def find_claims(
    reading: Reading, region: Span, bounds: Span, *, shared: bool = False, passive: bool = False
) -> list[Span]:
    """The pieces credited by the cue in `region`, the chief one first; none where the sentence holds nothing else.

    `bounds` is the part of the sentence that is this cue's own; `shared` where the source stands apart from the cue.
    """
    line = reading.line
    left, right = strip(line, Span(bounds.start, region.start)), after(line, Span(*region), bounds.end)
    if shared:
        return [right] if right else []
    if left is None or right is None:
        return [side for side in (left, right) if side] if right or (left and _leads(reading, left, region)) else []
    if passive:
        return [right] if line.word(word_at(line, left.start)) == "it" else [right, left]
    if not _leads(reading, left, region):
        return [right, left] if _split(reading, left, region, right) else [right]
    return [left, right] if _goes_on(reading, region, right) else [left]


def _leads(reading: Reading, left: Span, region: Span) -> bool:
    """Whether the words before are what is said: they end in a comma or mark and are no mere time or place."""
    line = reading.line
    ends = any(c in line.text[left.end - 1 : region.start] for c in _ENDS)
    quoted = any(q.overlaps(left) for q in reading.quotes)
    behind = any(q.start >= region.end for q in reading.quotes)
    framed = line.word(word_at(line, left.start)) in listed("frames")
    return ends and (quoted or not (_short(line, left) or behind or framed))


def _split(reading: Reading, left: Span, region: Span, right: Span) -> bool:
    """Whether speaker and verb stand inside the claim: "the bridge, she said, was closed"."""
    line, verb = reading.line, word_at(reading.line, right.start)
    commas = line.text[left.end : region.start].strip() == line.text[region.end : right.start].strip() == ","
    return (
        commas and line.word(verb) in listed("finite") and line.word(word_at(line, left.start)) not in listed("frames")
    )


def _goes_on(reading: Reading, region: Span, right: Span) -> bool:
    """Whether the claim goes on behind speaker and verb: '"...," he said, "..."'."""
    gap = reading.line.text[region.end : right.start]
    if any(q.overlaps(right) for q in reading.quotes):
        return True
    return gap.strip().startswith(",") and reading.line.word(word_at(reading.line, right.start)) not in listed("aside")


def _short(line: Line, span: Span) -> bool:
    """Whether the words before are too few to be the claim: "On Monday, the mayor said"."""
    return word_at(line, span.end) - word_at(line, span.start) < _SHORTEST


def word_at(line: Line, offset: int) -> int:
    """The first word that starts at `offset` or behind it."""
    return bisect_left(line.words, offset, key=lambda word: word.span.start)


def strip(line: Line, span: Span) -> Span | None:
    """The span without blanks and marks at its ends; None where no word is left."""
    body = span.of(line.text)
    inner = body.strip(_MARKS)
    if not any(c.isalnum() for c in inner):
        return None
    start = span.start + body.index(inner)
    return Span(start, start + len(inner))


def after(line: Line, region: Span, end: int) -> Span | None:
    """What follows the attribution, without "that" and a time or place before it: "said on Monday that"."""
    first = word_at(line, region.end)
    reach = range(first, min(first + _DETOUR, word_at(line, end)))
    that = next((i for i in reach if line.word(i) == "that"), None)
    direct = that == first or (that is not None and _detours(line, first))
    start = line.words[that].span.end if that is not None and direct else region.end
    return strip(line, Span(start, max(start, end)))


def _detours(line: Line, first: int) -> bool:
    """Whether a time, place or listener may stand before "that": "told reporters that"."""
    told = line.word(first - 1) in ("told", "tells", "tell", "telling")
    return told or line.word(first) in listed("adverbial")


def own_bounds(line: Line, regions: Sequence[Span], index: int, shares: Sequence[bool]) -> Span:
    """The part of the sentence that belongs to the cue at `index`: others that stand apart are cut off."""
    start, end = line.span
    for other, region in enumerate(regions):
        if other > index and region.start >= regions[index].end and _parts(line, region, shares[other]):
            end = min(end, _before(line, region))
        if other < index and region.end <= regions[index].start and _parts(line, regions[index], shares[index]):
            start = max(start, region.end)
    return Span(start, end)


def _before(line: Line, region: Span) -> int:
    """Where the part before a region ends: the word that joins the two belongs to neither."""
    joint = line.words[max(0, word_at(line, region.start) - 1)]
    joins = joint.folded in listed("parting") and joint.span.end <= region.start
    return joint.span.start if joins else region.start


def _parts(line: Line, region: Span, shared: bool) -> bool:
    """Whether a new clause begins with the region: ", while the mayor said", ", adding that"."""
    before = word_at(line, region.start) - 1
    if shared:
        return "," in line.gap(before + 1) or line.word(before) in ("and", "but")
    return line.word(before) in listed("parting") and any(c in line.gap(before) for c in ",;—–")

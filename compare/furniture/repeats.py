"""Lines that say again what stands elsewhere: in the article, or in others of its outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from compare.furniture.base import Line, Lines, is_running, marked
from compare.text import squeeze, straighten

_LEAD = 4  # lines before the story in which a stand-first may stand
_AHEAD = 200  # lines in which what a stand-first repeats is looked for
_ALIKE = 92  # rapidfuzz ratio from which one line repeats another
_LEAST = 30  # characters from which a repetition is no accident
_SIZE = 2000  # characters: a longer line is no teaser


def teasers(lines: Lines) -> Iterator[Line]:
    """A stand-first or caption above the story that repeats a sentence of it."""
    story = [index for index, line in enumerate(lines) if line.reason is None][: _LEAD + _AHEAD]
    repeating = {
        index
        for rank, index in enumerate(story[:_LEAD])
        if any(_repeats(lines[index], lines[other]) for other in story[rank + 1 :])
    }
    for index, line in enumerate(lines):
        yield marked(line, "teaser" if index in repeating else None)


def _repeats(short: Line, long: Line) -> bool:
    size = len(short.text)
    if size < _LEAST or size > min(len(long.text) + 5, _SIZE):
        return False
    text = long.text[: 2 * _SIZE].casefold()
    return fuzz.partial_ratio(short.text.rstrip(".").casefold(), text, score_cutoff=_ALIKE) >= _ALIKE


def repeated(lines: Lines) -> Iterator[Line]:
    """A line that stood there before."""
    seen: set[str] = set()
    for line in lines:
        key = _key(line)
        again = line.reason is None and len(key) >= _LEAST and key in seen
        if line.reason is None:
            seen.add(key)
        yield marked(line, "repeated" if again else None)


LineKeys = Mapping[str, bool]  # each line as it is compared, and whether it reads like running text


def shared_lines(texts: Sequence[str], rows: Sequence[LineKeys]) -> frozenset[str]:
    """What the articles of one outlet say in the same words and is no story.

    Two articles are enough for a line that is no prose, three for prose: background travels from story to story.
    An article that shares most of its words is a copy of another and tells nothing. `rows` are the lines of `texts`.
    """
    counts = Counter(key for row in rows for key in row)
    telling = [row for text, row in zip(texts, rows, strict=True) if not _is_copy(text, row, counts)]
    seen = Counter(key for row in telling for key in row if counts[key] > 1)
    again = {key for key, n in seen.items() if n >= 2}
    prose = {key for row in telling for key in again & row.keys() if row[key]}
    return frozenset(key for key in again if seen[key] >= (3 if key in prose else 2))


def line_keys(text: str) -> LineKeys:
    """The lines of a text."""
    return dict(_keyed(text))


def _keyed(text: str) -> Iterator[tuple[str, bool]]:
    for raw in straighten(text).split("\n"):
        line = squeeze(raw)
        if line:
            yield line.casefold().rstrip("."), is_running(line, line.count(" ") + 1)


def _is_copy(text: str, row: LineKeys, counts: Counter[str]) -> bool:
    if not any(prose and counts[key] > 1 for key, prose in row.items()):
        return False
    prose = [(key, key.count(" ") + 1) for key, running in _keyed(text) if running]
    shared = sum(size for key, size in prose if counts[key] > 1)
    return 2 * shared > sum(size for _, size in prose)


def by_outlet(lines: Lines, shared: frozenset[str]) -> Iterator[Line]:
    """Lines that other articles of the outlet have too."""
    for line in lines:
        yield marked(line, "repeated" if shared and _key(line) in shared else None)


def _key(line: Line) -> str:
    return line.text.casefold().rstrip(".")

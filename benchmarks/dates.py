"""Print the figures of dates and durations. Uses `../shared` where it stands beside the checkout.

    python -m benchmarks.dates

Scoring. Stories are split and read as the tool does, published on their document date. Read are the date details and
the number details with a unit of time (ages left out). A detail matches an annotated expression of type DATE or
DURATION that it overlaps ("overlap", the figure with the floor) or that has its very span ("exact"); one to one, in the
order of the text. Details that overlap a TIME or SET expression are neither right nor wrong; how many of those are
found stands apart. F1 is over all stories. The value of an overlapping match is right where the annotated period (day,
week, month, quarter, season, year, decade, century) holds the middle of our interval and both are about as long; where
a reference to an undated present, past or future has no interval (the last figure of values leaves those out); where a
length of time has our number and unit, or, if it is vague ("weeks"), our unit and no single number. The annotations of
Recognizers and Duckling are read the same way, reported only. Below a floor of `benchmarks/floors.json` the exit code
is 1.
"""

from __future__ import annotations

import json
import pathlib
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from benchmarks.floors import held
from compare.details.base import Draft
from compare.details.dates import find_dates
from compare.details.numbers import find_numbers
from compare.split import split
from compare.text import words
from compare.values import Article, DateValue, Detail, NumberValue, Source, Span

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
_UNITS = {
    "second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2629800, "year": 31557600,
    "decade": 315576000, "century": 3155760000,
}  # fmt: skip
_LETTERS = {"Y": "year", "M": "month", "W": "week", "D": "day", "E": "decade", "C": "century", "L": "millennium"}
_CLOCK_LETTERS = {"H": "hour", "M": "minute", "S": "second"}
_SEASONS = {"SP": 3, "SU": 6, "FA": 9}
_LENGTH = re.compile(r"(\d*\.?\d+|X+)([A-Z])")


@dataclass(frozen=True)
class Story:
    """A text, its day and its annotated expressions as (span, type, value)."""

    text: str
    day: str
    marked: tuple[tuple[Span, str, str], ...]


@dataclass
class Tally:
    """What was found of what was annotated, over stories."""

    right: int = 0
    exact: int = 0
    found: int = 0
    marked: int = 0
    valued: int = 0
    dated: int = 0
    dated_valued: int = 0
    apart: int = 0
    apart_found: int = 0

    def f1(self, right: int) -> float:
        """F1 of `right` matches."""
        return 2 * right / (self.found + self.marked) if self.found + self.marked else 0.0


def main() -> int:
    """Print every figure beside its floor; 1 where one is below it."""
    if not SHARED.is_dir():
        print("no shared data beside the checkout: these figures need ../shared")
        return 0
    return held(figures())


def figures() -> Iterator[tuple[str, float, str]]:
    """Name, value and remark of every figure."""
    stories = timex_stories(SHARED / "details" / "timex_dev.jsonl")
    tally, notes = tallied(stories)
    if "-v" in sys.argv:
        print(*notes, sep="\n")
    counts = f"{tally.right} of {tally.found} right, {tally.right} of {tally.marked} found"
    yield "dates: span F1", tally.f1(tally.right), counts
    yield "dates: span F1, exact", tally.f1(tally.exact), f"{tally.exact} exact"
    yield "dates: value right", tally.valued / max(1, tally.right), f"{tally.valued} of {tally.right}"
    counts = f"{tally.dated_valued} of {tally.dated}"
    yield "dates: value right, dated only", tally.dated_valued / max(1, tally.dated), counts
    yield "dates: TIME and SET found", tally.apart_found / max(1, tally.apart), f"{tally.apart_found} of {tally.apart}"
    others = (
        ("Recognizers", recognizers_stories(SHARED / "details" / "recognizers_en.jsonl")),
        ("Duckling", duckling_stories(SHARED / "details" / "duckling_en.jsonl")),
    )
    for name, rows in others:
        other, notes = tallied(rows)
        if name in sys.argv:
            print(*notes, sep="\n")
        yield f"dates: {name} span F1", other.f1(other.right), f"{other.right} of {other.marked} found"
        if other.valued:
            yield f"dates: {name} value", other.valued / other.right, f"{other.valued} of {other.right}"
    yield "dates: ms per 75 sentences", speed(stories), "dates and numbers, warm"


def timex_stories(path: pathlib.Path) -> tuple[Story, ...]:
    """The annotated stories."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return tuple(
        Story(
            row["text"],
            row["dct"],
            tuple(
                (Span(s["start"], s["end"]), s["type"], s["value"])
                for s in sorted(row["spans"], key=lambda s: int(s["start"]))
                if s["tag"] == "TIMEX3"
            ),
        )
        for row in rows
    )


def recognizers_stories(path: pathlib.Path) -> tuple[Story, ...]:
    """The date cases; those of clock times count as apart."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = []
    for row in rows:
        if row["_model"] == "DateTime/English/DateTimeModel":
            day = row.get("Context", {}).get("ReferenceDateTime", "")[:10]
            marked = tuple(_recognized(result) for result in row["Results"])
            found.append(Story(row["Input"], day, marked))
    return tuple(found)


def _recognized(result: dict[str, Any]) -> tuple[Span, str, str]:
    kind = str(result.get("TypeName", "")).removeprefix("datetimeV2.")
    values = result.get("Resolution", {}).get("values", [{}])
    timex = values[0].get("timex", "") if len(values) == 1 else ""
    if kind == "daterange" and values[0].get("start"):
        timex = f"{values[0]['start']}/{values[0].get('end', '')}"
    if kind == "date" and len(values) == 1:
        timex = values[0].get("value", timex)
    group = {"date": "DATE", "daterange": "DATE", "duration": "DURATION", "set": "SET"}.get(kind, "TIME")
    return Span(result["Start"], result["End"] + 1), group, timex


def duckling_stories(path: pathlib.Path) -> tuple[Story, ...]:
    """Expressions that are a time or a length of time as a whole; their values are code and not read."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    chosen = [row["text"] for row in rows if row["dim"] in ("Time", "Duration")]
    return tuple(Story(text, "2013-02-12", ((Span(0, len(text)), "DATE", ""),)) for text in chosen)


def details_of(story: Story) -> tuple[Detail, ...]:
    """What the tool reads as dates and lengths of time."""
    return tuple(
        detail
        for detail in sorted((d for row in describe(draft_of(story)) for d in row), key=lambda d: d.span.start)
        if isinstance(detail.value, DateValue)
        or (isinstance(detail.value, NumberValue) and detail.value.unit in _UNITS and detail.value.of != "age")
    )


def draft_of(story: Story) -> Draft:
    """The sentences of a story, not yet described."""
    article = Article("a", "outlet", None, None, story.day, story.text, Source("a.txt"))
    sentences = split(article)
    row = tuple(words(sentence.text, sentence.span.start) for sentence in sentences)
    return Draft(article, sentences, row, tuple(() for _ in sentences))


def describe(draft: Draft) -> Iterator[tuple[Detail, ...]]:
    """Dates and numbers of every sentence."""
    dated = find_dates(draft)
    numbered = find_numbers(Draft(draft.article, draft.sentences, draft.words, dated))
    return (a + b for a, b in zip(dated, numbered, strict=True))


def tallied(stories: Sequence[Story]) -> tuple[Tally, list[str]]:
    """The tally of all stories, and a line on each miss."""
    tally = Tally()
    notes: list[str] = []
    for story in stories:
        notes += tally_story(story, tally)
    return tally, notes


def tally_story(story: Story, tally: Tally) -> Iterator[str]:
    """Add one story to the tally; yields a line for each miss."""
    details = details_of(story)
    main = [mark for mark in story.marked if mark[1] in ("DATE", "DURATION")]
    apart = [mark for mark in story.marked if mark[1] not in ("DATE", "DURATION")]
    tally.marked += len(main)
    tally.apart += len(apart)
    tally.apart_found += sum(any(d.span.overlaps(span) for d in details) for span, _, _ in apart)
    spans = {span for span, _, _ in main}
    tally.exact += sum(detail.span in spans for detail in details)
    taken: set[int] = set()
    for mark in main:
        number = next((i for i, d in enumerate(details) if i not in taken and d.span.overlaps(mark[0])), None)
        if number is None:
            yield f"MISSED {mark[1]} {mark[2]} {shown(story, mark[0])}"
            continue
        taken.add(number)
        tally.right += 1
        right = is_right(details[number], mark[2])
        tally.valued += right
        dated = not mark[2].endswith("_REF")
        tally.dated += dated
        tally.dated_valued += right and dated
        if not right:
            yield f"VALUE {story.day} {mark[2]} {_told(details[number])} {shown(story, mark[0])}"
    for number, detail in enumerate(details):
        beside = any(detail.span.overlaps(span) for span, _, _ in apart)
        tally.found += number in taken or not beside
        if number not in taken and not beside:
            yield f"EXTRA {shown(story, detail.span)}"


def shown(story: Story, span: Span) -> str:
    """A span with some of what stands around it."""
    before, after = story.text[max(0, span.start - 40) : span.start], story.text[span.end : span.end + 30]
    return " ".join(f"{before}[{span.of(story.text)}]{after}".split())


def _told(detail: Detail) -> str:
    value = detail.value
    if isinstance(value, DateValue):
        return f"{value.start}..{value.end} {value.granularity}"
    return f"{value.low} {value.unit}" if isinstance(value, NumberValue) else ""


def is_right(detail: Detail, value: str) -> bool:
    """Whether a detail says what an annotated value says."""
    if isinstance(detail.value, NumberValue):
        return _is_length(detail.value, value)
    if not isinstance(detail.value, DateValue):
        return False
    start, end = detail.value.start, detail.value.end
    if start is None or end is None:
        unit = _LETTERS.get(value[-1:]) if value.startswith("PX") else None
        return value.endswith("_REF") or value == "PXX" or unit == detail.value.granularity
    marked = period(value)
    return bool(marked) and _agree(date.fromisoformat(start[:10]), _end(end, start), *marked)


def _end(end: str, start: str) -> date:
    """The day after the interval; a night or an hour belongs to the day on which it starts."""
    return date.fromisoformat(end[:10]) if "T" not in start + end else date.fromisoformat(start[:10]) + timedelta(1)


def _agree(start: date, end: date, low: date, high: date) -> bool:
    middle = start + (end - start) / 2
    return low <= middle < high and 2 / 3 < (end - start) / (high - low) < 3 / 2


def period(value: str) -> tuple[()] | tuple[date, date]:
    """The first day of an annotated period and the day after its last; empty where it has none."""
    try:
        return _period(value)
    except (ValueError, KeyError):
        return ()


def _period(value: str) -> tuple[()] | tuple[date, date]:
    if "/" in value:
        low, _, high = value.partition("/")
        return date.fromisoformat(low), date.fromisoformat(high)
    value = value.partition("T")[0].rstrip("X")
    year, _, rest = value.partition("-")
    if not year.isdecimal():
        return ()
    if not rest:
        scale = 10 ** (4 - len(year))
        return date(int(year) * scale, 1, 1), date((int(year) + 1) * scale, 1, 1)
    if rest.startswith("W") and rest[1:3].isdecimal():
        monday = date.fromisocalendar(int(year), int(rest[1:3]), 1)
        return (monday + timedelta(5 if rest.endswith("WE") else 0)), monday + timedelta(7)
    if len(rest) == 5:
        day = date.fromisoformat(value)
        return day, day + timedelta(1)
    count = 1 if rest.isdecimal() else 3
    first = int(rest[1]) * 3 - 2 if rest[0] == "Q" else _SEASONS[rest] if count == 3 else int(rest)
    return _month(int(year), first), _month(int(year), first + count)


def _month(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _is_length(number: NumberValue, value: str) -> bool:
    if not value.startswith("P"):
        return False
    days, _, clock = value[1:].partition("T")
    parts = [(n, _LETTERS.get(u, "")) for n, u in _LENGTH.findall(days)]
    parts += [(n, _CLOCK_LETTERS.get(u, "")) for n, u in _LENGTH.findall(clock)]
    if any(n.startswith("X") for n, _ in parts):
        return parts[0][1] == number.unit and number.low != number.high
    seconds = sum(float(n) * _UNITS.get(unit, 0) for n, unit in parts)
    ours = number.low * _UNITS[number.unit or "day"]
    return number.low == number.high and abs(seconds - ours) <= 0.01 * seconds


def speed(stories: Sequence[Story]) -> float:
    """Milliseconds of CPU that 75 sentences take, words known: the best of five runs."""
    drafts = [draft_of(story) for story in stories[:40]]
    sentences = sum(len(draft.sentences) for draft in drafts)
    best = min(_run(drafts) for _ in range(5))
    return 1000 * best * 75 / sentences


def _run(drafts: Sequence[Draft]) -> float:
    began = time.process_time()
    for draft in drafts:
        tuple(describe(draft))
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())

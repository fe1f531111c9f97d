"""Dates are read and resolved as tests/cases/dates.md says, and no text breaks the extractor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.details.base import Draft
from compare.details.dates import find_dates
from compare.text import words
from compare.values import Article, DateValue, Detail, Sentence, Source, Span

CASES = Path(__file__).parents[1] / "cases" / "dates.md"
VALUE = re.compile(
    r"(?:\?|(?P<start>[\d:T-]+)\.\.(?P<end>[\d:T-]+)) "
    r"(?P<granularity>hour|day|week|month|quarter|season|year|decade|century) (?P<kind>absolute|relative|partial)"
)


@dataclass(frozen=True)
class Case:
    """A sentence, the day of its article and, for each date in it, the words and the value expected."""

    title: str
    published: str | None
    text: str
    expected: tuple[tuple[str, DateValue], ...]


def draft_of(text: str, published: str | None = None) -> Draft:
    """The draft of an article of one sentence."""
    article = Article("a", "The Gull", None, None, published, text, Source("a.txt"))
    sentence = Sentence("a", 0, Span(0, len(text)), text)
    return Draft(article, (sentence,), (words(text, 0),), ((),))


def dates_in(text: str, published: str | None = None) -> tuple[Detail, ...]:
    """The dates of a text of one sentence."""
    return find_dates(draft_of(text, published))[0]


def draft_of_sentences(texts: tuple[str, ...]) -> Draft:
    """The draft of an article of several sentences, published on 15 August 2025."""
    whole, start, sentences = " ".join(texts), 0, []
    for index, text in enumerate(texts):
        sentences.append(Sentence("a", index, Span(start, start + len(text)), text))
        start += len(text) + 1
    rows = tuple(words(sentence.text, sentence.span.start) for sentence in sentences)
    return Draft(draft_of(whole, "2025-08-15").article, tuple(sentences), rows, tuple(() for _ in texts))


def read_cases(text: str) -> Iterator[Case]:
    """The cases of the file; raises `ValueError` for a section that breaks the form."""
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, *lines = [line for line in section.splitlines() if line.strip()]
        days = [line.removeprefix("published ") for line in lines if line.startswith("published ")]
        quotes = [line[2:] for line in lines if line.startswith("> ")]
        items = [line[2:] for line in lines if line.startswith("- ")]
        if len(quotes) != 1 or len(days) > 1 or not items or len(days) + 1 + len(items) != len(lines):
            raise ValueError(f"malformed case: {title}")
        expected = () if items == ["none"] else tuple(map(read_item, items))
        yield Case(title, days[0] if days else None, quotes[0], expected)


def read_item(item: str) -> tuple[str, DateValue]:
    """The words and the value of one expectation."""
    span, _, value = item.rpartition(" = ")
    match = VALUE.fullmatch(value)
    if not span or not match:
        raise ValueError(f"malformed expectation: {item}")
    granularity, kind = match["granularity"], match["kind"]
    return span, DateValue(match["start"], match["end"], granularity, kind)  # type: ignore[arg-type]


ALL = tuple(read_cases(CASES.read_text(encoding="utf-8")))
VOCABULARY = (
    "Monday Sunday's Aug. August 15 15th 31 2025 2016 1990s May may March last this next past coming week month year "
    'weekend early late mid on in of and to - – / . , : ( ) " “ ” 2025-08-15 03/04/2025 29 February summer three days '
    "ago a couple years today tonight will said would night morning third quarter Q3 century now 9 11 p.m. noon "
    "nineteen ninety year earlier later quarter's the weekend over New Year's Eve end nineties GMT at "
    "1st ١٥ \ud800 \x00 \n 9999 0000 99"
)
PIECES = st.sampled_from(VOCABULARY.split(" "))
PUBLISHED = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.sampled_from(
        ["2025-08-15", "1000-01-01", "2200-12-31", "0001-01-01", "9999-12-31", "2024-02-29", "Feb 30 2024"]
    ),
)


@pytest.mark.parametrize("case", ALL, ids=[case.title for case in ALL])
def test_dates_are_read_as_the_case_says(case: Case) -> None:
    found = dates_in(case.text, case.published)
    assert tuple((detail.text, detail.value) for detail in found) == case.expected


def test_there_are_at_least_thirty_cases() -> None:
    assert len({case.title for case in ALL}) == len(ALL) >= 30


@pytest.mark.parametrize(
    "section", ["## a\n- x = ? day partial\n", "## a\n> b\n", "## a\n> b\nc\n- none\n", "## a\n> b\n- May = soon\n"]
)
def test_a_malformed_case_is_refused(section: str) -> None:
    with pytest.raises(ValueError, match="malformed"):
        tuple(read_cases(section))


@settings(derandomize=True, deadline=None, max_examples=400)
@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)), PUBLISHED)
def test_any_text_gives_exact_sorted_spans_and_whole_intervals(text: str, published: str | None) -> None:
    details = dates_in(text, published)
    assert all(detail.text == text[detail.span.start : detail.span.end] and detail.text for detail in details)
    assert all(a.span.end <= b.span.start for a, b in pairwise(details))
    for detail in details:
        assert isinstance(detail.value, DateValue)
        start, end = detail.value.start, detail.value.end
        assert (start is None and end is None) or (start is not None and end is not None and start < end)


def test_a_year_told_just_before_keeps_a_bare_day_from_being_guessed() -> None:
    text = "The emails came out in October 2016. On Oct. 7 more followed."
    spans = (Span(0, 36), Span(37, len(text)))
    sentences = tuple(Sentence("a", i, span, span.of(text)) for i, span in enumerate(spans))
    rows = tuple(words(sentence.text, sentence.span.start) for sentence in sentences)
    found = find_dates(Draft(draft_of(text, "2019-01-25").article, sentences, rows, ((), ())))
    assert [detail.text for detail in found[1]] == ["Oct. 7"]
    assert found[1][0].value == DateValue(None, None, "day", "partial")


def test_the_quarter_is_the_one_the_story_is_about() -> None:
    rows = find_dates(
        draft_of_sentences(("Mill Co. reported a second-quarter loss.", "It lost less in the quarter a year ago."))
    )
    assert [detail.text for row in rows for detail in row] == ["second-quarter", "quarter", "a year ago"]
    assert rows[1][0].value == DateValue("2025-04-01", "2025-07-01", "quarter", "relative")


def test_the_quarter_of_a_town_is_no_date() -> None:
    assert dates_in("Crowds filled the quarter.", "2025-08-15") == ()


@pytest.mark.parametrize("published", [None, "", "2200-12-31", "1000-01-01", "2024-02-29", "0000-00-00", "soon"])
def test_days_of_publication_at_the_edges_are_no_trouble(published: str | None) -> None:
    text = "In the third quarter, a year earlier, Feb. 29 last year, the next day, 11 p.m. Feb. 29, the 21st century."
    assert len(dates_in(text, published)) >= 4


def test_ten_thousand_words_are_read() -> None:
    assert len(dates_in("on Sunday in February 2022 or " * 2000, "2025-08-15")) == 4000

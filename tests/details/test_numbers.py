"""Quantities are read as tests/cases/numbers.md says, and no text breaks the extractor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.details.base import Draft
from compare.details.dates import find_dates
from compare.details.numbers import find_numbers
from compare.text import words
from compare.values import Article, Detail, NumberValue, Sentence, Source, Span

CASES = Path(__file__).parents[1] / "cases" / "numbers.md"
VALUE = re.compile(
    r"(?P<low>-?\d+(?:\.\d+)?)(?:\.\.(?P<high>-?\d+(?:\.\d+)?))?"
    r"(?: (?P<bound>~|>=|<=|>|<))?(?: \[(?P<unit>[^\]]+)\])?(?: of (?P<of>\S+))?(?: (?P<change>up|down))?"
)


@dataclass(frozen=True)
class Case:
    """A sentence and, for each quantity in it, the words and the value expected."""

    title: str
    text: str
    expected: tuple[tuple[str, NumberValue], ...]


def draft_of(text: str) -> Draft:
    """The draft of an article of one sentence."""
    article = Article("a", "The Gull", None, None, None, text, Source("a.txt"))
    sentence = Sentence("a", 0, Span(0, len(text)), text)
    return Draft(article, (sentence,), (words(text, 0),), ((),))


def numbers_in(text: str) -> tuple[Detail, ...]:
    """The quantities of a text, found after its dates as the pipeline does."""
    draft = draft_of(text)
    return find_numbers(replace(draft, details=find_dates(draft)))[0]


def read_cases(text: str) -> Iterator[Case]:
    """The cases of the file; raises `ValueError` for a section that breaks the form."""
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, *lines = [line for line in section.splitlines() if line.strip()]
        quotes = [line[2:] for line in lines if line.startswith("> ")]
        items = [line[2:] for line in lines if line.startswith("- ")]
        if len(quotes) != 1 or not items or len(quotes) + len(items) != len(lines):
            raise ValueError(f"malformed case: {title}")
        yield Case(title, quotes[0], () if items == ["none"] else tuple(map(read_item, items)))


def read_item(item: str) -> tuple[str, NumberValue]:
    """The words and the value of one expectation."""
    span, _, value = item.rpartition(" = ")
    match = VALUE.fullmatch(value)
    if not span or not match:
        raise ValueError(f"malformed expectation: {item}")
    low = float(match["low"])
    high = float(match["high"]) if match["high"] else low
    bound, change = match["bound"] or "=", match["change"]
    return span, NumberValue(low, high, match["unit"], match["of"], bound, change)  # type: ignore[arg-type]


def rounded(detail: Detail) -> tuple[str, NumberValue]:
    """The words and the value of a detail, to four places as in the case file."""
    assert isinstance(detail.value, NumberValue)
    value = detail.value
    return detail.text, replace(value, low=round(value.low, 4), high=round(value.high, 4))


ALL = tuple(read_cases(CASES.read_text(encoding="utf-8")))
VOCABULARY = (
    "1 12 1,234 2.5 1,00,000 2016 $ £ € US$ % - – to and between one two twenty hundred million dozens of half a "
    'third over at least up 3m 4-year-old km people killed . , ( ) " “ ’ / : \n \u00a0 ½ ² ١٢ \ud800 \x00 per cent '
    "minus + or more rose by USD10m RM3.06mil ~5 .5 3/4 1/2 ft in 6ft point five zero and a half € "
    "\u202f 000 C MEUR fifths"
)
PIECES = st.sampled_from(VOCABULARY.split(" "))


@pytest.mark.parametrize("case", ALL, ids=[case.title for case in ALL])
def test_quantities_are_read_as_the_case_says(case: Case) -> None:
    assert tuple(map(rounded, numbers_in(case.text))) == case.expected


def test_there_are_at_least_forty_cases() -> None:
    assert len({case.title for case in ALL}) == len(ALL) >= 40


@pytest.mark.parametrize(
    "section", ["## a\n- 1 = 1\n", "## a\n> b\n", "## a\n> b\nc\n- none\n", "## a\n> b\n- 1 is one\n"]
)
def test_a_malformed_case_is_refused(section: str) -> None:
    with pytest.raises(ValueError, match="malformed"):
        tuple(read_cases(section))


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)))
def test_any_text_gives_exact_sorted_spans(text: str) -> None:
    details = numbers_in(text)
    assert all(detail.text == text[detail.span.start : detail.span.end] and detail.text for detail in details)
    assert all(0 <= d.span.start < d.span.end <= len(text) for d in details)
    assert all(a.span.end <= b.span.start for a, b in pairwise(details))


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.lists(PIECES).map(" ".join))
def test_low_is_never_above_high_and_no_date_is_read_again(text: str) -> None:
    draft = draft_of(text)
    dates = find_dates(draft)
    for detail in find_numbers(replace(draft, details=dates))[0]:
        assert isinstance(detail.value, NumberValue)
        assert detail.value.low <= detail.value.high
        assert not any(detail.span.overlaps(date.span) for date in dates[0])


def test_spans_are_offsets_into_the_article() -> None:
    text = "Nothing here. At least 21 people left."
    spans = (Span(0, 13), Span(14, len(text)))
    sentences = tuple(Sentence("a", i, span, span.of(text)) for i, span in enumerate(spans))
    rows = tuple(words(sentence.text, sentence.span.start) for sentence in sentences)
    found = find_numbers(Draft(draft_of(text).article, sentences, rows, ((), ())))
    assert [[detail.text for detail in row] for row in found] == [[], ["At least 21"]]


@pytest.mark.parametrize(
    "piece",
    [
        "hundred ",
        "lakh ",
        "twenty ",
        "on May 5, 2020 and ",
        "5 ft 2 in ",
        "1\u202f",
        "123\u202f",
        "5-",
        "1/2 ",
        "point five ",
    ],
)
def test_a_long_run_of_one_thing_breaks_nothing(piece: str) -> None:
    assert len(numbers_in(piece * 3000)) <= 6000


def test_ten_thousand_words_are_read() -> None:
    assert len(numbers_in("over 96 million users and " * 2000)) == 2000

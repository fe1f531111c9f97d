from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings

from compare.options import Options
from compare.reporters import render
from compare.reporters.csv_report import MARK, cell
from compare.values import Comparison
from tests.reporters.hostile import hostile
from tests.reporters.messaging import example
from tests.reporters.test_any_text import comparisons, controls

CELLS = [
    ("36 people", "36 people"),
    ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
    ("+44 20", "'+44 20"),
    ("-5 %", "'-5 %"),
    ("@SUM(1)", "'@SUM(1)"),
    ("  =1+1", "'=1+1"),
    ("\t=1+1", "'=1+1"),
    ("＝1+1", "'＝1+1"),
    ("a\nb", "a b"),
    ("\x1b[31m", "\ufffd[31m"),
]


def table(given_: Comparison) -> list[dict[str, str]]:
    """The rows that a spreadsheet sees, by heading."""
    return list(csv.DictReader(io.StringIO(render(given_, Options(), "csv").removeprefix(MARK))))


@pytest.mark.parametrize(("text", "expected"), CELLS)
def test_no_cell_is_a_formula(text: str, expected: str) -> None:
    assert cell(text) == expected


def test_a_spreadsheet_is_told_the_encoding() -> None:
    assert render(example(), Options(), "csv").encode("utf-8").startswith(b"\xef\xbb\xbf")


def test_there_is_one_row_a_divergence_most_serious_first() -> None:
    rows = table(example())
    assert [row["severity"] for row in rows] == ["error"] * 2 + ["warning"] * 3 + ["note"] * 3
    assert [row["number"] for row in rows] == [str(n) for n in range(1, 9)]


def test_each_article_has_a_column_with_its_words() -> None:
    row = table(example())[0]
    assert (row["City Gazette"], row["Daily Herald"]) == ("36 complaints", "45 complaints")
    assert row["Northern Wire"] == "(says nothing about this)"
    assert row["places"].startswith("texts/gazette.txt#text=")


def test_an_article_without_a_part_in_it_has_an_empty_cell() -> None:
    assert [row["Northern Wire"] for row in table(example()) if row["type"] == "quote"] == [""]


@pytest.mark.parametrize("given_", [example(), hostile()], ids=["example", "hostile"])
def test_every_cell_of_a_report_is_inert(given_: Comparison) -> None:
    cells = [text for row in table(given_) for pair in row.items() for text in pair]
    assert [text for text in cells if text[:1] in "=+-@" and text] == []


@settings(derandomize=True, deadline=None, max_examples=50)
@given(comparisons())
def test_any_text_gives_a_row_a_divergence(given_: Comparison) -> None:
    report = render(given_, Options(), "csv").removeprefix(MARK)
    assert controls(report) == []
    assert len(list(csv.reader(io.StringIO(report)))) == 1 + len(given_.divergences)

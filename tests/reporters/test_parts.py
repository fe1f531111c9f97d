"""The parts that reports for people share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.options import Options
from compare.reporters.blocks import blocks
from compare.reporters.differ import differing
from compare.reporters.marking import Mark, cut, reference
from compare.reporters.view import facts, labels, moment, place, shown
from compare.values import Source, Span
from tests.reporters.build import article, comparison, divergence, group, says
from tests.reporters.messaging import GAZETTE, HERALD, WIRE, example


def bracketed(text: str, *marks: tuple[int, int, int]) -> str:
    """The passage with `[` and `]numbers` at the edges of its marks."""
    pieces = cut(text, [Mark(Span(start, end), number) for start, end, number in marks])
    return "".join(
        " ... " if p.gap else "[" * p.opens + p.text + "".join(f"]{reference(n, True)}" for n in p.closes)
        for p in pieces
    )


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("36 held", [], "36 held"),
        ("36 held", [(0, 2, 1)], "[36](1) held"),
        ("36 held", [(0, 2, 1), (0, 2, 2)], "[36](1+2) held"),
        ("36 held here", [(0, 7, 1), (0, 2, 2)], "[[36](2) held](1) here"),
        ("a b c d", [(0, 3, 1), (2, 5, 2)], "[a [b](1) c](2) d"),
        ("36 held", [(3, 3, 1)], "36 held"),
        ("two \n\n\t apps  from  Monday", [(0, 12, 1)], "[two apps](1) from Monday"),
        ("a\n b", [(1, 3, 1)], "a[ ](1)b"),
        ("\x1b[1m36\x1b[0m", [(4, 6, 1)], "\ufffd[1m[36](1)\ufffd[0m"),
        ("", [], ""),
    ],
)
def test_a_passage_is_cut_at_the_edges_of_its_evidence(
    text: str, marks: list[tuple[int, int, int]], expected: str
) -> None:
    assert bracketed(text, *marks) == expected


def test_only_the_middle_of_a_long_stretch_is_left_out() -> None:
    text = "first " + "word " * 300 + "36"
    shown_text = bracketed(text, (len(text) - 2, len(text), 1))
    assert shown_text.startswith("first word word")
    assert " ... " in shown_text
    assert shown_text.endswith("word [36](1)")
    assert len(shown_text) < 450


def test_words_of_one_side_alone_are_those_whose_stem_no_other_has() -> None:
    sides = [["Police held 36 protesters."], ["The police were holding 45 demonstrators."]]
    found = [[span.of(sides[i][0]) for span in side[0]] for i, side in enumerate(differing(sides))]
    assert found == [["36", "protesters"], ["were", "45", "demonstrators"]]


def test_a_side_without_another_differs_in_nothing() -> None:
    assert differing([["Police held 36."]]) == (((),),)


def test_divergences_of_the_same_passages_form_one_block() -> None:
    given = example()
    built = blocks(shown(given, Options(min_severity="note")), given)
    numbered = [[found.rule for _, found in block.divergences] for block in built]
    assert numbered == [
        ["NUM001", "DET001"],
        ["QUO001"],
        ["NAM001"],
        ["NAM001", "DAT001", "WRD001"],
        ["OMI001"],
    ]
    assert [n for block in built for n, _ in block.divergences] == list(range(1, 9))


def test_passages_of_other_groups_are_kept_apart() -> None:
    evidence = [says(GAZETTE, 1, "36"), says(HERALD, 1, "45")]
    found = [divergence("NUM001", "number", "conflict", "error", g, "x", evidence) for g in ("g1", "g2", None, None)]
    assert len(blocks(found, comparison([GAZETTE, HERALD], [], found))) == 4


def test_a_passage_is_widened_where_evidence_runs_over_two_sentences() -> None:
    a = article("a", "A", ["“One.", "Two,” he said."])
    wide = replace(says(a, 0, "“One."), span=Span(0, 12), text=a.text[:12])
    found = divergence("QUO001", "quote", "conflict", "error", None, "x", [wide])
    [block] = blocks([found], comparison([a], [], [found]))
    assert block.columns[0][0].text == "“One.\n\nTwo,”"


def test_columns_keep_the_order_of_the_articles() -> None:
    evidence = [says(WIRE, 0, "Wednesday"), says(GAZETTE, 0, "Monday")]
    found = [divergence("DAT001", "date", "conflict", "error", "g", "x", evidence)]
    [block] = blocks(found, comparison([GAZETTE, HERALD, WIRE], [], found))
    assert [column[0].label for column in block.columns] == ["City Gazette", "Northern Wire"]


def test_labels_number_the_articles_of_one_outlet() -> None:
    assert list(labels([article("a", "A", []), article("b", "B", []), article("c", "A", [])]).values()) == [
        "A",
        "B",
        "A #2",
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, ""),
        ("2025-08-13", "2025-08-13"),
        ("2025-08-13T09:20:00+03:00", "2025-08-13 09:20+03:00"),
        ("2025-08-13T09:20Z", "2025-08-13 09:20Z"),
        ("Tuesday\x1b[1m", "uesday\ufffd[1m"),
    ],
)
def test_a_moment_is_shown_without_seconds(given: str | None, expected: str) -> None:
    assert moment(given).endswith(expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (Source("a.txt"), "a.txt"),
        (Source("a.jsonl", 3, "body"), "a.jsonl, line 3, key body"),
        (Source("a.warc", member="b.html"), "a.warc!b.html"),
    ],
)
def test_a_place_names_file_line_and_key(source: Source, expected: str) -> None:
    assert place(source) == expected


def test_a_fact_is_named_by_a_sentence_that_names_no_other() -> None:
    a, b = article("a", "A", ["Ships and trains left."]), article("b", "B", ["Ships left.", "Trains left."])
    groups = [group("g1", (a, 0), (b, 0)), group("g2", (a, 0), (b, 1))]
    assert facts(comparison([a, b], groups, [])) == {"g1": "Ships and trains left.", "g2": "Trains left."}

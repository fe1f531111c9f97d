from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from compare.options import Options
from compare.reporters import Screen, render
from compare.values import Comparison
from tests.reporters.build import article, comparison, divergence, group, lacks, says
from tests.reporters.hostile import hostile
from tests.reporters.messaging import ARTICLES, GROUPS, example

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def text(given: Comparison, options: Options | None = None, **screen: int) -> str:
    """The report for a screen."""
    return render(given, options or Options(), "text", Screen(**screen))  # type: ignore[arg-type]


def many(outlets: int, facts: int) -> Comparison:
    """Every outlet reports every fact; they give different numbers for the first."""
    sentences = [f"Fact number {n} was reported by the ministry." for n in range(facts)]
    articles = [article(f"{n:02}.txt", f"Outlet {n:02}", sentences) for n in range(outlets)]
    groups = [group(f"g{n}", *((a, n) for a in articles)) for n in range(facts)]
    found = divergence("NUM001", "number", "conflict", "error", "g0", "differ", [says(a, 0, "0") for a in articles])
    return comparison(articles, groups, [found])


@pytest.mark.parametrize("width", [30, 49, 60, 79, 80, 81, 100, 140, 200])
@pytest.mark.parametrize("given", [example(), hostile(), many(5, 3), many(30, 2)], ids=["ex", "hostile", "5", "30"])
def test_no_line_is_wider_than_the_screen_or_ends_in_a_blank(given: Comparison, width: int) -> None:
    lines = text(given, width=width).split("\n")
    assert [line for line in lines if cell_len(line) > width] == []
    assert [line for line in lines if line.endswith(" ")] == []


def test_colour_adds_nothing_but_colour_and_takes_the_brackets() -> None:
    coloured = text(example(), width=100, colour=True)
    assert "\x1b[1;4;31m36\x1b[0m" in coloured  # the evidence breaks over two lines; each part is marked
    assert "\x1b[1;4;31mcomplaints\x1b[0m" in coloured
    assert "〔" not in coloured
    assert "\x1b" not in COLOUR.sub("", coloured)
    assert [line for line in COLOUR.sub("", coloured).split("\n") if line.endswith(" ")] == []


def test_words_that_no_other_side_uses_are_marked_in_colour() -> None:
    coloured = text(example(), width=140, colour=True)
    assert "\x1b[36mregional\x1b[0m" in coloured
    assert "\x1b[36mpolice" not in coloured


def test_a_screen_without_box_drawing_gets_none_of_our_signs() -> None:
    plain = [replace(a, title=None) for a in (article("a", "A", ["36 held."]), article("b", "B", ["45 held."]))]
    evidence = [says(plain[0], 0, "36"), says(plain[1], 0, "45")]
    found = [divergence("NUM001", "number", "conflict", "error", "g", "36 against 45", evidence)]
    found.append(replace(found[0], id="x", rule="DET001", type="detail", severity="note"))
    given = comparison(plain, [group("g", (plain[0], 0), (plain[1], 0))], found)
    for width in (40, 100):
        assert text(given, width=width, ascii=True).isascii()
        assert text(given, Options(min_severity="note"), width=width, ascii=True).isascii()


def test_a_screen_without_unicode_gets_the_quotes_of_a_typewriter() -> None:
    report = text(example(), width=100, ascii=True)
    assert '"our citizens" against "the citizens of Russia"' in report
    assert report.isascii()


def test_sentences_are_shown_once_for_divergences_of_the_same_passages() -> None:
    report = text(example(), width=140)
    assert report.count("state television reported") == 1
    assert "〔two" in report
    assert "⁴ 〔from Monday〕⁵" in report


def test_the_side_that_lacks_the_detail_says_so() -> None:
    assert text(example(), width=100).count("— says nothing about this") == 2


def test_notes_are_counted_by_fact_unless_they_are_asked_for() -> None:
    folded, full = text(example()), text(example(), Options(min_severity="note"))
    assert "2 notes on 2 facts; --min-severity note shows them in full" in folded
    assert "WRD001" not in folded
    assert "WRD001" in full
    assert "── Notes" not in full


def test_more_than_three_sides_stand_one_below_the_other() -> None:
    report = text(many(4, 1), width=120)
    assert "│" not in report
    assert "    Outlet 03  Fact number 〔0〕 was reported by the ministry.\n" in report


def test_a_long_coverage_table_says_how_to_see_the_rest() -> None:
    report = text(many(2, 35))
    assert report.count("●") == 2 * 29 + 1  # the first row diverges; one more in the legend
    assert "5 more facts: --format json lists all" in report


def test_coverage_of_too_many_outlets_is_counted() -> None:
    assert "  30 of 30      Fact number 1 was reported by the ministry.\n" in text(many(30, 2))


def test_without_divergences_the_report_says_so() -> None:
    assert "No divergences found.\n" in text(comparison(ARTICLES, GROUPS, []))


def test_divergences_below_the_wanted_severity_are_counted_where_none_is_shown() -> None:
    note = [found for found in example().divergences if found.severity == "note"]
    report = text(comparison(ARTICLES, GROUPS, note), Options(min_severity="error"))
    assert "No divergences at --min-severity error; 3 below it are not shown.\n" in report


def test_many_omissions_are_cut_short_unless_notes_are_asked_for() -> None:
    a, b = article("a", "A", [f"Fact {n}." for n in range(12)]), article("b", "B", ["Nothing."])
    groups = [group(f"g{n}", (a, n)) for n in range(12)]
    found = [
        divergence("OMI001", "omission", "omission", "note", g.id, g.id, [says(a, n, f"Fact {n}."), lacks(b, None)])
        for n, g in enumerate(groups)
    ]
    given = comparison([a, b], groups, found)
    assert text(given).count("reported by A; not by B") == 10
    assert "2 more omissions: --min-severity note shows all" in text(given)
    assert text(given, Options(min_severity="note")).count("reported by A; not by B") == 12


def test_two_articles_of_one_outlet_can_be_told_apart() -> None:
    a, b = article("a", "A", ["36 held."]), article("b", "A", ["45 held."])
    found = divergence("NUM001", "number", "conflict", "error", None, "x", [says(a, 0, "36"), says(b, 0, "45")])
    report = text(comparison([a, b], [], [found]))
    assert "1 outlet · 2 articles · 2 sentences" in report
    assert re.search(r"^    A +│ A #2$", report, re.MULTILINE)


def test_the_middle_of_an_endless_sentence_is_left_out() -> None:
    endless = article("a", "A", ["word " * 9000 + "36 held " + "word " * 9000 + "end."])
    other = article("b", "B", ["45 held."])
    found = divergence(
        "NUM001", "number", "conflict", "error", None, "x", [says(endless, 0, "36"), says(other, 0, "45")]
    )
    for colour in (False, True):
        report = text(comparison([endless, other], [], [found]), colour=colour)
        assert "…" in report
        assert len(report) < 5000


def test_coverage_names_outlets_by_letter_where_names_have_no_room() -> None:
    report = text(many(6, 2), width=80)
    assert "  A=Outlet 00   B=Outlet 01   C=Outlet 02" in report
    assert re.search(r"^  fact +A  B  C  D  E  F  see$", report, re.MULTILINE)


def test_omissions_begin_with_what_most_outlets_report() -> None:
    a, b, c = (article(n, n.upper(), ["Ships left.", "Trains left."]) for n in "abc")
    d = article("d", "D", ["Nothing."])
    groups = [group("g1", (a, 0), (b, 0)), group("g2", (a, 1), (b, 1), (c, 1))]
    told = [[says(x, 0, "Ships") for x in (a, b)], [says(x, 1, "Trains") for x in (a, b, c)]]
    found = [
        divergence("OMI001", "omission", "omission", "note", g.id, g.id, [*evidence, lacks(d, None)])
        for g, evidence in zip(groups, told, strict=True)
    ]
    report = text(comparison([a, b, c, d], groups, found))
    assert report.index("reported by A, B, C; not by D") < report.index("reported by A, B; not by D")

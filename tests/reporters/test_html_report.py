from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from benchmarks.crowd import crowd
from compare.options import Options
from compare.reporters import render
from compare.reporters.page_dates import timeline
from compare.reporters.page_facts import rows
from compare.reporters.page_figures import figures
from compare.reporters.page_text import Layer, Run, runs
from compare.values import Comparison, DateValue, Detail, NumberValue, Span, Statement
from tests.reporters.build import article, comparison, divergence, group, lacks, says, statements
from tests.reporters.hostile import hostile
from tests.reporters.messaging import example
from tests.reporters.test_any_text import comparisons, controls

LOADS = {"img", "iframe", "object", "embed", "link", "base", "video", "audio", "source", "frame"}


class Reader(HTMLParser):
    """What a browser would meet: tags, attributes, text, and the content of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.inside: dict[str, str] = {}
        self.text = ""
        self._open = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._open = tag

    def handle_data(self, data: str) -> None:
        if self._open in ("script", "style"):
            self.inside[self._open] = self.inside.get(self._open, "") + data
        else:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        self._open = ""


def page(given_: Comparison, options: Options | None = None) -> str:
    return render(given_, options or Options(), "html")


def assert_inert(report: str) -> None:
    """Nothing loads, runs or leaves but our own script; no id twice; every link inside leads somewhere."""
    read = Reader(report)
    assert read.tags["script"] == read.tags["style"] == 1
    assert LOADS & set(read.tags) == set()
    assert [a for a in read.attributes if a[1].startswith("on") or a[1] in ("style", "src", "srcdoc", "action")] == []
    links = [value for _, name, value in read.attributes if name == "href"]
    assert [link for link in links if not link.startswith(("#", "http://", "https://"))] == []
    ids = [value for _, name, value in read.attributes if name == "id"]
    assert [id for id, times in Counter(ids).items() if times > 1] == []
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_the_policy_names_the_script_and_the_stylesheet_inside() -> None:
    read = Reader(page(example()))
    policy = next(
        value for tag, name, value in read.attributes if tag == "meta" and name == "content" and "src" in value
    )
    assert policy.startswith("default-src 'none'; ")
    for content in read.inside.values():
        digest = base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
        assert f"'sha256-{digest}'" in policy


@pytest.mark.parametrize(
    "given_", [example(), hostile(), crowd(14, 6), Comparison(())], ids=["example", "hostile", "crowd", "empty"]
)
def test_nothing_of_an_article_acts(given_: Comparison) -> None:
    assert_inert(page(given_))


@settings(derandomize=True, deadline=None, max_examples=60)
@given(comparisons())
def test_any_text_is_shown_and_does_nothing(given_: Comparison) -> None:
    report = page(given_)
    report.encode("utf-8")
    assert controls(report) == []
    assert_inert(report)


def test_markup_of_an_article_is_text() -> None:
    a = article(
        "a", 'A"><img src=x onerror=alert(1)>', ["</script><script>alert(1)</script> 36 held."], title="</title>"
    )
    b = article("b", "B", ["javascript:alert(1) 45 held."])
    found = divergence("NUM001", "number", "conflict", "error", "g", "</style>", [says(a, 0, "36"), says(b, 0, "45")])
    report = page(comparison([a, b], [group("g", (a, 0), (b, 0))], [found]))
    assert_inert(report)
    assert "</script><script>alert(1)</script> 36 held." in re.sub(r"\s+", " ", Reader(report).text)


def test_only_addresses_of_the_web_become_links() -> None:
    a, b = article("a", "A", ["36 held."], title="T"), article("b", "B", ["45 held."])
    for url, links in (("javascript:alert(1)", 0), ("https://a.example/x", 1), ("https://a.example/\u202ex", 0)):
        report = page(comparison([replace(a, url=url), b], [], []))
        assert len([v for _, name, v in Reader(report).attributes if name == "href" and "example" in v]) == links


def test_the_top_says_how_many_origins_and_conflicts_there_are() -> None:
    text = re.sub(r"\s+", " ", Reader(page(example())).text)
    assert "3 outlets, 2 independent origins" in text
    assert "They share 5 facts, 4 of them told by all. They conflict on 2 points." in text
    assert "Some of them stem from one source and count once." in text


def test_notes_are_folded_by_fact_and_show_no_passages() -> None:
    report = page(example())
    assert report.count('<details class="fold">') == 2
    assert report.index('id="notes"') < report.index("WRD001")


def test_a_side_that_lacks_the_detail_comes_last_and_says_so() -> None:
    text = re.sub(r"\s+", " ", Reader(page(example())).text)
    assert re.search(
        r"36 complaints City Gazette .* 45 complaints Daily Herald .* says nothing about this Northern", text
    )


def test_without_divergences_the_page_says_so() -> None:
    assert "No divergences found." in page(Comparison(()))


def test_runs_keep_every_word_and_its_layers() -> None:
    layers = [Layer(Span(5, 7), 3), Layer(Span(5, 17), key="k"), Layer(Span(0, 4), differs=True)]
    assert runs("held 36 protesters.", Span(0, 19), layers) == (
        Run("held", differs=True),
        Run(" "),
        Run("36", (3,), "k"),
        Run(" protester", (), "k"),
        Run("s."),
    )


def test_rows_follow_the_first_article_and_name_what_moved() -> None:
    a = article("a", "A", ["One.", "Two.", "Three."])
    b = article("b", "B", ["Three.", "One.", "Two."])
    groups = [group("g3", (a, 2), (b, 0)), group("g1", (a, 0), (b, 1)), group("g2", (a, 1), (b, 2))]
    found = rows(comparison([a, b], groups, []), {}, {})
    assert [row.fact for row in found] == ["One.", "Two.", "Three."]
    assert [saying.moved for row in found for saying in row.cells[1].sayings] == [False, False, True]


def test_a_fact_that_the_first_article_lacks_follows_its_neighbour() -> None:
    a = article("a", "A", ["One.", "Four."])
    b, c = (article(n, n.upper(), ["One.", "Two.", "Four."]) for n in "bc")
    groups = [group("g4", (a, 1), (b, 2)), group("g2", (b, 1), (c, 1)), group("g1", (a, 0), (b, 0))]
    assert [row.fact for row in rows(comparison([a, b, c], groups, []), {}, {})] == ["One.", "Two.", "Four."]


def with_detail(given_: Comparison, article_id: str, words: str, detail: NumberValue | DateValue) -> Comparison:
    """The comparison, with one detail in the first sentence of an article."""
    kind = "number" if isinstance(detail, NumberValue) else "date"
    told = []
    for statement in given_.statements:
        sentence = statement.sentence
        if sentence.article == article_id and sentence.index == 0:
            start = sentence.span.start + sentence.text.index(words)
            statement = Statement(sentence, (Detail(kind, Span(start, start + len(words)), words, detail),))  # type: ignore[arg-type]
        told.append(statement)
    return replace(given_, statements=tuple(told))


def test_a_figure_places_numbers_on_one_scale() -> None:
    from compare.reporters.blocks import texts_of
    from compare.reporters.page_findings import findings

    a, b = article("a", "A", ["about 36 held."]), article("b", "B", ["over 45 held."])
    found = divergence(
        "NUM001", "number", "conflict", "error", "g", "x", [says(a, 0, "about 36"), says(b, 0, "over 45")]
    )
    given_ = comparison([a, b], [group("g", (a, 0), (b, 0))], [found])
    given_ = with_detail(given_, "a", "about 36", NumberValue(36, 36, None, "held", "~"))
    given_ = with_detail(given_, "b", "over 45", NumberValue(45, 45, None, "held", ">"))
    [figure] = figures(given_, findings(given_, [(1, found)], texts_of(given_)))
    assert [(mark.low, mark.approx) for mark in figure.marks] == [(22.0, "~"), (238.0, ">")]
    assert (figure.least, figure.most) == ("36", "45")


def test_a_timeline_orders_times_and_counts_lanes() -> None:
    a, b = article("a", "A", ["On Monday."]), article("b", "B", ["In 2009."])
    given_ = comparison([a, b], [], [])
    given_ = with_detail(given_, "a", "Monday", DateValue("2025-08-11", "2025-08-12", "day", "relative"))
    given_ = with_detail(given_, "b", "2009", DateValue("2009-01-01", "2010-01-01", "year", "absolute"))
    drawn = timeline(given_)
    assert drawn is not None
    assert [(time.upper, time.lower) for time in drawn.times] == [("2009", ""), ("11 Aug", "2025")]
    assert [name for _, name in drawn.lanes] == ["A", "B"]


def test_one_time_alone_makes_no_timeline() -> None:
    assert timeline(comparison([article("a", "A", ["x"])], [], [])) is None


def test_many_outlets_give_a_small_page() -> None:
    report = page(crowd())
    assert len(crowd().statements) == 3000
    assert len(report.encode("utf-8")) < 5_000_000


def test_outlets_too_many_for_a_cell_are_folded() -> None:
    many = [article(f"{n:02}", f"Outlet {n:02}", ["36 held.", "More."]) for n in range(11)]
    other = article("x", "Other", ["45 held."])
    evidence = [*(says(a, 0, "36") for a in many), says(other, 0, "45"), lacks(many[0], 1)]
    found = divergence("NUM001", "number", "conflict", "error", "g", "x", evidence)
    report = page(comparison([*many, other], [group("g", *((a, 0) for a in many), (other, 0))], [found]))
    assert "and 6 more</summary>" in report
    assert "and 8 more in context" in report
    assert len(statements(many[0])) == 2

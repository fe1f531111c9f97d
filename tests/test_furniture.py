"""Where the story of a page stands, whom it credits, and what the pages of one outlet repeat."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.clean import clean
from compare.options import Options
from compare.values import Article, Page, Source, Span

CASES = Path(__file__).parent / "cases" / "furniture_pages.md"
LINKS = tuple(f"{place} {thing}" for place in ("North", "South", "East", "West") for thing in "abcde")
PROSE = (
    "The council closed the old bridge on Friday after engineers found cracks in two of its pillars.",
    "Buses will go round by the mill, and the school bus will start a quarter of an hour earlier.",
    "Divers went down to the pillars on Thursday and found that the third one is no better.",
)


@dataclass(frozen=True)
class Case:
    title: str
    text: str
    expected: tuple[str, ...]


def cases() -> list[Case]:
    found = []
    for block in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *rows = block.split("\n")
        lines = [row[2:] if row != "> MENU" else "\n".join(LINKS) for row in rows if row.startswith(">")]
        expected = tuple(row.removeprefix("- ").strip() for row in rows if row.startswith("- "))
        found.append(Case(title, "\n".join(lines), () if expected == ("nothing",) else expected))
    return found


def article_of(text: str, outlet: str | None = None) -> Article:
    (article,), _ = clean([Page(Source("a.txt"), text, outlet=outlet)], Options())
    return article


def findings(text: str) -> list[str]:
    article = article_of(text)
    pieces = [(f.reason, f.span.of(text).strip()) for f in article.furniture]
    rows = [f"{reason} | {piece}" for reason, piece in pieces if piece not in LINKS]
    rows += [f"credit | {credit.agency}" for credit in article.credits]
    return rows + ([f"published | {article.published}"] if article.published else [])


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_a_page_is_read_as_its_case_says(case: Case) -> None:
    assert sorted(findings(case.text)) == sorted(case.expected)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_every_link_of_a_menu_is_marked(case: Case) -> None:
    marked = {piece.span.of(case.text) for piece in article_of(case.text).furniture}
    assert not case.text.count(LINKS[0]) or marked.issuperset(LINKS)


def test_a_date_that_the_page_gives_stays() -> None:
    page = Page(Source("a.txt"), "August 14, 2025\n" + PROSE[0], published="2025-08-13")
    (article,), _ = clean([page], Options())
    assert article.published == "2025-08-13"


def test_the_title_stays_what_the_page_gave() -> None:
    page = Page(Source("a.txt"), "Council closes bridge\n" + PROSE[0], title="Bridge closed")
    (article,), _ = clean([page], Options())
    assert article.title == "Bridge closed"


def test_text_outside_the_body_that_the_format_gives_is_furniture() -> None:
    text = "\n".join(("Subscribe", PROSE[0], "Share this article", PROSE[1], "Leave a comment", PROSE[2]))
    start, end = text.index(PROSE[0]), text.index(PROSE[1]) + len(PROSE[1])
    (article,), _ = clean([Page(Source("a.html"), text, body=(Span(start, end),))], Options())
    assert [(f.reason, f.span.of(text)) for f in article.furniture] == [
        ("menu", "Subscribe"),
        ("share", "Share this article"),
        ("comments", "Leave a comment"),
        ("menu", PROSE[2]),
    ]


def test_a_body_that_the_format_gives_is_not_judged_by_density() -> None:
    text = "\n".join((*LINKS, *PROSE))
    (article,), _ = clean([Page(Source("a.html"), text, body=(Span(text.index(PROSE[1]), len(text)),))], Options())
    kept = [line for line in text.split("\n") if line not in {f.span.of(text) for f in article.furniture}]
    assert kept == list(PROSE[1:])


PROMISE = "We print what we know and nothing else, and we mend what we got wrong."


def outlet_pages(*texts: str, outlet: str = "Harbour Post") -> list[Page]:
    return [Page(Source(f"{number}.txt"), text, outlet=outlet) for number, text in enumerate(texts)]


def repeated(pages: list[Page]) -> dict[str, list[str]]:
    articles, _ = clean(pages, Options())
    return {a.id: [f.span.of(a.text) for f in a.furniture if f.reason == "repeated"] for a in articles}


def test_what_three_articles_of_an_outlet_say_alike_is_repeated_whatever_their_order() -> None:
    pages = outlet_pages(*(f"{line}\n{PROMISE}" for line in PROSE))
    expected = {f"{number}.txt": [PROMISE] for number in range(3)}
    assert repeated(pages) == repeated(pages[::-1]) == expected


def test_two_articles_may_share_their_background() -> None:
    assert repeated(outlet_pages(*(f"{line}\n{PROMISE}" for line in PROSE[:2]))) == {"0.txt": [], "1.txt": []}


def test_a_scrap_in_two_articles_is_repeated() -> None:
    found = repeated(outlet_pages(*(f"{line}\nThe Harbour Post since 1871" for line in PROSE[:2])))
    assert set(map(tuple, found.values())) == {("The Harbour Post since 1871",)}


def test_copies_do_not_mark_each_other() -> None:
    story = "\n".join(PROSE)
    found = repeated(outlet_pages(story, story, story, f"{story}\n{PROMISE}"))
    assert set(map(tuple, found.values())) == {()}


def test_outlets_repeat_each_other_freely() -> None:
    pages = [replace(p, outlet=p.source.path) for p in outlet_pages(*(f"{line}\n{PROMISE}" for line in PROSE))]
    assert set(map(tuple, repeated(pages).values())) == {()}


def test_keeping_furniture_keeps_the_credits() -> None:
    text = "LINDHAVEN (Reuters) - " + PROSE[0]
    (article,), _ = clean([Page(Source("a.txt"), text)], Options(keep_furniture=True))
    assert article.furniture == ()
    assert [credit.agency for credit in article.credits] == ["Reuters"]


TEXTS = st.lists(
    st.sampled_from(
        (
            *LINKS,
            *PROSE,
            "Comments",
            "Related",
            "Published: 1 May 2025",
            "OSLO (AP) - It rained.",
            "Source: dpa",
            "\ud800",
        )
    )
    | st.text(max_size=30),
    max_size=40,
).map("\n".join)


@settings(derandomize=True, deadline=None)
@given(TEXTS, TEXTS)
def test_pieces_stand_in_order_and_the_text_stays(first: str, second: str) -> None:
    pages = [Page(Source("a.txt"), first, outlet="o"), Page(Source("b.txt"), second, outlet="o")]
    articles, _ = clean(pages, Options())
    assert [article.text for article in articles] == [first, second]
    for article in articles:
        ends = [0, *(piece.span.end for piece in article.furniture)]
        assert all(end <= p.span.start < p.span.end for end, p in zip(ends, article.furniture, strict=False))
        assert ends[-1] <= len(article.text)
        assert all(credit.span.of(article.text) for credit in article.credits)


@pytest.mark.parametrize(
    "line", [PROSE[0], LINKS[0], "A, B (C) - ", "1. one " * 3, "By A B and " * 20, "reporting from " * 20]
)
def test_time_grows_with_the_number_of_lines(line: str) -> None:
    def cost(size: int) -> float:
        text = "\n".join(f"{line} {number}" for number in range(size))
        start = time.process_time()
        article_of(text, "o")
        return time.process_time() - start

    assert cost(20_000) < 20 * cost(2_000) + 1

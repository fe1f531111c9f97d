"""Furniture is marked with a reason, ids are settled, and the text stays as it was."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.clean import clean, find_furniture
from compare.options import Options
from compare.values import Page, Source

CASES = Path(__file__).parent / "cases" / "furniture.md"
REASONS = {"menu", "share", "related", "bio", "credit", "comments", "teaser", "dateline", "repeated", "subhead"}
STORY = "The council closed the old bridge on Friday. Engineers had found cracks in two of its pillars."


@dataclass(frozen=True)
class Case:
    title: str
    text: str
    expected: tuple[str, ...]


def cases() -> list[Case]:
    found = []
    for block in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *rows = block.split("\n")
        lines = [row[1:].removeprefix(" ") for row in rows if row.startswith(">")]
        expected = tuple(row.removeprefix("- ") for row in rows if row.startswith("- "))
        found.append(Case(title, "\n".join(lines), () if expected == ("nothing",) else expected))
    return found


def marked(text: str) -> tuple[str, ...]:
    return tuple(f"{piece.reason} | {piece.span.of(text)}" for piece in find_furniture(text))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_a_page_is_marked_as_its_case_says(case: Case) -> None:
    assert marked(case.text) == case.expected


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_line_ends_of_windows_and_empty_lines_change_nothing(case: Case) -> None:
    assert marked(case.text.replace("\n", "\r\n")) == case.expected
    assert marked(case.text.replace("\n", "\n \n\n")) == case.expected


def test_every_reason_has_a_case() -> None:
    assert {row.split(" | ")[0] for case in cases() for row in case.expected} == REASONS


LINES = st.sampled_from(
    [
        "Home",
        "Read More",
        "Share this article",
        "Comments",
        "Related",
        "By Dora Lindqvist",
        "March 8, 2024",
        "Photo: Milan Ortega",
        "Council closes the old bridge",
        "What happens next",
        *STORY.replace(". ", ".\n").split("\n"),
        STORY * 3,
        "",
        "\ud800\x00",
        "\u2028—",
    ]
)
PAGES = st.lists(LINES | st.text(max_size=40), max_size=14).flatmap(
    lambda rows: st.sampled_from(("\n", "\r\n", "\n\n")).map(lambda end: end.join(rows))
)


@settings(derandomize=True, deadline=None)
@given(PAGES)
def test_pieces_stand_in_order_without_overlap_and_hold_whole_lines(text: str) -> None:
    last = 0
    for piece in find_furniture(text):
        assert last <= piece.span.start < piece.span.end <= len(text)
        assert piece.span.of(text) in {line.strip() for line in text.split("\n")}
        assert piece.reason in REASONS
        last = piece.span.end


@settings(derandomize=True, deadline=None)
@given(PAGES)
def test_the_text_of_an_article_is_the_text_of_its_page(text: str) -> None:
    (article,), notices = clean([page(text)], Options())
    assert article.text == text
    assert notices == ()


def page(text: str, path: str = "a.txt", id: str | None = None, url: str | None = None) -> Page:
    return Page(Source(path), text, id=id, url=url, outlet=path)


def test_keep_furniture_marks_nothing() -> None:
    text = f"Home\nSign in\n{STORY}\nRead more"
    assert len(clean([page(text)], Options())[0][0].furniture) == 3
    assert clean([page(text)], Options(keep_furniture=True))[0][0].furniture == ()


def test_an_id_is_the_given_one_else_the_address_else_the_path_and_line() -> None:
    address = "https://post.example/bridge"
    pages = [
        page(STORY, "a.txt", id="own", url=address),
        page(STORY, "b.txt", url=address),
        page(STORY, "c.txt"),
        Page(Source("d.jsonl", line=7), STORY),
    ]
    assert [a.id for a in clean(pages, Options())[0]] == ["c.txt", "d.jsonl:7", address, "own"]


def test_a_second_claim_to_an_id_gets_a_number_and_a_notice_whatever_the_order() -> None:
    pages = [page(f"{STORY} Version {n}.", f"{n}.txt", id="bridge") for n in range(3)]
    told = {clean(order, Options()) for order in itertools.permutations(pages)}
    ((articles, notices),) = told
    assert [(a.id, a.outlet) for a in articles] == [("bridge", "0.txt"), ("bridge#2", "1.txt"), ("bridge#3", "2.txt")]
    assert [(n.article, n.reason) for n in notices] == [
        (name, f"the id 'bridge' is used by more than one article; this one is called '{name}'")
        for name in ("bridge#2", "bridge#3")
    ]


STORY = """Published on Friday, the report says that 12 people died.
Posted on social media, the clip shows the tower falling.
First published in 1949, the novel was banned on Tuesday.
Written by hand in 1912, the letter was sold on Monday for $3 million.
She writes that 12 people died on Monday.
He is a reporter for The Post and was arrested on Monday.
Reporting by the Post showed that the mayor knew.
Getty Images sued the firm on Monday for $3 million.
Copyright law was changed on Monday after ten years.
Never miss a payment, the bank told customers on Monday.
Share on the exchange fell."""


@pytest.mark.parametrize("line", STORY.split("\n"))
def test_a_sentence_that_begins_like_furniture_is_story(line: str) -> None:
    text = f"The council closed the old bridge on Friday.\n{line}\nEngineers had found cracks in two of its pillars."
    assert find_furniture(text) == ()


def test_a_count_of_comments_above_a_story_marks_no_story() -> None:
    text = "14 comments\nThe council closed the bridge on Friday.\nNobody was hurt."
    assert [f.span.of(text) for f in find_furniture(text)] == ["14 comments"]


def test_no_two_articles_share_an_id() -> None:
    pages = [Page(Source(f"{n}.txt"), f"Story {n}.", name) for n, name in enumerate(["b", "b", "b#2"])]
    articles, notices = clean(pages, Options())
    assert [a.id for a in articles] == ["b", "b#2", "b#3"]
    assert len(notices) == 1

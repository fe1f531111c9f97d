"""Visible text of pages, which of it is story, and what pages say about themselves."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.readers.body import spans_of, story_lines
from compare.readers.metadata import iso_date, stated
from compare.readers.visible import TooLongError, TooManyTagsError, Visible, visible_text

CASES = Path(__file__).parents[1] / "cases" / "html.md"
TAGS = "<p> </p> <a> </a> <div> </div> <br> <pre> </pre> <script> </script> <td> <li> <table> </table> <svg> <!-- -->"
BITS = (
    *TAGS.split(),
    "&amp;",
    "&#10;",
    "&nbsp;",
    "&#xD800;",
    *"&<> \n\r\t'\"=\x01\0é\u202e",
    "text",
    "<p class='a' id=b>",
)


class Case(NamedTuple):
    """Markup, its visible text, and its story (None: not asked)."""

    title: str
    markup: str
    text: str
    story: str | None


def cases() -> list[Case]:
    """The cases of the file, in order."""
    found = []
    for part in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *blocks = (block.strip("\n") for block in part.split("\n\n"))
        markup, text, story = ("\n".join(line[4:] for line in block.split("\n")) for block in blocks)
        found.append(Case(title, markup, text, None if story == "-" else story))
    return found


def seen(markup: str) -> Visible:
    return visible_text(markup, max_text=100_000, max_tags=10_000)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_a_page_is_seen_as_its_case_says(case: Case) -> None:
    assert seen(case.markup).text.replace("\xa0", " ") == case.text


@pytest.mark.parametrize("case", [c for c in cases() if c.story], ids=lambda case: case.title)
def test_the_story_of_a_page_is_what_its_case_says(case: Case) -> None:
    found = seen(case.markup)
    story = story_lines(case.markup, found, stated(case.markup, found).title)
    assert "\n".join(span.of(found.text) for span in spans_of(story)) == case.story


@settings(derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(BITS)).map("".join))
def test_every_piece_of_a_page_stands_where_its_segment_says(markup: str) -> None:
    found = seen(markup)
    position = 0
    for segment in found.segments:
        piece = found.text[segment.start : segment.start + segment.length]
        assert segment.start == position
        assert not segment.exact or markup[segment.source : segment.source + segment.length] == piece
        position += segment.length
    assert position == len(found.text)
    assert "\n".join(line.span.of(found.text) for line in found.lines) == found.text
    assert [s.source for s in found.segments] == sorted(s.source for s in found.segments)


@settings(derandomize=True, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0 \t\n\r\f"), min_size=1))
def test_an_escaped_text_is_seen_as_it_was(text: str) -> None:
    assert seen(f"<p>{escape(text)}</p>").text == text


def test_too_much_of_a_page_is_an_error() -> None:
    with pytest.raises(TooLongError):
        visible_text("word " * 100, max_text=400, max_tags=9)
    with pytest.raises(TooLongError):
        visible_text("&amp;" * 100, max_text=400, max_tags=9)
    with pytest.raises(TooManyTagsError):
        visible_text("<b>" * 10, max_text=400, max_tags=9)


def head(inner: str, body: str = "") -> str:
    return f"<html><head>{inner}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        (head("<title>A bridge closed | Tern</title>", "<h1>A bridge closed</h1>"), "A bridge closed"),
        (head('<meta property="og:title" content="Bridge shut &amp; guarded - The Tern">'), "Bridge shut & guarded"),
        (head("<title>Ferries run – again | Tern</title>"), "Ferries run – again"),
        (head("<title>Tern</title>"), "Tern"),
        (head("", "<h1>Closed</h1>"), "Closed"),
        (head("", "<h1>One thing</h1><h1>Another</h1>"), None),
        (head('<script type="application/ld+json">{"@type": "Report", "headline": "A day out"}</script>'), "A day out"),
        (head('<script type="application/ld+json">{"@type": "NewsArticle", </script>'), None),
        (head('<script type="application/ld+json">' + "[" * 100_000 + "</script>"), None),
    ],
)  # fmt: skip
def test_titles(markup: str, title: str | None) -> None:
    assert stated(markup, seen(markup)).title == title


@pytest.mark.parametrize(
    ("inner", "published"),
    [
        ('<meta property="article:published_time" content="2024-03-04T09:30:00Z">', "2024-03-04T09:30:00Z"),
        ('<meta property="article:published_time" content="0001-01-01T00:00:00Z">', None),
        ('<meta property="article:published_time" content="today"><meta name=date content=2024-03-04>', "2024-03-04"),
        ('<meta name=date content=2024-03-04><time itemprop="datePublished" datetime="2024-03-04T07:00"></time>',
         "2024-03-04T07:00"),
        ('<meta property="article:modified_time" content="2024-03-05">', None),
        ('<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"},'
         ' {"@type": ["NewsArticle"], "datePublished": "2024-03-04T09:30+01:00"}]}</script>', "2024-03-04T09:30+01:00"),
    ],
)  # fmt: skip
def test_dates(inner: str, published: str | None) -> None:
    assert stated(head(inner), seen(head(inner))).published == published


@pytest.mark.parametrize("value", ["2024-13-01", "2024-02-30", "04/03/2024", "2024", "2024-03-04 noon", "", None, 5])
def test_what_is_no_date_is_none(value: object) -> None:
    assert iso_date(value) is None


@pytest.mark.parametrize(
    ("inner", "site", "url"),
    [
        ('<meta property="og:site_name" content=" The  Tern "><link rel=canonical href="https://tern.example/a">',
         "The Tern", "https://tern.example/a"),
        ('<link rel="canonical" href="https://tern.example/"><meta property="og:url" content="https://tern.example/b">',
         None, "https://tern.example/b"),
        ('<link rel="canonical" href="/a">', None, None),
        ('<meta property="og:site_name" content="https://www.tern.example/">', "tern.example", None),
        ('<script type="application/ld+json">{"@type": "Report", "publisher": [{"name": "Gull"}]}</script>',
         "Gull", None),
    ],
)  # fmt: skip
def test_site_and_address(inner: str, site: str | None, url: str | None) -> None:
    found = stated(head(inner), seen(head(inner)))
    assert (found.site, found.url) == (site, url)

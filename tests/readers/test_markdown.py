"""Markdown: front matter fills the page, the text stays as it is."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.options import Options
from compare.readers import read
from compare.readers.front_matter import front_matter
from compare.readers.markdown import has_front_matter
from compare.values import Page, Span

STORY = "The harbour bridge closed on Monday.\n\n## What next\n\n* Engineers found **14** cracks.\n"


def page(text: str) -> Page:
    (found,), skipped = read(["-"], Options(), io.BytesIO(text.encode()))
    assert skipped == ()
    return found


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_yaml_front_matter_fills_the_page(end: str) -> None:
    lines = ["---", "# notes",
             "title: 'Bridge: it''s closed'", 'outlet: "The \\u0054ern"', "date: 2024-03-04 # day",
             "id: t-1",
             "url: https://tern.example/1", "tags: [bridge]", "author:", "  name: Nobody", "---"]  # fmt: skip
    text = "".join(line + end for line in lines) + STORY
    found = page(text)
    assert (found.title, found.outlet, found.id) == ("Bridge: it's closed", "The Tern", "t-1")
    assert (found.published, found.url) == ("2024-03-04", "https://tern.example/1")
    assert (found.text, found.body) == (text, (Span(len(text) - len(STORY), len(text)),))


def test_toml_front_matter_fills_the_page() -> None:
    text = '+++\ntitle = "Closed"\ndate = 2024-03-04T09:30:00Z\nsource = "Tern"\nid = 7\n+++\n' + STORY
    found = page(text)
    assert (found.title, found.outlet, found.id) == ("Closed", "Tern", "7")
    assert found.published == "2024-03-04T09:30:00+00:00"
    assert found.body == (Span(text.index("The harbour"), len(text)),)


def test_the_main_heading_is_the_title_and_no_story() -> None:
    text = "---\noutlet: Tern\n---\n\n# Bridge closed #\n\n" + STORY
    found = page(text)
    assert found.title == "Bridge closed"
    assert found.body == (Span(text.index(" #\n") + 2, len(text)),)


def test_broken_toml_is_a_head_that_says_nothing() -> None:
    found = page("+++\ntitle = \n+++\n" + STORY)
    assert (found.title, found.outlet, found.body is None) == (None, "stdin", False)


@pytest.mark.parametrize(
    "text",
    ["", "---\n", "---\ntitle: x\n", "---\nProse between two rules.\n---\nMore.", "---\n---\nx",
     "text\n---\na: b\n---\n",
     " ---\na: b\n---\n", "---\nIt said: no\nMore prose\n---\n"],
)  # fmt: skip
def test_what_is_no_front_matter(text: str) -> None:
    assert front_matter(text).end == 0


@pytest.mark.parametrize(
    ("raw", "value"),
    [("plain words", "plain words"), ("a#b", "a#b"), ("'it''s'", "it's"),
     ('"a\\nb"', "a\nb"), ('"open', None), ("'open", None),
     ("[a, b]", None), ("|", None), (">-", None), ("~", None), ("null", None), ("*ref", None),
     ("# only", None), ("", None)],
)  # fmt: skip
def test_yaml_scalars(raw: str, value: str | None) -> None:
    assert front_matter(f"---\nkey: {raw}\n---\n").values.get("key") == value


@settings(derandomize=True, deadline=None)
@given(
    st.lists(
        st.sampled_from(["---", "+++", "...", "\n", "\r\n", "a: ", "a = ", '"', "'", "[", "{", "x", "#", " "])
    ).map("".join)
)
def test_no_head_raises(text: str) -> None:
    found = front_matter(text)
    assert 0 <= found.end <= len(text)
    has_front_matter(text.encode())

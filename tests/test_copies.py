"""Exact copies and the origins they leave."""

from __future__ import annotations

import itertools

import pytest

from compare.copies import find_copies
from compare.values import Article, Furniture, Source, Span

STORY = "The council closed the old bridge on Friday. It said: “Nobody was hurt.”"


def article(id: str, text: str = STORY, published: str | None = None, furniture: Span | None = None) -> Article:
    marked = () if furniture is None else (Furniture(furniture, "menu"),)
    return Article(id, id, None, None, published, text, Source(id), marked)


@pytest.mark.parametrize(
    "other",
    [
        STORY,
        STORY.replace(" ", "  \n"),
        STORY.replace("“", '"').replace("”", '"'),
        STORY.upper(),
        f"\n{STORY}\u00a0",
    ],
)
def test_case_blanks_and_marks_make_no_other_text(other: str) -> None:
    copies, origins = find_copies([article("a"), article("b", other)])
    assert [(c.kept, c.dropped, c.kind, c.score, c.spans) for c in copies] == [
        ("a", "b", "exact", 1.0, ((Span(0, len(STORY)), Span(0, len(other))),))
    ]
    assert [(o.id, o.articles, o.reasons) for o in origins] == [("o1", ("a", "b"), ("the same text",))]


def test_another_word_makes_another_text() -> None:
    copies, origins = find_copies([article("a"), article("b", STORY.replace("Nobody", "Somebody"))])
    assert copies == ()
    assert [(o.articles, o.reasons) for o in origins] == [(("a",), ("own text",)), (("b",), ("own text",))]


def test_furniture_does_not_hide_a_copy() -> None:
    menu = "Home\n"
    copies, _ = find_copies([article("a"), article("b", menu + STORY, furniture=Span(0, 4))])
    assert [(c.kept, c.dropped) for c in copies] == [("a", "b")]


def test_the_earliest_is_kept_and_one_without_a_date_never() -> None:
    family = [article("a"), article("b", published="2024-03-08"), article("c", published="2024-03-07")]
    for order in itertools.permutations(family):
        copies, origins = find_copies(order)
        assert [(c.kept, c.dropped) for c in copies] == [("c", "b"), ("c", "a")]
        assert [o.articles for o in origins] == [("a", "b", "c")]


def test_every_article_has_one_origin_whatever_the_order() -> None:
    articles = [article("d", "Other."), article("b"), article("c", "Third \ud800 text."), article("a")]
    told = {find_copies(order) for order in itertools.permutations(articles)}
    assert len(told) == 1
    ((_, origins),) = told
    assert [(o.id, o.articles) for o in origins] == [("o1", ("a", "b")), ("o2", ("c",)), ("o3", ("d",))]


def test_nothing_has_no_copies() -> None:
    assert find_copies([]) == ((), ())

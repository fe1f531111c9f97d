"""Descriptions that point back to a name of the article."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.details import describe
from compare.split import split
from compare.values import Article, MentionValue, Source


def entities(text: str) -> dict[str, str | None]:
    """The entity of each description of a text, by its words."""
    article = Article("a", "o", None, None, None, text, Source("a.txt"))
    return {
        d.text: d.value.entity
        for s in describe(article, split(article))
        for d in s.details
        if isinstance(d.value, MentionValue)
    }


@pytest.mark.parametrize(
    ("text", "mention", "entity"),
    [
        ("President Anna Lind met the press. The president said little.", "The president", "Anna Lind"),
        ("Sen. Mark Oduya spoke first. Later the senator left.", "the senator", "Mark Oduya"),
        ("The regulator, Roskomnadzor, blocked it. The regulator gave no reason.", "The regulator", "Roskomnadzor"),
        ("They met again. The Russian government denied it.", "The Russian government", "Russia"),
        ("Protests went on in Kenya. The country has seen worse.", "The country", "Kenya"),
        ("Officials spoke. The company said nothing.", "The company", None),
        ("President Anna Lind met the press. A president said little.", "A president", None),
        ("President Anna Lind met the press. The presidents said little.", "The presidents", None),
    ],
)
def test_a_description_stands_for_the_name_it_points_to(text: str, mention: str, entity: str | None) -> None:
    assert entities(text)[mention] == entity


@settings(derandomize=True, deadline=None, max_examples=50)
@given(st.text(alphabet=st.sampled_from("The presidnt AL.,’\n“”-"), max_size=120))
def test_any_text_is_described(text: str) -> None:
    assert all(mention in text for mention in entities(text))

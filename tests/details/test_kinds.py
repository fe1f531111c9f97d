"""Kinds of names by the tagger that ships."""

from __future__ import annotations

import pytest

from compare.details import describe
from compare.errors import OptionError
from compare.split import split
from compare.values import Article, NameValue, Source

TEXT = "On Monday the mayor met Marta Lindqvist near Oradea. Later the town heard that Lindqvist had left."


def kinds(tagger: str | None) -> dict[str, str]:
    article = Article("a", "o", None, None, None, TEXT, Source("a.txt"))
    details = [d for s in describe(article, split(article), tagger) for d in s.details]
    return {d.text: d.value.kind for d in details if isinstance(d.value, NameValue)}


def test_the_tagger_types_what_capitals_leave_open() -> None:
    assert kinds(None)["Marta Lindqvist"] == "other"
    assert {name: kinds("net")[name] for name in ("Marta Lindqvist", "Lindqvist")} == {
        "Marta Lindqvist": "person",
        "Lindqvist": "person",
    }


def test_an_unknown_tagger_is_refused() -> None:
    with pytest.raises(OptionError, match="no tagger 'foo'"):
        kinds("foo")

"""The judgement over cases a journalist can read, one file a type."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.judged import Case, cases, judged, shown

EVERY = [pytest.param(case, id=f"{case.type}: {case.title}") for case in cases()]


@pytest.mark.parametrize("case", EVERY)
def test_two_articles_yield_what_the_case_says(case: Case) -> None:
    assert tuple(sorted(map(shown, judged(case)))) == case.expected


@pytest.mark.parametrize("case", EVERY)
def test_it_does_not_matter_which_article_comes_first(case: Case) -> None:
    assert tuple(sorted(shown(d, mirrored=True) for d in judged(case, mirrored=True))) == case.expected


def test_an_article_never_diverges_from_its_copy() -> None:
    for case in cases():
        copied = replace(case, texts=(case.texts[0], case.texts[0]), dates=(case.dates[0], case.dates[0]))
        assert judged(copied) == (), case.title


def test_every_type_has_its_cases() -> None:
    counts = {name: sum(case.type == name for case in cases()) for name in {case.type for case in cases()}}
    assert min(counts.values()) >= 15
    assert len(counts) == 10

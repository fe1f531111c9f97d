"""What is read once for sentences that are the same word for word is what each pair would say by itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from compare.pipeline import compare
from compare.rules import RULES
from compare.rules.base import Side
from compare.rules.judge import pairs_of
from compare.rules.models import Models
from compare.values import Comparison, Evidence
from tests.event import compare_texts
from tests.rules.sentences import side

SAMPLES = Path(__file__).parents[2] / "samples"
EVENTS = ("messaging-calls", "ferry-disaster", "quarterly-results", "council-vote")
SHORTENED = 3  # copies of each article, each without every third line and with another beginning


def crowd(folder: Path, event: str) -> Comparison:
    """An event whose articles were carried by many, each of which cut other lines."""
    texts = {}
    for number, article in enumerate(compare([str(SAMPLES / event)]).articles):
        lines = [line for line in article.text.split("\n") if line.strip()]
        for turn in range(SHORTENED):
            kept = [line for place, line in enumerate(lines) if (place + turn) % SHORTENED]
            texts[f"{turn}-{number}"] = "\n\n".join(["Reported here first. " * turn, *kept])
    return compare_texts(folder, texts)


@pytest.mark.parametrize("event", EVENTS)
def test_a_pair_is_judged_with_its_model_as_without(event: str, tmp_path: Path) -> None:
    pairs = pairs_of(crowd(tmp_path, event))
    moved = [pair for pair in pairs if (pair.both.left, pair.both.right) != (pair.left, pair.right)]
    assert len(moved) > len(pairs) / 2
    for pair in pairs:
        alone = replace(pair, model=None)
        for rule in RULES:
            assert list(rule.check(pair)) == list(rule.check(alone)), rule.id


DESCRIBED = "The regulator restricted calls on two messaging platforms on Monday."
NAMED = "The regulator restricted calls on the messaging apps WhatsApp and Telegram on Monday."
OTHER = "Shops in the old harbour stayed open until the evening and sold fish."


def evidence(comparison: Comparison) -> set[str]:
    pieces: list[Evidence] = [piece for found in comparison.divergences for piece in found.evidence]
    return {piece.article for piece in pieces if piece.text == "two messaging platforms"}


def test_a_copied_sentence_is_judged_by_its_own_neighbours(tmp_path: Path) -> None:
    texts = {
        "a": f"{NAMED}\n{OTHER}",
        "b": f"WhatsApp said that it would appeal, and Telegram said nothing about its plans.\n{DESCRIBED}",
        "c": f"{DESCRIBED}\n{OTHER}",
        "d": f"{OTHER}\n{DESCRIBED}",
    }
    assert evidence(compare_texts(tmp_path, texts, ["NAM001"])) == {"c", "d"}


def model(one: Side, other: Side) -> Side:
    third = side("z", "The mayor opened the bridge.")
    found = Models([one, other, third]).of(other, third).left
    assert isinstance(found, Side)
    return found


def test_the_same_words_with_the_same_details_have_one_model() -> None:
    one, other = side("a", "The bank cut 12 jobs in May 2023."), side("b", "The bank cut 12 jobs in May 2023.")
    assert model(one, other) is one


def test_the_same_words_with_other_details_have_two() -> None:
    one, other = (
        side("a", "The bank cut 12 jobs on Sunday."),
        side("b", "The bank cut 12 jobs on Sunday.", "2023-01-05"),
    )
    assert model(one, other) is other


def test_the_same_words_before_other_characters_have_two() -> None:
    one, other = side("a", "The bank thanked Ana Lund"), side("b", "The bank thanked Ana Lund")
    behind = replace(other, article=replace(other.article, text=other.article.text + "’s lawyer"))
    assert model(one, behind) is behind


def test_what_differs_stands_where_the_pair_has_it(tmp_path: Path) -> None:
    texts = {
        "a": "The blast killed 12 people in the harbour.",
        "b": f"{OTHER}\nThe blast killed 21 people in the harbour.",
        "c": f"{OTHER}\n{OTHER}\nThe blast killed 21 people in the harbour.",
    }
    found = compare_texts(tmp_path, texts, ["NUM001"])
    given = {(e.article, e.text) for d in found.divergences for e in d.evidence}
    assert given == {("a", "12"), ("b", "21"), ("c", "21")}

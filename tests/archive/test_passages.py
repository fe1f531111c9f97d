"""passages: shared stretches with their offsets, classes, borrowed shares and origins."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from tests.archive.texts import edited, run, text, write

STORY = text(1, 300)


def told(tmp_path: Path, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    code, found, errors = run("passages", write(tmp_path / "a.jsonl", rows))
    assert code == 0, errors
    return found


def article(id: str, body: str, outlet: str = "", day: str | None = "2024-03-01", **more: Any) -> dict[str, Any]:
    return {"id": id, "outlet": outlet or f"outlet {id}", "text": body, "published": day, **more}


def test_a_borrowed_passage_is_found_at_its_place(tmp_path: Path) -> None:
    passage = " ".join(STORY.split()[100:160])
    later = f"{text(5, 90)} {passage} {text(6, 90)}"
    rows = told(tmp_path, [article("a", STORY), article("b", later, day="2024-03-02"), article("c", text(7))])
    pair = next(row for row in rows if "left" in row)
    assert (pair["left"], pair["right"], pair["class"]) == ("a", "b", "borrowed")
    assert [later[slice(*span["right"])].strip(".") for span in pair["spans"]] == [passage.strip(".")]
    assert [STORY[slice(*span["left"])].strip(".") for span in pair["spans"]] == [passage.strip(".")]
    borrower = next(row for row in rows if row.get("article") == "b")
    assert borrower["earliest"] == "a"
    assert borrower["borrowed"] == pytest.approx(60 / 240, abs=0.02)
    assert not any(row.get("article") == "c" for row in rows)


@pytest.mark.parametrize("share", [0.1, 0.2])
def test_edited_texts_are_found(tmp_path: Path, share: float) -> None:
    rows = told(tmp_path, [article("a", STORY), article("b", edited(STORY, share, 4))])
    assert [(row["left"], row["right"]) for row in rows if "left" in row] == [("a", "b")]


def test_passages_in_another_order_are_found(tmp_path: Path) -> None:
    words = STORY.split()
    turned = " ".join([*words[200:260], *text(8, 80).split(), *words[40:100]])
    rows = told(tmp_path, [article("a", STORY), article("b", turned)])
    spans = next(row for row in rows if "left" in row)["spans"]
    assert len(spans) == 2
    assert spans[0]["left"] < spans[1]["left"]
    assert spans[0]["right"] > spans[1]["right"]


def test_a_quotation_that_two_outlets_carry_is_shared(tmp_path: Path) -> None:
    quote = "“" + text(9, 44).replace(".", ",") + "”"
    rows = told(tmp_path, [article(k, f"{text(n, 120)} {quote} {text(n + 1, 60)}") for k, n in (("a", 20), ("b", 30))])
    assert [row["class"] for row in rows if "left" in row] == ["quotes"]


def test_what_many_articles_carry_is_boilerplate(tmp_path: Path) -> None:
    foot = text(10, 60)
    rows = told(tmp_path, [article(f"a{k}", f"{text(40 + k, 100)} {foot}", day=f"2024-03-0{k + 1}") for k in range(6)])
    assert {row["class"] for row in rows if "left" in row} == {"boilerplate"}
    assert not any("origin" in row for row in rows)


def test_an_outlets_own_words_on_another_day_are_boilerplate(tmp_path: Path) -> None:
    foot = text(11, 60)
    rows = told(tmp_path, [article(k, f"{text(n, 90)} {foot}", "Post", day) for k, n, day in
                           (("a", 1, "2024-03-01"), ("b", 2, "2024-05-01"))])  # fmt: skip
    assert [row["class"] for row in rows if "left" in row] == ["boilerplate"]


def test_copies_and_revisions_are_one_origin_with_reasons_and_credits(tmp_path: Path) -> None:
    wire = f"LINDHAVEN, Nov 14 (Reuters) - {STORY}"
    cut = " ".join(wire.split()[:200])
    rows = told(tmp_path, [article("a", wire), article("b", wire), article("c", cut), article("d", text(3))])
    origins = [row for row in rows if "origin" in row]
    assert [(row["origin"], sorted(row["articles"])) for row in origins] == [("o1", ["a", "b", "c"])]
    assert origins[0]["articles"][2] == "c"
    assert origins[0]["reasons"] == ["a near copy", "the same text"]
    assert {tuple(row["credits"]) for row in rows if "article" in row} == {("Reuters",)}


def test_the_order_of_the_input_changes_nothing(tmp_path: Path) -> None:
    rows = [article(f"a{k}", f"{text(k, 100)} {text(k // 3, 60)}", day=f"2024-03-{1 + k:02}") for k in range(9)]
    first = told(tmp_path, rows)
    assert first
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        again = told(tmp_path, rows)
        assert sorted(map(str, again)) == sorted(map(str, first))

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from compare import __version__
from compare.options import Options
from compare.reporters import render, schema
from compare.values import Comparison
from tests.reporters.build import article, comparison, says
from tests.reporters.hostile import hostile
from tests.reporters.messaging import HERALD, WIRE, example

KEYS = {
    "": "schema_version tool options articles links groups divergences coverage origins duplicates notices skipped",
    "articles": "id outlet title url published source text sentences furniture credits",
    "links": "left right score degree reasons",
    "groups": "id statements",
    "divergences": "id rule type relation severity group score reasons message evidence",
    "coverage": "group outlets",
    "origins": "id articles reasons",
    "duplicates": "kept dropped kind score spans",
    "notices": "article reason",
    "skipped": "source reason",
}


def read(given: Comparison, options: Options | None = None) -> dict[str, Any]:
    """The report, parsed."""
    parsed: dict[str, Any] = json.loads(render(given, options or Options(), "json"))
    return parsed


def assert_valid(report: dict[str, Any]) -> None:
    """The report follows the schema that ships with the package."""
    jsonschema.Draft202012Validator(json.loads(schema())).validate(report)


def assert_exact(report: dict[str, Any]) -> None:
    """Every piece of evidence is the text that its offsets name."""
    articles = {article["id"]: article for article in report["articles"]}
    for piece in (piece for found in report["divergences"] for piece in found["evidence"]):
        text = articles[piece["article"]][piece["field"]] or ""
        assert text[piece["start"] : piece["end"]] == piece["text"]


@pytest.mark.parametrize("given", [example(), hostile(), Comparison(())], ids=["example", "hostile", "empty"])
def test_a_report_is_valid_and_its_evidence_exact(given: Comparison) -> None:
    report = read(given)
    assert_valid(report)
    assert_exact(report)


@pytest.mark.parametrize(("part", "keys"), KEYS.items())
def test_keys_stand_in_the_documented_order(part: str, keys: str) -> None:
    report = read(example())
    assert list(report[part][0] if part else report) == keys.split()


def test_evidence_has_its_keys_in_order() -> None:
    piece = read(example())["divergences"][0]["evidence"][0]
    assert list(piece) == [
        "article",
        "outlet",
        "sentence",
        "field",
        "start",
        "end",
        "text",
        "variant",
        "missing",
    ]


def test_the_head_names_version_and_options_that_change_results() -> None:
    report = read(example(), Options(ignore=("WRD", "DET"), min_severity="error"))
    assert report["schema_version"] == 1
    assert report["tool"] == {"name": "storydiff", "version": __version__}
    assert report["options"] == {
        "outlet": [],
        "keep_furniture": False,
        "tagger": None,
        "encoder": None,
        "select": [],
        "ignore": ["DET", "WRD"],
    }


def test_an_article_is_told_in_full() -> None:
    told = read(example())["articles"][2]
    assert told["source"] == {"path": "texts/wire.jsonl", "line": 3, "key": "body", "member": None}
    assert told["text"] == WIRE.text
    assert [told["text"][s["start"] : s["end"]] for s in told["sentences"]] == WIRE.text.split("\n\n")
    assert told["credits"] == [{"agency": "Reuters", "start": 0, "end": 6}]
    assert read(example())["articles"][1]["furniture"] == [{"start": 0, "end": 6, "reason": "dateline"}]


def test_links_and_groups_refer_to_sentences() -> None:
    report = read(example())
    assert report["links"] == [
        {
            "left": {"article": "texts/gazette.txt", "sentence": 1},
            "right": {"article": "texts/herald.txt", "sentence": 1},
            "score": 0.8765,
            "degree": "same",
            "reasons": ["complaints", "police", "fraud"],
        }
    ]
    assert report["groups"][3] == {
        "id": "g4",
        "statements": [{"article": HERALD.id, "sentence": 3}, {"article": WIRE.id, "sentence": 3}],
    }


def test_duplicates_tell_spans_of_both_articles() -> None:
    assert read(example())["duplicates"] == [
        {
            "kept": HERALD.id,
            "dropped": WIRE.id,
            "kind": "near",
            "score": 0.9123,
            "spans": [{"kept": [0, 6], "dropped": [0, 6]}],
        }
    ]


def test_a_report_without_a_documented_key_is_not_valid() -> None:
    report = read(example())
    del report["divergences"][0]["evidence"][0]["variant"]
    with pytest.raises(jsonschema.ValidationError, match="'variant' is a required property"):
        assert_valid(report)


def test_a_report_with_a_new_key_is_valid() -> None:
    assert_valid({**read(example()), "events": []})


def test_half_a_surrogate_pair_is_replaced_and_offsets_stay() -> None:
    odd = article("a", "A", ["one \ud83d\ude00 two \udc00 three"])
    found = replace(example().divergences[0], evidence=(says(odd, 0, "three"),))
    text = render(comparison([odd], [], [found]), Options(), "json")
    text.encode("utf-8")
    assert json.loads(text)["articles"][0]["text"] == "one \ufffd\ufffd two \ufffd three"
    assert_exact(json.loads(text))


def test_characters_that_steer_a_terminal_or_end_a_line_are_escaped() -> None:
    odd = article("a", "A", ["a\x1bb\x9bc\u2028d\u202ee\x7f"])
    text = render(comparison([odd], [], []), Options(), "json")
    assert r"a\u001bb\u009bc\u2028d\u202ee\u007f" in text
    assert json.loads(text)["articles"][0]["text"] == odd.text


def test_a_line_of_jsonl_is_the_divergence_of_the_json_report() -> None:
    lines = render(example(), Options(), "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == read(example())["divergences"]


def test_the_most_serious_divergences_come_first() -> None:
    severities = [found["severity"] for found in read(example())["divergences"]]
    assert severities == ["error"] * 2 + ["warning"] * 3 + ["note"] * 3


def test_without_divergences_jsonl_is_empty() -> None:
    assert render(Comparison(()), Options(), "jsonl") == ""

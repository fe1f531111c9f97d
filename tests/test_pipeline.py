"""The whole way: notices, refusals, copies, determinism."""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.errors import InputError, OptionError
from compare.options import Options
from compare.pipeline import compare
from compare.reporters import render
from tests.event import compare_texts, words_of, write_event

ROOT = Path(__file__).resolve().parent.parent
FIRE = {
    "north": "A fire at the Mill Street warehouse killed 12 people on Sunday. The mayor thanked the firefighters.",
    "south": "Twelve people died in the fire at the Mill Street warehouse. Police are questioning the owner, Dan Voss.",
    "east": "The warehouse fire on Mill Street killed 15 people. Schools nearby stayed closed on Monday.",
}


def test_the_same_fact_is_linked_and_other_facts_are_not(tmp_path: Path) -> None:
    done = compare_texts(tmp_path, FIRE)
    linked = {
        (k.left.sentence.article, k.left.sentence.index, k.right.sentence.article, k.right.sentence.index)
        for k in done.links
    }
    assert linked == {("east", 0, "north", 0), ("east", 0, "south", 0), ("north", 0, "south", 0)}
    assert all(
        0 < k.score <= 1 and k.reasons and k.left.sentence.article < k.right.sentence.article for k in done.links
    )


def test_every_statement_stands_in_a_group_and_every_link_inside_one(tmp_path: Path) -> None:
    done = compare_texts(tmp_path, FIRE)
    groups = [{(s.sentence.article, s.sentence.index) for s in g.statements} for g in done.groups]
    assert {(s.sentence.article, s.sentence.index) for s in done.statements} == set().union(*groups)
    for link in done.links:
        ends = {(s.sentence.article, s.sentence.index) for s in (link.left, link.right)}
        assert any(ends <= group for group in groups)
    assert {c.group: c.outlets for c in done.coverage}["g1"] == ("east", "north", "south")


def test_one_divergence_holds_all_outlets_and_equal_variants_agree(tmp_path: Path) -> None:
    done = compare_texts(tmp_path, FIRE, ["number"])
    (found,) = done.divergences
    assert (found.rule, found.relation, found.severity) == ("NUM001", "conflict", "error")
    variants = {e.article: e.variant for e in found.evidence}
    assert variants["north"] == variants["south"] != variants["east"]
    assert {e.article: e.text for e in found.evidence} == {"north": "12", "south": "Twelve", "east": "15"}


def test_a_toll_reported_later_is_a_note_that_says_so(tmp_path: Path) -> None:
    when = {"north": "2025-03-02T08:00", "south": "2025-03-02T08:00", "east": "2025-03-02T22:00"}
    (found,) = compare_texts(tmp_path, FIRE, ["number"], published=when).divergences
    assert (found.relation, found.severity) == ("conflict", "note")
    assert "reported 14 h later" in found.message


def test_the_id_of_a_divergence_outlives_moves_and_added_outlets(tmp_path: Path) -> None:
    (before,) = compare_texts(tmp_path, FIRE, ["number"]).divergences
    moved = {"n2": "The town is in shock. " + FIRE["north"], "e2": FIRE["east"], "s2": FIRE["south"]}
    (after,) = compare_texts(tmp_path, moved, ["number"]).divergences
    assert before.id == after.id


def test_an_omission_needs_two_independent_origins(tmp_path: Path) -> None:
    third = {"west": "Trains ran late after the weekend storm. The council will vote on the harbour budget next week."}
    copied = {"a": FIRE["north"], "b": FIRE["north"], **third}
    assert compare_texts(tmp_path, copied, ["omission"]).divergences == ()
    done = compare_texts(tmp_path, FIRE | third, ["omission"])
    assert [(d.rule, d.severity, {e.outlet for e in d.evidence if e.missing}) for d in done.divergences] == [
        ("OMI001", "note", {"west"})
    ]


def test_exact_copies_are_one_origin(tmp_path: Path) -> None:
    done = compare_texts(tmp_path, {"a": FIRE["north"], "b": FIRE["north"], "c": FIRE["south"]})
    assert [(d.kept, d.dropped, d.kind) for d in done.duplicates] == [("a", "b", "exact")]
    assert [o.articles for o in done.origins] == [("a", "b"), ("c",)]


def test_a_named_platform_against_a_described_one(tmp_path: Path) -> None:
    texts = {
        "plain": "The regulator restricted calls on two of the most popular messaging apps on Monday.",
        "named": "The regulator restricted calls on the messaging apps WhatsApp and Telegram on Monday.",
    }
    assert words_of(compare_texts(tmp_path, texts, ["naming"])) == [
        ("NAM001", "precision", {"two of the most popular messaging apps", "WhatsApp and Telegram"})
    ]
    texts["plain"] += " WhatsApp and Telegram did not comment."
    assert words_of(compare_texts(tmp_path, texts, ["naming"])) == []


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Priebus", "Preibus", 1),
        ("Süddeutsche", "Sueddeutsche", 0),
        ("Norfolk", "Norwalk", 0),
        ("Priebus", "Priebus", 0),
    ],
)
def test_a_name_spelt_differently(tmp_path: Path, one: str, other: str, found: int) -> None:
    said = "The party chairman told {} on Tuesday that the budget vote would be delayed again."
    done = compare_texts(tmp_path, {"a": said.format(one), "b": said.format(other)}, ["NAM002"])
    assert len(done.divergences) == found


def test_what_a_reader_must_know_first(tmp_path: Path) -> None:
    texts = FIRE | {
        "sport": "The home side won the cup final after extra time. Their captain scored twice before half-time.",
        "paris": "Le feu a détruit un entrepôt dans la rue du Moulin et douze personnes sont mortes dimanche matin, "
        "selon la police qui interroge le propriétaire des lieux depuis hier soir dans la ville.",
    }
    notices = {(n.article, n.reason.split(":")[0]) for n in compare_texts(tmp_path, texts).notices}
    assert ("sport", "shares no fact with the others") in notices
    assert ("paris", "the text does not look English") in notices
    assert ("north", "no date of publication") in notices
    assert ("north", "shares no fact with the others") not in notices


def test_too_few_and_too_many_articles_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="need at least two articles to compare, found 1"):
        compare_texts(tmp_path, {"north": FIRE["north"]})
    with pytest.raises(InputError, match="101 articles are too many for one comparison"):
        compare_texts(tmp_path, {f"o{n:03}": f"Story number {n} is here." for n in range(101)})
    with pytest.raises(OptionError, match="no rule is called 'XYZ'"):
        compare_texts(tmp_path, FIRE, ["XYZ"])


def test_the_order_of_the_input_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for outlet, text in FIRE.items():
        (tmp_path / f"{outlet}.txt").write_text(text, encoding="utf-8")
    files = [f"{outlet}.txt" for outlet in FIRE]
    reports = {render(compare(order), Options(), "json") for order in itertools.permutations(files)}
    assert len(reports) == 1


def test_hash_seed_and_folder_change_nothing(tmp_path: Path) -> None:
    event = write_event(tmp_path, FIRE)
    told = set()
    for seed in ("0", "1"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", "import cli; cli.main()", "compare", Path(event).name, "-f", "json"]
        told.add(subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True).stdout)
    assert len(told) == 1


@settings(derandomize=True, deadline=None, max_examples=25)
@given(seed=st.integers(0, 10_000))
def test_evidence_is_always_the_text_at_its_offsets(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    chance = random.Random(seed)
    stock = [
        "The mayor",
        "said on Monday that",
        "12",
        "some",
        "about",
        "people",
        "Ms. Dana Kerr",
        "“new plan”",
        "\u00a0",
    ]
    stock += ["could not", "—", "ferry,", "4.5%", "U.S.", "(AP)", "!"]
    texts = {
        outlet: " ".join(chance.choices(stock, k=chance.randint(3, 60))) + chance.choice([".", "", "?\r\n\r\nYes."])
        for outlet in ("a", "b", "c")
    }
    done = compare_texts(tmp_path_factory.mktemp("event"), texts)
    held = {a.id: a.text for a in done.articles}
    for found in done.divergences:
        assert all(held[e.article][e.span.start : e.span.end] == e.text for e in found.evidence)
    for statement in done.statements:
        assert statement.sentence.span.of(held[statement.sentence.article]) == statement.sentence.text
    assert render(done, Options(), "json")
    assert render(done, Options(), "text")

"""The whole way: notices, refusals, copies, determinism."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.errors import InputError, OptionError
from compare.options import Options
from compare.pipeline import compare
from compare.reporters import render
from compare.values import Comparison
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


def test_a_toll_that_differs_in_the_same_hour_stays_an_error(tmp_path: Path) -> None:
    when = {"north": "2025-03-02T06:00", "south": "2025-03-02T20:00", "east": "2025-03-02T06:00"}
    (found,) = compare_texts(tmp_path, FIRE, ["number"], published=when).divergences
    assert (found.severity, "later" in found.message) == ("error", False)


def test_the_earliest_copy_is_kept_whatever_its_zone(tmp_path: Path) -> None:
    when = {"a": "2024-03-08T01:00+05:00", "b": "2024-03-07T22:00+00:00"}
    done = compare_texts(tmp_path, {"a": FIRE["north"], "b": FIRE["north"]}, published=when)
    assert [(d.kept, d.dropped) for d in done.duplicates] == [("a", "b")]


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
    assert [d.severity for d in compare_texts(tmp_path, texts, ["naming"]).divergences] == ["note"]


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


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "need at least two articles to compare, found 0; give two or more files, "),
        ({"a.txt": FIRE["north"]}, "found 1; give two or more files, or a folder with the articles of one event"),
        ({"a.txt": FIRE["north"], "b.txt": "  "}, "found 1; skipped b.txt: "),
        ({"a.txt": FIRE["north"], "b.txt": "", "c.txt": "\n"}, " and 1 more"),
    ],
    ids=["none", "one", "one and an empty one", "one and two empty ones"],
)
def test_a_refusal_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, files)
    with pytest.raises(InputError) as caught:
        compare(sorted(files))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")


def test_a_hundred_articles_are_compared(tmp_path: Path) -> None:
    done = compare_texts(tmp_path, {f"o{n:03}": f"Story number {n} is here." for n in range(100)})
    assert len(done.articles) == 100


@pytest.mark.parametrize("name", ["NUM001", "num", "number", "NUMBER"])
def test_rules_are_selected_and_ignored_by_id_code_and_type(tmp_path: Path, name: str) -> None:
    event = write_event(tmp_path, FIRE)
    chosen = compare([event], Options(select=(name,))).divergences
    assert {d.rule for d in chosen} == {"NUM001"}
    every = compare([event]).divergences
    rest = compare([event], Options(ignore=(name,))).divergences
    assert [d.id for d in every if d.rule != "NUM001"] == [d.id for d in rest]
    assert compare([event], Options(select=(name,), ignore=("NUM001",))).divergences == ()


def test_rules_change_neither_links_nor_groups(tmp_path: Path) -> None:
    event = write_event(tmp_path, FIRE)
    one, other = compare([event]), compare([event], Options(select=("quote",)))
    assert (one.links, one.groups, one.coverage) == (other.links, other.groups, other.coverage)


def test_an_article_with_a_date_needs_no_notice(tmp_path: Path) -> None:
    done = compare_texts(tmp_path, FIRE, published=dict.fromkeys(FIRE, "2025-03-02"))
    assert done.notices == ()


def test_an_article_that_is_not_english_is_aligned_but_not_judged(tmp_path: Path) -> None:
    french = (
        "Le feu du Mill Street warehouse a fait 15 morts dimanche matin, selon la police qui interroge le "
        "propriétaire des lieux, Dan Voss, depuis hier soir dans la ville de Velna."
    )
    done = compare_texts(tmp_path, {"north": FIRE["north"], "paris": french})
    assert [s.details for s in done.statements if s.sentence.article == "paris"] == [()]
    assert done.divergences == ()


def test_two_articles_of_one_id_are_both_compared(tmp_path: Path) -> None:
    path = tmp_path / "event.jsonl"
    rows = [{"id": "fire", "outlet": outlet, "text": text} for outlet, text in FIRE.items()]
    for order in itertools.permutations(rows):
        path.write_text("".join(json.dumps(row) + "\n" for row in order), encoding="utf-8")
        done = compare([str(path)])
        assert [(a.id, a.outlet) for a in done.articles] == [("fire", "east"), ("fire#2", "north"), ("fire#3", "south")]
        assert {n.article for n in done.notices if "is used by more than one article" in n.reason} == {
            "fire#2",
            "fire#3",
        }


def test_new_file_names_change_no_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = set()
    for names in (("a", "b", "c"), ("c", "a", "b"), ("z9", "É", "b b")):
        files = dict(zip((f"{name}.txt" for name in names), FIRE.values(), strict=True))
        write_files(tmp_path, files)
        done = compare(sorted(files))
        texts = sorted((d.id, d.severity, tuple(sorted(e.text for e in d.evidence))) for d in done.divergences)
        told.add((tuple(texts), tuple(sorted(k.score for k in done.links))))
    assert len(told) == 1
    assert told.pop()[0]


@pytest.mark.parametrize(
    "text",
    [
        "FIRE KILLS 12 AT MILL STREET WAREHOUSE. POLICE QUESTION OWNER DAN VOSS.",
        "Fire.",
        "12",
        ".",
        "“”",
        "(((((",
        "Home\nSign in\nRead more",
        "\u200b\u2060",
        "\x00\x1b[31m\x07",
        "\ufffd" * 50,
        "A\u0301" * 200,
        "消防車が倉庫の火事に出動した。十二人が死亡した。",
        "12 people died " * 2_000,
        "“The fire " * 300,
        "\u2028".join(["The fire killed 12 people."] * 5),
        "The fire killed 99999999999999999999999999999999999 people on 31 February 0000 at 25:61.",
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_no_article_is_too_odd(tmp_path: Path, text: str) -> None:
    done = compare_texts(tmp_path, FIRE | {"odd": text})
    check_offsets(done)
    assert ("odd" in {a.id for a in done.articles}) != bool(done.skipped)
    json.loads(render(done, Options(), "json"))
    assert "\x1b" not in render(done, Options(), "text")


def check_offsets(done: Comparison) -> None:
    """Every piece of every kind is the text at its offsets, inside its sentence."""
    held = {a.id: a for a in done.articles}
    sentences = {(s.sentence.article, s.sentence.index): s.sentence for s in done.statements}
    for found in done.divergences:
        for piece in found.evidence:
            body = held[piece.article].text if piece.field == "text" else held[piece.article].title or ""
            assert piece.span.of(body) == piece.text
            assert piece.sentence is None or sentences[piece.article, piece.sentence].span.covers(piece.span)
            assert piece.outlet == held[piece.article].outlet
    for statement in done.statements:
        text = held[statement.sentence.article].text
        assert statement.sentence.span.of(text) == statement.sentence.text
        for detail in statement.details:
            assert detail.span.of(text) == detail.text
            assert statement.sentence.span.covers(detail.span)


def test_the_order_of_the_input_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for outlet, text in FIRE.items():
        (tmp_path / f"{outlet}.txt").write_text(text, encoding="utf-8")
    files = [f"{outlet}.txt" for outlet in FIRE]
    reports = {render(compare(order), Options(), "json") for order in itertools.permutations(files)}
    assert len(reports) == 1


def test_hash_seed_and_working_folder_change_nothing(tmp_path: Path) -> None:
    told = set()
    for seed, folder in (("0", tmp_path / "here"), ("1", tmp_path / "there" / "deeper")):
        folder.mkdir(parents=True)
        event = write_event(folder, FIRE)
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", "import cli; cli.main()", "compare", Path(event).name, "-f", "json"]
        told.add(subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True).stdout)
    assert len(told) == 1
    assert str(tmp_path) not in told.pop().decode("utf-8")


STOCK = [
    "The mayor", "said on Monday that", "12", "15", "some", "about", "more than", "people died", "Ms. Dana Kerr",
    "Dan Voss", "“new plan”", "“", "”", "\u00a0", "could not", "may have", "—", "ferry,", "4.5%", "$3 million", "U.S.",
    "(AP)", "!", ".", "\r\n", "\n", "on 3 March", "two apps", "WhatsApp and Telegram", "officials said", "\x00",
    "\ud83d", "語", "in Velna",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(STOCK), min_size=1, max_size=50).map(" ".join)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(texts=st.lists(TEXT, min_size=2, max_size=4))
def test_evidence_is_always_the_text_at_its_offsets(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    story = {f"o{n}": f"The mayor said that {text}" for n, text in enumerate(texts)}
    done = compare_texts(tmp_path_factory.mktemp("event"), story)
    check_offsets(done)
    assert json.loads(render(done, Options(), "json"))["schema_version"] == 1
    assert render(done, Options(), "text")

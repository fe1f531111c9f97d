"""dedupe: what is kept comes out as it went in, what is dropped is told with matching spans."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.archive.texts import edited, run, text, write

STORY = text(1)


def rows_of(*texts: str) -> list[dict[str, Any]]:
    return [{"id": f"a{number}", "text": body} for number, body in enumerate(texts)]


def test_an_exact_copy_is_dropped_whatever_its_case_blanks_and_marks(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl", rows_of(STORY, text(2), STORY.upper().replace(" ", "\n"), STORY.replace(".", " –"))
    )
    code, rows, errors = run("dedupe", path)
    assert code == 0
    assert [(r["dropped"], r["kept"], r["kind"], r["score"]) for r in rows] == [
        ("a2", "a0", "exact", 1.0),
        ("a3", "a0", "exact", 1.0),
    ]
    assert errors == "storydiff: 4 articles: 2 kept, 2 dropped (2 exact, 0 near copies); 0 skipped\n"


@pytest.mark.parametrize(
    "copy",
    [
        edited(STORY, 0.05, 3),
        edited(STORY, 0.1, 3),
        " ".join(STORY.split()[:80]),
        text(9, 40) + " " + " ".join(STORY.split()[40:]),
    ],
    ids=["edits of 5 %", "edits of 10 %", "truncation", "own lede"],
)
def test_a_near_copy_is_dropped_and_its_spans_match(tmp_path: Path, copy: str) -> None:
    path = write(tmp_path / "a.jsonl", rows_of(STORY, text(2), copy))
    _, rows, _ = run("dedupe", path)
    assert [(r["dropped"], r["kept"], r["kind"]) for r in rows] == [("a2", "a0", "near")]
    assert rows[0]["spans"]
    for span in rows[0]["spans"]:
        kept = STORY[slice(*span["kept"])].lower().split()
        dropped = copy[slice(*span["dropped"])].lower().split()
        assert kept[0].strip(".") == dropped[0].strip(".")
        assert kept[-1].strip(".") == dropped[-1].strip(".")


@pytest.mark.parametrize(
    "other",
    [
        text(2),
        " ".join(STORY.split()[:60]) + " " + text(7, 140),
        edited(STORY, 0.5, 3),
    ],
    ids=["another text", "a borrowed passage", "half rewritten"],
)
def test_what_is_no_copy_is_kept(tmp_path: Path, other: str) -> None:
    _, rows, _ = run("dedupe", write(tmp_path / "a.jsonl", rows_of(STORY, other)))
    assert rows == []


def test_a_form_filled_in_with_other_numbers_is_no_copy(tmp_path: Path) -> None:
    form = "The exchange said {} tonnes of wheat, {} of maize and {} of barley were sold at the close in the harbour."
    _, rows, _ = run("dedupe", write(tmp_path / "a.jsonl", rows_of(form.format(120, 45, 7), form.format(133, 51, 9))))
    assert rows == []


def test_kept_records_come_out_byte_for_byte_in_their_order(tmp_path: Path) -> None:
    lines = [
        b'{"id":"1",  "text":"' + STORY.encode() + b'", "odd": [1.50, "\\u00e9"]}\r\n',
        b"\n",
        '{"text": "Ein Text über Brücken", "id": "2"}\n'.encode(),
        b'{"id":"3","text":"' + STORY.encode() + b'"}\n',
        b'{"id": "4", "text": ""}\n',
        b'{"id": "5", "text": "One"}',
    ]
    (tmp_path / "a.jsonl").write_bytes(b"".join(lines))
    _, _, errors = run("dedupe", tmp_path / "a.jsonl", "-o", tmp_path / "kept", "--report", tmp_path / "report")
    assert (tmp_path / "kept").read_bytes() == lines[0] + lines[2] + lines[4] + lines[5] + b"\n"
    assert len((tmp_path / "report").read_text().splitlines()) == 1
    assert "5 articles: 4 kept, 1 of them without text, 1 dropped" in errors


@pytest.mark.parametrize(
    ("keep", "kept"), [("first", "a0"), ("longest", "a1"), ("earliest", "a2"), ("outlet=Harbour Post", "a3")]
)
def test_which_copy_is_kept(tmp_path: Path, keep: str, kept: str) -> None:
    rows = rows_of(STORY, STORY + " Vike lora.", STORY, STORY)
    rows[0] |= {"outlet": "Meridian", "published": "2024-03-03"}
    rows[1] |= {"outlet": "Meridian", "published": "2024-03-02"}
    rows[2] |= {"outlet": "Meridian", "published": "2024-03-01"}
    rows[3] |= {"outlet": "harbour post"}
    _, told, _ = run("dedupe", write(tmp_path / "a.jsonl", rows), "--keep", keep)
    assert {row["kept"] for row in told} == {kept}
    assert len(told) == 3


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--keep", "best"), "--keep: 'best' is not one of first, longest, earliest, outlet=NAME"),
        (("--keep", "outlet=Nobody"), "--keep: no article is from the outlet 'Nobody'; check the spelling"),
        (("--memory-limit", "few"), "--memory-limit: 'few' is not usable; write a size of 16M or more"),
        (("-o", "x", "--report", "x"), "'x' is named twice; give each output its own file"),
        (("-o", "no/such/file"), "no/such/file: folder 'no/such' does not exist; create it first"),
    ],
)
def test_a_wrong_option_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.jsonl", rows_of(STORY))
    code, rows, errors = run("dedupe", "a.jsonl", *args)
    assert (code, rows) == (2, [])
    assert errors.startswith(f"storydiff: {message}")
    assert errors.count("\n") == 1


def test_a_cluster_does_not_chain(tmp_path: Path) -> None:
    """Each step is a near copy of the one before, the last one no longer of the first."""
    words = STORY.split()
    steps = [" ".join(text(50, 30 * k).split()[: 30 * k] + words[30 * k :]) for k in range(6)]
    _, rows, _ = run("dedupe", write(tmp_path / "a.jsonl", rows_of(*steps)))
    kept = {row["dropped"]: row["kept"] for row in rows}
    assert kept
    assert not set(kept) & set(kept.values())
    assert kept.get("a5") != "a0"


def test_the_report_is_the_same_with_workers_and_little_memory(tmp_path: Path) -> None:
    texts = [text(k, 120) for k in range(60)]
    rows = rows_of(*texts, *(edited(t, 0.08, k) for k, t in enumerate(texts)))
    random.Random(5).shuffle(rows)
    path = write(tmp_path / "a.jsonl", rows)
    alone = run("dedupe", path)
    assert len(alone[1]) == 60
    assert run("dedupe", path, "--workers", "2", "--memory-limit", "16M") == alone


def test_the_earliest_is_kept_whatever_the_order(tmp_path: Path) -> None:
    rows = rows_of(STORY, edited(STORY, 0.05, 1), edited(STORY, 0.05, 2), text(3))
    for number, row in enumerate(rows):
        row["published"] = f"2024-03-0{9 - number}"
    told = []
    for seed in range(4):
        random.Random(seed).shuffle(rows)
        _, found, _ = run("dedupe", write(tmp_path / "a.jsonl", rows), "--keep", "earliest")
        told.append(sorted(found, key=lambda row: str(row["dropped"])))
    assert told[1:] == told[:-1]
    assert {row["kept"] for row in told[0]} == {"a2"}


def test_ids_repeated_across_files_stay_apart(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / f"{name}.jsonl", [{"id": "1", "text": STORY}])
    _, rows, _ = run("dedupe", tmp_path)
    assert [(row["dropped"], row["kept"]) for row in rows] == [("1#2", "1")]


def test_packed_archives_and_folders_of_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    with gzip.open(tmp_path / "b.jsonl.gz", "wb") as out:
        out.write(json.dumps({"id": "packed", "text": STORY}).encode() + b"\n")
    code, rows, _ = run("dedupe", tmp_path, "-o", tmp_path / "kept.out", "--report", tmp_path / "report.out")
    assert (code, rows) == (0, [])
    report = json.loads((tmp_path / "report.out").read_text())
    assert {report["kept"].rpartition("/")[2], report["dropped"].rpartition("/")[2]} == {"packed", "a.txt"}
    assert len((tmp_path / "kept.out").read_text().splitlines()) == 1

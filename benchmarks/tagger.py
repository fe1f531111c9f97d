"""Print the figures of the tagger. Uses `../shared` where it stands beside the checkout.

    python -m benchmarks.tagger [NAME of a tagger, as in --tagger]

Entities: F1 over spans; typed counts a span only under the right label, untyped under any. PUD annotates no MISC:
there MISC spans are left out of the prediction, and kept in a second count ("with MISC"). Touch recall is the share of
gold names that share a token with a predicted span of any label; "runs added" counts runs of capitalised PROPN tokens
outside every span as untyped names. UPOS is accuracy; NP heads is F1 over the last tokens of phrases. Speed: tokens a
second over whole articles (40 sentences a call), in one thread, beside a fixed numpy product of matrices in the same
run.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy: the figures are those of one core

import json
import pathlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from benchmarks.floors import held
from compare.tagger import load
from compare.tagger.base import Run, Tagged, runs_of

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
ARTICLE = 40  # sentences in one call

Rows = list[dict[str, Any]]
Spans = list[set[tuple[int, int, str]]]


def main() -> int:
    """Print every figure beside its floor; 1 where one is below it."""
    return held(figures(sys.argv[1] if len(sys.argv) > 1 else "net"))


def figures(name: str) -> Iterator[tuple[str, float, str]]:
    """Name, value and remark of every figure."""
    started = time.perf_counter()
    tagger = load(name)
    yield "tagger load, ms", 1000 * (time.perf_counter() - started), "in this process, numpy already imported"
    for test in ("pud", "gumnews"):
        rows = read(SHARED / "tagger" / "data" / f"test_{test}.jsonl")
        yield from quality(test, rows, tag(tagger.tag, rows))
    yield from speed(tagger.tag, read(SHARED / "tagger" / "data" / "test_pud.jsonl"))


def read(path: pathlib.Path) -> Rows:
    """The sentences of a test file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def tag(tagger: Callable[[Sequence[Sequence[str]]], Tagged], rows: Rows) -> Tagged:
    """The tags of all sentences, one article at a time."""
    words = [row["toks"] for row in rows]
    return tuple(tags for at in range(0, len(words), ARTICLE) for tags in tagger(words[at : at + ARTICLE]))


def quality(test: str, rows: Rows, tagged: Tagged) -> Iterator[tuple[str, float, str]]:
    """Scores of one test file."""
    gold = [spans(runs_of(row["ner"])) for row in rows]
    found = [spans(runs_of(tags.entities)) for tags in tagged]
    if test == "pud":
        yield "tagger pud entities with MISC", f1(gold, found), ""
        yield "tagger pud untyped with MISC", f1(bare(gold), bare(found)), ""
        kept = [{run for run in runs if run[2] != "MISC"} for runs in found]
    else:
        kept = found
    yield f"tagger {test} entities", f1(gold, kept), by_label(gold, kept)
    yield f"tagger {test} entities untyped", f1(bare(gold), bare(kept)), ""
    more = [runs | proper(row["toks"], tags.pos, runs) for row, tags, runs in zip(rows, tagged, found, strict=True)]
    yield f"tagger {test} touch recall", touched(gold, found), ""
    yield f"tagger {test} touch recall, runs added", touched(gold, more), f"precision {touched(more, gold):.3f}"
    scored = [at for at, row in enumerate(rows) if row["pos"]]
    pairs = [pair for at in scored for pair in zip(rows[at]["pos"], tagged[at].pos, strict=True)]
    yield f"tagger {test} UPOS", sum(left == right for left, right in pairs) / len(pairs), ""
    phrases = [heads(rows[at]["chunk"]) for at in scored], [heads(tagged[at].chunks) for at in scored]
    yield f"tagger {test} NP heads", f1(*phrases), ""


def spans(runs: Sequence[Run]) -> set[tuple[int, int, str]]:
    """Runs as plain tuples."""
    return {(run.start, run.end, run.label) for run in runs}


def bare(many: Spans) -> Spans:
    """The same spans under one label."""
    return [{(start, end, "") for start, end, _ in runs} for runs in many]


def heads(chunks: Sequence[str]) -> set[tuple[int, int, str]]:
    """The last token of each phrase."""
    return {(run.end - 1, run.end, "NP") for run in runs_of(chunks)}


def f1(gold: Spans, found: Spans) -> float:
    """F1 over exact spans."""
    right = sum(len(left & right) for left, right in zip(gold, found, strict=True))
    return 2 * right / (sum(map(len, gold)) + sum(map(len, found)))


def by_label(gold: Spans, found: Spans) -> str:
    """F1 of each label."""
    labels = sorted({run[2] for runs in gold for run in runs})
    return " ".join(f"{label} {f1(only(gold, label), only(found, label)):.3f}" for label in labels)


def only(many: Spans, label: str) -> Spans:
    """The spans under one label."""
    return [{run for run in runs if run[2] == label} for runs in many]


def proper(words: Sequence[str], pos: Sequence[str], runs: set[tuple[int, int, str]]) -> set[tuple[int, int, str]]:
    """Runs of capitalised PROPN tokens that lie outside every span."""
    inside = {at for start, end, _ in runs for at in range(start, end)}
    free = [at not in inside and pos[at] == "PROPN" and word[:1].isupper() for at, word in enumerate(words)]
    return spans(runs_of(["I-MISC" if yes else "O" for yes in free]))


def touched(gold: Spans, found: Spans) -> float:
    """The share of gold spans that share a token with a found one."""
    pairs = [(run, others) for runs, others in zip(gold, found, strict=True) for run in runs]
    return sum(any(run[0] < end and start < run[1] for start, end, _ in others) for run, others in pairs) / len(pairs)


def speed(tagger: Callable[[Sequence[Sequence[str]]], Tagged], rows: Rows) -> Iterator[tuple[str, float, str]]:
    """The best of five runs, and the speed of a fixed product of matrices between them."""
    tokens = sum(len(row["toks"]) for row in rows)
    left, right = np.ones((1024, 384), np.float32), np.ones((384, 256), np.float32)
    spent, product = [], []
    for _ in range(5):
        started = time.process_time()
        tag(tagger, rows)
        spent.append(time.process_time() - started)
        started = time.process_time()
        for _ in range(50):
            left @ right
        product.append((time.process_time() - started) / 50)
    rate = 2 * left.size * right.shape[1] / min(product) / 1e9
    yield "tagger tokens per second", tokens / min(spent), f"where a plain product runs at {rate:.1f} GFLOP/s"
    yield "tagger tokens per product", min(product) * tokens / min(spent), "in the time of one 1024 x 384 x 256 product"


if __name__ == "__main__":
    sys.exit(main())

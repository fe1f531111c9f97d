"""Print the figures of archives: speed and memory beside other tools, planted copies, reuse and events.

    python -m benchmarks.archive [--size 25000] [--peers PYTHON] [--only speed,planted,reuse,events]

`--peers` names a Python that has datasketch and text-dedup (an environment of their own: they are not needed here).
Speed: real articles cut to 400 words; each further round over them replaces one word in ten, so that all are near
copies of the first round. CPU seconds of the whole process, from text to verified clusters, what is kept written.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared" / "archive"
WORDS = 400

Row = dict[str, Any]
Words = list[str]

DATASKETCH = """
import json, re, sys
import numpy as np
from datasketch import MinHash, MinHashLSH
word = re.compile(r"\\w+")
lsh = MinHashLSH(num_perm=128, params=(64, 2))
kept = {}
clusters = 0
def flush(batch):
    global clusters
    sets = [set(" ".join(w[i:i + 5]).encode() for i in range(max(1, len(w) - 4))) for _, w in batch]
    for (name, _), shingles, sketch in zip(batch, sets, MinHash.bulk(sets, num_perm=128)):
        hashes = set(map(hash, shingles))
        near = any(len(hashes & kept[other]) >= 0.4 * min(len(hashes), len(kept[other])) for other in lsh.query(sketch))
        if not near:
            lsh.insert(name, sketch, check_duplication=False)
            kept[name] = hashes
            clusters += 1
batch = []
for number, line in enumerate(open(sys.argv[1], encoding="utf-8")):
    batch.append((number, word.findall(json.loads(line)["text"].lower())))
    if len(batch) == 256:
        flush(batch); batch = []
flush(batch)
print(clusters)
"""


def articles(name: str) -> list[Row]:
    """The rows of a file of the shared archive."""
    path = SHARED / name
    data = path.read_bytes()
    return [json.loads(line) for line in (gzip.decompress(data) if name.endswith(".gz") else data).splitlines()]


def edited(words: Words, share: float, dice: random.Random, stock: Words) -> Words:
    """The words with about `share` of them replaced, left out, or followed by another."""
    found: Words = []
    for word in words:
        roll = dice.random() / share
        if roll >= 1:
            found.append(word)
        elif roll < 0.6:
            found.append(dice.choice(stock))
        elif roll < 0.8:
            found += [word, dice.choice(stock)]
    return found


def write_crowd(path: pathlib.Path, size: int) -> None:
    """`size` articles of 400 words: the real ones, then edited copies of them, round after round."""
    base = [row["text"].split()[:WORDS] for row in articles("news_9k.jsonl.gz")]
    base = [words for words in base if len(words) == WORDS]
    stock = [word for words in base[:200] for word in words]
    dice = random.Random(1)
    with path.open("w", encoding="utf-8") as out:
        for number in range(size):
            words = base[number % len(base)]
            if number >= len(base):
                words = edited(words, 0.1, dice, stock)
            out.write(json.dumps({"id": f"a{number}", "text": " ".join(words)}, ensure_ascii=False) + "\n")


def cost(command: Sequence[str]) -> tuple[float, float, str]:
    """CPU seconds and peak megabytes of a command, and the end of what it printed."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as sink:
        process = subprocess.Popen(command, stdout=sink, stderr=sink, cwd=HERE.parent)
        _, status, usage = os.wait4(process.pid, 0)
        sink.seek(0)
        shown = sink.read()
    if status:
        print(shown[-2000:])
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, shown.strip()[-200:]


def tool(*args: str) -> list[str]:
    """The command line of storydiff in this tree."""
    return [sys.executable, "-c", "import cli; cli.main()", *args]


def speed(size: int, peers: str | None) -> Iterator[tuple[str, float, str]]:
    """Articles a second and core, memory, and the ratio to the peers in the same run."""
    with tempfile.TemporaryDirectory() as folder:
        path, kept, report = (pathlib.Path(folder) / name for name in ("crowd.jsonl", "kept.jsonl", "report.jsonl"))
        # in a process of its own: a child starts with the peak memory of its parent
        subprocess.run(
            [sys.executable, "-m", "benchmarks.archive", "--write", str(path), "--size", str(size)], check=True
        )
        spent, peak, shown = cost(tool("dedupe", str(path), "-o", str(kept), "--report", str(report)))
        yield f"dedupe {size} with report: articles/s/core", size / spent, ""
        spent, peak, shown = cost(tool("dedupe", str(path), "-o", str(kept)))
        yield f"dedupe {size}: articles/s/core", size / spent, shown.splitlines()[-1] if shown else ""
        yield f"dedupe {size}: MB", peak, ""
        if peers:
            yield from _peers(peers, path, size, size / spent)
        spent, peak, shown = cost(tool("events", str(path), "-o", str(kept)))
        yield f"events {size}: CPU s", spent, shown
        yield f"events {size}: MB", peak, ""


def _peers(python: str, path: pathlib.Path, size: int, ours: float) -> Iterator[tuple[str, float, str]]:
    part = path.with_name("part.jsonl")
    small = min(size, 25_000)
    with path.open(encoding="utf-8") as lines, part.open("w", encoding="utf-8") as out:
        out.writelines(line for _, line in zip(range(small), lines, strict=False))
    spent, peak, shown = cost([python, "-c", DATASKETCH, str(part)])
    yield "datasketch: articles/s/core", small / spent, f"{peak:.0f} MB, {shown} clusters of {small}"
    yield "ratio to datasketch", ours / (small / spent), ""
    for name, command in text_dedup(python, part):
        spent, peak, shown = cost(command)
        yield f"{name}: articles/s/core", small / spent, f"{peak:.0f} MB {shown[-80:]!r}"
        yield f"ratio to {name}", ours / (small / spent), ""


def text_dedup(python: str, path: pathlib.Path) -> Iterator[tuple[str, list[str]]]:
    """The MinHash command of text-dedup, with our bands."""
    yield "text-dedup", [
        python, "-m", "text_dedup.minhash", "--path", "json", "--data_files", str(path), "--split", "train",
        "--column", "text", "--output", str(path.with_name("out")), "--num_perm", "128", "--b", "64", "--r", "2",
        "--ngram", "5", "--num_proc", "1", "--cache_dir", str(path.with_name("cache")),
    ]  # fmt: skip


def planted() -> Iterator[tuple[str, float, str]]:
    """Recall of pairs that were made: dedupe for copies and edits, passages for half texts."""
    base = [row["text"].split()[:WORDS] for row in articles("news_9k.jsonl.gz")[:3000]]
    base = [words for words in base if len(words) == WORDS][:1000]
    stock = [word for words in base for word in words]
    dice = random.Random(2)
    other = base[1:] + base[:1]
    makers: dict[str, Callable[[Words, Words], Words]] = {
        "exact": lambda words, _: words,
        "edits 5 %": lambda words, _: edited(words, 0.05, dice, stock),
        "edits 10 %": lambda words, _: edited(words, 0.1, dice, stock),
        "truncation": lambda words, _: words[: dice.randint(120, 320)],
        "new lede": lambda words, _: [dice.choice(stock) for _ in range(60)] + words[60:],
    }
    for name, make in makers.items():
        yield f"dedupe finds {name}", _found("dedupe", base, [make(w, o) for w, o in zip(base, other, strict=True)]), ""
    makers = {
        "edits 20 %": lambda words, _: edited(words, 0.2, dice, stock),
        "half-borrowed": lambda words, _: words[:200] + [dice.choice(stock) for _ in range(200)],
    }
    for name, make in makers.items():
        made = [make(w, o) for w, o in zip(base, other, strict=True)]
        yield f"passages finds {name}", _found("passages", base, made), ""


def reuse() -> Iterator[tuple[str, float, str]]:
    """Classes of the natural pairs with high confidence, and which pairs stem from one source."""
    classes = {"copy": "one text", "revision": "one text", "wire": "one text", "passages": "borrowed"}
    classes |= {"quotes": "borrowed", "boilerplate": "boilerplate"}
    ours = {"one text": "one text", "borrowed": "borrowed", "quotes": "borrowed", "boilerplate": "boilerplate"}
    report = rows_of("passages", SHARED / "reuse_dev_articles.jsonl.gz")
    told = {frozenset((row["left"], row["right"])): row for row in report if "left" in row}
    origin = {name: row["origin"] for row in report if "origin" in row for name in row["articles"]}
    right = found = marked = both = number = 0
    for pair in articles("reuse_dev_pairs.jsonl"):
        mine = told.get(frozenset((pair["a"], pair["b"])))
        same = pair["a"] in origin and origin[pair["a"]] == origin.get(pair["b"])
        if pair["confidence"] == "high":
            number += 1
            right += mine is not None and ours[mine["class"]] == classes[pair["label"]]
            found, marked, both = found + same, marked + pair["same_origin"], both + (same and pair["same_origin"])
    yield "three classes: accuracy", right / number, f"{number} pairs"
    yield "same origin: F1", 2 * both / max(1, found + marked), f"{found} found, {marked} marked"


def events() -> Iterator[tuple[str, float, str]]:
    """Pairwise and B-cubed F1 of events."""
    for name in ("events_world_dev.jsonl", "events_us_dev.jsonl.gz"):
        gold = {row["id"]: row["cluster"] for row in articles(name)}
        found = {a: row["id"] for row in rows_of("events", SHARED / name) for a in row["articles"]}
        pairwise, b_cubed = agreement([found[a] for a in gold], list(gold.values()))
        short = name.split("_")[1]
        yield f"events {short}: pairwise F1", pairwise, ""
        yield f"events {short}: B-cubed F1", b_cubed, ""


def rows_of(command: str, path: pathlib.Path) -> list[Row]:
    """The rows that a command writes about an archive."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out.jsonl"
        subprocess.run(tool(command, str(path), "-o", str(out)), cwd=HERE.parent, check=True, capture_output=True)
        return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def agreement(found: Sequence[str], gold: Sequence[str]) -> tuple[float, float]:
    """Pairwise and B-cubed F1 of two groupings."""
    mine, true, both = Counter(found), Counter(gold), Counter(zip(found, gold, strict=True))

    def pairs(sizes: Counter[Any]) -> float:
        return float(sum(n * (n - 1) / 2 for n in sizes.values()))

    pairwise = 2 * pairs(both) / (pairs(mine) + pairs(true))
    precision = sum(n * n / mine[a] for (a, _), n in both.items()) / len(found)
    recall = sum(n * n / true[b] for (_, b), n in both.items()) / len(found)
    return pairwise, 2 * precision * recall / (precision + recall)


def _found(command: str, base: list[Words], made: list[Words]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path, out = pathlib.Path(folder) / "in.jsonl", pathlib.Path(folder) / "out.jsonl"
        rows = [("a", k, w) for k, w in enumerate(base)] + [("b", k, w) for k, w in enumerate(made)]
        lines = (json.dumps({"id": f"{side}{k}", "text": " ".join(words)}) for side, k, words in rows)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        outputs = ["--report", str(out), "-o", str(path) + ".kept"] if command == "dedupe" else ["-o", str(out)]
        subprocess.run(tool(command, str(path), *outputs), cwd=HERE.parent, check=True, capture_output=True)
        report: list[Row] = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    kept = {row["dropped"]: row["kept"] for row in report if "dropped" in row}
    linked = {frozenset((row["left"], row["right"])) for row in report if "left" in row}
    pairs = [(f"a{k}", f"b{k}") for k in range(len(base))]
    return sum(bool(kept.get(a, a) == kept.get(b, b) or frozenset((a, b)) in linked) for a, b in pairs) / len(base)


def main() -> int:
    """Print every figure beside its floor; 1 where one is below it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=25_000)
    parser.add_argument("--peers")
    parser.add_argument("--only", default="planted,reuse,events,speed")
    parser.add_argument("--write", type=pathlib.Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        write_crowd(given.write, given.size)
        return 0
    if not SHARED.is_dir():
        print("no shared data beside the checkout: these figures need ../shared")
        return 0
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    failed = False
    began = time.perf_counter()
    for name, value, remark in figures(given):
        floor = floors.get(f"archive: {name}")
        low = floor is not None and value < floor
        failed |= low
        shown = "" if floor is None else f"  floor {floor}{'  BELOW' if low else ''}"
        print(f"{name:<44} {value:10.3f}{shown}  {remark}".rstrip(), flush=True)
    print(f"{time.perf_counter() - began:.0f} s")
    return int(failed)


def figures(given: argparse.Namespace) -> Iterator[tuple[str, float, str]]:
    """Name, value and remark of every figure asked for."""
    only = given.only.split(",")
    if "speed" in only:
        yield from speed(given.size, given.peers)
    if "planted" in only:
        yield from planted()
    if "reuse" in only:
        yield from reuse()
    if "events" in only:
        yield from events()


if __name__ == "__main__":
    sys.exit(main())

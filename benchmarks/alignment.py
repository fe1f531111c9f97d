"""Alignment in figures: `python -m benchmarks.alignment [ENCODER]`, against the floors in `floors.json`.

F1, precision, recall and the degree are counted over the dev events as `shared/eval/score.py` counts: a predicted pair
of sentences stands for the unit pairs it overlaps; precision is right if any annotator linked the pair, recall is over
the pairs that all of them linked; the degree is counted over the predicted links that are right. Baselines on the same
sentences: the best threshold for `token_set_ratio`, for the cosine of rare stems and for soft word alignment, chosen on
dev, which flatters them. Mixed events: two neighbouring dev events with articles renamed go into one comparison; false
links are those across events, per thousand cross-event pairs. Time is the CPU time of `align()` alone, details given,
on the event nearest to 75 sentences, best of seven; the crowd is 100 articles made of the dev events.
"""

from __future__ import annotations

import itertools
import json
import pathlib
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from rapidfuzz import fuzz

from benchmarks.coverage import Coverage, load_events
from benchmarks.run import STORYDIFF, cost
from compare.align import align
from compare.align.features import find_candidates
from compare.details import resolve
from compare.values import Statement

HERE = pathlib.Path(__file__).resolve().parent
DEV = HERE.parent.parent / "shared" / "eval" / "coverage" / "dev"
CROWD = 100
PAIR = tuple[str, str]


def figures(events: Sequence[Coverage], given: Sequence[set[PAIR]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of predicted unit pairs."""
    right = sum(len(pairs & set(event.links)) for event, pairs in zip(events, given, strict=True))
    sure = [{p for p, votes in event.links.items() if votes >= event.voters} for event in events]
    found = sum(len(pairs & due) for due, pairs in zip(sure, given, strict=True))
    precision, recall = right / max(1, sum(map(len, given))), found / max(1, sum(map(len, sure)))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def predicted(event: Coverage, encoder: str | None) -> dict[PAIR, str]:
    """The unit pairs that `align` links, with their degree."""
    place = {(s.sentence.article, s.sentence.index): n for n, s in enumerate(event.statements)}
    told: dict[PAIR, str] = {}
    for link in align(event.statements, encoder):
        ends = (place[end.sentence.article, end.sentence.index] for end in (link.left, link.right))
        told |= dict.fromkeys(event.unit_pairs(*ends), link.degree)
    return told


def baseline(events: Sequence[Coverage], score: Callable[[Coverage], list[tuple[int, int, float]]]) -> float:
    """F1 of a plain score at its best threshold."""
    scored = [score(event) for event in events]
    best = 0.0
    for threshold in np.linspace(0.02, 0.9, 45).tolist():
        given = [
            {p for i, j, value in rows if value >= threshold for p in event.unit_pairs(i, j)}
            for event, rows in zip(events, scored, strict=True)
        ]
        best = max(best, figures(events, given)[2])
    return best


def token_sets(event: Coverage) -> list[tuple[int, int, float]]:
    """`token_set_ratio` of every pair of sentences of different articles."""
    texts = [s.sentence.text.lower() for s in event.statements]
    return [(i, j, fuzz.token_set_ratio(texts[i], texts[j]) / 100) for i, j in _across(event.statements)]


def cosines(event: Coverage) -> list[tuple[int, int, float]]:
    """The cosine of rare stems of every candidate."""
    found = find_candidates(event.statements)
    columns = (found.left.tolist(), found.right.tolist(), found.features["cosine"].tolist())
    return list(zip(*columns, strict=True))


def covers(event: Coverage) -> list[tuple[int, int, float]]:
    """Soft word alignment of every candidate: each word by its best match in the other sentence, both ways."""
    found = find_candidates(event.statements)
    columns = (found.left.tolist(), found.right.tolist(), found.features["cover"].tolist())
    return list(zip(*columns, strict=True))


def mixed(events: Sequence[Coverage], encoder: str | None) -> float:
    """False links per thousand cross-event pairs when neighbouring events are compared as one."""
    false = pairs = 0
    for one, other in itertools.pairwise(events):
        parts = [(*_renamed(one, "a-"),), (*_renamed(other, "b-"),)]
        pairs += len(parts[0]) * len(parts[1])
        links = align(resolve((*parts[0], *parts[1])), encoder)
        false += sum(k.left.sentence.article[0] != k.right.sentence.article[0] for k in links)
    return 1000 * false / pairs


def crowd(path: pathlib.Path) -> None:
    """One made-up event of a hundred articles, 2,600 to 3,000 sentences: three real ones in pieces, then others."""
    files = sorted(DEV.glob("*.jsonl"))
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    with path.open("w", encoding="utf-8") as out:
        for n in range(CROWD):
            lines = [line for k, line in enumerate(rows[n % 3]["text"].splitlines()) if (k + n) % 4]
            lines += rows[(3 + n) % len(rows)]["text"].splitlines()[:20]
            out.write(json.dumps({"id": f"a{n:02}", "outlet": f"o{n:02}", "text": "\n".join(lines)}) + "\n")


def main(encoder: str | None = None) -> int:
    """Print all figures; exit 1 under a floor."""
    if not DEV.is_dir():
        print("alignment: no ../shared beside the checkout")
        return 0
    events = load_events(DEV)
    told = [predicted(event, encoder) for event in events]
    right = [(e.degrees[p], d) for e, pairs in zip(events, told, strict=True) for p, d in pairs.items() if p in e.links]
    name = f"strong mode ({pathlib.Path(encoder).name})" if encoder else "default"
    precision, recall, f1 = figures(events, [set(pairs) for pairs in told])
    print(f"alignment, {name}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} on {len(events)} dev events")
    world = [n for n, event in enumerate(events) if event.name.startswith("world-")]
    abroad = figures([events[n] for n in world], [set(told[n]) for n in world])[2]
    print(f"  world news events only: F1 {abroad:.3f} on {len(world)}")
    peers = {"token_set_ratio": token_sets, "cosine": cosines, "soft word alignment": covers}
    print("  baselines: " + ", ".join(f"{name} {baseline(events, peer):.3f}" for name, peer in peers.items()))
    degree = sum(gold == given for gold, given in right) / max(1, len(right))
    print(f"  degree right among matched links: {degree:.3f} (always partial: {_share(right):.3f})")
    stray = mixed(events, encoder)
    print(f"  mixed events: {stray:.2f} false links per 1,000 cross-event pairs (floor < 1)")
    spent = timed(events, encoder)
    print(f"  align() on 75 sentences: {spent:.0f} ms CPU (floor 60)")
    if not encoder:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "crowd.jsonl"
            crowd(path)
            seconds, peak = cost([STORYDIFF, "compare", str(path), "--format", "json"], 1)
            print(f"  100 articles, whole command: {seconds:.1f} s CPU, {peak:.0f} MB (floor 15 s, 700 MB)")
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    reached = {"F1": f1, "world F1": abroad, "degree": degree, "unmixed": 1 - stray / 1000}
    prefix = "alignment strong" if encoder else "alignment"
    low = [key for key, value in reached.items() if value < floors.get(f"{prefix}: {key}", 0)]
    print("  under the floor: " + ", ".join(low) if low else "  all floors hold")
    return int(bool(low))


def timed(events: Sequence[Coverage], encoder: str | None) -> float:
    """Milliseconds of CPU time for one call of `align`."""
    event = min(events, key=lambda event: abs(len(event.statements) - 75))
    spent = []
    for _ in range(7):
        began = time.process_time()
        align(event.statements, encoder)
        spent.append(time.process_time() - began)
    return min(spent) * 1000


def _across(statements: Sequence[Statement]) -> list[tuple[int, int]]:
    pairs = itertools.combinations(range(len(statements)), 2)
    return [(i, j) for i, j in pairs if statements[i].sentence.article != statements[j].sentence.article]


def _renamed(event: Coverage, prefix: str) -> list[Statement]:
    return [replace(s, sentence=replace(s.sentence, article=f"{prefix}{s.sentence.article}")) for s in event.statements]


def _share(right: Sequence[tuple[str, str]]) -> float:
    return sum(gold == "partial" for gold, _ in right) / max(1, len(right))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

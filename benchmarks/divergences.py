"""Print the figures of divergences. Uses `../shared` where it stands beside the checkout.

    python -m benchmarks.divergences [--train]

Scoring.
1. The dev events, as `../shared/eval/score.py` counts them: "typed" needs place and type, "located" the place alone;
   then the precision of errors and warnings, of errors alone, and the share of right relations among those matched;
   each type.
2. `align/summedits_news_dev.jsonl`: the original and the edited summary as two outlets of one day. "found": a factual
   edit (label 0) with any divergence; "alarmed": a harmless one (label 1) with an error or a warning. Texts that are
   equal are left out.
3. `align/bump_dev.jsonl`: the reference and the edited summary as two outlets. An edit that puts another number or name
   in place of one is found where a divergence of type number, date, place, entity or naming overlaps a changed word.
4. Cost: CPU time of `judge` over three articles of 25 sentences each, details and links given, the median of nine runs,
   with nothing remembered from the run before. Cleared: every cache of the rules.

Weights of the rules are fitted on the dev and train events (`benchmarks/fit_rules.py`, which prints what held-out
events say); 2 and 3 are fitted on nothing. Below a floor of `benchmarks/floors.json` the exit code is 1.
"""

from __future__ import annotations

import collections
import difflib
import json
import pathlib
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.annotated import SHARED, Event, events, report, scorer
from compare.options import Options
from compare.pipeline import compare
from compare.rules import RULES, judge
from compare.text import words
from compare.values import Comparison, Divergence

HERE = pathlib.Path(__file__).resolve().parent
NAMED = ("number", "date", "place", "entity", "naming")
_SMALL = 3  # letters of the small words within a name
_PRONOUNS = {"he", "she", "it", "they", "her", "his", "their", "the", "its", "him", "them", "this", "who", "i", "we"}
Figures = dict[str, float]


def main() -> int:
    """Print every figure; 1 where one is below its floor."""
    if not (SHARED / "eval").is_dir():
        print("no data beside the checkout: the figures need ../shared")
        return 0
    figures = coverage("dev")
    if "--train" in sys.argv[1:]:
        coverage("train")
    figures |= summedits() | bump() | cost()
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    low = [name for name, value in figures.items() if value < floors.get(name, value)]
    for name in low:
        print(f"below its floor: {name} {figures[name]:.3f} < {floors[name]}")
    return 1 if low else 0


def coverage(name: str) -> Figures:
    """Scores of a set of events."""
    tallies: dict[str, Any] = collections.defaultdict(scorer().Tally)
    for event in events(name):
        scorer().score(event.gold, report(event.comparison), tallies, [])
    print(f"{name}: {len(events(name))} events")
    rows = {"typed": "divergence", "located": "located", "errors and warnings": "severe", "errors": "errors"}
    rows |= {"relation": "relation"} | {kind: kind for kind in scorer().TYPES}
    for title, key in rows.items():
        tally = tallies[key]
        precision, recall, f1 = tally.figures()
        found = f"  R {recall:.3f}  F1 {f1:.3f}" if tally.due else ""
        print(f"  {title:20s} P {precision:.3f}{found}  ({tally.right:.0f} of {tally.said:.0f} right)")
    return _floored(tallies)


def _floored(tallies: dict[str, Any]) -> Figures:
    f1 = {f"divergences: {title} F1": tallies[key].figures()[2] for title, key in _SCORED}
    right = {f"divergences: {title} right": tallies[key].figures()[0] for title, key in _RIGHT}
    return f1 | right


_SCORED = (("typed", "divergence"), ("located", "located"), ("naming", "naming"))
_RIGHT = (("errors and warnings", "severe"), ("errors", "errors"), ("relations", "relation"))


def of_two(one: str, other: str, folder: pathlib.Path) -> Comparison:
    """The comparison of two texts of one day."""
    path = folder / "pair.jsonl"
    day = {"published": "2024-03-08"}
    rows = [{"id": name, "outlet": name, "text": text} | day for name, text in zip("ab", (one, other), strict=True)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return compare([str(path)], Options())


def _rows(name: str) -> list[dict[str, Any]]:
    lines = (SHARED / "align" / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def summedits() -> Figures:
    """Edited news summaries: factual ones found, harmless ones alarmed."""
    found: list[bool] = []
    grave: list[bool] = []
    alarmed: list[bool] = []
    with tempfile.TemporaryDirectory() as folder:
        for row in _rows("summedits_news_dev.jsonl"):
            if row["summary"].strip() == row["original_summary"].strip():
                continue
            shown = of_two(row["original_summary"], row["summary"], pathlib.Path(folder)).divergences
            severe = any(d.severity != "note" for d in shown)
            if row["label"] == 1:
                alarmed.append(severe)
            else:
                found.append(bool(shown))
                grave.append(severe)
    rates = [sum(row) / len(row) for row in (found, grave, alarmed)]
    print(f"summedits: {rates[0]:.2f} of {len(found)} factual edits found ({rates[1]:.2f} as error or warning);")
    print(f"  {rates[2]:.2f} of {len(alarmed)} harmless ones with an error or warning")
    return {"divergences: factual edits found": rates[0], "divergences: harmless edits quiet": 1 - rates[2]}


def bump() -> Figures:
    """Edited summaries, by type of error: those that change a number or a name."""
    tried: collections.Counter[str] = collections.Counter()
    found: collections.Counter[str] = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        for row in _rows("bump_dev.jsonl"):
            one, other = row["reference_summary"], row["edited_summary"]
            changed = list(_changed(one, other))
            if not any(_tells(one[a:b]) and _tells(other[c:d]) for a, b, c, d in changed):
                continue
            kind = row["corrected_error_type"]
            tried[kind] += 1
            shown = of_two(one, other, pathlib.Path(folder)).divergences
            found[kind] += any(_touches(d, changed) for d in shown if d.type in NAMED)
    for kind in sorted(tried):
        print(f"bump, {kind}: {found[kind]} of {tried[kind]} found")
    return {"divergences: numbers and names found": sum(found.values()) / max(1, sum(tried.values()))}


def _changed(one: str, other: str) -> Iterator[tuple[int, int, int, int]]:
    """The replaced stretches of two texts, in characters."""
    left, right = words(one), words(other)
    matcher = difflib.SequenceMatcher(None, [w.folded for w in left], [w.folded for w in right], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "replace":
            yield left[i].span.start, left[j - 1].span.end, right[k].span.start, right[m - 1].span.end


def _tells(text: str) -> bool:
    """Whether a stretch holds a figure or is a name: a digit, or capitals in all long words, and no pronoun."""
    parts = text.split()
    if any(c.isdigit() for c in text):
        return True
    capital = [part[0].isupper() for part in parts if len(part) > _SMALL or part[0].isupper()]
    return bool(capital) and all(capital) and not _PRONOUNS & {part.lower() for part in parts}


def _touches(divergence: Divergence, changed: Sequence[tuple[int, int, int, int]]) -> bool:
    for piece in divergence.evidence:
        at = 0 if piece.article == "a" else 2
        if any(piece.span.start < row[at + 1] and row[at] < piece.span.end for row in changed):
            return True
    return False


def cost() -> Figures:
    """CPU milliseconds of the judgement over three articles of 25 sentences."""
    event = next(e for e in sorted(events("dev"), key=lambda e: e.name) if len(_shortened(e).statements) == 75)
    small = _shortened(event)
    spent = []
    for _ in range(9):
        _forget()
        began = time.process_time()
        judge(small, RULES)
        spent.append((time.process_time() - began) * 1000)
    print(f"judge: {statistics.median(spent):.0f} ms CPU over 3 x 25 sentences, {len(small.links)} links (floor 60)")
    return {}


def _shortened(event: Event) -> Comparison:
    """The event with the first 25 sentences of each article."""
    whole = event.comparison
    kept = [s for s in whole.statements if s.sentence.index < 25]
    links = [k for k in whole.links if max(k.left.sentence.index, k.right.sentence.index) < 25]
    return Comparison(whole.articles, tuple(kept), tuple(links), whole.groups, origins=whole.origins)


def _forget() -> None:
    """Clear the caches of the rules and of the words they read."""
    for name, module in list(sys.modules.items()):
        if name.startswith("compare.rules") or name == "compare.text":
            for found in vars(module).values():
                if hasattr(found, "cache_clear"):
                    found.cache_clear()


if __name__ == "__main__":
    sys.exit(main())

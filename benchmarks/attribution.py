"""Print how well quotations and attributions are read: `python -m benchmarks.attribution [--misses] [--train]`.

Uses `details/polnear_dev.jsonl` under `../shared`: news articles whose annotators marked source, cue and content of
each attribution, in a wide sense: what somebody says, writes, thinks, wants, expects, praises or attacks. `--train`
scores every tenth article of the training part instead. Each article, headline included, is cut into sentences by us
and described without a tagger. Everything is counted in words (`compare.text.words`); an overlap of two sets of words
is the Dice coefficient, twice the shared words over the words of both.

**Direct quotes.** Gold: each stretch of a gold content that begins with a quotation mark and ends with one (or holds
no closing mark, where a quotation runs on), and in which no closing mark is followed by an unquoted word; stretches
of one content parted by white space alone are one. Ours: quotation details whose use is speech, those of one source
joined alike. A gold and a found quotation match from an overlap of 0.8 on, one to one. A found one that is not
matched is wrong unless it lies in a gold content (the annotators mark no partial quotations inside a claim). F1 is
over all articles. **Speaker right**: of the matched gold quotations, those where the span of our speaker shares a
word with the gold source, or our speaker's name does; where the gold gives no source, those where we give none.

**Attributions.** Ours: the details of one source and one cue, their claims joined. A match needs an overlap of at
least one half of source, of cue and of claim each; a source that one side leaves out must be left out by the other.
One to one; F1 over all articles. `cue` is the same with the cue alone; `source` and `claim` are shares of the cues
matched.

**Attributed or asserted.** Of all words outside the gold's sources and cues, the share of which we and the gold say
the same: inside some claim (attributed) or in none (asserted by the outlet).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from benchmarks.attribution_data import DETAILS, Part, Places, Read, Speech, development, read, training
from benchmarks.floors import held

LEAST_QUOTE, LEAST_PART = 0.8, 0.5


def main() -> int:
    """Print every figure beside its floor; 1 where one is below it."""
    if not DETAILS.is_dir():
        print("no shared data beside the checkout: these figures need ../shared")
        return 0
    rows = training()[::10] if "--train" in sys.argv else development()
    return held(figures([read(row) for row in rows]))


def overlap(one: Places, other: Places) -> float:
    """The Dice coefficient; 1 for two empty sets."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def pairs_of(gold: Sequence[Any], ours: Sequence[Any], alike: Callable[[Any, Any], float]) -> list[tuple[int, int]]:
    """Gold and found one to one, the most alike first; a likeness of 0 is none."""
    ranked = sorted((-alike(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(ours) if alike(g, f))
    used: tuple[set[int], set[int]] = set(), set()
    pairs = []
    for _, i, j in ranked:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((i, j))
    return pairs


def parts_alike(gold: Part, ours: Part) -> float:
    """How much two attributions share; 0 where one of the parts shares less than half."""
    shares = [overlap(a, b) for a, b in zip(gold, ours, strict=True)]
    return sum(shares) if min(shares) >= LEAST_PART else 0.0


def cues_alike(gold: Part, ours: Part) -> float:
    """How much two cues share; of several with one cue those with the likest claim come first."""
    share = overlap(gold.cue, ours.cue)
    return share + 0.1 * overlap(gold.claim, ours.claim) if share >= LEAST_PART else 0.0


def quotes_alike(gold: Speech, ours: Speech) -> float:
    """How much two quotations share."""
    share = overlap(gold.words, ours.words)
    return share if share >= LEAST_QUOTE else 0.0


def f1(right: float, said: float, due: float) -> tuple[float, str]:
    """F1, and precision and recall in words."""
    remark = f"P {right / max(1, said):.3f} R {right / max(1, due):.3f} of {due:.0f}"
    return 2 * right / max(1, said + due), remark


def figures(articles: Sequence[Read]) -> Iterator[tuple[str, float, str]]:
    """All figures: name, value, remark."""
    hits: Counter[str] = Counter()
    for article in articles:
        hits.update(of_quotes(article))
        hits.update(of_parts(article))
        hits.update(of_words(article))
    yield "quotes: span F1", *f1(hits["quotes"], hits["quotes found"], hits["quotes due"])
    yield "quotes: speaker right", hits["speakers"] / max(1, hits["quotes"]), f"of {hits['quotes']}"
    yield "attributions: F1", *f1(hits["whole"], hits["found"], hits["due"])
    yield "attributions: cue F1", *f1(hits["cue"], hits["found"], hits["due"])
    yield "attributions: source at cue", hits["source"] / max(1, hits["cue"]), ""
    yield "attributions: claim at cue", hits["claim"] / max(1, hits["cue"]), ""
    plain = f"all asserted {hits['plain'] / max(1, hits['words']):.3f}"
    yield "attributed or asserted", hits["same"] / max(1, hits["words"]), plain
    right, said, due = hits["both"], hits["ours"], hits["words"] - hits["plain"]
    yield "attributed words: F1", *f1(right, said, due)


def of_quotes(article: Read) -> dict[str, int]:
    """Counts of one article's quotations."""
    claims = [part.claim for part in article.gold]
    pairs = pairs_of(article.quoted, article.found, quotes_alike)
    matched = {j for _, j in pairs}
    loose = [f for j, f in enumerate(article.found) if j not in matched]
    wrong = [f for f in loose if not any(len(f.words & claim) > 0.8 * len(f.words) for claim in claims)]
    good = [(i, j) for i, j in pairs if is_speaker(article.quoted[i], article.found[j])]
    show("missed quote", article, [g.words for i, g in enumerate(article.quoted) if i not in {i for i, _ in pairs}])
    show("wrong quote", article, [f.words for f in wrong])
    show("wrong speaker", article, [article.quoted[i].words for i, j in pairs if (i, j) not in good])
    return {
        "quotes": len(pairs),
        "quotes found": len(pairs) + len(wrong),
        "quotes due": len(article.quoted),
        "speakers": len(good),
    }


def is_speaker(gold: Speech, ours: Speech) -> bool:
    """Whether our speaker is the gold's."""
    if not gold.source:
        return not ours.source
    return bool(gold.source & ours.source or gold.names & ours.names)


def of_parts(article: Read) -> dict[str, int]:
    """Counts of one article's attributions."""
    whole = pairs_of(article.gold, article.ours, parts_alike)
    cues = pairs_of(article.gold, article.ours, cues_alike)
    right = {key: sum(alike(article, pair, key) for pair in cues) for key in ("source", "claim")}
    if "--misses" in sys.argv:
        show_parts(article, cues)
    return {"whole": len(whole), "found": len(article.ours), "due": len(article.gold), "cue": len(cues)} | right


def alike(article: Read, pair: tuple[int, int], key: str) -> bool:
    """Whether one part of a pair overlaps by half."""
    gold, ours = article.gold[pair[0]], article.ours[pair[1]]
    return overlap(getattr(gold, key), getattr(ours, key)) >= LEAST_PART


def of_words(article: Read) -> dict[str, int]:
    """Counts of one article's words, attributed or asserted."""
    claimed = frozenset().union(*(part.claim for part in article.gold))
    apart = frozenset().union(*(part.source | part.cue for part in article.gold)) - claimed
    ours = frozenset().union(*(part.claim for part in article.ours)) - apart
    told = frozenset(range(len(article.words))) - apart
    same = len(told) - len((claimed ^ ours) & told)
    return {
        "words": len(told),
        "same": same,
        "plain": len(told - claimed),
        "both": len(claimed & ours),
        "ours": len(ours),
    }


def show(name: str, article: Read, found: Iterable[Places]) -> None:
    """Print stretches of words, where asked to."""
    if "--misses" in sys.argv:
        for stretch in found:
            print(f"{name}: {written(article, stretch)}")


def show_parts(article: Read, cues: Sequence[tuple[int, int]]) -> None:
    """Print what differs in attributions."""
    for i, gold in enumerate(article.gold):
        pair = next((j for k, j in cues if k == i), None)
        if pair is None:
            print("missed cue:", " | ".join(written(article, part) for part in gold))
        elif not parts_alike(gold, article.ours[pair]):
            print("unlike gold:", " | ".join(written(article, part) for part in gold))
            print("       ours:", " | ".join(written(article, part) for part in article.ours[pair]))
    for j, part in enumerate(article.ours):
        if j not in {j for _, j in cues}:
            print("wrong cue:", " | ".join(written(article, piece) for piece in part))


def written(article: Read, stretch: Places) -> str:
    """The words of a set, runs parted by dots."""
    runs = [[i for _, i in run] for _, run in groupby(enumerate(sorted(stretch)), key=lambda pair: pair[1] - pair[0])]
    text = article.row["text"]
    return " … ".join(text[article.words[r[0]].span.start : article.words[r[-1]].span.end] for r in runs).replace(
        "\n", "⏎"
    )


if __name__ == "__main__":
    sys.exit(main())

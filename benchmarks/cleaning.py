"""Print the figures of cleaning and splitting. Uses `../shared` where it stands beside the checkout.

    python benchmarks/cleaning.py

Body text of tag-stripped pages beside three baselines in the same run; units of gold events that cleaning marks; the
two seed articles; sentence boundaries. The floors stand in `benchmarks/floors.json`; below one, the exit code is 1.
"""

from __future__ import annotations

import json
import pathlib
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from benchmarks.floors import held
from compare.clean import clean
from compare.options import Options
from compare.split import split
from compare.values import Article, Page, Source, Span

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
_FINAL = re.compile(r"[.!?][\"”’')\]]*$")
_WORD = re.compile(r"\W+")


def main() -> int:
    """Print every figure beside its floor; 1 where one is below it."""
    if not SHARED.is_dir():
        print("no shared data beside the checkout: these figures need ../shared")
        return 0
    return held(figures())


def figures() -> Iterator[tuple[str, float, str]]:
    """Name, value and remark of every figure."""
    yield from stripped_pages()
    yield from seeds()
    for folder in ("dev", "train"):
        marked, units = marked_units(SHARED / "eval" / "coverage" / folder)
        yield f"{folder} units unmarked", 1 - len(marked) / units, f"{len(marked)} of {units} marked by mistake"
    yield from boundaries()


def stripped_pages() -> Iterator[tuple[str, float, str]]:
    """Mean F1 of what is kept of each tag-stripped page, and of the baselines."""
    truth = json.loads((SHARED / "html" / "truth.json").read_text(encoding="utf-8"))
    pages = [(load(SHARED / "html" / "pages" / f"{name}.txt"), truth[name]["articleBody"]) for name in sorted(truth)]
    for name, keep in KEEPERS.items():
        scores = [shingle_f1(keep(text), body) for text, body in pages]
        yield f"stripped pages: {name}", sum(scores) / len(scores), f"{sum(s < 0.8 for s in scores)} pages below 0.8"


def load(path: pathlib.Path) -> str:
    """A text as readers give it: no newline translation."""
    return path.read_bytes().decode("utf-8")


def article_of(text: str) -> Article:
    """The cleaned article of a plain text."""
    articles, _ = clean([Page(Source("page.txt"), text)], Options())
    return articles[0]


def kept(text: str) -> str:
    """What cleaning leaves of a text."""
    article = article_of(text)
    pieces, start = [], 0
    for piece in article.furniture:
        pieces.append(text[start : piece.span.start])
        start = piece.span.end
    return "\n".join((*pieces, text[start:]))


def long_lines(text: str) -> str:
    """Baseline: lines of ten words and more with final punctuation."""
    return "\n".join(line for line in text.split("\n") if len(line.split()) >= 10 and _FINAL.search(line.strip()))


def densest_block(text: str) -> str:
    """Baseline: the run of lines with the greatest sum of words above ten a line."""
    lines = [line for line in text.split("\n") if line.strip()]
    best, total, start, span = 0, 0, 0, (0, 0)
    for index, line in enumerate(lines):
        total += len(line.split()) - 10
        if total <= 0:
            total, start = 0, index + 1
        elif total > best:
            best, span = total, (start, index + 1)
    return "\n".join(lines[slice(*span)])


KEEPERS: dict[str, Callable[[str], str]] = {
    "kept": kept,
    "everything": str,
    "long lines": long_lines,
    "densest block": densest_block,
}


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The multiset of four-word shingles of a text; of the whole where it is shorter."""
    words = [word for word in _WORD.split(text.lower()) if word]
    if len(words) < 4:
        return Counter([tuple(words)] if words else [])
    return Counter(tuple(words[i : i + 4]) for i in range(len(words) - 3))


def shingle_f1(found: str, true: str) -> float:
    """F1 over the multisets of shingles; two empty texts agree."""
    a, b = shingles(found), shingles(true)
    if not a or not b:
        return float(a == b)
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))


def seeds() -> Iterator[tuple[str, float, str]]:
    """How many units of the two seed articles are sentences to the code point, and what is kept beside them."""
    gold = json.loads((SHARED / "eval" / "coverage" / "dev" / "seeds.gold.json").read_text(encoding="utf-8"))
    units = {key: Span(*span) for key, span in gold["units"].items()}
    exact, beside = 0, 0
    for article in events(SHARED / "eval" / "coverage" / "dev" / "seeds.jsonl"):
        mine = [span for key, span in units.items() if key.startswith(article.id)]
        spans = [sentence.span for sentence in split(article)]
        exact += sum(span in spans for span in mine)
        beside += sum(not any(span.overlaps(unit) for unit in mine) for span in spans)
    yield "seeds: exact units", exact, f"of {len(units)}"
    yield "seeds: sentences inside units", 1 - beside / max(1, len(units)), f"{beside} outside"


def events(path: pathlib.Path) -> tuple[Article, ...]:
    """The cleaned articles of one event."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    pages = [
        Page(Source(path.name), d["text"], d["id"], d["outlet"], d["title"], d["url"], d["published"]) for d in rows
    ]
    return clean(pages, Options())[0]


def marked_units(folder: pathlib.Path) -> tuple[list[str], int]:
    """The gold units of a folder of events that are more than half furniture, and how many units there are."""
    marked, number = [], 0
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for article in events(path.with_name(path.name.replace(".gold.json", ".jsonl"))):
            units = {k: Span(*v) for k, v in gold["units"].items() if k.startswith(article.id)}
            number += len(units)
            marked += [f"{path.name[:8]} {k}" for k, unit in units.items() if half_furniture(unit, article)]
    return marked, number


def half_furniture(unit: Span, article: Article) -> bool:
    """Whether more than half of a unit is furniture."""
    shared = sum(max(0, min(unit.end, f.span.end) - max(unit.start, f.span.start)) for f in article.furniture)
    return 2 * shared > unit.end - unit.start


def boundaries() -> Iterator[tuple[str, float, str]]:
    """F1 of sentence ends in news, by paragraph and in one line an article; rules of boundaries that hold."""
    rows = [json.loads(line) for line in (SHARED / "details" / "gum_news_dev.jsonl").read_text("utf-8").splitlines()]
    for name, form in (("by paragraph", str), ("one line", one_line)):
        scores = [ends_of(form(row["text"]), row["sents"]) for row in rows]
        right, said, due = (sum(column) for column in zip(*scores, strict=True))
        yield f"sentence ends {name}", 2 * right / (said + due), f"P {right / said:.3f} R {right / due:.3f}"
    rules = json.loads((SHARED / "details" / "golden_en_48.json").read_text(encoding="utf-8"))
    held = sum(sentences_of(text) == [s.strip() for s in expected] for text, expected in rules)
    yield "golden rules", held, f"of {len(rules)}"


def one_line(text: str) -> str:
    """The text with blanks for line ends: offsets stay."""
    return text.replace("\n", " ")


def bare(text: str) -> Article:
    """A text as an article without furniture."""
    return Article("a", "a", None, None, None, text, Source("a.txt"))


def sentences_of(text: str) -> list[str]:
    """The sentences of a text without furniture."""
    return [sentence.text for sentence in split(bare(text))]


def ends_of(text: str, gold: Sequence[Sequence[int]]) -> tuple[int, int, int]:
    """Right, found and true ends of sentences."""
    found = {sentence.span.end for sentence in split(bare(text))}
    true = {end for _, end in gold}
    return len(found & true), len(found), len(true)


if __name__ == "__main__":
    sys.exit(main())

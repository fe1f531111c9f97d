"""Print the figure of certainty. Uses `../shared` where it stands beside the checkout.

    python -m benchmarks.certainty

Scoring. Each row of `details/factuality_uw_dev.jsonl` is one article of one sentence; its tokens are joined as print
has them, and each annotated predicate is a token with a factuality from -3 (did not happen) to +3 (happened). Our value
of a predicate is that of the certainty detail

1. whose words end with it (the verb of the claim), by `VALUES`; a verb before a clause ("denied that") falls under 2;
2. else whose words hold it before the verb ("refused" in "refused to sign"): the writer asserts it, +3, or denies it,
   -3, where a "not" stands before it ("want" in "did not want to sign");
3. else whose scope holds it (the shortest one): "return" in "could block the return", by `VALUES`; what a denied verb
   speaks of may be or not, +1;
4. else none: the writer asserts it, +3.

`VALUES` was set from what the levels mean and is not fitted. The annotators judged what
the writer lets one believe, and take what a source says as a fact for as long as nothing else lowers it; so a claim in
somebody's mouth counts as the writer's own, unless its words say "alleged". The figure is the mean absolute error over
all predicates ("always +3" stands beside it); above the floor of `benchmarks/floors.json` the exit code is 1. It is
printed as "nearness", 3 minus the error, so that every floor is a least value.
"""

from __future__ import annotations

import json
import pathlib
import sys
from collections.abc import Iterator
from typing import Any

from compare.details import describe
from compare.details.certainty_words import stems
from compare.text import words as read_words
from compare.values import Article, CertaintyValue, Detail, Sentence, Source, Span

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent.parent / "shared" / "details"
VALUES = {
    ("certain", "+"): 3.0,
    ("certain", "-"): -3.0,
    ("probable", "+"): 2.0,
    ("probable", "-"): -2.0,
    ("planned", "+"): 2.0,  # as sure as a plan
    ("planned", "-"): -2.0,
    ("alleged", "+"): 2.0,
    ("alleged", "-"): -1.0,  # denied by somebody
    ("possible", "+"): 1.0,
    ("possible", "-"): -1.0,
}
_TIGHT = frozenset(
    [",", ".", ";", ":", "?", "!", ")", "%", "n't", "'s", "'re", "'ve", "'ll", "'d", "'m", "'"]
)  # no blank before these
_OPEN = frozenset(["(", "$", "#"])  # no blank behind these
Row = dict[str, Any]


def main() -> int:
    """Print the figures of both parts of the data; 1 where the dev part is below its floor."""
    if not DATA.is_dir():
        print("no data beside the checkout: the figures need ../shared")
        return 0
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    floor = floors["certainty: 3 - error"]
    errors = {part: list(_errors(part)) for part in ("dev", "train")}
    for part, found in errors.items():
        ours, plain = (sum(column) / len(found) for column in zip(*found, strict=True))
        print(f"certainty {part:5s} mean absolute error {ours:.3f}, always +3 {plain:.3f}, {len(found)} predicates")
    near = 3 - sum(ours for ours, _ in errors["dev"]) / len(errors["dev"])
    print(f"certainty: 3 - error {near:.4f}  floor {floor}")
    return int(near < floor)


def _errors(part: str) -> Iterator[tuple[float, float]]:
    """Our error and that of "always +3" for each predicate."""
    for line in (DATA / f"factuality_uw_{part}.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        text, tokens = _printed(row["text"].split())
        details = _details(text)
        for target in row["targets"]:
            value = value_of(tokens[target["span1"][0]], details)
            yield abs(value - target["label"]), abs(3.0 - target["label"])


def value_of(predicate: Span, details: list[Detail]) -> float:
    """The factuality that the certainty details give a predicate, as the head of this file says."""
    words = [d for d in details if d.span.overlaps(predicate)]
    if words:
        ending = [d for d in words if d.span.end <= predicate.end and not _before_a_clause(d)]
        return _factuality(ending[0]) if ending else _before_the_verb(predicate, words[0])
    scopes = [d for d in details if isinstance(d.value, CertaintyValue) and d.value.scope.overlaps(predicate)]
    return _spoken_of(min(scopes, key=_reach)) if scopes else 3.0


def _before_a_clause(detail: Detail) -> bool:
    return read_words(detail.text)[-1].stem in stems("before_clause")


def _before_the_verb(predicate: Span, detail: Detail) -> float:
    before = detail.text[: predicate.start - detail.span.start].lower().split()
    return -3.0 if any(word in ("not", "never", "cannot") or word.endswith("n't") for word in before) else 3.0


def _spoken_of(detail: Detail) -> float:
    assert isinstance(detail.value, CertaintyValue)
    return 1.0 if detail.value.polarity == "-" else _factuality(detail)


def _factuality(detail: Detail) -> float:
    assert isinstance(detail.value, CertaintyValue)
    return VALUES[detail.value.level, detail.value.polarity]


def _reach(detail: Detail) -> int:
    assert isinstance(detail.value, CertaintyValue)
    return detail.value.scope.end - detail.value.scope.start


def _details(text: str) -> list[Detail]:
    article = Article("a", "a", None, None, None, text, Source("a"))
    (statement,) = describe(article, [Sentence("a", 0, Span(0, len(text)), text)])
    return [detail for detail in statement.details if detail.kind == "certainty"]


def _printed(tokens: list[str]) -> tuple[str, list[Span]]:
    """The text as it is printed, and where each token stands in it."""
    text, spans, tight = "", [], True
    for token in tokens:
        shown = '"' if token in ("``", "''") else token
        text += "" if tight or shown in _TIGHT else " "
        spans.append(Span(len(text), len(text) + len(shown)))
        text += shown
        tight = shown in _OPEN
    return text, spans


if __name__ == "__main__":
    sys.exit(main())

"""Print the figures of names and descriptions: `python -m benchmarks.entities`. Needs ../shared.

Names: the named mentions of `align/newswcl50_val_mentions.jsonl` (head a proper noun), 4 events of 5 outlets. A gold
mention is given the entity id of the first name detail of its sentence whose words hold its head; one without stays
alone. B-cubed F1 compares the ids with the gold chains inside each event, over all named mentions.

Descriptions: the mentions of a chain whose head is a common noun, where the chain also has a named mention in the same
article. Tied: a mention detail of the sentence holds the head and has an entity. Right: that entity shares a word of
four letters or more with a named mention of the chain. Figures: share tied, and share of the tied that are right.
"""

from __future__ import annotations

import json
import pathlib
import sys
from collections import defaultdict
from typing import Any

from benchmarks.floors import held
from compare.details import describe, resolve
from compare.text import fold, words
from compare.values import Article, MentionValue, NameValue, Sentence, Source, Span, Statement

HERE = pathlib.Path(__file__).resolve().parent
ALIGN = HERE.parent.parent / "shared" / "align"
Row = dict[str, Any]


def main() -> int:
    """Print every figure beside its floor; 1 where one is below it."""
    if not ALIGN.is_dir():
        print("no data beside the checkout: the figures need ../shared")
        return 0
    return held((name, value, "") for name, value in figures().items())


def figures() -> dict[str, float]:
    """All figures by name."""
    docs = [json.loads(line) for line in (ALIGN / "newswcl50_val_docs.jsonl").open(encoding="utf-8")]
    gold = [json.loads(line) for line in (ALIGN / "newswcl50_val_mentions.jsonl").open(encoding="utf-8")]
    told = {event: _event([d for d in docs if d["event"] == event]) for event in sorted({d["event"] for d in docs})}
    named = [m for m in gold if m["head_pos"] == "PROPN"]
    ids = {id(m): _entity(m, told[m["event"]]) for m in named}
    tied, right, due = _ties([m for m in gold if m["head_pos"] == "NOUN"], named, told)
    return {
        "names: B-cubed F1": _b_cubed(named, ids),
        "names: mentions found": sum(value is not None for value in ids.values()) / len(named),
        "descriptions: tied": tied / due,
        "descriptions: tied rightly": right / max(1, tied),
    }


def _event(docs: list[Row]) -> dict[tuple[str, str], Statement]:
    """The statements of an event by document and gold sentence."""
    statements: list[Statement] = []
    keys: list[tuple[str, str]] = []
    for doc in docs:
        pieces = {key: text.replace("\\n", " ").strip() for key, text in doc["sentences"].items()}
        article, sentences = _article(doc["doc_id"], list(pieces.values()))
        statements += describe(article, sentences)
        keys += [(doc["doc_id"], key) for key in pieces]
    return dict(zip(keys, resolve(tuple(statements)), strict=True))


def _article(name: str, pieces: list[str]) -> tuple[Article, tuple[Sentence, ...]]:
    text, sentences = "", []
    for number, piece in enumerate(pieces):
        sentences.append(Sentence(name, number, Span(len(text), len(text) + len(piece)), piece))
        text += piece + "\n"
    return Article(name, name, None, None, None, text, Source(name)), tuple(sentences)


def _entity(mention: Row, statements: dict[tuple[str, str], Statement]) -> str | None:
    statement = statements.get((mention["doc_id"], str(mention["conll_sent"])))
    head = fold(mention["head"])
    for detail in statement.details if statement else ():
        if isinstance(detail.value, NameValue) and head in {w.folded for w in words(detail.text)}:
            return detail.value.entity
    return None


def _b_cubed(named: list[Row], ids: dict[int, str | None]) -> float:
    precision = recall = 0.0
    for mention in named:
        peers = [m for m in named if m["event"] == mention["event"]]
        own = ids[id(mention)]
        same = [m for m in peers if m is mention or (own is not None and ids[id(m)] == own)]
        chain = [m for m in peers if m["chain"] == mention["chain"]]
        both = sum(m["chain"] == mention["chain"] for m in same)
        precision += both / len(same)
        recall += both / len(chain)
    precision, recall = precision / len(named), recall / len(named)
    return 2 * precision * recall / (precision + recall)


def _ties(
    common: list[Row], named: list[Row], told: dict[str, dict[tuple[str, str], Statement]]
) -> tuple[int, int, int]:
    known: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for mention in named:
        known[mention["doc_id"], mention["chain"]] |= {fold(w) for w in mention["text"].split() if len(w) > 3}
    tied = right = due = 0
    for mention in common:
        names = known.get((mention["doc_id"], mention["chain"]))
        if not names:
            continue
        due += 1
        statement = told[mention["event"]].get((mention["doc_id"], str(mention["conll_sent"])))
        head = fold(mention["head"])
        for detail in statement.details if statement else ():
            value = detail.value
            if isinstance(value, MentionValue) and value.entity and head in {w.folded for w in words(detail.text)}:
                tied += 1
                right += bool(names & {fold(w) for w in value.entity.replace("-", " ").split()})
                break
    return tied, right, max(1, due)


if __name__ == "__main__":
    sys.exit(main())

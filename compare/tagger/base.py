"""What a tagger is: the tokens of one article's sentences in, their parts of speech, phrases and entities out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
    "VERB", "X",
)  # fmt: skip
CHUNKS = ("O", "B-NP", "I-NP")
ENTITIES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")


class Tags(NamedTuple):
    """The tags of one sentence; the three tuples run in step, one entry a token."""

    pos: tuple[str, ...]  # of UPOS
    chunks: tuple[str, ...]  # of CHUNKS: noun phrases without what follows their head
    entities: tuple[str, ...]  # of ENTITIES


class Run(NamedTuple):
    """Consecutive tokens under one label: a noun phrase or an entity; `end` is exclusive."""

    start: int
    end: int
    label: str  # "NP", "PER", "ORG", "LOC" or "MISC"


Tagged = tuple[Tags, ...]


class Tagger(Protocol):
    """Anything that tags the sentences of an article."""

    def tag(self, sentences: Sequence[Sequence[str]]) -> Tagged:
        """The tags of every sentence, in order; meant to be called once per article."""
        ...


def runs_of(labels: Sequence[str]) -> tuple[Run, ...]:
    """The runs that B- and I- labels spell; an I- that continues nothing opens a run.

    >>> runs_of(("B-PER", "I-PER", "O", "B-LOC"))
    (Run(start=0, end=2, label='PER'), Run(start=3, end=4, label='LOC'))
    """
    starts = [at for at, label in enumerate(labels) if label != "O" and _opens(labels, at)]
    return tuple(Run(start, _end(labels, start), labels[start][2:]) for start in starts)


def _opens(labels: Sequence[str], at: int) -> bool:
    return labels[at][0] == "B" or at == 0 or labels[at - 1][2:] != labels[at][2:]


def _end(labels: Sequence[str], start: int) -> int:
    end = start + 1
    while end < len(labels) and labels[end] == "I-" + labels[start][2:]:
        end += 1
    return end

"""An installed spaCy pipeline as the tagger: `--tagger spacy:NAME`. spaCy is an extra and is imported only here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from compare.errors import OptionError
from compare.tagger.base import UPOS, Tagged, Tags

# The labels of the usual English pipelines; times and quantities are no names.
LABELS = {
    **dict.fromkeys(("PER", "PERSON"), "PER"),
    **dict.fromkeys(("ORG",), "ORG"),
    **dict.fromkeys(("LOC", "GPE", "FAC"), "LOC"),
    **dict.fromkeys(("MISC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"), "MISC"),
}
_HEADS = {"NOUN", "PROPN", "PRON"}
_BEFORE = {"DET", "ADJ", "NUM", "NOUN", "PROPN"}


@lru_cache(maxsize=4)
def load_pipe(name: str) -> Pipe:
    """The pipeline of a package name or folder; an OptionError says what is missing."""
    try:
        import spacy
    except ImportError as error:
        raise OptionError("--tagger spacy:NAME needs spaCy: pip install 'storydiff[spacy]'") from error
    try:
        return Pipe(spacy.load(name))
    except (OSError, ValueError, ImportError) as error:
        raise OptionError(f"no spaCy pipeline {name!r} is installed: python -m spacy download {name}") from error


class Pipe:
    """A spaCy pipeline behind the interface of a tagger; what it does not annotate is "X" or "O"."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline

    def tag(self, sentences: Sequence[Sequence[str]]) -> Tagged:
        """The tags of every sentence, in order; each sentence is a document of its own."""
        from spacy.tokens import Doc

        blank = Tags((), (), ())
        docs = [Doc(self._pipeline.vocab, words=[_printable(word) for word in words]) for words in sentences if words]
        tagged = map(_tags, self._pipeline.pipe(docs))
        return tuple(next(tagged) if words else blank for words in sentences)


def _printable(word: str) -> str:
    """A word that spaCy can store: it keeps strings as UTF-8, which has no lone surrogates."""
    return word.encode("utf-8", "replace").decode("utf-8")


def _tags(doc: Any) -> Tags:
    pos = tuple(token.pos_ if token.pos_ in UPOS else "X" for token in doc)
    spans = [(span.start, span.end) for span in doc.noun_chunks] if doc.has_annotation("DEP") else list(_phrases(pos))
    named = [(span.start, span.end, LABELS[span.label_]) for span in doc.ents if span.label_ in LABELS]
    return Tags(pos, _spell(len(pos), [(*span, "NP") for span in spans]), _spell(len(pos), named))


def _phrases(pos: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Noun phrases by parts of speech alone, for pipelines without a parser."""
    start = None
    for at, tag in enumerate((*pos, "X")):
        if start is not None and (tag not in _BEFORE or tag == "DET"):
            if pos[at - 1] in _HEADS:
                yield start, at
            start = None
        if tag == "PRON":
            yield at, at + 1
        elif tag in _BEFORE and start is None:
            start = at


def _spell(size: int, spans: Sequence[tuple[int, int, str]]) -> tuple[str, ...]:
    labels = ["O"] * size
    for start, end, label in spans:
        labels[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return tuple(labels)

"""A spaCy pipeline as the tagger: tested with one that is trained here, where spaCy is installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from compare.errors import OptionError
from compare.tagger import load
from compare.tagger.base import Tags, runs_of

TRAINED = [
    ("Anna Keller visited Berlin .", "PROPN PROPN VERB PROPN PUNCT", [(0, 11, "PERSON"), (20, 26, "GPE")]),
    ("Omar Haddad left Cairo .", "PROPN PROPN VERB PROPN PUNCT", [(0, 11, "PERSON"), (17, 22, "GPE")]),
    ("The old mayor visited Cairo .", "DET ADJ NOUN VERB PROPN PUNCT", [(22, 27, "GPE")]),
]


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small pipeline that has learned three sentences by heart."""
    spacy: Any = pytest.importorskip("spacy", reason="spaCy, an extra, is not installed")
    from spacy.training import Example

    nlp = spacy.blank("en")
    nlp.add_pipe("morphologizer")
    nlp.add_pipe("ner")
    examples = []
    for text, pos, entities in TRAINED:
        words = text.split()
        told = {"words": words, "pos": pos.split(), "morphs": [""] * len(words), "entities": entities}
        examples.append(Example.from_dict(nlp.make_doc(text), told))
    spacy.util.fix_random_seed(1)
    nlp.initialize(lambda: examples)
    for _ in range(60):
        nlp.update(examples)
    folder = tmp_path_factory.mktemp("pipeline")
    nlp.to_disk(folder)
    return folder


def test_a_pipeline_speaks_through_the_same_interface(pipeline: Path) -> None:
    words = TRAINED[0][0].split()
    tags, nothing = load(f"spacy:{pipeline}").tag([words, []])
    assert tags.pos == tuple(TRAINED[0][1].split())
    assert tags.entities == ("B-PER", "I-PER", "O", "B-LOC", "O")
    assert nothing == Tags((), (), ())


def test_without_a_parser_phrases_come_from_parts_of_speech(pipeline: Path) -> None:
    words = TRAINED[2][0].split()
    (tags,) = load(f"spacy:{pipeline}").tag([words])
    assert [words[run.start : run.end] for run in runs_of(tags.chunks)] == [["The", "old", "mayor"], ["Cairo"]]


def test_words_that_are_no_utf8_and_white_space_break_nothing(pipeline: Path) -> None:
    (tags,) = load(f"spacy:{pipeline}").tag([["\ud800", "\u0301", "x" * 5000]])
    assert len(tags.pos) == len(tags.chunks) == len(tags.entities) == 3


def test_a_pipeline_that_is_not_there_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(OptionError, match=r"spacy download nowhere_at_all|pip install 'storydiff\[spacy\]'"):
        load("spacy:nowhere_at_all")

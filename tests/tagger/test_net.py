"""The tagger that ships: right on plain sentences, and the same whatever stands beside them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.errors import OptionError
from compare.tagger import load
from compare.tagger.base import CHUNKS, ENTITIES, UPOS, Tags, runs_of
from compare.tagger.net import viterbi
from compare.tagger.tokens import tokens_of
from compare.values import Span

ROOT = Path(__file__).parent.parent.parent
CASES = ROOT / "tests" / "cases" / "tagger.md"
WORDS = st.text(st.characters(), min_size=1, max_size=12)


@dataclass(frozen=True)
class Case:
    title: str
    words: tuple[str, ...]
    entities: tuple[str, ...]
    heads: tuple[str, ...] | None
    pos: tuple[str, ...]


def cases() -> list[Case]:
    return [case_of(block) for block in CASES.read_text(encoding="utf-8").split("\n## ")[1:]]


def case_of(block: str) -> Case:
    title, sentence, *rows = block.strip().split("\n")
    told = [row[2:] for row in rows]
    heads = [tuple(row.split()[1:]) for row in told if row.startswith("heads:")]
    pos = [tuple(row.split()[1:]) for row in told if row.startswith("pos:")]
    entities = tuple(row for row in told if not row.startswith(("heads:", "pos:")))
    return Case(title, cut(sentence[2:]), entities, heads[0] if heads else None, pos[0] if pos else ())


def cut(text: str) -> tuple[str, ...]:
    return tuple(span.of(text) for span in tokens_of(text, Span(0, len(text))))


def tags_of(words: tuple[str, ...]) -> Tags:
    return load().tag([words])[0]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_entities_are_found_as_the_case_says(case: Case) -> None:
    runs = runs_of(tags_of(case.words).entities)
    found = [f"{run.label} {' '.join(case.words[run.start : run.end])}" for run in runs]
    if any(word.islower() for word in case.words):  # in capitals a name may stay unseen
        assert tuple(found) == case.entities


@pytest.mark.parametrize("case", [case for case in cases() if case.heads], ids=lambda case: case.title)
def test_noun_phrases_end_at_their_heads(case: Case) -> None:
    assert tuple(case.words[run.end - 1] for run in runs_of(tags_of(case.words).chunks)) == case.heads


@pytest.mark.parametrize("case", [case for case in cases() if case.pos], ids=lambda case: case.title)
def test_words_get_the_parts_of_speech_of_the_case(case: Case) -> None:
    tagged = [f"{word}/{tag}" for word, tag in zip(case.words, tags_of(case.words).pos, strict=True)]
    left = iter(tagged)
    assert [wanted for wanted in case.pos if wanted not in left] == [], tagged


@pytest.mark.xfail(strict=True, reason="a known fault, told in docs/tagger.md")
@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The minister lives in London.", "lives", "VERB"),
        ("MINISTER QUITS AS PROTESTS GROW", "QUITS", "VERB"),
    ],
)
def test_a_known_fault_is_still_there(text: str, word: str, wanted: str) -> None:
    words = cut(text)
    assert tags_of(words).pos[words.index(word)] == wanted


@given(st.lists(st.lists(WORDS, max_size=8), max_size=5))
@settings(derandomize=True, deadline=None)
def test_any_words_get_one_tag_each_of_each_layer(sentences: list[list[str]]) -> None:
    tagged = load().tag(sentences)
    assert [[len(layer) for layer in tags] for tags in tagged] == [[len(words)] * 3 for words in sentences]
    for tags in tagged:
        assert set(tags.pos) <= set(UPOS)
        assert set(tags.chunks) <= set(CHUNKS)
        assert set(tags.entities) <= set(ENTITIES)


@given(st.lists(st.lists(WORDS, max_size=8), max_size=5))
@settings(derandomize=True, deadline=None)
def test_runs_begin_with_a_b_label(sentences: list[list[str]]) -> None:
    for tags in load().tag(sentences):
        for labels in (tags.chunks, tags.entities):
            assert all(labels[run.start][0] == "B" for run in runs_of(labels)), labels


def test_a_sentence_is_tagged_alike_alone_and_among_others() -> None:
    sentences = [case.words for case in cases()] * 5
    together = load().tag(sentences)
    assert together == tuple(load().tag([words])[0] for words in sentences)
    assert tuple(reversed(load().tag(sentences[::-1]))) == together


def test_a_second_process_finds_the_same() -> None:
    call = (
        "from compare.tagger import load; from tests.tagger.test_net import cases; "
        "print(load().tag([case.words for case in cases()]))"
    )
    done = subprocess.run([sys.executable, "-c", call], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(load().tag([case.words for case in cases()]))


def test_a_sentence_of_ten_thousand_words_is_tagged() -> None:
    words = cut("The mayor of Lindhaven met Anna Keller and ") * 1250
    tags = tags_of(words)
    assert len(tags.pos) == len(words) == 10_000
    assert sum(run.label == "PER" for run in runs_of(tags.entities)) > 1_000


def test_no_sentence_and_empty_sentences_have_no_tags() -> None:
    assert load().tag([]) == ()
    assert load().tag([(), ("Stop",), ()])[::2] == (Tags((), (), ()),) * 2


def test_viterbi_finds_the_best_path_of_all() -> None:
    draw = np.random.default_rng(5)
    lengths = np.array([3, 1, 4])
    scores, moves = draw.integers(-50, 50, (8, 3)), draw.integers(-50, 50, (4, 3))
    path = viterbi(scores, moves, np.array([0, 3, 4]), lengths)
    for start, length in ((0, 3), (3, 1), (4, 4)):
        found = best_path(scores[start : start + length].tolist(), moves.tolist())
        assert tuple(path[start : start + length].tolist()) == found


def best_path(scores: list[list[int]], moves: list[list[int]]) -> tuple[int, ...]:
    """The best path by trying all of them."""
    paths: list[tuple[int, ...]] = [()]
    for _ in scores:
        paths = [(*path, label) for path in paths for label in range(3)]
    return max(paths, key=lambda path: sum(s[at] for s, at in zip(scores, path, strict=True)) + sum(
        moves[before][after] for before, after in zip((-1, *path), path, strict=False)
    ))  # fmt: skip


def test_importing_the_wing_imports_no_numpy() -> None:
    probe = "import sys, compare.tagger, compare.tagger.tokens; print('numpy' in sys.modules, 'spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_the_weights_are_small_and_have_an_attribution() -> None:
    tables = ROOT / "compare" / "tables" / "en"
    assert (tables / "tagger.npz").stat().st_size <= 6_000_000
    notice = (tables / "TAGGER_ATTRIBUTION.md").read_text(encoding="utf-8")
    assert all(name in notice for name in ("CC BY-SA 4.0", "Universal Dependencies", "all-MiniLM-L6-v2", "Apache"))


def test_an_unknown_tagger_is_an_error_that_names_the_choices() -> None:
    with pytest.raises(OptionError, match="no tagger 'magic': use net or spacy:NAME"):
        load("magic")


def test_a_tagger_is_loaded_once() -> None:
    assert load() is load("net")

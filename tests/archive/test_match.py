"""The numbers behind copies, against brute force over plain words."""

from __future__ import annotations

import re
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.copies.match import SEED, match
from compare.copies.origins import components
from compare.copies.sketch import bands, fingerprints, shingles
from compare.copies.words import read_words
from tests.archive.texts import edited, text

WORDS = st.lists(st.sampled_from(["ab", "cd", "ef", "gh", "ij", "kl"]), max_size=30).map(" ".join)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_words_are_runs_of_letters_and_digits_at_their_places(texts: list[str]) -> None:
    table = read_words(texts)
    for row, body in enumerate(texts):
        first, last = table.bounds[row], table.bounds[row + 1]
        spans = list(zip(table.starts[first:last].tolist(), table.ends[first:last].tolist(), strict=True))
        found = [body[a:b] for a, b in spans]
        assert all(word and all(c.isalnum() or ord(c) >= 0x3000 for c in word) for word in found)
        outside = re.sub("|".join(map(re.escape, sorted(found, key=len, reverse=True))) or "(?!)", "", body)
        assert not any(c.isalnum() and ord(c) < 0x3000 for c in outside)


def test_case_and_marks_do_not_count_and_scripts_without_blanks_are_read_by_character() -> None:
    table = read_words(["Don’t STOP", "don t stop", "ÉTÉ Привет", "été ПРИВЕТ", "河水上涨", "a\ud800b", ""])
    rows = [table.row(k).tolist() for k in range(7)]
    assert rows[0] == rows[1]
    assert rows[2] == rows[3]
    assert table.counts().tolist() == [3, 3, 2, 2, 4, 2, 0]


def test_each_text_reads_the_same_alone_and_among_others() -> None:
    texts = ["plain words", "curly ’ quotes", "河水 und 🙂 mehr", "", "İstanbul 12.5"]
    together = read_words(texts)
    for row, body in enumerate(texts):
        assert together.row(row).tolist() == read_words([body]).hashes.tolist()


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(WORDS, max_size=6), st.integers(1, 6))
def test_shingles_are_the_runs_inside_rows(texts: list[str], size: int) -> None:
    table = read_words(texts)
    found, places = shingles(table.hashes, table.bounds, size)
    rows = [body.split() for body in texts]
    plain = [tuple(row[k : k + size]) for row in rows for k in range(len(row) - size + 1)]
    assert len(found) == len(plain)
    for (one, a), (other, b) in combinations(zip(found.tolist(), plain, strict=True), 2):
        assert (one == other) == (a == b)
    assert all(table.hashes[p] for p in places)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(WORDS, min_size=2, max_size=6))
def test_fingerprints_tell_sequences_apart(texts: list[str]) -> None:
    prints = fingerprints(read_words(texts)).tolist()
    for (one, a), (other, b) in combinations(zip(prints, texts, strict=True), 2):
        assert (one == other) == (a.split() == b.split())
    assert [p == 0 for p in prints] == [not body.split() for body in texts]


def test_bands_share_keys_as_often_as_texts_share_shingles() -> None:
    texts = [text(1, 400), edited(text(1, 400), 0.1, 2), text(3, 400), "Fire", "fire!"]
    keys = bands(read_words(texts))
    assert (keys[0] == keys[1]).sum() >= 4
    assert (keys[0] == keys[2]).sum() == 0
    assert (keys[3] == keys[4]).all()


@settings(derandomize=True, deadline=None, max_examples=80)
@given(WORDS, WORDS)
def test_passages_hold_what_brute_force_finds_equal(left: str, right: str) -> None:
    table = read_words([left, right])
    (found,) = match([table.row(0)], [table.row(1)])
    mine, their = left.split(), right.split()
    runs = {
        i + k
        for i, j in product(range(len(mine) - SEED + 1), range(len(their) - SEED + 1))
        if mine[i : i + SEED] == their[j : j + SEED]
        for k in range(SEED)
    }
    covered = {k for p in found.passages for k in range(p.left, p.left_end)}
    assert runs <= covered
    for p in found.passages:
        assert mine[p.left : p.left + SEED] == their[p.right : p.right + SEED]
        assert mine[p.left_end - SEED : p.left_end] == their[p.right_end - SEED : p.right_end]
        assert 0 < p.equal <= max(p.left_end - p.left, p.right_end - p.right)
    assert 0 <= found.equal <= 1
    assert 0 <= found.covered <= 1


def test_many_pairs_are_matched_as_each_alone() -> None:
    lefts = [read_words([text(k, 60)]).hashes for k in range(8)]
    rights = [read_words([edited(text(k, 60), 0.1, k)]).hashes for k in range(8)]
    together = match(lefts, rights)
    assert together == tuple(match([a], [b])[0] for a, b in zip(lefts, rights, strict=True))
    assert all(found.equal > 0.5 for found in together)


@pytest.mark.parametrize("seed", range(8))
def test_components_are_those_of_a_search(seed: int) -> None:
    dice = np.random.default_rng(seed)
    size = 40
    pairs = [(int(a), int(b)) for a, b in dice.integers(0, size, (int(dice.integers(0, 60)), 2))]
    near: list[set[int]] = [{k} for k in range(size)]
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    expected = []
    for node in range(size):
        reached, waiting = {node}, [node]
        while waiting:
            fresh = near[waiting.pop()] - reached
            reached |= fresh
            waiting += fresh
        expected.append(min(reached))
    assert components(size, pairs) == expected

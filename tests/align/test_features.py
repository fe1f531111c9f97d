"""Features of pairs that look at some words of a sentence, or at all of it at once."""

from __future__ import annotations

import math
from collections.abc import Sequence

from compare.align.features import find_candidates
from compare.align.meaning import likeness_of, summed_meaning, vectors_of
from compare.align.quoted import in_quotes, unsourced
from compare.align.scene import Part, Scene, set_scene
from tests.align.event import statements_of

SAID = 'Ruth Amsel said the bridge would "stay closed until spring".'


def stems(scene: Scene, part: Part, sentence: int) -> set[str]:
    return {scene.stems[number] for number in part.rows[sentence].tolist()}


def feature(name: str, one: str, other: str) -> float:
    found = find_candidates(statements_of({"a": one, "b": other}), also=(0, 1))
    (value,) = found.features[name].tolist()
    return float(value)


def meanings(texts: Sequence[str]) -> list[list[float]]:
    scene = set_scene(statements_of({f"a{n}": text for n, text in enumerate(texts)}))
    found: list[list[float]] = summed_meaning(scene, vectors_of(scene.forms)).tolist()
    return found


def test_the_claim_is_a_sentence_without_who_says_it() -> None:
    scene = set_scene(statements_of({"a": SAID}))
    told = stems(scene, unsourced(scene), 0)
    assert not told & {"ruth", "amsel"}
    assert {"bridg", "close", "spring"} <= told


def test_only_words_in_quotation_marks_are_quoted_words() -> None:
    scene = set_scene(statements_of({"a": SAID, "b": "The bridge is closed."}))
    part = in_quotes(scene)
    assert {"close", "spring"} <= stems(scene, part, 0) <= {"stay", "close", "until", "spring"}
    assert stems(scene, part, 1) == set()
    assert [len(row) for row in part.rows] == [len(weights) for weights in part.weights]


def test_a_shared_speaker_adds_nothing_to_the_claims() -> None:
    claims = ("Ruth Amsel said the ferries were late.", "Ruth Amsel said schools need teachers.")
    assert feature("claims", *claims) < feature("cover", *claims)


def test_quoted_words_are_unknown_where_one_side_quotes_nothing() -> None:
    assert math.isnan(feature("quoted words", SAID, "Amsel said the bridge stays closed until spring."))
    assert feature("quoted words", SAID, '"It will stay closed until spring," Amsel said.') > 0.5
    assert feature("quoted words", SAID, '"Our hospital needs blood," Amsel said.') < 0.3


def test_sentences_that_mean_the_same_are_nearer_than_others() -> None:
    court, judge, storm = range(3)
    near = meanings(
        ["The court freed the lawyer.", "A judge released the attorney.", "A storm flooded the harbour at night."]
    )
    assert near[court][judge] == near[judge][court] > near[court][storm]
    assert all(abs(near[n][n] - 1) < 0.01 for n in range(3))


def test_a_sentence_of_function_words_means_nothing() -> None:
    empty, full = meanings(["It was.", "The court freed the lawyer."])
    assert empty[1] == full[0] == 0


def test_words_without_vectors_are_like_themselves_alone() -> None:
    assert likeness_of(vectors_of(("7", "8"))).tolist() == [[250, 0], [0, 250]]

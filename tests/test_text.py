"""Words with offsets, folding, stems, and text that is safe to show."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.text import fold, paragraphs, squeeze, stem, straighten, visible, words

ANY = settings(derandomize=True, deadline=None)


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Russia’s", "russia"),
        ("Telegram's", "telegram"),
        ("DON’T", "don't"),
        ("ＡＢ", "ab"),
        ("ministers’", "ministers"),
        ("ﬁve", "five"),
        ("STRASSE", "strasse"),
        ("straße", "strasse"),
        ("42", "42"),
        ("", ""),
    ],
)
def test_folding_takes_case_marks_and_possessives(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [("platforms", "platform"), ("sank", "sinking"), ("women", "woman"), ("1,200", "1200"), ("U.S.", "US")],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert stem(fold(one)) == stem(fold(other))


def test_words_know_their_place() -> None:
    found = words("Over 1,200 U.S. users can’t call.", 10)
    assert [w.folded for w in found] == ["over", "1,200", "u.s.", "users", "can't", "call"]
    assert [(w.span.start, w.span.end) for w in found][:2] == [(10, 14), (15, 20)]


@pytest.mark.parametrize(("one", "other"), [("kill", "injure"), ("1.5", "15"), ("Iran", "Iraq"), ("2024", "2025")])
def test_unlike_words_share_no_stem(one: str, other: str) -> None:
    assert stem(fold(one)) != stem(fold(other))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$3.20, 4,500 and 1,2", ["3.20", "4,500", "and", "1,2"]),
        ("state-backed", ["state", "backed"]),
        ("the U.N.'s plan", ["the", "u.n.", "s", "plan"]),
        ("rock ’n’ roll", ["rock", "n", "roll"]),
        ("Звонки, 通話", ["звонки", "通話"]),
        ("--- … “” \x00", []),
    ],
)
def test_what_counts_as_a_word(text: str, found: list[str]) -> None:
    assert [word.folded for word in words(text)] == found


@pytest.mark.parametrize(
    ("text", "straight"),
    [
        ("“key tools”", '"key tools"'),
        ("„Werkzeuge“", '"Werkzeuge"'),
        ("«outils»", '"outils"'),
        ("people’s", "people's"),
        ("5′ 3″", "5' 3\""),
        ("a–b…", "a–b…"),
    ],
)
def test_marks_are_straightened_and_nothing_else(text: str, straight: str) -> None:
    assert straighten(text) == straight


@ANY
@given(st.text())
def test_straightened_text_keeps_its_length(text: str) -> None:
    assert len(straighten(text)) == len(text)
    assert straighten(straighten(text)) == straighten(text)


@ANY
@given(st.text(), st.integers(0, 9))
def test_every_word_lies_in_the_text_in_order(text: str, offset: int) -> None:
    last = offset
    for word in words(text, offset):
        assert last <= word.span.start < word.span.end <= offset + len(text)
        assert word.folded == fold(text[word.span.start - offset : word.span.end - offset])
        assert word.stem == stem(word.folded)
        last = word.span.end


@ANY
@given(st.text())
def test_what_is_shown_steers_no_terminal(text: str) -> None:
    shown = visible(text)
    assert not any(unicodedata.category(c) in {"Cc", "Cs", "Co", "Zl", "Zp"} for c in shown)
    assert visible(shown) == shown
    shown.encode("utf-8")
    assert "\x1b" not in visible("\x1b[31mred" + text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]8;;http://post.example\x07here", "\ufffd]8;;http://post.example\ufffdhere"),
        ("toll \u202e21", "toll \ufffd21"),
        ("half \ud83d", "half \ufffd"),
        ("one\r\ntwo\u2028three\x0bfour", "one two three four"),
        ("नी\u200dक", "नी\u200dक"),
    ],
)
def test_what_could_act_is_shown_as_a_replacement(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_soft_hyphens_are_not_shown() -> None:
    assert visible("mes\u00adsaging\u200b apps") == "messaging apps"


@ANY
@given(st.text(alphabet="ab \n\r\t\u2028\x0b"))
def test_paragraphs_are_lines_that_hold_something(text: str) -> None:
    spans = paragraphs(text)
    assert [span.of(text) for span in spans] == [line.strip() for line in text.split("\n") if line.strip()]


def test_blanks_are_squeezed() -> None:
    assert squeeze("  two\u00a0 \n apps ") == "two apps"


def test_marks_of_direction_are_kept_and_overrides_are_not() -> None:
    assert visible("שלום\u200f, 12\u200e") == "שלום\u200f, 12\u200e"
    assert visible("a\u202eb\u2066c") == "a\ufffdb\ufffdc"

"""Lines and columns of offsets: what an editor shows at that place of the file."""

from __future__ import annotations

import io
import json
from html import escape

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from compare.options import Options
from compare.places import Place, place_of, position_of
from compare.readers import read
from compare.readers.raw import file_text
from compare.values import Page, Source

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('\n\r"\\/😀\u2028\x85'), max_size=40)
STORY = "The harbour bridge in Velmore was closed on Monday after engineers found 14 cracks in its deck & rail"


def place_by_hand(file: str, position: int) -> Place:
    lines = file[:position].split("\n")
    return Place(len(lines), len(lines[-1]) + 1)


def pages(data: bytes) -> tuple[Page, ...]:
    return read(["-"], Options(), io.BytesIO(data))[0]


@settings(derandomize=True, deadline=None)
@given(ANY_TEXT)
def test_plain_text(text: str) -> None:
    item = Page(Source("a.txt"), text)
    assert [place_of(item, text, k) for k in range(len(text) + 1)] == [
        place_by_hand(text, k) for k in range(len(text) + 1)
    ]


@settings(derandomize=True, deadline=None)
@given(ANY_TEXT, ANY_TEXT, st.booleans(), st.sampled_from(["", "\n\n", '{"text": "other"}\n', "{}\n"]))
def test_strings_in_json(before: str, text: str, ascii_only: bool, lines: str) -> None:
    key, value = (json.dumps(part, ensure_ascii=ascii_only) for part in (before, text))
    file = f'{lines}{{"title": {key}, "n": [{{"text": {key}}}], "text": {value}}}\n'
    item = Page(Source("a.jsonl", 1 + lines.count("\n"), "text"), text)
    position = file.rindex(value) + 1
    for offset, char in enumerate(text):
        assert place_of(item, file, offset) == place_by_hand(file, position)
        position += len(json.dumps(char, ensure_ascii=ascii_only)) - 2
    assert position_of(item, file, len(text)) == position


@pytest.mark.parametrize(
    ("file", "offset", "place"),
    [
        (r'{"text": "a\ud83d\ude00b"}', 2, Place(1, 24)),
        (r'{"text": "a\ud800b"}', 2, Place(1, 18)),
        (r'{"text": "\"\\\/\nx"}', 4, Place(1, 19)),
        ('{"text": "no", "text": "ab"}', 1, Place(1, 26)),
        ('{\n "text":\n  "ab"}', 1, Place(3, 5)),
    ],
)
def test_a_record_is_read_as_json_reads_it(file: str, offset: int, place: Place) -> None:
    (item,) = pages(file.encode())
    assert place_of(item, file_text(file.encode(), item), offset) == place


def test_records_on_one_line_of_a_list_are_told_apart() -> None:
    data = b'[{"text": "One."}, {"text": "Two."}]'
    found = pages(data)
    assert [(p.text, place_of(p, file_text(data, p), 0)) for p in found] == [
        ("One.", Place(1, 12)),
        ("Two.", Place(1, 30)),
    ]


def test_a_file_that_has_changed_since_has_no_place() -> None:
    item = Page(Source("a.jsonl", 2, "text"), "One.")
    for file in (
        "",
        '{"text": "One."}',
        '\n{"text": "Two."}',
        '\n{"text": "One.',
        "\n{",
        '\n{"text": 1}',
        '\n["One."]',
    ):
        assert place_of(item, file, 0) is None
    assert place_of(Page(Source("a.txt"), "One."), "", 4) is None


@pytest.mark.parametrize("offset", [-1, 5])
def test_an_offset_outside_the_text_has_no_place(offset: int) -> None:
    assert place_of(Page(Source("a.txt"), "One."), "One.", offset) is None


@settings(derandomize=True, deadline=None, max_examples=50)
@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")) | st.sampled_from("&<>\"'"),
        min_size=1,
        max_size=20,
    )
)
def test_web_pages(words: str) -> None:
    file = f"<html><body>\n\n<p>{escape(STORY)}.</p>\n <p>{escape(words)} {escape(STORY)}</p></body></html>"
    assume(len(pages(file.encode())) == 1)
    (item,) = pages(file.encode())
    start = item.text.index("\n") + 1
    position = file.index("\n <p>") + 5
    for offset, char in enumerate(words + " " + STORY):
        assert place_of(item, file, start + offset) == place_by_hand(file, position)
        position += len(escape(char))


def test_a_page_is_decoded_as_its_reader_did() -> None:
    data = f"<html><meta charset=koi8-r><body><p>Мост закрыли.</p><p>{STORY}.</p>".encode("koi8_r")
    (item,) = pages(data)
    assert file_text(data, item)[
        position_of(item, file_text(data, item), item.text.index("закрыли")) or 0 :
    ].startswith("закрыли")


def test_lines_of_one_file_may_be_in_two_encodings() -> None:
    data = '{"text": "Café – one"}\n'.encode() + '{"text": "Café – two"}\n'.encode("cp1252")
    item = Page(Source("a.jsonl", 2, "text"), "Café – two")
    assert place_of(item, file_text(data, item), 7) == Place(2, 18)

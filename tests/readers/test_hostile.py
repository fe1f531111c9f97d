"""Hostile input: one line for each bad item, the good ones around it still read, quickly and in bounded memory."""

from __future__ import annotations

import json
import os
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.options import Options
from compare.readers import _read_file, read
from compare.readers.discover import File
from compare.values import Page, Skipped, Source

SECONDS = 10
STORY = "The harbour bridge in Velmore was closed on Monday after engineers found 14 cracks in its deck."
PARAGRAPHS = f"<p>{STORY}</p>" * 3
TOO_LONG = "more than 2,000,000 characters of text; save the article alone"
TOO_MANY = "more than 50,000 tags; save the article alone"
SMALL = {
    "nested quotations": "<blockquote>x" * 40_000,
    "nested lists": "<ul><li>" * 20_000,
    "nested tables": "<table><tr><td>" * 16_000,
    "nested bold": "<b>" * 45_000,
    "nested links": "<a href=x>" * 45_000,
    "end tags only": "</div>" * 45_000,
    "open tags": "<a " * 300_000,
    "open values": '<a b="' * 200_000,
    "open comments": "<!--" * 300_000,
    "open drawings": "<svg>" * 40_000,
    "angle brackets": "<" * 1_000_000,
    "ampersands": "&" * 1_000_000,
    "classes": '<div class="' + "a-share " * 1_000_000 + '">',
    "deep JSON-LD": '<script type="application/ld+json">' + "[" * 500_000 + "</script>",
    "control characters": "\x01\x1b[2J\x7f" * 1_000,
    "both directions": "\u202e\u2066\u2069\u200f" * 1_000,
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def no_hang() -> Iterator[None]:
    """Every test ends in time."""
    began = time.process_time()
    yield
    assert time.process_time() - began < SECONDS


def beside_good_ones(name: str, data: bytes) -> Page | Skipped:
    """What becomes of a bad file that stands between two good ones, which are read."""
    Path("a.txt").write_text("First.", encoding="utf-8")
    Path("z.txt").write_text("Last.", encoding="utf-8")
    Path(name).write_bytes(data)
    found, skipped = read(["."], Options())
    assert {"First.", "Last."} <= {page.text for page in found}
    items: list[Page | Skipped] = [*found, *skipped]
    (bad,) = (item for item in items if item.source.path == name)
    return bad


def is_sound(item: Page | Skipped) -> bool:
    """A reason in one printable line, or a page that any output can carry and whose story lies in its text."""
    if isinstance(item, Skipped):
        return item.reason.isprintable() and bool(item.reason)
    f"{item.text}{item.title}{item.outlet}{item.url}".encode()
    return all(0 <= span.start < span.end <= len(item.text) for span in item.body or ())


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("after", [False, True])
def test_odd_markup_is_read_or_skipped(name: str, after: bool) -> None:
    page = PARAGRAPHS + SMALL[name] if after else SMALL[name] + PARAGRAPHS
    assert is_sound(beside_good_ones("m.html", f"<html><body>{page}</body></html>".encode()))


def test_200_000_nested_tags_are_skipped() -> None:
    assert beside_good_ones("m.html", b"<html>" + b"<div>" * 200_000) == Skipped(Source("m.html"), TOO_MANY)


@pytest.mark.parametrize(
    ("piece", "reason"), [(f"<p>{STORY}</p>", TOO_LONG), ("Cracks. ", TOO_LONG), ("&amp;", TOO_LONG), ("<i>", TOO_MANY)]
)
def test_fifty_megabytes_of_text_are_skipped_in_bounded_memory(piece: str, reason: str) -> None:
    Path("m.html").write_bytes(b"<html><body>" + piece.encode() * (50_000_000 // len(piece)))
    assert peak_of("m.html") == Skipped(Source("m.html"), reason)


@pytest.mark.parametrize("rest", ["<script>{}</script>", '<img src="{}">', "<!--{}-->", "<style>{}</style>"])
def test_fifty_megabytes_that_nobody_sees_do_no_harm(rest: str) -> None:
    page = f"<html><body>{rest.format('A' * 50_000_000)}<article>{PARAGRAPHS}</article></body></html>"
    Path("m.html").write_text(page, encoding="utf-8")
    found = peak_of("m.html")
    assert isinstance(found, Page)
    assert found.text == "\n".join([STORY] * 3)


def peak_of(name: str) -> Page | Skipped:
    """What a file is read as, in memory of at most six times 50 MB."""
    tracemalloc.start()
    try:
        found, skipped = read([name], Options())
        items: list[Page | Skipped] = [*found, *skipped]
        (result,) = items
        assert tracemalloc.get_traced_memory()[1] < 300_000_000
    finally:
        tracemalloc.stop()
    return result


def test_each_line_of_a_file_has_an_encoding_of_its_own() -> None:
    texts = ["Café – one.", "Café – two.", "Café – three."]
    encodings = ["utf-8", "cp1252", "utf-8-sig"]
    lines = [json.dumps({"text": t}, ensure_ascii=False).encode(e) for t, e in zip(texts, encodings, strict=True)]
    Path("a.jsonl").write_bytes(b"\n".join([lines[0], b"\xff\x00\x81", lines[1], b'{"text": "\x80', lines[2]]))
    found, skipped = read(["a.jsonl"], Options())
    assert [page.text for page in found] == texts
    assert [skip.source.line for skip in skipped] == [2, 4]
    assert all(is_sound(item) for item in skipped)


def test_a_path_that_vanishes_is_skipped() -> None:
    gone = File("gone.txt", Source("gone.txt"))
    reason = "file is gone, or a link that leads nowhere; check the path"
    assert list(_read_file(gone, None)) == [Skipped(Source("gone.txt"), reason)]


def test_links_in_circles_and_to_nowhere_leave_the_good_files() -> None:
    Path("in").mkdir()
    for target, link in (("..", "in/up"), (".", "self"), ("l.txt", "l.txt"), ("no.md", "n.md"), (".", "in/in.html")):
        os.symlink(target, link)
    Path("in/a.txt").write_text(STORY, encoding="utf-8")
    found, skipped = read(["."], Options())
    assert [page.source.path for page in found] == ["in/a.txt"]
    assert [skip.source.path for skip in skipped] == ["l.txt"]


SEEDS = (
    f"<html><head><title>Closed</title></head><body><article>{PARAGRAPHS}</article></body></html>".encode(),
    b'{"text": "One.", "title": "\\ud800", "url": "https://tern.example/1"}\n{"text": "Two."}\n',
    b'---\ntitle: "Closed"\ndate: 2024-03-04\n---\n# Closed\n\nThe bridge is shut.\n',
    "The bridge\u202e is shut.\r\n\x1b[31mEngineers\x00 found cracks. \U0001f600".encode("utf-16"),
)
BAD = (b"\0", b"\xff", b"\xed\xa0\x80", b"<", b">", b'"', b"{", b"}", b"\n", b"\\u", b"\\ud800", b"&#0;", b"\x1b[2J",
       "\u202e".encode(), b"---\n", b"<script>", b"<!--", b"\xef\xbb\xbf", b"\r")  # fmt: skip


DAMAGE = st.tuples(st.integers(0, 400), st.sampled_from(BAD), st.integers(0, 9))  # where, what, over how many bytes
NAMES = ("m.html", "m.jsonl", "m.md", "m.json", "m.txt")


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.sampled_from(SEEDS), st.lists(DAMAGE, max_size=6))
def test_seeds_with_damage_are_read_or_skipped(seed: bytes, damage: list[tuple[int, bytes, int]]) -> None:
    for place, bad, width in damage:
        seed = seed[:place] + bad + seed[place + width :]
    for name in NAMES:
        Path(name).write_bytes(seed)
    results = [item for name in NAMES for part in read([name], Options()) for item in part]
    assert {item.source.path for item in results} == set(NAMES)
    assert all(map(is_sound, results))

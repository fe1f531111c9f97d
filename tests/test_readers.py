"""The readers wing: every kind of input becomes pages with true texts, or a reason why not."""

from __future__ import annotations

import io
import itertools
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from compare.errors import OptionError
from compare.options import Options
from compare.readers import READERS, read
from compare.readers.encoding import MAX_BYTES, decode, is_blank, mend
from compare.readers.globs import expand
from compare.readers.html import MAX_TAGS, declared_charset
from compare.readers.outlets import host_of
from compare.values import Page, Skipped, Source

STORY = "The harbour bridge in Velmore closed on Monday. Engineers found 14 cracks."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, content: str | bytes = STORY) -> str:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def write_lines(path: str, *records: object) -> str:
    return write(path, "".join(r if isinstance(r, str) else json.dumps(r) + "\n" for r in records))


def pages(*paths: str, outlet: Sequence[str] = (), stdin: bytes | None = None) -> tuple[Page, ...]:
    found, skipped = read(paths, Options(outlet=tuple(outlet)), io.BytesIO(stdin) if stdin is not None else None)
    assert skipped == ()
    return found


def page(*paths: str, stdin: bytes | None = None) -> Page:
    (only,) = pages(*paths, stdin=stdin)
    return only


def skips(*paths: str, stdin: bytes | None = None) -> tuple[Skipped, ...]:
    found, skipped = read(paths, Options(), io.BytesIO(stdin) if stdin is not None else None)
    assert found == ()
    return skipped


def skip(*paths: str, stdin: bytes | None = None) -> Skipped:
    (only,) = skips(*paths, stdin=stdin)
    return only


def outlets(*paths: str, outlet: Sequence[str] = ()) -> dict[str, str | None]:
    return {p.source.path: p.outlet for p in pages(*paths, outlet=outlet)}


def sources(*paths: str) -> list[str]:
    return [p.source.path for p in pages(*paths)]


# --- plain text ---------------------------------------------------------------------------------------------


def test_plain_text_is_one_page_with_the_whole_file() -> None:
    assert page(write("tern.txt")) == Page(Source("tern.txt"), STORY, outlet="tern")


@pytest.mark.parametrize(
    "text", ["One.\r\nTwo.\r", "A\u00a0b", "“Cafe\u0301” ‘x’", "\n  indented\n\n", "a\u2028b\x0bc"]
)
def test_nothing_in_a_text_is_changed(text: str) -> None:
    assert page(write("a.txt", text)).text == text


@settings(derandomize=True, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\r\n\x0b\x0c\x85"), min_size=1))
def test_any_visible_text_in_utf8_comes_back_equal(text: str) -> None:
    assume(not is_blank(text) and not text.startswith(("\ufeff", "%PDF-", "{\\rtf", "PK\x03\x04")))
    assert page("-", stdin=b"Velmore. " + text.encode()).text == "Velmore. " + text
    assert decode(text.encode()) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings_lose_their_byte_order_mark_only(encoding: str) -> None:
    text = "\r\n“Tern” said – Škoda 車\n"
    assert page(write("a.txt", text.encode(encoding))).text == text


def test_utf16_of_both_byte_orders() -> None:
    assert page(write("a.txt", b"\xff\xfe" + STORY.encode("utf-16-le"))).text == STORY
    assert page(write("b.txt", b"\xfe\xff" + STORY.encode("utf-16-be"))).text == STORY


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "The mayor’s office said “no” – twice – to the £3m plan."),
        ("cp1252", "It’s here"),
        ("cp1252", "José Muñoz met her in São Paulo."),
        ("mac_roman", "The mayor’s office said “no” – twice – to the plan."),
        ("cp1251", "Мост в гавани закрыли в понедельник утром."),
        ("cp1253", "Η γέφυρα έκλεισε τη Δευτέρα το πρωί στις εννέα."),
    ],
)
def test_old_encodings_are_recognised(encoding: str, text: str) -> None:
    assert page(write("a.txt", text.encode(encoding))).text == text


def test_one_broken_byte_does_not_turn_utf8_into_something_else() -> None:
    text = "“Café” – “naïve” – “rôle” – “Škoda” – “Žižkov”"
    assert page(write("a.txt", text.encode() + b"\xe2\x80")).text == text + "\ufffd"


def test_bytes_without_any_encoding_still_give_a_text() -> None:
    assert page(write("a.txt", b"Velmore \x81\x8d\x8f bridge")).text.startswith("Velmore ")


# --- what is no text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", "\u200b\ufeff\n".encode()])
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.json", "a.unknown"])
def test_an_empty_file_is_skipped(name: str, content: bytes) -> None:
    reason = "empty file; give a file that holds an article"
    assert skip(write(name, content)) == Skipped(Source(name), reason)


@pytest.mark.parametrize(
    "content", [b"\x89PNG\0\0", b"ab\0cd", b"%PDF-1.7 text", bytes(range(1, 9)) * 9, b"PK\x03\x04 x"]
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.json", "a", "a.pdf"])
def test_a_binary_file_is_skipped(name: str, content: bytes) -> None:
    reason = "binary file, not text; convert it to plain text, HTML or JSONL"
    assert skip(write(name, content)) == Skipped(Source(name), reason)


def test_utf16_that_holds_nul_characters_is_binary() -> None:
    assert skip(write("a.txt", "\ufeffa\0b".encode("utf-16-le"))).reason.startswith("binary file, not text")


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_a_text_file_beyond_the_limit_is_skipped(name: str) -> None:
    write(name)
    os.truncate(name, MAX_BYTES + 1)
    reason = "larger than 64 MiB; give the article alone, or many articles as JSONL"
    assert skip(name) == Skipped(Source(name), reason)


# --- paths --------------------------------------------------------------------------------------------------


def test_a_missing_path_is_skipped() -> None:
    reason = "no such file or folder; check the spelling"
    assert skips("gone.txt", "./gone.txt") == (Skipped(Source("gone.txt"), reason),)
    assert skip(write("a.txt") + "/b").reason == reason


@pytest.mark.parametrize("path", ["", "a\0b", "a\0*", "\ud800.txt", "n" * 5000, "[", "~/x"])
def test_an_impossible_path_is_skipped(path: str) -> None:
    result = skip(path)
    assert result.reason
    result.source.path.encode()


def test_a_web_address_is_skipped_with_advice() -> None:
    reason = "a web address, not a file; save the page and give the saved file"
    assert skip("https://example.org/a") == Skipped(Source("https://example.org/a"), reason)


def test_a_pattern_without_match_is_skipped() -> None:
    assert skip("news/*.txt").reason.startswith("no file matches this pattern; ")


def test_a_folder_without_articles_is_skipped() -> None:
    write("notes/report.json", "{}")
    write("notes/readme.md")
    write("notes/.hidden.txt")
    write("notes/.git/a.txt")
    assert skip("notes") == Skipped(
        Source("notes"),
        "no article in this folder; expected files that end in .txt, .text, .html, .htm, .xhtml, .jsonl, .ndjson,"
        " or .md with front matter",
    )


def test_a_fifo_is_skipped_without_waiting_for_it() -> None:
    os.mkfifo("pipe.txt")
    reason = "a pipe, socket or device, not a file; save it as a file, or pipe it in and give -"
    assert skip("pipe.txt") == Skipped(Source("pipe.txt"), reason)
    assert skip(".") == Skipped(Source("pipe.txt"), reason)


def test_a_socket_and_a_device_are_skipped() -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.txt")
        assert skip("s.txt").reason.startswith("a pipe, socket or device, not a file; ")
    assert skip(os.devnull).reason.startswith("a pipe, socket or device, not a file; ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_skipped() -> None:
    Path(write("a.txt")).chmod(0)
    assert skip("a.txt").reason == "no permission to read it; change its permissions or run as a user who may"


def test_a_file_that_the_system_does_not_read_is_skipped() -> None:
    unreadable = "/proc/self/mem"
    if not os.path.exists(unreadable):
        pytest.skip("needs a file that opens but cannot be read")
    result = skip(unreadable)
    assert result.reason.startswith("cannot be read (")
    assert result.reason.endswith("; check the file")


def test_a_broken_link_is_skipped() -> None:
    os.symlink("nowhere.txt", "link.txt")
    os.symlink("loop.txt", "loop.txt")
    assert skip("link.txt") == Skipped(Source("link.txt"), "file is gone, or a link that leads nowhere; check the path")
    assert skip("loop.txt").reason.startswith("cannot be read (")


def test_good_files_are_read_beside_bad_ones() -> None:
    found, skipped = read([write("a.txt"), write("b.txt", b""), "c.txt"], Options())
    assert [p.source.path for p in found] == ["a.txt"]
    assert [s.source.path for s in skipped] == ["b.txt", "c.txt"]


def test_a_folder_is_walked_and_takes_known_suffixes_only() -> None:
    for name in (
        "news/b.TXT",
        "news/a/1.text",
        "news/x.html.bak",
        "news/expected.json",
        "news/notes.md",
        "news/README.txt",
    ):
        write(name, f"{STORY} {name}")
    assert sources("news") == ["news/README.txt", "news/a/1.text", "news/b.TXT"]


def test_links_in_circles_end() -> None:
    write("news/deep/er/a.txt")
    os.symlink("..", "news/deep/up")
    os.symlink("../..", "news/deep/er/top")
    os.symlink(".", "news/self")
    assert sources("news") == ["news/deep/er/a.txt"]
    assert sources("news/**/*.txt") == ["news/deep/er/a.txt"]


def test_a_file_reached_twice_is_read_once() -> None:
    write("news/a.txt")
    os.symlink("news/a.txt", "z.txt")
    assert sources("news", "news/a.txt", "./news/../news/a.txt", "z.txt", "n*/a.*") == ["news/a.txt"]


def test_paths_are_shown_relative_to_the_working_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("news/a.txt")
    assert sources(str(here / "news")) == ["news/a.txt"]
    write("other/b.txt")
    monkeypatch.chdir(here / "other")
    assert sources(str(here / "news" / "a.txt")) == ["../news/a.txt"]


def test_a_file_name_that_is_no_text_is_shown_with_replacement_characters() -> None:
    try:
        Path(os.fsdecode(b"caf\xe9.txt")).write_text(STORY)
    except OSError:
        pytest.skip("file names must be text here")
    assert page(".").source.path == "caf\ufffd.txt"
    assert page(".").outlet == "caf\ufffd"


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("n*/*.txt", ["news/a.txt", "news/b.txt"]),
        ("news/[ab].txt", ["news/a.txt", "news/b.txt"]),
        ("news/?.txt", ["news/a.txt", "news/b.txt"]),
        ("**/c.txt", ["news/in/c.txt"]),
        ("news/**", ["news/a.txt", "news/b.txt", "news/in/c.txt"]),
        ("**/**/**/*.txt", ["news/a.txt", "news/b.txt", "news/in/c.txt"]),
        ("n*", ["news/a.txt", "news/b.txt", "news/in/c.txt"]),
        ("news/.*.txt", ["news/.hidden.txt"]),
    ],
)
def test_patterns(pattern: str, matches: list[str], here: Path) -> None:
    for name in ("news/a.txt", "news/b.txt", "news/in/c.txt", "news/.hidden.txt"):
        write(name, f"{STORY} {name}")
    assert sources(pattern) == matches
    assert sources(str(here / pattern)) == matches


def test_a_path_that_exists_wins_over_its_meaning_as_a_pattern() -> None:
    write("a[1].txt", "In brackets.")
    write("a1.txt", "Without.")
    assert page("a[1].txt").text == "In brackets."
    assert expand("a[1].txt") == ("a1.txt",)


def test_a_file_with_an_unknown_suffix_is_read_when_named() -> None:
    assert page(write("story.news")).text == STORY
    assert page(write("README.md")).text == STORY
    assert page(write("LICENSE")).outlet == "LICENSE"


# --- standard input -----------------------------------------------------------------------------------------


def test_standard_input_is_sniffed() -> None:
    assert page("-", "-", stdin=STORY.encode()) == Page(Source("<stdin>"), STORY, outlet="stdin")
    assert page("-", stdin=b'\xef\xbb\xbf\n{"text": "Hi."}').text == "Hi."
    assert page("-", stdin='{"text": "Hi."}'.encode("utf-16")).text == "Hi."
    assert page("-", stdin=PAGE.encode()).title == "Bridge closed"
    assert page("-", stdin=b"[Updated] The bridge is shut.").text == "[Updated] The bridge is shut."
    assert page("-", stdin=b"<Tern> reports").text == "<Tern> reports"


def test_json_lines_on_standard_input_keep_their_line() -> None:
    found = pages("-", stdin=b'{"text": "One."}\n\n{"text": "Two."}\n')
    assert [p.source for p in found] == [Source("<stdin>", 1, "text"), Source("<stdin>", 3, "text")]


def test_standard_input_that_is_not_there_is_skipped() -> None:
    closed = io.BytesIO()
    closed.close()
    assert skip("-") == Skipped(Source("<stdin>"), "standard input is closed; pipe an article in or give a file")
    assert read(["-"], Options(), closed)[1][0].reason.startswith("cannot be read (")
    assert skip("-", stdin=b"").reason.startswith("empty file; ")


# --- HTML ---------------------------------------------------------------------------------------------------

BODY = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "The harbour bridge in Velmore was closed on Monday after engineers found 14 cracks in its deck.",
        "“We had no choice”, the mayor’s office said, adding that repairs would take about three weeks.",
        "Buses will run along the northern quay until the end of the month, the operator confirmed.",
    )
)
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Bridge closed</title>
<meta property="og:site_name" content="The Velmore Tern">
<meta property="article:published_time" content="2024-03-04T09:30:00Z">
<link rel="canonical" href="https://www.tern.example/news/bridge"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Bridge closed</h1>{BODY}</article>
<div id="comments"><p>First! said a reader of this page, who had nothing else to say about it.</p></div>
<footer>All rights reserved</footer></body></html>"""


def story_of(found: Page) -> str:
    assert found.body is not None
    return "\n".join(span.of(found.text) for span in found.body)


def test_html_gives_what_a_reader_sees_and_which_of_it_is_story() -> None:
    found = page(write("a.html", PAGE))
    assert found.text.splitlines()[:3] == ["Home", "Sport", "Bridge closed"]
    assert found.text.splitlines()[-1] == "All rights reserved"
    assert story_of(found).splitlines() == [line.strip() for line in re.sub("<[^>]*>", "\n", BODY).split("\n") if line]


def test_html_gives_what_the_page_says_about_itself() -> None:
    found = page(write("a.html", PAGE))
    assert found.source == Source("a.html")
    assert (found.outlet, found.title) == ("The Velmore Tern", "Bridge closed")
    assert (found.url, found.published) == ("https://www.tern.example/news/bridge", "2024-03-04T09:30:00Z")


def test_html_without_a_site_name_takes_the_host_of_its_address() -> None:
    lines = [line for line in PAGE.splitlines() if "site_name" not in line]
    assert page(write("a.htm", "\n".join(lines))).outlet == "tern.example"


def test_html_that_says_nothing_takes_the_file_name() -> None:
    bare = page(write("gull.html", f"<html><body><article>{BODY}</article></body></html>"))
    assert (bare.outlet, bare.title, bare.url, bare.published) == ("gull", None, None, None)


@pytest.mark.parametrize("encoding", ["windows-1252", "iso-8859-1", "utf-8", "utf-16"])
def test_html_is_decoded_as_it_declares(encoding: str) -> None:
    markup = PAGE.replace('charset="utf-8"', f'charset="{encoding}"')
    data = markup.encode("cp1252" if encoding == "iso-8859-1" else encoding)
    assert "“We had no choice”, the mayor’s office" in page(write("a.html", data)).text


@pytest.mark.parametrize(
    ("markup", "charset"),
    [
        (b"<meta charset=koi8-r>", "koi8-r"),
        (b'<META http-equiv="Content-Type" content="text/html; charset=windows-1251">', "windows-1251"),
        (b'<?xml version="1.0" encoding="ISO-8859-2"?>', "ISO-8859-2"),
        (b"<p>charset=koi8-r", None),
        (b"", None),
    ],
)
def test_declared_charset(markup: bytes, charset: str | None) -> None:
    assert declared_charset(markup) == charset


@pytest.mark.parametrize(
    "declared", ["koi8-r", "KOI8-R", "nonsense", "idna", "utf-16", "unicode_escape", "rot13", "", None]
)
def test_a_declared_charset_that_makes_no_sense_is_not_followed(declared: str | None) -> None:
    text = "Мост в гавани закрыли в понедельник, потому что инженеры нашли трещины."
    assert decode(text.encode("koi8_r"), declared) == text


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body></body></html>",
        "<html><head><title>Only a title</title></head><body><script>var a = 1;</script></body></html>",
        "<",
        "<!-- nothing -->",
        "<html><body>" + "<div>" * 20_000 + "</body></html>",
    ],
)
def test_html_without_text_is_skipped(markup: str) -> None:
    reason = "no article text found in the page; save the article as plain text"
    assert skip(write("a.html", markup)) == Skipped(Source("a.html"), reason)


def test_html_with_too_many_tags_is_skipped_at_once() -> None:
    reason = "more than 50,000 tags; save the article alone"
    assert skip(write("a.html", "<p>" * (MAX_TAGS + 1))) == Skipped(Source("a.html"), reason)


def test_html_with_too_much_text_is_skipped_at_once() -> None:
    reason = "more than 2,000,000 characters of text; save the article alone"
    assert skip(write("a.html", "<p>" + "Cracks. " * 250_001)) == Skipped(Source("a.html"), reason)


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<blockquote><p>", "<table><tr><td>", "<ul><li>"])
def test_deeply_nested_html_does_no_harm(opening: str) -> None:
    markup = f"<html><body>{opening * 4_000}{BODY}</body></html>"
    found, skipped = read([write("a.html", markup)], Options())
    assert len(found) + len(skipped) == 1


@settings(derandomize=True, deadline=None, max_examples=50)
@given(
    st.lists(
        st.sampled_from(
            [*"<>/&;#\"' =", "p", "div", "&#xD800;", "\ufeff", "é", "<p>", "<!--", "]]>", "<script", "\x01"]
        )
    )
)
def test_no_markup_raises(parts: list[str]) -> None:
    found, skipped = read(["-"], Options(), io.BytesIO(("<html><p>" + "".join(parts)).encode()))
    assert len(found) + len(skipped) == 1
    "".join(p.text for p in found).encode()


def test_html_gives_the_same_whatever_was_read_before() -> None:
    write("a.html", PAGE)
    write("b.html", PAGE.replace("14", "15"))
    alone = page("a.html")
    assert pages("b.html", "a.html")[0] == alone


def test_html_writes_nothing_to_the_terminal() -> None:
    write("a.html", "<html>")
    write("b.html", PAGE)
    script = "from compare.options import Options; from compare.readers import read; read(['.'], Options())"
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, env={**os.environ, "PYTHONPATH": str(root)}
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_the_heavy_imports_stay_out_until_they_are_needed() -> None:
    write("a.txt")
    script = (
        "import sys; from compare.options import Options; from compare.readers import read; read(['a.txt'], Options());"
        "print(*sorted({'trafilatura', 'charset_normalizer', 'jsonlines', 'lxml'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, env={**os.environ, "PYTHONPATH": str(root)}
    )
    assert done.stdout.split() == []
    assert done.returncode == 0


# --- JSON lines ---------------------------------------------------------------------------------------------


def test_a_record_fills_a_page() -> None:
    record = {
        "id": 17,
        "outlet": " Tern ",
        "title": "Closed",
        "published": " 2024-03-04T09:30 ",
        "url": "https://tern.example/1",
        "text": STORY,
        "unknown": [1],
    }
    source = Source("a.jsonl", 1, "text")
    wanted = Page(source, STORY, "17", "Tern", "Closed", "https://tern.example/1", "2024-03-04T09:30")
    assert page(write_lines("a.jsonl", record)) == wanted


def test_keys_have_aliases() -> None:
    found = page(write_lines("a.ndjson", {"source": "Gull", "date": "2024-03-04", "body": STORY, "content": "no"}))
    assert found == Page(Source("a.ndjson", 1, "body"), STORY, outlet="Gull", published="2024-03-04")


@pytest.mark.parametrize(
    ("record", "key"),
    [
        ({"text": "a", "body": "b"}, "text"),
        ({"text": None, "body": "b"}, "body"),
        ({"text": " ", "body": "", "content": "c"}, "content"),
    ],
)
def test_the_first_text_that_is_not_empty_counts(record: dict[str, object], key: str) -> None:
    found = page(write_lines("a.jsonl", record))
    assert (found.source.key, found.text) == (key, record[key])


def test_null_and_odd_values_of_other_keys_are_no_obstacle() -> None:
    line = '{"id": true, "outlet": null, "title": ["x"], "url": {}, "date": null, "text": "Hi.", "n": NaN, "n": 1}\n'
    assert page(write_lines("a.jsonl", line)) == Page(Source("a.jsonl", 1, "text"), "Hi.", outlet="a")


@pytest.mark.parametrize(
    ("given_id", "shown"), [("x1", "x1"), (5, "5"), (1.5, "1.5"), (True, None), ("  ", None), ([], None)]
)
def test_an_id_is_a_string_or_a_number(given_id: object, shown: str | None) -> None:
    assert page(write_lines("a.jsonl", {"id": given_id, "text": "Hi."})).id == shown


@pytest.mark.parametrize("text", ["<p>Kept &amp; whole</p>", " a\r\nb ", "tab\t\u2028\x0b\x85end", "nul\0nul"])
def test_a_text_in_a_record_is_used_as_it_is(text: str) -> None:
    assert page(write_lines("a.jsonl", {"text": text})).text == text


def test_lines_end_at_a_line_feed_only() -> None:
    lines = ['{"text": "a\u2028b\u0085c"}', "", " ", '{"text": "two"}']
    found = pages(write("a.jsonl", "\ufeff" + "\r\n".join(lines)))
    assert [(p.source.line, p.text) for p in found] == [(1, "a\u2028b\u0085c"), (4, "two")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp1252", "utf-8-sig"])
def test_json_lines_in_other_encodings(encoding: str) -> None:
    data = '{"text": "“Café” – open"}\n{"text": "plain"}\n'.encode(encoding)
    assert [p.text for p in pages(write("a.jsonl", data))] == ["“Café” – open", "plain"]


def test_a_bad_line_is_named_and_the_good_ones_are_kept() -> None:
    good = [{"text": f"Report number {n}."} for n in range(1, 10)]
    records = [*good[:6], '{"text": "broken\n', *good[7:]]
    found, skipped = read([write_lines("a.jsonl", *records)], Options())
    assert [p.source.line for p in found] == [1, 2, 3, 4, 5, 6, 8, 9]
    (only,) = skipped
    assert only.source == Source("a.jsonl", 7)
    assert only.reason.startswith("not valid JSON (unterminated string")
    assert only.reason.endswith(" column 10); fix or remove the line")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"title": "x"}', "no text: expected one of text, body, content"),
        ('{"text": null, "body": " "}', "no text: expected one of text, body, content"),
        ('{"text": ["x"]}', "text is a list; write it as a string"),
        ('{"text": 5, "body": "x"}', "text is a number; write it as a string"),
        ('{"content": {"a": 1}}', "content is an object; write it as a string"),
        ('{"text": false}', "text is true or false; write it as a string"),
        ("[]", "a list, not an object; write one object for each article"),
        ('"x"', "a string, not an object; write one object for each article"),
        ("null", "null, not an object; write one object for each article"),
        ("7", "a number, not an object; write one object for each article"),
        ("[" * 100_000, "not valid JSON (nested too deeply); fix or remove the line"),
        ('{"a":' * 100_000, "not valid JSON (nested too deeply); fix or remove the line"),
        ('{"text": ' + "9" * 5000 + "}", "not valid JSON (a number is too long); fix or remove the line"),
    ],
    ids=range(13),
)
def test_a_line_that_is_no_article_is_skipped(line: str, reason: str) -> None:
    (only,) = skips(write("a.jsonl", line + "\n"))
    assert (only.source.path, only.source.line, only.reason) == ("a.jsonl", 1, reason)


def test_a_line_of_ten_megabytes() -> None:
    text = "Cracks. " * 1_250_000
    assert page(write_lines("a.jsonl", {"text": text})).text == text


def test_lone_surrogates_become_replacement_characters_of_the_same_length() -> None:
    line = r'{"text": "a\ud800b \ud83d\ude00", "title": "\udfff!", "outlet": "x\ud800", "id": "\ud800"}'
    found = page(write("a.jsonl", line))
    assert found.text == "a\ufffdb 😀"
    assert (found.title, found.outlet, found.id) == ("\ufffd!", "x\ufffd", "\ufffd")


@settings(derandomize=True, deadline=None)
@given(st.text(st.characters(categories=None)))
def test_mending_keeps_every_offset(text: str) -> None:
    mended = mend(text)
    mended.encode()
    assert len(mended) == len(text)
    assert all(new in (old, "\ufffd") for old, new in zip(text, mended, strict=True))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(categories=None), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "text", "body", "outlet", "source", "url", "title", "date"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(derandomize=True, deadline=None)
@given(JSON_VALUES)
def test_any_json_value_is_read_or_skipped(value: object) -> None:
    Path("a.jsonl").write_text(json.dumps(value) + "\n")
    found, skipped = read(["a.jsonl"], Options())
    assert len(found) + len(skipped) == 1
    repr((found, skipped)).encode()
    "".join(f"{p.text}{p.outlet}{p.title}{p.id}{p.url}{p.published}" for p in found).encode()


@settings(derandomize=True, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.json", "a"]))
def test_any_bytes_are_read_or_skipped(data: bytes, name: str) -> None:
    found, skipped = read([write(name, data)], Options())
    assert found + skipped
    "".join(p.text for p in found).encode()


# --- JSON ---------------------------------------------------------------------------------------------------


def test_a_json_file_holds_one_article_or_a_list() -> None:
    one = write("one.json", json.dumps({"text": STORY}, indent=2))
    assert page(one).source == Source("one.json", None, "text")
    many = write("many.json", '[\n  {"text": "One."},\n\n  {"text":\n "Two."}, {"text": "Three."}, 4\n]\n')
    found, skipped = read([many], Options())
    assert [(p.text, p.source.line) for p in found] == [("One.", 2), ("Two.", 4), ("Three.", 5)]
    assert [s.source for s in skipped] == [Source("many.json", 5)]


def test_a_json_file_may_hold_lines() -> None:
    write("a.json", '{"text": "One."}\n{"text": "Two."\n{"text": "Three."}\n')
    found, skipped = read(["a.json"], Options())
    assert [p.source.line for p in found] == [1, 3]
    assert [s.source.line for s in skipped] == [2]
    write("b.json", '{"text": "One."\n{"text": "Two."}\n')
    assert [p.source.line for p in read(["b.json"], Options())[0]] == [2]


def test_a_broken_json_file_is_skipped_once() -> None:
    result = skip(write("a.json", '{\n  "text": "One",\n  "title" "x"\n}'))
    assert result.source == Source("a.json", 3)
    assert result.reason.startswith("not valid JSON (expecting ':' delimiter, column")
    assert result.reason.endswith("); fix the file")
    assert skip(write("a.json", "[" * 100_000)).reason == "not valid JSON (nested too deeply); fix the file"
    assert skip(write("a.json", "[]")).reason.startswith("empty file; ")


# --- outlets ------------------------------------------------------------------------------------------------


def test_a_file_alone_is_its_own_outlet() -> None:
    assert outlets(write("news/tern.txt"), write("gull.txt")) == {"news/tern.txt": "tern", "gull.txt": "gull"}


def test_files_of_one_name_take_their_folder() -> None:
    found = outlets(write("tern/1.txt"), write("gull/1.txt"), write("heron/today.txt"))
    assert found == {"gull/1.txt": "gull", "heron/today.txt": "today", "tern/1.txt": "tern"}


def test_files_of_one_name_without_a_folder_to_tell_keep_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("1.txt")
    write("in/x.txt")
    monkeypatch.chdir(here / "in")
    assert outlets("../1.txt", write("1.text", "Other.")) == {"../1.txt": "1", "1.text": "1"}


def test_in_a_folder_the_first_folder_below_is_the_outlet() -> None:
    write("news/tern/2024/03/a.txt")
    write("news/gull/b.txt")
    write("news/heron.txt")
    found = {"news/gull/b.txt": "gull", "news/heron.txt": "heron", "news/tern/2024/03/a.txt": "tern"}
    assert outlets("news") == outlets("news", "news/gull/b.txt") == found
    assert outlets("news/gull") == {"news/gull/b.txt": "b"}


def test_the_innermost_folder_given_decides() -> None:
    write("news/tern/a/1.txt")
    assert outlets("news", "news/tern") == outlets("news/tern", "news") == {"news/tern/a/1.txt": "a"}


def test_a_record_without_outlet_takes_the_host_of_its_address() -> None:
    records = [
        {"text": "1", "url": "https://www.tern.example/x"},
        {"text": "2", "url": "nothing"},
        {"text": "3"},
    ]
    assert [p.outlet for p in pages(write_lines("all.jsonl", *records))] == ["tern.example", "all", "all"]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.tern.example:8080/a?b", "tern.example"),
        ("tern.example/a", "tern.example"),
        ("http://WWW.Tern.Example.", "tern.example"),
        ("http://[bad", None),
        ("not an address", None),
        ("localhost", None),
        ("", None),
        (None, None),
    ],
)
def test_host_of(url: str | None, host: str | None) -> None:
    assert host_of(url) == host


def test_the_outlet_option_names_pages_that_name_none() -> None:
    write("news/a.txt", "A.")
    write("news/b.txt", "B.")
    write_lines("c.jsonl", {"text": "C.", "url": "https://gull.example/"}, {"text": "D.", "outlet": "Own"})
    found = pages("news", "c.jsonl", outlet=["Rest", "b.*=By name", "news/*=By path"])
    assert [p.outlet for p in found] == ["Rest", "Own", "By path", "By name"]
    assert outlets("news", outlet=["*=All"]) == {"news/a.txt": "All", "news/b.txt": "All"}


@pytest.mark.parametrize("option", ["=NAME", "PATTERN=", "=", "", "  ", " = x"])
def test_an_outlet_option_without_sense_is_an_error(option: str) -> None:
    with pytest.raises(OptionError) as error:
        read([], Options(outlet=(option,)))
    assert str(error.value) == f"--outlet: '{option}' is not usable; write NAME or PATTERN=NAME"


def test_two_outlets_for_every_page_are_an_error() -> None:
    with pytest.raises(OptionError) as error:
        read([], Options(outlet=("Tern", "Gull")))
    assert str(error.value) == "--outlet: 'Gull' and 'Tern' both name every page; write PATTERN=NAME"


# --- copies and order ---------------------------------------------------------------------------------------


def test_the_same_article_given_twice_counts_once() -> None:
    record = {"outlet": "Tern", "text": STORY}
    write_lines("b.jsonl", record, {"outlet": "Gull", "text": STORY}, record)
    write_lines("a.json", record)
    found, skipped = read(["b.jsonl", "a.json"], Options())
    assert [(p.source.path, p.outlet) for p in found] == [("a.json", "Tern"), ("b.jsonl", "Gull")]
    assert skipped == (
        Skipped(Source("b.jsonl", 1, "text"), "same outlet and text as a.json; counted once"),
        Skipped(Source("b.jsonl", 3, "text"), "same outlet and text as a.json; counted once"),
    )
    assert read(["b.jsonl"], Options())[1][0].reason == "same outlet and text as b.jsonl:1; counted once"


def test_lines_are_ordered_by_number() -> None:
    found = pages(write_lines("a.jsonl", *({"text": f"Report {n}."} for n in range(1, 13))))
    assert [p.source.line for p in found] == list(range(1, 13))


def _mixed_paths() -> Iterator[str]:
    yield write("news/tern/1.txt")
    yield write("gull/1.txt", "Another.")
    yield "news"
    os.symlink("../gull/1.txt", "news/link.txt")
    yield write_lines("b.jsonl", {"text": STORY, "outlet": "tern"}, "{\n")
    yield "gone.txt"


def test_the_order_of_paths_never_matters() -> None:
    paths = list(_mixed_paths())
    results = {read(order, Options()) for order in itertools.permutations(paths)}
    assert len(results) == 1
    ((found, skipped),) = results
    assert [(p.source.path, p.outlet) for p in found] == [("b.jsonl", "tern"), ("gull/1.txt", "gull")]
    assert [(s.source.path, s.source.line) for s in skipped] == [
        ("b.jsonl", 2),
        ("gone.txt", None),
        ("news/tern/1.txt", None),
    ]


def test_nothing_given_is_nothing_read() -> None:
    assert read([], Options()) == ((), ())


def test_every_reader_has_its_own_suffixes_and_the_last_takes_anything() -> None:
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert all(s == s.lower() and s.startswith(".") for s in suffixes)
    assert READERS[-1].sniff(b"\xff anything")


def test_every_reason_is_one_line_in_lower_case_that_does_not_repeat_the_path() -> None:
    write("some.txt", b"")
    write("pic.txt", b"\0")
    write("a.html", "<html>")
    write_lines("lines.jsonl", "{\n", {"title": "x"}, "[]\n")
    os.mkfifo("pipe.txt")
    for result in skips(".", "gone.txt", "no*match", "-", "http://x.example"):
        assert result.reason[0].islower()
        assert "\n" not in result.reason
        assert result.source.path not in result.reason

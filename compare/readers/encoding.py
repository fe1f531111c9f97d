"""Bytes to text: the byte order mark is dropped, nothing else is changed."""

from __future__ import annotations

import codecs
import os
import re
import unicodedata
from collections.abc import Callable
from typing import BinaryIO, cast

from compare.values import Skipped, Source

PACKED = ".gz"
MAX_BYTES = 64 * 2**20
BINARY = "binary file, not text; convert it to plain text, HTML or JSONL"
EMPTY = "empty file; give a file that holds an article"
TOO_LARGE = "larger than 64 MiB; give the article alone, or many articles as JSONL"

# The UTF-32 marks come first: one of them begins with a UTF-16 mark.
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY_STARTS = (b"%PDF-", b"{\\rtf", b"PK\x03\x04", b"\x1f\x8b")
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b") + b"\x7f"
_ASCII = bytes(range(128))
_LATIN = ("cp1252", "mac_roman")
_OTHER_SCRIPTS = (
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1255",
    "cp1256",
    "cp932",
    "euc_jp",
    "cp949",
    "gb18030",
    "big5",
)
_DECLARABLE = ("cp", "iso8859", "koi8", "mac-", "shift_jis", "euc", "gb", "big5", "tis-620")
# What pages call Latin-1 is Windows-1252 to every browser; the others are grown forms of one another too.
_AS_BROWSERS_DO = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}

Declared = Callable[[bytes], str | None]


def _none_declared(data: bytes) -> str | None:
    return None


def text_of(stream: BinaryIO, source: Source, declared: Declared = _none_declared) -> str | Skipped:
    """The whole text of an open file, or why it has none; `declared` finds the charset the bytes declare."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    data = b"" if size > MAX_BYTES else stream.read(MAX_BYTES + 1)
    if size > MAX_BYTES or len(data) > MAX_BYTES:
        return Skipped(source, TOO_LARGE)
    if is_binary(data):
        return Skipped(source, BINARY)
    text = decode(data, declared(data))
    if "\0" in text:
        return Skipped(source, BINARY)
    return Skipped(source, EMPTY) if is_blank(text) else text


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`: by byte order mark, as UTF-8, as `declared`, else by the likeliest old encoding."""
    wide = _wide(data)
    if wide:
        mark, name = wide
        return data[len(mark) :].decode(name, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _nearly_utf8(data) or _as_declared(data, declared) or _guessed(data)


def open_file(path: str) -> BinaryIO:
    """A file as it is, or unpacked where its name ends in .gz."""
    if not path.lower().endswith(PACKED):
        return open(path, "rb")
    from gzip import GzipFile

    return cast(BinaryIO, GzipFile(path, "rb"))


def unpacked_name(path: str) -> str:
    """The lower-case name of a file without the suffix of packing: what tells its format."""
    return path.lower().removesuffix(PACKED)


def opening(head: bytes) -> str:
    """The first characters of a file, without leading white space: what sniffing looks at."""
    wide = _wide(head)
    text = head[len(wide[0]) :].decode(wide[1], "replace") if wide else head.decode("utf-8-sig", "replace")
    return text.lstrip()


def is_wide(data: bytes) -> bool:
    """Whether the bytes begin with a UTF-16 or UTF-32 byte order mark."""
    return _wide(data) is not None


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text: a NUL, a known binary start, or more than three control bytes in ten."""
    if is_wide(data):
        return False
    sample = data[:65536]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return b"\0" in data or data.startswith(_BINARY_STARTS) or controls * 10 > len(sample) * 3


def is_blank(text: str) -> bool:
    """Whether no character of the text is visible."""
    return text.isspace() or all(c.isspace() or unicodedata.category(c) in ("Cc", "Cf") for c in text)


def mend(text: str) -> str:
    """Lone surrogates, which no output can carry, as U+FFFD; the length stays the same."""
    try:
        text.encode()
        return text
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _wide(data: bytes) -> tuple[bytes, str] | None:
    return next(((mark, name) for mark, name in _WIDE_MARKS if data.startswith(mark)), None)


def _nearly_utf8(data: bytes) -> str | None:
    """A UTF-8 text with a few broken bytes: at least ten good characters beyond ASCII for each bad one."""
    text = data.decode("utf-8-sig", "replace")
    beyond_ascii = sum(1 for byte in data.translate(None, _ASCII) if byte >= 0xC0)
    return text if beyond_ascii >= 10 * text.count("\ufffd") else None


def _as_declared(data: bytes, declared: str | None) -> str | None:
    try:
        name = codecs.lookup(declared or "").name
        name = _AS_BROWSERS_DO.get(name, name)
        return data.decode(name) if name.startswith(_DECLARABLE) else None
    except (LookupError, ValueError):
        return None


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    found = from_bytes(data, cp_isolation=list(_candidates(data)), enable_fallback=False).best()
    return str(found) if found else data.decode("cp1252", "replace")


def _candidates(data: bytes) -> tuple[str, ...]:
    """In Latin script bytes beyond ASCII stand alone or in pairs, in other scripts they come in runs."""
    in_runs = sum(len(run) for run in re.findall(rb"[\x80-\xff]{3,}", data))
    return _OTHER_SCRIPTS if in_runs * 2 > len(data.translate(None, _ASCII)) else _LATIN

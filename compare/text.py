"""Pure string tools: words with offsets, folding, stems, and making text safe to show."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import NamedTuple

import Stemmer

from compare.tables import table
from compare.values import Span

# A number with its separators, an abbreviation with inner full stops, or a word with inner apostrophes.
WORD = re.compile(r"\d+(?:[.,]\d+)*|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W\d_]+)*")
_QUOTES = (("'", "‘’‚‛′"), ('"', "“”„‟″«»"))
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))  # soft hyphens and blanks without width
_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


class Word(NamedTuple):
    """A word of a text: where it stands, its folded form and its stem."""

    span: Span
    folded: str
    stem: str


def straighten(text: str) -> str:
    """Curly, low and angle quotation marks as straight ones; the length stays the same.

    >>> straighten("“key tools”")
    '"key tools"'
    """
    if text.isascii():
        return text
    for straight, others in _QUOTES:
        for quote in others:  # far quicker than `translate` on text beyond ASCII
            text = text.replace(quote, straight)
    return text


def fold(word: str) -> str:
    """Lower case, straight apostrophes, compatibility forms, no possessive ending.

    >>> fold("Russia’s")
    'russia'
    """
    plain = word.lower() if word.isascii() else straighten(unicodedata.normalize("NFKC", word)).casefold()
    return plain.removesuffix("'s").removesuffix("'")


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english", 0)


@lru_cache(maxsize=65536)
def stem(folded: str) -> str:
    """The Snowball English stem of a folded word or of its base; numbers lose their thousands separators."""
    if folded[:1].isdigit():
        return folded.replace(",", "")
    return str(_stemmer().stemWord(_bases().get(folded, folded).replace(".", "")))


@cache
def _bases() -> dict[str, str]:
    """The base of each irregular form: "sank" is "sink"."""
    rows = (row.split(": ") for row in table("irregular")["forms"].strip().splitlines())
    return {form: base for base, forms in rows for form in forms.split()}


@lru_cache(maxsize=16384)
def words(text: str, offset: int = 0) -> tuple[Word, ...]:
    """The words of `text`; `offset` is added to every span."""
    found = []
    for match in WORD.finditer(text):
        folded = fold(match.group())
        if folded:
            found.append(Word(Span(match.start() + offset, match.end() + offset), folded, stem(folded)))
    return tuple(found)


def moment(text: str | None) -> datetime | None:
    """The moment an ISO date or date-time names (naive ones are taken as UTC); None for anything else."""
    try:
        read = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def squeeze(text: str) -> str:
    """One blank for every run of white space, none at the ends."""
    return " ".join(text.split())


def visible(text: str) -> str:
    """The text in one line, with control, format and lone surrogate characters shown as U+FFFD.

    Nothing that an article holds may reach a terminal as an escape sequence.
    """
    shown = squeeze(text.translate(_UNSEEN))
    if shown.isascii() and shown.isprintable():
        return shown
    return "".join("\ufffd" if unicodedata.category(c) in _UNSAFE and c not in "\u200c\u200d" else c for c in shown)


def paragraphs(text: str) -> tuple[Span, ...]:
    """Spans of the lines that hold something; lines end at "\\n" or "\\r\\n" only, and are stripped."""
    spans = []
    start = 0
    for line in text.split("\n"):
        body = line.strip()
        if body:
            begin = start + line.index(body)
            spans.append(Span(begin, begin + len(body)))
        start += len(line) + 1
    return tuple(spans)

"""Words cut finer where numbers need it: "USD10m", "RM3.06mil", ".5", "1\u202f234"."""

from __future__ import annotations

import re

from compare.details.number_words import names
from compare.text import WORD, Word, fold, stem
from compare.values import Span

_ODD = re.compile(r"[A-Z]\d|(?<!\w)\.\d|\d[\u00a0\u202f\u2009]\d")
_GROUPS = 6  # more thousands than that are a table
_GROUPING = ("\u00a0", "\u202f", "\u2009")


def split_codes(text: str, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words with currency codes cut from their number, and numbers made whole over their separators."""
    if not words or not _ODD.search(text, max(0, words[0].span.start - 1), words[-1].span.end):
        return words
    fine: list[Word] = []
    for word in words:
        if fine and word.span.start < fine[-1].span.end:
            rest = text[fine[-1].span.end : word.span.end]
            fine += _read(text, fine[-1].span.end, word.span.end) if rest else []
        else:
            fine += _cut(text, word)
    return tuple(_whole(text, fine))


def _read(text: str, start: int, end: int) -> list[Word]:
    found = []
    for match in WORD.finditer(text, start, end):
        folded = fold(match.group())
        if folded:
            found.append(Word(Span(*match.span()), folded, stem(folded)))
    return found


def _cut(text: str, word: Word) -> list[Word]:
    """A currency code and the number glued to it, as far as the number goes."""
    size = next((at for at, letter in enumerate(word.folded) if letter.isdecimal()), 0)
    code = word.folded[:size]
    if not size or not (code in names("codes") or code == "us" or code[1:] in names("codes")):
        return [word]
    start = word.span.start + size
    number = WORD.match(text, start)
    if not number or not text[word.span.start : start].isupper():
        return [word]
    first = Word(Span(word.span.start, start), code, stem(code))
    return [first, *_read(text, start, max(word.span.end, number.end()))]


def _whole(text: str, words: list[Word]) -> list[Word]:
    """Numbers with a leading point, or with narrow blanks between their thousands, as one word."""
    kept: list[Word] = []
    for word in words:
        if kept and _continues(text, kept[-1], word):
            kept[-1] = _number(text, Span(kept[-1].span.start, word.span.end))
        elif word.folded[0].isdecimal() and _leads(text, word):
            kept.append(_number(text, Span(word.span.start - 1, word.span.end)))
        else:
            kept.append(word)
    return kept


def _leads(text: str, word: Word) -> bool:
    """Whether a decimal point opens the number: ".5" behind a blank, a sign or nothing."""
    at = word.span.start - 1
    plain = word.folded.isdecimal()
    return plain and at >= 0 and text[at] == "." and (at == 0 or text[at - 1] in " \u00a0\n$£€-−(")


def _continues(text: str, left: Word, right: Word) -> bool:
    """Whether the second word is three more digits of the first."""
    if text[left.span.end : right.span.start] not in _GROUPING:
        return False
    groups, more = left.folded.split(","), right.folded
    fits = len(groups) < _GROUPS and all(map(str.isdecimal, groups))
    fits = fits and len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    return fits and len(more) > 2 and more[:3].isdecimal() and more[3:4] in ("", ".")


def _number(text: str, span: Span) -> Word:
    written = span.of(text)
    for blank in _GROUPING:
        written = written.replace(blank, ",")
    folded = "0" + written if written[0] == "." else written
    return Word(span, folded, stem(folded))

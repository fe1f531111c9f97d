"""Lines that say what only furniture says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compare.furniture.base import SHORT, Line, Lines, bare, is_page, marked, patterns, phrase_set, phrases

REASONS = ("dateline", "share", "related", "comments", "menu", "credit", "bio")
_DATED = re.compile(r"\b[12]\d{3}\b")
_STOPS = (".", "!", "?", '."', ".'", '?"', '!"')
_FEW = 5  # words: a shorter line is no sentence of a story
_SOON = 60  # characters in which a line that dates has its year
_LONGEST = 3 * SHORT  # words: a long line of running text is not furniture for its first words alone


def by_phrase(lines: Lines) -> Iterator[Line]:
    """Lines that a phrase table knows."""
    kinds = ("anywhere", "page") if is_page(lines) else ("anywhere",)
    for line in lines:
        yield line if line.reason else marked(line, next((r for r in REASONS if _says(line, r, kinds)), None))


def _says(line: Line, reason: str, kinds: Sequence[str]) -> bool:
    if bare(line) in phrase_set(reason, "line"):
        return True
    start = line.words <= _LONGEST and _starts(line, reason)
    if start and reason == "dateline":  # "Posted on social media by the police, the pictures show ..." dates nothing
        start = line.words <= SHORT or _DATED.search(line.text[:_SOON]) is not None
    return start or any(p.search(line.text) for kind in kinds for p in patterns(reason, kind))


def _starts(line: Line, reason: str) -> bool:
    """A sentence of the story may begin with any words: what only starts like furniture must not be one."""
    plain = line.text.casefold()
    if plain.startswith(phrases(reason, "sure")):
        return True
    found = max((p for p in phrases(reason, "start") if plain.startswith(p)), key=len, default=None)
    if found is None:
        return False
    told = found[-1] in ":(" or plain[len(found) :].lstrip()[:1] in tuple(":|-–—>»")
    return told or not line.text.endswith(_STOPS) or line.words < _FEW


def tail(lines: Lines) -> Iterator[Line]:
    """After the story: comment forms and other stories' teasers, from a heading that announces them."""
    if is_page(lines):  # its story is found by density, and headings inside it cut nothing
        yield from lines
        return
    last = max((i for i, line in enumerate(lines) if line.reason is None and line.words > 2 * SHORT), default=-1)
    reason = None
    for index, line in enumerate(lines):
        if index > last and any(before.is_sentence and before.reason is None for before in lines[:index]):
            reason = announced(line) or reason
        yield marked(line, reason)


def announced(line: Line) -> str | None:
    """The reason why what follows a line is no story, where it announces comments or other stories."""
    said = bare(line)
    if said in phrase_set("comments", "tail") or any(p.search(said) for p in patterns("comments", "after")):
        return "comments"
    return "related" if said in phrase_set("related", "tail") else None

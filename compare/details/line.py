"""One sentence as the number and date extractors read it: words by index, and what stands between them."""

from __future__ import annotations

from dataclasses import dataclass

from compare.text import Word
from compare.values import Detail, Span

HYPHENS = ("-", "\u2010", "\u2011")
DASHES = (*HYPHENS, "\u2013", "\u2014", " - ", " \u2013 ")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence inside its article's text; an index out of range reads as an empty word."""

    text: str
    span: Span
    words: tuple[Word, ...]
    taken: frozenset[int] = frozenset()  # words that another detail covers; they read as empty

    def word(self, index: int) -> str:
        """The folded word; an empty string for one that is taken."""
        known = 0 <= index < len(self.words) and index not in self.taken
        return self.words[index].folded if known else ""

    def raw(self, index: int) -> str:
        """The word as written, or an empty string."""
        return self.words[index].span.of(self.text) if 0 <= index < len(self.words) else ""

    def gap(self, index: int) -> str:
        """What stands between a word and the one before it; at the ends, up to the edge of the sentence."""
        size = len(self.words)
        if not 0 <= index <= size:
            return ""
        start = self.words[index - 1][0][1] if index else self.span.start
        end = self.words[index][0][0] if index < size else self.span.end
        return self.text[start:end]

    def spaced(self, index: int) -> bool:
        """Whether only white space parts word `index` from the one before it."""
        return 0 < index < len(self.words) and self.gap(index).isspace()

    def hyphened(self, index: int) -> bool:
        """Whether a hyphen alone joins word `index` to the one before it."""
        return 0 < index < len(self.words) and self.gap(index) in HYPHENS

    def glued(self, index: int) -> bool:
        """Whether word `index` follows the one before it without anything between."""
        return 0 < index < len(self.words) and not self.gap(index)

    def negative(self, index: int) -> bool:
        """Whether a minus sign, rather than a hyphen or a dash, stands right before the word."""
        gap = self.gap(index)
        if gap[-1:] == "\u2212":
            return True
        beside = 0 <= index < len(self.words) and gap[-1:] == "-" and (gap[-2:-1] or " ") in " \n\u00a0($£€"
        if not beside or (gap == "-" and index > 0):
            return False
        return not self.raw(index - 1)[:1].isdecimal() or self.gap(index + 1)[:1] == "%"

    def capital(self, index: int) -> bool:
        """Whether the word starts with a capital letter."""
        return self.raw(index)[:1].isupper()

    def opens(self, index: int) -> bool:
        """Whether the word starts a sentence, a quotation or the like, where capitals mean nothing."""
        return index == 0 or any(c in "\"“‘'«:—–•(" for c in self.gap(index))

    def quoted(self, index: int) -> bool:
        """Whether the word stands inside a quotation that opened in the same paragraph."""
        start = self.text.rfind("\n", 0, self.span.start) + 1
        before = self.text[start : self.words[index].span.start]
        return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def in_order(details: list[Detail]) -> tuple[Detail, ...]:
    """The details by span; of two that overlap the earlier stays."""
    kept: list[Detail] = []
    for detail in sorted(details, key=lambda d: (d.span.start, -d.span.end)):
        if not kept or kept[-1].span.end <= detail.span.start:
            kept.append(detail)
    return tuple(kept)

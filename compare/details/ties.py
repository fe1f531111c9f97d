"""Which name a description stands for, where the sentence itself says so by apposition."""

from __future__ import annotations

from collections.abc import Sequence

from compare.text import straighten
from compare.values import Detail, NameValue, Span

_APPOSED = frozenset({",", "-", "--", "–", "—", "("})
_CLOSERS = (",", ".", ";", ":", ")", "-", "–", "—", "!", "?")
_GOES_ON = frozenset({"who", "which", "that", "of", "in", "for", "at", "with", "whose", "led", "built", "run", "made"})
_PLACED = frozenset({"in", "at", "near", "from", "to", "across", "outside", "inside", "after", "on"})
_QUOTES = " \"'"


def tied_name(text: str, span: Span, kind: str, plural: bool, names: Sequence[Detail]) -> str | None:
    """The canonical name the mention at `span` is apposed to; two are joined with " and " after a plural."""
    behind = [name for name in names if span.end <= name.span.start]
    ahead = [name for name in names if name.span.end <= span.start]
    if plural:
        return _pair(text, span, kind, behind)
    if behind and _fits(kind, behind[0]) and _leads(text, span, behind[0]):
        return _canonical(behind[0])
    if ahead and _fits(kind, ahead[-1]) and _follows(text, span, ahead[-1]):
        return _canonical(ahead[-1])
    return None


def _canonical(name: Detail) -> str | None:
    return name.value.canonical if isinstance(name.value, NameValue) else None


def _fits(kind: str, name: Detail) -> bool:
    """Whether the kind of the name allows the tie; an unknown kind does."""
    known = name.value.kind if isinstance(name.value, NameValue) else "other"
    if known == "other":
        return True
    return known == kind or (known == "organization" and kind in ("thing", "place"))


def _pair(text: str, span: Span, kind: str, behind: Sequence[Detail]) -> str | None:
    """Two names right behind a plural: "messaging apps WhatsApp and Telegram"."""
    if len(behind) < len("ab") or not all(_fits(kind, name) for name in behind[:2]):
        return None
    first, second = behind[:2]
    joined = text[first.span.end : second.span.start].strip(_QUOTES + "“”‘’") == "and"
    third = text[second.span.end :].lstrip()[:4] in ("and ", ", an")
    if not joined or third or straighten(text[span.end : first.span.start]).strip(_QUOTES):
        return None
    return f"{_canonical(first)} and {_canonical(second)}"


def _leads(text: str, span: Span, name: Detail) -> bool:
    """Whether the name follows at once, or is set off behind the mention on both sides."""
    gap = straighten(text[span.end : name.span.start])
    if not gap.strip(_QUOTES):
        return bool(gap)
    closed = straighten(text[name.span.end : name.span.end + 2]).lstrip(_QUOTES).startswith(_CLOSERS)
    return closed and gap.strip(_QUOTES) in _APPOSED


def _follows(text: str, span: Span, name: Detail) -> bool:
    """Whether the mention is set off behind the name: "Roskomnadzor, Russia's media regulator, said"."""
    gap = text[name.span.end : span.start].strip()
    words = text[max(0, name.span.start - 20) : name.span.start].split()
    placed = bool(words) and words[-1][0].isupper() and words[-1].lower() in _PLACED
    if gap not in _APPOSED or (placed and gap == ","):
        return False
    tail = text[span.end : span.end + 20].split()
    if not tail or text[span.end : span.end + 2].lstrip().startswith(_CLOSERS):
        return True
    return tail[0] in _GOES_ON or tail[0].endswith("ed")  # "a messenger developed by VK"

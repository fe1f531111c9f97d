"""What the words around a quantity say: bounds, direction of change, and whether it is one at all."""

from __future__ import annotations

from functools import cache
from typing import Literal

from compare.details.line import DASHES, HYPHENS, Line
from compare.details.measures import unit_at
from compare.details.number_words import Amount, listed, names, slash
from compare.details.quantity import Quantity
from compare.tables import table

Approx = Literal["=", "~", ">", "<", ">=", "<="]
Change = Literal["up", "down"]
_LONGEST_PHRASE = 4
_CHAIN = (*HYPHENS, "–", "/", ":", ".")
_REACH = 4
_ABOUT = ("~", "≈")
_SIGNS = " \u00a0$£€"


def approximator(line: Line, quantity: Quantity) -> tuple[Approx, int]:
    """The bound that the words right before a quantity set, and the index of the first of them."""
    if line.gap(quantity.first).rstrip(_SIGNS)[-1:] in _ABOUT and line.gap(quantity.first).strip():
        return "~", quantity.first
    found, first = _phrase(line, quantity, quantity.first)
    if first == quantity.first:
        return found, first
    outer, outer_first = _phrase(line, quantity, first)
    return (outer, outer_first) if outer_first < first else (found, first)


def _phrase(line: Line, quantity: Quantity, before: int) -> tuple[Approx, int]:
    for size in range(_LONGEST_PHRASE, 0, -1):
        first = before - size
        if first < 0 or not all(_clear(line, at, quantity) for at in range(first + 1, before + 1)):
            continue
        phrase = " ".join(line.word(at) for at in range(first, before))
        if phrase in names("approximators") and _means_bound(line, quantity, first, phrase):
            approx: Approx = names("approximators")[phrase]
            return approx, first
    return "=", before


def _clear(line: Line, index: int, quantity: Quantity) -> bool:
    """Whether nothing but blanks, and the currency symbol of the quantity, stands before a word."""
    gap = line.gap(index)
    if index == quantity.first and gap:
        start = line.words[index].span.start - len(gap)
        gap = line.text[start : max(start, quantity.span.start)]
    return gap.isspace()


def _means_bound(line: Line, quantity: Quantity, first: int, phrase: str) -> bool:
    """Whether the phrase is about the number: not "talk about two bills", "over three years"."""
    amount, before = quantity.amount, line.word(first - 1)
    if phrase == "about" and before in listed("about_verbs"):
        return False
    if phrase == "over" and quantity.unit in listed("long_times") and not quantity.of:
        return before in listed("lasting")
    small = not amount.digits and amount.scale == 1 and amount.low <= 10 and not amount.part
    return not (phrase in listed("careful") and small and not quantity.unit)


def bound_after(line: Line, last: int) -> tuple[Approx, int] | None:
    """The bound of "or more" behind a quantity, and the index after it."""
    phrase = f"{line.word(last)} {line.word(last + 1)}"
    if phrase in names("after") and line.spaced(last) and line.spaced(last + 1):
        approx: Approx = names("after")[phrase]
        return approx, last + 2
    return None


def change(line: Line, quantity: Quantity, first: int) -> Change | None:
    """The direction in which something moved by the quantity; `first` is the index of its approximator."""
    before, earlier = line.word(first - 1), line.word(first - 2)
    if quantity.unit in listed("never_changes"):
        return None
    if first and not line.gap(first).strip(" $£€¥\u00a0"):
        if before == "by" and (quantity.unit or not quantity.of):
            return _by(line, first - 1)
        told = quantity.unit in ("%", "pp", "point") and _direction(before, "rises_by", "falls_by")
        if told:
            return told
        if before == "of":
            return _direction(earlier, "rise_nouns", "fall_nouns")
        solid = quantity.unit or quantity.amount.scale > 1 or quantity.amount.digits
        particle = before in ("up", "down") and earlier in listed("phrasal")  # "take down millions of posts"
        if solid and _direction(before, "rises", "falls") and earlier != "to" and not particle:
            return _direction(before, "rises", "falls")
    return _change_noun(line, quantity)


def _by(line: Line, index: int) -> Change | None:
    nearby = [line.word(step) for step in range(index - 1, index - 1 - _REACH, -1)]
    ways = (_direction(w, "rises", "falls") or _direction(w, "raisers", "cutters") for w in nearby)
    return next((way for way in ways if way), None)


def _direction(word: str, up: str, down: str) -> Change | None:
    if word in listed(up):
        return "up"
    return "down" if word in listed(down) else None


def _change_noun(line: Line, quantity: Quantity) -> Change | None:
    """A 3% increase, a two-point drop, a 5 percent pay rise."""
    if quantity.unit not in ("%", "pp"):
        return None
    reach = [at for at in (quantity.last, quantity.last + 1) if at < len(line.words) and line.word(at)]
    if not reach or line.gap(quantity.last).strip(" %") or line.word(reach[0]) in listed("stops"):
        return None
    ways = (_direction(line.word(at), "rise_nouns", "fall_nouns") for at in reach)
    return next((way for way in ways if way), None)


def chain_end(line: Line, index: int) -> int:
    """The index after numbers strung together, as in phone numbers, times and links; else `index`."""
    last = index + 1
    at = last if line.spaced(last) and line.word(index).isdecimal() else index  # the fraction of "10 1/2"
    if slash(line, at)[0]:
        return index
    signs = []
    while line.raw(last)[:1].isdecimal() and line.gap(last) in _CHAIN:
        signs.append(line.gap(last))
        last += 1
    strung = len(signs) >= 2 or any(sign in "/:." for sign in signs)
    return last if strung else index


def is_name(line: Line, amount: Amount) -> bool:
    """Whether the number is part of a name, an identifier, an ordinal or a time of day."""
    if _bad_before(line, amount) or _bad_after(line, amount) or _is_label(line, amount):
        return True
    if amount.digits:
        return False
    if line.word(amount.first) == "one" and amount.last == amount.first + 1 and not amount.part:
        return _is_pronoun(line, amount.first)
    return line.capital(amount.first) and not line.opens(amount.first)


def _bad_before(line: Line, amount: Amount) -> bool:
    gap, first = line.gap(amount.first), amount.first
    if not amount.digits and (gap.isspace() or gap in HYPHENS) and _is_number_word(line.word(first - 1)):
        return True
    if amount.digits and line.spaced(first) and line.raw(first - 1).isdecimal() and line.word(first - 1):
        return True
    if line.hyphened(first) and first - 1 in line.taken:
        return True  # the end of a span of days
    if not gap:
        return first > 0 and line.word(first - 1) not in names("codes") and line.gap(first - 1)[-1:] != "$"
    if gap[-1] in HYPHENS:
        minus = line.negative(first) or (gap in HYPHENS and line.word(first - 1) in listed("minus"))
        strength = gap in HYPHENS and line.word(first - 1) in listed("strengths")
        return not (_pair_before(line, first) or minus or strength)
    return (gap[-1] in "/:_=@#&\\.'’+*^" or gap == ",") and not (gap[-1] in ":." and first == 0)


def _is_number_word(word: str) -> bool:
    return word in names("ones") or word in names("tens")


def _pair_before(line: Line, index: int) -> bool:
    """Whether a hyphen before a number joins it to another number: "234-193"."""
    return line.hyphened(index) and line.word(index - 1)[:1].isdecimal()


def _bad_after(line: Line, amount: Amount) -> bool:
    last, gap, word = amount.last, line.gap(amount.last), line.word(amount.last)
    if line.hyphened(last) and word in ("to", "on", "in"):
        return True
    if amount.digits and line.spaced(last) and word[:1].isdecimal():
        return True
    if word in listed("clock") and gap.strip() in ("", "’", "'"):
        return True
    if not gap and word:
        known = unit_at(line, last) or word in ("yo", "yr", "pc", "pct", *listed("glued_currencies"))
        if line.raw(last) in ("C", "F"):
            return False
        return not known and word not in names("codes") and word not in names("squares")
    if amount.first == 0 and amount.digits and gap[:2] in (". ", ") "):
        return True
    return last < len(line.words) and gap in ("/", ":", "_", "=", "@", "\\", ".", "&", "'", "’")


def _is_label(line: Line, amount: Amount) -> bool:
    """Page 3, No. 10, part two, Sept. 11."""
    before = line.word(amount.first - 1)
    if before in table("dates")["months"] and line.capital(amount.first - 1) and amount.digits:
        return before not in table("dates")["verb_like"] or amount.low <= 31
    near = line.gap(amount.first) in (" ", ". ", "\u00a0", ".")
    return near and before in listed("labels") and not amount.part and amount.scale == 1


def _is_pronoun(line: Line, index: int) -> bool:
    if line.hyphened(index + 1):
        return line.word(index + 1) not in names("units") and line.word(index + 1) not in names("currencies")
    if line.word(index + 1) in ("to", "or") and _is_number_word(line.word(index + 2)):
        return False
    noun = line.spaced(index + 1) and line.raw(index + 1)[:1].islower()
    unlike = line.word(index + 1) in listed("after_pronoun_one") or line.word(index + 1).endswith("ly")
    return not noun or unlike or line.word(index - 1) in listed("zero_like")


def follows_name(line: Line, quantity: Quantity) -> bool:
    """Whether a bare number stands behind a capitalised word, as in "Article 5" or "Apollo 11"."""
    index = quantity.amount.first
    while line.hyphened(index) and line.word(index - 1).isdecimal():
        index -= 1  # the second half of a score
    before = line.raw(index - 1)
    owner = before[-2:] in ("'s", "’s")
    named = line.spaced(index) and before != before.lower() and not owner and line.word(index - 1) not in _lower_words()
    return named and line.word(quantity.amount.last) not in listed("people")


@cache
def _lower_words() -> frozenset[str]:
    """Words whose capital only marks the start of a sentence or a headline."""
    singles = {word for phrase in names("approximators") for word in phrase.split()}
    return listed("stops") | listed("casualties") | singles


def is_vote(line: Line, quantity: Quantity) -> bool:
    """Whether two joined numbers are a vote or a score rather than a range."""
    around = (*range(quantity.first - 5, quantity.first), *range(quantity.last, quantity.last + 3))
    return any(line.word(at) in listed("votes") for at in around)


def connector(line: Line, left: Quantity, right: Quantity) -> str | None:
    """How two quantities are joined into a range: "-", "to", "and", "or"; None where they are not."""
    between = line.text[left.span.end : right.span.start]
    if between in DASHES or between == "—":
        return "-"
    word = between.strip()
    return word if word in ("to", "and", "or") and between[:1].isspace() and between[-1:].isspace() else None

"""What a match of two whole texts amounts to."""

from __future__ import annotations

from compare.copies.match import Match

COVERED = 0.8  # of the shorter text lies in passages: edited, cut
# How much is word for word the same, by the words of the shorter text: a brief one may be a form filled in twice.
EQUAL = ((40, 0.9), (120, 0.75), (1 << 62, 0.65))
LONGEST = 0.65  # of the shorter text is one passage: under a lede of its own
NUMBERS, SHARED_NUMBERS = 3, 0.5  # so many numbers, and not half of them the same: a form filled in twice
FEW, STRETCH = 3, 12  # more passages than that must have so many words on average
FORM = 200  # words; forms are short


def is_near(match: Match) -> bool:
    """Whether the shorter text is the longer one edited, cut, or under a lede of its own."""
    size = min(match.left_size, match.right_size)
    enough = next(share for below, share in EQUAL if size < below)
    if match.equal < enough or _is_form(match):
        return False
    if len(match.passages) > FEW and stretch(match) < STRETCH:
        return False  # put together from pieces, as a report of the article is
    return match.covered >= COVERED or longest(match) >= LONGEST


def stretch(match: Match) -> float:
    """Equal words of a passage, on average."""
    return sum(p.equal for p in match.passages) / max(1, len(match.passages))


def _is_form(match: Match) -> bool:
    fewer, shared = match.numbers
    brief = min(match.left_size, match.right_size) < FORM
    return brief and fewer >= NUMBERS and shared < SHARED_NUMBERS * fewer


def longest(match: Match) -> float:
    """The share of the shorter text that is one passage."""
    size = max(1, min(match.left_size, match.right_size))
    return max((p.equal for p in match.passages), default=0) / size


def score_of(match: Match) -> float:
    """How much of the shorter text stands word for word in the other, 0 to 1."""
    return round(match.equal, 4)

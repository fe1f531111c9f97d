"""What a match of two whole texts amounts to."""

from __future__ import annotations

from compare.copies.match import Match

COVERED = 0.8  # of the shorter text lies in passages: edited, cut
LONGEST = 0.65  # of the shorter text is one passage: under a lede of its own
BRIEF = 40  # words; so short a text may be a form filled in twice, so nearly all must be the same
BRIEF_EQUAL = 0.9


def is_near(match: Match) -> bool:
    """Whether the shorter text is the longer one edited, cut, or under a lede of its own."""
    size = min(match.left_size, match.right_size)
    if size < BRIEF and match.equal < BRIEF_EQUAL:
        return False
    return match.covered >= COVERED or longest(match) >= LONGEST


def longest(match: Match) -> float:
    """The share of the shorter text that is one passage."""
    size = max(1, min(match.left_size, match.right_size))
    return max((p.equal for p in match.passages), default=0) / size


def score_of(match: Match) -> float:
    """How much of the shorter text stands word for word in the other, 0 to 1."""
    return round(match.equal, 4)

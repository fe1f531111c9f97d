"""Tokens as the treebanks cut them: punctuation apart, "'s" and "n't" apart, abbreviations with their full stop."""

from __future__ import annotations

import re
from functools import cache

from compare.tables import table
from compare.values import Span

_ENDING = re.compile(r"(?<=\w)(?:n['’]t|['’](?:s|re|ve|ll|d|m)|(?<=^can)not)$", re.IGNORECASE)
# Every repetition that could be tried again from the next character has a limit: no text may cost more than its length.
_TOKEN = r"""
    (?:https?://|www\.)\S{{1,2000}}
  | [\w.+-]{{1,64}}+@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{1,8}}
  | (?:[^\W\d_]\.){{2,16}}
  | [^\W\d_]{{1,64}}\.(?:com|org|net|gov|edu|co\.uk)(?![^\W_])
  | [A-Z]{{1,16}}&[A-Z]{{1,16}}(?![^\W_])
  | \d+(?:[.,:/]\d+)*[^\W\d_]*
  | (?i:{before})\.(?=\s?\d)
  | (?i:{abbreviations})\.
  | [A-Z]\.(?=\s?[^\W\d_])
  | ['’](?i:s|re|ve|ll|d|m)(?![^\W_])
  | (?:(?i:{prefixes})-)?{word}(?:['’]{letters})*
  | ([.!?*=~-])\1*
  | \S
"""


def tokens_of(text: str, span: Span) -> tuple[Span, ...]:
    """The tokens of a part of a text, in order: only white space lies between them.

    >>> [token.of("Kim can't.") for token in tokens_of("Kim can't.", Span(0, 10))]
    ['Kim', 'ca', "n't", '.']
    """
    found: list[Span] = []
    for match in _pattern().finditer(text, *span):
        ending = _ENDING.search(match.group()) if match.end() - match.start() < 64 else None
        cut = match.start() + ending.start() if ending else match.end()
        found.append(Span(match.start(), cut))
        if ending:
            found.append(Span(cut, match.end()))
    return tuple(found)


@cache
def _pattern() -> re.Pattern[str]:
    words = table("tagger")
    return re.compile(
        _TOKEN.format(
            before=_any(words["before_numbers"]),
            abbreviations=_any(words["abbreviations"]),
            prefixes=_any(words["prefixes"]),
            word=r"[^\W_](?:[^\W_]|[\u0300-\u036f])*",
            letters=r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*",
        ),
        re.VERBOSE,
    )


def _any(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True))

"""What an extractor is: the sentences of one article in, the details of one kind for each of them out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from compare.text import Word
from compare.values import Article, Detail, Sentence


@dataclass(frozen=True, slots=True)
class Draft:
    """An article on its way to being described; the three tuples run in step, one entry a sentence."""

    article: Article
    sentences: tuple[Sentence, ...]
    words: tuple[tuple[Word, ...], ...]  # spans are offsets into the article's text, as everywhere
    details: tuple[tuple[Detail, ...], ...]  # what the extractors before this one found


Extractor = Callable[[Draft], Sequence[Sequence[Detail]]]

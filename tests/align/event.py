"""A small event told by three outlets, and the way from texts to links and groups."""

from __future__ import annotations

from collections.abc import Mapping

from compare.align import align, group
from compare.details import describe, resolve
from compare.split import split
from compare.values import Article, Group, Link, Source, Statement

Pair = tuple[str, str]

QUAKE = {
    "coast": "A strong earthquake shook the port of Velna early on Tuesday, killing at least nine people. "
    "The old lighthouse collapsed into the harbour. "
    "Governor Ruth Amsel asked for help from the army. "
    "Ferries to the islands will stay in port until Friday.",
    "delta": "At least nine people died when an earthquake shook the port of Velna on Tuesday. "
    "Ruth Amsel, the governor, asked the army for help. "
    "Hospitals are short of blood.",
    "river": "Nine dead have been counted in Velna after the earthquake that shook the port on Tuesday. "
    "The lighthouse, built in 1871, collapsed into the harbour. "
    "Schools remain shut this week.",
}

# What is one fact, by words of the sentences that tell it.
FACTS: tuple[tuple[str, ...], ...] = (
    ("killing at least nine", "nine people died", "Nine dead"),
    ("old lighthouse", "built in 1871"),
    ("from the army", "the army for help"),
)
ALONE = ("Ferries", "blood", "Schools")


def statements_of(texts: Mapping[str, str]) -> tuple[Statement, ...]:
    """The described sentences of all articles, by id, as alignment takes them."""
    articles = [Article(name, name, None, None, None, texts[name], Source(name)) for name in sorted(texts)]
    return resolve(tuple(s for article in articles for s in describe(article, split(article))))


def aligned(texts: Mapping[str, str]) -> tuple[tuple[Statement, ...], tuple[Link, ...], tuple[Group, ...]]:
    """Statements, links and groups of an event."""
    statements = statements_of(texts)
    links = align(statements)
    return statements, links, group(statements, links)


def pairs(links: tuple[Link, ...]) -> set[frozenset[str]]:
    """The two sentences of each link."""
    return {frozenset({link.left.sentence.text, link.right.sentence.text}) for link in links}

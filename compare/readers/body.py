"""Which lines of a page are its story: what trafilatura takes, mended by what the page's own structure says.

trafilatura decides; here its text is found again in the visible lines. Paragraphs it lost come back where they stand
among the ones it took; headings, link lists and boxes that are no story go.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from functools import cache
from types import ModuleType
from typing import Any

from compare.readers.markup import DROPPED, Tag
from compare.readers.visible import Line, Node, Visible
from compare.values import Span

Kind = tuple[str, str]

_CHATTY = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")
_NO_STRUCTURE = frozenset(("!", "meta", "link", "img", "source", "input", "wbr", "col", "area", "embed"))
_WORD = re.compile(r"\w+")
_NAMING = re.compile(r"""\s(?:class|id|role|itemprop|style|data-testid)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)""", re.I)
_NO_STORY = frozenset(("nav", "footer", "header", "aside", "form", "h1", "figcaption", "dialog", "option"))
_BOX = re.compile(
    r"""(?:class|id|role)\s*=\s*["']?[^"'>]*?(?<![a-z])(?:related|recirc|read-?(?:more|next)|newsletter|promo(?:ted|tion)?|"""
    r"share|sharing|social-(?:share|links)|breadcrumbs?|navigation|comments?|disclosure|disclaimer|outbrain|taboola|most-?read|"
    r"author-?(?:bio|box|info)|byline|sub-?head(?:line)?|sub-?title|standfirst|tags|tagline|copyright|modal|popup|hidden|hide|"
    r"print-(?:header|footer)|sr-only|screen-reader\w*|visually-?hidden|advert\w*|sponsor\w*|cookie\w*|trending|recommended)(?![a-z])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"""(?:display:\s*none|visibility:\s*hidden|\shidden(?=[\s>=]|$))""", re.IGNORECASE)
_LEAST = 25  # letters from which a line found in the extracted text is no accident
_DENSE = 0.7  # share of linked characters from which a line is a list of links
_PARAGRAPHS = frozenset(("p", "li", "ul", "ol", "blockquote", "h2", "h3", "h4", "h5", "h6", "dl", "dd", "dt", "pre"))


def story_lines(markup: str, seen: Visible, title: str | None) -> tuple[Line, ...]:
    """The lines of a page that are its story, in order; its title is not among them."""
    taken = taken_lines(seen, extracted(slim(markup, seen.tags)))
    return tuple(mended(seen, taken, title))


def slim(markup: str, tags: Sequence[Tag]) -> str:
    """The page without scripts, comments and the attributes that say nothing about structure."""
    pieces, position = ["<!DOCTYPE html>\n"], 0  # without it a bare fragment is refused
    for tag in tags:
        pieces.append(markup[position : tag.start])
        position = tag.end
        if tag.closes:
            pieces.append(f"</{tag.name}>")
        elif tag.name not in DROPPED and tag.name not in _NO_STRUCTURE:
            pieces.append(f"<{tag.name}{''.join(_NAMING.findall(tag.attributes)) if tag.attributes else ''}>")
    return "".join((*pieces, markup[position:]))


def extracted(markup: str) -> str:
    """The main text of a page as trafilatura gives it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        document = _trafilatura().bare_extraction(markup, options=_settings())
    return (document.text or "") if document else ""


@cache
def _settings() -> Any:
    """Recall before precision: what is taken too much goes when the lines are mended."""
    return _trafilatura().settings.Extractor(output_format="python", fast=True, recall=True, comments=False)


@cache
def _trafilatura() -> ModuleType:
    import logging

    import trafilatura

    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return trafilatura


def taken_lines(seen: Visible, text: str) -> tuple[bool, ...]:
    """For each visible line, whether the extracted text holds it."""
    paragraphs = dict.fromkeys(_letters(line) for line in text.split("\n"))
    whole = "\n".join(paragraphs)
    return tuple(_is_taken(_letters(line.span.of(seen.text)), whole, paragraphs) for line in seen.lines)


def _is_taken(letters: str, whole: str, paragraphs: Container[str]) -> bool:
    return letters in paragraphs or (len(letters) >= _LEAST and letters in whole)


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.lower()))


def mended(seen: Visible, taken: Sequence[bool], title: str | None) -> Iterator[Line]:
    """The lines taken that can be story, and those that stand among them."""
    outside, heading = _outside(seen.nodes, _weights(seen, taken)), _letters(title or "")
    usable = [not outside[line.node] and not _is_dense(line, seen.text) for line in seen.lines]
    containers = _containers(seen.nodes)
    homes = _homes(seen, containers, [a and b for a, b in zip(taken, usable, strict=True)])
    at_home = _at_home(seen.nodes, containers, homes)
    for line, is_taken, is_usable in zip(seen.lines, taken, usable, strict=True):
        if is_usable and (is_taken or at_home[line.node]):
            letters = _letters(line.span.of(seen.text))
            if letters and letters != heading:
                yield line


def _weights(seen: Visible, taken: Sequence[bool]) -> list[int]:
    """For each block, how many of the taken characters it holds."""
    weights = [0] * len(seen.nodes)
    for line, is_taken in zip(seen.lines, taken, strict=True):
        if is_taken and not _is_dense(line, seen.text):
            weights[line.node] += line.span.end - line.span.start
    for number in range(len(seen.nodes) - 1, 0, -1):
        weights[seen.nodes[number].parent] += weights[number]
    return weights


def _outside(nodes: Sequence[Node], weights: Sequence[int]) -> list[bool]:
    """For each block, whether it or one around it can hold no story; what holds most of what is taken can."""
    found = [False]
    for node, weight in zip(nodes[1:], weights[1:], strict=True):
        found.append(found[node.parent] or (3 * weight < weights[0] and _holds_no_story(node)))
    return found


def _holds_no_story(node: Node) -> bool:
    if node.name in _NO_STORY:
        return True
    if not node.attributes or node.name in ("body", "html", "main"):
        return False
    return bool(_BOX.search(node.attributes) or _HIDDEN.search(node.attributes))


def _is_dense(line: Line, text: str) -> bool:
    """Whether a line is hardly more than links to somewhere else; an address written out is text."""
    dense = line.linked >= _DENSE * (line.span.end - line.span.start)
    return dense and not text.startswith(("http://", "https://"), line.span.start)


def _containers(nodes: Sequence[Node]) -> list[int]:
    """For each block, the container it stands in: itself, unless it is a paragraph, list or quotation."""
    found: list[int] = []
    for number, node in enumerate(nodes):
        found.append(found[node.parent] if node.name in _PARAGRAPHS else number)
    return found


def _kind(nodes: Sequence[Node], container: int) -> Kind:
    """What containers of one kind share: name and attributes where there is a class; else each is its own kind."""
    node = nodes[container]
    return (node.name, node.attributes) if "class" in node.attributes else ("", str(container))


def _homes(seen: Visible, containers: Sequence[int], taken: Sequence[bool]) -> frozenset[int]:
    """The containers of the kinds that hold at least a fifth of what is taken, and what is quoted in them."""
    weight: Counter[Kind] = Counter()
    for line, is_taken in zip(seen.lines, taken, strict=True):
        if is_taken:
            weight[_kind(seen.nodes, containers[line.node])] += line.span.end - line.span.start
    kinds = {kind for kind, size in weight.items() if 5 * size >= weight.total()}
    return frozenset(number for number in set(containers) if _kind(seen.nodes, number) in kinds)


def _at_home(nodes: Sequence[Node], containers: Sequence[int], homes: frozenset[int]) -> list[bool]:
    """For each block, whether it belongs to a home, or to a quotation or embedded post set into one."""
    found: list[bool] = []
    for number, node in enumerate(nodes):
        around = containers[node.parent] if node.parent >= 0 else 0
        quoted = node.name == "blockquote" and not homes.isdisjoint((around, containers[max(0, nodes[around].parent)]))
        in_quotation = node.name in _PARAGRAPHS and node.parent >= 0 and found[node.parent]
        found.append(containers[number] in homes or quoted or in_quotation)
    return found


def spans_of(lines: Sequence[Line]) -> tuple[Span, ...]:
    """The lines as spans, neighbours joined."""
    spans: list[Span] = []
    for line in lines:
        if spans and line.span.start <= spans[-1].end + 1:
            spans[-1] = Span(spans[-1].start, line.span.end)
        else:
            spans.append(line.span)
    return tuple(spans)

"""What a web page says about itself: title, site, address and time of publication."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from compare.readers.encoding import is_blank, mend
from compare.readers.markup import Tag, attributes_of
from compare.readers.outlets import host_of
from compare.readers.visible import Visible

_TITLES = ("og:title", "twitter:title", "dc.title")
_SITES = ("og:site_name", "application-name")
# Names that only the day of publication has; never one of a change or of the page's copyright.
_DATES = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date.published",
    "parsely-pub-date", "sailthru.date", "publish-date", "publishdate", "publication_date", "pubdate",
    "article.published", "dc.date.issued", "dcterms.created", "dc.date", "date",
)  # fmt: skip
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review)$|^Report", re.ASCII)
_SUFFIX = re.compile(r"\s+[|•·–—-]\s+[^|•·–—]*$|\s*[|•»]\s*[^|•»]*$")
_DEPTH = 4  # of JSON-LD lists and graphs
_LONGEST = 2**20  # characters of JSON-LD that are looked at


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page states; None where it says nothing usable."""

    title: str | None = None
    site: str | None = None
    url: str | None = None
    published: str | None = None


def stated(markup: str, seen: Visible) -> Stated:
    """What the head of a page, its JSON-LD and its one main heading say."""
    metas = _metas(seen.tags)
    article = next(_articles(markup, seen.tags), {})
    return Stated(
        title=_title(markup, seen, metas, article),
        site=_site(_first(metas, _SITES) or _name_of(article.get("publisher"))),
        url=_url(seen.tags, metas),
        published=_published(seen.tags, metas, article),
    )


def clean_label(value: object) -> str | None:
    """A stated value in one line, or None where it is none or blank."""
    if not isinstance(value, str) or is_blank(value):
        return None
    return mend(" ".join(value.split()))


def iso_date(value: object) -> str | None:
    """A date or date-time as given, where it is a valid one of ISO 8601."""
    label = clean_label(value)
    if label is None or not re.match(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|$)", label):
        return None
    try:
        return label if datetime.fromisoformat(label).year > 1900 else None  # the year 1 is how some say "unknown"
    except ValueError:
        return None


def _metas(tags: Sequence[Tag]) -> dict[str, str]:
    """The contents of meta elements by lower-case name; the first of two counts."""
    found: dict[str, str] = {}
    for tag in tags:
        if tag.name == "meta":
            given = attributes_of(tag)
            name = given.get("property") or given.get("name") or given.get("itemprop") or ""
            content = given.get("content", "")
            if not is_blank(content):
                found.setdefault(name.lower(), content)
    return found


def _first(metas: Mapping[str, str], names: Sequence[str]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _articles(markup: str, tags: Sequence[Tag]) -> Iterator[Mapping[str, Any]]:
    """The articles that the JSON-LD of a page describes."""
    for tag in tags:
        if tag.name == "script" and "ld+json" in tag.attributes and tag.content[1] - tag.content[0] < _LONGEST:
            try:
                yield from _described(json.loads(markup[slice(*tag.content)], strict=False), _DEPTH)
            except (ValueError, RecursionError):
                continue


def _described(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list) and depth:
        for item in value:
            yield from _described(item, depth - 1)
    elif isinstance(value, dict) and depth:
        kinds = value.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(name, str) and _ARTICLE.search(name) for name in names):
            yield value
        yield from _described(value.get("@graph"), depth - 1)


def _name_of(publisher: object) -> str | None:
    value = publisher[0] if isinstance(publisher, list) and publisher else publisher
    return clean_label(value.get("name")) if isinstance(value, dict) else None


def _title(markup: str, seen: Visible, metas: Mapping[str, str], article: Mapping[str, Any]) -> str | None:
    """The main heading where the page's other titles agree with it, else the best of those."""
    main = (line.span.of(seen.text) for line in seen.lines if seen.nodes[line.node].name == "h1")
    headings = tuple(dict.fromkeys(main))
    named = clean_label(_first(metas, _TITLES)) or clean_label(article.get("headline"))
    in_head = next((markup[slice(*tag.content)] for tag in seen.tags if tag.name == "title" and not tag.closes), "")
    page = clean_label(unescape(in_head))
    agreed = [clean_label(h) for h in headings if any(_key(h) in _key(other) for other in (named, page) if other)]
    long_enough = [h for h in agreed if h and len(h.split()) > 2]
    if long_enough:
        return long_enough[0]
    only = clean_label(headings[0]) if len(headings) == 1 else None
    return _bare(named) or only or _bare(page)


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _bare(title: str | None) -> str | None:
    """A title without the site's name at its end, where enough is left."""
    shorter = _SUFFIX.sub("", title) if title else None
    return shorter if shorter and len(shorter.split()) > 2 else title


def _site(name: str | None) -> str | None:
    label = clean_label(name)
    return host_of(label) if label and "://" in label else label


def _url(tags: Sequence[Tag], metas: Mapping[str, str]) -> str | None:
    """The canonical address; none that leads to the site's front page, which every article of it would share."""
    links = (attributes_of(tag) for tag in tags if tag.name == "link" and "canonical" in tag.attributes.lower())
    given = [link.get("href") for link in links if link.get("rel", "").lower() == "canonical"]
    for candidate in (*given, metas.get("og:url")):
        label = clean_label(candidate)
        if label and re.match(r"https?://[^/\s]+/[^\s]", label, re.IGNORECASE) and host_of(label):
            return label
    return None


def _published(tags: Sequence[Tag], metas: Mapping[str, str], article: Mapping[str, Any]) -> str | None:
    given: list[object] = [metas.get(_DATES[0]), article.get("datePublished"), *(metas.get(n) for n in _DATES[1:])]
    given += _times(tags)
    found = [date for date in map(iso_date, given) if date]
    return next((date for date in found if len(date) > 10 and found[0].startswith(date[:10])), next(iter(found), None))


def _times(tags: Sequence[Tag]) -> Iterator[str | None]:
    """What elements marked as the time of publication hold."""
    for tag in tags:
        if tag.attributes and "datePublished" in tag.attributes and tag.name != "meta":
            given = attributes_of(tag)
            yield given.get("datetime") or given.get("content")

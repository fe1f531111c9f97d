"""When an article says it was published, where the page itself does not tell."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from compare.furniture.base import Lines

_NEAR = 12  # lines from the story in which its own date stands; further off dates are other stories'
_LONGEST = 160  # characters of a line that dates
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def find_published(lines: Lines) -> str | None:
    """The ISO date that a text gives as its own, or None where it gives none or two different ones.

    A date called that of publication comes before one without a name, that before one of an update.
    """
    found: dict[str, set[str]] = {"published": set(), "bare": set(), "updated": set()}
    for line in _near(lines):
        kind = "bare"
        for match in _date().finditer(line.casefold()):
            kind = _kind(match["label"], kind)
            iso = _iso(match)
            if iso:
                found[kind].add(iso)
    dates = next((dates for dates in found.values() if dates), set())
    return dates.pop() if len(dates) == 1 else None


def _near(lines: Lines) -> list[str]:
    """The lines near the story that are a date and no more."""
    story = [index for index, line in enumerate(lines) if line.reason is None]
    if not story:
        return []
    part = lines[max(0, story[0] - _NEAR) : story[-1] + _NEAR]
    return [line.text for line in part if line.reason == "dateline" and len(line.text) <= _LONGEST]


def _kind(label: str | None, before: str) -> str:
    if not label:
        return before
    return "updated" if "updat" in label or "modif" in label else "published"


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if parts["iso"]:
        year, month, day = (int(part) for part in parts["iso"].split("-"))
    else:
        month = _MONTHS.index((parts["m1"] or parts["m2"])[:3]) + 1
        day, year = int(parts["d1"] or parts["d2"]), int(parts["y1"] or parts["y2"])
    try:
        return date(year, month, day).isoformat()
    except ValueError:  # the thirty-first of June is no date
        return None


@cache
def _date() -> re.Pattern[str]:
    month = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
    return re.compile(
        r"(?P<label>(?:first |last )?(?:published|posted|updated|modified|publish date)(?: on| at)?)?[^a-z\d]{0,4}"
        r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
        r"(?:\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?,?)?(?: [a-z]{2,4})?,? (?:on )?)?"
        rf"(?:(?P<iso>[12]\d{{3}}-\d\d-\d\d)|(?P<m1>{month}) (?P<d1>[0-3]?\d)(?:st|nd|rd|th)?,? (?P<y1>[12]\d{{3}})\b"
        rf"|(?P<d2>\b[0-3]?\d)(?:st|nd|rd|th)? (?P<m2>{month}),? (?P<y2>[12]\d{{3}})\b)",
        re.ASCII,
    )

"""Omission: what independent outlets report and another leaves out; judged over a whole group, not a pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.rules.base import Pair, Rule
from compare.values import Article, Evidence, Group, Span


def check_omission(pair: Pair) -> tuple[()]:
    """A statement carried by at least two independent origins is absent from another outlet.

    Fires: two outlets that do not copy each other say that text messages still work, a third does not mention it.
    Does not fire: what one outlet alone reports (shown in coverage), or where the two are copies of one text.
    """
    return ()


def find_omission(
    group: Group, articles: Sequence[Article], origin_of: Mapping[str, str], touched: frozenset[str]
) -> tuple[Evidence, ...]:
    """Evidence of one omission: a piece from each outlet that reports the fact, an empty one from each that does not.

    `touched` names the articles with a link to any statement of the group: they are not silent.
    """
    carriers = {s.sentence.article for s in group.statements}
    silent = [a for a in articles if a.id not in carriers | touched]
    if not silent or len({origin_of[a] for a in carriers}) < 2:
        return ()
    outlets = {a.id: a.outlet for a in articles}
    reported = [
        Evidence(s.article, outlets[s.article], s.index, "text", s.span, s.text, "reported")
        for s in (statement.sentence for statement in group.statements)
    ]
    absent = [Evidence(a.id, a.outlet, None, "text", Span(0, 0), "", "absent", missing=True) for a in silent]
    return tuple(reported + absent)


RULES = (Rule("OMI001", "omission", "left out by an outlet", {"omission": "note"}, check_omission),)

"""What part of a sentence something stands in: a quotation, a source, the dateline."""

from __future__ import annotations

import re

from compare.rules.base import Said
from compare.values import AttributionValue, Span

_DATELINE = re.compile(r"[A-Z][A-Z.'’ -]+(?:, ?[A-Z][\w.]*(?: [A-Z][\w.]*)*)?(?: ?\([^()]{1,40}\))? ?(?:[—–]|--?) ")


def in_quotation(span: Span, side: Said) -> bool:
    """Whether some of it stands in quotation marks."""
    return any(d.kind == "quote" and d.span.overlaps(span) for d in side.statement.details)


def in_source(span: Span, side: Said) -> bool:
    """Whether some of it names or describes who is credited."""
    sources = (d.value.source for d in side.statement.details if isinstance(d.value, AttributionValue))
    return any(source.overlaps(span) for source in sources if source)


def in_dateline(span: Span, side: Said) -> bool:
    """Whether it only tells where the report was written: "KANSAS CITY, Mo. — Leaders"."""
    found = _DATELINE.match(side.article.text, *side.statement.sentence.span)
    return found is not None and span.end <= found.end()

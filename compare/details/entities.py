"""One id for one named entity across all articles of an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from compare.details.forms import Form, form_of, fuller_forms, without_initials
from compare.values import Detail, NameValue, Statement


def share_entities(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of an event, each name with the id of its entity: "e:whatsapp"."""
    kinds = _kinds(statements)
    fuller = fuller_forms(kinds)
    ids = {form: _id(form, fuller.get(form, ())) for form in kinds}
    return tuple(
        replace(statement, details=tuple(_with_entity(detail, ids) for detail in statement.details))
        for statement in statements
    )


def _kinds(statements: Sequence[Statement]) -> dict[Form, str]:
    """The kind of each name in the event; where articles differ, the first in the alphabet that is known."""
    seen: dict[Form, set[str]] = {}
    for value in (d.value for s in statements for d in s.details):
        if isinstance(value, NameValue):
            seen.setdefault(form_of(value.canonical), set()).add(value.kind)
    return {form: min(seen[form] - {"other"}, default="other") for form in sorted(seen)}


def _id(form: Form, fuller: Sequence[Form]) -> str:
    """The id by the one fullest form that `form` can be short for; by itself where there are several."""
    names = sorted({without_initials(full) for full in fuller})
    longest = [one for one in names if not any(_extends(other, one) for other in names)]
    best = longest[0] if len(longest) == 1 else without_initials(form)
    return "e:" + "-".join(best)


def _extends(longer: Form, form: Form) -> bool:
    return len(longer) > len(form) and longer[-len(form) :] == form


def _with_entity(detail: Detail, ids: Mapping[Form, str]) -> Detail:
    if not isinstance(detail.value, NameValue):
        return detail
    return replace(detail, value=replace(detail.value, entity=ids[form_of(detail.value.canonical)]))

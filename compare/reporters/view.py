"""What reports for people share: what is shown, in which order, and what is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from compare.options import Options
from compare.text import visible
from compare.values import (
    SEVERITIES,
    Article,
    Comparison,
    Divergence,
    Duplicate,
    Group,
    Origin,
    Source,
)

OMISSION = "omission"  # the type that has a section of its own
_LONGEST = 120  # code points of the opening of a fact, for scripts without blanks


def shown(comparison: Comparison, options: Options) -> tuple[Divergence, ...]:
    """The divergences of the wanted severity or worse, most serious first, then in reading order."""
    lowest = options.min_severity or SEVERITIES[-1]
    wanted = SEVERITIES[: SEVERITIES.index(lowest) + 1]
    order = {article.id: place for place, article in enumerate(comparison.articles)}

    def rank(found: Divergence) -> tuple[int, tuple[tuple[int, int], ...], str, str]:
        places = sorted((order.get(e.article, len(order)), e.span.start) for e in found.evidence)
        return SEVERITIES.index(found.severity), tuple(places), found.rule, found.id

    return tuple(sorted((d for d in comparison.divergences if d.severity in wanted), key=rank))


def labels(articles: Iterable[Article]) -> dict[str, str]:
    """A name for every article id: its outlet, with `#2` where an outlet has two articles."""
    seen: Counter[str] = Counter()
    named = {}
    for article in articles:
        seen[article.outlet] += 1
        number = seen[article.outlet]
        named[article.id] = visible(article.outlet) + (f" #{number}" if number > 1 else "")
    return named


def outlets(comparison: Comparison) -> tuple[str, ...]:
    """The outlets in the order of their first article."""
    return tuple(dict.fromkeys(article.outlet for article in comparison.articles))


def plural(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> plural(2, "note"), plural(1, "copy", "copies")
    ('2 notes', '1 copy')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def totals(comparison: Comparison) -> tuple[str, ...]:
    """How much was compared: outlets, independent origins, sentences, shared facts."""
    articles, named = len(comparison.articles), len(outlets(comparison))
    sources = articles - sum(len(origin.articles) - 1 for origin in comparison.origins if origin.articles)
    parts = [plural(named, "outlet")]
    parts += [plural(articles, "article")] if articles != named else []
    parts += [plural(sources, "independent origin")] if sources != articles else []
    parts.append(plural(len(comparison.statements), "sentence"))
    parts.append(plural(sum(len(c.outlets) > 1 for c in comparison.coverage), "shared fact"))
    return tuple(parts)


def kinds(divergences: Iterable[Divergence]) -> str:
    """The divergences counted by relation: conflict, precision and omission are different things."""
    counted = Counter(found.relation for found in divergences)
    parts = [plural(counted["conflict"], "conflict")] if counted["conflict"] else []
    if counted["precision"]:
        parts.append(plural(counted["precision"], "difference in precision", "differences in precision"))
    if counted["omission"]:
        parts.append(plural(counted["omission"], "omission"))
    if counted[None]:
        parts.append(plural(counted[None], "other finding"))
    return ", ".join(parts) or "no divergences"


def nothing(comparison: Comparison, options: Options) -> str:
    """The sentence that stands in place of the divergences where none is shown."""
    hidden = len(comparison.divergences)
    if not hidden:
        return "No divergences found."
    verb = "is" if hidden == 1 else "are"
    return f"No divergences at --min-severity {options.min_severity}; {hidden} below it {verb} not shown."


def facts(comparison: Comparison) -> dict[str, str]:
    """What each group is about: its first sentence in the order of the articles, made visible.

    A sentence that stands in several groups names the first of them, so that facts can be told apart.
    """
    order = {article.id: place for place, article in enumerate(comparison.articles)}
    taken: set[str] = set()
    named = {}
    for group in comparison.groups:
        named[group.id] = _name(group, order, taken)
        taken.add(named[group.id])
    return named


def _name(group: Group, order: dict[str, int], taken: set[str]) -> str:
    sentences = [statement.sentence for statement in group.statements]
    ordered = sorted(sentences, key=lambda s: (order.get(s.article, len(order)), s.index))
    texts = [visible(sentence.text) for sentence in ordered]
    return next((text for text in texts if text not in taken), texts[0] if texts else "")


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes on one fact that are counted and not shown."""

    fact: str
    count: int
    types: str


def folded(notes: Iterable[Divergence], comparison: Comparison) -> tuple[Notes, ...]:
    """One line for every fact with notes, most notes first."""
    named = facts(comparison)
    found: dict[str | None, Counter[str]] = {}
    for note in notes:
        found.setdefault(note.group, Counter())[note.type] += 1
    lines = [
        Notes(named.get(group or "", "articles as a whole"), types.total(), _listed(types))
        for group, types in found.items()
    ]
    return tuple(sorted(lines, key=lambda line: -line.count))


def _listed(types: Counter[str]) -> str:
    ranked = sorted(types.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{count} {name}" for name, count in ranked)


@dataclass(frozen=True, slots=True)
class Row:
    """One shared fact in the coverage table."""

    group: str
    fact: str
    reported: tuple[bool, ...]  # one an outlet, in the order of `outlets`


def covered(comparison: Comparison) -> tuple[Row, ...]:
    """The facts that at least two outlets report, the most reported first."""
    named, columns = facts(comparison), outlets(comparison)
    rows = [
        Row(c.group, named.get(c.group, ""), tuple(outlet in c.outlets for outlet in columns))
        for c in comparison.coverage
        if len(c.outlets) > 1
    ]
    return tuple(sorted(rows, key=lambda row: -sum(row.reported)))


def opening(fact: str, words: int = 10) -> str:
    """The first words of a fact, where cells are not counted."""
    parts = fact[:_LONGEST].split(" ")
    kept = " ".join(parts[:words])
    return kept if kept == fact else kept.rstrip(",;:") + "…"


def alone(comparison: Comparison) -> tuple[tuple[str, int], ...]:
    """For each outlet the number of facts that it alone reports."""
    counted = Counter(c.outlets[0] for c in comparison.coverage if len(c.outlets) == 1)
    return tuple((outlet, counted[outlet]) for outlet in outlets(comparison))


def place(source: Source) -> str:
    """Where an input stands, for people: path, member, line and key."""
    parts = [source.path + (f"!{source.member}" if source.member else "")]
    parts += [f"line {source.line}"] if source.line is not None else []
    parts += [f"key {source.key}"] if source.key else []
    return visible(", ".join(parts))


def heading(found: Divergence) -> tuple[str, ...]:
    """What kind of divergence it is: type and, where it adds something, relation."""
    return (found.type, found.relation) if found.relation not in (None, found.type) else (found.type,)


def parted(
    found: Iterable[Divergence], options: Options
) -> tuple[tuple[Divergence, ...], tuple[Divergence, ...], tuple[Divergence, ...]]:
    """Divergences shown in full, notes that are only counted, and omissions."""
    listed = tuple(found)
    rest = tuple(d for d in listed if d.type != OMISSION)
    folds = options.min_severity is None
    full = tuple(d for d in rest if not (folds and d.severity == "note"))
    notes = tuple(d for d in rest if folds and d.severity == "note")
    return full, notes, tuple(d for d in listed if d.type == OMISSION)


@dataclass(frozen=True, slots=True)
class Omitted:
    """A fact that an outlet leaves out: what is said, by whom, and who is silent."""

    fact: str
    reported: tuple[str, ...]
    silent: tuple[str, ...]


def omissions(found: Iterable[Divergence], comparison: Comparison) -> tuple[Omitted, ...]:
    """Omissions for people, all text made visible, what most outlets report first."""
    return tuple(sorted(omitted(found, comparison), key=lambda told: -len(told.reported)))


def omitted(found: Iterable[Divergence], comparison: Comparison) -> tuple[Omitted, ...]:
    """Omissions for people, all text made visible, in the order given."""
    named, stated = labels(comparison.articles), facts(comparison)
    return tuple(_omitted(d, named, stated) for d in found)


def _omitted(found: Divergence, named: dict[str, str], stated: dict[str, str]) -> Omitted:
    told = [piece for piece in found.evidence if not piece.missing]
    fact = stated.get(found.group or "") or visible(told[0].text if told else found.message)
    return Omitted(
        fact,
        tuple(dict.fromkeys(named[piece.article] for piece in told)),
        tuple(dict.fromkeys(named[piece.article] for piece in found.evidence if piece.missing)),
    )


def moment(published: str | None) -> str:
    """A date or date-time for people: without seconds, zone as given.

    >>> moment("2024-12-20T14:05:00+03:00")
    '2024-12-20 14:05+03:00'
    """
    shown = visible(published or "").replace("T", " ", 1)
    return shown[:16] + shown[19:] if shown[16:17] == ":" else shown


def origins(comparison: Comparison) -> tuple[str, ...]:
    """One sentence for every origin that several articles share and for every copy."""
    named = labels(comparison.articles)
    shared = [o for o in comparison.origins if len(o.articles) > 1]
    told = (f"{_names(o.articles, named)} count as one origin: {_reasons(o)}" for o in shared)
    return (*told, *(_copy(duplicate, named) for duplicate in comparison.duplicates))


def _reasons(origin: Origin) -> str:
    return visible("; ".join(origin.reasons))


def _copy(duplicate: Duplicate, named: dict[str, str]) -> str:
    kept, dropped = (_names([article], named) for article in (duplicate.kept, duplicate.dropped))
    if duplicate.kind == "exact":
        return f"{dropped} carries the same text as {kept}"
    return f"{dropped} carries nearly the same text as {kept} ({duplicate.score:.0%} alike)"


def _names(articles: Iterable[str], named: dict[str, str]) -> str:
    *most, last = [named.get(article) or visible(article) for article in articles]
    return f"{', '.join(most)} and {last}" if most else last


def notices(comparison: Comparison) -> tuple[str, ...]:
    """What a reader must know about single articles."""
    named = labels(comparison.articles)
    return tuple(f"{_names([n.article], named)}: {visible(n.reason)}" for n in comparison.notices)


def skipped(comparison: Comparison) -> tuple[str, ...]:
    """What could not be read, and why."""
    return tuple(f"{place(s.source)}: {visible(s.reason)}" for s in comparison.skipped)

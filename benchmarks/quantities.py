"""Print how well quantities are read. Uses `../shared` where it stands beside the checkout.

    python -m benchmarks.quantities [--misses]

**News sentences** (`details/newsquant_dev.jsonl`). Each sentence is read as an article of its own. Absolute dates are
found first and keep their words; relative ones ("in 15 years") count as quantities too, as the gold counts them. Gold
and found quantities are matched one to one by value, over the whole multiset: two values are equal to one part in a
thousand, signs aside, a range at both ends ("12-120" and the like, the gold's way of writing "dozens", is met by a
lower bound inside it). Where several share a value, those whose unit agrees are matched first. F1 is over all
quantities of all sentences. "one" as a pronoun, which the gold counts, is no quantity here and is a miss.

**Unit.** A matched quantity has the right unit when our unit, or the noun we say is counted, is the gold's: `unit` or
`normalized_unit`, cut at " of ", " per ", " a " (rates are not compared), by the stem of its last word; currency codes,
percent and symbols are spelt out first (`UNIT_WORDS`); where the gold gives none ("-"), we must give none.

**Change.** The gold gives one of `= ~ > < up down`; we may give a bound and a direction ("up more than 3%"), of which
one must be the gold's. `>=` is `>` and `<=` is `<`; "=" is right only where we give neither. For an interval ("dozens")
our lower bound is right.

**Recognizers cases** (`details/recognizers_en.jsonl`; models number, percentage, currency, dimension, age). A case is
right when each expected result that has a value is found with the same first and last character and the same value, to
one part in a million. Cases that expect none are left out of the share and counted apart ("quiet": nothing of that
kind found). The text is read by `every_quantity`, which also returns what no fact-checker would compare: bare
cardinals, parts of identifiers, pronouns. For the number model the span is that of the amount alone, without its unit.
"""

from __future__ import annotations

import json
import math
import pathlib
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from benchmarks.floors import held
from compare.details.base import Draft
from compare.details.dates import find_dates
from compare.details.line import Line
from compare.details.numbers import every_quantity, find_numbers
from compare.details.quantity import Quantity
from compare.tables import table
from compare.text import stem, words
from compare.values import Article, DateValue, NumberValue, Sentence, Source, Span

COINS = {  # units of money that no table of currencies holds
    "cent", "peso", "franc", "krona", "krone", "lira", "pence", "penny", "sen", "peseta", "markka", "guilder", "mark",
    "satoshi", "rand", "rial", "shilling",
}  # fmt: skip
HERE = pathlib.Path(__file__).resolve().parent
DETAILS = HERE.parent.parent / "shared" / "details"
MODELS = ("Number", "Percent", "Currency", "Dimension", "Age")
UNIT_WORDS = {
    "%": "percentage", "pp": "point", "bp": "point", "USD": "dollar", "AUD": "dollar", "CAD": "dollar", "NZD": "dollar",
    "HKD": "dollar", "SGD": "dollar", "TWD": "dollar", "EUR": "euro", "GBP": "sterling", "JPY": "yen", "CNY": "yuan",
    "INR": "rupee", "MYR": "ringgit", "ILS": "shekel", "RUB": "ruble", "ZAR": "rand", "°C": "celsius",
    "°F": "fahrenheit", "lb": "pound-mass", "pound": "pound-mass", "tonne": "ton",
    "µm": "micrometre", "mw": "megawatt", "kw": "kilowatt", "lb-ft": "pound-foot",
}  # fmt: skip
SAME_UNITS = {"km": "kilometre", "kg": "kilogram", "mph": "mile", "km/h": "kilometre", "hp": "horsepower"}


class Found(NamedTuple):
    """A quantity as the gold would write it."""

    low: float
    high: float
    units: frozenset[str]
    changes: frozenset[str]


def main() -> int:
    """Print every figure beside its floor; 1 where one is below it."""
    if not DETAILS.is_dir():
        print("no shared data beside the checkout: these figures need ../shared")
        return 0
    return held((*news(), *cases(), *speed()))


def rows(name: str) -> list[dict[str, Any]]:
    """The records of a file of the shared details."""
    return [json.loads(line) for line in (DETAILS / name).read_text(encoding="utf-8").splitlines()]


def draft_of(text: str) -> Draft:
    """The draft of an article of one sentence."""
    article = Article("a", "a", None, None, None, text, Source("a.txt"))
    return Draft(article, (Sentence("a", 0, Span(0, len(text)), text),), (words(text, 0),), ((),))


def found_in(text: str) -> list[Found]:
    """The quantities of a sentence; only absolute dates keep their words from being read again."""
    draft = draft_of(text)
    dates = tuple(d for d in find_dates(draft)[0] if isinstance(d.value, DateValue) and d.value.kind == "absolute")
    numbers = find_numbers(replace(draft, details=(dates,)))[0]
    return [as_gold(detail.value) for detail in numbers if isinstance(detail.value, NumberValue)]


def as_gold(value: NumberValue) -> Found:
    """One of our values in the words of the gold."""
    bound = {">=": ">", "<=": "<"}.get(value.approx, value.approx)
    names = {value.of} if value.of else set()
    units = frozenset(names | {head(value.unit)} if value.unit else names)
    changes = {value.change, bound} - {"="} if value.change else {bound}
    return Found(value.low, value.high, units, frozenset(map(str, changes)))


def head(unit: str) -> str:
    """The stem of the last word of a unit, its "of", "per" and "a" left off."""
    plain = UNIT_WORDS.get(unit, SAME_UNITS.get(unit, unit)).lower()
    for cut in (" of ", " per ", " a "):
        plain = plain.partition(cut)[0]
    last = plain.split()[-1] if plain.split() else ""
    return stem(last)


def gold_units(quantity: dict[str, Any]) -> frozenset[str]:
    """The heads of the gold's unit as written and as normalised."""
    given = [quantity[key] for key in ("unit", "normalized_unit") if quantity[key] != "-"]
    return frozenset(map(head, given))


def gold_ends(value: str) -> tuple[float, float]:
    """The ends of a gold value: "5.0", "-5.0" or "12-120"."""
    low, dash, high = value.replace(" ", "").rpartition("-") if "-" in value[1:] else (value, "", "")
    return float(low), float(high if dash else low)


def same_value(gold: dict[str, Any], ours: Found) -> bool:
    """Whether both values are one, signs aside; a lower bound meets an interval of a factor of ten."""
    low, high = gold_ends(gold["value"])
    if high == 10 * low and ours.low == ours.high:
        return low <= ours.low <= high
    ends = ((low, ours.low), (high, ours.high))
    return all(math.isclose(abs(a), abs(b), rel_tol=1e-3) for a, b in ends)


def same_unit(gold: dict[str, Any], ours: Found) -> bool:
    """Whether the unit or the noun counted agrees."""
    units = gold_units(gold)
    return bool(units & ours.units) or (not ours.units and gold["unit"] == "-")


def same_change(gold: dict[str, Any], ours: Found) -> bool:
    """Whether bound or direction agree."""
    low, high = gold_ends(gold["value"])
    vague = high == 10 * low and ours.low == ours.high
    return vague or gold["change"] in ours.changes


def matched(gold: list[dict[str, Any]], ours: list[Found]) -> list[tuple[dict[str, Any], Found]]:
    """Gold and found quantities one to one by value, those that agree in more first."""
    ranked = sorted(
        (-same_unit(g, f) - same_change(g, f), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(ours)
        if same_value(g, f)
    )
    used: tuple[set[int], set[int]] = set(), set()
    pairs = []
    for _, i, j in ranked:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((gold[i], ours[j]))
    return pairs


def news() -> Iterator[tuple[str, float, str]]:
    """F1 of value, value and unit, value and change."""
    hits: Counter[str] = Counter()
    for row in rows("newsquant_dev.jsonl"):
        ours = found_in(row["text"])
        pairs = matched(row["quantities"], ours)
        hits.update(gold=len(row["quantities"]), found=len(ours), value=len(pairs))
        hits.update(unit=sum(same_unit(*p) for p in pairs), change=sum(same_change(*p) for p in pairs))
        show_news(row, ours, pairs)
    for name in ("value", "unit", "change"):
        right, said, due = hits[name], max(1, hits["found"]), max(1, hits["gold"])
        yield f"quantities: {name} F1", 2 * right / (said + due), f"P {right / said:.3f} R {right / due:.3f} of {due}"


def show_news(row: dict[str, Any], ours: list[Found], pairs: list[tuple[dict[str, Any], Found]]) -> None:
    """Print what differs, where asked to."""
    missed = [g for g in row["quantities"] if not any(g is p[0] for p in pairs)]
    extra = [f for f in ours if not any(f is p[1] for p in pairs)]
    unlike = [p for p in pairs if not (same_unit(*p) and same_change(*p))]
    if "--misses" in sys.argv and (missed or extra or unlike):
        print(row["text"][:300])
        for name, items in (("missed", missed), ("extra", extra), ("unlike", unlike)):
            for item in items:
                print("   ", name, item)


def cases() -> Iterator[tuple[str, float, str]]:
    """The share of Recognizers cases with every span and value right, together and by model."""
    right: Counter[str] = Counter()
    for row in rows("recognizers_en.jsonl"):
        model = row["_model"].rpartition("/")[2].removesuffix("Model")
        if model in MODELS:
            expected = [r for r in row["Results"] if (r.get("Resolution") or {}).get("value") not in (None, "null")]
            ours = answers(row["Input"], model)
            good = all(holds(result, ours) for result in expected) if expected else not ours
            right[f"{model} {'told' if expected else 'quiet'} {good}"] += 1
            if "--misses" in sys.argv and not good:
                print(model, repr(row["Input"][:200]), [(r["Text"], r["Start"]) for r in expected], ours)
    shares = {model: share(right, f"{model} told") for model in MODELS}
    hit, due = (sum(column) for column in zip(*shares.values(), strict=True))
    yield "recognizers: span and value", hit / due, f"{hit} of {due}"
    for model, (some, total) in shares.items():
        quiet, silent = share(right, f"{model} quiet")
        yield f"recognizers: {model.lower()}", some / total, f"{some} of {total}; quiet {quiet} of {silent}"


def share(right: Counter[str], name: str) -> tuple[int, int]:
    """How many of a kind are right, and how many there are."""
    return right[f"{name} True"], right[f"{name} True"] + right[f"{name} False"]


def holds(result: dict[str, Any], ours: list[tuple[int, int, float]]) -> bool:
    """Whether an expected result is among ours; its end is inclusive."""
    value = float(str(result["Resolution"]["value"]).rstrip("%"))
    ends = result["Start"], result["End"] + 1
    return any(ends == (start, end) and math.isclose(value, low, rel_tol=1e-6) for start, end, low in ours)


def answers(text: str, model: str) -> list[tuple[int, int, float]]:
    """Start, end and value of the quantities of a model's kind."""
    line = Line(text, Span(0, len(text)), words(text, 0))
    found = [quantity for quantity in every_quantity(line) if model == "Number" or kind_of(quantity) == model]
    return [(*(q.bare if model == "Number" else q.span), q.amount.low) for q in found]


def kind_of(quantity: Quantity) -> str:
    """The model that a quantity with a unit belongs to."""
    if quantity.of == "age":
        return "Age"
    if quantity.unit is None:
        return "Number"
    if quantity.unit in ("%", "pp"):
        return "Percent"
    numbers = table("numbers")
    money = {
        *COINS,
        *numbers["codes"].values(),
        *numbers["symbols"].values(),
        *numbers["currencies"].values(),
    }
    return "Currency" if quantity.unit in {*money, *numbers["national_money"].values()} else "Dimension"


def speed() -> Iterator[tuple[str, float, str]]:
    """Milliseconds that 75 sentences take, numbers and dates together, warm; not a quality and without a floor."""
    drafts = [draft_of(row["text"]) for row in rows("newsquant_dev.jsonl")]
    began = time.process_time()
    for draft in drafts:
        find_numbers(replace(draft, details=find_dates(draft)))
    spent = (time.process_time() - began) * 1000 * 75 / len(drafts)
    yield "quantities: ms per 75 sentences", spent, "numbers and dates"


if __name__ == "__main__":
    sys.exit(main())

"""What a newsroom makes of findings: severities, paths to leave alone, thresholds, waivers."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from compare.errors import OptionError
from compare.options import nearest
from compare.values import SEVERITIES, Severity


def _knob(default: Any, sentence: str) -> Any:
    return field(default=default, metadata={"sentence": sentence})


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that is accepted: the article it may touch, the rule, why, and until which day (included)."""

    article: str
    rule: str
    reason: str
    expires: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """How `check` weighs what the rules find; rules are named by id, code or type."""

    severity: tuple[tuple[str, Severity], ...] = _knob((), "The severity of a rule, instead of its own.")
    per_path_ignores: tuple[tuple[str, tuple[str, ...]], ...] = _knob((), "Rules left out for files that match.")
    min_score: float = _knob(0.0, "Findings of which the rule is less sure (0 to 1) are left out.")
    least_origins: int = _knob(1, "A contradiction with fewer independent origins than this is a note.")
    waivers: tuple[Waiver, ...] = _knob((), "Findings that are accepted, each with a reason.")

    @property
    def rules(self) -> tuple[tuple[str, str], ...]:
        """Every rule named, with the key that names it."""
        paths = [(rule, f"per-path-ignores.{path}") for path, rules in self.per_path_ignores for rule in rules]
        waived = [(waiver.rule, "waivers") for waiver in self.waivers]
        return (*((rule, "severity") for rule, _ in self.severity), *paths, *waived)


KEYS = tuple(f.name.replace("_", "-") for f in fields(Policy))


def policy_of(given: Mapping[str, Any], place: str) -> Policy:
    """The policy that the keys of a configuration file tell; OptionError names the place of what cannot be used."""
    named = {key.replace("_", "-"): value for key, value in given.items()}
    return Policy(**{key.replace("-", "_"): _READ[key](value, f"{place}: {key}") for key, value in named.items()})


def _table(value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise OptionError(f"{place}: must be a table, [{place.rpartition(': ')[2]}]")
    return value


def _severities(value: Any, place: str) -> tuple[tuple[str, Severity], ...]:
    table = _table(value, place)
    for rule, severity in table.items():
        if severity not in SEVERITIES:
            raise OptionError(f"{place}.{rule}: '{severity}' is not one of {', '.join(SEVERITIES)}")
    return tuple(sorted(table.items()))


def _ignores(value: Any, place: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((path, _names(rules, f"{place}.{path}")) for path, rules in _table(value, place).items())


def _names(value: Any, place: str) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if isinstance(listed, list) and all(isinstance(item, str) for item in listed):
        return tuple(listed)
    raise OptionError(f"{place}: must be a string or a list of strings")


def _share(value: Any, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise OptionError(f"{place}: must be a number from 0 to 1")
    return float(value)


def _count(value: Any, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise OptionError(f"{place}: must be a whole number from 1 on")
    return value


def _waivers(value: Any, place: str) -> tuple[Waiver, ...]:
    if not isinstance(value, list):
        raise OptionError(f"{place}: must be a list of tables, [[waivers]]")
    return tuple(_waiver(item, f"{place}[{number}]") for number, item in enumerate(value, 1))


def _waiver(value: Any, place: str) -> Waiver:
    if not isinstance(value, dict):
        raise OptionError(f"{place}: must be a table, [[waivers]]")
    known = tuple(f.name for f in fields(Waiver))
    for key in value:
        if key not in known:
            raise OptionError(f"{place}: unknown key '{key}'{nearest(key, known)}")
    for key in ("article", "rule", "reason"):
        if not isinstance(value.get(key), str) or not value[key].strip():
            raise OptionError(f"{place}: no {key}; a waiver needs an article, a rule and a reason")
    return Waiver(value["article"], value["rule"], value["reason"].strip(), _day(value.get("expires"), place))


def _day(value: Any, place: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        day = False
    if isinstance(day, datetime.datetime) or not (day is None or isinstance(day, datetime.date)):
        raise OptionError(f"{place}: expires: must be a day, such as 2026-12-31")
    return day


_READ: Mapping[str, Callable[[Any, str], Any]] = {
    "severity": _severities,
    "per-path-ignores": _ignores,
    "min-score": _share,
    "least-origins": _count,
    "waivers": _waivers,
}

"""Every knob of storydiff: one default and one sentence each. `docs/options.md` is generated from this table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, get_args

from compare.errors import OptionError
from compare.values import SEVERITIES, Severity

FAIL_LEVELS = ("never", *SEVERITIES)


def _knob(default: Any, sentence: str, changes_results: bool = False) -> Any:
    return field(default=default, metadata={"sentence": sentence, "changes_results": changes_results})


@dataclass(frozen=True, slots=True)
class Options:
    """All settings of one run, checked on creation; raises `OptionError` for a value that cannot be used."""

    outlet: tuple[str, ...] = _knob(
        (), "Outlet of files that name none: NAME, or PATTERN=NAME for matching paths.", True
    )
    keep_furniture: bool = _knob(False, "Align and judge menus, teasers and the like as if they were story.", True)
    tagger: str | None = _knob(None, "Type names by a tagger: net (ships with storydiff) or spacy:NAME.", True)
    encoder: str | None = _knob(None, "Align with a sentence encoder too: its folder or package.", True)
    select: tuple[str, ...] = _knob((), "Only these rules: an id (NUM001), a code (NUM) or a type (number).", True)
    ignore: tuple[str, ...] = _knob((), "Not these rules; wins over select.", True)
    min_severity: Severity | None = _knob(None, "Show only divergences of this severity or worse.")  # noqa: RUF009 (it makes a field)
    fail_on: str | None = _knob(None, "Exit 1 when a divergence of this severity or worse is found.")

    def __post_init__(self) -> None:
        _check_choice("min-severity", self.min_severity, SEVERITIES)
        _check_choice("fail-on", self.fail_on, FAIL_LEVELS)

    def that_change_results(self) -> dict[str, Any]:
        """The settings that can change the content of a report, by name; tuples become sorted lists."""
        named = {f.name: getattr(self, f.name) for f in fields(self) if f.metadata["changes_results"]}
        return {k: sorted(v) if isinstance(v, tuple) else v for k, v in named.items()}


def from_mapping(given: Mapping[str, Any], place: str, others: Sequence[str] = ()) -> dict[str, Any]:
    """Settings read from a configuration file, ready for `Options(**…)`.

    `place` names the file for error messages, `others` what else it may hold. Raises `OptionError` for a key that
    does not exist, naming the nearest one that does, and for a value of the wrong type.
    """
    known = {f.name.replace("_", "-"): f for f in fields(Options)}
    settings: dict[str, Any] = {}
    for key, value in given.items():
        name = key.replace("_", "-")
        if name not in known:
            raise OptionError(f"{place}: unknown key '{key}'{nearest(name, (*known, *others))}")
        settings[known[name].name] = _coerce(value, known[name].default, f"{place}: {key}")
    return settings


def nearest(name: str, known: Sequence[str]) -> str:
    """The hint that ends an error message: "; did you mean 'number'?", or nothing where no name is near."""
    from rapidfuzz import fuzz, process  # only a mistake needs it, and it is slow to import

    found = process.extractOne(name, known, scorer=fuzz.ratio, processor=str.lower)
    return f"; did you mean '{found[0]}'?" if found and found[1] >= 60 else ""


def _coerce(value: Any, default: Any, place: str) -> Any:
    if isinstance(default, tuple):
        listed = [value] if isinstance(value, str) else value
        if isinstance(listed, list) and all(isinstance(item, str) for item in listed):
            return tuple(listed)
        raise OptionError(f"{place}: must be a string or a list of strings")
    wanted = bool if isinstance(default, bool) else str
    if not isinstance(value, wanted):
        raise OptionError(f"{place}: must be {'true or false' if wanted is bool else 'a string'}")
    return value


def _check_choice(name: str, value: str | None, choices: tuple[str, ...]) -> None:
    if value is not None and value not in choices:
        raise OptionError(f"--{name}: '{value}' is not one of {', '.join(choices)}")


assert get_args(Severity) == SEVERITIES

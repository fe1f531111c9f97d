"""The configuration as text: the one in force with the origin of each value, and one to start from."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from compare.config import OWN_FILE, in_force, read_policy, read_settings
from compare.errors import OptionError, OutputError
from compare.options import Options
from compare.policy import Policy

_EXAMPLES: Mapping[str, str] = {
    "outlet": '["Our Paper", "wires/*.txt=Meridian Wire"]',
    "tagger": '"net"',
    "encoder": '"all-MiniLM-L6-v2"',
    "select": '["number", "date", "DUP"]',
    "ignore": '["WRD"]',
    "min-severity": '"warning"',
    "fail-on": '"error"',
}
_TABLES = """
# The severity of a rule, instead of its own.
# [severity]
# NUM001 = "warning"
# naming = "note"

# Rules left out for files that match.
# [per-path-ignores]
# "opinion/*" = ["WRD", "naming"]

# Findings that are accepted, each with a reason; without a last day they hold for ever.
# [[waivers]]
# article = "archive/2024-03-02-ferry.txt"
# rule = "NUM001"
# reason = "the coroner's count, checked on 5 March"
# expires = 2024-12-31
"""


def effective(file: str | None = None) -> str:
    """The configuration in force as TOML, with a remark on where each value comes from; raises OptionError."""
    path = in_force(file)
    settings, policy = read_settings(file), read_policy(file)
    rows = [f"# configuration file: {path or 'none'}\n"]
    for knob in fields(Options):
        rows.append(_row(knob.name, settings.get(knob.name, knob.default), path if knob.name in settings else None))
    for knob in fields(Policy)[2:4]:  # the others are tables, which come last in TOML
        value = getattr(policy, knob.name)
        rows.append(_row(knob.name, value, None if value == knob.default else path))
    return "".join([*rows, *_tables(policy, path or "")])


def write_starter() -> str:
    """Write a configuration in which every setting is explained and none is set; the path. Raises OptionError."""
    if os.path.lexists(OWN_FILE):
        raise OptionError(f"{OWN_FILE}: exists already; edit it, or remove it first")
    try:
        with open(OWN_FILE, "x", encoding="utf-8", newline="\n") as out:
            out.write(starter())
    except OSError as error:
        raise OutputError(f"{OWN_FILE}: cannot be written ({(error.strerror or 'error').lower()})") from error
    return OWN_FILE


def starter() -> str:
    """The text of that configuration."""
    rows = ["# Settings of storydiff; every one has a default and may be left out.\n"]
    rows += [_explained(f.name, f.metadata["sentence"], _EXAMPLES.get(_key(f.name))) for f in fields(Options)]
    rows += [_explained(f.name, f.metadata["sentence"], _toml(f.default)) for f in fields(Policy)[2:4]]
    return "\n".join(rows) + _TABLES


def _explained(name: str, sentence: str, value: str | None) -> str:
    return f"# {sentence}\n# {_key(name)} = {value or 'false'}\n"


def _row(name: str, value: Any, origin: str | None) -> str:
    remark = f"  # {origin or 'default'}\n"
    return f"# {_key(name)} is not set{remark}" if value is None else f"{_key(name)} = {_toml(value)}{remark}"


def _tables(policy: Policy, path: str) -> Iterator[str]:
    if policy.severity:
        yield f"\n[severity]  # {path}\n"
        yield from (f"{_toml(name)} = {_toml(severity)}\n" for name, severity in policy.severity)
    if policy.per_path_ignores:
        yield f"\n[per-path-ignores]  # {path}\n"
        yield from (f"{_toml(pattern)} = {_toml(rules)}\n" for pattern, rules in policy.per_path_ignores)
    for waiver in policy.waivers:
        last = f"expires = {waiver.expires.isoformat()}\n" if waiver.expires else ""
        told = "".join(f"{key} = {_toml(getattr(waiver, key))}\n" for key in ("article", "rule", "reason"))
        yield f"\n[[waivers]]  # {path}\n{told}{last}"


def _toml(value: Any) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name.replace("_", "-")

"""Configuration: `--config FILE`, else `storydiff.toml`, else `[tool.storydiff]` of the nearest `pyproject.toml`."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from compare.errors import OptionError
from compare.options import Options, from_mapping, nearest
from compare.policy import KEYS, Policy, policy_of

OWN_FILE = "storydiff.toml"
SHARED_FILE = "pyproject.toml"


def build(file: str | None, given: Mapping[str, Any]) -> Options:
    """The options of one run: what the command line gives wins over the configuration; raises OptionError."""
    settings = {**read_settings(file), **given}
    return Options(**{**settings, **{key: _parted(settings.get(key, ())) for key in ("select", "ignore")}})


def read_settings(file: str | None = None) -> dict[str, Any]:
    """The settings of the configuration file in force, checked; none is no settings. Raises OptionError."""
    path, content = _content(file)
    settings = from_mapping({k: v for k, v in content.items() if not _is_policy(k)}, path, KEYS)
    try:
        Options(**settings)
    except OptionError as error:
        raise OptionError(f"{path}: {str(error).removeprefix('--')}") from error
    return settings


def read_policy(file: str | None = None) -> Policy:
    """The policy of the configuration file in force; raises OptionError."""
    path, content = _content(file)
    return policy_of({key: value for key, value in content.items() if _is_policy(key)}, path)


def in_force(file: str | None = None) -> str | None:
    """The path of the configuration file that counts: the one named, else the one found."""
    return file or _find()


def _is_policy(key: str) -> bool:
    return key.replace("_", "-") in KEYS


def _content(file: str | None) -> tuple[str, Mapping[str, Any]]:
    """The configuration file in force and what it says; without one, nothing."""
    path = in_force(file)
    if path is None:
        return "", {}
    content = _parse(path)
    return path, _section(content, path) if Path(path).name == SHARED_FILE else content


def check_names(names: Sequence[str], known: Sequence[str], place: str = "") -> None:
    """Raise OptionError for a name of a rule that is not known, with the nearest one that is."""
    folded = {name.lower() for name in known}
    for name in names:
        if name.lower() not in folded:
            raise OptionError(f"{place}no rule is called '{name}'{nearest(name, known)}; 'storydiff rules' lists them")


def _parted(values: Sequence[str]) -> tuple[str, ...]:
    """Names that were given one by one, or several with commas between."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _find() -> str | None:
    if os.path.isfile(OWN_FILE):
        return OWN_FILE
    here = Path.cwd()
    places = (folder / SHARED_FILE for folder in (here, *here.parents))
    shared = next((place for place in places if place.is_file()), None)
    return Path(os.path.relpath(shared)).as_posix() if shared else None


def _parse(path: str) -> dict[str, Any]:
    try:
        with open(path, "rb") as stream:
            return tomllib.load(stream)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OptionError(f"{path}: configuration cannot be read ({reason}); check the path") from error
    except UnicodeDecodeError as error:
        raise OptionError(f"{path}: not valid TOML: not UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        raise OptionError(f"{path}: not valid TOML: {message[:1].lower()}{message[1:]}") from error
    except (RecursionError, ValueError) as error:
        raise OptionError(f"{path}: not valid TOML: cannot be parsed") from error


def _section(content: Mapping[str, Any], path: str) -> dict[str, Any]:
    tools = content.get("tool", {})
    section = tools.get("storydiff", {}) if isinstance(tools, dict) else {}
    if not isinstance(section, dict):
        raise OptionError(f"{path}: tool.storydiff: must be a table, [tool.storydiff]")
    return section

"""Language tables, kept apart from code: another language is a new folder beside `en`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@cache
def table(name: str, language: str = "en") -> dict[str, Any]:
    """The TOML table `name` of a language, parsed once; a missing table is a KeyError."""
    import tomllib  # `--help` reads no table

    path = _HERE / language / f"{name}.toml"
    if not path.is_file():
        raise KeyError(f"no table {name!r} for language {language!r}")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def frequencies(language: str = "en") -> tuple[dict[str, int], int]:
    """In how many sentences at large each stem stands, and how many sentences were counted."""
    path = _HERE / language / "frequency.tsv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    counts = {stem: int(count) for stem, count in (row.split("\t") for row in rows)}
    return counts, int(head.split("\t")[1])


@cache
def weights(name: str, language: str = "en") -> dict[str, float]:
    """The fitted table `name`: the weight of each feature."""
    rows = (_HERE / language / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if not row.startswith("#"))
    return {feature: float(weight) for feature, weight in pairs}

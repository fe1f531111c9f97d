"""Data walks down the floors of the package, imports point up."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = (
    "values", "errors", "options", "tables", "text", "places", "policy", "config", "findings", "readers", "furniture",
    "clean", "split", "tagger", "details", "align", "copies", "rules", "pipeline", "engines", "archive", "checks",
    "reporters", "steps", "config_text", "output", "streams", "arguments", "archive_cli", "check_cli", "cli",
)  # fmt: skip
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in (ROOT / "cli.py", *sorted((ROOT / "compare").rglob("*.py")))
}


def floor_of(module: str) -> str:
    """The floor a module stands on: "compare.rules.number" is on "rules"."""
    return module.removeprefix("compare.").partition(".")[0]


def imports_of(path: Path) -> Iterator[str]:
    """The modules of the house that a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if is_ours(alias.name))
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield "a relative import"
        elif isinstance(node, ast.ImportFrom) and is_ours(node.module or ""):
            yield from (target(node.module or "", alias.name) for alias in node.names)


def is_ours(module: str) -> bool:
    return module.partition(".")[0] in ("cli", "compare", "tests", "benchmarks")


def target(module: str, name: str) -> str:
    """`from compare.details import intervals` imports a module, `from compare import __version__` a name."""
    if f"{module}.{name}" in MODULES:
        return f"{module}.{name}"
    return "compare.__version__" if (module, name) == ("compare", "__version__") else module


def fault(module: str, imported: str) -> str | None:
    """What is wrong with an import, or None."""
    if imported in ("compare", "compare.__version__"):
        return None  # the root imports nothing itself, and holds the version
    if imported not in MODULES:
        return "is no module of the package"
    here, there = floor_of(module), floor_of(imported)
    if here == there:
        return "a plug imports its base, never its package" if imported == f"compare.{here}" else None
    return None if FLOORS.index(there) < FLOORS.index(here) else f"{there} is below {here}"


def test_every_module_stands_on_a_floor() -> None:
    assert {floor_of(module) for module in MODULES} - {"compare"} <= set(FLOORS)


@pytest.mark.parametrize("module", sorted(MODULES.keys() - {"compare"}))
def test_imports_point_up(module: str) -> None:
    found = {imported: fault(module, imported) for imported in imports_of(MODULES[module])}
    assert {imported: wrong for imported, wrong in found.items() if wrong} == {}


def test_the_package_root_imports_nothing_of_the_house() -> None:
    assert list(imports_of(MODULES["compare"])) == []


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("compare.values", "compare.errors"),
        ("compare.rules.number", "compare.rules"),
        ("compare.pipeline", "compare.reporters"),
        ("compare.output", "cli"),
        ("compare.text", "tests.golden"),
    ],
)
def test_a_wrong_import_is_found(module: str, imported: str) -> None:
    assert fault(module, imported) is not None

"""Heavy libraries are imported only by the call that needs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = {"numpy", "nupunkt", "rapidfuzz", "trafilatura", "rich", "jinja2", "tomllib"}
PROBE = (
    "import io, sys, cli; code = cli.run(sys.argv[1:], stdout=io.StringIO()); "
    "print(code, *sorted({name.partition('.')[0] for name in sys.modules}))"
)


def imported_by(*args: str) -> set[str]:
    """The top-level modules that one successful call leaves imported."""
    call = [sys.executable, "-c", PROBE, *args]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True)
    code, *modules = done.stdout.split()
    assert code == "0", done.stderr
    return set(modules)


@pytest.mark.parametrize("args", [("--help",), ("--version",), ("compare", "--help")])
def test_help_imports_nothing_heavy(args: tuple[str, ...]) -> None:
    assert imported_by(*args) & HEAVY == set()


def test_comparing_plain_texts_as_json_imports_no_page_reader_and_no_screen(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry sank on Monday. Twelve people died.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("A ferry sank on Monday. Fifteen people died.", encoding="utf-8")
    assert imported_by("compare", str(tmp_path), "--format", "json") & {"rich", "trafilatura"} == set()

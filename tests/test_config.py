"""Configuration files: which one is in force, what they may hold, and what is said about a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.config import build, check_names, read_settings
from compare.errors import OptionError

NAMES = ("NUM001", "NUM", "number", "OMI001", "OMI", "omission")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")


def put(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def test_no_file_means_the_defaults() -> None:
    assert build(None, {}).fail_on is None


def test_own_file_wins_over_pyproject() -> None:
    put("pyproject.toml", '[tool.storydiff]\nfail-on = "error"\n')
    put("storydiff.toml", 'fail-on = "note"\n')
    assert read_settings() == {"fail_on": "note"}


def test_a_named_file_wins_over_all() -> None:
    put("storydiff.toml", 'fail-on = "note"\n')
    put("other.toml", 'fail-on = "warning"\n')
    assert read_settings("other.toml") == {"fail_on": "warning"}


def test_the_nearest_pyproject_upward_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    put("pyproject.toml", '[tool.storydiff]\nselect = ["number"]\n')
    put("deep/er/x.txt", "")
    monkeypatch.chdir("deep/er")
    assert read_settings() == {"select": ("number",)}


def test_the_command_line_wins() -> None:
    put("storydiff.toml", 'fail-on = "note"\nkeep-furniture = true\n')
    options = build(None, {"fail_on": "error", "keep_furniture": False})
    assert (options.fail_on, options.keep_furniture) == ("error", False)


def test_names_of_rules_may_have_commas_between() -> None:
    assert build(None, {"select": ("NUM, OMI", "date")}).select == ("NUM", "OMI", "date")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fail-on", "storydiff.toml: not valid TOML: expected '=' after a key in a key/value pair"),
        ('fail-in = "x"', "storydiff.toml: unknown key 'fail-in'; did you mean 'fail-on'?"),
        ('fail-on = "bad"', "storydiff.toml: fail-on: 'bad' is not one of never, error, warning, note"),
        ("keep-furniture = 1", "storydiff.toml: keep-furniture: must be true or false"),
        ("select = 1", "storydiff.toml: select: must be a string or a list of strings"),
    ],
)
def test_a_broken_file_is_named(text: str, message: str) -> None:
    put("storydiff.toml", text)
    with pytest.raises(OptionError) as error:
        read_settings()
    assert str(error.value).startswith(message)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(OptionError) as error:
        read_settings("gone.toml")
    expected = "gone.toml: configuration cannot be read (no such file or directory); check the path"
    assert str(error.value) == expected


def test_a_file_that_is_not_utf_8_is_named() -> None:
    Path("storydiff.toml").write_bytes(b'outlet = "\xff"')
    with pytest.raises(OptionError, match="not valid TOML: not UTF-8"):
        read_settings()


def test_a_section_that_is_no_table_is_named() -> None:
    put("pyproject.toml", "[tool]\nstorydiff = 1\n")
    with pytest.raises(OptionError, match=r"pyproject\.toml: tool\.storydiff: must be a table"):
        read_settings()


@pytest.mark.parametrize("name", [*NAMES, "num", "Number"])
def test_a_rule_may_be_named_by_id_code_or_type(name: str) -> None:
    assert check_names((name,), NAMES) is None  # type: ignore[func-returns-value]


def test_an_unknown_rule_gets_the_nearest() -> None:
    with pytest.raises(OptionError) as error:
        check_names(("numbre",), NAMES, "--select: ")
    expected = "--select: no rule is called 'numbre'; did you mean 'number'?; 'storydiff rules' lists them"
    assert str(error.value) == expected

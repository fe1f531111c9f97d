"""The policy of a newsroom: what it makes of one contradiction; and the configuration shown and started."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from compare.options import Options
from compare.policy import KEYS, policy_of
from tests.check.newsroom import OUTLETS, facts_of, record, story
from tests.check.repository import call, check

FACTS = facts_of(3)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717200000")  # 1 June 2024
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    (tmp_path / "opinion").mkdir()
    wrong = story(FACTS._replace(dead=FACTS.dead + 6), OUTLETS[1])
    (tmp_path / "opinion/a.jsonl").write_text(record(FACTS, OUTLETS[1], wrong), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(record(FACTS, OUTLETS[0]), encoding="utf-8")


def settle(text: str) -> None:
    Path("storydiff.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "code", "severities"),
    [
        ("", 1, {"error"}),
        ('[severity]\nNUM001 = "note"', 0, {"note"}),
        ('[severity]\nnumber = "note"\nNUM001 = "error"', 1, {"error"}),
        ('[severity]\nNUM = "warning"\nnumber = "note"', 0, {"warning"}),
        ('ignore = ["number"]', 0, set()),
        ('[per-path-ignores]\n"opinion/*" = ["NUM"]', 0, set()),
        ('[per-path-ignores]\n"letters/*" = ["NUM"]', 1, {"error"}),
        ("min-score = 1.0", 0, set()),
        ("least-origins = 2", 0, {"note"}),
        ('fail-on = "never"', 0, {"error"}),
    ],
)
def test_what_a_policy_makes_of_a_contradiction(text: str, code: int, severities: set[str]) -> None:
    settle(text)
    done = check("opinion", "b.jsonl")
    found = [f for f in done.findings if f["rule"] == "NUM001"]
    assert (done.code, {f["severity"] for f in found}) == (code, severities)


WAIVER = '[[waivers]]\narticle = "harbour-3"\nrule = "number"\nreason = "checked"\n'


@pytest.mark.parametrize(("last", "code"), [("", 0), ("expires = 2024-06-01", 0), ("expires = 2024-05-31", 1)])
def test_a_waiver_holds_until_its_last_day(last: str, code: int) -> None:
    settle(WAIVER + last)
    done = check("opinion", "b.jsonl")
    assert done.code == code
    text = call("check", "opinion", "b.jsonl").out
    expired = "waiver of number for harbour-3 expired on 2024-05-31; renew or remove it\n"
    assert (expired in text, "1 waived" in text) == (code == 1, code == 0)


def test_the_configuration_in_force_is_shown_with_its_origin() -> None:
    settle('fail-on = "note"\nmin-score = 0.5\n[severity]\nNUM001 = "note"\n' + WAIVER)
    done = call("config")
    assert 'fail-on = "note"  # storydiff.toml\n' in done.out
    assert "keep-furniture = false  # default\n" in done.out
    assert "least-origins = 1  # default\n" in done.out
    read = tomllib.loads(done.out)
    assert read["severity"] == {"NUM001": "note"}
    assert policy_of({k: v for k, v in read.items() if k in KEYS}, "").waivers[0].reason == "checked"


def test_a_started_configuration_explains_every_key_and_changes_nothing() -> None:
    before = call("config").out.splitlines()[1:]
    assert call("init") == (0, "wrote storydiff.toml\n", "")
    text = Path("storydiff.toml").read_text(encoding="utf-8")
    assert all(f"# {f.name.replace('_', '-')} = " in text for f in fields(Options))
    assert all(key in text for key in KEYS)
    assert call("config").out.splitlines()[1:] == before
    again = call("init")
    assert again == (2, "", "storydiff: storydiff.toml: exists already; edit it, or remove it first\n")


def test_what_is_commented_out_can_be_used() -> None:
    call("init")
    lines = Path("storydiff.toml").read_text(encoding="utf-8").splitlines()
    bare = [line.removeprefix("# ") for line in lines if line.startswith("# ") and (" = " in line or "[" in line[:4])]
    settle("\n".join(line for line in bare if not line.startswith("ignore")))
    assert call("config").code == 0

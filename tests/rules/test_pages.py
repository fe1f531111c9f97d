"""What is told about the rules: `explain`, and the page that is generated from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.rules import RULES
from compare.rules.base import Rule
from compare.steps import rule_text, rules_page
from compare.tables import table

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_is_what_the_rules_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page(RULES), (
        "accept the change: storydiff rules --format markdown > docs/rules.md"
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_explain_tells_meaning_examples_and_how_to_silence_it(rule: Rule) -> None:
    told = rule_text(rule)
    assert told.startswith(f"{rule.id}: {rule.title}\ntype: {rule.type}\nseverity: ")
    assert "\nFires: " in told
    assert "\nDoes not fire: " in told
    assert told.endswith(f'Silence it: --ignore {rule.id}, or ignore = ["{rule.id}"] in storydiff.toml\n')


def test_an_id_is_a_code_of_its_type_and_three_digits() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.id[:3].isupper() and rule.id[3:].isdigit() and len(rule.id) == 6 for rule in RULES)


def test_every_weighed_rule_exists() -> None:
    assert set(table("confidence")) <= {rule.id for rule in RULES}

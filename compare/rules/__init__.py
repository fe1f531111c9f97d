"""The rules of the house, and the judgement that applies them."""

from __future__ import annotations

from compare.errors import OptionError
from compare.options import Options
from compare.rules.attribution import RULES as ATTRIBUTION
from compare.rules.base import Rule
from compare.rules.certainty import RULES as CERTAINTY
from compare.rules.date import RULES as DATE
from compare.rules.detail import RULES as DETAIL
from compare.rules.duplicate import RULES as DUPLICATE
from compare.rules.entity import RULES as ENTITY
from compare.rules.judge import judge
from compare.rules.lists import RULES as LISTS
from compare.rules.naming import RULES as NAMING
from compare.rules.number import RULES as NUMBER
from compare.rules.omission import RULES as OMISSION
from compare.rules.opposite import RULES as OPPOSITE
from compare.rules.paraphrase import RULES as PARAPHRASE
from compare.rules.quote import RULES as QUOTE
from compare.rules.spelling import RULES as SPELLING
from compare.rules.wording import RULES as WORDING

__all__ = ["RULES", "Rule", "chosen", "judge"]

_EVERY: tuple[Rule, ...] = (
    *NAMING,
    *SPELLING,
    *NUMBER,
    *DATE,
    *ENTITY,
    *LISTS,
    *QUOTE,
    *PARAPHRASE,
    *ATTRIBUTION,
    *CERTAINTY,
    *OPPOSITE,
    *WORDING,
    *DETAIL,
    *OMISSION,
    *DUPLICATE,
)
_TYPES = tuple(dict.fromkeys(rule.type for rule in _EVERY))
RULES = tuple(sorted(_EVERY, key=lambda rule: (_TYPES.index(rule.type), rule.id)))


def chosen(options: Options) -> tuple[Rule, ...]:
    """The rules that `select` and `ignore` leave; a name is an id (NUM001), a code (NUM) or a type (number)."""
    for name in (*options.select, *options.ignore):
        if not any(_named(rule, name) for rule in RULES):
            raise OptionError(f"no rule is called '{name}'; 'storydiff rules' lists them")
    kept = [r for r in RULES if not options.select or any(_named(r, name) for name in options.select)]
    return tuple(r for r in kept if not any(_named(r, name) for name in options.ignore))


def _named(rule: Rule, name: str) -> bool:
    return name.upper() in (rule.id, rule.id[:3]) or name.lower() == rule.type

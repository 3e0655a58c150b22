"""Each security rule is kept by its test, which fails when the rule is taken away; and SECURITY.md lists them all."""

import re
from pathlib import Path

import pytest

from tests.security.rules import RULES, Rule
from tests.security.taking import ROOT, Copy


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy.below(tmp_path_factory.mktemp("project"))


def test_the_tests_of_all_rules_pass_while_none_is_taken_away(copy: Copy) -> None:
    assert copy.is_sound(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_test_of_a_rule_fails_when_the_rule_is_taken_away(rule: Rule, copy: Copy) -> None:
    assert copy.notices(rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_stands_once_where_it_is_said_to_and_its_test_is_there(rule: Rule) -> None:
    file, _, name = rule.test.partition("::")

    assert (ROOT / rule.file).read_text(encoding="utf-8").count(rule.code) == 1
    assert f"def {name.partition('[')[0]}(" in (ROOT / file).read_text(encoding="utf-8")


def test_the_document_lists_every_rule_with_its_test() -> None:
    rows = re.findall(r"^\| ([^|`]+) \| `([^`]+)` \|$", Path(ROOT, "SECURITY.md").read_text("utf-8"), re.MULTILINE)

    assert rows == [(rule.name, rule.test.partition("[")[0].removeprefix("tests/")) for rule in RULES]

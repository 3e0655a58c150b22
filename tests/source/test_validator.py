"""Fields, types and values of one file: E2xx, each with its place and what would help."""

from pathlib import Path

import pytest

from site_builder.problems import Problem, Span
from site_builder.source.nodes import Document
from site_builder.source.reader import read
from site_builder.source.schemas import Schema, load_schemas
from site_builder.source.validator import Validated, validate
from tests.trees import printed, schemas

SCHEMAS = schemas()
WHOLE = """\
name: duo_chat
description: Opens a chat.
group: group::duo_chat
feature_category: duo_chat
documentation_url: https://docs.gitlab.com/
"""


def document(text: str) -> Document:
    found, problems = read("config/x.yml", text.encode())
    assert problems == ()
    assert found is not None
    return found


def validated(text: str, kind: str = "unit_primitive") -> Validated:
    return validate(document(text), SCHEMAS[kind])


def found(text: str, kind: str = "unit_primitive") -> list[Problem]:
    return sorted(validated(text, kind).problems, key=Problem.sort_key)


def said(more: str, kind: str = "unit_primitive") -> list[str]:
    """What is said of a primitive's file with more lines, or of another kind's file with a name and these."""
    return printed(found(WHOLE + more if kind == "unit_primitive" else f"name: x\n{more}", kind))


def test_a_whole_file_has_no_problems_and_its_values_are_plain() -> None:
    text = WHOLE + "cut_off_date: 2024-10-17T00:00:00Z\nadd_ons: [duo_pro, 'duo_core']\nlicense_types: []\n"

    assert validated(text) == Validated(
        values={
            "name": "duo_chat",
            "description": "Opens a chat.",
            "group": "group::duo_chat",
            "feature_category": "duo_chat",
            "documentation_url": "https://docs.gitlab.com/",
            "cut_off_date": "2024-10-17T00:00:00Z",
            "add_ons": ["duo_pro", "duo_core"],
            "license_types": [],
        },
        spans={
            "name": Span(1, 7, 8),
            "description": Span(2, 14, 13),
            "group": Span(3, 8, 15),
            "feature_category": Span(4, 19, 8),
            "documentation_url": Span(5, 20, 24),
            "cut_off_date": Span(6, 15, 20),
            "add_ons": Span(7, 1, 7),
            "add_ons[0]": Span(7, 11, 7),
            "add_ons[1]": Span(7, 20, 10),
            "license_types": Span(8, 1, 13),
        },
        problems=(),
    )


def test_a_missing_field_is_shown_with_an_example_and_its_meaning() -> None:
    problems = found("# a comment\nname: x\ndescription: Y.\n")

    assert printed(problems) == [
        (
            "config/x.yml:2:1: error[E201] documentation_url: this required field is missing "
            "(add a line like documentation_url: https://docs.gitlab.com/user/gitlab_duo_chat/)"
        ),
        (
            "config/x.yml:2:1: error[E201] feature_category: this required field is missing "
            "(add a line like feature_category: duo_chat)"
        ),
        "config/x.yml:2:1: error[E201] group: this required field is missing (add a line like group: group::duo_chat)",
    ]
    assert problems[2].help.startswith("The engineering group that owns it")


def test_an_unknown_field_is_shown_with_the_likeliest_one() -> None:
    assert said("milstone: '16.9'\nzzz: 1\nAdd-Ons: []\n'a\\nb': c\n") == [
        "config/x.yml:6:1: error[E202] milstone: unknown field (did you mean 'milestone'?)",
        "config/x.yml:7:1: error[E202] zzz: unknown field",
        "config/x.yml:8:1: error[E202] Add-Ons: unknown field (did you mean 'add_ons'?)",
        r"config/x.yml:9:1: error[E202] a\nb: unknown field",
    ]
    assert found(WHOLE + "zzz: 1\n")[0].help.startswith("the fields are name, description, status, milestone, group")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("add_ons: duo_pro", "6:10: error[E203] add_ons: a list belongs here, not text (write '- duo_pro' on the line below)"),
        ("add_ons:", "6:1: error[E203] add_ons: a list belongs here, not nothing (leave the line out when it is not stated)"),
        ("add_ons: {duo_pro: x}", "6:1: error[E203] add_ons: a list belongs here, not a mapping"),
        ("add_ons: [duo_pro, null]", "6:20: error[E203] add_ons[1]: text belongs here, not nothing (remove this item)"),
        ("add_ons:\n  - duo_pro\n  -", "8:4: error[E203] add_ons[1]: text belongs here, not nothing (remove this item)"),
        ("add_ons: ['']", "6:11: error[E203] add_ons[0]: this text is empty (remove this item)"),
        ("add_ons: [[duo_pro]]", "6:11: error[E203] add_ons[0]: text belongs here, not a list"),
        ("add_ons: [[[[[[duo_pro]]]]]]", "6:11: error[E203] add_ons[0]: text belongs here, not a list"),
        ("add_ons:\n  - duo_pro: x", "7:5: error[E203] add_ons[0]: text belongs here, not a mapping"),
        ("milestone: ['16.9']", "6:1: error[E203] milestone: text belongs here, not a list"),
        ("milestone:\n  a: b", "6:1: error[E203] milestone: text belongs here, not a mapping"),
        ("milestone: ~", "6:12: error[E203] milestone: text belongs here, not nothing (leave the line out when it is not stated)"),
        ("milestone:", "6:1: error[E203] milestone: text belongs here, not nothing (leave the line out when it is not stated)"),
        ("deprecation_message: ''", "6:22: error[E203] deprecation_message: this text is empty (leave the line out when it is not stated)"),
        ("deprecation_message: ' '", "6:22: error[E203] deprecation_message: this text is empty (leave the line out when it is not stated)"),
        ("status: [beta]", "6:1: error[E203] status: text belongs here, not a list"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_type(more: str, expected: str) -> None:
    assert said(f"{more}\n")[:1] == [f"config/x.yml:{expected}"]


def test_a_required_field_left_empty_is_not_to_be_left_out() -> None:
    text = WHOLE.replace("Opens a chat.", "").replace("group::duo_chat", "''").replace("name: duo_chat", "name: [a]")

    assert printed(found(text)) == [
        "config/x.yml:1:1: error[E203] name: text belongs here, not a list",
        "config/x.yml:2:1: error[E203] description: text belongs here, not nothing",
        "config/x.yml:3:8: error[E215] group: '' is not of the form group::name (write it like 'group::duo_chat')",
    ]


def test_a_bare_value_that_yaml_tools_read_as_something_else_is_told_once_where_quotes_would_mend_it() -> None:
    text = WHOLE.replace("Opens a chat.", "yes").replace("name: duo_chat", "name: 2024-01-01")

    assert printed(found(text + "milestone: 16.10\nmin_gitlab_version: 17\nadd_ons: [on, duo_pro, 1]\n")) == [
        "config/x.yml:1:7: error[E209] name: '2024-01-01' is not of the form of a name",
        "config/x.yml:2:14: error[E204] description: without quotes, yes is read as true or false by YAML tools (write 'yes')",
        "config/x.yml:6:12: error[E204] milestone: without quotes, 16.10 is read as a number by YAML tools (write '16.10')",
        "config/x.yml:7:21: error[E204] min_gitlab_version: without quotes, 17 is read as a number by YAML tools (write '17.0')",
        "config/x.yml:8:11: error[E204] add_ons[0]: without quotes, on is read as true or false by YAML tools (write 'on')",
        "config/x.yml:8:24: error[E204] add_ons[2]: without quotes, 1 is read as a number by YAML tools (write '1')",
    ]


def test_beside_a_bare_value_the_rest_of_a_list_is_checked_too() -> None:
    assert said("alias_names: [on, A, '', A]\n") == [
        "config/x.yml:6:15: error[E204] alias_names[0]: without quotes, on is read as true or false by YAML tools (write 'on')",
        "config/x.yml:6:19: error[E209] alias_names[1]: 'A' is not of the form of a name (write 'a')",
        "config/x.yml:6:22: error[E209] alias_names[2]: '' is not of the form of a name",
        "config/x.yml:6:26: error[E209] alias_names[3]: 'A' is not of the form of a name (write 'a')",
        "config/x.yml:6:26: error[E211] alias_names[3]: 'A' is listed already (remove one of the two)",
    ]


def test_texts_of_a_format_are_told_at_their_place() -> None:
    text = WHOLE.replace("group::duo_chat", "group:ai model validation").replace("https://", "http://")

    assert printed(found(text + "milestone: 'soon'\ncut_off_date: 2024-02-30\n")) == [
        (
            "config/x.yml:3:8: error[E215] group: 'group:ai model validation' is not of the form group::name "
            "(write 'group::ai model validation')"
        ),
        (
            "config/x.yml:5:20: error[E208] documentation_url: not an https address: "
            "'http://docs.gitlab.com/' begins with 'http:' (write https://docs.gitlab.com/)"
        ),
        "config/x.yml:6:12: error[E205] milestone: not a GitLab version: 'soon' (write it like '16.10' or '16.10.1')",
        (
            "config/x.yml:7:15: error[E206] cut_off_date: no such date or time: '2024-02-30' "
            "(write it like 2024-10-17T00:00:00+00:00)"
        ),
    ]


@pytest.mark.parametrize("written", ["2024-10-17", "'2024-10-17'", '"2024-10-17"'])
def test_a_date_without_a_time_zone_is_shown_fixed(written: str) -> None:
    assert said(f"cut_off_date: {written}\n") == [
        (
            "config/x.yml:6:15: error[E207] cut_off_date: '2024-10-17' has no time and no time zone "
            "(write 2024-10-17T00:00:00+00:00 where UTC is meant)"
        )
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Duo Chat", "'Duo Chat' is not of the form of a name (write 'duo_chat')"),
        ("duo-chat", "'duo-chat' is not of the form of a name (write 'duo_chat')"),
        ("'duo_chat '", "'duo_chat ' is not of the form of a name (write 'duo_chat')"),
        ("|\n  duo_chat", r"'duo_chat\n' is not of the form of a name (write 'duo_chat')"),
        ("duo\n  chat", "'duo chat' is not of the form of a name (write 'duo_chat')"),
        ("1_chat", "'1_chat' is not of the form of a name"),
        ("'%'", "'%' is not of the form of a name"),
        ("''", "'' is not of the form of a name"),
        (
            "du\N{CYRILLIC SMALL LETTER O}_chat",
            (
                "'du\N{CYRILLIC SMALL LETTER O}_chat' is not of the form of a name "
                "('\N{CYRILLIC SMALL LETTER O}' is CYRILLIC SMALL LETTER O (U+043E); write 'duo_chat')"
            ),
        ),
        (
            "d\N{LATIN SMALL LETTER U WITH DIAERESIS}o",
            (
                "'d\N{LATIN SMALL LETTER U WITH DIAERESIS}o' is not of the form of a name "
                "('\N{LATIN SMALL LETTER U WITH DIAERESIS}' is LATIN SMALL LETTER U WITH DIAERESIS (U+00FC); write 'duo')"
            ),
        ),
    ],
)
def test_a_name_of_another_form(name: str, expected: str) -> None:
    (problem,) = found(WHOLE.replace("name: duo_chat", f"name: {name}"))

    assert str(problem) == f"config/x.yml:1:7: error[E209] name: {expected}"
    assert problem.help == "a name begins with a small letter; small letters, digits and _ follow"


def test_names_of_realms_and_categories_may_hold_hyphens() -> None:
    (problem,) = found("name: Self-Managed\n", "gitlab_realm")

    assert str(problem) == (
        "config/x.yml:1:7: error[E209] name: 'Self-Managed' is not of the form of a name (write 'self-managed')"
    )
    assert problem.help == "a name begins with a small letter; small letters, digits, _ and - follow"
    assert found("name: self-managed\n", "gitlab_realm") == []


def test_an_item_listed_twice_names_the_first() -> None:
    assert said("add_ons:\n  - duo_pro\n  - duo_core\n  - 'duo_pro'\n  - duo_pro\n") == [
        "config/x.yml:9:5: error[E211] add_ons[2]: 'duo_pro' is listed already on line 7 (remove one of the two)",
        "config/x.yml:10:5: error[E211] add_ons[3]: 'duo_pro' is listed already on line 7 (remove one of the two)",
    ]


def test_items_that_are_no_text_are_not_compared() -> None:
    assert said("add_ons: [null, ~, '~', 'null', [a], [a]]\n") == [
        "config/x.yml:6:11: error[E203] add_ons[0]: text belongs here, not nothing (remove this item)",
        "config/x.yml:6:17: error[E203] add_ons[1]: text belongs here, not nothing (remove this item)",
        "config/x.yml:6:33: error[E203] add_ons[4]: text belongs here, not a list",
        "config/x.yml:6:38: error[E203] add_ons[5]: text belongs here, not a list",
    ]


def test_a_value_that_is_no_choice() -> None:
    assert said("status: Beta\n") == [
        (
            "config/x.yml:6:9: error[E212] status: 'Beta' is not one of experiment, beta, generally_available "
            "(did you mean 'beta'?)"
        )
    ]
    assert said("gitlab_realm: [saas]\n", "service") == [
        "config/x.yml:2:16: error[E212] gitlab_realm[0]: 'saas' is not one of gitlab-com, self-managed"
    ]


def test_a_text_that_is_too_long() -> None:
    assert said(f"deprecation_message: {'x' * 1001}\nadd_ons: [{'a' * 65}]\n") == [
        "config/x.yml:6:22: error[E213] deprecation_message: 1,001 characters, where 1,000 are allowed",
        "config/x.yml:7:11: error[E213] add_ons[0]: 65 characters, where 64 are allowed",
    ]


def test_line_breaks_around_prose_do_not_count() -> None:
    text = f"deprecation_message: |+\n\n  {'x' * 999}.\n\n\n"

    assert said(text) == []
    assert validated(WHOLE + text).values["deprecation_message"] == "x" * 999 + "."


@pytest.mark.parametrize(
    "word", ["unknown", "TBD", "tba", "Todo", "n/a", "none", "_irrelevant", "_irrelevant_", "' TBD '"]
)
def test_a_stand_in_for_an_optional_value_is_a_warning_and_left_out(word: str) -> None:
    text = f"name: x\nproject_url: {word}\ngroup: group::x\n"
    shown = word.strip("'")

    assert printed(found(text, "backend_service")) == [
        f"config/x.yml:2:14: warning[W216] project_url: '{shown}' says nothing (leave the line out)"
    ]
    assert validated(text, "backend_service").values == {"name": "x", "group": "group::x"}


@pytest.mark.parametrize("word", ["unknown", "TBD", "none"])
def test_a_stand_in_does_not_open_what_may_be_internal(word: str) -> None:
    assert said(f"visibility: {word}\n") == [
        f"config/x.yml:6:13: error[E212] visibility: '{word}' is not one of internal, public"
    ]


def test_a_stand_in_within_a_list_is_left_out_and_the_others_keep_their_places() -> None:
    text = WHOLE + "add_ons:\n  - _irrelevant\n  - duo_pro\n"

    assert said("add_ons:\n  - _irrelevant\n  - duo_pro\n") == [
        "config/x.yml:7:5: warning[W216] add_ons[0]: '_irrelevant' says nothing (remove this item)"
    ]
    assert validated(text).values["add_ons"] == ["duo_pro"]
    assert validated(text).spans["add_ons[0]"] == Span(8, 5, 7)
    assert "add_ons[1]" not in validated(text).spans


def test_a_stand_in_where_a_list_belongs_is_told_once() -> None:
    assert said("add_ons: unknown\n") == [
        "config/x.yml:6:10: warning[W216] add_ons: 'unknown' says nothing (leave the line out)"
    ]


def test_a_stand_in_for_a_required_value_is_told_and_kept_or_refused() -> None:
    text = WHOLE.replace("Opens a chat.", "TBD").replace("feature_category: duo_chat", "feature_category: unknown")

    assert printed(found(text.replace("https://docs.gitlab.com/", "unknown"))) == [
        "config/x.yml:2:14: warning[W216] description: 'TBD' says nothing (write what it is)",
        "config/x.yml:4:19: warning[W216] feature_category: 'unknown' says nothing (write what it is)",
        (
            "config/x.yml:5:20: error[E208] documentation_url: not an https address: "
            "'unknown' does not begin with https://"
        ),
    ]
    assert validated(text).values["description"] == "TBD"


def test_a_name_may_be_any_word() -> None:
    assert said("", "add_on") == []
    assert printed(found("name: todo\n", "add_on")) == []


def test_values_of_a_mapping_are_told_by_their_own_path() -> None:
    assert printed(found("titles:\n  saas: [x]\n  'a b':\n  dedicated: ''\ntitle: ''\n", "site")) == [
        "config/x.yml:2:3: error[E203] titles.saas: text belongs here, not a list",
        "config/x.yml:3:3: error[E203] titles.a b: text belongs here, not nothing",
        "config/x.yml:4:14: error[E203] titles.dedicated: this text is empty",
        "config/x.yml:5:8: error[E203] title: this text is empty (leave the line out when it is not stated)",
    ]


def test_a_rule_of_a_schema_without_words_of_its_own_is_told_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"properties": {"a": {"type": "array", "maxItems": 1}}}', encoding="utf-8")

    problems = validate(document("a: [b, c]\n"), load_schemas(tmp_path)["x"]).problems

    assert printed(problems) == ['config/x.yml:1:1: error[E203] a: ["b","c"] has more than 1 item']


def test_schemas_describe_their_fields_for_pages_and_commands() -> None:
    fields = {field.name: field for field in SCHEMAS["unit_primitive"].described}

    assert fields["name"].required
    assert fields["name"].pattern == "^[a-z][a-z0-9_]*$"
    assert (fields["add_ons"].is_list, fields["add_ons"].longest, fields["add_ons"].required) == (True, 64, False)
    assert fields["status"].choices == ("experiment", "beta", "generally_available")
    assert fields["cut_off_date"].format == "utc-date-time"
    assert isinstance(SCHEMAS["unit_primitive"], Schema)


@pytest.mark.parametrize(
    "value",
    [
        "[" * 6 + "]" * 6,
        "{a: {b: {c: {d: {}}}}}",
        "[{a: [b]}]",
        "{'': x}",
        "|\n  a\n  b",
        ">-\n  a\n\n  b",
        "'\\u263a'",
        "{1: 2}",
        "[[], [[]], {}]",
        "!",
        "''''",
        "[,]",
        "'" + "x" * 9000 + "'",
        "😀",
        "''\n  ",
    ],
)
@pytest.mark.parametrize("kind", SCHEMAS)
def test_no_value_of_any_field_makes_it_fail(kind: str, value: str) -> None:
    for field in SCHEMAS[kind].fields:
        read_back, _ = read("config/x.yml", f"{field}: {value}\n".encode())
        if read_back is not None:
            assert all(str(problem) for problem in validate(read_back, SCHEMAS[kind]).problems)


def test_of_a_list_without_end_the_beginning_is_looked_at() -> None:
    problems = found(f"{WHOLE}add_ons: [{'X,' * 10_001}]\n")

    assert [str(problem) for problem in problems if problem.code == "E213"] == [
        "config/x.yml:6:1: error[E213] add_ons: a list of 10,001 items; at most 10,000 are allowed"
    ]
    assert {problem.field for problem in problems} == {"add_ons", *(f"add_ons[{place}]" for place in range(1, 10_000))}

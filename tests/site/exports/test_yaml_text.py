"""Plain data as YAML that a person could have written, and that reads back as it was."""

import yaml
from hypothesis import given
from hypothesis import strategies as st

from site_builder.site.exports.yaml_text import to_yaml

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))
DATA = st.recursive(TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=8)


def test_keys_keep_their_order_and_lists_stand_as_blocks() -> None:
    assert to_yaml(
        {"services": {"duo_chat": {"backend": "gitlab-ai-gateway", "add_ons": ["duo_pro", "duo_core"]}}}
    ) == ("services:\n  duo_chat:\n    backend: gitlab-ai-gateway\n    add_ons:\n    - duo_pro\n    - duo_core\n")


def test_what_yaml_would_read_as_something_else_is_quoted() -> None:
    assert to_yaml(
        {"a": "16.10", "b": "yes", "c": "2024-10-17 00:00:00 UTC", "d": "é", "e": "- x: #y", "f": "null"}
    ) == ("a: '16.10'\nb: 'yes'\nc: 2024-10-17 00:00:00 UTC\nd: é\ne: '- x: #y'\nf: 'null'\n")


def test_what_does_not_begin_as_a_word_is_quoted_but_for_moments() -> None:
    assert to_yaml(["16.10.1", "1,000", ":symbol", "17", "_irrelevant", "duo_pro", "2024-10-17T00:00:00Z"]) == (
        "- '16.10.1'\n- '1,000'\n- ':symbol'\n- '17'\n- _irrelevant\n- duo_pro\n- '2024-10-17T00:00:00Z'\n"
    )


def test_a_value_that_stands_twice_is_written_twice() -> None:
    names = ["duo_pro"]

    assert to_yaml({"a": names, "b": names}) == "a:\n- duo_pro\nb:\n- duo_pro\n"


@given(data=DATA)
def test_any_data_reads_back_as_it_was(data: object) -> None:
    assert yaml.safe_load(to_yaml(data)) == data

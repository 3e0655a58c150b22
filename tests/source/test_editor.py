"""The editor: fields set and left out, with every other character as its author left it."""

from collections.abc import Mapping, Sequence

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.source.editor import CannotEdit, Value, edited, new_file, with_key

ORDER = ("name", "description", "group", "min_gitlab_version", "cut_off_date", "add_ons", "license_types")

FILE = """\
---
# Who owns it changed in May.
name: duo_chat   # the scope

description: "Opens a chat."
group: group::duo_chat
min_gitlab_version: '16.9'
add_ons:
  # the first that sold it
  - duo_pro   # since 2024
  - duo_enterprise
"""


def test_a_value_takes_the_place_of_another_in_its_quotes() -> None:
    changed = {"min_gitlab_version": "16.10", "description": "Says: hello.", "group": "group::chat"}

    assert edited(FILE, changed, ORDER) == FILE.replace("16.9", "16.10").replace(
        "Opens a chat.", "Says: hello."
    ).replace("group::duo_chat", "group::chat")


def test_a_bare_value_gets_quotes_where_it_needs_them() -> None:
    assert edited("name: x\ndescription: Chat\n", {"description": "Chat: now"}, ORDER) == (
        "name: x\ndescription: 'Chat: now'\n"
    )
    assert edited("name: x\nmin_gitlab_version: 16.9\n", {"min_gitlab_version": "16.10"}, ORDER) == (
        "name: x\nmin_gitlab_version: '16.10'\n"
    )


@pytest.mark.parametrize("version", ["17.4", "17.4.2"])
def test_a_version_has_quotes_however_many_parts_it_has(version: str) -> None:
    assert edited("name: x\n", {"milestone": version}, ORDER) == f"name: x\nmilestone: '{version}'\n"


def test_a_new_field_stands_where_the_schema_has_it() -> None:
    assert edited(FILE, {"cut_off_date": "2024-10-17T00:00:00Z"}, ORDER) == FILE.replace(
        "'16.9'\n", "'16.9'\ncut_off_date: 2024-10-17T00:00:00Z\n"
    )


def test_a_new_list_stands_as_the_lists_of_its_file_do() -> None:
    premium = {"license_types": ["premium", "ultimate"]}

    assert edited(FILE, premium, ORDER) == FILE + "license_types:\n  - premium\n  - ultimate\n"
    assert edited("name: x\nadd_ons:\n- a\n", premium, ORDER) == (
        "name: x\nadd_ons:\n- a\nlicense_types:\n- premium\n- ultimate\n"
    )
    assert edited("name: x\nadd_ons: [a]\n", premium, ORDER) == (
        "name: x\nadd_ons: [a]\nlicense_types: [premium, ultimate]\n"
    )


def test_items_that_stay_are_not_touched() -> None:
    assert edited(FILE, {"add_ons": ["duo_core", "duo_pro"]}, ORDER) == FILE.replace(
        "  - duo_pro", "  - duo_core\n  - duo_pro"
    ).replace("  - duo_enterprise\n", "")


def test_another_item_takes_the_place_of_one_but_not_its_comment() -> None:
    wanted = {"add_ons": ["duo_plus", "duo_enterprise"]}

    assert edited(FILE, wanted, ORDER) == FILE.replace("- duo_pro   # since 2024", "- duo_plus")
    assert edited(FILE, wanted, ORDER, {"duo_pro": "duo_plus"}) == FILE.replace("- duo_pro ", "- duo_plus ")


def test_an_item_that_moves_brings_its_line() -> None:
    text = "name: x\nadd_ons:\n- a # first\n-   'b'   # second\n- c\n"

    assert (
        edited(text, {"add_ons": ["c", "b", "a"]}, ORDER) == "name: x\nadd_ons:\n- c\n-   'b'   # second\n- a # first\n"
    )
    assert edited(text, {"add_ons": ["d", "a", "b"]}, ORDER) == (
        "name: x\nadd_ons:\n- d\n- a # first\n-   'b'   # second\n"
    )


def test_an_item_has_the_dash_of_its_place_also_where_others_have_moved() -> None:
    text = "name: x\nadd_ons:\n  -   a\n  - b\n"

    assert edited(text, {"add_ons": ["c", "b", "a"]}, ORDER) == "name: x\nadd_ons:\n  -   c\n  - b\n  -   a\n"


def test_a_field_that_goes_leaves_the_comments_on_lines_of_their_own() -> None:
    assert edited(FILE, {"add_ons": None}, ORDER) == FILE.partition("add_ons")[0] + "  # the first that sold it\n"
    assert edited(FILE, {"add_ons": []}, ORDER) == edited(FILE, {"add_ons": None}, ORDER)
    assert edited(FILE, {"group": None}, ORDER) == FILE.replace("group: group::duo_chat\n", "")


def test_what_is_not_there_cannot_be_left_out() -> None:
    assert edited(FILE, {"cut_off_date": None, "license_types": []}, ORDER) == FILE


def test_line_breaks_and_a_missing_last_one_stay() -> None:
    text = "name: x\r\ngroup: group::a"

    assert edited(text, {"add_ons": ["b", "c"]}, ORDER) == text + "\r\nadd_ons:\r\n  - b\r\n  - c"
    assert edited(text, {"group": None}, ORDER) == "name: x"
    assert edited("add_ons:\r\n- a", {"add_ons": ["a", "b", "c"]}, ORDER) == "add_ons:\r\n- a\r\n- b\r\n- c"
    assert edited(text, {"description": "D"}, ORDER) == "name: x\r\ndescription: D\r\ngroup: group::a"
    assert edited("name: x\rgroup: group::a\r", {"group": "group::b"}, ORDER) == "name: x\rgroup: group::b\r"


def test_a_tab_behind_the_colon_is_a_space() -> None:
    assert edited("name:\tx\ngroup:\tgroup::x\n", {"group": "group::y"}, ORDER) == "name:\tx\ngroup:\tgroup::y\n"


def test_a_byte_order_mark_stays_first() -> None:
    assert edited("\ufeff# x\nname: x\n", {"name": "y"}, ORDER) == "\ufeff# x\nname: y\n"
    assert with_key("\ufefftitles:\n  a: A\n", "titles", "a", "b") == "\ufefftitles:\n  b: A\n"
    assert edited("\ufeffdescription: D\n", {"name": "x"}, ORDER) == "\ufeffname: x\ndescription: D\n"
    assert edited("\ufeffname: x\ngroup: group::a\n", {"name": None}, ORDER) == "\ufeffgroup: group::a\n"


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("[a, b]", ["a", "b", "c"], "[a, b, c]"),
        ("[ a, b ]", ["c", "a", "b"], "[ c, a, b ]"),
        ("[a, 'b', c]", ["a", "c"], "[a, c]"),
        ("[a, b]", ["a"], "[a]"),
        ("[a, b]", ["b"], "[b]"),
        ("[a,b]", ["x", "b"], "[x,b]"),
        ("[]", ["a", "b"], "[a, b]"),
        ("[ ]", ["a"], "[a ]"),
        ("[a]  # sold", ["a", "b"], "[a, b]  # sold"),
        ("[\n  a, # one\n  b  # two\n]", ["a", "b", "c"], "[\n  a, # one\n  b,  # two\n  c\n]"),
        ("[\n  a, # one\n  b, # two\n]", ["a", "b", "c"], "[\n  a, # one\n  b, # two\n  c,\n]"),
        ("[\n  a, # one\n  b\n]", ["a", "c", "b"], "[\n  a, # one\n  c,\n  b\n]"),
        ("[\n  a, # one\n  # and\n  b\n]", ["b"], "[\n  # and\n  b\n]"),
        ("[\n  a,\n  b\n]", ["a"], "[\n  a,\n]"),
        ("[a,\n b]", ["a"], "[a]"),
        ("[a,\n  # b: kept for 16.9\n  b]", ["b"], "[\n  # b: kept for 16.9\n  b]"),
        ("[a, # about a\n  b]", ["a"], "[a, # about a\n  ]"),
        ("[a, # it\n  b,]", ["a"], "[a, # it\n  ]"),
        ("[a, # it\n  b ,]", ["a"], "[a, # it\n  ]"),
        ("[\n  a, # since 2024\n  # own\n  b\n]", ["c", "b"], "[\n  c,\n  # own\n  b\n]"),
        ("[\n  a,\n  'b'  # since 2024\n]", ["a", "c"], "[\n  a,\n  'c'\n]"),
        ("[a , # since 2024\n  b] # sold", ["c", "d"], "[c ,\n  d] # sold"),
    ],
)
def test_a_list_between_brackets_stays_one(text: str, wanted: list[str], expected: str) -> None:
    assert edited(f"name: x\nadd_ons: {text}\n", {"add_ons": wanted}, ORDER) == f"name: x\nadd_ons: {expected}\n"


def test_an_item_between_brackets_that_only_has_another_name_keeps_its_comment() -> None:
    text = "name: x\nadd_ons: [\n  a, # since 2024\n  b\n]\n"

    assert edited(text, {"add_ons": ["c", "b"]}, ORDER, {"a": "c"}) == text.replace("a,", "c,")


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("add_ons: [ # those\n  # one\n\n  a, # since 2024\n  # two\n  'b\n  # b']\n", "  # one\n\n  # two\n"),
        ("add_ons: [\n  a,\n  # one\n# two\n]  # sold\n", "  # one\n# two\n"),
        ("add_ons: [a, b]  # sold\n", ""),
        ("add_ons:\n# one\n  - a # sold\n\n  # two\n  - b\n", "# one\n\n  # two\n"),
        ("add_ons: # those\n  # one\n\n  'a # a\n  # a' # sold\n", "  # one\n\n"),
        ("add_ons:\n  # one\n  |\n  a\n  # a\n", "  # one\n"),
        ("add_ons:\n  # one\n  a: A # sold\n  # two\n  b:\n    # three\n    B\n", "  # one\n  # two\n    # three\n"),
    ],
)
def test_a_field_that_goes_leaves_the_comments_within_it(text: str, left: str, line_break: str) -> None:
    before, after = ("\n".join(["name: x", it + "# end", ""]).replace("\n", line_break) for it in (text, left))

    assert edited(before, {"add_ons": None}, ORDER) == after


@pytest.mark.parametrize(
    "before",
    [
        "description: |\n  Chat.\n",
        "description: >-\n  Chat.\n",
        "description: |\n",
        "add_ons:\n- a\n- |-\n  b\n",
        "titles:\n  a: A\n  b:\n    - >\n      B\n",
    ],
)
@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("milestone:\n  # which\n\n  '16.8'\n", "# which\n\n"),
        ("milestone:\n    # one\n  # two\n  - a\n# three\n  - b\n", "# one\n# two\n# three\n"),
        ("milestone: '16.8'\n  # below\n", "# below\n"),
        ("milestone:\n  # in\n  '16.8'\n\n    # below\n\n# of x\n  # too\n", "# in\n\n# below\n\n# of x\n  # too\n"),
        ("milestone: |\n  16.8\n # below\n", "# below\n"),
        ("milestone: '16.8'\n\n", "\n"),
        ("milestone: '16.8'\n    \n      \n", "\n\n"),
    ],
)
def test_a_block_of_text_before_a_field_that_goes_takes_in_none_of_its_comments(
    before: str, text: str, left: str
) -> None:
    assert edited(f"{before}{text}name: x\n", {"milestone": None}, ORDER) == f"{before}{left}name: x\n"


@pytest.mark.parametrize(("value", "left"), [(None, ""), ("New.", "description: |\n  New.\n")])
def test_a_comment_stays_whatever_becomes_of_the_block_of_text_before_it(value: str | None, left: str) -> None:
    text = "description: |\n  Chat.\nmilestone: '16.8'\n  # Legal asked for it.\nname: x\n"

    assert edited(text, {"milestone": None, "description": value}, ORDER) == f"{left}# Legal asked for it.\nname: x\n"


def test_a_block_of_text_further_above_takes_in_no_comment() -> None:
    text = "description: |\n  Chat.\ngroup: group::x\nmilestone: '16.8'\n    # below\nname: x\n"

    assert edited(text, {"milestone": None}, ORDER) == text.replace("milestone: '16.8'\n", "")


def test_a_comment_that_an_item_would_take_in_is_left_to_a_person() -> None:
    text = "name: x\nadd_ons:\n  - |-\n    a\n  - b\n      # of c\n  - c\n"

    with pytest.raises(CannotEdit, match="written in a form that only an editor can change"):
        edited(text, {"add_ons": ["a", "c"]}, ORDER)


def test_comments_of_the_last_title_are_not_taken_in_by_a_block_of_text_before_it() -> None:
    text = "about: |\n  Text.\ntitles:\n  # lone\n  a: A\n"

    assert with_key(text, "titles", "a", None, keep=False) == "about: |\n  Text.\n# lone\n"


@pytest.mark.parametrize(
    ("text", "left"), [("      # lone\n    B\n", "  # lone\n"), ("# lone\n    B\n    # below\n", "# lone\n  # below\n")]
)
def test_comments_of_a_title_are_moved_no_further_than_the_titles_stand(text: str, left: str) -> None:
    before = "titles:\n  a: |\n    A\n"

    assert with_key(f"{before}  b:\n{text}  c: C\n", "titles", "b", None) == f"{before}{left}  c: C\n"


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        ("{name: x, group: a}", {"description": "D, E"}, "{name: x, description: 'D, E', group: a}"),
        ("{name: x, group: a}", {"group": None}, "{name: x}"),
        ("{name: x, group: a}", {"add_ons": ["b", "c"]}, "{name: x, group: a, add_ons: [b, c]}"),
        ('{"name": "x"}', {"name": "y"}, '{"name": "y"}'),
        ("{\n  name: x,\n  group: a\n}", {"description": "D"}, "{\n  name: x,\n  description: D,\n  group: a\n}"),
        ("{\n  name: x, # it\n  group: a\n}", {"group": None}, "{\n  name: x, # it\n}"),
    ],
)
def test_a_file_between_braces_stays_one(text: str, fields: Mapping[str, Value | None], expected: str) -> None:
    assert edited(f"{text}\n", fields, ORDER) == f"{expected}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("description: |\n  Opens\n  a chat.\ngroup: a\n", "description: |\n  New.\ngroup: a\n"),
        ("description: >-\n    Opens a chat.\n\n# next\ngroup: a\n", "description: >-\n    New.\n\n# next\ngroup: a\n"),
        ("description: Opens\n  a chat.\ngroup: a\n", "description: New.\ngroup: a\n"),
        ("description:\ngroup: a\n", "description: New.\ngroup: a\n"),
        ("description:   # soon\ngroup: a\n", "description: New.   # soon\ngroup: a\n"),
        ("description: [a, b]\ngroup: a\n", "description: New.\ngroup: a\n"),
        ("description :  Old\n", "description :  New.\n"),
    ],
)
def test_a_text_of_any_form_can_be_replaced(text: str, expected: str) -> None:
    assert edited(f"name: x\n{text}", {"description": "New."}, ORDER) == f"name: x\n{expected}"


def test_a_text_of_several_lines_stands_on_one() -> None:
    assert edited("name: x\n", {"description": "One.\nTwo."}, ORDER) == 'name: x\ndescription: "One.\\nTwo."\n'


@pytest.mark.parametrize("block", ["  Old text.\n", "  # text\n  and more\n", ""])
@pytest.mark.parametrize("sign", ["|", ">-", "|+", "!!str >"])
def test_the_comment_beside_a_block_stays_when_the_new_text_stands_in_none(sign: str, block: str) -> None:
    text = f"name: x\ndescription: {sign}   # why it is so\n{block}group: a\n"

    assert edited(text, {"description": "One.\nTwo."}, ORDER) == (
        'name: x\ndescription: "One.\\nTwo."   # why it is so\ngroup: a\n'
    )


def test_spaces_beside_a_block_are_passed_once() -> None:
    """Tried from each of them anew, these took a quarter of an hour."""
    text = f"name: x\ndescription: |{' ' * 800_000}\n  Old text.\n"

    assert edited(text, {"description": "One.\nTwo."}, ORDER) == 'name: x\ndescription: "One.\\nTwo."\n'


def test_an_empty_block_takes_a_text() -> None:
    assert edited("name: x\ndescription: |  # soon\ngroup: a\n", {"description": "New."}, ORDER) == (
        "name: x\ndescription: New.  # soon\ngroup: a\n"
    )


def test_comments_below_a_field_stay_with_it() -> None:
    text = "name: x\nadd_ons:\n  - a\n  # - b\n# end\n"

    assert edited(text, {"license_types": ["premium"]}, ORDER) == (
        "name: x\nadd_ons:\n  - a\n  # - b\nlicense_types:\n  - premium\n# end\n"
    )


def test_what_is_below_a_comment_of_a_field_does_not_come_between() -> None:
    text = "name: x\nadd_ons:\n  - a\n\n  # - b\n\n# end\n"

    assert edited(text, {"license_types": ["premium"]}, ORDER) == text.replace(
        "\n\n# end", "\nlicense_types:\n  - premium\n\n# end"
    )


def test_blank_lines_that_a_block_keeps_stay_within_it() -> None:
    text = "name: x\ndescription: |+\n  Text.\n\n"

    assert edited(text, {"group": "a"}, ORDER) == text + "group: a\n"


def test_letters_of_any_plane_stay_letters() -> None:
    assert edited('name: x\ndescription: "a"\n', {"description": "\U0001f469\u200d\U0001f4bb: x"}, ORDER) == (
        'name: x\ndescription: "\U0001f469\u200d\U0001f4bb: x"\n'
    )


def test_long_lists_are_edited_in_one_pass() -> None:
    names = [f"up_{number}" for number in range(3000)]
    text = "name: s\nadd_ons:\n" + "".join(f"- {name}\n" for name in names)

    assert edited(text, {"add_ons": names[:1000] + names[1100:]}, ORDER).count("\n- ") == 2900
    assert edited("name: s\n", {"add_ons": names}, ORDER).count("\n  - ") == 3000


def test_the_end_of_a_document_stays_the_end() -> None:
    assert edited("name: x\n...\n", {"group": "a"}, ORDER) == "name: x\ngroup: a\n...\n"


def test_a_key_of_a_mapping_is_renamed_in_its_place() -> None:
    text = "title: T\ntitles:\n  duo_pro: Duo Pro # sold\n  x: X\n"

    assert with_key(text, "titles", "duo_pro", "duo_plus") == text.replace("duo_pro:", "duo_plus:")
    assert with_key(text, "titles", "y", "z") == text
    assert with_key(text, "title", "y", "z") == text
    assert with_key(text, "titles", "duo_pro", None) == "title: T\ntitles:\n  x: X\n"
    assert with_key("titles: {a: A, b: B}\n", "titles", "a", None) == "titles: {b: B}\n"
    assert with_key("titles: {a: A, b: B}\n", "titles", "b", "c") == "titles: {a: A, c: B}\n"
    assert with_key("x: 1\ntitles:\n  a: A\n", "titles", "a", None) == "x: 1\n"


@pytest.mark.parametrize(
    "text",
    [
        '{"titles":{"a":"A"}}\n',
        '{"titles":{"a":"A"},"title":"T"}',
        'titles: {"a":"A", "c":"C"}\n',
        "titles:\n  c: C\n  'a': A\n",
        'titles:\n  "a" : A\n',
    ],
)
def test_a_key_that_is_renamed_keeps_its_quotes(text: str) -> None:
    assert with_key(text, "titles", "a", "b") == text.replace("a", "b")


def test_a_key_that_takes_anothers_name_takes_its_place_unless_both_have_one_value() -> None:
    text = "titles:\n  a: A # own\n  b: B\n  c: 'A' # there\n"

    assert with_key(text, "titles", "a", "b") == "titles:\n  b: A # own\n  c: 'A' # there\n"
    assert with_key(text, "titles", "a", "b", keep=True) == "titles:\n  a: A # own\n  b: A\n  c: 'A' # there\n"
    assert with_key(text, "titles", "a", "c") == "titles:\n  b: B\n  c: 'A' # there\n"
    assert with_key(text, "titles", "a", "c", keep=True) == text
    assert with_key(text, "titles", "a", "a") == text
    assert with_key("\ufefftitles: {a: A, b: B}\n", "titles", "a", "b") == "\ufefftitles: {b: A}\n"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("titles:\n  a: A\n", "titles: {}\n"),
        ("titles :\n  a: A\n", "titles: {}\n"),
        ("titles: {a: A}", "titles: {}"),
        ("{titles: {a: A}}", "{}"),
        ("titles : { a: A }  # all\n", "titles: {}  # all\n"),
        (
            "# What people say.\ntitles: # all\n  # above\n\n  # above2\n  a: A  # of a\n  # below\n# Until then.\n",
            "# What people say.\ntitles: {} # all\n  # above\n\n  # above2\n  # below\n# Until then.\n",
        ),
        ("---\r\ntitles:\r\n    'a': >\r\n      A\r\n", "---\r\ntitles: {}\r\n"),
    ],
)
def test_without_the_last_key_of_the_only_field_an_empty_one_is_left(text: str, left: str) -> None:
    """A text without any field is no mapping, but for one between braces."""
    assert with_key(text, "titles", "a", None) == left
    assert with_key("titles:\n  a: A\n", "titles", "a", "on", keep=True) == "titles:\n  a: A\n  'on': A\n"
    assert with_key("x: ''\ntitles:\n  a: |\n    A\n", "titles", "a", "b", keep=True).endswith("    A\n  b: A\n")
    assert with_key('{"title": "T", "titles": {"a": "A"}}\n', "titles", "a", None) == '{"title": "T"}\n'


def test_a_key_that_cannot_be_changed_is_left_to_a_person() -> None:
    with pytest.raises(CannotEdit, match="written in a form that only an editor can change"):
        with_key("titles: {a: &x A, b: *x}\n", "titles", "a", None)


def test_a_new_file_has_its_fields_in_the_order_of_the_schema() -> None:
    fields = {"add_ons": ["a", "b"], "name": "x", "min_gitlab_version": "16.10", "group": "", "license_types": []}

    assert (
        new_file(fields, ORDER, head="---\n") == "---\nname: x\nmin_gitlab_version: '16.10'\nadd_ons:\n  - a\n  - b\n"
    )
    assert new_file({"add_ons": ["a"]}, ORDER, indent=0) == "add_ons:\n- a\n"


@pytest.mark.parametrize(
    "text",
    ["- a\n", "name: [\n", "name: \ud800\n", "? name\n: x\n", "name: x\nadd_ons:\n  -\n    a\n  - b\n"],
)
def test_what_only_a_person_can_change_is_refused(text: str) -> None:
    with pytest.raises(CannotEdit):
        edited(text, {"name": None, "add_ons": ["b"]}, ORDER)


@pytest.mark.parametrize("text", ["add_ons:\n  - # why\n    a\n  - b\n", "add_ons: [\n  b\n  , a\n]\n"])
def test_a_text_of_which_the_change_would_be_no_yaml_is_not_called_so(text: str) -> None:
    with pytest.raises(CannotEdit, match=r"^written in a form that only an editor can change$"):
        edited(text, {"add_ons": ["a"] if "[" in text else None}, ORDER)


WORDS = st.text("ab_: #'\"-[],{}é|>&*!%@`~?\\0.6", min_size=1, max_size=8)
NAMES = st.lists(st.sampled_from(["duo_core", "duo_pro", "yes", "16.10", "a, b"]), unique=True, max_size=5)
VALUES = st.fixed_dictionaries({}, optional=dict.fromkeys(ORDER[1:5], WORDS) | dict.fromkeys(ORDER[5:], NAMES))
BREAKS = st.sampled_from(["\n", "\r\n"])


@st.composite
def files(draw: st.DrawFn) -> str:
    """Files as authors write them: comments everywhere, any quotes, lists of three forms, any order of fields."""
    lines = draw(st.sampled_from([[], ["---"], ["# first", "---"]]))
    fields: dict[str, Sequence[str]] = {"name": "x", **draw(VALUES)}
    for field in draw(st.permutations(list(fields))):
        lines += draw(st.sampled_from([[], ["# about it"], [""]]))
        lines += draw(_written(field, fields[field]))
    line_break = draw(BREAKS)
    return line_break.join(lines) + draw(st.sampled_from(["", line_break]))


@st.composite
def _written(draw: st.DrawFn, field: str, value: Sequence[str]) -> list[str]:
    comment = draw(st.sampled_from(["", "  # why"]))
    quoted = (
        yaml.safe_dump(value, default_flow_style=True, width=1000, allow_unicode=True).removesuffix("\n...\n").strip()
    )
    if isinstance(value, str) and value == value.strip() and draw(st.booleans()):
        return [f"{field}: {draw(st.sampled_from(['|-', '>-']))}{comment}", f"    {value}"]
    if isinstance(value, str) or not value or draw(st.booleans()):
        return [f"{field}: {quoted}{comment}"]
    items = [yaml.safe_dump(item, allow_unicode=True).removesuffix("\n...\n").strip() for item in value]
    if draw(st.booleans()):
        return [
            f"{field}: [{comment}",
            *(f"    {yaml.safe_dump([i], default_flow_style=True)[1:-2]}," for i in value),
            "  ]",
        ]
    indent = draw(st.sampled_from(["", "  "]))
    return [f"{field}:{comment}", *(f"{indent}- {item}{comment}" for item in items)]


@settings(max_examples=500)
@given(files(), VALUES, st.sets(st.sampled_from(ORDER[1:])))
def test_any_file_states_what_was_asked_and_nothing_else_changes(
    text: str, fields: dict[str, str | list[str]], left_out: set[str]
) -> None:
    changes: dict[str, str | list[str] | None] = {**fields, **dict.fromkeys(left_out)}
    before = yaml.safe_load(text)

    after = edited(text, changes, ORDER)

    stated = {field: value for field, value in {**before, **changes}.items() if value not in (None, [])}
    kept = {field: value for field, value in before.items() if value == [] and field not in changes}
    assert yaml.load(after, Loader=yaml.BaseLoader) == yaml.load(
        yaml.safe_dump({**stated, **kept}), Loader=yaml.BaseLoader
    )
    assert _comment_lines(after) == _comment_lines(text)
    unchanged = [field for field in before if field not in changes]
    for field in unchanged:
        assert _lines_of(field, after) == _lines_of(field, text)


def _comment_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]


def _lines_of(field: str, text: str) -> list[str]:
    """The lines from a field's key to the next key or comment at the start of a line."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{field}:"))
    end = next(
        (n for n, line in enumerate(lines) if n > start and not line.startswith((" ", "-"))),
        len(lines),
    )
    return lines[start:end]

"""The third layout: everything in one file, with unit primitives in groups."""

from pathlib import Path

import pytest

from site_builder.catalog import AddOn, BackendService, GitlabRealm, LicenseType, Service, link
from site_builder.problems import InvalidConfig
from site_builder.source import export_groups_file
from tests.catalog.makers import primitive
from tests.source.layouts.reading import SCHEMAS, complaints, from_groups

SOLD = {"add_ons": ("duo_core", "duo_pro"), "license_types": ("premium", "ultimate")}
ENTITIES = (
    primitive("duo_chat", description="Opens a chat.", cut_off_date="2024-10-17T00:00:00", **SOLD),
    primitive("ask_build", description="Asks.", cut_off_date="2024-10-17T00:00:00", min_backend_version="17.9", **SOLD),
    primitive("explain_code", description="Explains.", backend_services=("ai_gateway",), **SOLD),
    primitive("security_scans", description="Scans.", group="group::sast", gitlab_realms=("self-managed",)),
    AddOn(name="duo_core"),
    AddOn(name="duo_pro", description="Sold per seat."),
    LicenseType(name="premium"),
    LicenseType(name="ultimate"),
    GitlabRealm(name="self-managed", legacy_realm="self-managed"),
    BackendService(name="ai_gateway", jwt_aud="gitlab-ai-gateway"),
    Service(name="duo_chat", basic_unit_primitive="duo_chat", unit_primitives=("explain_code", "duo_chat")),
)
FILE = """\
---
unit_primitive_groups:
  no_add_on:
    unit_primitives:
      security_scans:
        description: Scans.
        group: group::sast
        feature_category: duo_chat
        documentation_url: https://docs.gitlab.com/
        gitlab_realms:
          - self-managed
  duo_core_and_duo_pro:
    group: group::duo_chat
    feature_category: duo_chat
    documentation_url: https://docs.gitlab.com/
    cut_off_date: 2024-10-17T00:00:00+00:00
    add_ons: &duo_core-duo_pro
      - duo_core
      - duo_pro
    license_types: &premium-ultimate
      - premium
      - ultimate
    unit_primitives:
      ask_build:
        description: Asks.
        min_backend_version: '17.9'
      duo_chat:
        description: Opens a chat.
  duo_core_and_duo_pro_2:
    add_ons: *duo_core-duo_pro
    license_types: *premium-ultimate
    unit_primitives:
      explain_code:
        description: Explains.
        group: group::duo_chat
        feature_category: duo_chat
        documentation_url: https://docs.gitlab.com/
        backend_services:
          - ai_gateway
add_ons:
  duo_core: {}
  duo_pro:
    description: Sold per seat.
license_types:
  premium: {}
  ultimate: {}
gitlab_realms:
  self-managed:
    legacy_realm: self-managed
backend_services:
  ai_gateway:
    jwt_aud: gitlab-ai-gateway
services:
  duo_chat:
    basic_unit_primitive: duo_chat
    unit_primitives:
      - explain_code
      - duo_chat
"""
# What a unit primitive must state, for groups of the tests below.
MUST = "description: D, group: 'group::g', feature_category: c, documentation_url: 'https://docs.gitlab.com/'"


def test_the_file_has_groups_of_the_same_terms_and_an_anchor_for_each_list_that_repeats() -> None:
    assert export_groups_file(link(ENTITIES), SCHEMAS) == FILE


def test_long_lists_have_short_anchors_and_long_names_of_groups_are_cut() -> None:
    add_ons = ("duo_core", "duo_pro", "a", "b")
    text = export_groups_file(
        link(
            (
                primitive("ask_build", add_ons=add_ons),
                primitive("duo_chat", add_ons=add_ons, min_gitlab_version="17.1"),
                *(AddOn(name=name) for name in add_ons),
            )
        ),
        SCHEMAS,
    )

    assert [line.strip() for line in text.splitlines() if "duo_core_and" in line or "add_ons: " in line] == [
        "duo_core_and_3_more:",
        "add_ons: &duo_core-and-3-more",
        "duo_core_and_3_more_2:",
        "add_ons: *duo_core-and-3-more",
    ]


def test_two_lists_that_would_be_called_the_same_have_different_anchors() -> None:
    lists = {"a": ("x", "y", "z", "w"), "b": ("x", "z", "y", "w")}
    text = export_groups_file(
        link(
            (
                *(primitive(f"{name}{n}", add_ons=lists[name], milestone=None, min_gitlab_version=f"17.{n}")
                  for name in lists for n in (1, 2)),
                *(AddOn(name=name) for name in lists["a"]),
            )
        ),
        SCHEMAS,
    )  # fmt: skip

    assert [line.strip() for line in text.splitlines() if "add_ons: " in line] == [
        "add_ons: &x-and-3-more",
        "add_ons: *x-and-3-more",
        "add_ons: &x-and-3-more-2",
        "add_ons: *x-and-3-more-2",
    ]


def test_the_file_becomes_a_file_for_each_entity(tmp_path: Path) -> None:
    made = from_groups(tmp_path, FILE)

    assert sorted(made.files) == [
        "add_ons/duo_core.yml",
        "add_ons/duo_pro.yml",
        "backend_services/ai_gateway.yml",
        "gitlab_realms/self_managed.yml",
        "license_types/premium.yml",
        "license_types/ultimate.yml",
        "services/duo_chat.yml",
        "unit_primitives/ask_build.yml",
        "unit_primitives/duo_chat.yml",
        "unit_primitives/explain_code.yml",
        "unit_primitives/security_scans.yml",
    ]
    assert made.files["unit_primitives/ask_build.yml"] == (
        "---\nname: ask_build\ndescription: Asks.\ngroup: group::duo_chat\nfeature_category: duo_chat\n"
        "documentation_url: https://docs.gitlab.com/\ncut_off_date: 2024-10-17T00:00:00+00:00\n"
        "min_backend_version: '17.9'\nadd_ons:\n  - duo_core\n  - duo_pro\nlicense_types:\n  - premium\n  - ultimate\n"
    )
    assert made.problems == ()


def group(lists: str, more: str = "") -> str:
    """A group of one unit primitive, the add-ons `a`, `b` and `c`, and what stands before them in the group."""
    return (
        f"add_ons: {{a: , b: , c: }}\n{more}unit_primitive_groups:\n  g:\n{lists}"
        f"    unit_primitives:\n      p: {{{MUST}}}\n"
    )


def add_ons(tmp_path: Path, text: str) -> list[str]:
    """The add-ons of the unit primitive, as imported."""
    _, _, listed = from_groups(tmp_path, text).files["unit_primitives/p.yml"].partition("add_ons:\n")
    return [line.removeprefix("  - ") for line in listed.splitlines()]


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        ("    license_types: &x []\n    add_ons: [b, a]\n", ["b", "a"]),
        ("    alias_names: []\n    add_ons: &x [b, a]\n", ["b", "a"]),
        ("    alias_names: &x [b]\n    add_ons: [*x, a]\n", ["b", "a"]),
        ("    alias_names: &x [b, c]\n    add_ons:\n      - a\n      - *x\n", ["a", "b", "c"]),
        ("    alias_names: &x [b, c]\n    add_ons: *x\n", ["b", "c"]),
        ("    alias_names: &x [b, a]\n    add_ons: [a, *x, c]\n", ["a", "b", "c"]),  # nothing twice
        ("    alias_names: &x [&y b, c]\n    add_ons: [*y, a]\n", ["b", "a"]),
        ("    license_types: &x []\n    add_ons: [*x, a, *x]\n", ["a"]),
    ],
)
def test_aliases_of_lists_are_followed_and_flattened(lists: str, expected: list[str], tmp_path: Path) -> None:
    assert add_ons(tmp_path, group(lists)) == expected


def test_aliases_of_lists_of_aliases_are_flattened_all_the_way(tmp_path: Path) -> None:
    text = f"""
        add_ons: {{a: , b: , c: }}
        unit_primitive_groups:
          core: {{add_ons: &core [a], unit_primitives: {{p: {{{MUST}}}}}}}
          pro: {{add_ons: &pro [*core, b], unit_primitives: {{q: {{{MUST}}}}}}}
          enterprise:
            add_ons:
              - *pro
              - c
            unit_primitives: {{r: {{{MUST}}}}}
        """

    made = from_groups(tmp_path, text)

    assert made.files["unit_primitives/q.yml"].endswith("add_ons:\n  - a\n  - b\n")
    assert made.files["unit_primitives/r.yml"].endswith("add_ons:\n  - a\n  - b\n  - c\n")


def test_merge_keys_bring_fields_that_are_not_stated_beside_them(tmp_path: Path) -> None:
    text = f"""
        add_ons:
          a: &bundle {{description: One.}}
          b: {{<<: *bundle, documentation_url: 'https://docs.gitlab.com/b'}}
          c: {{description: Three., <<: [*bundle]}}
        unit_primitive_groups:
          g:
            unit_primitives:
              p: &p {{{MUST}, add_ons: [a]}}
              q: {{<<: *p, add_ons: [b]}}
        """

    made = from_groups(tmp_path, text)

    assert made.files["add_ons/b.yml"] == (
        "---\nname: b\ndescription: One.\ndocumentation_url: https://docs.gitlab.com/b\n"
    )
    assert made.files["add_ons/c.yml"] == "---\nname: c\ndescription: Three.\n"
    assert made.files["unit_primitives/q.yml"].endswith("add_ons:\n  - b\n")


def test_a_member_states_a_field_for_itself(tmp_path: Path) -> None:
    text = group("    add_ons: [a]\n").replace("documentation_url", "add_ons: [], documentation_url")

    assert "add_ons" not in from_groups(tmp_path, text).files["unit_primitives/p.yml"]


def test_a_merge_key_in_a_list_is_refused_with_the_form_to_write(tmp_path: Path) -> None:
    text = group("    alias_names: &duo_pro [b, c]\n    add_ons:\n      - a\n      - <<: *duo_pro\n")

    assert complaints(lambda: from_groups(tmp_path, text)) == [
        (
            "groups.yml:7:9: error[E107] unit_primitive_groups.g.add_ons[1]: the merge key '<<' takes fields, and this is a "
            "list (write '- *duo_pro')"
        )
    ]


def test_a_merge_key_in_the_place_of_a_list_is_refused_too(tmp_path: Path) -> None:
    text = group("    alias_names: &duo_pro [b, c]\n    add_ons:\n      <<: *duo_pro\n")

    assert complaints(lambda: from_groups(tmp_path, text)) == [
        (
            "groups.yml:6:7: error[E107] unit_primitive_groups.g.add_ons: the merge key '<<' takes fields, and this is a "
            "list (write *duo_pro alone, without '<<:')"
        )
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["groups.yml: error[E111] the file is empty"]),
        ("# nothing\n", ["groups.yml: error[E111] the file holds nothing but comments"]),
        ("- a\n", ["groups.yml:1:1: error[E112] the file is a list, not fields of the form 'key: value'"]),
        ("a\n", ["groups.yml:1:1: error[E112] the file is one text, not fields of the form 'key: value'"]),
        ("add_on: {}\n", ["groups.yml:1:1: error[E202] add_on: unknown section 'add_on' (did you mean 'add_ons'?)"]),
        ("unit_primitives: {}\n", [("groups.yml:1:1: error[E202] unit_primitives: unknown section 'unit_primitives' "
                                   "(did you mean 'unit_primitive_groups'?)")]),
        ("add_ons: [a]\n", ["groups.yml:1:1: error[E203] add_ons: fields of the form 'key: value' belong here, not a list"]),
        ("add_ons: {a: b}\n", ["groups.yml:1:11: error[E203] a: fields of the form 'key: value' belong here, not a text"]),
        ("add_ons: {a: {name: b}}\n", [("groups.yml:1:15: error[E202] name: the name is what these fields stand below "
                                       "(remove this line)")]),
        ("add_ons: {a: {}}\n", ["groups.yml: error[E117] no unit primitives at all"]),
        ("add_ons: {A: {}}\n", ["groups.yml:1:11: error[E209] name: 'A' is not of the form of a name (write 'a')"]),
        ("add_ons: {a: {text: b}}\n", ["groups.yml:1:15: error[E202] text: unknown field"]),
        ("gitlab_realms: {a-b: , a_b: }\n", [("groups.yml:1:24: error[E302] name: 'a_b' and 'a-b' would share the file "
                                             "gitlab_realms/a_b.yml")]),
        ("unit_primitive_groups: {g: {}}\n", ["groups.yml:1:25: error[E201] g: this group has no unit_primitives"]),
        ("unit_primitive_groups: {g: {name: h, unit_primitives: }}\n", [
            "groups.yml:1:29: error[E202] name: the name is what these fields stand below (remove this line)"]),
        ("add_ons: {a: {}, a: {}}\n", [("groups.yml:1:18: error[E110] add_ons.a: duplicate key, first set on line 1, column 11 "
                                       "(keep one of them)")]),
        ("a: *b\n", ["groups.yml:1:4: error[E107] a: alias '*b' has no anchor before it"]),
        ("a: &duo_pro b\nc: *duo_pr\n", [("groups.yml:2:4: error[E107] c: alias '*duo_pr' has no anchor before it "
                                       "(did you mean 'duo_pro'?)")]),
        ("a: &b [*b]\n", ["groups.yml:1:8: error[E107] a[0]: alias '*b' has no anchor before it"]),
        ("a: &b c\n*b : d\n", ["groups.yml:2:1: error[E107] alias '*b' is not allowed (write the value itself here)"]),
        ("a: &b !c d\n", ["groups.yml:1:7: error[E108] a: tag '!c' is not allowed (remove it)"]),
        ("a: {<<: b}\n", [("groups.yml:1:5: error[E107] a: the merge key '<<' takes fields, and this is a text "
                          "(write the fields themselves, or an alias of fields)")]),
        ("a: 'b\n", ["groups.yml:1:4: error[E100] the quote ' that opens here is not closed (add the closing ')"]),
        ("--- a\n--- b\n", [("groups.yml:2:1: error[E105] a second document begins here, and a file holds one "
                            "(move it to a file of its own)")]),
        ("a: b\u202e\n", [("groups.yml:1:5: error[E103] the character U+202E (right-to-left override) is not allowed "
                          "(remove it)")]),
        ("a: \"\\u202e\"\n", [("groups.yml:1:5: error[E103] the escape \\u202e stands for the character U+202E "
                              "(right-to-left override), which is not allowed (remove it)")]),
        (b"a: \xff\n", ["groups.yml:1:4: error[E102] the file is not UTF-8: byte 0xFF at offset 3 (save it as UTF-8)"]),
        ("a: b\n".encode("utf-16"), [("groups.yml:1:1: error[E102] the file is not UTF-8: from its first byte (0xFF) on it "
                                     "looks like UTF-16 (save it as UTF-8 without byte order mark)")]),
        ("<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> x\n", [("groups.yml:1:1: error[E118] merge conflict, up to line 5 "
                                                          "(keep the lines that are right, and remove the markers)")]),
        (b"#" * (16 * 1024 * 1024 + 1), [("groups.yml: error[E101] the file is larger than 16 MiB (16,777,216 bytes) "
                                          "(remove what does not belong in it)")]),
        ("[" * 100_000, ["groups.yml:1:9: error[E104] [0][0][0][0][0][0][0][0]: nested deeper than 8 levels"]),
    ],
)  # fmt: skip
def test_what_cannot_be_made_sense_of_is_told_at_its_place(
    text: str | bytes, expected: list[str], tmp_path: Path
) -> None:
    assert complaints(lambda: from_groups(tmp_path, text)) == expected


def test_a_mistake_in_a_group_is_told_once_for_all_its_members(tmp_path: Path) -> None:
    text = group("    min_gitlab_version: 16.10\n    add_ons: [d]\n").replace("p: {", f"q: {{{MUST}}}\n      p: {{")

    assert complaints(lambda: from_groups(tmp_path, text)) == [
        (
            "groups.yml:4:25: error[E204] min_gitlab_version: without quotes, 16.10 is read as a number by YAML tools "
            "(write '16.10')"
        )
    ]


def test_a_name_that_does_not_exist_is_told_in_the_words_of_this_layout(tmp_path: Path) -> None:
    text = group("    add_ons: [aa]\n", "services:\n  s: {unit_primitives: [q]}\n")

    with pytest.raises(InvalidConfig) as error:
        from_groups(tmp_path, text)

    assert [(str(problem), problem.help) for problem in error.value.problems] == [
        (
            "groups.yml:3:25: error[E301] unit_primitives[0]: unknown unit primitive 'q'",
            "unit primitives stand in this file, below unit_primitive_groups",
        ),
        (
            "groups.yml:6:15: error[E301] add_ons[0]: unknown add-on 'aa' (did you mean 'a'?)",
            "add-ons stand in this file, below add_ons",
        ),
    ]


def test_one_unit_primitive_in_two_groups_is_an_error(tmp_path: Path) -> None:
    text = f"unit_primitive_groups:\n  g: {{unit_primitives: {{p: {{{MUST}}}}}}}\n  h: {{unit_primitives: {{p: {{{MUST}}}}}}}\n"

    assert complaints(lambda: from_groups(tmp_path, text)) == [
        "groups.yml:3:25: error[E302] name: unit primitive 'p' cannot be told from that of groups.yml: the same name"
    ]


def test_a_file_may_be_as_large_as_an_export_of_ten_thousand_unit_primitives(tmp_path: Path) -> None:
    assert from_groups(tmp_path, group("").encode("utf-8") + b"#" * 6_000_000).files


def bomb(of: str, following: str) -> str:
    """Thirty anchors, each of which stands for ten of the one before it."""
    lines = [f"a0: &a0 {of}", *(f"a{n}: &a{n} {following.replace('*', f'*a{n - 1}')}" for n in range(1, 31))]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            bomb("[x]", f"[{', '.join('*' * 10)}]"),
            "with all aliases followed, the file holds more than 500,000 values (remove what does not belong in it)",
        ),
        (
            bomb("[]", f"[{', '.join('*' * 10)}]"),
            "with all aliases followed, the file holds more than 500,000 values (remove what does not belong in it)",
        ),
        (bomb("{x: y}", "{<<: [*, *, *], k: 1}"), "nested deeper than 8 levels"),
        (bomb("{x: y}", "{<<: *, j: *, k: *}"), "nested deeper than 8 levels"),
        (bomb("x", "{j: *, k: *}"), "nested deeper than 8 levels"),
    ],
)
def test_a_file_that_grows_beyond_all_measure_is_refused_before_it_does(
    text: str, expected: str, tmp_path: Path
) -> None:
    (found,) = complaints(lambda: from_groups(tmp_path, text))

    assert found.endswith(expected)


@pytest.mark.parametrize("line", ["a{}: *b\n", "%TAG !{} x\n"])
def test_a_file_of_mistakes_is_not_read_to_its_end(tmp_path: Path, line: str) -> None:
    text = "".join(line.format(number) for number in range(2_000))

    assert len(complaints(lambda: from_groups(tmp_path, text))) == 1_000


@pytest.mark.parametrize(("line", "lines"), [("\n", 10), ("\r", 10), ("\r\n", 10), ("\n", 11), ("\r\n", 11)])
def test_a_file_has_so_many_lines_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, lines: int
) -> None:
    monkeypatch.setattr("site_builder.source.layouts.whole.MAX_LINES", 10)

    (found,) = complaints(lambda: from_groups(tmp_path, (line * lines).encode()))

    assert ("the file has more than 10 lines (remove what does not belong in it)" in found) == (lines > 10)

"""A config directory becomes entities, or one list of everything that is wrong in any of its files."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version

from site_builder.catalog import AddOn, BackendService, GitlabRealm, Service, UnitPrimitive, name_problems
from site_builder.problems import EnvironmentProblem, InvalidConfig, Span
from site_builder.source import Configuration, InvalidFiles, load
from tests.trees import CONFIG, primitive, printed, problems, schemas, write_tree

Tree = Callable[[str], Path]


def loaded(config: Path, label: str = "config") -> Configuration:
    return load(config, schemas(), label)


def test_every_field_gets_its_meaning(config_tree: Tree) -> None:
    config = config_tree("""
        -- unit_primitives/duo_chat.yml --
        ---
        name: duo_chat
        description: |
          Opens a chat.
        status: beta
        milestone: "16.6"
        group: group::duo_chat
        feature_category: duo_chat
        documentation_url: https://docs.gitlab.com/
        cut_off_date: 2024-10-17T02:00:00+02:00
        min_gitlab_version: '16.10'
        alias_names: [chat]
        add_ons:
          - duo_pro
          - duo_core
        license_types: []
        """)

    assert loaded(config).entities == (
        UnitPrimitive(
            name="duo_chat",
            description="Opens a chat.",
            status="beta",
            milestone=Version("16.6"),
            group="group::duo_chat",
            feature_category="duo_chat",
            documentation_url="https://docs.gitlab.com/",
            cut_off_date=datetime(2024, 10, 17, tzinfo=UTC),
            min_gitlab_version=Version("16.10"),
            alias_names=("chat",),
            add_ons=("duo_pro", "duo_core"),
        ),
    )


def test_entities_of_every_kind_are_read(config_tree: Tree) -> None:
    config = config_tree(
        primitive()
        + "-- add_ons/duo_pro.yml --\nname: duo_pro\n"
        + "-- backend_services/x.yml --\nname: x\njwt_aud: y\n"
        + "-- gitlab_realms/self_managed.yml --\nname: self-managed\nlegacy_realm: self-managed\n"
        + "-- services/s.yml --\nname: s\nbasic_unit_primitive: duo_chat\ngitlab_realm: [gitlab-com]\n"
    )

    assert loaded(config).entities[1:] == (
        AddOn(name="duo_pro"),
        GitlabRealm(name="self-managed", legacy_realm="self-managed"),
        BackendService(name="x", jwt_aud="y"),
        Service(name="s", basic_unit_primitive="duo_chat", gitlab_realm=("gitlab-com",)),
    )


def test_an_entity_knows_its_file_and_where_each_value_stands(config_tree: Tree) -> None:
    config = config_tree(primitive() + "-- add_ons/x.yml --\n\ufeffname: x\n")

    source = loaded(config, label="my/config").entities[1].source

    assert source is not None
    assert (source.label, source.path, source.lines) == ("my/config", "add_ons/x.yml", ("name: x", ""))
    assert source.spans == {"name": Span(1, 7, 1)}


def test_warnings_stand_beside_the_entities(config_tree: Tree) -> None:
    config = config_tree(
        primitive()
        + "-- backend_services/b.yml --\n\ufeffname: b\nproject_url: unknown\n-- zzz/x.yml --\n-- add_ons/a.yaml --\n"
    )

    assert printed(loaded(config).warnings) == [
        "config/add_ons/a.yaml: warning[W115] this file is not read (names of files that are read end in .yml)",
        (
            "config/backend_services/b.yml:1:1: warning[W103] the file begins with a byte order mark, U+FEFF "
            "(save it as UTF-8 without byte order mark)"
        ),
        "config/backend_services/b.yml:2:14: warning[W216] project_url: 'unknown' says nothing (leave the line out)",
        "config/zzz: warning[W704] this directory is not read",
    ]


def test_problems_of_all_files_are_told_at_once_in_order(config_tree: Tree) -> None:
    config = config_tree(
        "-- unit_primitives/b.yml --\nname: A B\nadd_ons: x\n"
        "-- unit_primitives/a.yml --\nname: a\ndescription: A.\ngroup: x\nfeature_category: a\nstatus: z\n"
        "-- services/empty.yml --\n"
        "-- add_ons/x.yml --\nname: y\nx: y\n-- add_ons/x.yaml --\n-- license_types --\n"
    )

    assert printed(problems(config)) == [
        "config/add_ons/x.yaml: warning[W115] this file is not read (names of files that are read end in .yml)",
        (
            "config/add_ons/x.yml:1:7: error[E210] name: name 'y' is not the file's name "
            "(rename the file to y.yml, or write name: x)"
        ),
        "config/add_ons/x.yml:2:1: error[E202] x: unknown field",
        "config/license_types: error[E113] this is a file, and is not read",
        "config/services/empty.yml: error[E111] the file is empty",
        (
            "config/unit_primitives/a.yml:1:1: error[E201] documentation_url: this required field is missing "
            "(add a line like documentation_url: https://docs.gitlab.com/user/gitlab_duo_chat/)"
        ),
        "config/unit_primitives/a.yml:3:8: error[E215] group: 'x' is not of the form group::name (write 'group::x')",
        "config/unit_primitives/a.yml:5:9: error[E212] status: 'z' is not one of experiment, beta, generally_available",
        (
            "config/unit_primitives/b.yml:1:1: error[E201] description: this required field is missing "
            "(add a line like description: Opens a chat in which users ask about GitLab, about code and about their own work.)"
        ),
        (
            "config/unit_primitives/b.yml:1:1: error[E201] documentation_url: this required field is missing "
            "(add a line like documentation_url: https://docs.gitlab.com/user/gitlab_duo_chat/)"
        ),
        (
            "config/unit_primitives/b.yml:1:1: error[E201] feature_category: this required field is missing "
            "(add a line like feature_category: duo_chat)"
        ),
        (
            "config/unit_primitives/b.yml:1:1: error[E201] group: this required field is missing "
            "(add a line like group: group::duo_chat)"
        ),
        "config/unit_primitives/b.yml:1:7: error[E209] name: 'A B' is not of the form of a name (write 'a_b')",
        (
            "config/unit_primitives/b.yml:2:10: error[E203] add_ons: a list belongs here, not text "
            "(write '- x' on the line below)"
        ),
    ]


@pytest.mark.parametrize("text", ["", "-- unit_primitives/README.md --\n", "-- add_ons/x.yml --\nname: x\n"])
def test_a_site_without_unit_primitives_is_a_mistake(config_tree: Tree, text: str) -> None:
    (problem,) = problems(config_tree(text))

    assert str(problem) == "config/unit_primitives: error[E117] no unit primitives at all"
    assert problem.help == "each is a file in unit_primitives, with a name that ends in .yml"


def test_a_misspelt_directory_is_told_beside_the_empty_site(config_tree: Tree) -> None:
    assert printed(problems(config_tree(primitive().replace("unit_primitives", "unit-primitives")))) == [
        "config/unit-primitives: warning[W704] this directory is not read (did you mean 'unit_primitives'?)",
        "config/unit_primitives: error[E117] no unit primitives at all",
    ]


def test_broken_unit_primitives_are_not_none_at_all(config_tree: Tree) -> None:
    assert printed(problems(config_tree("-- unit_primitives/x.yml --\n"))) == [
        "config/unit_primitives/x.yml: error[E111] the file is empty"
    ]
    assert printed(problems(config_tree("-- unit_primitives/x.yml --\n---\n")), "E117") == []


@pytest.mark.parametrize(
    ("file", "name", "expected"),
    [
        ("a", "b", "name 'b' is not the file's name (rename the file to b.yml, or write name: a)"),
        (
            "self-managed",
            "self-managed",
            "name 'self-managed' is not the file's name (rename the file to self_managed.yml)",
        ),
        ("A", "a", "name 'a' is not the file's name (rename the file to a.yml)"),
        ("con", "a", "name 'a' is not the file's name (rename the file to a.yml)"),
        ("index", "a", "name 'a' is not the file's name (rename the file to a.yml)"),
        ("x" * 65, "a", "name 'a' is not the file's name (rename the file to a.yml)"),
        ("a.b", "a", "name 'a' is not the file's name (rename the file to a.yml)"),
        (r"\x1b", "a", "name 'a' is not the file's name (rename the file to a.yml)"),
    ],
)
def test_a_name_is_that_of_its_file(config_tree: Tree, file: str, name: str, expected: str) -> None:
    config = config_tree(primitive() + f"-- gitlab_realms/{file}.yml --\nname: {name}\n")

    assert printed(problems(config), "E210") == [f"config/gitlab_realms/{file}.yml:1:7: error[E210] name: {expected}"]


def test_a_name_that_is_none_is_not_held_against_the_file_too(config_tree: Tree) -> None:
    config = config_tree(primitive() + "-- add_ons/x.yml --\nname: Y\n-- services/x.yml --\nname: 1\n")

    assert [problem.code for problem in problems(config)] == ["E209", "E209"]


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_names_that_windows_gives_to_devices_are_refused(config_tree: Tree, name: str) -> None:
    config = config_tree(primitive() + f"-- add_ons/{name}.yml --\nname: {name}\n")

    assert printed(problems(config)) == [
        f"config/add_ons/{name}.yml:1:7: error[E209] name: '{name}' is reserved on Windows (choose another name)"
    ]


def test_a_name_or_category_may_not_be_that_of_a_page(config_tree: Tree) -> None:
    config = config_tree(primitive("index").replace("feature_category: duo_chat", "feature_category: index"))

    assert printed(problems(config)) == [
        "config/unit_primitives/index.yml:1:7: error[E214] name: 'index' is the name of a page (choose another name)",
        (
            "config/unit_primitives/index.yml:4:19: error[E214] feature_category: 'index' is the name of a page "
            "(choose another name)"
        ),
    ]


def test_a_config_directory_that_is_none_is_not_the_author_s_turn(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match=r"error\[E703\] no config directory here$"):
        loaded(tmp_path / "nowhere")


def test_a_name_of_bytes_that_are_no_text_is_shown_in_every_message(config_tree: Tree) -> None:
    config = config_tree(primitive())
    Path(os.fsdecode(os.fsencode(config) + b"/unit_primitives/\xff.yml")).write_bytes(b"name: x\n")

    assert [line for line in printed(problems(config)) if "E210" in line] == [
        r"config/unit_primitives/\xff.yml:1:7: error[E210] name: name 'x' is not the file's name (rename the file to x.yml)"
    ]


def test_the_content_hash_changes_with_every_byte_and_every_name(tmp_path: Path) -> None:
    texts = [
        primitive("a"),
        primitive("a") + "# more\n",
        primitive("a") + primitive("b"),
        primitive("b"),
        primitive("a") + "-- add_ons/x.yml --\nname: x\n",
        primitive("a") + "-- license_types/x.yml --\nname: x\n",
    ]
    hashes = [loaded(write_tree(tmp_path / str(number), text)).content_hash for number, text in enumerate(texts)]

    assert len(set(hashes)) == len(texts)
    assert loaded(write_tree(tmp_path / "again", texts[0])).content_hash == hashes[0]


def test_thousands_of_problems_are_all_told(config_tree: Tree) -> None:
    config = config_tree(
        primitive("a", "alias_names:\n" + "  - Bad Name\n" * 5000)
        + primitive("b", "add_ons: [" + "x, " * 5000 + "x]\n")
        + primitive("c", "".join(f"field_{number}: x\n" for number in range(5000)))
    )

    codes = [problem.code for problem in problems(config)]

    assert {code: codes.count(code) for code in set(codes)} == {"E209": 5000, "E211": 4999 + 5000, "E202": 5000}


def test_thousands_of_unknown_references_on_one_line_are_all_told(config_tree: Tree) -> None:
    config = config_tree(primitive(more="add_ons: [" + ", ".join(f"x{number:05}" for number in range(10_000)) + "]\n"))

    found = [problem for problem in problems(config) if problem.code == "E301"]

    assert len(found) == 10_000
    assert found[-1].field == "add_ons[9999]"
    assert found[-1].column == 11 + 9_999 * 8


def test_an_invalid_config_prints_as_its_problems(config_tree: Tree) -> None:
    with pytest.raises(InvalidConfig) as error:
        loaded(config_tree(primitive("A") + primitive("b", "x: y\n")))

    assert str(error.value).splitlines() == printed(error.value.problems)
    assert len(error.value.problems) == 2


def test_the_real_configuration_is_read_without_a_warning() -> None:
    found = loaded(CONFIG)

    assert found.warnings == ()
    assert len(found.entities) == 61 + 7 + 5 + 2 + 3 + 8


def test_reading_a_configuration_imports_no_networkx() -> None:
    code = "import sys, site_builder.source, site_builder.catalog; print('networkx' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "False\n"


WORDS = st.sampled_from(
    [
        *(
            "duo_chat",
            "duo_pro",
            "premium",
            "a",
            "index",
            "con",
            "unknown",
            "_irrelevant",
            "beta",
            "saas",
            "gitlab-com",
        ),
        *("yes", "16.10", "'16.9'", "2024-10-17", "2024-10-17T00:00:00Z", "~", "''", "'x\u00a0y'", "d\u043eg"),
        *("group::x", "group:x", "https://x.com/", "http://x.com/", "[[a]]"),
    ]
)
VALUES = WORDS | st.just("|\n  a\n") | st.lists(WORDS, max_size=3).map(lambda words: f"[{', '.join(words)}]")


@given(st.data())
def test_any_values_of_any_fields_have_an_answer(data: st.DataObject) -> None:
    with TemporaryDirectory() as directory:
        config = Path(directory) / "config"
        for kind, name in (("unit_primitive", "duo_chat"), ("add_on", "duo_pro"), ("service", "a")):
            stated = data.draw(st.dictionaries(st.sampled_from(list(schemas()[kind].fields)), VALUES))
            text = "".join(f"{field}: {value}\n" for field, value in {"name": name, **stated}.items())
            base = primitive(name).partition("\n")[2] if kind == "unit_primitive" and data.draw(st.booleans()) else ""
            kept = "".join(line + "\n" for line in base.splitlines() if line.partition(":")[0] not in {"name", *stated})
            write_tree(config, f"-- {kind}s/{name}.yml --\n{text}{kept}")

        assert all(line.isprintable() for line in printed(problems(config)))


def test_what_stands_where_a_file_or_a_directory_belongs_hides_no_names_of_others(
    config_tree: Tree,
) -> None:
    config = config_tree(
        primitive(more="backend_services: [ai_gateway]\nadd_ons: [duo_pro, duo_prro]\ngitlab_realms: [self-managed]\n")
    )
    (config / "add_ons").mkdir()
    (config / "add_ons/duo_pro.yml").symlink_to("/etc/hostname")
    (config / "gitlab_realms").mkdir()
    (config / "gitlab_realms/self_managed.yml").mkdir()
    (config / "backend_services").symlink_to("/etc")

    with pytest.raises(InvalidFiles) as caught:
        load(config, schemas())

    unknown = "config/unit_primitives/duo_chat.yml:7:20: error[E301] add_ons[1]: unknown add-on 'duo_prro'"
    found = [*caught.value.problems, *name_problems(caught.value.entities, caught.value.unread)]
    assert printed(found) == [
        "config/add_ons/duo_pro.yml: error[E113] this is a link, and is not read",
        "config/backend_services: error[E113] this is a link, and is not read",
        "config/gitlab_realms/self_managed.yml: error[E113] this is a directory, and is not read",
        f"{unknown} (did you mean 'duo_pro'?)",
    ]

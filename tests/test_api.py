"""The library as programs use it: what its own documentation shows, what it promises, and what it does not load."""

import ast
import copy
import doctest
import operator
import pickle
import re
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

import pytest
from packaging.version import Version

import site_builder
from site_builder import (
    Catalog,
    Entity,
    EnvironmentProblem,
    InvalidConfig,
    Problem,
    Severity,
    UnitPrimitive,
    find_problems,
    load_catalog,
    parse_version,
)
from site_builder.catalog import LeftOut
from site_builder.source import Override
from tests import tooling
from tests.site.making import write_config

CONFIG = """
    -- unit_primitives/duo_chat --
    cut_off_date: 2024-10-17T00:00:00+00:00
    min_gitlab_version: '16.10'
    add_ons: [duo_pro]
    gitlab_realms: [self-managed, saas]
    alias_names: [chat]
    backend_services: [ai_gateway]
    -- unit_primitives/explain_code --
    add_ons: [duo_core, duo_pro]
    backend_services: [ai_gateway]
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- gitlab_realms/saas --
    -- gitlab_realms/self-managed --
    -- backend_services/ai_gateway --
    """
# What only the site needs.
OF_THE_SITE = (
    *(
        "click",
        "http",
        "graphviz",
        "icalendar",
        "jinja2",
        "markdown",
        "networkx",
        "nh3",
        "pygraphviz",
        "questionary",
        "xlsxwriter",
    ),
    *("site_builder.source.editor", "site_builder.source.layouts", "site_builder.source.saving"),
    *("site_builder.source.git", "site_builder.source.history", "site_builder.catalog.changes", "subprocess"),
)


class Status(StrEnum):
    """A text that is of a type of its own."""

    BETA = "beta"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_config(tmp_path / "config", CONFIG)


@pytest.fixture
def catalog(config: Path) -> Catalog:
    return load_catalog(config)


def names(found: Iterable[Entity]) -> list[str]:
    return [entity.name for entity in found]


def test_the_examples_of_the_documentation_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tooling.ROOT)

    result = doctest.testmod(site_builder)

    assert (result.failed, result.attempted > 15) == (0, True)


def test_the_readme_shows_examples_that_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tooling.ROOT)
    text = (tooling.ROOT / "README.md").read_text(encoding="utf-8")
    blocks = [block.partition("```")[0] for block in text.split("```python\n")[1:]]

    assert blocks
    for block in blocks:
        example = doctest.DocTestParser().get_doctest(block, {}, "README", "README.md", 0)
        assert example.examples
        assert doctest.DocTestRunner().run(example).failed == 0


def test_everything_that_is_offered_is_there_and_nothing_else_is_listed() -> None:
    for name in site_builder.__all__:
        assert getattr(site_builder, name) is not None
    assert dir(site_builder) == site_builder.__all__ == sorted(site_builder.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'load_catalogue'"):
        site_builder.load_catalogue  # noqa: B018


def test_what_type_checkers_see_is_what_there_is() -> None:
    (guarded,) = (
        node
        for node in ast.parse(Path(site_builder.__file__).read_text(encoding="utf-8")).body
        if isinstance(node, ast.If)
    )
    seen = [alias.name for node in guarded.body if isinstance(node, ast.ImportFrom) for alias in node.names]

    assert sorted(seen) == site_builder.__all__
    assert (Path(site_builder.__file__).parent / "py.typed").is_file()


def test_loading_a_catalog_loads_nothing_that_only_the_site_needs(config: Path) -> None:
    program = (
        "import sys; import site_builder; early = set(sys.modules); site_builder.load_catalog(sys.argv[1]); "
        f"print([name for name in {OF_THE_SITE} if name in sys.modules], {{'yaml', 'jsonschema_rs'}} & early)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, config], cwd=tooling.ROOT, capture_output=True, text=True, check=True
    )

    assert told.stdout == "[] set()\n"


def test_both_ends_of_a_relation_are_there(catalog: Catalog) -> None:
    assert catalog.unit_primitives["explain_code"].add_ons == ("duo_core", "duo_pro")
    assert catalog.add_ons["duo_pro"].unit_primitives == ("duo_chat", "explain_code")
    assert catalog.backend_services["ai_gateway"].unit_primitives == ("duo_chat", "explain_code")


def test_an_entity_is_found_by_its_name_or_a_former_one(catalog: Catalog) -> None:
    chat = catalog.unit_primitives["duo_chat"]

    assert catalog.unit_primitives.find_by_name("duo_chat") is chat
    assert catalog.unit_primitives.find_by_name("chat") is chat
    assert catalog.unit_primitives.find_by_name("duo_chta") is None
    assert catalog.add_ons.find_by_name("chat") is None


def test_entities_are_walked_over_in_the_order_of_their_names(catalog: Catalog) -> None:
    assert names(catalog.unit_primitives) == names(catalog.unit_primitives.all) == ["duo_chat", "explain_code"]
    assert isinstance(catalog.unit_primitives.all, tuple)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["duo_chat", "explain_code"]),
        ({"add_ons": "duo_pro"}, ["duo_chat", "explain_code"]),
        ({"add_ons": "duo_pro", "gitlab_realms": "saas"}, ["duo_chat"]),
        ({"add_ons": "duo_pro", "gitlab_realms": None}, ["explain_code"]),
        ({"gitlab_realms": ()}, ["explain_code"]),
        ({"add_ons": "nothing"}, []),
        ({"min_gitlab_version": "16.10"}, ["duo_chat"]),
        ({"min_gitlab_version": "16.10.0"}, ["duo_chat"]),
        ({"min_gitlab_version": "16.1"}, []),
        ({"cut_off_date": "2024-10-17T00:00:00Z"}, ["duo_chat"]),
        ({"cut_off_date": "2024-10-17 00:00:00 UTC"}, ["duo_chat"]),
        ({"cut_off_date": datetime(2024, 10, 17, tzinfo=UTC)}, ["duo_chat"]),
        ({"gitlab_realms": []}, ["explain_code"]),
        ({"cut_off_date": None}, ["explain_code"]),
        ({"deprecated": False, "group": "group::duo_chat"}, ["duo_chat", "explain_code"]),
        ({"deprecated": True}, []),
    ],
)
def test_entities_are_narrowed_down_by_what_they_state(
    catalog: Catalog, wanted: dict[str, object], found: list[str]
) -> None:
    assert names(catalog.unit_primitives.where(**wanted)) == found


def test_what_was_narrowed_down_can_be_narrowed_further(catalog: Catalog) -> None:
    assert names(catalog.unit_primitives.where(add_ons="duo_pro").where(gitlab_realms="saas")) == ["duo_chat"]


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        ({"addons": "duo_pro"}, AttributeError),
        ({"min_gitlab_version": "16"}, ValueError),
        ({"min_gitlab_version": 16.10}, ValueError),
        ({"milestone": "rubbish"}, ValueError),  # though none of them states one
        ({"cut_off_date": "2024-10-17"}, ValueError),
        ({"cut_off_date": datetime(2024, 10, 17)}, ValueError),  # noqa: DTZ001
        ({"add_ons": ("duo_core", "duo_pro")}, ValueError),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    catalog: Catalog, wanted: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        catalog.unit_primitives.where(**wanted)
    with pytest.raises(error):
        catalog.unit_primitives.where(deprecated=True).where(**wanted)  # of nothing


@pytest.mark.parametrize("wanted", [16, 16.1])
def test_a_number_for_a_version_is_told_what_is_true_of_each_of_them(catalog: Catalog, wanted: float) -> None:
    with pytest.raises(
        ValueError, match=re.escape("write it as text, as '16.10', since 16.1 and 16.10 are one number")
    ):
        catalog.unit_primitives.where(min_gitlab_version=wanted)


def test_nothing_can_be_changed(catalog: Catalog) -> None:
    def refused(change: Callable[[], object]) -> None:
        with pytest.raises((AttributeError, TypeError)):
            change()

    refused(lambda: setattr(catalog, "kinds", {}))
    refused(lambda: setattr(catalog.unit_primitives["duo_chat"], "add_ons", ()))
    refused(lambda: operator.setitem(cast(Any, catalog.kinds), "add_ons", ()))
    refused(lambda: operator.setitem(cast(Any, catalog.unit_primitives), "x", 1))


@pytest.mark.parametrize("again", [copy.deepcopy, lambda catalog: pickle.loads(pickle.dumps(catalog))])
def test_a_catalog_is_copied_and_sent_to_other_processes(catalog: Catalog, again: Callable[[Catalog], Catalog]) -> None:
    twin = again(catalog)

    assert twin == catalog
    assert twin is not catalog
    public = Catalog.of(tuple(catalog), LeftOut(kinds=frozenset({"service"})))
    assert again(public).left_out == public.left_out != catalog.left_out
    assert names(twin.unit_primitives.where(add_ons="duo_core")) == names(
        catalog.unit_primitives.where(add_ons="duo_core")
    )


def test_what_is_set_is_merged_over_the_files_field_by_field(config: Path) -> None:
    before = (config / "unit_primitives/duo_chat.yml").read_bytes()
    catalog = load_catalog(
        config,
        override={
            "unit_primitives": {
                "duo_chat": {"add_ons": ["duo_core"], "min_gitlab_version": "17.0", "cut_off_date": None},
                "new_one": {
                    "description": "Does: \"this\", 'that'\n# and more \\ \u00e9.",
                    "group": "group::new",
                    "feature_category": "new",
                    "documentation_url": "https://docs.gitlab.com/",
                    "cut_off_date": datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC),
                },
            },
            "gitlab_realms": {"self-managed": {"legacy_realm": "self-managed"}},
            "add_ons": {"duo_max": {}},
        },
    )
    chat, new = catalog.unit_primitives["duo_chat"], catalog.unit_primitives["new_one"]

    assert (chat.add_ons, str(chat.min_gitlab_version), chat.cut_off_date) == (("duo_core",), "17.0", None)
    assert (chat.gitlab_realms, chat.alias_names) == (("self-managed", "saas"), ("chat",))
    assert new.description == "Does: \"this\", 'that'\n# and more \\ \u00e9."
    assert new.cut_off_date == datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert catalog.gitlab_realms["self-managed"].legacy_realm == "self-managed"
    assert catalog.add_ons.names == ("duo_core", "duo_max", "duo_pro")
    assert (config / "unit_primitives/duo_chat.yml").read_bytes() == before


@pytest.mark.parametrize(
    ("override", "told"),
    [
        ("add_ons", "override is of type str, not a mapping of kinds"),
        ({"add_ons": ["duo_max"]}, "override['add_ons'] is of type list, not a mapping of names"),
        ({"add_ons": {"duo_max": "Sells."}}, "override['add_ons']['duo_max'] is of type str, not a mapping of fields"),
        ({1: {}}, "override has 1 among its kinds, which are texts"),
        ({"add_ons": {("duo",): {}}}, "override['add_ons'] has ('duo',) among its names, which are texts"),
        (
            {"add_ons": {"duo_max": {None: "x"}}},
            "override['add_ons']['duo_max'] has None among its fields, which are texts",
        ),
    ],
)
def test_what_is_set_in_another_form_is_refused_with_its_place(config: Path, override: Any, told: str) -> None:
    with pytest.raises(TypeError, match=re.escape(told)):
        load_catalog(config, override=override)


def test_what_is_set_to_nothing_is_left_out(config: Path) -> None:
    catalog = load_catalog(config, override={"unit_primitives": {"explain_code": None}})

    assert catalog.unit_primitives.names == ("duo_chat",)


def test_what_stands_beside_a_set_field_is_read_as_it_was_written(config: Path) -> None:
    write_config(
        config,
        """
        -- unit_primitives/duo_chat --
        cut_off_date:\t2024-10-17 00:00:00 UTC
        min_gitlab_version: "16.9"
        add_ons: [duo_core, 'duo_pro'] # both
        -- unit_primitives/explain_code --
        status: ~
        """,
    )
    set_here = {"unit_primitives": {"duo_chat": {"description": "New."}, "explain_code": {"milestone": "17.0"}}}
    found, before = find_problems(config, override=set_here), find_problems(config)

    assert [(it.code, it.message) for it in found] == [(it.code, it.message) for it in before]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"min_gitlab_version": parse_version("16.11")}, "16.11"),
        ({"min_gitlab_version": "16.11"}, "16.11"),
        ({"cut_off_date": "2024-10-17T00:00:00Z"}, datetime(2024, 10, 17, tzinfo=UTC)),
        ({"cut_off_date": "2024-10-17 00:00:00 UTC"}, datetime(2024, 10, 17, tzinfo=UTC)),
        ({"add_ons": {"duo_pro", "duo_core"}}, ("duo_core", "duo_pro")),
        ({"add_ons": frozenset({"duo_pro"})}, ("duo_pro",)),
        ({"add_ons": deque(["duo_pro", "duo_core"])}, ("duo_pro", "duo_core")),
        ({"description": "yes"}, "yes"),
        ({"description": "16.9: [not, a, list] # at all"}, "16.9: [not, a, list] # at all"),
        ({"description": "w " * 300 + "w"}, "w " * 300 + "w"),
        ({"status": Status.BETA}, "beta"),
    ],
)
def test_values_of_python_are_taken_as_what_they_mean(
    config: Path, fields: dict[str, object], expected: object
) -> None:
    problems = find_problems(config, override={"unit_primitives": {"duo_chat": fields}})
    chat = load_catalog(config, override={"unit_primitives": {"duo_chat": fields}}).unit_primitives["duo_chat"]

    (found,) = (getattr(chat, field) for field in fields)
    assert (str(found) if isinstance(found, Version) else found) == expected
    assert {problem.code for problem in problems} <= {"W402"}


def test_setting_nothing_changes_nothing(config: Path) -> None:
    whole: dict[str, dict[str, dict[str, object]]] = {
        "unit_primitives": {"duo_chat": {}, "explain_code": {}},
        "add_ons": {"duo_pro": {}},
    }

    assert load_catalog(config, override=whole).kinds == load_catalog(config).kinds


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"add_ons": ["duo_prro"]}, "E301] add_ons[0]: unknown add-on 'duo_prro' (did you mean 'duo_pro'?)"),
        ({"min_gitlab_version": 16.1}, "E204] min_gitlab_version: "),
        ({"add_ons": "duo_pro"}, "E203] add_ons: "),
        ({"cut_off_date": datetime(2024, 10, 17)}, "E207] cut_off_date: "),  # noqa: DTZ001
        ({"colour": "red"}, "E202] colour: "),
        ({"description": True}, "E204] description: "),
        ({"name": "other"}, "E210] name: "),
        ({"description": {"a": [1]}}, "E203] description: "),
    ],
)
def test_what_is_set_is_checked_as_if_it_stood_in_the_file(
    config: Path, fields: dict[str, object], message: str
) -> None:
    with pytest.raises(InvalidConfig) as error:
        load_catalog(config, override={"unit_primitives": {"duo_chat": fields}})

    (problem,) = error.value.problems
    assert str(problem).startswith("override/unit_primitives/duo_chat.yml:")
    assert message in str(problem)


def test_a_name_with_half_of_a_surrogate_pair_is_an_error_as_in_a_value(config: Path) -> None:
    override = {"add_ons": {"\ud800": {"description": "Sells."}}}

    with pytest.raises(InvalidConfig) as error:
        load_catalog(config, override=override)

    assert str(error.value) == (
        r"override/add_ons/\ud800.yml:1:8: error[E103] the escape \uD800 stands for the character "
        "U+D800 (half of a surrogate pair), which is not allowed (write the character itself)"
    )
    assert find_problems(config, override=override) == error.value.problems


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ({"addons": {}}, "E202] unknown kind 'addons' (did you mean 'add_ons'?)"),
        ({"groups": {}}, "E202] groups have no files, so that nothing can be set for them"),
        (
            {"unit_primitives": {"duo_chta": None}},
            "E301] there is no unit primitive 'duo_chta' to leave out (did you mean 'duo_chat'?)",
        ),
        (
            {"gitlab_realms": {"self-managed": {}, "self_managed": {}}},
            "E302] 'self-managed' and 'self_managed' are one GitLab realm",
        ),
    ],
)
def test_what_the_catalog_does_not_have_is_told_with_what_was_meant(
    config: Path, override: Override, message: str
) -> None:
    with pytest.raises(InvalidConfig) as error:
        load_catalog(config, override=override)

    assert str(error.value) == f"override: error[{message}"


def test_all_errors_are_in_the_exception_and_warnings_beside_them_in_the_list(config: Path) -> None:
    write_config(
        config, "-- unit_primitives/duo_chat --\nadd_ons: [duo_prro]\n-- unit_primitives/b --\nstatus: gamma\n"
    )

    with pytest.raises(InvalidConfig) as error:
        load_catalog(config)
    found = find_problems(config)

    assert [problem.code for problem in error.value.problems] == ["E212", "E301"]
    assert [problem for problem in found if problem.severity is Severity.ERROR] == list(error.value.problems)


def test_a_sound_configuration_has_warnings_at_the_most(config: Path) -> None:
    found = find_problems(config)

    assert {type(problem) for problem in found} == {Problem}
    assert {problem.severity for problem in found} == {Severity.WARNING}
    assert [problem.code for problem in found] == ["W402"]


def test_what_is_wrong_with_the_settings_of_the_site_is_in_the_list_and_stops_no_program(config: Path) -> None:
    (config / "site.yml").write_text("titel: A\n", encoding="utf-8")
    (found,) = (problem for problem in find_problems(config) if problem.severity is Severity.ERROR)

    assert str(found).startswith(f"{config.as_posix()}/site.yml:1:1: error[E202]")
    assert load_catalog(config).unit_primitives.names == ("duo_chat", "explain_code")


def test_a_directory_that_is_not_there_is_the_machines_trouble(tmp_path: Path) -> None:
    for ask in (load_catalog, find_problems):
        with pytest.raises(EnvironmentProblem, match="E703"):
            ask(tmp_path / "nowhere")


def test_a_path_may_be_a_text(config: Path) -> None:
    assert isinstance(load_catalog(str(config)).unit_primitives["duo_chat"], UnitPrimitive)

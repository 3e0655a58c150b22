"""`site-builder export`: the catalog in the forms that other programs read."""

import json
from pathlib import Path

import pygraphviz
import pytest
import yaml

from site_builder.site.exports.mermaid import MOST_EDGES
from tests.cli.running import Ending, run
from tests.site.making import write_config

CONFIG = """
    -- unit_primitives/duo_chat --
    cut_off_date: 2024-10-17T00:00:00+00:00
    min_gitlab_version: '16.10'
    add_ons: [duo_core, duo_pro]
    gitlab_realms: [self-managed]
    group: group::ai framework
    -- unit_primitives/explain_code --
    add_ons: [duo_pro]
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- gitlab_realms/self-managed --
    legacy_realm: self-managed
    -- services/chat --
    gitlab_realm: [self-managed]
    unit_primitives: [duo_chat, explain_code]
    """
MOMENT = "2024-10-17T00:00:00Z"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_config(tmp_path / "config", CONFIG)
    (tmp_path / "config" / "site.yml").write_text("title: Ours\nnotice: Not official.\n")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        (("legacy-services", "--realm", "gitlab-com"), "legacy/gitlab-com.yml"),
        (("legacy-services", "--realm", "self-managed"), "legacy/self-managed.yml"),
        (("catalog-json", "--as-of", MOMENT), "api/v1/catalog.json"),
        (("warehouse-csv",), "data/warehouse.csv"),
        (("graphml",), "data/catalog.graphml"),
    ],
)
def test_what_is_a_file_of_the_site_too_is_the_same_byte_by_byte(
    place: Path, arguments: tuple[str, ...], file: str
) -> None:
    run("build", "--as-of", MOMENT, cwd=place)

    ending = run("export", *arguments, cwd=place)

    assert ending == Ending(0, (place / "public" / file).read_bytes().decode(), "")
    assert len(ending.out) > 100


def test_legacy_services_are_yaml_for_one_realm(place: Path) -> None:
    ending = run("export", "legacy-services", "--realm", "self-managed", cwd=place)

    assert ending.out.startswith("# Ours: services as GitLab instances of self-managed read them.\n# Not official.\n")
    assert yaml.safe_load(ending.out)["services"]["chat"] == {
        "cut_off_date": "2024-10-17 00:00:00 UTC",
        "min_gitlab_version": "16.10",
        "bundled_with": {
            "duo_core": {"unit_primitives": ["duo_chat"]},
            "duo_pro": {"unit_primitives": ["duo_chat", "explain_code"]},
        },
    }
    assert (
        "chat"
        not in yaml.safe_load(run("export", "legacy-services", "--realm", "gitlab-com", cwd=place).out)["services"]
    )


@pytest.mark.parametrize("name", ["legacy-services", "cloud-connector-access"])
def test_an_unknown_realm_is_told_the_two_that_there_are(place: Path, name: str) -> None:
    ending = run("export", name, "--realm", "saas", cwd=place)

    assert (ending.status, ending.out) == (2, "")
    assert ending.err.splitlines()[-1] == (
        "Error: Invalid value for '--realm': 'saas' is not one of 'gitlab-com', 'self-managed'."
    )


def test_the_answer_of_graphql_is_json(place: Path) -> None:
    ending = run("export", "cloud-connector-access", "--realm", "gitlab-com", cwd=place)

    access = json.loads(ending.out)["data"]["cloudConnectorAccess"]
    assert access["availableServices"][0] == {
        "name": "duo_chat",
        "serviceStartTime": MOMENT,
        "bundledWith": ["duo_core", "duo_pro"],
    }
    assert [it["name"] for it in access["availableUnitPrimitives"]] == ["explain_code"]
    assert ending.err == ""


def test_what_no_answer_of_graphql_can_have_is_named(tmp_path: Path) -> None:
    text = "-- unit_primitives/{} --\ngitlab_realms: [{}]\n"
    given = "".join(text.format(*it) for it in (("a", "saas"), ("b", "saas, dedicated"), ("c", "dedicated")))
    realms = "-- gitlab_realms/saas --\n-- gitlab_realms/dedicated --\nlegacy_realm: self-managed\n"
    write_config(tmp_path / "config", given + realms)

    ending = run("export", "cloud-connector-access", "--realm", "self-managed", cwd=tmp_path)

    access = json.loads(ending.out)["data"]["cloudConnectorAccess"]
    assert [it["name"] for it in access["availableUnitPrimitives"]] == ["b", "c"]
    assert ending.err == "in no answer, since no realm of theirs states a legacy_realm: a\n"


def test_the_catalog_speaks_of_the_moment_that_is_asked_for(place: Path) -> None:
    assert json.loads(run("export", "catalog-json", "--as-of", MOMENT, cwd=place).out)["as_of"] == MOMENT
    assert run("export", "catalog-json", "--as-of", "soon", cwd=place).status == 2


def test_no_moment_is_read_where_none_is_asked_for(place: Path) -> None:
    assert run("export", "warehouse-csv", cwd=place, SOURCE_DATE_EPOCH="yesterday").status == 0


def test_a_part_of_the_graph_as_mermaid(place: Path) -> None:
    assert run("export", "mermaid", "--relation", "add_ons", cwd=place) == Ending(
        0,
        """\
flowchart LR
  subgraph unit_primitives["Unit primitives"]
    n0["duo_chat"]
    n1["explain_code"]
  end
  subgraph add_ons["Add-ons"]
    n2["duo_core"]
    n3["duo_pro"]
  end
  n0 -->|"is bundled with"| n2 & n3
  n1 -->|"is bundled with"| n3
""",
        "",
    )


def test_the_same_part_as_dot(place: Path) -> None:
    ending = run("export", "dot", "--relation", "group", "--relation", "add-ons", "--entity", "explain_code", cwd=place)

    with pygraphviz.AGraph(string=ending.out) as graph:
        labels = {node: node.attr["label"] for node in graph.nodes()}
        assert sorted(
            (labels[a], a_b.attr["label"], labels[b]) for a, b in graph.edges() for a_b in [graph.get_edge(a, b)]
        ) == [
            ("explain_code", "is bundled with", "duo_pro"),
            ("explain_code", "is owned by", "group::duo_chat"),
        ]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (
            ("--relation", "addons"),
            (
                "Invalid value for '--relation': unknown relation 'addons' (did you mean 'add_ons'?); there are add_ons, "
                "license_types, gitlab_realms, backend_services, unit_primitives, group, feature_category"
            ),
        ),
        (("--entity", "duo_prro"), "unknown name 'duo_prro' (did you mean 'duo_pro'?)"),
        (
            ("--entity", "duo_chat"),
            "'duo_chat' is the name of several: write one of unit_primitive/duo_chat, feature_category/duo_chat",
        ),
    ],
)
@pytest.mark.parametrize("form", ["dot", "mermaid"])
def test_a_part_that_is_not_there_is_told_what_is(
    place: Path, form: str, arguments: tuple[str, ...], complaint: str
) -> None:
    ending = run("export", form, *arguments, cwd=place)

    assert (ending.status, ending.out) == (2, "")
    assert ending.err.splitlines()[-1] == f"Error: {complaint}"


def test_a_graph_that_is_too_large_for_mermaid_is_written_and_says_so(tmp_path: Path) -> None:
    count = MOST_EDGES // 2 + 1  # each has a group and a feature category
    write_config(tmp_path / "config", "".join(f"-- unit_primitives/p{number} --\n" for number in range(count)))

    ending = run("export", "mermaid", cwd=tmp_path)

    assert ending.status == 0
    assert ending.out.count("-->") == 2 * count
    assert ending.err.startswith("502 relations in ")
    assert ending.err.endswith(
        " characters; by default Mermaid draws up to 500 in 50,000: --relation and --entity give a part\n"
    )
    assert run("export", "mermaid", "--relation", "group", cwd=tmp_path).err == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("legacy-services", "--realm", "gitlab-com"),
        ("cloud-connector-access", "--realm", "gitlab-com"),
        *((name,) for name in ("catalog-json", "warehouse-csv", "graphml", "dot", "mermaid")),
    ],
    ids=lambda arguments: str(arguments[0]),
)
def test_a_configuration_with_errors_is_not_exported(place: Path, arguments: tuple[str, ...]) -> None:
    write_config(place / "config", "-- unit_primitives/more --\nadd_ons: [duo_prro]")

    ending = run("export", *arguments, cwd=place)

    assert (ending.status, ending.out) == (1, "")
    assert "E301" in ending.err


@pytest.mark.parametrize(
    "name",
    ["legacy-services", "cloud-connector-access", "catalog-json", "warehouse-csv", "graphml", "dot", "mermaid"],
)
def test_the_help_of_every_format_shows_an_example_on_a_line_of_its_own(tmp_path: Path, name: str) -> None:
    ending = run("export", name, "--help", cwd=tmp_path)

    assert (ending.status, ending.err) == (0, "")
    assert f"\n    site-builder export {name}" in ending.out

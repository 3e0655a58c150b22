"""Contradictions: each rule on the smallest configuration that breaks it, and on one that does not."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalog import RELATIONS, Catalog, Service, lint
from tests.catalog.makers import catalog as made
from tests.catalog.makers import primitive as entity
from tests.trees import CONFIG, catalog, primitive, printed, problems

Tree = Callable[[str], Path]

ADD_ONS = "-- add_ons/duo_pro.yml --\nname: duo_pro\n-- add_ons/duo_core.yml --\nname: duo_core\n"
LICENSE = "-- license_types/premium.yml --\nname: premium\n"
DATED = "cut_off_date: 2024-10-17T00:00:00Z\n"


def test_what_no_unit_primitive_names_is_unused(config_tree: Tree) -> None:
    config = config_tree(
        "-- add_ons/duo_pro.yml --\n---\nname: duo_pro\n-- license_types/premium.yml --\nname: premium\n"
        "-- gitlab_realms/saas.yml --\nname: saas\n-- backend_services/ai_gateway.yml --\nname: ai_gateway\n"
        "-- services/empty.yml --\nname: empty\n" + primitive(more="license_types: [premium]\n")
    )

    assert printed(problems(config), "W306") == [
        "config/add_ons/duo_pro.yml:2:7: warning[W306] name: no unit primitive names this add-on",
        "config/backend_services/ai_gateway.yml:1:7: warning[W306] name: no unit primitive names this backend service",
        "config/gitlab_realms/saas.yml:1:7: warning[W306] name: no unit primitive names this GitLab realm",
    ]


def test_a_primitive_that_nothing_hosts(config_tree: Tree) -> None:
    assert printed(problems(config_tree(primitive()))) == [
        (
            "config/unit_primitives/duo_chat.yml: warning[W309] backend_services: "
            "no backend service is stated, so no token can be made for it"
        )
    ]


def test_an_empty_list_is_the_same_as_none(config_tree: Tree) -> None:
    assert printed(problems(config_tree(primitive(more="backend_services: []\nadd_ons: []\n")))) == [
        (
            "config/unit_primitives/duo_chat.yml:6:1: warning[W309] backend_services: "
            "no backend service is stated, so no token can be made for it"
        )
    ]


def test_a_cut_off_date_without_any_add_on(config_tree: Tree) -> None:
    assert printed(problems(config_tree(primitive(more=DATED))), "W401") == [
        (
            "config/unit_primitives/duo_chat.yml:6:15: warning[W401] cut_off_date: "
            "free access ends on 2024-10-17, but no add-on sells it afterwards"
        )
    ]


def test_add_ons_without_a_cut_off_date(config_tree: Tree) -> None:
    config = config_tree(
        ADD_ONS + primitive(more="add_ons: [duo_pro]\n") + primitive("b", DATED + "add_ons: [duo_core]\n")
    )

    assert printed(problems(config), "W401", "W402") == [
        (
            "config/unit_primitives/duo_chat.yml:6:1: warning[W402] add_ons: "
            "add-ons are listed without a cut_off_date, so they are not enforced"
        )
    ]


def test_free_access_may_not_need_a_later_version_than_paid(config_tree: Tree) -> None:
    config = config_tree(
        primitive("a", "min_gitlab_version: '16.9'\nmin_gitlab_version_for_free_access: '16.10'\n")
        + primitive("b", "min_gitlab_version: '16.9.0'\nmin_gitlab_version_for_free_access: '16.9'\n")
        + primitive("c", "min_gitlab_version_for_free_access: '17.0'\n")
    )

    assert printed(problems(config), "E403") == [
        (
            "config/unit_primitives/a.yml:7:37: error[E403] min_gitlab_version_for_free_access: "
            "free access needs GitLab 16.10, later than paid access, which needs 16.9"
        )
    ]


def test_members_of_a_service_that_disagree_with_its_sample(config_tree: Tree) -> None:
    names = "abcdefgh"
    config = config_tree(
        LICENSE
        + "-- services/s.yml --\nname: s\nbasic_unit_primitive: c\nunit_primitives: [a, b, c, d, e, f, g, h]\n"
        + "".join(primitive(name, "min_gitlab_version: '17.1'\n" * (name != "c")) for name in names)
        + "license_types: [premium]\n"
    )

    assert printed(problems(config), "W404") == [
        (
            "config/services/s.yml:3:1: warning[W404] unit_primitives: "
            "7 of 8 members differ from the sample 'c' in min_gitlab_version: a, b, d, e, f and 2 more"
        ),
        (
            "config/services/s.yml:3:1: warning[W404] unit_primitives: "
            "1 of 8 members differs from the sample 'c' in license_types: h"
        ),
    ]


def test_the_order_of_a_list_is_no_disagreement(config_tree: Tree) -> None:
    config = config_tree(
        LICENSE
        + "-- license_types/ultimate.yml --\nname: ultimate\n"
        + "-- services/s.yml --\nname: s\nunit_primitives: [a, b]\n-- services/t.yml --\nname: t\nunit_primitives: [b, a]\n"
        + primitive("a", "license_types: [premium, ultimate]\n")
        + primitive("b", "license_types: [ultimate, premium]\n")
    )

    assert printed(problems(config), "W404", "W409") == []


def test_two_services_that_give_a_member_different_values(config_tree: Tree) -> None:
    config = config_tree(
        "-- services/s.yml --\nname: s\nunit_primitives: [a, b]\n"
        "-- services/t.yml --\nname: t\nbasic_unit_primitive: c\nunit_primitives: [a, b, c]\n"
        + primitive("a")
        + primitive("b")
        + primitive("c", "min_gitlab_version: '17.1'\n" + DATED)
    )

    (problem,) = (problem for problem in problems(config) if problem.code == "W409")

    assert str(problem) == (
        "config/services/t.yml:3:1: warning[W409] unit_primitives: "
        "service 's' gives other values (cut_off_date, min_gitlab_version) to a, b"
    )
    assert problem.help == "they come from the samples 'c' here and 'a' there"


def test_services_that_no_instance_reads_together_may_disagree(config_tree: Tree) -> None:
    config = config_tree(
        "-- services/s.yml --\nname: s\ngitlab_realm: [gitlab-com]\nunit_primitives: [a]\n"
        "-- services/t.yml --\nname: t\ngitlab_realm: [self-managed]\nunit_primitives: [b, a]\n"
        + primitive("a")
        + primitive("b", "min_gitlab_version: '17.1'\n")
    )

    assert printed(problems(config), "W409") == []


def test_each_service_is_set_against_the_first_that_says_otherwise() -> None:
    members = [entity(name, min_gitlab_version=f"17.{minor}") for minor, name in enumerate("abc")]
    services = [Service(name=f"{name}{name}", unit_primitives=(name, "x")) for name in "abc"]

    assert printed(lint(made(entity("x"), *members, *services)), "W409") == [
        "service/bb: warning[W409] unit_primitives: service 'aa' gives other values (min_gitlab_version) to x",
        "service/cc: warning[W409] unit_primitives: service 'aa' gives other values (min_gitlab_version) to x",
    ]


def test_something_deprecated_that_is_still_bundled(config_tree: Tree) -> None:
    config = config_tree(
        ADD_ONS
        + LICENSE
        + primitive(more="deprecation_message: Old.\nadd_ons: [duo_pro, duo_core]\nlicense_types: [premium]\n")
    )

    assert printed(problems(config), "W405") == [
        (
            "config/unit_primitives/duo_chat.yml:7:1: warning[W405] add_ons: "
            "deprecated, but still bundled with duo_pro, duo_core"
        ),
        (
            "config/unit_primitives/duo_chat.yml:8:1: warning[W405] license_types: "
            "deprecated, but still bundled with premium"
        ),
    ]


def test_half_a_deprecation(config_tree: Tree) -> None:
    config = config_tree(
        primitive("a", "deprecation_message: Old.\n")
        + primitive("b", "deprecated_by_url: https://gitlab.com/1\n")
        + primitive("c", "deprecated_by_url: https://gitlab.com/1\ndeprecation_message: Old.\n")
    )

    assert printed(problems(config), "W406") == [
        "config/unit_primitives/a.yml:6:22: warning[W406] deprecation_message: stated without deprecated_by_url",
        "config/unit_primitives/b.yml:6:20: warning[W406] deprecated_by_url: stated without deprecation_message",
    ]


def test_the_rarer_of_two_spellings_of_an_owner_is_reported(config_tree: Tree) -> None:
    config = config_tree(
        primitive("a")
        + primitive("b")
        + primitive("c").replace("group::duo_chat", "group::Duo chat")
        + primitive("d").replace("group::duo_chat", "group::duo")
        + "-- backend_services/x.yml --\nname: x\ngroup: group::duo-chat\n"
    )

    assert printed(problems(config), "W407") == [
        (
            "config/backend_services/x.yml:2:8: warning[W407] group: "
            "'group::duo-chat' is written 'group::duo_chat' in other files (write 'group::duo_chat')"
        ),
        (
            "config/unit_primitives/c.yml:3:8: warning[W407] group: "
            "'group::Duo chat' is written 'group::duo_chat' in other files (write 'group::duo_chat')"
        ),
    ]


def test_a_date_written_unlike_the_others(config_tree: Tree) -> None:
    bare, quoted = DATED, "cut_off_date: '2024-10-17T00:00:00Z'\n"

    mostly_bare = config_tree(primitive("a", bare) + primitive("b", quoted) + primitive("c", bare))
    assert printed(problems(mostly_bare), "W408") == [
        (
            "config/unit_primitives/b.yml:6:15: warning[W408] cut_off_date: "
            "this date is written with quotes, in other files without (write it without quotes)"
        )
    ]

    mostly_quoted = config_tree(primitive("a", bare) + primitive("b", quoted) + primitive("c", quoted))
    assert printed(problems(mostly_quoted), "W408") == [
        (
            "config/unit_primitives/a.yml:6:15: warning[W408] cut_off_date: "
            "this date is written without quotes, in other files with (write it with quotes)"
        )
    ]


def test_dates_all_written_alike_are_fine_in_any_file(config_tree: Tree) -> None:
    config = config_tree(primitive("a", DATED) + primitive("b", DATED))
    for file in (config / "unit_primitives").iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r"))

    assert printed(problems(config), "W408") == []


def test_findings_come_in_the_order_of_a_report(config_tree: Tree) -> None:
    found = lint(catalog(config_tree(ADD_ONS + primitive("b", DATED) + primitive("a", DATED))))

    assert [(problem.path, problem.line, problem.code) for problem in found] == [
        ("config/add_ons/duo_core.yml", 1, "W306"),
        ("config/add_ons/duo_pro.yml", 1, "W306"),
        ("config/unit_primitives/a.yml", None, "W309"),
        ("config/unit_primitives/a.yml", 6, "W401"),
        ("config/unit_primitives/b.yml", None, "W309"),
        ("config/unit_primitives/b.yml", 6, "W401"),
    ]


def test_an_empty_catalog_has_no_contradictions() -> None:
    assert lint(Catalog.of([])) == ()


def test_the_real_configuration_has_no_errors_and_these_warnings() -> None:
    assert Counter(problem.code for problem in problems(CONFIG)) == {
        "W309": 1,
        "W402": 6,
        "W404": 12,
        "W405": 3,
        "W406": 1,
        "W409": 4,
    }


def test_the_real_configuration_is_linked_whole() -> None:
    found = catalog(CONFIG)

    assert {plural: len(entities) for plural, entities in found.kinds.items()} == {
        "unit_primitives": 61,
        "add_ons": 5,
        "license_types": 2,
        "gitlab_realms": 3,
        "backend_services": 7,
        "services": 8,
        "groups": len(found.groups),
        "feature_categories": len(found.feature_categories),
    }
    assert {relation.target for relation in RELATIONS} <= {found_entity.kind for found_entity in found}


@given(st.lists(st.sampled_from(["group::a b", "group::a_b", "group::A-b", "group::c"]), min_size=1, max_size=6))
def test_every_spelling_but_one_is_reported_and_never_the_most_common(groups: list[str]) -> None:
    primitives = [entity(f"p{number}", group=group) for number, group in enumerate(groups)]
    reported = {problem.path for problem in lint(made(*primitives)) if problem.code == "W407"}
    kept = {group for number, group in enumerate(groups) if f"unit_primitive/p{number}" not in reported}

    assert len(kept) == len({group.casefold().replace("_", " ").replace("-", " ") for group in groups})
    assert Counter(groups).most_common(1)[0][1] == max(groups.count(group) for group in kept)

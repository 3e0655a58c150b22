"""References: every name that resolves to nothing or to the wrong thing, and both ends of those that resolve."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalog import (
    KIND,
    RELATIONS,
    AddOn,
    BackendService,
    Entity,
    GitlabRealm,
    LicenseType,
    Ref,
    Service,
    arising,
    link,
    name_problems,
    related_names,
)
from site_builder.catalog.left_out import NOTHING, LeftOut
from site_builder.catalog.linker import linked
from site_builder.problems import InvalidConfig, Span
from tests.catalog.makers import primitive as entity
from tests.catalog.makers import source
from tests.trees import primitive, printed, problems

Tree = Callable[[str], Path]


def wrong(*entities: Entity) -> list[str]:
    with pytest.raises(InvalidConfig) as found:
        link(entities)
    return printed(found.value.problems)


def test_an_unknown_reference_names_file_line_and_the_likeliest_name(config_tree: Tree) -> None:
    config = config_tree("-- add_ons/duo_pro.yml --\nname: duo_pro\n" + primitive(more="add_ons:\n  - duo_prro\n"))

    (problem,) = problems(config)

    assert str(problem) == (
        "config/unit_primitives/duo_chat.yml:7:5: error[E301] "
        "add_ons[0]: unknown add-on 'duo_prro' (did you mean 'duo_pro'?)"
    )
    assert problem.excerpt == "  - duo_prro"
    assert problem.width == 8
    assert problem.help == "add-ons are the files in config/add_ons"


def test_a_look_alike_letter_is_named(config_tree: Tree) -> None:
    config = config_tree(
        "-- add_ons/duo_pro.yml --\nname: duo_pro\n" + primitive(more="add_ons: [duo_pr\N{CYRILLIC SMALL LETTER O}]\n")
    )

    assert printed(problems(config)) == [
        (
            "config/unit_primitives/duo_chat.yml:6:11: error[E301] add_ons[0]: "
            "unknown add-on 'duo_pr\N{CYRILLIC SMALL LETTER O}' (did you mean 'duo_pro'? "
            "'\N{CYRILLIC SMALL LETTER O}' is CYRILLIC SMALL LETTER O (U+043E))"
        )
    ]


def test_a_former_name_leads_to_the_present_one(config_tree: Tree) -> None:
    config = config_tree(
        primitive("summarize_review", "alias_names: [summarize_merge_request]\n")
        + "-- services/review.yml --\nname: review\nunit_primitives:\n  - summarize_merge_request\n"
    )

    assert printed(problems(config)) == [
        (
            "config/services/review.yml:3:5: error[E301] unit_primitives[0]: unknown unit primitive "
            "'summarize_merge_request' (it is an alias of 'summarize_review': write that)"
        )
    ]


def test_a_former_name_of_a_primitive_leads_nowhere_from_another_kind(config_tree: Tree) -> None:
    config = config_tree(primitive("summarize_review", "alias_names: [old_name]\nadd_ons: [old_name]\n"))

    assert printed(problems(config)) == [
        "config/unit_primitives/summarize_review.yml:7:11: error[E301] add_ons[0]: unknown add-on 'old_name'"
    ]


def test_a_name_of_another_kind_is_told_where_it_belongs(config_tree: Tree) -> None:
    config = config_tree(
        "-- license_types/premium.yml --\nname: premium\n"
        "-- services/chat.yml --\nname: chat\nunit_primitives: [premium]\n" + primitive(more="add_ons: [premium]\n")
    )

    assert printed(problems(config)) == [
        "config/services/chat.yml:2:19: error[E307] unit_primitives[0]: 'premium' is a license type, not a unit primitive",
        (
            "config/unit_primitives/duo_chat.yml:6:11: error[E307] add_ons[0]: "
            "'premium' is a license type, not an add-on (name it under license_types)"
        ),
    ]


def test_a_space_or_line_break_at_the_end_of_a_reference_is_shown(config_tree: Tree) -> None:
    config = config_tree(
        "-- add_ons/duo_pro.yml --\nname: duo_pro\n"
        + primitive(more="add_ons:\n  - 'duo_pro '\n  - |\n    duo_pro\n  - duo\n    pro\n")
    )

    assert printed(problems(config)) == [
        (
            "config/unit_primitives/duo_chat.yml:7:5: error[E301] add_ons[0]: "
            "unknown add-on 'duo_pro ' (did you mean 'duo_pro'?)"
        ),
        (
            "config/unit_primitives/duo_chat.yml:8:5: error[E301] add_ons[1]: "
            r"unknown add-on 'duo_pro\n' (did you mean 'duo_pro'?)"
        ),
        (
            "config/unit_primitives/duo_chat.yml:10:5: error[E301] add_ons[2]: "
            "unknown add-on 'duo pro' (did you mean 'duo_pro'?)"
        ),
    ]


def test_files_with_any_line_breaks_point_at_the_same_place(config_tree: Tree) -> None:
    text = primitive(more="add_ons:\n  - duo_pro\n")
    config = config_tree(text)
    file = config / "unit_primitives" / "duo_chat.yml"
    lines = file.read_text(encoding="utf-8")

    for line_break in ("\n", "\r\n", "\r"):
        file.write_bytes(lines.replace("\n", line_break).encode())
        (problem,) = problems(config)
        assert (problem.line, problem.column, problem.excerpt) == (7, 5, "  - duo_pro")


def test_every_problem_of_every_file_is_told_at_once_in_order(config_tree: Tree) -> None:
    config = config_tree(
        "-- backend_services/ai_gateway.yml --\nname: ai_gateway\n"
        "-- services/chat.yml --\nname: chat\nbasic_unit_primitive: duo_chat\nunit_primitives: [duo_chatt]\n"
        + primitive("a", "backend_services: [ai_gatewy]\ngitlab_realms: [sass]\nadd_ons: [zzz, ai_gateway]\n")
        + primitive("duo_chat", "alias_names: [a]\n")
    )

    assert printed(problems(config)) == [
        (
            "config/services/chat.yml:2:23: error[E308] basic_unit_primitive: "
            "'duo_chat' is not among the unit_primitives of this service (did you mean 'duo_chatt'?)"
        ),
        (
            "config/services/chat.yml:3:19: error[E301] unit_primitives[0]: "
            "unknown unit primitive 'duo_chatt' (did you mean 'duo_chat'?)"
        ),
        (
            "config/unit_primitives/a.yml:6:20: error[E301] backend_services[0]: "
            "unknown backend service 'ai_gatewy' (did you mean 'ai_gateway'?)"
        ),
        "config/unit_primitives/a.yml:7:17: error[E301] gitlab_realms[0]: unknown GitLab realm 'sass'",
        "config/unit_primitives/a.yml:8:11: error[E301] add_ons[0]: unknown add-on 'zzz'",
        (
            "config/unit_primitives/a.yml:8:16: error[E307] add_ons[1]: "
            "'ai_gateway' is a backend service, not an add-on (name it under backend_services)"
        ),
        (
            "config/unit_primitives/duo_chat.yml:6:15: error[E310] alias_names[0]: "
            "alias 'a' is already a name of unit primitive 'a'"
        ),
    ]


def test_every_problem_says_what_can_be_done(config_tree: Tree) -> None:
    config = config_tree(
        "-- services/chat.yml --\nname: chat\nbasic_unit_primitive: a\nunit_primitives: [b, premium]\n"
        "-- license_types/premium.yml --\nname: premium\n" + primitive("a", "alias_names: [a]\n")
    )

    assert [(problem.code, problem.help) for problem in problems(config)] == [
        ("E308", "name one of the members, or add it to them"),
        ("E301", "unit primitives are the files in config/unit_primitives"),
        ("E307", "unit primitives are the files in config/unit_primitives"),
        ("E310", "a name stands for one unit primitive only; remove the alias here or there"),
    ]
    with pytest.raises(InvalidConfig) as found:
        link([AddOn(name="duo_pro"), AddOn(name="Duo_Pro"), entity("a", add_ons=("duo",))])
    assert [(problem.code, problem.help) for problem in found.value.problems] == [
        ("E302", "give one of the two another name, or remove it"),
        ("E301", "add-ons are the files in add_ons"),
    ]


def test_a_basic_unit_primitive_is_a_member(config_tree: Tree) -> None:
    config = config_tree(
        "-- services/chat.yml --\nname: chat\nbasic_unit_primitive: explain_code\nunit_primitives: [duo_chat]\n"
        + primitive("duo_chat")
        + primitive("explain_code")
    )

    assert printed(problems(config)) == [
        (
            "config/services/chat.yml:2:23: error[E308] basic_unit_primitive: "
            "'explain_code' is not among the unit_primitives of this service"
        )
    ]


def test_a_basic_unit_primitive_may_be_any_member() -> None:
    service = Service(name="chat", basic_unit_primitive="b", unit_primitives=("a", "b"))

    assert link([entity("a"), entity("b"), service]).services.all == (service,)


def test_an_alias_is_the_name_of_one_primitive_only(config_tree: Tree) -> None:
    config = config_tree(
        primitive("a", "alias_names: [old, a]\n") + primitive("b", "alias_names: [a, old, other]\n") + primitive("c")
    )

    assert printed(problems(config)) == [
        "config/unit_primitives/a.yml:6:20: error[E310] alias_names[1]: alias 'a' is already its own name",
        "config/unit_primitives/b.yml:6:15: error[E310] alias_names[0]: alias 'a' is already a name of unit primitive 'a'",
        "config/unit_primitives/b.yml:6:18: error[E310] alias_names[1]: alias 'old' is already a name of unit primitive 'a'",
    ]


def test_names_that_differ_only_in_case_or_form_cannot_be_told_apart() -> None:
    named = Span(1, 7, 7)

    assert wrong(
        AddOn(name="Duo_Pro", source=source("add_ons/Duo_Pro.yml", "name: Duo_Pro", name=named)),
        AddOn(name="duo_pro", source=source("add_ons/duo_pro.yml", "name: duo_pro", name=named)),
        AddOn(name="duo_p\N{FULLWIDTH LATIN SMALL LETTER R}o"),
        LicenseType(name="duo_pro"),
    ) == [
        (
            "add_on/duo_p\N{FULLWIDTH LATIN SMALL LETTER R}o: error[E302] name: add-on 'duo_p\N{FULLWIDTH LATIN SMALL LETTER R}o' "
            "cannot be told from that of add_ons/Duo_Pro.yml: 'Duo_Pro', the same but for case or form"
        ),
        (
            "config/add_ons/duo_pro.yml:1:7: error[E302] name: add-on 'duo_pro' "
            "cannot be told from that of add_ons/Duo_Pro.yml: 'Duo_Pro', the same but for case or form"
        ),
    ]


def test_two_entities_of_one_name_are_told_too() -> None:
    assert wrong(AddOn(name="duo_pro"), AddOn(name="duo_pro", description="again")) == [
        "add_on/duo_pro: error[E302] name: add-on 'duo_pro' cannot be told from that of another place: the same name"
    ]


def test_what_was_made_without_files_is_checked_too() -> None:
    assert wrong(
        entity("a", add_ons=("duo_pro",), alias_names=("a",)), Service(name="s", basic_unit_primitive="b")
    ) == [
        "service/s: error[E308] basic_unit_primitive: 'b' is not among the unit_primitives of this service",
        "unit_primitive/a: error[E301] add_ons[0]: unknown add-on 'duo_pro'",
        "unit_primitive/a: error[E310] alias_names[0]: alias 'a' is already its own name",
    ]


def test_link_fills_the_other_end_of_every_relation_sorted_by_name() -> None:
    linked = link(
        [
            entity("b", add_ons=("duo_pro",), license_types=("premium",), gitlab_realms=("saas",), group="group::x"),
            entity("a", add_ons=("duo_pro",), backend_services=("ai_gateway",)),
            AddOn(name="duo_pro"),
            LicenseType(name="premium"),
            GitlabRealm(name="saas"),
            BackendService(name="ai_gateway", group="group::x"),
            Service(name="s", unit_primitives=("b", "a")),
        ]
    )

    assert linked.add_ons["duo_pro"].unit_primitives == ("a", "b")
    assert linked.license_types["premium"].unit_primitives == ("b",)
    assert linked.gitlab_realms["saas"].unit_primitives == ("b",)
    assert linked.backend_services["ai_gateway"].unit_primitives == ("a",)
    assert linked.groups.names == ("group::duo_chat", "group::x")
    assert linked.groups["group::x"].unit_primitives == ("b",)
    assert linked.groups["group::x"].backend_services == ("ai_gateway",)
    assert linked.feature_categories["duo_chat"].unit_primitives == ("a", "b")
    assert linked.unit_primitives["a"].services == ("s",)
    assert linked.services["s"].unit_primitives == ("b", "a"), "the author's order stays"


def test_what_would_arise_is_told_without_linking() -> None:
    stated = [entity("a", group="group::x"), entity("b"), BackendService(name="m", group="group::y")]

    assert [str(found.ref) for found in arising(stated)] == [
        "group/group::duo_chat",
        "group/group::x",
        "group/group::y",
        "feature_category/duo_chat",
    ]
    assert [str(one.ref) for one in link(stated) if not KIND[one.kind].has_files] == [
        str(it.ref) for it in arising(stated)
    ]


def test_what_arises_stands_in_the_order_of_its_names() -> None:
    letters = "qwertyuiop"
    stated = [entity(letter, group=f"group::{letter}", feature_category=letter) for letter in letters]
    linked = link(stated)

    assert [it.name for it in arising(stated)] == [
        *(f"group::{letter}" for letter in sorted(letters)),
        *sorted(letters),
    ]
    assert linked.groups.names == tuple(f"group::{letter}" for letter in sorted(letters))
    assert linked.feature_categories.names == tuple(sorted(letters))


def test_a_name_that_stands_in_a_file_nobody_could_read_is_no_unknown_one() -> None:
    stated = [entity("a", add_ons=("duo_pro", "duo_max")), Service(name="s", unit_primitives=("duo_max",))]
    unread = [Ref(kind="add_on", name="duo_max")]

    assert printed(name_problems(stated, unread)) == [
        "unit_primitive/a: error[E301] add_ons[0]: unknown add-on 'duo_pro' (did you mean 'duo_max'?)",
        "service/s: error[E307] unit_primitives[0]: 'duo_max' is an add-on, not a unit primitive",
    ]


def test_where_any_name_of_a_kind_may_stand_unread_none_is_unknown_and_the_other_kinds_are_told() -> None:
    stated = [entity("a", add_ons=("duo_pro",), license_types=("gold",))]

    assert printed(name_problems(stated, [Ref(kind="add_on", name="")])) == [
        "unit_primitive/a: error[E301] license_types[0]: unknown license type 'gold'"
    ]


def test_a_hyphen_in_the_name_of_an_unread_file_is_known_but_never_proposed() -> None:
    stated = [entity("a", add_ons=("duo-pro", "duo_prro"))]
    unread = [Ref(kind="add_on", name=name) for name in ("duo-pro", "duo_pro")]

    assert printed(name_problems(stated, unread)) == [
        "unit_primitive/a: error[E301] add_ons[1]: unknown add-on 'duo_prro' (did you mean 'duo_pro'?)"
    ]
    assert printed(name_problems([entity("a", add_ons=("duo-prr",))], unread)) == [
        "unit_primitive/a: error[E301] add_ons[0]: unknown add-on 'duo-prr' (did you mean 'duo_pro'?)"
    ]


def test_an_empty_name_is_told_where_it_is_read_and_not_here() -> None:
    assert wrong(entity("a", add_ons=("", "x"))) == ["unit_primitive/a: error[E301] add_ons[1]: unknown add-on 'x'"]


@pytest.mark.parametrize(("length", "shown"), [(80, "x" * 80), (81, "x" * 80 + "…")])
def test_a_name_is_shown_as_far_as_names_go(length: int, shown: str) -> None:
    assert wrong(entity("a", add_ons=("x" * length,))) == [
        f"unit_primitive/a: error[E301] add_ons[0]: unknown add-on '{shown}'"
    ]


def test_a_catalog_knows_what_its_readers_are_not_shown() -> None:
    hidden = LeftOut(kinds=frozenset({"service"}))

    assert link([entity("a")], hidden).left_out == hidden
    assert link([entity("a")]).left_out == NOTHING


def test_nothing_links_to_an_empty_catalog() -> None:
    assert list(link([])) == []


NAMED = {"unit_primitive": "abc", "add_on": "pq", "license_type": "xy", "gitlab_realm": "rs", "backend_service": "mn"}
SOME = {kind: st.permutations(names).flatmap(lambda names: st.integers(0, len(names)).map(lambda n: tuple(names[:n])))
        for kind, names in NAMED.items()}  # fmt: skip


def _primitive(name: str) -> st.SearchStrategy[Entity]:
    return st.builds(
        entity,
        st.just(name),
        group=st.sampled_from(["group::one", "group::two"]),
        feature_category=st.sampled_from(["one", "two"]),
        add_ons=SOME["add_on"],
        license_types=SOME["license_type"],
        gitlab_realms=SOME["gitlab_realm"],
        backend_services=SOME["backend_service"],
    )


def _backend_service(name: str) -> st.SearchStrategy[Entity]:
    return st.builds(BackendService, name=st.just(name), group=st.sampled_from([None, "group::one", "group::three"]))


def _others(kind: str) -> list[st.SearchStrategy[Entity]]:
    return [st.just(KIND[kind].entity(name=name)) for name in NAMED[kind]]


CONFIGURATIONS = st.tuples(
    *map(_primitive, NAMED["unit_primitive"]),
    *map(_backend_service, NAMED["backend_service"]),
    *(one for kind in ("add_on", "license_type", "gitlab_realm") for one in _others(kind)),
    st.builds(Service, name=st.just("s"), unit_primitives=SOME["unit_primitive"]),
    st.builds(Service, name=st.just("t"), unit_primitives=SOME["unit_primitive"]),
)


@given(CONFIGURATIONS)
def test_both_ends_of_every_relation_agree(entities: tuple[Any, ...]) -> None:
    linked = link(entities)

    for relation in RELATIONS:
        stated = {
            (one.name, other) for one in linked.of_kind(relation.source) for other in related_names(one, relation.field)
        }
        filled = [
            (one, other.name)
            for other in linked.of_kind(relation.target)
            for one in related_names(other, relation.inverse_field)
        ]
        assert sorted(stated) == sorted(filled)
        assert all(Ref(kind=relation.target, name=name) in linked for _, name in stated)


@given(CONFIGURATIONS.flatmap(lambda entities: st.tuples(st.just(entities), st.permutations(entities))))
def test_the_order_in_which_files_are_read_changes_nothing(both: tuple[tuple[Any, ...], list[Any]]) -> None:
    assert link(both[0]) == link(both[1])


@given(CONFIGURATIONS)
def test_linking_keeps_what_the_files_state(entities: tuple[Any, ...]) -> None:
    linked = link(entities)

    for stated in entities:
        for relation in RELATIONS:
            if relation.source == stated.kind:
                assert getattr(linked[stated.ref], relation.field) == getattr(stated, relation.field)


def test_what_is_told_of_a_past_is_linked_whatever_its_names() -> None:
    first = entity("a", alias_names=("old",), add_ons=("sold", "gone"))
    other = entity("b", alias_names=("old",))

    found = linked((first, other, AddOn(name="sold")))

    assert found.add_ons["sold"].unit_primitives == ("a",)
    assert found.unit_primitives.names == ("a", "b")
    with pytest.raises(InvalidConfig):
        link((first, other, AddOn(name="sold")))

"""A unit primitive as a row of a table, and the facets by which such tables are filtered."""

from collections import Counter

import pytest

from site_builder.site import Link, facet_values
from site_builder.site.facet_values import Option, facet_of, facet_value
from site_builder.site.primitive_rows import PrimitiveRow
from site_builder.site.rows import (
    FACETS,
    RowGroup,
    by_category,
    by_owner,
    facets,
    facets_of,
)
from site_builder.site.states import FREE, INCLUDED
from tests.site.making import material

CONFIG = """
    -- unit_primitives/duo_chat --
    description: Opens a chat.
    status: beta
    milestone: '16.6'
    min_gitlab_version: '16.9'
    cut_off_date: 2024-10-17T00:00:00Z
    group: group::ai framework
    deprecation_message: Use agents.
    backend_services: [ai_gateway]
    add_ons: [duo_pro, duo_core]
    license_types: [ultimate, premium]
    gitlab_realms: [self-managed]
    -- unit_primitives/explain_code --
    feature_category: code_suggestions
    -- unit_primitives/summarize_note --
    -- backend_services/ai_gateway --
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- license_types/ultimate --
    -- gitlab_realms/self-managed --
    """


def page(kind: str, name: str, text: str, *, code: bool = False) -> Link:
    """A link to an entity."""
    return Link(text=text, address=f"{kind}/{name}.html", code=code)


def test_a_row_holds_what_tables_show_with_links_in_the_order_readers_know() -> None:
    made = material(CONFIG)

    assert made.rows["duo_chat"] == PrimitiveRow(
        name="duo_chat",
        link=page("unit_primitives", "duo_chat", "duo_chat", code=True),
        description="Opens a chat.",
        state=INCLUDED,
        access="With an add-on",
        access_detail="since 17 Oct 2024",
        access_order="included 2024-10-17",
        add_ons=(page("add_ons", "duo_core", "Duo Core"), page("add_ons", "duo_pro", "Duo Pro")),
        license_types=(page("license_types", "premium", "Premium"), page("license_types", "ultimate", "Ultimate")),
        gitlab_realms=(page("gitlab_realms", "self-managed", "Self-managed"),),
        in_all_realms=False,
        group=page("groups", "ai-framework", "ai framework"),
        status="Beta",
        since="16.6",
        min_version="16.9",
        deprecated=True,
        weight=0,
    )


@pytest.mark.parametrize(
    ("stated", "needed"),
    [
        ("cut_off_date: 2030-01-01T00:00:00Z\nadd_ons: [duo_pro]", "16.8"),
        ("cut_off_date: 2024-01-01T00:00:00Z\nadd_ons: [duo_pro]", "16.9"),
        ("add_ons: [duo_pro]", "16.8"),
        ("cut_off_date: 2024-01-01T00:00:00Z", ""),
        ("gitlab_realms: [saas]", ""),
        ("gitlab_realms: [saas, self-managed]", "16.8"),
    ],
)
def test_a_row_has_the_version_that_access_needs_at_the_moment(stated: str, needed: str) -> None:
    both = "min_gitlab_version: '16.9'\nmin_gitlab_version_for_free_access: '16.8'"
    files = f"-- unit_primitives/chat --\n{both}\n{stated}\n-- add_ons/duo_pro --\n"
    made = material(f"{files}-- gitlab_realms/saas --\n-- gitlab_realms/self-managed --\n")

    assert made.rows["chat"].min_version == needed


def test_each_facet_holds_the_values_of_a_row_as_the_file_has_them() -> None:
    made = material(CONFIG)

    assert facets_of(made.catalog.unit_primitives["duo_chat"], made) == (
        ("add_ons", "duo_pro duo_core"),
        ("license_types", "ultimate premium"),
        ("gitlab_realms", "self-managed"),
        ("access", "included"),
        ("status", "beta"),
        ("backend_services", "ai_gateway"),
        ("group", "ai+framework"),
        ("feature_category", "duo_chat"),
        ("deprecated", "yes"),
        ("gaps", ""),
    )


@pytest.mark.parametrize(
    ("stated", "realms", "in_all"),
    [
        ("saas, dedicated", ("saas", "dedicated"), True),
        ("saas", ("saas", "dedicated"), False),
        ("", ("saas", "dedicated"), False),
        ("saas", ("saas",), False),
    ],
)
def test_a_row_says_when_it_names_all_of_several_realms(stated: str, realms: tuple[str, ...], in_all: bool) -> None:
    files = "".join(f"-- gitlab_realms/{realm} --\n" for realm in realms)
    made = material(f"-- unit_primitives/a --\ngitlab_realms: [{stated}]\n{files}")

    assert made.rows["a"].in_all_realms is in_all


def test_what_is_not_stated_is_empty_in_a_row_and_a_value_of_its_own_in_the_facets() -> None:
    made = material(CONFIG)

    row = made.rows["explain_code"]

    assert (row.add_ons, row.license_types, row.gitlab_realms, row.status, row.since) == ((), (), (), "", "")
    assert row.state is FREE
    assert dict(facets_of(made.catalog.unit_primitives["explain_code"], made)) == {
        "add_ons": "not-stated",
        "license_types": "not-stated",
        "gitlab_realms": "not-stated",
        "access": "free",
        "status": "not-stated",
        "backend_services": "not-stated",
        "group": "duo_chat",
        "feature_category": "code_suggestions",
        "deprecated": "no",
        "gaps": "add_ons license_types gitlab_realms backend_services status milestone",
    }


def test_rows_stand_under_their_category_or_owner_and_none_is_lost() -> None:
    made = material(CONFIG)
    primitives = tuple(made.catalog.unit_primitives)

    assert names(by_category(primitives, made)) == {
        "code_suggestions": ["explain_code"],
        "duo_chat": ["duo_chat", "summarize_note"],
    }
    assert names(by_owner(primitives, made)) == {
        "ai framework": ["duo_chat"],
        "duo_chat": ["explain_code", "summarize_note"],
    }


def names(groups: tuple[RowGroup, ...]) -> dict[str, list[str]]:
    """The names of the rows by the heading they stand under."""
    return {group.link.text: [row.name for row in group.rows] for group in groups}


def test_an_option_that_no_row_has_is_there_for_links_to_find_it() -> None:
    made = material("-- unit_primitives/a --\n-- add_ons/duo_pro --\n")

    found = {facet.name: {it.value: it.count for it in facet.options} for facet in facets((), made)}

    assert found == {
        "add_ons": {"duo_pro": 0, "not-stated": 0},
        "license_types": {"not-stated": 0},
        "gitlab_realms": {"not-stated": 0},
        "access": {"free": 0, "included": 0, "unavailable": 0},
        "status": {"experiment": 0, "beta": 0, "generally_available": 0, "not-stated": 0},
        "backend_services": {"not-stated": 0},
        "group": {},
        "feature_category": {},
        "deprecated": {"yes": 0, "no": 0},
        "gaps": dict.fromkeys(
            ("add_ons", "license_types", "gitlab_realms", "backend_services", "status", "milestone"), 0
        ),
    }


def test_facets_count_each_option_with_not_stated_last() -> None:
    made = material(CONFIG)

    found = {facet.name: facet for facet in facets(made.catalog.unit_primitives, made)}

    assert [facet.name for facet in found.values()] == [name for name, _ in FACETS]
    assert {
        facet.title: [(option.value, option.text, option.count) for option in facet.options] for facet in found.values()
    } == {
        "Add-on": [("duo_core", "Duo Core", 1), ("duo_pro", "Duo Pro", 1), ("not-stated", "Not stated", 2)],
        "License type": [("premium", "Premium", 1), ("ultimate", "Ultimate", 1), ("not-stated", "Not stated", 2)],
        "GitLab realm": [("self-managed", "Self-managed", 1), ("not-stated", "Not stated", 2)],
        "Access": [
            ("free", "Free for now", 2),
            ("unavailable", "Not sold", 0),
            ("included", "With an add-on", 1),
        ],
        "Maturity": [
            ("beta", "Beta", 1),
            ("experiment", "Experiment", 0),
            ("generally_available", "Generally available", 0),
            ("not-stated", "Not stated", 2),
        ],
        "Backend service": [("ai_gateway", "Ai gateway", 1), ("not-stated", "Not stated", 2)],
        "Group": [("ai+framework", "ai framework", 1), ("duo_chat", "duo_chat", 2)],
        "Feature category": [("code_suggestions", "code_suggestions", 1), ("duo_chat", "duo_chat", 2)],
        "Deprecated": [("yes", "Deprecated", 1), ("no", "In use", 2)],
        "Not stated": [
            ("add_ons", "add-ons", 2),
            ("backend_services", "backend services", 2),
            ("milestone", "first version", 2),
            ("gitlab_realms", "GitLab realms", 2),
            ("license_types", "license types", 2),
            ("status", "maturity", 2),
        ],
    }


def test_of_very_many_options_those_that_most_rows_have_are_listed_and_the_others_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(facet_values, "MOST_OPTIONS", 1)
    made = material(CONFIG)
    counts = {"few": 2, "many": 3, "not-stated": 1}
    options = [
        Option(value=value, text="Not stated" if value == "not-stated" else value, count=count)
        for value, count in counts.items()
    ]

    found = {facet.name: facet for facet in facets(made.catalog.unit_primitives, made)}

    assert ([it.text for it in found["group"].options], found["group"].more) == (["duo_chat"], 1)
    assert ([it.text for it in found["add_ons"].options], found["add_ons"].more) == (["Not stated"], 2)
    assert [it.text for it in facet_of("x", "X", options, is_open=False).options] == ["many", "Not stated"]


def test_every_option_counts_exactly_the_rows_that_carry_its_value() -> None:
    made = material(CONFIG)
    carried: dict[str, Counter[str]] = {name: Counter() for name, _ in FACETS}
    for primitive in made.catalog.unit_primitives:
        for name, values in facets_of(primitive, made):
            carried[name].update(values.split())

    assert {
        facet.name: Counter({option.value: option.count for option in facet.options})
        for facet in facets(made.catalog.unit_primitives, made)
    } == carried


@pytest.mark.parametrize(("name", "value"), [("group::ai  r&d/x", "ai++r&d/x"), ("self-managed", "self-managed")])
def test_a_value_in_a_page_has_no_space_because_spaces_separate_values_there(name: str, value: str) -> None:
    assert facet_value(name) == value

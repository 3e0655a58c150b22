"""The matrix: every primitive against every license, add-on and realm, and no cell left empty."""

import pytest

from site_builder.catalog import UnitPrimitive
from site_builder.site import Link
from site_builder.site.bounds import MOST_CELLS
from site_builder.site.matrix_cells import matrix_cells
from site_builder.site.pages import matrix
from site_builder.site.pages.matrix import MatrixPage, matrix_page
from site_builder.site.states import FREE, INCLUDED, NEEDS, UNAVAILABLE, UNSTATED
from tests.site.making import material

WORLD = """
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- license_types/ultimate --
    -- gitlab_realms/saas --
    -- gitlab_realms/dedicated --
    """
CONFIG = f"""
    -- unit_primitives/duo_chat --
    cut_off_date: 2024-10-17T00:00:00Z
    status: beta
    add_ons: [duo_pro]
    license_types: [ultimate]
    gitlab_realms: [saas]
    deprecation_message: Use agents.
    -- unit_primitives/explain_code --
    feature_category: code_suggestions
    {WORLD}
    """


def page_of(text: str = CONFIG) -> MatrixPage:
    """The matrix of a configuration."""
    return matrix_page(material(text))


def test_columns_are_the_licenses_add_ons_and_realms_in_the_order_readers_know() -> None:
    page = page_of()

    assert [(part.link.text, [link.text for link in part.links]) for part in page.columns] == [
        ("License types", ["Premium", "Ultimate"]),
        ("Add-ons", ["Duo Core", "Duo Pro"]),
        ("GitLab realms", ["GitLab.com", "Dedicated"]),
    ]
    assert page.columns[0].link == Link(text="License types", address="license_types/index.html")
    assert page.width == 1 + 6
    assert page.deciding == "license type, add-on and GitLab realm"


def test_of_more_categories_than_one_folds_all_rows_are_one_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix, "MOST_GROUPS", 1)
    page = page_of()

    assert [(group.link, [row.link.text for row in group.rows]) for group in page.groups] == [
        (
            Link(text="All feature categories", address="feature_categories/index.html"),
            ["duo_chat", "explain_code"],
        )
    ]


def test_rows_stand_by_category_and_each_has_a_cell_for_every_column() -> None:
    page = page_of()

    assert [(group.link.text, [row.link.text for row in group.rows]) for group in page.groups] == [
        ("code_suggestions", ["explain_code"]),
        ("duo_chat", ["duo_chat"]),
    ]
    assert {len(row.cells) for group in page.groups for row in group.rows} == {page.width - 1}
    assert [row.deprecated for group in page.groups for row in group.rows] == [False, True]
    assert sum(len(group.rows) for group in page.groups) == page.total == 2


@pytest.mark.parametrize(
    ("fields", "cells"),
    [
        (
            "",
            [
                *[("Not stated", "no license type is stated")] * 2,
                *[("Free for now", "free with or without it, no end date stated")] * 2,
                *[("Not stated", "no GitLab realm is stated")] * 2,
            ],
        ),
        (
            "cut_off_date: 2024-10-17T00:00:00Z",
            [
                *[("Not stated", "no license type is stated")] * 2,
                *[("Not available", "no add-on sells it")] * 2,
                *[("Not stated", "no GitLab realm is stated")] * 2,
            ],
        ),
        (
            "license_types: [ultimate]\nadd_ons: [duo_pro]\ngitlab_realms: [saas]",
            [
                *(("Needs something", "needs Ultimate"), ("Included", "listed")),
                *[("Free for now", "free with or without it, no end date stated")] * 2,
                *(("Included", "listed"), ("Not available", "only on GitLab.com")),
            ],
        ),
        (
            "add_ons: [duo_pro]\ncut_off_date: 2030-01-01T00:00:00Z",
            [
                *[("Not stated", "no license type is stated")] * 2,
                *[("Free for now", "free with or without it, until 1 January 2030")] * 2,
                *[("Not stated", "no GitLab realm is stated")] * 2,
            ],
        ),
        (
            "add_ons: [duo_pro]\ncut_off_date: 2024-10-17T00:00:00Z",
            [
                *[("Not stated", "no license type is stated")] * 2,
                *(("Needs something", "needs Duo Pro"), ("Included", "listed")),
                *[("Not stated", "no GitLab realm is stated")] * 2,
            ],
        ),
    ],
)
def test_a_cell_says_what_is_stated_of_that_pair_and_why(fields: str, cells: list[tuple[str, str]]) -> None:
    made = material(f"-- unit_primitives/a --\n{fields}\n{WORLD}")

    found = matrix_cells(made.catalog.unit_primitives["a"], made)

    assert [(cell.state.word, cell.reason) for cell in found] == cells


def test_cells_agree_with_the_names_that_the_primitive_states() -> None:
    made = material(CONFIG)
    primitive: UnitPrimitive = made.catalog.unit_primitives["duo_chat"]

    words = [cell.state for cell in matrix_cells(primitive, made)]

    names = ("premium", "ultimate", "duo_core", "duo_pro", "saas", "dedicated")
    stated = {*primitive.license_types, *primitive.add_ons, *primitive.gitlab_realms}
    assert {name for name, state in zip(names, words, strict=True) if state is INCLUDED} == stated


def test_the_legend_explains_the_marks_in_use_and_no_others() -> None:
    page = page_of()

    assert page.legend == (INCLUDED, FREE, NEEDS, UNAVAILABLE, UNSTATED)
    assert page_of("-- unit_primitives/a --\n-- add_ons/duo_pro --\n").legend == (FREE,)


def test_rows_carry_the_values_of_the_facets_on_the_page() -> None:
    page = page_of()

    assert [facet.name for facet in page.facets] == ["add_ons", "license_types", "gitlab_realms", "access", "status"]
    assert page.groups[1].rows[0].facets == (
        ("add_ons", "duo_pro"),
        ("license_types", "ultimate"),
        ("gitlab_realms", "saas"),
        ("access", "included"),
        ("status", "beta"),
    )


def test_a_kind_without_entities_has_no_columns() -> None:
    page = page_of("-- unit_primitives/a --\n-- add_ons/duo_pro --\n")

    assert [part.link.text for part in page.columns] == ["Add-ons"]
    assert page.width == 2


def test_a_long_matrix_shows_the_first_rows_and_every_group() -> None:
    primitives = "".join(
        f"-- unit_primitives/ask_{number:04} --\nfeature_category: {'abc'[number % 3]}\n" for number in range(4_500)
    )

    page = matrix_page(material(primitives))

    assert 1_500 < page.most < 3_000 < MOST_CELLS  # of no columns each, so that names weigh most
    assert [(group.link.text, len(rows)) for group, rows in page.shown] == [
        ("a", 1500),
        ("b", page.most - 1500),
        ("c", 0),
    ]
    assert [row for _, rows in page.shown for row in rows] == [row for _, row in page.rows[: page.most]]

"""The review of one configuration against another: losses first, and a matrix that marks what is different."""

from site_builder.catalog import Catalog, Ref, changes_between
from site_builder.site import Side, Titles, review_of_changes, review_rows
from site_builder.site.review import Review, ReviewRow
from tests.site.making import AS_OF, TITLES, catalog

BUNDLES = """
    -- add_ons/duo_pro --
    -- add_ons/duo_enterprise --
    -- license_types/premium --
    """
CHAT = """
    -- unit_primitives/chat --
    add_ons: [duo_pro]
    """
BEFORE = catalog(
    f"""{BUNDLES}{CHAT}
    cut_off_date: 2024-10-17T00:00:00Z
    min_gitlab_version: '16.9'
    -- unit_primitives/explain --
    add_ons: [duo_pro]
    -- unit_primitives/gone --
    add_ons: [duo_pro]
    -- unit_primitives/write --
    add_ons: [duo_pro]
    -- unit_primitives/same --
    description: It is.
    """
)
AFTER = catalog(
    f"""{BUNDLES}{CHAT}
    cut_off_date: 2024-10-17T00:00:00Z
    min_gitlab_version: '17.2'
    -- unit_primitives/explain --
    add_ons: [duo_pro]
    cut_off_date: 2024-10-17T00:00:00Z
    -- unit_primitives/new --
    description: Was never there.
    group: group::ai framework
    feature_category: code_review
    add_ons: [duo_enterprise]
    -- unit_primitives/compose --
    add_ons: [duo_pro]
    alias_names: [write]
    -- unit_primitives/same --
    description: It is, in other words.
    """
)


def reviewed(before: Catalog, after: Catalog) -> Review:
    base, head = (Side(name=name, moment=AS_OF) for name in ("main", "this configuration"))
    changes = changes_between(before, after, AS_OF, AS_OF)
    return review_of_changes(changes, base, head, Titles(TITLES), title="Review", notice="")


def rows(before: Catalog, after: Catalog) -> tuple[ReviewRow, ...]:
    return review_rows(before, after, changes_between(before, after, AS_OF, AS_OF), Titles(TITLES))[1]


def test_what_customers_lose_comes_first() -> None:
    review = reviewed(BEFORE, AFTER)

    assert review.answer == (
        "Customers lose explain and gone, may need a later GitLab for chat and gain new: 1 became paid, 1 removed, 1 version raised, "
        "1 renamed, 1 new and 1 of facts only"
    )
    assert [(section.key, [line.name for line in section.lines]) for section in review.sections] == [
        ("became-paid", ["explain"]),
        ("removed", ["gone"]),
        ("version-raised", ["chat"]),
        ("renamed", ["compose"]),
        ("added", ["new"]),
        ("facts-only", ["same"]),
    ]


def test_where_nothing_is_different_there_is_nothing_to_count() -> None:
    assert (reviewed(BEFORE, BEFORE).answer, reviewed(BEFORE, BEFORE).sections) == ("", ())


def test_a_row_says_what_its_cells_do_not_and_what_was_renamed_is_one_row() -> None:
    assert [
        (row.name, row.state, [tag.title for tag in row.tags], row.cells, row.is_changed) for row in rows(BEFORE, AFTER)
    ] == [
        ("chat", "same", ["Version raised"], ("never", "same", "never"), True),
        ("compose", "same", ["Renamed"], ("never", "same", "never"), True),
        ("explain", "same", ["Became paid"], ("never", "same", "never"), True),
        ("gone", "dropped", [], ("never", "dropped", "never"), True),
        ("new", "added", [], ("never", "never", "added"), True),
        ("same", "same", [], ("never", "never", "never"), False),
    ]


def test_a_bundle_that_is_gone_has_a_column_of_its_own_where_another_has_its_name() -> None:
    chat, sold = "-- unit_primitives/chat --\nadd_ons: [duo_pro]\n", "-- add_ons/{} --\ndescription: For {} who pay.\n"
    former, taker = sold.format("duo_max", "managers"), sold.format("duo_pro", "managers")
    before, after = catalog(chat + sold.format("duo_pro", "developers") + former), catalog(chat + taker)

    renamed = {Ref(kind="add_on", name="duo_pro"): Ref(kind="add_on", name="duo_max")}
    changes = changes_between(before, after, AS_OF, AS_OF, renamed=renamed)

    columns, found = review_rows(before, after, changes, Titles({}))

    assert [column.names for column in columns if column.names] == [("Duo pro", "The former Duo pro")]
    assert [(row.name, row.cells) for row in found] == [("chat", ("added", "dropped"))]


def test_what_is_gone_has_a_row_of_its_own_where_another_has_its_name() -> None:
    both = "-- unit_primitives/chat --\ndescription: Opens it.\n-- unit_primitives/code --\ndescription: Writes it.\n"
    before, after = catalog(both), catalog("-- unit_primitives/chat --\ndescription: Writes it.\n")
    renamed = {Ref(kind="unit_primitive", name="chat"): Ref(kind="unit_primitive", name="code")}

    _, found = review_rows(before, after, changes_between(before, after, AS_OF, AS_OF, renamed=renamed), Titles({}))

    assert [(row.name, row.state, [tag.title for tag in row.tags]) for row in found] == [
        ("chat", "same", ["Renamed"]),
        ("The former chat", "dropped", []),
    ]


def test_a_bundle_that_was_renamed_is_one_column_and_changes_no_row() -> None:
    before, after = (
        catalog(
            f"-- unit_primitives/chat --\nadd_ons: [{name}]\n-- add_ons/{name} --\ndescription: For developers who pay.\n"
        )
        for name in ("duo_pro", "duo_max")
    )
    changes = changes_between(before, after, AS_OF, AS_OF)

    columns, found = review_rows(before, after, changes, Titles({}))

    assert [column.names for column in columns if column.names] == [("Duo max",)]
    assert [(row.name, row.is_changed) for row in found] == [("chat", False)]

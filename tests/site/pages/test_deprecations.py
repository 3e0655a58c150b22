"""What should no longer be sold or used: the author's words, what they point to, and what is still bundled or works."""

from site_builder.site import Link
from site_builder.site.bounds import MOST_BYTES
from site_builder.site.pages.deprecations import DeprecatedRow, DeprecationsPage, deprecations_page
from tests.site.making import material

CONFIG = """
    -- unit_primitives/chat --
    -- unit_primitives/duo_chat --
    -- unit_primitives/complete_code --
    -- unit_primitives/a_free_one --
    deprecation_message: Use chat, duo_chat or complete_code instead of a_free_one; see also no_such_name and duo_chat.
    -- unit_primitives/not_sold --
    cut_off_date: 2024-10-17T00:00:00Z
    deprecated_by_url: https://gitlab.com/example/-/issues/1
    -- unit_primitives/old_suggestions --
    cut_off_date: 2024-10-17T00:00:00Z
    deprecated_by_url: https://gitlab.com/example/-/issues/2
    deprecation_message: It ends.
    add_ons: [duo_pro]
    license_types: [premium]
    -- add_ons/duo_pro --
    -- license_types/premium --
    """


def link(name: str) -> Link:
    return Link(text=name, address=f"unit_primitives/{name}.html", code=True)


def test_what_is_deprecated_with_what_is_still_bundled_first() -> None:
    made = material(CONFIG)

    assert deprecations_page(made) == DeprecationsPage(
        address="deprecations.html",
        title="Deprecations",
        description="What should no longer be sold or used, what to use instead, and where it is still bundled.",
        section="deprecations.html",
        total=6,
        bundled=1,
        working=2,
        shows_message=True,
        shows_url=True,
        rows=(
            DeprecatedRow(
                row=made.rows["old_suggestions"],
                message="It ends.",
                url="https://gitlab.com/example/-/issues/2",
                named=(),
                findings=("W405",),
            ),
            DeprecatedRow(
                row=made.rows["a_free_one"],
                message="Use chat, duo_chat or complete_code instead of a_free_one; "
                "see also no_such_name and duo_chat.",
                url="",
                named=(link("duo_chat"), link("complete_code")),
                findings=("W406",),
            ),
            DeprecatedRow(
                row=made.rows["not_sold"],
                message="",
                url="https://gitlab.com/example/-/issues/1",
                named=(),
                findings=("W406",),
            ),
        ),
        in_list=Link(text="Filter this list", address="unit_primitives/index.html", query="?deprecated=yes"),
    )


def test_where_nothing_is_deprecated_the_page_has_no_rows() -> None:
    page = deprecations_page(material("-- unit_primitives/duo_chat --"))

    assert (page.rows, page.total, page.bundled, page.working) == ((), 1, 0, 0)


def test_fewer_stand_there_where_their_authors_say_very_much() -> None:
    message = f"deprecation_message: '{'&' * 1_000}'\n"
    made = material("".join(f"-- unit_primitives/p{number} --\n{message}" for number in range(400)))

    page = deprecations_page(made)

    assert made.most_rows > 400
    assert 200 <= len(page.rows) <= MOST_BYTES // 5_000
    assert len(page.rows) + page.more == 400

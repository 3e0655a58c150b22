"""The page of one GitLab version: what it brought, what it is the oldest for, and the versions beside it."""

from datetime import UTC, datetime

from site_builder.catalog import releases
from site_builder.site import Link
from site_builder.site.named import Names
from site_builder.site.news_rows import news_rows
from site_builder.site.pages.release import NamedAs, ReleasePage, release_page
from tests.site.making import AS_OF, material

CONFIG = """
    -- unit_primitives/ask_build --
    milestone: '16.9.0'
    -- unit_primitives/ask_issue --
    milestone: '16.9'
    deprecation_message: Replaced.
    -- unit_primitives/duo_chat --
    milestone: '16.8'
    min_gitlab_version_for_free_access: '16.8'
    min_gitlab_version: '16.9'
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro]
    -- unit_primitives/explain_code --
    milestone: '16.10'
    -- add_ons/duo_pro --
    """
FREE = datetime(2024, 10, 16, tzinfo=UTC)


def primitive(name: str) -> Link:
    return Link(text=name, address=f"unit_primitives/{name}.html", code=True)


def named(*names: str, deprecated: str = "") -> Names:
    return Names(links=tuple(map(primitive, names)), deprecated=frozenset(deprecated.split()), more=0)


def version(text: str) -> Link:
    return Link(text=text, address=f"whats_new/{text}.html")


def page_of(place: int, as_of: datetime = AS_OF, config: str = CONFIG) -> ReleasePage:
    """The page of the version at a place, the newest being 0."""
    made = material(config, as_of=as_of)
    found = releases(made.catalog, made.as_of)
    older = found[place + 1] if place + 1 < len(found) else None
    return release_page(found[place], older, found[place - 1] if place else None, made)


def test_the_page_of_a_version_between_two_others() -> None:
    made = material(CONFIG)

    assert page_of(1) == ReleasePage(
        address="whats_new/16.9.html",
        title="GitLab 16.9",
        description="3 unit primitives that came with GitLab 16.9 or need it at the least.",
        section="whats_new/index.html",
        trail=(Link(text="What’s new", address="whats_new/index.html"),),
        version="16.9",
        parts=(
            NamedAs(words="brought 2 unit primitives", names=named("ask_build", "ask_issue", deprecated="ask_issue")),
            NamedAs(words="is the oldest version with paid access to 1 unit primitive", names=named("duo_chat")),
        ),
        rows=news_rows(releases(made.catalog, made.as_of)[1], made),
        older=version("16.8"),
        newer=version("16.10"),
        since=Link(text="What came after 16.9", address="whats_new/index.html", query="?since=16.9"),
    )


def test_the_newest_has_none_after_it_and_the_oldest_none_before() -> None:
    assert (page_of(0).newer, page_of(0).older) == (None, version("16.9"))
    assert (page_of(2).newer, page_of(2).older) == (version("16.9"), None)


def test_what_a_version_is_for_one_primitive_in_two_ways_is_said_in_two_sentences() -> None:
    assert page_of(2, FREE).parts == (
        NamedAs(words="brought 1 unit primitive", names=named("duo_chat")),
        NamedAs(words="is the oldest version with free access to 1 unit primitive", names=named("duo_chat")),
    )


def test_a_minimum_that_nobody_needs_any_more_is_told_as_that_and_has_no_row() -> None:
    page = page_of(2, config=CONFIG.replace("    milestone: '16.8'\n", ""))

    assert (page.version, page.rows) == ("16.8", ())
    assert page.parts == (
        NamedAs(
            words="is stated by 1 unit primitive for a use in which nobody needs it now",
            names=named("duo_chat"),
        ),
    )

"""Commits and merge requests lead to the repository where it is known, and to no other host."""

import pytest

from site_builder.catalog import Edit
from site_builder.settings import SiteSettings
from site_builder.site.commits import Outside, commit_link, merge_request_links
from tests.catalog.makers import moment

REPOSITORY = "https://gitlab.example.com/group/catalog"


def edit(*references: str) -> Edit:
    return Edit(id="7340761a99", moment=moment("2024-12-02T10:00"), subject="Say it", merge_requests=references)


def test_a_commit() -> None:
    assert commit_link(edit(), SiteSettings(repository_url=REPOSITORY)) == Outside(
        text="7340761a", url=f"{REPOSITORY}/-/commit/7340761a99", title="Say it"
    )
    assert commit_link(edit(), SiteSettings()) == Outside(text="7340761a", title="Say it")


@pytest.mark.parametrize(
    ("repository", "reference", "text", "url"),
    [
        (REPOSITORY, "group/catalog!80", "!80", f"{REPOSITORY}/-/merge_requests/80"),
        (REPOSITORY, "!80", "!80", f"{REPOSITORY}/-/merge_requests/80"),
        (
            REPOSITORY,
            "group/sub/other!7",
            "group/sub/other!7",
            "https://gitlab.example.com/group/sub/other/-/merge_requests/7",
        ),
        (
            "https://example.com/gitlab/group/catalog",
            "group/catalog!80",
            "!80",
            "https://example.com/gitlab/group/catalog/-/merge_requests/80",
        ),
        (None, "group/catalog!80", "group/catalog!80", ""),
        (REPOSITORY, "javascript:alert(1)//b!12", "javascript:alert(1)//b!12", ""),
        (REPOSITORY, "//evil.example/b!12", "//evil.example/b!12", ""),
        (REPOSITORY, "../../b!12", "../../b!12", ""),
        (REPOSITORY, "group/catalog!12#x", "group/catalog!12#x", ""),
    ],
)
def test_a_merge_request(repository: str | None, reference: str, text: str, url: str) -> None:
    (found,) = merge_request_links(edit(reference), SiteSettings(repository_url=repository))

    assert (found.text, found.url) == (text, url)


def test_all_that_a_message_names_are_there() -> None:
    found = merge_request_links(edit("a/b!2", "a/b!1"), SiteSettings())

    assert [it.text for it in found] == ["a/b!2", "a/b!1"]

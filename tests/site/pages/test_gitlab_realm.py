"""The page of a realm: what works there, what only elsewhere, what is not stated; together that is everything."""

import pytest

from site_builder.site import Link
from site_builder.site.pages.gitlab_realm import GitlabRealmPage, gitlab_realm_page
from tests.site.making import material

CONFIG = """
    -- unit_primitives/everywhere --
    gitlab_realms: [saas, self-managed]
    -- unit_primitives/cloud_only --
    gitlab_realms: [saas]
    -- unit_primitives/local_only --
    gitlab_realms: [self-managed]
    -- unit_primitives/unknown_where --
    -- gitlab_realms/saas --
    legacy_realm: gitlab-com
    -- gitlab_realms/self-managed --
    legacy_realm: self-managed
    -- gitlab_realms/dedicated --
    -- services/both --
    unit_primitives: [everywhere]
    -- services/cloud --
    gitlab_realm: [gitlab-com]
    unit_primitives: [cloud_only]
    """


def page_of(name: str) -> GitlabRealmPage:
    """The page of a realm."""
    made = material(CONFIG)
    return gitlab_realm_page(made.catalog.gitlab_realms[name], made)


def test_what_works_here_and_what_only_elsewhere() -> None:
    page = page_of("saas")

    assert [row.name for group in page.groups for row in group.rows] == ["cloud_only", "everywhere"]
    assert [row.name for row in page.elsewhere] == ["local_only"]
    assert (page.total, page.everything, page.unstated) == (2, 4, 1)


@pytest.mark.parametrize("name", ["saas", "self-managed", "dedicated"])
def test_here_elsewhere_and_not_stated_sum_to_everything(name: str) -> None:
    page = page_of(name)

    assert page.total + len(page.elsewhere) + page.unstated == page.everything
    assert sum(len(group.rows) for group in page.groups) == page.total


def test_older_versions_of_this_realm_read_certain_services() -> None:
    both = Link(text="both", address="services/both.html", code=True)
    cloud = Link(text="cloud", address="services/cloud.html", code=True)

    assert (page_of("saas").legacy_realm, page_of("saas").services) == ("gitlab-com", (both, cloud))
    assert (page_of("self-managed").legacy_realm, page_of("self-managed").services) == ("self-managed", (both,))
    assert (page_of("dedicated").legacy_realm, page_of("dedicated").services) == ("", ())


def test_links_into_the_list_set_its_filters() -> None:
    page = page_of("self-managed")

    assert page.in_list.query == "?gitlab_realms=self-managed"
    assert page.parity == Link(text="Compare the realms", address="parity.html")
    assert page.unstated_list == Link(text="1", address="unit_primitives/index.html", query="?gitlab_realms=not-stated")

"""The page of a realm: what works there or is not sold, what only elsewhere, what is not stated; together all."""

import pytest

from site_builder.site import Link, Material
from site_builder.site.bounds import MOST_ROWS, LeftOut
from site_builder.site.pages.gitlab_realm import GitlabRealmPage, gitlab_realm_page
from tests.site.making import material
from tests.site.sites import Built

CONFIG = """
    -- unit_primitives/everywhere --
    gitlab_realms: [saas, self-managed]
    -- unit_primitives/cloud_only --
    gitlab_realms: [saas]
    -- unit_primitives/local_only --
    gitlab_realms: [self-managed]
    -- unit_primitives/unknown_where --
    -- unit_primitives/unsold --
    gitlab_realms: [dedicated, self-managed]
    cut_off_date: 2024-01-01T00:00:00Z
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
    assert [row.name for row in page.elsewhere] == ["local_only", "unsold"]
    assert (page.total, page.everything, page.unsold, page.unstated) == (2, 5, 0, 1)


def test_what_is_not_sold_here_is_counted_and_listed_apart() -> None:
    page = page_of("dedicated")

    assert (page.total, page.unsold, page.groups) == (0, 1, ())
    assert [row.name for group in page.unsold_groups for row in group.rows] == ["unsold"]


@pytest.mark.parametrize("name", ["saas", "self-managed", "dedicated"])
def test_here_elsewhere_and_not_stated_sum_to_everything(name: str) -> None:
    page = page_of(name)

    assert page.total + page.unsold + len(page.elsewhere) + page.unstated == page.everything
    assert sum(len(group.rows) for group in page.groups) == page.total
    assert sum(len(group.rows) for group in page.unsold_groups) == page.unsold


def test_of_very_many_all_tables_together_show_what_a_page_can_and_lead_to_what_they_count() -> None:
    cut_off = "cut_off_date: 2024-01-01T00:00:00Z"
    made = material(
        "-- gitlab_realms/saas --\n-- gitlab_realms/dedicated --\n"
        + "".join(f"-- unit_primitives/free_{number} --\ngitlab_realms: [saas]\n" for number in range(MOST_ROWS))
        + "".join(
            f"-- unit_primitives/gone_{number} --\ngitlab_realms: [saas]\n{cut_off}\n" for number in range(MOST_ROWS)
        )
        + f"-- unit_primitives/other --\ngitlab_realms: [dedicated]\n{cut_off}\n"
    )

    page = gitlab_realm_page(made.catalog.gitlab_realms["saas"], made)

    shown = [len(group.rows) for group in (*page.groups, *page.unsold_groups)]
    assert sum(shown) + len(page.elsewhere) == MOST_ROWS
    assert (page.total, page.unsold, len(page.elsewhere), page.elsewhere_more) == (MOST_ROWS, MOST_ROWS, 1, 0)
    assert page.other_realms.query == "?gitlab_realms=dedicated"
    assert page.left_out == LeftOut(count=MOST_ROWS - shown[0], all=in_list("gitlab_realms=saas"))
    assert page.unsold_left_out == LeftOut(
        count=MOST_ROWS - shown[1], all=in_list("access=unavailable&gitlab_realms=saas")
    )


def test_what_is_only_elsewhere_is_counted_also_where_there_is_room_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Material, "most_rows", 1)
    html = Built(material(CONFIG)).pages["gitlab_realms/dedicated.html"]
    page = page_of("dedicated")

    assert (len(page.elsewhere), page.elsewhere_more > 0) == (0, True)
    (answer,) = (it.text for it in html.all("p") if it.attributes.get("class") == "answer-sentence")
    assert f" {page.elsewhere_more} only elsewhere;" in answer
    notes = [it.text for it in html.all("p") if it.attributes.get("class") == "left-out"]
    assert any(note.startswith(f"{page.elsewhere_more} more ") for note in notes)


def in_list(query: str) -> Link:
    """The list with some filters set."""
    return Link(text="the list", address="unit_primitives/index.html", query=f"?{query}")


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

"""The list of legacy services, with the files of the old format and the unit primitives that it makes services of."""

from dataclasses import fields

from site_builder.catalog import KIND, legacy_services
from site_builder.site import Link
from site_builder.site.pages.kind import KindPage, kind_page
from site_builder.site.pages.services import LegacyFile, services_page
from tests.site.making import material

CONFIG = """
    -- unit_primitives/duo_chat --
    -- unit_primitives/explain_code --
    -- unit_primitives/sast --
    -- services/duo_chat --
    unit_primitives: [duo_chat, explain_code]
    -- services/empty --
    -- services/sast --
    gitlab_realm: [gitlab-com]
    unit_primitives: [sast]
    -- gitlab_realms/saas --
    legacy_realm: gitlab-com
    -- gitlab_realms/self-managed --
    legacy_realm: self-managed
    -- gitlab_realms/dedicated --
    legacy_realm: self-managed
    """
MADE = material(CONFIG)


def link(kind: str, name: str) -> Link:
    """The link to a service or a unit primitive."""
    return Link(text=name, address=f"{kind}/{name}.html", code=True)


def test_the_list_is_that_of_every_kind() -> None:
    page, plain = services_page(MADE), kind_page(KIND["service"], MADE)

    assert [getattr(page, it.name) for it in fields(KindPage)] == [getattr(plain, it.name) for it in fields(KindPage)]


def test_each_legacy_realm_has_a_file_with_counts_and_what_is_left_out() -> None:
    assert services_page(MADE).files == (
        LegacyFile(
            link=Link(text="legacy/gitlab-com.yml", address="legacy/gitlab-com.yml"),
            realms="GitLab.com",
            services=3,
            grouped=2,
            single=1,
            elsewhere=0,
            left_out=(link("services", "empty"),),
        ),
        LegacyFile(
            link=Link(text="legacy/self-managed.yml", address="legacy/self-managed.yml"),
            realms="Self-managed and Dedicated",
            services=2,
            grouped=1,
            single=1,
            elsewhere=0,
            left_out=(link("services", "empty"), link("services", "sast")),
        ),
    )
    assert [len(legacy_services(MADE.catalog, realm)) for realm in ("gitlab-com", "self-managed")] == [3, 2]


def test_unit_primitives_are_services_of_their_own_or_stand_behind_a_service_of_their_name() -> None:
    page = services_page(MADE)

    assert page.own_services == (link("unit_primitives", "explain_code"),)
    assert page.covered == (link("unit_primitives", "duo_chat"), link("unit_primitives", "sast"))
    assert len(page.own_services) + len(page.covered) == page.everything


def test_a_realm_that_no_gitlab_realm_names_is_not_stated() -> None:
    (cloud, own) = services_page(material("-- unit_primitives/duo_chat --")).files

    assert (cloud.realms, own.realms) == ("", "")
    assert (cloud.services, cloud.grouped, cloud.single, cloud.left_out) == (1, 0, 1, ())


def test_what_is_read_where_it_is_not_available_is_counted() -> None:
    made = material(
        f"{CONFIG}-- unit_primitives/apart --\n    gitlab_realms: [saas]\n    -- unit_primitives/own --\n    gitlab_realms: [dedicated]\n"
    )
    cloud, own = services_page(made).files

    assert (cloud.realms, cloud.elsewhere) == ("GitLab.com", 1)
    assert (own.realms, own.elsewhere) == ("Self-managed and Dedicated", 1)


def test_where_nobody_states_who_reads_a_file_none_is_counted_as_read_elsewhere() -> None:
    page = services_page(
        material(
            "-- gitlab_realms/saas --\n    legacy_realm: gitlab-com\n    -- unit_primitives/one --\n    gitlab_realms: [saas]"
        )
    )

    assert [file.elsewhere for file in page.files] == [0, 0]
    assert page.read_elsewhere == ()

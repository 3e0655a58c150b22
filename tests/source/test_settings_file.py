"""`site.yml`: what a team sets, the defaults, and everything wrong in it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.problems import Problem
from site_builder.settings import SiteSettings
from site_builder.source import load_site_settings
from site_builder.source.settings_file import marks_of
from tests.trees import CONFIG, printed, schemas

Tree = Callable[[str], Path]


def settings(config: Path) -> SiteSettings:
    return load_site_settings(config, schemas(), "my/config")


def wrong(config: Path) -> list[str]:
    found = settings(config)
    assert found == SiteSettings()
    return printed(sorted(found.problems, key=Problem.sort_key))


def test_without_the_file_everything_has_its_default(tmp_path: Path) -> None:
    assert settings(tmp_path) == settings(tmp_path / "nowhere") == SiteSettings()


def test_what_the_file_states_is_set_and_the_rest_has_its_default(config_tree: Tree) -> None:
    config = config_tree("-- site.yml --\ntitle: Our catalog\ntitles:\n  saas: GitLab.com\n  premium: '1'\n")

    assert settings(config) == SiteSettings(title="Our catalog", titles={"saas": "GitLab.com", "premium": "1"})


@pytest.mark.parametrize("written", ["https://example.com/catalog", "https://example.com/catalog//"])
def test_an_address_of_the_site_ends_with_one_slash(config_tree: Tree, written: str) -> None:
    config = config_tree(f"-- site.yml --\nbase_url: {written}\nrepository_url: {written}\n")

    assert settings(config).base_url == "https://example.com/catalog/"
    assert settings(config).repository_url == "https://example.com/catalog"


def test_a_stand_in_is_left_out(config_tree: Tree) -> None:
    assert settings(config_tree("-- site.yml --\nnotice: TBD\nrepository_url: unknown\n")) == SiteSettings()


def test_everything_wrong_is_told_at_once(config_tree: Tree) -> None:
    config = config_tree("-- site.yml --\nbase_url: http://x.com/\ntitel: x\ntitle: yes\ntitles: [saas]\n")

    assert wrong(config) == [
        (
            "my/config/site.yml:1:11: error[E208] base_url: not an https address: "
            "'http://x.com/' begins with 'http:' (write https://x.com/)"
        ),
        "my/config/site.yml:2:1: error[E202] titel: unknown field (did you mean 'title'?)",
        "my/config/site.yml:3:8: error[E204] title: without quotes, yes is read as true or false by YAML tools (write 'yes')",
        "my/config/site.yml:4:1: error[E203] titles: a mapping belongs here, not a list",
    ]


def test_a_file_that_cannot_be_parsed(config_tree: Tree) -> None:
    assert wrong(config_tree("-- site.yml --\n")) == ["my/config/site.yml: error[E111] the file is empty"]


def test_a_link_is_not_followed_and_a_pipe_does_not_hang(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("title: secret\n", encoding="utf-8")
    (tmp_path / "site.yml").symlink_to("secret")
    assert wrong(tmp_path) == ["my/config/site.yml: error[E113] this is a link, and is not read"]

    (tmp_path / "site.yml").unlink()
    os.mkfifo(tmp_path / "site.yml")
    assert wrong(tmp_path) == ["my/config/site.yml: error[E113] this is a pipe, and is not read"]


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "site.yml").open("wb") as stream:
        stream.truncate(10_000_000_000)

    assert [line.partition(" ")[0] for line in wrong(tmp_path)] == ["my/config/site.yml:"]


def test_the_real_file_is_fine() -> None:
    assert settings(CONFIG).titles["saas"] == "GitLab.com"


def test_what_is_internal_is_set_by_fields_and_kinds(config_tree: Tree) -> None:
    config = config_tree("-- site.yml --\ninternal_fields: [group, introduced_by_url]\ninternal_kinds: [services]\n")

    assert settings(config) == SiteSettings(
        internal_fields=("group", "introduced_by_url"), internal_kinds=("services",)
    )


def test_words_of_every_day_are_listed(config_tree: Tree) -> None:
    assert settings(config_tree("-- site.yml --\npublic_words: [agent, chat]\n")).public_words == ("agent", "chat")


def test_a_mark_on_what_there_is_not_or_on_what_pages_are_made_of_is_an_error(config_tree: Tree) -> None:
    config = config_tree(
        "-- site.yml --\ninternal_fields: [grup, name, services, alias_names]\ninternal_kinds:\n  - service\n  - unit_primitives\n"
    )

    assert wrong(config) == [
        "my/config/site.yml:1:19: error[E212] internal_fields[0]: there is no field 'grup' (did you mean 'group'?)",
        "my/config/site.yml:1:25: error[E212] internal_fields[1]: every page is made of the field 'name'",
        "my/config/site.yml:1:31: error[E212] internal_fields[2]: there is no field 'services' (did you mean 'backend_services'?)",
        "my/config/site.yml:1:41: error[E212] internal_fields[3]: every page is made of the field 'alias_names'",
        "my/config/site.yml:3:5: error[E212] internal_kinds[0]: there is no kind 'service' (did you mean 'services'?)",
        "my/config/site.yml:4:5: error[E212] internal_kinds[1]: every page is made of the kind 'unit_primitives'",
    ]


def test_a_stand_in_for_marks_is_an_error(config_tree: Tree) -> None:
    assert wrong(config_tree("-- site.yml --\ninternal_fields: TBD\ninternal_kinds: none\n")) == [
        "my/config/site.yml:1:18: error[E203] internal_fields: a list belongs here, not text (write '- TBD' on the line below)",
        "my/config/site.yml:2:17: error[E203] internal_kinds: a list belongs here, not text (write '- none' on the line below)",
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("internal_kinds: []\nabout: Of services, groups and add_ons.\n", ()),
        ("internal_kinds: [services]\nabout: Of groups.\n", ("services",)),
        ("about: Of services.\n", ()),
        ("internal_kinds: [service]\nabout: Of groups and services.\n", ("groups", "services")),
        ("internal_kinds: groups\nabout: Of services.\n", ("groups", "services")),
        ("internal_kinds: [\nabout: Of services.\n", ("services",)),
    ],
)
def test_what_a_site_file_marked_is_what_it_lists_or_all_that_it_may_have_meant(
    text: str, kinds: tuple[str, ...]
) -> None:
    assert marks_of(text.encode(), schemas(), "config").kinds == kinds

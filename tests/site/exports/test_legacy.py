"""The legacy services as a YAML file: what older versions read, below a comment that nothing gets out of."""

import pytest
import yaml

from site_builder.catalog import Internal, Names, left_out, legacy_services, link, public
from site_builder.settings import SiteSettings
from site_builder.site.exports.legacy import legacy_yaml
from tests.site.making import catalog

CONFIG = """
    -- unit_primitives/duo_chat --
    cut_off_date: 2024-10-17T02:00:00+02:00
    min_gitlab_version: '16.10'
    min_gitlab_version_for_free_access: 16.8.1
    backend_services: [ai_gateway]
    add_ons: [duo_pro]
    license_types: [premium]
    -- unit_primitives/explain_code --
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- backend_services/ai_gateway --
    jwt_aud: gitlab-ai-gateway
    -- services/duo_chat --
    gitlab_realm: [gitlab-com]
    unit_primitives: [duo_chat, explain_code]
    """
SITE = SiteSettings(title="My catalog", notice="Unofficial; not checked by GitLab.")


def test_the_file_whole() -> None:
    assert (
        legacy_yaml("gitlab-com", catalog(CONFIG), SITE).decode()
        == """\
# My catalog: services as GitLab instances of gitlab-com read them.
# Unofficial; not checked by GitLab.
# Generated from the catalog: change its files, not this one.
services:
  duo_chat:
    backend: gitlab-ai-gateway
    cut_off_date: 2024-10-17 00:00:00 UTC
    min_gitlab_version: '16.10'
    min_gitlab_version_for_free_access: '16.8.1'
    license_types:
    - premium
    bundled_with:
      duo_pro:
        unit_primitives:
        - duo_chat
      _irrelevant:
        unit_primitives:
        - explain_code
  explain_code:
    bundled_with:
      _irrelevant:
        unit_primitives:
        - explain_code
"""
    )


@pytest.mark.parametrize("realm", ["gitlab-com", "self-managed"])
def test_it_reads_back_as_the_services_of_the_realm_with_versions_and_moments_as_texts(realm: str) -> None:
    made = catalog(CONFIG)

    assert yaml.safe_load(legacy_yaml(realm, made, SITE)) == {"services": legacy_services(made, realm)}


def test_without_a_notice_the_comment_has_two_lines() -> None:
    head = legacy_yaml("self-managed", catalog(CONFIG), SiteSettings(title="T")).decode().partition("services:")[0]

    assert head == (
        "# T: services as GitLab instances of self-managed read them.\n"
        "# Generated from the catalog: change its files, not this one.\n"
    )


@pytest.mark.parametrize(
    ("fields", "kinds"), [(("jwt_aud",), ()), (("backend_services",), ()), ((), ("backend_services",))]
)
def test_the_public_is_told_that_the_backend_is_left_out(fields: Names, kinds: Names) -> None:
    made = catalog(CONFIG)
    shown = link(public(tuple(made), Internal(left_out=left_out(fields, kinds))), left_out(fields, kinds))

    text = legacy_yaml("gitlab-com", shown, SiteSettings(title="T")).decode()

    assert text.startswith(
        "# T: services as GitLab instances of gitlab-com read them, but for their backend, which is internal.\n"
    )
    assert "backend:" not in text
    assert "backend:" in legacy_yaml("gitlab-com", made, SiteSettings(title="T")).decode()


@pytest.mark.parametrize(
    "text", ["a\nservices: {}", "a\r\nb: c", "a\u2028b: c", "a\x85b: c", "x " * 200, "# --- \x00\x1b"]
)
def test_no_title_and_no_notice_gets_out_of_the_comment(text: str) -> None:
    made = catalog(CONFIG)
    written = legacy_yaml("gitlab-com", made, SiteSettings(title=text, notice=text))

    assert yaml.safe_load(written) == {"services": legacy_services(made, "gitlab-com")}
    assert max(map(len, written.decode().partition("services:\n")[0].split("\n"))) <= 100


def test_a_realm_that_the_format_does_not_know_is_an_error() -> None:
    with pytest.raises(ValueError, match="legacy realm must be one of gitlab-com, self-managed, not 'saas'"):
        legacy_yaml("saas", catalog(CONFIG), SITE)

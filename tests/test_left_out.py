"""What is internal is left out of the public site, and never told as if nobody had stated it."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from site_builder.build import build
from site_builder.settings import Audience
from tests.browser.visiting import settings
from tests.site.making import write_config
from tests.site.reading import Html

# Everything states whatever can be left out for the public without another answer.
EVERYTHING = """
    -- unit_primitives/complete_code --
    description: Completes code.
    group: group::code creation
    documentation_url: https://docs.gitlab.com/code/
    introduced_by_url: https://gitlab.com/a/b/-/merge_requests/1
    unit_primitive_issue_url: https://gitlab.com/a/b/-/issues/1
    deprecated_by_url: https://gitlab.com/a/b/-/issues/2
    deprecation_message: Use agents instead.
    cut_off_date: 2024-10-17T00:00:00Z
    status: beta
    milestone: '16.8'
    min_gitlab_version: '16.9'
    min_gitlab_version_for_free_access: '16.8'
    min_backend_version: '1.2'
    backend_services: [ai_gateway]
    add_ons: [duo_pro]
    license_types: [premium]
    gitlab_realms: [saas]
    -- backend_services/ai_gateway --
    description: Passes requests on.
    group: group::code creation
    project_url: https://gitlab.com/a/gateway
    jwt_aud: gitlab-ai-gateway
    -- add_ons/duo_pro --
    description: For developers.
    documentation_url: https://docs.gitlab.com/pro/
    -- license_types/premium --
    description: The first.
    documentation_url: https://docs.gitlab.com/premium/
    -- gitlab_realms/saas --
    description: GitLab.com.
    documentation_url: https://docs.gitlab.com/saas/
    legacy_realm: gitlab-com
    -- services/code_suggestions --
    description: Code for all.
    basic_unit_primitive: complete_code
    gitlab_realm: [gitlab-com]
    unit_primitives: [complete_code]
    """
FIELDS = [
    *("description", "group", "documentation_url", "introduced_by_url", "unit_primitive_issue_url"),
    *("deprecated_by_url", "deprecation_message", "min_backend_version", "backend_services", "project_url", "jwt_aud"),
]
_NOTHING = re.compile(r"not stated|states? none|no findings|\b0 findings|hosts 0|undefined|: None\b", re.IGNORECASE)


@cache
def nothings(marks: str, audience: Audience = Audience.PUBLIC) -> dict[str, list[str]]:
    """For each page and each CSV file, what it says that nobody stated."""
    with TemporaryDirectory() as directory:
        config, output = write_config(Path(directory, "config"), EVERYTHING), Path(directory, "public")
        (config / "site.yml").write_text(marks, encoding="utf-8")
        build(replace(settings(output, config), audience=audience))
        pages = {it: Html(it.read_text("utf-8")) for it in sorted(output.rglob("*.html"))}
        texts = {it: page.one("main").text for it, page in pages.items()}
        texts |= {it: it.read_text("utf-8") for it in sorted(output.rglob("*.csv"))}
        counts = {
            it: [f"{cell.attributes.get('data-label')}: 0" for cell in page.all("td") if cell.text.strip() == "0"]
            for it, page in pages.items()
        }
        return {
            it.relative_to(output).as_posix(): [*_NOTHING.findall(text), *counts.get(it, ())]
            for it, text in texts.items()
        }


@pytest.mark.parametrize(
    "marks",
    [
        "{}",
        *(f"internal_fields: [{field}]" for field in FIELDS),
        "internal_kinds: [backend_services]",
        "internal_kinds: [groups]",
    ],
)
def test_no_page_says_that_something_internal_is_not_stated(marks: str) -> None:
    team = nothings("{}", Audience.INTERNAL)

    more = {page: Counter(found) - Counter(team[page]) for page, found in nothings(marks).items()}

    assert {page: found for page, found in more.items() if found} == {}
    assert all(f"{field}: " in EVERYTHING for field in FIELDS)

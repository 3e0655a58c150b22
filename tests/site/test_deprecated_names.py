"""Where an answer names unit primitives, in a line or a row, each that is deprecated says so."""

import re

import pytest

from site_builder.site import plan
from tests.artifacts import artifacts_of
from tests.site.making import material

CONFIG = """
    -- unit_primitives/old --
    deprecation_message: Use new.
    milestone: '16.9'
    cut_off_date: 2025-01-01T00:00:00Z
    add_ons: [duo_pro]
    gitlab_realms: [saas]
    -- unit_primitives/older --
    deprecation_message: Use new.
    -- unit_primitives/new --
    add_ons: [duo_core]
    -- unit_primitives/ending --
    deprecation_message: Use new.
    cut_off_date: 2030-01-01T00:00:00Z
    -- services/legacy --
    unit_primitives: [old, older, new]
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- gitlab_realms/dedicated --
    -- gitlab_realms/saas --
    """
NAMED = re.compile(
    r'<a href="[^"]*unit_primitives/(?:old(?:er)?|ending)\.html">.*?</a>(?P<mark> ?<span class="tag deprecated">)?'
)


@pytest.mark.parametrize(
    "path",
    [
        *("index.html", "timeline.html", "whats_new/16.9.html", "add_ons/duo_pro.html", "gitlab_realms/dedicated.html"),
        *("groups/duo_chat.html", "feature_categories/duo_chat.html", "services/legacy.html"),
    ],
)
def test_what_is_deprecated_says_so_wherever_an_answer_names_it(path: str) -> None:
    files = {it.path: it.content for it in artifacts_of(plan(material(CONFIG)))}

    answers, *_ = re.split('<h2 id="(?:facts|needs|relations)">', files[path].decode())
    named = [found["mark"] for found in NAMED.finditer(answers)]

    assert named
    assert all(named)

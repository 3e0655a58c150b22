"""What scripts are joined from."""

import re

import pytest

from site_builder.site import ASSETS, urls
from site_builder.site.assets import COMMON_SCRIPT, Asset
from tests.artifacts import TEMPLATES

# Every page has the common script, with what the others take from it.
SCRIPTS = [it for it in ASSETS if it.address.endswith(".js") and it.address != urls.asset(COMMON_SCRIPT)]
FILTERS = "siteFilters"  # which facets.js takes where somebody gives it
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)


@pytest.mark.parametrize("asset", SCRIPTS, ids=lambda asset: asset.address)
def test_what_is_joined_into_a_script_gives_what_another_part_of_it_takes(asset: Asset) -> None:
    texts = [_COMMENT.sub("", (TEMPLATES / "assets" / source).read_text("utf-8")) for source in asset.sources]
    for place, text in enumerate(texts[:-1]):
        given = {*re.findall(r"^  window\.(site\w+) = ", text, re.MULTILINE)} - {FILTERS}
        taken = {name for later in texts[place + 1 :] for name in re.findall(r"window\.(site\w+)\b(?! = )", later)}
        assert given <= taken

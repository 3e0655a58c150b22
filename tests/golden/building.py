"""The site of the small configuration beside this file, as it is built and as it is expected."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from site_builder.catalog import Chronicle
from site_builder.installed import own_files
from site_builder.settings import SiteSettings
from site_builder.site import Material, plan
from site_builder.source import load_schemas, load_site_settings
from tests.artifacts import artifacts_of
from tests.site.making import LABEL, material_of

CONFIG = Path(__file__).parent / "config"
EXPECTED = Path(__file__).parent / "site"
AS_OF = datetime(2024, 11, 1, 12, tzinfo=UTC)

# The data whole; of the pages three, because their look changes more often than what they say.
DIRECTORIES = ("api/", "calendar/", "data/", "diagrams/", "feeds/", "legacy/")
# No text that could be compared at sight; what is in it is tested with the spreadsheet.
UNREADABLE = ".xlsx"
FILES = ("robots.txt", "sitemap.xml", "assets/search-data.js")
PAGES = ("index.html", "add_ons/duo_pro.html", "unit_primitives/duo_chat.html")


def golden_settings() -> SiteSettings:
    """What `site.yml` of the small configuration sets."""
    return load_site_settings(CONFIG, load_schemas(own_files("schemas")))


def golden_material(as_of: datetime = AS_OF, label: str = LABEL) -> Material:
    """The small configuration as pages see it, outside of any repository."""
    told = Chronicle(missing="not in a git repository")
    return material_of(CONFIG, as_of=as_of, site=golden_settings(), label=label, chronicle=told)


def built() -> dict[str, bytes]:
    """The files that are compared, as the program makes them now."""
    artifacts = artifacts_of(plan(golden_material()))
    return {
        artifact.path: artifact.content
        for artifact in artifacts
        if (artifact.path.startswith(DIRECTORIES) and not artifact.path.endswith(UNREADABLE))
        or artifact.path in (*FILES, *PAGES)
    }


def expected() -> dict[str, bytes]:
    """The files as somebody looked at them and found them good."""
    return {path.relative_to(EXPECTED).as_posix(): path.read_bytes() for path in EXPECTED.rglob("*") if path.is_file()}


def update() -> None:
    """Makes what is built what is expected, and says what became different."""
    new, old = built(), expected()
    for name in sorted({*new, *old}):
        if new.get(name) != old.get(name):
            sys.stdout.write(
                f"{'changed' if name in new and name in old else 'new' if name in new else 'gone'}: {name}\n"
            )
    for name in set(old) - set(new):
        (EXPECTED / name).unlink()
    for name, content in new.items():
        (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
        (EXPECTED / name).write_bytes(content)

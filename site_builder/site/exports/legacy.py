"""What older GitLab versions read instead of unit primitives: the services of a legacy realm as a YAML file."""

from textwrap import wrap

from ...catalog import Catalog, legacy_services, tells_audience
from ...problems import visible
from ...settings import SiteSettings
from .yaml_text import to_yaml

_WIDTH = 98  # characters of a comment's line, without its mark


def legacy_yaml(legacy_realm: str, catalog: Catalog, site: SiteSettings) -> bytes:
    """`legacy/<realm>.yml`: every service, below a comment that says where the file comes from.

    ValueError for a realm that the format does not know.
    """
    without = "" if tells_audience(catalog.left_out) else ", but for their backend, which is internal"
    first = f"{site.title}: services as GitLab instances of {legacy_realm} read them{without}."
    comment = "\n".join(_comment(first, site))
    return f"{comment}\n{to_yaml({'services': legacy_services(catalog, legacy_realm)})}".encode()


def _comment(first: str, site: SiteSettings) -> list[str]:
    """Lines that are comments whatever the title and the notice hold."""
    texts = (first, site.notice or "", "Generated from the catalog: change its files, not this one.")
    on_one_line = (visible(" ".join(text.split())) for text in texts)
    return [
        f"# {line}"
        for text in on_one_line
        for line in wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    ]

"""A built site in, its size and what its heaviest pages weigh out, as JSON: `python -m tests.benchmarks.weights DIR`.

A page weighs what a server sends for it, compressed with gzip, as GitLab Pages does: the page, and each script, style
sheet and picture that it asks for at once. What scripts fetch later, such as the data of the search, is not among them.
"""

import gzip
import json
import posixpath
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from html.parser import HTMLParser
from pathlib import Path

import click

from site_builder.catalog import KINDS

_LEVEL = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What one page comes to: compressed bytes, but for `plain`, the bytes of its own file as they stand there."""

    address: str
    plain: int
    page: int
    scripts: int
    styles: int
    pictures: int
    requests: int

    @property
    def total(self) -> int:
        """Everything together."""
        return self.page + self.scripts + self.styles + self.pictures


class _Requests(HTMLParser):
    """What a browser asks for at once when it shows a page, by sort."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: dict[str, list[str]] = {"script": [], "stylesheet": [], "icon": [], "img": []}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        sort = found.get("rel") if tag == "link" else tag
        link = found.get("href" if tag == "link" else "src")
        if sort in self.links and link:
            self.links[sort].append(link)


def heaviest(site: Path) -> tuple[Weight, ...]:
    """The heaviest page of each kind of entity, in the order of the kinds."""
    found = []
    for kind in KINDS:
        pages = [page for page in (site / kind.plural).glob("*.html") if page.name != "index.html"]
        if pages:
            found.append(weight(site, max(sorted(pages), key=_compressed)))
    return tuple(found)


def weight(site: Path, page: Path) -> Weight:
    """What one page weighs."""
    links = _Requests(page.read_text(encoding="utf-8")).links
    return Weight(
        address=page.relative_to(site).as_posix(),
        plain=page.stat().st_size,
        page=_compressed(page),
        scripts=_together(page, links["script"]),
        styles=_together(page, links["stylesheet"]),
        pictures=_together(page, [*links["icon"], *links["img"]]),
        requests=1 + sum(map(len, links.values())),
    )


def _together(page: Path, links: Iterable[str]) -> int:
    return sum(_compressed(Path(posixpath.normpath(page.parent / link))) for link in links)


def _compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), _LEVEL, mtime=0))


@click.command()
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
def main(site: Path) -> None:
    """Print how many files and bytes SITE has, and its heaviest pages."""
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    index = json.loads((site / "api" / "v1" / "index.json").read_bytes())
    told = {
        "files": len(sizes),
        "bytes": sum(sizes),
        "entities": sum(kind["count"] for kind in index["kinds"].values()),
        "heaviest": [{**asdict(page), "total": page.total} for page in heaviest(site)],
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()

"""The page of every file that programs may read, with size and shape, and of the fields that the YAML has."""

from collections.abc import Iterable
from dataclasses import dataclass

from .. import urls
from ..downloads import Download
from ..links import Link
from ..material import Material
from ..page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A file to download: what one line or object of it is. `bytes` is its size."""

    link: Link
    shape: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage(Page):
    """`data.html`"""

    template = "data.html"

    files: tuple[DataFile, ...]
    example: Link
    schemas: tuple[Link, ...]
    editors: Link


def data_page(material: Material, listed: Iterable[Download]) -> DataPage:
    """The page of all downloads."""
    return DataPage(
        address=urls.DATA,
        title="Data",
        description="Everything in the catalog as JSON, CSV, GraphML and a spreadsheet, what older GitLab versions read, and the schemas of the YAML files.",
        section=urls.DATA,
        files=tuple(map(_measured, listed)),
        example=Link(
            text="api/v1/unit_primitive/<name>.json",
            address=urls.api_entity(next(iter(material.catalog.unit_primitives)).ref),
        ),
        schemas=tuple(
            Link(text=kind.title, address=urls.schema(kind.singular))
            for kind in material.catalog.listed
            if kind.has_files
        ),
        editors=Link(text="in your editor", address=urls.EDITORS),
    )


def _measured(download: Download) -> DataFile:
    link = Link(text=download.address, address=download.address)
    return DataFile(link=link, shape=download.shape, bytes=len(download.make()))

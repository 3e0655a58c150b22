"""Material in, the files that the data page lists out, each with what one line or object of it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from ..catalog import LEGACY_REALMS, graphml, legacy_services
from ..counting import number
from . import urls
from .exports import (
    api_catalog,
    api_index,
    entity_table,
    legacy_yaml,
    matrix_table,
    provenance_table,
    spreadsheet,
    warehouse_table,
)
from .material import Material


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the data page lists. `make` gives its bytes, `shape` says what one line or object of it is."""

    address: str
    make: Callable[[], bytes]
    shape: str


def downloads(material: Material) -> Iterator[Download]:
    """Every such file, in the order of the page."""
    catalog = material.catalog
    yield Download(
        urls.API_CATALOG, _once(api_catalog, material), "JSON, all entities of all kinds, relations both ways"
    )
    yield Download(urls.API_INDEX, _once(api_index, material), "JSON, where the file of each entity is")
    yield from _tables(material)
    shape = "Excel spreadsheet: a sheet per kind, the matrix, and how bundles differ"
    yield Download(urls.SPREADSHEET, _once(spreadsheet, material), shape)
    yield Download(urls.GRAPHML, _once(graphml, catalog), "GraphML, a node per entity and an edge per relation")
    for realm in LEGACY_REALMS if "service" not in catalog.left_out.kinds else ():
        services = number(len(legacy_services(catalog, realm)), "service")
        shape = f"YAML, the {services} that older GitLab versions read on {realm}"
        yield Download(urls.legacy(realm), _once(legacy_yaml, realm, catalog, material.site), shape)
    if material.provenance_csv:
        yield Download(urls.PROVENANCE, _once(provenance_table, material), "CSV, one line per value with its source")


def _tables(material: Material) -> Iterator[Download]:
    catalog = material.catalog
    for kind in catalog.listed:
        entities = catalog.of_kind(kind.singular)
        shape = f"CSV, one line for each of {number(len(entities), kind.noun, kind.nouns)}"
        yield Download(urls.table(kind.singular), _once(entity_table, kind, entities, catalog.left_out), shape)
    yield Download(urls.MATRIX_CSV, _once(matrix_table, material), "CSV, the matrix: one line per unit primitive")
    shape = "CSV, the columns of the data warehouse: one line per unit primitive, every cell a quoted text"
    yield Download(urls.WAREHOUSE, _once(warehouse_table, catalog.unit_primitives, catalog.left_out), shape)


def _once(make: Callable[..., bytes], *arguments: object) -> Callable[[], bytes]:
    """Makes a file when it is first asked for: the page that lists it asks as well as the site."""
    return cache(partial(make, *arguments))

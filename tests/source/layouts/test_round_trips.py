"""A catalog that goes out in another layout comes back the same, to the last order of a list."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, example, given, settings

from site_builder.catalog import Catalog, legacy_services, link
from site_builder.settings import SiteSettings
from site_builder.site import legacy_yaml
from site_builder.source import (
    LegacyFile,
    export_bundle_lists,
    export_groups_file,
    import_bundle_lists,
    import_groups_file,
    import_legacy_services,
    load,
    write_new,
)
from tests.source.layouts.generating import catalogs
from tests.trees import CONFIG, schemas

SCHEMAS = schemas()
REALMS = ("gitlab-com", "self-managed")
# Names that no unit primitive has, so that each unit primitive is a service of its own too.
APART = ("code_suggestions", "sast", "vertex_ai_proxy")


def catalog(config: Path) -> Catalog:
    return link(load(config, SCHEMAS).entities)


REAL = catalog(CONFIG)


def through_bundle_lists(exported: Catalog, directory: Path) -> Catalog:
    write_new(directory / "lists", export_bundle_lists(exported, SCHEMAS), "lists")
    write_new(directory / "config", import_bundle_lists(directory / "lists", SCHEMAS, "lists").files, "config")
    return catalog(directory / "config")


def through_groups_file(exported: Catalog, directory: Path) -> Catalog:
    (directory / "groups.yml").write_text(export_groups_file(exported, SCHEMAS), encoding="utf-8")
    write_new(directory / "config", import_groups_file(directory / "groups.yml", SCHEMAS, "groups.yml").files, "config")
    return catalog(directory / "config")


def through_legacy_services(exported: Catalog, directory: Path) -> tuple[Catalog, list[str]]:
    """The catalog that comes back, and what is told of it beside stand-ins."""
    files = []
    for realm in REALMS:
        path = directory / f"{realm}.yml"
        path.write_bytes(legacy_yaml(realm, exported, SiteSettings()))
        files.append(LegacyFile(realm=realm, path=path, label=path.name))
    made = import_legacy_services(files, SCHEMAS)
    write_new(directory / "config", made.files, "config")
    return catalog(directory / "config"), [problem.message for problem in made.problems if problem.code != "W216"]


@settings(max_examples=60)  # each goes through files twice
@given(catalogs())
@example(REAL)
def test_bundle_lists_come_back_as_the_same_catalog(exported: Catalog) -> None:
    with TemporaryDirectory() as directory:
        assert through_bundle_lists(exported, Path(directory)) == exported


@settings(max_examples=60)  # each goes through files twice
@given(catalogs())
@example(REAL)
def test_a_groups_file_comes_back_as_the_same_catalog(exported: Catalog) -> None:
    with TemporaryDirectory() as directory:
        assert through_groups_file(exported, Path(directory)) == exported


@settings(max_examples=60)  # each goes through files twice
@given(catalogs(APART))
@example(REAL)
def test_legacy_services_of_unit_primitives_that_are_services_too_are_exported_as_they_were(exported: Catalog) -> None:
    with TemporaryDirectory() as directory:
        back, _ = through_legacy_services(exported, Path(directory))

        for realm in REALMS:
            assert legacy_yaml(realm, back, SiteSettings()) == legacy_yaml(realm, exported, SiteSettings())


@settings(max_examples=60)  # each goes through files twice
@given(catalogs())
def test_whatever_legacy_services_would_be_exported_otherwise_is_told(exported: Catalog) -> None:
    assume(
        any(service.get("bundled_with") for realm in REALMS for service in legacy_services(exported, realm).values())
    )

    with TemporaryDirectory() as directory:
        back, told = through_legacy_services(exported, Path(directory))

        for realm in REALMS:
            before, after = legacy_services(exported, realm), legacy_services(back, realm)
            for name in before.keys() | after.keys():
                is_same = _in_order(before.get(name)) == _in_order(after.get(name))
                assert is_same or any(f"'{name}'" in message for message in told)


def _in_order(service: Mapping[str, Any] | None) -> object:
    """A service to be compared with the order of its bundles."""
    return service and {**service, "bundled_with": list(service.get("bundled_with", {}).items())}


@pytest.mark.parametrize("through", [through_bundle_lists, through_groups_file])
def test_the_files_of_this_configuration_come_back_byte_by_byte(through: object, tmp_path: Path) -> None:
    assert callable(through)
    through(REAL, tmp_path)

    made = {path.relative_to(tmp_path / "config"): path.read_bytes() for path in (tmp_path / "config").rglob("*.yml")}

    assert made == {path: (CONFIG / path).read_bytes() for path in made}
    assert len(made) == len(REAL.unit_primitives) + sum(
        len(REAL.kinds[kind]) for kind in ("add_ons", "license_types", "gitlab_realms", "backend_services", "services")
    )
